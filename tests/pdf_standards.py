"""What of PDF/A-2b (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) can be seen in a file's structure, by clause.

No replacement for veraPDF: fonts are only checked for being whole and as wide as the file says, and colours for being
of the screen. Shares no code with what writes the files.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name, Pdf

__all__ = ["against_pdfa", "against_ua"]

PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "Tj", "TJ", "'", '"', "BI", "INLINE IMAGE"}
ACTIONS = (Name.URI, Name.GoTo)


def against_pdfa(path: Path) -> list[str]:
    """Clauses of ISO 19005-2 that the file goes against."""
    with pikepdf.open(path) as pdf:
        return sorted(set(_pdfa(pdf)))


def _pdfa(pdf: Pdf) -> Iterator[str]:
    if "/ID" not in pdf.trailer or pdf.is_encrypted:
        yield "6.1.3 trailer"
    intents = pdf.Root.get("/OutputIntents", ())
    profiles = [intent.DestOutputProfile for intent in intents if intent.S == Name.GTS_PDFA1]
    if len(profiles) != 1 or profiles[0].N != 3 or profiles[0].read_bytes()[36:40] != b"acsp":
        yield "6.2.3 output intent"
    xmp = pdf.Root.Metadata.read_bytes().decode()
    if "<pdfaid:part>2<" not in xmp or "<pdfaid:conformance>B<" not in xmp:
        yield "6.6.4 identification"
    for key, place in (("/Title", "dc:title"), ("/Subject", "dc:description"), ("/Keywords", "pdf:Keywords")):
        if key in pdf.docinfo and not re.search(
            f"<{place}>.*{re.escape(_escaped(str(pdf.docinfo[key])))}.*</{place}>", xmp
        ):
            yield f"6.6.3 {key} not as in XMP"
    if any(key in pdf.Root for key in ("/AA", "/OpenAction", "/AcroForm", "/Names")):
        yield "6.5 actions, or files"
    for value in pdf.objects:
        yield from _object(value)
    for page in pdf.pages:
        for _, content in _contents(page):
            operators = {str(operator) for _, operator in content}
            if operators & {"k", "K"} or any(Name.DeviceCMYK in operands for operands, _ in content):
                yield "6.2.4.3 colours of print"
        for annotation in page.get("/Annots", ()):
            if int(annotation.get("/F", 0)) & 0b100111 != 4:
                yield "6.3.2 annotation not printed"
            if "/A" in annotation and annotation.A.S not in ACTIONS:
                yield "6.5.1 action"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _object(value: object) -> Iterator[str]:
    if not isinstance(value, (Dictionary, pikepdf.Stream)):
        return
    if "LZW" in str(value.get("/Filter", "")):
        yield "6.1.7.2 LZW"
    if value.get("/Type") == Name.ExtGState and any(key in value for key in ("/TR", "/HTP", "/HTO")):
        yield "6.2.5 graphics state"
    if value.get("/Subtype") == Name.Image:
        if value.get("/Interpolate", False) or "/Alternates" in value or "/OPI" in value:
            yield "6.2.8 image"
        if value.get("/ColorSpace") == Name.DeviceCMYK:
            yield "6.2.4.3 picture in colours of print"
    if value.get("/Type") == Name.Font and value.get("/Subtype") in (Name.Type0, Name.TrueType, Name.Type1):
        yield from _font(value)


def _font(font: Any) -> Iterator[str]:
    if font.Subtype != Name.Type0:
        yield "6.2.11.4 font not embedded"
        return
    inner = font.DescendantFonts[0]
    descriptor = inner.FontDescriptor
    if "/FontFile2" not in descriptor and "/FontFile3" not in descriptor:
        yield "6.2.11.4 font not embedded"
        return
    widths = _program_widths(descriptor)
    for number, width in enumerate(_cid_widths(inner)):
        if number and number < len(widths) and abs(widths[number] - width) > 1.5:
            yield "6.2.11.5 widths"


def _cid_widths(inner: Any) -> list[float]:
    found: list[float] = []
    items = list(inner.get("/W", ()))
    for first, widths in zip(items[::2], items[1::2], strict=False):
        if isinstance(widths, pikepdf.Array) and int(first) == len(found):
            found += [float(width) for width in widths]
    return found


def _program_widths(descriptor: Any) -> list[float]:
    if "/FontFile2" in descriptor:
        font = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
        scale = 1000 / font["head"].unitsPerEm
        return [font["hmtx"][name][0] * scale for name in font.getGlyphOrder()]
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(descriptor.FontFile3.read_bytes()), None)
    top = fonts[0]
    found = []
    for name in top.charset:
        glyph = top.CharStrings[name]
        glyph.decompile()
        from fontTools.pens.basePen import NullPen

        glyph.draw(NullPen())
        found.append(float(glyph.width))
    return found


def _contents(page: Any) -> Iterator[tuple[str, list[Any]]]:
    yield "page", [(list(item.operands), item.operator) for item in pikepdf.parse_content_stream(page)]
    for name, value in page.Resources.get("/XObject", {}).items():
        if value.get("/Subtype") == Name.Form:
            yield name, [(list(item.operands), item.operator) for item in pikepdf.parse_content_stream(value)]


def against_ua(path: Path) -> list[str]:
    """Clauses of ISO 14289-1 that the file goes against."""
    with pikepdf.open(path) as pdf:
        return sorted(set(_ua(pdf)))


def _ua(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", Dictionary()).get("/Marked", False) or "/StructTreeRoot" not in root:
        yield "7.1 not tagged"
        return
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "7.1 title not shown"
    if "<dc:title>" not in root.Metadata.read_bytes().decode():
        yield "7.1 no title"
    if str(root.get("/Lang", "")) != "nl-NL":
        yield "7.2 language"
    tree: dict[tuple[int, int], set[int]] = {}
    linked: set[tuple[int, int]] = set()
    for element in _elements(root.StructTreeRoot.K, None):
        yield from _element(element, tree, linked)
    for page in pdf.pages:
        if page.get("/Tabs") != Name.S:
            yield "7.18.3 tab order"
        marks, loose = _marks(page)
        if loose:
            yield "7.1 content neither tagged nor an artefact"
        if marks != tree.get(page.obj.objgen, set()):
            yield "7.1 marks and tags differ"
        if marks and "/StructParents" not in page:
            yield "7.1 no parent tree"
        for annotation in page.get("/Annots", ()):
            if annotation.objgen not in linked or "/StructParent" not in annotation or "/Contents" not in annotation:
                yield "7.18.5 link"


def _elements(kids: Any, parent: Any) -> Iterator[Any]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem:
            yield kid
            yield from _elements(kid.get("/K", pikepdf.Array()), kid)


def _element(element: Any, tree: dict[tuple[int, int], set[int]], linked: set[tuple[int, int]]) -> Iterator[str]:
    if element.S in (Name.Figure, Name.Formula) and not str(element.get("/Alt", "")):
        yield "7.3 figure without alternative"
    if element.S in (Name.TH, Name.TD) and element.P.S != Name.TR:
        yield "7.5 cell outside a row"
    if element.S == Name.LI and element.P.S != Name.L:
        yield "7.6 item outside a list"
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            tree.setdefault(element.Pg.objgen, set()).add(kid)
        elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
            tree.setdefault(kid.Pg.objgen, set()).add(int(kid.MCID))
        elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
            linked.add(kid.Obj.objgen)


def _marks(page: Any) -> tuple[set[int], int]:
    """The numbers of the page's marks, and how much is painted outside of any."""
    marks, depth, loose = set(), 0, 0
    for item in pikepdf.parse_content_stream(page):
        operator = str(item.operator)
        if operator in ("BDC", "BMC"):
            depth += 1
            if operator == "BDC" and "/MCID" in item.operands[1]:
                marks.add(int(item.operands[1].MCID))
        elif operator == "EMC":
            depth -= 1
        elif operator in PAINTING and not depth:
            loose += 1
    return marks, loose
