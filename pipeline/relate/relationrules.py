"""The schema of rules/relations.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from woolak.model import Kind
from woolak.rules.reading import Model, read_rules

__all__ = ["RelationRules", "pattern", "relation_rules"]


class RelationRules(Model):
    """All of rules/relations.yaml."""

    candidate: float
    min_words: int
    edge_words: int
    greetings: tuple[str, ...]
    edge_added: int
    edge_part: float
    gap_part: float
    gap_words: int
    misread_part: float
    misread_numbers: float
    misread_letters: float
    contained_below: float
    misread_otherwise: float
    misread_added: float
    version_part: float
    version_part_unmarked: float
    version_words: int
    version_title: float
    form_kinds: tuple[Kind, ...]
    weak_subjects: tuple[str, ...]
    weak_often: int
    known_part: float
    known_words: int
    known_gap: int
    mail_heads: tuple[str, ...]
    page_lines: tuple[str, ...]
    draft: tuple[str, ...]
    version: tuple[str, ...]
    copied: tuple[str, ...]
    reasons: Mapping[str, str]


def relation_rules() -> RelationRules:
    """The rules, read once per process."""
    rules: RelationRules = read_rules("relations.yaml", RelationRules)
    return rules


@cache
def pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for any of the cues."""
    return re.compile("|".join(f"(?:{cue})" for cue in cues), re.IGNORECASE)
