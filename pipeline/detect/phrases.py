"""Patterns of many phrases, tried only on a page that has the first word of one of them.

A regular expression of fifty phrases looks at every character of a page; most pages have none of them, and that is
told by looking up their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Phrases", "first_words", "phrases", "words_of"]

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=16)
def words_of(text: str) -> frozenset[str]:
    """The runs of letters and digits of a text, in lower case; of the last few pages they are kept."""
    return frozenset(_WORD.findall(text.lower()))


def first_words(listed: Iterable[str]) -> frozenset[str]:
    """The first word of each phrase, in lower case."""
    return frozenset(found[0] for phrase in listed if (found := _WORD.search(phrase.lower())))


@dataclass(frozen=True, slots=True)
class Phrases:
    """A pattern that matches only where one of the words stands by itself."""

    pattern: re.Pattern[str]
    words: frozenset[str]

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches on a page."""
        return iter(()) if self.words.isdisjoint(words_of(text)) else self.pattern.finditer(text)


def phrases(pattern: str, listed: Iterable[str], flags: int = 0) -> Phrases:
    """`pattern` cannot match but where the first word of one of the phrases stands, with no letter or digit beside."""
    return Phrases(re.compile(pattern, flags), first_words(listed))
