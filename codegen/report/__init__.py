"""The report: what changes for callers between two documents."""
