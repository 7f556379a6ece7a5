"""besluit.yaml: what only the municipality knows of its decision, beside zaak.yaml in the folder of the case.

It stands apart from zaak.yaml because no document has to be read again when it changes. All of it is optional; an
unknown key is an error.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from woolak.model import Judgement
from woolak.rules.reading import Model, read_yaml

__all__ = ["DecisionFile", "DocumentDecision", "Person", "read_decision_file"]


class Person(Model):
    """Somebody who is named in the letter."""

    name: str = ""
    role: str = ""
    address: tuple[str, ...] = ()
    """Lines: street and number, postcode and town."""
    mail: str = ""
    phone: str = ""


class Objection(Model):
    """Where somebody who disagrees writes to."""

    body: str = ""
    address: tuple[str, ...] = ()
    website: str = ""


class DocumentDecision(Model):
    """What nobody can read from the document itself; the key in the file is its path in the folder of sources."""

    judgement: Judgement | None = None
    """Overrules what follows from the boxes: reeds openbaar, dubbel, buiten verzoek, niet openbaar."""
    grounds: tuple[str, ...] = ()
    """Of a document that is withheld as a whole."""
    link: str = ""
    """Where it was published before."""
    same_as: str = ""
    """The source of which it is a double."""
    remark: str = ""
    suspended: bool = False
    """Published later than the decision (opgeschort), for instance while a third party may object."""
    until: datetime.date | None = None
    """Woo 5.1 lid 4: the day from which it is public."""
    environment: bool = False
    """Milieu-informatie (artikel 19.1a Wet milieubeheer)."""
    emissions: bool = False
    """Information on emissions into the environment (Woo 5.1 lid 7)."""
    formal_decision: bool | None = None
    """Made for formal decisions of the executive (Woo 5.2 lid 3); left out: told by the document's head."""
    opinions: str = ""
    """Why opinions are, or cannot be, given without showing whose they are (Woo 5.2 lid 2 and 3)."""
    sender: str = ""
    receiver: str = ""
    """Roles, never names of persons: 'bewoner', 'partij X'."""


class DecisionFile(Model):
    reference: str = ""
    """The municipality's own reference (kenmerk)."""
    date: datetime.date | None = None
    requester: Person = Person()
    author: Person = Person()
    """The official who handles the request; hidden in the published letter."""
    signatory: Person = Person()
    """Signs under mandate: stays readable."""
    objection: Objection = Objection()
    publish_on: datetime.date | None = None
    """Woo 4.4 lid 5: the day on which documents are given when a third party may object."""
    environment: bool = False
    matter: str = Field(default="", pattern=r"^[a-zA-Z0-9\-._~]*$")
    """'Matter' in the production report; left out: made from the reference."""
    views_days: int = Field(default=14, ge=1, le=90)
    """Days that a third party has to give its view (Awb 4:8; the law gives no number)."""
    documents: Mapping[str, DocumentDecision] = Field(default_factory=dict)

    def of(self, source: str) -> DocumentDecision:
        return self.documents.get(source, DocumentDecision())


def read_decision_file(case_folder: Path) -> DecisionFile:
    """besluit.yaml of a case; empty when there is none. Raises CaseFileError, naming the line."""
    file = case_folder / "besluit.yaml"
    return read_yaml(file, DecisionFile) if file.exists() else DecisionFile()
