"""The pages of the application: what a person opens."""

from __future__ import annotations

import csv
import datetime
import io
import json
from typing import Any, get_args

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from woolak.current import change_since
from woolak.errors import LogBroken, Refused
from woolak.events import Event, prove
from woolak.model import Kind
from woolak.removing import WITHDRAWN
from woolak.review.bundling import bundle_data, bundle_rows, file_of
from woolak.review.casefacts import CaseForm, DecisionForm, PublicationForm, said
from woolak.review.gaps import few_names_fit, telling_marks
from woolak.review.leaving import absent, label_of, leaving, names_of, unread, ways_of
from woolak.review.outward import outgoing_of
from woolak.review.showing import (
    case_facts,
    deadline_of,
    groups_of,
    line_of,
    lines_of,
    questions_of,
    sheet_data,
    suspensions_of,
    wordless,
)
from woolak.review.site import Denied, Screen, Site
from woolak.review.zipping import zipped
from woolak.status import points_of

__all__ = ["csv_of", "pages"]

INSIDE = "manifest.json"
"""Stays out of what is downloaded: it calls the documents by the names of their files, and a name may be in those."""
LETTER = "besluit/besluit-concept.docx"
MOST_GROUPS = 1000
"""A list that a person can walk; the others come when these are decided."""


