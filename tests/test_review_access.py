"""Who may come in, and what a stranger, another site or a stolen cookie gets: nothing."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import uvicorn
from authlib.jose import JsonWebKey, jwt
from fastapi import FastAPI, Request

from tests.building_review import PASSWORDS, make_case, running
from woolak.review.serving import OpenIdConnect, _listening, _oidc
from woolak.review.site import Site

BROWSER = {"user-agent": "proefbrowser"}


@contextmanager
def two_cases(root: Path) -> Iterator[Site]:
    make_case(root / "haven")
    make_case(root / "geheim")
    with running(root) as site:
        for name in PASSWORDS:
            site.accounts.give("geheim", name, frozenset())
        yield site


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Site]:
    with two_cases(tmp_path) as site:
        yield site


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server for tests that change nothing on it."""
    with two_cases(tmp_path_factory.mktemp("zaken")) as site:
        yield site


@pytest.fixture(scope="module")
def member(quiet: Site) -> httpx.Client:
    """The browser of someone of the team."""
    return logged_in(quiet)


def origin(site: Site) -> str:
    return site.url.geturl()


def client(site: Site) -> httpx.Client:
    return httpx.Client(base_url=origin(site), headers=BROWSER | {"origin": origin(site)}, timeout=30)


def logged_in(site: Site, who: str = "b.handelaar", password: str = "") -> httpx.Client:
    browser = client(site)
    answer = browser.post("/inloggen", data={"name": who, "password": password or PASSWORDS[who]})
    assert answer.status_code == 303, answer.text
    page = browser.get("/").text
    browser.headers["x-woolak-token"] = re.search(r'name="woolak-token" content="([^"]+)"', page)[1]  # type: ignore[index]
    return browser


def document_of(browser: httpx.Client) -> str:
    return re.search(r"/document/([0-9a-f]+)", browser.get("/zaak/haven").text)[1]  # type: ignore[index]


def action(browser: httpx.Client, document: str, **headers: str) -> httpx.Response:
    body = {"seq": 0, "action": {"kind": "rest"}}
    return browser.post(f"/api/haven/document/{document}/action", json=body, headers=headers)


def test_a_team_member_works_on_the_case_and_the_cookie_cannot_be_read_by_scripts(server: Site) -> None:
    browser = logged_in(server)
    document = document_of(browser)
    assert action(browser, document).json()["changed"] > 0
    assert browser.get(f"/api/haven/document/{document}/page/0.jpg").content[:2] == b"\xff\xd8"
    cookie = next(iter(browser.cookies.jar))
    assert cookie.has_nonstandard_attr("HttpOnly") and cookie.get_nonstandard_attr("SameSite") == "strict"


@pytest.mark.parametrize("path", [
    "/", "/zaak/haven", "/zaak/haven/document/{doc}", "/zaak/haven/logboek", "/zaak/haven/logboek.csv",
    "/zaak/haven/groepen", "/api/haven/found?q=kade", "/zaak/haven/uitvoer", "/zaak/haven/team",
    "/zaak/haven/uitvoer.zip", "/api/haven/document/{doc}", "/api/haven/document/{doc}/page/0.jpg", "/beheer",
    "/api/haven/document/{doc}/page/0.json", "/api/haven/document/{doc}/page/0/uitvoer.jpg", "/api/haven/search?q=kade",
])  # fmt: skip
def test_nothing_is_shown_without_a_session(quiet: Site, member: httpx.Client, path: str) -> None:
    answer = client(quiet).get(path.format(doc=document_of(member)))
    assert answer.status_code == 401 or answer.headers["location"] == "/inloggen"


def test_a_cookie_without_the_token_of_the_page_changes_nothing(server: Site) -> None:
    browser = logged_in(server)
    document = document_of(browser)
    del browser.headers["x-woolak-token"]
    assert action(browser, document).status_code == 403
    assert action(browser, document, **{"x-woolak-token": "x" * 43}).status_code == 403


def test_a_stolen_cookie_is_worth_nothing_in_another_browser(server: Site) -> None:
    browser = logged_in(server)
    thief = httpx.Client(base_url=origin(server), headers={"user-agent": "andere browser"}, cookies=browser.cookies)
    assert thief.get("/zaak/haven").headers["location"] == "/inloggen"


