"""Finds in the cost table of a company's offer the descriptions that tell how the work is done (5.1(1)c Woo)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from woolak.pipeline.detect.business.cells import rows_of
from woolak.pipeline.detect.business.method_cues import method_cues
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.cues import flat

__all__ = ["Activity", "table_activities"]

ARTICLES = re.compile(r"\b(?:de|het|een)\b")
NOT_WORDS = re.compile(r"[^a-zà-ÿ0-9]+")
BETWEEN_BRACKETS = re.compile(r"\([^)]*\)")


class Activity(NamedTuple):
    """The words of a cell, and the activity that was seen in them."""

    start: int
    end: int
    seen: str


def _plain(words: str) -> str:
    return NOT_WORDS.sub(" ", ARTICLES.sub(" ", words)).strip()


def _told_as_phase(view: PageView, cell: str) -> bool:
    """Whether the cell repeats a head or the name of a phase that stands in the text: those stay readable."""
    name = _plain(BETWEEN_BRACKETS.sub("", cell))
    pages = view.document.pages if view.document else ()
    phases = [flat(line).split(":")[0] for page in pages for line in page.text.split("\n") if "\t" not in line]
    return bool(name) and any(_plain(phase) == name for phase in phases if len(phase) < 90)


def table_activities(view: PageView) -> Iterator[Activity]:
    """The cells of the cost tables on a company's page that name an activity; what is bought and totals stay."""
    if view.role != "company" or not view.tables:
        return
    cues = method_cues()
    inside = {figure.row_start for table in view.tables if table.columns for figure in table.figures}
    for row in rows_of(view.text, [line for line in view.lines if line.start in inside], view.ocr):
        figures = {figure.start for figure in row.figures}
        for cell in row.cells:
            end = min((at for at in figures if cell.start <= at < cell.end), default=cell.end)
            words = view.text[cell.start : end].rstrip(" \t€")
            lowered = flat(words)
            seen = cues.activity.search(lowered)
            if not seen or cues.no_activity.search(lowered) or _told_as_phase(view, lowered):
                continue
            yield Activity(cell.start, cell.start + len(words), seen.group())
            break
