"""Checks of the letter: its reasons for each ground, and what it should have said of old information."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from woolak.audit.cues import cue
from woolak.audit.finding import Finding, Subject
from woolak.audit.listing import Row
from woolak.rules.grounds import catalogue_order, grounds

__all__ = ["check_letter", "decision_date"]

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s+(?P<name>{'|'.join(_MONTHS)})\s+(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<d>\d{1,2})[-/](?P<m>\d{1,2})[-/](?P<y>(?:19|20)\d\d)\b",
    re.I,
)
YEARS = 5
"""Article 5.3: older than five years."""
LEAST_TEXT = 200
"""Characters; less is no letter."""


def _date(match: re.Match[str]) -> datetime.date | None:
    try:
        if match["name"]:
            return datetime.date(int(match["year"]), _MONTHS.index(match["name"].lower()) + 1, int(match["day"]))
        return datetime.date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def decision_date(subject: Subject) -> datetime.date | None:
    """The date of the letter: the first one beside or below the word for it."""
    lines = [line.text for _, line in subject.front]
    for place, text in enumerate(lines):
        if cue("decision_date").search(text.strip()):
            for near in lines[place : place + 3]:
                found = next((date for match in _DATE.finditer(near) if (date := _date(match))), None)
                if found:
                    return found
    return None


def _used(subject: Subject) -> set[str]:
    """Grounds of the Woo on which something is closed, by a box or by the list."""
    used = {one.code for one in subject.labels if not one.amount} | set(
        subject.listing.codes if subject.listing else ()
    )
    return {code for code in used if code in grounds() and grounds()[code].law == "woo" and grounds()[code].citable}


def _reasons(subject: Subject) -> Iterator[Finding]:
    """Each ground that is used has its reasons in the letter, and the reverse (R12)."""
    told = {one.code for one in subject.front_labels if one.code in grounds()}
    used = _used(subject)
    for code in catalogue_order(used - told):
        yield Finding("no_reasons", (("code", code), ("name", grounds()[code].name)))
    for code in catalogue_order(told - used):
        if grounds()[code].law == "woo" and grounds()[code].citable:
            yield Finding("reasons_not_used", (("code", code), ("name", grounds()[code].name)))
    marked = set()
    for place, (_, line) in enumerate(subject.front):
        if cue("marked_with").search(line.text):
            near = {id(one) for _, one in subject.front[place : place + 2]}
            marked |= {one.code for one in subject.front_labels if id(one.line) in near}
    if marked & told:
        for code in catalogue_order((told & used) - marked):
            yield Finding("no_mark_told", (("code", code), ("name", grounds()[code].name)))


def _is_old(row: Row, decided: datetime.date) -> bool:
    """Whether a document was certainly older than five years; of a year it is not known when in it."""
    return row.year is not None and row.year < decided.year - YEARS


def _old_information(subject: Subject) -> Iterator[Finding]:
    """Article 5.3 (R7): older than five years, and a relative ground or 5.2 all the same."""
    decided = decision_date(subject)
    if decided is None or subject.listing is None:
        return
    text = " ".join(line.text for _, line in subject.front)
    if re.search(r"\b5\.3\b", text):
        return
    old: list[str] = []
    perhaps: list[str] = []
    codes: set[str] = set()
    for row in subject.listing.rows:
        weighed = {code for code in row.codes if code in grounds() and grounds()[code].old}
        if weighed and row.year is not None and row.year <= decided.year - YEARS:
            (old if _is_old(row, decided) else perhaps).append(row.number)
            codes |= weighed
    if old or perhaps:
        about = {"old": ", ".join(old) or "-", "perhaps": ", ".join(perhaps) or "-",
                 "codes": "; ".join(catalogue_order(codes)), "decided": f"{decided:%d-%m-%Y}"}  # fmt: skip
        yield Finding("no_5_3", tuple(sorted(about.items())))


def check_letter(subject: Subject) -> Iterator[Finding]:
    text = " ".join(line.text for _, line in subject.front)
    if len(text) < LEAST_TEXT:
        yield Finding("no_letter")
        return
    yield from _reasons(subject)
    yield from _old_information(subject)
