"""Found once, found everywhere: a company's figures and names come back in the other documents of the case.

`collect` takes from one document what identifies a company: the figures of its offers, orders and invoices, and the
names by which it and its products go. `merge` makes one register; `spread` finds them in a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from woolak.model import Document, Finding, Page
from woolak.pipeline.detect.business.bargained import known_sums
from woolak.pipeline.detect.business.company_cues import is_public_body
from woolak.pipeline.detect.business.designed import counts_people, people
from woolak.pipeline.detect.business.figures import Figure, figures_of
from woolak.pipeline.detect.business.glued import named_in
from woolak.pipeline.detect.business.known import (
    NOTHING_PUBLIC,
    Public,
    asked_time,
    is_ceiling,
    made_public,
    of_what,
    public_in,
    stays,
)
from woolak.pipeline.detect.business.method_breaks import halves_of_approach
from woolak.pipeline.detect.business.method_costs import costs_of_approach
from woolak.pipeline.detect.business.parties import (
    FoundName,
    Mention,
    NameForm,
    NameIndex,
    forms_of_name,
    forms_of_party,
)
from woolak.pipeline.detect.business.products import coming_back, main_party, perhaps
from woolak.pipeline.detect.business.retelling import by_municipality, retold
from woolak.pipeline.detect.business.retold import (
    NO_APPROACHES,
    NOTHING_TOLD,
    Approaches,
    Told,
    merged,
    told_in,
)
from woolak.pipeline.detect.business.shares import required_in
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.model.lists import lower
from woolak.pipeline.detect.passages.blocks import Span
from woolak.rules.casefile import CaseFile

__all__ = ["Clues", "Register", "collect", "merge", "spread"]

OFFERED = frozenset({
    "offer_table", "offer_text", "rate", "payment_term", "offered_work", "offered_duration", "invoice",
    "contract_figure", "order_figure",
})  # fmt: skip
SURE_NAME = frozenset({"legal_form", "named_method", "brand_mark", "offer_mention"})
WEAK_KEEP = frozenset({"plain_figure", "statistic"})
SCORE = 0.85
SHORT = re.compile(r"\d[.,](\d{1,2})\s?(?:k|mille|duizend)(?:\s?euro)?$", re.IGNORECASE)
"""A number of thousands with decimals; without them too much is near."""
ARTICLE = re.compile(r"[a-zà-ÿ][ ]((?:De|Het|Een)[ ])\Z")
"""An article with a capital within a sentence: it is part of the name behind it."""
LEAST_BARE = 1000_00
"""Cents from which a sum is known again without a sign."""
FINE = "fine"
"""The unit of a price of which three decimals or more are written, which hardly another figure of the case has."""
PAID_NEAR = 60
"""How far from a percentage words of payment may stand, in characters."""


@dataclass(frozen=True, slots=True)
class OfferedFigure:
    """A figure that a company gave: in cents or in a unit; if `FINE` in thousandths of a cent."""

    entity: str
    cents: int
    unit: str


@dataclass(frozen=True, slots=True)
class Clues:
    """What one document tells of companies."""

    figures: tuple[OfferedFigure, ...]
    names: tuple[FoundName, ...]
    told: Told = NOTHING_TOLD
    public: Public = NOTHING_PUBLIC
    """What the municipality itself named: what it has to spend, and what it asked for."""
    party: str = ""
    """The third party that the document names most."""
    perhaps: frozenset[str] = frozenset()
    """Words that may be names of that party's products."""


@dataclass(frozen=True)
class Register:
    """What is known of companies in the case."""

    figures: frozenset[OfferedFigure]
    forms: tuple[NameForm, ...]
    told: Approaches = NO_APPROACHES
    """The approaches of companies, as they are known again."""
    public: Public = NOTHING_PUBLIC

    @cached_property
    def large_sums(self) -> frozenset[int]:
        """The sums, in cents, that are known again without a sign."""
        least = LEAST_BARE
        return frozenset(
            one.cents for one in self.figures if one.entity == "AMOUNT" and one.unit != FINE and one.cents >= least
        )

    @cached_property
    def index(self) -> NameIndex:
        return NameIndex(self.forms)

    def __getstate__(self) -> dict[str, object]:
        return {
            "figures": self.figures,
            "forms": self.forms,
            "told": self.told,
            "public": self.public,
        }  # the index is built again in another process

    def names_in(self, text: str) -> list[tuple[int, int]]:
        """Spans (characters) of companies and brands in a title, file name or other text outside a page."""
        plain = re.sub(r"[_]", " ", text)
        return [(one.start, one.end) for one in named_in(plain, self.index)]


def _figures_of(page: Page) -> list[Figure]:
    return list(figures_of(page.text, page.source == "ocr"))


