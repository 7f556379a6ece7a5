"""A run that was cut off leaves documents without proposals: nobody takes that for 'nothing to redact'."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.building_review import CHECKER, HANDLER, MEMO, make_case, running, write_pdf
from woolak.case import Case
from woolak.engine import ThisMachine
from woolak.errors import Refused, UsageError
from woolak.pipeline.ingest import ingest
from woolak.release import accept_proposals, release
from woolak.review import actions as act
from woolak.review.deciding import perform
from woolak.review.desk import Desk
from woolak.rules.casefile import CaseFile
from woolak.telling import Quiet


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A case to which a document came, and then the power went."""
    made = tmp_path / "haven"
    make_case(made)
    with Case.open(made) as case:
        (found,) = ingest(write_pdf(case.sources_dir / "nieuw.pdf", MEMO), "nieuw.pdf", case.pdf_dir, CaseFile())
        assert found.document is not None
        case.store_ingested("nieuw.pdf", "00", "v1", [(found.document.id, "nieuw.pdf", found.document, None)])
    yield made


def test_nothing_is_released_without_it(folder: Path) -> None:
    with Case.open(folder) as case:
        accept_proposals(case)
        with pytest.raises(UsageError, match="nog niet helemaal doorzocht"):
            release(case, None, ThisMachine(1), Quiet())
        assert not case.release_dir.exists()


def test_it_cannot_be_called_reviewed_and_the_others_can(folder: Path) -> None:
    with Case.open(folder) as case:
        desk = Desk(case)
        new, memo = (case.documents_of(f"{name}.pdf")[0] for name in ("nieuw", "memo"))
        for id_, pages in ((new, (0,)), (memo, (0, 1))):
            perform(desk, HANDLER, id_, desk.seq, act.Rest(kind="rest"))
            perform(desk, HANDLER, id_, desk.seq, act.Seen(kind="seen", pages=pages))
        with pytest.raises(Refused, match="nog niet gezocht"):
            perform(desk, HANDLER, new, desk.seq, act.Step(kind="step", step="reviewed"))
        perform(desk, HANDLER, memo, desk.seq, act.Step(kind="step", step="reviewed"))
        perform(desk, CHECKER, memo, desk.seq, act.Step(kind="step", step="confirmed"))


def test_the_screens_say_so(folder: Path) -> None:
    with running(folder.parent, "haven") as site, httpx.Client(base_url=site.url.geturl()) as browser:
        browser.get("/start?token=geheim-token", follow_redirects=True)
        overview = browser.get("/zaak/haven").text
        assert "In 1 van de 3 documenten is nog niet gezocht" in overview
        desk = site.office.case("haven").desk()
        for sheet in desk.sheets.values():
            page = browser.get(f"/zaak/haven/document/{sheet.id}").text
            assert ("is nog niet gezocht" in page) == (sheet.stored.source == "nieuw.pdf")
