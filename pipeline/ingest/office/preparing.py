"""A document made ready for LibreOffice: told by its content, freed of what would load or run, set to print whole."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from woolak.errors import UnreadableSource
from woolak.pipeline.ingest.office.package import Package, is_ole, ole_streams
from woolak.pipeline.ingest.office.sheets import print_whole
from woolak.pipeline.ingest.office.tables import workbook_of
from woolak.pipeline.ingest.office.unlocking import unlocked
from woolak.pipeline.ingest.received import MB
from woolak.rules.limits import Limits

__all__ = ["KINDS", "Kind", "office_kind", "prepare", "prepare_sheets"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of office document."""

    noun: str
    program: str
    """The part of LibreOffice that reads it: writer, calc or impress."""
    suffixes: tuple[str, ...]
    part: str = ""
    """What a package of this kind holds, or a stream in an OLE file of this kind."""


KINDS = {
    "docx": Kind("Word-document", "writer", (".docx", ".docm", ".dotx", ".dotm"), "word/document.xml"),
    "xlsx": Kind("Excel-bestand", "calc", (".xlsx", ".xlsm", ".xltx", ".xltm"), "xl/workbook.xml"),
    "pptx": Kind("PowerPoint-bestand", "impress", (".pptx", ".pptm", ".ppsx", ".potx"), "ppt/presentation.xml"),
    "odt": Kind("OpenDocument-tekst", "writer", (".odt", ".ott"), "opendocument.text"),
    "ods": Kind("OpenDocument-rekenblad", "calc", (".ods", ".ots"), "opendocument.spreadsheet"),
    "odp": Kind("OpenDocument-presentatie", "impress", (".odp", ".otp"), "opendocument.presentation"),
    "doc": Kind("Word-document", "writer", (".doc", ".dot"), "WordDocument"),
    "xls": Kind("Excel-bestand", "calc", (".xls", ".xlt"), "Workbook"),
    "ppt": Kind("PowerPoint-bestand", "impress", (".ppt", ".pps"), "PowerPoint Document"),
    "rtf": Kind("RTF-document", "writer", (".rtf",)),
    "csv": Kind("CSV-bestand", "calc", (".csv", ".tsv")),
}
PACKAGED = ("docx", "xlsx", "pptx", "odt", "ods", "odp")
TEMPLATES = {".dotx", ".dotm", ".xltx", ".xltm", ".potx"}


def office_kind(data: bytes) -> str | None:
    """The key of KINDS by the content of a file; None when that does not tell."""
    import zipfile

    if data[:5] == b"{\\rtf":
        return "rtf"
    if data[:4] == b"PK\x03\x04":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = set(archive.namelist())
                mime = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
        except Exception:
            return None
        return next((key for key in PACKAGED if KINDS[key].part in names or _is_open(KINDS[key].part, mime)), None)
    if is_ole(data):
        streams = ole_streams(data)
        found = next((key for key in ("doc", "xls", "ppt") if KINDS[key].part in streams), None)
        return found or ("xls" if "Book" in streams else None)
    return None


def _is_open(part: str, mime: str) -> bool:
    """Whether an OpenDocument says to be of a kind; a template says `opendocument.text-template`."""
    return "/" not in part and mime.strip().endswith((part, f"{part}-template"))


def prepare(path: Path, limits: Limits, passwords: Sequence[str] = ()) -> tuple[Kind, str, bytes]:
    """The kind of a file, and its content as LibreOffice may have it, opened with one of the passwords.

    Raises UnreadableSource.
    """
    if path.stat().st_size > limits.file_mb * MB:
        raise UnreadableSource.too_large("file_mb")
    data = path.read_bytes()
    if not data:
        raise UnreadableSource.empty()
    data = unlocked(data, passwords, limits)
    named = next((key for key, kind in KINDS.items() if path.suffix.lower() in kind.suffixes), None)
    key = office_kind(data) or named
    if key is None:
        raise UnreadableSource.unknown_format(path.suffix)
    kind = KINDS[key]
    if key in PACKAGED:
        package = Package.open(data, limits, kind.noun)
        _check(package, kind)
        package.tamed()
        if key == "xlsx":
            print_whole(package)
        data = package.data()
    elif key == "csv":
        return kind, "xlsx", prepare_sheets(workbook_of(data), limits)
    elif key == "rtf":
        if data[:5] != b"{\\rtf":
            raise UnreadableSource.damaged(kind.noun)
    elif not is_ole(data):
        raise UnreadableSource.damaged(kind.noun)
    return kind, key, data


def prepare_sheets(data: bytes, limits: Limits) -> bytes:
    """A workbook set to print whole. Raises UnreadableSource."""
    package = Package.open(data, limits, KINDS["xlsx"].noun)
    package.tamed()
    print_whole(package)
    return package.data()


def _check(package: Package, kind: Kind) -> None:
    if "/" in kind.part:
        if kind.part not in package.parts:
            raise UnreadableSource.damaged(kind.noun)
        package.xml(kind.part)
        return
    if kind.part.encode() not in package.parts.get("mimetype", b"") or package.xml("content.xml") is None:
        raise UnreadableSource.damaged(kind.noun)
