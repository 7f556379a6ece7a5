"""Makes templates/bijlage-besluit.docx, the Word template of the annex.

    python -m woolak.inventory.wordtemplates

A municipality opens that file in Word, gives it its own house style and puts it in its folder of templates. What
stands between {{ }} and {% %} is filled in by Woolak; the names are the fields of `annex.Annex`.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from woolak.inventory.fixedzip import repack

__all__ = [
    "add_row", "control", "fit", "line", "new_document", "new_table", "save", "section_lines", "turn",
]  # fmt: skip

FONT = "Arial"
DARK = RGBColor(0x1F, 0x38, 0x64)
RED = RGBColor(0x9C, 0x00, 0x06)
STYLES = {"Normal": (10.5, 0, 6), "Title": (20, 0, 8), "Heading 1": (14, 16, 4), "Heading 2": (11.5, 12, 3)}
"""Points: size of the letters, white before, white after."""


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    element: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def styles(document: Docx) -> None:
    for name, (size, before, after) in STYLES.items():
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FONT)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if name != "Normal":
            style.font.bold, style.font.color.rgb = True, DARK
            style.paragraph_format.keep_with_next = True
    for border in document.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break
    language = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in language.findall(qn("w:lang")):
        language.remove(old)
    language.append(element("w:lang", val="nl-NL", eastAsia="nl-NL", bidi="ar-SA"))


def page_field(paragraph: Paragraph) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(8)
        if kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)


def shade(cell: _Cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def write(cell: _Cell, text: str, *, bold: bool = False, white: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(9)
    if white:
        run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


def header_row(table: Table, texts: tuple[str, ...]) -> None:
    row = table.rows[0]
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    properties.append(element("w:tblHeader"))
    for cell, text in zip(row.cells, texts, strict=True):
        write(cell, text, bold=True, white=True)
        shade(cell, "1F3864")


def new_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def control(table: Table, instruction: str) -> None:
    """A row that docxtpl takes out again: the beginning or end of a repetition."""
    new_row(table).cells[0].paragraphs[0].add_run("{%tr " + instruction + " %}")


def new_table(document: Docx, columns: tuple[str, ...], widths_cm: tuple[float, ...]) -> Table:
    table: Table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    header_row(table, columns)
    for column, width in zip(table.columns, widths_cm, strict=True):
        column.width = Cm(width)
    return table


def add_row(table: Table, texts: tuple[str, ...], *, bold: bool = False) -> None:
    row = new_row(table)
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    for cell, text in zip(row.cells, texts, strict=True):
        write(cell, text, bold=bold)


def fit(table: Table, widths_cm: tuple[float, ...]) -> None:
    for row in table.rows:
        if len(row._tr.tc_lst) == len(widths_cm):
            for cell, width in zip(row.cells, widths_cm, strict=True):
                cell.width = Cm(width)


def line(document: Docx, text: str, style: str = "Normal", *, italic: bool = False, red: bool = False) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(text)
    run.italic = italic or None
    if red:
        run.bold, run.font.color.rgb = True, RED
    return paragraph


def section_lines(document: Docx, name: str) -> None:
    """A list of sections: heading, paragraphs, source."""
    line(document, "{%p for section in " + name + " %}")
    line(document, "{{ section.heading }}", "Heading 2")
    line(document, "{%p for paragraph in section.paragraphs %}")
    line(document, "{{ paragraph }}")
    line(document, "{%p endfor %}")
    line(document, "{{ headings.source }}: {{ section.source }}", italic=True)
    line(document, "{%p endfor %}")


def turn(document: Docx) -> None:
    """A new page, across."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def new_document(*, landscape: bool = False) -> Docx:
    """An empty A4 document in Dutch, with the draft mark above and the title and page number below every page."""
    document = Document()
    core = document.core_properties
    core.title, core.language, core.author, core.comments = "{{ title }}", "nl-NL", "", ""
    core.created = core.modified = datetime.datetime(1980, 1, 1)
    styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.3)
    header = section.header.paragraphs[0].add_run("{{ concept }}")
    header.bold, header.font.size, header.font.color.rgb = True, Pt(9), RED
    footer = section.footer.paragraphs[0]
    footer.add_run("{{ title }}  |  {{ page }} ").font.size = Pt(8)
    page_field(footer)
    return document


def save(document: Docx, file: Path) -> None:
    """Write the template; the same bytes every time."""
    document.save(str(file))
    repack(file)
