"""What an office document holds beyond the edge of its paper is read, told and redacted like the rest."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from docx.shared import Cm

from tests.collection.slides import slides
from tests.ingest_files import document_of
from tests.test_ingest_office import with_part


def _with_table(cells: list[list[str]], width_cm: float, *paragraphs: str) -> bytes:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    table = made.add_table(rows=len(cells), cols=len(cells[0]))
    table.autofit = False
    for column in table.columns:
        column.width = Cm(width_cm)
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text, cell.width = text, Cm(width_cm)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_a_column_beyond_the_edge_of_the_paper_stands_on_a_page_behind_it(tmp_path: Path) -> None:
    rows = [["Wie", "Wat", "Opmerking"], ["Karin Postma", "penningmeester", "bellen met Sjoerd Dijkema"]]
    document = document_of(tmp_path, _with_table(rows, 12, "Taakverdeling"), "taken.docx")
    last = document.pages[-1].text
    assert len(document.pages) == 2 and "buiten het papier" in last
    assert "bellen met Sjoerd Dijkema" in last and "Karin Postma" not in last


def test_what_fits_on_the_paper_needs_no_page_behind_it(tmp_path: Path) -> None:
    rows = [["Onderwerp", "Bijzonderheden"], ["Coördinatie: efficiënt & fijn", "één-op-één, zie bladzijde 3"]]
    words = "Een regel die over de rand van de bladzijde heen loopt en dus verder gaat op de volgende. " * 80
    assert "verborgen" not in document_of(tmp_path, _with_table(rows, 8, words), "plan.docx").pages[-1].text


def test_words_broken_in_narrow_cells_are_on_the_paper(tmp_path: Path) -> None:
    rows = [[f"aanbestedingsvoorwaarde{number}" for number in range(12)]]
    assert len(document_of(tmp_path, _with_table(rows, 1.3), "smal.docx").pages) == 1


def test_the_hint_in_a_field_that_nobody_filled_in_is_no_text(tmp_path: Path) -> None:
    hint = (
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:vanish/></w:rPr>"
        "<w:t>Klik om tekst in te voeren</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    data = with_part(_with_table([["Zaak", "12"]], 3), "word/document.xml",
                     lambda xml: xml.replace("<w:sectPr", hint + "<w:sectPr", 1))  # fmt: skip
    pages = document_of(tmp_path, data, "sjabloon.docx").pages
    assert not any("buiten het papier" in page.text for page in pages)


def test_a_note_beside_a_slide_stands_on_a_page_behind_it(tmp_path: Path) -> None:
    shown = "\n".join(page.text for page in document_of(tmp_path, slides(), "dia.pptx").pages)
    assert "buiten het papier" not in shown
    data = with_part(slides(), "ppt/slides/slide1.xml", lambda xml: xml.replace('x="900000"', 'x="11000000"'))
    pages = document_of(tmp_path, data, "naast.pptx").pages
    assert "Tekst die buiten het papier valt" in pages[-1].text
