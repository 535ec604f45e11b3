"""Commands beside those of the catalog: thin programs over the client for what people do often."""
