"""What stands right beside a figure, by which it is a company's or nobody's: a price, what was planned, a reply."""

from __future__ import annotations

import re

from woolak.pipeline.detect.business.columns import kind_of
from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.tables import Table, TableFigure
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.business.vocabulary import vocabulary

__all__ = [
    "are_weights", "asked_above", "beside_price", "compared", "is_reply", "names_party", "of_amount", "on_page",
]  # fmt: skip

REPLIES = re.compile(
    r"(?:[ \n](?!en\b|of\b)[^\W\d]+){0,5}?[ \n]"
    r"(?:reager\w+|reageert|reactie|\w*antwoord\w*|opmerkingen|teruggebeld|terug[ \n]te[ \n]sturen|retour\w*)\b",
    re.IGNORECASE,
)
REPLIED = re.compile(
    r"\b(?:reager\w+|reageert|reactie|\w*antwoord\w*|bel(?:t|len)[ \n]\w+[ \n]terug)"
    r"(?:[ \n][^\W\d]+){0,3}[ \n]binnen[ \n]\Z",
    re.IGNORECASE,
)
"""Within which somebody answers: 'waarop u binnen twee weken kunt reageren'."""
WENT_DOWN = re.compile(
    r"\b(?:daling|stijging|verlaging|verhoging|besparing|afname|toename)[ \n]van[ \n](?:[^\W\d]+[ \n])?\Z",
    re.IGNORECASE,
)
BESIDE_AMOUNT = re.compile(
    r"\b(?:verschil\w*|scheelt|schelen|duurder|goedkoper|hoger|lager|meer|minder|korting)\b"
    r"[^.;]{0,30}€[ ]?[\d.,-]*\d(?:,-)?"
    r"(?:[ \n](?:duurder|goedkoper|hoger|lager|meer|minder))?"
    r"(?:[ \n]?\(|,?[ \n](?:(?:dat|dit)[ \n]is[ \n]|of[ \n])?)(?:[^\W\d]+[ \n])?\Z",
    re.IGNORECASE,
)
"""A difference in money, told in per cents too: 'het verschil is € 3.000, ongeveer 11%'."""
MONEY = re.compile(r"€|\beuro\b")
HOURS = ("uur", "uren")
USED = re.compile(
    r"\b(?:besteed|bestede|gewerkt|gewerkte|verbruikt|geschreven|overschreden|begroot|begrote"
    r"|(?:boven|onder)[ \n]de[ \n]planning|in[ \n]plaats[ \n]van|van[ \n]\S+[ \n]naar)\b",
    re.IGNORECASE,
)
BECAME = re.compile(r"\b(?:van[ \n]\S+[ \n]naar[ \n]|in[ \n]plaats[ \n]van[ \n](?:de[ \n])?)\Z", re.IGNORECASE)
BECOMES = re.compile(r"(?:[ \n][^\W\d]+){0,2}[ \n](?:naar|in[ \n]plaats[ \n]van)[ \n]", re.IGNORECASE)
OWN_STAFF = re.compile(
    r"\b(?:wij|we|ons|onze|eigen|ambtelijke?|medewerkers[ \n]van[ \n]de[ \n]gemeente|vrijwilligers)\b", re.IGNORECASE
)
PRICE_BEFORE = re.compile(r"(?:€[ ]?[\d.,-]+|\beuro)[ \n](?:[^\W\d]+\.?[ \n]){0,3}voor[ \n](?:de[ \n])?\Z")
PRICE_BEHIND = re.compile(
    r"[^.;€\d]{1,30},[ \n](?:(?:in|samen)[ \n])?(?:totaal[ \n])?€|[^.;€\d]{0,20}[ \n]\(€"
    r"|[^.;€\d]{1,40}\b(?:daar|hier)voor[ \n]€"
    r"|[^.;€\d]{0,20}[ \n](?:à|ad|maal|x|×|van|tegen)[ \n](?:€|\d[\d.,]*[ \n]euro\b)"
)
NEAR_COMPARED, NEAR_PRICE = 70, 60
"""Characters beside a count in which it is compared, or priced."""
LEAST_CRITERIA, WHOLE = 3, (10, 100, 1000)
"""Criteria that have weights, and what these are together."""
BIDS = re.compile(r"\b(?:inschrijver|bieder|aanbieder|bureau|uw[ \n](?:offerte|score))\b", re.IGNORECASE)
NEAR = 22
"""Characters before a percentage in which it is said to go up or down."""
TITLE = re.compile(r"[^\n]*\b(?:offerte|aanbieding|voorstel|inschrijving|plan[ \n]van[ \n]aanpak)\b", re.IGNORECASE)
TITLE_LINES, LONGEST_TITLE = 12, 140
LEAST_ABOUT = 0.8
"""Weight of the words of an assignment by which a page is about one."""


