"""Percentages that are a firm's: what it tells of itself, and how far a price goes down or is from an estimate.

What a client or the law requires, and what is known of a branch or a town, is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.alongside import on_page
from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.lines import line_around
from woolak.pipeline.detect.passages.blocks import Span
from woolak.pipeline.detect.patterns import any_of
from woolak.rules.reading import Model, read_rules

__all__ = ["changes_price", "is_required", "of_survey", "required_in", "splits_price", "tells_of_firm"]

SAME_WHO = re.compile(r"(?:deze|die|dat|zij|hij|ze|het[ \n]bedrijf)\b", re.IGNORECASE)
"""Opens a sentence about whom the sentence before it named."""
CLAUSE = re.compile(r"[^,;:]*")
PERCENT = re.compile(r"\d[ ]?(?:%|procent\b)", re.IGNORECASE)
SHARES = re.compile(r"(?<![\d.,])(\d{1,2})(?=[ ]?(?:%|procent\b))", re.IGNORECASE)
LESS = re.compile(r"[ ]?\)?[ ]*\t[^\n]*?(?:(?<=\t)|[€ ])[-–−][ ]?(?:€[ ]?)?\d[\d.]*(?:,\d\d|,-)?[ ]*")
"""The rest of a row behind the percentage in its label, up to a sum with a minus."""
THAT = re.compile(r"\b(?:dat|die|deze|dit)\b", re.IGNORECASE)
WHOLE = 100
OFFERS_ON_PAGE = 1.5
"""Weight of the words of an assignment by which, in the municipality's paper, a price that moves is a firm's."""
REACH, NEAR = 160, 60
"""Characters of the sentence before, and directly before a percentage."""


class ShareCues(Model):
    """rules/cues/business_shares.yaml."""

    of_firm: tuple[str, ...]
    of_subcontractor: tuple[str, ...]
    own_norms: tuple[str, ...]
    required: tuple[str, ...]
    general: tuple[str, ...]
    pays: tuple[str, ...]
    changed: tuple[str, ...]
    costs: tuple[str, ...]
    more: tuple[str, ...]
    plus: tuple[str, ...]
    moves: tuple[str, ...]
    moved: tuple[str, ...]
    prices: tuple[str, ...]
    bills: tuple[str, ...]
    charges: tuple[str, ...]
    yearly: tuple[str, ...]


class _Patterns(NamedTuple):
    of_firm: re.Pattern[str]
    of_subcontractor: re.Pattern[str]
    own_norm: re.Pattern[str]
    required: re.Pattern[str]
    general: re.Pattern[str]
    pays: re.Pattern[str]
    changed: re.Pattern[str]
    costs: re.Pattern[str]
    more: re.Pattern[str]
    """Before and behind what is added to a price: 'kost 20 procent extra'."""
    charged: re.Pattern[str]
    """In a sentence that asks a part of a price: 'dan rekenen wij 50%'."""
    yearly: re.Pattern[str]
    """In a sentence that tells how a price grows with the years: 'een jaarlijkse verhoging van 3%'."""
    on_top: re.Pattern[str]
    """Between a price and what comes on top of it: '€ 48 per uur plus 20%'."""
    moves: re.Pattern[str]
    """Before a percentage by which a price moves: 'daalt de prijs met 4%'; with `gaat` what is behind it tells."""
    moved: re.Pattern[str]
    prices: re.Pattern[str]
    bills: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_shares.yaml", ShareCues)

    def compiled(words: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){any_of(words)}(?!\w)", re.IGNORECASE)

    percent = r"[ ]?(?:%|procent\b)?[ \n]"
    return _Patterns(
        compiled((*cues.of_firm, *cues.own_norms)),
        compiled(cues.of_subcontractor),
        compiled(cues.own_norms),
        compiled(cues.required),
        compiled(cues.general),
        compiled(cues.pays),
        re.compile(rf"{percent}(?:er[ \n])?{any_of(cues.changed)}(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w){any_of(cues.costs)}(?!\w)[^.;%]*\Z", re.IGNORECASE),
        re.compile(rf"{percent}{any_of(cues.more)}(?!\w)", re.IGNORECASE),
        re.compile(
            rf"(?<!\w){any_of(cues.charges)}[ \n](?:(?:u|dan|nog|wij|je|daarvan|altijd|in)[ \n]){{0,2}}"
            r"\d{1,3}[ ]?(?:%|procent)",
            re.IGNORECASE,
        ),
        compiled(cues.yearly),
        re.compile(
            rf"(?:€[ ]?\d[\d.,]*|\d[ ]euro)(?:[ \n]per[ \n]\w+)?,?[ \n](?:{any_of(cues.plus)}|\+)[ \n]\Z",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<!\w){any_of(cues.moves)}(?!\w)[^.;:%]{{0,60}}[ \n]met[ \n]"
            r"(?:(?:ten[ \n]hoogste|niet[ \n]meer[ \n]dan|[^\W\d]+)[ \n])?\Z",
            re.IGNORECASE,
        ),
        re.compile(rf"{percent}{any_of(cues.moved)}(?!\w)", re.IGNORECASE),
        compiled(cues.prices),
        compiled(cues.bills),
    )


def is_required(view: PageView, figure: Figure) -> bool:
    """Whether a percentage is what has to be reached: 'bij de start moet 40% van de wagens elektrisch zijn'."""
    if figure.unit == "deel":
        return False
    return required_in(view.text, figure, view.sentence_at(figure.start))


def required_in(text: str, figure: Figure, sentence: Span) -> bool:
    """The same by a sentence of a text."""
    clause = CLAUSE.match(text, figure.end, sentence.end)
    end = clause.end() if clause else figure.end
    patterns = _patterns()
    if not patterns.required.search(text, sentence.start, end):
        return False
    return not (patterns.pays.search(text, *sentence) or patterns.own_norm.search(text, sentence.start, end))


def changes_price(view: PageView, figure: Figure, by_firm: bool) -> bool:
    """Whether a percentage tells how far a price goes down or up, or is from an estimate: '3% eronder'; of a firm's own
    price also what is added to it ('avonden kosten 20 procent extra') or asked when it is called off ('dan rekenen wij
    50%'), and how it grows with the years."""
    patterns, text = _patterns(), view.text
    sentence = view.sentence_at(figure.start)
    if patterns.changed.match(text, figure.end) or (by_firm and patterns.charged.search(text, *sentence)):
        return True
    if by_firm and _beside_less(text, figure):
        return True
    if (by_firm or view.parties or on_page(view) >= OFFERS_ON_PAGE) and (
        _moves(view, figure, sentence)
        or _is_part_billed(text, sentence)
        or patterns.on_top.search(text, max(sentence.start, figure.start - NEAR), figure.start)
        or patterns.yearly.search(text, *sentence)
    ):
        return True
    if not by_firm or not patterns.more.match(text, figure.end):
        return False
    return patterns.costs.search(text, sentence.start, figure.start) is not None


def _beside_less(text: str, figure: Figure) -> bool:
    """Whether a percentage ends the label of a row of which the sum has a minus: 'Trouwe klant 3% | -54,00'."""
    line = line_around(text, figure.start)
    return "\t" in text[figure.end : line[1]] and LESS.fullmatch(text, figure.end, line[1]) is not None


def _moves(view: PageView, figure: Figure, sentence: Span) -> bool:
    """Whether a price moves by a percentage: 'boven de 60 deelnemers daalt de prijs met 4%', and of what the sentence
    before it tells a price: 'dat daalt met 4%'."""
    moves = _patterns().moves.search(view.text, sentence.start, figure.start)
    if not moves or (moves[0][:2].lower() in ("ga", "gi", "ne") and not _patterns().moved.match(view.text, figure.end)):
        return False
    prices, first = _patterns().prices, sentence.start
    if not prices.search(view.text, *sentence) and THAT.search(view.text, sentence.start, figure.start):
        first = max(0, sentence.start - REACH)
    return "€" in view.text[first : sentence.end] or prices.search(view.text, first, sentence.end) is not None


def _is_part_billed(text: str, sentence: Span) -> bool:
    """Whether the percentages of a sentence on bills are together the whole: 'drie facturen, van 50%, 30% en 20%'."""
    shares = [int(share) for share in SHARES.findall(text, *sentence)]
    return len(shares) > 1 and sum(shares) == WHOLE and _patterns().bills.search(text, *sentence) is not None


def splits_price(view: PageView, figure: Figure) -> bool:
    """Whether parts beside each other ('50/50') are those in which a price is paid."""
    sentence, patterns = view.sentence_at(figure.start), _patterns()
    beside = ((sentence.start, figure.start), (figure.end, sentence.end))
    return any(one.search(view.text, *place) for one in (patterns.bills, patterns.prices) for place in beside)


def of_survey(view: PageView, sentence: Span) -> bool:
    """Whether a sentence tells how many of the people do something: '64 procent van de respondenten'."""
    return bool(PERCENT.search(view.text, *sentence) and _patterns().general.search(view.text, *sentence))


def tells_of_firm(view: PageView, figure: Figure, by_firm: bool) -> str:
    """The words by which a percentage is one that a firm tells of itself (or the municipality of its subcontractor);
    empty when it is none."""
    patterns, sentence = _patterns(), view.sentence_at(figure.start)
    if patterns.general.search(view.text, *sentence):
        return ""
    pattern = patterns.of_firm if by_firm else patterns.of_subcontractor
    seen = pattern.search(view.text, *sentence)
    if not seen and SAME_WHO.match(view.text, sentence.start):
        seen = patterns.of_subcontractor.search(view.text, max(0, sentence.start - REACH), sentence.start)
    return " ".join(seen[0].split()) if seen else ""
