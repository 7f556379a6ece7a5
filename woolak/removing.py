"""What leaves a case and comes back: files taken out on a screen, or no longer in the folder that it was made of.

What is done on a screen is an event first; the run that comes next does it (`follow`), so that nobody works in the
case meanwhile and all that depends on the file is made again. A file that was taken out is kept beside the case.
"""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from woolak import splitting
from woolak.case import Case, StoredDocument
from woolak.errors import UsageError
from woolak.events import Draft, Event
from woolak.relating import DECIDING, RELATION, standing, standing_after
from woolak.review.state import fold

__all__ = [
    "KEPT", "LEAVING", "REMOVED", "TAKEN_OUT", "TAKEN_UP", "WITHDRAWN", "attachments_out", "doubles_of", "follow",
    "held", "holder_of", "in_release", "missing", "names_of", "pending", "remove", "standing_out", "taken_out",
    "ways_out", "within", "without",
]  # fmt: skip

REMOVED = "removed"
"""Gone from the folder, and taken out by a command."""
TAKEN_OUT, TAKEN_UP = "taken_out", "taken_up"
"""Taken out, or taken up again, by somebody on a screen."""
LEAVING = (REMOVED, TAKEN_OUT, TAKEN_UP)
KEPT = "verwijderd"
"""The folder of the case that keeps the files that were taken out."""
SEEN = "opgenomen"
"""Up to which event what was taken up again is done."""
WITHDRAWN = "ingetrokken"
"""The folder of the case that keeps releases of which a document was taken out."""
ALONE = "het document waarvan dit een dubbel was, is uit het dossier gehaald"


# --- what was decided


def standing_out(events: Iterable[Event]) -> dict[str, Event]:
    """By file the event that took it out, of those that were not taken up again."""
    found: dict[str, Event] = {}
    for event in events:
        if event.kind == TAKEN_UP:
            found.pop(event.target, None)
        elif event.kind in LEAVING:
            found[event.target] = event
    return found


def names_of(documents: Iterable[StoredDocument], events: Iterable[Event]) -> dict[str, str]:
    """The source of every document, by id; of those that were taken out on a screen too."""
    gone: dict[str, str] = {}
    for event in events:
        if event.kind == TAKEN_OUT:
            gone |= event.data.get("documents", {})
    return gone | {one.id: one.source for one in documents}


def _out(case: Case) -> dict[str, Event]:
    """Those that somebody took out on a screen: they stay out, also when they are still in a folder."""
    found = standing_out(case.log.since(kinds=LEAVING))
    return {path: event for path, event in found.items() if event.kind == TAKEN_OUT}


def taken_out(case: Case) -> frozenset[str]:
    """The files that somebody took out on a screen, and that stay out."""
    return frozenset(_out(case))


def pending(case: Case) -> list[str]:
    """The files that were taken out on a screen, and are in the case till the next run."""
    out = _out(case)
    there = [one.source for one in case.documents()] if out else []
    return sorted(path for path in out if any(within(source, (path,)) for source in there))


def without(case: Case, files: Mapping[str, Path]) -> tuple[dict[str, Path], list[str]]:
    """The files that a run may read, and those that it leaves because somebody took them out."""
    out = _out(case)
    return {name: path for name, path in files.items() if name not in out}, sorted(out.keys() & files.keys())


def missing(case: Case, source: Path, there: Iterable[str]) -> list[str]:
    """The files of the case that are not in the folder `source`; none when that is a file, or within the case."""
    if not source.is_dir() or source.resolve().is_relative_to(case.folder.resolve()):
        return []
    return sorted(set(case.source_paths()) - set(there))


# --- what hangs on a file


def within(source: str, paths: Iterable[str]) -> bool:
    """Whether a document is made of one of these files, or of what one holds."""
    return any(source == path or source.startswith(f"{path}/") for path in paths)


def ways_out(source: str, sources: Iterable[str]) -> list[str]:
    """The files that a document may leave with, the smallest first: an attachment by itself, its mail with all that is
    attached to it; a part of a bundle only with the whole bundle.

    `sources` are those of all documents of the case.
    """
    holders = sorted((one for one in sources if source.startswith(f"{one}/")), key=len, reverse=True)
    parts = [(one, splitting.part_of(one)) for one in (source, *holders)]
    return list(dict.fromkeys(part[0] if part else one for one, part in parts))


def attachments_out(case: Case) -> Counter[str]:
    """How many attachments somebody took out of each document that is still there, by its source."""
    there = {one.source for one in case.documents()}
    around = (map(str, PurePosixPath(path).parents) for path in _out(case))
    return Counter(holder for names in around if (holder := next((one for one in names if one in there), "")))


def holder_of(case: Case, path: str) -> str:
    """The file as received that holds this one, or is it; empty when it is not there."""
    names = [path, *(str(one) for one in PurePosixPath(path).parents)]
    return next((one for one in names if (case.sources_dir / one).is_file()), "")


