"""Finds passages on a company's approach: research design, training method, team, know-how (5.1(1)c Woo).

What speaks for and against each sentence or table cell is gathered (method_evidence) and weighed (method_weights);
neighbouring sentences that are told to be method go as one passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from woolak.pipeline.detect.business.citizens import from_citizen
from woolak.pipeline.detect.business.method_cues import method_cues
from woolak.pipeline.detect.business.method_evidence import evidence_of, is_own
from woolak.pipeline.detect.business.method_units import Unit, units_of
from woolak.pipeline.detect.business.method_weights import as_wholes, likelihoods, method_weights
from woolak.pipeline.detect.business.method_words import vocabularies
from woolak.pipeline.detect.business.roles import asks_offers, reports_results
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.blocks import Span
from woolak.pipeline.detect.passages.cues import CueHits

__all__ = ["Passage", "Weighed", "approach_alone", "method_passages", "passages_of"]

MIN_WORDS = 3
MEANT = 0.7
"""From this weight on a common noun means a company: 'het bureau', not 'het programma'."""
TOLD_BY = re.compile(r"[^:.;]{0,60}\b(?:vertel|licht|leg|beschrij|schets|samengevat|toelichting)\w*[^:.;]{0,60}:(?=\s)")
SKILLED = re.compile(
    r"[\w .&’'-]{2,60}? (?:is|zijn|heeft|hebben) [^.,;:]{3,90}? "
    r"(?=en (?:werk|beschik|maak|zet|gebruik|laat|laten)\w*\b)"
)
"""What stands before the approach: 'Zij licht die toe: ...', 'Het bureau is gespecialiseerd en werkt met ...'."""


NUMBERED = re.compile(r"(?:\d{1,2}(?:(?:\.\d{1,2})+[.)]?|[.)])|[a-z][.)]|[-•–*])[ \t]+(?=\S)")
"""The number of a paragraph, which stays: '2.1 Wij beveiligen van buiten naar binnen.'"""


class Passage(NamedTuple):
    start: int
    end: int
    score: float
    evidence: str


class Weighed(NamedTuple):
    """A sentence or cell, and how likely it tells an approach."""

    unit: Unit
    likely: float


def _runs(weighed: Sequence[Weighed], levels: Sequence[float]) -> Iterator[list[Weighed]]:
    """Neighbouring sentences of one paragraph or list that reach as many of the levels, the first at least; each cell
    by itself."""
    run: list[Weighed] = []
    reached = 0
    for one in weighed:
        level = 0 if one.unit.stays else sum(one.likely >= least for least in levels)
        joins = run and one.unit.group == run[-1].unit.group and one.unit.kind != "cell" and level == reached
        if run and not joins:
            yield run
            run = []
        if level:
            run.append(one)
            reached = level
    if run:
        yield run


def _evidence(view: PageView, unit: Unit, hits: CueHits, span: Span) -> str:
    if is_own(view, span.start):
        seen = hits.seen(*span, "company") or hits.seen(*span, "design")
        return f"method_own_document:{seen}"
    head = unit.head
    if head.kind in ("method", "team") and head.strength >= 0.5:
        return f"{head.kind}_section:{head.words}"
    seen = hits.seen(*span, "knowhow") or hits.seen(*span, "design")
    return f"{'method_report' if reports_results(view.document) else 'method_text'}:{seen}"


def approach_alone(text: str, flat_text: str, span: Span) -> Span:
    """The part of the municipality's own sentence that tells the approach: what follows on 'bestaat uit'."""
    start, end = span
    lead = TOLD_BY.match(flat_text, start, end) or method_cues().consists.search(flat_text, start, end)
    lead = lead or SKILLED.match(flat_text, start, end)
    if not lead or len(text[lead.end() : span.end].split()) < MIN_WORDS:
        return span
    behind = text[lead.end() : span.end]
    return Span(lead.end() + len(behind) - len(behind.lstrip(" \n\t:")), span.end)


