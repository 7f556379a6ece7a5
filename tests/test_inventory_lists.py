"""Every form of the inventory list is read back by what would read it: the platform's importer, programs, people."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.minvws_importer import ImportFailed, read_report
from tests.ua import failures, table_heads, text_in_order
from woolak.errors import CaseFileError
from woolak.inventory import InventoryLine, write_inventory
from woolak.inventory.letters.annex import annex
from woolak.inventory.lists.production import write_production_report
from woolak.model import Judgement
from woolak.rules.casefile import CaseFile
from woolak.rules.decision import DecisionFile
from woolak.rules.grounds import grounds, machine

CASE = CaseFile.model_validate(
    {"dossier": "haven-zuid", "municipality": {"name": "gemeente Meerwolde"}, "request": {"date": "2024-03-01"}}
)
DECISION = DecisionFile(reference="2024-118")
SAMPLES = Path(__file__).parents[2] / "shared" / "woo" / "minvws"
JUDGEMENTS: tuple[Judgement, ...] = (
    "openbaar", "deels openbaar", "niet openbaar", "reeds openbaar", "dubbel", "buiten verzoek",
)  # fmt: skip
CITABLE = [code for code, ground in grounds().items() if ground.citable and ground.law]


def line(number: str, judgement: Judgement | None = "openbaar", *codes: str, **other: object) -> InventoryLine:
    basis = InventoryLine(
        number, f"d{number}", f"{number}.pdf", f"Stuk {number}", datetime.date(2020, 4, 3), "brief", 2, judgement,
        codes, redactions_per_ground=dict.fromkeys(codes, 2), reviewed=True, sender="gemeente", receiver="partij K",
    )  # fmt: skip
    return replace(basis, **other)  # type: ignore[arg-type]


LINES = [
    line("1a", "openbaar", kind="mail", suffix=".eml", family=1, thread=1),
    line("1b", "deels openbaar", *CITABLE, parent_number="1a", family=1, suffix=".docx"),
    line("1c", "niet openbaar", "5.1(1)c", withheld=True, redactions_per_ground={}),
    line("1d", "reeds openbaar", link="https://meerwolde.example/haven", date=None),
    line("2a", "dubbel", duplicate_of="1c", date=datetime.date(2021, 12, 1)),
    line("2b", "buiten verzoek", "buiten verzoek", withheld=True),
    line("2c", "deels openbaar", "5.2(1)", suspended=True, remark="Na bezwaar."),
    line("2d", None, error="Het bestand is leeg."),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    write_inventory(LINES, CASE, folder, DECISION)
    return folder


# ---------------------------------------------------------------- production report


def test_platform_reads_every_judgement_and_ground_as_they_were_meant(made: Path) -> None:
    read = {one.id: one for one in read_report(made / "productierapport.xlsx")}
    assert list(read) == [one.number for one in LINES]
    assert [one.judgement for one in read.values()] == [
        "openbaar", "deels openbaar", "niet openbaar", "reeds openbaar", "niet openbaar", "niet openbaar",
        "deels openbaar", "niet openbaar",
    ]  # fmt: skip
    wanted = ["5.2" if code.startswith("5.2") else "5.4" if code == "5.4(1)" else machine(code) for code in CITABLE]
    assert read["1b"].grounds == wanted
    assert read["2a"].grounds == ["dubbel"] and read["2a"].refers == ["2024-118-1c"]
    assert read["1d"].link == ["https://meerwolde.example/haven"] and read["1d"].date is None
    assert read["1a"].date == datetime.date(2020, 4, 3) and read["1a"].type == "email" and read["1a"].thread == 1
    assert (read["1b"].family, read["1b"].type, read["1b"].name) == (1, "doc", "Stuk 1b.docx")
    assert read["2c"].suspended and read["2c"].remark == "Na bezwaar." and not read["1a"].suspended
    assert read["1a"].inquiries == ["2024-118"]


def test_platform_takes_nothing_for_something_else_but_grounds_that_it_does_not_know(made: Path) -> None:
    silent = {said for one in read_report(made / "productierapport.xlsx") for said in one.silently}
    unknown = {"5.1.4", "5.1.6", "5.4a.1", "10.1e", "10.2f", "10.4", "10.6", "10.7a", "10.7b"}
    assert silent == {f"ground {code!r} has no name" for code in unknown}


def test_uploads_find_their_document(made: Path) -> None:
    for one, said in zip(read_report(made / "productierapport.xlsx"), LINES, strict=True):
        assert one.file == f"{said.number}.pdf"


def test_what_is_not_decided_yet_is_postponed_and_not_refused_in_silence(made: Path) -> None:
    [undecided] = [one for one in read_report(made / "productierapport.xlsx") if one.id == "2d"]
    assert undecided.suspended and undecided.grounds == [] and undecided.remark == "Nog niet beoordeeld."


def test_report_has_the_header_of_the_template_and_only_text(made: Path) -> None:
    sheet = openpyxl.load_workbook(made / "productierapport.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == [
        "ID", "Matter", "Family", "Email Thread ID", "Document", "File Type", "Datum", "Beoordeling", "Opgeschort",
        "Beoordelingsgrond", "Toelichting", "Publieke Link", "Gerelateerd ID", "Zaaknummer",
    ]  # fmt: skip
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


@settings(max_examples=25)
@given(st.text(max_size=600), st.text(max_size=1200), st.text(max_size=300), st.text(max_size=60))
def test_whatever_the_title_remark_and_reference_are_the_platform_reads_the_report(
    tmp_path_factory: pytest.TempPathFactory, title: str, remark: str, dossier: str, reference: str
) -> None:
    file = tmp_path_factory.mktemp("report") / "r.xlsx"
    clean = "".join(c for c in title + "x" if c.isprintable())
    said = line("1a", title=clean, remark="".join(c for c in remark if c.isprintable()))
    decision = DecisionFile(reference=reference)
    write_production_report([said], CaseFile(dossier=dossier), decision, file)
    [read] = read_report(file)
    assert read.judgement == "openbaar" and not read.silently


@pytest.mark.parametrize("name", ["inventory-valid.xlsx", "productierapport1.xlsx", "productierapport_template.xlsx"])
def test_importer_reads_the_platforms_own_samples(name: str) -> None:
    if not (SAMPLES / name).exists():
        pytest.skip("no samples here")
    if name == "inventory-valid.xlsx":
        assert len(read_report(SAMPLES / name)) >= 2
        return
    read = read_report(SAMPLES / name)
    assert len(read) >= 4 and {one.judgement for one in read} <= {
        "openbaar", "deels openbaar", "niet openbaar", "reeds openbaar"
    }  # fmt: skip
    assert not [said for one in read for said in one.silently if said.startswith(("judgement", "upload"))]


def test_importer_refuses_what_the_platform_refuses(tmp_path: Path) -> None:
    for header, row in [
        (["ID", "Document", "Beoordeling", "Beoordelingsgrond"], ["1", "a", "openbaar", ""]),
        (["ID", "Matter", "Document", "Beoordeling", "Beoordelingsgrond"], ["1_a", "m", "a", "openbaar", ""]),
        (["ID", "Matter", "Document", "Beoordeling", "Beoordelingsgrond", "Datum"], ["1", "m", "a", "", "", "3 mei"]),
    ]:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(header)
        sheet.append(row)
        book.save(tmp_path / "wrong.xlsx")
        with pytest.raises(ImportFailed):
            read_report(tmp_path / "wrong.xlsx")


# ---------------------------------------------------------------- other programs


def test_csv_and_json_hold_every_column(made: Path) -> None:
    with (made / "inventarislijst.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["Soort"] == "mail" and rows[0]["Van"] == "gemeente" and rows[0]["Aan"] == "partij K"
    assert rows[0]["Samenhang"] == "Hoort bij mailwisseling 1." and rows[1]["Samenhang"] == "Bijlage bij 1a."
    assert rows[4]["Samenhang"] == "Zelfde als 1c." and rows[6]["Opgeschort"] == "ja"
    assert rows[6]["Aantal lakkingen per grond"] == "5.2(1): 2"
    documents = json.loads((made / "inventarislijst.json").read_text(encoding="utf-8"))["documents"]
    assert [one["number"] for one in documents] == [one.number for one in LINES]
    assert documents[1]["attachment_of"] == "1a" and documents[6]["redactions"] == {"5.2(1)": 2}
    assert documents[0]["date"] == "2020-04-03" and documents[3]["date"] is None and documents[6]["suspended"] is True


def test_second_sheet_of_the_workbook_holds_every_column(made: Path) -> None:
    book = openpyxl.load_workbook(made / "inventarislijst.xlsx")
    assert book.sheetnames == ["Inventarislijst", "Alle gegevens"]
    rows = list(book["Alle gegevens"].iter_rows(values_only=True))
    assert len(rows) == len(LINES) + 1 and len(set(rows[0])) == 16


# ---------------------------------------------------------------- people


@pytest.mark.parametrize("name", ["inventarislijst", "inventarislijst-per-jaar"])
def test_pdf_lists_break_no_rule_of_pdf_ua_that_we_can_check(made: Path, name: str) -> None:
    assert failures(made / f"{name}.pdf") == []


def test_list_is_read_aloud_in_the_order_of_the_page_with_its_column_names(made: Path) -> None:
    read = text_in_order(made / "inventarislijst.pdf")
    places = [read.index(f"Stuk {one.number}") for one in LINES]
    assert read.startswith("Inventarislijst") and places == sorted(places)
    heads = table_heads(made / "inventarislijst.pdf")
    assert heads and all(
        head == ["Nr.", "Document", "Datum", "Beoordeling", "Weigeringsgrond(en)", "Opmerking"] for head in heads
    )


def test_list_by_year_has_three_columns_and_a_heading_per_year(made: Path) -> None:
    assert table_heads(made / "inventarislijst-per-jaar.pdf") == [["Document", "Weigeringsgronden", "Opmerkingen"]] * 2
    read = text_in_order(made / "inventarislijst-per-jaar.pdf")
    assert "1. 2020" in read and "2. 2021" in read.replace("2020–2021", "2021")
    document = docx.Document(str(made / "inventarislijst-per-jaar.docx"))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["1c. Stuk 1c", "5.1(1)c", "Niet openbaar."] in rows
    assert ["1a. Stuk 1a", "geen", ""] in rows
    assert ["1d. Stuk 1d", "", "Reeds openbaar. https://meerwolde.example/haven"] in rows


def test_word_list_says_what_the_pdf_says(made: Path) -> None:
    with pypdfium2.PdfDocument(made / "inventarislijst.pdf") as pdf:
        set_text = "".join("".join(page.get_textpage().get_text_range() for page in pdf).split())
    document = docx.Document(str(made / "inventarislijst.docx"))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells if cell.text}
    assert len(cells) > 20 and not [cell for cell in cells if "".join(cell.split()) not in set_text]


def test_list_of_a_large_case_is_printed_in_parts_that_have_each_document_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("woolak.inventory.lists.listing.PART_ROWS", 30)
    monkeypatch.setattr("woolak.inventory.letters.annex.MOST_ROWS", 30)
    many = [line(f"{number}a") for number in range(1, 33)]
    write_inventory(many, CASE, tmp_path, DECISION)
    for name, last in (("inventarislijst", 30), ("inventarislijst-deel-2", 32)):
        assert f"Stuk {last}a" in text_in_order(tmp_path / f"{name}.pdf")
    titles = [
        row.cells[1].text
        for name in ("inventarislijst", "inventarislijst-deel-2")
        for table in docx.Document(str(tmp_path / f"{name}.docx")).tables
        for row in table.rows
    ]
    assert [title for title in titles if title.startswith("Stuk")] == [one.title for one in many]
    assert not (tmp_path / "inventarislijst-deel-3.pdf").exists()
    assert "Stuk 32a" in (tmp_path / "inventarislijst.csv").read_text("utf-8-sig")
    assert "inventarislijst.pdf en de delen" in annex(many, CASE).pseudonyms and not annex(many, CASE).groups


def test_a_template_that_is_wrong_is_told_for_a_large_case_too(tmp_path: Path) -> None:
    (tmp_path / "inventarislijst.typ").write_text("#nergens(d.groups)", "utf-8")
    many = [line(f"{number}a") for number in range(1, 1001)]
    with pytest.raises(CaseFileError, match=r"inventarislijst\.typ"):
        write_inventory(many, CASE, tmp_path, DECISION, templates=tmp_path)


# ---------------------------------------------------------------- the check itself


def test_our_check_of_pdf_ua_finds_what_is_taken_away(made: Path, tmp_path: Path) -> None:
    def broken(name: str) -> list[str]:
        with pikepdf.open(made / "inventarislijst.pdf") as pdf:
            if name == "tags":
                del pdf.Root.StructTreeRoot
            elif name == "language":
                del pdf.Root.Lang
            elif name == "title":
                del pdf.Root.ViewerPreferences
            elif name == "artifacts":
                drawn = pdf.pages[0].Contents.read_bytes() + b" q 0 0 10 10 re f Q"
                pdf.pages[0].Contents = pdf.make_stream(drawn)
            elif name == "heads":
                for node, kind in walk(pdf.Root.StructTreeRoot):
                    if kind == "/TH":
                        node.S = pikepdf.Name.TD
            pdf.save(tmp_path / "broken.pdf")
        return failures(tmp_path / "broken.pdf")

    def walk(node: pikepdf.Object) -> Iterator[tuple[pikepdf.Object, str]]:
        kids = node.get("/K", pikepdf.Array())
        for child in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                yield child, str(child.S)
                yield from walk(child)

    assert broken("nothing") == []
    assert broken("tags") == ["7.1-11 no tags"]
    assert broken("language") == ["7.2-33 no language"]
    assert broken("title") == ["7.1-10 title not displayed"]
    assert any(one.startswith("7.5-1") for one in broken("heads"))
    assert broken("artifacts") == ["7.1-3 page 0: 1 times drawn outside tags"]
