"""What stands in a case and no longer in the folder that it was made of: told, and taken out when asked so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from woolak.case import Case
from woolak.errors import UsageError
from woolak.events import Draft
from woolak.review.state import fold

__all__ = ["KEPT", "REMOVED", "missing", "remove"]

REMOVED = "removed"
KEPT = "verwijderd"
"""The folder of the case that keeps the files that were taken out."""


def missing(case: Case, source: Path, there: Iterable[str]) -> list[str]:
    """The files of the case that are not in the folder `source`; none when that is a file, or within the case."""
    if not source.is_dir() or source.resolve().is_relative_to(case.folder.resolve()):
        return []
    return sorted(set(case.source_paths()) - set(there))


def remove(case: Case, paths: Sequence[str], who: str) -> None:
    """Take files out of the case, with the documents made of them; the file itself is kept beside it.

    Raises UsageError, and takes nothing out, when one of the documents is confirmed.
    """
    confirmed = sorted({path for path in paths for id_ in case.documents_of(path) if _confirmed(case, id_)})
    if confirmed:
        raise UsageError(
            f"Er is niets uit de zaak gehaald: {', '.join(confirmed)} is vastgesteld. Geef dat eerst vrij."
        )
    case.log.append([Draft(REMOVED, who, target=path, why=path) for path in paths])
    for path in paths:
        case.store_ingested(path, "", "", [])
        kept, original = case.folder / KEPT / path, case.sources_dir / path
        if original.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            original.replace(kept)


def _confirmed(case: Case, id_: str) -> bool:
    found = [(one.id, one.proposal) for one in case.proposals(id_)]
    return fold(id_, found, case.events(id_)).status == "confirmed"
