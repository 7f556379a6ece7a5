"""What verification says of scans: proved by comparing with the source, and failed when a page was burned badly."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from PIL import Image, ImageDraw

from tests.building import document_of
from tests.building_scans import TEXT, Scanned, picture_of, scanned_letter, with_picture
from tests.ingest_files import scanned, typeset
from woolak import zienswijze
from woolak.case import Case
from woolak.errors import MissingProgram
from woolak.inventory.zienswijze.concerning import Concern
from woolak.model import BoxPt, Proposal, Word
from woolak.pipeline.ingest import recogniser
from woolak.pipeline.ingest.pages import read_pages
from woolak.pipeline.redact import default_style, redact
from woolak.pipeline.redactions import plan
from woolak.pipeline.verify import Before, verify


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Scanned:
    return scanned_letter(tmp_path_factory.mktemp("scan"))


def test_a_scan_is_proved_without_reading_it_again(scan: Scanned, tmp_path: Path) -> None:
    proof = scan.proof(scan.burned(tmp_path / "b.pdf"))
    assert proof.ok, proof.leaks
    assert proof.pages_compared == (0,)
    assert not proof.pages_read_by_ocr


def test_a_scan_that_was_not_burned_fails(scan: Scanned, tmp_path: Path) -> None:
    out = with_picture(scan.burned(tmp_path / "b.pdf"), tmp_path / "c.pdf", lambda _: picture_of(scan.pdf))
    assert {leak.surface for leak in scan.proof(out).leaks} >= {"picture"}


def test_a_scan_of_which_one_box_was_forgotten_fails(scan: Scanned, tmp_path: Path) -> None:
    box = scan.plan.redactions[1].boxes_pt[0]
    place = tuple(int(side * 300 / 72) for side in box)

    def back(image: Image.Image) -> Image.Image:
        image.paste(picture_of(scan.pdf).crop(place), place[:2])
        return image

    out = with_picture(scan.burned(tmp_path / "b.pdf"), tmp_path / "c.pdf", back)
    assert {(leak.surface, leak.box) for leak in scan.proof(out).leaks} >= {("picture", 1)}


@pytest.mark.parametrize(("across", "down"), [(0.0, 9.0), (25.0, 0.0)])
def test_a_scan_with_its_boxes_beside_the_names_fails(
    scan: Scanned, across: float, down: float, tmp_path: Path
) -> None:
    todo = scan.plan
    moved = tuple(
        replace(
            one,
            boxes_pt=tuple(BoxPt(b.x0 + across, b.y0 + down, b.x1 + across, b.y1 + down) for b in one.boxes_pt),
        )
        for one in todo.redactions
    )
    out = tmp_path / "b.pdf"
    redact(scan.pdf, out, moved, title="Brief", style=default_style())
    proof = scan.proof(out)
    assert "picture" in {leak.surface for leak in proof.leaks}
    assert not proof.pages_compared


@pytest.mark.parametrize(("name", "side"), [("Wagenvoort", -1), ("Hoekstra", -1), ("Hoekstra", 1), ("Dekker", 1)])
def test_a_letter_that_sticks_out_of_its_box_fails(scan: Scanned, name: str, side: int, tmp_path: Path) -> None:
    """OCR told a box that ends within a letter: the redaction covers all that it knows of."""

    def narrow(word: Word) -> Word:
        if scan.page.text[word.start : word.end].strip(",.") != name:
            return word
        x0, y0, x1, y1 = word.box_pt
        less = 0.5 * (x1 - x0) / len(name)
        return word._replace(box_pt=BoxPt(x0 + less * (side < 0), y0, x1 - less * (side > 0), y1))

    known = replace(scan, page=replace(scan.page, words=tuple(map(narrow, scan.page.words))))
    proof = known.proof(known.burned(tmp_path / "b.pdf"))
    assert {leak.surface for leak in proof.leaks} == {"letter beside a box"}


def test_a_box_through_a_drawing_cuts_no_letter(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(
        scanned(typeset(TEXT), draw=lambda image: ImageDraw.Draw(image).ellipse((900, 2900, 960, 2960), 60))
    )
    with pymupdf.open(path) as document:
        (page,) = read_pages(document)
    part = BoxPt(880 * 0.24, 2885 * 0.24, 930 * 0.24, 2975 * 0.24)
    approved = Proposal(0, 0, 0, "", (part,), ("5.1(2)e",), "redact", "SIGNATURE", 0.9, "test")
    words = tuple(word for word in page.words if word.box_pt.y1 < part.y0)
    page = replace(page, words=words, text=page.text[: words[-1].end])
    todo = plan(replace(document_of(""), pages=(page,)), [approved])
    out = Scanned(path, page).burned(tmp_path / "b.pdf", todo)
    before = Before(path, [page], todo.gone)
    proof = verify(out, todo.redactions, secrets=["Iets anders"], kept_texts=todo.kept_texts, before=before)
    assert proof.ok, proof.leaks
    assert proof.pages_compared == (0,)


def test_a_redacted_word_that_no_box_covers_fails(scan: Scanned, tmp_path: Path) -> None:
    todo = scan.plan
    kept = tuple(one for one in todo.redactions if one.text != "Wagenvoort")
    out = scan.burned(tmp_path / "b.pdf", replace(todo, redactions=kept, secrets=(), kept_texts=("",)))
    before = Before(scan.pdf, [scan.page], todo.gone)
    proof = verify(out, kept, secrets=["Iets anders"], kept_texts=todo.kept_texts, before=before)
    assert {leak.surface for leak in proof.leaks} == {"word beside a box"}


def test_a_page_with_the_picture_of_another_page_is_read(scan: Scanned, tmp_path: Path) -> None:
    def other(image: Image.Image) -> Image.Image:
        made = Image.new("L", image.size, 255)
        word = picture_of(scan.pdf).crop(
            tuple(int(side * 300 / 72) for side in scan.plan.redactions[0].boxes_pt[0])  # type: ignore[arg-type]
        )
        made.paste(word, (900, 2600))
        return made

    out = with_picture(scan.burned(tmp_path / "b.pdf"), tmp_path / "c.pdf", other)
    proof = scan.proof(out)
    assert proof.pages_read_by_ocr == (0,)
    assert not proof.ok


@pytest.mark.parametrize("drawn", ["line", "word", "picture"])
def test_what_was_added_to_a_page_is_read(scan: Scanned, drawn: str, tmp_path: Path) -> None:
    with pymupdf.open(scan.burned(tmp_path / "b.pdf")) as document:
        page = document[0]
        if drawn == "line":
            page.draw_rect(pymupdf.Rect(100, 600, 200, 610), fill=(0, 0, 0))
        elif drawn == "word":
            page.insert_text((100, 600), "beheer", fontsize=14)
        else:
            made = Image.new("L", (200, 60), 255)
            ImageDraw.Draw(made).text((10, 10), "beheer", font_size=40)
            stream = io.BytesIO()
            made.save(stream, "PNG")
            page.insert_image(pymupdf.Rect(100, 600, 200, 630), stream=stream.getvalue())
        document.save(tmp_path / "c.pdf")
    assert scan.proof(tmp_path / "c.pdf").pages_read_by_ocr == (0,)


def test_of_a_word_that_is_cut_only_what_remains_is_read(scan: Scanned, tmp_path: Path) -> None:
    cut = replace(scan, names=("Terpstra",))
    proof = cut.proof(cut.burned(tmp_path / "b.pdf"))
    assert proof.ok, proof.leaks
    assert proof.pages_compared == (0,)


def test_a_box_over_the_wrong_part_of_a_word_fails(scan: Scanned, tmp_path: Path) -> None:
    cut = replace(scan, names=("Terpstra",))
    (right,) = cut.plan.redactions
    (word,) = (one.box_pt for one in scan.page.words if one.box_pt.x1 == right.boxes_pt[0].x1)
    wrong = replace(right, boxes_pt=(BoxPt(word.x0, word.y0, right.boxes_pt[0].x0 - 4, word.y1),))
    out = tmp_path / "b.pdf"
    redact(scan.pdf, out, [wrong], title="Brief", style=default_style())
    before = Before(scan.pdf, [scan.page], cut.plan.gone)
    proof = verify(out, [wrong], secrets=cut.plan.secrets, kept_texts=cut.plan.kept_texts, before=before)
    assert {leak.surface for leak in proof.leaks} == {"picture text"}


def test_a_page_of_which_the_scanner_wrote_the_text_is_read(scan: Scanned, tmp_path: Path) -> None:
    words = tuple(word._replace(confidence=1.0) for word in scan.page.words)
    told = replace(scan, page=replace(scan.page, words=words))
    proof = told.proof(told.burned(tmp_path / "b.pdf"))
    assert proof.ok
    assert proof.pages_read_by_ocr == (0,)


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(recogniser, "FOLDERS", (str(tmp_path),))
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    recogniser.tessdata.cache_clear()
    yield
    recogniser.tessdata.cache_clear()


def test_a_page_that_has_to_be_read_is_not_proved_without_tesseract(
    scan: Scanned, tmp_path: Path, no_tesseract: None
) -> None:
    out, todo = scan.burned(tmp_path / "b.pdf"), scan.plan
    assert scan.proof(out).ok
    with pytest.raises(MissingProgram):
        verify(out, todo.redactions, secrets=todo.secrets, kept_texts=todo.kept_texts)


def test_the_copy_of_a_scan_for_a_third_party_is_compared_with_its_source(
    scan: Scanned, tmp_path: Path, no_tesseract: None
) -> None:
    (tmp_path / "zaak" / "pdf").mkdir(parents=True)
    shutil.copy(scan.pdf, tmp_path / "zaak" / "pdf" / "d1.pdf")
    with Case.open(tmp_path / "zaak", create=True) as case:
        document = replace(document_of(""), pages=(scan.page,))
        concern = Concern(document, (0,), (), scan.approved)
        assert zienswijze._copy(case, concern, "Brief", tmp_path / "kopie.pdf")
