"""One thing that is wrong or doubtful, with its place and remedy, and the values that the checks look at."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from woolak.inventory.letters.annex import Annex
from woolak.inventory.letters.letter import Course
from woolak.inventory.letters.texts import Texts
from woolak.inventory.line import InventoryLine
from woolak.inventory.zienswijze.views import View
from woolak.model import Document, Proposal
from woolak.packing import texts_of
from woolak.rules.casefile import CaseFile
from woolak.rules.decision import DecisionFile, DocumentDecision
from woolak.rules.reading import Model, read_rules

__all__ = ["CheckRules", "Checked", "Dossier", "Finding", "check_rules", "finding", "on_line", "on_page"]


class Said(Model):
    blocking: bool
    text: str
    remedy: str


class CheckRules(Model):
    """rules/checks.yaml"""

    findings: Mapping[str, Said]
    meant: str
    why_no_environment: str
    why_environment: str
    page: str
    line: str
    whole_case: str
    blocking: str
    warning: str
    passage: str
    manual: str
    more: str
    follow: tuple[str, ...]
    names: tuple[str, ...]
    executive: tuple[str, ...]
    executive_lines: int
    factual: tuple[str, ...]
    environment: tuple[str, ...]
    weighing: tuple[str, ...]
    business_grounds: tuple[str, ...]


def check_rules() -> CheckRules:
    found: CheckRules = read_rules("checks.yaml", CheckRules)
    return found


@dataclass(frozen=True)
class Finding:
    """One line of `woolak check`; it names the place, never what was redacted there."""

    rule: str
    """Key of rules/checks.yaml; R1 to R13 are the validation rules of the grounds."""
    place: str
    text: str
    """Dutch: what is wrong and what to do."""
    blocking: bool

    def __str__(self) -> str:
        said = check_rules()
        rule = self.rule.partition("_")[0]
        label = f" {rule}" if rule.startswith("R") else ""
        return f"{said.blocking if self.blocking else said.warning}{label}: {self.place}: {self.text}"


@dataclass(frozen=True)
class Checked:
    """A document with what was decided on it."""

    line: InventoryLine
    document: Document
    redactions: Sequence[Proposal]
    """What is burned; empty when the whole document is withheld."""
    decided: DocumentDecision = field(default_factory=DocumentDecision)


@dataclass(frozen=True)
class Dossier:
    """All that leaves the building, before it does."""

    documents: tuple[Checked, ...]
    annex: Annex
    texts: Texts
    case: CaseFile
    decision: DecisionFile
    course: Course
    views: tuple[View, ...]
    today: datetime.date


def finding(rule: str, place: str, **said: str) -> Finding:
    text = check_rules().findings[rule]
    return Finding(rule, place, f"{text.text.format(**said)} {text.remedy}", text.blocking)


def on_page(one: Checked, page_index: int) -> str:
    return check_rules().page.format(number=one.line.number, page=page_index + 1)


def on_line(one: Checked, page_index: int, start: int) -> str:
    row = texts_of(one.document)[page_index].count("\n", 0, start) + 1
    return check_rules().line.format(number=one.line.number, page=page_index + 1, line=row)
