"""Reads the collection as `woolak run` does: office documents in batches, each file on its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.collection.hostile import archives, hostile
from tests.collection.items import Item
from tests.collection.mails import mails
from tests.collection.offices import offices
from tests.collection.papers import papers
from woolak.pipeline.ingest import OFFICE_SUFFIXES, convert_office, ingest
from woolak.rules.casefile import CaseFile

__all__ = ["CASE", "Outcome", "everything", "read_all"]

CASE = CaseFile.model_validate(
    {
        "municipality": {"name": "Testdam", "domain": "testdam.nl"},
        "passwords": ["verkeerd", "geheim12"],
        "limits": {"files": 50, "pages": 100, "megapixels": 60, "office_seconds": 20},
    }
)


@dataclass
class Outcome:
    """What came of one file; `wrong` says in what it differs from what was expected."""

    item: Item
    documents: dict[str, str] = field(default_factory=dict)
    """Path → text of its pages."""
    errors: list[tuple[str, str]] = field(default_factory=list)
    pages: int = 0
    wrong: list[str] = field(default_factory=list)


def everything() -> list[Item]:
    """The whole collection."""
    return [*mails(), *offices(), *papers(), *archives(), *hostile()]


def read_all(items: Iterable[Item], work: Path) -> list[Outcome]:
    paths = {}
    for item in items:
        path = work / "bron" / item.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(item.data)
        paths[item] = path
    office = [path for path in paths.values() if path.suffix in OFFICE_SUFFIXES]
    made = convert_office(office, work / "omgezet", CASE.limits, CASE.passwords)
    return [_outcome(item, path, work, made.get(path)) for item, path in paths.items()]


def _outcome(item: Item, path: Path, work: Path, made: object) -> Outcome:
    outcome = Outcome(item)
    for one in ingest(path, item.name, work / "pdf", CASE, made):  # type: ignore[arg-type]
        if one.document:
            assert one.pdf and one.pdf.exists()
            text = "\n".join(page.text for page in one.document.pages)
            outcome.documents[one.source.removeprefix(item.name)] = text
            outcome.pages += len(one.document.pages)
        else:
            outcome.errors.append((one.source.removeprefix(item.name), one.error or ""))
    if not outcome.documents and not outcome.errors:
        outcome.wrong.append("spoorloos")
    for place, words in item.texts:
        if place not in outcome.documents:
            outcome.wrong.append(f"geen document {place or 'van het bestand'}")
        elif _plain(words) not in _plain(outcome.documents[place]):
            outcome.wrong.append(f"{place}: '{words}' staat er niet")
    said = dict(outcome.errors)
    for place, words in item.errors:
        if words.lower() not in said.get(place, "-").lower():
            outcome.wrong.append(f"{place}: niet gezegd '{words}' maar '{said.get(place, '')[:60]}'")
    if item.texts or item.errors:
        expected = {place for place, _ in (*item.texts, *item.errors)}
        outcome.wrong += [f"onverwacht: {place}" for place in (*outcome.documents, *said) if place not in expected]
    whole = " ".join(outcome.documents.values())
    outcome.wrong += [f"staat er wel: '{words}'" for words in item.absent if words in whole]
    outcome.wrong += [f"geen zin: {sentence}" for _, sentence in outcome.errors if not sentence.endswith(".")]
    return outcome


def _plain(text: str) -> str:
    return "".join(text.split())
