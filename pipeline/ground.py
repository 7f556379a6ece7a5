"""Grounds the findings: findings + facts of the document + policy → proposals with boxes and a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from woolak.model import BoxPt, Document, Finding, Page, Proposal
from woolak.packing import words_between
from woolak.pipeline.word_parts import piece
from woolak.rules.policy import Policy, PolicyRule
from woolak.rules.reading import Model, read_rules
from woolak.rules.reasons import reason_of

__all__ = ["boxes_of_span", "propose"]


def boxes_of_span(page: Page, start: int, end: int) -> tuple[BoxPt, ...]:
    """One box per line of text for the characters start:end of a page, in points."""
    pieces = [
        (
            page.text.count("\n", start, word.start),
            piece(word, page.text[word.start : word.end], start, end),
        )
        for word in words_between(page.words, start, end)
    ]
    boxes = []
    for _, line in groupby(pieces, key=lambda piece: piece[0]):
        on_line = [box for _, box in line]
        boxes.append(
            BoxPt(
                min(box.x0 for box in on_line),
                min(box.y0 for box in on_line),
                max(box.x1 for box in on_line),
                max(box.y1 for box in on_line),
            )
        )
    return tuple(boxes)


def _covers(outer: Finding, inner: Finding) -> bool:
    return (
        outer.page_index == inner.page_index
        and outer.box_pt is None
        and inner.box_pt is None
        and outer.start <= inner.start
        and outer.end >= inner.end
    )


# Passages: what stands inside one of these keeps a ground of its own.
PASSAGES = frozenset(
    {"METHOD", "SPECIAL_CATEGORY", "OPINION", "CONSULTATION", "INSPECTION", "NEGOTIATION", "OUT_OF_SCOPE"}
)
# A name that is part of one of these is not the name of a person: 'Anne Frank Stichting', 'Jansen & De Wit B.V.'
NAMED_AFTER = frozenset({"COMPANY", "BRAND", "ADDRESS"})
FIGURES = frozenset({"AMOUNT", "RATE", "COUNT", "PERCENTAGE", "DURATION"})
SURE = 0.5


def _bears(company: Finding, person: Finding) -> bool:
    """Whether a company's name stands there as the surname of a person: 'Annelie Taljard', 'mevrouw Taljard'."""
    if person.entity != "PERSON" or company.entity not in ("COMPANY", "BRAND") or person.keep or person.score < SURE:
        return False
    longer = person.end - person.start > company.end - company.start
    return person.end == company.end and (longer or person.evidence.startswith("title"))


def _action(finding: Finding, rule: PolicyRule | None) -> str:
    """What the policy does with a finding: redact, suggest or keep."""
    if finding.keep or rule is None:
        return "keep"
    return "suggest" if rule.action == "redact" and finding.score < rule.min_score else rule.action


def _superseded(finding: Finding, others: Sequence[Finding]) -> bool:
    """Whether another finding on the same characters decides instead of this one.

    The whole goes before its parts (a mail address before the company in it), and of two on the same characters the
    surer one, unless the part is surer than the whole: then both stay, and the part has its own ground.
    """
    for other in [one for one in others if one.start <= finding.start and one.end >= finding.end]:
        if other is finding or not _covers(other, finding):
            continue
        same = other.entity == finding.entity
        if (other.entity in PASSAGES or finding.entity in PASSAGES) and not same:
            continue
        in_address = (finding.entity, other.entity) == ("COMPANY_PLACE", "ADDRESS") and not other.keep
        if in_address or _bears(finding, other):
            return True
        if _bears(other, finding):
            continue
        longer = other.end - other.start > finding.end - finding.start
        surer = other.score >= finding.score
        if other.keep and not finding.keep:
            if surer and (same or (finding.entity == "PERSON" and other.entity in NAMED_AFTER)):
                return True
        elif (longer and (same or surer)) or (not longer and not same and other.score > finding.score):
            return True
        elif not longer and surer and finding.entity in FIGURES and not (other.keep or other.entity in FIGURES):
            return True  # an order number is no count of anything
    return False


class Units(Model):
    """rules/units.yaml."""

    COUNT: tuple[str, ...]
    RATE: tuple[str, ...]
    DURATION: tuple[str, ...]


@cache
def _unit_behind() -> Mapping[str, re.Pattern[str]]:
    units = read_rules("units.yaml", Units).model_dump()
    return {
        entity: re.compile(rf"[ \n](?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)", re.I)
        for entity, words in units.items()
    }


def _with_unit(page: Page, finding: Finding) -> Finding:
    """The finding with the unit that stands directly behind its figure."""
    pattern = _unit_behind().get(finding.entity)
    unit = pattern.match(page.text, finding.end) if pattern else None
    return replace(finding, end=unit.end(), text=page.text[finding.start : unit.end()]) if unit else finding


def _proposal(document: Document, finding: Finding, rule: PolicyRule) -> Proposal:
    page = document.pages[finding.page_index]
    finding = _with_unit(page, finding)
    if finding.box_pt is not None:
        boxes: tuple[BoxPt, ...] = (finding.box_pt,)
    else:
        boxes = boxes_of_span(page, finding.start, finding.end)
    return Proposal(
        page_index=finding.page_index,
        start=finding.start,
        end=finding.end,
        text=finding.text,
        boxes_pt=boxes,
        grounds=rule.grounds,
        action="suggest" if _action(finding, rule) == "suggest" else "redact",
        entity=finding.entity,
        score=finding.score,
        reason=f"{reason_of(finding.evidence)} {rule.reason}".strip(),
    )


def _decided(
    document: Document, findings: Sequence[Finding], policy: Policy, anonymise_parties: bool
) -> Iterator[Proposal]:
    by_page = {
        index: list(group)
        for index, group in groupby(sorted(findings, key=lambda f: f.page_index), key=lambda f: f.page_index)
    }
    for index, on_page in by_page.items():
        ruled = [(one, policy.rule_for(one, document.facts, anonymise_parties)) for one in on_page]
        doubtful = {id(one) for one, rule in ruled if _action(one, rule) == "suggest"}
        for finding, rule in ruled:
            others = on_page
            if doubtful and id(finding) not in doubtful:  # a suggestion takes no box away from what goes of its kind
                others = [one for one in on_page if id(one) not in doubtful or one.entity != finding.entity]
            if rule is None or finding.keep or rule.action == "keep" or _superseded(finding, others):
                continue
            proposal = _proposal(document, finding, rule)
            if proposal.boxes_pt and index < len(document.pages):
                yield proposal


def propose(
    document: Document, findings: Sequence[Finding], policy: Policy, anonymise_parties: bool
) -> tuple[Proposal, ...]:
    """The proposals for one document, in reading order, at most one for the same characters and grounds."""
    unique: dict[tuple[int, int, int, tuple[BoxPt, ...], tuple[str, ...]], Proposal] = {}
    for proposal in _decided(document, findings, policy, anonymise_parties):
        place = (proposal.page_index, proposal.start, proposal.end)
        key = (*place, proposal.boxes_pt, proposal.grounds)
        known = unique.get(key)
        if known is None or (known.action == "suggest", -known.score) > (proposal.action == "suggest", -proposal.score):
            unique[key] = proposal
    return tuple(sorted(unique.values(), key=lambda p: (p.page_index, p.start, p.end, p.grounds)))
