"""The body of a download, the head of its response, and the files that it leaves."""

from pathlib import Path

CSV = b"Name,Email\n" + b"jane,jane@example.com\n" * 10_000


def head(body: bytes, *more: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *more]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
