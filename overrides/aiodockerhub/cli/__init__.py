"""The command line, extra `[cli]`: every operation of the catalog."""
