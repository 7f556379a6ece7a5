"""The case: what was done stays done, and what a person decided is never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import document_of, proposal_of
from woolak.case import Case
from woolak.errors import UsageError
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


def test_two_runs_on_one_case_exclude_each_other(tmp_path: Path) -> None:
    with (
        Case.open(tmp_path, create=True),
        pytest.raises(UsageError, match="wordt al gewerkt"),
        Case.open(tmp_path),
    ):
        pass


def test_a_folder_that_is_no_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="geen zaak"), Case.open(tmp_path):
        pass
