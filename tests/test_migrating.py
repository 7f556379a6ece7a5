"""A case of an earlier version opens, with all that was in it; a case of a later one is refused."""

from __future__ import annotations

import json
import sqlite3
import zlib
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from woolak.case import Case
from woolak.errors import UsageError
from woolak.events import prove
from woolak.migrating import SCHEMA
from woolak.model import BoxPt, Word
from woolak.tables import metadata

FIRST = """
CREATE TABLE meta (key VARCHAR NOT NULL, value TEXT, PRIMARY KEY (key));
CREATE TABLE source (path VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL, PRIMARY KEY (path));
CREATE TABLE document (id VARCHAR NOT NULL, source VARCHAR NOT NULL, from_source VARCHAR NOT NULL, parent_id VARCHAR,
  error TEXT, facts BLOB, pages BLOB, hidden_texts BLOB, detected_from VARCHAR, findings BLOB, grounded_from VARCHAR,
  burned_from VARCHAR, burned TEXT, PRIMARY KEY (id), FOREIGN KEY(from_source) REFERENCES source (path));
CREATE INDEX ix_document_source ON document (source);
CREATE INDEX ix_document_from_source ON document (from_source);
CREATE TABLE proposal (id VARCHAR NOT NULL, document_id VARCHAR NOT NULL, position INTEGER NOT NULL,
  data BLOB NOT NULL, PRIMARY KEY (id), FOREIGN KEY(document_id) REFERENCES document (id));
CREATE INDEX ix_proposal_document_id ON proposal (document_id);
CREATE TABLE decision (seq INTEGER NOT NULL, proposal_id VARCHAR NOT NULL, document_id VARCHAR NOT NULL,
  verdict VARCHAR NOT NULL, who VARCHAR NOT NULL, at VARCHAR NOT NULL, why TEXT NOT NULL, PRIMARY KEY (seq));
CREATE INDEX ix_decision_proposal_id ON decision (proposal_id);
CREATE INDEX ix_decision_document_id ON decision (document_id);
INSERT INTO meta VALUES ('schema', '1');
INSERT INTO source VALUES ('brief.pdf', 'abc', 'def');
INSERT INTO decision VALUES (1, 'p1', 'd1', 'approve', 'jan', '2026-01-02T10:00:00+00:00', '');
INSERT INTO decision VALUES (2, 'p2', 'd1', 'reject', 'jan', '2026-01-02T10:00:05+00:00', 'openbaar ambt');
"""
WORDS = [
    {"start": 0, "end": 7, "box_pt": [70.1, 80.25, 110.0, 92.0], "edges_pt": [70.1, 75, 80, 85, 90, 95, 101.5, 110.0]},
    {"start": 8, "end": 12, "box_pt": [113.0, 80.25, 130.0, 92.0], "confidence": 0.62},
]
PAGE = {
    "page_index": 0,
    "width_pt": 595.0,
    "height_pt": 842.0,
    "text": "Geachte heer",
    "words": WORDS,
    "source": "text",
}
FACTS = {"title": "Brief", "date": "2024-03-03", "kind": "brief", "origin": "own", "internal_deliberation": False}


def packed(value: object) -> bytes:
    return zlib.compress(json.dumps(value).encode())


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A case as version 1 of the schema made it."""
    with sqlite3.connect(tmp_path / "zaak.sqlite") as db:
        db.executescript(FIRST)
        row = ("d1", "brief.pdf", "brief.pdf", packed(FACTS), packed([PAGE]), packed([]))
        columns = "id, source, from_source, facts, pages, hidden_texts"
        db.execute(f"INSERT INTO document ({columns}) VALUES (?,?,?,?,?,?)", row)
    db.close()
    return tmp_path


def test_a_case_of_the_first_version_opens_with_all_that_was_in_it(first: Path) -> None:
    for _ in range(2):  # and stays as it is the second time
        with Case.open(first) as case:
            assert case.recall("schema") == SCHEMA
            page = case.document("d1").pages[0]
            assert page.text == "Geachte heer"
            assert page.words == (
                Word(0, 7, BoxPt(70.1, 80.25, 110, 92), (70.1, 75, 80, 85, 90, 95, 101.5, 110)),
                Word(8, 12, BoxPt(113, 80.25, 130, 92), confidence=0.62),
            )
            assert case.documents()[0].page_count == 1
            events = case.events("d1")
            assert [(one.kind, one.who, one.target, one.why) for one in events] == [
                ("approve", "jan", "p1", ""), ("reject", "jan", "p2", "openbaar ambt"),
            ]  # fmt: skip
            assert prove(case.log.since(0), case.log.head()) == 2


def test_a_case_brought_up_has_the_tables_of_a_new_one(first: Path) -> None:
    with Case.open(first):
        pass
    engine = sa.create_engine(f"sqlite:///{first}/zaak.sqlite")
    with engine.connect() as db:
        assert compare_metadata(MigrationContext.configure(db), metadata) == []
    engine.dispose()


def test_a_case_of_a_later_version_is_refused_and_left_alone(first: Path) -> None:
    with sqlite3.connect(first / "zaak.sqlite") as db:
        db.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    db.close()
    before = (first / "zaak.sqlite").read_bytes()
    with pytest.raises(UsageError, match="nieuwere versie"), Case.open(first):
        pass
    with sqlite3.connect(first / "zaak.sqlite") as db:
        assert db.execute("SELECT count(*) FROM decision").fetchone() == (2,)
    db.close()
    assert before


def test_a_step_that_fails_changes_nothing(first: Path) -> None:
    with sqlite3.connect(first / "zaak.sqlite") as db:
        db.execute("UPDATE document SET pages = x'00'")
    db.close()
    with pytest.raises(zlib.error), Case.open(first):
        pass
    with sqlite3.connect(first / "zaak.sqlite") as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert "decision" in tables and "event" not in tables
        assert db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() == ("1",)
    db.close()
