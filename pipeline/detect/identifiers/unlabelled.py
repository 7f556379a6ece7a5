"""Numbers of a firm's paper and of an order that stand without a label of their own: the paper within its year
('Nota 12 van 2024'), the heading that opens with it ('Voorstel 0331-18 van 3 mei'), the account in a stamp; and
a customer's pass, by the word for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.identifiers.codes import DATE, YEARS
from woolak.pipeline.detect.identifiers.cues import numbers
from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["unlabelled_numbers"]

ACCOUNT = re.compile(r"(?<![\w./-])[1-9]\d{3,6}(?P<sign>[./-])(?:20\d\d|\d{3,6})(?P=sign)\d{1,4}(?![\w/-]|[.,]\d)")
"""An account in the books with the year or the kind of costs and a number: '7150.2024.31'."""
NEAR = 140
"""Characters before it in which a stamp says what was done."""


class _Patterns(NamedTuple):
    in_year: Phrases
    """'Nota 12 van 2024', 'factuur nr. 3 / 2024'."""
    heading: re.Pattern[str]
    stamp: re.Pattern[str]
    card: Phrases


@cache
def _patterns() -> _Patterns:
    rules = numbers()
    papers = alternatives((*rules.own_papers, *rules.own_proposals))
    return _Patterns(
        phrases(
            rf"(?i)(?<![\w-])(?:{alternatives(rules.own_papers)})[ ](?:(?:nr|no|nummer)\.?[ ])?"
            r"(?P<value>\d{1,3}[ ](?:van|in|/)[ ]20\d\d)(?![\w/-]|[.,]\d)",
            rules.own_papers,
        ),
        re.compile(
            rf"(?im)^[ ]*(?:{papers})[ ](?:(?:nr|no|nummer)\.?[ ])?"
            r"(?P<value>(?![\w./-]{17})(?:[A-Z]{0,4}[-./]?)\d{2,6}(?:[-./][A-Z\d]{1,6}){1,3})"
            r"(?=[ ]*$|,|:|[ ](?:van|d\.d\.|dd|voor|aan|inzake|betreft)\b)"
        ),
        re.compile(rf"(?i)\b(?:{alternatives(rules.stamped)})\b"),
        phrases(
            rf"(?<![\w-])(?i:{alternatives(rules.cards)})[ ](?:(?:nr|nummer|no)\.?[ ])?"
            r"(?P<value>[A-Z]{1,4}[-.]?\d{5,12}|[A-Z]{2}[-*]?[A-Z\d]{3}[-*]?[A-Z]?\d{6,8}(?:[-*][A-Z\d])?|\d{8,19})(?![\w/-]|[.,]\d)",
            rules.cards,
        ),
    )


def unlabelled_numbers(around: Surroundings) -> Iterator[Hit]:
    """The numbers of a paper from outside by which it opens, and the accounts in a stamp."""
    text, patterns = around.text, _patterns()
    if around.origin == "third_party":
        for told in patterns.in_year.finditer(text):
            yield Hit("REFERENCE", *told.span("value"), 0.8, "party_reference:nota")
        for told in patterns.heading.finditer(text):
            value = told["value"]
            if sum(map(str.isdigit, value)) >= 4 and not (DATE.match(value) or YEARS.fullmatch(value)):
                yield Hit("REFERENCE", *told.span("value"), 0.8, "party_reference:voorstel")
    for account in ACCOUNT.finditer(text):
        line = around.columns.line_span(around.columns.line_of(account.start()))[0]
        if patterns.stamp.search(text, max(line, account.start() - NEAR), account.start()):
            yield Hit("ORDER_NUMBER", *account.span(), 0.8, "order_number:stempel")
    for card in patterns.card.finditer(text):
        yield Hit("CUSTOMER_NUMBER", *card.span("value"), 0.85, "client_of_person:pas")
