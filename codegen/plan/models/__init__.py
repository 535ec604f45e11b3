"""Models as their template needs them."""
