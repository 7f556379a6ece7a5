"""What was published or provided before: an index of a municipality, outside any case, and what of a case is in it.

Of each document the index keeps its words and, of its runs of four words, the same part by which doubles are found.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from woolak.errors import UsageError
from woolak.model import Relation
from woolak.pipeline.relate.relationrules import relation_rules
from woolak.pipeline.relate.sketching import RUN, shingles, sketch
from woolak.pipeline.relate.wording import WORD, fold

__all__ = ["KnownDocument", "KnownIndex"]

SCHEMA = """
CREATE TABLE IF NOT EXISTS known (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, title TEXT NOT NULL, url TEXT NOT NULL,
  provided INTEGER NOT NULL, added TEXT NOT NULL, words BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS run (hash INTEGER NOT NULL, known INTEGER NOT NULL, PRIMARY KEY (hash, known)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS run_known ON run (known);
"""
MOST_KNOWN = 8
"""Known documents of which a document is compared with the text."""


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document that the requester can have already."""

    name: str
    """Path within the folder that was added, by which it is taken out again."""
    title: str
    url: str
    """Where it stands; empty when nobody said."""
    provided: bool
    """Whether it was provided to a requester, and not published."""
    added: str
    """The day, ISO 8601."""


@dataclass(frozen=True, slots=True)
class _Word:
    page: int
    start: int
    end: int


class KnownIndex:
    """An opened index. Use `KnownIndex.open`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @classmethod
    @contextmanager
    def open(cls, file: Path, create: bool = False) -> Iterator[KnownIndex]:
        """Open the index in a file. Raises UsageError when there is none, or it is something else."""
        if not create and not file.is_file():
            raise UsageError(f"Het register {file} bestaat niet. Maak het met 'woolak known add'.")
        file.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(file, timeout=30)
        try:
            db.executescript(SCHEMA)
            yield cls(db)
            db.commit()
        except sqlite3.DatabaseError:
            raise UsageError(f"Het bestand {file} is geen register van Woolak.") from None
        finally:
            db.close()

    def add(self, document: KnownDocument, words: Sequence[str]) -> None:
        """Add a document, in place of the one of the same name."""
        self.remove([document.name])
        packed = zlib.compress(" ".join(words).encode(), 6)
        row = (document.name, document.title, document.url, document.provided, document.added, packed)
        query = "INSERT INTO known (name, title, url, provided, added, words) VALUES (?, ?, ?, ?, ?, ?)"
        id_ = self._db.execute(query, row).lastrowid
        runs = sketch(shingles(words)).astype(np.int64, casting="unsafe").tolist()
        self._db.executemany("INSERT OR IGNORE INTO run VALUES (?, ?)", ((run, id_) for run in runs))

    def remove(self, names: Iterable[str]) -> int:
        """Take documents out, or all of a folder (`folder/`); returns how many there were."""
        removed = 0
        for name in names:
            query = "SELECT id FROM known WHERE name = ? OR (? LIKE '%/' AND substr(name, 1, length(?)) = ?)"
            ids = [row[0] for row in self._db.execute(query, (name, name, name, name))]
            for id_ in ids:
                self._db.execute("DELETE FROM run WHERE known = ?", (id_,))
                self._db.execute("DELETE FROM known WHERE id = ?", (id_,))
            removed += len(ids)
        return removed

    def documents(self) -> list[KnownDocument]:
        """All documents of the index, by name."""
        query = "SELECT name, title, url, provided, added FROM known ORDER BY name"
        return [KnownDocument(row[0], row[1], row[2], bool(row[3]), row[4]) for row in self._db.execute(query)]

    def digest(self) -> str:
        """Fingerprint of what is in the index."""
        return hashlib.sha256(repr(self.documents()).encode()).hexdigest()

    def relations(self, document_id: str, pages: Sequence[str]) -> list[Relation]:
        """Where a document, or a part of it, stands in what is known; the document that has most of it first.

        A passage that several known documents have is told of the first of them.
        """
        rules = relation_rules()
        words, places = _placed(pages)
        hashes = shingles(words)
        covered = np.zeros(len(words), bool)
        found = []
        for known, theirs in self._like(hashes):
            inside = _covered(len(words), np.isin(hashes, shingles(theirs)), rules.known_gap)
            fresh = _stretches(inside & ~covered, rules.known_words)
            part = sum(end - start for start, end in fresh) / max(1, len(words))
            if len(words) < rules.min_words or not fresh:
                continue
            covered |= inside
            whole = part >= rules.known_part
            key = "provided" if known.provided else "known"
            found.append(
                Relation(
                    document_id,
                    "reeds verstrekt" if known.provided else "reeds openbaar",
                    "",
                    round(part, 3),
                    rules.reasons[key].format(percent=round(100 * part), title=known.title),
                    link=known.url or known.name,
                    passages=() if whole else tuple(_passages(fresh, places)),
                )
            )
            if whole:
                break
        return sorted(found, key=lambda one: -one.score)

    def _like(self, hashes: npt.NDArray[np.uint64]) -> list[tuple[KnownDocument, list[str]]]:
        """The known documents that seem to share most, with their words."""
        runs = sketch(hashes).astype(np.int64, casting="unsafe").tolist()
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS asked (hash INTEGER PRIMARY KEY)")
        self._db.execute("DELETE FROM asked")
        self._db.executemany("INSERT OR IGNORE INTO asked VALUES (?)", ((run,) for run in runs))
        query = """SELECT known.name, title, url, provided, added, words, count(*) AS shared FROM asked
                   JOIN run USING (hash) JOIN known ON known.id = run.known
                   GROUP BY known.id HAVING shared >= 2 ORDER BY shared DESC, known.name LIMIT ?"""
        return [
            (KnownDocument(row[0], row[1], row[2], bool(row[3]), row[4]), zlib.decompress(row[5]).decode().split(" "))
            for row in self._db.execute(query, (MOST_KNOWN,))
        ]


def _placed(pages: Sequence[str]) -> tuple[list[str], list[_Word]]:
    """The words of the pages with where they stand."""
    words, places = [], []
    for at, text in enumerate(pages):
        for match in WORD.finditer(text):
            words.append("".join(WORD.findall(fold(match[0]))) or "_")
            places.append(_Word(at, match.start(), match.end()))
    return words, places


def _covered(count: int, hits: npt.NDArray[np.bool_], gap: int) -> npt.NDArray[np.bool_]:
    """The words in a run that is known, and the few between two of those, such as a name that is redacted there."""
    covered = np.zeros(count, bool)
    for place in range(min(RUN, count)):
        covered[place : place + len(hits)] |= hits[: count - place]
    inside = np.flatnonzero(covered)
    for before, after in pairwise(inside):
        if 1 < after - before <= gap + 1:
            covered[before:after] = True
    return covered


def _stretches(covered: npt.NDArray[np.bool_], least: int) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], covered, [False])).astype(np.int8)))
    pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(start, end) for start, end in pairs if end - start >= least]


def _passages(stretches: Sequence[tuple[int, int]], places: Sequence[_Word]) -> Iterator[tuple[int, int, int]]:
    for start, end in stretches:
        for page in sorted({one.page for one in places[start:end]}):
            here = [one for one in places[start:end] if one.page == page]
            yield page, here[0].start, here[-1].end