def test_a_request_that_another_site_makes_is_refused(server: Site) -> None:
    browser = logged_in(server)
    document = document_of(browser)
    assert action(browser, document, origin="https://kwaad.example").status_code == 403
    assert action(browser, document, **{"sec-fetch-site": "cross-site"}).status_code == 403
    stranger = client(server)
    stranger.headers["origin"] = "https://kwaad.example"
    data = {"name": "b.handelaar", "password": PASSWORDS["b.handelaar"]}
    assert stranger.post("/inloggen", data=data).status_code == 403


def test_another_name_that_leads_to_this_machine_is_refused(server: Site) -> None:
    assert client(server).get("/inloggen", headers={"host": "kwaad.example"}).status_code == 421


def test_someone_without_rights_on_the_case_sees_that_it_does_not_exist(server: Site) -> None:
    document = document_of(logged_in(server))
    stranger = logged_in(server, "v.reemde")
    paths = ("/zaak/haven", "/zaak/geheim", f"/zaak/haven/document/{document}", f"/api/haven/document/{document}",
             "/zaak/haven/brief.docx", "/zaak/haven/niet-verwerkt", "/zaak/haven/gegevens")  # fmt: skip
    for path in paths:
        assert stranger.get(path).status_code == 404, path
    assert action(stranger, document).status_code == 404
    assert stranger.get("/zaak/bestaat-niet").text == stranger.get("/zaak/haven").text


def test_the_letter_with_the_name_of_who_asked_is_for_who_handles_the_case(server: Site, tmp_path: Path) -> None:
    (tmp_path / "haven" / "besluit").mkdir()
    (tmp_path / "haven" / "besluit" / "besluit-concept.docx").write_bytes(b"brief")
    assert logged_in(server).get("/zaak/haven/brief.docx").content == b"brief"
    assert logged_in(server, "t.toetser").get("/zaak/haven/brief.docx").status_code == 404


def take_up(browser: httpx.Client, case: str) -> int:
    return browser.post(f"/api/zaken/{case}/beheer").status_code


def test_a_case_of_the_command_line_that_nobody_manages_is_taken_up_by_the_administrator_once(server: Site) -> None:
    for name in ("a.dmin", "tweede"):
        server.accounts.add(name, "een lang wachtwoord 4", admin=True)
    browser, second = (logged_in(server, name, "een lang wachtwoord 4") for name in ("a.dmin", "tweede"))
    assert "geheim" in browser.get("/").text and "Word beheerder" in browser.get("/").text
    assert take_up(browser, "geheim") == 200
    assert browser.get("/zaak/geheim/team").status_code == 200
    assert "geheim" not in second.get("/").text
    assert take_up(second, "geheim") == 404
    assert take_up(browser, "bestaat-niet") == 404


def test_who_is_no_administrator_takes_up_no_case(server: Site) -> None:
    stranger = logged_in(server, "v.reemde")
    assert take_up(stranger, "geheim") == 404
    assert "Word beheerder" not in stranger.get("/").text


@pytest.mark.parametrize("document", [
    "..%2F..%2Fgeheim", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e", "....//", "zaak.sqlite", "000000000000",
])  # fmt: skip
def test_a_document_id_cannot_lead_out_of_the_case(member: httpx.Client, document: str) -> None:
    for path in (f"/api/haven/document/{document}/page/0.jpg", f"/zaak/haven/document/{document}"):
        assert member.get(path).status_code in (400, 404), path
    assert member.get("/zaak/..%2fhaven").status_code == 404


@pytest.mark.parametrize("path", ["../zaak.sqlite", "/../../x.pdf", "a/../../x.pdf", "..\\x.pdf", "", "~root/x"])
def test_an_uploaded_file_cannot_be_written_outside_its_folder(quiet: Site, member: httpx.Client, path: str) -> None:
    def files() -> list[Path]:
        return sorted(one for one in quiet.office.root.rglob("*") if "sqlite" not in one.suffix)

    before = files()
    answer = member.put("/api/haven/file", params={"path": path}, content=b"%PDF-")
    assert answer.status_code == 409
    assert files() == before


def test_guessing_a_password_is_stopped_after_five_times_even_with_the_right_one(server: Site) -> None:
    browser = client(server)
    tries = [
        browser.post("/inloggen", data={"name": "t.toetser", "password": f"poging {i}"}).status_code for i in range(6)
    ]
    assert tries == [403] * 5 + [429]
    right = {"name": "t.toetser", "password": PASSWORDS["t.toetser"]}
    assert browser.post("/inloggen", data=right).status_code == 429


