"""An importer of production reports as the Ministry of Health's platform has it, written from facts.md 3.1 alone.

It knows nothing of how Woolak writes the report: header matching, silent traps and value rules are those of the
platform's reader (nl-rdo-woo-web). What the platform does in silence is noted in `silently`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlparse

import openpyxl

FIELDS = {
    "id": ["id"],
    "document": ["document", "document id", "documentnr", "document nr", "documentnr.", "document nr.", "nr.",
                 "omschrijving", "name"],
    "judgement": ["beoordeling", "openbaarmaking"],
    "ground": ["beoordelingsgrond", "grond", "tagmulti006", "beoordelingsgrond (; gescheiden)", "code entries"],
    "matter": ["matter", "matter / marjoleinnummer"],
    "context": ["publicatiecontext", "publicationcontext", "publication context", "publication_context"],
    "date": ["date", "datum", "datum (utc)"],
    "family": ["family", "familie", "family id"],
    "thread": ["thread id", "email thread id", "email thread"],
    "type": ["file type", "filetype"],
    "suspended": ["opgeschort", "suspended", "tag015"],
    "link": ["publiekelinktag", "publieke link", "publiekelink", "publicatielink", "publicatie link",
             "publiekelink ( | gescheiden)"],
    "remark": ["toelichting", "opmerking"],
    "inquiry": ["zaaknr", "casenr", "zaak", "case", "zaaknummer"],
    "refers": ["gerelateerd id"],
}  # fmt: skip
REQUIRED = ("id", "document", "judgement", "ground")
JUDGEMENTS = ("openbaar", "deels openbaar", "reeds openbaar", "niet openbaar")
KNOWN = (
    {f"5.1.1{letter}" for letter in "abcde"} | {f"5.1.2{letter}" for letter in "abcdefghi"}
    | {"5.1.5", "5.2", "5.4", "dubbel"} | {f"10.1{letter}" for letter in "abcd"}
    | {f"10.2{letter}" for letter in "abcdeg"} | {"11.1"}
)  # fmt: skip
TYPES = {"pdf", "doc", "image", "presentation", "spreadsheet", "email", "html", "note", "database", "xml", "video",
         "audio", "vcard", "chat"}  # fmt: skip
DATES = ("%Y-%m-%d", "%d-%m-%Y", "%Y/%m/%d", "%d/%m/%Y", "%d/%m/%Y %H:%M", "%m/%d/%Y %I:%M %p UTC")


class ImportFailed(ValueError):
    """The platform refuses the report."""


@dataclass
class Imported:
    id: str
    number: str
    """Documentnummer."""
    name: str
    judgement: str
    grounds: list[str]
    date: datetime.date | None
    suspended: bool
    remark: str
    link: list[str]
    family: int | None
    thread: int | None
    type: str
    inquiries: list[str]
    refers: list[str]
    silently: list[str] = field(default_factory=list)
    """What the platform takes for something else without saying so."""

    @property
    def file(self) -> str:
        """The name by which an upload is matched: the letters and figures that it begins with."""
        return re.match(r"[a-zA-Z0-9]+", self.id)[0] + ".pdf"  # type: ignore[index]


def _cells(file: Path) -> Iterator[list[str]]:
    """The first sheet as xlsx2csv gives it: a date cell comes with its time, unless its format says otherwise."""
    sheet = openpyxl.load_workbook(file).worksheets[0]
    for row in sheet.iter_rows():
        texts = []
        for cell in row:
            value = cell.value
            if isinstance(value, datetime.datetime) and "h" not in cell.number_format.lower():
                texts.append(value.strftime("%Y-%m-%d"))
            else:
                texts.append("" if value is None else str(value))
        yield texts


def _header(row: list[str]) -> dict[str, int]:
    names = [re.sub(r"^\d+", "", name.strip().lower()).strip() for name in row]
    found = {name: names.index(one) for name, known in FIELDS.items() for one in known if one in names}
    missing = [name for name in REQUIRED if name not in found]
    if missing or ("matter" not in found and "context" not in found):
        raise ImportFailed(f"columns missing: {missing or 'matter'}")
    return found


def _date(text: str) -> datetime.date | None:
    for form in DATES:
        try:
            return datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
    if text:
        raise ImportFailed(f"date {text!r}")
    return None


def _number(text: str) -> int | None:
    if text and (not text.isdigit() or int(text) < 1):
        raise ImportFailed(f"family or thread {text!r}")
    return int(text) if text else None


def _ground(text: str) -> str:
    """Only 5.1.2.e becomes 5.1.2e and 10.x.y becomes 10.xy; all else stays as it is."""
    woo = re.fullmatch(r"(5\.\d\.\d)\.([a-z])", text)
    wob = re.fullmatch(r"(10\.\d)\.([a-z])", text)
    match = woo or wob
    return match[1] + match[2] if match else text


def _document(cells: dict[str, str], prefix: str) -> Imported:
    matter, context = cells.get("matter", ""), cells.get("context", "")
    if bool(matter) == bool(context):
        raise ImportFailed("exactly one of matter and context")
    if matter and not re.fullmatch(r"[a-zA-Z0-9\-._~]{1,255}", matter):
        raise ImportFailed(f"matter {matter!r}")
    id_ = cells["id"].lower()
    if not re.fullmatch(r"[a-zA-Z0-9.\-]{1,170}", id_):
        raise ImportFailed(f"id {id_!r}")
    number = f"{context or f'{prefix}-{matter}'}-{id_}"
    if len(number) > 255:
        raise ImportFailed("documentnummer too long")
    name = cells["document"] or f"{number}.pdf"
    if len(name.encode()) > 500 or len(cells.get("remark", "")) > 1000:
        raise ImportFailed("name or remark too long")
    silently = []
    judgement = cells["judgement"].strip().lower()
    if judgement not in JUDGEMENTS:
        silently.append(f"judgement {judgement!r} becomes 'niet openbaar'")
        judgement = "niet openbaar"
    grounds = [_ground(part.strip()) for part in cells["ground"].split(";") if part.strip()]
    silently += [f"ground {ground!r} has no name" for ground in grounds if ground not in KNOWN]
    link = [part.strip() for part in cells.get("link", "").split("|") if part.strip()]
    remark = cells.get("remark", "")
    if remark.startswith("http") and not link:
        silently.append("remark becomes link")
        link, remark = [remark], ""
    for one in link:
        if len(one) > 2048 or urlparse(one).scheme not in ("http", "https") or not urlparse(one).netloc:
            raise ImportFailed(f"link {one!r}")
    inquiries = [part.strip() for part in re.split(r"[,;]", cells.get("inquiry", "")) if part.strip()]
    for one in inquiries:
        if not re.fullmatch(r"[a-z0-9\-.;() ]+", one, re.I):
            raise ImportFailed(f"inquiry {one!r}")
    suspended = cells.get("suspended", "").strip().lower() in ("true", "ja", "yes", "1", "y", "j")
    if not re.fullmatch(r"[a-z0-9]+", id_):
        silently.append("upload never matches")
    if cells.get("type", "").lower() not in TYPES | {""}:
        silently.append(f"type {cells.get('type')!r} unknown")
    return Imported(
        id_, number, name, judgement, grounds, _date(cells.get("date", "")), suspended, remark, link,
        _number(cells.get("family", "")), _number(cells.get("thread", "")), cells.get("type", ""), inquiries,
        [part.strip() for part in cells.get("refers", "").split(";") if part.strip()], silently,
    )  # fmt: skip


def read_report(file: Path, prefix: str = "pre") -> list[Imported]:
    """The documents of a report. Raises ImportFailed as the platform would refuse it."""
    rows = _cells(file)
    places = _header(next(rows))
    found = [_document({name: row[place] for name, place in places.items()}, prefix) for row in rows if any(row)]
    numbers = [one.number.lower() for one in found]
    if len(set(numbers)) < len(numbers) or len(found) > 50_000:
        raise ImportFailed("numbers not unique, or too many")
    return found
