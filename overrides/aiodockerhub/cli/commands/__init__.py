"""Everyday commands, which are not in the catalog."""