def test_after_logging_out_the_cookie_is_dead(server: Site) -> None:
    browser = logged_in(server)
    kept = dict(browser.cookies)
    browser.post("/api/uitloggen")
    again = httpx.Client(base_url=origin(server), headers=BROWSER, cookies=kept)
    assert again.get("/zaak/haven").headers["location"] == "/inloggen"


def test_every_answer_keeps_documents_out_of_caches_frames_and_other_sites(server: Site) -> None:
    browser = logged_in(server)
    for path in ("/zaak/haven", "/inloggen", "/bestaat-niet", f"/api/haven/document/{document_of(browser)}/page/0.jpg"):
        headers = browser.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_the_link_of_the_own_machine_lets_one_browser_in_once(tmp_path: Path) -> None:
    make_case(tmp_path / "haven")
    with running(tmp_path, "haven") as site:
        mine, other = client(site), client(site)
        assert other.get("/start?token=fout").status_code == 403
        assert mine.get("/start?token=geheim-token").headers["location"] == "/"
        assert mine.get("/zaak/haven").status_code == 200
        assert other.get("/start?token=geheim-token").status_code == 403
        assert other.get("/zaak/haven").headers["location"] == "/inloggen"


def test_a_tampered_log_is_told_on_the_screen(server: Site) -> None:
    browser = logged_in(server)
    action(browser, document_of(browser))
    assert "er is niets aan veranderd" in browser.get("/zaak/haven/logboek").text
    with sqlite3.connect(server.office.root / "haven" / "zaak.sqlite") as db:
        db.execute("update event set why = 'achteraf' where seq = 1")
    assert "klopt niet vanaf regel 1" in browser.get("/zaak/haven/logboek").text


@pytest.fixture
def provider() -> Iterator[dict[str, Any]]:
    """An identity provider that says who the test wants, with a signed token."""
    key = JsonWebKey.generate_key("RSA", 2048, {"kid": "k1"}, is_private=True)
    sock = _listening("127.0.0.1", 0)
    issuer = f"http://127.0.0.1:{sock.getsockname()[1]}"
    told: dict[str, Any] = {"issuer": issuer, "who": "b.handelaar", "nonce": ""}
    app = FastAPI()

    @app.get("/.well-known/openid-configuration")
    def discovery() -> dict[str, Any]:
        return {"issuer": issuer, "authorization_endpoint": f"{issuer}/auth", "token_endpoint": f"{issuer}/token",
                "jwks_uri": f"{issuer}/keys", "id_token_signing_alg_values_supported": ["RS256"]}  # fmt: skip

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        return {"keys": [json.loads(key.as_json(is_private=False))]}

    @app.post("/token")
    async def token(request: Request) -> dict[str, Any]:
        now = int(time.time())
        claims = {"iss": issuer, "sub": "1", "aud": "woolak", "iat": now, "exp": now + 60, "nonce": told["nonce"],
                  "preferred_username": told["who"]}  # fmt: skip
        signed = jwt.encode({"alg": "RS256", "kid": "k1"}, claims, key).decode()
        return {"access_token": "a", "token_type": "Bearer", "id_token": signed, "expires_in": 60}

    server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    yield told
    server.should_exit = True
    thread.join(10)


@pytest.mark.parametrize(("who", "status"), [("b.handelaar", 200), ("onbekend", 403)])
def test_the_municipalitys_own_accounts_let_in_who_is_known_here(
    server: Site, provider: dict[str, Any], who: str, status: int
) -> None:
    server.oidc = _oidc(OpenIdConnect(issuer=provider["issuer"], client_id="woolak"), server.office.root)
    browser = client(server)
    sent = parse_qs(urlsplit(browser.get("/oidc/start").headers["location"]).query)
    assert sent["code_challenge_method"] == ["S256"]
    provider |= {"who": who, "nonce": sent["nonce"][0]}
    assert browser.get("/oidc/terug", params={"code": "c", "state": "verzonnen"}).status_code == 403
    browser = client(server)
    sent = parse_qs(urlsplit(browser.get("/oidc/start").headers["location"]).query)
    provider["nonce"] = sent["nonce"][0]
    assert browser.get("/oidc/terug", params={"code": "c", "state": sent["state"][0]}).status_code == status
    assert browser.get("/zaak/haven").status_code == (200 if status == 200 else 303)
