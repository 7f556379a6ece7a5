"""inventarislijst.csv for programs; inventarislijst.xlsx and .ods for people."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from woolak.inventory.line import InventoryLine, frame, words
from woolak.inventory.lists.listing import listing
from woolak.inventory.lists.ods import write_ods
from woolak.inventory.lists.xlsx import write_xlsx
from woolak.rules.casefile import CaseFile

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["write_inventory"]

COLUMNS = ("number", "title", "date", "judgement", "grounds", "remark", "file", "status")


def _as_text(value: object) -> str:
    """Text that a spreadsheet program does not take for a formula when it opens a CSV."""
    text = str(value)
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _write_csv(table: pd.DataFrame, file: Path) -> None:
    """UTF-8 with BOM, commas, all fields in quotes, dates as 2024-03-31, `;` between grounds."""
    out = table[[*COLUMNS]].copy()
    out["date"] = [date.isoformat() if date else "" for date in table["date"]]
    out["grounds"] = [";".join(grounds) for grounds in table["grounds"]]
    out = out.map(_as_text)
    out.columns = [getattr(words().columns, name) for name in COLUMNS]
    out.to_csv(file, index=False, encoding="utf-8-sig", quoting=csv.QUOTE_ALL, lineterminator="\r\n")


def write_inventory(lines: Sequence[InventoryLine], case: CaseFile, out_dir: Path) -> None:
    """Write inventarislijst.csv, inventarislijst.xlsx and inventarislijst.ods."""
    shown = listing(lines, case)
    _write_csv(frame(lines), out_dir / "inventarislijst.csv")
    write_xlsx(shown, out_dir / "inventarislijst.xlsx")
    write_ods(shown, out_dir / "inventarislijst.ods")
