"""The case: what was done stays done, and what a person decided is never lost."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.building import document_of, proposal_of
from woolak.case import Case
from woolak.errors import InUse, UsageError
from woolak.packing import opened, texts_of
from woolak.review.state import DocumentState, fold


def stored(case: Case) -> str:
    document = document_of("door Karin Smit gemaakt")
    case.store_ingested("brief.pdf", "00", "v1", [(document.id, "brief.pdf", document, None)])
    case.store_proposals(document.id, "g1", [proposal_of(document, "Karin Smit", "5.1(2)e")])
    return document.id


def state_of(case: Case, id_: str) -> DocumentState:
    return fold(id_, [(one.id, one.proposal) for one in case.proposals(id_)], case.events(id_))


def test_a_document_comes_back_as_it_was_stored(tmp_path: Path) -> None:
    with Case.open(tmp_path, create=True) as case:
        assert case.document(stored(case)) == document_of("door Karin Smit gemaakt")


def test_a_document_whose_pages_stay_in_the_case_is_the_same_document(tmp_path: Path) -> None:
    document = replace(document_of("door Karin Smit gemaakt", "en door niemand anders"), hidden_texts=("Concept",))
    with Case.open(tmp_path, create=True) as case:
        case.store_ingested("brief.pdf", "00", "v1", [(document.id, "brief.pdf", document, None)])
        kept = case.stored(document.id)
        assert len(kept.pages) == 2
        assert opened(kept) == document
        assert texts_of(kept) == [page.text for page in document.pages]
        sent = pickle.loads(pickle.dumps(kept))
        shorter = replace(document, pages=document.pages[:1])
        case.store_ingested("brief.pdf", "00", "v2", [(document.id, "brief.pdf", shorter, None)])
        assert tuple(case.stored(document.id).pages) == shorter.pages
    assert opened(sent) == document, "what was sent to a worker needs no case"


def test_a_decision_survives_that_the_same_is_found_again(tmp_path: Path) -> None:
    with Case.open(tmp_path, create=True) as case:
        id_ = stored(case)
        (one,) = case.proposals(id_)
        case.decide([one], "reject", "j.toetser", "openbare functie")
        stored(case)
        (again,) = case.proposals(id_)
        assert state_of(case, id_).marks[again.id].verdict == "rejected"


def test_the_last_decision_counts_and_the_log_keeps_all(tmp_path: Path) -> None:
    with Case.open(tmp_path, create=True) as case:
        id_ = stored(case)
        (one,) = case.proposals(id_)
        case.decide([one], "approve", "beleid", "")
        case.decide([one], "reject", "j.toetser", "openbare functie")
        assert state_of(case, id_).marks[one.id].who == "j.toetser"
        assert [event.kind for event in case.log.since()] == ["approve", "reject"]


def test_a_decision_waits_for_the_disk_and_what_a_run_makes_again_does_not(tmp_path: Path) -> None:
    waited: dict[str, int] = {}

    def look(db: sa.Connection, _cursor: object, statement: str, *_rest: object) -> None:
        table = re.match(r"INSERT INTO (\w+)", statement)
        if table:
            assert db.connection.dbapi_connection
            waited[table[1]] = db.connection.dbapi_connection.cursor().execute("PRAGMA synchronous").fetchone()[0]

    with Case.open(tmp_path, create=True) as case:
        sa.event.listen(sa.Engine, "after_cursor_execute", look)
        try:
            (one,) = case.proposals(stored(case))
            case.decide([one], "approve", "beleid", "")
        finally:
            sa.event.remove(sa.Engine, "after_cursor_execute", look)
    normal, full = 1, 2
    assert waited["proposal"] == waited["document"] == normal
    assert waited["event"] == full


def test_two_runs_on_one_case_exclude_each_other(tmp_path: Path) -> None:
    with (
        Case.open(tmp_path, create=True),
        pytest.raises(UsageError, match="wordt al gewerkt"),
        Case.open(tmp_path),
    ):
        pass


def test_who_needs_a_case_that_is_open_in_the_browser_is_told_when_it_is_free(tmp_path: Path) -> None:
    with (
        Case.open(tmp_path, create=True, shared=True),
        pytest.raises(InUse, match="sluit dan de vensters ervan: twee minuten later is zij vrij"),
        Case.open(tmp_path),
    ):
        pass


def test_a_folder_that_is_no_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="geen zaak"), Case.open(tmp_path):
        pass
