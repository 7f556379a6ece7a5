"""Dates of birth: a date behind 'geboren', under 'Geboortedatum', or behind a name and a sign for birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from woolak.pipeline.detect.identifiers.birth_brackets import births_behind, births_beside, births_in_brackets
from woolak.pipeline.detect.identifiers.cues import Cue, numbers
from woolak.pipeline.detect.identifiers.labelled import LONGEST_TABLE, is_one_of_heads, values_of
from woolak.pipeline.detect.identifiers.recognizer import SURE, Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.rows import has_head
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.identifiers.told import births_in_rows, births_told
from woolak.pipeline.detect.patterns import alternatives

__all__ = ["BirthRecognizer"]

MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?|okt(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|january|february|march|may|june|july|august|oct(?:ober)?)"
)
DATE = re.compile(
    rf"\d{{1,2}}\s?[-/.–]\s?(?:\d{{1,2}}|{MONTH})\s?[-/.–]\s?(?:(?:19|20)\d\d|['’]?\d\d)(?!\d)"
    rf"|(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|[a-zë]{{3,12}}(?:tien|tig))\s{MONTH}\s"
    rf"(?:negentienhonderd(?:\s?[a-zëï]+)?|negentien[a-zëï]{{3,}}|tweeduizend(?:\s?[a-zëï]+)?)(?!\w)"
    rf"|{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d(?!\d)"
    rf"|\d{{1,2}}(?:e|ste|st|nd|rd|th)?\s(?:van\s|of\s)?{MONTH}\.?\s(?:19|20)\d\d(?!\d)|(?:19|20)\d\d[-/.]\d\d[-/.]\d\d(?!\d)|(?:19|20)\d{{6}}(?!\d)|\d{{8}}(?!\d)",
    re.I,
)
ROW_DATE = re.compile(r"(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d(?!\d)")
TITLE = r"(?:[Mm]evrouw|[Mm]evr\.?|[Mm]w\.?|[Dd]e heer|[Dd]hr\.?)"
CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w’'.-]+"
NAMEISH = re.compile(
    rf"(?:^|[\t,;:(] ?|\d[.)]? )(?:{TITLE} {CAPITALISED}"
    rf"|{CAPITALISED}(?:,? (?:{CAPITALISED}|[A-ZÀ-Þ]|van|de|der|den|'t|‘t|’t|el|al|ter|ten|bin|ben)){{1,5}}),?[ (]*\Z"
)
"""Somebody's name, up to the date behind it or under it: 'Vos, Tim', 'Lot van der Meer,'."""
FEWEST, YOUNGEST = 2, 2  # such dates that make a list of people, and years before the last date of the page
GROWN_UP = 17  # years that members of a board have at least
YEAR = re.compile(r"(?:19[1-9]\d|20[0-2]\d)(?!\d|[-/.]\d)")
SIGN = re.compile(rf"(?:°\s?|\(?\*|\bgeb\.?\s?)(?P<date>{DATE.pattern})", re.I)
SAID_AFTER = re.compile(rf"(?P<date>{DATE.pattern})\s?\((?:geb|geboorte)", re.I)
BETWEEN = re.compile(
    r"[ ]?(?:\([^)]{0,20}\))?[ .:]*"
    r"(?:(?:op|is|te|in|on|the|d\.d\.|dd|[A-Z][\w'-]+|den|aan|de|het|en|[(),–-])[ .:]*){0,7}$"
)
TOWN = r"(?:(?:Den|De|Het|El|Al|San|Santa|New|'s-|Sint) ?)?[A-ZÀ-ÖØ-Þİ][\w’'-]+(?: [A-ZÀ-ÖØ-Þ][\w’'-]+)?"
PLACE = re.compile(
    r"(?i:(?<!\w)(?:geboren(?: is)?|geb\.)(?: op [^,;\n]{6,22})?,? (?:te|in) )"
    rf"(?P<town>{TOWN}(?: \([A-ZÀ-Þ][\w -]+\))?)"
    r"|(?i:^[ ]*|(?<=\t))(?i:geboorteplaats|plaats van geboorte)(?i: en -land)?[ ]*[:\t][: \t]*"
    rf"(?P<field>{TOWN}(?:[ ,(]+{TOWN}\)?)?)",
    re.M,
)
"""Where somebody was born."""
YEARS = re.compile(r"(?<!\d)20[0-3]\d(?!\d)")
GONE = 1910  # people born before this are history, not private life


@cache
def _other_date() -> re.Pattern[str]:
    """In the line of a date: that it is one of something else."""
    return re.compile(rf"\b(?:{alternatives(numbers().birth_not)})\b")


def _date_at(text: str, position: int) -> int:
    match = DATE.match(text, position)
    return match.end() if match else position


def _year_of(date: str) -> int:
    years = re.findall(r"(?:18|19|20)\d\d", date)
    return int(years[0]) if years else 1950


def _behind_names(around: Surroundings) -> list[re.Match[str]]:
    """The dates behind names on a page that speaks of births, long before the page was made."""
    found = []
    for match in ROW_DATE.finditer(around.text):
        cell = around.columns.cell_at(match.start())
        before = around.text[cell.start : match.start()]
        if not before.strip():
            above = next(around.columns.above(cell, 1), None) or around.columns.cells(max(cell.line - 1, 0))[-1]
            before = around.text[above.start : above.end]
        if NAMEISH.search(before) and not _other_date().search(before.lower()):
            found.append(match)
    last = _last_year(around) if found else 0
    old = [match for match in found if _year_of(match[0]) < last - YOUNGEST]
    return old if len(old) >= FEWEST else []


