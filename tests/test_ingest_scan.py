"""What has no text is read from its picture; what is no text on it is told apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pymupdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.ingest_files import PROSE, canonical_of, check_words, document_of, scanned, scribble, shades, typeset
from woolak.errors import MissingProgram
from woolak.model import BoxPt
from woolak.pipeline.ingest import ocr, recogniser
from woolak.pipeline.ingest.ocr import without_pictures
from woolak.pipeline.ingest.strips import RawWord

BOLD = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"
SIGNED = PROSE * 4 + "\n\nMet vriendelijke groet,\n#v(2.4cm)\nP. de Boer \\ directeur\n"


def overlap(a, b) -> float:
    """Share of b that a covers."""
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return max(0, wide) * max(0, high) / ((b[2] - b[0]) * (b[3] - b[1]))


def place_of(pdf: bytes, words: str) -> pymupdf.Rect:
    return pymupdf.open(stream=pdf)[0].search_for(words)[0]


@pytest.mark.parametrize("skew", [-1.2, 0.8])
def test_a_scan_is_read_with_the_place_and_sureness_of_each_word(tmp_path: Path, skew: float) -> None:
    pdf = typeset(PROSE * 6)
    document = document_of(tmp_path, scanned(pdf, skew=skew))
    (page,) = document.pages
    assert page.source == "ocr"
    assert " ".join(page.text.split()).count(PROSE.strip()) >= 5
    assert all(0 < word.confidence <= 1 for word in page.words)
    picture = shades(canonical_of(tmp_path, document)[0], 144)
    for word in page.words:
        x0, y0, x1, y1 = (round(2 * side) for side in word.box_pt)
        assert picture[y0:y1, x0:x1].min() < 140
    check_words(page)


def test_pages_of_text_and_scanned_pages_are_read_each_in_its_way(tmp_path: Path) -> None:
    pdf = typeset("\n#pagebreak()\n".join(f"Deel {i}. " + PROSE * 3 for i in (1, 2, 3)))
    document = document_of(tmp_path, scanned(pdf, pages=[1]))
    assert [page.source for page in document.pages] == ["text", "ocr", "text"]
    assert [page.text.startswith(f"Deel {i}.") for i, page in enumerate(document.pages, start=1)] == [True] * 3


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_scan_that_lies_on_its_side_is_set_upright(tmp_path: Path, turn: int) -> None:
    document = document_of(tmp_path, scanned(typeset(PROSE * 12), turn=turn))
    (page,) = document.pages
    assert page.height_pt > page.width_pt
    assert " ".join(page.text.split()).count("werkgroep hebben het voorstel") >= 10
    (shown,) = canonical_of(tmp_path, document)
    assert (round(shown.rect.width), round(shown.rect.height)) == (round(page.width_pt), round(page.height_pt))
    first = page.words[0].box_pt
    assert shades(shown)[int(first.y0) : int(first.y1), int(first.x0) : int(first.x1)].min() < 140


def test_a_blank_scan_gives_an_empty_page(tmp_path: Path) -> None:
    (page,) = document_of(tmp_path, scanned(typeset("#v(1cm)"), noise=2)).pages
    assert (page.text, page.words, page.regions) == ("", (), ())


def test_letters_drawn_as_shapes_are_read_from_the_picture(tmp_path: Path) -> None:
    picture = typeset(PROSE * 3)
    svg = pymupdf.open(stream=picture)[0].get_svg_image(text_as_path=True)
    shapes = pymupdf.open(stream=pymupdf.open(stream=svg.encode(), filetype="svg").convert_to_pdf())
    (page,) = document_of(tmp_path, shapes.tobytes()).pages
    assert page.source == "ocr" and "werkgroep" in page.text


def test_a_text_layer_without_meaning_is_not_believed(tmp_path: Path) -> None:
    source = pymupdf.open()
    page = source.new_page()
    page.insert_htmlbox(pymupdf.Rect(50, 50, 500, 300), "<p>" + PROSE * 3 + "</p>")
    for xref in range(1, source.xref_length()):
        if source.xref_get_key(xref, "ToUnicode")[0] != "null":
            source.xref_set_key(xref, "ToUnicode", "null")
    (read,) = document_of(tmp_path, source.tobytes()).pages
    assert "werkgroep" in read.text


def behind(pdf: bytes, text: list[tuple[float, float, str]]) -> bytes:
    """A scan with a scanner's own text behind its picture."""
    source = pymupdf.open(stream=pdf)
    for x, y, words in text:
        source[0].insert_text((x, y), words, render_mode=3, fontname="helv", fontsize=10)
    return bytes(source.tobytes())


