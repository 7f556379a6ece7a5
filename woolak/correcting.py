"""What a person set right of the facts of a document: title, date, kind, origin, parties, language, and whether it
is internal deliberation.

Corrections are events of the log like every decision, so that they can be undone and the log tells who and why.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from woolak.events import Event
from woolak.model import DocumentFacts

__all__ = ["CORRECTING", "FACTS", "corrections", "facts_after", "undone_batches"]

FACTS = "facts"
"""The kind of event; its data hold the facts that changed, a date as ISO 8601 or empty."""
CORRECTING = (FACTS, "undo", "redo")


def undone_batches(events: Iterable[Event]) -> set[str]:
    """The batches that are undone."""
    undone: set[str] = set()
    for event in events:
        if event.kind == "undo":
            undone.add(str(event.data["batch"]))
        elif event.kind == "redo":
            undone.discard(str(event.data["batch"]))
    return undone


def corrections(events: Sequence[Event]) -> dict[str, str]:
    """Per document of which people set facts right, a text that is another when they set another thing right."""
    undone = undone_batches(events)
    found: dict[str, str] = {}
    for event in events:
        if event.kind == FACTS and event.batch not in undone:
            found[event.document_id] = event.hash
    return found


def facts_after(facts: DocumentFacts, events: Sequence[Event]) -> DocumentFacts:
    """The facts that ingest read, with what people set right since, in order."""
    undone = undone_batches(events)
    for event in events:
        if event.kind == FACTS and event.batch not in undone:
            changed: dict[str, Any] = dict(event.data)
            if "date" in changed:
                changed["date"] = datetime.date.fromisoformat(changed["date"]) if changed["date"] else None
            if "parties" in changed:
                changed["parties"] = tuple(changed["parties"])
            evidence = {key: said for key, said in facts.evidence.items() if key not in changed}
            facts = replace(facts, **changed, evidence=evidence)
    return facts
