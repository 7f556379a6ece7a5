"""Opens the file to burn: repaired, decrypted, with what annotations and forms show drawn into the pages.

Both readers (pikepdf for the structure, MuPDF for pictures of pages and for decoding images) get the same bytes,
written by qpdf, so that they agree on every object number.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
from pikepdf import Array, Dictionary, Name, Pdf

from woolak.errors import UnreadableSource, WoolakError
from woolak.model import BoxPt
from woolak.pipeline.redact.navigating import Bookmark, Jump, WebLink, read_bookmarks, read_jumps
from woolak.pipeline.redact.reading import page_base
from woolak.pipeline.redact.scene import Matrix, apply
from woolak.pipeline.redact.tagging import Tags, read_tags

__all__ = ["Opened", "hidden_layers", "open_source"]

# What is wrong with a file is told by our own errors; messages of libraries would put its contents on the screen.
pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)
logging.getLogger("pikepdf").setLevel(logging.CRITICAL)

MAX_PAGES = 20_000
MAX_SIDE_PT = 20_000.0
# Annotations that show something on the page; all others (notes, files, sounds, popups) hold what the page does not.
SHOWN = (
    "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Line", "/Square", "/Circle", "/Polygon",
    "/PolyLine", "/Ink", "/Stamp", "/Caret", "/Widget", "/Watermark",
)  # fmt: skip
INVISIBLE, HIDDEN, NO_VIEW = 1, 2, 32


@dataclass(frozen=True)
class Opened:
    """A source document, ready to be read."""

    pdf: Pdf
    mupdf: pymupdf.Document
    links: dict[int, list[WebLink | Jump]] = field(default_factory=dict)
    """Per page: web addresses and jumps with their place."""
    marked: dict[int, list[BoxPt]] = field(default_factory=dict)
    """Per page: redaction marks that nobody applied."""
    bookmarks: list[Bookmark] = field(default_factory=list)
    tags: Tags | None = None

    def close(self) -> None:
        self.pdf.close()
        self.mupdf.close()


def _by_qpdf(data: bytes) -> bytes:
    """The file as qpdf understands it, without encryption."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        if not len(pdf.pages):
            raise UnreadableSource.damaged("PDF")
        if len(pdf.pages) > MAX_PAGES:
            raise UnreadableSource.too_large("pages")
        buffer = io.BytesIO()
        pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True, compress_streams=False)
        return buffer.getvalue()


def _by_mupdf(data: bytes) -> bytes:
    """The file as MuPDF repairs it, for what qpdf gives up on."""
    try:
        with pymupdf.open(stream=data, filetype="pdf") as document:
            if document.needs_pass and not document.authenticate(""):
                raise UnreadableSource.encrypted()
            return _by_qpdf(document.tobytes(garbage=1, encryption=pymupdf.PDF_ENCRYPT_NONE))
    except (RuntimeError, ValueError, pikepdf.PdfError, pymupdf.mupdf.FzErrorBase):
        raise UnreadableSource.damaged("PDF") from None


def open_source(path: Path) -> Opened:
    """Raises UnreadableSource when the file has a password, or cannot be repaired."""
    data = path.read_bytes()
    if not data:
        raise UnreadableSource.empty()
    try:
        data = _by_qpdf(data)
    except pikepdf.PasswordError:
        raise UnreadableSource.encrypted() from None
    except (pikepdf.PdfError, RuntimeError, ValueError):
        data = _by_mupdf(data)
    try:
        return _opened(data)
    except WoolakError:
        raise
    except Exception as error:  # a broken file makes both libraries raise what they like
        raise UnreadableSource.damaged("PDF") from error


