"""Tells whose a figure is: a company's, or public; by the document, the sentence, the paragraph and the heading.

A figure of a company is confidential wherever it stands (5.1(1)c Woo); public money stays readable. The evidence
key says what was seen, so that the policy can decide per situation.
"""

from __future__ import annotations

from typing import NamedTuple

from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.business.vocabulary import Vocabulary

__all__ = ["Verdict", "judge"]

MARGIN = 0.3
ENOUGH = 0.8


class Verdict(NamedTuple):
    """Evidence key with what was seen, the score, and the key of the reason when the figure stays readable."""

    evidence: str
    score: float
    keep: str | None = None


def _seen(view: PageView, group: str, *places: tuple[int, int]) -> str:
    for start, end in places:
        words = view.hits.seen(start, end, group)
        if words:
            return words
    return ""


def _weights(view: PageView, start: int, end: int) -> dict[str, float]:
    """Weight per group of cues around a figure: its sentence fully, its paragraph and heading for a part."""
    sentence = view.sentence_at(start)
    index = view.block_index(start)
    weights = dict(view.hits.sums(*sentence))
    if view.blocks:
        block = view.blocks[index]
        places = [(block.start, sentence.start, 0.5), (sentence.end, block.end, 0.35)]
        if index and block.kind in ("paragraph", "item", "row"):
            above = view.blocks[index - 1]
            places.append((above.start, above.end, 0.35))
        heading = view.heading_above(index)
        if heading and heading is not view.blocks[index - 1]:
            places.append((heading.start, heading.end, 0.5))
        for from_, to, share in places:
            for group, weight in view.hits.sums(from_, to).items():
                weights[group] = weights.get(group, 0.0) + share * min(weight, 2.0)
    return weights


def _percentage(view: PageView, figure: Figure, words: Vocabulary, local: dict[str, float]) -> Verdict | None:
    behind = words.vat_behind.match(view.text, figure.end)
    before = words.vat_before.search(view.text, max(0, figure.start - 25), figure.start)
    if (behind or before) and figure.value in (0, 6, 9, 19, 21):
        return Verdict("vat_percentage", 0.9, "vat_percentage")
    if local.get("payment_percentage", 0.0) >= ENOUGH:
        seen = _seen(view, "payment_percentage", view.sentence_at(figure.start))
        return Verdict(f"payment_term:{seen}", 0.85)
    return Verdict("statistic", 0.3, "statistic")


def _duration(view: PageView, figure: Figure, weights: dict[str, float], local: dict[str, float]) -> Verdict | None:
    sentence = view.sentence_at(figure.start)
    other = local.get("not_duration", 0.0)
    if other >= 0.5 and other >= local.get("duration", 0.0):
        return Verdict(f"general_term:{_seen(view, 'not_duration', sentence)}", 0.6, "general_term")
    if weights.get("duration", 0.0) >= 0.5:
        return Verdict(f"offered_duration:{_seen(view, 'duration', sentence)}", 0.8)
    if figure.unit in ("jaar", "jaren"):
        return None
    return Verdict("offered_duration:", 0.5)


def _of_company(view: PageView, figure: Figure, local: dict[str, float]) -> Verdict:
    sentence = view.sentence_at(figure.start)
    if local.get("public_in_offer", 0.0) >= ENOUGH:
        return Verdict(f"public_budget:{_seen(view, 'public_in_offer', sentence)}", 0.8, "public_budget")
    if figure.entity == "COUNT":
        if local.get("general_terms", 0.0) >= ENOUGH:
            return Verdict(f"general_term:{_seen(view, 'general_terms', sentence)}", 0.6, "general_term")
        return Verdict(f"offered_work:{figure.unit}", figure.sure)
    seen = _seen(view, "assignment", sentence) or "€"
    if view.kind == "factuur":
        return Verdict(f"invoice:{seen}", figure.sure)
    if view.role == "assignment":
        key = "order_figure" if view.kind == "opdrachtbon" else "contract_figure"
        return Verdict(f"{key}:{seen}", figure.sure)
    if figure.entity == "RATE":
        return Verdict(f"rate:{seen}", figure.sure)
    return Verdict(f"offer_text:{seen}", figure.sure)


def _of_municipality(view: PageView, figure: Figure, weights: dict[str, float]) -> Verdict | None:
    """In a memo, minutes or a plan: an assignment to a company is confidential, public money is not."""
    sentence = view.sentence_at(figure.start)
    block = view.blocks[view.block_index(figure.start)] if view.blocks else None
    places = [sentence, (block.start, block.end)] if block else [sentence]
    kinds = {
        "assignment_figure": weights.get("assignment", 0.0) + (0.5 if figure.entity == "RATE" else 0.0),
        "applied_amount": weights.get("application", 0.0),
        "estimate": weights.get("estimate", 0.0),
        "public_budget": weights.get("public", 0.0),
        "legal_amount": weights.get("legal", 0.0),
        "grant": weights.get("grant", 0.0),
    }
    groups = dict(zip(kinds, ("assignment", "application", "estimate", "public", "legal", "grant"), strict=True))
    if figure.entity in ("COUNT", "DURATION"):
        if kinds["assignment_figure"] >= 1.0 and kinds["assignment_figure"] > kinds["legal_amount"]:
            return Verdict(f"assignment_figure:{_seen(view, 'assignment', *places)}", min(figure.sure, 0.7))
        return None
    public = max(kinds["public_budget"], kinds["legal_amount"], kinds["grant"])
    hidden = max(kinds["assignment_figure"], kinds["applied_amount"], kinds["estimate"])
    if hidden >= ENOUGH and hidden >= public - MARGIN:
        key = max(("assignment_figure", "applied_amount", "estimate"), key=lambda one: kinds[one])
        return Verdict(f"{key}:{_seen(view, groups[key], *places)}", min(figure.sure, 0.55 + 0.2 * hidden))
    if public >= 0.6:
        key = max(("public_budget", "legal_amount", "grant"), key=lambda one: kinds[one])
        return Verdict(f"{key}:{_seen(view, groups[key], *places)}", 0.8, key)
    return Verdict("plain_figure", 0.3, "plain_figure")


def judge(view: PageView, figure: Figure, words: Vocabulary) -> Verdict | None:
    """Whose the figure is; None when it tells nothing of anyone's business."""
    local = view.hits.sums(*view.sentence_at(figure.start))
    if figure.entity == "PERCENTAGE":
        verdict = _percentage(view, figure, words, local)
        if verdict and not verdict.keep and view.role in ("municipality", "other_government"):
            weights = _weights(view, figure.start, figure.end)
            return verdict if weights.get("assignment", 0.0) >= 0.7 else Verdict("statistic", 0.3, "statistic")
        return verdict
    weights = _weights(view, figure.start, figure.end)
    if figure.entity == "DURATION":
        verdict = _duration(view, figure, weights, local)
        if verdict is None or verdict.keep or view.role in ("company", "assignment"):
            return verdict
        return _of_municipality(view, figure, weights) if weights.get("duration", 0.0) >= 0.5 else None
    if view.role in ("company", "assignment"):
        return _of_company(view, figure, local)
    return _of_municipality(view, figure, weights)
