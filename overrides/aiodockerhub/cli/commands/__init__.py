"""Commands beside those of the catalog, for frequent tasks."""
