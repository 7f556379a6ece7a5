"""Numbers the documents as Dutch municipalities do: 1a, 1b, 2a; a figure per year, a letter per document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from woolak.model import Document

__all__ = ["number_documents", "number_key", "own_number"]

_OWN = re.compile(r"\s*(\d{1,3})\s?([a-z]{1,2})(?=[\s._)-]|$)[\s._)-]*", re.I)
_NUMBER = re.compile(r"(\d+)([a-z]*)(\d*)")


def letters(place: int) -> str:
    """0 is a, 25 is z, 26 is aa, 27 is ab."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def number_key(number: str) -> tuple[int, int, str, int]:
    """Sorts 1a, 1z, 1aa, 2a, 4c, 4c1, 10a."""
    match = _NUMBER.fullmatch(number)
    if not match:
        return (10**9, 0, number, 0)
    group, letter, part = match.groups()
    return (int(group), len(letter), letter, int(part or 0))


def own_number(source: str) -> tuple[str, str] | None:
    """The number that an officer put before a file name, and the name without it; None when there is none."""
    name = PurePosixPath(source).name
    match = _OWN.match(name)
    return (match[1].lstrip("0") + match[2].lower(), name[match.end() :]) if match else None


def _natural(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"([0-9]+)", text.casefold())]


def _key(document: Document) -> tuple[bool, datetime.date, list[tuple[int, str]], str]:
    date = document.facts.date
    return (date is None, date or datetime.date.min, _natural(document.source), document.id)


def _families(documents: Sequence[Document]) -> list[list[Document]]:
    """Each document that is not attached to another, followed by its attachments and theirs."""
    ids = {document.id for document in documents}
    children: dict[str | None, list[Document]] = {}
    for document in sorted(documents, key=lambda one: (_natural(one.source), one.id)):
        parent = document.parent_id if document.parent_id in ids and document.parent_id != document.id else None
        children.setdefault(parent, []).append(document)

    def tree(document: Document) -> Iterator[Document]:
        yield document
        for child in children.get(document.id, []):
            yield from tree(child)

    return [list(tree(head)) for head in children.get(None, [])]


def _kept(families: Sequence[Sequence[Document]]) -> dict[str, str] | None:
    """The numbers that the officer gave; None unless every file has one, and each another."""
    own = [own_number(family[0].source) for family in families]
    numbers = [found[0] for found in own if found]
    if len(numbers) < len(families) or len(set(numbers)) < len(numbers):
        return None
    if len(numbers) > 1 and all(re.fullmatch(r"\d+(e|de|ste)", number) for number in numbers):
        return None  # '1e versie', '2e versie': counting words
    return {
        document.id: f"{number}{place or ''}"
        for number, family in zip(numbers, families, strict=True)
        for place, document in enumerate(family)
    }


def number_documents(documents: Sequence[Document]) -> dict[str, str]:
    """A number for each document id; the same documents always get the same numbers.

    1 is the first year, letters follow the date; attachments come after their e-mail and count with it; what has no
    date is last. When every file name already begins with such a number, those are kept: an attachment of 4c is 4c1.
    """
    families = _families(documents)
    if families and (kept := _kept(families)):
        return kept
    families.sort(key=lambda family: _key(family[0]))
    numbers: dict[str, str] = {}
    years: dict[int | None, int] = {}
    taken: dict[int | None, int] = {}
    for family in families:
        year = family[0].facts.date.year if family[0].facts.date else None
        group = years.setdefault(year, len(years) + 1)
        for document in family:
            numbers[document.id] = f"{group}{letters(taken.get(year, 0))}"
            taken[year] = taken.get(year, 0) + 1
    return numbers
