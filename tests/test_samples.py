"""The samples are a whole dossier whose truth says what is in its files."""

import email
import email.policy
import json
import typing
import unicodedata
from pathlib import Path

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban
from stdnum.nl import bsn

from samples.make import make
from samples.markup import Mark, MarkupError, labelled, parse
from samples.typesetting import colour_of, mark_of_colour
from woolak.model import Kind, Origin
from woolak.rules.casefile import read_case_file

SAMPLES = Path(__file__).parents[1] / "samples"
TRUTHS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((SAMPLES / "truth").iterdir())}
PAGED = [name for name, truth in TRUTHS.items() if truth["format"] == "pdf"]


def spans(truth, label="must"):
    return {name: span for name, span in truth["spans"].items() if span["label"] == label}


def test_each_file_of_the_dossier_has_its_truth():
    files = {path.name for path in (SAMPLES / "in").iterdir()} - {"zaak.yaml"}
    assert files == {truth["file"] for truth in TRUTHS.values()}
    assert len(files) >= 14


def test_the_case_file_of_the_samples_is_right():
    case = read_case_file(SAMPLES / "in" / "zaak.yaml")
    assert case.municipality.domain == "meerwolde.nl"
    assert case.anonymise_parties


def test_the_samples_stay_small():
    assert sum(path.stat().st_size for path in (SAMPLES / "in").iterdir()) < 3_000_000


def test_kinds_and_origins_are_the_words_of_the_product():
    assert {truth["kind"] for truth in TRUTHS.values()} <= set(typing.get_args(Kind))
    origins = {truth["origin"] for truth in TRUTHS.values()}
    assert origins | {"citizen"} == set(typing.get_args(Origin))  # the samples have no letter of a citizen


@pytest.mark.parametrize("name", PAGED)
def test_each_word_of_the_truth_stands_at_its_place_in_the_pdf(name):
    truth = TRUTHS[name]
    with pymupdf.open(SAMPLES / "in" / truth["file"]) as document:
        boxes = [[(w[:4], unicodedata.normalize("NFKC", w[4])) for w in page.get_text("words")] for page in document]
    for word in truth["words"]:
        x, y = word["x"][0], (word["b"][1] + word["b"][3]) / 2
        there = [
            unicodedata.normalize("NFKC", text)
            for box, text in boxes[word["p"]]
            if box[0] <= x <= box[2] and box[1] <= y <= box[3]
        ]
        assert any(word["t"] in text for text in there), (word["t"], there)


def test_a_scan_has_no_text_and_ink_where_its_words_are():
    truth = next(truth for truth in TRUTHS.values() if truth["format"] == "scan")
    with pymupdf.open(SAMPLES / "in" / truth["file"]) as document:
        for page in document:
            assert not page.get_text().strip()
            for word in truth["words"]:
                if word["p"] == page.number and len(word["t"]) > 2:
                    pixels = page.get_pixmap(dpi=100, clip=pymupdf.Rect(word["b"]), colorspace=pymupdf.csGRAY)
                    assert min(pixels.samples) < 140, word["t"]


def test_the_public_leaflet_has_nothing_to_redact():
    leaflet = next(truth for truth in TRUTHS.values() if truth["kind"] == "factsheet")
    assert not spans(leaflet)
    assert leaflet["expected_judgement"] == "openbaar"


def test_identification_numbers_pass_their_checks():
    every = [span for truth in TRUTHS.values() for span in spans(truth).values()]
    assert all(bsn.is_valid(span["text"]) for span in every if span["k"] == "bsn")
    assert all(iban.is_valid(span["text"]) for span in every if span["k"] == "iban")
    assert {"bsn", "iban"} <= {span["k"] for span in every}


def test_the_mail_holds_its_attachment():
    truth = next(truth for truth in TRUTHS.values() if truth["format"] == "eml")
    content = (SAMPLES / "in" / truth["file"]).read_bytes()
    message = email.message_from_bytes(content, policy=email.policy.default)
    names = {part.get_filename() for part in message.iter_attachments()}
    assert names == {part["part"].removeprefix("attachment:") for part in truth["parts"] if ":" in part["part"]}
    body = message.get_body().get_content().split()
    assert all(any(t["t"] in word for word in body) for p in truth["parts"] if p["part"] == "body" for t in p["tokens"])


@pytest.mark.parametrize("path", [p for p in sorted((SAMPLES / "source").iterdir()) if p.name[0].isdigit()], ids=str)
def test_the_committed_truth_is_what_the_source_says(path):
    made = make(path).truth
    committed = TRUTHS[made["id"]]
    assert made["spans"] == committed["spans"]


def test_a_mark_that_is_not_closed_is_an_error():
    with pytest.raises(MarkupError, match="not closed"):
        parse("Geachte [[persoon|Karin de Wit, wij danken u.")


def test_a_word_belongs_to_the_innermost_mark():
    pieces = list(labelled(parse("a [[opvatting|b [[persoon|c]] d]] [[e]] [[[free|f]]]")))
    assert [(text.strip(), mark and mark.kind) for text, mark in pieces] == [
        ("a", None),
        ("b", "opvatting"),
        ("c", "persoon"),
        ("d", "opvatting"),
        ("[[e]] [", None),
        ("f", "free"),
        ("]", None),
    ]


def test_a_mark_without_text_on_the_page_is_an_error(tmp_path):
    path = tmp_path / "1.html"
    path.write_text(
        "---\nid: x\nname: x\ntitle: x\ndate: 2024-01-01\nkind: brief\norigin: own\n---\n<p>a [[persoon|]]</p>"
    )
    with pytest.raises(MarkupError, match="nowhere"):
        make(path)


@given(st.integers(1, 900))
def test_the_colour_of_a_mark_leads_back_to_it(number):
    red, green, blue = colour_of(number)
    assert mark_of_colour(red << 16 | green << 8 | blue) == number


@given(st.text(alphabet="ab[]| ", max_size=30))
def test_text_without_marks_is_left_as_it_is(text):
    assert "".join(piece for piece in parse(text) if not isinstance(piece, Mark)) == text
