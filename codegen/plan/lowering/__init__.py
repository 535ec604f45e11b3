"""Schemas in their simplest terms: what openapi-python-client reads, under names that cannot clash."""
