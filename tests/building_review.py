"""Builders for review: a case of real PDFs with proposals, made without the recognizers; an application over it."""

from __future__ import annotations

import atexit
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pymupdf
import uvicorn

from woolak.case import Case
from woolak.model import Document, Proposal
from woolak.pipeline.ground import boxes_of_span
from woolak.pipeline.ingest import ingest
from woolak.review.accounts import Accounts
from woolak.review.app import create_app
from woolak.review.office import Office
from woolak.review.people import Actor
from woolak.review.serving import _listening
from woolak.review.site import Site
from woolak.rules.casefile import CaseFile

HANDLER = Actor("b.handelaar", frozenset({"behandelaar"}))
CHECKER = Actor("t.toetser", frozenset({"toetser"}))
HEAD = Actor("b.heer", frozenset({"beheerder"}))
PASSWORDS = {
    "b.handelaar": "een lang wachtwoord 1",
    "t.toetser": "een lang wachtwoord 2",
    "v.reemde": "een lang wachtwoord 3",
}
MEMO = """Memo over de haven van Waterlo

Van: Fatma Terpstra
Aan: Joris Oosterwold

De kade is oud. Fatma Terpstra heeft de kade bekeken met Joris Oosterwold.
De werkzaamheden beginnen in het voorjaar en duren vier maanden.

Wij vinden dat het plan nog niet goed genoeg is en stellen voor te wachten.
"""
MAIL = """Betreft: de haven

Beste Joris Oosterwold,

> De kade is oud. Fatma Terpstra heeft de kade bekeken met Joris Oosterwold.
> De werkzaamheden beginnen in het voorjaar en duren vier maanden.

Groet, Fatma Terpstra
"""
NAMES = ("Fatma Terpstra", "Joris Oosterwold")


def proposals_for(document: Document, names: Sequence[str] = NAMES) -> list[Proposal]:
    found = []
    for page in document.pages:
        for name in names:
            start = page.text.find(name)
            while start >= 0:
                end = start + len(name)
                boxes = boxes_of_span(page, start, end)
                found.append(
                    Proposal(
                        page.page_index, start, end, name, boxes, ("5.1(2)e",), "redact", "PERSON", 0.9, "Een naam."
                    )
                )
                start = page.text.find(name, end)
    return sorted(found, key=lambda one: (one.page_index, one.start))


def write_pdf(path: Path, *texts: str) -> Path:
    with pymupdf.open() as document:
        for text in texts:
            document.new_page().insert_text((60, 60), text.split("\n"), fontsize=11)
        document.save(path)
    return path


def add_document(case: Case, name: str, *texts: str, names: Sequence[str] = NAMES) -> str:
    """A document in the case, as a run would put it there."""
    source = write_pdf(case.sources_dir / name, *texts)
    (found,) = ingest(source, name, case.pdf_dir, CaseFile())
    document = found.document
    assert document is not None
    case.store_ingested(name, "00", "v1", [(document.id, name, document, None)])
    case.store_findings(document.id, "f1", ())
    case.store_proposals(document.id, "g1", proposals_for(document, names))
    return document.id


@cache
def _made() -> tuple[Path, tuple[str, str]]:
    """The case of `make_case`, made once for all tests of this process."""
    keeper = TemporaryDirectory()
    atexit.register(keeper.cleanup)
    folder = Path(keeper.name) / "zaak"
    return folder, _make(folder)


def make_case(folder: Path) -> tuple[str, str]:
    """A case with a memo of two pages and a mail that quotes it."""
    if os.environ.get("WOOLAK_DATABASE"):
        return _make(folder)
    made, ids = _made()
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return ids


def _make(folder: Path) -> tuple[str, str]:
    with Case.open(folder, create=True) as case:
        memo = add_document(case, "memo.pdf", MEMO, "Tweede bladzijde.\n\nGelezen door Fatma Terpstra.")
        return memo, add_document(case, "mail.pdf", MAIL)


@contextmanager
def running(root: Path, single: str = "") -> Iterator[Site]:
    """The application on a free port: for one person when `single`, else as a server with accounts."""
    sock = _listening("127.0.0.1", 0)
    url = f"http://127.0.0.1:{sock.getsockname()[1]}"
    accounts = Accounts.in_memory()
    site = Site(Office(root, single or None), accounts, url, "geheim-token", owner="k.jansen" if single else "")
    if not single:
        for name, password in PASSWORDS.items():
            accounts.add(name, password)
        for name in site.office.names():
            accounts.give(name, "b.handelaar", frozenset({"behandelaar"}))
            accounts.give(name, "t.toetser", frozenset({"toetser"}))
    server = uvicorn.Server(uvicorn.Config(create_app(site), log_level="critical", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.should_exit = True
        thread.join(10)
        site.office.close()
        site.pictures.close()
