"""The list as a workbook: A4 landscape, the column names on every page and always in sight."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any

from woolak.inventory.line import words
from woolak.inventory.lists.listing import Listing

__all__ = ["write_xlsx"]

WIDTHS = (6, 42, 11, 15, 21, 30, 19)  # characters
LINE_PT = 13.5
CREATED = datetime.datetime(1980, 1, 1)  # fixed: a second release is the same, byte for byte
TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
A4 = 9

BASE: dict[str, object] = {"font_name": "Liberation Sans", "font_size": 10, "valign": "top"}
STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16},
    "concept": {"bold": True, "font_size": 12, "font_color": "#9C0006"},
    "fact": {},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3864", "border": 1, "text_wrap": True},
    "year": {"bold": True, "bg_color": "#D9E2F3", "top": 1, "bottom": 1},
    "plain": {"num_format": "@"},
    "cell": {"text_wrap": True, "border": 1, "border_color": "#A6A6A6", "num_format": "@"},
}


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many characters; rather one too many than one too few."""
    lines, used = 1, 0
    for word in text.split(" "):
        if used and used + 1 + len(word) > width * 1.25:
            lines, used = lines + 1, 0
        lines += len(word) // (width + 1)
        used += len(word) + (1 if used else 0)
    return lines


def _details(book: Any, shown: Listing, styles: Mapping[str, Any]) -> None:
    """A second sheet with every column, to sort and filter."""
    heads, *rows = shown.details
    sheet = book.add_worksheet(words().all_data)
    sheet.write_row(0, 0, heads, styles["head"])
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text, styles["plain"])
    for place, head in enumerate(heads):
        longest = max(len(row[place]) for row in (heads, *rows))
        sheet.set_column(place, place, min(max(longest, len(head)) + 2, 50))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def write_xlsx(shown: Listing, file: Path) -> None:
    """Write the list. No cell is merged, so that a screen reader can walk through it."""
    import xlsxwriter  # type: ignore[import-untyped, unused-ignore]

    with xlsxwriter.Workbook(file, TEXT_ONLY) as book:
        book.set_properties({"title": shown.title, "created": CREATED, "author": ""})
        styles = {name: book.add_format(BASE | style) for name, style in STYLES.items()}
        sheet = book.add_worksheet(shown.title)
        for place, width in enumerate(WIDTHS):
            sheet.set_column(place, place, width)

        tops = [(shown.title, "title", 24.0), (shown.concept, "concept", 18.0)]
        tops += [(fact, "fact", LINE_PT) for fact in shown.facts]
        row = 0
        for text, style, height in tops:
            if text:
                sheet.write_string(row, 0, text, styles[style])
                sheet.set_row(row, height)
                row += 1
        head = row + 1
        for place, name in enumerate(shown.heads):
            sheet.write_string(head, place, name, styles["head"])
        row = head + 1
        for group in shown.groups:
            for place in range(1, len(shown.heads)):
                sheet.write_blank(row, place, None, styles["year"])
            sheet.write_string(row, 0, group.heading, styles["year"])
            row += 1
            for one in group.rows:
                cells = astuple(one)
                for place, text in enumerate(cells):
                    sheet.write_string(row, place, text, styles["cell"])
                sheet.set_row(row, 2 + LINE_PT * max(map(_lines, cells, WIDTHS)))
                row += 1

        sheet.freeze_panes(head + 1, 0)
        sheet.repeat_rows(head)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.print_area(0, 0, row - 1, len(shown.heads) - 1)
        sheet.set_header(f"&L{shown.concept}" if shown.concept else "")
        sheet.set_footer(f"&L{shown.title}&R{words().page} &P / &N")
        _details(book, shown, styles)
        book.define_name("ColumnTitle", f"='{shown.title}'!$A${head + 1}")  # screen readers find the headings by it
