"""The marks of bidders that are no numbers, each in a cell by itself: 'Planning | V | G', 'Bureau Kaap | goed | ++'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.blocks import Span
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import any_in
from woolak.rules.reading import Model, read_rules

__all__ = ["grades"]

LONGEST = 22


class GradeCues(Model):
    """rules/cues/business_graded.yaml."""

    words: tuple[str, ...]
    letters: tuple[str, ...]
    scoring: tuple[str, ...]


@cache
def _patterns() -> tuple[tuple[str, ...], re.Pattern[str]]:
    cues = read_rules("cues/business_graded.yaml", GradeCues)
    signs = r"[+]{1,3}|--{1,2}|[+]/-|-/[+]|±|[0o]/[+]|-/[0o]"
    mark = rf"(?:(?:(?i:{alternatives(cues.words)})|{alternatives(cues.letters)})[ ]?[+-]?|{signs})"
    return cues.scoring, re.compile(mark)


def grades(view: PageView) -> Iterator[Span]:
    """The cells with nothing but a mark in a column or row that is named after a third party."""
    scoring, mark = _patterns()
    if not view.parties or not any_in(scoring, view.flat):
        return
    for start, end in (*_in_columns(view), *_in_rows(view)):
        if end - start <= LONGEST and mark.fullmatch(view.text, start, end):
            yield Span(start, end)


def _in_columns(view: PageView) -> Iterator[tuple[int, int]]:
    for table in view.tables:
        for cell in table.of_parties:
            yield cell.start, cell.end


def _in_rows(view: PageView) -> Iterator[tuple[int, int]]:
    named = [mention.start for mention in view.parties]
    for row in view.rows:
        if len(row.cells) > 1 and any(row.cells[0].start <= start < row.cells[0].end for start in named):
            yield from ((cell.start, cell.end) for cell in row.cells[1:])
