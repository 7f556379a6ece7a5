"""Patterns for any of the words of a rule file."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["alternatives", "any_of", "core_of", "either"]


def alternatives(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, longest first and without brackets; a space may be any run of spaces."""
    ordered = sorted({phrase.strip() for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"[ ]+").replace(r"\#", "[#]") for phrase in ordered)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; `*` stands for letters, a space for any white space."""
    parts = []
    for word in sorted(words, key=len, reverse=True):
        core = re.escape(word.strip("*")).replace(r"\ ", r"\s+")
        before = r"[\w-]*" if word.startswith("*") else ""
        parts.append(before + core + (r"\w*" if word.endswith("*") else ""))
    return "(?:" + "|".join(parts) + ")"


def either(patterns: Iterable[str]) -> str:
    """A pattern for any of the patterns, in their order; a space is one space or the end of a line."""
    return "(?:" + "|".join(pattern.replace(" ", r"[ \n]") for pattern in patterns) + ")"


def core_of(pattern: str) -> str:
    """The longest run of letters in all that a pattern of `either` matches: 'gunning' of `\\w*gunning\\w*`. Empty when
    that is not plain to see."""
    plain = re.sub(r"\(\?:[^()]*\)\??", " ", pattern)
    if re.search(r"[()\[\]{}|]", plain):
        return ""
    return max(re.split(r"\\[.?*+]?|.[?*]|[^a-zà-ÿ]", plain), key=len)
