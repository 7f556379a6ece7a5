"""Who signs stays readable: for a college, council or board, and who signs a decision under mandate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.lines import line_end
from woolak.pipeline.detect.names.cues import name_cues
from woolak.pipeline.detect.names.grammar import Read, read_name
from woolak.pipeline.detect.names.hits import Around, Hit, keep
from woolak.pipeline.detect.names.office import can_hold_office, opens_street
from woolak.pipeline.detect.names.public_cues import public_words
from woolak.pipeline.detect.names.sheet import Sheet
from woolak.pipeline.detect.names.spelling import normal
from woolak.pipeline.detect.names.streets import street_and_number
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["find"]

_ORDER_BEHIND = re.compile(
    r"(?: [a-z]+){0,4} (?:de |een |deze |dit )?(?:(?:deel|vervolg|raam)?opdracht|voornemen|gunning\w*)\b"
)
"""What makes a contract of such words, or its award: 'verlenen wij u de opdracht', 'bezwaar tegen dit voornemen'."""


@cache
def _home_below() -> re.Pattern[str]:
    """An address on the line below a name: who writes, and not the council that is written to."""
    street = rf"{street_and_number(name_cues().no_homes_below)}(?:[ -]?[a-zA-Z0-9]{{1,4}})?,?[ ]*(?:\n|$)"
    return re.compile(rf"[ ]*\n+[ ]*(?:{street}|\d{{4}} ?[A-Z]{{2}}\b)")


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    """Who signs as office-holder, and who signs a decision under mandate."""
    yield from _signing(sheet)
    yield from _mandate(sheet, around)


@cache
def _signing_line() -> Phrases:
    words = public_words()
    return phrases(
        rf"(?im)(?:^|(?<=\t))[ ]*(?:(?:{alternatives(words.signing_before)})[ ]+){{0,2}}"
        rf"({alternatives(words.signing_offices)})"
        rf"(?:[ ](?:van|en|der)[ ][^\n\t]{{2,40}})?[ ]*[,.]?[ ]*(?=[\t\n]|$)",  # with a name behind it: not its line
        words.signing_offices,
    )


def _signing(sheet: Sheet) -> Iterator[Hit]:
    """'De griffier,' with the name on the line above or below, in the same column."""
    text = sheet.text
    for match in _signing_line().finditer(text):
        line = text.count("\n", 0, match.start(1))
        office = match[1]
        if opens_street(sheet, sheet.at(match.end())):
            continue  # 'Burgemeester', and below it 'Kloosterlaan 12'
        if normal(office) in public_words().only_formal and not _formal(sheet, line):
            continue
        if _goes_on_here(sheet, line):
            continue
        cells = sheet.lines[line]
        column = next((k for k, cell in enumerate(cells) if cell.start <= match.start(1) <= cell.end), 0)
        label = normal(text[cells[column - 1].start : cells[column - 1].end]).rstrip(" :") if column else ""
        if label in name_cues().column_heads:
            continue  # 'Functie', and behind it 'secretaris': a form, and nobody signs
        announced = "," in match[0] or match[0].split()[0].lower() != office.split()[0].lower()
        for read in _names_beside(sheet, line, column, announced):
            yield keep(read, "signatory", office)


def _goes_on_here(sheet: Sheet, line: int) -> bool:
    """Whether the line above ends within a sentence: 'Overleg met de', and below it 'burgemeester'."""
    cell = sheet.lines[line - 1][-1] if line else None
    if cell is None or cell.last - cell.first < 2 or not sheet.text[cell.start : cell.end].rstrip()[-1].isalpha():
        return False
    above = normal(sheet.text[cell.start : cell.end]).strip()
    return sheet.tokens[cell.last - 1].text in public_words().runs_on and above not in public_words().signing_before


def _formal(sheet: Sheet, line: int) -> bool:
    """Whether a college, council or board signs here."""
    first, last = sheet.lines[max(0, line - 10)][0], sheet.lines[min(len(sheet.lines) - 1, line + 5)][-1]
    around = normal(sheet.text[first.start : last.end])
    return any(word in around for word in public_words().formal)


def _names_beside(sheet: Sheet, line: int, column: int, below_first: bool) -> list[Read]:
    """Names alone in their cell, on the nearest line below or above.

    'De griffier,' stands above the name, 'burgemeester' below it.
    """
    below = range(line + 1, min(line + 7, len(sheet.lines)))
    above = range(line - 1, max(line - 4, -1), -1)
    for numbers in (below, above) if below_first else (above, below):
        for number in numbers:
            cells = sheet.lines[number]
            if not any(cell.last > cell.first for cell in cells):
                continue
            cell = cells[column] if column < len(cells) else cells[-1]
            if cell.last == cell.first:
                continue
            read = read_name(sheet, cell.first, loose=True, wrap=False, stop=cell.end)
            rest = sheet.text[read.end : cell.end].strip(" .,") if read else "?"
            if read is not None and _home_below().match(sheet.text, cell.end):
                break
            if read is not None and can_hold_office(sheet, read) and (not rest or rest[0] in "(,-"):
                return [read]
            dotted = re.search(r"[_.…]{4,}", sheet.text[cell.start : cell.end])
            if not dotted and not _signing_line().pattern.match(sheet.text, cell.start):
                break
    return []


@cache
def _mandate_line() -> Phrases:
    town = r"(?:[ ](?:van(?:[ ]de[ ]gemeente)?[ ])?(?-i:[A-ZÀ-Þ'])[^\n\t,]{1,30})?"
    listed = public_words().mandate
    return phrases(rf"(?im)(?:^|(?<=[,\t] ))[ ]*({alternatives(listed)}){town}[ ]*[,:]?[ ]*$", listed)


@cache
def _decides() -> Phrases:
    """What only a decision tells: how to object to it."""
    return phrases(rf"(?i)(?<!\w)(?:{alternatives(public_words().objecting)})(?!\w)", public_words().objecting)


def _is_decision(text: str) -> bool:
    """Whether a page tells a decision: 'verlenen wij u de opdracht' tells of a contract."""
    return any(not _ORDER_BEHIND.match(text, match.end()) for match in _decides().finditer(text))


@cache
def _head() -> re.Pattern[str]:
    """A line with the function of who leads: 'hoofd Vergunningen', 'teammanager', 'directeur Ruimte'."""
    return re.compile(rf"(?i)[ \t]*(?:de[ ])?(?:{alternatives(public_words().heads)})(?!\w)")


def _mandate(sheet: Sheet, around: Around) -> Iterator[Hit]:
    """The manager who signs the decision itself under mandate (policy: stays readable).

    A letter that is no decision by its form is one when it tells how to object, and a head of department signs it.
    """
    if around.document is None:
        return
    matches = list(_mandate_line().finditer(sheet.text))
    if not matches:
        return
    if around.document.facts.is_private:
        return  # a citizen or firm that lets somebody sign
    decision = around.document.facts.kind == "besluit"
    texts = (page.text.replace("\n", " ") for page in around.document.pages)
    if not decision and not any(_is_decision(text) for text in texts):
        return
    for match in matches:
        line = sheet.text.count("\n", 0, match.start(1))
        for read in _names_beside(sheet, line, 0, True):
            below = sheet.text[line_end(sheet.text, read.end) + 1 :]
            if not decision and not _head().match(below):
                continue
            yield keep(read, "signatory_mandate", match[1], 0.97)
