"""Files that ask for a password, which Woolak does not keep: what one opened stays read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from woolak import removing
from woolak.case import Case
from woolak.errors import UnreadableSource
from woolak.model import Document

__all__ = ["is_locked", "locked_files", "opened_before"]


def is_locked(reason: str | None) -> bool:
    """Whether a password may help against the reason for which a document was not processed."""
    return bool(reason and reason.startswith(UnreadableSource.LOCKED))


def locked_files(case: Case) -> frozenset[str]:
    """The files as received in which something is locked."""
    return frozenset(case.received_as(one.id) for one in case.documents() if is_locked(one.error))


def opened_before(case: Case, path: str, sha256: str, locked: Sequence[str]) -> list[Document]:
    """The documents of the same file that were read before with a password that this run does not have.

    `locked` are the sources in the file that are locked for this run.
    """
    if not locked or case.received(path) != sha256:
        return []
    read, own = case.facts_as_read(), set(case.documents_of(path))
    known = [one for one in case.documents() if one.id in own and not one.error]
    return [replace(case.document(one.id), facts=read[one.id]) for one in known if removing.within(one.source, locked)]
