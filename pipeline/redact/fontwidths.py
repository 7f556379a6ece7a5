"""The widths of the characters of a composite font (ISO 32000-1, 9.7.4.3)."""

from __future__ import annotations

from typing import Any

import pikepdf

__all__ = ["horizontal_widths", "vertical_widths"]


def horizontal_widths(array: Any) -> dict[int, float]:
    """The /W array of a CIDFont (9.7.4.3)."""
    found: dict[int, float] = {}
    items, at = list(array), 0
    while at + 1 < len(items):
        first = int(items[at])
        if isinstance(items[at + 1], pikepdf.Array):
            for offset, width in enumerate(items[at + 1]):
                found[first + offset] = float(width)
            at += 2
        elif at + 2 < len(items):
            for cid in range(first, min(int(items[at + 1]), first + 65_535) + 1):
                found[cid] = float(items[at + 2])
            at += 3
        else:
            break
    return found


def vertical_widths(array: Any) -> dict[int, tuple[float, float, float]]:
    found: dict[int, tuple[float, float, float]] = {}
    items, at = list(array), 0
    while at + 1 < len(items):
        first = int(items[at])
        if isinstance(items[at + 1], pikepdf.Array):
            numbers = [float(v) for v in items[at + 1]]
            for offset in range(len(numbers) // 3):
                found[first + offset] = (numbers[3 * offset], numbers[3 * offset + 1], numbers[3 * offset + 2])
            at += 2
        elif at + 4 < len(items):
            place = (float(items[at + 2]), float(items[at + 3]), float(items[at + 4]))
            for cid in range(first, min(int(items[at + 1]), first + 65_535) + 1):
                found[cid] = place
            at += 5
        else:
            break
    return found
