"""The texts of the annex (rules/texts/considerations.yaml), which a municipality can replace by its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from woolak.rules.reading import Model, read_rules, read_yaml

__all__ = ["Counted", "Sourced", "Texts", "annex_texts", "own_or_ours"]

FILE = "considerations.yaml"
M = TypeVar("M", bound=Model)


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


class Opinions(Model):
    said: str
    unsaid: str


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
    opinions: Opinions
    wob: Sourced
    old: Old
    markings: Mapping[str, Sourced]
    affected: str
    not_processed: str
    to_do: ToDo


def own_or_ours(file: str, model: type[M], templates: Path | None) -> M:
    """The municipality's own version of a file of texts when it has one, else ours.

    Raises CaseFileError, naming file and line, when the municipality's own is wrong.
    """
    own = templates / file if templates else None
    if own and own.exists():
        return read_yaml(own, model)
    found: M = read_rules(f"texts/{file}", model)
    return found


def annex_texts(templates: Path | None = None) -> Texts:
    """The texts in force. Raises CaseFileError, naming file and line, when the municipality's own are wrong."""
    return own_or_ours(FILE, Texts, templates)
