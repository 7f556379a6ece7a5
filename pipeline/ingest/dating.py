"""The date of a document: of its writing, not one that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from woolak.pipeline.ingest.factrules import DateRules, pattern
from woolak.pipeline.ingest.lines import Line

__all__ = ["dates_in", "find_date"]

EARLIEST, LATEST = 1970, 2100
HEAD = 0.5
FIRST_LINES = 3
YEAR = 366
COLUMNS = ((4, YEAR), (2, 5 * YEAR))
"""So many dates by themselves, so far apart in days, are a column of a register: days of birth, and not its date."""
DIGITS = re.compile(r"\d\d")
"""What every date has: a year has two digits or four."""
WEEKDAY = re.compile(r"\b(?:maan|dins|woens|donder|vrij|zater|zon)dag,?$", re.IGNORECASE)
TOWN = re.compile(r"(?:te )?[A-Z][\w' -]{1,24}(?:,| d\.d\.)?")

# How sure a place is. In a sentence a date is nearly always of something else.
LABELLED, ALONE, IN_TITLE, LABELLED_LATER, IN_FILE_NAME, SIGNED, VERSION, MONTH, PROSE = 8, 7, 6.5, 6, 5, 4, 3.5, 3, 1


@dataclass(frozen=True, slots=True)
class _Seen:
    score: float
    when: date
    words: str


@cache
def _notations(months: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(sorted(months, key=len, reverse=True))
    return re.compile(
        rf"(?<![\d.,/-])(?:(?P<d1>[0-3]?\d)(?:\s*e)?[\s-]+(?P<m1>{names})\.?[\s,-]+['’‘]?(?P<y1>\d{{4}}|\d\d)(?!\d)"
        r"|(?P<d2>[0-3]?\d)(?P<sep>\s?[-/.]\s?)(?P<m2>[01]?\d)(?P=sep)['’‘]?(?P<y2>\d{4}|\d\d)(?![\d.,/-]*\d)"
        r"|(?P<y3>\d{4})-(?P<m3>[01]\d)-(?P<d3>[0-3]\d)(?!\d)"
        rf"|\b(?P<m4>{names})\.? (?P<y4>\d{{4}})(?!\d))",
        re.IGNORECASE,
    )


def dates_in(text: str, rules: DateRules) -> Iterator[tuple[date, re.Match[str]]]:
    """Every date in a text, with where it stands; of a month without a day the first."""
    if not DIGITS.search(text):
        return
    for match in _notations(tuple(rules.months)).finditer(text):
        day = match["d1"] or match["d2"] or match["d3"] or "1"
        name = match["m1"] or match["m4"]
        month = str(rules.months[name.lower()]) if name else match["m2"] or match["m3"]
        year = int(match["y1"] or match["y2"] or match["y3"] or match["y4"])
        year += 0 if year > 99 else 2000 if year < 70 else 1900
        try:
            when = date(year, int(month), int(day))
        except ValueError:
            continue
        if EARLIEST <= when.year <= LATEST:
            yield when, match


def find_date(pages: list[list[Line]], title: str, file_name: str, rules: DateRules) -> tuple[date | None, str]:
    """The date and the words that it was taken from; (None, "") when there is none to be sure of.

    A document that tells its month only is dated on the first of it.
    """
    seen = [found for number, lines in enumerate(pages) for found in _in_lines(lines, number, rules)]
    for when, match in dates_in(title, rules):
        if not match["m4"]:
            seen.append(_Seen(IN_TITLE, when, title))
    seen += _in_file_name(file_name, rules)
    bare = {found.when for found in seen if found.score == ALONE}
    if any(len(bare) >= count and (max(bare) - min(bare)).days > apart for count, apart in COLUMNS):
        seen = [found for found in seen if found.score != ALONE]
    best = max(seen, key=lambda found: found.score, default=None)  # of equals the first
    return (best.when, best.words) if best else (None, "")


def _in_lines(lines: list[Line], page: int, rules: DateRules) -> Iterator[_Seen]:
    before = pattern(tuple(rf"\b(?:{cue})\s*$" for cue in rules.not_before))
    for at, line in enumerate(lines):
        for when, match in dates_in(line.text, rules):
            words = line.text.strip()[:80]
            cells = line.text[: match.start()].split("\t")
            lead, after = WEEKDAY.sub("", cells[-1].strip()), line.text[match.end() :].split("\t")[0]
            label = lead if lead or len(cells) == 1 else cells[-2].strip()
            above = _above(lines, at, len(cells) - 1) if not lead and len(cells) < 3 else ""
            names = [_bare(text) for text in (label, re.sub(r"[:,].*$", "", label), above)]
            if any(pattern(rules.not_labels).match(name) for name in names if name):
                continue
            if any(pattern(rules.labels, whole=True).match(name) for name in names if name):
                yield _Seen((LABELLED if page == 0 else LABELLED_LATER) - _month(match), when, words)
                continue
            if page == 0 and at < FIRST_LINES and len(line.text) < 70 and pattern(rules.meeting).search(lead):
                yield _Seen(VERSION - _month(match), when, words)
                continue
            version = pattern(rules.version).search(lead) and len(lead) < 60
            if re.search(rules.event_after, after) or (
                before.search(lead) and not version and not pattern(rules.signed).search(lead)
            ):
                continue
            place = TOWN.fullmatch(lead)
            ends = "\t" not in line.text[match.end() :].rstrip()  # 'Secretaris, a date, a street' is a row on somebody
            alone = (not lead or place is not None) and len(after.strip(" .,)")) < 3
            if match["m4"]:
                if alone or (len(line.text) < 70 and len(after.strip(" .,)")) < 3 and (line.y > 0.85 or page == 0)):
                    yield _Seen(MONTH - 0.1 * page, when, words)
            elif (
                alone and page == 0 and line.y < HEAD and (len(cells) == 1 or place or (ends and TOWN.fullmatch(label)))
            ):
                yield _Seen(ALONE, when, words)
            elif (place and alone) or pattern(rules.signed).search(lead):
                yield _Seen(SIGNED, when, words)
            elif version:
                yield _Seen(VERSION - 0.1 * page, when, words)
            elif page == 0 and line.y < 0.3 and len(cells) == 1:
                yield _Seen(PROSE, when, words)


def _month(match: re.Match[str]) -> float:
    return 2.0 if match["m4"] else 0.0


def _bare(text: str) -> str:
    return text.strip(" :.\t").lower()


def _above(lines: list[Line], at: int, cell: int) -> str:
    """The cell above, in the line before."""
    cells = lines[at - 1].text.split("\t") if at else []
    return cells[cell] if cell < len(cells) else ""


def _in_file_name(name: str, rules: DateRules) -> Iterator[_Seen]:
    spaced = name.replace("_", " ")
    for when, match in dates_in(spaced, rules):
        yield _Seen(IN_FILE_NAME - _month(match) - 0.5 * bool(match["m4"]), when, name)
    for match in re.finditer(r"(?<!\d)((?:19|20)\d\d)[ .]?(\d\d)[ .]?(\d\d)(?!\d)", spaced):
        try:
            yield _Seen(IN_FILE_NAME, date(int(match[1]), int(match[2]), int(match[3])), name)
        except ValueError:
            continue
