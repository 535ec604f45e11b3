"""Rendering, formatting, further pages, and the replacement of the old tree."""
