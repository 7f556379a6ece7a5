"""What stands right beside a figure, by which it is a company's or nobody's: a price, what was planned, a reply."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.columns import kind_of
from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.tables import Table, TableFigure
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.lines import line_around
from woolak.pipeline.detect.patterns import either
from woolak.pipeline.detect.phrases import any_in
from woolak.rules.reading import Model, read_rules

__all__ = [
    "are_weights", "asked_above", "asks_more", "behind_firms_price", "behind_party", "beside_price", "bounds_price",
    "compared", "for_discount", "is_fine", "is_reply", "names_party", "of_amount", "of_notice", "on_page",
]  # fmt: skip

PRICED_LABEL = re.compile(r"[^\t\n]{0,60}\t(?:[^\t\n]{1,40}\t){0,2}(?:€[ ]?)?\d")
"""The rest of a label, and its figure in one of the next cells."""
MONEY = re.compile(r"€|\beuro\b")
PRICE_BEFORE = re.compile(
    r"(?:€[ ]?[\d.,-]+|\beuro)[ \n](?:[^\W\d]+\.?[ \n]){0,3}(?:voor|bij|tegen)[ \n](?:de[ \n])?\Z"
)
NEAR_COMPARED, NEAR_PRICE = 70, 60
"""Characters beside a count in which it is compared, or priced."""
LEAST_CRITERIA, WHOLE = 3, (10, 100, 1000)
"""Criteria that have weights, and what these are together."""
HOURS_BEFORE = re.compile(
    r"\d[ \n](?:uur|uren|dagen|dagdelen),?[ \n](?:(?:is|=|dus|totaal|samen|voor|dat[ \n]is)[ \n])?\Z", re.IGNORECASE
)
"""Before what so much work costs: 'wordt dus 480 uur, € 40.320'."""
BESIDE, NEAREST = re.compile(r"[ \n]?[:=(–-]?[ \n]?(?:(?:voor|met|vraagt|kost|biedt|bood|vroeg)[ \n])?"), 12
"""Between a firm's name and its price."""
NEAR = 22
"""Characters before a percentage in which it is said to go up or down."""
TITLE_LINES, LONGEST_TITLE = 12, 140
LEAST_ABOUT = 0.8
"""Weight of the words of an assignment by which a page is about one."""


class AlongsideCues(Model):
    """rules/cues/business_alongside.yaml."""

    replies: tuple[str, ...]
    replied: tuple[str, ...]
    changes: tuple[str, ...]
    differs: tuple[str, ...]
    compared: tuple[str, ...]
    hours: tuple[str, ...]
    used: tuple[str, ...]
    became: tuple[str, ...]
    becomes: tuple[str, ...]
    own_staff: tuple[str, ...]
    at_price: tuple[str, ...]
    without_vat: tuple[str, ...]
    bounds: tuple[str, ...]
    bounded: tuple[str, ...]
    bids: tuple[str, ...]
    titles: tuple[str, ...]
    within: tuple[str, ...]
    discounts: tuple[str, ...]
    notice: tuple[str, ...]
    asks: tuple[str, ...]
    extra: tuple[str, ...]
    wholes: tuple[str, ...]
    offers: tuple[str, ...]
    terms: tuple[str, ...]
    fines: tuple[str, ...]
    agreed: tuple[str, ...]
    fined_by_law: tuple[str, ...]


