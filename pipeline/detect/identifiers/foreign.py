"""Addresses as they are written in English letters: '22 Mariner's Row, Lowestoft NR32 1BX'."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import contact
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["english_addresses"]

TOWN = r"[A-Z][a-z][\w'’-]+"
POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}"


@cache
def _pattern() -> Phrases:
    streets = contact().english_streets
    return phrases(
        rf"(?<![\w-])\d{{1,4}}[a-z]?,? (?:[A-Z][\w'’.-]+ ){{1,3}}(?:{'|'.join(word.title() for word in streets)})\b"
        rf"(?:(?:,?[ \n]{TOWN}){{0,3}},?[ \n]{POSTCODE}|,[ \n]{TOWN})?",
        streets,
    )


def english_addresses(around: Surroundings) -> Iterator[tuple[int, int]]:
    """Each house number with a street as English calls it, and the town and British postcode behind it."""
    for match in _pattern().finditer(around.text):
        yield match.span()
