"""The build step: from Docker's OpenAPI document to the generated client."""
