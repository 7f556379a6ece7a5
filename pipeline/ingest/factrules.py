"""The schema of rules/kinds.yaml, with its expressions compiled."""

from __future__ import annotations

import re
from functools import cache

from pydantic import Field

from woolak.model import Kind, Origin
from woolak.rules.reading import Model, read_rules

__all__ = ["FactRules", "fact_rules", "pattern"]


class Points(Model):
    strong: float
    weak: float
    in_title: float
    in_file_name: float
    in_text: float


class KindCues(Model):
    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()
    deliberation: bool = False


class TitleRules(Model):
    labels: tuple[str, ...]
    reply_marks: str
    never: tuple[str, ...]


class DateRules(Model):
    labels: tuple[str, ...]
    not_before: tuple[str, ...]
    not_labels: tuple[str, ...]
    months: dict[str, int]


class OriginRules(Model):
    by_kind: dict[Kind, Origin]
    government_names: tuple[str, ...]
    government_domains: tuple[str, ...]
    company_marks: tuple[str, ...]
    addressee: tuple[str, ...]


class FactRules(Model):
    """All of rules/kinds.yaml."""

    minimum: float
    points: Points
    kinds: dict[Kind, KindCues]
    draft: tuple[str, ...]
    title: TitleRules
    date: DateRules
    origin: OriginRules = Field()


def fact_rules() -> FactRules:
    """The rules, read once per process."""
    rules: FactRules = read_rules("kinds.yaml", FactRules)
    return rules


@cache
def pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for any of the cues; `^` is the start of a line."""
    return re.compile("|".join(f"(?:{cue})" for cue in cues), re.IGNORECASE | re.MULTILINE)
