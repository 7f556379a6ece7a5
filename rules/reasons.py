"""What the reviewer reads about a finding: rules/reasons/*.yaml, one file per family of recognizers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from woolak.rules.reading import Model, read_rules

__all__ = ["all_reasons", "reason_of"]


class Reasons(Model):
    reasons: Mapping[str, str]


@cache
def all_reasons() -> Mapping[str, str]:
    """Every key with its sentence, `{seen}` standing for what was seen."""
    files = [entry.name for entry in (resources.files("woolak.rules") / "reasons").iterdir()]
    together: dict[str, str] = {}
    for name in sorted(files):
        together |= read_rules(f"reasons/{name}", Reasons).reasons
    return together


def reason_of(evidence: str) -> str:
    """The sentence for an evidence key, `key` or `key:what was seen`; empty when the key is not ours."""
    key, _, seen = evidence.partition(":")
    return all_reasons().get(key, "").replace(" ({seen})", f" ({seen})" if seen else "").replace("{seen}", seen)
