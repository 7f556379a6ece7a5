"""publish/diwoo.yaml and publish/municipalities.yaml: the identifiers that metadata is written with."""

from __future__ import annotations

import re
from collections.abc import Mapping

from woolak.rules.reading import Model, read_beside

__all__ = ["Concept", "DiWoo", "FileFormat", "diwoo", "municipality"]


class Concept(Model):
    """A term of the TOOI thesaurus."""

    code: str
    name: str


class Named(Model):
    uri: str
    name: str


class FileFormat(Named):
    media: str


class DiWoo(Model):
    """publish/diwoo.yaml"""

    thesaurus: str
    organisations: str
    category: Concept
    category_number: str
    handlings: Mapping[str, Concept]
    kinds: Mapping[str, Concept]
    language: Named
    formats: Mapping[str, FileFormat]
    lists: Mapping[str, str]
    title: str
    title_without_dossier: str

    def uri(self, concept: Concept) -> str:
        return self.thesaurus + concept.code


class Municipalities(Model):
    municipalities: Mapping[str, str]


def diwoo() -> DiWoo:
    """The words of DiWoo. Raises CaseFileError when the file is wrong."""
    words: DiWoo = read_beside("woolak.publish", "diwoo.yaml", DiWoo)
    return words


def _municipalities() -> Mapping[str, str]:
    found: Municipalities = read_beside("woolak.publish", "municipalities.yaml", Municipalities)
    return found.municipalities


def _folded(name: str) -> str:
    return re.sub(r"^gemeente\s+", "", " ".join(name.casefold().split()))


def municipality(code: str, name: str) -> tuple[str, str] | None:
    """Code and official name ('gemeente Almere') of a municipality, by its code or else by its name.

    None when the register has no such code, or not exactly one municipality of that name.
    """
    known = _municipalities()
    if code:
        return (code, known[code]) if code in known else None
    found = [one for one, official in known.items() if name and _folded(official) == _folded(name)]
    return (found[0], known[found[0]]) if len(found) == 1 else None
