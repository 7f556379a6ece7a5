"""What a sentence tells of somebody without the label of a form (rules/cues/identifiers_told.yaml): when he was born,
under which number something was reported, in which house or room he lives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import contact
from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.sentences import sentence_around
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives, any_of
from woolak.pipeline.detect.phrases import Phrases, any_in, phrases
from woolak.rules.reading import Model, read_rules

__all__ = ["births_in_rows", "births_told", "houses_told", "reports_told"]


class Told(Model):
    """rules/cues/identifiers_told.yaml."""

    born_who: tuple[str, ...]
    birth_asked: tuple[str, ...]
    birthdays: tuple[str, ...]
    young: tuple[str, ...]
    person_rows: tuple[str, ...]
    reported: tuple[str, ...]
    house_at: tuple[str, ...]
    chat_streets: tuple[str, ...]
    not_chat_streets: tuple[str, ...]
    sent: tuple[str, ...]
    not_streets: tuple[str, ...]
    rooms: tuple[str, ...]
    room_changed: tuple[str, ...]


def told() -> Told:
    rules: Told = read_rules("cues/identifiers_told.yaml", Told)
    return rules


OF = re.compile(r"\bvan\s")
LONGEST_WHO = 40
"""Characters before the day somebody is 'van' in which it is told who."""
YEAR = re.compile(r"19\d\d(?!\d|[-/.]\d)")
MONTH = r"(?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*"
DAY = re.compile(
    rf"(?<!\d)(?:\d{{1,2}} {MONTH}(?: (?:19|20)\d\d)?|\d{{1,2}}[-/]\d{{1,2}}(?:[-/](?:19|20)?\d\d)?)(?!\d)"
)
NAMED = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?: (?:van|de|der|den|el|al|[A-ZÀ-ÖØ-Þ][\w’'.-]*))*, \Z")
"""A name and a comma, right before a date."""
WHO = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*(?:,? (?:van|de|der|den|ten|ter|el|al|[A-ZÀ-ÖØ-Þ][\w’'.-]*)){0,5}"
ROW_ENDS = re.compile(r"\)?[ ]*[.,;]?[ ]*(?:[\t\n]|\Z)")
YOUNGEST = 2  # years before the last of the page
UNDATED = 2012
"""Where the page tells no other year."""
COMMA = re.compile(r", (?=\d)")
CLOSES = re.compile(r"[,.;)]|\s*$")
POLICE = re.compile(r"(?<![\w-])PL\d{4}[-/ ]?\d{6,10}(?:-\d{1,2})?(?![\w-])")
"""How the police number what is reported: the unit, the year and the report."""
MESSAGE = re.compile(r"(?m)^[^\n]{0,24}\d{1,2}[:.]\d{2}[^\n]*$")
SENTENCE = 90
"""How far before an address it is told that something is sent there."""
HOUSE = r"\d{1,4}(?:-?[a-z])?(?![\w-]|[.,:/]\d)"


@cache
def _birth_patterns() -> tuple[re.Pattern[str], Phrases, Phrases, re.Pattern[str]]:
    rules = told()
    who, asked, days = (alternatives(words) for words in (rules.born_who, rules.birth_asked, rules.birthdays))
    return (
        re.compile(rf"\b(?:{who})\s(?:ben|is|was)\s(?:zelf\s)?\Z"),
        phrases(
            rf"(?im)^[^\n]*\b(?:{asked})\b[^\n?]{{0,40}}\?[ ]*\n[^\n:]{{0,20}}(?:\d:\d\d[^\n:]{{0,20}})?: (?:op )?",
            rules.birth_asked,
        ),
        phrases(rf"(?i)\b(?:{days})\b[^\n:.]{{0,30}}:(?P<list>[^\n.]+(?:\n[^\n.:]+)?)", rules.birthdays),
        re.compile(rf"\b(?:{alternatives(rules.young)})\b"),
    )


def births_told(around: Surroundings, date: re.Pattern[str], last_year: Callable[[], int]) -> Iterator[tuple[int, int]]:
    """Dates (and years) of birth in a sentence, an answer or a list of birthdays; those of children before a year."""
    text, (of_whom, asked, days, young) = around.text, _birth_patterns()
    for said in OF.finditer(around.folded):
        found = date.match(text, said.end()) or YEAR.match(text, said.end())
        if found and of_whom.search(around.folded, max(0, said.start() - LONGEST_WHO), said.start()):
            yield found.span()
    for said in asked.finditer(text):
        if found := date.match(text, said.end()):
            yield found.span()
    for listed in days.finditer(text):
        yield from (day.span() for day in DAY.finditer(text, *listed.span("list")))
    commas = (comma for comma in COMMA.finditer(text) if NAMED.search(text, max(0, comma.end() - 60), comma.end()))
    for found in filter(None, (date.match(text, comma.end()) for comma in commas)):
        years = re.findall(r"(?:19|20)\d\d", found[0])
        if not years or not CLOSES.match(text, found.end()) or int(years[0]) >= (last_year() or int(years[0]) + 1):
            continue
        if young.search(around.folded, sentence_around(text, found.start())[0], found.start()):
            yield found.span()


@cache
def _person_row() -> re.Pattern[str]:
    """The label of a row of a form that is of a person, and a name up to a date."""
    return re.compile(
        rf"(?m)^[ ]*(?i:{alternatives(told().person_rows)})[ ]*(?::|\t)[ \t]*"
        rf"(?:(?i:de heer|dhr\.?|mevrouw|mevr\.?|mw\.?) )?{WHO}(?:,| [-–]|) \(?(?=\d{{1,2}}[-/. ])"
    )


def births_in_rows(
    around: Surroundings, date: re.Pattern[str], last_year: Callable[..., int]
) -> Iterator[tuple[int, int]]:
    """The dates behind a name that end a row of a form which is of a person, long before the page was made:
    'Voor | Karin Bos, 1 januari 1989'."""
    text = around.text
    for row in _person_row().finditer(text):
        found = date.match(text, row.end())
        years = re.findall(r"(?:19|20)\d\d", found[0]) if found else ()
        if found and years and ROW_ENDS.match(text, found.end()):
            last = last_year((found.span(),)) or UNDATED
            if int(years[0]) < last - YOUNGEST:
                yield found.span()


@cache
def _report() -> Phrases:
    return phrases(
        rf"(?i)\b(?:{alternatives(told().reported)})\b[^.!?\n\t;]{{0,40}}?[ ,](?:onder )?(?:nummer|nr\.?)[ \n:]{{1,2}}"
        r"(?P<value>(?:19|20)\d\d[-/]?\d{4,8}|\d{6,12}|[A-Z]{1,4}[-/]?\d{4}[-/]\d{3,8})(?![\w-])",
        told().reported,
    )


def reports_told(around: Surroundings) -> Iterator[Hit]:
    """The numbers of what was reported to the police or somebody who guards."""
    for found in POLICE.finditer(around.text) if "PL" in around.text else ():
        yield Hit("REFERENCE", *found.span(), 0.9, "criminal_case:PL")
    for found in _report().finditer(around.text):
        yield Hit("REFERENCE", *found.span("value"), 0.86, "criminal_case:nummer")


class _Houses:
    """The patterns of houses and rooms."""

    def __init__(self) -> None:
        rules = told()
        number = rf"(?P<value>(?:huis)?(?:nummer|nr\.?) {HOUSE})(?! (?:van|op|in|uit) (?:de|het|een)\b)"
        self.number = phrases(
            rf"\b(?:{alternatives(rules.house_at)})[ \n]{number}", ("nummer", "nr", "huisnummer"), re.I
        )
        self.street = re.compile(rf"[A-ZÀ-Þ][a-zà-ÿ-]+(?:{alternatives(contact().street_ends)})\b(?! \d)")
        self.in_chat = re.compile(
            rf"(?<![\w-])(?!(?:{alternatives(rules.not_chat_streets)})\b)"
            rf"[a-zà-ÿ]{{3,30}}(?:{alternatives(rules.chat_streets)})\.? {HOUSE}"
        )
        self.sent_to = re.compile(
            rf"\s(?:naar|op|bij)\s(?P<value>(?=[A-ZÀ-Þ])(?!(?i:{alternatives(rules.not_streets)})\b)"
            rf"[A-ZÀ-Þ][a-zà-ÿ]{{3,}}(?: [A-ZÀ-Þ][a-zà-ÿ]+)? {HOUSE})(?=[.,!?)]|\s*$|\s(?:in|te)\b|\n)"
        )
        self.sent_words = tuple(word.strip("*") for word in rules.sent)
        self.sent = re.compile(rf"\b(?i:{any_of(rules.sent)})\b[^.!?\n]*\Z")
        self.room = re.compile(rf"(?<=[\w.]) \((?i:{alternatives(rules.rooms)}) ?(?P<value>\d{{1,4}}[a-z]?)(?=[,;)])")
        changed = alternatives(rules.room_changed)
        self.moved = re.compile(
            rf"(?i)(?:\bkamer (?:(?:{changed}) )?van|\b(?:{changed}) van kamer) (?P<old>\d{{1,4}}) naar (?:kamer )?"
            r"(?P<value>\d{1,4})(?![\w.,]\d)"
        )


@cache
def _houses() -> _Houses:
    return _Houses()


def houses_told(around: Surroundings) -> Iterator[Hit]:
    """The number of a house of which the street is named elsewhere, an address in a chat, and rooms of residents."""
    text, rules, patterns = around.text, told(), _houses()
    for found in patterns.number.finditer(text):
        if patterns.street.search(text):
            yield Hit("ADDRESS", *found.span("value"), 0.8, "home_number")
    for message in MESSAGE.finditer(text) if any_in(rules.chat_streets, around.folded) else ():
        for found in patterns.in_chat.finditer(text, message.start(), message.end()):
            yield Hit("ADDRESS", *found.span(), 0.75, "home_number")
    for found in patterns.sent_to.finditer(text) if any_in(patterns.sent_words, around.folded) else ():
        if patterns.sent.search(text, max(0, found.start() - SENTENCE), found.start()):
            yield Hit("ADDRESS", *found.span("value"), 0.75, "home_number")
    if " (k" in text or " (a" in text or " (u" in text or " (K" in text:
        for found in patterns.room.finditer(text):
            if around.person_between(max(0, found.start() - 30), found.start()):
                yield Hit("ADDRESS", *found.span("value"), 0.75, "home_number")
    for found in patterns.moved.finditer(text) if "kamer" in around.folded else ():
        yield from (Hit("ADDRESS", *found.span(part), 0.75, "home_number") for part in ("old", "value"))
