"""The long run: faults, cancelled calls and hostile servers for every engine, over real sockets on loopback.

`python -m tests.soak` runs all of it, which takes minutes; with `--write`, it writes docs/reliability.md. `make test`
runs a shorter version.
"""
