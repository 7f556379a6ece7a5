"""A workbook (xlsx) set to print whole and readable: nothing hidden, no print area, headers repeated, as wide as fits.

What Excel cuts off is made to show: long text wraps where the next cell is filled, columns are wide enough for their
numbers (a number that does not fit prints as ###), rows grow with their text.
"""

from __future__ import annotations

import copy
import math
import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from woolak.pipeline.ingest.office.package import Package

__all__ = ["SHEET", "column_name", "column_number", "print_whole", "sheets_of"]

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET = M
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
WIDTH_OF_PAGE = 125
"""Characters of 11 points across A4, landscape."""
SMALLEST = 0.6
"""Pages are shrunk to fit their width no further than this; beyond it a sheet is as many pages wide as it takes."""
NARROW = 85
"""A sheet of so few characters prints upright."""
DEFAULT_WIDTH = 9.0
HEADER_WITHIN = 12
WIDEST, TEXT_WIDTH = 70, 40
LINE_PT, TALLEST_PT = 15.0, 409.0
"""Points; Excel has no higher rows."""
# The order of the children of a worksheet (ECMA-376 part 1, 18.3.1.99), as far as we add to it.
BEFORE_SETUP = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews",
    "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions",
    "pageMargins")  # fmt: skip


@dataclass(slots=True)
class _Seen:
    """What a sheet holds, as far as its printing needs it."""

    widths: dict[int, float] = field(default_factory=dict)
    first: dict[int, set[int]] = field(default_factory=dict)
    """Filled columns of the first rows."""
    texts: dict[int, int] = field(default_factory=dict)
    """How many cells with text each of those rows has."""
    last: int = 0


def sheets_of(package: Package) -> list[tuple[str, str, str]]:
    """The worksheets as (name, part, state): visible, hidden or veryHidden."""
    book = package.xml("xl/workbook.xml")
    related = package.related("xl/workbook.xml")
    found = []
    for one in book.iter(f"{M}sheet") if book is not None else ():
        link = next((value for key, value in one.attrib.items() if str(key).endswith("}id")), "")
        kind, part = related.get(str(link), ("", ""))
        if kind == "worksheet" and part in package.parts:
            found.append((str(one.get("name")), part, str(one.get("state") or "visible")))
    return found


def column_number(reference: str) -> int:
    """The column of a cell, from 1."""
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number


def column_name(number: int) -> str:
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def print_whole(package: Package) -> None:
    """Change the workbook so that it prints whole. Raises UnreadableSource."""
    book = package.xml("xl/workbook.xml")
    if book is None or STRICT in package.parts["xl/workbook.xml"]:
        return  # a workbook of the strict kind prints as it is
    lengths = _shared_lengths(package)
    wrapped = _Wrapped(package)
    titles: dict[int, str] = {}
    for one in book.iter(f"{M}sheet"):
        one.attrib.pop("state", None)
    for number, (name, part, _) in enumerate(sheets_of(package)):
        root = package.xml(part)
        if root is None:
            continue
        header, wide = _set_up(root, lengths, wrapped)
        package.put(part, root)
        quoted = "'" + name.replace("'", "''") + "'"
        parts = ([f"{quoted}!$A:$A"] if wide > 1 else []) + ([f"{quoted}!${header}:${header}"] if header else [])
        if parts:
            titles[number] = ",".join(parts)
    _name(book, titles)
    package.put("xl/workbook.xml", book)
    wrapped.write()


def _shared_lengths(package: Package) -> list[int]:
    """The length of each text that cells share."""
    root = package.xml("xl/sharedStrings.xml")
    if root is None:
        return []
    return [max(map(len, "".join(t.text or "" for t in one.iter(f"{M}t")).split("\n"))) for one in root.iter(f"{M}si")]


