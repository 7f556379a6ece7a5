"""One line of the inventory list, and the table of all that is known: every list is made from it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from woolak.inventory.numbering import number_key
from woolak.model import Judgement, Kind
from woolak.rules.grounds import catalogue_order
from woolak.rules.reading import Model, read_rules

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["InventoryLine", "Words", "frame", "in_order", "is_concept", "records", "relation_of", "remark_of", "words"]

COLUMNS = [
    "group", "number", "title", "date", "judgement", "grounds", "remark", "file", "status", "kind", "sender",
    "receiver", "pages", "suspended", "redactions", "relation", "link", "attachment_of", "duplicate_of", "family",
    "thread",
]  # fmt: skip


@dataclass(frozen=True)
class InventoryLine:
    """What the lists say of one document."""

    number: str
    """As in the name of its file: `1a`."""
    document_id: str
    source: str
    """Path within SOURCE. It may hold names: for the manifest and the log, never for a list."""
    title: str
    """Safe to publish, see titles.py."""
    date: datetime.date | None
    kind: Kind
    pages: int
    judgement: Judgement | None
    """None when the document was not processed or not released."""
    grounds: tuple[str, ...]
    remark: str = ""
    parent_number: str | None = None
    """Number of the e-mail that it was attached to."""
    redactions_per_ground: Mapping[str, int] = field(default_factory=dict)
    reviewed: bool = False
    error: str | None = None
    """Why it was not processed or not released: a Dutch sentence."""
    entities_per_ground: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Entities of rules/entities.yaml that were redacted under a ground; the annex names the kinds of data."""

    withheld: bool = False
    """Refused as a whole: listed, and nothing of it published."""
    suspended: bool = False
    """Opgeschort: decided on, and published on a later day."""
    sender: str = ""
    """Role of who made it, safe to publish: the body, a party, 'bewoner'."""
    receiver: str = ""
    family: int | None = None
    """The same for an e-mail and its attachments; None for a document by itself."""
    thread: int | None = None
    """The same for the mails of one conversation."""
    duplicate_of: str | None = None
    """Number of the document that it is a double of."""
    link: str = ""
    """Where it was public already."""
    suffix: str = ".pdf"
    """Of the file as it was received."""

    @property
    def group(self) -> int:
        """The number of its group in the list: 2 for `2a`."""
        return number_key(self.number)[0]

    @property
    def listed_grounds(self) -> tuple[str, ...]:
        """Each ground once, in the order of the law."""
        return catalogue_order([*self.grounds, *self.redactions_per_ground])

    @property
    def file(self) -> str:
        """Path of the PDF within release/; empty when there is none."""
        held = self.error or self.withheld or self.suspended or self.judgement is None
        return "" if held else f"documenten/{self.number}.pdf"


class Columns(Model):
    number: str
    title: str
    date: str
    judgement: str
    grounds: str
    remark: str
    file: str
    status: str
    kind: str
    sender: str
    receiver: str
    pages: str
    suspended: str
    redactions: str
    relation: str
    link: str


class YearColumns(Model):
    document: str
    grounds: str
    remarks: str


class Words(Model):
    """rules/texts/inventory.yaml"""

    columns: Columns
    year_columns: YearColumns
    list_title: str
    year_title: str
    no_grounds: str
    all_data: str
    affirmative: str
    body: str
    dossier: str
    requested: str
    total: str
    body_unknown: str
    page: str
    no_date: str
    not_processed: str
    attachment_of: str
    attachment_out: str
    attachments_out: str
    duplicate_of: str
    thread: str
    suspended: str
    own_body: str
    other_government: str
    third_party: str
    citizen: str
    internal: str
    elsewhere: str
    concept: str
    reviewed: str
    person: str
    mail: str
    phone: str
    company: str
    other: str
    entities: Mapping[str, str]
    kinds: Mapping[str, str]
    abbreviations: tuple[str, ...]


def words() -> Words:
    """The Dutch words of the lists."""
    found: Words = read_rules("texts/inventory.yaml", Words)
    return found


def in_order(lines: Sequence[InventoryLine]) -> list[InventoryLine]:
    """The lines in the order of their numbers: 1a, 1b, 1aa, 2a, 10a."""
    return sorted(lines, key=lambda line: number_key(line.number))


def is_concept(lines: Sequence[InventoryLine]) -> bool:
    """Whether a person still has to decide on one of the documents that were processed."""
    return not all(line.reviewed for line in lines if not line.error) or all(line.error for line in lines)


def _years(lines: Sequence[InventoryLine]) -> str:
    """`2016`, `2016–2017` or 'zonder datum': what the documents of one group have in common."""
    years = sorted({line.date.year for line in lines if line.date})
    if not years:
        return words().no_date
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def relation_of(line: InventoryLine) -> str:
    """How the document belongs to others in the list."""
    said = words()
    parts = [
        said.attachment_of.format(number=line.parent_number) if line.parent_number else "",
        said.duplicate_of.format(number=line.duplicate_of) if line.duplicate_of else "",
        said.thread.format(thread=line.thread) if line.thread else "",
    ]
    return " ".join(part for part in parts if part)


def _why_unread(error: str) -> str:
    """The first sentence of an error; what the office can do about it, and with which setting, is not for a citizen."""
    reason, stop, _ = error.partition(". ")
    return re.sub(r" \(grens '[^']*'\)", "", reason) + stop.strip()


def remark_of(line: InventoryLine) -> str:
    """What a citizen reads behind the document; a conversation is told by its title."""
    said = words()
    relation = relation_of(replace(line, thread=None))
    parts = [relation, said.suspended if line.suspended else "", _why_unread(line.error or ""), line.remark, line.link]
    return " ".join(part for part in parts if part)


def frame(lines: Sequence[InventoryLine]) -> pd.DataFrame:
    """Everything that is known of the documents, one row each, in the order of the numbers.

    Dates are dates or None, grounds tuples, redactions a mapping from ground to number.
    """
    import pandas as pd

    said = words()
    ordered = in_order(lines)
    headings = {
        group: f"{group}. {_years(list(those))}" for group, those in groupby(ordered, key=lambda line: line.group)
    }
    rows = [
        {
            "group": headings[line.group],
            "number": line.number,
            "title": line.title,
            "date": line.date,
            "judgement": line.judgement if line.judgement and not line.error else said.not_processed,
            "grounds": line.listed_grounds,
            "remark": remark_of(line),
            "file": line.file,
            "status": said.reviewed if line.reviewed else said.concept,
            "kind": line.kind,
            "sender": line.sender,
            "receiver": line.receiver,
            "pages": line.pages,
            "suspended": line.suspended,
            "redactions": {code: line.redactions_per_ground.get(code, 0) for code in line.listed_grounds},
            "relation": relation_of(line),
            "link": line.link,
            "attachment_of": line.parent_number,
            "duplicate_of": line.duplicate_of,
            "family": line.family,
            "thread": line.thread,
        }
        for line in ordered
    ]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of such a table by the names of its columns; pandas' own way looks up every cell by itself."""
    names = [str(name) for name in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.itertuples(index=False, name=None)]
