"""Sends calls: session, engines, retries, rate limit, events and log."""
