"""The annex to the decision: adds up, explains every ground that was used and no other, and can be read by everyone."""

from __future__ import annotations

import datetime
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest

from woolak.errors import CaseFileError
from woolak.inventory import InventoryLine, write_annex, write_inventory
from woolak.inventory.letters.annex import annex
from woolak.inventory.letters.texts import annex_texts
from woolak.inventory.wordtemplates import make_all
from woolak.rules.casefile import CaseFile
from woolak.rules.grounds import grounds, parse_label

ROOT = Path(__file__).parent.parent
CASE = CaseFile.model_validate(
    {"dossier": "Haven", "municipality": {"name": "gemeente Meerwolde"}, "request": {"date": "2024-03-01"}}
)


def line(number: str, *codes: str, date: str | None = "2023-05-02", **other: object) -> InventoryLine:
    basis = InventoryLine(
        number, f"d{number}", f"{number}.pdf", f"Stuk {number}", datetime.date.fromisoformat(date) if date else None,
        "brief", 2, "deels openbaar" if codes else "openbaar", codes,
        redactions_per_ground=dict.fromkeys(codes, 2), reviewed=True,
    )  # fmt: skip
    return replace(basis, **other)  # type: ignore[arg-type]


LINES = [
    line("1a", "5.1(1)c", "5.1(2)e", entities_per_ground={"5.1(2)e": ("PERSON", "PHONE")}),
    line("1b", "5.1(2)e"),
    line("2a"),
    line("2b", "5.1(1)c", judgement="niet openbaar", parent_number="2a"),
    line("2c", judgement="reeds openbaar"),
    line("3a", date=None, judgement=None, error="Het bestand is leeg."),
]


