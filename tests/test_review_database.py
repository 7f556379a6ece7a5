"""The database server goes away in the middle of a review, and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.building_postgres import Postgres, new_server
from tests.building_review import make_case, running
from tests.test_review_access import logged_in
from woolak.case import Case
from woolak.events import prove
from woolak.review.site import Site

AWAY = "De database van deze zaak is bezet of niet bereikbaar. Er is niets bewaard"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postgres]:
    (tmp_path / "pg").mkdir()
    made = new_server(tmp_path / "pg")
    monkeypatch.setenv("WOOLAK_DATABASE", made.url)
    yield made
    made.stop()


@pytest.fixture
def site(server: Postgres, tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "zaken").mkdir()
    make_case(tmp_path / "zaken" / "haven")
    with running(tmp_path / "zaken") as made:
        yield made


def test_a_database_server_that_is_restarted_in_a_review_loses_no_decision(
    site: Site, server: Postgres, tmp_path: Path
) -> None:
    browser = logged_in(site)
    with Case.open(tmp_path / "zaken" / "haven", shared=True) as case:
        [document] = [one.id for one in case.documents() if one.source == "memo.pdf"]
        first, second = [one.id for one in case.proposals(document)][:2]

    def decide(mark: str, seq: int) -> httpx.Response:
        action = {"kind": "decide", "targets": [mark], "verdict": "approve", "scope": "place"}
        return browser.post(f"/api/haven/document/{document}/action", json={"seq": seq, "action": action})

    assert decide(first, 0).status_code == 200
    server.stop()
    refused = decide(second, 1)
    assert (refused.status_code, AWAY in refused.json()["error"]) == (503, True)
    server.start()
    assert decide(second, 1).status_code == 200  # the same click again, in the same window
    with Case.open(tmp_path / "zaken" / "haven", shared=True) as case:
        made = [(one.kind, one.target) for one in case.events(document)]
        assert made == [("approve", first), ("approve", second)]
        prove(case.log.since(), case.log.head())  # the chain is whole, up to the last


def test_a_page_that_is_opened_while_the_database_is_away_says_so_in_dutch(site: Site, server: Postgres) -> None:
    browser = logged_in(site)
    server.stop()
    page = browser.get("/zaak/haven", headers={"accept": "text/html"})
    assert page.status_code >= 400
    assert "niet bereikbaar" in page.text
    assert "psycopg" not in page.text
    server.start()
    assert browser.get("/zaak/haven", headers={"accept": "text/html"}).status_code == 200
