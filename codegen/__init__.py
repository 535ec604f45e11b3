"""The build step: turns Docker's published OpenAPI document into the generated client."""
