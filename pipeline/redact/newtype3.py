"""Type 3 fonts (glyphs drawn by content streams) written anew, with the glyphs that are still used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from woolak.pipeline.redact.errors import CannotRebuild
from woolak.pipeline.redact.fonts import WIDE, SourceFont
from woolak.pipeline.redact.newfonts import to_unicode_stream
from woolak.pipeline.redact.scene import EVERYWHERE, IDENTITY, Image, Path, Scene, TextRun, bounds_of

if TYPE_CHECKING:
    from woolak.pipeline.redact.writing import DocumentWriter

__all__ = ["NewType3"]


class NewType3:
    """As NewFont; each glyph's drawing is read and written like a page."""

    wide = False

    def __init__(self, source: SourceFont, document: DocumentWriter, number: int) -> None:
        self.source = source
        self.document = document
        self.object = document.out.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type3))
        self._codes: dict[int, int] = {}
        self._glyphs: list[tuple[str, float, Any]] = []
        self._resources = Dictionary()

    def code(self, source_code: int) -> int:
        known = self._codes.get(source_code)
        if known is None:
            width, text, _ = self.source.glyph(source_code)
            drawing = self._drawing(source_code)
            known = self._codes[source_code] = len(self._glyphs)
            self._glyphs.append((text, width, drawing))
        return known

    def width(self, code: int) -> float:
        return self._glyphs[code][1]

    def _drawing(self, code: int) -> Any:
        """The glyph's content stream, rewritten; a glyph that holds text of its own is refused."""
        from woolak.pipeline.redact.writing import ContentWriter

        font = self.source.object
        stream = font.get("/CharProcs", Dictionary()).get(f"/{self.source.names.get(code, '')}")
        if not isinstance(stream, pikepdf.Stream):
            return None
        items = self.document.reader.read(
            stream.read_bytes(), font.get("/Resources", Dictionary()), IDENTITY, EVERYWHERE
        )
        edges: list[float] = []
        for item in Scene(items, 0, 0, IDENTITY).walk():
            if isinstance(item, TextRun):
                raise CannotRebuild("type 3 glyph with text")
            if isinstance(item, Path) and item.paint != "n":
                edges += [edge for part in item.subpaths for edge in (part.bounds[0], part.bounds[2])]
            elif isinstance(item, Image):
                edges += bounds_of(item.ctm, 0, 0, 1, 1)[::2]
        if edges and (max(edges) - min(edges)) * abs(self.source.scale) > WIDE:
            raise CannotRebuild("type 3 glyph as wide as a word")
        writer = ContentWriter(self.document, (), EVERYWHERE, None, None)
        writer.write(items, IDENTITY)
        content, resources = writer.content(), writer.resources()
        if len(resources):
            drawing = self.document.form(
                content,
                Dictionary(
                    Type=Name.XObject, Subtype=Name.Form, BBox=Array([-1e5, -1e5, 1e5, 1e5]), Resources=resources
                ),
            )
            metrics = content.split("\n", 1)[0] if content.split("\n", 1)[0].endswith(("d0", "d1")) else ""
            if metrics:  # the metrics must be the glyph's first operator, not the form's
                drawing = self.document.form(
                    content.split("\n", 1)[1] if "\n" in content else "",
                    Dictionary(
                        Type=Name.XObject, Subtype=Name.Form, BBox=Array([-1e5, -1e5, 1e5, 1e5]), Resources=resources
                    ),
                )
            name = f"X{len(self._resources)}"
            self._resources[f"/{name}"] = drawing
            content = f"{metrics}\n/{name} Do"
        return self.document.out.make_indirect(Stream(self.document.out, content.encode("latin-1")))

    def finish(self, pdf: Pdf) -> None:
        font, scale = self.object, self.source.scale or 0.001
        last = len(self._glyphs) - 1
        box = self.source.object.get("/FontBBox", [0, 0, 0, 0])
        font["/FontBBox"] = Array([float(v) for v in box])
        font["/FontMatrix"] = Array([*self.source.matrix])
        font["/FirstChar"], font["/LastChar"] = 0, max(0, last)
        font["/Widths"] = Array([width / scale for _, width, _ in self._glyphs] or [0])
        font["/Encoding"] = Dictionary(
            Type=Name.Encoding, Differences=Array([0, *(Name(f"/g{code}") for code in range(last + 1))])
        )
        empty = pdf.make_indirect(Stream(pdf, b"0 0 d0"))
        font["/CharProcs"] = Dictionary(
            {f"/g{code}": empty if drawing is None else drawing for code, (_, _, drawing) in enumerate(self._glyphs)}
        )
        font["/Resources"] = Dictionary(XObject=self._resources) if len(self._resources) else Dictionary()
        texts = {code: text for code, (text, _, _) in enumerate(self._glyphs) if text}
        font["/ToUnicode"] = to_unicode_stream(pdf, texts, 1)
