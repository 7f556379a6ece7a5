"""Reads the lines of a page as table rows: the label, and the cells that hold nothing but a figure.

With the words' boxes a figure knows its place across the page; without, its place in the row.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from woolak.model import Page
from woolak.pipeline.detect.business.numbers import MONTH
from woolak.pipeline.detect.business.numerals import NUMBER_WORD, value_of_digits, value_of_words
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.passages.blocks import Line, lines_of

__all__ = ["Cell", "FigureCell", "Row", "rows_of", "rows_on"]

GAP_IN_HEIGHTS = 1.1
_NUMBER = (
    r"\d{1,3}(?:[.,'’ \u00a0]\d{3})+(?:[.,](?:\d{2}-|\d{1,2}|[-–—=]{1,2}))?|\d*[½¼¾]"
    r"|\d+(?:[.,](?:\d{1,2}|[-–—=]{1,2}))?"
)
# OCR reads 0 as O and 1 as l; at least one true digit is asked for below.
_OCR_NUMBER = (
    r"[\dOolI|SB]{1,3}(?:[.,' ][\dOoSB]{3})*(?:[.,][\dOolSB]{1,2}|[.,][-–—=]{1,2})?|[\dOolI|SB]+(?:[.,][\dOoSB]{1,2})?"
)
_SHORT_UNIT = r"(?:dd|dgd|d|hrs|hr|h|md)(?-i:(?<!\dD))"
"""Days, parts of a day and hours as cost tables shorten them: '6 d', '4 dd'; '3D' is a drawing."""
_UNIT = (
    r"uur|uren|u|dagen|dag|dgn|dagdelen|dagdeel|weken|wkn|maanden|mnd|x|st|stuks|km|fte|pers|personen|sessies|p/u|%"
    rf"|{_SHORT_UNIT}"
)
_CELL = (
    r"^[(+−–-]?\s*(?P<currency>€|EUR|euro{ocr_currency})?\s*(?P<number>{number})"
    r"\s*(?P<behind>€|EUR|euro|{unit})?[.,]?\s*[)*]{{0,2}}$"
)
FIGURE_CELL = re.compile(_CELL.format(number=_NUMBER, unit=_UNIT, ocr_currency=""), re.IGNORECASE)
OCR_FIGURE_CELL = re.compile(_CELL.format(number=_OCR_NUMBER, unit=_UNIT, ocr_currency="|[CE£¢e](?=[ \\d])"))
# The figures at the end of a line in which no gaps were seen.
_ONE = (
    r"(?:(?:€|EUR{ocr_currency})\s*)?(?<![\w.,])(?<!\d:)(?=[^\s\d]?[^\s\d]?\d)(?:{number})"
    r"(?:\s?(?:uur|uren|u|dagen|dagdelen|x))?(?![\w%,.]|\s*%)"
)
ONE = re.compile(_ONE.format(number=_NUMBER, ocr_currency=""))
OCR_ONE = re.compile(_ONE.format(number=_OCR_NUMBER, ocr_currency="|(?<!\\w)[CE£¢e](?=[ \\d])"))
FIGURE_ENDS = ("uur", "uren", "u", "dagen", "dagdelen", "x", "-", "–", "—", "=", "½", "¼", "¾")
"""With one of these or a digit such a line ends."""
TAIL, OCR_TAIL = (re.compile(rf"(?:{one.pattern}\s*)+$") for one in (ONE, OCR_ONE))
POINTS_MISREAD = re.compile(r"\W{0,3}(?P<number>\d{1,3}(?:[.:;,]\d{3})+[.:;,]\d{2}|\d{1,3};\d{2})")
"""A cell of a scan in which other points stand between the digits of an amount: '4:812;50'."""
DIGIT = re.compile(r"[\d½¼¾]")
LONGEST_FIGURE = 60  # characters, with its unit
LONGEST_END = 14  # characters behind the last digit of a figure, with its unit: ',-- dagdelen'; OCR may have no digit
IN_WORDS = re.compile(
    rf"(?:(?:ca\.?|circa|ongeveer|max\.?|maximaal|minimaal)\s)?(?P<number>{NUMBER_WORD})", re.IGNORECASE
)
OCR_ALONE = re.compile(r"[OolI|SB]{1,2}")
"""A digit or two of which OCR made letters, in a cell by itself beside prices."""
ENDS_IN_COUNT = re.compile(
    r"(?<=[\s(,])(?P<number>\d{1,3}(?:[.,]\d{1,2})?) ?(?P<unit>dd|dgd|d|dgn|dag|dagen|u|uur|uren|h|hrs|md)\.?\)?$"
)
"""What a priced row is of, with how much of it: 'Interviews, 6 d'."""
CURRENCY_ONLY = re.compile(r"^(?:€|EUR|euro)$", re.IGNORECASE)
DATE_LIKE = re.compile(r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$|^\d{1,2}[.:]\d{2}\s*(?:uur|u|-)")


DATED = re.compile(rf"(?<!\w){MONTH}\s+(?:19|20)\d\d$", re.IGNORECASE)
"""A line of text under a table that ends in a date: 'De prijzen gelden tot en met 31 mei 2023'."""


HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}\.?[ \t]+[A-Z][a-zà-ÿ]+[^€\d\t\n]*(?:\(\d{4}\))?[^€\d\t\n]*(?:\n|\Z)")


class Cell(NamedTuple):
    """A cell's text; `x0`, `x1` in points, or its number in the row when the page tells no boxes."""

    start: int
    end: int
    x0: float
    x1: float


