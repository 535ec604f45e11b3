"""Benchmarks: what the design promises in figures, as ratios to peers measured in the same run."""
