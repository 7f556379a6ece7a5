"""What speaks for and against a sentence telling a company's approach, as numbers by name.

The names are those of rules/cues/business_method_weights.yaml, which says how heavily each counts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from woolak.model import Document
from woolak.pipeline.detect.business.method_cues import MethodCues, method_cues
from woolak.pipeline.detect.business.method_prose import is_label
from woolak.pipeline.detect.business.method_staff import FULL_NAME
from woolak.pipeline.detect.business.method_units import Unit
from woolak.pipeline.detect.business.method_words import rareness
from woolak.pipeline.detect.business.parties import case_index
from woolak.pipeline.detect.business.sections import Head
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.memory import recall
from woolak.pipeline.detect.passages.blocks import Span
from woolak.pipeline.detect.passages.cues import CueHits, flat

__all__ = ["Evidence", "evidence_of", "is_own"]

Evidence = Mapping[str, float]

CAP = 1.5
OPENING_SHARE = 0.25
SALUTATION_CHARS = 70
TOP_CHARS = 300
LOOSE_KINDS = ("brief", "mail", "overig", "rapport")
KINDS = {"offerte": "offer", "plan": "offer", "brief": "letter", "mail": "letter", "overeenkomst": "contract",
         "opdrachtbon": "order", "factuur": "invoice", "rapport": "report", "besluit": "report", "raadsstuk": "report",
         "aanvraagformulier": "form", "memo": "memo", "nota": "memo", "verslag": "minutes"}  # fmt: skip
PASSIVE = re.compile(
    r"\b(?:wordt|worden)\b(?:[ ][\w’'-]+){0,14}?[ ](?:\w*(?:ge|be|ver|ont|her)\w+(?:d|t|en))\b"
    r"|\b\w*(?:ge|be|ver|ont|her)\w+(?:d|t|en) (?:wordt|worden)\b"
)
PAST = re.compile(
    r"\b(?:was|waren|werd|werden|had|hadden|kwam|kwamen|vroeg|vroegen|gaf|gaven|stelde|besloot|steeg|nam|namen)\b"
    r"|\b(?:heeft|hebben|is|zijn)\b(?:[ ][\w’'-]+){0,8}?[ ](?:\w*(?:ge|be|ver|ont)\w+(?:d|t|en))\b"
)
SALUTATION = re.compile(r"(?m)^(?:Geachte|Beste|Dag|Hallo|Hoi|Ha|Goedemorgen|Goedemiddag|L\.S\.)\b[^.\n]{0,60},?[ ]*$")
TIMED = re.compile(r"(?<![.:\d])(?<!om )(?<!tot )(?<!van )\b\d{1,3}(?:,5)? (?:uur|uren|dagen|dagdelen|dagdeel)\b")
CLOCK = re.compile(r"\b\d{1,2}[.:]\d{2} ?(?:uur|u)\b")
DATE = re.compile(r"\b\d{1,2} (?:jan|feb|ma|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\b|\b20\d\d\b")
DIGIT = re.compile(r"\d")
MONEY = re.compile(r"€|\b(?:euro|eur)\b")
OWN_HEAD = re.compile(r"\b(?:wij|we|ons|onze|ik|mijn)\b", re.IGNORECASE)
YOUR_HEAD = re.compile(r"\b(?:u|uw|jullie|jouw|je)\b", re.IGNORECASE)
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
LEAD = 0.4
USUAL_LENGTH = 2.5
"""The logarithm of the number of words of a usual sentence."""
# The word with which a sentence begins, or that on which its first article or preposition bears.
OPENING = re.compile(
    r"(?:[\d.]+ )?(?:(?:de|het|een|deze|dit|uw|onze|ons|in|voor|na|bij|op|aan|met|van|alle) )*([a-zà-ÿ'-]+)"
)
OPENS = ("municipality", "authority", "you", "we", "they")
NEAR = 3
"""So many sentences above may say of whom a sentence tells."""


class _Page(NamedTuple):
    """What is worked out once per page."""

    hits: CueHits
    small: CueHits
    named: Sequence[Span]
    kind: str


def is_own(view: PageView, position: int) -> bool:
    """Whether the municipality, or another government, wrote what stands at a place."""
    sent = view.senders.by_company(position)
    if sent is not None:
        return not sent
    return view.role in ("municipality", "other_government") or view.kind == "opdrachtbon"


def _offers(document: Document) -> bool:
    top = flat(document.pages[0].text[:TOP_CHARS]) if document.pages else ""
    cues = method_cues()
    return bool(cues.offers.search(top)) and any(cues.priced.search(flat(page.text)) for page in document.pages)


def _is_offer(view: PageView) -> bool:
    """Whether the page, or the top of the document it is of, offers work for a price."""
    cues = method_cues()
    if view.kind != "rapport" and cues.offers.search(view.flat) and cues.priced.search(view.flat):
        return True
    document = view.document
    return document is not None and recall(document, "is an offer", lambda: _offers(document))


def _kind(view: PageView) -> str:
    if view.role == "company" and view.kind in LOOSE_KINDS and _is_offer(view):
        return "offer_letter" if view.kind in ("brief", "mail") else "offer"
    return KINDS.get(view.kind, "other")


def _acts(view: PageView, span: Span, names: Sequence[Span]) -> bool:
    """Whether one of the names does something: 'KKV telt', 'daarna telt KKV'."""
    inside = [name for name in names if span.start <= name.start < span.end]
    before = (view.flat[max(span.start, name.start - 40) : name.start] for name in inside)
    return any(ACTS.match(view.flat, name.end) for name in inside) or any(map(ACTS_BEFORE.search, before))


def _head(view: PageView, head: Head) -> dict[str, float]:
    found = {f"head {head.kind or ('unknown' if head.words else 'none')}": head.strength if head.kind else 1.0}
    if head.words and head.kind != "keep":
        about_itself = OWN_HEAD.search(head.words) or case_index(view.case).find(head.words)
        found["head own"] = float(bool(about_itself and not YOUR_HEAD.search(head.words)))
    found["head yours"] = float(bool(YOUR_HEAD.search(head.words)))
    found["head question"] = float(head.words.rstrip().endswith("?"))
    return found


def _place(view: PageView, unit: Unit, first: bool) -> dict[str, float]:
    opening = (view.page is None or view.page.page_index == 0) and unit.start < OPENING_SHARE * len(view.text)
    before = view.text[max(0, unit.start - SALUTATION_CHARS) : unit.start]
    return {
        "opening": float(opening),
        "opening no head": float(opening and not unit.head.words),
        "below salutation": float(first and bool(SALUTATION.search(before))),
        "item": float(unit.kind == "item"),
        "cell": float(unit.kind == "cell"),
        **_column(unit),
        "first of block": float(unit.place == 0),
        "alone": float(unit.siblings == 1),
    }


def _column(unit: Unit) -> dict[str, float]:
    """What the head of its column says of a cell, and whether it stands beside points."""
    if unit.kind != "cell":
        return {}
    cues = method_cues()
    reason = bool(cues.reason_column.search(flat(unit.column)))
    kind = "reason" if reason else cues.head_kind(unit.column) if unit.column else ""
    return {f"column {kind or 'unknown'}": 1.0, "scored": float(unit.scored)}


def _wording(view: PageView, unit: Unit, words: str, page: _Page, cues: MethodCues) -> dict[str, float]:
    sums: dict[str, float] = {}
    for part in unit.parts:
        for group, weight in page.hits.sums(*part).items():
            sums[group] = sums.get(group, 0.0) + weight
    does, hopes = cues.voice(words)
    count, numbers = len(words.split()), bool(DIGIT.search(words))
    tells = sums.get("design", 0.0) + sums.get("knowhow", 0.0)
    found = {f"cue {group}": min(CAP, sums.get(group, 0.0)) for group in
             ("process", "design", "order", "knowhow", "others", "keep")}  # fmt: skip
    found |= {
        "about terms": float(sums.get("keep", 0.0) >= max(0.8, tells + 0.2)),
        "does": min(CAP, does),
        "hopes": min(CAP, hopes),
        "passive": float(bool(PASSIVE.search(words))),
        "past": float(bool(PAST.search(words)) and not sums.get("knowhow")),
        "timed": float(numbers and bool(TIMED.search(words))),
        "clock": float(numbers and bool(CLOCK.search(words))),
        "date": float(numbers and bool(DATE.search(words))),
        "by others": float(bool(method_cues().by_others.search(words))),
        "money": float(bool(MONEY.search(words))),
        "question": float(words.rstrip().endswith("?")),
        "announces": float(words.rstrip().endswith(":")),
        "full name": float(bool(FULL_NAME.search(unit.words(view.text)))),
        "numbers": float(numbers),
        "length": math.log1p(count) - USUAL_LENGTH,
        "very short": float(count < 5),
        "short": float(5 <= count < 9),
        "long": float(count > 24),
    }
    signs = {hit.group: 1.0 for part in unit.parts for hit in page.small.within(*part)}
    first = OPENING.match(words)
    opens = {f"opens {name}": float(bool(first and cues.signs[name].fullmatch(first[1]))) for name in OPENS}
    return {**found, **signs, **opens, "we and you": float("we" in signs and "you" in signs)}


def _company(view: PageView, unit: Unit, page: _Page) -> dict[str, float]:
    """Whether the company is named or meant in a sentence, and does something."""
    span = Span(unit.start, unit.end)
    inside = [name for name in page.named if span.start <= name.start < span.end]
    nouns = [hit for hit in page.hits.within(*span) if hit.group == "company"] if is_own(view, unit.start) else []
    meant = 1.0 if inside else min(1.0, max((hit.weight for hit in nouns), default=0.0))
    doers = [*inside, *(Span(hit.start, hit.end) for hit in nouns if hit.weight >= 0.7)]
    return {"company": meant, "company acts": float(bool(doers) and _acts(view, span, doers))}


def _above(unit: Unit, before: Sequence[tuple[Unit, Evidence]]) -> dict[str, float]:
    """What the sentences above say, below the same head: that the company is meant, that an approach will be told."""
    near = [evidence for one, evidence in before if one.head == unit.head and one.kind != "cell"]
    return {
        "company above": max((one.get("company", 0.0) for one in near), default=0.0),
        "company just above": near[-1].get("company", 0.0) if near else 0.0,
        "tells above": near[-1].get("tells", 0.0) if near else 0.0,
    }


def evidence_of(
    view: PageView, units: Sequence[Unit], usual: Container[str] | None = None, hits: CueHits | None = None
) -> list[dict[str, float]]:
    """The evidence of each unit of a page, by name, but for its words; what is nought is left out.

    `usual` are the words that are not rare, those of the rules when it is not given; `hits` the cues of the page, where
    they were found already.
    """
    cues = method_cues()
    named = [Span(mention.start, mention.end) for mention in view.parties]
    page = _Page(hits or cues.cues.find(view.flat), cues.small.find(view.flat), named, _kind(view))
    announced: dict[int, bool] = {}
    labelled: set[int] = set()
    found: list[dict[str, float]] = []
    heads = [None, *(unit.head for unit in units), None]
    for place, unit in enumerate(units):
        words = flat(unit.words(view.text))
        first = unit.group not in announced
        if first:
            sums = page.hits.sums(unit.start, unit.end)
            method = sums.get("design", 0.0) + sums.get("knowhow", 0.0) >= LEAD
            announced[unit.group] = method and words.rstrip().endswith(":")
        if unit.place == 0 and unit.siblings > 1 and is_label(view, unit.parts[0]):
            labelled.add(unit.block)
        evidence = {
            f"kind {page.kind}": 1.0,
            "first of section": float(heads[place] != unit.head),
            "last of section": float(heads[place + 2] != unit.head),
            "behind label": float(unit.place > 0 and unit.block in labelled),
            "announced": float(not first and announced[unit.group]),
            **_head(view, unit.head),
            **_place(view, unit, first),
            **_wording(view, unit, words, page, cues),
            **_company(view, unit, page),
            **_above(unit, list(zip(units[max(0, len(found) - NEAR) :], found[-NEAR:], strict=False))),
            "rare words": rareness(words, usual),
        }
        found.append({name: value for name, value in evidence.items() if value})
    return found
