"""The decision letter of a case, for the municipality to sign, and the form of it that may be published.

The letter itself holds the name of who asked: it is kept in DIR/besluit/, never in the release. The published form is
made as any document is: read, searched for personal data, burned and proven.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from woolak import tasks
from woolak.errors import UnreadableSource
from woolak.inventory.letters.letter import letter
from woolak.inventory.letters.letterfiles import write_paper
from woolak.inventory.line import InventoryLine
from woolak.model import Document, Proposal
from woolak.papers import Papers
from woolak.rules.casefile import CaseFile, Official
from woolak.rules.decision import Person
from woolak.rules.policy import load_policy
from woolak.rules.reasons import reason_of

if TYPE_CHECKING:
    from woolak.case import Case
    from woolak.pipeline.detect import Register

__all__ = ["FOLDER", "anonymise", "write_letter"]

FOLDER, CONCEPT, FINAL, PUBLISHED = "besluit", "besluit-concept", "besluit.pdf", "besluit-geanonimiseerd.pdf"
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


def anonymise(pdf: Path, out: Path, papers: Papers, register: Register, titles: Sequence[str]) -> bool:
    """Write the form of a letter that may be published; False, and no file, when it cannot be proven.

    The signatory stays readable; the requester and the official who handled the request do not. Raises
    UnreadableSource when the letter cannot be read.
    """
    from woolak.pipeline.ingest import ingest

    decision = papers.decision
    signs = [Official(name=decision.signatory.name)] if decision.signatory.name else []
    facts = papers.facts.model_copy(update={"public_officials": (*papers.facts.public_officials, *signs)})
    with TemporaryDirectory(prefix="woolak-", dir=out.parent) as folder:
        [read, *_] = ingest(pdf, pdf.name, Path(folder), facts)
        if read.document is None:
            return False
        people = (decision.requester, decision.author)
        approved = [*_found(read.document, facts, register, titles), *_known(read.document, people)]
        canonical = Path(folder) / f"{read.document.id}.pdf"
        job = tasks.BurnJob(read.document, "", canonical, out, tuple(approved), read.document.facts.title, draft=False)
        return tasks.burn(job).ok


def write_letter(made: Path, case: Case, papers: Papers, lines: Sequence[InventoryLine], register: Register) -> bool:
    """Write DIR/besluit/besluit-concept.{docx,pdf}, and into the release the form that may be published.

    That form is made of DIR/besluit/besluit.pdf, the letter as it was signed, once somebody put it there. False when
    it could not be made or proven: then it is not in the release.
    """
    folder = case.folder / FOLDER
    folder.mkdir(exist_ok=True)
    contents = letter(
        lines, papers.facts, papers.decision, papers.course, papers.views, datetime.date.today(), papers.templates
    )
    write_paper(contents, CONCEPT, folder, papers.templates)
    final, titles = folder / FINAL, [line.title for line in lines]
    pdf = final if final.exists() else folder / f"{CONCEPT}.pdf"
    try:
        return anonymise(pdf, made / PUBLISHED, papers, register, titles)
    except UnreadableSource:
        return False
