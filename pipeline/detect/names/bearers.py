"""What tells that somebody of a name is there, and nobody in office or famous: 'mevrouw', 'cliënt', a signature."""

from __future__ import annotations

from woolak.pipeline.detect.names.lexicon import HONORIFIC, flags_of
from woolak.pipeline.detect.names.public_cues import public_cues
from woolak.pipeline.detect.names.sheet import Sheet

__all__ = ["TELLING", "follows_citizen", "stands_behind_citizen", "tells_of_bearer"]

TELLING = {
    "title", "role", "salutation", "spoken_to", "closing", "signature", "label", "name_column", "attendance", "speaker",
    "mail_head", "mail_display", "quoted_head", "mail_local", "introduced_initials",
}  # fmt: skip
"""Evidence by which one word alone is surely somebody's name."""


def tells_of_bearer(sheet: Sheet, start: int, key: str, shown: str) -> bool:
    """Whether evidence tells of somebody who is there: 'mevrouw', 'cliënt', a list of who was present, a signature; not
    of who is famous by that name: 'professor', 'schilder'."""
    if stands_behind_citizen(sheet, start):
        return True
    if key == "title":
        return bool(shown) and bool(flags_of(shown.split()[0].lower()) & HONORIFIC)
    return key in TELLING - {"mail_local", "role"}


def stands_behind_citizen(sheet: Sheet, start: int) -> bool:
    """Whether the name that starts here is one of somebody like you and me: 'bewoner', 'familie' right before it."""
    index = sheet.at(start)
    return follows_citizen(sheet, index) and sheet.gap(index) in (" ", ": ", ". ", "\t", "\n", ":\n", ": \n")


def follows_citizen(sheet: Sheet, index: int) -> bool:
    """Whether the word before a token is one for somebody like you and me, whatever is between them: 'mijn man Piet
    (VVD)', 'bezwaarmaker:' and on the next line 'Veerman'."""
    return bool(index) and sheet.tokens[index - 1].norm in public_cues().citizens
