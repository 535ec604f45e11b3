"""The way of a call: session, engines, retries, rate limit, events, log."""
