"""The document: YAML, overlay, validation."""
