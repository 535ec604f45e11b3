"""Models: attributes, annotations and imports, for their template."""
