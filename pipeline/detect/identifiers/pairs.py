"""Two labels with their two numbers behind them: 'RSIN en KvK: 851927364 / 56018833', 'KvK/btw' with both in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woolak.pipeline.detect.identifiers.codes import Reader
from woolak.pipeline.detect.identifiers.cues import Cue
from woolak.pipeline.detect.identifiers.labelled import Value
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["paired_values"]

JOINED = r"[ ]?(?:[/,;|&+]|en\b)[ ]?"
LABEL = r"[A-Za-z][\w.-]{1,20}(?:[ ](?:nummers?|nr\.?))?"
TO_FIRST = re.compile(rf"{JOINED}{LABEL}[ ]*[:=]?[ ]*[\t:= ][ ]*(?=(?:[A-Z]{{2}}[ ]?)?\d)")
"""From the first label, over the second, to the numbers."""
FIRST = re.compile(rf"[ .]*[:=]?[ ]*[\t:= ][ ]*(?:[A-Z]{{2}}[ ]?)?\d[\d. ]{{5,12}}\d(?:B\d\d)?{JOINED}")
"""From the last label over the number of the other one."""
BEFORE = re.compile(rf"\w\.?{JOINED}\Z")


def paired_values(around: Surroundings, cues: tuple[Cue, ...], read: Reader) -> Iterator[Value]:
    """The number of each label that shares its colon or cell with another: the first that has the form for it."""
    text = around.text
    for cue in cues:
        places = []
        if first := TO_FIRST.match(text, cue.end):
            places.append(first.end())
        start = places[0] - 1 if places else cue.end
        paired = places or BEFORE.search(text, max(0, cue.start - 6), cue.start)
        if paired and (over := FIRST.match(text, start)):
            places.append(over.end())
        for place in places:
            if (end := read(text, place)) > place:
                yield Value(place, end, cue, "sign")
                break
