"""Small helpers that several folders use: arguments, time, text, tasks."""