class FigureCell(NamedTuple):
    """A cell that holds nothing but a figure; start:end is the figure alone."""

    start: int
    end: int
    x0: float
    x1: float
    value: Decimal
    currency: bool
    unit: str
    money_shape: bool


class Row(NamedTuple):
    line: Line
    cells: tuple[Cell, ...]
    figures: tuple[FigureCell, ...]
    label: str
    """What stands before the first figure, in lower case."""
    has_boxes: bool


def _cells(text: str, line: Line) -> list[Cell]:
    """The line cut at tabs and at gaps that are wider than a space can be."""
    if not line.words:
        cells, at = [], line.start
        for index, part in enumerate(text[line.start : line.end].split("\t")):
            if part.strip():
                cells.append(Cell(at + len(part) - len(part.lstrip()), at + len(part.rstrip()), index, index + 0.5))
            at += len(part) + 1
        return cells
    cells = []
    widest, tabbed = GAP_IN_HEIGHTS * max(line.height, 1.0), "\t" in text[line.start : line.end]
    first = last = line.words[0]
    for word in line.words[1:]:
        if word.box_pt[0] - last.box_pt[2] > widest or (tabbed and "\t" in text[last.end : word.start]):
            cells.append(Cell(first.start, last.end, first.box_pt.x0, last.box_pt.x1))
            first = word
        last = word
    cells.append(Cell(first.start, last.end, first.box_pt.x0, last.box_pt.x1))
    return cells


def _figure(text: str, cell: Cell, ocr: bool, currency: bool) -> FigureCell | None:
    content = text[cell.start : cell.end]
    match = FIGURE_CELL.match(content) or (OCR_FIGURE_CELL.match(content) if ocr else None)
    if not match and ocr and (misread := POINTS_MISREAD.fullmatch(content)):
        cents = int(re.sub(r"\D", "", misread["number"]))
        return FigureCell(cell.start, cell.end, cell.x0, cell.x1, Decimal(cents) / 100, False, "", True)
    if not match or DATE_LIKE.match(content) or not DIGIT.search(match.group("number")):
        return None
    value = value_of_digits(match.group("number"))
    if value is None:
        return None
    behind = (match.group("behind") or "").lower()
    start, end = cell.start + match.start("number"), cell.start + match.end("number")
    money = bool(match.group("currency")) or behind in ("€", "eur", "euro") or currency
    shape = re.search(r"[.,](?:\d\d|[-–—=]{1,2})$|\d[.]\d{3}", match.group("number")) is not None
    unit = "" if behind in ("€", "eur", "euro") else behind
    return FigureCell(start, end, cell.x0, cell.x1, value, money, unit, shape)


