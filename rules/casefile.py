"""zaak.yaml: what the municipality says of the case. All of it is optional; an unknown key is an error."""

from __future__ import annotations

import datetime
import re
from operator import attrgetter
from pathlib import Path
from typing import Any

from pydantic import Field, field_validator

from woolak.model import Kind, Origin
from woolak.rules.lessons import Lessons
from woolak.rules.limits import Limits, standard_limits
from woolak.rules.reading import Model, read_yaml

__all__ = [
    "CaseFile",
    "DocumentSaid",
    "Municipality",
    "Official",
    "Period",
    "PublicationFacts",
    "Request",
    "ThirdParty",
    "read_case_file",
]

WHAT_IT_IS = re.compile(r"^(?:gemeente|provincie|waterschap)\s+", re.IGNORECASE)


class Municipality(Model):
    name: str = ""
    domain: str = ""

    @property
    def short_name(self) -> str:
        """What it is called, without what it is: 'Meerwolde' of 'gemeente Meerwolde'."""
        return WHAT_IT_IS.sub("", self.name.strip())


class Period(Model):
    from_: datetime.date | None = Field(None, alias="from")
    to: datetime.date | None = None


class Request(Model):
    text: str = ""
    date: datetime.date | None = None
    period: Period = Field(default_factory=lambda: Period.model_validate({}))


class Official(Model):
    """A person in public office: stays readable by name."""

    name: str
    role: str = ""


class ThirdParty(Model):
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    pseudonym: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that the party is known by, the longest first."""
        return tuple(sorted({self.name, *self.aliases}, key=lambda name: (-len(name), name)))


class PublicationFacts(Model):
    """What `woolak publish` needs to know and no document tells."""

    organisation: str = ""
    """Code of the municipality in the TOOI value list, `gm0034`; empty: looked up by the municipality's name."""
    decided: datetime.date | None = None
    """The date of the decision on the request."""
    not_before: datetime.date | None = None
    """Woo 4.4(5): with a third party that is expected to object, two weeks after the decision."""
    title: str = ""
    summary: str = ""
    url: str = ""
    """The address at which the folder of `--to` will be found."""


class DocumentSaid(Model):
    """What a document is, where what is read of it is wrong or missing; what is left out is read from the document."""

    title: str | None = None
    date: datetime.date | None = None
    kind: Kind | None = None
    origin: Origin | None = None
    internal: bool | None = None
    """Made for internal deliberation."""
    parties: tuple[str, ...] | None = None
    language: str | None = Field(None, pattern="^[a-z]{2}$")
    """ISO 639-1."""


class CaseFile(Model):
    dossier: str = ""
    municipality: Municipality = Municipality()
    request: Request = Request()
    out_of_scope_hint: str = ""
    public_officials: tuple[Official, ...] = ()
    third_parties: tuple[ThirdParty, ...] = ()
    anonymise_parties: bool = False
    pdfa: bool = False
    """Released documents follow PDF/A-2b, for an archive that asks for it."""
    documents: dict[str, DocumentSaid] = Field(default_factory=dict)
    """By the path of the document within SOURCE, as the list of the release has it."""
    publication: PublicationFacts = PublicationFacts()
    templates: str = Field(default="", exclude=True)
    """Folder of the municipality's own templates, from the folder of the case; left out: `sjablonen`. It does not
    count for what was read, so that no document is read again for it."""
    passwords: tuple[str, ...] = ()
    """Tried on every file that is locked."""
    extra_pipeline: str = ""
    """A spaCy pipeline to find names with beside ours: an installed package or a folder."""
    learned: str = ""
    """A file of lessons (`woolak learn`), by its path from the folder of zaak.yaml."""
    known: str = ""
    """The index of what was published before (`woolak known`), by its path from the folder of zaak.yaml."""
    lessons: Lessons = Lessons()
    """What stands in that file; the run fills it in."""
    limits: Limits = Field(default_factory=standard_limits)
    """Those of rules/limits.yaml; a case names the ones that differ."""

    @field_validator("limits", mode="before")
    @classmethod
    def _own_limits(cls, value: Any) -> Any:
        return {**standard_limits().model_dump(), **value} if isinstance(value, dict) else value

    def __hash__(self) -> int:
        """Of all but what is said of single documents: that is no key, and it has no hash."""
        return hash(_hashed(self))

    def about(self, source: str) -> CaseFile:
        """What the file says that matters for one source and what it holds: other documents may be said otherwise."""
        own = {name: said for name, said in self.documents.items() if name == source or name.startswith(f"{source}/")}
        return self.model_copy(update={"documents": own})

    def pseudonym(self, party: ThirdParty) -> str:
        """The party's pseudonym; without one in zaak.yaml: partij A, B, C in the order of the file."""
        return party.pseudonym or f"partij {chr(ord('A') + self.third_parties.index(party) % 26)}"


_hashed = attrgetter(*(name for name in CaseFile.model_fields if name != "documents"))


def read_case_file(path: Path) -> CaseFile:
    """Read zaak.yaml. Raises CaseFileError, naming the line."""
    return read_yaml(path, CaseFile)
