"""Whether a release was made from the case as it is now, and when not, what changed since."""

from __future__ import annotations

import json
from typing import Literal

from woolak import __version__, relating
from woolak.case import Case
from woolak.fingerprint import burn_version, digest
from woolak.papers import papers_digest
from woolak.run import facts_of

__all__ = ["DELIVERED", "PACKED", "Change", "change_since", "decided_until", "is_current", "state_of_case"]

PACKED, DELIVERED = "publication_packed", "publication_delivered"
"""Kinds of events on the whole case: what was done with a release, which changes nothing in it."""

Change = Literal["decided", "papers", "case"]
"""Something was decided; besluit.yaml or a template is another; or zaak.yaml, the documents or the program."""


def decided_until(case: Case) -> str:
    """The hash of the last event that a release follows from; it holds those of all before it."""
    head = case.log.head()
    for event in reversed(case.log.since(kinds=(PACKED, DELIVERED))):
        if event.hash != head:
            break
        head = event.previous
    return head


def state_of_case(case: Case) -> str:
    """Fingerprint of all that a release follows from."""
    everything = [(one.id, one.error, one.grounded_from) for one in case.documents()]
    decided = decided_until(case)
    outside = {"publication": {"organisation", "title", "summary", "url"}}  # said of the publication, not in a release
    said = facts_of(case).model_dump_json(exclude=outside)
    said += repr(relating.relations(case))
    own = papers_digest(case, facts_of(case))
    return digest(repr(everything), repr(decided), said, own, burn_version(), __version__)


def is_current(case: Case) -> bool:
    """Whether DIR/release/ was made, as a whole, from the case as it is now."""
    before = json.loads(case.recall("released") or "{}")
    return case.release_dir.exists() and before.get("state") == state_of_case(case)


def change_since(case: Case) -> Change | None:
    """What changed after the release was made, of several the one that a reader can do most about; None: nothing, or
    there is no release. Raises CaseFileError when zaak.yaml is wrong."""
    if not case.release_dir.exists() or is_current(case):
        return None
    if case.recall("released_log") != decided_until(case):
        return "decided"
    before = json.loads(case.recall("released") or "{}")
    return "papers" if before.get("papers", "") != papers_digest(case, facts_of(case)) else "case"
