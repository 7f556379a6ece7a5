"""Finds shares and stretches of time that have no number by themselves: 'de helft bij opdracht', 'een dag of twee'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from woolak.pipeline.detect.business.followers import Figure
from woolak.pipeline.detect.business.numerals import NUMBER_WORD
from woolak.pipeline.detect.phrases import phrases

__all__ = ["SPLIT", "portions"]

SPLIT = "delen"
"""The unit of parts that stand beside each other: '50/50'."""
SPLIT_PARTS, WHOLE = re.compile(r"(?<![\w/.,-])\d\d(?:/\d\d){1,3}(?![\w/,-]|\.\d)"), 100
PARTS = ("derde", "vierde", "vijfde", "zesde", "achtste", "tiende")
SHARE = phrases(
    r"(?<![\w-])(?:de[ \n](?:andere[ \n])?helft|(?:een|één)[ \n]kwart"
    r"|(?:twee|drie)[ \n]?(?:derde|kwart|vierde)|driekwart"
    rf"|(?:een|één)[ \n](?:{'|'.join(PARTS)})(?![ \n](?!bij|na|van|halverwege|tussentijds|daarna|later|nu|vooraf"
    r"|achteraf|direct|op|is|wordt|en|aan|in|voor|per|te|verdeeld|factur|bet|krijg|volgt)[a-z]))(?![\w-])",
    (start + part for start in ("", "twee", "drie") for part in ("helft", "kwart", *PARTS)),
    re.IGNORECASE,
)
"""A share in which is paid: 'de helft bij opdracht'."""
EQUAL = phrases(
    rf"(?<![\w-])(?:\d|{NUMBER_WORD})[ \n]gelijke[ \n](?:delen|termijnen|porties|helften|tranches|bedragen)(?![\w-])",
    (f"gelijke {part}" for part in ("delen", "termijnen", "porties", "helften", "tranches", "bedragen")),
    re.IGNORECASE,
)
"""In how many parts, as large as each other, is paid: 'in vier gelijke delen'."""
OR_SO = phrases(
    rf"(?<![\w-])een[ \n](?:uur|dag|week|maand|jaar)[ \n]of[ \n](?:\d{{1,2}}|{NUMBER_WORD})(?![\w-])",
    (f"{time} een of" for time in ("uur", "dag", "week", "maand", "jaar")),
    re.IGNORECASE,
)


def portions(text: str) -> Iterator[Figure]:
    """The shares in which is paid, and the stretches of time of which the second number is a guess."""
    for about in OR_SO.finditer(text):
        yield Figure("DURATION", about.start(), about.end(), Decimal(0), "of", 0.6)
    for parts in SPLIT_PARTS.finditer(text) if "/" in text else ():
        if sum(map(int, parts[0].split("/"))) == WHOLE:
            yield Figure("PERCENTAGE", *parts.span(), Decimal(0), SPLIT, 0.7)
    for equal in EQUAL.finditer(text):
        yield Figure("PERCENTAGE", equal.start(), equal.end(), Decimal(0), SPLIT, 0.7)
    for share in SHARE.finditer(text):
        yield Figure("PERCENTAGE", share.start(), share.end(), Decimal(0), "deel", 0.7)
