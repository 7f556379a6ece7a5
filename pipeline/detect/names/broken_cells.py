"""A name that a narrow cell of a table breaks over two lines: 'A.' over 'Weldeghebriel', 'I. Kovalenko-' over 'Bos'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.hits import Hit
from woolak.pipeline.detect.names.lexicon import CAP, NEVER, ROLE
from woolak.pipeline.detect.names.people import PersonName
from woolak.pipeline.detect.names.sheet import Cell, Sheet
from woolak.pipeline.detect.names.spelling import letters, normal

__all__ = ["find"]

_PREFIX = r"(?:van|de|den|der|ten|ter|el|al|bin|’t|'t)"
_OPEN = re.compile(
    rf"(?:^|(?:^| )[a-zà-ÿ][\w’'-]*[,/] ?| en )(?P<letters>(?:[A-ZÀ-Þ]\.){{1,4}})"
    rf"(?: ?(?P<half>(?:{_PREFIX} )*[A-ZÀ-Þ][\w’']+)-|(?P<prefix>(?: {_PREFIX})*))$"
)
"""What a cell ends with when the rest of a name stands below it."""
_WHOLE = re.compile(rf"(?:[A-ZÀ-Þ]\.){{1,4}} ?(?:{_PREFIX} )*[A-ZÀ-Þ][\w’'-]{{2,}}$")
_ROWS = 12
_MOST_WORDS = 2


def find(sheet: Sheet) -> Iterator[Hit]:
    for above, below in zip(sheet.lines, sheet.lines[1:], strict=False):
        if len(above) < _MOST_WORDS:
            continue
        opened = [(column, found) for column, cell in enumerate(above) if (found := _opens(sheet, cell))]
        rest = [cell for cell in below if cell.last > cell.first and _goes_on(sheet, cell)] if opened else []
        filled = sum(cell.last > cell.first for cell in below)
        if (
            not rest
            or filled > len(opened) + 1
            or len(below) > len(above)
            or (len(rest) != len(opened) and len(opened) > 1)
        ):
            continue
        for (column, found), cell in zip(opened, rest, strict=False):
            if found["half"] or _of_people(sheet, above[column].line, column):
                yield from _hits(sheet, above[column], found, cell)


def _opens(sheet: Sheet, cell: Cell) -> re.Match[str] | None:
    text = sheet.text[cell.start : cell.end].strip() if cell.last > cell.first else ""
    return _OPEN.search(text) if text.endswith((".", "-")) or "." in text[-20:] else None


def _goes_on(sheet: Sheet, cell: Cell) -> bool:
    """Whether a cell is nothing but a word or two with capitals."""
    words = sheet.tokens[cell.first : cell.last]
    plain = all(word.flags & CAP and not word.flags & (NEVER | ROLE) and len(word.text) > 1 for word in words)
    text = sheet.text[cell.start : cell.end]
    return plain and len(words) <= _MOST_WORDS and not any(one.isdigit() or one in ".:€%" for one in text)


def _of_people(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a column has somebody's initials with his surname in another row, or a head that names people."""
    size = len(sheet.lines[row])
    near = (sheet.lines[at] for at in range(max(0, row - _ROWS), min(len(sheet.lines), row + _ROWS)) if at != row)
    for cells in near:
        text = sheet.text[cells[column].start : cells[column].end].strip() if len(cells) == size else ""
        if _WHOLE.search(text) or normal(text).strip(" .:") in cues().roles:
            return True
    return False


def _hits(sheet: Sheet, cell: Cell, found: re.Match[str], below: Cell) -> Iterator[Hit]:
    start = sheet.text.rindex(found["letters"], cell.start, cell.end)
    words = sheet.tokens[below.first : below.last]
    first, last = words[0].start, words[-1].end
    surname = sheet.text[first:last].lower()
    surname = f"{found['half']}-{surname}".lower() if found["half"] else surname
    name = PersonName(initials=letters(found["letters"]), prefix=(found["prefix"] or "").strip(), surname=surname)
    end = cell.start + len(sheet.text[cell.start : cell.end].rstrip())
    yield Hit(start, end, 0.7, "initials_surname", None, name)
    yield Hit(first, last, 0.7, "initials_surname", None, name)
