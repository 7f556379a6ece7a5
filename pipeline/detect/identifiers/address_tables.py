"""Addresses of which street and number stand in cells of their own: a table with a row for each, or a row of a form;
and those that a narrow cell breaks before the number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from woolak.pipeline.detect.identifiers.columns import Cell
from woolak.pipeline.detect.identifiers.cues import contact
from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.rows import ROWS
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["address_rows", "broken_addresses", "is_among_addresses", "is_head"]

VALUES = {
    "street": re.compile(r"(?=[^\d]*[^\W\d_])[^\d\t\n]{3,40}"),
    "number": re.compile(r"\d{1,4}(?: ?[-/]? ?[a-zA-Z0-9]{1,4})?"),
    "code": re.compile(r"[1-9]\d{3} ?[A-Z]{2}"),
    "both": re.compile(r"[^\d\t\n]{2,40} \d{1,4}(?: ?[-/]? ?[a-zA-Z0-9]{1,4})?(?:,[^\t\n]{1,40})?"),
    "town": re.compile(r"[A-ZÀ-Þ'’][^\d\t\n]{1,30}"),
}


@cache
def _kinds() -> Mapping[str, str]:
    return {word: kind for kind, words in contact().address_heads.items() for word in words}


def _head(around: Surroundings, cell: Cell) -> str:
    return around.folded[cell.start : cell.end].strip(" :*")


def is_head(around: Surroundings, start: int, end: int) -> bool:
    """Whether a piece of text is the head of a column of addresses."""
    return around.folded[start:end].strip(" :*") in _kinds()


def address_rows(around: Surroundings) -> Iterator[Hit]:
    """The cells of street, number, postcode and town, where the table or form says whose they are."""
    for line, words in enumerate(around.text.split("\n")) if "\t" in around.text else ():
        heads = {word.strip(" :*") for word in words.lower().split("\t")} if "\t" in words else set()
        kinds = {_kinds()[head] for head in heads & _kinds().keys()}
        named = not heads.isdisjoint(contact().who_heads)
        if {"street", "number"} <= kinds or (named and "both" in kinds):
            cells = around.columns.cells(line)
            yield from _under(around, cells) if named else _beside(around, cells)


def _under(around: Surroundings, heads: list[Cell]) -> Iterator[Hit]:
    """The rows below a head that also names who lives there."""
    kinds = {cell.column: _kinds()[_head(around, cell)] for cell in heads if _head(around, cell) in _kinds()}
    if "both" in kinds.values():  # then 'Nr.' counts the rows
        kinds = {column: kind for column, kind in kinds.items() if kind != "number"}
    at, kind = next((column, kind) for column, kind in kinds.items() if kind in ("number", "both"))
    sure = any(_head(around, cell) in contact().who_heads and _head(around, cell)[:4] != "naam" for cell in heads)
    for line in range(heads[0].line + 1, min(heads[0].line + ROWS, around.columns.line_count)):
        cells = around.columns.cells(line)
        if len(cells) != len(heads):
            return
        if not VALUES[kind].fullmatch(around.text, cells[at].start, cells[at].end):
            continue
        if not sure and not around.person_between(cells[0].start, cells[-1].end):
            continue  # 'Naam' may be that of a playground
        of_firm = around.cues.any_between("company", cells[0].start, cells[-1].end)
        for cell in cells:
            if cell.column in kinds and VALUES[kinds[cell.column]].fullmatch(around.text, cell.start, cell.end):
                yield Hit("ADDRESS", cell.start, cell.end, 0.85, "company_address" if of_firm else "address_field")


def _beside(around: Surroundings, cells: list[Cell]) -> Iterator[Hit]:
    """'Straat | Dorpsweg | Nummer | 14': labels with their values in one row, of somebody who is named beside it."""
    found = [
        (value.start, value.end)
        for label, value in zip(cells[::2], cells[1::2], strict=False)
        if (kind := _kinds().get(_head(around, label))) and VALUES[kind].fullmatch(around.text, value.start, value.end)
    ]
    around_row = around.columns.line_span(max(0, cells[0].line - 2))[0], cells[-1].end + 120
    if len(found) > 1 and around.person_between(*around_row):
        yield from (Hit("ADDRESS", *span, 0.85, "address_field") for span in found)


ROWS_NEAR = 4
ROWS_BESIDE = 6
"""Lines over and under a cell without a head in which those of its column tell what it is."""
NUMBERED = re.compile(r" \d{1,4}[a-zA-Z]?\Z")
"""The number with which an address ends."""
BROKEN = re.compile(r"(?:(?:[A-ZÀ-Þ][\w.’'-]*|van|de|der|den|het|ten|ter|\d{1,2}e)[ ])*[A-ZÀ-Þ][\w’'-]*\Z")
"""The street with which a cell ends."""
LONE_NUMBER = re.compile(r"[ ]*(?P<number>\d{1,4}(?:[ -]?[a-zA-Z]|[-/]\d{1,3})?)[ .,]*")


def is_among_addresses(around: Surroundings, start: int, end: int) -> bool:
    """Whether it fills a cell of which the column has streets with a number over and under it."""
    cell = around.columns.cell_at(start)
    if cell.of < 2 or around.text[cell.start : cell.end].strip(" .,") != around.text[start:end]:
        return False
    return len(_streets_near(around, cell)) > 1


def _streets_near(around: Surroundings, cell: Cell) -> list[Cell]:
    """The cells near it in its column that hold a street, by its ending, with a number."""
    near = (*around.columns.above(cell, ROWS_BESIDE), *around.columns.below(cell, ROWS_BESIDE))
    return [
        one
        for one in near
        if (said := around.folded[one.start : one.end].rstrip(" .,"))
        and NUMBERED.search(said)
        and NUMBERED.split(said)[0].endswith(contact().street_ends)
    ]


def broken_addresses(around: Surroundings) -> Iterator[Hit]:
    """'mevrouw Bos, Dorpsweg' over '33': street and number, where the row or column is one of people who live there."""
    ends, at = contact().street_ends, 0
    for line in around.text.split("\n") if "\t" in around.text else ():
        place = at
        for piece in line.split("\t") if "\t" in line else ():
            said = piece.rstrip(" ,")
            if said.lower().endswith(ends) and (street := BROKEN.search(said)) and len(street[0]) > 4:
                yield from _broken(around, place + street.start(), place + len(said))
            place += len(piece) + 1
        at += len(line) + 1


def _broken(around: Surroundings, start: int, end: int) -> Iterator[Hit]:
    cell = around.columns.cell_at(start)
    under = next(iter(around.columns.below(cell, 1)), None)
    number = LONE_NUMBER.fullmatch(around.text, under.start, under.end) if under else None
    if number is None:
        return
    row = around.columns.line_span(cell.line)[0], around.columns.line_span(cell.line + 1)[1]
    ends = contact().street_ends
    lived_in = any(
        NUMBERED.search(said) and NUMBERED.split(said)[0].endswith(ends)
        for other in around.columns.above(cell, ROWS_NEAR)
        if (said := around.folded[other.start : other.end].rstrip(" .,"))
    )
    if lived_in or len(_streets_near(around, cell)) > 1 or around.person_between(*row):
        yield Hit("ADDRESS", start, end, 0.8, "address")
        yield Hit("ADDRESS", *number.span("number"), 0.8, "home_number")