def test_what_a_scanner_put_behind_its_picture_is_checked_against_the_picture(tmp_path: Path) -> None:
    pdf = typeset(PROSE * 3 + "\n\nAkkoord bevonden door mevrouw Nijenhuis.")
    wrong = behind(scanned(pdf), [(60, 100 + 12 * i, "heel iets anders dan er op het papier staat") for i in range(6)])
    (page,) = document_of(tmp_path, wrong).pages
    assert page.source == "ocr" and "Nijenhuis" in page.text and "anders" not in page.text
    lines = [(w[0], w[3] - 2.5, w[4]) for w in pymupdf.open(stream=pdf)[0].get_text("words") if w[4] != "Nijenhuis."]
    (page,) = document_of(tmp_path, behind(scanned(pdf, skew=0), lines)).pages
    assert "Nijenhuis" in page.text and page.text.count("werkgroep") == 3


def test_a_picture_of_a_letter_on_a_page_of_text_is_read_once_per_document(tmp_path: Path, monkeypatch) -> None:
    small = typeset("#set page(width: 12cm, height: 6cm)\nGeachte heer Zonneveld, " + PROSE)
    letter = pymupdf.open(stream=scanned(small))
    source = pymupdf.open(stream=typeset("\n#pagebreak()\n".join([PROSE * 3] * 3)))
    for page in source:
        page.insert_image(pymupdf.Rect(60, 300, 400, 470), pixmap=letter[0].get_pixmap(dpi=200))
    calls = []
    genuine = ocr.read_picture
    monkeypatch.setattr(ocr, "read_picture", lambda *a, **k: calls.append(1) or genuine(*a, **k))
    document = document_of(tmp_path, source.tobytes())
    pages = document.pages
    assert all("Zonneveld" in page.text and page.source == "text" for page in pages)
    assert len(pages) == 3 and len(calls) == 1
    word = next(w for w in pages[1].words if "Zonneveld" in pages[1].text[w.start : w.end])
    assert word.confidence < 1 and 300 < word.box_pt.y0 < 470


@pytest.mark.parametrize("seed", range(5))
def test_a_signature_on_a_scan_is_found_and_text_and_rules_are_not(tmp_path: Path, seed: int) -> None:
    pdf = typeset("#table(columns: 3, [Uren], [Tarief], [Bedrag], [12], [90], [1080])\n" + SIGNED)
    name = place_of(pdf, "P. de Boer")
    box = (name.x0 + 5, name.y0 - 45, name.x0 + 120, name.y0 + 2)

    def draw(image: Image.Image) -> None:
        scribble(image, box, seed)

    (page,) = document_of(tmp_path, scanned(pdf, draw=draw)).pages
    signatures = [region.box_pt for region in page.regions if region.what == "signature"]
    assert signatures and sum(overlap(found, box) for found in signatures) > 0.5
    assert all(overlap(box, found) > 0.3 for found in signatures)


def test_stamps_logos_and_holes_are_no_signatures(tmp_path: Path) -> None:
    pdf = typeset("#v(2cm)\n" + PROSE * 5)

    def draw(image: Image.Image) -> None:
        pen, scale = ImageDraw.Draw(image), 300 / 72
        pen.ellipse([440 * scale, 30 * scale, 500 * scale, 80 * scale], fill=70)
        pen.rectangle([360 * scale, 500 * scale, 500 * scale, 550 * scale], outline=80, width=5)
        font = ImageFont.truetype(BOLD, int(13 * scale))
        pen.text((372 * scale, 508 * scale), "INGEKOMEN\n5 MRT 2021", fill=80, font=font)
        for y in (250, 590):
            pen.ellipse([15 * scale, y * scale, 30 * scale, (y + 15) * scale], fill=20)

    (page,) = document_of(tmp_path, scanned(pdf, draw=draw)).pages
    assert "INGEKOMEN" in page.text
    assert {region.what for region in page.regions} <= {"logo", "image"}
    assert any(region.what == "logo" for region in page.regions)


def signature_picture() -> bytes:
    import io

    image = Image.new("L", (600, 200), 255)
    scribble(image, (5, 5, 139, 43), 3)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def test_a_pasted_signature_is_told_from_a_logo(tmp_path: Path) -> None:
    pdf = typeset("#v(2cm)\n" + SIGNED)
    name = place_of(pdf, "P. de Boer")
    source = pymupdf.open(stream=pdf)
    source[0].insert_image(pymupdf.Rect(name.x0, name.y0 - 45, name.x0 + 130, name.y0 - 3), stream=signature_picture())
    source[0].insert_image(pymupdf.Rect(400, 20, 520, 60), stream=signature_picture())
    regions = document_of(tmp_path, source.tobytes()).pages[0].regions
    assert sorted(region.what for region in regions) == ["logo", "signature"]


