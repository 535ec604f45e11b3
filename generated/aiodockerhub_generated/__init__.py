"""Calls, models and resources of Docker Hub, generated from its OpenAPI document."""
