"""Patterns of many phrases, tried only on a page that has all words of one of them.

A regular expression of fifty phrases looks at every character of a page; most pages have none of them, and that is
told by looking up their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

__all__ = ["Phrases", "any_in", "phrases", "words_of"]

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=16)
def words_of(text: str) -> frozenset[str]:
    """The runs of letters and digits of a text, in lower case; those of the last few pages are kept."""
    return frozenset(_WORD.findall(text.lower()))


def any_in(words: Iterable[str], text: str) -> bool:
    """Whether one of the words stands in a text, perhaps within another word: known sooner than whether a pattern of
    them matches, which looks at every character."""
    return any(map(text.__contains__, words))


_phrases: dict[str, list[tuple[int, frozenset[str]]]] = {}
"""A long word, which few pages have -> the words of each phrase with it, and the number of its pattern."""
_numbers = count()


@lru_cache(maxsize=16)
def _present(text: str) -> frozenset[int]:
    """The patterns, by their numbers, of which a text has all words of a phrase: looked up once for all of them."""
    page = words_of(text)
    return frozenset(number for one in page if one in _phrases for number, words in _phrases[one] if words <= page)


@dataclass(frozen=True, slots=True)
class Phrases:
    """A pattern that matches only where one of the phrases stands."""

    pattern: re.Pattern[str]
    number: int

    def may_be_in(self, text: str) -> bool:
        """Whether a page has all words of a phrase."""
        return self.number in _present(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches on a page."""
        return self.pattern.finditer(text) if self.may_be_in(text) else iter(())


def phrases(pattern: str, listed: Iterable[str], flags: int = 0) -> Phrases:
    """`pattern` cannot match but where one of the phrases stands, with no letter or digit beside its words."""
    made = Phrases(re.compile(pattern, flags), next(_numbers))
    for phrase in listed:
        words = _WORD.findall(phrase.lower())
        _phrases.setdefault(max(words, key=len), []).append((made.number, frozenset(words)))
    _present.cache_clear()  # what was looked up before did not know of these
    return made
