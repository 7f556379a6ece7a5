"""What is said before a number, over it or in the cell beside it: that it is a telephone number, or another one."""

from __future__ import annotations

import re

from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["LOCAL_LABEL", "is_under_phone_head", "label_of", "other_number"]

LABEL_REACH = 34
HEAD_ROWS = 60
LOCAL_LABEL = re.compile(r"tel|fax|doorkies|mob|gsm")
WORD, THREE_DIGITS = re.compile(r"\w+"), re.compile(r"\d{3}")
WORDS_BETWEEN = 3  # between a label and its number
LONGEST_HEAD = 30
FILLER = re.compile(r"[\s.:#(]*(?:nr|nummer|is)?[\s.:#(]*")
OTHER_SIGNS = re.compile(r"(?:[A-Z]{2}[\dOo]{2} ?[A-Z]{4} ?|€ ?|\beur ?|isbn[ :-]*|\bBE ?)\Z", re.I)
"""Right before digits that are an account, an amount, a book or an enterprise of Belgium."""


def label_of(around: Surroundings, kind: str, start: int) -> str:
    """The label of this kind (a list of cues) that a number has; empty when there is none."""
    return _label_before(around, kind, start) or _label_over(around, kind, start) or _label_beside(around, kind, start)


def _label_before(around: Surroundings, kind: str, start: int) -> str:
    """The label directly before a number, with only signs or a few words between."""
    for cue in reversed(around.cues.between(kind, max(0, start - LABEL_REACH), start)):
        between = around.text[cue.end : start]
        if "\n" in between or THREE_DIGITS.search(between):
            continue
        if len(WORD.findall(between)) <= WORDS_BETWEEN:
            return around.text[cue.start : cue.end]
    return ""


def _label_over(around: Surroundings, kind: str, start: int) -> str:
    """The label that fills the cell over the one that the number opens."""
    cell = around.columns.cell_at(start)
    if around.text[cell.start : start].strip(" ("):
        return ""
    for above in around.columns.above(cell, 1):
        cues = around.cues.between(kind, above.start, above.end)
        if cues and len(around.text[above.start : above.end].strip(" :.")) <= cues[0].end - cues[0].start + 3:
            return around.text[cues[0].start : cues[0].end]
    return ""


def _label_beside(around: Surroundings, kind: str, start: int) -> str:
    """The label that fills the cell to the left, where a form's labels are read first and its values behind them."""
    for cue in around.cues.of(kind) if around.page is not None and around.page.words else ():
        label = around.columns.cell_at(cue.start)
        if around.text[label.start : label.end].strip(" :.") == around.text[cue.start : cue.end]:
            beside = around.columns.beside(label)
            if beside is not None and beside.start == start:
                return around.text[cue.start : cue.end]
    return ""


def other_number(around: Surroundings, start: int) -> bool:
    """Whether digits are said to be another number: an order, an account, an amount."""
    for cue in around.cues.between("not_phone", max(0, start - 30), start):
        if FILLER.fullmatch(around.text, cue.end, start):
            return True
    return OTHER_SIGNS.search(around.text, max(0, start - 14), start) is not None


def is_under_phone_head(around: Surroundings, start: int) -> bool:
    """Whether a cell stands in a column with the head 'Telefoon'."""
    cell = around.columns.cell_at(start)
    for above in around.columns.above(cell, HEAD_ROWS) if cell.of > 1 else ():
        head = around.folded[above.start : above.end].strip(" :*")
        if head and LOCAL_LABEL.match(head) and len(head) < LONGEST_HEAD:
            return True
    return False
