"""What a person has to do with the world outside: ask third parties for their view, and bring a release to the public.

Bundles and packages are made by the commands, in a process of their own, in the name of who asked for it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from woolak import zienswijze
from woolak.case import Case
from woolak.current import DELIVERED, PACKED
from woolak.errors import Refused
from woolak.events import Event
from woolak.inventory.zienswijze.views import ASKED, REPLIED, WAIVED
from woolak.model import Says
from woolak.publish import package_files
from woolak.review.desk import Desk
from woolak.review.office import OpenCase
from woolak.review.parties import asking_of
from woolak.review.people import Actor
from woolak.review.site import Denied, Screen, Site
from woolak.review.zipping import zipped

__all__ = ["outgoing_of", "outward"]

PACKAGE = "publicatie"
"""The folder of a case in which the package for the municipality's site is made."""
PartyName = Annotated[str, Field(min_length=1, max_length=300)]


class Chosen(BaseModel):
    parties: Annotated[list[PartyName], Field(max_length=200)]


class Reply(BaseModel):
    party: PartyName
    date: datetime.date
    says: Says


class Reason(BaseModel):
    why: Annotated[str, Field(max_length=4000)]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What was done with the releases of a case."""

    packed: Event | None
    """How the package was made that can be had; None: there is none."""
    delivered: tuple[Event, ...]
    """How it was brought to a publicatiebank, the last first."""


def outgoing_of(case: Case) -> Outgoing:
    made = case.log.since(kinds=(PACKED,)) if package_files(case, case.folder / PACKAGE) else []
    return Outgoing(made[-1] if made else None, tuple(case.log.since(kinds=(DELIVERED,))[::-1]))


def outward(site: Site) -> APIRouter:
    router = APIRouter()

    def handled(request: Request, case: str) -> tuple[Actor, Desk]:
        """The case, for who handles it. Raises Denied."""
        _, actor, opened = site.opened(request, case)
        if not actor.has("behandelaar", "beheerder"):
            raise Denied
        return actor, opened.desk()

    def changing(request: Request, case: str) -> tuple[Actor, OpenCase]:
        """The same, for a change that a page of ours asked for. Raises Refused."""
        site.changing(request)
        _, actor, opened = site.opened(request, case)
        if not actor.has("behandelaar", "beheerder"):
            raise Refused.because("no_role")
        opened.desk()  # not while it is at work
        return actor, opened

    def start(opened: OpenCase, actor: Actor, what: str, kind: str, command: str, *options: str) -> None:
        named = (f"--who={actor.who}", f"--role={actor.role_for(kind)}")
        opened.start(what, [command, str(opened.folder), *options, *named])

    # --- third parties

    @router.get("/zaak/{case}/zienswijzen")
    def views(request: Request, case: str) -> Response:
        session, actor, opened = site.opened(request, case)
        if not actor.has("behandelaar", "beheerder"):
            raise Denied
        shown = Screen(session, case, tuple(sorted(actor.roles)), "views")
        if opened.busy or not opened.exists:
            return site.page("upload.html", shown, job=opened.job, exists=opened.exists, absent=[])
        desk, today = opened.desk(), datetime.date.today()
        return site.page("views.html", shown, asking=asking_of(desk, today), job=opened.job, today=today)

    @router.post("/api/{case}/zienswijzen")
    def ask(request: Request, case: str, chosen: Chosen) -> Response:
        """Make the letters and copies for these parties, and note that they are asked."""
        actor, opened = changing(request, case)
        if not chosen.parties:
            raise Refused(site.texts.messages["choose_party"])
        start(opened, actor, "views", ASKED, "zienswijze", *(f"--party={one}" for one in chosen.parties))
        return JSONResponse({"to": f"/zaak/{case}/zienswijzen"})

    @router.post("/api/{case}/zienswijzen/reactie")
    def reply(request: Request, case: str, said: Reply) -> Response:
        actor, opened = changing(request, case)
        zienswijze.reply(opened.desk().case, said.party, said.date, said.says, actor.who, actor.role_for(REPLIED))
        return JSONResponse({"done": True})

    @router.post("/api/{case}/zienswijzen/verder")
    def proceed(request: Request, case: str, said: Reason) -> Response:
        actor, opened = changing(request, case)
        today = datetime.date.today()
        zienswijze.proceed(opened.desk().case, said.why.strip(), actor.who, today, actor.role_for(WAIVED))
        return JSONResponse({"done": True})

    @router.get("/zaak/{case}/zienswijze.zip")
    def bundle(request: Request, case: str, partij: str) -> Response:
        """What is sent to one party, and nothing that somebody put beside it."""
        _, desk = handled(request, case)
        found = zienswijze.bundles(desk.case).get(partij)
        files = [found.folder / one for one in found.files] if found else []
        if not found or not files or not all(one.is_file() for one in files):
            raise Denied
        if partij in zienswijze.outdated(desk.case):
            raise Refused(site.texts.messages["bundle_outdated"])
        return zipped(f"zienswijze-{found.folder.name}.zip", found.folder, files)

    # --- the public

    @router.post("/api/{case}/publicatie")
    def pack(request: Request, case: str) -> Response:
        actor, opened = changing(request, case)
        start(opened, actor, "package", PACKED, "publish", f"--to={opened.folder / PACKAGE}")
        return JSONResponse({"to": f"/zaak/{case}/uitvoer"})

    @router.get("/zaak/{case}/publicatie.zip")
    def package(request: Request, case: str) -> Response:
        _, desk = handled(request, case)
        root = desk.case.folder / PACKAGE
        files = package_files(desk.case, root)
        if not files:
            raise Refused(site.texts.messages["no_package"])
        return zipped(f"{PACKAGE}.zip", root, files)

    @router.post("/api/{case}/publicatiebank")
    def bring(request: Request, case: str) -> Response:
        """To the publicatiebank of the municipality, when its administrator named one; its key is only in a file."""
        actor, opened = changing(request, case)
        if site.bank is None:
            raise Denied
        options = (f"--gpp={site.bank.url}", f"--token-file={site.bank.key_file}")
        start(opened, actor, "bank", DELIVERED, "publish", *options)
        return JSONResponse({"to": f"/zaak/{case}/uitvoer"})

    return router
