"""A publicatiebank for tests: a real HTTP server, built from the description, with faults that can be asked for."""

from __future__ import annotations

import json
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.openapi import Description

KEY = "s1eutel-die-nergens-mag-staan"
CATEGORY = "https://identifier.overheid.nl/tooi/def/thes/kern/c_3baef532"
ORGANISATION = "https://identifier.overheid.nl/tooi/id/gemeente/gm0852"
OWN = Path(__file__).parent / "publicatiebank.yaml"
FULL = Path(__file__).parents[2] / "shared" / "woo" / "gpp" / "openapi.yaml"
NOW = "2024-06-01T10:00:00+02:00"


@dataclass
class Fault:
    """What goes wrong with the next so many requests of a kind. `what`: a status, or
    `deaf` (nothing is done, no answer), `lost` (done, but no answer), `slow` (done, answered too late),
    `cut` (the connection is closed while the request is read), `forget` (a server that starts anew without the
    half brought documents)."""

    method: str
    path: str
    what: int | str
    times: int = 1
    after: int = 0
    """So many requests of the kind go well first."""


@dataclass
class Store:
    """What the bank holds; it outlives the server."""

    publications: dict[str, dict[str, Any]] = field(default_factory=dict)
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    parts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    brought: dict[str, bytes] = field(default_factory=dict)
    """Part -> its bytes."""
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    publishes_at_once: bool = False
    organisation: str = ORGANISATION
    page_size: int = 3
    part_size: int = 5000

    def contents(self, document: str) -> bytes:
        return b"".join(self.brought[part["uuid"]] for part in self.parts[document])


def _new() -> str:
    return str(uuid.uuid4())


def _publication(body: dict[str, Any], status: str) -> dict[str, Any]:
    person = {"identifier": "x", "weergaveNaam": "x"}
    empty = {"onderwerpen": [], "opsteller": None, "verkorteTitel": "", "eigenaar": person, "eigenaarGroep": None,
             "gepubliceerdOp": None, "ingetrokkenOp": None, "datumBeginGeldigheid": None, "datumEindeGeldigheid": None,
             "bronBewaartermijn": "", "selectiecategorie": "", "archiefnominatie": "", "archiefactiedatum": None,
             "toelichtingBewaartermijn": "", "urlPublicatieExtern": "", "diWooInformatieCategorieen": [],
             "registratiedatum": NOW, "laatstGewijzigdDatum": NOW}  # fmt: skip
    made = _new()
    return {
        **empty,
        **body,
        "uuid": made,
        "publicatiestatus": status,
        "urlPublicatieIntern": f"https://gpp.example/{made}",
    }


@cache
def _descriptions() -> tuple[Description, ...]:
    return tuple(Description(file) for file in (OWN, FULL) if file.exists())


class Refusal(Exception):
    def __init__(self, status: int, body: Any = None) -> None:
        self.status, self.body = status, body or {"detail": "weigering met een verhaal"}


