"""The grounds in the boxes: which may stand together, on what, and whether they exist (rules 1-4, 6, 8-11)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from woolak.inventory.checks.finding import Checked, Dossier, Finding, check_rules, finding, on_page
from woolak.model import Proposal
from woolak.rules.grounds import catalogue_order, grounds, parse_label

__all__ = ["check_grounds"]

RESIDUAL, ENVIRONMENT, COMPANY, OPINION, ADDRESSEE = "5.1(5)", "5.1(6)", "5.1(1)c", "5.2(1)", "5.1(4)"
SPECIFIC = ("5.1(1)", "5.1(2)")
PERSONAL = frozenset({"5.1(2)e", "5.1(1)d", "5.1(1)e"})


def _specific(codes: Iterable[str]) -> list[str]:
    return [code for code in catalogue_order(codes) if code.startswith(SPECIFIC)]


def _overlap(one: Proposal, other: Proposal) -> bool:
    if one.page_index != other.page_index:
        return False
    if one.start < one.end and other.start < other.end:
        return one.start < other.end and other.start < one.end
    return any(
        a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1 for a in one.boxes_pt for b in other.boxes_pt
    )


def _residual(one: Checked) -> Iterator[Finding]:
    """R1: 5.1(5) beside a ground of the first or second paragraph, on the same passage."""
    for residual in (box for box in one.redactions if RESIDUAL in box.grounds):
        beside = {code for box in one.redactions if _overlap(residual, box) for code in _specific(box.grounds)}
        beside |= set(_specific(residual.grounds))
        if beside:
            yield finding("R1", on_page(one, residual.page_index), codes=", ".join(catalogue_order(beside)))


def _matches(patterns: Iterable[str], text: str) -> re.Match[str] | None:
    found = (re.search(pattern, text, re.I) for pattern in patterns)
    return next((match for match in found if match), None)


def _environment(one: Checked, whole_case: bool) -> Iterator[Finding]:
    """R2-R4: information on the environment, and on emissions into it, has grounds of its own."""
    said, number = check_rules(), one.line.number
    used = set(one.line.listed_grounds)
    environment = whole_case or one.decided.environment or one.decided.emissions
    if environment and RESIDUAL in used:
        yield finding("R2", number)
    if environment and COMPANY in used:
        yield finding("R3", number, codes=COMPANY, why=said.why_environment)
    if not environment and ENVIRONMENT in used:
        yield finding("R3", number, codes=ENVIRONMENT, why=said.why_no_environment)
    if one.decided.emissions:
        barred = [code for code in _specific(used) if code not in PERSONAL]
        if barred:
            yield finding("R4", number, codes=", ".join(barred))
        if used & PERSONAL:
            yield finding("R4_person", number, codes=", ".join(catalogue_order(used & PERSONAL)))
    if not environment:
        for box in one.redactions:
            codes = [code for code in _specific(box.grounds) if code not in PERSONAL]
            if codes and _matches(said.environment, box.text):
                yield finding("R3_maybe", on_page(one, box.page_index), codes=", ".join(codes))


def _opinions(one: Checked) -> Iterator[Finding]:
    """R8 and R9: opinions in a piece for the executive, and opinions that read like facts."""
    said = check_rules()
    if OPINION not in one.line.listed_grounds:
        return
    formal = one.decided.formal_decision
    if formal is None and one.document.pages:
        top = "\n".join(one.document.pages[0].text.split("\n")[: said.executive_lines])
        formal = bool(_matches(said.executive, top))
    if formal and not one.decided.opinions:
        yield finding("R8", one.line.number)
    for box in one.redactions:
        match = _matches(said.factual, box.text) if OPINION in box.grounds else None
        if match:
            yield finding("R9", on_page(one, box.page_index), cue=" ".join(match[0].split()))


def _labels(one: Checked) -> Iterator[Finding]:
    """R10 and R11: what is no ground, or only half of one."""
    known = grounds()
    places: dict[str, str] = dict.fromkeys(one.line.listed_grounds, one.line.number)
    places |= {code: on_page(one, box.page_index) for box in reversed(one.redactions) for code in box.grounds}
    for code, place in places.items():
        if code in known and known[code].citable:
            continue
        labels = parse_label(code)
        if code not in known and labels and "incomplete" in labels[0].problems:
            yield finding("R10", place, codes=code)
        else:
            meant = ", ".join(labels[0].meant) if labels else ""
            yield finding("R11", place, codes=code, meant=check_rules().meant.format(codes=meant) if meant else "")


def check_grounds(dossier: Dossier) -> Iterator[Finding]:
    for one in dossier.documents:
        yield from _labels(one)
        yield from _residual(one)
        yield from _environment(one, dossier.decision.environment)
        yield from _opinions(one)
        if ADDRESSEE in one.line.listed_grounds and not one.decided.until:
            yield finding("R6", one.line.number)