def _misread(text: str, cell: Cell) -> FigureCell | None:
    """A cell of a priced row that holds nothing but what OCR made of a digit: 'B' where 3 or 8 stood."""
    value = value_of_digits(text[cell.start : cell.end]) if OCR_ALONE.fullmatch(text, cell.start, cell.end) else None
    return FigureCell(cell.start, cell.end, cell.x0, cell.x1, value, False, "", False) if value is not None else None


def _in_words(text: str, cell: Cell) -> FigureCell | None:
    """A cell that holds nothing but a number in words: 'twee' beside 'Aantal varianten'."""
    match = IN_WORDS.fullmatch(text, cell.start, cell.end)
    value = value_of_words(match["number"]) if match else None
    if match is None or value is None:
        return None
    return FigureCell(*match.span("number"), cell.x0, cell.x1, value, False, "", False)


def _counted_in(text: str, cell: Cell) -> FigureCell | None:
    """How much of it, at the end of the cell of a priced row that tells what it is of."""
    match = ENDS_IN_COUNT.search(text[cell.start : cell.end])
    value = value_of_digits(match["number"]) if match else None
    if match is None or value is None:
        return None
    start = cell.start + match.start()
    return FigureCell(start, cell.start + match.end("number"), cell.x0, cell.x1, value, False, match["unit"], False)


def _tail(text: str, cell: Cell, ocr: bool, labelled: bool) -> list[FigureCell]:
    """The figures at the end of a line that shows no gaps ('Startgesprek 4 95,00 380,00'), or of a cell that holds
    nothing but figures."""
    content = text[cell.start : cell.end]
    if not (ocr or content[-1:].isdigit() or content.endswith(FIGURE_ENDS)):
        return []
    if not DIGIT.search(content, max(0, len(content) - (LONGEST_FIGURE if ocr else LONGEST_END))):
        return []
    tail = (OCR_TAIL if ocr else TAIL).search(content)
    if not tail or (tail.start() == 0) == labelled or vocabulary().ordinal_before.search(content, 0, tail.start()):
        return []
    if DATED.search(content, 0, tail.end()):
        return []
    share = (cell.x1 - cell.x0) / max(1, len(content))
    found = []
    for one in (OCR_ONE if ocr else ONE).finditer(content, tail.start()):
        x0, x1 = cell.x0 + share * one.start(), cell.x0 + share * one.end()
        figure = _figure(text, Cell(cell.start + one.start(), cell.start + one.end(), x0, x1), ocr, False)
        if figure:
            found.append(figure)
    return found


def rows_of(text: str, lines: list[Line], ocr: bool) -> list[Row]:
    """Every line as a row; most have no figures."""
    rows = []
    for line in lines:
        cells = _cells(text, line)
        figures: list[FigureCell] = []
        if DIGIT.search(text, line.start, line.end):
            for index, cell in enumerate(cells):
                currency = index > 0 and bool(CURRENCY_ONLY.match(text[cells[index - 1].start : cells[index - 1].end]))
                figure = _figure(text, cell, ocr, currency)
                if figure:
                    figures.append(figure)
            if not figures:
                figures = _tail(text, cells[-1], ocr, labelled=len(cells) == 1)
        if len(cells) > 1:
            if len(figures) == 1 and HEADING.match(text, line.start):
                figures = []  # the heading below a table: '7.3  Training'
            words = [_in_words(text, cell) for cell in cells[1:]]
            if any(figure.currency or figure.money_shape for figure in figures):
                words += [
                    _counted_in(text, cell)
                    for cell in cells
                    if not any(one.start >= cell.start and one.end <= cell.end for one in figures)
                ]
            if ocr and any(figure.currency or figure.money_shape for figure in figures):
                words += [_misread(text, cell) for cell in cells[1:]]
            figures = sorted((*figures, *(one for one in words if one)), key=lambda one: one.start)
        first = figures[0].start if figures else line.end
        label = " ".join(text[line.start : first].split()).rstrip("€ :").lower()
        rows.append(Row(line, tuple(cells), tuple(figures), label, bool(line.words)))
    return rows


def rows_on(page: Page) -> list[Row]:
    """The rows of a page that is looked at by itself: a recognizer has those of `PageView`."""
    return rows_of(page.text, lines_of(page.text, page), page.source == "ocr")
