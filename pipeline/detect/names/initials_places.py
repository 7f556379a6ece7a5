"""What has the form of initials, and where they stand for somebody: in a cell, a row of codes, below a note."""

from __future__ import annotations

import re
from functools import cache

from woolak.pipeline.detect.names.cues import cues, name_cues
from woolak.pipeline.detect.names.lexicon import CAP, NEVER, PREFIX
from woolak.pipeline.detect.names.sheet import Sheet, Token
from woolak.pipeline.detect.names.spelling import letters, normal
from woolak.pipeline.detect.patterns import alternatives

__all__ = [
    "acts", "beside_initials", "could_be_initials", "dotted", "has_form", "is_cell", "is_word", "labelled",
    "labels_of_people", "signs_note", "stands_apart",
]  # fmt: skip

_DATED = re.compile(r"[ ,]{1,2}\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?(?=\s|$)")
"""The day on which somebody put his initials below a note: 'KdV 5/3'."""
_NOTE = 90
"""Characters of a note before the initials of who wrote it."""


def could_be_initials(token: Token) -> bool:
    """Whether a word has the form of somebody's initials: KdV, JB, RvdM; not that of a body (GGD)."""
    return has_form(token) and not is_word(token)


def is_word(token: Token) -> bool:
    """Whether a word is never a name; 'OK' is one, and 'ÖK' is not."""
    return bool(token.flags & NEVER) and token.text.isascii()


def has_form(token: Token) -> bool:
    """Whether a word is of two to five letters and begins and ends with a capital: KdV, J.B."""
    if not token.flags & CAP or not (token.text[-1].isupper() or token.text[-1] == "."):
        return False
    text = token.text.replace(".", "")
    return 2 <= len(text) <= 5 and text[0].isupper() and text[-1].isupper() and text.isalpha()


def _has_form_at(sheet: Sheet, at: int) -> bool:
    return 0 <= at < len(sheet.tokens) and has_form(sheet.tokens[at])


def _joined(sheet: Sheet, at: int) -> bool:
    """Whether a word is the 'en' between initials: 'JB en KdV'."""
    between = _has_form_at(sheet, at - 1) and _has_form_at(sheet, at + 1)
    return between and sheet.tokens[at].norm == "en"


def is_cell(sheet: Sheet, at: int) -> bool:
    """Whether a word is all of its cell, and not of its line."""
    cell = sheet.cell_of(at)
    return cell.last - cell.first == 1 and len(sheet.lines[cell.line]) > 1


def beside_initials(sheet: Sheet, at: int, heads: set[int]) -> bool:
    """Whether initials of somebody stand beside a cell, or above or below it in a column of nothing but initials."""
    if {at - 1, at + 1} & heads:
        return True
    line = sheet.tokens[at].line
    row = sheet.lines[line]
    column = next(place for place, cell in enumerate(row) if cell.first == at)
    for step in (-1, 1):
        number = line + step
        while 0 <= number < len(sheet.lines) and len(sheet.lines[number]) == len(row):
            cell = sheet.lines[number][column]
            if cell.last - cell.first != 1 or not _has_form_at(sheet, cell.first):
                break
            if cell.first in heads:
                return True
            number += step
    return False


def labelled(sheet: Sheet, at: int) -> bool:
    """Whether a word is what a memo's head or a form has behind a label: 'van | KdV'."""
    cells = sheet.lines[sheet.tokens[at].line]
    label = normal(sheet.text[cells[0].start : cells[0].end]).strip(" :")
    return len(cells) == 2 and is_cell(sheet, at) and label in labels_of_people()


@cache
def labels_of_people() -> frozenset[str]:
    """Every label behind which a person may stand."""
    labels = name_cues().labels
    return frozenset(normal(label) for label in (*labels.strong, *labels.weak))


