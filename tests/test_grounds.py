"""The catalogue of grounds is whole, and every notation of a ground that occurs in practice is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woolak.errors import CaseFileError
from woolak.rules.grounds import Catalogue, catalogue_order, grounds, machine, municipal, parse_label
from woolak.rules.reading import read_yaml

CITABLE = [code for code, ground in grounds().items() if ground.law and ground.citable]


def codes(text: str) -> list[str]:
    return [label.code for label in parse_label(text)]


def test_catalogue_holds_every_letter_of_article_5_1_and_no_other() -> None:
    first = {f"5.1(1){letter}" for letter in "abcde"}
    second = {f"5.1(2){letter}" for letter in "abcdefghi"}
    others = {"5.1(4)", "5.1(5)", "5.1(6)", "5.2(1)", "5.4(1)", "5.4a(1)"}
    assert {code for code in CITABLE if grounds()[code].law == "woo"} == first | second | others


def test_only_the_first_paragraph_is_absolute_within_article_5_1() -> None:
    for code, ground in grounds().items():
        if code.startswith("5.1(1)"):
            assert ground.kind == "absolute" and not ground.old
        if code.startswith("5.1(2)"):
            assert ground.kind == "relative" and ground.old


def test_link_leads_to_the_letter_of_the_law() -> None:
    woo = "https://wetten.overheid.nl/jci1.3:c:BWBR0045754&hoofdstuk=5&artikel=5.1&lid=2&onderdeel=e"
    assert grounds()["5.1(2)e"].link == woo
    assert "BWBR0005252" in grounds()["10(2)e"].link and "2022-04-30" in grounds()["10(2)e"].link
    assert grounds()["buiten verzoek"].link == ""


def test_every_woo_ground_says_what_it_covers() -> None:
    for ground in grounds().values():
        assert ground.law == "wob" or len(ground.covers) > 30, ground.code


def test_municipal_and_machine_notation_are_each_others_reverse() -> None:
    for code in grounds():
        assert municipal(machine(code)) == code
    assert machine("5.1(2)e") == "5.1.2e" and municipal("5.2.1") == "5.2(1)" and machine("10(2)g") == "10.2g"
    with pytest.raises(KeyError):
        machine("5.1(2)j")


def test_grounds_are_listed_once_and_in_the_order_of_the_law() -> None:
    assert catalogue_order(["5.2(1)", "5.1(2)i", "5.1(2)e", "5.1(2)i", "5.1(1)c"]) == (
        "5.1(1)c",
        "5.1(2)e",
        "5.1(2)i",
        "5.2(1)",
    )


@pytest.mark.parametrize(
    "written",
    [
        "5.1(2)e", "5.1 (2)e", "5.1 (2) e", "5.1(2)(e)", "5.1(2e)", "5.1.2e", "5.1.2.e", "5.1.2 onder e",
        "5.1 lid 2 sub e", "5.1 lid 2e", "5.1 2e lid onder e", "art. 5.1, lid 2, onder e",
        "artikel 5.1, tweede lid, aanhef en onder e",
        "artikel 5.1, tweede lid, onderdeel e, van de Woo", "art-5-1-2-e", "(5.1)(2e)", "Woo 5.1.2.e", "5.1(2)E",
        "5.1(2)e@almere.nl", "[5.1(2)e]", "Geweigerd op grond van 5.1(2)e.",
    ],
)  # fmt: skip
def test_notation_of_a_ground_is_read(written: str) -> None:
    assert codes(written) == ["5.1(2)e"]
    assert parse_label(written)[0].problems == ()


@pytest.mark.parametrize(
    "written", ["10(2)e", "(10)(2e)", "10.2.e", "10.2e", "10 lid 2 sub e", "artikel 10, tweede lid, onder e, Wob"]
)
def test_notation_of_the_wob_is_read_and_stays_wob(written: str) -> None:
    assert codes(written) == ["10(2)e"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("5.1(2)e / 5.1(1)c", ["5.1(2)e", "5.1(1)c"]),
        ("5.1(2)e/5.1(1)c/5.1(2)i/5.2(1)", ["5.1(2)e", "5.1(1)c", "5.1(2)i", "5.2(1)"]),
        ("5.1.1c; 5.1.2e;", ["5.1(1)c", "5.1(2)e"]),
        ("5.1(2)e en i", ["5.1(2)e", "5.1(2)i"]),
        ("5.1(2)e, f en i", ["5.1(2)e", "5.1(2)f", "5.1(2)i"]),
        ("5.1(2)e & 5.2(1)", ["5.1(2)e", "5.2(1)"]),
        ("artikel 5.1 lid 1 sub c en lid 2 sub e Woo", ["5.1(1)c", "5.1(2)e"]),
        ("5.1(2)e5.1(1)c", ["5.1(2)e", "5.1(1)c"]),
        ("11.1", ["11(1)"]),
        ("5.1.5", ["5.1(5)"]),
        ("5.4a(1)", ["5.4a(1)"]),
        ("buiten scope", ["buiten verzoek"]),
        ("Buiten de reikwijdte van het verzoek", ["buiten verzoek"]),
        ("5.1(2)e  buiten verzoek", ["5.1(2)e", "buiten verzoek"]),
        ("dubbel", ["dubbel"]),
        ("iw", ["integraal geweigerd"]),
    ],
)
def test_several_labels_together_are_told_apart(written: str, read: list[str]) -> None:
    assert codes(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "EUR 5.111.000", "€ 5.12", "5.111.000,-", "een bedrag van 5.2 euro", "op 5.1.2017", "5.1.2.3", "om 10.30 uur",
        "zie paragraaf 5.1.2 van het rapport", "tabel 5.2 laat zien", "ongeveer 10.2 km", "dit is dubbel werk",
        "10.2.16", "bijlage 10 (2)", "06-10(2)", "5.1(2)jeugdwerkers", "hij bs de deur", "",
    ],
)  # fmt: skip
def test_amounts_dates_and_section_numbers_are_no_labels(text: str) -> None:
    assert codes(text) == []


def test_a_label_in_the_place_of_an_amount_is_no_amount() -> None:
    assert codes("€ 5.1(1)c") == ["5.1(1)c"] and codes("EUR 5.1 (1)c, per uur") == ["5.1(1)c"]
    assert codes("€ 10(1)c en 10(2)g") == ["10(1)c", "10(2)g"]


@pytest.mark.parametrize(("misread", "code"), [("5.1(f)c", "5.1(f)c"), ("5.1(1)6", "5.1(1)6")])
def test_a_label_with_a_misread_sign_is_an_error_and_not_left_out(misread: str, code: str) -> None:
    (label,) = parse_label(f"en {misread} is gevraagd")
    assert label.code == code and label.problems == ("invalid",)


def test_letter_that_does_not_exist_is_an_error_and_is_never_corrected() -> None:
    (label,) = parse_label("5.1(2)j")
    assert label.code == "5.1(2)j" and label.problems == ("invalid",) and "5.1(2)i" in label.meant
    (label,) = parse_label("5.1(1)f")
    assert label.problems == ("invalid",)
    assert parse_label("10(2)je")[0].problems == ("invalid",)


@pytest.mark.parametrize("written", ["5.1(2)", "5.1(1)", "5.2", "artikel 5.1, tweede lid", "10(2)"])
def test_label_without_its_letter_is_incomplete(written: str) -> None:
    (label,) = parse_label(written)
    assert label.problems == ("incomplete",)


@pytest.mark.parametrize(
    ("scanned", "code"),
    [("s.1(2)f", "5.1(2)f"), ("S.1(1)c", "5.1(1)c"), ("s.2(1)", "5.2(1)"), ("5.l(2)e", "5.1(2)e"), ("5.11", "5.1(1)")],
)
def test_label_read_through_ocr_noise_is_marked_uncertain(scanned: str, code: str) -> None:
    (label,) = parse_label(scanned)
    assert label.code == code and "uncertain" in label.problems


@given(st.sampled_from(CITABLE), st.sampled_from(["{}", "{} ", "({})", "{}, {}", "Weigeringsgrond: {}", "{};{}"]))
def test_whatever_we_print_we_read_back(code: str, around: str) -> None:
    for written in (code, machine(code)):
        labels = parse_label(around.replace("{}", written))
        assert {label.code for label in labels} == {code}
        assert all(not label.problems for label in labels)


@given(st.text(alphabet=st.sampled_from(list("5.1(2)e10 lidsubBc,/;€-J\u00a0–")), max_size=40) | st.text(max_size=60))
def test_any_text_gives_labels_in_order_that_lie_within_it(text: str) -> None:
    place = 0
    for label in parse_label(text):
        assert place <= label.start < label.end <= len(text)
        assert re.search(r"[0-9a-z]", text[label.start : label.end], re.I)
        place = label.end


def test_wrong_letter_in_the_rule_file_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "grounds.yaml"
    file.write_text(
        "laws: {}\nconfusions: []\ngrounds:\n"
        "  - {code: '5.1(2)j', machine: x, law: woo, article: '5.1', paragraph: 2, letter: j, name: x, kind: rule}\n",
        encoding="utf-8",
    )
    with pytest.raises(CaseFileError, match=r"grounds.yaml, regel 4: de code '5\.1\(2\)j'"):
        read_yaml(file, Catalogue)
