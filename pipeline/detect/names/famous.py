"""Names that stay because somebody or something well known bears them, until somebody of the case bears them too."""

from __future__ import annotations

from woolak.model import Finding
from woolak.pipeline.detect.names import artists
from woolak.pipeline.detect.names.hits import Hit
from woolak.pipeline.detect.names.lexicon import HONORIFIC, flags_of
from woolak.pipeline.detect.names.public_cues import public_cues
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.names.spelling import normal

__all__ = ["FAMOUS", "TELLING", "is_famous", "stands_behind_citizen", "tells_of_bearer"]

TELLING = {
    "title", "role", "salutation", "spoken_to", "closing", "signature", "label", "name_column", "attendance", "speaker",
    "mail_head", "mail_display", "quoted_head", "mail_local", "introduced_initials",
}  # fmt: skip
"""Evidence by which one word alone is surely somebody's name."""

FAMOUS = frozenset({"public_figure", artists.KEEP})
"""Reasons to keep that a namesake who is there takes away: 'Aanwezig: Drees'."""


def is_famous(found: Finding | Hit, text: str) -> bool:
    """Whether a name stays because it is well known: a figure's, an artist's, or of one word a brand's ('Bosch')."""
    word = normal(text[found.start : found.end])
    return found.keep in FAMOUS or (found.keep == "company" and (word,) in public_cues().firms.get(word, ()))


def tells_of_bearer(sheet: Sheet, start: int, key: str, shown: str) -> bool:
    """Whether evidence tells of somebody who is there: 'mevrouw', 'cliënt', a list of who was present, a signature; not
    of who is famous by that name: 'professor', 'schilder'."""
    if stands_behind_citizen(sheet, start):
        return True
    if key == "title":
        return bool(shown) and bool(flags_of(shown.split()[0].lower()) & HONORIFIC)
    return key in TELLING - {"mail_local", "role"}


def stands_behind_citizen(sheet: Sheet, start: int) -> bool:
    """Whether what stands before a name tells that somebody like you and me is meant: 'bewoner', 'familie'."""
    index = sheet.at(start)
    beside = index and sheet.gap(index) in (" ", ": ", ". ", "\t")
    return bool(beside) and sheet.tokens[index - 1].norm in public_cues().citizens