class _Wrapped:
    """The styles of the workbook, each with a copy that wraps its text."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.root = package.xml("xl/styles.xml")
        self.formats = self.root.find(f"{M}cellXfs") if self.root is not None else None
        self.copies: dict[int, int] = {}

    def of(self, style: int) -> int:
        if self.formats is None or style >= len(self.formats):
            return style
        if style not in self.copies:
            made: Any = copy.deepcopy(self.formats[style])
            alignment = made.find(f"{M}alignment")
            if alignment is None:
                alignment = etree.Element(f"{M}alignment")
                made.insert(0, alignment)
            alignment.set("wrapText", "1")
            alignment.attrib.pop("shrinkToFit", None)
            made.set("applyAlignment", "1")
            self.formats.append(made)
            self.copies[style] = len(self.formats) - 1
        return self.copies[style]

    def write(self) -> None:
        if self.root is not None and self.formats is not None and self.copies:
            self.formats.set("count", str(len(self.formats)))
            self.package.put("xl/styles.xml", self.root)


def _set_up(root: Any, lengths: list[int], wrapped: _Wrapped) -> tuple[int, int]:
    """Set one sheet to print whole; its header row (0: none) and how many pages it is wide."""
    widths = _widths(root)
    seen = _look(root, widths, lengths)
    for column, width in seen.widths.items():
        widths[column] = max(widths.get(column, DEFAULT_WIDTH), width)
    _show_rows(root, widths, lengths, wrapped)
    _write_columns(root, widths)
    total = sum(widths.get(column, DEFAULT_WIDTH) for column in range(1, seen.last + 1))
    pages = max(1, math.ceil(total * SMALLEST / WIDTH_OF_PAGE))
    _page_setup(root, "portrait" if total <= NARROW else "landscape", pages)
    return _header_row(seen), pages


def _widths(root: Any) -> dict[int, float]:
    """The width of each column that has one; a hidden one gets an ordinary width."""
    widths: dict[int, float] = {}
    columns = root.find(f"{M}cols")
    for one in columns if columns is not None else ():
        hidden = one.get("hidden") in ("1", "true")
        width = float(one.get("width") or DEFAULT_WIDTH)
        first, last = int(one.get("min")), int(one.get("max"))
        for column in range(first, min(last, first + 500) + 1):
            widths[column] = max(width, DEFAULT_WIDTH) if hidden else max(width, 2.0)
    return widths


def _look(root: Any, widths: dict[int, float], lengths: list[int]) -> _Seen:
    seen = _Seen()
    for at, row in enumerate(root.iter(f"{M}row")):
        number = int(row.get("r") or at + 1)
        for cell in row:
            column = column_number(cell.get("r") or "")
            if not len(cell):
                continue
            seen.last = max(seen.last, column)
            text = _text_length(cell, lengths)
            if len(seen.first) < HEADER_WITHIN or number in seen.first:
                seen.first.setdefault(number, set()).add(column)
                seen.texts[number] = seen.texts.get(number, 0) + (text > 0)
            if not text:
                value = cell.findtext(f"{M}v") or ""
                whole = value.partition(".")[0].partition("E")[0]
                # Room for separators, a currency and decimals, or for a date.
                seen.widths[column] = max(seen.widths.get(column, 0.0), 11.0, 1.34 * len(whole) + 6)
    return seen


def _text_length(cell: Any, lengths: list[int]) -> int:
    """The length of the longest line of a cell with text; 0 for a number."""
    kind = cell.get("t")
    if kind == "s":
        value = cell.findtext(f"{M}v") or ""
        return lengths[int(value)] if value.isdigit() and int(value) < len(lengths) else 0
    if kind == "inlineStr":
        return len("".join(t.text or "" for t in cell.iter(f"{M}t")))
    return len(cell.findtext(f"{M}v") or "") if kind in ("str", "b", "e") else 0


def _widen(root: Any, widths: dict[int, float], lengths: list[int]) -> None:
    """Give columns of text more room where the next cell is filled, as far as that reads well."""
    for row in root.iter(f"{M}row"):
        filled = {column_number(cell.get("r") or ""): cell for cell in row if len(cell)}
        for column, cell in filled.items():
            if column + 1 in filled:
                wanted = min(1.1 * _text_length(cell, lengths) + 1, TEXT_WIDTH)
                widths[column] = max(widths.get(column, DEFAULT_WIDTH), wanted)


def _show_rows(root: Any, widths: dict[int, float], lengths: list[int], wrapped: _Wrapped) -> None:
    """Show every row, as high as its text; wrap what the next cell would cut off."""
    _widen(root, widths, lengths)
    for row in root.iter(f"{M}row"):
        lines = 1
        for key in ("hidden", "ht", "customHeight", "collapsed"):
            row.attrib.pop(key, None)
        filled = {column_number(cell.get("r") or ""): cell for cell in row if len(cell)}
        for column, cell in filled.items():
            room, after = widths.get(column, DEFAULT_WIDTH), column + 1
            length = _text_length(cell, lengths)
            while length > room and after not in filled and after < column + 12:
                room += widths.get(after, DEFAULT_WIDTH)
                after += 1
            if length > room:
                cell.set("s", str(wrapped.of(int(cell.get("s") or 0))))
                lines = max(lines, math.ceil(1.15 * length / widths.get(column, DEFAULT_WIDTH)))
        if lines > 1:
            row.set("ht", str(min(LINE_PT * lines, TALLEST_PT)))
            row.set("customHeight", "1")
    formats = root.find(f"{M}sheetFormatPr")
    if formats is not None:
        for key in ("zeroHeight", "customHeight"):
            formats.attrib.pop(key, None)


def _write_columns(root: Any, widths: dict[int, float]) -> None:
    columns = root.find(f"{M}cols")
    if columns is None:
        columns = etree.Element(f"{M}cols")
        root.find(f"{M}sheetData").addprevious(columns)
    styles = {}
    for one in columns:
        for column in range(int(one.get("min")), min(int(one.get("max")), int(one.get("min")) + 500) + 1):
            styles[column] = one.get("style")
        columns.remove(one)
    for column, width in sorted(widths.items()):
        one = etree.SubElement(columns, f"{M}col", min=str(column), max=str(column))
        one.set("width", f"{min(width, WIDEST):.2f}")
        one.set("customWidth", "1")
        if styles.get(column):
            one.set("style", styles[column])
    if not len(columns):
        root.remove(columns)


def _page_setup(root: Any, orientation: str, pages: int) -> None:
    properties = root.find(f"{M}sheetPr")
    if properties is None:
        properties = etree.Element(f"{M}sheetPr")
        root.insert(0, properties)
    fit = properties.find(f"{M}pageSetUpPr")
    if fit is None:
        fit = etree.SubElement(properties, f"{M}pageSetUpPr")
    fit.set("fitToPage", "1")
    for old in root.findall(f"{M}pageSetup") + root.findall(f"{M}colBreaks"):
        root.remove(old)
    margins = root.find(f"{M}pageMargins")
    if margins is None:
        margins = etree.Element(f"{M}pageMargins")
        _after(root, margins, BEFORE_SETUP[:-1])
    for key, value in (("left", "0.4"), ("right", "0.4"), ("top", "0.5"), ("bottom", "0.5"), ("header", "0.2"),
                       ("footer", "0.2")):  # fmt: skip
        margins.set(key, value)
    options = root.find(f"{M}printOptions")
    if options is None:
        options = etree.Element(f"{M}printOptions")
        margins.addprevious(options)
    options.set("gridLines", "1")
    options.set("gridLinesSet", "1")
    wide = {"fitToWidth": str(pages), "fitToHeight": "0"}
    setup = etree.Element(f"{M}pageSetup", paperSize="9", orientation=orientation, **wide)
    margins.addnext(setup)


def _after(root: Any, element: Any, before: tuple[str, ...]) -> None:
    """Put an element behind the last of those that come before it."""
    last = max((i for i, child in enumerate(root) if etree.QName(child).localname in before), default=-1)
    root.insert(last + 1, element)


def _header_row(seen: _Seen) -> int:
    """The first row of words as wide as the table; 0 when there is none."""
    widest = max((len(columns) for columns in seen.first.values()), default=0)
    for number, columns in sorted(seen.first.items()):
        if len(columns) >= max(2, 0.6 * widest) and seen.texts[number] >= 0.8 * len(columns):
            return number
    return 0


def _name(book: Any, titles: dict[int, str]) -> None:
    """Take away areas of printing, and name the rows that are repeated."""
    names = book.find(f"{M}definedNames")
    if names is None:
        names = etree.Element(f"{M}definedNames")
        book.find(f"{M}sheets").addnext(names)
    for one in list(names):
        if re.match(r"_xlnm\.(Print_Area|Print_Titles)$", str(one.get("name"))):
            names.remove(one)
    for number, value in titles.items():
        one = etree.SubElement(names, f"{M}definedName", name="_xlnm.Print_Titles", localSheetId=str(number))
        one.text = value
    if not len(names):
        book.remove(names)
