"""Every string, name and stream of a PDF, decoded in all the ways that a text can be written in one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Name, Pdf

__all__ = ["Surface", "read_surfaces"]

KINDS = {
    "/Info": "metadata", "/Metadata": "metadata", "/Outlines": "outline", "/Title": "outline", "/URI": "link",
    "/EmbeddedFiles": "attachment", "/EF": "attachment", "/V": "form", "/DV": "form", "/AcroForm": "form",
    "/Contents": "annotation", "/Annots": "annotation", "/ActualText": "tag", "/Alt": "tag", "/E": "tag",
    "/StructTreeRoot": "tag", "/JS": "script", "/OCProperties": "layer", "/PieceInfo": "private data",
    "/BaseFont": "font", "/FontName": "font", "/ID": "file id",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surface:
    """One text that the file holds outside the text of its pages."""

    kind: str
    text: str
    page_index: int | None = None


def _readings(raw: bytes) -> str:
    """The bytes as PDFDocEncoding, UTF-16 (both orders, with or without mark) and UTF-8, one after another."""
    ways = [bytes(pikepdf.String(raw)).decode("latin-1")]
    if len(raw) > 2 and (raw[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0" in raw):
        ways += [
            raw.decode("utf-16-be", "ignore"),
            raw.decode("utf-16-le", "ignore"),
            raw[1:].decode("utf-16-be", "ignore"),
        ]
    if any(byte > 127 for byte in raw):
        ways.append(raw.decode("utf-8", "ignore"))
    return "\n".join(ways)


def _stream_text(stream: pikepdf.Stream) -> str:
    """What a stream says: of pictures and fonts as they are stored, of the rest what the filters make of it."""
    try:
        if stream.get("/Subtype") == Name.Image and "/Filter" in stream and "FlateDecode" not in str(stream.Filter):
            raw = stream.read_raw_bytes()
        else:
            raw = stream.read_bytes(pikepdf.StreamDecodeLevel.generalized)
    except pikepdf.PdfError:
        raw = stream.read_raw_bytes()
    if stream.get("/Subtype") == Name.Image and b"\0" not in raw[:0]:
        raw = b"\n".join(run for run in raw.split(b"\0") if len(run) > 5)[:2_000_000]
    return _readings(raw)


def read_surfaces(pdf: Path) -> list[Surface]:
    """All objects, reachable or not, the trailer, and the bytes between them that no object claims."""
    surfaces: list[Surface] = []

    def walk(value: pikepdf.Object, kind: str, depth: int) -> None:
        if depth > 60:
            return
        if isinstance(value, pikepdf.String):
            surfaces.append(Surface(kind, _readings(bytes(value))))
        elif isinstance(value, Name):
            surfaces.append(Surface(kind, str(value)[1:]))
        elif isinstance(value, pikepdf.Array):
            for item in value:
                if isinstance(item, pikepdf.Object) and not item.is_indirect:
                    walk(item, kind, depth + 1)
        elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            for key, item in value.items():
                surfaces.append(Surface("name", key[1:]))
                if isinstance(item, pikepdf.Object) and not item.is_indirect:
                    walk(item, KINDS.get(key, kind), depth + 1)
            if isinstance(value, pikepdf.Stream):
                content = "stream" if value.get("/Type") != Name.Metadata else "metadata"
                surfaces.append(Surface(content, _stream_text(value)))

    with Pdf.open(pdf) as document:
        for value in document.objects:
            if isinstance(value, pikepdf.Object):
                walk(value, "object", 0)
        walk(document.trailer, "trailer", 0)
    return surfaces
