"""Finds in the cost table of a company's offer the descriptions that tell how the work is done (5.1(1)c Woo)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from woolak.model import Document
from woolak.pipeline.detect.business.cells import Row
from woolak.pipeline.detect.business.method_cues import method_cues
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.memory import recall
from woolak.pipeline.detect.passages.cues import flat

__all__ = ["Activity", "activities_in", "phases_of", "table_activities"]

ARTICLES = re.compile(r"\b(?:de|het|een)\b")
NOT_WORDS = re.compile(r"[^a-zà-ÿ0-9]+")
BETWEEN_BRACKETS = re.compile(r"\([^)]*\)")
LETTERS = re.compile(r"[a-zà-ÿ]{3}")
LEAST_ACTIVITIES = 2
LONGEST_HEAD = 90
"""Characters."""


class Activity(NamedTuple):
    """The words of a cell, and the activity that was seen in them."""

    start: int
    end: int
    seen: str


def _plain(words: str) -> str:
    return NOT_WORDS.sub(" ", ARTICLES.sub(" ", words)).strip()


def phases_of(document: Document) -> frozenset[str]:
    """What heads and phases a document has in its text: a cell that repeats one stays readable."""
    lines = [flat(line) for page in document.pages for line in page.text.split("\n") if "\t" not in line]
    return frozenset(_plain(line.split(":")[0]) for line in lines if len(line.split(":")[0]) < LONGEST_HEAD)


def activities_in(text: str, row: Row, phases: Container[str]) -> Iterator[Activity]:
    """The cells of a row of a cost table that say what is done; `seen` is empty where no known activity is named."""
    cues = method_cues()
    general = {*cues.rules.general_activities, "en", "of"}
    figures = {figure.start for figure in row.figures}
    for cell in row.cells:
        end = min((at for at in figures if cell.start <= at < cell.end), default=cell.end)
        words = text[cell.start : end].rstrip(" \t€")
        lowered = flat(words)
        if not LETTERS.search(lowered) or cues.no_activity.search(lowered):
            continue
        if (_plain(BETWEEN_BRACKETS.sub("", lowered)) or lowered) in phases:
            continue
        seen = cues.activity.search(lowered)
        if seen or not general.issuperset(_plain(lowered).split()):
            yield Activity(cell.start, cell.start + len(words), seen.group() if seen else "")


def _named_in(view: PageView, rows: Sequence[Row]) -> Iterator[Activity]:
    """What is done according to each row of a table: its first cell that names an activity, or else its first cell."""
    document = view.document
    phases = recall(document, "phases", lambda: phases_of(document)) if document else frozenset()
    for row in rows:
        named = list(activities_in(view.text, row, phases))
        yield from [one for one in named if one.seen][:1] or named[:1]


def table_activities(view: PageView) -> Iterator[Activity]:
    """The cells of the cost tables on a company's page that name an activity; what is bought and totals stay.

    Where most rows of a table name one, the others do too: 'Concept', between 'Interviews' and 'Analyse'.
    """
    if view.role != "company":
        return
    for table in view.tables:
        inside = {figure.row_start for figure in table.figures} if table.columns else set()
        named = list(_named_in(view, [row for row in view.rows if row.line.start in inside]))
        seen = [one for one in named if one.seen]
        whole = len(seen) >= LEAST_ACTIVITIES and 2 * len(seen) > len(named)
        yield from (one if one.seen else one._replace(seen=seen[0].seen) for one in (named if whole else seen))
