"""The schema of rules/kinds.yaml, with its expressions compiled."""

from __future__ import annotations

import re
from functools import cache

from woolak.model import Kind, Origin
from woolak.pipeline.ingest.caseless import Caseless
from woolak.rules.reading import Model, read_rules

__all__ = ["DateRules", "FactRules", "OriginRules", "anywhere", "fact_rules", "pattern"]


class Points(Model):
    name_in_title: float
    name_in_subject: float
    name_in_head: float
    name_in_file: float
    name_first: float
    bare: float
    form: float
    proof: float
    mark: float
    minimum: float


class KindCues(Model):
    names: tuple[str, ...]
    form: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    deliberation: bool = False


class TitleRules(Model):
    next_labels: str
    empty_names: str
    numbers: str
    numbers_after_kind: str
    labels: tuple[str, ...]
    reply_marks: str
    never: tuple[str, ...]
    bare_kind: str


class DateRules(Model):
    labels: tuple[str, ...]
    not_before: tuple[str, ...]
    not_labels: tuple[str, ...]
    event_after: str
    meeting: str
    signed: str
    version: str
    months: dict[str, int]


class Prior(Model):
    origin: Origin
    points: float


class OriginPoints(Model):
    made_by: float
    made_by_staff: float
    """For who made it by name, with a mail address in the document that says of whom."""
    made_for: float
    below_title: float
    maker_and_date: float
    own_name: float
    party_name: float
    domain: float
    government_name: float
    company_mark: float
    addressed_to: float
    closing: float
    own_by_default: float


class OriginRules(Model):
    party_names: tuple[str, ...]
    by_kind: dict[Kind, Prior]
    points: OriginPoints
    below_title: tuple[Kind, ...]
    maker_and_date: str
    made_by: str
    made_for: str
    closing: str
    greets_us: str
    person_below: str
    writes_to_bidder: str
    told_about: str
    own_bodies: tuple[str, ...]
    government_names: tuple[str, ...]
    government_domains: tuple[str, ...]
    company_marks: tuple[str, ...]
    sent_to: str
    addressee: tuple[str, ...]
    received: tuple[str, ...]
    running_title: str
    meeting_with: str


class FactRules(Model):
    """All of rules/kinds.yaml."""

    points: Points
    kinds: dict[Kind, KindCues]
    languages: dict[str, tuple[str, ...]]
    draft: tuple[str, ...]
    deliberation_never: tuple[Kind, ...]
    title: TitleRules
    date: DateRules
    origin: OriginRules


def fact_rules() -> FactRules:
    """The rules, read once per process."""
    rules: FactRules = read_rules("kinds.yaml", FactRules)
    return rules


def _joined(cues: tuple[str, ...] | str) -> str:
    return cues if isinstance(cues, str) else "|".join(f"(?:{cue})" for cue in cues)


@cache
def pattern(cues: tuple[str, ...] | str, whole: bool = False, case: bool = False) -> re.Pattern[str]:
    """One expression for any of the cues; `^` is the start of a line, `whole` asks for the whole string.

    Capitals count only when `case` says so.
    """
    joined = _joined(cues)
    flags = (re.NOFLAG if case else re.IGNORECASE) | (re.NOFLAG if whole else re.MULTILINE)
    return re.compile(rf"^(?:{joined})$" if whole else joined, flags)


@cache
def anywhere(cues: tuple[str, ...] | str) -> Caseless:
    """The same, to be looked for in all of a page."""
    return Caseless(_joined(cues), re.MULTILINE)
