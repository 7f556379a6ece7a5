"""Where documents begin in a file that holds many, set right on a screen; the case follows it as `woolak split`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.building_review import HANDLER, add_document
from tests.test_ingest_streams import bundle
from woolak import splitting
from woolak.case import Case
from woolak.errors import Overtaken, Refused, UsageError
from woolak.events import Draft, Event
from woolak.pipeline.ingest import ingest
from woolak.review import actions as act
from woolak.review.bundling import bundle_data, bundle_rows, file_of
from woolak.review.deciding import perform
from woolak.review.desk import Desk
from woolak.review.people import Actor
from woolak.rules.casefile import CaseFile


def make_bundle(folder: Path) -> list[int]:
    """A case with a bundle of five letters, and a letter beside it; returns where the letters of the bundle begin."""
    with Case.open(folder, create=True) as case:
        path, starts = bundle(case.sources_dir)
        found = ingest(path, path.name, case.pdf_dir, CaseFile())
        rows = [(one.document.id, one.source, one.document, None) for one in found if one.document]
        case.store_ingested(path.name, "00", "v1", rows)
        splitting.store(case, path.name, found)
        add_document(case, "brief.pdf", "Een losse brief van twee bladzijden.", "De tweede.")
        return starts


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    make_bundle(tmp_path / "zaak")
    with Case.open(tmp_path / "zaak", shared=True) as case:
        yield Desk(case)


def split(desk: Desk, *at: int, actor: Actor = HANDLER, seq: int | None = None, source: str = "bundel.pdf") -> Event:
    asked = act.Request.model_validate(
        {"seq": desk.seq if seq is None else seq, "action": {"kind": "split", "source": source, "at": at}}
    )
    (event,) = perform(desk, actor, "", asked.seq, asked.action)
    return event


def test_the_screen_has_every_page_of_the_file_with_where_it_is_cut_and_why(desk: Desk) -> None:
    data = bundle_data(desk, "bundel.pdf")
    assert [part["first"] for part in data["parts"]] == [1, *data["wanted"]] and data["wanted"] == data["found"]
    assert len(data["pages"]) == data["parts"][-1]["last"]
    for part in data["parts"]:
        assert data["pages"][part["first"] - 1] == {"document": part["document"], "page": 0}
    assert all(data["proposed"][page]["reasons"] for page in data["found"])
    (row,) = bundle_rows(desk)
    assert (row.source, row.documents, row.by, row.waiting) == ("bundel.pdf", 5, "", False)


def test_every_document_of_more_pages_leads_to_the_boundaries_of_its_file_but_a_mail_does_not(desk: Desk) -> None:
    files = {sheet.stored.source: file_of(sheet) for sheet in desk.sheets.values()}
    assert files.pop("brief.pdf") == "brief.pdf" and set(files.values()) == {"bundel.pdf"}
    assert bundle_data(desk, "brief.pdf")["parts"][0]["last"] == 2
    with pytest.raises(UsageError, match="e-mail"):
        bundle_data(desk, "bericht.eml")


def test_a_decision_is_in_the_log_and_the_next_run_follows_it(desk: Desk) -> None:
    event = split(desk, 1, 3)
    assert (event.kind, event.who, event.target, event.data) == ("split", HANDLER.who, "bundel.pdf", {"at": [3]})
    assert splitting.decided(desk.case) == {"bundel.pdf": (3,)}
    (row,) = bundle_rows(desk)
    assert (row.documents, row.by, row.waiting) == (2, HANDLER.who, True)
    assert bundle_data(desk, "bundel.pdf")["wanted"] == [3]


def test_a_boundary_cannot_be_where_there_is_no_page_and_not_everyone_may_set_one(desk: Desk) -> None:
    with pytest.raises(UsageError, match="bladzijden"):
        split(desk, 99)
    with pytest.raises(UsageError, match="geen bestand"):
        split(desk, 2, source="../zaak.yaml")
    with pytest.raises(Refused, match="rol"):
        split(desk, 2, actor=Actor("t.toetser", frozenset({"toetser"})))
    assert not splitting.decided(desk.case)


def test_who_did_not_see_what_another_decided_does_not_overwrite_it(desk: Desk) -> None:
    before = desk.seq
    split(desk, 3, actor=Actor("a.ander", frozenset({"behandelaar"})))
    with pytest.raises(Overtaken, match=r"a\.ander"):
        split(desk, 4, seq=before)
    assert splitting.decided(desk.case) == {"bundel.pdf": (3,)}


def test_a_document_that_was_confirmed_does_not_change_by_a_boundary(desk: Desk) -> None:
    wanted = bundle_data(desk, "bundel.pdf")["found"]
    last = bundle_data(desk, "bundel.pdf")["parts"][-1]["document"]
    desk.take_in(desk.case.log.append([Draft("confirmed", "t.toetser", document_id=last)]))
    with pytest.raises(Refused, match="vastgesteld"):
        split(desk, *wanted[:-1])
    assert split(desk, *wanted[1:]).data["at"] == wanted[1:]  # what is before it may change
