"""Whose contact data stands at a place: who is named in its cell, over it, or in the words before it."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from woolak.pipeline.detect.identifiers.columns import Cell
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.letterheads import letterhead

__all__ = ["Owner", "is_footer", "named_in", "named_over", "owner_of"]

BLOCK_LINES = 5  # how far up an address block goes
PROSE = 75  # a cell longer than this is running text, not a line of a letterhead
PROSE_WINDOW = 90

FOOTER_WORDS = 2
CONTACT_LINE = re.compile(r"\d|@|www\.")


@cache
def _contact() -> re.Pattern[str]:
    return re.compile(rf"{letterhead().any.pattern}|\bt [0(]|\S@")


class Owner(NamedTuple):
    """Whose contact data this is, by the words around it."""

    who: Literal["person", "public", "company", ""]
    seen: str = ""
    block: bool = False
    """True in an address block, letterhead or footer; False in running text."""


def named_in(around: Surroundings, start: int, end: int) -> Owner:
    """Who is named in a piece of text: an organisation before a person, a known party before a kind of word."""
    if party := around.party_between(start, end):
        return Owner("company", party)
    public = around.cues.between("public_body", start, end)
    company = around.cues.between("company", start, end)
    if public and (not company or public[0].start < company[0].start):
        return Owner("public", around.text[public[0].start : public[0].end])
    if company:
        return Owner("company", around.text[company[0].start : company[0].end])
    if person := around.person_between(start, end):
        return Owner("person", person)
    if titles := around.cues.between("person", start, end):
        return Owner("person", around.text[titles[0].start : titles[0].end])
    return Owner("")


def owner_of(around: Surroundings, start: int, end: int) -> Owner:
    """Whose block start:end stands in: the same cell, then the cells above it; in running text the words before."""
    cell = around.columns.cell_at(start)
    if cell.end - cell.start > PROSE and not is_footer(around, cell):
        return _named_before(around, cell, start)
    here = named_in(around, cell.start, start)
    if not here.who and (beside := named_in(around, end, cell.end)).who == "company":
        here = beside
    found = here._replace(block=True) if here.who else named_over(around, cell)
    if not found.who and (registered := around.cues.between("registration", cell.start, cell.end)):
        return Owner("company", around.text[registered[0].start : registered[0].end], True)
    return found


def is_footer(around: Surroundings, cell: Cell) -> bool:
    """Whether a long line is a footer: a post box, site or registration, and more contact data."""
    return bool(letterhead().registered.search(around.folded, cell.start, cell.end)) and (
        len(_contact().findall(around.folded, cell.start, cell.end)) >= FOOTER_WORDS
    )


def named_over(around: Surroundings, cell: Cell) -> Owner:
    """Who is named over a cell. A line that tells nothing may be somebody's name: a public body over it says no
    more whose this is ('Gemeente Waterdam / J. Bakker / Kerkstraat 12')."""
    attention = unknown = False
    for above in around.columns.above(cell, BLOCK_LINES):
        if above.end - above.start > PROSE:
            break
        found = named_in(around, above.start, above.end)
        if around.cues.any_between("attention", above.start, above.end):
            attention = True
            if found.who == "person":
                continue
        if found.who == "person" and (attention or _under_company(around, above)):
            continue
        if found.who:
            return Owner("") if found.who == "public" and unknown else found._replace(block=True)
        known = CONTACT_LINE.search(around.folded, above.start, above.end) or attention
        unknown = unknown or not (known or around.cues.any_between("department", above.start, above.end))
    return Owner("")


def _under_company(around: Surroundings, cell: Cell) -> bool:
    """Whether the line over a name is a firm's: then the name is of someone who works there."""
    return any(named_in(around, above.start, above.end).who == "company" for above in around.columns.above(cell, 1))


def _named_before(around: Surroundings, cell: Cell, start: int) -> Owner:
    """Who is named in the words of running text before start, a person before an organisation."""
    first = max(cell.start, start - PROSE_WINDOW)
    if person := around.person_between(first, start):
        return Owner("person", person)
    return named_in(around, first, start)
