"""A mail may say its text twice, plainly and with markup: what only the second says is not lost."""

from __future__ import annotations

import re
from html import unescape

from woolak.pipeline.ingest.paper import structure_of

__all__ = ["lines_only_in"]

LINE_END = re.compile(r"<(?:br|hr|/?(?:div|p|tr|td|th|li|ul|ol|table|h[1-6]|pre|blockquote))\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
SOFT_HYPHEN = "\xad"
WORD = re.compile(r"\w{2,}")


def _words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text.replace(SOFT_HYPHEN, ""))}


def lines_only_in(markup: str, plain: str) -> list[str]:
    """The lines of a text in HTML in which a word stands that the plain text does not have."""
    known = _words(plain)
    body = structure_of(markup, []).body
    lines = (" ".join(unescape(TAG.sub("", line)).split()) for line in LINE_END.split(body))
    return [line for line in lines if _words(line) - known]
