"""A release of others as lines with their places: text files as they are, PDFs by PDFium, scanned pages by OCR."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from woolak.errors import MissingProgram, UnreadableSource, UsageError
from woolak.inventory.numbering import number_key, own_number
from woolak.pipeline.verify import Inspection, inspect

if TYPE_CHECKING:
    import pypdfium2

__all__ = ["Line", "ReadFile", "Release", "read_release"]

TEXTS = (".txt", ".md", ".csv")
FEW_LETTERS = 20
"""A page with fewer letters and a large picture is a scan."""
HIGHEST_BAR_PT = 40.0
"""A higher one is a picture, or hides a passage with its ground above it."""
_MARKUP = re.compile(r"</?[a-z][^<>]{0,200}>|\*{1,3}|\\(?=[^\w\s])|^\s*#{1,6}\s|[`_]{2,}", re.I)
_VALUE = re.compile(r"\bvalue=[\"']([^\"'<>]*)")
_HEADING = re.compile(r"#{1,2}\s+\S")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is read; marks of typesetting in a text file (<sup>, **, #) are white in it."""

    text: str
    number: int
    """From 1, within its file."""
    page_index: int | None
    begins: bool
    """Whether a page, or what looks like one, begins here."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file of the release."""

    name: str
    """Path within the release."""
    lines: tuple[Line, ...]
    inspection: Inspection | None = None
    """Of a PDF: what the file holds besides what its pages show."""
    by_ocr: int = 0
    """How many pages were read by OCR."""
    bare_bars: tuple[tuple[int, int], ...] = ()
    """Of a PDF: page, and how many black bars within a line of text have nothing written in them."""

    @property
    def document(self) -> str:
        """The number of the document that the file is, when its name tells (`1a.pdf`)."""
        found = own_number(self.name)
        return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Release:
    files: tuple[ReadFile, ...]
    failed: tuple[tuple[str, str], ...] = field(default=())
    """What could not be read, and why (Dutch)."""


def _white(match: re.Match[str]) -> str:
    """A mark of typesetting becomes white of the same length; the value of a field stays."""
    value = _VALUE.search(match.group())
    if not value:
        return " " * len(match.group())
    return " " * value.start(1) + value[1] + " " * (len(match.group()) - value.end(1))


def _clean(text: str) -> str:
    return _MARKUP.sub(_white, text.replace("\u00a0", " ")).rstrip()


def _lines(pages: Sequence[str], numbered: bool) -> Iterator[Line]:
    """A page begins at a form feed, below three empty lines, and at a heading of the first two levels."""
    number = 0
    for index, page in enumerate(pages):
        empty = 9
        for raw in page.splitlines():
            number += 1
            text = _clean(raw)
            begins = bool(text.strip()) and (empty >= 3 or bool(_HEADING.match(raw)))
            yield Line(text, number, index if numbered else None, begins)
            empty = 0 if text.strip() else empty + 1


def _text_file(path: Path) -> tuple[Line, ...]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    if path.suffix.lower() == ".csv":
        mark = ";" if text.count(";") > text.count(",") else ","
        rows = csv.reader(io.StringIO(text), delimiter=mark)
        text = "\n".join("\t".join(cell.replace("\n", " ") for cell in row) for row in rows)
    pages = text.split("\f")
    return tuple(_lines(pages, len(pages) > 1))


def _bare_bars(page: pypdfium2.PdfPage) -> int:
    """Black bars in a line of text without a letter in them: a ground would be written there."""
    from woolak.pipeline.verify.pages import Painted, dark_bars, read_letters

    bars = [bar for bar in dark_bars(Painted(page)) if bar.y1 - bar.y0 < HIGHEST_BAR_PT]
    places = read_letters(page, bool(bars)).places
    bare = 0
    for bar in bars:
        beside = [place for place in places if bar.y0 <= place.y <= bar.y1]
        inside = [place for place in beside if bar.x0 <= place.x <= bar.x1]
        bare += bool(beside) and not inside
    return bare


def _pdf(path: Path, name: str) -> ReadFile:
    import pypdfium2

    from woolak.pipeline.ingest.ocr import DPI, read_picture
    from woolak.pipeline.verify.pages import Painted, has_large_picture, picture_of

    inspection = inspect(path)
    pages: list[str] = []
    bare: list[tuple[int, int]] = []
    by_ocr = 0
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage().get_text_range()
            if sum(map(str.isalnum, text)) < FEW_LETTERS and has_large_picture(Painted(page)):
                found = read_picture(picture_of(page, DPI)).lines
                text, by_ocr = "\n".join(" ".join(word.text for word in line) for line in found), by_ocr + 1
            elif count := _bare_bars(page):
                bare.append((len(pages), count))
            pages.append(text)
            page.close()
    return ReadFile(name, tuple(_lines(pages, True)), inspection, by_ocr, tuple(bare))


def _order(path: Path) -> tuple[bool, tuple[int, int, str, int], str]:
    found = own_number(path.name)
    return bool(found), number_key(found[0]) if found else (0, 0, "", 0), path.name.casefold()


def read_release(path: Path) -> Release:
    """Read a file or a folder. Raises UsageError when there is nothing that can be read."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    wanted = sorted((one for one in files if one.suffix.lower() in (*TEXTS, ".pdf")), key=_order)
    if not wanted:
        raise UsageError(f"In {path} staan geen bestanden om te lezen. Geef een PDF, een tekstbestand of een map.")
    read, failed = [], []
    for one in wanted:
        name = one.name if path.is_file() else one.relative_to(path).as_posix()
        try:
            read.append(_pdf(one, name) if one.suffix.lower() == ".pdf" else ReadFile(name, _text_file(one)))
        except (UnreadableSource, MissingProgram) as error:
            failed.append((name, str(error)))
        except OSError:
            failed.append((name, str(UnreadableSource.failed())))
    return Release(tuple(read), tuple(failed))
