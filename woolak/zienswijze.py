"""Asks third parties for their view: a bundle for each, with what concerns it and nothing of others; and its reply."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from woolak import tasks
from woolak.errors import UsageError
from woolak.events import Draft
from woolak.inventory import ManifestEntry
from woolak.inventory.checks import Dossier
from woolak.inventory.letters.letterfiles import write_paper
from woolak.inventory.numbering import number_key
from woolak.inventory.titles import placeholders, safe_text
from woolak.inventory.zienswijze.concerning import Concern, Standing, concerning
from woolak.inventory.zienswijze.frames import draw_frames, take_pages
from woolak.inventory.zienswijze.letters import Enclosed, asking_letter, reply_form, view_texts
from woolak.inventory.zienswijze.views import ASKED, REPLIED, WAIVED, awaited, views
from woolak.model import Document, Says
from woolak.packing import opened
from woolak.papers import Papers, papers_of, party_of
from woolak.pipeline.redactions import plan
from woolak.pipeline.verify import Before, verify
from woolak.review.marks import proposals_of
from woolak.review.state import fold
from woolak.rules.casefile import CaseFile, ThirdParty
from woolak.run import facts_of

if TYPE_CHECKING:
    from woolak.case import Case

__all__ = ["Bundle", "make", "proceed", "reply"]

FOLDER, LETTER, FORM = "zienswijze", "zienswijze-brief", "reactieformulier"


@dataclass(frozen=True)
class Bundle:
    """What was made for one party."""

    party: str
    folder: Path
    documents: int
    due: datetime.date
    unproven: tuple[str, ...]
    """Numbers of documents that were left out, because it could not be proven that nothing of others is in them."""


def _standing(case: Case, document: Document) -> list[Standing]:
    """Every proposal of a document, and what people drew, with whether it was rejected."""
    stored = [(one.id, one.proposal) for one in case.proposals(document.id)]
    marks = fold(document.id, stored, case.events(document.id)).marks.values()
    return [Standing(one, mark.verdict == "rejected") for mark in marks for one in proposals_of([mark])]


def _copy(case: Case, concern: Concern, title: str, out: Path) -> bool:
    """Write the copy of one document; False, and no file, when it cannot be proven that the rest is gone."""
    with TemporaryDirectory(prefix="woolak-", dir=case.work_dir) as folder:
        part, burned = Path(folder) / "deel.pdf", Path(folder) / "gelakt.pdf"
        take_pages(case.pdf_dir / f"{concern.document.id}.pdf", concern.pages, part)
        job = tasks.BurnJob(concern.document, "", part, burned, concern.hidden, title, draft=False)
        if not tasks.burn(job).ok:
            return False
        framed = Path(folder) / "kaders.pdf"
        draw_frames(burned, concern, framed)
        todo = plan(concern.document, concern.hidden)
        before = Before(part, opened(concern.document).pages, todo.gone)
        proof = verify(
            framed, todo.redactions, secrets=todo.secrets, kept_texts=todo.kept_texts, before=before,
            written=placeholders(title),
        )  # fmt: skip
        if not proof.ok:
            return False
        shutil.move(framed, out)
    return True


def _folder_name(party: ThirdParty, facts: CaseFile) -> str:
    return re.sub(r"[^a-z0-9]+", "-", facts.pseudonym(party).casefold()).strip("-") or "partij"


def _documents(
    case: Case, party: ThirdParty, entries: Sequence[ManifestEntry], everything: Dossier, papers: Papers, folder: Path
) -> tuple[list[Enclosed], list[str]]:
    """The copies for one party, and the numbers of those that could not be proven."""
    texts, facts = view_texts(papers.templates), papers.facts
    others = facts.model_copy(
        update={"anonymise_parties": True, "third_parties": tuple(x for x in facts.third_parties if x != party)}
    )
    enclosed, unproven = [], []
    documents = {one.line.document_id: one.document for one in everything.documents}
    for entry in sorted(entries, key=lambda entry: number_key(entry.line.number)):
        document = documents[entry.line.document_id]
        if entry.line.error or not document.pages:
            continue
        own = document.facts.origin == "third_party" and party_of(document, facts) == party
        concern = concerning(
            document, _standing(case, document), party, facts, own_document=own,
            own_grounds=frozenset(texts.own_grounds), other_ground=texts.other_ground,
        )  # fmt: skip
        if concern is None:
            continue
        title = safe_text(entry.line.title, others)
        if _copy(case, concern, title, folder / f"{entry.line.number}.pdf"):
            enclosed.append(Enclosed(entry.line.number, title, concern.pages, len(concern.framed)))
        else:
            unproven.append(entry.line.number)
    return enclosed, unproven


def make(
    case: Case, listed: tuple[Sequence[ManifestEntry], Dossier], to: Path | None, who: str, today: datetime.date
) -> list[Bundle]:
    """Write a bundle for each third party that a document concerns, and note in the log that it is asked.

    A party that was asked before and may still reply keeps its term. Raises UsageError when there is nobody to ask.
    """
    facts = facts_of(case)
    papers = papers_of(case, facts, today)
    if not facts.third_parties:
        raise UsageError("In zaak.yaml staan geen derden. Noem die bij 'third_parties'.")
    made = []
    waiting = {one.party: one for one in awaited(papers.views, today)}
    for party in facts.third_parties:
        folder = (to or case.folder / FOLDER) / _folder_name(party, facts)
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "documenten").mkdir(parents=True)
        enclosed, unproven = _documents(case, party, *listed, papers, folder / "documenten")
        if not enclosed and not unproven:
            shutil.rmtree(folder)
            continue
        asked = waiting.get(party.name)
        due = asked.due if asked else today + datetime.timedelta(days=papers.decision.views_days)
        day = asked.asked if asked else today
        letter = asking_letter(party, enclosed, facts, papers.decision, day, due, papers.templates)
        form = reply_form(party, enclosed, facts, papers.decision, due, papers.templates)
        write_paper(letter, LETTER, folder, papers.templates)
        write_paper(form, FORM, folder, papers.templates)
        if not asked:
            data = {"date": day.isoformat(), "due": due.isoformat()}
            case.log.append([Draft(ASKED, who, target=party.name, data=data)])
        made.append(Bundle(party.name, folder, len(enclosed), due, tuple(unproven)))
    return made


def _asked(case: Case, name: str) -> str:
    """The party of zaak.yaml that is meant by a name, alias or pseudonym. Raises UsageError when it was not asked."""
    facts = facts_of(case)
    wanted = name.casefold()
    asked = {one.party for one in views(case.log.since(document_id=""))}
    for party in facts.third_parties:
        known: Iterable[str] = (*party.names, facts.pseudonym(party))
        if party.name in asked and wanted in (one.casefold() for one in known):
            return party.name
    if not asked:
        raise UsageError("Nog niemand is om een zienswijze gevraagd. Vraag dat eerst met 'woolak zienswijze ZAAK'.")
    raise UsageError(f"'{name}' is niet om een zienswijze gevraagd. Gevraagd zijn: {', '.join(sorted(asked))}.")


def reply(case: Case, name: str, day: datetime.date, says: Says, who: str, why: str = "") -> str:
    """Note what a party said, and when; returns its name in zaak.yaml."""
    party = _asked(case, name)
    case.log.append([Draft(REPLIED, who, target=party, data={"date": day.isoformat(), "says": says.value}, why=why)])
    return party


def proceed(case: Case, why: str, who: str, today: datetime.date) -> list[str]:
    """Do not wait for the replies that are still awaited, for this reason; returns whose. Raises UsageError: none."""
    waiting = awaited(views(case.log.since(document_id="")), today)
    if not waiting or not why.strip():
        raise UsageError("Er wordt op geen zienswijze gewacht, of de reden ontbreekt.")
    case.log.append([Draft(WAIVED, who, target=one.party, why=why) for one in waiting])
    return [one.party for one in waiting]
