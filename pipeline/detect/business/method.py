"""Finds passages on a company's approach: research design, training method, team, know-how (5.1(1)c Woo).

Each sentence is weighed by its words (cues with weights, rules/cues/business_method.yaml), by the head it stands
under, and by whose document it is. Paragraphs and lists go as a whole when most of them is method.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from woolak.pipeline.detect.business.method_cues import MethodCues, method_cues
from woolak.pipeline.detect.business.parties import case_index
from woolak.pipeline.detect.business.sections import Head, heads_of
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.blocks import Block, Span, sentences_of
from woolak.pipeline.detect.passages.cues import CueHits

__all__ = ["Passage", "method_passages"]

CAPS = {"voice": 1.2, "passive": 0.8, "design": 1.3, "order": 0.5, "knowhow": 1.3}
MOST = 0.6
MIN_WORDS = 3
NEIGHBOUR = 0.25


class Passage(NamedTuple):
    start: int
    end: int
    score: float
    evidence: str


class _Weighed(NamedTuple):
    span: Span
    weight: float
    words: int


class _Group(NamedTuple):
    """Blocks that go together: a paragraph, or a list with the line that announces it."""

    blocks: tuple[Block, ...]
    head: Head


def _groups(view: PageView, heads: Sequence[Head]) -> Iterator[_Group]:
    pending: list[Block] = []
    head: Head | None = None
    for block, above in zip(view.blocks, heads, strict=True):
        joins = (
            bool(pending)
            and block.kind == "item"
            and (pending[-1].kind == "item" or view.text[pending[-1].end - 1] == ":")
            and above == head
        )
        if pending and head and not joins:
            yield _Group(tuple(pending), head)
            pending = []
        if block.kind in ("paragraph", "item"):
            pending.append(block)
            head = above
    if pending and head:
        yield _Group(tuple(pending), head)


def _head_weight(head: Head, cues: MethodCues) -> float:
    rules = cues.rules
    below = {"method": rules.below_method_head, "team": rules.below_team_head, "keep": rules.below_keep_head}
    return head.strength * below.get(head.kind, 0.0)


def _sentence_weight(hits: CueHits, span: Span) -> tuple[float, float]:
    """What speaks for method and what speaks against it, in a sentence."""
    sums = hits.sums(span.start, span.end)
    return sum(min(sums.get(group, 0.0), cap) for group, cap in CAPS.items()), min(sums.get("keep", 0.0), 2.0)


def _prior(view: PageView, cues: MethodCues) -> float:
    rules = cues.rules
    if view.role == "company":
        return rules.kinds.get(view.kind, 0.0)
    if view.role == "assignment" and view.kind == "overeenkomst":
        return rules.kinds["overeenkomst"]
    return rules.own_document


def _weigh(view: PageView, group: _Group, hits: CueHits, cues: MethodCues, meant: Sequence[Span]) -> list[_Weighed]:
    rules = cues.rules
    prior, head = _prior(view, cues), _head_weight(group.head, cues)
    own = view.role in ("municipality", "other_government")
    if own:
        # the municipality's own 'Aanpak' is no company's: a head counts when the company is meant
        head = min(head, 0.0) + 0.5 * max(head, 0.0)
    weighed = []
    for block in group.blocks:
        for span in sentences_of(view.text, block.start, block.end):
            for_, against = _sentence_weight(hits, span)
            weight = prior + head + for_ - against
            if own:
                company = min(1.0, hits.sums(*span).get("company", 0.0))
                company = max(company, 1.0 if any(m.start < span.end and m.end > span.start for m in meant) else 0.0)
                weight += rules.company_meant * company - (0.6 if company == 0.0 else 0.0)
            words = len(view.text[span.start : span.end].split())
            weighed.append(_Weighed(span, weight, words))
    return weighed


def _smoothed(weighed: Sequence[_Weighed]) -> list[_Weighed]:
    """A sentence leans on its neighbours in the same paragraph or list."""
    result = []
    for index, one in enumerate(weighed):
        near = [weighed[i].weight for i in (index - 1, index + 1) if 0 <= i < len(weighed)]
        lean = NEIGHBOUR * (sum(near) / len(near) - one.weight) if near else 0.0
        result.append(one._replace(weight=one.weight + lean))
    return result


def _runs(view: PageView, group: _Group, weighed: Sequence[_Weighed], threshold: float) -> Iterator[tuple[Span, float]]:
    """The parts of a group that are method: all of it when most is, else the sentences that are, joined in runs."""
    total = sum(one.words for one in weighed)
    above = [one.weight >= threshold for one in weighed]
    share = sum(one.words for one, is_method in zip(weighed, above, strict=True) if is_method) / max(1, total)
    if share >= MOST:
        above = [one.weight >= threshold - 1.1 for one in weighed]
    start: int | None = None
    for index, is_method in enumerate(above):
        if is_method and start is None:
            start = index
        last = index == len(weighed) - 1
        if start is not None and (not is_method or last):
            end = index if is_method else index - 1
            run = weighed[start : end + 1]
            weight = sum(part.weight * part.words for part in run) / max(1, sum(part.words for part in run))
            if sum(part.words for part in run) >= MIN_WORDS:
                yield Span(run[0].span.start, run[-1].span.end), weight
            start = None


def _evidence(view: PageView, head: Head, hits: CueHits, span: Span) -> str:
    if view.role in ("municipality", "other_government"):
        seen = hits.seen(*span, "company") or hits.seen(*span, "design")
        return f"method_own_document:{seen}"
    if head.kind in ("method", "team") and head.strength >= 0.5:
        return f"{head.kind}_section:{head.words}"
    seen = hits.seen(*span, "voice") or hits.seen(*span, "knowhow") or hits.seen(*span, "design")
    return f"method_text:{seen}"


def method_passages(view: PageView) -> Iterator[Passage]:
    """The method passages of a page, from the first to the last word of each run of sentences; heads are left out."""
    cues = method_cues()
    if not view.blocks:
        return
    hits = cues.cues.find(view.flat)
    own = view.role in ("municipality", "other_government")
    meant = [Span(m.start, m.end) for m in case_index(view.case).find(view.text, view.ocr)] if own else []
    if own and not meant and not any(hit.group == "company" for hit in hits.hits):
        return
    heads = heads_of(view.text, view.blocks, view.document, view.page)
    for group in _groups(view, heads):
        weighed = _smoothed(_weigh(view, group, hits, cues, meant))
        for span, weight in _runs(view, group, weighed, cues.rules.threshold):
            score = max(0.3, min(0.95, 0.45 + 0.25 * (weight - cues.rules.threshold) + 0.1))
            yield Passage(span.start, span.end, score, _evidence(view, group.head, hits, span))
