"""The words of the product as values: what the stages hand to each other.

Units are in the names: `*_pt` is points (1/72 inch) in the space of the canonical PDF's page as it is shown
(origin top left, y down; ingest has taken rotation out), `page_index` counts from 0, `start`/`end` are
characters in `Page.text`, end exclusive.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, NamedTuple

__all__ = [
    "Action",
    "BoxPt",
    "Document",
    "DocumentFacts",
    "Finding",
    "Judgement",
    "Kind",
    "Origin",
    "Page",
    "Proposal",
    "Region",
    "Relation",
    "RelationKind",
    "Says",
    "Word",
]

Origin = Literal["third_party", "citizen", "own", "other_government"]
"""Who made it: a company or institution, a person in his own name, the municipality, another body of government."""
Action = Literal["redact", "suggest"]
Judgement = Literal["openbaar", "deels openbaar", "niet openbaar", "reeds openbaar", "dubbel", "buiten verzoek"]
RelationKind = Literal["dubbel", "opgenomen", "versie", "reeds openbaar", "reeds verstrekt", "buiten verzoek"]
Kind = Literal[
    "offerte", "memo", "mail", "brief", "overeenkomst", "opdrachtbon", "factuur", "aanvraagformulier", "plan",
    "verslag", "nota", "besluit", "rapport", "factsheet", "raadsstuk", "overig",
]  # fmt: skip


class Says(StrEnum):
    """What a party thinks of what is proposed; the words are those of the command and of letter.yaml."""

    NO_OBJECTION = "geen-bezwaar"
    PARTLY = "deels-bezwaar"
    OBJECTION = "bezwaar"


class BoxPt(NamedTuple):
    """A rectangle on a page, in points."""

    x0: float
    y0: float
    x1: float
    y1: float


class _Value:
    """Of many small values, which travel between processes: a call with what it holds is the quickest to unpack."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, name) for name in self.__slots__)


class Word(NamedTuple):
    """A word as it stands on the page; `start:end` is its place in `Page.text`."""

    start: int
    end: int
    box_pt: BoxPt
    edges_pt: tuple[float, ...] = ()
    """x of each character's left edge, and the last one's right edge (end - start + 1 values); empty when the
    word is not set horizontally or comes from OCR: then `woolak.pipeline.word_parts` estimates them."""
    confidence: float = 1.0
    """1.0 for text of the file, 0..1 for OCR."""


@dataclass(frozen=True, slots=True)
class Region(_Value):
    """A part of a page that is a picture: a signature, a logo, a photo; or a word that OCR is not sure of."""

    box_pt: BoxPt
    what: Literal["image", "signature", "logo", "handwriting", "doubtful"]


@dataclass(frozen=True, slots=True)
class Page(_Value):
    """A page's text with its words. Lines end in a newline; within a line words are separated by one space,
    or by a tab where the gap shows another table cell or column."""

    page_index: int
    width_pt: float
    height_pt: float
    text: str
    words: Sequence[Word]
    source: Literal["text", "ocr"]
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What ingest says of a document; each can be set right in review."""

    title: str
    date: datetime.date | None
    kind: Kind
    origin: Origin
    internal_deliberation: bool
    evidence: dict[str, str] = field(default_factory=dict)
    """fact -> the words in the document that it was taken from."""
    parties: tuple[str, ...] = ()
    """Companies, institutions and other bodies of government that made it, received it or agreed on it."""
    language: str = "nl"
    """ISO 639-1."""

    @property
    def is_private(self) -> bool:
        """Whether a company, an institution or a citizen made it, and no body of government."""
        return self.origin in ("third_party", "citizen")


@dataclass(frozen=True, slots=True)
class Document:
    """One line of the inventory. `source` is the path within SOURCE; of an attachment `mail.eml/attachment.pdf`."""

    id: str
    source: str
    parent_id: str | None
    facts: DocumentFacts
    pages: Sequence[Page]
    """In order; those of a long document are unpacked one at a time."""
    hidden_texts: tuple[str, ...] = ()
    """Texts of the file that no page shows (metadata, file name, bookmarks, notes): read when looking for names."""


@dataclass(frozen=True, slots=True)
class Finding(_Value):
    """Something recognised. A finding without a span (`start == end`) is a picture, told by `box_pt`."""

    entity: str
    """An entity of rules/entities.yaml, e.g. PERSON, EMAIL, AMOUNT."""
    page_index: int
    start: int
    end: int
    text: str
    score: float
    recognizer: str
    evidence: str
    """Key into rules/reasons.yaml, optionally with what was seen: `title_before:mevrouw`."""
    keep: str | None = None
    """Key into rules/reasons.yaml when this is public and stays readable; None when it may have to go."""
    box_pt: BoxPt | None = None


@dataclass(frozen=True, slots=True)
class Proposal(_Value):
    """A finding, or passage, with its ground, awaiting a decision."""

    page_index: int
    start: int
    end: int
    text: str
    boxes_pt: tuple[BoxPt, ...]
    """One box per line of text that it covers."""
    grounds: tuple[str, ...]
    """In the municipality's notation, `5.1(2)e`; more than one is printed as `5.1(2)e / 5.1(1)c`."""
    action: Action
    entity: str
    score: float
    reason: str
    """Dutch, for the reviewer and the file."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How a document relates to another, to what was published, or to the request: a proposal, until a person decides.

    'opgenomen' is contained in the other; of a 'versie' both are kept.
    """

    document_id: str
    what: RelationKind
    other_id: str
    """The document of this case that it relates to; empty when it is none."""
    score: float
    reason: str
    """Dutch, for the reviewer and the file."""
    same_file: bool = False
    """A double to the letter: what is decided on the one holds for the other as it is."""
    link: str = ""
    """Where it is public already."""
    passages: tuple[tuple[int, int, int], ...] = ()
    """The part that it concerns, when not all of it: page from 0, start and end in characters of `Page.text`."""

    @property
    def id(self) -> str:
        """The same for the same relation when it is found again."""
        said = "|".join((self.document_id, self.what, self.other_id, self.link))
        return hashlib.sha256(said.encode()).hexdigest()[:24]