def _behind_number(view: PageView, unit: Unit) -> int:
    """Where a sentence begins behind the number of its paragraph or clause."""
    opens = unit.place == 0 or view.text[unit.start - 1] == "\n"
    numbered = NUMBERED.match(view.text, unit.start, unit.end) if opens else None
    return numbered.end() if numbered else unit.start


def passages_of(view: PageView, run: Sequence[Weighed]) -> Iterator[Span]:
    """What goes of a run: of a cell its lines; of sentences all but the numbers of paragraphs, the label or lead-in
    before them, and the signs before the items of a list."""
    if run[0].unit.kind == "cell":
        yield from run[0].unit.parts
        return
    first = run[0].unit
    start = _behind_number(view, first)
    label = method_cues().label.match(view.flat, first.start, first.end) if first.place == 0 else None
    start = label.end() if label else start
    if len(view.text[start : run[-1].unit.end].split()) < MIN_WORDS:
        return
    if is_own(view, start):
        start = approach_alone(view.text, view.flat, Span(start, first.end)).start
    block, end = first.block, first.end
    for unit in (one.unit for one in run[1:]):
        begins = _behind_number(view, unit)
        if begins != unit.start or unit.block != block:
            yield Span(start, end)
            start, block = begins, unit.block
        end = unit.end
    yield Span(start, end)


def _tells_of_company(view: PageView, hits: CueHits) -> bool:
    """Whether a page names or means a company, or is about an offer or an assignment: other pages that the municipality
    wrote tell no approach but its own."""
    meant = any(hit.group == "company" and hit.weight >= MEANT for hit in hits.hits)
    return bool(view.parties) or meant or method_cues().assignment.search(view.flat) is not None


def method_passages(view: PageView) -> Iterator[Passage]:
    """The method passages of a page, from the first to the last word of each run of sentences; heads are left out.

    Of what the municipality wrote each sentence is a passage, also one that only may tell an approach.
    """
    if not view.blocks or from_citizen(view) or asks_offers(view.document, view.case):
        return
    cues = method_cues()
    hits = cues.cues.find(view.flat)
    company = _tells_of_company(view, hits)
    if not company and not view.senders.messages and is_own(view, 0):
        return  # the municipality wrote all of it
    units = [unit for unit in units_of(view) if company or not is_own(view, unit.start)]
    own = [is_own(view, unit.start) for unit in units]
    evidence = evidence_of(view, units, hits=hits)
    words = vocabularies(view.text, units)
    by_them = likelihoods(units, evidence, words, method_weights().company) if not all(own) else []
    by_them = as_wholes(units, by_them, cues.rules.whole, cues.rules.plain) if by_them else []
    by_us = likelihoods(units, evidence, words, method_weights().own) if any(own) else []
    likely = [(by_us if ours else by_them)[place] for place, ours in enumerate(own)]
    # what a company says that others do is no approach of its own, nor what it says below 'Uw vraag' of its client
    asked = {head: cues.asked_head(head) for head in {unit.head.words for unit in units}}
    theirs = [
        not ours and (asked[unit.head.words] or one.get("by others") or one.get("head yours")) and not one.get("we")
        for unit, ours, one in zip(units, own, evidence, strict=True)
    ]
    likely = [0.0 if others else one for others, one in zip(theirs, likely, strict=True)]
    weighed = [Weighed(*one) for one in zip(units, likely, strict=True)]
    least = cues.rules.threshold
    for run in _runs(weighed, (cues.rules.perhaps, least, cues.rules.plain)):
        first, score = run[0].unit, round(sum(one.likely for one in run) / len(run), 3)
        for span in passages_of(view, run) if score >= least or is_own(view, first.start) else ():
            evidence_of_span = _evidence(view, first, hits, span)
            if not is_own(view, first.start):
                yield Passage(span.start, span.end, score, evidence_of_span)
                continue
            for one in run:  # what companies told elsewhere in the case weighs with each sentence (retold.py)
                start, end = max(span.start, one.unit.start), min(span.end, one.unit.end)
                if start < end:
                    yield Passage(start, end, round(one.likely, 3), evidence_of_span)
