"""The Word template of the annex; the names in it are the fields of `letters.annex.Annex`."""

from __future__ import annotations

from docx.document import Document as Docx
from docx.shared import Pt

from woolak.inventory.wordtemplates.lists import inventory_table
from woolak.inventory.wordtemplates.parts import (
    add_row,
    control,
    fit,
    line,
    new_document,
    new_table,
    section_lines,
    turn,
)

__all__ = ["annex_template"]


def _body(document: Docx) -> None:
    line(document, "{{ title }}", "Title")
    line(document, "{%p if concept %}")
    line(document, "{{ concept }}", red=True)
    line(document, "{{ concept_note }}", red=True)
    line(document, "{%p endif %}")
    line(document, "{%p for fact in facts %}")
    line(document, "{{ fact }}").paragraph_format.space_after = Pt(0)
    line(document, "{%p endfor %}")

    line(document, "{%p if to_do %}")
    line(document, "{{ headings.to_do }}", "Heading 1")
    line(document, "{%p for item in to_do %}")
    line(document, "{{ item }}", "List Bullet")
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")

    line(document, "{{ headings.counts }}", "Heading 1")
    line(document, "{{ counts }}")
    two = (8.0, 3.0)
    table = new_table(document, ("{{ headings.judgement }}", "{{ headings.amount }}"), two)
    control(table, "for amount in amounts")
    add_row(table, ("{{ amount.name }}", "{{ amount.count }}"))
    control(table, "endfor")
    add_row(table, ("{{ headings.total }}", "{{ total }}"), bold=True)
    fit(table, two)

    line(document, "{%p if not_processed %}")
    line(document, "{{ headings.not_processed }}", "Heading 1")
    line(document, "{{ not_processed_intro }}")
    three = (1.6, 6.4, 8.4)
    table = new_table(document, ("{{ columns.number }}", "{{ headings.document }}", "{{ headings.reason }}"), three)
    control(table, "for row in not_processed")
    add_row(table, ("{{ row.number }}", "{{ row.title }}", "{{ row.remark }}"))
    control(table, "endfor")
    fit(table, three)
    line(document, "{%p endif %}")

    line(document, "{{ headings.legal }}", "Heading 1")
    line(document, "{%p for paragraph in legal %}")
    line(document, "{{ paragraph }}")
    line(document, "{%p endfor %}")

    for name, heading in (("considerations", "grounds"), ("markings", "markings")):
        line(document, "{%p if " + name + " %}")
        line(document, "{{ headings." + heading + " }}", "Heading 1")
        section_lines(document, name)
        line(document, "{%p endif %}")
        if name == "considerations":
            line(document, "{%p if old %}")
            section_lines(document, "[old]")
            line(document, "{%p endif %}")


def annex_template() -> Docx:
    document = new_document()
    _body(document)
    turn(document)
    line(document, "{{ headings.list }}", "Heading 1")
    line(document, "{%p if pseudonyms %}")
    line(document, "{{ pseudonyms }}")
    line(document, "{%p endif %}")
    inventory_table(document)
    return document
