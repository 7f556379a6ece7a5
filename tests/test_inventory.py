"""The inventory list: numbers, judgements, and files that a reader, a program and a second run agree on."""

from __future__ import annotations

import csv
import datetime
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import document_of, proposal_of
from woolak.inventory import (
    InventoryLine,
    ManifestEntry,
    Related,
    judge,
    number_documents,
    write_inventory,
    write_manifest,
)
from woolak.inventory.line import remark_of
from woolak.inventory.numbering import letters, number_key
from woolak.model import BoxPt, Document, Region
from woolak.rules.casefile import CaseFile

CASE = CaseFile.model_validate(
    {"dossier": "Haven", "municipality": {"name": "gemeente Meerwolde"}, "request": {"date": "2024-03-01"}}
)


def dated(id_: str, date: str | None = None, source: str = "", parent: str | None = None) -> Document:
    document = document_of("tekst", source=source or f"{id_}.pdf")
    when = datetime.date.fromisoformat(date) if date else None
    return replace(document, id=id_, parent_id=parent, facts=replace(document.facts, date=when))


def line(number: str = "1a", title: str = "Brief over de haven", **other: object) -> InventoryLine:
    basis = InventoryLine(
        number, f"d{number}", f"{number}.pdf", title, datetime.date(2016, 5, 2), "brief", 2, "deels openbaar",
        ("5.1(2)e",), redactions_per_ground={"5.1(2)e": 3}, reviewed=True,
    )  # fmt: skip
    return replace(basis, **other)  # type: ignore[arg-type]


LINES = [
    line("2a", "E-mail over [naam]", date=datetime.date(2018, 1, 9), grounds=("5.2(1)", "5.1(2)e", "5.1(1)c")),
    line("1b", "Bijlage", parent_number="1a", judgement="openbaar", grounds=(), redactions_per_ground={}),
    line("1a"),
    line("3a", "Scan", date=None, judgement=None, grounds=(), redactions_per_ground={}, error="Het bestand is leeg."),
]


