"""What is looked at before anything leaves the building (`woolak check`).

The rules R1 to R13 are those that every release has to keep to; each finding has a place and a remedy. Their texts,
and which of them stop a release, are in rules/checks.yaml.
"""

from __future__ import annotations

from woolak.inventory.checks.consistency import check_consistency
from woolak.inventory.checks.finding import Checked, Dossier, Finding
from woolak.inventory.checks.grounds import check_grounds
from woolak.inventory.checks.papers import check_papers
from woolak.inventory.checks.terms import check_terms
from woolak.inventory.numbering import number_key

__all__ = ["Checked", "Dossier", "Finding", "check"]


def check(dossier: Dossier) -> list[Finding]:
    """Everything that is wrong or doubtful, what stops a release first, then in the order of the documents."""
    found = [
        *check_grounds(dossier), *check_papers(dossier), *check_terms(dossier), *check_consistency(dossier),
    ]  # fmt: skip
    once = dict.fromkeys(found)
    return sorted(once, key=lambda one: (not one.blocking, number_key(one.place.partition(",")[0]), one.rule))
