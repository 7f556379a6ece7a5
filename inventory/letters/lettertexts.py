"""The texts of the decision letter (rules/texts/letter.yaml), which a municipality can replace by its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from woolak.inventory.letters.texts import Counted, Sourced, own_or_ours
from woolak.rules.reading import Model

__all__ = ["LetterTexts", "letter_texts"]


class Facts(Model):
    date: str
    reference: str
    requested: str
    author: str
    annexes: str


class Asked(Sourced):
    period: str


class Progress(Model):
    heading: str
    source: str
    received: str
    extended: str
    suspended: str
    still: str
    due: str
    late: str


class Decided(Model):
    heading: str
    source: str
    none: str
    found: Counted
    parts: Mapping[str, str]
    table: str


class Headed(Model):
    heading: str
    source: str


class Grounds(Sourced):
    none: str


class Views(Model):
    heading: str
    source: str
    intro: Counted
    replied: str
    silent: str
    waiting: str
    waived: str
    says: Mapping[str, str]
    weighed: str


class Publication(Model):
    heading: str
    source: str
    now: str
    later: str
    suspended: str
    addressee: str


class Objection(Sourced):
    website: str


class ToDo(Model):
    date: str
    reference: str
    requester: str
    signatory: str
    objection: str
    request_text: str
    requested: str


class LetterTexts(Model):
    title: str
    concept: str
    concept_note: str
    missing: str
    salutation: str
    salutation_unknown: str
    closing: str
    on_behalf: str
    facts: Facts
    annex_name: str
    request: Asked
    progress: Progress
    decision: Decided
    legal: Headed
    list: Sourced
    grounds: Grounds
    views: Views
    publication: Publication
    objection: Objection
    annex_heading: str
    to_do: ToDo


def letter_texts(templates: Path | None = None) -> LetterTexts:
    """The texts in force. Raises CaseFileError, naming file and line, when the municipality's own are wrong."""
    return own_or_ours("letter.yaml", LetterTexts, templates)
