"""Compares heads of sections with the patterns of a rule file."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["head_pattern", "plain_head"]

HEAD_NUMBER = re.compile(
    r"^(?:(?:hoofdstuk|bijlage|deel|paragraaf)\s+(?:\d+|[a-z]|[ivx]+)\b[.:]?\s*|[\dIVX]{1,4}(?:\.\d+)*[.)]?\s+|[a-z][.)]\s+)",
    re.IGNORECASE,
)


def plain_head(words: str) -> str:
    """A head in lower case, without its number and white space."""
    return " ".join(HEAD_NUMBER.sub("", words.strip()).lower().split())


def head_pattern(heads: Iterable[str]) -> str:
    """A pattern for whole heads; `*` in a head stands for anything, at a word's end for the rest of the word."""
    parts = []
    for head in sorted(heads, key=len, reverse=True):
        core = re.escape(head.strip("*").strip()).replace(r"\ ", r"\s+").replace(r"\*", ".*")
        before = r".*\b" if head.startswith("* ") else r"[\w-]*" if head.startswith("*") else ""
        behind = r"\b.*" if head.endswith(" *") else r".*" if head.endswith("*") else ""
        parts.append(before + core + behind)
    return "(?:" + "|".join(parts) + r")\W*$"
