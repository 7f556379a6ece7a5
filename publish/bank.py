"""A GPP publicatiebank (2.1.0) as we use it: each call once, its answer checked, its errors as Dutch sentences.

The only code of Woolak that speaks to another computer, and only to the address that the user gave. The key goes into
the header of each request and nowhere else: not into an error, a log or an address.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from pydantic import BaseModel, ValidationError

from woolak.errors import BankRefused

__all__ = ["Bank", "BankDocument", "BankPublication", "Mark", "Part", "Unsure", "read_key"]

API = "/api/v2"
WAITS_S = (1.0, 5.0, 20.0)
"""Between the attempts at one request."""
TIMEOUT_S = 120.0
AT_HOME = ("localhost", "127.0.0.1", "::1")
SENT = frozenset({
    "officieleTitel", "publicatiestatus", "informatieCategorieen", "publisher", "verantwoordelijke", "omschrijving",
    "kenmerken", "publicatie", "creatiedatum", "bestandsnaam", "bestandsformaat", "bestandsomvang",
    "aanleveringBestand", "inhoud",
})  # fmt: skip
"""What we send: only these names are taken over from a refusal."""


class Unsure(Exception):
    """The request may have been carried out, and may not: look before it is sent again."""


class Mark(BaseModel, frozen=True):
    """A kenmerk by which a publication or document is found back."""

    kenmerk: str
    bron: str


class Part(BaseModel):
    """A piece of a file that the server expects, of exactly so many bytes."""

    uuid: UUID
    volgnummer: int
    omvang: int


Status = Literal["concept", "gepubliceerd", "ingetrokken"]


class BankPublication(BaseModel):
    uuid: UUID
    publicatiestatus: Status
    kenmerken: tuple[Mark, ...] = ()
    urlPublicatieIntern: str = ""


class BankDocument(BaseModel):
    uuid: UUID
    publicatiestatus: Status
    uploadVoltooid: bool
    kenmerken: tuple[Mark, ...] = ()
    bestandsdelen: tuple[Part, ...] | None = None


class _Known(BaseModel):
    """A category or organisation."""

    uuid: UUID
    identifier: str


class _Page(BaseModel):
    next: str | None = None
    results: tuple[dict[str, Any], ...]


class _Status(BaseModel):
    documentUploadVoltooid: bool


A = TypeVar("A", bound=BaseModel)


def read_key(file: Path) -> str:
    """The key from a file, so that it is on no command line. Raises BankRefused."""
    try:
        key = file.read_text(encoding="ascii").strip()
    except OSError:
        raise BankRefused.because("no_key") from None
    except UnicodeDecodeError:
        raise BankRefused.because("bad_key") from None
    if not key:
        raise BankRefused.because("no_key")
    if not key.isprintable() or " " in key:
        raise BankRefused.because("bad_key")
    return key


def _plain(text: str) -> str:
    """As a header can hold it."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().replace("\n", " ").strip() or "woolak"


