"""Benchmarks: measured figures, and ratios to those of other libraries."""
