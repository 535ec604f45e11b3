"""Lowering: schemas in the terms that openapi-python-client reads."""