def _of_board(around: Surroundings) -> Iterator[re.Match[str]]:
    """The dates in the rows of a board's members, when all are of grown-ups: 'Voorzitter | A. Vos | 3-5-1951'."""
    found = {}
    for cue in around.cues.of("board"):
        first, last = around.columns.line_span(around.columns.line_of(cue.start))
        if around.person_between(first, last) and not _other_date().search(around.folded, first, last):
            found.update({match.start(): match for match in DATE.finditer(around.text, first, last)})
    years = [_year_of(match[0]) for match in found.values()]
    others = _last_year(around, tuple(match.span() for match in found.values())) if len(years) >= FEWEST else 0
    if len(years) >= FEWEST and (not others or max(years) <= others - GROWN_UP):
        yield from found.values()


def _last_year(around: Surroundings, but: tuple[tuple[int, int], ...] = ()) -> int:
    """The year of the page: the last that it names, but for those within these spans, or of its document."""
    dated = around.document.facts.date if around.document else None
    years = (year for year in YEARS.finditer(around.text) if not any(s <= year.start() < e for s, e in but))
    return max((*(int(year[0]) for year in years), dated.year if dated else 0))


class BirthRecognizer(IdentifierRecognizer):
    """Dates (and years) and places of birth, by their context only."""

    ENTITIES = ("BIRTH_DATE",)

    def find(self, around: Surroundings) -> Iterator[Hit]:
        text, cues = around.text, around.cues.of("birth")
        dates: dict[int, Hit] = {}
        for value in values_of(around, cues, _date_at):
            dates[value.start] = Hit("BIRTH_DATE", value.start, value.end, SURE, "birth_date")
        for cue in cues:
            if hit := self._in_sentence(around, cue):
                dates.setdefault(hit.start, hit)
        for match in ROW_DATE.finditer(text) if cues and around.page and around.page.source == "ocr" else ():
            if has_head(around, match.start(), ROW_DATE, "geb"):
                dates.setdefault(match.start(), Hit("BIRTH_DATE", *match.span(), 0.85, "birth_date"))
        heads = [cue for cue in cues if is_one_of_heads(around, cue)]
        last, one_year = (_last_year(around), len(set(YEARS.findall(text))) == 1) if heads else (0, False)
        for cue in heads:
            for under in around.columns.below(around.columns.cell_at(cue.start), LONGEST_TABLE):
                for match in ROW_DATE.finditer(text, under.start, under.end):
                    if _year_of(match[0]) < last or one_year:
                        dates.setdefault(match.start(), Hit("BIRTH_DATE", *match.span(), 0.85, "birth_date"))
        for match in _behind_names(around) if cues else ():
            dates.setdefault(match.start(), Hit("BIRTH_DATE", *match.span(), 0.8, "birth_date"))
        for match in _of_board(around):
            dates.setdefault(match.start(), Hit("BIRTH_DATE", *match.span(), 0.8, "birth_date"))
        signed = "geb" in around.folded or "*" in text or "°" in text
        for match in SIGN.finditer(text) if signed else ():
            dates.setdefault(match.start("date"), Hit("BIRTH_DATE", *match.span("date"), 0.8, "birth_date"))
        for match in SAID_AFTER.finditer(text) if "(geb" in around.folded else ():
            dates.setdefault(match.start("date"), Hit("BIRTH_DATE", *match.span("date"), 0.85, "birth_date"))
        for hit in list(dates.values()) if ") " in text or ")," in text else ():
            for start, end in births_behind(text, hit.end, DATE):
                dates.setdefault(start, Hit("BIRTH_DATE", start, end, 0.85, "birth_date"))
        bracketed = [*births_in_brackets(text, DATE), *((*span, False) for span in births_beside(text, DATE))]
        others = _last_year(around, tuple((start, end) for start, end, _ in bracketed)) if bracketed else 0
        for start, end, own in bracketed:
            if own or not others or _year_of(text[start:end]) < others:
                dates.setdefault(start, Hit("BIRTH_DATE", start, end, 0.85, "birth_date"))
        for start, end in births_in_rows(around, DATE, partial(_last_year, around)):
            dates.setdefault(start, Hit("BIRTH_DATE", start, end, 0.8, "birth_date"))
        for start, end in births_told(around, DATE, partial(_last_year, around)):
            dates.setdefault(start, Hit("BIRTH_DATE", start, end, 0.85, "birth_date"))
        for match in PLACE.finditer(text) if "geb" in around.folded else ():
            yield Hit("BIRTH_DATE", *match.span("town" if match["town"] else "field"), 0.8, "birth_place")
        yield from (hit for hit in dates.values() if _year_of(text[hit.start : hit.end]) >= GONE)

    def _in_sentence(self, around: Surroundings, cue: Cue) -> Hit | None:
        """'geboren te Delft op 3 maart 1980'; 'mevrouw Jansen, geboren in 1980'."""
        text = around.text
        stop = min(around.columns.line_span(around.columns.line_of(cue.end))[1] + 30, cue.end + 60, len(text))
        date = DATE.search(text, cue.end, stop)
        found = date or YEAR.search(text, cue.end, stop)
        if not found or not BETWEEN.fullmatch(text[cue.end : found.start()].replace("\n", " ").replace("\t", " ")):
            return None
        if date:
            return Hit("BIRTH_DATE", *date.span(), SURE, "birth_date")
        of_someone = around.person_between(max(0, cue.start - 120), cue.start)
        if of_someone or "jaar" in around.folded[cue.start : cue.end]:
            return Hit("BIRTH_DATE", *found.span(), 0.7, "birth_year")
        return None