def read_csv(folder: Path) -> list[dict[str, str]]:
    with (folder / "inventarislijst.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# ---------------------------------------------------------------- numbers


def test_documents_are_numbered_by_year_and_then_by_date() -> None:
    documents = [dated("new", "2019-04-01"), dated("none"), dated("late", "2016-11-15"), dated("early", "2016-02-01")]
    assert number_documents(documents) == {"early": "1a", "late": "1b", "new": "2a", "none": "3a"}


def test_attachments_follow_their_mail_even_when_they_are_older() -> None:
    documents = [
        dated("att2", "2010-01-01", "m.eml/b.pdf", "mail"), dated("att1", None, "m.eml/a.pdf", "mail"),
        dated("deep", "2011-01-01", "m.eml/a.pdf/c.pdf", "att1"), dated("mail", "2019-04-01", "m.eml"),
        dated("after", "2019-05-01"), dated("before", "2018-05-01"),
    ]  # fmt: skip
    assert number_documents(documents) == {
        "before": "1a", "mail": "2a", "att1": "2b", "deep": "2c", "att2": "2d", "after": "2e",
    }  # fmt: skip


def test_after_z_comes_aa() -> None:
    assert [letters(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["a", "z", "aa", "az", "ba", "zz", "aaa"]
    many = [dated(f"d{place:02}", f"2020-01-{place + 1:02}") for place in range(28)]
    assert list(number_documents(many).values())[-2:] == ["1aa", "1ab"]
    assert sorted(["10a", "1aa", "1z", "2a", "4c1", "4c", "1b"], key=number_key) == [
        "1b",
        "1z",
        "1aa",
        "2a",
        "4c",
        "4c1",
        "10a",
    ]


def test_numbers_that_the_officer_gave_are_kept() -> None:
    documents = [
        dated("x", "2020-01-01", "map/1a. Offerte haven.pdf"), dated("y", "2012-01-01", "2D Telefonisch overleg.pdf"),
        dated("m", None, "04c_Mail.eml"), dated("a", None, "04c_Mail.eml/Bijlage 1.pdf", "m"),
    ]  # fmt: skip
    assert number_documents(documents) == {"x": "1a", "y": "2d", "m": "4c", "a": "4c1"}


@pytest.mark.parametrize(
    "names",
    [
        ("1a Offerte.pdf", "Memo.pdf"),
        ("1a Offerte.pdf", "1a Memo.pdf"),
        ("1e versie.pdf", "2e versie.pdf"),
        ("2016 offerte.pdf", "2017 offerte.pdf"),
    ],
)
def test_incomplete_double_or_seeming_numbers_are_made_anew(names: tuple[str, str]) -> None:
    documents = [dated("first", "2016-01-01", names[0]), dated("second", "2017-01-01", names[1])]
    assert number_documents(documents) == {"first": "1a", "second": "2a"}


@given(
    st.lists(
        st.tuples(st.none() | st.dates(datetime.date(2014, 1, 1), datetime.date(2017, 12, 31)), st.integers(0, 9)),
        max_size=40,
    ),
    st.randoms(),
)
def test_every_document_gets_a_number_of_its_own_whatever_the_order_of_reading(
    facts: list[tuple[datetime.date | None, int]], chance: object
) -> None:
    documents = [
        dated(f"d{place}", date.isoformat() if date else None, f"{place}.pdf", f"d{parent}" if parent < place else None)
        for place, (date, parent) in enumerate(facts)
    ]
    numbers = number_documents(documents)
    assert set(numbers) == {document.id for document in documents} and len(set(numbers.values())) == len(documents)
    chance.shuffle(documents)  # type: ignore[attr-defined]
    assert number_documents(documents) == numbers


# ---------------------------------------------------------------- judgement


def test_judgement_follows_from_what_is_left_to_read() -> None:
    document = document_of("Beste Karin\nGroet", "Blad 2")
    name = proposal_of(document, "Karin", "5.1(2)e")
    assert judge(document, []) == "openbaar"
    assert judge(document, [name]) == "deels openbaar"
    first = proposal_of(document, "Beste Karin\nGroet", "5.1(1)c")
    second = proposal_of(document, "Blad 2", "5.1(1)c", page_index=1)
    assert judge(document, [first]) == "deels openbaar"
    assert judge(document, [first, second]) == "niet openbaar"


def test_document_wholly_outside_the_request_is_judged_so() -> None:
    document = document_of("Heel ander onderwerp.")
    assert judge(document, [proposal_of(document, "Heel ander onderwerp.", "buiten verzoek")]) == "buiten verzoek"
    both = [proposal_of(document, "Heel ander", "buiten verzoek"), proposal_of(document, "onderwerp", "5.1(2)e")]
    assert judge(document, both) == "niet openbaar"


def test_part_of_a_word_that_stays_is_still_readable() -> None:
    document = document_of("k.dongen@meerwolde.nl")
    assert judge(document, [proposal_of(document, "k.dongen", "5.1(2)e")]) == "deels openbaar"


def test_photo_without_a_box_keeps_a_document_partly_public() -> None:
    document = document_of("Karin")
    page = replace(document.pages[0], regions=(Region(BoxPt(100, 400, 300, 600), "image"),))
    with_photo = replace(document, pages=(page,))
    name = proposal_of(document, "Karin", "5.1(2)e")
    assert judge(with_photo, [name]) == "deels openbaar"
    photo = replace(name, start=0, end=0, text="", boxes_pt=(BoxPt(99, 399, 301, 601),))
    assert judge(with_photo, [name, photo]) == "niet openbaar"


# ---------------------------------------------------------------- csv and xlsx


def test_csv_has_a_line_per_document_in_the_order_of_the_numbers(tmp_path: Path) -> None:
    write_inventory(LINES, CASE, tmp_path)
    rows = read_csv(tmp_path)
    assert [row["Nr."] for row in rows] == ["1a", "1b", "2a", "3a"]
    assert rows[0].items() >= {
        "Nr.": "1a", "Document": "Brief over de haven", "Datum": "2016-05-02", "Beoordeling": "deels openbaar",
        "Weigeringsgrond(en)": "5.1(2)e", "Opmerking": "", "Bestand": "documenten/1a.pdf", "Status": "beoordeeld",
    }.items()  # fmt: skip
    assert rows[1]["Opmerking"] == "Bijlage bij 1a."
    assert rows[2]["Weigeringsgrond(en)"] == "5.1(1)c;5.1(2)e;5.2(1)"
    assert rows[3]["Beoordeling"] == "niet verwerkt" and rows[3]["Opmerking"] == "Het bestand is leeg."
    assert rows[3]["Bestand"] == "" and rows[3]["Datum"] == ""


def test_csv_is_told_apart_by_a_program_that_guesses_the_delimiter(tmp_path: Path) -> None:
    write_inventory(LINES, CASE, tmp_path)
    text = (tmp_path / "inventarislijst.csv").read_text(encoding="utf-8-sig")
    assert csv.Sniffer().sniff(text[:2000], delimiters=";,\t").delimiter == ","


def test_source_file_names_are_in_no_list(tmp_path: Path) -> None:
    write_inventory([line(source="Brief aan Karin van Dongen.pdf")], CASE, tmp_path)
    with zipfile.ZipFile(tmp_path / "inventarislijst.xlsx") as book:
        text = "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    assert "Dongen" not in text + (tmp_path / "inventarislijst.csv").read_text(encoding="utf-8-sig")


def test_workbook_is_grouped_by_year_under_a_header_and_stays_in_sight(tmp_path: Path) -> None:
    write_inventory(LINES, CASE, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "inventarislijst.xlsx").active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    first = [row[0] for row in rows]
    assert first[:5] == [
        "Inventarislijst",
        "Bestuursorgaan: gemeente Meerwolde",
        "Dossier: Haven",
        "Datum verzoek: 01-03-2024",
        "Aantal documenten: 4",
    ]
    head = first.index("Nr.")
    assert rows[head] == ["Nr.", "Document", "Datum", "Beoordeling", "Weigeringsgrond(en)", "Opmerking", "Bestand"]
    assert first[head + 1 :] == ["1. 2016", "1a", "1b", "2. 2018", "2a", "3. zonder datum", "3a"]
    assert rows[head + 2][2] == "02-05-2016" and rows[head + 5][4] == "5.1(1)c; 5.1(2)e; 5.2(1)"
    assert sheet.freeze_panes == f"A{head + 2}" and sheet.print_title_rows == f"${head + 1}:${head + 1}"
    assert sheet.page_setup.orientation == "landscape" and int(sheet.page_setup.paperSize or 0) == 9
    assert not sheet.merged_cells.ranges
    assert rows[head + 2][6] == "documenten/1a.pdf"


@pytest.mark.parametrize("title", ["=1+1", "+31 6", "-2", "@SUM(A1)", "\t=1"])
def test_title_is_never_a_formula(tmp_path: Path, title: str) -> None:
    write_inventory([line(title=title)], CASE, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "inventarislijst.xlsx").active
    assert sheet is not None
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == title)
    assert cell.data_type == "s"
    assert read_csv(tmp_path)[0]["Document"] == "'" + title


def test_list_that_nobody_reviewed_says_so(tmp_path: Path) -> None:
    write_inventory([line(), line("1b", reviewed=False)], CASE, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "inventarislijst.xlsx").active
    assert sheet is not None
    assert sheet["A2"].value == "CONCEPT – niet beoordeeld"
    assert "CONCEPT" in str(sheet.oddHeader.left.text)
    assert [row["Status"] for row in read_csv(tmp_path)] == ["beoordeeld", "CONCEPT – niet beoordeeld"]


def test_reviewed_list_carries_no_mark_also_when_a_file_could_not_be_read(tmp_path: Path) -> None:
    unread = line("1b", reviewed=False, judgement=None, error="Het bestand is leeg.")
    write_inventory([line(), unread], CASE, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "inventarislijst.xlsx").active
    assert sheet is not None and sheet["A2"].value == "Bestuursorgaan: gemeente Meerwolde"


def test_case_without_documents_has_an_empty_list(tmp_path: Path) -> None:
    write_inventory([], CaseFile(), tmp_path)
    assert read_csv(tmp_path) == []


def test_party_in_the_name_of_the_dossier_is_hidden(tmp_path: Path) -> None:
    case = CaseFile.model_validate(
        {"dossier": "Onderzoek Lindeboom", "anonymise_parties": True, "third_parties": [{"name": "Lindeboom"}]}
    )
    write_inventory([line()], case, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "inventarislijst.xlsx").active
    assert sheet is not None and sheet["A3"].value == "Dossier: Onderzoek partij A"


def test_open_document_holds_the_same_cells_as_the_workbook(tmp_path: Path) -> None:
    write_inventory([line(title="A & B <x>", reviewed=False), *LINES[:2]], CASE, tmp_path)
    book = openpyxl.load_workbook(tmp_path / "inventarislijst.xlsx")
    workbook = [[cell.value or "" for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]
    namespace = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    with zipfile.ZipFile(tmp_path / "inventarislijst.ods") as archive:
        first = archive.infolist()[0]
        assert first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
        content = ElementTree.fromstring(archive.read("content.xml"))
        assert "CONCEPT – niet beoordeeld" in archive.read("styles.xml").decode()
    opened = [
        ["".join(cell.itertext()) for cell in row.iter(f"{namespace}table-cell")]
        for row in content.iter(f"{namespace}table-row")
    ]
    assert [[cell for cell in row if cell] for row in opened] == [[cell for cell in row if cell] for row in workbook]
    head, _ = content.iter(f"{namespace}table-header-rows")
    assert "Weigeringsgrond(en)" in "".join(head.itertext())


# ---------------------------------------------------------------- manifest


def test_manifest_has_exactly_the_keys_that_scripts_rely_on(tmp_path: Path) -> None:
    suggestion = {"page": 0, "bbox": [1.0, 2.0, 3.0, 4.0], "ground": "5.2(1)", "score": 0.6}
    entries = [ManifestEntry(LINES[3], None, 0), ManifestEntry(LINES[0], "documenten/2a.pdf", 3, [suggestion])]
    related = {LINES[3].document_id: [Related("dubbel", LINES[0].document_id, "", "open")]}
    write_manifest(entries, tmp_path, related)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest == {
        "documents": [
            {
                "source": "2a.pdf", "number": "2a", "title": "E-mail over [naam]", "output": "documenten/2a.pdf",
                "judgement": "deels openbaar", "grounds": ["5.1(1)c", "5.1(2)e", "5.2(1)"], "pages": 2, "redactions": 3,
                "reviewed": True, "error": None, "suggestions": [suggestion], "relations": [],
            },
            {
                "source": "3a.pdf", "number": "3a", "title": "Scan", "output": None, "judgement": None, "grounds": [],
                "pages": 2, "redactions": 0, "reviewed": True, "error": "Het bestand is leeg.", "suggestions": [],
                "relations": [
                    {"what": "dubbel", "number": "2a", "source": "2a.pdf", "link": None, "verdict": "open"},
                ],
            },
        ]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("told", "listed"),
    [
        (
            "Het bestand is met een wachtwoord beveiligd. Zet het wachtwoord onder 'passwords' in zaak.yaml.",
            "Het bestand is met een wachtwoord beveiligd.",
        ),
        (
            "Het document heeft te veel bladzijden (grens 'pages'). Deel het op.",
            "Het document heeft te veel bladzijden.",
        ),
        ("Het bestand is leeg.", "Het bestand is leeg."),
        (
            "Bestanden van het soort '.dwg' worden niet gelezen. Lever het document aan als PDF.",
            "Bestanden van het soort '.dwg' worden niet gelezen.",
        ),
    ],
)
def test_a_citizen_reads_why_a_document_was_not_read_and_not_what_the_office_must_do(told: str, listed: str) -> None:
    assert remark_of(line("1b", judgement=None, error=told)) == listed