def test_a_signature_drawn_with_curves_is_found(tmp_path: Path) -> None:
    pdf = typeset(SIGNED)
    name = place_of(pdf, "P. de Boer")
    source = pymupdf.open(stream=pdf)
    pen, x, y = source[0].new_shape(), name.x0, name.y0 - 20
    for i in range(9):
        pen.draw_bezier((x + 10 * i, y), (x + 10 * i + 4, y - 18), (x + 10 * i + 9, y + 14), (x + 10 * i + 10, y))
    pen.finish(color=(0, 0, 0.5))
    pen.commit()
    (region,) = document_of(tmp_path, source.tobytes()).pages[0].regions
    assert region.what == "signature" and overlap(region.box_pt, (x, y - 6, x + 90, y + 6)) > 0.9


def test_without_tesseract_the_user_is_told_what_to_install(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(recogniser, "FOLDERS", (str(tmp_path),))
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    recogniser.tessdata.cache_clear()
    with pytest.raises(MissingProgram, match="tesseract-ocr-nld"):
        document_of(tmp_path, scanned(typeset(PROSE)))
    recogniser.tessdata.cache_clear()


@pytest.mark.parametrize(("stroke", "skew"), [("0.5pt", 0.3), ("0.7pt + gray", 0.9), ("1.2pt", -0.6)])
def test_names_and_amounts_in_a_ruled_table_are_read_whole(tmp_path: Path, stroke: str, skew: float) -> None:
    names = ["Jan van der Berg", "Fatima El Amrani", "Gerda Nijenhuis-Bos", "Piet Tahiri"]
    rows = [(names[i % 4], f"{12 + 3 * i}", f"€ {1 + i}.{120 + 7 * i},50") for i in range(12)]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    markup = f"#table(columns: (1fr, auto, auto), inset: 4pt, stroke: {stroke}, {cells})"
    (page,) = document_of(tmp_path, scanned(typeset(markup), skew=skew)).pages
    lines = [line.replace("€ ", "€").split("\t") for line in page.text.splitlines()]
    assert [line[0] for line in lines] == [row[0] for row in rows]
    assert sum(line[-1] == row[2].replace("€ ", "€") for line, row in zip(lines, rows, strict=True)) >= 11
    assert sum(len(line) == 3 and line[1] == row[1] for line, row in zip(lines, rows, strict=True)) >= 10
    assert {region.what for region in page.regions} <= {"doubtful"}


def test_a_coloured_bar_that_was_read_as_a_sign_is_left_out_and_a_sign_of_print_stays() -> None:
    bar = [RawWord("®", BoxPt(60, 87, 450, 126))]
    lines = [bar, [RawWord("Zuylenkade", BoxPt(472, 143, 514, 149)), RawWord("8", BoxPt(517, 143, 521, 149))]]
    rule = [RawWord("--", BoxPt(60, 160, 90, 166))]
    assert without_pictures([*lines, rule]) == [lines[1], rule]


FAINT = "#text(fill: luma(55%), size: 6.5pt)[Gezien door Fatma Terpstra en Joris Oosterwold]"


def test_a_scan_of_rough_paper_is_read_and_does_not_take_minutes(tmp_path: Path) -> None:
    (page,) = document_of(tmp_path, scanned(typeset(PROSE * 12), noise=30)).pages
    assert " ".join(page.text.split()).count("werkgroep hebben het voorstel") >= 10
    assert page.words[0].box_pt.y0 < 100 and page.height_pt > page.width_pt  # and is not turned upside down


def test_print_that_is_too_faint_to_read_is_marked_for_the_reader(tmp_path: Path) -> None:
    pdf = typeset(PROSE * 3 + f"\n\n{FAINT}" * 6)
    places = pymupdf.open(stream=pdf)[0].search_for("Gezien door Fatma")
    (page,) = document_of(tmp_path, scanned(pdf, noise=42, skew=0)).pages
    marked = [region.box_pt for region in page.regions if region.what == "doubtful"]
    sure = [word.box_pt for word in page.words if word.confidence >= 0.5]
    for place in places:
        assert any(overlap(box, place) > 0.2 for box in marked) or any(overlap(box, place) > 0.1 for box in sure)


def test_a_page_that_is_read_surely_has_no_marks(tmp_path: Path) -> None:
    (page,) = document_of(tmp_path, scanned(typeset(PROSE * 12))).pages
    assert not [region for region in page.regions if region.what == "doubtful"]


@pytest.mark.parametrize(("read", "word"), [("_4180,-", "4180,-"), ("|Tahiri_", "Tahiri"), ("____", "____")])
def test_what_is_left_of_a_rule_beside_a_word_is_no_part_of_it(monkeypatch, read: str, word: str) -> None:
    row = "\t".join(["5", "1", "1", "1", "1", "1", "10", "10", "200", "40", "95.0", read])
    monkeypatch.setattr(ocr, "recognise", lambda *_: row + "\n")
    assert [w.text for line in ocr.read_picture(np.zeros((60, 300), np.uint8)).lines for w in line] == [word]
