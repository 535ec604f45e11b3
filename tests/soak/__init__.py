"""Soak: faults, storms and hostile servers against every engine, over real sockets on loopback.

`python -m tests.soak` runs all of it for minutes and writes docs/reliability.md; `make test` takes a short cut.
"""