def _documents(case: Case, paths: Sequence[str]) -> set[str]:
    return {one.id for one in case.documents() if within(one.source, paths)}


def doubles_of(case: Case, paths: Sequence[str]) -> list[str]:
    """The documents, by id, that are judged as a double of one that is made of these files."""
    gone = _documents(case, paths)
    judged = standing(case).items()
    return sorted(id_ for id_, one in judged if one.what == "dubbel" and one.other_id in gone and id_ not in gone)


def held(case: Case, paths: Sequence[str]) -> list[str]:
    """The confirmed documents, by source, that would leave or change: then nothing is taken out."""
    sources = {one.id: one.source for one in case.documents()}
    there = (_documents(case, paths) | set(doubles_of(case, paths))) & sources.keys()
    return sorted(sources[id_] for id_ in there if _confirmed(case, id_))


def _confirmed(case: Case, id_: str) -> bool:
    found = [(one.id, one.proposal) for one in case.proposals(id_)]
    return fold(id_, found, case.events(id_)).status == "confirmed"


def in_release(case: Case, paths: Sequence[str]) -> bool:
    """Whether the release that stands names any document of these files, or cannot be read."""
    if not case.release_dir.exists():
        return False
    gone = _documents(case, paths)
    try:
        text = (case.release_dir / "manifest.json").read_text(encoding="utf-8")
        named = {entry["source"] for entry in json.loads(text)["documents"]}
    except (OSError, ValueError, KeyError, TypeError):
        return True
    return any(one.source in named for one in case.documents() if one.id in gone)


# --- doing it


def remove(case: Case, paths: Sequence[str], who: str) -> bool:
    """Take files out of the case, with the documents made of them; the file itself is kept beside it.

    Returns whether the release was withdrawn, as it held one of them. Raises UsageError, and takes nothing out, when
    one of the documents is confirmed.
    """
    if confirmed := held(case, paths):
        raise UsageError(
            f"Er is niets uit de zaak gehaald: {', '.join(confirmed)} is vastgesteld. Geef dat eerst vrij."
        )
    case.log.append([Draft(REMOVED, who, target=path, why=path) for path in paths])
    withdrawn = in_release(case, paths) and _withdraw(case)
    for path in paths:
        _take_out(case, path, who)
    return withdrawn


def follow(case: Case) -> None:
    """Do what people asked for on a screen since the last run; when that was cut off, the rest of it."""
    gone = standing_out(case.log.since(kinds=LEAVING))
    out = {path: event for path, event in gone.items() if event.kind == TAKEN_OUT}
    waiting = [path for path in out if _documents(case, [path]) or (case.sources_dir / path).exists()]
    if in_release(case, waiting):
        _withdraw(case)
    for path in waiting:
        _take_out(case, path, out[path].who)
    seen = int(case.recall(SEEN) or 0)
    for event in case.log.since(seen, kinds=(TAKEN_UP,)):
        kept, original = case.folder / KEPT / event.target, case.sources_dir / event.target
        if event.target not in gone and kept.exists() and not original.exists():
            original.parent.mkdir(parents=True, exist_ok=True)
            kept.replace(original)
        elif event.target not in gone:
            case.read_again(holder_of(case, event.target))
        case.remember(SEEN, str(event.seq))


def _take_out(case: Case, path: str, who: str) -> None:
    """Take the documents out of the database and the file apart; what was a double of one is asked anew.

    What is within another file leaves by itself: that file stays.
    """
    gone, doubles = _documents(case, [path]), set(doubles_of(case, [path]))
    case.log.append([
        Draft(RELATION, who, document_id=one.document_id, target=id_, data={
            "verdict": "reopen", "what": one.what, "other": one.other_id, "link": one.link, "whole": one.whole,
        }, why=ALONE)
        for id_, one in standing_after(case.log.since(kinds=DECIDING)).items()
        if one.document_id in doubles and one.what == "dubbel" and one.other_id in gone
    ])  # fmt: skip
    splitting.store(case, path, ())
    if case.ingested_from(path) is None:
        case.drop(gone)
    else:
        case.store_ingested(path, "", "", [])
    kept, original = case.folder / KEPT / path, case.sources_dir / path
    if original.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        original.replace(kept)
    for id_ in gone:
        for folder in (case.pdf_dir, case.work_dir):
            (folder / f"{id_}.pdf").unlink(missing_ok=True)


def _withdraw(case: Case) -> bool:
    """Set the release apart: nobody takes it for what may leave."""
    folder = case.folder / WITHDRAWN / datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H.%M.%S")
    folder.parent.mkdir(parents=True, exist_ok=True)
    case.release_dir.rename(folder)
    case.remember("released", "{}")
    return True
