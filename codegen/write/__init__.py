"""Writes the plan: rendering, formatting, atomic replacement."""
