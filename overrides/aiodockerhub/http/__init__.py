"""One call on its way: session, call context, connections, retries, rate limit, events, downloads."""
