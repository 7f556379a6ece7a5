"""Puts the application together; every answer carries the headers that keep documents where they are."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.middleware.sessions import SessionMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from woolak.errors import Overtaken, WoolakError
from woolak.review.api import api
from woolak.review.entering import entering
from woolak.review.outward import outward
from woolak.review.pages import pages
from woolak.review.site import HERE, Denied, NotIn, Screen, Site
from woolak.review.wording import on_screen

__all__ = ["create_app"]

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
    "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "require-trusted-types-for 'script'",
))  # fmt: skip
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class _Asking:
    """Holds the case that is asked about until the answer is sent whole: a download may take long."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app, self._site = app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        parts = scope.get("path", "").split("/")
        with self._site.office.asking(parts[2]) if len(parts) > 2 else nullcontext():
            await self._app(scope, receive, send)


def _wants_page(request: Request) -> bool:
    return not request.url.path.startswith(("/api/", "/static/"))


def _back(request: Request) -> str:
    """From a page of a case to that case, and from there to all."""
    parts = request.url.path.split("/")
    return "/".join(parts[:3]) if len(parts) > 3 and parts[1] == "zaak" else "/"


def create_app(site: Site) -> FastAPI:
    """The application for one site. It tells nothing about itself: no API pages, no versions in errors."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.add_middleware(
        SessionMiddleware, secret_key=secrets.token_hex(32), session_cookie="woolak-inloggen", max_age=600,
        same_site="lax", https_only=site.secure,
    )  # fmt: skip
    app.add_middleware(_Asking, site=site)
    hosts = {site.url.netloc}
    if site.url.hostname == "127.0.0.1":
        hosts.add(f"localhost:{site.url.port}")

    @app.middleware("http")
    async def guarded(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        if request.headers.get("host", "") not in hosts:  # another name that leads here: DNS rebinding
            answer: Response = Response(status_code=421)
        else:
            answer = await go_on(request)
        for name, value in HEADERS.items():
            answer.headers[name] = value
        if request.url.path.startswith("/static/") and answer.status_code == 200:
            answer.headers["cache-control"] = "private, max-age=3600"
        if site.secure:
            answer.headers["strict-transport-security"] = "max-age=31536000"
        return answer

    def denied(request: Request, status: int, said: str = "denied") -> Response:
        if _wants_page(request):
            return site.page("denied.html", Screen(None), status)
        return JSONResponse({"error": site.texts.messages[said]}, status)

    @app.exception_handler(NotIn)
    def not_in(request: Request, _: NotIn) -> Response:
        if _wants_page(request) and request.method == "GET":
            return RedirectResponse("/inloggen", 303)
        return JSONResponse({"error": site.texts.messages["not_in"]}, 401)

    @app.exception_handler(Denied)
    def refused(request: Request, error: Denied) -> Response:
        return denied(request, error.status, error.said)

    @app.exception_handler(HTTPException)
    def no_such_page(request: Request, error: HTTPException) -> Response:
        return denied(request, error.status_code)

    @app.exception_handler(RequestValidationError)
    def not_understood(request: Request, _: RequestValidationError) -> Response:
        return denied(request, 400)

    @app.exception_handler(WoolakError)
    def told(request: Request, error: WoolakError) -> Response:
        sentence = on_screen(str(error))
        if _wants_page(request):
            return site.page("told.html", Screen(None), 409, sentence=sentence, back=_back(request))
        overtaken = {"overtaken": error.seq} if isinstance(error, Overtaken) else {}
        return JSONResponse({"error": sentence} | overtaken, 409)

    @app.exception_handler(OperationalError)
    def database_away(request: Request, _: OperationalError) -> Response:
        """Another program holds the database too long, or it cannot be reached: nothing was written."""
        sentence = site.texts.messages["database"]
        if _wants_page(request):
            return site.page("told.html", Screen(None), 503, sentence=sentence, back=_back(request))
        return JSONResponse({"error": sentence}, 503)

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        """Not foreseen: the place in the code is kept, never the text of the error, which may quote a document."""
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-6:]]
        logging.getLogger("woolak").error("%s: %s", type(error).__name__, " < ".join(reversed(places)))
        sentence = site.texts.messages["broken"]
        if _wants_page(request):
            answer: Response = site.page("told.html", Screen(None), 500, sentence=sentence, back=_back(request))
        else:
            answer = JSONResponse({"error": sentence}, 500)
        answer.headers.update(HEADERS)
        return answer

    # in the path, so that what a module imports is of the same version, and is loaded once
    app.mount(f"/static/{site.version}", StaticFiles(directory=HERE / "static"))
    app.include_router(entering(site))
    app.include_router(pages(site))
    app.include_router(outward(site))
    app.include_router(api(site))
    return app
