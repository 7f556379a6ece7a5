"""Where the line, the cell of a row, or what is near, around a place in a text begins and ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["cell_start", "line_around", "line_end", "line_start", "stretches"]


def line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def line_end(text: str, place: int) -> int:
    """Where the line of a place ends: at its line feed, or with the text."""
    end = text.find("\n", place)
    return end if end >= 0 else len(text)


def line_around(text: str, start: int, end: int | None = None) -> tuple[int, int]:
    """The line of a place; with `end` the lines from the one to the other."""
    return line_start(text, start), line_end(text, start if end is None else end)


def cell_start(text: str, place: int) -> int:
    return max(text.rfind("\n", 0, place), text.rfind("\t", 0, place)) + 1


def stretches(spans: Iterable[tuple[int, int]], before: int, behind: int) -> Iterator[tuple[int, int]]:
    """What is within so many characters of spans that are in order; of those that touch, one."""
    start = end = -1
    for first, last in spans:
        if first - before > end:
            if end >= 0:
                yield start, end
            start = max(0, first - before)
        end = last + behind
    if end >= 0:
        yield start, end
