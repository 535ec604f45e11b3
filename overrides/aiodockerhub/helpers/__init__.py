"""Small helpers that do not depend on Docker Hub: arguments, time, text."""
