"""Woolak: from the documents of a Woo request to the release. The way is told in docs/architecture.md."""

__version__ = "0.1.0"
