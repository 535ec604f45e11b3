"""Benchmarks: the budgets as ratios to peers in the same run."""