def dotted(sheet: Sheet, at: int) -> bool:
    """Whether initials with dots stand for somebody by themselves: 'wat zeggen we over R.L.?', not 'R.L. Stevens'."""
    token = sheet.tokens[at]
    follows = sheet.tokens[at + 1] if at + 1 < len(sheet.tokens) and sheet.gap(at + 1) == " " else None
    if token.text.count(".") < 2 or letters(token.text) in cues().dotted:
        return False
    return follows is None or not follows.flags & (CAP | PREFIX)


def acts(sheet: Sheet, at: int) -> bool:
    """Whether a word opens its line or a sentence and a colon or a verb of a person follows."""
    token = sheet.tokens[at]
    if not sheet.opens_sentence(at):
        return False
    follows = sheet.tokens[at + 1] if at + 1 < len(sheet.tokens) else None
    says = follows is not None and sheet.gap(at + 1) == " " and follows.norm in cues().speech
    return sheet.text[token.end : token.end + 3].lstrip(" ")[:2] == ": " or (says and not is_word(token))


def stands_apart(sheet: Sheet, at: int) -> bool:
    """Whether a word is alone in its cell or brackets, in a row of codes, before a colon, or behind 'actie'."""
    token, text = sheet.tokens[at], sheet.text
    before = (text[sheet.tokens[at - 1].end : token.start] if at else "").strip(" ")[-1:]
    behind = text[token.end : token.end + 3].lstrip(" ")[:1]
    before = "&" if _joined(sheet, at - 1) else before
    behind = "&" if _joined(sheet, at + 1) or (behind == "," and _has_form_at(sheet, at + 1)) else behind
    told = _told(sheet, at) or (before == "&" and _told(sheet, at - 2))
    if (behind == "." and told) or _before_signed(sheet, token) or _DATED.match(text, token.end):
        behind = ""
    opens = sheet.opens_line(at) or before in ("/", "&", "+", "(", "[", ":", "|", "@", ",", ">")
    begins = not sheet.opens_line_at(token.start) or len(sheet.lines[token.line]) == 1
    if behind == "," and not begins:
        return True  # a row of a table: 'KdV, opnemen | 12 | 14'
    ends = behind in ("", "\n", "\t", "/", "&", "+", ")", "]", ":", "|")
    return ends and (opens or told or _closes(sheet, at))


def _before_signed(sheet: Sheet, token: Token) -> bool:
    """Whether the word for initials follows: 'KdV paraaf:'."""
    return sheet.text[token.end : token.end + 9].lstrip(" ").startswith(name_cues().signed)


def _told(sheet: Sheet, at: int) -> bool:
    """Whether a word stands behind 'door' or 'actie'."""
    return at > 0 and sheet.tokens[at - 1].norm in ("actie", "door") and sheet.gap(at) in (" ", ": ")


def _closes(sheet: Sheet, at: int) -> bool:
    """Whether a word ends its line behind a whole sentence: whoever wrote a note signs it so."""
    token, text = sheet.tokens[at], sheet.text
    dated = _DATED.match(text, token.end)
    before = text[max(0, token.start - 9) : token.start].rstrip(" \t")[-1:]
    ends = text[dated.end() if dated else token.end :][:9].lstrip(" ")[:1] in ("", "\n")
    return before in (".", "!", "?") and (ends or _before_signed(sheet, token))


def signs_note(sheet: Sheet, at: int) -> bool:
    """Whether three letters and more sign a note, or two with a day: else it may be anything where nobody is known."""
    token = sheet.tokens[at]
    sure = len(token.text) > 2 or _DATED.match(sheet.text, token.end) is not None or _before_signed(sheet, token)
    return (sure or _asked_before(sheet, token)) and _closes(sheet, at)


def _asked_before(sheet: Sheet, token: Token) -> bool:
    """Whether the note before initials asks somebody to do something: 'svp afhandelen voor 3/5. KdV'."""
    line = sheet.text.rfind("\n", 0, token.start) + 1
    return _handling().search(sheet.text, max(line, token.start - _NOTE), token.start) is not None


@cache
def _handling() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(name_cues().handling)})(?!\w)", re.IGNORECASE)
