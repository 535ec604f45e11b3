"""Lowering: reduces the schemas of the patched document to shapes."""
