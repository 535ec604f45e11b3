"""Error bodies, advice on refused requests, and drift."""
