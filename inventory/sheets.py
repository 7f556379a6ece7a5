"""inventarislijst.csv for programs, inventarislijst.xlsx for people."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from woolak.inventory.fixedzip import repack
from woolak.inventory.line import InventoryLine, frame, is_concept, words
from woolak.inventory.titles import safe_text
from woolak.rules.casefile import CaseFile

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["header_facts", "write_inventory"]

COLUMNS = ("number", "title", "date", "judgement", "grounds", "remark", "file")
WIDTHS = {"number": 6, "title": 42, "date": 11, "judgement": 15, "grounds": 21, "remark": 30, "file": 19}  # characters
LINE_PT = 13.5
CREATED = datetime.datetime(1980, 1, 1)  # fixed: a second release is the same, byte for byte


def header_facts(lines: Sequence[InventoryLine], case: CaseFile) -> list[tuple[str, str]]:
    """What stands above a list: body, dossier, date of the request, number of documents."""
    said = words()
    facts = [(said.body, case.municipality.name or said.body_unknown)]
    if case.dossier:
        facts.append((said.dossier, safe_text(case.dossier, case)))
    if case.request.date:
        facts.append((said.requested, f"{case.request.date:%d-%m-%Y}"))
    facts.append((said.total, str(len(lines))))
    return facts


def _as_text(value: object) -> str:
    """Text that a spreadsheet does not take for a formula when it opens a CSV."""
    text = str(value)
    return "'" + text if text[:1] in "=+-@\t\r" and text[:1] else text


def _write_csv(table: pd.DataFrame, file: Path) -> None:
    """UTF-8 with BOM, commas, all fields in quotes, dates as 2024-03-31, `;` between grounds."""
    import csv

    out = table[[*COLUMNS, "status"]].copy()
    out["date"] = [date.isoformat() if date else "" for date in table["date"]]
    out["grounds"] = [";".join(grounds) for grounds in table["grounds"]]
    out = out.map(_as_text)
    out.columns = [getattr(words().columns, name) for name in out.columns]
    out.to_csv(file, index=False, encoding="utf-8-sig", quoting=csv.QUOTE_ALL, lineterminator="\r\n")


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many characters; rather one too many than one too few."""
    lines, used = 1, 0
    for word in text.split(" "):
        if used and used + 1 + len(word) > width * 1.05:
            lines, used = lines + 1, 0
        lines += len(word) // (width + 1)
        used += len(word) + (1 if used else 0)
    return lines


def _write_xlsx(table: pd.DataFrame, facts: Sequence[tuple[str, str]], concept: bool, file: Path) -> None:
    """A list to read and to print: a heading per year, A4 landscape, the column names on every page."""
    import xlsxwriter  # type: ignore[import-untyped]

    said = words()
    last = len(COLUMNS) - 1
    with xlsxwriter.Workbook(
        file, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as book:
        book.set_properties(
            {"title": said.list_title, "subject": dict(facts).get(said.dossier, ""), "created": CREATED, "author": ""}
        )
        base = {"font_name": "Liberation Sans", "font_size": 10, "valign": "top"}
        title = book.add_format(base | {"bold": True, "font_size": 16})
        plain = book.add_format(base)
        mark = book.add_format(base | {"bold": True, "font_size": 12, "font_color": "#9C0006"})
        white = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3864", "border": 1, "text_wrap": True}
        head = book.add_format(base | white)
        year = book.add_format(base | {"bold": True, "bg_color": "#D9E2F3", "top": 1, "bottom": 1})
        cell = book.add_format(base | {"text_wrap": True, "border": 1, "border_color": "#A6A6A6", "num_format": "@"})
        sheet = book.add_worksheet(said.list_title)
        for place, name in enumerate(COLUMNS):
            sheet.set_column(place, place, WIDTHS[name])
        sheet.write_string(0, 0, said.list_title, title)
        sheet.set_row(0, 24)
        row = 1
        if concept:
            sheet.write_string(row, 0, said.concept, mark)
            sheet.set_row(row, 18)
            row += 1
        for name, value in facts:
            sheet.write_string(row, 0, f"{name}: {value}", plain)
            row += 1
        row += 1
        for place, name in enumerate(COLUMNS):
            sheet.write_string(row, place, getattr(said.columns, name), head)
        sheet.freeze_panes(row + 1, 0)
        sheet.repeat_rows(row)
        top = row
        for heading, part in table.groupby("group", sort=False):
            row += 1
            sheet.set_row(row, 16)
            for place in range(last + 1):
                sheet.write_blank(row, place, None, year)
            sheet.write_string(row, 0, str(heading), year)
            for record in part.to_dict("records"):
                row += 1
                record["date"] = f"{record['date']:%d-%m-%Y}" if record["date"] else ""
                record["grounds"] = "; ".join(record["grounds"])
                for place, name in enumerate(COLUMNS):
                    sheet.write_string(row, place, str(record[name]), cell)
                sheet.set_row(row, LINE_PT * max(_lines(str(record[name]), WIDTHS[name]) for name in COLUMNS) + 2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.print_area(0, 0, max(row, top), last)
        sheet.set_header(f"&L{said.concept}" if concept else "")
        sheet.set_footer(f"&L{said.list_title}&R{said.page} &P / &N")
        book.define_name("ColumnTitle", f"='{said.list_title}'!$A${top + 1}")  # screen readers find the headings by it
    repack(file)


def write_inventory(lines: Sequence[InventoryLine], case: CaseFile, out_dir: Path) -> None:
    """Write inventarislijst.xlsx and inventarislijst.csv."""
    table = frame(lines)
    _write_csv(table, out_dir / "inventarislijst.csv")
    _write_xlsx(table, header_facts(lines, case), is_concept(lines), out_dir / "inventarislijst.xlsx")
