"""Initials of somebody of the case where only a person can stand: 'akkoord KdV', 'afgestemd met JB', 'JB, weet jij'."""

from __future__ import annotations

import re

from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.lexicon import CAP
from woolak.pipeline.detect.names.sheet import Sheet

__all__ = ["asked", "speaks", "told_of"]

_ENDS = re.compile(r"[ ]?(?:[.,;:!?)/&+]|\s*\Z|[\t\n]|[ ]\d{1,2}[-/]\d{1,2}|[ ](?:[a-zà-ÿ]+)(?![-/]))")
"""What may follow: a sign, the end, a day, a small word."""
_CLOSES = re.compile(r"[ .]*(?:[\t\n]|\Z)")
_SOON = 2
"""Words between 'afgestemd' and its 'met'."""
_LONG = 3
"""Letters of initials that tell more than an abbreviation by chance."""


def asked(sheet: Sheet, at: int) -> bool:
    """Whether somebody is spoken to: 'JB kun jij', 'KdV, weet je'."""
    if at + 2 >= len(sheet.tokens) or sheet.gap(at + 1) not in (" ", ", ") or sheet.gap(at + 2) != " ":
        return False
    verb, who = sheet.tokens[at + 1 : at + 3]
    return verb.norm in cues().asking and who.norm in cues().asked


def speaks(sheet: Sheet, at: int) -> bool:
    """Whether a sentence begins with what only a person does ('KdV belde') or says ('KdV: ik vind')."""
    follows = sheet.tokens[at + 1] if at + 1 < len(sheet.tokens) else None
    if follows is None or not sheet.opens_sentence(at):
        return False
    gap = sheet.gap(at + 1)
    return follows.norm in (cues().names_person if gap == " " else cues().selves if gap.strip() == ":" else ())


def told_of(sheet: Sheet, at: int) -> bool:
    """Whether the words before tell that a person follows, and nothing behind makes it a thing; or whether three
    letters end a remark behind a comma, as who wrote it signs."""
    token = sheet.tokens[at]
    if not at or sheet.tokens[at - 1].line != token.line or not _ENDS.match(sheet.text, token.end):
        return False
    before, gap = sheet.tokens[at - 1], sheet.gap(at)
    if gap == ", " and len(token.text) >= _LONG and not before.flags & CAP:
        cell = sheet.cell_of(at)
        closes = cell.first < at - 1 and len(sheet.lines[cell.line]) > 1
        return closes and _CLOSES.match(sheet.text, token.end) is not None
    if gap not in (" ", ": ", " : "):
        return False
    if (
        before.norm in ("en", "&")
        and at > 2
        and len(sheet.tokens[at - 2].text) < 5
        and sheet.tokens[at - 2].flags & CAP
    ):
        return told_of(sheet, at - 2)
    if before.norm in cues().before_initials:
        return True
    if before.norm not in cues().between_talks:
        return False
    return any(
        one.norm in cues().talks_of for one in sheet.tokens[max(0, at - 2 - _SOON) : at - 1] if one.line == token.line
    )
