"""Whose a telephone number is: a mobile or direct one goes, a public body's stays, a firm's is told apart."""

from __future__ import annotations

import re

from woolak.pipeline.detect.identifiers.columns import Cell
from woolak.pipeline.detect.identifiers.cues import contact
from woolak.pipeline.detect.identifiers.mail import general_box
from woolak.pipeline.detect.identifiers.notation import national
from woolak.pipeline.detect.identifiers.owners import is_footer, owner_of
from woolak.pipeline.detect.identifiers.phone_labels import label_of
from woolak.pipeline.detect.identifiers.phone_notations import MOBILE, MOBILE_DIGITS
from woolak.pipeline.detect.identifiers.recognizer import SURE, WEAK_KEEP, Hit
from woolak.pipeline.detect.identifiers.sentences import sentence_around
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.identifiers.whose_cues import whose_cues
from woolak.pipeline.detect.letterheads import letterhead
from woolak.pipeline.detect.phrases import any_in

__all__ = ["whose"]

NON_GEOGRAPHIC = re.compile(r"^(?:88|85|800|900|909|14|116)")
"""088, 085, 14 0xx and the like, which firms and bodies have, not houses (Nummerplan telefoon- en ISDN-diensten)."""
GENERAL_NUMBER = re.compile(r"14 0\d\d")
FOOT = re.compile(
    r"^(?=.*(?:\b\d{4} ?[a-z]{2}\b|\b14 0\d|postbus))"
    r"(?=.*(?:\b(?:info|gemeente|contact|post|mail)@|www\.|\bkvk\b|\biban\b))"
    r"(?!.*(?:direct|mobiel|doorkies|rechtstreeks))"
)
PERSONAL_MAIL = re.compile(r"(?<![\w.-])((?:[A-Za-z]{1,3}|[A-Za-z]+)\.[\w.-]+)@\w")
PROSE = 110  # a cell longer than this is running text
BLOCK_LINES = 3  # over and under a number
TABLE_CELLS = 3  # on a line; two are a label and its value


def whose(around: Surroundings, start: int, end: int, digits: str) -> Hit:
    """What is found at a number: whose it is, and whether it may stay."""
    number = national(digits)
    if number.startswith("6") and len(number) == MOBILE_DIGITS:
        return _direct(start, end, "mobile")
    if behind := whose_cues().private_behind.match(around.folded, end):
        return _direct(start, end, f"direct_number:{behind[0].strip()}")
    if general := _of_all(around, start, end):
        return general
    if apart := whose_cues().general_beside.match(around.folded, end):
        return _direct(start, end, f"direct_number:{apart[1] or apart[2]}")  # 'T 0123 - 45 67 89 | algemeen 14 0123'
    if direct := label_of(around, "phone_direct", start):
        return _direct(start, end, f"direct_number:{direct}")
    return _by_block(around, start, end, number)


def _direct(start: int, end: int, evidence: str) -> Hit:
    return Hit("PHONE", start, end, SURE, evidence)


def _found(start: int, end: int) -> Hit:
    return Hit("PHONE", start, end, 0.9, "phone")


def _of_firm(start: int, end: int, score: float) -> Hit:
    return Hit("PHONE", start, end, score, "company_number")


def _stays(start: int, end: int, score: float, seen: str = "") -> Hit:
    return Hit("PHONE", start, end, score, f"general_number:{seen}", "general_number")


def _of_all(around: Surroundings, start: int, end: int) -> Hit | None:
    """A number with a label that says it is general, but not under somebody's closing."""
    label = label_of(around, "phone_general", start)
    cell = around.columns.cell_at(start)
    if not label or (_in_signature(around, cell, start) and not is_footer(around, cell)):
        return None
    who = owner_of(around, start, end).who
    own = around.origin == "own" and (who != "person" or "algemeen" in label.lower())
    if who == "public" or own:
        return _stays(start, end, 0.9, label)
    if who == "company" or around.origin == "third_party":
        return _of_firm(start, end, 0.9)
    return None