def _key(figure: Figure) -> OfferedFigure:
    money = figure.unit == "euro"
    entity = "AMOUNT" if money else figure.entity
    if money and int(figure.value.as_tuple().exponent) <= -3 and figure.value < 100:
        return OfferedFigure(entity, int(figure.value * 100_000), FINE)
    return OfferedFigure(entity, int((figure.value * 100).to_integral_value()), "euro" if money else figure.unit)


def _distinctive(known: OfferedFigure) -> bool:
    """Whether a figure is told by itself: '12' is in every document, '12 dagdelen' and '1.176' are not."""
    words = vocabulary()
    if known.unit == FINE:
        return True
    if known.entity == "AMOUNT":
        return known.cents >= 100_00 or (known.cents >= 2_00 and known.cents % 100 != 0)
    if known.entity == "COUNT":
        ordinary = known.unit in words.ordinary_units or counts_people(known.unit)
        return (known.cents >= 2_00 and not ordinary) or known.cents > 16_00
    if known.entity == "PERCENTAGE":
        return True  # looked for beside words of payment only
    return known.entity == "DURATION" and known.cents >= 5_00 and known.unit not in {*words.short_units, "periode"}


def collect(document: Document, findings: Sequence[Finding], case: CaseFile) -> Clues:
    """The figures and names by which the other documents can be searched."""
    offered: set[OfferedFigure] = set()
    names: set[FoundName] = set()
    by_page: dict[int, dict[int, Figure]] = {}
    for finding in findings:
        key = finding.evidence.partition(":")[0]
        if finding.keep or finding.box_pt:
            continue
        if key in OFFERED and finding.page_index < len(document.pages):
            if finding.page_index not in by_page:
                page = document.pages[finding.page_index]
                by_page[finding.page_index] = {figure.start: figure for figure in _figures_of(page)}
            figure = by_page[finding.page_index].get(finding.start) or _of_cell(finding)
            if figure and (figure.entity != "PERCENTAGE" or key == "payment_term"):
                offered.add(_key(figure))
        elif finding.entity in ("COMPANY", "BRAND") and key in SURE_NAME and finding.score >= 0.6:
            names.add(FoundName(" ".join(finding.text.split()), finding.entity))
    words = perhaps(document, case)
    return Clues(
        tuple(sorted(filter(_distinctive, offered), key=lambda one: (one.entity, one.cents, one.unit))),
        tuple(sorted(names, key=lambda one: (one.entity, one.name))),
        told_in(document, findings),
        public_in(document, findings, case),
        main_party(document, case) if words else "",
        words,
    )


def _of_cell(finding: Finding) -> Figure | None:
    """A table cell holds the bare figure; its column told what it counts."""
    from woolak.pipeline.detect.business.numerals import value_of_digits

    digits = re.search(r"\d[\d.,'’ \u00a0–—=-]*", finding.text)
    value = value_of_digits(digits.group()) if digits else None
    if value is None or finding.entity not in ("AMOUNT", "RATE"):
        return None
    return Figure(finding.entity, finding.start, finding.end, value, "euro", 0.8)


def _forms_of_found(names: Iterable[FoundName]) -> Iterable[NameForm]:
    for found in names:
        if is_public_body(found.name):
            continue
        if found.entity == "COMPANY":
            forms = forms_of_name(found.name, "COMPANY", "known_company", "known_company")
            # of 'Slimme Techniek' no more than the two words together: 'Slimme' opens many a sentence
            yield from (form for form in forms if form.text.lower() not in lower("dictionary"))
        else:
            # its words may be ordinary ones: 'de training Eerste Stap', and 'dat is een eerste stap'
            yield NameForm(found.name, "BRAND", f"known_brand:{found.name}", as_written=found.name[:1].isupper())


def merge(clues: Sequence[Clues], case: CaseFile) -> Register:
    """One register of the case: the parties of zaak.yaml and what the documents made known."""
    offered = frozenset(figure for one in clues for figure in one.figures)
    listed = [form for party in case.third_parties for form in forms_of_party(party)]
    found = sorted(
        {name for one in clues for name in one.names} | coming_back(clues), key=lambda one: (one.entity, one.name)
    )
    own, town = case.municipality.name.lower(), case.municipality.short_name.lower()
    forms = [
        *listed,
        *(f for f in _forms_of_found(found) if f.text.lower() != town and not (own and own in f.text.lower())),
    ]
    told = merged((one.told for one in clues), case.request.text)
    public = made_public(one.public for one in clues)
    asked = {one.cents for one in offered if one.entity == "AMOUNT" and one.unit != FINE and not _round(one)}
    return Register(offered, tuple(dict.fromkeys(forms)), told, replace(public, cents=public.cents - asked))


def _is_paid(text: str, figure: Figure) -> bool:
    """Whether a percentage stands beside words of payment: 'het voorschot van 35% wijkt af van onze voorwaarden'."""
    before = text[max(0, figure.start - PAID_NEAR) : figure.start].rpartition(". ")[2]
    behind = text[figure.end : figure.end + PAID_NEAR].partition(". ")[0]
    if required_in(text, figure, Span(figure.start - len(before), figure.end + len(behind))):
        return False
    return vocabulary().paying.search(f"{before} {behind}") is not None


