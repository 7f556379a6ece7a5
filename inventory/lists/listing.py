"""The inventory list as people read it: a header, and the documents under the heading of their year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeVar

from woolak.inventory.line import InventoryLine, frame, is_concept, records, remark_of, words
from woolak.inventory.lists.table import table
from woolak.inventory.titles import safe_text
from woolak.rules.casefile import CaseFile
from woolak.typesetting import PART_ROWS

__all__ = ["Group", "Listing", "Row", "YearListing", "listing", "listing_by_year", "part_name", "parts"]


@dataclass(frozen=True)
class Row:
    """One document, every cell as text."""

    number: str
    title: str
    date: str
    judgement: str
    grounds: str
    remark: str
    file: str


@dataclass(frozen=True)
class Group:
    """The documents of one year."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Listing:
    """What the XLSX, the ODS and the annex print."""

    title: str
    concept: str
    """'CONCEPT – niet beoordeeld', or empty once a person has decided on all of it."""
    facts: tuple[str, ...]
    """Body, dossier, date of the request, number of documents."""
    heads: tuple[str, ...]
    """Names of the columns, in the order of the fields of Row."""
    groups: tuple[Group, ...]
    page: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    details: tuple[tuple[str, ...], ...] = ()
    """Every column of every document, the names of the columns first: the second sheet of a spreadsheet."""


@dataclass(frozen=True)
class YearRow:
    """One document of the list by year, every cell as text."""

    document: str
    grounds: str
    remarks: str


@dataclass(frozen=True)
class YearGroup:
    heading: str
    rows: tuple[YearRow, ...]


@dataclass(frozen=True)
class YearListing:
    """The list of three columns that is put behind a decision letter."""

    title: str
    concept: str
    facts: tuple[str, ...]
    groups: tuple[YearGroup, ...]
    page: str
    columns: Mapping[str, str]


def _facts(lines: Sequence[InventoryLine], case: CaseFile) -> tuple[str, ...]:
    said = words()
    facts = {said.body: case.municipality.name or said.body_unknown}
    if case.dossier:
        facts[said.dossier] = safe_text(case.dossier, case)
    if case.request.date:
        facts[said.requested] = f"{case.request.date:%d-%m-%Y}"
    facts[said.total] = str(len(lines))
    return tuple(f"{name}: {value}" for name, value in facts.items())


def _row(record: Mapping[str, object]) -> Row:
    date, grounds = record["date"], record["grounds"]
    return Row(
        number=str(record["number"]),
        title=str(record["title"]),
        date=f"{date:%d-%m-%Y}" if isinstance(date, datetime.date) else "",
        judgement=str(record["judgement"]),
        grounds="; ".join(grounds) if isinstance(grounds, tuple) else "",
        remark=str(record["remark"]),
        file=str(record["file"]),
    )


def listing(lines: Sequence[InventoryLine], case: CaseFile) -> Listing:
    """The list of a case."""
    said = words()
    names = said.columns
    heads, rows = table(lines)
    groups = [
        Group(str(heading), tuple(map(_row, those)))
        for heading, those in groupby(records(frame(lines)), key=lambda record: record["group"])
    ]
    return Listing(
        title=said.list_title,
        concept=said.concept if is_concept(lines) else "",
        facts=_facts(lines, case),
        heads=(names.number, names.title, names.date, names.judgement, names.grounds, names.remark, names.file),
        groups=tuple(groups),
        page=said.page,
        columns=names.model_dump(),
        details=(heads, *rows),
    )


def _year_row(line: InventoryLine) -> YearRow:
    """The document with its number, its grounds in the order of the law, and what is particular to it."""
    said = words()
    judged = said.not_processed if line.error or not line.judgement else str(line.judgement)
    telling = [] if judged in ("openbaar", "deels openbaar") else [f"{judged[:1].upper()}{judged[1:]}."]
    return YearRow(
        f"{line.number}. {line.title}",
        "; ".join(line.listed_grounds) or (said.no_grounds if judged == "openbaar" else ""),
        " ".join([*telling, remark_of(line)]).strip(),
    )


def listing_by_year(lines: Sequence[InventoryLine], case: CaseFile) -> YearListing:
    """The list of a case in three columns, under the heading of each year."""
    shown = listing(lines, case)
    by_number = {line.number: line for line in lines}
    return YearListing(
        words().year_title,
        shown.concept,
        shown.facts,
        tuple(
            YearGroup(group.heading, tuple(_year_row(by_number[row.number]) for row in group.rows))
            for group in shown.groups
        ),
        shown.page,
        words().year_columns.model_dump(),
    )


def part_name(form: str, number: int) -> str:
    """Name, without suffix, of a part of a list on paper, counted from 1."""
    return form if number == 1 else f"{form}-deel-{number}"


L = TypeVar("L", Listing, YearListing)


def parts(shown: L) -> Iterator[L]:
    """The list as it is printed: whole, or of a large case in parts that follow each other."""
    places = [(group, row) for group, rows in enumerate(shown.groups) for row in range(len(rows.rows))]
    for start in range(0, max(1, len(places)), PART_ROWS):
        groups = []
        for group, those in groupby(places[start : start + PART_ROWS], key=lambda place: place[0]):
            rows = [row for _, row in those]
            groups.append(replace(shown.groups[group], rows=shown.groups[group].rows[rows[0] : rows[-1] + 1]))
        yield replace(shown, groups=tuple(groups))