def _by_block(around: Surroundings, start: int, end: int, number: str) -> Hit:
    """By the letterhead, footer or sentence in which it stands; found when that tells nothing."""
    cell = around.columns.cell_at(start)
    third = around.origin == "third_party"
    if _of_desk(around, cell) or _in_general_foot(around, cell):
        return _of_firm(start, end, 0.85) if third else _stays(start, end, 0.85)
    near = _near(around, cell)
    if _beside_somebody(around, near) or _beside_personal_mail(around, cell) or _in_signature(around, cell, start):
        return _found(start, end)
    if _has_office_hours(around, start):
        return _stays(start, end, 0.6)
    block = " ".join(around.folded[one.start : one.end] for one in near)
    if not around.private and _is_own_letterhead(around, block):
        return _stays(start, end, 0.7)
    owner = owner_of(around, start, end)
    if owner.who == "public" and owner.block:
        sure = not third and (
            letterhead().organisation.search(block)
            or letterhead().beside.search(block)
            or GENERAL_NUMBER.search(block)
            or any_in(whose_cues().town_halls, block)
        )
        return _stays(start, end, 0.7 if sure else WEAK_KEEP, owner.seen)
    first, last = around.columns.line_span(cell.line)
    in_table = cell.of >= TABLE_CELLS  # a row of a list is of whom it names
    of_row = not in_table or around.cues.any_between("company", first, last)
    if owner.who == "company" and of_row and (owner.block or NON_GEOGRAPHIC.match(number)):
        return _of_firm(start, end, 0.85)
    beside = around.folded[first:last] if in_table else block
    if third and (letterhead().registered.search(beside) or letterhead().beside.search(beside)):
        return _of_firm(start, end, 0.85)
    return _found(start, end)


def _near(around: Surroundings, cell: Cell) -> list[Cell]:
    """The cells of its block: itself, and those over and under it unless it is running text or a footer."""
    if cell.end - cell.start > PROSE or is_footer(around, cell):
        return [cell]
    return [cell, *around.columns.above(cell, BLOCK_LINES), *around.columns.below(cell, BLOCK_LINES)]


def _beside_somebody(around: Surroundings, near: list[Cell]) -> bool:
    """Whether a person is named in its block, or a label for one's own number in it or nearest to it."""
    return any(around.person_between(one.start, one.end) for one in near) or any(
        around.cues.any_between("phone_direct", one.start, one.end) for one in near[:3]
    )


def _has_office_hours(around: Surroundings, start: int) -> bool:
    """'U kunt tijdens kantooruren bellen naar ...': said of a desk, unless somebody says it of himself."""
    cell = around.columns.cell_at(start)
    first, last = sentence_around(around.text, start) if cell.of < TABLE_CELLS else (cell.start, cell.end)
    said = around.folded[first:last]
    return (
        not around.private and bool(whose_cues().office_hours.search(said)) and not whose_cues().of_oneself.search(said)
    )


def _is_own_letterhead(around: Surroundings, block: str) -> bool:
    """Town hall or post box with the municipality's own site or general box, and nobody's name."""
    if not around.own_domain or not re.search(rf"(?:www\.|@){re.escape(around.own_domain)}", block):
        return False
    return "postbus" in block or any(street in block for street in contact().public_streets)


def _in_signature(around: Surroundings, cell: Cell, start: int) -> bool:
    """Whether it stands under a closing ('Groet,') or beside a mobile number: then it is the signer's."""
    if MOBILE.search(around.text, cell.start, cell.end):
        return True
    line = around.columns.line_of(start)
    first = around.columns.line_span(max(0, line - 7))[0]
    return bool(whose_cues().closing.search(around.folded, first, start))


def _beside_personal_mail(around: Surroundings, cell: Cell) -> bool:
    """Whether the mail address in the same cell is somebody's own: initials or a first name, and a surname."""
    if cell.end - cell.start > PROSE:
        return False
    local = PERSONAL_MAIL.search(around.text, cell.start, cell.end)
    return local is not None and not general_box(local[1])


def _of_desk(around: Surroundings, cell: Cell) -> bool:
    """Whether the row of a table names a desk ('secretariaat', 'meldkamer') and nobody."""
    if cell.of < 2:
        return False
    first, last = around.columns.line_span(cell.line)
    desk = whose_cues().desk.search(around.folded, first, last)
    organised = desk is not None and (
        desk.start() == first
        or around.cues.any_between("company", first, last)
        or around.cues.any_between("public_body", first, last)
    )
    return organised and not around.person_between(first, last)


def _in_general_foot(around: Surroundings, cell: Cell) -> bool:
    """Whether its line is the foot of a letter: with a postcode or general number, and a general mail box or site."""
    first, last = around.columns.line_span(cell.line)
    line = around.folded[first:last]
    box = PERSONAL_MAIL.search(around.text, first, last)
    return (
        FOOT.search(line) is not None
        and (box is None or general_box(box[1]))
        and not around.person_between(first, last)
        and not MOBILE.search(around.text, first, last)
    )
