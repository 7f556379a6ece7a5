"""The Word templates of letters and forms; the names in them are the fields of `letters.paper.Paper`."""

from __future__ import annotations

from docx.document import Document as Docx
from docx.shared import Pt

from woolak.inventory.wordtemplates.lists import inventory_table
from woolak.inventory.wordtemplates.parts import add_row, control, fit, line, new_document, new_table, turn

__all__ = ["letter_template", "paper_template"]

AMOUNTS_CM = (8.0, 3.0)
FACTS_CM = (4.0, 12.0)


def _lines(document: Docx, name: str, style: str = "Normal") -> None:
    line(document, "{%p for item in " + name + " %}")
    line(document, "{{ item }}", style).paragraph_format.space_after = Pt(0 if style == "Normal" else 3)
    line(document, "{%p endfor %}")


def _head(document: Docx) -> None:
    line(document, "{{ body }}").runs[0].bold = True
    _lines(document, "addressee")
    line(document, "{{ title }}", "Title").paragraph_format.space_before = Pt(18)
    line(document, "{%p if concept_note %}")
    line(document, "{{ concept_note }}", red=True)
    line(document, "{%p endif %}")
    line(document, "{%p for fact in facts %}")
    line(document, "{{ fact.name }}: {{ fact.value }}").paragraph_format.space_after = Pt(0)
    line(document, "{%p endfor %}")
    line(document, "{%p if to_do %}")
    line(document, "{{ headings.to_do }}", "Heading 1")
    _lines(document, "to_do", "List Bullet")
    line(document, "{%p endif %}")


def _parts(document: Docx) -> None:
    line(document, "{%p for part in parts %}")
    for level in (1, 2):
        line(document, "{%p if part.level == " + str(level) + " %}")
        line(document, "{{ part.heading }}", f"Heading {level}")
        line(document, "{%p endif %}")
    line(document, "{%p for paragraph in part.paragraphs %}")
    line(document, "{{ paragraph }}").paragraph_format.space_after = Pt(6)
    line(document, "{%p endfor %}")
    line(document, "{%p if part['items'] %}")
    _lines(document, "part['items']", "List Bullet")
    line(document, "{%p endif %}")
    line(document, "{%p if part.amounts %}")
    table = new_table(document, ("{{ headings.judgement }}", "{{ headings.amount }}"), AMOUNTS_CM)
    control(table, "for amount in part.amounts")
    add_row(table, ("{{ amount.name }}", "{{ amount.count }}"))
    control(table, "endfor")
    add_row(table, ("{{ headings.total }}", "{{ part.total }}"), bold=True)
    fit(table, AMOUNTS_CM)
    line(document, "{%p endif %}")
    line(document, "{%p if part.source %}")
    line(document, "{{ headings.source }}: {{ part.source }}", italic=True).runs[0].font.size = Pt(9)
    line(document, "{%p endif %}")
    line(document, "{%p endfor %}")


def paper_template() -> Docx:
    document = new_document()
    _head(document)
    line(document, "{%p if salutation %}")
    line(document, "{{ salutation }}").paragraph_format.space_before = Pt(14)
    line(document, "{%p endif %}")
    _parts(document)
    line(document, "{%p for item in closing %}")
    line(document, "{{ item }}").paragraph_format.space_before = Pt(12)
    line(document, "{%p endfor %}")
    return document


def letter_template() -> Docx:
    """A letter with the inventory list behind it."""
    document = paper_template()
    line(document, "{%p if groups %}")
    turn(document)
    line(document, "{{ annex_heading }}", "Heading 1")
    inventory_table(document)
    line(document, "{%p endif %}")
    return document