class _Patterns(NamedTuple):
    replies: re.Pattern[str]
    replied: re.Pattern[str]
    """Within which somebody answers: 'waarop u binnen twee weken kunt reageren'."""
    went_down: re.Pattern[str]
    beside_amount: re.Pattern[str]
    """A difference in money, told in per cents too: 'het verschil is € 3.000, ongeveer 11%'."""
    hours: frozenset[str]
    used: re.Pattern[str]
    became: re.Pattern[str]
    becomes: re.Pattern[str]
    own_staff: re.Pattern[str]
    price_behind: re.Pattern[str]
    firms_price: re.Pattern[str]
    """Before a count: its price without VAT."""
    bound: re.Pattern[str]
    """Before a distance or time to which a price holds."""
    bounded: frozenset[str]
    bids: re.Pattern[str]
    title: re.Pattern[str]
    within: re.Pattern[str]
    """Before the time within which somebody pays, for which he gets what is told behind it: a discount."""
    discount: re.Pattern[str]
    notice_before: re.Pattern[str]
    notice_behind: re.Pattern[str]
    asks: re.Pattern[str]
    extra: re.Pattern[str]
    part_of: re.Pattern[str]
    offer_before: re.Pattern[str]
    term_before: re.Pattern[str]
    fine: re.Pattern[str]
    agreed: tuple[str, ...]
    fined_by_law: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_alongside.yaml", AlongsideCues)

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    discounts, percent = either(cues.discounts), r"\d[ ]?(?:%|procent)"
    return _Patterns(
        compiled(rf"(?:[ \n](?!en\b|of\b)[^\W\d]+){{0,5}}?[ \n]{either(cues.replies)}\b"),
        compiled(rf"\b{either(cues.replied)}(?:[ \n][^\W\d]+){{0,3}}[ \n]binnen[ \n]\Z"),
        compiled(rf"\b{either(cues.changes)}[ \n]van[ \n](?:[^\W\d]+[ \n])?\Z"),
        compiled(
            rf"\b{either(cues.differs)}\b[^.;]{{0,30}}€[ ]?[\d.,-]*\d(?:,-)?(?:[ \n]{either(cues.compared)})?"
            r"(?:[ \n]?\(|,?[ \n](?:(?:dat|dit)[ \n]is[ \n]|of[ \n])?)(?:[^\W\d]+[ \n])?\Z"
        ),
        frozenset(cues.hours),
        compiled(rf"\b{either(cues.used)}\b"),
        compiled(rf"\b{either(cues.became)}[ \n]\Z"),
        compiled(rf"(?:[ \n][^\W\d]+){{0,2}}[ \n]{either(cues.becomes)}[ \n]"),
        compiled(rf"\b{either(cues.own_staff)}\b"),
        re.compile(
            r"[^.;€\d]{1,30},[ \n](?:(?:in|samen|voor|tegen)[ \n])?(?:totaal[ \n])?€|[^.;€\d]{0,20}[ \n]\(€"
            r"|[^.;€\d]{1,40}\b(?:daar|hier)voor[ \n]€"
            rf"|[^.;€\d]{{0,20}}[ \n]{either(cues.at_price)}[ \n](?:€|\d[\d.,]*[ \n]euro\b)"
        ),
        compiled(rf"\d[\d.,-]*[ \n](?:euro[ \n])?{either(cues.without_vat)},?[ \n](?:voor|bij|op)[ \n](?:de[ \n])?\Z"),
        compiled(rf"\b{either(cues.bounds)}[ ]\Z"),
        frozenset(cues.bounded),
        compiled(rf"\b{either(cues.bids)}\b"),
        compiled(rf"[^\n]*\b{either(cues.titles)}\b"),
        compiled(rf"\b{either(cues.within)}[ \n](?:binnen|in)[ \n]\Z"),
        compiled(rf"[^.;]*(?:\b{discounts}\b[^.;]*{percent}|{percent}[^.;]*\b{discounts}\b)"),
        compiled(rf"\b{either(cues.notice)}\b[^.;:]{{0,50}}\Z"),
        compiled(rf"[ \n]{either(cues.notice)}\b"),
        compiled(rf"\b{either(cues.asks)}[ \n](?:[^\W\d]+[ \n]){{0,3}}\Z"),
        compiled(rf"(?:[ \n]euro)?[ \n]{either(cues.extra)}\b"),
        compiled(
            r"(?:[ \n]euro)?[ ]?[,(;–-][ \n]?(?:(?:dat|dit|of)[ \n](?:is[ \n]|wel[ \n])?)?(?:[^\W\d]+[ \n])?\d[\d,]*"
            rf"[ ]?(?:%|procent)[ \n]van[ \n](?:de|het|uw|hun)[ \n]{either(cues.wholes)}\b"
        ),
        compiled(rf"\b{either(cues.offers)}[ \n](?:van|is|was|ligt|bedraagt)[ \n](?:[^.;]|\.(?=\d)){{0,50}}\Z"),
        compiled(rf"\b{either(cues.terms)}(?:[ \n]van)?[ \n]\(?\Z"),
        compiled(rf"\b{either(cues.fines)}\b"),
        cues.agreed,
        compiled(rf"\b{either(cues.fined_by_law)}\b"),
    )


