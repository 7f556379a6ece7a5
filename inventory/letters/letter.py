"""What the decision letter says: from the list, the annex, zaak.yaml, besluit.yaml and the log."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from woolak.inventory.letters.annex import Annex, annex, named
from woolak.inventory.letters.lettertexts import LetterTexts, letter_texts
from woolak.inventory.letters.paper import Amount, Fact, Paper, Part, dutch_date
from woolak.inventory.letters.texts import annex_texts
from woolak.inventory.line import InventoryLine
from woolak.inventory.zienswijze.views import View
from woolak.rules.casefile import CaseFile
from woolak.rules.decision import DecisionFile

__all__ = ["Course", "letter", "objection_until", "publication_day"]

OBJECTION = datetime.timedelta(weeks=6)
"""Awb 6:7 and 6:8: six weeks from the day after the decision was sent."""
DELAY = datetime.timedelta(weeks=2)
"""Woo 4.4 lid 5: two weeks after the decision when a third party may object."""


@dataclass(frozen=True)
class Course:
    """How the request was handled (Woo 4.4)."""

    received: datetime.date | None = None
    extended: datetime.date | None = None
    suspensions: tuple[tuple[datetime.date, datetime.date | None], ...] = ()
    due: datetime.date | None = None


def objection_until(decided: datetime.date) -> datetime.date:
    return decided + OBJECTION


def publication_day(decision: DecisionFile, views: Sequence[View]) -> datetime.date | None:
    """The day on which documents are given, when that is later than the decision; None: with the decision.

    Later when besluit.yaml says so, or when a third party objects (Woo 4.4 lid 5).
    """
    if decision.publish_on:
        return decision.publish_on
    if decision.date and any(view.objects for view in views):
        return decision.date + DELAY
    return None


def _request(case: CaseFile, texts: LetterTexts) -> Part:
    asked = case.request
    day = dutch_date(asked.date) if asked.date else texts.missing
    said = [text.format(requested=day, text=asked.text or texts.missing) for text in texts.request.text]
    if asked.period.from_ and asked.period.to:
        period = {"from": dutch_date(asked.period.from_), "to": dutch_date(asked.period.to)}
        said.append(texts.request.period.format(**period))
    return Part(texts.request.heading, tuple(said), texts.request.source)


def _progress(course: Course, decision: DecisionFile, texts: LetterTexts) -> Iterator[Part]:
    text = texts.progress
    if not course.received:
        return
    said = [text.received.format(date=dutch_date(course.received))]
    if course.extended:
        said.append(text.extended.format(date=dutch_date(course.extended)))
    for start, end in course.suspensions:
        form = text.suspended if end else text.still
        said.append(form.format(start=dutch_date(start), end=dutch_date(end) if end else ""))
    if course.due and all(end for _, end in course.suspensions):
        said.append(text.due.format(date=dutch_date(course.due)))
        if decision.date and decision.date > course.due:
            said.append(text.late)
    yield Part(text.heading, tuple(said), text.source)


def _decision(said: Annex, texts: LetterTexts, joint: str) -> Part:
    text = texts.decision
    if not said.total:
        return Part(text.heading, (text.none,), text.source)
    parts = [text.parts[amount.name].format(count=amount.count) for amount in said.amounts]
    last = parts.pop()
    listed = f"{', '.join(parts)} {joint} {last}" if parts else last
    found = text.found.of(said.total, sum=listed)
    amounts = tuple(Amount(amount.name, amount.count) for amount in said.amounts)
    return Part(text.heading, (found, text.table), text.source, amounts=amounts, total=said.total)


def _reasons(said: Annex, texts: LetterTexts) -> Iterator[Part]:
    text = texts.grounds
    if said.considerations or said.old:
        yield Part(text.heading, text.text, text.source)
        for section in said.considerations:
            yield Part(section.heading, section.paragraphs, section.source, level=2)
    elif said.total:
        yield Part(text.heading, (text.none,), text.source)
    for section in [said.old] if said.old else []:
        yield Part(section.heading, section.paragraphs, section.source)
    for section in said.markings:
        yield Part(section.heading, section.paragraphs, section.source)


def _views(case: CaseFile, views: Sequence[View], today: datetime.date, texts: LetterTexts) -> Iterator[Part]:
    text = texts.views
    if not views:
        return
    items = []
    for view in views:
        party = next((one for one in case.third_parties if one.name == view.party), None)
        shown = case.pseudonym(party) if party and case.anonymise_parties else view.party
        form = text.replied if view.says else text.waived if view.waived else text.silent
        if not view.says and not view.waived and today <= view.due:
            form = text.waiting
        says = text.says[view.says.value] if view.says else ""
        replied = dutch_date(view.replied) if view.replied else ""
        item = form.format(party=shown, date=replied, due=dutch_date(view.due), says=says)
        items.append(item[:1].upper() + item[1:])
    yield Part(text.heading, (text.intro.of(len(views)), text.weighed), text.source, items=tuple(items))


def _publication(
    lines: Sequence[InventoryLine], decision: DecisionFile, views: Sequence[View], texts: LetterTexts, own: Path | None
) -> Part:
    text, words = texts.publication, annex_texts(own)
    day = publication_day(decision, views)
    said = [text.later.format(date=dutch_date(day)) if day else text.now]
    suspended = [line for line in lines if line.suspended]
    if day and suspended and len(suspended) < len(lines):
        said = [text.now, said[0], text.suspended.format(documents=named(suspended, words))]
    for line in lines:
        until = decision.of(line.source).until
        if until:
            said.append(text.addressee.format(date=dutch_date(until), documents=named([line], words)))
    return Part(text.heading, tuple(said), text.source)


def _objection(decision: DecisionFile, texts: LetterTexts) -> Part:
    text, to = texts.objection, decision.objection
    until = dutch_date(objection_until(decision.date)) if decision.date else texts.missing
    address = ", ".join(part for part in (to.body, *to.address) if part) or texts.missing
    said = [one.format(until=until, address=address) for one in text.text]
    if to.website:
        said.append(text.website.format(website=to.website))
    return Part(text.heading, tuple(said), text.source)


def _to_do(case: CaseFile, decision: DecisionFile, texts: LetterTexts) -> Iterator[str]:
    said = texts.to_do
    wanted = {
        said.requested: case.request.date, said.request_text: case.request.text, said.date: decision.date,
        said.reference: decision.reference, said.requester: decision.requester.name,
        said.signatory: decision.signatory.name, said.objection: decision.objection.address or decision.objection.body,
    }  # fmt: skip
    yield from (sentence for sentence, value in wanted.items() if not value)


def _facts(case: CaseFile, decision: DecisionFile, texts: LetterTexts) -> Iterator[Fact]:
    said = texts.facts
    author = ", ".join(part for part in (decision.author.name, decision.author.phone, decision.author.mail) if part)
    values = {
        said.date: dutch_date(decision.date) if decision.date else texts.missing,
        said.reference: decision.reference or texts.missing,
        said.requested: dutch_date(case.request.date) if case.request.date else texts.missing,
        said.author: author,
        said.annexes: texts.annex_name,
    }
    yield from (Fact(name, value) for name, value in values.items() if value)


def letter(
    lines: Sequence[InventoryLine],
    case: CaseFile,
    decision: DecisionFile,
    course: Course,
    views: Sequence[View],
    today: datetime.date,
    templates: Path | None = None,
) -> Paper:
    """The contents of the letter. Raises CaseFileError when the municipality's own texts are wrong."""
    texts, words = letter_texts(templates), annex_texts(templates)
    said = annex(lines, case, templates, decision)
    requester, signatory = decision.requester, decision.signatory
    parts = [
        _request(case, texts), *_progress(course, decision, texts), _decision(said, texts, words.and_),
        Part(texts.list.heading, texts.list.text, texts.list.source),
        Part(texts.legal.heading, said.legal, texts.legal.source),
        *_reasons(said, texts), *_views(case, views, today, texts),
        _publication(lines, decision, views, texts, templates), _objection(decision, texts),
    ]  # fmt: skip
    name = requester.name
    closing = (
        texts.closing, texts.on_behalf.format(body=case.municipality.name or texts.missing),
        signatory.name or texts.missing, signatory.role,
    )  # fmt: skip
    return Paper(
        title=texts.title,
        body=case.municipality.name or texts.missing,
        addressee=(name or texts.missing, *requester.address),
        facts=tuple(_facts(case, decision, texts)),
        salutation=texts.salutation.format(name=name) if name else texts.salutation_unknown,
        parts=tuple(parts),
        closing=tuple(part for part in closing if part),
        page=said.page,
        headings=said.headings,
        concept=texts.concept,
        concept_note=texts.concept_note,
        to_do=(*_to_do(case, decision, texts), *said.to_do),
        annex_heading=texts.annex_heading if said.groups else "",
        groups=said.groups,
        columns=said.columns,
    )
