"""Lists: the pager, prefetch, and many calls at once."""
