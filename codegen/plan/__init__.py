"""What to write, as plain values: names, operations, models, docstring text."""
