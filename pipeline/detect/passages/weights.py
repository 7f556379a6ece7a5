"""The cues of rules/cues/passages.yaml, compiled once per process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pydantic import Field

from woolak.pipeline.detect.passages.cues import CueSet
from woolak.pipeline.detect.passages.heads import head_pattern, plain_head
from woolak.pipeline.detect.patterns import any_of
from woolak.pipeline.detect.phrases import phrases
from woolak.rules.reading import Model, read_rules

__all__ = [
    "AT_BEGIN",
    "FIELD",
    "KindRules",
    "LearntRules",
    "PassageRules",
    "PassageWeights",
    "ScopeRules",
    "passage_weights",
]

Weights = Mapping[str, float]
FIELD, AT_BEGIN = "[", "^]"
"""How the groups of the words of fields begin, and how those end that only count at the begin of a sentence."""


class LearntRules(Model):
    """From which likelihood on a sentence is such a passage, by the weights that were learnt from papers."""

    likely: float
    beside: float
    """What goes along beside a sentence that is likely."""
    elsewhere: float
    """In a document that is not known to be of internal deliberation."""
    cued: float
    """What is enough where the cues by themselves reach the threshold."""


class KindRules(Model):
    """The cues of one kind of passage."""

    threshold: float
    learnt: LearntRules | None = None
    for_: Weights = Field(alias="for")
    said: Weights = Field(default_factory=dict)
    against: Weights
    heads: Weights


class ScopeRules(Model):
    kinds: tuple[str, ...]
    stop: tuple[str, ...]
    neutral_heads: tuple[str, ...]
    round_heads: tuple[str, ...]
    """Below these each sentence may be on a subject of its own."""
    meeting: tuple[str, ...]
    """Words of the meeting itself, which is about the request."""
    referring: tuple[str, ...]
    """A sentence that begins so goes on about what was said before it."""
    turns: tuple[str, ...]
    """What a sentence opens with that goes over to another subject; `~` is any of `stress`, or nothing."""
    points: tuple[str, ...]
    """What a sentence opens with that may do so."""
    turn_leads: tuple[str, ...]
    """What may stand before it ('en dan nog')."""
    stress: tuple[str, ...]
    asides: tuple[str, ...]
    """A question with one of these may be about anything."""
    occasions: tuple[str, ...]
    """What colleagues celebrate or share: with one of the calls no matter of the municipality."""
    calls: tuple[str, ...]
    round_shared: float
    """Which part of its telling words a sentence of a round of questions shares with the rest at most."""
    min_words: int
    shared: float
    """Which part of its words a part on another subject shares with the rest at most."""


class PassageRules(Model):
    """rules/cues/passages.yaml."""

    internal_kinds: tuple[str, ...]
    formal_addressees: tuple[str, ...]
    minutes: tuple[str, ...]
    in_confidence: tuple[str, ...]
    of_estimate: tuple[str, ...]
    kinds: Mapping[str, KindRules]
    bodies: Weights
    other_municipality: float
    scope: ScopeRules


class FieldRules(Model):
    """rules/cues/passages_fields.yaml: the words of each field, with a comma between them."""

    fields: Mapping[str, str]

    def groups(self) -> dict[str, Weights]:
        """The words of each field as a group of cues."""
        groups: dict[str, dict[str, float]] = {}
        for name, said in self.fields.items():
            for word in filter(None, (word.strip() for word in said.split(","))):
                opens = word.startswith("^")
                group = f"{FIELD}{name}{AT_BEGIN if opens else ']'}"
                groups.setdefault(group, {})[word.lstrip("^")] = 1.0
        return dict(groups)


class PassageWeights:
    """The rules with their cues in one set: the groups are '<kind> for', '<kind> against', and so on; those of the
    fields are their names in square brackets."""

    def __init__(self, rules: PassageRules, fields: FieldRules) -> None:
        self.rules = rules
        groups: dict[str, Weights] = {
            "bodies": {cue: weight for cue, weight in rules.bodies.items() if weight},
            "formal": dict.fromkeys(rules.formal_addressees, 1.0),
            **fields.groups(),
        }
        for kind, of_kind in rules.kinds.items():
            groups[f"{kind} for"] = of_kind.for_
            groups[f"{kind} said"] = of_kind.said
            groups[f"{kind} against"] = of_kind.against
        self.cues = CueSet(groups)
        self._heads = {
            kind: [(re.compile(head_pattern([head])), weight) for head, weight in of_kind.heads.items()]
            for kind, of_kind in rules.kinds.items()
        }
        self.neutral_head = re.compile(head_pattern(rules.scope.neutral_heads))
        self.round_head = re.compile(head_pattern(rules.scope.round_heads))
        self.meeting = frozenset(rules.scope.meeting)
        stress = f"(?:{any_of(rules.scope.stress)} )?"
        turns = "|".join(turn.replace("~ ", stress) for turn in rules.scope.turns)
        leads = any_of(rules.scope.turn_leads)
        self.turn = phrases(rf"(?:{leads}\b[ ,:.]+)*(?:{turns})\b\s*[:,.-]?", rules.scope.turns)
        aside = (*rules.scope.points, *rules.scope.asides, *rules.scope.occasions)
        self.aside_words = tuple(word.strip("*") for word in aside)
        self.point = re.compile(rf"{any_of(rules.scope.points)}\b\s*[:,.-]")
        self.aside, self.occasion, self.call = (
            re.compile(rf"(?<!\w){any_of(words)}(?!\w)")
            for words in (rules.scope.asides, rules.scope.occasions, rules.scope.calls)
        )
        self._known_heads: dict[tuple[str, str], float] = {}

    def head_weight(self, kind: str, head: str) -> float:
        """What a head adds to the sentences below it; of the patterns that fit, the strongest."""
        key = (kind, head)
        if key not in self._known_heads:
            plain = plain_head(head)
            weights = [weight for pattern, weight in self._heads[kind] if pattern.match(plain)]
            if len(self._known_heads) > 1000:
                self._known_heads.clear()
            self._known_heads[key] = max(weights, key=abs, default=0.0)
        return self._known_heads[key]


@cache
def passage_weights() -> PassageWeights:
    return PassageWeights(
        read_rules("cues/passages.yaml", PassageRules), read_rules("cues/passages_fields.yaml", FieldRules)
    )
