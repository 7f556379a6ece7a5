"""The inventory list in every form: for programs (CSV, JSON, production report) and for people."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from woolak.inventory.line import InventoryLine, frame, records
from woolak.inventory.lists.listing import Listing, YearListing, listing, listing_by_year, part_name, parts
from woolak.inventory.lists.ods import write_ods
from woolak.inventory.lists.production import write_production_report
from woolak.inventory.lists.table import table
from woolak.inventory.lists.xlsx import write_xlsx
from woolak.inventory.typesetting import write_pdf
from woolak.inventory.word import write_docx
from woolak.rules.casefile import CaseFile
from woolak.rules.decision import DecisionFile

__all__ = ["write_inventory"]


def _as_text(text: str) -> str:
    """Text that a spreadsheet program does not take for a formula when it opens a CSV."""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _write_csv(lines: Sequence[InventoryLine], file: Path) -> None:
    """UTF-8 with BOM, commas, all fields in quotes."""
    heads, rows = table(lines)
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(heads)
        writer.writerows([_as_text(cell) for cell in row] for row in rows)


def _write_json(lines: Sequence[InventoryLine], file: Path) -> None:
    """{"documents": [...]}: an object per document with the columns of `line.frame`; dates as 2024-03-31."""
    rows = records(frame(lines))
    text = json.dumps({"documents": rows}, ensure_ascii=False, indent=1, default=str)
    file.write_text(text + "\n", encoding="utf-8")


def _print(whole: Iterator[Listing | YearListing], form: str, out_dir: Path, templates: Path | None) -> None:
    """Write the parts of a list as Word and PDF."""
    for number, contents in enumerate(whole, 1):
        name = part_name(form, number)
        write_docx(contents, name, out_dir, templates, form)
        write_pdf(contents, name, out_dir, templates, form)


def write_inventory(
    lines: Sequence[InventoryLine],
    case: CaseFile,
    out_dir: Path,
    decision: DecisionFile | None = None,
    templates: Path | None = None,
) -> None:
    """Write inventarislijst.{csv,json,xlsx,ods,docx,pdf}, inventarislijst-per-jaar.{docx,pdf}, productierapport.xlsx.

    Of a large case the second part of a list on paper is inventarislijst-deel-2, and so on. `templates` is the
    municipality's folder of templates of its own.
    """
    shown, by_year = listing(lines, case), listing_by_year(lines, case)
    _write_csv(lines, out_dir / "inventarislijst.csv")
    _write_json(lines, out_dir / "inventarislijst.json")
    write_xlsx(shown, out_dir / "inventarislijst.xlsx")
    write_ods(shown, out_dir / "inventarislijst.ods")
    _print(parts(replace(shown, details=())), "inventarislijst", out_dir, templates)
    _print(parts(by_year), "inventarislijst-per-jaar", out_dir, templates)
    write_production_report(lines, case, decision or DecisionFile(), out_dir / "productierapport.xlsx")
