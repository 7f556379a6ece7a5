"""What every request needs: the office, the accounts, the templates; and who is asking, with what rights."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from woolak import __version__
from woolak.review.accounts import Accounts, Session
from woolak.review.clock import on_the_clock, written_day
from woolak.review.desk import Desk
from woolak.review.office import Office, OpenCase
from woolak.review.people import Actor
from woolak.review.pictures import Pictures
from woolak.rules.grounds import Ground, grounds
from woolak.rules.policy import entities
from woolak.rules.reading import Model, read_yaml

__all__ = ["COOKIE", "Denied", "NotIn", "Publicatiebank", "Screen", "Site", "Texts"]

COOKIE = "woolak"
HERE = Path(str(resources.files("woolak.review")))


class Key(Model):
    """A key of the keyboard, and what it does, as `?` shows it."""

    keys: tuple[str, ...]
    does: str


class KeyGroup(Model):
    title: str
    keys: tuple[Key, ...]


class Texts(Model):
    """review/screen.yaml"""

    statuses: Mapping[str, str]
    verdicts: Mapping[str, str]
    events: Mapping[str, str]
    relations: Mapping[str, str]
    origins: Mapping[str, str]
    languages: Mapping[str, str]
    says: Mapping[str, str]
    colours: Mapping[str, int]
    ground_keys: tuple[str, ...]
    messages: Mapping[str, str]
    keys: tuple[KeyGroup, ...]


@dataclass(frozen=True)
class Publicatiebank:
    """Where the administrator lets releases be brought; the key is in a file that only the command reads."""

    url: str
    key_file: Path

    @property
    def name(self) -> str:
        return urlsplit(self.url).hostname or ""


class NotIn(Exception):
    """Nobody is logged in."""


class Denied(Exception):
    """This may not be: no rights, another site that asks, or a page that does not exist. Nothing more is told."""

    def __init__(self, status: int = 404, said: str = "denied") -> None:
        self.status, self.said = status, said


@dataclass(frozen=True)
class Screen:
    """What every page shows around its own."""

    session: Session | None
    case: str = ""
    roles: tuple[str, ...] = ()
    at: str = ""
    """The tab that is current."""


class Site:
    """The web application's one place for state."""

    def __init__(self, office: Office, accounts: Accounts, url: str, token: str = "", owner: str = "") -> None:
        self.office, self.accounts, self.pictures = office, accounts, Pictures()
        self.url = urlsplit(url)
        self.texts: Texts = read_yaml(HERE / "screen.yaml", Texts, "review/screen.yaml")
        self.token = token
        """Lets one browser in, once; of a server without accounts it lets the first administrator in."""
        self.owner = owner
        """Who works on the own machine; empty on a server."""
        self.oidc: Any = None
        self.oidc_name = ""
        self.bank: Publicatiebank | None = None
        self.version = secrets.token_hex(4)

    @property
    def local(self) -> bool:
        return bool(self.owner)

    @property
    def secure(self) -> bool:
        return self.url.scheme == "https"

    @property
    def cookie(self) -> str:
        return f"__Host-{COOKIE}" if self.secure else f"{COOKIE}-{self.url.port}"

    @cached_property
    def grounds(self) -> list[Ground]:
        """The grounds that may be chosen, those of the Woo first."""
        citable = [one for one in grounds().values() if one.citable]
        return sorted(citable, key=lambda one: {"woo": 0, None: 1, "wob": 2}[one.law])

    def digit_of(self, ground: str) -> str:
        """The key of the keyboard for a ground, if it has one."""
        keys = self.texts.ground_keys
        return str((keys.index(ground) + 1) % 10) if ground in keys else ""

    @cached_property
    def _templates(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        environment.filters["clock"] = on_the_clock
        environment.filters["day"] = written_day
        environment.filters["url"] = lambda text: quote(str(text), safe="")
        environment.globals |= {"site": self, "version": __version__, "entities": entities()}
        return environment

    def page(self, template: str, screen: Screen, status: int = 200, **view: Any) -> HTMLResponse:
        html = self._templates.get_template(template).render(screen=screen, texts=self.texts, **view)
        return HTMLResponse(html, status_code=status)

    # --- who asks

    def bound(self, request: Request) -> str:
        """What a session is tied to: a cookie taken to another browser or machine is worth nothing there."""
        address = request.client.host if request.client else ""
        return f"{address}\n{request.headers.get('user-agent', '')}"

    def session(self, request: Request) -> Session:
        """Raises NotIn."""
        secret = request.cookies.get(self.cookie, "")
        found = self.accounts.session(secret, self.bound(request)) if secret else None
        if found is None:
            raise NotIn
        return found

    def same_site(self, request: Request) -> None:
        """Whether a change was asked for by a page of ours. Raises Denied."""
        origin = f"{self.url.scheme}://{self.url.netloc}"
        if request.headers.get("origin", "") != origin:
            raise Denied(403)
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise Denied(403)

    def changing(self, request: Request) -> Session:
        """The session of a request that changes something: with the token that only our pages know."""
        self.same_site(request)
        session = self.session(request)
        if not secrets.compare_digest(request.headers.get("x-woolak-token", ""), session.csrf):
            raise Denied(403)
        return session

    def admin(self, session: Session) -> None:
        """Raises Denied when this is not who runs the server."""
        person = self.accounts.person(session.who)
        if self.local or person is None or not person.admin:
            raise Denied

    def unmanaged(self) -> list[str]:
        """The cases that have nobody who says who takes part."""
        found = (name for name in self.office.names() if self.office.case(name).exists)
        return [name for name in found if not any("beheerder" in one for one in self.accounts.team(name).values())]

    def actor(self, session: Session, case_name: str) -> Actor:
        """The person with the roles on this case. Raises Denied when there are none: a case belongs to its team."""
        if self.local:
            if case_name not in self.office.names():
                raise Denied
            return Actor(session.who, frozenset({"behandelaar", "toetser", "beheerder"}))
        roles = self.accounts.roles(case_name, session.who)
        if not roles or case_name not in self.office.names():
            raise Denied
        return Actor(session.who, roles)

    def opened(self, request: Request, case_name: str) -> tuple[Session, Actor, OpenCase]:
        session = self.session(request)
        actor = self.actor(session, case_name)
        return session, actor, self.office.case(case_name)

    def desk(self, request: Request, case_name: str) -> tuple[Actor, Desk]:
        _, actor, case = self.opened(request, case_name)
        return actor, case.desk()
