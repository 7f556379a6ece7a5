"""Names behind a label ('Contactpersoon: ...', 'T.a.v. ...'), below one in a letterhead, and in a name column."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from woolak.model import Page
from woolak.pipeline.detect.names import broken_cells
from woolak.pipeline.detect.names.cues import cues, name_cues
from woolak.pipeline.detect.names.grammar import Read
from woolak.pipeline.detect.names.hits import Around, Hit, hit
from woolak.pipeline.detect.names.initials_places import could_be_initials
from woolak.pipeline.detect.names.lexicon import (
    CAP,
    COMPOUND,
    FIRST,
    LAST,
    LISTED,
    NEVER,
    PLACE,
    PROPER,
    ROLE,
    UPPER,
    WORD,
)
from woolak.pipeline.detect.names.lists import read_all, read_names
from woolak.pipeline.detect.names.sheet import Cell, Sheet
from woolak.pipeline.detect.names.spelling import normal
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["below", "find", "person_like"]

LONGEST = 600
"""Characters behind a label that are read, at most."""
ROWS = 80
"""Rows of a table that are read below its head, at most."""


@cache
def _pattern() -> re.Pattern[str]:
    labels = name_cues().labels
    words = alternatives((*labels.strong, *labels.weak))
    ends = alternatives(name_cues().role_ends)
    return re.compile(
        rf"""(?i)[ >*•–-]*
        ({words}|[^\W\d_][\w/ -]{{2,35}}?(?:{ends})(?=[ ]*:))(?:[ ]*\([^()\n]{{1,40}}\))?[ ]*(?:[:=]|\t)[ \t]*""",
        re.VERBOSE,
    )


@cache
def _without_colon() -> Phrases:
    free = name_cues().labels_without_colon
    return phrases(rf"(?i)[ >*•–-]*(?<![^\W_])({alternatives(free)})[ ]+(?=[^\W\d_])", free)


@cache
def _in_running_text() -> Phrases:
    listed = [label for label in name_cues().labels_without_colon if " " in label or label == "t.a.v."]
    return phrases(rf"(?i)(?<=[ ,])({alternatives(listed)})[: ]+(?=[^\W\d_])", listed)


_STAMPED = re.compile(
    r"(?<![\w.])(?:[Pp]ar\.|[Pp]araaf|PAR\.|PARAAF)[ ]?:?[ ]?((?:[A-Z]\.){2,4}|(?![IVXL]+\b)[A-Z]{2,3}\b)"
)
"""Initials on a stamp: 'ontvangen 3 mei par. K.V.'."""
_INSIDE = re.compile(r"[(;|•>/]")
_MARK = re.compile(r"[:=\t]")


def _matches(sheet: Sheet) -> Iterator[tuple[str, int, int]]:
    """Each label with the place behind it: at the begin of a cell or of a part of it, and a few in running text."""
    text = sheet.text
    without_colon = _without_colon() if _without_colon().may_be_in(text) else None
    for cells in sheet.lines:
        marked = _MARK.search(text, cells[0].start, cells[-1].end) is not None
        for cell in cells if marked or without_colon else ():
            starts = [cell.start]
            if ":" in text[cell.start : cell.end]:
                starts += [mark.end() for mark in _INSIDE.finditer(text, cell.start, cell.end)]
            for start in starts if cell.last > cell.first else ():
                match = (_pattern().match(text, start) if _MARK.search(text, start, cell.end + 1) else None) or (
                    without_colon.pattern.match(text, start) if without_colon else None
                )
                if match:
                    yield match[1], match.start(1), match.end()
    for match in _in_running_text().finditer(text):
        yield match[1], match.start(1), match.end()


@cache
def _strong() -> frozenset[str]:
    return frozenset(normal(label) for label in name_cues().labels.strong)


@cache
def _role_ends() -> tuple[str, ...]:
    return tuple(normal(end) for end in name_cues().role_ends)


@cache
def _heads() -> dict[str, bool]:
    """Label -> whether a person is certain below it."""
    labels = name_cues().labels
    return {normal(label).rstrip(":"): False for label in labels.weak if len(label) > 2} | {
        normal(label).rstrip(":"): True for label in labels.strong
    }


def find(sheet: Sheet, around: Around) -> Iterator[Hit]:
    yield from broken_cells.find(sheet)
    for label, start, end in _matches(sheet):
        index = sheet.at(end)
        if index >= len(sheet.tokens):
            continue
        cell = sheet.cell_of(index)
        if cell.start > end or "\n" in sheet.text[end : sheet.tokens[index].start]:
            continue
        value = normal(sheet.text[cell.start : cell.end]).strip(" :.")
        other = value in cues().roles or value in cues().other_heads
        head = value in cues().column_heads or (other and len(sheet.lines[cell.line]) > 2)
        if "\t" in sheet.text[start:end] and head:
            continue  # 'Naam | Straat | Nr'
        strong = " ".join(normal(label).split()) in _strong() or normal(label).split()[-1].endswith(_role_ends())
        if "\t" in sheet.text[start:end] and not sheet.opens_line_at(start):
            strong = False  # a row of a table: '2015-2017 | projectleider | Sporthal'
        yield from _initials(sheet, index, cell, label)
        for read in read_all(sheet, index, min(cell.end, end + LONGEST), loose=strong, small=strong, turned=True):
            if person_like(sheet, read, strong):
                yield hit(read, 0.9 if strong else 0.7, "label", label)
    yield from _named_roles(sheet)
    yield from _columns(sheet, around)
    for stamp in _STAMPED.finditer(sheet.text) if "par" in sheet.text.lower() else ():
        yield Hit(*stamp.span(1), 0.6, "label:paraaf")


_NAME_OF = re.compile(r"(?i)[ ]*naam(?: van(?: de| het)?)?[ ]+([a-zà-ÿ]{4,})[ ]*(?::[ \t]*|\t[ ]*)(?=[A-ZÀ-Þ])")


def _named_roles(sheet: Sheet) -> Iterator[Hit]:
    """'Naam chauffeur: Brug': behind such a label one word is a surname, whatever else it is."""
    for cells in sheet.lines if "aam " in sheet.text else ():
        for cell in cells:
            label = _NAME_OF.match(sheet.text, cell.start)
            if label is None or not _is_role(normal(label[1])):
                continue
            value = sheet.cell_of(sheet.at(label.end()))
            tokens = sheet.tokens[sheet.at(label.end()) : value.last]
            if len(tokens) != 1 or sheet.text[tokens[0].end : value.end].strip(" ."):
                continue
            norm = tokens[0].norm
            if norm not in cues().no_values | cues().column_heads and not tokens[0].flags & (ROLE | NEVER):
                yield Hit(tokens[0].start, tokens[0].end, 0.7, f"label:{label[0].strip(' :')}")


def _is_role(norm: str) -> bool:
    return norm in cues().roles or norm in _strong() or norm.endswith(_role_ends())


def _initials(sheet: Sheet, index: int, cell: Cell, label: str) -> Iterator[Hit]:
    """A cell, or what is left of it, that holds nothing but initials: 'KdV / JB'."""
    tokens = sheet.tokens[index : cell.last]
    known = " ".join(normal(label).split()) in cues().labels_of_initials
    if known and 0 < len(tokens) < 6 and all(could_be_initials(token) and len(token.text) < 5 for token in tokens):
        yield from (Hit(token.start, token.end, 0.45, f"label:{label}") for token in tokens)


def person_like(sheet: Sheet, read: Read, strong: bool) -> bool:
    """Whether a name behind a label is rather a person than a place, an organisation or an ordinary word."""
    words = sheet.tokens[read.first : read.last]
    if any(token.flags & NEVER and token.flags & CAP for token in words):
        return False
    if len(words) > 1:
        return read.listed or not read.plain
    flags = words[0].flags
    if not flags & CAP:
        return strong and bool(flags & (FIRST | LAST)) and not flags & WORD
    if flags & (PLACE | ROLE | WORD | COMPOUND | PROPER) and not flags & (FIRST | LAST):
        return False
    if flags & UPPER and not flags & LISTED:
        return False
    return strong or (bool(flags & (FIRST | LAST)) and not (flags & WORD and flags & PLACE))


def _columns(sheet: Sheet, around: Around) -> Iterator[Hit]:
    heads = _heads()
    for number, cells in enumerate(sheet.lines):
        for column, cell in enumerate(cells):
            text = sheet.text[cell.start : cell.end]
            if not text or len(text) > 40:
                continue
            label = " ".join(normal(text).strip(" :*").split())
            if label not in heads:
                continue
            if column + 1 < len(cells) and person_cell(sheet, cells[column + 1], heads[label]):
                continue  # a row of a form: label, value
            if label in cues().parts_of_names and len(cells) == 2 and not column and _is_form(sheet, number):
                yield from _part(sheet, cells[1], text)
                continue
            if label in cues().parts_of_names and len(cells) > 1:
                yield from _parts(sheet, around.page, number, column, text)
                continue
            reads: list[Read] = []
            for found in below(sheet, around.page, number, column):
                if len(cells) > 1:
                    yield from _initials(sheet, found.first, found, label)
                in_cell = person_cell(sheet, found, heads[label] and len(cells) == 1)
                if not in_cell and len(cells) == 1:
                    break
                reads += in_cell
            sure = [
                read
                for read in reads
                if not read.plain and (read.listed or (heads[label] and read.last - read.first > 1))
            ]
            if sure:
                yield from (hit(read, 0.88 if heads[label] else 0.7, "name_column", text) for read in reads)


def _is_form(sheet: Sheet, line: int) -> bool:
    """Whether a row below has a label in its first cell too, so that a value stands beside this one."""
    cells = sheet.lines[line]
    beside = normal(sheet.text[cells[1].start : cells[1].end]).strip(" :*")
    if beside in _labels():
        return False
    rows = [one for one in sheet.lines[line + 1 : line + 4] if len(one) == 2]
    return not rows or any(normal(sheet.text[one[0].start : one[0].end]).strip(" :*") in _labels() for one in rows)


@cache
def _labels() -> frozenset[str]:
    return cues().parts_of_names | cues().column_heads | {normal(label) for label in name_cues().labels.strong}


def _part(sheet: Sheet, cell: Cell, seen: str) -> Iterator[Hit]:
    """The first name or surname in the cell of a form, whatever word it is: 'Zonneschijn' beside 'Achternaam'."""
    tokens = sheet.tokens[cell.first : cell.last]
    text = sheet.text[cell.start : cell.end].strip()
    if not 0 < len(tokens) < 5 or not tokens[-1].flags & CAP or tokens[0].norm in cues().no_values:
        return
    if not any(sign.isdigit() for sign in text):
        yield Hit(tokens[0].start, tokens[-1].end, 0.85, f"name_column:{seen}")


def _parts(sheet: Sheet, page: Page | None, line: int, column: int, seen: str) -> Iterator[Hit]:
    """The cells of a column of first names or surnames, whatever stands there: 'Zonneschijn' below 'Achternaam'."""
    for cell in below(sheet, page, line, column):
        yield from _part(sheet, cell, seen)


def person_cell(sheet: Sheet, cell: Cell, strong: bool) -> list[Read]:
    """The names of a cell that holds little else."""
    if cell.last == cell.first or cell.last - cell.first > 16:
        return []
    reads = read_names(sheet, cell.first, cell.end, loose=strong, turned=True)
    reads = [read for read in reads if person_like(sheet, read, strong)]
    if not reads or reads[0].first > cell.first + 2:
        return []
    rest = sheet.text[reads[-1].end : cell.end].strip()
    return reads if not rest or rest[0] in ",(/;|<-–.+" or not any(letter.isalpha() for letter in rest) else []


def below(sheet: Sheet, page: Page | None, line: int, column: int) -> Iterator[Cell]:
    """The cells under a head: in its column by their place on the page, or without a page by their number.

    Under a head that stands alone on its line only the next line with text counts.
    """
    alone = len(sheet.lines[line]) == 1
    extent = _extent(page, sheet.lines[line][column]) if page and not alone else None
    empty = 0
    for cells in sheet.lines[line + 1 : line + 1 + (3 if alone else ROWS)]:
        filled = [cell for cell in cells if cell.last > cell.first or sheet.text[cell.start : cell.end].strip()]
        if not filled:
            empty += 1
            if empty > 2:
                return
            continue
        if alone:
            yield cells[0]
            return
        cell = _under(page, cells, extent) if extent else (cells[column] if column < len(cells) else None)
        if cell is not None:
            yield cell


def _extent(page: Page, cell: Cell) -> tuple[float, float] | None:
    """The left and right edge of a cell's words on the page."""
    words = page.words
    at = bisect_left(words, cell.start, key=lambda word: word.start)
    boxes = []
    while at < len(words) and words[at].start < cell.end:
        boxes.append(words[at].box_pt)
        at += 1
    return (min(box.x0 for box in boxes), max(box.x1 for box in boxes)) if boxes else None


def _under(page: Page | None, cells: tuple[Cell, ...], extent: tuple[float, float]) -> Cell | None:
    """The cell that stands under an extent, if any."""
    for cell in cells:
        place = _extent(page, cell) if page else None
        if place and place[0] < extent[1] and place[1] > extent[0] - 2 and place[0] > extent[0] - 60:
            return cell
    return None
