"""Every column of the inventory as text: for the CSV, and for the second sheet of the spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from woolak.inventory.line import InventoryLine, frame, records, words

__all__ = ["COLUMNS", "table"]

COLUMNS = (
    "number", "title", "date", "kind", "sender", "receiver", "pages", "judgement", "suspended", "grounds",
    "redactions", "remark", "relation", "link", "file", "status",
)  # fmt: skip


def _text(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return words().affirmative if value else ""
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, Mapping):
        return ";".join(f"{code}: {count}" for code, count in value.items())
    return value.isoformat() if name == "date" else str(value)  # type: ignore[attr-defined]


def table(lines: Sequence[InventoryLine]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The names of the columns, and a row for each document; dates as 2024-03-31, `;` between grounds."""
    heads = tuple(getattr(words().columns, name) for name in COLUMNS)
    rows = [tuple(_text(name, row[name]) for name in COLUMNS) for row in records(frame(lines))]
    return heads, rows
