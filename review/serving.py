"""Starts the application: for one person on the own machine, or as a server for a team."""

from __future__ import annotations

import getpass
import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn

from woolak import database
from woolak.errors import UsageError
from woolak.review.accounts import Accounts
from woolak.review.app import create_app
from woolak.review.office import Office
from woolak.review.site import Publicatiebank, Site
from woolak.rules.reading import Model, read_yaml

__all__ = ["review", "serve"]

LOOPBACK = "127.0.0.1"
USUAL = Path("zaken")
"""Where cases stand when nothing else is said."""


class OpenIdConnect(Model):
    """The municipality's identity provider; the secret is in a file of its own, or in WOOLAK_OIDC_SECRET."""

    issuer: str
    client_id: str
    secret_file: str = ""
    name: str = "account van de gemeente"


class Gpp(Model):
    """The publicatiebank to which releases may be brought; the key is in a file of its own."""

    url: str
    token_file: str


class ServerFile(Model):
    """toegang.yaml, beside the cases."""

    gpp: Gpp | None = None

    oidc: OpenIdConnect | None = None
    proxies: tuple[str, ...] = (LOOPBACK,)


def _listening(host: str, port: int) -> socket.socket:
    """A socket that is ours before anybody is told the address. Raises UsageError when the port is taken."""
    sock = socket.socket(socket.AF_INET)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(128)  # so that who opens the link at once is not turned away
    except OSError:
        raise UsageError(f"Poort {port} is al in gebruik. Kies een andere met --port.") from None
    return sock


def _run(site: Site, sock: socket.socket, proxies: tuple[str, ...]) -> None:
    config = uvicorn.Config(
        create_app(site), log_level="critical", access_log=False, server_header=False, date_header=False,
        proxy_headers=bool(proxies), forwarded_allow_ips=list(proxies), timeout_graceful_shutdown=2,
    )  # fmt: skip
    site.office.give_back()
    try:
        uvicorn.Server(config).run(sockets=[sock])
    finally:
        site.office.close()
        site.pictures.close()


def review(folder: Path, port: int, said: Callable[[str], None]) -> None:
    """One case, for who sits at this machine: only on loopback, and only with the token."""
    folder = folder.resolve()
    office = Office(folder.parent, folder.name)
    if not office.case(folder.name).exists:
        raise UsageError(f"In de map {folder} staat geen zaak. Maak die eerst met 'woolak run'.")
    sock = _listening(LOOPBACK, port)
    url = f"http://{LOOPBACK}:{sock.getsockname()[1]}"
    token = secrets.token_urlsafe(24)
    site = Site(office, Accounts.in_memory(), url, token, owner=getpass.getuser())
    office.case(folder.name).desk()
    said(f"Open in de browser: {url}/start?token={token}")
    said("De link werkt één keer. Stoppen: Ctrl-C.")
    _run(site, sock, ())


def _oidc(settings: OpenIdConnect, root: Path) -> Any:
    from authlib.integrations.starlette_client import OAuth

    secret = os.environ.get("WOOLAK_OIDC_SECRET", "")
    if settings.secret_file:
        secret = (root / settings.secret_file).read_text(encoding="utf-8").strip()
    oauth = OAuth()
    return oauth.register(
        "gemeente", client_id=settings.client_id, client_secret=secret or None,
        server_metadata_url=f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
    )  # fmt: skip


def serve(root: Path, host: str, port: int, url: str, said: Callable[[str], None]) -> None:
    """All cases in a folder, for a team. Raises UsageError when others could listen in."""
    if database.exists(root, "zaak"):
        raise UsageError(f"De map {root} is zelf een zaak. Noem de map waarin de zaken staan: {root.resolve().parent}.")
    if root == USUAL:
        root.mkdir(exist_ok=True)
    elif not root.is_dir():
        raise UsageError(f"De map {root} bestaat niet. Maak die eerst, of noem de map waarin de zaken staan.")
    sock = _listening(host, port)
    url = (url or f"http://{host}:{sock.getsockname()[1]}").rstrip("/")
    if urlsplit(url).scheme != "https" and urlsplit(url).hostname not in (LOOPBACK, "localhost"):
        raise UsageError("Gebruik een adres met https (--url), achter een webserver met een certificaat.")
    file = root / "toegang.yaml"
    settings = read_yaml(file, ServerFile) if file.exists() else ServerFile()
    with Accounts.in_folder(root) as accounts:
        site = Site(Office(root), accounts, url)
        if settings.oidc:
            site.oidc = _oidc(settings.oidc, root)
            site.oidc_name = settings.oidc.name
        if settings.gpp:
            site.bank = Publicatiebank(settings.gpp.url, root.resolve() / settings.gpp.token_file)
        if not accounts.everyone():
            site.token = secrets.token_urlsafe(24)
            said(f"Maak de eerste beheerder: {url}/start?token={site.token}")
        said(f"Woolak luistert op {url}. Stoppen: Ctrl-C.")
        _run(site, sock, settings.proxies)
