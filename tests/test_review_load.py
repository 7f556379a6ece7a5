"""Many at once, and a server that stops in the middle: nothing breaks, and no decision is lost."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.building_review import PASSWORDS, make_case, running
from woolak.case import Case
from woolak.events import prove
from woolak.review.desk import Desk
from woolak.review.site import Site

TOKEN = re.compile(r'name="woolak-token" content="([^"]+)"')


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Site]:
    make_case(tmp_path / "haven")
    with running(tmp_path) as site:
        yield site


def logged_in(base: str, who: str) -> httpx.Client:
    browser = httpx.Client(base_url=base, headers={"origin": base}, timeout=60)
    assert browser.post("/inloggen", data={"name": who, "password": PASSWORDS[who]}).status_code == 303
    browser.headers["x-woolak-token"] = TOKEN.search(browser.get("/").text)[1]  # type: ignore[index]
    return browser


def test_two_reviewers_and_eight_requests_at_once_lose_no_decision(server: Site) -> None:
    base = server.url.geturl()
    people = [logged_in(base, "b.handelaar"), logged_in(base, "t.toetser")]
    desk = server.office.case("haven").desk()
    marks = [(sheet.id, mark.id) for sheet in desk.sheets.values() for mark in sheet.in_order()]

    def one(turn: int) -> tuple[int, str, str]:
        """Decide on a mark without knowing what the others did: done, or refused because it was overtaken."""
        document, mark = marks[turn % len(marks)]
        verdict = ("approve", "reject")[turn % 2]
        action = {"kind": "decide", "targets": [mark], "verdict": verdict}
        body = {"seq": people[turn % 2].get("/api/haven/news").json()["seq"], "action": action}
        people[turn % 2].get(f"/api/haven/document/{document}/page/0.jpg")
        answer = people[turn % 2].post(f"/api/haven/document/{document}/action", json=body)
        return answer.status_code, mark, verdict

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(80)))
    assert {status for status, _, _ in answers} <= {200, 409}
    assert sum(status == 200 for status, _, _ in answers) >= 8
    written = [(event.target, event.kind) for event in desk.case.log.since() if not event.data.get("carried")]
    assert sorted(written) == sorted((mark, verdict) for status, mark, verdict in answers if status == 200)
    prove(desk.case.log.since(), desk.case.log.head())
    again = Desk(desk.case)
    assert {id_: s.state.marks for id_, s in again.sheets.items()} == {
        id_: s.state.marks for id_, s in server.office.case("haven").desk().sheets.items()
    }


def test_a_database_that_another_program_holds_is_told_in_one_sentence(server: Site) -> None:
    browser = logged_in(server.url.geturl(), "b.handelaar")
    opened = server.office.case("haven")
    desk = opened.desk()
    document = next(iter(desk.sheets))
    with sqlite3.connect(opened.folder / "zaak.sqlite") as other, desk.case._engine.connect() as short:
        short.exec_driver_sql("PRAGMA busy_timeout=100")
        short.commit()
        short.close()
        other.execute("BEGIN IMMEDIATE")
        body = {"seq": 0, "action": {"kind": "rest"}}
        answer = browser.post(f"/api/haven/document/{document}/action", json=body)
        assert answer.status_code == 503
        assert answer.json()["error"].startswith("De database van deze zaak is bezet")
        assert browser.get("/zaak/haven").status_code == 200  # who reads does not wait
        other.rollback()
    assert browser.post(f"/api/haven/document/{document}/action", json=body).json()["changed"] > 0


def start(folder: Path) -> tuple[subprocess.Popen[str], httpx.Client]:
    """`woolak review`, and a browser that opened its link."""
    process = subprocess.Popen(
        [sys.executable, "-m", "woolak.cli", "review", str(folder)], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr
    link = re.search(r"http\S+", process.stderr.readline())[0]  # type: ignore[index]
    base = link.split("/start")[0]
    browser = httpx.Client(base_url=base, headers={"origin": base}, follow_redirects=True, timeout=30)
    browser.headers["x-woolak-token"] = TOKEN.search(browser.get(link).text)[1]  # type: ignore[index]
    return process, browser


def test_what_was_answered_is_there_after_the_server_was_killed(tmp_path: Path) -> None:
    memo, mail = make_case(tmp_path / "haven")
    process, browser = start(tmp_path / "haven")
    try:
        for document in (memo, mail):
            body = {"seq": 0, "action": {"kind": "rest"}}
            assert browser.post(f"/api/haven/document/{document}/action", json=body).json()["changed"] > 0
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    process, browser = start(tmp_path / "haven")
    try:
        assert "9 van 9" in browser.get("/zaak/haven").text
        undone = browser.post("/api/haven/action", json={"seq": 0, "action": {"kind": "undo"}})
        assert undone.json()["changed"] == 1  # and can still be undone
    finally:
        process.terminate()
        process.wait(10)
    with Case.open(tmp_path / "haven", shared=True) as case:
        prove(case.log.since(), case.log.head())
