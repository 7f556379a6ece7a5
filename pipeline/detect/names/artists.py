"""Who made what is shown or played, and whom a work is about: 'met muziek van ...', 'een tentoonstelling over ...'."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.names.grammar import read_name
from woolak.pipeline.detect.names.hits import Hit
from woolak.pipeline.detect.names.lexicon import CAP, LAST, NEVER, PLACE, WORD
from woolak.pipeline.detect.names.public_cues import public_words
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["KEEP", "find"]

KEEP = "artist"
"""The reason to stay; that the case knows somebody by that name takes it away."""


@cache
def _before() -> Phrases:
    listed = public_words().before_artists
    words = alternatives(listed).replace("[ ]+", "[ \\n]+")  # a phrase may go on on the next line
    return phrases(rf"(?i)\b(?:{words})[ \n]", listed)


def find(sheet: Sheet) -> Iterator[Hit]:
    """The whole names behind such words of which no list has the surname; of one word a name may be anybody's."""
    for match in _before().finditer(sheet.text):
        index = sheet.at(match.end())
        if index >= len(sheet.tokens) or sheet.tokens[index].start != match.end():
            continue
        first = sheet.tokens[index]
        read = read_name(sheet, index, loose=True)
        if read is None or not read.name.surname or not (read.name.given or read.name.initials):
            continue
        if sheet.tokens[read.last - 1].flags & LAST:
            continue  # a surname that people here have: 'vernoemd naar Karin Bos', who died last year
        if not first.flags & CAP or first.flags & (NEVER | PLACE) or (first.flags & WORD and not read.listed):
            continue
        yield Hit(read.start, read.end, 0.9, f"{KEEP}:{' '.join(match[0].split())}", KEEP, read.name)
