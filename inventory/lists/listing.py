"""The inventory list as people read it: a header, and the documents under the heading of their year."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from woolak.inventory.line import InventoryLine, frame, is_concept, words
from woolak.inventory.titles import safe_text
from woolak.rules.casefile import CaseFile

__all__ = ["Group", "Listing", "Row", "listing"]


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
    columns: tuple[str, ...]
    """Names of the columns, in the order of the fields of Row."""
    groups: tuple[Group, ...]


def _facts(lines: Sequence[InventoryLine], case: CaseFile) -> tuple[str, ...]:
    said = words()
    facts = {said.body: case.municipality.name or said.body_unknown}
    if case.dossier:
        facts[said.dossier] = safe_text(case.dossier, case)
    if case.request.date:
        facts[said.requested] = f"{case.request.date:%d-%m-%Y}"
    facts[said.total] = str(len(lines))
    return tuple(f"{name}: {value}" for name, value in facts.items())


def _row(record: Mapping[Hashable, object]) -> Row:
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
    groups = [
        Group(str(heading), tuple(_row(record) for record in part.to_dict("records")))
        for heading, part in frame(lines).groupby("group", sort=False)
    ]
    return Listing(
        title=said.list_title,
        concept=said.concept if is_concept(lines) else "",
        facts=_facts(lines, case),
        columns=(names.number, names.title, names.date, names.judgement, names.grounds, names.remark, names.file),
        groups=tuple(groups),
    )
