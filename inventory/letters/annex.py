"""What the annex to the decision says: the same contents for the Word file and for the PDF."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from woolak.inventory.letters.paper import Amount
from woolak.inventory.letters.texts import Sourced, Texts, annex_texts
from woolak.inventory.line import InventoryLine, in_order, words
from woolak.inventory.lists.listing import Group, Row, listing
from woolak.rules.casefile import CaseFile
from woolak.rules.decision import DecisionFile
from woolak.rules.grounds import catalogue_order, grounds
from woolak.rules.policy import entities
from woolak.typesetting import MOST_ROWS

__all__ = ["Annex", "annex", "named", "older_than_five_years"]

OPINIONS = "5.2(1)"
NAMED = 12  # documents that a sentence names one by one; of more it tells how many
LONGEST_TERM = datetime.timedelta(days=42)  # Woo 4.4, first and second paragraph: four weeks and two more


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs and the article that they rest on."""

    heading: str
    source: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Annex:
    """Everything that a template may print; the names are those that stand in the template."""

    title: str
    concept: str
    """'CONCEPT – niet beoordeeld', or empty once a person has decided on all of it."""
    concept_note: str
    facts: tuple[str, ...]
    counts: str
    amounts: tuple[Amount, ...]
    total: int
    pseudonyms: str
    legal: tuple[str, ...]
    considerations: tuple[Section, ...]
    old: Section | None
    markings: tuple[Section, ...]
    not_processed_intro: str
    not_processed: tuple[Row, ...]
    to_do: tuple[str, ...]
    groups: tuple[Group, ...]
    page: str
    headings: dict[str, str]
    columns: dict[str, str]


def named(lines: Iterable[InventoryLine], texts: Texts) -> str:
    """`document 1a`, `documenten 1a, 1b en 2a`, or how many there are."""
    numbers = [line.number for line in in_order(list(lines))]
    word = texts.document.of(len(numbers))
    if len(numbers) > NAMED:
        return texts.see_list.format(count=len(numbers))
    last = numbers.pop()
    return f"{word} {', '.join(numbers)} {texts.and_} {last}" if numbers else f"{word} {last}"


def older_than_five_years(date: datetime.date, asked: datetime.date, decided: datetime.date | None = None) -> bool:
    """Whether it is older than five years when the decision is taken, or can be when that day is not known (5.3)."""
    latest = decided or asked + LONGEST_TERM
    return (date.year + 5, date.month, date.day) < (latest.year, latest.month, latest.day)


def _with(lines: Iterable[InventoryLine], code: str) -> list[InventoryLine]:
    return [line for line in lines if code in line.listed_grounds]


def _opinions(lines: Sequence[InventoryLine], decision: DecisionFile, texts: Texts) -> Iterator[str]:
    """Why opinions are, or cannot be, given without showing whose they are (5.2 lid 2 and 3)."""
    said = [(line.number, decision.of(line.source).opinions) for line in lines]
    yield from (texts.opinions.said.format(number=number, text=text) for number, text in said if text)
    if not all(text for _, text in said):
        yield texts.opinions.unsaid


def _consideration(
    code: str, text: Sourced, lines: Sequence[InventoryLine], decision: DecisionFile, texts: Texts
) -> Section:
    here = _with(lines, code)
    names = entities()
    kinds = sorted({names[kind] for line in here for kind in line.entities_per_ground.get(code, ()) if kind in names})
    count = sum(line.redactions_per_ground.get(code, 0) for line in here)
    documents = named(here, texts)
    paragraphs = [*text.text]
    if kinds:
        paragraphs.insert(1, texts.kinds.format(kinds=", ".join(kinds)))
    if code == OPINIONS:
        paragraphs += _opinions(in_order(here), decision, texts)
    if count:
        paragraphs.append(texts.closing.of(count, documents=documents, codes=code))
    else:
        paragraphs.append(texts.affected.format(documents=documents))
    return Section(f"{code} – {grounds()[code].name}", text.source, tuple(paragraphs))


def _considerations(lines: Sequence[InventoryLine], decision: DecisionFile, texts: Texts) -> Iterator[Section]:
    used = catalogue_order(code for line in lines for code in line.listed_grounds)
    for code in used:
        if code in texts.considerations and code in grounds():
            yield _consideration(code, texts.considerations[code], lines, decision, texts)
    wob = [line for line in lines if any(code in grounds() and grounds()[code].law == "wob" for code in line.grounds)]
    if wob:
        said = (*texts.wob.text, texts.affected.format(documents=named(wob, texts)))
        yield Section(texts.wob.heading, texts.wob.source, said)


