"""Who may ask third parties for their view and bring a release to the public, and what is handed out then."""

from __future__ import annotations

import datetime
import io
import re
import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.building_papers import lines_of, make_case
from tests.building_publish import make_release
from tests.building_review import running
from tests.publicatiebank import KEY, Store
from tests.publicatiebank import running as running_bank
from tests.test_review_access import logged_in
from woolak import zienswijze
from woolak.case import Case
from woolak.inventory.zienswijze.views import views
from woolak.model import Says
from woolak.review import serving
from woolak.review.site import Publicatiebank, Site

KRANENBORG = "Kranenborg Idrissi B.V."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case in which third parties were asked, and one with a release."""
    root = tmp_path_factory.mktemp("zaken")
    make_case(root / "haven")
    with Case.open(root / "haven") as case:
        zienswijze.make(case, lines_of(case), None, "b.handelaar", datetime.date.today())
    make_release(root / "sluis")
    return root


@pytest.fixture
def site(made: Path, tmp_path: Path) -> Iterator[Site]:
    shutil.copytree(made, tmp_path / "zaken")
    with running(tmp_path / "zaken") as found:
        yield found


def held(answer: httpx.Response) -> set[str]:
    assert answer.status_code == 200, answer.text
    return set(zipfile.ZipFile(io.BytesIO(answer.content)).namelist())


def done(site: Site, case: str) -> list[str]:
    """What went wrong in what was started."""
    opened = site.office.case(case)
    for _ in range(900):
        if not opened.busy:
            break
        time.sleep(0.1)
    assert opened.job is not None and not opened.busy
    return opened.job.trouble


def log_of(site: Site, case: str, kind: str) -> list[tuple[str, str]]:
    return [(one.who, one.role) for one in site.office.case(case).desk().case.log.since(kinds=(kind,))]


def test_only_who_handles_the_case_asks_third_parties_and_publishes(site: Site) -> None:
    checker, stranger = logged_in(site, "t.toetser"), logged_in(site, "v.reemde")
    for path in ("zienswijzen", f"zienswijze.zip?partij={KRANENBORG}", "publicatie.zip"):
        for browser in (checker, stranger):
            assert browser.get(f"/zaak/haven/{path}").status_code == 404, path
    assert (
        "Zienswijzen" not in checker.get("/zaak/haven").text
        and "Zienswijzen" in logged_in(site).get("/zaak/haven").text
    )
    said = {"party": KRANENBORG, "date": "2024-03-20", "says": "bezwaar"}
    asked = {"zienswijzen": {"parties": [KRANENBORG]}, "zienswijzen/reactie": said, "zienswijzen/verder": {"why": "x"},
             "publicatie": {}, "publicatiebank": {}}  # fmt: skip
    site.bank = Publicatiebank("https://bank.example", Path("sleutel"))
    for path, body in asked.items():
        assert checker.post(f"/api/haven/{path}", json=body).status_code == 409, path
        assert stranger.post(f"/api/haven/{path}", json=body).status_code == 404, path
        handler = logged_in(site)
        del handler.headers["x-woolak-token"]
        assert handler.post(f"/api/haven/{path}", json=body).status_code == 403, path
    case = site.office.case("haven")
    assert case.job is None and not case.desk().case.log.since(kinds=("view_replied", "view_waived"))


def test_a_party_s_zip_holds_what_was_made_for_it_and_nothing_that_was_put_beside_it(site: Site) -> None:
    folder = site.office.root / "haven" / "zienswijze" / "partij-k"
    (folder / "aantekening.txt").write_text("van de behandelaar", encoding="utf-8")
    shutil.copy(folder.parent / "partij-t" / "documenten" / "1b.pdf", folder / "documenten" / "1c.pdf")
    browser = logged_in(site)
    answer = browser.get("/zaak/haven/zienswijze.zip", params={"partij": KRANENBORG})
    assert held(answer) == {
        "documenten/1a.pdf", "documenten/1b.pdf", "reactieformulier.docx", "reactieformulier.pdf",
        "zienswijze-brief.docx", "zienswijze-brief.pdf",
    }  # fmt: skip
    assert 'filename="zienswijze-partij-k.zip"' in answer.headers["content-disposition"]
    assert browser.get("/zaak/haven/zienswijze.zip", params={"partij": "../partij-t"}).status_code == 404
    (folder / "zienswijze-brief.pdf").unlink()
    assert browser.get("/zaak/haven/zienswijze.zip", params={"partij": KRANENBORG}).status_code == 404


def test_what_was_made_before_something_changed_is_not_handed_out_to_be_sent(site: Site) -> None:
    browser = logged_in(site)
    assert "Download (zip)" in browser.get("/zaak/haven/zienswijzen").text
    document = re.search(r"/document/([0-9a-f]+)", browser.get("/zaak/haven").text)[1]  # type: ignore[index]
    rest = {"seq": 0, "action": {"kind": "rest"}}
    assert browser.post(f"/api/haven/document/{document}/action", json=rest).status_code == 200
    answer = browser.get("/zaak/haven/zienswijze.zip", params={"partij": KRANENBORG})
    assert answer.status_code == 409 and "Maak ze opnieuw" in answer.text
    page = browser.get("/zaak/haven/zienswijzen").text
    assert "Download (zip)" not in page and "Maak ze opnieuw" in page


def test_a_reply_and_going_on_are_in_the_log_by_who_said_it(site: Site) -> None:
    browser = logged_in(site)
    said = {"party": KRANENBORG, "date": "2024-03-20", "says": "deels-bezwaar"}
    assert browser.post("/api/haven/zienswijzen/reactie", json=said).status_code == 200
    assert browser.post("/api/haven/zienswijzen/verder", json={"why": "  "}).status_code == 409
    assert browser.post("/api/haven/zienswijzen/verder", json={"why": "De rechter eist het."}).status_code == 200
    found = {one.party: one for one in views(site.office.case("haven").desk().case_events)}
    assert found[KRANENBORG].says == Says.PARTLY and found["Studio Taljard"].waived == "De rechter eist het."
    for kind in ("view_replied", "view_waived"):
        assert log_of(site, "haven", kind) == [("b.handelaar", "behandelaar")]
    page = browser.get("/zaak/haven/logboek").text
    assert "zienswijze ontvangen: deels bezwaar" in page and "niet langer op zienswijze gewacht" in page


def test_a_package_is_made_handed_out_and_noted_by_who_asked_for_it(site: Site) -> None:
    browser = logged_in(site)
    answer = browser.get("/zaak/sluis/publicatie.zip")
    assert answer.status_code == 409 and "Klaarzetten voor publicatie" in answer.text
    assert browser.post("/api/sluis/publicatie").json() == {"to": "/zaak/sluis/uitvoer"}
    assert done(site, "sluis") == []
    (site.office.root / "sluis" / "publicatie" / "aantekening.txt").write_text("van iemand", encoding="utf-8")
    names = held(browser.get("/zaak/sluis/publicatie.zip"))
    assert {"documenten/1a.pdf", "sha256sums.txt", "sitemapindex-diwoo-infocat014.xml"} <= names
    assert not {"aantekening.txt", "manifest.json"} & names
    assert log_of(site, "sluis", "publication_packed") == [("b.handelaar", "behandelaar")]
    page = browser.get("/zaak/sluis/uitvoer").text
    assert "Klaargezet voor publicatie:" in page and "Download het pakket" in page and "gewijzigd" not in page
    assert "vraag de beheerder om <code>woolak publish</code>" in page
    assert "Klaarzetten" not in logged_in(site, "t.toetser").get("/zaak/sluis/uitvoer").text


def test_what_is_not_for_the_public_yet_is_refused_with_every_reason_and_the_screen_to_go_to(site: Site) -> None:
    folder = site.office.root / "sluis"
    (folder / "besluit.yaml").write_text("reference: x\n", encoding="utf-8")
    browser = logged_in(site)
    browser.post("/api/sluis/publicatie")
    (told,) = done(site, "sluis")
    assert told.startswith("Er is niets gepubliceerd.")
    assert "Maak die opnieuw bij Uitvoer." in told and "Vul die in bij Gegevens van de zaak" in told
    assert told in browser.get("/zaak/sluis/uitvoer").text and not (folder / "publicatie").exists()
    assert log_of(site, "sluis", "publication_packed") == []


def test_a_release_is_brought_to_the_bank_of_the_administrator_and_the_key_is_shown_nowhere(
    site: Site, tmp_path: Path
) -> None:
    browser, store = logged_in(site), Store()
    (tmp_path / "sleutel.txt").write_text(KEY, encoding="utf-8")
    with running_bank(store) as url:
        site.bank = Publicatiebank(url, tmp_path / "sleutel.txt")
        page = browser.get("/zaak/sluis/uitvoer").text
        assert "Breng als concept naar 127.0.0.1" in page and "sleutel" not in page
        assert browser.post("/api/sluis/publicatiebank").status_code == 200
        assert done(site, "sluis") == []
    (publication,) = store.publications.values()
    assert publication["publicatiestatus"] == "concept" and store.documents
    assert log_of(site, "sluis", "publication_delivered") == [("b.handelaar", "behandelaar")]
    job = site.office.case("sluis").job
    shown = [browser.get(f"/zaak/sluis/{path}").text for path in ("uitvoer", "logboek", "logboek.csv")]
    assert job is not None and KEY not in " ".join((*shown, *job.said, browser.get("/api/sluis/news").text))
    assert "Als concept gebracht:" in shown[0]


def test_the_administrator_names_the_bank_beside_the_cases(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (made / "toegang.yaml").write_text("gpp: {url: https://bank.example, token_file: sleutel.txt}\n", encoding="utf-8")
    served: list[Site] = []
    monkeypatch.setattr(serving, "_run", lambda site, sock, _: (served.append(site), sock.close()))
    serving.serve(made, "127.0.0.1", 0, "", lambda _: None)
    assert served[0].bank == Publicatiebank("https://bank.example", made.resolve() / "sleutel.txt")
    (made / "toegang.yaml").unlink()


def test_without_a_bank_of_the_administrator_nothing_is_brought_anywhere(site: Site) -> None:
    assert logged_in(site).post("/api/sluis/publicatiebank").status_code == 404
    assert site.office.case("sluis").job is None