def _rounded(text: str, figure: Figure, offered: frozenset[OfferedFigure]) -> OfferedFigure | None:
    """The amount of an offer that somebody wrote shortly: '37,4k' is € 37.389,50."""
    short = SHORT.search(text, figure.start, figure.end)
    if not short or figure.entity != "AMOUNT":
        return None
    half, cents = 1000_00 // 10 ** len(short[1]) // 2, _key(figure).cents
    near = [one for one in offered if one.entity == "AMOUNT" and one.unit != FINE and abs(one.cents - cents) <= half]
    return min(near, key=lambda one: abs(one.cents - cents), default=None)


def _round(known: OfferedFigure) -> bool:
    return known.cents % 500_00 == 0 or (known.cents < 1000_00 and known.cents % 50_00 == 0)


def _alone_in_cell(text: str, figure: Figure) -> bool:
    """Whether a small whole number without a sign fills a cell: the hundred points that can be had are no price."""
    digits = text[figure.start : figure.end].isdigit() and figure.value < LEAST_BARE // 100
    return (
        digits and text[max(0, figure.start - 1) : figure.start] == "\t" and text[figure.end : figure.end + 1] in "\t\n"
    )


def _spread_figures(document: Document, by_page: dict[int, list[Finding]], register: Register) -> Iterable[Finding]:
    designed = any(counts_people(one.unit) for one in register.figures)
    told_to_all = document.id in register.public.papers
    for page in document.pages if register.figures and not told_to_all else ():
        bare = known_sums(page.text, register.large_sums, page.source == "ocr")
        for figure in (*_figures_of(page), *(people(page.text) if designed else ()), *bare):
            if figure.entity == "COUNT" and of_what(page.text, figure.end, int(figure.value)) in register.public.asked:
                continue
            if asked_time(figure) in register.public.asked:
                continue
            key = _key(figure)
            if key.unit == "euro" and (
                _alone_in_cell(page.text, figure)
                or (key.cents in register.public.cents and is_ceiling(page.text, figure.start, figure.end))
            ):
                continue
            known = key if key in register.figures else _rounded(page.text, figure, register.figures)
            if known is None:
                continue
            if figure.entity == "PERCENTAGE" and not _is_paid(page.text, figure):
                continue
            there = [f for f in by_page.get(page.page_index, ()) if f.start < figure.end and f.end > figure.start]
            if any(f.entity == figure.entity and not f.keep for f in there):
                continue
            kept = {f.keep for f in there if f.keep} - WEAK_KEEP
            if kept and (_round(known) or kept - {"public_budget", "grant"}):
                continue
            text = page.text[figure.start : figure.end]
            evidence = f"known_figure:{text}"
            yield Finding(
                figure.entity, page.page_index, figure.start, figure.end, text, 1.0 if kept else SCORE,
                "spread", evidence,
            )  # fmt: skip


def _spread_names(document: Document, by_page: dict[int, list[Finding]], register: Register) -> Iterable[Finding]:
    for page in document.pages:
        for mention in named_in(page.text, register.index, page.source == "ocr"):
            there = by_page.get(page.page_index, ())
            if any(
                f.entity in ("COMPANY", "BRAND") and f.start <= mention.start and f.end >= mention.end for f in there
            ):
                continue
            yield _found(page, mention)


def _is_brand(mention: Mention) -> bool:
    return mention.form.entity == "BRAND"


def _found(page: Page, mention: Mention) -> Finding:
    article = ARTICLE.search(page.text, max(0, mention.start - 8), mention.start) if _is_brand(mention) else None
    start = article.start(1) if article else mention.start
    text = page.text[start : mention.end]
    return Finding(
        mention.form.entity, page.page_index, start, mention.end, text, SCORE, "spread", mention.form.evidence
    )


def spread(document: Document, findings: Sequence[Finding], register: Register) -> list[Finding]:
    """The findings that the register adds to this document.

    A figure that stood there as a plain one to keep is found anew with a score that goes before the keep; public
    money stays public unless it is, to the euro, a figure of an offer that is not round.
    """
    by_page: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.box_pt is None:
            by_page.setdefault(finding.page_index, []).append(finding)
    kept = list(stays(document, findings, register.public))
    public = {(one.page_index, one.start) for one in kept}
    again = list(retold(document, findings, register.told, register.index))
    told = [*(one for one in findings if not by_municipality(one)), *again]
    return [
        *kept,
        *(one for one in _spread_figures(document, by_page, register) if (one.page_index, one.start) not in public),
        *_spread_names(document, by_page, register),
        *again,
        *costs_of_approach(document, told, register.told),
        *halves_of_approach(document, told),
    ]
