"""Whose a figure is in what the municipality wrote: an assignment to a company is confidential, public money is not."""

from __future__ import annotations

from typing import NamedTuple

from woolak.pipeline.detect.business.figure_cues import ENOUGH, PARTY_IN_SENTENCE, is_about_assignment, seen_in
from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.own_money import is_secret, told_public
from woolak.pipeline.detect.business.roles import asks_offers, reports_results
from woolak.pipeline.detect.business.view import PageView

__all__ = ["Verdict", "is_public_by_itself", "of_municipality"]

# In an application form an amount is what is asked for an activity, unless the form says otherwise.
APPLIED = 0.7
# What the municipality tells the council and the public: its estimates there are no secret.
PUBLIC_KINDS = ("raadsstuk", "besluit", "factsheet")
MARGIN = 0.3
PLAINLY_PUBLIC = 0.9
"""Weight of the words by which a sentence tells of public money."""


class Verdict(NamedTuple):
    """Evidence key with what was seen, the score, and the key of the reason when the figure stays readable."""

    evidence: str
    score: float
    keep: str | None = None


class _Kind(NamedTuple):
    """A kind of own-document figure: the cue group that speaks for it, and whether it stays readable."""

    evidence: str
    group: str
    public: bool


KINDS = (
    _Kind("assignment_figure", "assignment", False),
    _Kind("applied_amount", "application", False),
    _Kind("estimate", "estimate", False),
    _Kind("public_budget", "public", True),
    _Kind("legal_amount", "legal", True),
    _Kind("grant", "grant", True),
)


def of_municipality(
    view: PageView, figure: Figure, weights: dict[str, float], places: list[tuple[int, int]]
) -> Verdict | None:
    """In a memo, minutes or a plan: an assignment to a company is confidential, public money is not."""
    if asks_offers(view.document, view.case):  # what all bidders are told
        return Verdict("public_budget", 0.8, "public_budget") if figure.entity in ("AMOUNT", "RATE") else None
    weights = dict(weights)
    applies = view.kind == "aanvraagformulier"
    if applies and weights.get("legal", 0.0) < ENOUGH:
        weights["application"] = weights.get("application", 0.0) + APPLIED
    if figure.entity == "RATE":
        weights["assignment"] = weights.get("assignment", 0.0) + 0.5
    public = max((kind for kind in KINDS if kind.public), key=lambda kind: weights.get(kind.group, 0.0))
    hidden = max((kind for kind in KINDS if not kind.public), key=lambda kind: weights.get(kind.group, 0.0))
    public_weight, hidden_weight = weights.get(public.group, 0.0), weights.get(hidden.group, 0.0)
    if figure.entity in ("AMOUNT", "RATE") and (seen := told_public(view.text, figure)):
        return Verdict(f"public_budget:{seen}", 0.8, "public_budget")
    public_paper = view.kind in PUBLIC_KINDS or reports_results(view.document)
    if public_paper and not (hidden.group == "estimate" and is_secret(view.text)):
        hidden_weight -= 0.4
        if hidden.group == "estimate":
            return Verdict(f"public_budget:{seen_in(view, 'estimate', *places)}", 0.6, "public_budget")
    if figure.entity in ("COUNT", "DURATION"):
        if applies and figure.unit == "cell":
            return Verdict("applied_amount:", 0.7)
        assigned = weights.get("assignment", 0.0) + weights.get("offering", 0.0)
        if assigned < 1.0 or assigned <= weights.get("legal", 0.0):
            return None
        return Verdict(f"assignment_figure:{seen_in(view, 'assignment', *places)}", min(figure.sure, 0.7))
    margin = MARGIN if public.group != "legal" else -MARGIN  # what the law sets is nobody's offer
    if hidden_weight >= ENOUGH and hidden_weight >= public_weight - margin:
        seen = seen_in(view, hidden.group, *places)
        return Verdict(f"{hidden.evidence}:{seen}", min(figure.sure, 0.55 + 0.2 * hidden_weight))
    if public_weight >= 0.6:
        return Verdict(f"{public.evidence}:{seen_in(view, public.group, *places)}", 0.8, public.evidence)
    if not public_paper and is_about_assignment(view):
        return Verdict("assignment_figure:", 0.5)
    return Verdict("plain_figure", 0.3, "plain_figure")


def is_public_by_itself(view: PageView, figure: Figure, local: dict[str, float]) -> bool:
    """Whether a sentence tells of public money and of nobody's offer, whatever the paragraph is about."""
    sentence = view.sentence_at(figure.start)
    named = any(sentence.start <= mention.start < sentence.end for mention in view.parties)
    hidden = max(local.get(group, 0.0) for group in ("assignment", "estimate", "application"))
    return not named and local.get("public", 0.0) >= PLAINLY_PUBLIC and hidden < PARTY_IN_SENTENCE
