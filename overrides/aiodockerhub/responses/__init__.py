"""Responses beyond their models: error bodies and drift."""