def _old(
    lines: Sequence[InventoryLine], asked: datetime.date | None, decided: datetime.date | None, texts: Texts
) -> Section | None:
    latest = asked or decided
    if not latest:
        return None
    known = grounds()
    late = [
        line
        for line in lines
        if line.date and older_than_five_years(line.date, latest, decided)
        and any(code in known and known[code].old for code in line.listed_grounds)
    ]  # fmt: skip
    if not late:
        return None
    codes = [
        code for code in catalogue_order(code for line in late for code in line.listed_grounds)
        if code in known and known[code].old
    ]  # fmt: skip
    reasons = [f"{code}: {texts.old.reasons.get(code, texts.old.other_reason)}" for code in codes]
    intro = [text.format(documents=named(late, texts)) for text in texts.old.text]
    return Section(texts.headings.old, texts.old.source, (*intro, *reasons))


def _markings(lines: Sequence[InventoryLine], texts: Texts) -> Iterator[Section]:
    for code, text in texts.markings.items():
        judged = {"integraal geweigerd": "niet openbaar"}.get(code, code)
        here = [line for line in lines if code in line.listed_grounds or line.judgement == judged]
        if here:
            said = (*text.text, texts.affected.format(documents=named(here, texts)))
            yield Section(grounds()[code].name, text.source, said)


def _to_do(lines: Sequence[InventoryLine], case: CaseFile, decision: DecisionFile, texts: Texts) -> Iterator[str]:
    """What the annex lacks and nobody but the municipality knows."""
    known = grounds()
    codes = {code for line in lines for code in line.listed_grounds}
    if not case.municipality.name:
        yield texts.to_do.body
    relative = [line for line in lines if any(code in known and known[code].old for code in line.listed_grounds)]
    if relative and not (case.request.date or decision.date):
        yield texts.to_do.request_date
    undated = [line for line in relative if not line.date]
    if undated and (case.request.date or decision.date):
        yield texts.to_do.undated.format(documents=named(undated, texts))
    if any(not decision.of(line.source).until for line in _with(lines, "5.1(4)")):
        yield texts.to_do.end_date
    if any(not decision.of(line.source).opinions for line in _with(lines, OPINIONS)):
        yield texts.to_do.opinions
    for code in catalogue_order(codes):
        if code not in known or not known[code].citable:
            yield texts.to_do.unknown_ground.format(documents=named(_with(lines, code), texts), codes=code)


def _before_list(lines: Sequence[InventoryLine], case: CaseFile, texts: Texts) -> Iterator[str]:
    if case.anonymise_parties and case.third_parties:
        yield texts.pseudonyms
    if len(lines) > MOST_ROWS:
        yield words().elsewhere


def annex(
    lines: Sequence[InventoryLine],
    case: CaseFile,
    templates: Path | None = None,
    decision: DecisionFile | None = None,
) -> Annex:
    """The contents of the annex. Raises CaseFileError when the municipality's own texts are wrong."""
    decision = decision or DecisionFile()
    texts, said, shown = annex_texts(templates), words(), listing(lines, case)
    handled = [line for line in lines if not line.error and line.judgement]
    tally = Counter(row.judgement for group in shown.groups for row in group.rows)
    order = ["openbaar", "deels openbaar", "niet openbaar", "reeds openbaar", "dubbel", "buiten verzoek"]
    failed = {line.number for line in lines if line.error or not line.judgement}
    return Annex(
        title=texts.title,
        concept=shown.concept,
        concept_note=texts.concept_note if shown.concept else "",
        facts=shown.facts,
        counts=texts.counts.of(len(lines)),
        amounts=tuple(Amount(name, tally[name]) for name in [*order, said.not_processed] if tally[name]),
        total=len(lines),
        pseudonyms=" ".join(_before_list(lines, case, texts)),
        legal=tuple(f"{line.text.rstrip('.')} ({line.source})." for line in texts.legal),
        considerations=tuple(_considerations(handled, decision, texts)),
        old=_old(handled, case.request.date, decision.date, texts),
        markings=tuple(_markings(handled, texts)),
        not_processed_intro=texts.not_processed if failed else "",
        not_processed=tuple(row for group in shown.groups for row in group.rows if row.number in failed),
        to_do=tuple(_to_do(handled, case, decision, texts)),
        groups=shown.groups if len(lines) <= MOST_ROWS else (),
        page=said.page,
        headings=texts.headings.model_dump(),
        columns=said.columns.model_dump(),
    )
