"""What decided cases teach: names, keeps and wordings for the municipality's own file, and what those would change.

Only what people decided counts, never what the policy accepted by itself. Taken are:

- names that a person drew, or approved where the machine only made a suggestion;
- what people rejected each time that they decided on it (of a person's name only a whole one, or a word that no list
  of names has: 'Jan' alone says nothing of another case);
- short passages that a person drew, as they are worded, proposed as a suggestion.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from woolak.case import POLICY, Case
from woolak.errors import OpenDecisions, UsageError
from woolak.model import Proposal
from woolak.review.marks import DRAWN, Mark
from woolak.review.state import fold
from woolak.rules.casefile import CaseFile
from woolak.rules.lessons import Keep, Lesson, Lessons, Wording, read_lessons, write_lessons
from woolak.rules.policy import Policy, load_policy
from woolak.run import facts_of, readable

__all__ = ["Change", "learn", "lesson_of", "undo"]

PERSONAL = "5.1(2)e"
KEPT = frozenset({"PERSON", "EMAIL", "PHONE", "ADDRESS", "COMPANY", "BRAND", "URL", "SOCIAL_HANDLE", "IBAN"})
"""Entities of which it can be learned that something stays; amounts and passages differ from case to case."""
PASSAGES = {
    "5.1(1)c": "METHOD", "5.1(1)d": "SPECIAL_CATEGORY", "5.1(2)b": "NEGOTIATION", "5.1(2)d": "INSPECTION",
    "5.1(2)i": "CONSULTATION", "5.2(1)": "OPINION",
}  # fmt: skip
"""The ground that a person gave a passage, and what it is proposed as."""
NAME_WORDS, WORDING_WORDS = 5, range(3, 16)


@dataclass(frozen=True, slots=True)
class Change:
    """A proposal that an older case would have more, or less."""

    case: str
    source: str
    page_index: int
    text: str
    more: bool


def _decided(case: Case) -> Iterator[Mark]:
    """The marks on which people decided. Raises OpenDecisions while proposals wait for one."""
    waiting = 0
    for stored in case.documents():
        if stored.error:
            continue
        proposals = [(one.id, one.proposal) for one in case.proposals(stored.id)]
        state = fold(stored.id, proposals, case.events(stored.id))
        waiting += state.waiting
        yield from (mark for mark in state.marks.values() if mark.verdict != "open" and mark.who != POLICY)
    if waiting:
        raise OpenDecisions(waiting)


def lesson_of(cases: Sequence[tuple[str, Sequence[Mark]]], known: Lessons) -> Lesson:
    """What the decided marks of cases teach that was not known yet."""
    from woolak.pipeline.detect.learned import same_text

    marks = [mark for _, found in cases for mark in found]
    approved = {(mark.entity, same_text(mark.text)) for mark in marks if mark.verdict == "approved"}
    drawn = {same_text(mark.text) for mark in marks if mark.verdict == "approved" and mark.entity == DRAWN}
    names, keeps, wordings = set[str](), dict[tuple[str, str], Keep](), set[Wording]()
    for mark in marks:
        text = " ".join(mark.text.split()).strip(" ,;:")
        place = (mark.entity, same_text(mark.text))
        if mark.verdict == "rejected" and mark.entity in KEPT and place not in approved and place[1] not in drawn:
            if text and _may_stay(mark.entity, text):
                keeps.setdefault(place, Keep(entity=mark.entity, text=text))
        elif mark.verdict == "approved" and _is_name(mark, text):
            names.add(text)
        elif mark.verdict == "approved" and mark.entity == DRAWN and len(text.split()) in WORDING_WORDS:
            entity = next((PASSAGES[ground] for ground in mark.grounds if ground in PASSAGES), None)
            if entity:
                wordings.add(Wording(entity=entity, text=text))
    return Lesson(
        learned=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
        cases=tuple(name for name, _ in cases),
        names=tuple(sorted(names - set(known.names))),
        keeps=tuple(sorted(set(keeps.values()) - known.keeps, key=lambda one: (one.entity, one.text))),
        wordings=tuple(sorted(wordings - known.wordings, key=lambda one: (one.entity, one.text))),
    )


def _is_name(mark: Mark, text: str) -> bool:
    """Whether a person marked this as somebody's name, where the machine had not been sure."""
    unsure = mark.entity == DRAWN or (mark.entity == "PERSON" and mark.action == "suggest")
    words = text.split()
    letters = all(re.fullmatch(r"[^\W\d_][\w.'’-]*", word) for word in words)
    capital = any(word[0].isupper() for word in words)
    return unsure and PERSONAL in mark.grounds and 0 < len(words) <= NAME_WORDS and letters and capital


