"""audit/cues.yaml and audit/texts.yaml: what is looked for, and how it is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

from woolak.rules.reading import Model, read_beside

__all__ = ["Said", "cue", "cues", "texts"]

Weight = Literal["fout", "controleer", "let op"]


class Cues(Model):
    """audit/cues.yaml"""

    list_heading: tuple[str, ...]
    refused: tuple[str, ...]
    judged: tuple[str, ...]
    refused_before: tuple[str, ...]
    provided: tuple[str, ...]
    pseudonym: tuple[str, ...]
    counts: tuple[str, ...]
    decision_date: tuple[str, ...]
    request_date: tuple[str, ...]
    box: tuple[str, ...]
    mail_header: tuple[str, ...]
    board: tuple[str, ...]
    addressed: tuple[str, ...]
    alternatives: tuple[str, ...]
    public_money: tuple[str, ...]
    amount: tuple[str, ...]
    marked_with: tuple[str, ...]
    subject: tuple[str, ...]
    letter_scheme: tuple[str, ...]
    """Grounds for A, B, C ..., in that order."""


class Said(Model):
    """How one kind of finding is told."""

    weight: Weight
    title: str
    sentence: str
    remedy: str


class Texts(Model):
    """audit/texts.yaml"""

    findings: Mapping[str, Said]
    words: Mapping[str, str]


def cues() -> Cues:
    found: Cues = read_beside("woolak.audit", "cues.yaml", Cues)
    return found


def texts() -> Texts:
    found: Texts = read_beside("woolak.audit", "texts.yaml", Texts)
    return found


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern for one list of cues."""
    patterns = "|".join(f"(?:{one})" for one in getattr(cues(), name))
    return re.compile(patterns.replace(" ", r"\s+"), re.I | re.M)
