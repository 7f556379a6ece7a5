"""How many a firm will speak to, in how many groups, and how many things it will make: 'u spreekt 720 bewoners'.

Whom and what is counted has no unit of work: the verb beside it says that the number is of a firm's design.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.followers import Figure
from woolak.pipeline.detect.business.numbers import Number
from woolak.rules.reading import Model, read_rules

__all__ = ["REFERENCE", "counts_people", "designed", "people"]

REFERENCE = "referentie"
"""The unit of for how many a firm works, and how many work there."""
BEFORE = 90
"""Characters before a number in which the verb stands."""
_AT_MOST = r"(?:(?:maximaal|max\.|ten[ \n]hoogste|hoogstens|ongeveer|circa|ca\.|telkens|ieder|elk)[ \n])?"
_ABOUT = r"(?:[ \n](?:ruim|bijna|zo'n|meer[ \n]dan|al|inmiddels|ongeveer|circa|een))*"
GROUPS_BEHIND = re.compile(r"[ \n](?:[^\W\d]+e[ \n])?groepen(?!\w)", re.IGNORECASE)
GROUPS_BEFORE = re.compile(r"\b(?:aan|met|voor|dus|totaal|geven|geeft|trainen|traint|tot|naar)[ \n]\Z", re.IGNORECASE)
GROUPS_OF = re.compile(rf"[ \n]groepen[ \n]van[ \n]{_AT_MOST}[\w]+", re.IGNORECASE)
OF_GROUP = re.compile(
    rf"\b(?:\d{{1,2}}|(?<=[ \n])(?!in\b)[^\W\d]+)[ \n]groepen[ \n]van[ \n]{_AT_MOST}\Z", re.IGNORECASE
)
THINGS = re.compile(r"[ \n](?:[^\W\d]+e[ \n])?([a-zà-ÿ'’-]{3,}(?:en|s))(?!\w)")


class DesignCues(Model):
    """rules/cues/business_designed.yaml."""

    people: tuple[str, ...]
    speaks: tuple[str, ...]
    delivers: tuple[str, ...]
    no_things: tuple[str, ...]
    clients: tuple[str, ...]
    serves: tuple[str, ...]
    to: tuple[str, ...]
    staff_before: tuple[str, ...]
    staff: tuple[str, ...]


class _Patterns(NamedTuple):
    people_behind: re.Pattern[str]
    people: re.Pattern[str]
    will_speak: re.Pattern[str]
    delivers: re.Pattern[str]
    counted: frozenset[str]
    no_things: frozenset[str]
    clients: re.Pattern[str]
    serves: re.Pattern[str]
    staff: re.Pattern[str]
    staff_before: re.Pattern[str]


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_designed.yaml", DesignCues)
    flags = re.IGNORECASE
    behind = rf"[ \n](?:[^\W\d]+e[ \n])?({'|'.join(cues.people)})(?!\w)"
    speaks, delivers = _one_of(cues.speaks), _one_of(cues.delivers)
    return _Patterns(
        re.compile(behind, flags),
        re.compile(rf"(?<![\w.,€])(\d{{2,4}})(?:{behind})", flags),
        re.compile(
            rf"\b(?:(?:wij|we|ik)[ \n](?:gaan?[ \n]uit[ \n]van|reken(?:en)?[ \n](?:op|met))"
            rf"|{speaks}[ \n](?:wij|we|ik|u)"
            rf"|(?:wij|we|ik|u)[ \n](?:[^\W\d]+[ \n])?{speaks})\b"
            r"(?![^.;:]*\b(?:ten[ \n]minste|minstens|minimaal|uw)\b)[^.;:\d]{0,50}[ \n]\Z",
            flags,
        ),
        re.compile(
            rf"\b(?:(?:wij|we|ik)[ \n]{delivers}|{delivers}[ \n](?:wij|we|ik)"
            r"|levering[ \n](?:en[ \n][^\W\d]+[ \n])?van)"
            r"[ \n](?:[^\W\d]+[ \n]){0,3}\Z",
            flags,
        ),
        frozenset(cues.people),
        frozenset(cues.no_things),
        re.compile(rf"[ \n](?:[^\W\d]+e[ \n])?{_one_of(cues.clients)}(?!\w)", flags),
        re.compile(rf"\b{_one_of(cues.serves)}\b[^.;:]*[ \n]{_one_of(cues.to)}{_ABOUT}[ \n]\Z", flags),
        re.compile(rf"[ \n]{_one_of(cues.staff)}(?!\w)", flags),
        re.compile(rf"\b{_one_of(cues.staff_before)}{_ABOUT}[ \n]\Z", flags),
    )


def counts_people(unit: str) -> bool:
    """Whether a figure counts whom a firm speaks to."""
    return unit in _patterns().counted


def designed(text: str, number: Number) -> Figure | None:
    """How many a firm will speak or visit, and in how many groups: 'u spreekt 720 bewoners', 'aan vijf groepen'."""
    patterns = _patterns()
    if number.value < 2:
        return None
    if GROUPS_BEHIND.match(text, number.end):
        told = GROUPS_BEFORE.search(text, max(0, number.start - 30), number.start)
        if told or GROUPS_OF.match(text, number.end):
            return Figure("COUNT", number.start, number.end, number.value, "groepen", 0.7)
    if "groepen" in text[max(0, number.start - 60) : number.start].lower() and OF_GROUP.search(
        text, max(0, number.start - 60), number.start
    ):
        return Figure("COUNT", number.start, number.end, number.value, "per groep", 0.7)
    thing = THINGS.match(text, number.end)
    before = text, max(0, number.start - BEFORE), number.start
    if thing and thing[1] not in patterns.no_things and patterns.delivers.search(*before):
        return Figure("COUNT", number.start, number.end, number.value, "stuks", 0.6)
    works_for = patterns.clients.match(text, number.end) and patterns.serves.search(*before)
    if works_for or (patterns.staff.match(text, number.end) and patterns.staff_before.search(*before)):
        return Figure("COUNT", number.start, number.end, number.value, REFERENCE, 0.6)
    who = patterns.people_behind.match(text, number.end)
    if who and patterns.will_speak.search(*before):
        return Figure("COUNT", number.start, number.end, number.value, who[1].lower(), 0.7)
    return None


def people(text: str) -> Iterator[Figure]:
    """Every number of people in digits, whoever counts them: what a firm designed for is known again by it."""
    for match in _patterns().people.finditer(text):
        if match[1].isdigit():
            yield Figure("COUNT", *match.span(1), Decimal(match[1]), match[2].lower(), 0.5)
