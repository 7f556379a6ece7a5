"""The letter that asks a third party for its view, and the form on which it can reply."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from woolak.inventory.letters.paper import Fact, Paper, Part, dutch_date
from woolak.inventory.letters.texts import Counted, Sourced, annex_texts, own_or_ours
from woolak.inventory.line import words
from woolak.rules.casefile import CaseFile, ThirdParty
from woolak.rules.decision import DecisionFile
from woolak.rules.reading import Model

__all__ = ["Enclosed", "ViewTexts", "asking_letter", "reply_form", "view_texts"]


class Facts(Model):
    date: str
    reference: str
    due: str
    party: str


class Proposed(Sourced):
    item: str
    page: Counted
    frame: Counted
    no_frames: str


class Items(Model):
    heading: str
    items: tuple[str, ...]


class Form(Model):
    intro: Items
    choice: Items
    document: Items
    sign: Items


class ViewTexts(Model):
    """rules/texts/zienswijze.yaml"""

    letter_title: str
    form_title: str
    concept: str
    salutation: str
    closing: str
    on_behalf: str
    missing: str
    facts: Facts
    why: Sourced
    proposal: Proposed
    ask: Sourced
    term: Sourced
    form: Form
    own_grounds: tuple[str, ...]
    other_ground: str


@dataclass(frozen=True)
class Enclosed:
    """A document in the bundle."""

    number: str
    title: str
    pages: tuple[int, ...]
    """From 0, in the whole document."""
    frames: int


def view_texts(templates: Path | None = None) -> ViewTexts:
    """The texts in force. Raises CaseFileError, naming file and line, when the municipality's own are wrong."""
    return own_or_ours("zienswijze.yaml", ViewTexts, templates)


def _ranges(pages: Sequence[int]) -> str:
    """`1–3, 7` of 0, 1, 2, 6."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(f"{first + 1}" if first == last else f"{first + 1}–{last + 1}" for first, last in runs)


def _items(enclosed: Sequence[Enclosed], texts: ViewTexts) -> tuple[str, ...]:
    said = texts.proposal
    return tuple(
        said.item.format(
            number=one.number,
            title=one.title,
            pages=said.page.of(len(one.pages), pages=_ranges(one.pages)),
            frames=said.frame.of(one.frames) if one.frames else said.no_frames,
        )
        for one in enclosed
    )


def _facts(decision: DecisionFile, today: datetime.date, due: datetime.date, texts: ViewTexts) -> tuple[Fact, ...]:
    said = texts.facts
    values: Mapping[str, str] = {
        said.date: dutch_date(today), said.reference: decision.reference, said.due: dutch_date(due),
    }  # fmt: skip
    return tuple(Fact(name, value) for name, value in values.items() if value)


def asking_letter(
    party: ThirdParty,
    enclosed: Sequence[Enclosed],
    case: CaseFile,
    decision: DecisionFile,
    today: datetime.date,
    due: datetime.date,
    templates: Path | None = None,
) -> Paper:
    """The letter with the term, to one party."""
    texts = view_texts(templates)
    body = case.municipality.name or texts.missing
    term = tuple(text.format(due=dutch_date(due)) for text in texts.term.text)
    closing = (
        texts.closing, texts.on_behalf.format(body=body), decision.signatory.name or texts.missing,
        decision.signatory.role,
    )  # fmt: skip
    proposal = texts.proposal
    return Paper(
        title=texts.letter_title,
        body=body,
        addressee=(party.name,),
        facts=_facts(decision, today, due, texts),
        salutation=texts.salutation,
        parts=(
            Part(texts.why.heading, texts.why.text, texts.why.source),
            Part(proposal.heading, proposal.text, proposal.source, items=_items(enclosed, texts)),
            Part(texts.ask.heading, texts.ask.text, texts.ask.source),
            Part(texts.term.heading, term, texts.term.source),
        ),
        closing=tuple(part for part in closing if part),
        page=words().page,
        headings=annex_texts(templates).headings.model_dump(),
        concept=texts.concept,
    )


def reply_form(
    party: ThirdParty,
    enclosed: Sequence[Enclosed],
    case: CaseFile,
    decision: DecisionFile,
    due: datetime.date,
    templates: Path | None = None,
) -> Paper:
    """The form to fill in."""
    texts = view_texts(templates)
    form, said = texts.form, texts.facts
    facts = {said.party: party.name, said.reference: decision.reference, said.due: dutch_date(due)}
    documents = tuple(
        Part(form.document.heading.format(number=one.number, title=one.title), form.document.items, level=2)
        for one in enclosed
    )
    return Paper(
        title=texts.form_title,
        body=case.municipality.name or texts.missing,
        addressee=(),
        facts=tuple(Fact(name, value) for name, value in facts.items() if value),
        salutation="",
        parts=(
            Part(form.intro.heading, form.intro.items),
            Part(form.choice.heading, form.choice.items),
            *documents,
            Part(form.sign.heading, form.sign.items),
        ),
        closing=(),
        page=words().page,
        headings=annex_texts(templates).headings.model_dump(),
    )
