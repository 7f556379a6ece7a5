"""A birthday in brackets behind a child or somebody with a letter for a surname: 'onze zoon Daan (14-3-2019)'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import numbers
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["BRACKETED", "births_in_brackets"]

NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?: (?:[A-ZÀ-Þ]\.|(?:van|de|der|den|el|al) [A-Z][\w’'-]+|[A-ZÀ-ÖØ-Þ][\w’'-]+)){0,2}"
BRACKETED = re.compile(r"\(\d{1,2}[-/. ]")
LETTERED = re.compile(r"(?<![\w.])[A-ZÀ-ÖØ-Þ][a-zà-ÿ’'-]+ [A-ZÀ-Þ]\.(?: of)?\s\((?=\d)")
NEXT = re.compile(rf"\)(?:, | en |, en )(?:{NAME} )?\((?=\d)")


@cache
def _children() -> Phrases:
    words = "|".join(map(re.escape, numbers().children))
    return phrases(
        rf"(?<![\w-])(?P<whose>(?i:onze|ons|mijn|zijn|haar|hun|uw|m'n|z'n) )?(?:[a-z]+ste )?(?i:{words})"
        rf"(?: van [a-z]+)?(?:,?\s{NAME}){{0,1}},?\s\((?=\d)",
        numbers().children,
    )


def births_in_brackets(text: str, date: re.Pattern[str]) -> Iterator[tuple[int, int, bool]]:
    """Each date that fills such brackets, with whether it is told to be somebody's own child's; and those of the names
    in a row with it."""
    for pattern in (_children(), LETTERED):
        for opening in pattern.finditer(text):
            own = bool(opening.groupdict().get("whose"))
            at: re.Match[str] | None = opening
            while (
                at is not None and (found := date.match(text, at.end())) and text[found.end() : found.end() + 1] == ")"
            ):
                yield (*found.span(), own)
                at = NEXT.match(text, found.end())
