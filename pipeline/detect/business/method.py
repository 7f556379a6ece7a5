"""Finds passages on a company's approach: research design, training method, team, know-how (5.1(1)c Woo).

Each sentence is weighed by its words (cues with weights, rules/cues/business_method.yaml), by the head it stands
under, and by whose document it is. Paragraphs and lists go as a whole when most of them is method.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from woolak.model import Document
from woolak.pipeline.detect.business.memory import recall
from woolak.pipeline.detect.business.method_cues import MethodCues, method_cues
from woolak.pipeline.detect.business.method_prose import is_label, prose_blocks
from woolak.pipeline.detect.business.parties import case_index
from woolak.pipeline.detect.business.sections import Head, heads_of
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.blocks import Block, Span, sentences_of
from woolak.pipeline.detect.passages.cues import CueHits, flat

__all__ = ["Passage", "method_passages"]

CAPS = {"process": 0.45, "design": 1.0, "order": 0.4, "knowhow": 1.2}
AGAINST = {"keep": 2.0, "others": 0.6}
VOICE_CAP = 1.2
MIN_WORDS = 3
SHORT = 8
NEIGHBOUR = 0.3
ALONE, ALONE_OWN = 0.3, 0.05
BESIDE = 0.4
# How far below the threshold a sentence may be in a paragraph that is method as a whole.
BELOW, BELOW_OWN = 0.9, 0.5
OPENING_SHARE = 0.25
OWN_HEAD = re.compile(r"\b(?:wij|we|ons|onze|ik|mijn)\b", re.IGNORECASE)
YOUR_HEAD = re.compile(r"\b(?:u|uw|jullie)\b", re.IGNORECASE)
PASSIVE = re.compile(
    r"\b(?:wordt|worden)\b(?:[ ][\w’'-]+){0,14}?[ ](?:\w*(?:ge|be|ver|ont|her)\w+(?:d|t|en))\b"
    r"|\b\w*(?:ge|be|ver|ont|her)\w+(?:d|t|en) (?:wordt|worden)\b"
)
PAST = re.compile(
    r"\b(?:was|waren|werd|werden|had|hadden|kwam|kwamen|vroeg|vroegen|gaf|gaven|stelde|besloot|steeg|nam|namen)\b"
    r"|\b(?:heeft|hebben|is|zijn)\b(?:[ ][\w’'-]+){0,8}?[ ](?:\w*ge|be|ver|ont)\w+(?:d|t|en)\b"
)
LOOSE_KINDS = ("brief", "mail", "overig", "rapport")
OFFERS = re.compile(r"\b(?:offerte|aanbieding|voorstel|prijsopgave|opgave|aanbod)\b")
PRICED = re.compile(r"€|\b(?:euro|eur|tarief|uurtarief)\b")
SALUTATION = re.compile(r"(?m)^(?:Geachte|Beste|Dag|Hallo|Hoi|Ha|Goedemorgen|Goedemiddag|L\.S\.)\b[^.\n]{0,60},?[ ]*$")
SALUTATION_CHARS = 70
TOP_CHARS = 300
LEAD = 0.4
# From which weight what speaks against a sentence keeps it out of a paragraph that is method, and by how much more.
STAYS, STAYS_MORE = 0.8, 0.2
TIMED = re.compile(r"(?<![.:\d])(?<!om )(?<!tot )(?<!van )\b\d{1,3}(?:,5)? (?:uur|uren|dagen|dagdelen|dagdeel)\b")
CLOCK = re.compile(r"\b\d{1,2}[.:]\d{2} ?(?:uur|u)\b")
# What a company in the third person does; not that it offers, asks or costs.
_ACT = (
    r"(?!(?:heeft|biedt|offreert|vraagt|kost|krijgt|wil|kan|moet|zal|is|wordt|stuurt|factureert|levert|zegt|geeft|met|uit"
    r"|hebben|bieden|vragen|kosten|krijgen|willen|kunnen|moeten|zullen|zijn|worden|leveren|zeggen|geven|ontvangen|tegen"
    r"|tussen|binnen|buiten|samen|alleen|anderen|een|tijden|weken|maanden|voeren|waren|werden|hadden|mogen|dienen|beiden"
    r"|bedraagt|laat|schrijft|ontvangt|mag|dient|verklaart|verzekert|bevestigt|meldt|niet|dat|het|wat)\b)"
    r"(?:[a-z]{2,}t|gaat|doet|[a-z]{3,}en)\b"
)
ACTS = re.compile(rf"(?:,[^,.]{{0,60}},)?\s{_ACT}")
ACTS_BEFORE = re.compile(rf"(?<![a-z]){_ACT}\s(?:de\s|het\s)?$")


class Passage(NamedTuple):
    start: int
    end: int
    score: float
    evidence: str


class _Weighed(NamedTuple):
    span: Span
    weight: float
    words: int
    stays: bool = False
    """Whether it stays readable whatever is beside it: a label, or a sentence that is about the terms."""


class _Group(NamedTuple):
    """Blocks that go together: a paragraph, or a list with the line that announces it."""

    blocks: tuple[Block, ...]
    head: Head


def _is_own(view: PageView) -> bool:
    """Whether the municipality, or another government, wrote the page."""
    return view.role in ("municipality", "other_government") or view.kind == "opdrachtbon"


def _groups(view: PageView, heads: Sequence[Head]) -> Iterator[_Group]:
    pending: list[Block] = []
    head: Head | None = None
    for block, above in prose_blocks(view, heads):
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


def _head_weight(view: PageView, head: Head, cues: MethodCues) -> float:
    rules = cues.rules
    below = {"method": rules.below_method_head, "team": rules.below_team_head, "keep": rules.below_keep_head}
    weight = head.strength * below.get(head.kind, 0.0)
    if _is_own(view):
        # the municipality's own 'Aanpak' is no company's
        return min(weight, 0.0) + 0.3 * max(weight, 0.0)
    if head.kind == "keep" or not head.words:
        return weight
    about_itself = OWN_HEAD.search(head.words) or case_index(view.case).find(head.words)
    if about_itself and not YOUR_HEAD.search(head.words):
        return max(weight, rules.own_head)
    return max(weight, rules.unknown_head) if view.role == "company" else weight


def _sentence_weight(view: PageView, hits: CueHits, span: Span, cues: MethodCues) -> float:
    """What the words of a sentence say for method, less what they say against it."""
    sums = hits.sums(span.start, span.end)
    does, hopes = cues.voice(view.flat[span.start : span.end])
    for_ = min(does, VOICE_CAP) + sum(min(sums.get(group, 0.0), cap) for group, cap in CAPS.items())
    if PASSIVE.search(view.flat, span.start, span.end):
        for_ += cues.rules.passive
    if TIMED.search(view.flat, span.start, span.end):
        for_ += cues.rules.timed
    if CLOCK.search(view.flat, span.start, span.end):
        for_ += cues.rules.appointment
    if not sums.get("knowhow") and PAST.search(view.flat, span.start, span.end):
        for_ += cues.rules.past
    return for_ - hopes - sum(min(sums.get(group, 0.0), cap) for group, cap in AGAINST.items())


def _acts(view: PageView, span: Span, names: Sequence[Span]) -> bool:
    """Whether one of the names does something: 'KKV telt', 'daarna telt KKV'."""
    inside = [name for name in names if span.start <= name.start < span.end]
    before = (view.flat[max(span.start, name.start - 40) : name.start] for name in inside)
    return any(ACTS.match(view.flat, name.end) for name in inside) or any(map(ACTS_BEFORE.search, before))


def _company_weight(view: PageView, span: Span, hits: CueHits, cues: MethodCues, named: Sequence[Span]) -> float | None:
    """What it adds that the company is named or meant in a sentence, and that it does something."""
    rules = cues.rules
    inside = [name for name in named if span.start <= name.start < span.end]
    if not _is_own(view):
        return rules.company_named if inside and _acts(view, span, inside) else 0.0
    nouns = [hit for hit in hits.within(*span) if hit.group == "company"]
    meant = 1.0 if inside else min(1.0, max((hit.weight for hit in nouns), default=0.0))
    if not meant:
        return None
    acting = _acts(view, span, [*inside, *(Span(hit.start, hit.end) for hit in nouns if hit.weight >= 0.7)])
    return rules.company_meant * meant + (rules.company_acts if acting else 0.0)


def _is_offer(view: PageView) -> bool:
    """Whether the page, or the top of the document it is of, offers work for a price."""
    if view.kind != "rapport" and OFFERS.search(view.flat) and PRICED.search(view.flat):
        return True
    if view.document is None or not view.document.pages:
        return False
    return recall(view.document, "is an offer", lambda: _offers(view.document))


def _offers(document: Document | None) -> bool:
    if document is None:
        return False
    top = flat(document.pages[0].text[:TOP_CHARS])
    return bool(OFFERS.search(top)) and any(PRICED.search(flat(page.text)) for page in document.pages)


def _prior(view: PageView, cues: MethodCues) -> float:
    rules = cues.rules
    if view.role == "company":
        prior = rules.kinds.get(view.kind, 0.0)
        if view.kind in LOOSE_KINDS and _is_offer(view):
            return max(prior, rules.kinds["offerte"])  # an offer in the form of a letter or a report
        return prior
    if view.role == "assignment" and view.kind == "overeenkomst":
        return rules.kinds["overeenkomst"]
    return rules.own_document + rules.own_kinds.get(view.kind, 0.0)


def _about_terms(hits: CueHits, span: Span) -> bool:
    sums = hits.sums(span.start, span.end)
    tells = sums.get("design", 0.0) + sums.get("knowhow", 0.0)
    return sums.get("keep", 0.0) >= max(STAYS, tells + STAYS_MORE)


def _weigh(view: PageView, group: _Group, hits: CueHits, cues: MethodCues, named: Sequence[Span]) -> list[_Weighed]:
    prior, head = _prior(view, cues), _head_weight(view, group.head, cues)
    # the annex of a contract in which the company tells its approach
    base = max(prior, 0.0) + head if head >= cues.rules.own_head and not _is_own(view) else prior + head
    opening = view.page is None or view.page.page_index == 0
    if opening and group.head.kind not in ("method", "team") and group.blocks[0].end < OPENING_SHARE * len(view.text):
        base += cues.rules.opening + (0.0 if group.head.words else cues.rules.no_head_yet)
    if SALUTATION.search(view.text[max(0, group.blocks[0].start - SALUTATION_CHARS) : group.blocks[0].start + 60]):
        base += cues.rules.below_salutation
    by_block = [sentences_of(view.text, block.start, block.end) for block in group.blocks]
    labels = [spans[0] for spans in by_block if len(spans) > 1 and not _is_own(view) and is_label(view, spans[0])]
    below_label = {span for spans in by_block if spans[0] in labels for span in spans[1:]}
    spans = [span for spans in by_block for span in spans]
    # a list that is announced by the method it tells
    lead = hits.sums(*spans[0]) if spans and len(by_block) > 1 and view.text[spans[0].end - 1] == ":" else {}
    announced = cues.rules.announced if lead.get("design", 0.0) + lead.get("knowhow", 0.0) >= LEAD else 0.0
    base += 0.0 if _is_own(view) else announced
    company = [_company_weight(view, span, hits, cues, named) for span in spans]
    # a sentence that names nobody goes with the ones beside it that do
    nobody = cues.rules.nobody_meant * (1.0 if all(one is None for one in company) else 0.25)
    return [
        _Weighed(
            span,
            base
            + _sentence_weight(view, hits, span, cues)
            + (nobody if weight is None else weight)
            + (cues.rules.label if span in labels else cues.rules.below_label if span in below_label else 0.0),
            len(view.text[span.start : span.end].split()),
            not _is_own(view) and (span in labels or _about_terms(hits, span)),
        )
        for span, weight in zip(spans, company, strict=True)
    ]


def _smoothed(weighed: Sequence[_Weighed]) -> list[_Weighed]:
    """A sentence leans on its neighbours in the same paragraph or list."""
    result = []
    for index, one in enumerate(weighed):
        near = [weighed[i].weight for i in (index - 1, index + 1) if 0 <= i < len(weighed)]
        lean = NEIGHBOUR * (sum(near) / len(near) - one.weight) if near else 0.0
        result.append(one._replace(weight=one.weight + lean))
    return result


def _mean(weighed: Sequence[_Weighed]) -> float:
    return sum(one.weight * one.words for one in weighed) / max(1, sum(one.words for one in weighed))


def _runs(weighed: Sequence[_Weighed], threshold: float, own: bool) -> Iterator[tuple[Span, float]]:
    """The parts of a group that are method: all of it when its mean is, else the sentences that are, in runs; a
    sentence that comes near beside one that is goes along."""
    below, alone = (BELOW_OWN, ALONE_OWN) if own else (BELOW, ALONE)
    if _mean(weighed) >= threshold:
        passes = [one.weight >= threshold - below for one in weighed]
    else:
        reached = [one.weight >= threshold + alone for one in weighed]
        passes = [
            good or (one.weight >= threshold - BESIDE and any(reached[max(0, index - 1) : index + 2]))
            for index, (one, good) in enumerate(zip(weighed, reached, strict=True))
        ]
    run: list[_Weighed] = []
    for one, good in [*zip(weighed, passes, strict=True), (None, False)]:
        if one is not None and good and not one.stays:
            run.append(one)
            continue
        if sum(part.words for part in run) >= MIN_WORDS:
            yield Span(run[0].span.start, run[-1].span.end), _mean(run)
        run = []


def _evidence(view: PageView, head: Head, hits: CueHits, span: Span) -> str:
    if _is_own(view):
        seen = hits.seen(*span, "company") or hits.seen(*span, "design")
        return f"method_own_document:{seen}"
    if head.kind in ("method", "team") and head.strength >= 0.5:
        return f"{head.kind}_section:{head.words}"
    seen = hits.seen(*span, "knowhow") or hits.seen(*span, "design")
    return f"method_text:{seen}"


def _approach_alone(view: PageView, span: Span, cues: MethodCues) -> Span:
    """The part of the municipality's own sentence that tells the approach: what follows on 'bestaat uit'."""
    sentences = sentences_of(view.text, span.start, span.end)
    lead = cues.consists.search(view.flat, span.start, sentences[0].end) if sentences else None
    if not lead or len(view.text[lead.end() : span.end].split()) < MIN_WORDS:
        return span
    start = lead.end() + len(view.text[lead.end() :]) - len(view.text[lead.end() :].lstrip(" \n\t:"))
    return Span(start, span.end)


def method_passages(view: PageView) -> Iterator[Passage]:
    """The method passages of a page, from the first to the last word of each run of sentences; heads are left out."""
    cues = method_cues()
    if not view.blocks:
        return
    hits = cues.cues.find(view.flat)
    named = [Span(mention.start, mention.end) for mention in view.parties]
    own = _is_own(view)
    if own and not named and not any(hit.group == "company" for hit in hits.hits):
        return
    heads = heads_of(view.text, view.blocks, view.document, view.page)
    for group in _groups(view, heads):
        weighed = _weigh(view, group, hits, cues, named)
        if group.head.kind not in ("method", "team") and sum(one.words for one in weighed) < SHORT:
            continue
        if not own:
            weighed = _smoothed(weighed)
        for span, weight in _runs(weighed, cues.rules.threshold, own):
            score = max(0.4, min(0.95, 0.55 + 0.25 * (weight - cues.rules.threshold)))
            if own:
                span = _approach_alone(view, span, cues)
            yield Passage(span.start, span.end, score, _evidence(view, group.head, hits, span))
