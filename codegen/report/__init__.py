"""What changed between two OpenAPI documents, told to the callers of the generated client."""
