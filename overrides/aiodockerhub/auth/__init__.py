"""Credentials, the credential chain, log-in, the token cache and scopes."""
