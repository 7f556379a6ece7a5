"""The report as a workbook: a legal officer filters it, and ticks off what was looked at."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from woolak.audit.auditing import Report
from woolak.audit.cues import texts
from woolak.audit.telling import compared
from woolak.rules.grounds import grounds

__all__ = ["write_workbook"]

# A cell that begins with '=' is text here, never a formula: the release was made by others.
TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
BASE: dict[str, object] = {"font_name": "Liberation Sans", "font_size": 10, "valign": "top", "text_wrap": True}
HEAD: dict[str, object] = BASE | {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3864", "border": 1}
COLOURS = {"fout": "#F8D7DA", "controleer": "#FFF3CD", "let op": "#E2E3E5"}
A4 = 9
LINE_PT = 13.5
LONGEST = 32_000
"""Characters that a cell can hold."""


class _Sheet:
    """A table with its column names always in sight and on every page."""

    def __init__(self, book: Any, name: str, columns: Sequence[tuple[str, int]]) -> None:
        self._sheet, self._row = book.add_worksheet(name), 1
        self._head, self.cell = book.add_format(HEAD), book.add_format(BASE | {"border": 1, "border_color": "#A6A6A6"})
        for place, (title, width) in enumerate(columns):
            self._sheet.set_column(place, place, width)
            self._sheet.write_string(0, place, title, self._head)
        self._widths = [width for _, width in columns]
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer(f"&L{name}&R&P / &N")

    def add(self, values: Sequence[str | int], first: Any = None) -> None:
        for place, value in enumerate(values):
            style = first if place == 0 and first else self.cell
            if isinstance(value, int):
                self._sheet.write_number(self._row, place, value, style)
            else:
                self._sheet.write_string(self._row, place, value[:LONGEST], style)
        pairs = zip(values, self._widths, strict=True)
        lines = max(len(textwrap.wrap(str(value), width)) for value, width in pairs)
        self._sheet.set_row(self._row, 2 + LINE_PT * max(1, lines))
        self._row += 1

    def close(self) -> None:
        self._sheet.autofilter(0, 0, max(1, self._row - 1), len(self._widths) - 1)


def write_workbook(report: Report, file: Path) -> None:
    """Write findings, counts and the comparison with the list. The same report gives the same cells."""
    import xlsxwriter

    words = texts().words
    with xlsxwriter.Workbook(file, TEXT_ONLY) as book:
        book.set_properties({"title": words["title"], "author": ""})
        colours = {
            weight: book.add_format(BASE | {"border": 1, "border_color": "#A6A6A6", "bg_color": colour, "bold": True})
            for weight, colour in COLOURS.items()
        }
        columns = [(words["weight"], 11), (words["kind"], 26), (words["place"], 30), (words["what"], 52),
                   (words["quote"], 42), (words["remedy"], 36), (words["checked"], 14)]  # fmt: skip
        sheet = _Sheet(book, words["sheet_findings"], columns)
        for one in report.findings:
            row = (one.weight, one.title, one.place, one.sentence, one.quote, one.remedy, "")
            sheet.add(row, colours[one.weight])
        sheet.close()

        columns = [(words["document_title"], 16), (words["ground"], 18), (words["name"], 52), (words["count"], 9)]
        sheet = _Sheet(book, words["sheet_counts"], columns)
        known = grounds()
        for number, codes in report.per_document.items():
            for code, count in codes.items():
                name = known[code].name if code in known else ""
                sheet.add((number or words["unknown_document"], code, name, count))
        sheet.close()

        columns = [(words["number"], 7), (words["document_title"], 44), (words["listed"], 34),
                   (words["in_documents"], 42), (words["differs"], 42)]  # fmt: skip
        sheet = _Sheet(book, words["sheet_list"], columns)
        for row_of_list in compared(report):
            sheet.add(row_of_list)
        if report.is_guess:
            sheet.add(("", words["guessed"], "", "", ""))
        sheet.close()