def asked_above(view: PageView, figure: Figure) -> bool:
    """Whether a client asked a count: in the title ('Offerte voor twee metingen') or below the head 'Uw vraag'."""
    if view.page is not None and view.page.page_index == 0:
        start, end = line_around(view.text, figure.start)
        line = view.text[start:end]
        titled = view.text.count("\n", 0, start) < TITLE_LINES and len(line) < LONGEST_TITLE and line[-1:] not in ".,;"
        if titled and _patterns().title.match(line) and "€" not in line:
            return True
    if not view.blocks:
        return False
    index = view.block_index(figure.start)
    heading = view.heading_above(index)
    if heading is None or not vocabulary().asked_head.search(view.flat, heading.start, heading.end):
        return False
    between = view.blocks[view.block_index(heading.start) + 1 : index]  # behind a list of what was asked comes the rest
    return view.blocks[index].kind != "paragraph" or not any(block.kind == "item" for block in between)


def asks_more(view: PageView, figure: Figure) -> bool:
    """Whether somebody asks a sum beyond what was agreed, on a page that names a firm ('vraagt om € 900 extra'), or it
    is told as what it offers, or as a part of an order: '€ 900, dat is 10% van de opdracht'."""
    if _patterns().part_of.match(view.text, figure.end):
        return True
    if HOURS_BEFORE.search(view.text, max(0, figure.start - NEAR), figure.start):
        return True
    if _patterns().term_before.search(view.text, max(0, figure.start - NEAR_PRICE), figure.start):
        return view.hits.sums(*view.sentence_at(figure.start)).get("public", 0.0) == 0.0
    if not view.parties:
        return False
    first = max(view.sentence_at(figure.start).start, figure.start - NEAR_COMPARED)
    if _patterns().offer_before.search(view.text, first, figure.start):
        return True
    if not _patterns().extra.match(view.text, figure.end):
        return False
    return _patterns().asks.search(view.text, max(0, figure.start - NEAR_PRICE), figure.start) is not None


def is_fine(view: PageView, figure: Figure) -> bool:
    """Whether a sum is a fine that a firm owes by its agreement."""
    sentence = view.sentence_at(figure.start)
    if not view.parties or not _patterns().fine.search(view.text, *sentence):
        return False
    return any_in(_patterns().agreed, view.flat) and not _patterns().fined_by_law.search(view.text, *sentence)


def behind_party(view: PageView, figure: Figure) -> bool:
    """Whether a sum stands right behind a third party's name: 'Zandloper € 19.130', 'Zandloper: 19.130'."""
    return any(
        0 < figure.start - mention.end <= NEAREST and BESIDE.fullmatch(view.text, mention.end, figure.start)
        for mention in view.parties
    )


def bounds_price(view: PageView, figure: Figure) -> bool:
    """Whether a distance or time in a label tells to what a price holds, which the client set: 'rit tot 20 km'."""
    if figure.unit not in _patterns().bounded or not PRICED_LABEL.match(view.text, figure.end):
        return False
    return _patterns().bound.search(view.text, max(0, figure.start - NEAR), figure.start) is not None


def is_reply(view: PageView, figure: Figure) -> bool:
    """Whether a stretch of time is that within which somebody answers."""
    start, end = view.sentence_at(figure.start)
    return bool(
        _patterns().replies.match(view.text, figure.end, end)
        or _patterns().replied.search(view.text, start, figure.start)
    )