def _may_stay(entity: str, text: str) -> bool:
    """Whether what stayed here may stay elsewhere: of names, not one that many may bear."""
    if entity != "PERSON":
        return True
    from woolak.pipeline.detect.names.grammar import name_of
    from woolak.pipeline.detect.names.lexicon import LISTED, WORD
    from woolak.pipeline.detect.names.sheet import sheet_of

    name = name_of(text)
    if name is not None and name.surname and name.given:
        return True
    return all(token.flags & WORD or not token.flags & LISTED for token in sheet_of(text).tokens)


def _changes(case: Case, name: str, before: Lessons, after: Lessons, rules: Policy) -> Iterator[Change]:
    """What differs in the proposals of a case with and without what was learned."""
    facts = facts_of(case)
    old, new = (_proposals(case, facts.model_copy(update={"lessons": one}), rules) for one in (before, after))
    sources = {one.id: one.source for one in case.documents()}
    for more, ones in ((True, new.items() - old.items()), (False, old.items() - new.items())):
        for (id_, page, start, _), text in sorted(ones, key=lambda item: item[0]):
            del start
            yield Change(name, sources[id_], page, text, more)


def _proposals(case: Case, facts: CaseFile, rules: Policy) -> dict[tuple[str, int, int, int], str]:
    """The proposals of a case by their place, from what was found in its documents before."""
    from woolak.pipeline import detect
    from woolak.pipeline.ground import propose

    found = [(document, case.findings(document.id)) for document in readable(case)]
    register = detect.merge([detect.collect(document, findings, facts) for document, findings in found], facts)
    proposed: Iterable[tuple[str, Proposal]] = (
        (document.id, proposal)
        for document, findings in found
        for proposal in propose(document, detect.spread(document, findings, register), rules, facts.anonymise_parties)
    )
    return {(id_, one.page_index, one.start, one.end): one.text for id_, one in proposed if one.text}


def learn(
    cases: Sequence[Path], file: Path, older: Sequence[Path], policy: Path | None, apply: bool
) -> tuple[Lesson, list[Change]]:
    """What the cases teach, and what that would change in them and in older ones; `apply` adds it to the file.

    Raises UsageError for a folder that is no case, OpenDecisions while proposals of the cases await a decision.
    """
    known = read_lessons(file) if file.exists() else Lessons()
    taught = []
    for folder in cases:
        with Case.open(folder, shared=True) as case:
            taught.append((facts_of(case).dossier or folder.resolve().name, list(_decided(case))))
    lesson = lesson_of(taught, known)
    if lesson.empty:
        return lesson, []
    after = Lessons(lessons=(*known.lessons, lesson))
    rules = load_policy(policy)
    changes: list[Change] = []
    for folder in (*cases, *older):
        with Case.open(folder, shared=True) as case:
            changes += _changes(case, folder.name, known, after, rules)
    if apply:
        write_lessons(file, after)
    return lesson, changes


def undo(file: Path) -> Lesson:
    """Take the last lesson back, and return it. Raises UsageError when there is none."""
    known = read_lessons(file)
    if not known.lessons:
        raise UsageError(f"In {file.name} staat niets dat kan worden teruggenomen.")
    *rest, last = known.lessons
    write_lessons(file, Lessons(lessons=tuple(rest)))
    return last
