"""The policy: which finding, in a document of a kind and an origin, goes under which ground (rules/policy.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import model_validator

from woolak.model import DocumentFacts, Finding, Kind, Origin
from woolak.rules.reading import Model, read_rules, read_yaml

__all__ = ["Policy", "PolicyRule", "entities", "load_policy"]


class EntityText(Model):
    name: str


class Entities(Model):
    entities: Mapping[str, EntityText]


class PolicyRule(Model):
    entities: tuple[str, ...]
    origins: tuple[Origin, ...] = ()
    kinds: tuple[Kind, ...] = ()
    internal: bool = False
    parties: bool = False
    evidence: tuple[str, ...] = ()
    action: Literal["redact", "suggest", "keep"]
    min_score: float = 0.0
    grounds: tuple[str, ...] = ()
    reason: str

    @model_validator(mode="after")
    def _sound(self) -> PolicyRule:
        unknown = set(self.entities) - set(entities())
        if unknown:
            raise ValueError(f"onbekende soort vondst: {', '.join(sorted(unknown))}")
        if self.action != "keep" and not self.grounds:
            raise ValueError("een regel die lakt of voorstelt heeft een grond nodig (grounds)")
        return self

    def fits(self, finding: Finding, facts: DocumentFacts, anonymise_parties: bool) -> bool:
        return (
            finding.entity in self.entities
            and (not self.origins or facts.origin in self.origins)
            and (not self.kinds or facts.kind in self.kinds)
            and (not self.internal or facts.internal_deliberation)
            and (not self.parties or anonymise_parties)
            and (not self.evidence or finding.evidence.partition(":")[0] in self.evidence)
        )


class RuleFile(Model):
    rules: tuple[PolicyRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """The municipality's own rules, then those of rules/policy.yaml: the first that fits decides."""

    rules: tuple[PolicyRule, ...]

    def rule_for(self, finding: Finding, facts: DocumentFacts, anonymise_parties: bool) -> PolicyRule | None:
        return next((rule for rule in self.rules if rule.fits(finding, facts, anonymise_parties)), None)


def entities() -> Mapping[str, str]:
    """Every entity that can be found, with its Dutch name."""
    return {key: text.name for key, text in read_rules("entities.yaml", Entities).entities.items()}


def load_policy(own: Path | None = None) -> Policy:
    """The policy in force. Raises CaseFileError, naming file and line, when a rule file is wrong."""
    first = read_yaml(own, RuleFile).rules if own else ()
    return Policy(first + read_rules("policy.yaml", RuleFile).rules)
