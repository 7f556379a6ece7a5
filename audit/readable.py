"""Checks of what can still be read, and of what was hidden without or on the wrong ground."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from woolak.audit.cues import cue, cues
from woolak.audit.documents import Span
from woolak.audit.finding import Finding, Subject
from woolak.audit.labels import Placed
from woolak.audit.reading import Line, ReadFile

__all__ = ["check_readable"]

_MAIL_REST = re.compile(r"[\])}]?\s{0,8}(?P<left>[a-z]{0,2})\s{0,3}(?P<domain>@\s?[\w-]+(?:\.[\w-]+)+)", re.I)
_NAME = re.compile(r"(?:[A-Z][\w'’.-]*\s+){1,3}(?:van\s+|de\s+|der\s+|den\s+|ten\s+)*[A-Z][\w'’-]+")
HEAD = 30
"""So many lines at the beginning of a document say to whom it goes."""
PERSON = "5.1(2)e"
TOUCHING = 3
"""So few letters between a label and a piece of black: they belong together."""


def _mail(subject: Subject) -> Iterator[Finding]:
    """What is left of an address."""
    for one in subject.labels:
        match = _MAIL_REST.match(one.line.text, one.label.end)
        if match:
            kind = "letters_left" if match["left"] else "domain_left"
            yield subject.at(kind, one.file, one.line, one.label.start, match.end(), left=match["left"],
                             domain=match["domain"])  # fmt: skip


def _boxes(subject: Subject) -> Iterator[Finding]:
    """Black without a label; black that goes on from a label, over lines too, has that label."""
    at: dict[tuple[str, int], list[Placed]] = {}
    for one in subject.labels:
        at.setdefault((one.file, one.line.number), []).append(one)
    if not at:
        return
    labelled, loose, last_file = False, 0, ""
    for file, line in subject.body:
        if file.name != last_file:
            labelled, loose, last_file = False, 9, file.name
        pieces = [(one.label.start, one.label.end, True) for one in at.get((file.name, line.number), ())]
        pieces += [(match.start(), match.end(), False) for match in cue("box").finditer(line.text)]
        end = 0
        for start, stop, is_label in sorted(pieces):
            loose += sum(map(str.isalnum, line.text[end:start]))
            if is_label:
                labelled = True
            elif not (labelled and loose <= TOUCHING):
                labelled = False
                follows = _MAIL_REST.match(line.text, stop)
                kind = "mail_without_ground" if follows else "box_without_ground"
                yield subject.at(kind, file.name, line, start, stop)
            loose, end = 0, max(end, stop)
        loose += sum(map(str.isalnum, line.text[end:]))


def _headers(subject: Subject) -> Iterator[Finding]:
    """A mail header with nothing behind it, followed by another one."""
    names = "|".join(cues().mail_header)
    alone = re.compile(rf"\s*({names})\s*:?\s*", re.I)
    other = re.compile(rf"\s*(?:{names}|subject|onderwerp|betreft|date|datum|sent|verzonden)\b", re.I)
    lines = [(file, line) for file, line in subject.body if line.text.strip()]
    told: list[Span] = []
    for (file, line), (_, following) in pairwise(lines):
        match = alone.fullmatch(line.text)
        if match and other.match(following.text) and _is_mail(lines, line):
            yield subject.at("empty_header", file.name, line, header=match[1])
            listed = subject.listed_for(file.name, line.number)
            span = subject.span_at(file.name, line.number)
            if span and listed is not None and PERSON not in listed and span not in told:
                told.append(span)
                yield subject.at("person_not_listed", file.name, line, code=PERSON)


def _is_mail(lines: list[tuple[ReadFile, Line]], line: Line) -> bool:
    near = [one.text for _, one in lines if abs(one.number - line.number) <= 12]
    return any(re.match(r"\s*(?:subject|onderwerp|betreft|re)\b", text, re.I) for text in near)


def _opinions(subject: Subject) -> Iterator[Finding]:
    """5.2(1) in a document for the board (R8), and under headings of alternatives and facts (R9)."""
    for file in subject.release.files:
        for span in subject.spans[file.name]:
            lines = [line for line in file.lines if span.first <= line.number <= span.last]
            numbers = {one.line.number for one in subject.labels if one.file == file.name and one.code == "5.2(1)"}
            numbers &= {line.number for line in lines}
            if not numbers:
                continue
            addressee = _addressee([line for line in lines if line.text.strip()][:HEAD])
            if addressee:
                yield subject.at("opinion_to_board", file.name, *addressee)
            heading: Line | None = None
            told: set[str] = set()
            for line in lines:
                text = line.text.strip().rstrip(":")
                if 0 < len(text) < 60 and line.number not in numbers and (line.text.startswith(" ") or line.begins):
                    heading = line if cue("alternatives").search(text) else None
                if heading and line.number in numbers and heading.text.strip().casefold() not in told:
                    told.add(heading.text.strip().casefold())
                    yield subject.at("opinion_on_alternatives", file.name, heading)


def _addressee(head: list[Line]) -> tuple[Line, int, int] | None:
    """The line that says that a document goes to a member of the board: by the office, or by a name that was left
    readable where names are hidden."""
    for place, line in enumerate(head):
        match = cue("addressed").match(line.text.strip())
        if not match:
            continue
        for near in (line, *head[place + 1 : place + 2]):
            text = near.text.strip()
            text = text[match.end() :].strip(" :\t") if near is line else text
            if cue("board").search(text) or _NAME.fullmatch(text):
                return near, 0, len(near.text)
            if text:
                break
    return None


def _public_money(subject: Subject) -> Iterator[Finding]:
    """Money of the government under a ground for data of companies."""
    seen = set()
    for one in subject.labels:
        company = one.code in ("5.1(1)c", "5.1(2)f", "10(1)c") or one.amount
        text = one.line.text
        near = text[max(0, one.label.start - 12) : one.label.start] + text[one.label.end : one.label.end + 12]
        if company and (one.amount or cue("amount").search(near)) and cue("public_money").search(text):
            if (one.file, one.line.number) not in seen:
                yield subject.at("public_money", one.file, one.line, one.label.start, one.label.end, code=one.code)
            seen.add((one.file, one.line.number))


def check_readable(subject: Subject) -> Iterator[Finding]:
    yield from _mail(subject)
    yield from _boxes(subject)
    yield from _headers(subject)
    yield from _opinions(subject)
    yield from _public_money(subject)
