"""A birthday in brackets behind a child or somebody with a letter for a surname: 'onze zoon Daan (14-3-2019)'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import numbers
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["births_behind", "births_beside", "births_in_brackets"]

NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?: (?:[A-ZÀ-Þ]\.|(?:van|de|der|den|el|al) [A-Z][\w’'-]+|[A-ZÀ-ÖØ-Þ][\w’'-]+)){0,2}"
OPENED = re.compile(r"\(\d")
LETTERED = re.compile(r"(?<![\w.])[A-ZÀ-ÖØ-Þ][a-zà-ÿ’'-]+ [A-ZÀ-Þ]\.(?: of)?\s\((?=\d)")
CLOSES = re.compile(r"[,.;)\n]|\Z")
NEXT = re.compile(rf"\)(?:, | en |, en )(?:{NAME} )?\((?=\d)")


@cache
def _children() -> Phrases:
    words = alternatives(numbers().children)
    return phrases(
        rf"(?<![\w-])(?P<whose>(?i:onze|ons|mijn|zijn|haar|hun|uw|m'n|z'n) )?(?:[a-z]+ste )?(?i:{words})"
        rf"(?: van [a-z]+)?(?:,?\s{NAME}){{0,1}},?\s\((?=\d)",
        numbers().children,
    )


@cache
def _beside() -> Phrases:
    words = alternatives(numbers().children)
    return phrases(rf"(?<![\w-])(?i:{words})(?: {NAME},)? (?=\d{{1,2}}(?:[-/.]\d| [a-z]{{3}}))", numbers().children)


def births_beside(text: str, date: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Each date right behind a child or, between commas, its name: 'zoon 4-6-2021', 'zoontje Tim, 4 juni 2021,'."""
    for child in _beside().finditer(text):
        found = date.match(text, child.end())
        if found and (not child[0].endswith(", ") or CLOSES.match(text, found.end())):
            yield found.span()


def births_in_brackets(text: str, date: re.Pattern[str]) -> Iterator[tuple[int, int, bool]]:
    """Each date that fills such brackets, with whether it is told to be somebody's own child's; and those of the names
    in a row with it."""
    for pattern in (_children(), LETTERED) if OPENED.search(text) else ():
        for opening in pattern.finditer(text):
            own = bool(opening.groupdict().get("whose"))
            at: re.Match[str] | None = opening
            while (
                at is not None and (found := date.match(text, at.end())) and text[found.end() : found.end() + 1] == ")"
            ):
                yield (*found.span(), own)
                at = NEXT.match(text, found.end())


def births_behind(text: str, end: int, date: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The dates in brackets behind the names in a row with a birthday that ends here: 'Sanne (geb. 3-5-2019) en Tim
    (4-6-2021)'."""
    while (behind := NEXT.match(text, end)) and (found := date.match(text, behind.end())):
        yield found.span()
        end = found.end()
