"""What may be published of a case. The last door: whatever is not certain keeps everything in."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from woolak.case import Case
from woolak.current import is_current
from woolak.errors import NotPublishable
from woolak.inventory.lists.listing import part_name
from woolak.inventory.titles import safe_text
from woolak.model import Kind
from woolak.papers import papers_of
from woolak.publish.words import diwoo, municipality
from woolak.rules.casefile import CaseFile
from woolak.run import facts_of

__all__ = ["Item", "Publication", "ready"]

LONGEST = 255
"""Characters of a title that a publicatiebank takes."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file that is published."""

    number: str
    """Of a document `1a`; of a list the name of its file."""
    title: str
    path: str
    """Within release/ and within the package."""
    file: Path
    dated: datetime.date | None
    """Date of the document; None when it has none."""
    kind: Kind | None
    sha256: str
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything of one decision that goes to the public."""

    title: str
    summary: str
    dossier: str
    organisation: str
    """Code in the TOOI value list."""
    organisation_name: str
    decided: datetime.date
    url: str
    items: tuple[Item, ...]

    @property
    def organisation_uri(self) -> str:
        return diwoo().organisations + self.organisation

    def date_of(self, item: Item) -> datetime.date:
        """The document's own date; of an undated one the day on which its public version was decided on."""
        return item.dated or self.decided

    @property
    def undated(self) -> tuple[str, ...]:
        """Numbers of the documents without a date of their own."""
        return tuple(item.number for item in self.items if item.kind and item.dated is None)


def _manifest(case: Case) -> list[dict[str, Any]]:
    try:
        text = (case.release_dir / "manifest.json").read_text(encoding="utf-8")
        found: list[dict[str, Any]] = json.loads(text)["documents"]
    except (OSError, ValueError, KeyError):
        raise NotPublishable.because([("no_release", "")]) from None
    return found


def _numbers(entries: Sequence[dict[str, Any]]) -> str:
    return ", ".join(str(entry["number"]) for entry in entries)


def _reasons(case: Case, facts: CaseFile, entries: Sequence[dict[str, Any]], today: datetime.date
             ) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Why the case is not for the public yet: key of a sentence, and what it is about."""
    if not is_current(case):
        yield "outdated", ""
    drafts = [entry for entry in entries if not entry["reviewed"] and not entry["error"]]
    failed = [entry for entry in entries if entry["error"]]
    if not entries:
        yield "no_documents", ""
    if drafts:
        yield "not_reviewed", _numbers(drafts)
    if failed:
        yield "not_processed", _numbers(failed)
    said = facts.publication
    if not municipality(said.organisation, facts.municipality.name):
        yield "no_organisation", said.organisation or facts.municipality.name or "-"
    papers = papers_of(case, facts, today)
    decision = papers.decision
    if decision.date is None:
        yield "no_decision_date", ""
    elif decision.date > today:
        yield "decided_later", f"{decision.date:%d-%m-%Y}"
    if decision.publish_on and today < decision.publish_on:
        yield "too_early", f"{decision.publish_on:%d-%m-%Y}"
    objecting = [view.party for view in papers.views if view.objects]
    if objecting and decision.publish_on is None:
        yield "objection", ", ".join(objecting)


def _proven(case: Case) -> set[str]:
    """Numbers of the documents that verification passed."""
    try:
        proofs = json.loads((case.release_dir / "verificatie.json").read_text(encoding="utf-8"))["documents"]
        return {number for number, proof in proofs.items() if proof.get("ok") is True}
    except (OSError, ValueError, KeyError, AttributeError):
        return set()


def _item(release: Path, number: str, title: str, path: str, dated: datetime.date | None, kind: Kind | None) -> Item:
    contents = (release / path).read_bytes()
    return Item(
        number, title, path, release / path, dated, kind, hashlib.sha256(contents).hexdigest(), len(contents)
    )  # fmt: skip


def _bytes(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def _documents(case: Case, entries: Sequence[dict[str, Any]]) -> Iterator[Item]:
    """The burned documents, each the same byte for byte as what was verified."""
    stored = {one.source: one.id for one in case.documents()}
    facts, proven = case.facts(), _proven(case)
    changed = []
    for entry in entries:
        if entry["output"] is None or entry["judgement"] == "dubbel":  # that file is the original's
            continue
        id_ = stored.get(entry["source"], "")
        verified = _bytes(case.work_dir / f"{id_}.pdf")
        same = verified and verified == _bytes(case.release_dir / entry["output"])
        if id_ in facts and entry["number"] in proven and same:
            one = facts[id_]
            yield _item(case.release_dir, entry["number"], entry["title"], entry["output"], one.date, one.kind)
        else:
            changed.append(entry)
    if changed:
        raise NotPublishable.because([("changed", _numbers(changed))])


def _parts(release: Path, name: str) -> Iterator[tuple[str, str]]:
    """The files of a list, of which a large case has several, each with what its title gets behind it."""
    stem, suffix = name.rsplit(".", 1)
    for number in count(1):
        file = name if number == 1 else f"{part_name(stem, number)}.{suffix}"
        if not (release / file).is_file():
            return
        yield file, "" if number == 1 else f" ({number})"


def ready(case: Case, today: datetime.date) -> Publication:
    """What is published of a case. Raises NotPublishable, with every reason why it is not ready.

    Nothing is published of a case that has a document that nobody confirmed, that was not processed, or that was
    changed after it was verified; nor before the day that the decision names.
    """
    facts = facts_of(case)
    entries = _manifest(case)
    reasons = list(_reasons(case, facts, entries, today))
    if reasons:
        raise NotPublishable.because(reasons)
    said, words = facts.publication, diwoo()
    found = municipality(said.organisation, facts.municipality.name)
    decided = papers_of(case, facts, today).decision.date
    assert found and decided  # told among the reasons
    items = list(_documents(case, entries))
    for name, title in words.lists.items():
        for file, which in _parts(case.release_dir, name):
            items.append(_item(case.release_dir, file, title + which, file, None, None))
    dossier = safe_text(facts.dossier, facts) if facts.dossier else ""
    default = words.title.format(dossier=dossier) if dossier else words.title_without_dossier
    return Publication(
        title=(said.title or default)[:LONGEST],
        summary=said.summary,
        dossier=dossier,
        organisation=found[0],
        organisation_name=found[1],
        decided=decided,
        url=said.url,
        items=tuple(items),
    )
