"""Fills the municipality's index of what was published or provided before, and finds it for a case."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from woolak.pipeline.relate import KnownDocument, KnownIndex, words_of
from woolak.rules.casefile import CaseFile
from woolak.telling import Teller

__all__ = ["Added", "add", "default_index", "index_for", "listed", "remove"]

DEFAULT = "bekend.sqlite"


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a folder."""

    documents: int
    failed: tuple[tuple[str, str], ...]
    """Files that could not be read, with the reason."""


def default_index(cases: Path) -> Path:
    """Where the index is when nobody says: beside the cases of the municipality."""
    return cases / DEFAULT


def index_for(case_folder: Path, named: Path | None, said: str, beside: Path) -> Path | None:
    """The index that a run uses: the one named, else that of zaak.yaml (from its folder `beside`), else the usual one.

    None when nobody named one and there is none beside the cases.
    """
    if named or said:
        return named or beside / said
    usual = default_index(case_folder.resolve().parent)
    return usual if usual.is_file() else None


def _titles(folder: Path) -> dict[str, str]:
    """Of a release of our own, the titles that were published, by path; empty for another folder."""
    try:
        entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["documents"]
        return {
            entry["output"]: entry["title"] for entry in entries if entry["output"] and entry["judgement"] != "dubbel"
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _documents(folder: Path, told: Teller) -> Iterator[tuple[str, str, list[str] | str]]:
    """Every document in a folder: name, title, and its words or why it could not be read."""
    from woolak.pipeline import ingest
    from woolak.run import source_files

    files = source_files(folder)
    titles = _titles(folder)
    if titles:  # a release: its lists and proofs are not documents
        files = {name: path for name, path in files.items() if name in titles}
    with tempfile.TemporaryDirectory(prefix="woolak-bekend-") as work:
        for name, path in told.follow(iter(files.items()), "inlezen", len(files)):
            for one in ingest.ingest(path, name, Path(work), CaseFile()):
                if one.document is None:
                    yield one.source, "", one.error or ""
                else:
                    texts = [page.text for page in one.document.pages]
                    mail = one.document.facts.kind == "mail"
                    yield one.source, titles.get(name, one.document.facts.title), words_of(texts, mail)
                if one.pdf:
                    one.pdf.unlink(missing_ok=True)


def add(index: Path, folder: Path, url: str, provided: bool, today: str, told: Teller) -> Added:
    """Add every document of a folder to the index; what was there under the same name is replaced."""
    failed, count = [], 0
    label = folder.resolve().name if folder.is_dir() else ""
    with KnownIndex.open(index, create=True) as known:
        for name, title, words in _documents(folder, told):
            if isinstance(words, str):
                failed.append((name, words))
                continue
            link = f"{url.rstrip('/')}/{quote(name)}" if url else ""
            kept = f"{label}/{name}" if label else name
            known.add(KnownDocument(kept, title, link, provided, today), words)
            count += 1
    return Added(count, tuple(failed))


def listed(index: Path) -> list[KnownDocument]:
    """What is in the index."""
    with KnownIndex.open(index) as known:
        return known.documents()


def remove(index: Path, names: list[str]) -> int:
    """Take documents out of the index by name, or a whole folder by `folder/`; returns how many."""
    with KnownIndex.open(index) as known:
        return known.remove(names)
