"""Finds opinions (5.2(1)), consultation (5.1(2)i), supervision (5.1(2)d) and negotiation (5.1(2)b), by sentence.

Each sentence is weighed by its cues, those against it (facts, forecasts, public sources), and the head above it.
Suggestions only: a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from woolak.model import Document
from woolak.pipeline.detect.business.memory import recall
from woolak.pipeline.detect.business.method_cells import TextCell, text_cells
from woolak.pipeline.detect.business.sections import Head, heads_of
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.blocks import Span, sentences_of
from woolak.pipeline.detect.passages.cues import CueHits, flat
from woolak.pipeline.detect.passages.weights import PassageWeights, passage_weights

__all__ = ["Passage", "deliberations"]

FOR_CAP, AGAINST_CAP = 2.0, 1.5
MIN_WORDS = 4
BESIDE = 0.4
SECTION = 0.9
# Minutes that ingest took for something else.
LOOSE_KINDS = ("rapport", "overig", "brief")
MINUTES = re.compile(
    r"(?m)^(aanwezig|afwezig|afgemeld|deelnemers|verslag|notulist|notulen|afspraken|actiepunten|actie|agenda|rondvraag"
    r"|samenvatting van het gesprek|gespreksverslag)\b"
)
MINUTES_SIGNS = 2
CONFIDENCE = ("vertrouw", "embargo", "record", "verspreid", "namen", "niet delen")
ESTIMATE = ("raming", "geraamd", "opdrachtwaarde")
OTHER_MUNICIPALITY = re.compile(
    r"\b(?:gemeenten?|(?:burgemeesters?|wethouders?|collega[’']s)\s+(?:van|uit|in))\s+(?:de\s+)?([A-ZÀ-Ý][\w-]+)"
)


class Passage(NamedTuple):
    entity: str
    start: int
    end: int
    score: float
    evidence: str


class _Sentence(NamedTuple):
    span: Span
    weight: float


def _applies(entity: str, view: PageView, weights: PassageWeights) -> bool:
    """Whether a document is one in which such passages stand."""
    if view.role == "company":
        return False
    if entity in ("CONSULTATION", "INSPECTION"):
        return True
    facts = view.document.facts if view.document else None
    if facts is None:
        return view.role == "municipality"
    if _is_minutes(view):
        return True
    return facts.internal_deliberation or (facts.origin == "own" and facts.kind in weights.rules.internal_kinds)


def _is_minutes(view: PageView) -> bool:
    """Whether a document of no certain kind shows itself as minutes: who was there, what was agreed, who acts."""
    document = view.document
    if document is None or document.facts.kind not in LOOSE_KINDS or document.facts.origin == "third_party":
        return False
    return recall(document, "is minutes", lambda: _minutes(document))


def _minutes(document: Document) -> bool:
    text = "\n".join(page.text for page in document.pages).lower()
    return len(set(MINUTES.findall(text))) >= MINUTES_SIGNS


def _is_formal(view: PageView, hits: CueHits, weights: PassageWeights) -> bool:
    """Whether the document goes to the college, the mayor or a wethouder for a decision (5.2, third lid, Woo)."""
    if any(hit.group == "formal" for hit in hits.hits):
        return True
    if not view.document or not view.page or view.page.page_index == 0:
        return False
    first = view.document.pages[0].text.lower()[:1500]
    return any(addressee in first for addressee in weights.rules.formal_addressees)


def _others(view: PageView, text: str, span: Span) -> float:
    """Whether another municipality is named in a sentence."""
    own = view.case.municipality.name.lower() if view.case else ""
    found = OTHER_MUNICIPALITY.findall(text[span.start : span.end].replace("\n", " "))
    return 1.0 if any(name.lower() not in own for name in found) else 0.0


def _weight(
    entity: str, view: PageView, text: str, span: Span, sums: Mapping[str, float], weights: PassageWeights
) -> float:
    for_ = min(sums.get(f"{entity} for", 0.0), FOR_CAP)
    if entity == "CONSULTATION":
        said = sums.get(f"{entity} said", 0.0)
        body = max(min(sums.get("bodies", 0.0), 0.9), weights.rules.other_municipality * _others(view, text, span))
        # a body named counts with what it said, or with the confidence in which it was said
        if body and (said >= 0.4 or for_ >= 0.4):
            for_ += body + min(said, 0.9)
    if not for_:
        return 0.0
    return for_ - min(sums.get(f"{entity} against", 0.0), AGAINST_CAP)


def _evidence(entity: str, view: PageView, run: Span, hits: CueHits, head: Head, formal: bool, section: bool) -> str:
    seen = hits.seen(*run, f"{entity} for") or hits.seen(*run, f"{entity} said") or hits.seen(*run, "bodies")
    if entity == "OPINION":
        if formal:
            return f"formal_decision:{seen or head.words}"
        if _is_minutes(view):
            return f"opinion_in_minutes:{seen or head.words}"
        return f"opinion_section:{head.words}" if section and not seen else f"opinion:{seen}"
    if entity == "CONSULTATION":
        confidential = any(word in seen for word in CONFIDENCE)
        return f"{'in_confidence' if confidential else 'consultation'}:{seen}"
    if entity == "INSPECTION":
        return f"inspection:{seen}"
    return f"{'estimate_before_tender' if any(word in seen for word in ESTIMATE) else 'negotiation'}:{seen}"


def _runs(sentences: Sequence[_Sentence], threshold: float) -> Iterator[tuple[Span, float]]:
    """Sentences that reach the threshold, joined; one beside them that comes near goes along."""
    reached = [one.weight >= threshold for one in sentences]
    if not any(reached):
        return
    passes = [
        good or (one.weight >= BESIDE and any(reached[max(0, index - 1) : index + 2]))
        for index, (one, good) in enumerate(zip(sentences, reached, strict=True))
    ]
    run: list[_Sentence] = []
    for one, good in [*zip(sentences, passes, strict=True), (None, False)]:
        if one is not None and good:
            run.append(one)
            continue
        if run:
            yield Span(run[0].span.start, run[-1].span.end), max(part.weight for part in run)
        run = []


class _Reader:
    """Weighs the sentences of a page, kind by kind."""

    def __init__(self, view: PageView, wanted: Sequence[str], weights: PassageWeights) -> None:
        self.view, self.wanted, self.weights = view, wanted, weights
        self.hits = weights.cues.find(view.flat)
        self.formal = "OPINION" in wanted and _is_formal(view, self.hits, weights)

    def read(self, text: str, hits: CueHits, place: Span, head: Head) -> Iterator[Passage]:
        """The passages of one paragraph, item or cell; `place` and what is yielded are characters of `text`."""
        spans = [
            span
            for span in sentences_of(text, place.start, place.end)
            if len(text[span.start : span.end].split()) >= MIN_WORDS
        ]
        sums = [hits.sums(span.start, span.end) for span in spans]
        for entity in self.wanted:
            below = self.weights.head_weight(entity, head.words) if head.words else 0.0
            section = below >= SECTION
            sentences = []
            for span, told in zip(spans, sums, strict=True):
                own = _weight(entity, self.view, text, span, told, self.weights)
                # a head by itself makes no passage, but for one that announces nothing else: 'Advies'
                sentences.append(_Sentence(span, own + below if own > 0 or section else own))
            threshold = self.weights.rules.kinds[entity].threshold
            for run, weight in _runs(sentences, threshold):
                score = round(max(0.4, min(0.9, 0.5 + 0.25 * (weight - threshold))), 2)
                evidence = _evidence(entity, self.view, run, hits, head, self.formal, section)
                yield Passage(entity, run.start, run.end, score, evidence)

    def read_cell(self, cell: TextCell, head: Head) -> Iterator[Passage]:
        """The passages of a table cell: a part for each of its lines, since the lines of cells come interleaved."""
        text = cell.words(self.view.text)
        for found in self.read(text, self.weights.cues.find(flat(text)), Span(0, len(text)), head):
            for part in cell.places(found.start, found.end):
                yield found._replace(start=part.start, end=part.end)


def deliberations(view: PageView, entities: Sequence[str]) -> Iterator[Passage]:
    """The passages of a page, of the kinds asked for."""
    weights = passage_weights()
    wanted = [entity for entity in weights.rules.kinds if entity in entities and _applies(entity, view, weights)]
    if not wanted or not view.blocks:
        return
    reader = _Reader(view, wanted, weights)
    heads = heads_of(view.text, view.blocks, view.document, view.page)
    cells = list(text_cells(view.text, view.lines, view.ocr, view.tables))
    taken = {line for cell in cells for line in cell.lines}
    for block, head in zip(view.blocks, heads, strict=True):
        if block.kind in ("paragraph", "item", "row") and not taken.intersection(range(*block.lines)):
            yield from reader.read(view.text, reader.hits, Span(block.start, block.end), head)
    for cell in cells:
        yield from reader.read_cell(cell, heads[view.block_index(cell.parts[0].start)])