class Bank:
    """One publicatiebank, used by one person. Close it, or use it as a context."""

    def __init__(self, url: str, key: str, user: str, remark: str, waits_s: Sequence[float] = WAITS_S,
                 timeout_s: float = TIMEOUT_S) -> None:  # fmt: skip
        """`user` and `remark` go into the audit log of the bank. Raises BankRefused for an address without https."""
        parts = urlsplit(url)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in AT_HOME)
        if not safe or not parts.hostname or parts.username or parts.query:
            raise BankRefused.because("bad_url")
        self.url = url.rstrip("/").removesuffix(API)
        self._waits_s = tuple(waits_s)
        self._http = httpx.Client(
            headers={
                "Authorization": f"Token {key}",
                "Audit-User-ID": _plain(user),
                "Audit-User-Representation": _plain(user),
                "Audit-Remarks": _plain(remark),
            },
            timeout=timeout_s,
            follow_redirects=False,
        )

    def __enter__(self) -> Bank:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    # --- how it is asked

    def attempts(self) -> Iterator[None]:
        """One turn for each attempt that is worth making, with a pause before all but the first."""
        yield
        for wait in self._waits_s:
            time.sleep(wait)
            yield

    def _once(self, method: str, path: str, about: str, **sent: Any) -> httpx.Response:
        """Raises Unsure when there is no answer or the server is in trouble, BankRefused when it says no."""
        try:
            answer = self._http.request(method, f"{self.url}{API}/{path}", **sent)
        except (httpx.TransportError, httpx.DecodingError):
            raise Unsure from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise BankRefused.because("bad_url") from None
        if answer.is_success:
            return answer
        if answer.status_code >= 500 or answer.status_code in (408, 425, 429):
            raise Unsure
        raise _refusal(answer, about)

    def _ask(self, method: str, path: str, about: str = "", **sent: Any) -> httpx.Response:
        """For what may be sent twice without harm. Raises BankRefused."""
        for _ in self.attempts():
            try:
                return self._once(method, path, about, **sent)
            except Unsure:
                continue
        raise BankRefused.because("unreachable")

    def _list(self, path: str, params: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """All pages. The address of the next page that the server names is not followed: the key stays here."""
        page = 1
        while True:
            found = _read(self._ask("GET", path, params={**params, "page": str(page)}), _Page)
            yield from found.results
            if not found.next or not found.results:
                return
            page += 1

    def _uuid_of(self, path: str, uri: str) -> UUID | None:
        for one in self._list(path, {"identifier": uri}):
            known = _parsed(one, _Known)
            if known.identifier == uri:
                return known.uuid
        return None

    # --- what is asked

    def category(self, uri: str) -> UUID:
        found = self._uuid_of("informatiecategorieen", uri)
        if found is None:
            raise BankRefused.because("no_category")
        return found

    def organisation(self, uri: str) -> UUID:
        """An active organisation: the bank lists no others unless it is asked to."""
        found = self._uuid_of("organisaties", uri)
        if found is None:
            raise BankRefused.because("no_organisation", uri.rsplit("/", 1)[-1])
        return found

    def publications(self, mark: Mark) -> list[BankPublication]:
        """Those that bear a kenmerk of ours, whatever their status."""
        found = self._list("publicaties", {"kenmerk": mark.kenmerk, "bron": mark.bron})
        return [one for one in (_parsed(each, BankPublication) for each in found) if mark in one.kenmerken]

    def create_publication(self, body: Mapping[str, Any]) -> BankPublication:
        """Raises Unsure. The status is never left out: the bank's default is to publish at once."""
        if body.get("publicatiestatus") != "concept":
            raise ValueError("a publication is created as a concept")
        return _read(self._once("POST", "publicaties", "publicatie", json=dict(body)), BankPublication)

    def documents(self, publication: UUID) -> list[BankDocument]:
        return [_parsed(one, BankDocument) for one in self._list("documenten", {"publicatie": str(publication)})]

    def create_document(self, body: Mapping[str, Any]) -> BankDocument:
        """Raises Unsure."""
        about = str(body.get("bestandsnaam", ""))
        return _read(self._once("POST", "documenten", about, json=dict(body)), BankDocument)

    def delete_document(self, document: UUID) -> None:
        """Also when it is gone already."""
        try:
            self._ask("DELETE", f"documenten/{document}")
        except BankRefused as refused:
            if str(refused) != BankRefused.SENTENCES["not_found"]:
                raise

    def is_complete(self, document: UUID) -> bool:
        return _read(self._ask("GET", f"documenten/{document}"), BankDocument).uploadVoltooid

    def upload(self, document: UUID, part: UUID, contents: bytes, about: str) -> bool:
        """Bring one part; True when the document is complete with it. Raises Unsure."""
        sent = {"inhoud": ("inhoud", contents, "application/octet-stream")}
        answer = self._once("PUT", f"documenten/{document}/bestandsdelen/{part}", about, files=sent)
        return _read(answer, _Status).documentUploadVoltooid


def _refusal(answer: httpx.Response, about: str) -> BankRefused:
    """What a refusal means, without a word of what the server wrote but the names of fields that we sent."""
    by_status = {401: "key_refused", 403: "key_refused", 404: "not_found", 409: "in_use", 413: "too_large"}
    if answer.status_code in by_status:
        return BankRefused.because(by_status[answer.status_code], about)
    if answer.is_redirect:
        return BankRefused.because("bad_url")
    names: set[str] = set()
    try:
        said = answer.json()
        if isinstance(said, dict):
            names = {str(name) for name in said}
            names |= {str(one.get("name")) for one in said.get("invalidParams", ()) if isinstance(one, dict)}
    except ValueError:
        pass
    fields = ", ".join(sorted(names & SENT))
    return BankRefused.because("refused", f"{answer.status_code}{': ' + fields if fields else ''}")


def _parsed(data: Any, model: type[A]) -> A:
    try:
        return model.model_validate(data)
    except ValidationError:
        raise BankRefused.because("misunderstood") from None


def _read(answer: httpx.Response, model: type[A]) -> A:
    try:
        data = answer.json()
    except ValueError:
        raise BankRefused.because("misunderstood") from None
    return _parsed(data, model)
