"""Asks third parties for their view: a bundle for each, with what concerns it and nothing of others; and its reply."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from woolak import removing, tasks
from woolak.decided import all_taken_in
from woolak.errors import UsageError
from woolak.events import Draft
from woolak.fingerprint import digest
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
from woolak.papers import Papers, papers_digest, papers_of, party_of
from woolak.pipeline.redactions import plan
from woolak.pipeline.verify import Before, verify
from woolak.review.marks import proposals_of
from woolak.review.state import CHANGES, fold
from woolak.rules.casefile import CaseFile, ThirdParty
from woolak.run import facts_of

if TYPE_CHECKING:
    from woolak.case import Case

__all__ = ["FOLDER", "Bundle", "bundles", "make", "outdated", "proceed", "reply"]

FOLDER, LETTER, FORM = "zienswijze", "zienswijze-brief", "reactieformulier"
KEPT = "zienswijze"
"""The key under which a case remembers the bundles that were made last."""
CHANGING = tuple(sorted({*CHANGES, *removing.LEAVING}))
"""Kinds of events after which a bundle would be another."""


@dataclass(frozen=True)
class Bundle:
    """What was made for one party."""

    party: str
    folder: Path
    documents: int
    due: datetime.date
    unproven: tuple[str, ...]
    """Numbers of documents that were left out, because it could not be proven that nothing of others is in them."""
    files: tuple[str, ...]
    """All that was written, within the folder."""
    day: datetime.date
    """The day on which it was made."""


def _edition(case: Case) -> dict[str, str | int]:
    """What a bundle follows from: the last event, the documents with their proposals, the case file and the papers."""
    facts = facts_of(case)
    said = facts.model_dump_json(exclude={"publication"})
    found = [(one.id, one.error, one.grounded_from) for one in case.documents()]
    return {"seq": case.log.last(), "from": digest(repr(found), said, papers_digest(case, facts))}


def _kept(case: Case) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(case.recall(KEPT) or "{}")
    return found


def _forget(case: Case, folders: Mapping[str, str]) -> None:
    """What is made anew is nobody's until it is whole: what lies in its folder may be another party's."""
    left = {
        party: one
        for party, one in _kept(case).items()
        if party not in folders and one["folder"] not in folders.values()
    }
    case.remember(KEPT, json.dumps(left))


def bundles(case: Case) -> dict[str, Bundle]:
    """The bundles that lie in the folder of the case, by party; without files when no document concerns the party."""
    day = datetime.date.fromisoformat
    return {
        party: Bundle(
            party, case.folder / FOLDER / one["folder"], one["documents"], day(one["due"]), tuple(one["unproven"]),
            tuple(one["files"]), day(one["day"]),
        )
        for party, one in _kept(case).items()
    }  # fmt: skip


def outdated(case: Case) -> set[str]:
    """The parties of which the bundle would be another now: something was decided, told or read since."""
    now = _edition(case)["from"]
    return {
        party for party, one in _kept(case).items() if one["from"] != now or case.log.since(one["seq"], kinds=CHANGING)
    }


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


def _folder_names(facts: CaseFile) -> dict[str, str]:
    """By party its folder: never one for two."""
    found: dict[str, str] = {}
    for party in facts.third_parties:
        name = re.sub(r"[^a-z0-9]+", "-", facts.pseudonym(party).casefold()).strip("-") or "partij"
        free = (one for one in chain([name], (f"{name}-{at}" for at in count(2))) if one not in found.values())
        found[party.name] = next(free)
    return found


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
    case: Case, listed: tuple[Sequence[ManifestEntry], Dossier], to: Path | None, who: str, today: datetime.date,
    role: str = "", only: Sequence[str] = (),
) -> list[Bundle]:  # fmt: skip
    """Write a bundle for each third party that a document concerns, and note in the log that it is asked.

    `only` some of them, when named. A party that was asked before and may still reply keeps its term; one that
    replied is asked anew. Raises UsageError when there is nobody to ask.
    """
    facts = facts_of(case)
    papers = papers_of(case, facts, today)
    all_taken_in(case)
    if not facts.third_parties:
        raise UsageError("In zaak.yaml staan geen derden. Noem die bij 'third_parties'.")
    chosen = [_named(facts, name) for name in only] or facts.third_parties
    made, edition = [], _edition(case)
    waiting = {one.party: one for one in awaited(papers.views, today)}
    folders = {party: name for party, name in _folder_names(facts).items() if party in {one.name for one in chosen}}
    if to is None:
        _forget(case, folders)
    for party in chosen:
        folder = (to or case.folder / FOLDER) / folders[party.name]
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
            case.log.append([Draft(ASKED, who, role, target=party.name, data=data)])
        files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        made.append(Bundle(party.name, folder, len(enclosed), due, tuple(unproven), tuple(files), today))
    if to is None:
        told = {
            one.party: edition | {
                "folder": one.folder.name, "documents": one.documents, "due": one.due.isoformat(),
                "unproven": one.unproven, "files": one.files, "day": one.day.isoformat(),
            }
            for one in made
        }  # fmt: skip
        none = {"documents": 0, "due": today.isoformat(), "unproven": (), "files": (), "day": today.isoformat()}
        nothing = {party: edition | none | {"folder": name} for party, name in folders.items() if party not in told}
        case.remember(KEPT, json.dumps(_kept(case) | told | nothing))
    return made


def _named(facts: CaseFile, name: str) -> ThirdParty:
    """The party of zaak.yaml that is meant by a name, alias or pseudonym. Raises UsageError when there is none."""
    wanted = name.casefold()
    for party in facts.third_parties:
        if wanted in (one.casefold() for one in (*party.names, facts.pseudonym(party))):
            return party
    raise UsageError(f"'{name}' is geen derde in deze zaak.")


def _asked(case: Case, name: str) -> str:
    """The party of zaak.yaml that is meant by a name, alias or pseudonym. Raises UsageError when it was not asked."""
    asked = {one.party for one in views(case.log.since(document_id=""))}
    if not asked:
        raise UsageError("Nog niemand is om een zienswijze gevraagd. Vraag dat eerst met 'woolak zienswijze ZAAK'.")
    with suppress(UsageError):
        party = _named(facts_of(case), name).name
        if party in asked:
            return party
    raise UsageError(f"'{name}' is niet om een zienswijze gevraagd. Gevraagd zijn: {', '.join(sorted(asked))}.")


def reply(case: Case, name: str, day: datetime.date, says: Says, who: str, role: str = "") -> str:
    """Note what a party said, and when; returns its name in zaak.yaml."""
    party = _asked(case, name)
    case.log.append([Draft(REPLIED, who, role, target=party, data={"date": day.isoformat(), "says": says.value})])
    return party


def proceed(case: Case, why: str, who: str, today: datetime.date, role: str = "") -> list[str]:
    """Do not wait for the replies that are still awaited, for this reason; returns whose. Raises UsageError: none."""
    waiting = awaited(views(case.log.since(document_id="")), today)
    if not waiting or not why.strip():
        raise UsageError("Er wordt op geen zienswijze gewacht, of de reden ontbreekt.")
    case.log.append([Draft(WAIVED, who, role, target=one.party, why=why) for one in waiting])
    return [one.party for one in waiting]
