"""One call on its way: session, engines, retries, rate limit, events, log."""
