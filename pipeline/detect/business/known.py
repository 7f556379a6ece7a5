"""What the municipality made known itself stays readable in every document of the case, also in a company's offer.

That is what it has to spend ('ten hoogste € 75.000'), how many of something it asked for ('600 inwoners'), and the
number of its own case, which a company repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from woolak.model import Document, Finding
from woolak.pipeline.detect.business.figures import Figure, figures_of
from woolak.pipeline.detect.business.numbers import numbers
from woolak.pipeline.detect.business.roles import asks_offers
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.rules.casefile import CaseFile

__all__ = ["NOTHING_PUBLIC", "Public", "asked_time", "is_ceiling", "made_public", "of_what", "public_in", "stays"]

LEAST_CENTS = 1000_00
NEAR = 110
CODE = re.compile(r"(?<![\w/-])[A-Z]{1,5}[-/]?\d{4,}(?:[-/.]\w+)*(?![\w/-])")
"""In what the municipality asks of bidders every code is its own: the number of the tender."""
"""Characters beside an amount in which it is called what there is to spend."""
SENTENCE_END = re.compile(r"[.!?;][ \n](?=[A-Z•])|\n[•\-–]|\t")
OWN_NUMBER = re.compile(
    r"\b(?:(?:ons|eigen)\s(?:kenmerk|zaaknummer)|(?<!uw\s)zaaknummer|zaaknr\.?)[ \t]*:?[ \t]*(?=\S*\d)(\S{4,40})",
    re.IGNORECASE,
)
SCORED = ("bidder_score", "invoice")
MONTHS, LEAST_MONTHS = ("maand", "maanden"), 12
NO_COUNT = ("punten", "procent", "euro")
ASKED = re.compile(r"[ \n](?:[a-zà-ÿ]+e[ \n])?([a-zà-ÿ]{5,})")


@dataclass(frozen=True, slots=True)
class Public:
    """What the municipality itself named: amounts in cents, and numbers with what they are of."""

    cents: frozenset[int]
    asked: frozenset[tuple[int, str]]
    numbers: frozenset[str]
    """Under which the municipality itself keeps its papers: 'Zaaknummer', 'Ons kenmerk'."""
    papers: frozenset[str] = frozenset()
    """The documents, by their id, in which it asks for offers: what stands there was told to all."""


NOTHING_PUBLIC = Public(frozenset(), frozenset(), frozenset())


class _Amounts:
    """The amounts of a document in cents, by where they begin; a page is read when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self._pages = document.pages
        self._read: dict[int, dict[int, int]] = {}

    def cents(self, finding: Finding) -> int | None:
        index = finding.page_index
        if index not in self._read:
            page = self._pages[index]
            figures = [one for one in figures_of(page.text, page.source == "ocr") if one.unit == "euro"]
            self._read[index] = {one.start: int((one.value * 100).to_integral_value()) for one in figures}
        return self._read[index].get(finding.start)


def public_in(document: Document, findings: Sequence[Finding], case: CaseFile) -> Public:
    """What one document of the municipality makes known: its budgets, and what a request for offers asks."""
    if document.facts.origin != "own":
        return NOTHING_PUBLIC
    amounts = _Amounts(document)
    budgets = [
        amounts.cents(one)
        for one in findings
        if one.entity == "AMOUNT" and one.keep == "public_budget" and one.page_index < len(document.pages)
    ]
    cents = frozenset(value for value in budgets if value is not None and value >= LEAST_CENTS)
    asked: set[tuple[int, str]] = set()
    numbered: set[str] = set()
    if asks_offers(document, case):
        for page in document.pages:
            asked |= {
                pair for number in numbers(page.text) if (pair := of_what(page.text, number.end, int(number.value)))
            }
            numbered |= set(CODE.findall(page.text))
            asked |= set(filter(None, (asked_time(one) for one in figures_of(page.text, page.source == "ocr"))))
    if document.facts.kind != "mail":  # a mail may quote a company's
        numbered |= {match[1].rstrip(".,;:)") for page in document.pages for match in OWN_NUMBER.finditer(page.text)}
    papers = frozenset((document.id,)) if asks_offers(document, case) else frozenset()
    return Public(cents, frozenset(asked), frozenset(numbered), papers)


def asked_time(figure: Figure) -> tuple[int, str] | None:
    """How long the municipality asks for, where that is no round number of years, as many an offer has."""
    if figure.entity != "DURATION" or figure.unit not in MONTHS:
        return None
    long = figure.value > LEAST_MONTHS and figure.value % LEAST_MONTHS
    return (int(figure.value), "maanden") if long else None


def of_what(text: str, end: int, value: int) -> tuple[int, str] | None:
    """A number with the word for what it counts; hours, weeks and the like tell nothing by themselves."""
    behind = ASKED.match(text, end)
    if not behind or value < 2 or vocabulary().time_behind.match(text, end):
        return None
    word = behind[1]
    return (
        None
        if word in NO_COUNT or word in vocabulary().ordinary_units or word.endswith(("uren", "dagen", "delen"))
        else (value, word)
    )


def made_public(parts: Iterable[Public]) -> Public:
    """What is known in the case as a whole."""
    known = list(parts)
    return Public(
        frozenset(cents for one in known for cents in one.cents),
        frozenset(pair for one in known for pair in one.asked),
        frozenset(number for one in known for number in one.numbers),
        frozenset(paper for one in known for paper in one.papers),
    )


def stays(document: Document, findings: Sequence[Finding], public: Public) -> Iterator[Finding]:
    """The findings of a document that are the municipality's own, to keep: they go before those by which they went."""
    amounts = _Amounts(document)
    for one in findings:
        if (
            one.keep
            or one.box_pt
            or one.entity not in ("AMOUNT", "COUNT", "DURATION", "REFERENCE")
            or one.page_index >= len(document.pages)
        ):
            continue
        page = document.pages[one.page_index]
        if one.entity == "AMOUNT" and public.cents:
            if is_ceiling(page.text, one.start, one.end) and amounts.cents(one) in public.cents:
                yield replace(one, score=1.0, evidence="public_budget", keep="public_budget")
        elif one.entity == "REFERENCE" and one.text in public.numbers:
            yield replace(one, score=1.0, evidence="own_number", keep="own_number")
        elif one.entity == "DURATION" and public.asked:
            told = (asked_time(figure) for figure in figures_of(page.text[one.start : one.end], False))
            if any(pair in public.asked for pair in told if pair):
                yield replace(one, score=1.0, evidence="asked_by_client", keep="asked_by_client")
        elif one.entity == "COUNT" and public.asked and not one.evidence.startswith(SCORED):
            number = next((n for n in numbers(page.text[one.start : one.end])), None)
            if number and of_what(page.text, one.end, int(number.value)) in public.asked:
                yield replace(one, score=1.0, evidence="asked_by_client", keep="asked_by_client")


def is_ceiling(text: str, start: int, end: int) -> bool:
    """Whether the sentence about an amount speaks of what there is to spend, and of nobody's price."""
    before = SENTENCE_END.split(text[max(0, start - NEAR) : start])[-1]
    behind = SENTENCE_END.split(text[end : end + NEAR])[0]
    sentence = f"{before} {behind}"
    words = vocabulary()
    return bool(words.ceiling.search(sentence)) and not words.own_price.search(sentence)