def csv_of(events: list[Event], names: dict[str, str]) -> str:
    """The log as a table, for the file; with the hashes, so that it can be checked later."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["nummer", "tijdstip", "wie", "rol", "wat", "document", "voorstel", "gegevens", "toelichting",
                     "vorige", "controlegetal"])  # fmt: skip
    for one in events:
        data = json.dumps(one.data, ensure_ascii=False, sort_keys=True) if one.data else ""
        row = [one.seq, one.at, one.who, one.role, one.kind, names.get(one.document_id, one.document_id), one.target,
               data, one.why, one.previous, one.hash]  # fmt: skip
        writer.writerow([_harmless(str(cell)) for cell in row])
    return "\ufeff" + out.getvalue()


def _harmless(cell: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell


def pages(site: Site) -> APIRouter:
    router = APIRouter()

    def screen(request: Request, case: str, at: str) -> tuple[Screen, Any, Any]:
        session, actor, opened = site.opened(request, case)
        return Screen(session, case, tuple(sorted(actor.roles)), at), actor, opened

    @router.get("/")
    def home(request: Request) -> Response:
        session = site.session(request)
        if site.office.single:
            return RedirectResponse(f"/zaak/{site.office.single}", 303)
        person = site.accounts.person(session.who)
        admin = bool(person and person.admin)
        names = site.office.names()
        mine = [(name, site.accounts.roles(name, session.who)) for name in names]
        cases = [(name, sorted(roles), site.office.case(name)) for name, roles in mine if roles]
        return site.page("cases.html", Screen(session), cases=cases, admin=admin,
                         unmanaged=site.unmanaged() if admin else [])  # fmt: skip

    @router.get("/zaak/{case}")
    def overview(request: Request, case: str) -> Response:
        shown, actor, opened = screen(request, case, "documents")
        if opened.busy or not opened.exists:
            return site.page("upload.html", shown, job=opened.job, exists=opened.exists, absent=[])
        desk = opened.desk()
        facts = case_facts(desk)
        lines = lines_of(desk)
        total = sum(line.total for line in lines)
        return site.page(
            "overview.html", shown, lines=lines, facts=facts, total=total,
            open=sum(line.open for line in lines), job=opened.job, one_person=desk.one_person,
            confirmed=sum(line.settled for line in lines),
            readable=sum(not line.error for line in lines),
            unsearched=sum(not sheet.searched for sheet in desk.sheets.values()),
            suspensions=suspensions_of(desk), term=deadline_of(desk, facts, datetime.date.today()),
            kinds=sorted({line.kind for line in lines if line.kind}), bundles=bundle_rows(desk),
            questions=questions_of(desk), absent=absent(desk), wordless=wordless(desk),
            may_take_out=actor.has("behandelaar", "beheerder"),
        )  # fmt: skip

    @router.get("/zaak/{case}/document/{document}")
    def document(request: Request, case: str, document: str) -> Response:
        shown, actor, opened = screen(request, case, "documents")
        desk = opened.desk()
        sheet = desk.sheets.get(document)
        if sheet is None or sheet.stored.error:
            raise Denied
        order = [one.id for one in desk.sheets.values() if not one.stored.error]
        at = order.index(document)
        sizes = desk.case.page_sizes(document)
        data = sheet_data(desk, sheet, actor.who) | {
            "case": case, "document": document, "who": actor.who, "roles": sorted(actor.roles),
            "sizes": [[round(width, 1), round(height, 1)] for width, height in sizes],
            "previous": order[at - 1] if at else "", "next": order[at + 1] if at + 1 < len(order) else "",
            "messages": dict(site.texts.messages), "colours": dict(site.texts.colours),
            "ground_keys": site.texts.ground_keys, "verdicts": dict(site.texts.verdicts),
            "telling": telling_marks(sheet, few_names_fit(desk.case.burned(document))),
            "relation_names": dict(site.texts.relations),
            "statuses": dict(site.texts.statuses), "origins": dict(site.texts.origins), "source": sheet.stored.source,
        }  # fmt: skip
        return site.page(
            "document.html",
            shown,
            sheet=sheet,
            facts=sheet.facts,
            number=at + 1,
            count=len(order),
            data=data,
            kinds=sorted(get_args(Kind)),
            file=file_of(sheet),
            may_take_out=actor.has("behandelaar", "beheerder"),
        )

    @router.get("/zaak/{case}/bundel")
    def bundle(request: Request, case: str, bron: str) -> Response:
        shown, actor, opened = screen(request, case, "documents")
        desk = opened.desk()
        with desk.lock:
            data = bundle_data(desk, bron)
        data |= {"case": case, "messages": dict(site.texts.messages), "may": actor.has("behandelaar", "beheerder")}
        return site.page("bundle.html", shown, data=data)

    @router.get("/zaak/{case}/groepen")
    def groups(request: Request, case: str) -> Response:
        shown, _actor, opened = screen(request, case, "groups")
        desk = opened.desk()
        found, more = groups_of(desk, MOST_GROUPS)
        return site.page("groups.html", shown, groups=found, more=more, seq=desk.seq)

    @router.get("/zaak/{case}/zoeken")
    def searching(request: Request, case: str) -> Response:
        shown, _actor, opened = screen(request, case, "search")
        return site.page("search.html", shown, seq=opened.desk().seq)

    @router.get("/zaak/{case}/logboek")
    def log(request: Request, case: str) -> Response:
        shown, _actor, opened = screen(request, case, "log")
        desk = opened.desk()
        events = desk.case.log.since(0)
        broken = ""
        try:
            prove(events, desk.case.log.head())
        except LogBroken as error:
            broken = str(error)
        names = names_of(desk)
        lines = [(one, label_of(one, names)) for one in events[:-501:-1]]
        return site.page("log.html", shown, lines=lines, count=len(events), broken=broken)

    @router.get("/zaak/{case}/logboek.csv")
    def log_csv(request: Request, case: str) -> Response:
        _actor, desk = site.desk(request, case)
        return Response(
            csv_of(desk.case.log.since(0), names_of(desk)), media_type="text/csv; charset=utf-8",
            headers={"content-disposition": 'attachment; filename="logboek.csv"'},
        )  # fmt: skip

    @router.get("/zaak/{case}/uitvoer")
    def release(request: Request, case: str) -> Response:
        shown, actor, opened = screen(request, case, "release")
        if opened.busy:
            return site.page("upload.html", shown, job=opened.job, exists=opened.exists, absent=[])
        desk = opened.desk()
        everything = lines_of(desk)
        lines = [line for line in everything if not line.error]
        made = (desk.case.release_dir / "manifest.json").exists()
        telling = {line.id: len(few_names_fit(desk.case.burned(line.id))) for line in lines} if made else {}
        todo = [line for line in lines if not line.settled]
        handles = actor.has("behandelaar", "beheerder")
        outgoing = outgoing_of(desk.case) if made and handles else None
        return site.page("release.html", shown, todo=todo, count=len(lines), made=made, job=opened.job,
                         may_take_out=handles, outgoing=outgoing,
                         letter=handles and (desk.case.folder / LETTER).is_file(),
                         withdrawn=not made and (desk.case.folder / WITHDRAWN).exists(),
                         changed=change_since(desk.case), points=points_of(desk.case),
                         failed=[line for line in everything if line.error],
                         telling=[(line, telling[line.id]) for line in lines if telling.get(line.id)])  # fmt: skip

    @router.get("/zaak/{case}/uitvoer.zip")
    def download(request: Request, case: str) -> Response:
        _actor, desk = site.desk(request, case)
        root = desk.case.release_dir
        found = (path for path in root.rglob("*") if path.is_file() and path.name != INSIDE)
        files = sorted(found) if root.exists() else []
        if not files:
            raise Refused.because("not_all_confirmed")

        return zipped("uitvoer.zip", root, files)

    @router.get("/zaak/{case}/brief.docx")
    def letter(request: Request, case: str) -> Response:
        """The letter with the name of who asked: for who handles the case, apart from what may leave."""
        actor, desk = site.desk(request, case)
        file = desk.case.folder / LETTER
        if not actor.has("behandelaar", "beheerder") or not file.is_file():
            raise Denied
        return FileResponse(file, filename="besluit-concept.docx")

    @router.get("/zaak/{case}/toevoegen")
    def upload(request: Request, case: str) -> Response:
        shown, actor, opened = screen(request, case, "upload")
        if not actor.has("behandelaar", "beheerder"):
            raise Denied
        gone = absent(opened.desk()) if opened.exists and not opened.busy else []
        return site.page("upload.html", shown, job=opened.job, exists=opened.exists, absent=gone)

    @router.get("/zaak/{case}/uithalen")
    def taking_out(request: Request, case: str, document: str, met: str = "") -> Response:
        """What it means to take a document out of the case, or what it came `met`, and the question whether to."""
        shown, actor, opened = screen(request, case, "documents")
        if not actor.has("behandelaar", "beheerder"):
            raise Denied
        desk = opened.desk()
        ways = ways_of(desk, document)
        found = leaving(desk, met or next(iter(ways), ""))
        lines = [line_of(sheet) for sheet in found.documents]
        holders = [one for one in ways if found.path.startswith(f"{one}/")]
        return site.page("take_out.html", shown, found=found, lines=lines, seq=desk.seq, document=document,
                         attached=any(sheet.stored.source == found.path for sheet in found.documents), holders=holders,
                         of_document=any(sheet.stored.source in holders for sheet in desk.sheets.values()),
                         doubles=[line_of(sheet) for sheet in found.doubles])  # fmt: skip

    @router.get("/zaak/{case}/niet-verwerkt")
    def not_read(request: Request, case: str) -> Response:
        """What could not be read, and what can be done about it."""
        shown, actor, opened = screen(request, case, "documents")
        if not actor.has("behandelaar", "beheerder"):
            raise Denied
        desk = opened.desk()
        return site.page("unread.html", shown, files=unread(desk), seq=desk.seq,
                         tried=opened.job is not None and opened.job.what == "passwords")  # fmt: skip

    @router.get("/zaak/{case}/gegevens")
    def about(request: Request, case: str) -> Response:
        """What is known of the request and the decision, to be told or set right."""
        shown, actor, opened = screen(request, case, "documents")
        if not actor.has("behandelaar", "beheerder"):
            raise Denied
        return site.page("facts.html", shown, about=said(opened.folder, CaseForm),
                         decision=said(opened.folder, DecisionForm),
                         publication=said(opened.folder, PublicationForm), exists=opened.exists)  # fmt: skip

    @router.get("/zaak/{case}/team")
    def team(request: Request, case: str) -> Response:
        shown, actor, _opened = screen(request, case, "team")
        if site.local or not actor.has("beheerder"):
            raise Denied
        everyone = [(one.name, site.accounts.roles(case, one.name)) for one in site.accounts.everyone()]
        person = site.accounts.person(actor.who)
        return site.page("team.html", shown, everyone=everyone, admin=bool(person and person.admin))

    return router
