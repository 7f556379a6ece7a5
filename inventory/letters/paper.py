"""A letter as a template prints it: the decision, and what goes to a third party, have the same form."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from woolak.inventory.lists.listing import Group

__all__ = ["Amount", "Fact", "Paper", "Part", "dutch_date"]

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


def dutch_date(day: datetime.date) -> str:
    """`1 november 2022`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True)
class Fact:
    name: str
    value: str


@dataclass(frozen=True)
class Amount:
    name: str
    count: int


@dataclass(frozen=True)
class Part:
    """A heading with what stands under it."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    source: str = ""
    """The article that it rests on."""
    level: int = 1
    items: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class Paper:
    """Everything that a template of a letter may print."""

    title: str
    body: str
    """The municipality."""
    addressee: tuple[str, ...]
    facts: tuple[Fact, ...]
    salutation: str
    parts: tuple[Part, ...]
    closing: tuple[str, ...]
    page: str
    headings: Mapping[str, str]
    concept: str = ""
    concept_note: str = ""
    to_do: tuple[str, ...] = ()
    annex_heading: str = ""
    groups: tuple[Group, ...] = ()
    """The inventory list behind the letter; empty: there is none."""
    columns: Mapping[str, str] = field(default_factory=dict)
