"""What a person says of the case in a form, to and from zaak.yaml and besluit.yaml.

What the form does not show stays in the file as it was; remarks between its lines do not.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, Field

from woolak.errors import Refused
from woolak.rules.casefile import read_case_file
from woolak.rules.decision import read_decision_file

__all__ = ["CaseForm", "DecisionForm", "PublicationForm", "keep", "said"]

Day = Annotated[datetime.date | None, BeforeValidator(lambda value: value or None)]
Short = Annotated[str, Field(max_length=300)]
Long = Annotated[str, Field(max_length=20_000)]
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


class _Form(BaseModel):
    """The fields of a form; `before` is the file as it was shown, so that nobody writes over what another wrote."""

    FILE: ClassVar[str]
    PLACES: ClassVar[dict[str, str]]
    """By field where it stands in the file."""
    LISTS: ClassVar[frozenset[str]] = frozenset()
    """Fields of which each line is one of a list."""
    before: str = Field(default="", max_length=64)


F = TypeVar("F", bound=_Form)


class CaseForm(_Form):
    FILE = "zaak.yaml"
    PLACES: ClassVar[dict[str, str]] = {
        "dossier": "dossier", "municipality": "municipality.name", "domain": "municipality.domain",
        "request": "request.text", "received": "request.date", "since": "request.period.from",
        "until": "request.period.to", "officials": "public_officials", "parties": "third_parties",
        "anonymise_parties": "anonymise_parties",
    }  # fmt: skip
    dossier: Short = ""
    municipality: Short = ""
    domain: Short = ""
    request: Long = ""
    received: Day = None
    since: Day = None
    until: Day = None
    officials: Long = ""
    """A line each: name, role."""
    parties: Long = ""
    """A line each: name; other name; domain."""
    anonymise_parties: bool = False


class DecisionForm(_Form):
    FILE = "besluit.yaml"
    PLACES: ClassVar[dict[str, str]] = {
        "reference": "reference", "date": "date", "publish_on": "publish_on", "requester": "requester.name",
        "requester_address": "requester.address", "author": "author.name", "author_phone": "author.phone",
        "signatory": "signatory.name", "signatory_role": "signatory.role", "objection": "objection.body",
        "objection_address": "objection.address",
    }  # fmt: skip
    LISTS = frozenset({"requester_address", "objection_address"})
    reference: Short = ""
    date: Day = None
    publish_on: Day = None
    requester: Short = ""
    requester_address: Long = ""
    author: Short = ""
    author_phone: Short = ""
    signatory: Short = ""
    signatory_role: Short = ""
    objection: Short = ""
    objection_address: Long = ""


class PublicationForm(_Form):
    """What is only of use when it is published: nothing is looked at again for it."""

    FILE = CaseForm.FILE
    PLACES: ClassVar[dict[str, str]] = {
        "title": "publication.title", "summary": "publication.summary", "url": "publication.url",
        "organisation": "publication.organisation",
    }  # fmt: skip
    title: Short = ""
    summary: Long = ""
    url: Short = ""
    organisation: Short = ""


def _read(folder: Path, form: type[_Form]) -> dict[str, Any]:
    """What the file says. Raises CaseFileError when it is wrong."""
    file = folder / form.FILE
    if not file.exists():
        return {}
    if form.FILE == CaseForm.FILE:
        read_case_file(file)
    else:
        read_decision_file(folder)
    return yaml.safe_load(file.read_text(encoding="utf-8-sig")) or {}


def _edition(folder: Path, form: type[_Form]) -> str:
    file = folder / form.FILE
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


def said(folder: Path, form: type[F]) -> F:
    """What the file in the folder of a case says, for the form. Raises CaseFileError when it is wrong."""
    data = _read(folder, form)
    found: dict[str, Any] = {}
    for name, place in form.PLACES.items():
        value: Any = data
        for key in place.split("."):
            value = (value or {}).get(key)
        if name == "officials":
            value = "\n".join(", ".join(filter(None, (one["name"], one.get("role")))) for one in value or ())
        elif name == "parties":
            value = "\n".join(
                "; ".join((one["name"], *one.get("aliases", ()), *one.get("domains", ()))) for one in value or ()
            )
        elif name in form.LISTS:
            value = "\n".join(value or ())
        if value is not None:
            found[name] = value if isinstance(value, bool | datetime.date) else str(value)
    return form.model_validate(found | {"before": _edition(folder, form)})


def keep(folder: Path, form: _Form) -> None:
    """Write what was said in the form. Raises Refused when somebody else wrote the file meanwhile."""
    kind = type(form)
    if form.before != _edition(folder, kind):
        raise Refused.because("facts_overtaken")
    data = _read(folder, kind)
    for name, place in kind.PLACES.items():
        value = getattr(form, name)
        if name == "officials":
            value = _officials(value)
        elif name == "parties":
            value = _parties(value, data.get("third_parties") or ())
        elif name in kind.LISTS:
            value = _lines(value)
        elif isinstance(value, str):
            value = value.strip()
        _set(data, place.split("."), value)
    part = folder / f"{kind.FILE}.deel"
    part.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False) if data else "", encoding="utf-8")
    part.replace(folder / kind.FILE)


def _set(data: dict[str, Any], keys: list[str], value: Any) -> None:
    """Put a value in its place, or take it away when it is empty."""
    first, *rest = keys
    if rest:
        within = dict(data.get(first) or {})
        _set(within, rest, value)
        value = within
    if value:
        data[first] = value
    else:
        data.pop(first, None)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _officials(text: str) -> list[dict[str, str]]:
    found = []
    for line in _lines(text):
        name, _, role = (part.strip() for part in line.partition(","))
        found.append({"name": name} | ({"role": role} if role else {}))
    return found


def _parties(text: str, before: Any) -> list[dict[str, Any]]:
    """The parties; the pseudonym that one had is kept."""
    known = {one["name"]: one for one in before}
    found = []
    for line in _lines(text):
        name, *others = [part.strip() for part in line.split(";") if part.strip()] or [""]
        party: dict[str, Any] = {"name": name}
        if aliases := [one for one in others if not DOMAIN.fullmatch(one)]:
            party["aliases"] = aliases
        if domains := [one for one in others if DOMAIN.fullmatch(one)]:
            party["domains"] = domains
        if pseudonym := known.get(name, {}).get("pseudonym"):
            party["pseudonym"] = pseudonym
        if name:
            found.append(party)
    return found
