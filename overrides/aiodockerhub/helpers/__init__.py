"""Small helpers that know nothing of Docker Hub: arguments, time, text."""
