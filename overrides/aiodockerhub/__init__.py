"""An asyncio SDK for the Docker Hub API."""
