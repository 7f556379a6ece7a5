"""The words of rules/cues/business.yaml, compiled once per process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from woolak.pipeline.detect.passages.cues import CueSet
from woolak.pipeline.detect.patterns import any_of
from woolak.pipeline.detect.phrases import any_in, phrases
from woolak.rules.reading import Model, read_rules

__all__ = ["FigureCues", "Vocabulary", "vocabulary"]

Weights = Mapping[str, float]


class FigureCues(Model):
    """rules/cues/business.yaml."""

    count_units: tuple[str, ...]
    not_counted: tuple[str, ...]
    time_units: tuple[str, ...]
    ceiling: tuple[str, ...]
    own_price: tuple[str, ...]
    short_units: tuple[str, ...]
    ordinary_units: tuple[str, ...]
    duration: Weights
    not_duration: Weights
    money_labels: tuple[str, ...]
    money_told: tuple[str, ...]
    saved: tuple[str, ...]
    limits: tuple[str, ...]
    stakes: tuple[str, ...]
    apart: tuple[str, ...]
    sums: tuple[str, ...]
    apart_from: tuple[str, ...]
    ends_money: tuple[str, ...]
    money_behind: tuple[str, ...]
    rate_units: tuple[str, ...]
    rate_labels: tuple[str, ...]
    ordinals: tuple[str, ...]
    budget_before: tuple[str, ...]
    public_in_offer: Weights
    assignment: Weights
    offering: Weights
    own_work: Weights
    public: Weights
    legal: Weights
    grant: Weights
    estimate: Weights
    application: Weights
    payment_percentage: Weights
    price_change: Weights
    norms: tuple[str, ...]
    vat: tuple[str, ...]
    general_terms: Weights
    asked: Weights
    of_company: Weights
    of_municipality: Weights
    no_link: tuple[str, ...]
    asked_heads: tuple[str, ...]
    asks_offers: tuple[str, ...]
    reports_results: tuple[str, ...]
    gives_order: tuple[str, ...]
    count_labels: tuple[str, ...]
    stretch_labels: tuple[str, ...]
    own_offers: tuple[str, ...]


PLAIN = 0.9
"""Weight of the words that surely tell of payment."""


COUNTING = ("aantal", "totaal", "max", "minim", "hoog")
"""One of these stands in what tells before a number what is counted, unless a label does."""
ORDINAL_REACH = 30
LINKS = (",", "en", "t/m", "-", "–")
"""What may stand between the number of a phase and another one: 'fase 2 en '."""
"""Characters before a number in which a word makes it one of order."""


class Vocabulary:
    """Patterns that are matched at one place (before or behind a number), and the cue set for a whole page."""

    def __init__(self, cues: FigureCues) -> None:
        flags = re.IGNORECASE
        self.short_units, self.ordinary_units = frozenset(cues.short_units), frozenset(cues.ordinary_units)
        not_counted = any_of(cues.not_counted)
        link = rf"(?-i:(?!(?:{'|'.join(cues.no_link)})\b)[a-zà-ÿ][a-zà-ÿ-]*)"
        counted = any_of(cues.count_units)
        # a unit on the next line goes on in lower case: 'Aantal' there begins something else
        gap = rf"(?:(?:[ \t]|\n(?=(?-i:[a-z])))(?:{link}[ \n]){{0,2}}|(?=u\b)|-(?=uur\b|u\b))"
        self.count_behind = re.compile(rf"{gap}(?!{not_counted}\b)({counted})(?![\w])", flags)
        self.counted = re.compile(rf"(?:totaal\s+)?aantal\s+(?:[\w-]+\s+)?(?!{not_counted}\b){counted}(?:\s.*)?", flags)
        several = "|".join(f"(?<={ending})" for ending in ("en", "s", "uur", "fte", "km"))
        self.work = re.compile(rf"(?<![\w-])(?!{not_counted}\b)({counted})(?:{several})(?![\w])", flags)
        self.time_behind = re.compile(rf"(?:[ ]|\n(?=(?-i:[a-z])))({any_of(cues.time_units)})(?!\w)", flags)
        self._counting = (*COUNTING, *cues.count_labels)
        self._count_before = re.compile(
            r"(?:aantal|totaal(?: aantal)?|maximaal|minimaal)(?:[ \t]|\n(?=(?-i:[a-z])))+"
            rf"(?:[a-zà-ÿ-]+\s+){{0,2}}?({counted})"
            r"(?:\s*(?:is|bedraagt|van|:|=)?[\s:]*|(?:[ ][a-zà-ÿ]+){1,5}\s*:\s*)\Z"
            r"|\b(uren|uur|dagen|dagdelen|dagdeel),?[ ](?:max\.?|maximaal|hooguit|hoogstens|ten hoogste)[ ]\Z"
            rf"|\b({any_of(cues.count_labels)})(?:[ ][a-zà-ÿ]+)?"
            r"\s*[:=(]\s*(?:(?-i:[a-z])[\w-]*\s)?\Z",
            flags,
        )
        self._money_labels = frozenset(max(label.strip("*").split(), key=len) for label in cues.money_labels)
        self._money_before = re.compile(
            rf"\b{any_of(cues.money_labels)}(?:\s*\([^)]{{0,25}}\))?"
            r"(?:\s+(?:van|is|was|zijn|waren|bedraagt|bedragen|bedroeg|op|à|a|ad|voor|circa|ca\.|ongeveer|maximaal|max\.|minimaal"
            r"|totaal|totale|ruim|bijna|zo'n|rond|krap|in|de|het|deze|dit|komt|komen|uit|neer|wordt|dan|u|jullie|je|ons|hen|hun|wel|ook|nu|al|excl\.?|incl\.?|exclusief|inclusief|btw))*"
            r"\s*[:=]?\s*$",
            flags,
        )
        self.money_behind = re.compile(rf"[ \n(]{{0,2}}{any_of(cues.money_behind)}(?!\w)", flags)
        self.money_told = re.compile(
            rf"(?<!\w){any_of(cues.money_told)}(?:[ \n](?!in\b|zie\b)[a-zà-ÿ-]+){{0,5}}"
            r"[ \n](?:is|zijn|was|waren|bedraagt|bedragen|bedroeg|bedroegen|wordt|worden)"
            r"(?:[ \n](?:dan|nu|dus|zo'n|ongeveer|circa|ca\.))?[ \n]\Z",
            flags,
        )
        self.limit_before = re.compile(
            rf"(?<!\w){any_of(cues.limits)}(?:[ \n](?:van|is|was|ligt|op|bij|rond|wordt))*[ \n]\Z", flags
        )
        self.stake_before = re.compile(
            rf"(?<!\w){any_of(cues.stakes)}(?!\w)[^.;\n]{{0,50}}\b(?:onder|boven|tot|rond|maximaal|hooguit|minimaal)"
            r"(?:[ \n]de)?[ \n]\Z",
            flags,
        )
        self.apart_behind = re.compile(
            rf"[ \n]{any_of(cues.apart)}[ \n](?:(?:de|het|onze|ons|hun|haar|zijn|uw|jullie)[ \n])?(?:[\w-]+[ \n])?"
            rf"{any_of(cues.apart_from)}(?!\w)",
            flags,
        )
        self.sum_before = re.compile(rf"(?<!\w){any_of(cues.sums)}[ ]?:?[ ][-–−]?[ ]?\Z", flags)
        self.how_many_before = re.compile(
            rf"\baantal[ \n](?:[\w-]+[ \n])?{counted}(?:[ \n][a-zà-ÿ]+){{0,4}}?(?:[ \n]van[ \n][\d.]+)?"
            r"[ \n](?:naar|tot|op|van|met)[ \n]\Z",
            flags,
        )
        self.saved_before = re.compile(rf"(?<!\w){any_of(cues.saved)}(?:[ \n][a-zà-ÿ]+){{0,2}}[ \n]\Z", flags)
        self.ends_money = re.compile(rf"\s?(?:[;,)]|\.(?!\d)|\n|\Z)|[ \n]{any_of(cues.ends_money)}(?!\w)", flags)
        rate_units = any_of(cues.rate_units)
        self.rate_behind = re.compile(
            rf"[,.]?[-–=]{{0,2}}\s*(?:euro\s*)?(?:\(?(?:excl|incl)\w*\.?\s*(?:btw|b\.t\.w\.)\)?\s*)?"
            rf"(?:(?:per|/|p/|à)\s*{rate_units}(?!\w)|p\.?\s?u\b|p\.d\.|p/d\b|p/u\b|p\.m\.|p\.p\.|\w+prijs\b)",
            flags,
        )
        at_price = rf"\d[ \n]?(?:{counted})[ \n](?:à|ad)[ \n](?:€[ ]?)?$"  # '8 uur à € 89'
        self.rate_before = re.compile(rf"{any_of(cues.rate_labels)}(?!\w)[^.;\d]{{0,40}}$|{at_price}", flags)
        self._before_a_number = (*LINKS, *cues.ordinals)
        self.ordinal_before = re.compile(
            rf"(?<!\w){any_of(cues.ordinals)}[ \n]{{0,2}}(?:\d{{1,3}}(?:\s*(?:,|en|t/m|-|–)\s*))?$", flags
        )
        budget = any_of(cues.budget_before)
        self.budget_before = re.compile(
            rf"(?<!hun )(?<!uw )(?<!zijn )(?<!\w)({budget})\s+(?:een\s+bedrag\s+van\s+)?\(?(?:€|EUR)?\s*$", flags
        )
        self.ceiling = re.compile(rf"(?<!\w){any_of(cues.ceiling)}(?!\w)", flags)
        self.own_price = re.compile(rf"(?<!\w){any_of(cues.own_price)}(?!\w)", flags)
        vat = any_of(cues.vat)
        self.vat_behind = re.compile(rf"\s*(?:%|procent)?\s*(?:hoog|laag)?\s*{vat}", flags)
        self.paying = re.compile(
            rf"(?<!\w){any_of(w for w, weight in cues.payment_percentage.items() if weight >= PLAIN)}(?!\w)", flags
        )
        self.vat_before = re.compile(rf"{vat}(?:-?tarief)?\s*(?:van|à|a|is|bedraagt|\(|:|hoog|laag|ad)?\s*\(?$", flags)
        self.norm = re.compile(rf"(?<!\w){any_of(cues.norms)}(?!\w)", flags)
        self.asked_head = re.compile(rf"(?<!\w){any_of(cues.asked_heads)}(?!\w)")
        self.asks_offers = re.compile(rf"(?<!\w){any_of(cues.asks_offers)}(?!\w)")
        self.reports_results = re.compile(rf"(?<!\w){any_of(cues.reports_results)}(?!\w)")
        self.own_offer = re.compile(rf"\b{any_of(cues.own_offers)}\b", flags)
        self.labelled_stretch = phrases(
            rf"\b{any_of(cues.stretch_labels)}"
            r"[ ](?:in[ ](?:hele[ ])?|\()(?:werkdagen|dagen|weken|maanden)\)?[ ]?[:=]?[ \t]{0,3}"
            r"(?P<number>\d{1,3})(?![\d.,/-]\d)",
            cues.stretch_labels,
            flags,
        )
        self.gives_order = re.compile(rf"(?<!\w){any_of(cues.gives_order)}(?!\w)")
        self.cues = CueSet(
            {
                group: getattr(cues, group)
                for group in (
                    "duration", "not_duration", "public_in_offer", "assignment", "offering", "own_work",
                    "public", "legal", "grant", "estimate", "application", "payment_percentage", "price_change",
                    "general_terms", "asked", "of_company", "of_municipality",
                )
            }
        )  # fmt: skip

    def money_before(self, text: str, start: int, end: int) -> bool:
        """Whether words of money stand before a number that begins at `end`: 'de totale kosten zijn '."""
        told = any_in(self._money_labels, text[start:end].lower())
        return told and self._money_before.search(text, start, end) is not None

    def count_before(self, before: str) -> re.Match[str] | None:
        """What is counted, before a number: 'aantal deelnemers: '."""
        return self._count_before.search(before) if any_in(self._counting, before.lower()) else None

    def is_ordinal(self, text: str, start: int) -> bool:
        """Whether the number that begins here is that of a phase, step or article: 'fase 3'."""
        before = text[max(0, start - ORDINAL_REACH) : start].rstrip().lower()
        if not before.endswith(self._before_a_number):
            return False
        return self.ordinal_before.search(text, max(0, start - ORDINAL_REACH), start) is not None


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(read_rules("cues/business.yaml", FigureCues))
