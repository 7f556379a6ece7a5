"""The texts of the annex (rules/texts/considerations.yaml), which a municipality can replace by its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from woolak.rules.reading import Model, read_rules, read_yaml

__all__ = ["Sourced", "Texts", "annex_texts"]

FILE = "considerations.yaml"


class Counted(Model):
    """A sentence for one and for more; {count} and others are filled in."""

    one: str
    many: str

    def of(self, count: int, **said: str) -> str:
        return (self.one if count == 1 else self.many).format(count=count, **said)


class Sourced(Model):
    """Paragraphs, and the article that they rest on."""

    heading: str = ""
    source: str
    text: tuple[str, ...]


class LegalLine(Model):
    source: str
    text: str


class Old(Model):
    source: str
    text: tuple[str, ...]
    reasons: Mapping[str, str]
    other_reason: str


class Headings(Model):
    counts: str
    legal: str
    grounds: str
    old: str
    markings: str
    not_processed: str
    to_do: str
    list: str
    judgement: str
    amount: str
    total: str
    source: str
    document: str
    reason: str


class ToDo(Model):
    body: str
    request_date: str
    undated: str
    end_date: str
    opinions: str
    unknown_ground: str


class Texts(Model):
    title: str
    concept_note: str
    headings: Headings
    counts: Counted
    pseudonyms: str
    legal: tuple[LegalLine, ...]
    kinds: str
    closing: Counted
    document: Counted
    and_: str
    see_list: str
    considerations: Mapping[str, Sourced]
    wob: Sourced
    old: Old
    markings: Mapping[str, Sourced]
    affected: str
    not_processed: str
    to_do: ToDo


def annex_texts(templates: Path | None = None) -> Texts:
    """The texts in force. Raises CaseFileError, naming file and line, when the municipality's own are wrong."""
    own = templates / FILE if templates else None
    if own and own.exists():
        return read_yaml(own, Texts)
    found: Texts = read_rules(f"texts/{FILE}", Texts)
    return found
