"""What the pages ask for in between: states, words and pictures of pages, and the actions of people."""

from __future__ import annotations

import re
import shutil
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from woolak.errors import Refused
from woolak.review import actions as act
from woolak.review.casefacts import CaseForm, DecisionForm, PublicationForm, keep
from woolak.review.deciding import perform
from woolak.review.desk import Desk, Sheet
from woolak.review.leaving import absent
from woolak.review.matching import Pattern, fold, hits_in, pattern_of
from woolak.review.office import OpenCase
from woolak.review.people import Actor
from woolak.review.showing import page_data, settled, sheet_data
from woolak.review.site import Denied, Site
from woolak.rules.casefile import read_case_file
from woolak.rules.decision import read_decision_file

__all__ = ["api"]

MOST_HITS = 2000
LARGEST_FILE = 1024 * 1024 * 1024
INCOMING = "inkomend"


class Passwords(BaseModel):
    passwords: Annotated[list[Annotated[str, Field(pattern=r"^[^\r\n]{1,200}$")]], Field(min_length=1, max_length=200)]


def api(site: Site) -> APIRouter:
    router = APIRouter(prefix="/api/{case}")

    def sheet_of(request: Request, case: str, document: str) -> tuple[Actor, Desk, Sheet]:
        actor, desk = site.desk(request, case)
        sheet = desk.sheets.get(document)
        if sheet is None or sheet.stored.error:
            raise Denied(said="gone")
        return actor, desk, sheet

    def _handled(request: Request, case: str) -> OpenCase:
        """The case, for who handles it and when nothing is done with it. Raises Refused."""
        site.changing(request)
        _, actor, opened = site.opened(request, case)
        if not actor.has("behandelaar", "beheerder"):
            raise Refused.because("no_role")
        if opened.busy:
            raise Refused.because("busy")
        return opened

    @router.get("/document/{document}")
    def state(request: Request, case: str, document: str, since: int | None = None) -> Response:
        actor, desk, sheet = sheet_of(request, case, document)
        with desk.lock:
            if since is not None and sheet.state.seq <= since:
                return JSONResponse({"seq": since, "edition": sheet.edition})
            return JSONResponse(sheet_data(desk, sheet, actor.who, since))

    @router.get("/document/{document}/page/{page}.json")
    def words(request: Request, case: str, document: str, page: int) -> Response:
        _, desk, _ = sheet_of(request, case, document)
        try:
            return JSONResponse(page_data(desk.case.page(document, page)))
        except KeyError:
            raise Denied from None

    @router.get("/document/{document}/page/{page}/twijfel.json")
    def doubts(request: Request, case: str, document: str, page: int) -> Response:
        """Where words stand that OCR was not sure of."""
        _, desk, _ = sheet_of(request, case, document)
        try:
            found = [one.box_pt for one in desk.case.page(document, page).regions if one.what == "doubtful"]
        except KeyError:
            raise Denied from None
        return JSONResponse({"boxes": [[round(side, 1) for side in box] for box in found]})

    @router.get("/document/{document}/page/{page}.jpg")
    def picture(request: Request, case: str, document: str, page: int, dpi: int = 110) -> Response:
        _, desk, sheet = sheet_of(request, case, document)
        if not 0 <= page < sheet.stored.page_count:
            raise Denied
        found = site.pictures.page(desk.case.pdf_dir / f"{sheet.id}.pdf", page, dpi)
        return Response(found, media_type="image/jpeg")

    @router.get("/document/{document}/page/{page}/uitvoer.jpg")
    def as_released(request: Request, case: str, document: str, page: int) -> Response:
        _, desk, sheet = sheet_of(request, case, document)
        if sheet.facts is None or not 0 <= page < sheet.stored.page_count:
            raise Denied
        with desk.lock:
            approved = sheet.state.approved()
        found = site.pictures.as_released(
            desk.case.pdf_dir / f"{sheet.id}.pdf", desk.case.page(document, page), sheet.facts, approved,
            desk.case.work_dir, 110,
        )  # fmt: skip
        return Response(found, media_type="image/jpeg")

    @router.get("/document/{document}/mark/{mark}")
    def elsewhere(request: Request, case: str, document: str, mark: str) -> Response:
        """Where else the same text stands."""
        _, desk, _sheet = sheet_of(request, case, document)
        with desk.lock:
            places = desk.group(desk.group_of(mark))[:200]
            found = []
            for other, one in places:
                part = one.parts[0]
                text = desk.texts.get((other.id, part.page_index), "")
                found.append({
                    "document": other.id, "source": other.stored.source, "page": part.page_index + 1, "mark": one.id,
                    "before": text[max(0, part.start - 40) : part.start], "text": one.text,
                    "after": text[part.end : part.end + 40], "verdict": one.verdict,
                })  # fmt: skip
        return JSONResponse({"places": found})

    @router.post("/document/{document}/action")
    def on_document(request: Request, case: str, document: str, asked: act.Request) -> Response:
        site.changing(request)
        actor, desk, sheet = sheet_of(request, case, document)
        with desk.lock:
            events = perform(desk, actor, document, asked.seq, asked.action)
            answer = sheet_data(desk, sheet, actor.who, asked.seq, events)
        answer["changed"] = len(events)
        answer["in_documents"] = len({event.document_id for event in events})
        answer["elsewhere"] = sum(1 for event in events if event.document_id != document)
        answer["undone_in"] = sorted({event.document_id for event in events} - {document})
        return JSONResponse(answer)

    @router.post("/action")
    def on_case(request: Request, case: str, asked: act.Request) -> Response:
        site.changing(request)
        actor, desk = site.desk(request, case)
        events = perform(desk, actor, "", asked.seq, asked.action)
        return JSONResponse({"seq": desk.seq, "changed": len(events),
                             "in_documents": len({event.document_id for event in events})})  # fmt: skip

    @router.get("/search")
    def search(request: Request, case: str, q: str, how: Pattern = "folded") -> Response:
        _, desk = site.desk(request, case)
        if not 1 <= len(q.strip()) <= 200:
            return JSONResponse({"hits": [], "more": False})
        folded = desk.folded() if how == "folded" else None
        hits: list[dict[str, Any]] = []
        try:
            for hit in hits_in(desk.texts, pattern_of(q, how), folded):
                sheet = desk.sheets[hit.document_id]
                at = next((
                    mark for mark in sheet.state.marks.values()
                    if any(p.page_index == hit.page_index and p.start <= hit.start and hit.end <= p.end
                           for p in mark.parts)
                ), None)  # fmt: skip
                hits.append({
                    "document": hit.document_id, "source": sheet.stored.source, "page": hit.page_index,
                    "start": hit.start, "end": hit.end, "before": hit.before, "text": hit.text, "after": hit.after,
                    "verdict": at.verdict if at else "", "locked": sheet.state.status == "confirmed",
                })  # fmt: skip
                if len(hits) >= MOST_HITS:
                    break
        except ValueError:
            raise Refused.because("bad_pattern") from None
        except TimeoutError:
            raise Refused.because("slow_pattern") from None
        hits.sort(key=lambda hit: (desk.sheets[hit["document"]].order, hit["page"], hit["start"]))
        return JSONResponse({"hits": hits, "more": len(hits) >= MOST_HITS, "seq": desk.seq})

    @router.get("/found")
    def found(request: Request, case: str, q: str) -> Response:
        """In which documents words stand, in how many places and first on which page; ignoring case and accents."""
        _, desk = site.desk(request, case)
        wanted, told = " ".join(fold(q[:200]).split()), dict[str, dict[str, int]]()
        for (document, page), text in sorted(desk.folded().items()) if wanted else ():
            if count := text.replace("\n", " ").count(wanted):
                before = told.get(document, {"page": page, "count": 0})
                told[document] = before | {"count": before["count"] + count}
        return JSONResponse({"found": told})

    @router.get("/news")
    def news(request: Request, case: str) -> Response:
        """Where the case stands: for the progress of a run, and to see that others are at work."""
        _, _, opened = site.opened(request, case)
        job = opened.job
        told = {"what": job.what, "said": (job.said + job.trouble)[-30:], "progress": job.progress,
                "exit_code": job.exit_code, "well": job.well} if job else None  # fmt: skip
        return JSONResponse({"job": told, "seq": 0 if opened.busy or not opened.exists else opened.desk().seq})

    # --- documents in, release out

    @router.put("/file")
    async def file(request: Request, case: str, path: str) -> Response:
        """One file of an upload, kept beside the case until the run reads it."""
        opened = _handled(request, case)
        target = opened.folder / INCOMING / _within(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        size = 0
        with target.open("wb") as out:
            async for piece in request.stream():
                size += len(piece)
                if size > LARGEST_FILE:
                    break
                await run_in_threadpool(out.write, piece)
        if size > LARGEST_FILE:
            target.unlink()
            raise Refused.because("too_many_files")
        return JSONResponse({"bytes": size})

    @router.post("/run")
    def run(request: Request, case: str, again: bool = False) -> Response:
        """Read what was uploaded; or `again` look at what is there, after facts were set right."""
        site.changing(request)
        _, actor, opened = site.opened(request, case)
        if not actor.has("behandelaar", "beheerder"):
            raise Refused.because("no_role")
        incoming, known = opened.folder / INCOMING, opened.folder / "bron"
        if again:
            if not opened.exists:
                raise Refused.because("no_files")
            opened.start("run", ["run", str(known), "--case", str(opened.folder)])
            return JSONResponse({"started": True})
        if not incoming.exists() or not any(incoming.rglob("*.*")):
            raise Refused.because("no_files")
        words = ["run", str(incoming), "--case", str(opened.folder)]
        if _take_along(incoming, opened):
            shutil.rmtree(incoming)
            opened.start("run", ["run", str(known), *words[2:]])
            return JSONResponse({"started": True})
        if opened.exists:  # who brings a file again that was taken out takes it up
            desk = opened.desk()
            brought = {path.relative_to(incoming).as_posix() for path in incoming.rglob("*")}
            for path in sorted(brought & {one.path for one in absent(desk)}):
                perform(desk, actor, "", desk.seq, act.TakeUp(kind="take_up", source=path))
        opened.start("run", words, incoming)
        return JSONResponse({"started": True})

    @router.post("/wachtwoorden")
    def passwords(request: Request, case: str, given: Passwords) -> Response:
        """Try passwords on what is locked. They go to the run by its input, and are written nowhere."""
        opened = _handled(request, case)
        words = ["run", str(opened.folder / "bron"), "--case", str(opened.folder), "--passwords", "-"]
        opened.start("passwords", words, given="\n".join(given.passwords))
        return JSONResponse({"started": True})

    @router.post("/gegevens/zaak")
    def about_case(request: Request, case: str, form: CaseForm) -> Response:
        """What the case is about; what is in it already is looked at again for that."""
        opened = _handled(request, case)
        keep(opened.folder, form)
        if not opened.exists:
            return JSONResponse({"to": f"/zaak/{case}/toevoegen"})
        opened.start("run", ["run", str(opened.folder / "bron"), "--case", str(opened.folder)])
        return JSONResponse({"to": f"/zaak/{case}"})

    @router.post("/gegevens/besluit")
    def about_decision(request: Request, case: str, form: DecisionForm) -> Response:
        keep(_handled(request, case).folder, form)
        return JSONResponse({"to": f"/zaak/{case}/uitvoer"})

    @router.post("/gegevens/publicatie")
    def about_publication(request: Request, case: str, form: PublicationForm) -> Response:
        keep(_handled(request, case).folder, form)
        return JSONResponse({"to": f"/zaak/{case}/uitvoer"})

    @router.post("/release")
    def release(request: Request, case: str) -> Response:
        site.changing(request)
        _, actor, opened = site.opened(request, case)
        if not actor.has("behandelaar", "toetser"):
            raise Refused.because("no_role")
        sheets = opened.desk().sheets.values()
        if any(not sheet.stored.error and not settled(sheet) for sheet in sheets):
            raise Refused.because("not_all_confirmed")
        opened.start("release", ["release", str(opened.folder)])
        return JSONResponse({"started": True})

    @router.delete("/file")
    def empty(request: Request, case: str) -> Response:
        """Take back an upload that was not run yet."""
        site.changing(request)
        _, actor, opened = site.opened(request, case)
        if not actor.has("behandelaar", "beheerder"):
            raise Refused.because("no_role")
        if not opened.busy:
            shutil.rmtree(opened.folder / INCOMING, ignore_errors=True)
        return JSONResponse({"bytes": 0})

    return router


def _take_along(incoming: Path, opened: OpenCase) -> bool:
    """Put zaak.yaml and besluit.yaml in the case, when nothing else came. Raises CaseFileError when one is wrong."""
    came = {path.relative_to(incoming).as_posix(): path for path in incoming.rglob("*") if path.is_file()}
    if not came.keys() <= {"zaak.yaml", "besluit.yaml"}:
        return False
    if not opened.exists:
        raise Refused.because("no_files")
    if "zaak.yaml" in came:
        read_case_file(came["zaak.yaml"])
    read_decision_file(incoming)
    for name, path in came.items():
        shutil.copyfile(path, opened.folder / name)
    return True


def _within(path: str) -> Path:
    """A path from a browser, as a path within a folder: it cannot lead out of it. Raises Refused."""
    parts = [part.strip() for part in PurePosixPath(path.replace("\\", "/")).parts if part not in ("/", ".")]
    clean = [re.sub(r'[\x00-\x1f<>:"|?*]', "_", part) for part in parts]
    if not clean or any(part in ("..", "") or part.startswith("~") for part in clean) or len(path) > 500:
        raise Refused.because("bad_name")
    return Path(*clean)