def of_notice(view: PageView, figure: Figure) -> bool:
    """Whether a stretch of time is that in which an agreement can be ended: 'opzegtermijn zes weken'."""
    sentence = view.sentence_at(figure.start)
    near = max(sentence.start, figure.start - NEAR_COMPARED), figure.start
    return bool(
        _patterns().notice_before.search(view.text, *near) or _patterns().notice_behind.match(view.text, figure.end)
    )


def for_discount(view: PageView, figure: Figure) -> bool:
    """Whether a stretch of time is that within which somebody pays for less: 'bij betaling binnen acht dagen 2% af'."""
    sentence = view.sentence_at(figure.start)
    if not _patterns().within.search(view.text, max(sentence.start, figure.start - NEAR_PRICE), figure.start):
        return False
    return _patterns().discount.match(view.text, figure.end, sentence.end) is not None


def on_page(view: PageView) -> float:
    """Weight of the cues of an assignment on the whole page; none when public money has more."""
    assigned = view.weights.get("assignment", 0.0)
    return assigned if assigned > view.weights.get("public", 0.0) else 0.0


def of_amount(view: PageView, figure: Figure) -> bool:
    """Whether a percentage tells how far an amount in the same sentence went up or down."""
    sentence = view.sentence_at(figure.start)
    if _patterns().beside_amount.search(view.text, max(sentence.start, figure.start - NEAR_PRICE), figure.start):
        return True
    if not _patterns().went_down.search(view.text, max(sentence.start, figure.start - NEAR), figure.start):
        return False
    return MONEY.search(view.text, sentence.start, figure.start) is not None


def compared(view: PageView, figure: Figure) -> bool:
    """Whether work is set beside what was planned, on a page about a firm: hours used, 'van 14 naar 12 workshops'."""
    sentence = view.sentence_at(figure.start)
    near = max(sentence.start, figure.start - NEAR_COMPARED), min(sentence.end, figure.end + NEAR_COMPARED)
    if figure.unit in _patterns().hours:
        changed = _patterns().used.search(view.text, *near)
    else:
        changed = _patterns().became.search(view.text, near[0], figure.start) or _patterns().becomes.match(
            view.text, figure.end, near[1]
        )
    if not changed or _patterns().own_staff.search(view.text, *sentence):
        return False
    return bool(view.parties) or on_page(view) >= LEAST_ABOUT or view.by_company(figure.start)


def beside_price(view: PageView, figure: Figure) -> bool:
    """Whether a count stands directly beside its price: '€ 5.682 voor dertig lessen', 'tien uur, samen € 980'."""
    text, sentence = view.text, view.sentence_at(figure.start)
    before = PRICE_BEFORE.search(text, max(sentence.start, figure.start - NEAR_PRICE), figure.start)
    return bool(before or _patterns().price_behind.match(text, figure.end, min(sentence.end, figure.end + NEAR_PRICE)))


def behind_firms_price(view: PageView, figure: Figure) -> bool:
    """Whether a count stands right behind its price without VAT, which is a firm's: '€ 5.400 ex btw voor 6 dagen'."""
    first = max(view.sentence_at(figure.start).start, figure.start - NEAR_PRICE)
    return _patterns().firms_price.search(view.text, first, figure.start) is not None


def are_weights(table: Table, found: TableFigure) -> bool:
    """Whether a column of points is that of what each criterion weighs: together they make a hundred or a thousand."""
    if kind_of(found.seen) != "score":
        return False
    column = [one for one in table.figures if one.seen == found.seen and one.entity == "COUNT"]
    values = [one.cell.value for one in column]
    total = sum(values)
    return len(values) >= LEAST_CRITERIA and (total in WHOLE or (total / 2 in WHOLE and values[-1] in WHOLE))


def names_party(view: PageView, table: Table) -> bool:
    """Whether a table, or what stands directly above it, names who bids."""
    index = view.block_index(table.start)
    start = view.blocks[index - 1].start if view.blocks and index else table.start
    named = any(start <= mention.start < table.end for mention in view.parties)
    return named or bool(_patterns().bids.search(view.text, start, table.end))
