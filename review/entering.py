"""Coming in and going out: the one-time token, accounts of our own, OpenID Connect; and who administers these."""

from __future__ import annotations

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from woolak.errors import Refused
from woolak.review.people import Role
from woolak.review.site import Denied, Screen, Site

__all__ = ["entering"]

Name = Annotated[str, Field(pattern=r"^[\w.@ -]{2,80}$")]


class NewPerson(BaseModel):
    name: Name
    password: str = Field("", max_length=200)
    admin: bool = False


class NewCase(BaseModel):
    name: str = Field(max_length=80)


class Rights(BaseModel):
    name: Name
    roles: frozenset[Role] = frozenset()


def entering(site: Site) -> APIRouter:
    router = APIRouter()
    nobody = Screen(None)

    def let_in(request: Request, who: str, to: str = "/") -> Response:
        secret, _ = site.accounts.start(who, site.bound(request))
        answer = RedirectResponse(to, 303)
        answer.set_cookie(site.cookie, secret, httponly=True, samesite="strict", secure=site.secure, path="/")
        return answer

    def used(token: str) -> bool:
        """Whether this is the token; it works once."""
        right = bool(site.token) and secrets.compare_digest(token, site.token)
        if right:
            site.token = ""
        return right

    @router.get("/start")
    def start(request: Request, token: str = "") -> Response:
        if site.local:
            return let_in(request, site.owner) if used(token) else site.page("token.html", nobody, 403)
        if not site.token or not secrets.compare_digest(token, site.token):
            raise Denied
        return site.page("first.html", nobody, token=token, wrong="")

    @router.post("/start")
    def first(
        request: Request, token: Annotated[str, Form()], name: Annotated[str, Form()], password: Annotated[str, Form()]
    ) -> Response:
        """The first administrator of a server."""
        site.same_site(request)
        if site.local or site.accounts.everyone() or not secrets.compare_digest(token, site.token or "-"):
            raise Denied
        try:
            site.accounts.add(name.strip(), password, admin=True)
        except ValueError:
            return site.page("first.html", nobody, 400, token=token, wrong=site.texts.messages["short_password"])
        site.token = ""
        return let_in(request, name.strip())

    @router.get("/inloggen")
    def login(request: Request) -> Response:
        if site.local:
            return site.page("token.html", nobody, 403)
        return site.page("login.html", nobody, wrong="")

    @router.post("/inloggen")
    def log_in(request: Request, name: Annotated[str, Form()], password: Annotated[str, Form()]) -> Response:
        site.same_site(request)
        if site.local:
            raise Denied
        address = request.client.host if request.client else ""
        right = site.accounts.let_in(name.strip(), password, address)
        if right:
            return let_in(request, name.strip())
        wrong = site.texts.messages["too_often" if right is None else "wrong_password"]
        return site.page("login.html", nobody, 429 if right is None else 403, wrong=wrong)

    @router.post("/api/uitloggen")
    def log_out(request: Request) -> Response:
        site.changing(request)
        site.accounts.end(request.cookies.get(site.cookie, ""))
        answer = JSONResponse({"to": "/inloggen"})
        answer.delete_cookie(site.cookie, path="/", secure=site.secure, httponly=True, samesite="strict")
        return answer

    # --- OpenID Connect

    @router.get("/oidc/start")
    async def oidc_start(request: Request) -> Response:
        if site.oidc is None:
            raise Denied
        answer: Response = await site.oidc.authorize_redirect(request, f"{site.url.geturl().rstrip('/')}/oidc/terug")
        return answer

    @router.get("/oidc/terug")
    async def oidc_back(request: Request) -> Response:
        """Back from the identity provider: the person has to have an account here, made by the administrator."""
        if site.oidc is None:
            raise Denied
        from authlib.common.errors import AuthlibBaseError
        from joserfc.errors import JoseError

        try:
            token: dict[str, Any] = await site.oidc.authorize_access_token(request)
        except (AuthlibBaseError, JoseError):
            raise Denied(403) from None
        claims = token.get("userinfo") or {}
        who = str(claims.get("preferred_username") or claims.get("email") or "")
        if site.accounts.person(who) is None:
            return site.page("login.html", nobody, 403, wrong=site.texts.messages["no_account"])
        request.session.clear()
        secret, _ = site.accounts.start(who, site.bound(request))
        # A redirect that began at another site does not send a strict cookie: this page goes on by itself.
        answer = site.page("entered.html", nobody)
        answer.set_cookie(site.cookie, secret, httponly=True, samesite="strict", secure=site.secure, path="/")
        return answer

    # --- who administers the server

    @router.get("/beheer")
    def administer(request: Request) -> Response:
        session = site.session(request)
        site.admin(session)
        return site.page("accounts.html", Screen(session, at="admin"), people=site.accounts.everyone())

    @router.post("/api/personen")
    def add_person(request: Request, one: NewPerson) -> Response:
        site.admin(site.changing(request))
        try:
            site.accounts.add(one.name.strip(), one.password, one.admin)
        except ValueError:
            raise Refused(site.texts.messages["short_password"]) from None
        return JSONResponse({"done": True})

    @router.delete("/api/personen/{name}")
    def remove_person(request: Request, name: str) -> Response:
        session = site.changing(request)
        site.admin(session)
        if name == session.who:
            raise Refused.because("no_role")
        site.accounts.remove(name)
        return JSONResponse({"done": True})

    @router.post("/api/zaken")
    def make_case(request: Request, one: NewCase) -> Response:
        """A new case, of which the maker becomes the first member; the administrator of the server may always."""
        session = site.changing(request)
        if site.local:
            raise Denied
        case = site.office.make(one.name.strip())
        site.accounts.give(case.name, session.who, frozenset({"behandelaar", "beheerder"}))
        return JSONResponse({"to": f"/zaak/{case.name}/toevoegen"})

    @router.post("/api/zaken/{case}/beheer")
    def take_up(request: Request, case: str) -> Response:
        """A case that nobody manages, made on the command line or left by who is gone, gets the administrator."""
        session = site.changing(request)
        site.admin(session)
        if case not in site.unmanaged():
            raise Denied
        site.accounts.give(case, session.who, site.accounts.roles(case, session.who) | {"beheerder"})
        return JSONResponse({"to": f"/zaak/{case}/team"})

    @router.post("/api/{case}/team")
    def give_rights(request: Request, case: str, one: Rights) -> Response:
        session = site.changing(request)
        if site.local or not site.actor(session, case).has("beheerder"):
            raise Denied
        if site.accounts.person(one.name) is None or (one.name == session.who and "beheerder" not in one.roles):
            raise Refused.because("no_role")
        site.accounts.give(case, one.name, one.roles)
        return JSONResponse({"done": True})

    return router
