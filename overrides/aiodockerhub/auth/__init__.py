"""Credentials, the credential chain, the log-in, bearer tokens and scopes."""
