"""Initials of somebody of the case where only a person can stand: 'akkoord KdV', 'afgestemd met JB', 'JB, weet jij'."""

from __future__ import annotations

import re

from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.lexicon import CAP
from woolak.pipeline.detect.names.one_letter import opens_message
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.names.spelling import normal

__all__ = ["asked", "speaks", "told_of"]

_ENDS = re.compile(r"[ ]?(?:[.,;:!?)/&+]|\s*\Z|[\t\n]|[ ]\d{1,2}[-/]\d{1,2}|[ ](?:[a-zà-ÿ]+)(?![-/]))")
"""What may follow: a sign, the end, a day, a small word."""
_CLOSES = re.compile(r"[ .]*(?:[\t\n]|\Z)")
_SOON = 2
"""Words between 'afgestemd' and its 'met'."""
_FEWEST_CELLS = 2
_REMARK = 60
"""Characters of a remark on a line of its own."""
_LONG = 3
"""Letters of initials that tell more than an abbreviation by chance."""


def asked(sheet: Sheet, at: int) -> bool:
    """Whether somebody is spoken to: 'JB kun jij', 'KdV, weet je'."""
    if at + 2 >= len(sheet.tokens) or sheet.gap(at + 1) not in (" ", ", ") or sheet.gap(at + 2) != " ":
        return False
    verb, who = sheet.tokens[at + 1 : at + 3]
    return verb.norm in cues().asking and who.norm in cues().asked


def speaks(sheet: Sheet, at: int) -> bool:
    """Whether a sentence begins with what only a person does ('KdV belde') or says ('KdV: ik vind'), or a message with
    what somebody does ('KdV heeft hem')."""
    follows = sheet.tokens[at + 1] if at + 1 < len(sheet.tokens) else None
    if follows is not None and follows.norm in cues().speech and opens_message(sheet, at):
        return True
    if follows is None or not sheet.opens_sentence(at):
        return False
    gap = sheet.gap(at + 1)
    return follows.norm in (cues().names_person if gap == " " else cues().selves if gap.strip() == ":" else ())


def told_of(sheet: Sheet, at: int) -> bool:
    """Whether the words before tell that a person follows, and nothing behind makes it a thing; or the head over it."""
    token = sheet.tokens[at]
    if sheet.text[token.start - 1 : token.start] == "@" or _headed(sheet, at):
        return True
    if not at or sheet.tokens[at - 1].line != token.line or not _ENDS.match(sheet.text, token.end):
        return False
    before, gap = sheet.tokens[at - 1], sheet.gap(at)
    if gap == ", ":
        return before.norm in cues().before_signed or _signs(sheet, at)
    if gap not in (" ", ": ", " : "):
        return False
    if (
        before.norm in ("en", "&")
        and at > 2
        and sheet.tokens[at - 2].flags & CAP
        and len(sheet.tokens[at - 2].text) < 5
    ):
        return told_of(sheet, at - 2)
    if before.norm in cues().before_initials or before.norm in cues().before_signed or _met(sheet, at):
        return True
    near = sheet.tokens[max(0, at - 2 - _SOON) : at - 1] if before.norm in cues().between_talks else ()
    return any(one.norm in cues().talks_of and one.line == token.line for one in near)


def _signs(sheet: Sheet, at: int) -> bool:
    """Whether three letters end a remark behind a comma, as who wrote it signs: 'boete eraf, KdV'."""
    cell = sheet.cell_of(at)
    short = len(sheet.lines[cell.line]) > 1 or cell.end - cell.start < _REMARK
    signs = len(sheet.tokens[at].text) >= _LONG and cell.first < at - 1 and not sheet.tokens[at - 1].flags & CAP
    return short and signs and _CLOSES.match(sheet.text, sheet.tokens[at].end) is not None


def _met(sheet: Sheet, at: int) -> bool:
    """Whether somebody was spoken to: 'heb KdV gesproken'."""
    follows = sheet.tokens[at + 1] if at + 1 < len(sheet.tokens) and sheet.gap(at + 1) == " " else None
    return follows is not None and follows.norm in cues().spoken and not sheet.opens_sentence(at)


def _headed(sheet: Sheet, at: int) -> bool:
    """Whether it is all of its cell in a table of which that column is of who does something: 'Wie', 'Door'."""
    token = sheet.tokens[at]
    cells, number = sheet.lines[token.line], token.line
    if len(cells) < _FEWEST_CELLS:
        return False
    column = next((place for place, cell in enumerate(cells) if cell.first <= at < cell.last), 0)
    if sheet.text[cells[column].start : cells[column].end].strip(" .") != token.text:
        return False
    while number and len(sheet.lines[number - 1]) == len(cells):
        number -= 1
    head = sheet.lines[number][column]
    return normal(sheet.text[head.start : head.end]).strip(" :?") in cues().labels_of_initials
