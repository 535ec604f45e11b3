"""What happens to a call: session, engines, retries, rate limit, events, log."""
