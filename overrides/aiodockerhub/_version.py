"""The version of this package; the build reads the version from this file."""

__version__ = "0.1.0"
