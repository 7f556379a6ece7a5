"""The words of rules/cues/business_method.yaml, compiled once per process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property

from woolak.pipeline.detect.passages.cues import CueSet
from woolak.rules.reading import Model, read_rules

__all__ = ["HeadKind", "MethodCues", "method_cues"]

HeadKind = str  # "method", "team", "keep" or "" for a head that does not say

Weights = Mapping[str, float]
HEAD_NUMBER = re.compile(
    r"^(?:(?:hoofdstuk|bijlage|deel|paragraaf)\s+(?:\d+|[a-z]|[ivx]+)\b[.:]?\s*|[\dIVX]{1,4}(?:\.\d+)*[.)]?\s+|[a-z][.)]\s+)",
    re.IGNORECASE,
)


class MethodRules(Model):
    """rules/cues/business_method.yaml."""

    threshold: float
    below_method_head: float
    below_team_head: float
    below_keep_head: float
    inherited: float
    kinds: Weights
    own_document: float
    company_meant: float
    method_heads: tuple[str, ...]
    team_heads: tuple[str, ...]
    keep_heads: tuple[str, ...]
    voice: float
    verbs: tuple[str, ...]
    weak_voice: float
    weak_verbs: tuple[str, ...]
    passive: float
    participles: tuple[str, ...]
    design: Weights
    order_words: Weights
    knowhow: Weights
    company_words: Weights
    keep: Weights


class MethodCues:
    def __init__(self, rules: MethodRules) -> None:
        self.rules = rules
        voice: dict[str, float] = {}
        for verb in rules.verbs:
            weight = rules.weak_voice if verb in rules.weak_verbs else rules.voice
            voice |= {f"{one} {verb}": weight for one in ("wij", "we")}
            voice |= {f"{verb} {one}": weight for one in ("wij", "we")}
        self.cues = CueSet(
            {
                "voice": voice,
                "passive": dict.fromkeys(rules.participles, rules.passive),
                "design": rules.design,
                "order": rules.order_words,
                "knowhow": rules.knowhow,
                "company": rules.company_words,
                "keep": rules.keep,
            }
        )

    @cached_property
    def _heads(self) -> tuple[tuple[HeadKind, re.Pattern[str]], ...]:
        kinds = (("keep", self.rules.keep_heads), ("team", self.rules.team_heads), ("method", self.rules.method_heads))
        return tuple((kind, re.compile(rf"{_head_pattern(heads)}\W*$")) for kind, heads in kinds)

    def head_kind(self, head: str) -> HeadKind:
        """What a head announces; numbers in front, case and a colon behind do not matter."""
        plain = " ".join(HEAD_NUMBER.sub("", head.strip()).lower().split())
        return next((kind for kind, pattern in self._heads if pattern.match(plain)), "")


def _head_pattern(heads: tuple[str, ...]) -> str:
    """Heads exactly; `*` at an end of a head: anything may stand there."""
    parts = []
    for head in sorted(heads, key=len, reverse=True):
        core = re.escape(head.strip("*").strip()).replace(r"\ ", r"\s+")
        before = r".*\b" if head.startswith("* ") else r"[\w-]*" if head.startswith("*") else ""
        behind = r"\b.*" if head.endswith(" *") else r".*" if head.endswith("*") else ""
        parts.append(before + core + behind)
    return "(?:" + "|".join(parts) + ")"


@cache
def method_cues() -> MethodCues:
    return MethodCues(read_rules("cues/business_method.yaml", MethodRules))
