"""Numbers as they are written into a content stream."""

from __future__ import annotations

__all__ = ["number"]


def number(value: float) -> str:
    """Short, and exact to a millionth of a point (small numbers are parts of a matrix: ten decimals)."""
    if value == int(value):
        return str(int(value))
    text = f"{value:.5f}" if abs(value) >= 0.01 else f"{value:.10f}"
    return text.rstrip("0").rstrip(".") or "0"
