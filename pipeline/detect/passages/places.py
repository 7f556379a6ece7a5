"""In which documents, and which parts of them, officials deliberate."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from woolak.model import Document
from woolak.pipeline.detect.business.senders import is_inside, is_official
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.memory import recall
from woolak.pipeline.detect.passages.sentences import Sentence
from woolak.pipeline.detect.passages.weights import PassageWeights, passage_weights
from woolak.pipeline.detect.patterns import alternatives

__all__ = ["Place", "inside_of", "is_minutes", "is_official_at", "kind_of", "place_of"]

# Minutes that ingest took for something else.
LOOSE_KINDS = ("rapport", "overig", "brief")
MINUTES_SIGNS = 2
# Kinds in which a company and the municipality both speak: a thread holds mails of either, minutes what all said.
SHARED_KINDS, SHARED_ENTITIES = ("mail", "verslag"), ("OPINION", "CONSULTATION")


class Place(NamedTuple):
    """Where passages of a kind are looked for in a document."""

    internal: bool
    """Whether the document is known to be of internal deliberation."""
    mails: bool = False
    """Whether it is a thread: only what may have stayed within the municipality counts."""

    def holds(self, inside: bool | None) -> bool:
        """Whether passages may stand in a message of which this is known."""
        return not self.mails or inside is not False


def place_of(entity: str, view: PageView, weights: PassageWeights) -> Place | None:
    """Where in a document such passages stand; None when they do not."""
    facts = view.document.facts if view.document else None
    if view.role == "company":
        if facts is None or facts.kind not in SHARED_KINDS or entity not in SHARED_ENTITIES:
            return None
        return Place(internal=False, mails=facts.kind == "mail")
    mails = view.kind == "mail" and entity in SHARED_ENTITIES
    if entity in ("CONSULTATION", "INSPECTION"):
        return Place(True, mails)
    if facts is None:
        return Place(True, mails) if view.role == "municipality" else None
    if is_minutes(view) or facts.internal_deliberation:
        return Place(True, mails)
    if facts.origin != "own":
        return None
    if entity == "OPINION":
        return Place(False, mails)
    return Place(True, mails) if facts.kind in weights.rules.internal_kinds else None


def inside_of(view: PageView, sentence: Sentence) -> bool | None:
    """Whether the message of a thread in which a sentence stands stayed within the municipality."""
    if view.kind != "mail" or view.page is None or sentence.cell is not None:
        return None
    return is_inside(view.document, view.case, view.page.page_index, sentence.span.start)


def is_official_at(view: PageView, sentence: Sentence) -> bool:
    """Whether public bodies wrote and received the message of a thread in which a sentence stands."""
    if view.kind != "mail" or view.page is None or sentence.cell is not None:
        return False
    return is_official(view.document, view.case, view.page.page_index, sentence.span.start)


def kind_of(view: PageView) -> tuple[str, bool]:
    """The kind of a document, and whether it is of internal deliberation; what shows itself as minutes is both."""
    if is_minutes(view):
        return "verslag", True
    return view.kind, view.document is None or view.document.facts.internal_deliberation


def is_minutes(view: PageView) -> bool:
    """Whether a document of no certain kind shows itself as minutes: who was there, what was agreed, who acts."""
    document = view.document
    if document is None or document.facts.kind not in LOOSE_KINDS or document.facts.is_private:
        return False
    return recall(document, "is minutes", lambda: _minutes(document))


@cache
def _signs_of_minutes() -> re.Pattern[str]:
    return re.compile(rf"(?m)^({alternatives(passage_weights().rules.minutes)})\b")


def _minutes(document: Document) -> bool:
    text = "\n".join(page.text for page in document.pages).lower()
    return len(set(_signs_of_minutes().findall(text))) >= MINUTES_SIGNS