def asked_above(view: PageView, figure: Figure) -> bool:
    """Whether a client asked a count: in the title ('Offerte voor twee metingen') or below the head 'Uw vraag'."""
    if view.page is not None and view.page.page_index == 0:
        start = view.text.rfind("\n", 0, figure.start) + 1
        line = view.text[start:].partition("\n")[0]
        titled = view.text.count("\n", 0, start) < TITLE_LINES and len(line) < LONGEST_TITLE and line[-1:] not in ".,;"
        if titled and TITLE.match(line) and "€" not in line:
            return True
    if not view.blocks:
        return False
    heading = view.heading_above(view.block_index(figure.start))
    return heading is not None and vocabulary().asked_head.search(view.flat, heading.start, heading.end) is not None


def is_reply(view: PageView, figure: Figure) -> bool:
    """Whether a stretch of time is that within which somebody answers."""
    start, end = view.sentence_at(figure.start)
    return bool(REPLIES.match(view.text, figure.end, end) or REPLIED.search(view.text, start, figure.start))


def on_page(view: PageView) -> float:
    """Weight of the cues of an assignment on the whole page; none when public money has more."""
    assigned = view.weights.get("assignment", 0.0)
    return assigned if assigned > view.weights.get("public", 0.0) else 0.0


def of_amount(view: PageView, figure: Figure) -> bool:
    """Whether a percentage tells how far an amount in the same sentence went up or down."""
    sentence = view.sentence_at(figure.start)
    if BESIDE_AMOUNT.search(view.text, max(sentence.start, figure.start - NEAR_PRICE), figure.start):
        return True
    if not WENT_DOWN.search(view.text, max(sentence.start, figure.start - NEAR), figure.start):
        return False
    return MONEY.search(view.text, sentence.start, figure.start) is not None


def compared(view: PageView, figure: Figure) -> bool:
    """Whether work is set beside what was planned, on a page about a firm: hours used, 'van 14 naar 12 workshops'."""
    sentence = view.sentence_at(figure.start)
    near = max(sentence.start, figure.start - NEAR_COMPARED), min(sentence.end, figure.end + NEAR_COMPARED)
    if figure.unit in HOURS:
        changed = USED.search(view.text, *near)
    else:
        changed = BECAME.search(view.text, near[0], figure.start) or BECOMES.match(view.text, figure.end, near[1])
    if not changed or OWN_STAFF.search(view.text, *sentence):
        return False
    return bool(view.parties) or on_page(view) >= LEAST_ABOUT


def beside_price(view: PageView, figure: Figure) -> bool:
    """Whether a count stands directly beside its price: '€ 5.682 voor dertig lessen', 'tien uur, samen € 980'."""
    text, sentence = view.text, view.sentence_at(figure.start)
    before = PRICE_BEFORE.search(text, max(sentence.start, figure.start - NEAR_PRICE), figure.start)
    return bool(before or PRICE_BEHIND.match(text, figure.end, min(sentence.end, figure.end + NEAR_PRICE)))


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
    return named or bool(BIDS.search(view.text, start, table.end))