def _opened(data: bytes) -> Opened:
    pdf = Pdf.open(io.BytesIO(data))
    links: dict[int, list[WebLink | Jump]] = {}
    annotations: dict[int, list[tuple[BoxPt, Any]]] = {}
    marked: dict[int, list[BoxPt]] = {}
    draw = False
    for index, page in enumerate(pdf.pages):
        base, width, height = page_base(page)
        if max(width, height) > MAX_SIDE_PT:
            raise UnreadableSource.too_large("megapixels")
        kept = []
        for annotation in _annotations(page):
            kind, flags = str(annotation.get("/Subtype", "")), int(annotation.get("/F", 0))
            if kind == "/Link":
                action = annotation.get("/A", Dictionary())
                if isinstance(action, Dictionary) and action.get("/S") == Name.URI and "/URI" in action:
                    address = bytes(action["/URI"]).decode("latin-1")
                    links.setdefault(index, []).append(WebLink(_place(annotation, base, height), address))
                else:
                    annotations.setdefault(index, []).append((_place(annotation, base, height), annotation))
            elif kind == "/Redact":
                marked.setdefault(index, []).extend(_marks(annotation, base, height))
            elif kind in SHOWN and not flags & (INVISIBLE | HIDDEN | NO_VIEW):
                kept.append(annotation)
        if "/Annots" in page.obj:
            del page.obj["/Annots"]
        if kept:
            page.obj["/Annots"] = Array(kept)
            draw = True
    for index, jumps in read_jumps(pdf, annotations).items():
        links.setdefault(index, []).extend(jumps)
    bookmarks, tags = read_bookmarks(pdf), read_tags(pdf)
    if draw:
        data = _draw_annotations(pdf)
        pdf.close()
        pdf = Pdf.open(io.BytesIO(data))
    return Opened(pdf, pymupdf.open(stream=data, filetype="pdf"), links, marked, bookmarks, tags)


def _draw_annotations(pdf: Pdf) -> bytes:
    """Make what annotations and form fields show part of the page."""
    buffer = io.BytesIO()
    pdf.save(buffer, compress_streams=False)
    with pymupdf.open(stream=buffer.getvalue(), filetype="pdf") as document:
        document.bake()
        return _by_qpdf(document.tobytes(garbage=1))


def _annotations(page: pikepdf.Page) -> list[Any]:
    found = page.obj.get("/Annots")
    if not isinstance(found, Array):
        return []
    return [annotation for annotation in found if isinstance(annotation, Dictionary)]


def _box(points: list[tuple[float, float]], height: float) -> BoxPt:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return BoxPt(min(xs), height - max(ys), max(xs), height - min(ys))


def _place(annotation: Any, base: Matrix, height: float) -> BoxPt:
    x0, y0, x1, y1 = (float(v) for v in annotation.get("/Rect", (0, 0, 0, 0)))
    return _box([apply(base, x, y) for x in (x0, x1) for y in (y0, y1)], height)


def _marks(annotation: Any, base: Matrix, height: float) -> list[BoxPt]:
    quads = [float(v) for v in annotation.get("/QuadPoints", ())]
    boxes = []
    for at in range(0, len(quads) - 7, 8):
        boxes.append(_box([apply(base, quads[at + i], quads[at + i + 1]) for i in range(0, 8, 2)], height))
    return boxes or [_place(annotation, base, height)]


def hidden_layers(pdf: Pdf) -> Any:
    """A function that says of an optional content group, or a membership of groups, whether it is switched off."""
    properties = pdf.Root.get("/OCProperties", Dictionary())
    default = properties.get("/D", Dictionary()) if isinstance(properties, Dictionary) else Dictionary()
    off = {group.objgen for group in default.get("/OFF", ()) if isinstance(group, Dictionary)}
    if default.get("/BaseState") == Name.OFF:
        on = {group.objgen for group in default.get("/ON", ()) if isinstance(group, Dictionary)}
        off |= {group.objgen for group in properties.get("/OCGs", ()) if isinstance(group, Dictionary)} - on

    def is_hidden(group: Any) -> bool:
        if not isinstance(group, Dictionary):
            return False
        if group.get("/Type") != Name.OCMD:
            return group.objgen in off
        named: Any = group.get("/OCGs", ())
        members = [m for m in ([named] if isinstance(named, Dictionary) else named) if isinstance(m, Dictionary)]
        if not members:
            return False
        states = [member.objgen not in off for member in members]
        policy = str(group.get("/P", "/AnyOn"))
        shown = {"/AllOn": all(states), "/AnyOff": not all(states), "/AllOff": not any(states)}.get(policy, any(states))
        return not shown

    return is_hidden
