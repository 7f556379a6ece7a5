"""Addresses as written abroad: '22 Mariner's Row, Lowestoft NR32 1BX', 'Lindestraat 18 bus 7, 9620 Velzeke'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import contact
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["abroad_end", "english_addresses"]

TOWN = r"[A-Z][a-z][\w'’-]+"
POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}"
BUS = re.compile(r",? (?:bus|boîte|bte\.?) ?\d{1,4}[A-Z]?(?!\w)")
ABROAD = re.compile(
    r"[ ]*[,;–-]?[ ]*\n?[ ]*(?P<country>(?:B|D|BE|DE)[- ])?(?P<code>[1-9]\d{3,4}) "
    r"(?P<town>[A-ZÀ-Þ][\w'’-]*[a-zà-ÿ](?:[ -](?:am|an der|im|ob der|[A-ZÀ-Þ])[\w'’-]*){0,2})(?=[ ]*(?:[\n\t,.;)]|$))"
)
"""A Belgian code of four digits, or a German of five, with its town."""
COUNTRY = re.compile(r"[ ]*[,(]?\s*\(?(?:België|Belgie|Belgium|Belgique|Duitsland|Germany|Deutschland)\b")
YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")


def abroad_end(text: str, end: int, sure: bool) -> int:
    """Where an address that has come to its house number ends with a box, code and town of abroad; `end` itself when
    none of these follows. sure: its street has an ending of streets."""
    box = BUS.match(text, end)
    last = box.end() if box else end
    found = ABROAD.match(text, last)
    if not found:
        return last
    told = box or found["country"] or COUNTRY.match(text, found.end())
    if not told and (not sure or YEAR.fullmatch(found["code"])):
        return last  # 'Kerkstraat 12, 2024 Waterdam'
    return found.end()


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