def pdf_text(folder: Path) -> str:
    with pypdfium2.PdfDocument(folder / "bijlage-besluit.pdf") as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def docx_text(folder: Path) -> str:
    document = docx.Document(str(folder / "bijlage-besluit.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([paragraph.text for paragraph in document.paragraphs] + cells).split())


def tags(node: Any, kind: str) -> Iterator[Any]:
    """The structure elements of a kind, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from tags(child, kind)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        if str(node.S) == kind:
            yield node
        yield from tags(node.get("/K", pikepdf.Array()), kind)


# ---------------------------------------------------------------- contents


def test_counts_add_up_to_the_number_of_documents() -> None:
    contents = annex(LINES, CASE)
    assert sum(amount.count for amount in contents.amounts) == contents.total == len(LINES)
    assert [(amount.name, amount.count) for amount in contents.amounts] == [
        ("openbaar", 1), ("deels openbaar", 2), ("niet openbaar", 1), ("reeds openbaar", 1), ("niet verwerkt", 1),
    ]  # fmt: skip


def test_every_ground_used_has_its_paragraph_and_no_other_has() -> None:
    contents = annex(LINES, CASE)
    headed = {label.code for section in contents.considerations for label in parse_label(section.heading)}
    assert headed == {"5.1(1)c", "5.1(2)e"}


def test_paragraph_says_how_often_where_and_what() -> None:
    contents = annex(LINES, CASE)
    company, privacy = contents.considerations
    assert (
        "op 4 plaatsen onleesbaar gemaakt, in documenten 1a en 2b. In de vakken staat: 5.1(1)c."
        in company.paragraphs[-1]
    )
    assert "documenten 1a en 1b" in privacy.paragraphs[-1]
    assert "naam van een persoon, telefoonnummer" in " ".join(privacy.paragraphs)
    assert "tweede lid, aanhef en onder e" in privacy.source


def test_relative_ground_on_information_older_than_five_years_is_motivated_again() -> None:
    old = line("1a", "5.1(2)e", "5.1(1)c", date="2017-05-02")
    section = annex([old, line("1b", "5.1(2)e")], CASE).old
    assert section is not None and section.source == "artikel 5.3 Woo"
    said = " ".join(section.paragraphs)
    assert "document 1a." in said and "1b" not in said
    assert "5.1(2)e: " in said and "5.1(1)c" not in said


@pytest.mark.parametrize(
    ("date", "ground", "needed"),
    [
        ("2019-02-28", "5.1(2)e", True),
        ("2019-04-11", "5.2(1)", True),  # older than five years by the last day of the term
        ("2019-04-12", "5.2(1)", False),
        ("2010-01-01", "5.1(1)c", False),  # article 5.3 leaves the first paragraph alone
        ("2010-01-01", "10(2)e", False),
    ],
)
def test_article_5_3_counts_from_the_decision_and_for_relative_grounds(date: str, ground: str, needed: bool) -> None:
    assert (annex([line("1a", ground, date=date)], CASE).old is not None) is needed


def test_what_only_the_municipality_knows_is_asked_for() -> None:
    empty = annex([line("1a", "5.1(2)e")], CaseFile())
    assert "bestuursorgaan" in empty.to_do[0] and "datum van het verzoek" in empty.to_do[1]
    undated = annex([line("1a", "5.1(2)e", date=None)], CASE)
    assert "Van document 1a is de datum niet bekend" in undated.to_do[0]
    assert annex([line("1a", "5.1(2)e")], CASE).to_do == ()


def test_label_that_is_no_ground_is_reported_and_not_explained() -> None:
    contents = annex([line("1a", "5.1(2)j", "5.1(2)e")], CASE)
    assert any("5.1(2)j" in item for item in contents.to_do)
    assert len(contents.considerations) == 1


def test_old_wob_labels_are_kept_and_explained_as_such() -> None:
    contents = annex([line("1a", "10(2)e", "10(1)c", judgement="reeds openbaar")], CASE)
    assert [section.heading for section in contents.considerations] == ["Eerdere beoordeling onder de Wob"]
    assert contents.groups[0].rows[0].grounds == "10(1)c; 10(2)e"


def test_markings_and_whole_refusals_have_their_own_paragraph() -> None:
    lines = [line("1a", "buiten verzoek"), line("1b", judgement="dubbel"), *LINES[3:5]]
    assert [section.heading for section in annex(lines, CASE).markings] == [
        "Buiten het verzoek", "In zijn geheel geweigerd", "Al openbaar", "Dubbel",
    ]  # fmt: skip


def test_long_row_of_documents_is_counted_instead_of_named() -> None:
    lines = [line(f"1{chr(97 + place)}", "5.1(2)e") for place in range(20)]
    assert "20 documenten (zie de inventarislijst)" in annex(lines, CASE).considerations[0].paragraphs[-1]


def test_every_citable_ground_of_the_woo_has_considerations_with_their_article() -> None:
    texts = annex_texts()
    for code, ground in grounds().items():
        if ground.law == "woo" and ground.citable:
            assert ground.article in texts.considerations[code].source, code
            if ground.letter:
                assert f"onder {ground.letter}" in texts.considerations[code].source, code
        if ground.kind == "marking":
            assert code in texts.markings
    assert set(texts.considerations) | set(texts.markings) <= set(grounds())


def test_relative_grounds_explain_why_the_interest_weighs_more() -> None:
    for code, text in annex_texts().considerations.items():
        if grounds()[code].kind == "relative":
            assert re.search(r"weegt .*zwaarder", " ".join(text.text)), code


# ---------------------------------------------------------------- the files


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("annex")
    write_annex(LINES, CASE, folder)
    return folder


def test_word_and_pdf_say_the_same(made: Path) -> None:
    contents = annex(LINES, CASE)
    sentences = [paragraph for section in contents.considerations for paragraph in section.paragraphs]
    sentences += [*contents.facts, *contents.legal, contents.counts, contents.not_processed_intro]
    sentences += [cell for group in contents.groups for row in group.rows for cell in (row.title, row.remark)]
    for text in (docx_text(made), pdf_text(made)):
        squeezed = text.replace(" ", "").replace("\u00ad", "").replace("\ufffe", "")
        for sentence in sentences:
            assert sentence.replace(" ", "") in squeezed, sentence


def test_pdf_is_tagged_titled_and_dutch(made: Path) -> None:
    with pikepdf.open(made / "bijlage-besluit.pdf") as pdf:
        assert (
            str(pdf.Root.Lang).startswith("nl")
            and pdf.Root.MarkInfo.Marked
            and pdf.Root.ViewerPreferences.DisplayDocTitle
        )
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1" and meta["dc:title"] == "Bijlage bij het besluit op het Woo-verzoek"
        tree = pdf.Root.StructTreeRoot
        assert len(list(tags(tree.K, "/H1"))) >= 4
        tables = list(tags(tree.K, "/Table"))
        assert len(tables) == 5  # counts, not processed, and one per year
        for table in tables:
            assert len(list(tags(table.K, "/THead"))) == 1
            heads, rows = list(tags(table.K, "/TH")), list(tags(table.K, "/TR"))
            assert heads and all(
                len(list(tags(row.K, "/TH"))) + len(list(tags(row.K, "/TD"))) == len(heads) for row in rows
            )
        assert all("/StructParents" in page for page in pdf.pages)


def test_word_file_is_dutch_and_repeats_its_column_names(made: Path) -> None:
    document = docx.Document(str(made / "bijlage-besluit.docx"))
    assert document.core_properties.title == "Bijlage bij het besluit op het Woo-verzoek"
    assert 'w:val="nl-NL"' in document.styles.element.xml
    for table in document.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
    assert [table.rows[0].cells[0].text for table in document.tables][-1] == "Nr."
    assert "{" not in docx_text(made)


def test_unreviewed_annex_is_marked_a_draft_on_every_page(tmp_path: Path, made: Path) -> None:
    write_annex([replace(one, reviewed=False) for one in LINES], CASE, tmp_path)
    with pypdfium2.PdfDocument(tmp_path / "bijlage-besluit.pdf") as pdf:
        for page in pdf:
            assert "CONCEPT – niet beoordeeld" in page.get_textpage().get_text_range()
    document = docx.Document(str(tmp_path / "bijlage-besluit.docx"))
    assert document.sections[0].header.paragraphs[0].text == "CONCEPT – niet beoordeeld"
    assert "CONCEPT" not in pdf_text(made) + docx_text(made)


def test_signs_that_mean_something_in_a_template_are_only_text(tmp_path: Path) -> None:
    title = 'A & B <x> {{ title }} {% if %} #let $x$ *y* _z_ @a \\ "q" [c]'
    write_annex([line("1a", title=title)], CASE, tmp_path)
    assert title in docx_text(tmp_path) and title in pdf_text(tmp_path)


def test_second_release_is_the_same_byte_for_byte(tmp_path: Path, made: Path) -> None:
    for folder in (tmp_path / "1", tmp_path / "2"):
        folder.mkdir()
        write_annex(LINES, CASE, folder)
        write_inventory(LINES, CASE, folder)
    for file in (tmp_path / "1").iterdir():
        assert file.read_bytes() == (tmp_path / "2" / file.name).read_bytes(), file.name
        if zipfile.is_zipfile(file):  # two runs within two seconds would look alike by chance
            assert {part.date_time[0] for part in zipfile.ZipFile(file).infolist()} == {1980}, file.name
        if (made / file.name).exists():
            assert file.read_bytes() == (made / file.name).read_bytes()


def test_nothing_in_the_files_tells_when_or_where_they_were_made(made: Path) -> None:
    document = docx.Document(str(made / "bijlage-besluit.docx"))
    assert document.core_properties.created.year == 1980 and document.core_properties.author == ""  # type: ignore[union-attr]
    with pikepdf.open(made / "bijlage-besluit.pdf") as pdf:
        assert "/CreationDate" not in pdf.docinfo and "/Author" not in pdf.docinfo
        assert b"/work" not in pdf.Root.Metadata.read_bytes()


def test_case_without_documents_still_has_an_annex(tmp_path: Path) -> None:
    write_annex([], CaseFile(), tmp_path)
    assert "Bij dit verzoek horen 0 documenten" in pdf_text(tmp_path)


# ---------------------------------------------------------------- the municipality's own


def test_municipality_replaces_template_and_texts(tmp_path: Path) -> None:
    own = tmp_path / "sjablonen"
    own.mkdir()
    document = docx.Document()
    document.add_paragraph("Huisstijl {{ facts[0] }} – {{ total }} stuks")
    document.save(str(own / "bijlage-besluit.docx"))
    texts = (ROOT / "rules/texts/considerations.yaml").read_text(encoding="utf-8")
    (own / "considerations.yaml").write_text(
        texts.replace("Bijlage bij het besluit op", "Toelichting bij"), encoding="utf-8"
    )
    write_annex(LINES, CASE, tmp_path, own)
    assert docx_text(tmp_path) == "Huisstijl Bestuursorgaan: gemeente Meerwolde – 6 stuks"
    assert pdf_text(tmp_path).startswith("Toelichting bij het Woo-verzoek")


def test_mistake_in_the_municipalitys_texts_is_told_with_its_line(tmp_path: Path) -> None:
    shutil.copy(ROOT / "rules/texts/considerations.yaml", tmp_path)
    file = tmp_path / "considerations.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("concept_note:", "concept_nota:"), encoding="utf-8")
    with pytest.raises(CaseFileError, match=r"considerations.yaml"):
        annex(LINES, CASE, tmp_path)


def test_templates_in_the_repository_are_what_their_script_makes(tmp_path: Path) -> None:
    make_all(tmp_path)
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert made == {file.name: file.read_bytes() for file in (ROOT / "inventory/templates").glob("*.docx")}
