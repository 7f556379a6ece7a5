"""Makes the form of a decision letter that may be published, as any document: read, searched, burned and proven."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from woolak import tasks
from woolak.errors import UnreadableSource
from woolak.model import Document, Proposal
from woolak.rules.casefile import CaseFile, Official
from woolak.rules.decision import DecisionFile, Person
from woolak.rules.policy import load_policy
from woolak.rules.reasons import reason_of

if TYPE_CHECKING:
    from woolak.pipeline.detect import Register

__all__ = ["LetterJob", "anonymise"]

PRIVACY = "5.1(2)e"
PERSONAL = frozenset({"5.1(2)e", "5.1(1)d", "5.1(1)e"})
SHORTEST = 3


def _said_of(person: Person) -> Iterator[tuple[str, str]]:
    """Everything by which a person in the letter can be known, with what it is."""
    family_name = person.name.split()[-1:] if len(person.name.split()) > 1 else []
    yield from ((text, "PERSON") for text in (person.name, *family_name))
    yield from ((text, "ADDRESS") for text in person.address)
    yield person.mail, "EMAIL"
    yield person.phone, "PHONE"


def _places(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Where a text stands on a page, also when a line breaks in it."""
    parts = [re.escape(part) for part in wanted.split()]
    if sum(map(len, wanted.split())) < SHORTEST:
        return
    for match in re.finditer(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", text, re.IGNORECASE):
        yield match.span()


def _known(document: Document, people: Sequence[Person]) -> Iterator[Proposal]:
    """The requester and the official who handled the request, wherever the letter names them."""
    from woolak.pipeline.ground import boxes_of_span

    for page in document.pages:
        for text, entity in (said for person in people for said in _said_of(person)):
            for start, end in _places(page.text, text):
                boxes = boxes_of_span(page, start, end)
                yield Proposal(
                    page.page_index, start, end, page.text[start:end], boxes, (PRIVACY,), "redact", entity, 1.0,
                    reason_of("in_letter"),
                )  # fmt: skip


def _found(document: Document, facts: CaseFile, register: Register, titles: Sequence[str]) -> list[Proposal]:
    """What detection finds of persons, as in any document; the titles of the list are safe already."""
    from woolak.pipeline import detect
    from woolak.pipeline.ground import propose

    findings = detect.spread(document, detect.find(document, facts), register)
    proposed = propose(document, findings, load_policy(None), facts.anonymise_parties)
    safe = "\n".join(titles).casefold()
    return [
        one
        for one in proposed
        if one.action == "redact" and PERSONAL.issuperset(one.grounds) and one.text.casefold() not in safe
    ]


@dataclass(frozen=True)
class LetterJob:
    """A letter of which the form that may be published is made."""

    pdf: Path
    out: Path
    facts: CaseFile
    decision: DecisionFile
    register: Register
    titles: tuple[str, ...]


def anonymise(job: LetterJob) -> bool:
    """Write the form of a letter that may be published; False, and no file, when it cannot be proven.

    The signatory stays readable; the requester and the official who handled the request do not. Raises
    UnreadableSource when the letter cannot be read.
    """
    from woolak.pipeline.ingest import ingest

    decision = job.decision
    signs = [Official(name=decision.signatory.name)] if decision.signatory.name else []
    facts = job.facts.model_copy(update={"public_officials": (*job.facts.public_officials, *signs)})
    with TemporaryDirectory(prefix="woolak-", dir=job.out.parent) as folder:
        [read, *_] = ingest(job.pdf, job.pdf.name, Path(folder), facts)
        if read.document is None:
            raise UnreadableSource(read.error or "")
        people = (decision.requester, decision.author)
        approved = [*_found(read.document, facts, job.register, job.titles), *_known(read.document, people)]
        canonical = Path(folder) / f"{read.document.id}.pdf"
        title = read.document.facts.title
        return tasks.burn(tasks.BurnJob(read.document, "", canonical, job.out, tuple(approved), title, draft=False)).ok
