"""Boxes and labels as PDF content, and the invisible text that goes with them and with scans."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Sequence
from functools import cache

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from woolak.model import BoxPt
from woolak.pipeline.redact.boxes import Box
from woolak.pipeline.redact.labels import EM, Label, line_width, outline_path, spoken
from woolak.pipeline.redact.numbers import number
from woolak.pipeline.redact.scene import IDENTITY, Matrix, multiply
from woolak.pipeline.redact.style import BoxStyle

__all__ = ["INVISIBLE_FONT", "box_content", "invisible_font", "ocr_text", "spoken_text"]

INVISIBLE_FONT = "/WoolakText"
ADVANCE = 500
"""Width of every character of the invisible font, per 1000."""


@cache
def _empty_font() -> bytes:
    """A TrueType font with one glyph without outlines, as searchable scans use; .notdef itself may not be shown."""
    builder = FontBuilder(1000, isTTF=True)
    glyphs = [".notdef", "empty"]
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({})
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in glyphs})
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (ADVANCE, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


@cache
def _always_empty() -> bytes:
    """Every character is the glyph without outlines."""
    return zlib.compress(b"\0\1" * 65536)


def invisible_font(pdf: Pdf) -> pikepdf.Object:
    """A font in which any character can be written and none is seen (its codes are UTF-16)."""
    to_unicode = Stream(
        pdf,
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Adobe-Identity-UCS def\n"
        b"/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n1 beginbfrange\n"
        b"<0000> <FFFF> <0000>\nendbfrange\nendcmap\nend\nend\n",
    )
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/WOOLAK+Empty"), Flags=4, FontBBox=Array([0, -200, 1000, 800]),
        ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700, StemV=80,
        FontFile2=pdf.make_indirect(Stream(pdf, _empty_font())),
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/WOOLAK+Empty"), DW=ADVANCE,
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        CIDToGIDMap=pdf.make_indirect(Stream(pdf, _always_empty(), Filter=Name.FlateDecode)),
        FontDescriptor=pdf.make_indirect(descriptor),
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/WOOLAK+Empty"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(to_unicode),
        )
    )


def _at(value: float) -> str:
    return number(round(value, 3))


@cache
def _rgb(colour: tuple[int, int, int], operator: str) -> str:
    return " ".join(number(round(part / 255, 4)) for part in colour) + f" {operator}"


def invisible_text(text: str, place: Matrix, width: float, size: float) -> str:
    """One piece of invisible text, stretched to a width; the font must be in the resources as INVISIBLE_FONT."""
    codes = text.encode("utf-16-be")
    stretch = 100 * width / (len(codes) / 2 * size * ADVANCE / EM) if width > 0 else 100
    return (
        f"BT {INVISIBLE_FONT} {number(round(size, 3))} Tf 3 Tr 0 Ts {number(round(stretch, 2))} Tz "
        f"{' '.join(map(number, place))} Tm <{codes.hex()}> Tj ET"
    )


def spoken_text(
    box: Box, label: Label, style: BoxStyle, page_height: float, to_local: Matrix = IDENTITY, foot: float | None = None
) -> str:
    """The invisible `[5.1(2)e]` over the visible label, on the line (`foot`, y up) of the text that it stands for.

    `to_local` leads from the page to the content's space.
    """
    text = spoken(box.grounds, style.joint)
    (x, baseline), width = label.at_pt[0], line_width(label.lines[0], label.size_pt) * label.squeeze
    y = page_height - baseline
    if foot is not None and page_height - box.rect_pt.y1 <= foot <= page_height - box.rect_pt.y0:
        y = foot
    return invisible_text(text, multiply((1, 0, 0, 1, x, y), to_local), width, label.size_pt)


def box_content(boxes: Iterable[Box], labels: Iterable[Label], style: BoxStyle, page_height: float) -> str:
    """The boxes and their visible labels; drawn last on the page, in points of the page as shown."""
    parts = []
    for box, label in zip(boxes, labels, strict=True):
        parts.append(_rectangle(box.rect_pt, style, page_height))
        for line, (x, baseline) in zip(label.lines, label.at_pt, strict=True):
            scale = label.size_pt / EM
            parts.append(
                f"q {_rgb(style.label, 'rg')} {scale * label.squeeze:.6f} 0 0 {scale:.6f} "
                f"{_at(x)} {_at(page_height - baseline)} cm\n{outline_path(line)}\nQ"
            )
    return "\n".join(parts)


def _rectangle(box: BoxPt, style: BoxStyle, page_height: float) -> str:
    """Fill, with the frame inside the box's edge so that it covers nothing beside it."""
    x, y = box.x0, page_height - box.y1
    width, height = box.x1 - box.x0, box.y1 - box.y0
    fill = f"{_rgb(style.fill, 'rg')} {_at(x)} {_at(y)} {_at(width)} {_at(height)} re f"
    line = min(style.frame_width_pt, width / 4, height / 4)
    if not line:
        return f"q {fill} Q"
    inside = " ".join(map(_at, (x + line / 2, y + line / 2, width - line, height - line)))
    return f"q {fill} {_rgb(style.frame, 'RG')} {_at(line)} w {inside} re S Q"


def ocr_text(words: Sequence[tuple[str, BoxPt]], page_height: float) -> str:
    """The words of a scan that stay, as invisible text over their picture."""
    parts = []
    for text, box in words:
        size = max(1.0, (box.y1 - box.y0) * 0.95)
        place = (1.0, 0.0, 0.0, 1.0, box.x0, page_height - box.y1 + 0.2 * size)
        parts.append(invisible_text(text + " ", place, box.x1 - box.x0, size))
    return "q\n" + "\n".join(parts) + "\nQ"
