"""The static half of the generated package, copied as it is."""
