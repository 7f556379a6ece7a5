"""The audit of a release of others finds what is wrong with it, and does not cry wolf over one that is right."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building_audit import DOCUMENTS, LETTER, MEMO, NOTE, OFFER, REPORT, one_text
from tests.building_publish import make_release
from woolak.audit import Report, audit, report_lines, write_json, write_workbook
from woolak.audit.cues import texts
from woolak.audit.finding import Finding
from woolak.audit.labels import scheme_label
from woolak.errors import UsageError

ALMERE = Path(__file__).parents[2] / "shared" / "woo" / "release"
FOUND = next(iter(ALMERE.glob("003*.txt")), None)
on_almere = pytest.mark.skipif(FOUND is None, reason="the release of 2022 is not at hand")

Look = Callable[..., Report]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """Audit of the made-up release, with something changed in the letter or in a document."""

    def of(letter: str = LETTER, **documents: str) -> Report:
        file = tmp_path / "openbaarmaking.txt"
        file.write_text(one_text(letter, **{number.lstrip("d"): text for number, text in documents.items()}), "utf-8")
        return audit(file)

    return of


def kinds(report: Report) -> Counter[str]:
    return Counter(one.kind for one in report.findings)


def only(report: Report, kind: str) -> Finding:
    assert kinds(report) == {kind: 1}, [one.sentence for one in report.findings]
    return report.findings[0]


# ---------------------------------------------------------------- a release that is right


def test_a_release_without_defects_gives_no_finding(look: Look) -> None:
    report = look()
    assert report.findings == ()
    assert "Er is niets gevonden dat niet klopt." in list(report_lines(report))


def test_labels_are_counted_per_document_and_ground(look: Look) -> None:
    report = look()
    assert report.per_document == {
        "1a": {"5.1(1)c": 2, "5.1(2)e": 1},
        "1b": {"5.1(2)e": 2, "5.1(2)i": 1, "5.2(1)": 1},
        "2a": {"5.1(2)e": 2, "5.1(2)i": 1},
        "2b": {"5.1(2)e": 2},
    }


def test_a_folder_with_a_file_per_document_needs_no_guess(tmp_path: Path) -> None:
    (tmp_path / "besluit.txt").write_text(LETTER, "utf-8")
    for number, text in DOCUMENTS.items():
        (tmp_path / f"{number} document.txt").write_text(text, "utf-8")
    report = audit(tmp_path)
    assert report.findings == () and not report.is_guess
    assert report.per_document["1b"]["5.2(1)"] == 1


# ---------------------------------------------------------------- defects, one by one


def test_a_letter_that_does_not_exist_is_asked_about_and_not_corrected(look: Look) -> None:
    finding = only(look(d1b=MEMO.replace("besproken dat 5.1(2)i", "besproken dat 5.1(2)i en 5.1(2)j")), "invalid")
    assert "5.1(2)j" in finding.sentence and "5.1(2)i" in finding.sentence and "besproken dat" in finding.quote
    assert finding.document == "1b" and not finding.sure


@pytest.mark.parametrize("label", ["5.1(1)", "5.1(2)", "5.1 (2)"])
def test_a_label_without_its_letter_is_found(look: Look, label: str) -> None:
    only(look(d1a=OFFER + f"Wij stellen {label} voor.\n"), "incomplete")


def test_a_ground_that_no_line_lists_is_found_with_what_it_looks_like(look: Look) -> None:
    report = look(d1a=OFFER.replace("T.a.v. 5.1(2)e", "T.a.v. 5.1(2)c\nen 5.1(2)e"))
    assert kinds(report) == {"in_no_line": 1, "no_reasons": 1}
    (finding,) = (one for one in report.findings if one.kind == "in_no_line")
    assert "Opsporing en vervolging" in finding.sentence and "Lijkt op: 5.1(2)e" in finding.sentence


def test_a_ground_that_the_line_of_its_document_lacks_is_found(look: Look) -> None:
    finding = only(look(d2b=NOTE + "Besproken is 5.1(2)i met de buren.\n"), "not_in_its_line")
    assert finding.document == "2b" and "de lijst noemt voor dit document: 5.1(2)e" in finding.sentence


def test_a_listed_ground_that_is_in_no_box_is_found(look: Look) -> None:
    report = look(d1b=MEMO.replace("Ik vind dat 5.2(1)\n", ""))
    finding = only(report, "listed_not_used")
    assert "5.2(1) bij document 1b" in finding.sentence


@pytest.mark.parametrize("noise", ["s.1(2)i", "S.1(2)i", "5.l(2)i"])
def test_a_label_read_through_noise_is_read_and_not_reported(look: Look, noise: str) -> None:
    assert look(d2a=REPORT.replace("dat 5.1(2)i", f"dat {noise}")).findings == ()


def test_an_amount_that_is_a_misread_label_is_asked_about(look: Look) -> None:
    finding = only(look(d1a=OFFER + "Totaal € 5.111.000\n"), "amount_or_label")
    assert "5.111.000" in finding.sentence and "5.1(1)c" in finding.sentence


def test_labels_of_the_old_law_in_what_was_provided_before_are_left_alone(look: Look) -> None:
    old = "Kaart van het terrein\n\nGetekend door 10(2)e, bedrag € 10(1)c en 10(2)g\n"
    report = look(d2c=old)
    assert report.findings == () and report.counts["10(2)g"] == 1


def test_a_ground_twice_in_a_line_of_the_list_is_found(look: Look) -> None:
    finding = only(look(LETTER.replace("buurgemeenten\t5.1(2)e/", "buurgemeenten\t5.1(2)e/5.1(2)e/")), "twice_in_line")
    assert "Bij document 2a staat 5.1(2)e 2 keer" in finding.sentence


def test_a_count_that_does_not_add_up_is_found(look: Look) -> None:
    finding = only(look(LETTER.replace("5 documenten", "6 documenten")), "count_differs")
    assert "noemt 6 documenten; in de lijst staan er 5" in finding.sentence


def test_a_refusal_without_a_ground_is_found(look: Look) -> None:
    line = "2d Advies van de advocaat\t\tIntegraal geweigerd\n"
    only(look(LETTER.replace("5 documenten", "6 documenten") + line), "refused_without_ground")


def test_a_ground_without_reasons_and_reasons_without_use_are_found(look: Look) -> None:
    told = LETTER.replace("onder i, Woo)", "onder h, Woo)").replace("aanduiding: 5.1(2)i", "aanduiding: 5.1(2)h")
    report = look(told)
    assert kinds(report) == {"no_reasons": 1, "reasons_not_used": 1}


def test_reasons_that_do_not_say_how_the_ground_is_marked_are_found(look: Look) -> None:
    told = LETTER.replace("Deze informatie heeft in de documenten de aanduiding: 5.2(1).\n", "")
    assert "5.2(1)" in only(look(told), "no_mark_told").sentence


@pytest.mark.parametrize(("year", "found"), [("2018", True), ("2019", True), ("2020", False)])
def test_information_older_than_five_years_needs_its_own_reasons(look: Look, year: str, found: bool) -> None:
    report = look(LETTER.replace("1. 2021", f"1. {year}"))
    assert bool(report.findings) == found
    if found:
        only(report, "no_5_3")
    told = LETTER.replace("1. 2021", f"1. {year}").replace(
        "Inventarislijst\n", "Artikel 5.3: ...\n\nInventarislijst\n", 1
    )
    assert look(told).findings == ()


def test_an_opinion_in_a_memo_to_the_board_is_asked_about(look: Look) -> None:
    for addressee in ("wethouder van Wonen", "Willemijn de Haas"):
        finding = only(look(d1b=MEMO.replace("Aan: 5.1(2)e", f"Aan: {addressee}")), "opinion_to_board")
        assert "5.2(1)" in finding.sentence and "derde lid" in finding.title


def test_an_opinion_under_a_heading_of_alternatives_is_asked_about(look: Look) -> None:
    memo = MEMO.replace("Ik vind dat", "\n## Nadeel\n\nIk vind dat")
    finding = only(look(d1b=memo), "opinion_on_alternatives")
    assert finding.quote == "Nadeel"


def test_money_of_the_state_under_a_ground_for_companies_is_asked_about(look: Look) -> None:
    text = OFFER + "Van het ministerie kregen wij hiervoor 5.1(1)c euro subsidie.\n"
    only(look(d1a=text), "public_money")


def test_what_is_left_of_an_address_is_found(look: Look) -> None:
    only(look(d2b=NOTE + "Mail 5.1(2)e@zandwoude.example\n"), "domain_left")
    finding = only(look(d2b=NOTE + "Mail 5.1(2)e r@zandwoude.example\n"), "letters_left")
    assert "'r'" in finding.sentence


@pytest.mark.parametrize("box", ["[gelakt]", "[redacted]", "████"])
def test_black_without_a_ground_is_found_and_black_with_one_is_not(look: Look, box: str) -> None:
    only(look(d2b=NOTE + f"Wij spraken met {box} daarover.\n"), "box_without_ground")
    only(look(d2b=NOTE + f"Mail {box}@zandwoude.example\n"), "mail_without_ground")
    assert look(d2b=NOTE + f"Wij spraken met 5.1(2)e {box}\n{box} {box}\n").findings == ()


def test_a_mail_from_nobody_is_found_and_so_is_its_line_in_the_list(look: Look) -> None:
    letter = LETTER.replace("2b Brief omwonenden Duinlaan\t5.1(2)e", "2b Mail ophalen hekken\t5.1(2)i")
    mail = "Mail ophalen hekken\n\nFrom:\nTo:\nSubject: ophalen hekken\n\nDe hekken gaan 5.1(2)i weg.\n"
    report = look(letter, **{"2b": mail})
    assert kinds(report) == {"empty_header": 2, "person_not_listed": 1}


def test_a_name_that_is_hidden_in_one_place_and_readable_in_another_is_found(look: Look) -> None:
    other = NOTE + "De algemene voorwaarden van Waterbouw Noord gelden voor dit werk.\n"
    finding = only(look(d2b=other), "readable_elsewhere")
    assert "'Waterbouw Noord'" in finding.sentence and "document 1a" in finding.sentence


def test_a_company_that_the_list_calls_party_a_and_a_document_by_its_name_is_found(look: Look) -> None:
    report = look(d2b=NOTE + "Waterbouw Noord (WBN) BV komt langs. WBN belt eerst.\n")
    assert kinds(report) == {"party_readable": 2}
    assert look(LETTER.replace(" partij A", ""), d2b=NOTE + "Waterbouw Noord BV komt.\n").findings == ()


# ---------------------------------------------------------------- files


def pdf(path: Path, *pages: str, cover: str = "") -> Path:
    """A PDF of these pages; `cover` gets a black box over it and stays in the file."""
    with pymupdf.open() as document:
        for text in pages:
            page = document.new_page()
            page.insert_text((50, 60), text.split("\n"), fontsize=9)
            for box in page.search_for(cover) if cover else ():
                page.draw_rect(box, color=(0, 0, 0), fill=(0, 0, 0))
        document.set_metadata({})
        document.save(path)
    return path


def test_text_under_a_black_box_is_told_first_and_ends_with_its_own_exit_code(tmp_path: Path) -> None:
    pdf(tmp_path / "2b.pdf", NOTE + "\nMet dank aan Klaas Waterman", cover="Klaas Waterman")
    pdf(tmp_path / "besluit.pdf", LETTER)
    report = audit(tmp_path)
    assert report.findings[0].kind == "file_leaks" and report.leaks == ("2b.pdf",)
    assert report.findings[0].page_index == 0 and "bladzijde 1" in report.findings[0].place
    command = [sys.executable, "-m", "woolak.cli", "audit", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 3 and "2b.pdf" in done.stderr


def test_a_black_bar_in_a_line_without_a_ground_in_it_is_found(tmp_path: Path) -> None:
    pdf(tmp_path / "2b.pdf", NOTE)
    with pymupdf.open(tmp_path / "2b.pdf") as document:
        page = document[0]
        line = page.search_for("Vriendelijke groet")[0]
        for x in (300, 400):  # one with a ground in it, and one without
            page.draw_rect((x, line.y0, x + 60, line.y1), color=(0, 0, 0), fill=(0, 0, 0))
        page.insert_text((304, line.y1 - 3), "5.1(2)e", fontsize=8, color=(1, 1, 1))
        page.draw_rect((50, 700, 500, 706), color=(0, 0, 0), fill=(0, 0, 0))  # a rule below the text
        document.save(tmp_path / "2b gelakt.pdf")
    (tmp_path / "2b.pdf").unlink()
    (finding,) = (one for one in audit(tmp_path).findings if one.kind == "bar_without_ground")
    assert "vlakken in de tekst waar geen grond in staat: 1." in finding.sentence


def test_a_release_of_pdfs_is_read_page_by_page(tmp_path: Path) -> None:
    pdf(tmp_path / "alles.pdf", LETTER.replace("\t", "   "), OFFER, MEMO, REPORT, NOTE + "Wij stellen 5.1(2) voor.\n")
    finding = only(audit(tmp_path / "alles.pdf"), "incomplete")
    assert finding.page_index == 4 and finding.document == "2b"


def test_headings_of_groups_in_a_list_are_no_documents(look: Look) -> None:
    report = look(LETTER.replace("1. 2021\n", "1. zonder datum\nDocument\tWeigeringsgronden\n"))
    assert report.findings == () and list(report.subject.rows) == ["1a", "1b", "2a", "2b", "2c"]


def test_a_release_of_our_own_gives_no_finding_but_what_its_files_hold(tmp_path: Path) -> None:
    make_release(tmp_path / "zaak")
    report = audit(tmp_path / "zaak" / "release")
    assert set(kinds(report)) <= {"file_tells"}, [one.sentence for one in report.findings]
    assert set(report.per_document) == {"1a", "1b"}


def test_a_list_as_csv_counts_as_the_list(tmp_path: Path) -> None:
    (tmp_path / "besluit.txt").write_text(LETTER.split("Inventarislijst\n")[0], "utf-8")
    rows = ["Nr.;Document;Beoordeling;Weigeringsgronden"]
    rows += [f"{number};Document;Deels openbaar;5.1(2)e, 5.1(2)i, 5.1(1)c, 5.2(1)" for number in DOCUMENTS]
    (tmp_path / "inventarislijst.csv").write_text("\n".join([*rows, "2c;Kaart;Reeds openbaar;"]), "utf-8")
    for number, text in DOCUMENTS.items():
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    report = audit(tmp_path)
    assert [row.number for row in report.subject.rows.values()] == ["1a", "1b", "2a", "2b", "2c"]
    assert set(kinds(report)) == {"listed_not_used"}


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "1a.pdf").write_bytes(b"geen pdf")
    (tmp_path / "2b.txt").write_text(NOTE, "utf-8")
    report = audit(tmp_path)
    assert [name for name, _ in report.subject.release.failed] == ["1a.pdf"]
    assert report.counts == {"5.1(2)e": 2}
    with pytest.raises(UsageError):
        audit(tmp_path.joinpath("leeg")) if (tmp_path / "leeg").mkdir() is None else None


def test_a_scheme_of_single_letters_is_read_when_there_are_no_other_labels(tmp_path: Path) -> None:
    assert [scheme_label(letter) for letter in "AEFJNOPQRS"] == [
        "5.1(1)a", "5.1(1)e", "5.1(2)a", "5.1(2)e", "5.1(2)i", "5.1(4)", "5.1(5)", "5.1(6)", "5.2(1)", "5.2(2)",
    ]  # fmt: skip
    (tmp_path / "1a.txt").write_text("Geachte\nJ\nhierbij\nJ\nde brief van\nJ\nover\nC\nen\nC\n", "utf-8")
    assert audit(tmp_path).counts == {"5.1(1)c": 2, "5.1(2)e": 3}


# ---------------------------------------------------------------- the report


def test_the_report_is_the_same_on_screen_as_json_and_as_a_workbook(look: Look, tmp_path: Path) -> None:
    report = look(d1a=OFFER + "Wij stellen =5.1(1) voor.\nTotaal € 5.111.000\n")
    write_json(report, tmp_path / "verslag.json")
    write_workbook(report, tmp_path / "verslag.xlsx")
    told = json.loads((tmp_path / "verslag.json").read_text("utf-8"))
    book = openpyxl.load_workbook(tmp_path / "verslag.xlsx")
    sheet = book["Meldingen"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[3] for row in rows] == [one["sentence"] for one in told["findings"]]
    assert all(cell.data_type in "ns" for row in sheet.iter_rows() for cell in row), "no formula"
    screen = "\n".join(report_lines(report))
    assert all(one["sentence"] in screen for one in told["findings"])
    assert book.sheetnames == ["Meldingen", "Aantallen", "Vergelijking met de lijst"]
    assert book["Vergelijking met de lijst"]["A2"].value == "1a"


def test_every_kind_of_finding_has_its_words_and_says_what_to_do(look: Look) -> None:
    for kind, said in texts().findings.items():
        assert said.remedy.endswith(".") and said.title and said.sentence, kind


def test_the_release_itself_is_not_changed(look: Look, tmp_path: Path) -> None:
    look(d1a=OFFER + "5.1(2)j\n")
    file = tmp_path / "openbaarmaking.txt"
    before = file.read_bytes()
    audit(file)
    assert file.read_bytes() == before and [one.name for one in tmp_path.iterdir()] == [file.name]


@given(st.text(alphabet=st.sampled_from(list("5.1(2)ejf €@aA\n\t[]█\f1a ")), max_size=200))
def test_any_text_is_read_without_a_failure(text: str) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        (Path(folder) / "1a.txt").write_text(text, "utf-8")
        list(report_lines(audit(Path(folder))))


# ---------------------------------------------------------------- the release of 2022 (facts 1.4)


@pytest.fixture(scope="module")
def almere() -> Report:
    assert FOUND
    return audit(FOUND)


def at(report: Report, kind: str) -> list[int]:
    return sorted(one.line for one in report.findings if one.kind == kind and one.line)


def about(report: Report, kind: str, key: str) -> list[str]:
    return [dict(one.about)[key] for one in report.findings if one.kind == kind]


@on_almere
def test_almere_counts_of_labels(almere: Report) -> None:
    """The counts of facts 1.4; there '5.1(2) en' was once read as a letter i, and a citation of 5.2 not counted."""
    told = {"5.1(1)c": 310, "5.1(2)e": 99, "5.1(2)f": 14, "5.1(2)c": 9, "5.1(2)j": 4, "5.1(1)": 86, "5.1(2)": 36}
    assert {code: almere.counts[code] for code in told} == told
    assert abs(almere.counts["5.1(2)i"] - 19) <= 1 and abs(almere.counts["5.2(1)"] - 18) <= 1
    assert abs(almere.counts["buiten verzoek"] - 107) <= 2
    assert {"10(1)c", "10(2)e", "10(2)g", "10(1)e"} <= set(almere.counts), "the old law is read, and not rewritten"


@on_almere
def test_almere_list_has_29_documents_and_the_sum_in_the_letter_is_right(almere: Report) -> None:
    rows = almere.subject.rows
    assert len(rows) == 29 and sum(row.provided for row in rows.values()) == 5
    assert [number for number, row in rows.items() if row.refused] == ["1d", "2i", "2k", "6a"]
    assert "count_differs" not in kinds(almere) and "refused_without_ground" not in kinds(almere)


@on_almere
def test_almere_letter_j_is_not_valid_and_is_in_the_memo(almere: Report) -> None:
    found = [one for one in almere.findings if one.kind == "invalid" and dict(one.about)["code"] == "5.1(2)j"]
    assert [one.line for one in found] == [979, 979, 992, 994] and {one.document for one in found} == {"2a"}
    assert all("5.1(2)i" in one.sentence for one in found)


@on_almere
def test_almere_5_1_2_c_is_in_no_line_of_the_list(almere: Report) -> None:
    assert at(almere, "in_no_line") == [431, 1585, 1585, 2323, 2324, 2326, 2327, 2333, 2335]
    assert set(about(almere, "in_no_line", "near")) == {"5.1(2)e"}
    assert about(almere, "no_reasons", "code") == ["5.1(2)c"]


@on_almere
def test_almere_f_stands_where_the_list_has_i(almere: Report) -> None:
    lines = at(almere, "not_in_its_line")
    assert lines == [918, 921, 923, 925, 1577, 1579, 1585, 1585, 1585, 1585]
    assert set(about(almere, "not_in_its_line", "near")) == {"5.1(2)i"}


@on_almere
def test_almere_misread_label_of_the_old_law(almere: Report) -> None:
    found = [one for one in almere.findings if one.kind == "invalid" and dict(one.about)["code"] == "10(2)je"]
    assert len(found) == 4 and all(1337 <= (one.line or 0) <= 1349 and "10(2)e" in one.sentence for one in found)


@on_almere
def test_almere_double_ground_in_the_line_of_6c(almere: Report) -> None:
    (finding,) = (one for one in almere.findings if one.kind == "twice_in_line")
    assert dict(finding.about) == {"code": "5.1(2)i", "count": "2", "number": "6c"}


@on_almere
def test_almere_labels_without_a_letter(almere: Report) -> None:
    codes = Counter(about(almere, "incomplete", "code"))
    assert codes == {"5.1(1)": 73, "5.1(2)": 36, "10(1)": 1}
    assert {2305, 2312, 2316} <= set(at(almere, "amount_or_label"))


@on_almere
def test_almere_has_no_paragraph_on_information_older_than_five_years(almere: Report) -> None:
    (finding,) = (one for one in almere.findings if one.kind == "no_5_3")
    said = dict(finding.about)
    assert said["decided"] == "01-11-2022" and said["old"] == "1a, 1b, 1c, 1e" and "2a" in said["perhaps"]


@on_almere
def test_almere_memo_to_the_mayor_with_scenarios_under_5_2(almere: Report) -> None:
    assert at(almere, "opinion_to_board") == [965]
    assert at(almere, "opinion_on_alternatives") == [989, 1014]


@on_almere
def test_almere_grant_of_the_state_as_data_of_a_company(almere: Report) -> None:
    assert 977 in at(almere, "public_money")


@on_almere
def test_almere_supplier_is_hidden_here_and_readable_there(almere: Report) -> None:
    shown = [one for one in almere.findings if one.kind in ("readable_elsewhere", "party_readable")]
    assert {"2a", "4c"} <= {one.document for one in shown}


@on_almere
def test_almere_what_is_left_of_addresses(almere: Report) -> None:
    assert {2184, 2842} <= set(at(almere, "domain_left"))
    assert at(almere, "letters_left") == [3594] and at(almere, "mail_without_ground") == [2910]


@on_almere
def test_almere_persons_hidden_without_a_ground_in_the_mail(almere: Report) -> None:
    assert {2257, 2270} <= set(at(almere, "box_without_ground"))
    assert at(almere, "empty_header") == [2245, 2249]
    (finding,) = (one for one in almere.findings if one.kind == "person_not_listed")
    assert finding.document == "4c"


@on_almere
def test_almere_grounds_of_which_the_letter_does_not_say_how_they_are_marked(almere: Report) -> None:
    assert about(almere, "no_mark_told", "code") == ["5.1(2)e", "5.2(1)"]


@on_almere
def test_almere_gives_no_other_kind_of_finding(almere: Report) -> None:
    """What facts 1.4 does not name: nothing of a kind that it does not know."""
    assert not {"listed_not_used", "reasons_not_used", "number_twice", "invalid_in_line", "rule_as_label", "no_list",
                "no_letter", "count_differs"} & set(kinds(almere))  # fmt: skip
