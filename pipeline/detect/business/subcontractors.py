"""Finds the firms that another takes along: the names in a list of subprocessors or subcontractors, and the code that a
firm prints beside its name at the head or foot of each page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.business.companies import Name
from woolak.pipeline.detect.business.company_cues import company_cues, is_public_body
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.patterns import any_of

__all__ = ["codes_of_paper", "subcontractors"]

LONGEST_HEAD, LONGEST_NAME = 60, 45
LEAST_CELLS = 2
HEAD_LINES, FOOT_LINES = 4, 3
NAME = re.compile(r"[A-ZÀ-Ý][\w&.'’-]*(?:[ ][\w&.'’-]+){0,4}")
CODE = re.compile(
    r"(?:,[ ]|[ ]?[|·•][ ]?|[ ][–-][ ]|\t)(?P<code>[A-Z]{1,5}[-. /]?\d{2,4}[-./]\d{2,5}(?:[-./]?\w+)*)[ ]*(?=\n|\t|$)"
)
OF_CASE = re.compile(r"Z(?:AAK)?[-/. ]?\d")


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(company_cues().taken_along)}(?!\w)", re.IGNORECASE)


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"{any_of(company_cues().name_heads)}", re.IGNORECASE)


def subcontractors(view: PageView) -> Iterator[Name]:
    """The names in the first column of a list of firms that work for another."""
    text, below = view.text, ""
    for row in view.rows:
        line = text[row.line.start : row.line.end]
        if len(row.cells) < LEAST_CELLS:
            head = _heads().search(line) if len(line) < LONGEST_HEAD else None
            below = head[0] if head else ""
            continue
        first = row.cells[0]
        words = text[first.start : first.end]
        if below and not _names().fullmatch(words) and len(words) < LONGEST_NAME and NAME.fullmatch(words):
            if not is_public_body(words):
                yield Name(first.start, first.end, "COMPANY", f"offer_mention:{below.lower()}", 0.75)
        elif not below and len(row.cells) > LEAST_CELLS and _heads().fullmatch(words):
            below = words  # the head itself; in a form 'Subverwerkers  Geen' is a label


def codes_of_paper(view: PageView) -> Iterator[Name]:
    """The code of a firm's own paper, in the line at the head or foot of a page that has its name."""
    if view.role != "company" or not view.parties:
        return
    for line in (*view.lines[:HEAD_LINES], *view.lines[max(HEAD_LINES, len(view.lines) - FOOT_LINES) :]):
        named = next((one for one in view.parties if line.start <= one.start < line.end), None)
        if named is None:
            continue
        for code in CODE.finditer(view.text, named.end, line.end + 1):
            if not OF_CASE.match(code["code"]):
                seen = view.text[named.start : named.end]
                yield Name(*code.span("code"), "REFERENCE", f"party_reference:{seen}", 0.7)