class _Handler(BaseHTTPRequestHandler):
    server: BankServer
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer in one piece
    disable_nagle_algorithm = True

    def log_message(self, *_: Any) -> None:
        pass

    def _do(self) -> None:
        store, url = self.server.store, urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        fault = self.server.fault(self.command, url.path)
        if fault == "cut":
            self.rfile.read(length // 2)
            self.close_connection = True
            self.connection.close()
            return
        raw = self.rfile.read(length)
        if fault == "deaf":
            self.close_connection = True
            return
        if fault == "forget":
            store.parts = {key: value for key, value in store.parts.items() if store.documents[key]["uploadVoltooid"]}
            store.documents = {key: value for key, value in store.documents.items() if value["uploadVoltooid"]}
        try:
            if isinstance(fault, int):
                raise Refusal(fault)
            status, answer = self._answer(url.path, dict(parse_qsl(url.query)), raw)
        except Refusal as refusal:
            status, answer = refusal.status, refusal.body
        for description in self.server.descriptions:
            store.complaints += description.answer(self.command, url.path, status, answer)
        if fault == "lost":
            self.close_connection = True
            return
        if fault == "slow":
            time.sleep(0.5)
        body = b"" if answer is None else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _do

    def _body(self, raw: bytes) -> Any:
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("multipart/form-data"):
            message = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + raw)
            parts = message.get_payload()
            assert isinstance(parts, list)
            self.form = {str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True)
                         for part in parts}  # fmt: skip
            return dict.fromkeys(self.form, "")
        return json.loads(raw) if raw else None

    def _answer(self, path: str, query: dict[str, str], raw: bytes) -> tuple[int, Any]:
        store, body = self.server.store, self._body(raw)
        store.asked.append((self.command, path, body))
        if self.headers.get("Authorization") != f"Token {KEY}":
            raise Refusal(401)
        for description in self.server.descriptions:
            store.complaints += description.request(self.command, path, dict(self.headers), query, body)
        for pattern, method, act in self.server.routes:
            match = re.fullmatch(pattern, path)
            if match and method == self.command:
                return act(self, query, body, *match.groups())
        raise Refusal(404)

    # --- what it does

    def _page(self, found: list[dict[str, Any]], query: dict[str, str]) -> tuple[int, Any]:
        size, page = self.server.store.page_size, int(query.get("page", 1))
        shown = found[(page - 1) * size : page * size]
        more = f"https://elders.example/?page={page + 1}" if page * size < len(found) else None
        return 200, {"count": len(found), "next": more, "previous": None, "results": shown}

    def categories(self, query: dict[str, str], _: Any) -> tuple[int, Any]:
        one = {"uuid": str(uuid.UUID(int=1)), "identifier": CATEGORY, "naam": "Woo-verzoeken en -besluiten", "order": 1}
        return self._page([one] if query.get("identifier") == CATEGORY else [], query)

    def organisations(self, query: dict[str, str], _: Any) -> tuple[int, Any]:
        known = self.server.store.organisation
        one = {"uuid": str(uuid.UUID(int=2)), "identifier": known, "oorsprong": "gemeentelijst", "isActief": True}
        return self._page([one] if query.get("identifier") == known else [], query)

    def publications(self, query: dict[str, str], _: Any) -> tuple[int, Any]:
        wanted = {key: query[key] for key in ("kenmerk", "bron") if key in query}
        found = [one for one in self.server.store.publications.values()
                 if any(wanted.items() <= mark.items() for mark in one["kenmerken"])]  # fmt: skip
        return self._page(found, query)

    def publish(self, _: Any, body: dict[str, Any]) -> tuple[int, Any]:
        status = body.get("publicatiestatus", "gepubliceerd")
        made = _publication(body, "gepubliceerd" if self.server.store.publishes_at_once else status)
        self.server.store.publications[made["uuid"]] = made
        return 201, made

    def documents(self, query: dict[str, str], _: Any) -> tuple[int, Any]:
        found = [one for one in self.server.store.documents.values() if one["publicatie"] == query.get("publicatie")]
        return self._page(found, query)

    def add(self, _: Any, body: dict[str, Any]) -> tuple[int, Any]:
        store = self.server.store
        if body["publicatie"] not in store.publications:
            raise Refusal(400, {"publicatie": ["bestaat niet"]})
        made = {**body, "uuid": _new(), "publicatiestatus": "concept", "uploadVoltooid": False, "gepubliceerdOp": None,
                "ingetrokkenOp": None, "registratiedatum": NOW, "laatstGewijzigdDatum": NOW}  # fmt: skip
        sizes = [min(store.part_size, made["bestandsomvang"] - start)
                 for start in range(0, made["bestandsomvang"], store.part_size)]  # fmt: skip
        parts = [{"uuid": _new(), "volgnummer": place, "omvang": size, "url": f"https://elders.example/{place}"}
                 for place, size in enumerate(sizes, 1)]  # fmt: skip
        store.documents[made["uuid"]], store.parts[made["uuid"]] = made, parts
        return 201, {**made, "bestandsdelen": parts[::-1]}

    def document(self, _: Any, __: Any, document: str) -> tuple[int, Any]:
        if document not in self.server.store.documents:
            raise Refusal(404)
        return 200, self.server.store.documents[document]

    def remove(self, _: Any, __: Any, document: str) -> tuple[int, Any]:
        if self.server.store.documents.pop(document, None) is None:
            raise Refusal(404)
        return 204, None

    def bring(self, _: Any, __: Any, document: str, part: str) -> tuple[int, Any]:
        store = self.server.store
        if document not in store.documents:
            raise Refusal(404)
        expected = {one["uuid"]: one["omvang"] for one in store.parts[document]}
        if store.documents[document]["uploadVoltooid"]:
            raise Refusal(409)  # unlocked
        if expected.get(part) != len(self.form["inhoud"]):
            raise Refusal(400, {"inhoud": ["verkeerde omvang"]})
        store.brought[part] = self.form["inhoud"]
        whole = all(one in store.brought for one in expected)
        store.documents[document]["uploadVoltooid"] = whole
        return 200, {"documentUploadVoltooid": whole}


class BankServer(ThreadingHTTPServer):
    daemon_threads = True
    U = r"([0-9a-f-]{36})"
    routes: tuple[tuple[str, str, Callable[..., tuple[int, Any]]], ...] = (
        ("/api/v2/informatiecategorieen", "GET", _Handler.categories),
        ("/api/v2/organisaties", "GET", _Handler.organisations),
        ("/api/v2/publicaties", "GET", _Handler.publications),
        ("/api/v2/publicaties", "POST", _Handler.publish),
        ("/api/v2/documenten", "GET", _Handler.documents),
        ("/api/v2/documenten", "POST", _Handler.add),
        (f"/api/v2/documenten/{U}", "GET", _Handler.document),
        (f"/api/v2/documenten/{U}", "DELETE", _Handler.remove),
        (f"/api/v2/documenten/{U}/bestandsdelen/{U}", "PUT", _Handler.bring),
    )

    def __init__(self, store: Store) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store = store
        self.descriptions = _descriptions()

    def handle_error(self, *_: Any) -> None:
        pass

    def fault(self, method: str, path: str) -> int | str | None:
        for one in self.store.faults:
            if one.method == method and re.fullmatch(one.path, path) and one.times:
                if one.after:
                    one.after -= 1
                    return None
                one.times -= 1
                return one.what
        return None


@contextmanager
def running(store: Store) -> Iterator[str]:
    """The address of a bank that holds this."""
    server = BankServer(store)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
