"""Checks of the labels, against the law, the list and the letter. Facts: docs/architecture.md; rules R10-R12."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from woolak.audit.cues import cue, cues, texts
from woolak.audit.finding import Finding, Subject
from woolak.audit.labels import Placed
from woolak.rules.grounds import catalogue_order, confusable, grounds

__all__ = ["check_labels"]


def _is_ground(code: str) -> bool:
    return code in grounds() and bool(grounds()[code].law)


def _at(subject: Subject, kind: str, one: Placed, **about: str) -> Finding:
    return subject.at(kind, one.file, one.line, one.label.start, one.label.end, code=one.code, **about)


def _in_box(subject: Subject) -> Iterator[Finding]:
    """What is wrong with a label by itself."""
    for one in subject.labels:
        meant = " / ".join(one.label.meant) or texts().words["no_idea"]
        if one.amount:
            yield _at(
                subject, "amount_or_label", one, written=one.line.text[one.label.start : one.label.end], meant=meant
            )
        elif "incomplete" in one.label.problems:
            yield _at(subject, "incomplete", one)
        elif "invalid" in one.label.problems:
            yield _at(subject, "invalid", one, meant=meant)
        elif one.code in grounds() and not grounds()[one.code].citable:
            yield _at(subject, "rule_as_label", one)


def _alike(code: str, listed: frozenset[str]) -> str:
    """The listed ground that a letter of this one is easily misread for."""
    return (
        " / ".join(catalogue_order(other for other in confusable(code) if other in listed)) or texts().words["no_idea"]
    )


def _against_the_list(subject: Subject) -> Iterator[Finding]:
    """Each ground in a box stands in the line of its document, and the reverse (R12)."""
    if subject.listing is None:
        yield Finding("no_list")
        return
    everywhere = subject.listing.codes
    used: dict[str, set[str]] = {}
    for one in subject.labels:
        if not _is_ground(one.code) or one.amount:
            continue
        span = subject.span_at(one.file, one.line.number)
        for number in (span.document, *span.maybe) if span else ():
            used.setdefault(number, set()).add(one.code)
        if grounds()[one.code].law != "woo":
            continue
        listed = subject.listed_for(one.file, one.line.number)
        if one.code not in everywhere:
            near = _alike(one.code, everywhere if listed is None else listed)
            yield _at(subject, "in_no_line", one, name=grounds()[one.code].name, near=near)
        elif listed is not None and one.code not in listed:
            yield _at(subject, "not_in_its_line", one, listed="; ".join(catalogue_order(listed)) or "-",
                      near=_alike(one.code, listed))  # fmt: skip
    for row in subject.listing.rows:
        for code in catalogue_order(row.codes):
            if not row.refused and not row.provided and _is_missing(subject, row.number, code, used):
                yield subject.at("listed_not_used", subject.listing.file, row.line, code=code, number=row.number)


def _is_missing(subject: Subject, number: str, code: str, used: dict[str, set[str]]) -> bool:
    """Whether a listed ground is in no box of its document. Where a document begins is a guess in a long file: there
    the document has to hold other grounds of its line, and no label that may be this one read badly."""
    here = used.get(number, set())
    found = [span for spans in subject.spans.values() for span in spans if span.document == number]
    if code in here or not found:
        return False
    if all(span.sure for span in found):
        return True
    stem = re.match(r"[^)]*\)?", code)
    unclear = {one.code for one in subject.labels if one.document == number and one.label.problems}
    unclear |= {one for one in here if one in confusable(code)}
    perhaps = {one for one in unclear if stem and one.startswith(stem.group())}
    return bool(here & set(subject.rows[number].codes)) and not perhaps


def _in_the_list(subject: Subject) -> Iterator[Finding]:
    if subject.listing is None:
        return
    file = subject.listing.file
    for row in subject.listing.rows:
        for code, count in Counter(row.codes).items():
            if count > 1:
                yield subject.at("twice_in_line", file, row.line, code=code, number=row.number, count=str(count))
            if not _is_ground(code):
                yield subject.at("invalid_in_line", file, row.line, code=code, number=row.number)
        if row.refused and not row.codes and not row.provided and not cue("refused_before").search(row.line.text):
            yield subject.at("refused_without_ground", file, row.line, number=row.number)
    numbers = Counter(row.number for row in subject.listing.rows)
    for row in subject.listing.rows:
        if numbers[row.number] > 1:
            yield subject.at("number_twice", file, row.line, number=row.number)
    listed = len(subject.listing.rows)
    text = " ".join(line.text for _, line in subject.front)
    for pattern in cues().counts:
        written = re.compile(pattern.replace("{n}", r"(\d+)").replace(" ", r"\s+"), re.I)
        for match in written.finditer(text):
            if int(match[1]) != listed:
                yield Finding("count_differs", (("listed", str(listed)), ("told", match[1])), quote=match.group())


def check_labels(subject: Subject) -> Iterator[Finding]:
    yield from _in_box(subject)
    yield from _in_the_list(subject)
    yield from _against_the_list(subject)
