"""The plan: names, operations, models and docstrings as plain values."""
