"""Benchmarks: measured figures, most as ratios to other libraries."""
