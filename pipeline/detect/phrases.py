"""Patterns of many phrases, tried only on a page that has all words of one of them.

A regular expression of fifty phrases looks at every character of a page; most pages have none of them, and that is
told by looking up their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Phrases", "phrases", "words_of"]

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=16)
def words_of(text: str) -> frozenset[str]:
    """The runs of letters and digits of a text, in lower case; those of the last few pages are kept."""
    return frozenset(_WORD.findall(text.lower()))


@dataclass(frozen=True, slots=True)
class Phrases:
    """A pattern that matches only where one of the phrases stands."""

    pattern: re.Pattern[str]
    by_first_word: Mapping[str, tuple[frozenset[str], ...]]
    """First word -> the words of each phrase that begins with it."""

    def may_be_in(self, text: str) -> bool:
        """Whether a page has all words of a phrase."""
        page = words_of(text)
        return any(words <= page for first in page & self.by_first_word.keys() for words in self.by_first_word[first])

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches on a page."""
        return self.pattern.finditer(text) if self.may_be_in(text) else iter(())


def phrases(pattern: str, listed: Iterable[str], flags: int = 0) -> Phrases:
    """`pattern` cannot match but where one of the phrases stands, with no letter or digit beside its words."""
    by_first_word: dict[str, tuple[frozenset[str], ...]] = {}
    for phrase in listed:
        words = _WORD.findall(phrase.lower())
        by_first_word[words[0]] = (*by_first_word.get(words[0], ()), frozenset(words))
    return Phrases(re.compile(pattern, flags), by_first_word)
