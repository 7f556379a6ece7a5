"""Sets a source as PDF or .docx, with Typst, with MuPDF's Story, or by way of LibreOffice.

Each PDF is set twice: clean, and with every mark in a colour of its own. The colours tell of each
character which mark it belongs to, whatever the layout does with the order of the text.
"""

from __future__ import annotations

import html
import io
import re
import subprocess
from pathlib import Path
from typing import Any

import docx
import docx.document
import pymupdf
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from samples.markup import Mark, MarkupError, Text, labelled, rendered
from samples.pictures import draw, width_mm

__all__ = ["colour_of", "mark_of_colour", "pdf_from_docx", "set_docx", "set_pdf"]


def colour_of(number: int) -> tuple[int, int, int]:
    """The colour of a mark: full red, so that no colour of a layout is taken for one (white is 31, 31)."""
    if number > 900:
        raise MarkupError("more than 900 marks in one source")
    return 255, 8 * (number // 31), 8 * (number % 31)


def mark_of_colour(srgb: int) -> int | None:
    """The number of the mark that is set in this colour."""
    red, green, blue = srgb >> 16, srgb >> 8 & 255, srgb & 255
    if red < 252 or green > 242:
        return None
    number = round(green / 8) * 31 + round(blue / 8)
    return number or None


def set_pdf(suffix: str, texts: tuple[Text, ...], style: dict[str, Any], folder: Path, coloured: bool) -> bytes:
    """The PDF of a source in Typst (.typ), HTML (.html) or our small markdown (.md, through LibreOffice)."""
    if suffix == ".typ":
        return _typst(texts, folder, coloured)
    if suffix == ".html":
        return _story(texts, style, folder, coloured)
    path = folder / "set.docx"
    path.write_bytes(set_docx(texts, style, folder, coloured))
    return pdf_from_docx(path)


def _typst(texts: tuple[Text, ...], folder: Path, coloured: bool) -> bytes:
    def wrap(mark: Mark, inside: str) -> str:
        if mark.image:
            return f'#image("{draw(mark.image, folder).name}", width: {width_mm(mark.image)}mm)'
        return f"#marked({mark.number})[{inside}]"

    fill = "fill: rgb(255, 8 * calc.quo(n, 31), 8 * calc.rem(n, 31)), " if coloured else ""
    source = f"#let marked(n, body) = text({fill}body)\n{rendered(texts, wrap)}"
    (folder / "set.typ").write_text(source, encoding="utf-8")
    try:
        return typst.compile(folder / "set.typ", root=folder)
    except typst.TypstError as error:
        raise MarkupError(f"Typst: {error}") from error


def _story(texts: tuple[Text, ...], style: dict[str, Any], folder: Path, coloured: bool) -> bytes:
    """HTML through MuPDF's Story; `style`: css, columns, margins_mm [left, top, right, bottom], footer."""

    def wrap(mark: Mark, inside: str) -> str:
        if mark.image:
            width = width_mm(mark.image) * 72 / 25.4
            return f'<img src="{draw(mark.image, folder).name}" width="{width:.0f}">'
        red, green, blue = colour_of(mark.number)
        return (
            f'<span style="color: rgb({red},{green},{blue})">{inside}</span>' if coloured else f"<span>{inside}</span>"
        )

    left, top, right, bottom = (mm * 72 / 25.4 for mm in style.get("margins_mm", [25, 20, 20, 22]))
    page = pymupdf.paper_rect("a4")
    columns, gap = style.get("columns", 1), 18.0
    width = (page.width - left - right - gap * (columns - 1)) / columns
    story = pymupdf.Story(rendered(texts, wrap), user_css=style.get("css", ""), archive=pymupdf.Archive(str(folder)))
    buffer = io.BytesIO()
    writer = pymupdf.DocumentWriter(buffer)
    more, number = 1, 0
    while more:
        device = writer.begin_page(page)
        first = top + (style.get("banner_mm", 0) * 72 / 25.4 if number == 0 else 0)
        if number == 0 and "banner" in style:
            banner = pymupdf.Story(style["banner"], user_css=style.get("css", ""))
            banner.place(pymupdf.Rect(left, top, page.width - right, first))
            banner.draw(device)
        for column in range(columns):
            if more:
                x = left + column * (width + gap)
                more, _ = story.place(pymupdf.Rect(x, first, x + width, page.height - bottom))
                story.draw(device)
        if "footer" in style:
            text = html.escape(style["footer"].format(page=number + 1))
            foot = pymupdf.Story(f'<p style="font-size: 7.5pt; font-family: sans-serif; color: #555">{text}</p>')
            foot.place(pymupdf.Rect(left, page.height - bottom + 12, page.width - right, page.height - 10))
            foot.draw(device)
        writer.end_page()
        number += 1
    writer.close()
    return buffer.getvalue()


_STYLE_OF = {
    "### ": "Heading 3", "## ": "Heading 2", "# ": "Heading 1", "- ": "List Bullet", "1. ": "List Number", "> ": None,
}  # fmt: skip
_INLINE = re.compile(r"(\*\*|//)")


def set_docx(texts: tuple[Text, ...], style: dict[str, Any], folder: Path, coloured: bool) -> bytes:
    r"""A small markdown as .docx.

    Lines: `# ` headings, `- ` and `1. ` lists, `| a | b |` tables (first row bold), `::: header`, `::: footer`
    up to `:::`, `> ` to the right, `===` a page break; `**bold**` and `//italic//` within a line, `\\t` a tab,
    a backslash at the end a line break.
    `style`: font, size, widths (of table columns, in mm, per table), ruled (false: tables without lines),
    headless (numbers of the tables, from 1, that have no head).
    """
    document = docx.Document()
    base = document.styles["Normal"]
    base.font.name, base.font.size = style.get("font", "Liberation Sans"), Pt(style.get("size", 10))
    base.paragraph_format.space_after = Pt(style.get("after", 6))
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(style.get("margin_mm", 25))
    section.top_margin = section.bottom_margin = Mm(22)
    for level in (1, 2, 3):
        heading = document.styles[f"Heading {level}"]
        heading.font.name, heading.font.size = base.font.name, Pt({1: 16, 2: 12, 3: 10.5}[level])
        heading.font.color.rgb = RGBColor.from_string(style.get("colour", "1F3864"))
        heading.element.rPr.rFonts.set(qn("w:asciiTheme"), "")
        heading.element.rPr.rFonts.attrib.pop(qn("w:asciiTheme"))
    _Writer(document, style, folder, coloured).write(texts)
    properties = document.core_properties
    properties.author, properties.title = style.get("author", ""), style.get("title", "")
    properties.created = properties.modified = style["moment"]
    properties.last_modified_by = style.get("author", "")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class _Writer:
    """Writes lines of marked text into a document; knows in which part and table it is."""

    def __init__(self, document: docx.document.Document, style: dict[str, Any], folder: Path, coloured: bool) -> None:
        self.document, self.style, self.folder, self.coloured = document, style, folder, coloured
        self.target: Any = document
        self.table: Any = None
        self.tables = 0

    def write(self, texts: tuple[Text, ...]) -> None:
        line: list[tuple[str, Mark | None]] = []
        for piece, mark in labelled(texts):
            for index, part in enumerate(piece.replace("\\\n", "\v").split("\n")):
                if index:
                    self._line(line)
                    line = []
                if part:
                    line.append((part, mark))
        self._line(line)

    def _line(self, line: list[tuple[str, Mark | None]]) -> None:
        text = "".join(part for part, _ in line)
        if text.startswith("|"):
            self._row(line)
            return
        self.table = None
        if not text.strip():
            return
        if text.startswith(":::"):
            section = self.document.sections[0]
            self.target = {"header": section.header, "footer": section.footer}.get(text[3:].strip(), self.document)
            return
        if text.strip() == "===":
            self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            return
        opening = next((sign for sign in _STYLE_OF if text.startswith(sign)), "")
        paragraph = self.target.add_paragraph(style=_STYLE_OF.get(opening))
        if opening == "> ":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if opening:
            line = [(line[0][0][len(opening) :], line[0][1]), *line[1:]]
        self._runs(paragraph, line)

    def _row(self, line: list[tuple[str, Mark | None]]) -> None:
        cells: list[list[tuple[str, Mark | None]]] = [[]]
        for part, mark in line:
            for index, piece in enumerate(part.split("|")):
                if index:
                    cells.append([])
                cells[-1].append((piece, mark))
        cells = cells[1:-1]
        head = self.table is None
        if head:
            self.table = self.target.add_table(rows=0, cols=len(cells), **self._table_width())
            if self.style.get("ruled", True):
                self.table.style = "Table Grid"
            self.tables += 1
            if len(self.style.get("widths", [])) >= self.tables:
                self.table.autofit = False
                for column, width in zip(self.table.columns, self.style["widths"][self.tables - 1], strict=True):
                    column.width = Mm(width)
        row = self.table.add_row()
        for index, (cell, content) in enumerate(zip(row.cells, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            pieces = [(p, m) for p, m in content if p]
            if pieces:
                pieces[0] = (pieces[0][0].lstrip(), pieces[0][1])
                pieces[-1] = (pieces[-1][0].rstrip(), pieces[-1][1])
            if "".join(p for p, _ in pieces).startswith("€ ") and not head:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self._runs(paragraph, pieces, bold=head and self.tables not in self.style.get("headless", []))
            widths = self.style.get("widths", [])
            if len(widths) >= self.tables:
                cell.width = Mm(widths[self.tables - 1][index])
        if head:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    def _table_width(self) -> dict[str, Any]:
        return {} if self.target is self.document else {"width": Mm(160)}

    def _runs(self, paragraph: Any, pieces: list[tuple[str, Mark | None]], bold: bool = False) -> None:
        italic = False
        for text, mark in pieces:
            if mark and mark.image:
                paragraph.add_run().add_picture(str(draw(mark.image, self.folder)), width=Mm(width_mm(mark.image)))
                continue
            for part in _INLINE.split(text.replace("\\t", "\t").replace("\v", "\n")):
                if part == "**":
                    bold = not bold
                elif part == "//":
                    italic = not italic
                elif part:
                    run = paragraph.add_run(part)
                    run.bold, run.italic = bold or None, italic or None
                    if mark and self.coloured:
                        run.font.color.rgb = RGBColor(*colour_of(mark.number))


def pdf_from_docx(path: Path) -> bytes:
    """Through LibreOffice, with a profile of its own beside the file."""
    profile = (path.parent / "profile").resolve().as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(path.parent), str(path)], check=True, capture_output=True, timeout=180)
    return path.with_suffix(".pdf").read_bytes()
