"""Tells who wrote a page: a company, the municipality, or the municipality to a company.

Ingest says the origin and the kind of a document. Where its word goes against what the page itself shows (an approach
in the first person, under the name of a third party), the page is read as the company's, so that nothing is missed.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from woolak.model import Document
from woolak.pipeline.detect.business.parties import case_index
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.lines import line_around
from woolak.pipeline.detect.memory import recall
from woolak.pipeline.detect.passages.cues import CueHits, flat

if TYPE_CHECKING:
    from woolak.rules.casefile import CaseFile

__all__ = ["AGREEMENTS", "Role", "asks_offers", "gives_order", "reports_results", "role_of"]

Role = Literal["company", "assignment", "municipality", "other_government"]
"""company: a company wrote it; assignment: an order to or agreement with a company; the rest is deliberation."""

AGREEMENTS = ("overeenkomst", "opdrachtbon")
# Kinds that a company writes in the first person, and that look like the municipality's own.
AUTHORED = ("plan", "offerte", "overig")
HEAD_LINES = 5
VOICE = re.compile(r"\b(?:wij|we|onze|ons)\b", re.IGNORECASE)
YOU = re.compile(r"\b(?:u|uw|jullie)\b", re.IGNORECASE)
LEAST_VOICE, OFFER_VOICE = 3, 6
BESIDE_NAME = 12
"""Characters that may stand beside a name on the line of a letterhead."""
PRICE = re.compile(r"€|\beuro\b")
LETTERS = ("brief", "mail", "overig")
INTERNAL = ("mail", "memo", "verslag", "gunning")
FIRST = 800
"""Characters at the head of a document in which a request for offers says that it is one."""
GOVERNMENT = re.compile(r"\b(?:gemeente|provincie|waterschap)\s+[A-Z]", re.IGNORECASE)


def _line_of(text: str, position: int) -> str:
    return text[slice(*line_around(text, position))].strip()


def _by_third_party(document: Document, case: CaseFile | None) -> bool:
    """Whether a document bears a third party's name, and no government's, at its head or in its file name, or names
    one and offers its work for a price in the first person."""
    index = case_index(case)
    whole = "\n".join(page.text for page in document.pages)
    if (
        vocabulary().own_offer.search(whole)
        and PRICE.search(whole)
        and index.find(whole)
        and len(VOICE.findall(whole)) >= OFFER_VOICE
    ):
        return True
    head = "\n".join(document.pages[0].text[:1000].split("\n")[:HEAD_LINES]) if document.pages else ""
    name = PurePosixPath(document.source).stem.replace("_", " ")
    named = index.find(head)
    if not named and not index.find(name):
        return False
    about = named and all(len(_line_of(head, one.start)) - (one.end - one.start) > BESIDE_NAME for one in named)
    if document.facts.origin == "own" and about and not YOU.search(whole):
        return False  # 'Projectplan taalakkoord, met Bureau Zandloper': named, but not as who writes
    if GOVERNMENT.search(head):
        return False
    voice = sum(len(VOICE.findall(page.text)) for page in document.pages)
    return voice >= LEAST_VOICE


def role_of(document: Document | None, case: CaseFile | None, hits: CueHits) -> tuple[Role, str]:
    """The role of a page and the kind of its document; without a document the page's own words decide."""
    if document is None:
        sums = hits.sums(0, len(hits.text))
        company, own = sums.get("of_company", 0.0), sums.get("of_municipality", 0.0)
        kind = "factuur" if "factuurnummer" in hits.text else "offerte" if company > own else "overig"
        return ("company" if company > own and company >= 0.7 else "municipality"), kind
    facts = document.facts
    if facts.origin == "third_party":
        return "company", facts.kind
    if facts.kind in AGREEMENTS:
        return "assignment", facts.kind
    if facts.kind in ("offerte", "factuur") and facts.origin != "own":
        return "company", facts.kind
    if facts.kind in AUTHORED and recall(document, "by third party", lambda: _by_third_party(document, case)):
        return "company", facts.kind
    return ("other_government" if facts.origin == "other_government" else "municipality"), facts.kind


def asks_offers(document: Document | None, case: CaseFile | None) -> bool:
    """Whether the municipality asks firms for an offer here, whatever kind of paper ingest took it for.

    What it names to all of them is its own; so no firm of the case is named in it.
    """
    if document is None or not document.pages or document.facts.origin != "own" or document.facts.kind in INTERNAL:
        return False

    def asks() -> bool:
        told = vocabulary().asks_offers.search(flat(document.pages[0].text[:FIRST]))
        return told is not None and not any(case_index(case).find(page.text) for page in document.pages)

    return recall(document, "asks offers", asks)


def reports_results(document: Document | None) -> bool:
    """Whether a firm's paper tells what it found, and offers nothing: its figures are those of the town."""
    if document is None or not document.pages or document.facts.origin != "third_party":
        return False
    if document.facts.kind != "rapport":
        return False

    def reports() -> bool:
        told = vocabulary().reports_results.search(flat(document.pages[0].text[:FIRST]))
        return told is not None and not any(vocabulary().own_offer.search(page.text) for page in document.pages)

    return recall(document, "reports results", reports)


def gives_order(document: Document | None) -> bool:
    """Whether the municipality's letter or mail gives a firm an order."""
    if document is None or not document.pages or document.facts.origin != "own" or document.facts.kind not in LETTERS:
        return False
    return recall(document, "gives order", lambda: bool(vocabulary().gives_order.search(flat(document.pages[0].text))))
