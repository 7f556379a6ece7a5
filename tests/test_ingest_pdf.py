"""A PDF as received becomes the canonical PDF with the same look, and a text whose places are right."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ingest_files import CASE, PROSE, canonical_of, check_words, document_of, error_of, shades, typeset
from woolak.pipeline.ingest import ingest


def words_lie_on_ink(pdf: pymupdf.Document, document) -> None:
    for page, shown in zip(document.pages, pdf, strict=True):
        assert shown.rotation == 0 and tuple(shown.rect)[:2] == (0, 0)
        assert (page.width_pt, page.height_pt) == (shown.rect.width, shown.rect.height)
        picture = shades(shown, 144)
        for word in page.words:
            x0, y0, x1, y1 = (round(2 * side) for side in word.box_pt)
            assert picture[y0:y1, x0:x1].min() < 128, page.text[word.start : word.end]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 30, 500, 700)])
def test_a_turned_or_cropped_page_looks_the_same_and_its_words_lie_on_its_ink(tmp_path: Path, turn: int, crop) -> None:
    source = pymupdf.open(stream=typeset("= Kop\n" + PROSE * 5))
    page = source[0]
    page.add_freetext_annot((100, 300, 300, 330), "Notitie erbij")
    field = pymupdf.Widget()
    field.field_name, field.field_type, field.rect = (
        "naam",
        pymupdf.PDF_WIDGET_TYPE_TEXT,
        pymupdf.Rect(100, 400, 300, 420),
    )
    field.field_value = "Ingevuld"
    page.add_widget(field)
    if crop:
        page.set_cropbox(pymupdf.Rect(crop))
    page.set_rotation(turn)
    data = source.tobytes()
    before = shades(pymupdf.open(stream=data)[0])
    document = document_of(tmp_path, data)
    after = canonical_of(tmp_path, document)
    assert before.shape == shades(after[0]).shape
    assert np.abs(before - shades(after[0])).mean() < 1.0
    assert "Notitie erbij" in document.pages[0].text and "Ingevuld" in document.pages[0].text
    if turn in (0,):
        words_lie_on_ink(after, document)
    check_words(document.pages[0])


def test_the_same_source_gives_the_same_bytes_and_the_same_document(tmp_path: Path) -> None:
    data = typeset(PROSE)
    one, two = document_of(tmp_path / "a", data), document_of(tmp_path / "b", data)
    assert one == two
    assert (tmp_path / f"a/pdf/{one.id}.pdf").read_bytes() == (tmp_path / f"b/pdf/{two.id}.pdf").read_bytes()


def test_another_place_or_another_content_gives_another_id(tmp_path: Path) -> None:
    ids = {document_of(tmp_path, typeset(text), name).id for text in ("Een", "Twee") for name in ("a.pdf", "map/a.pdf")}
    assert len(ids) == 4


def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path) -> None:
    good = typeset(PROSE)
    locked = pymupdf.open(stream=good).tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="geheim")
    assert "leeg" in error_of(tmp_path, b"", "leeg.pdf")
    assert "geen PDF" in error_of(tmp_path, b"PK zomaar iets", "nep.pdf")
    assert "geen PDF" in error_of(tmp_path, b"%PDF-1.7\nkapot", "kapot.pdf")
    assert "wachtwoord" in error_of(tmp_path, locked, "slot.pdf")
    assert "'.xyz'" in error_of(tmp_path, b"x", "iets.xyz")
    assert not list((tmp_path / "pdf").glob("*")) if (tmp_path / "pdf").exists() else True


def test_a_pdf_without_a_page_is_told_to_have_none_and_not_to_be_damaged(tmp_path: Path) -> None:
    with pikepdf.new() as nothing:
        nothing.save(tmp_path / "niets.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    by_hand = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    for data in ((tmp_path / "niets.pdf").read_bytes(), by_hand + b"trailer<</Size 3/Root 1 0 R>>\n%%EOF"):
        told = error_of(tmp_path, data, "niets.pdf")
        assert "geen bladzijden" in told and "beschadigd" not in told
    cut = typeset("\n#pagebreak()\n".join([PROSE] * 3))[:300]
    assert "beschadigd" in error_of(tmp_path, cut, "half.pdf")


def test_a_pdf_with_only_an_owner_password_is_read_and_stored_open(tmp_path: Path) -> None:
    data = pymupdf.open(stream=typeset("Leesbaar")).tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="baas")
    document = document_of(tmp_path, data)
    assert "Leesbaar" in document.pages[0].text
    assert not canonical_of(tmp_path, document).metadata["encryption"]


def test_a_cut_off_pdf_is_refused_or_read_whole(tmp_path: Path) -> None:
    pages = [f"Bladzijde {i} van het stuk. " + PROSE * 3 for i in range(4)]
    data = typeset("\n#pagebreak()\n".join(pages))
    path = tmp_path / "half.pdf"
    whole = [page.text for page in document_of(tmp_path, data, "half.pdf").pages]
    for cut in range(200, len(data), max(1, len(data) // 60)):
        path.write_bytes(data[:cut])
        (result,) = ingest(path, "half.pdf", tmp_path / "pdf", CASE)
        if result.document:
            assert [page.text for page in result.document.pages] == whole, cut


def test_a_page_whose_content_is_damaged_is_named(tmp_path: Path) -> None:
    source = pymupdf.open(stream=typeset("Eerste\n#pagebreak()\nTweede " + PROSE * 20))
    xref = source[1].get_contents()[0]
    raw = source.xref_stream_raw(xref)
    source.update_stream(xref, raw, compress=False)  # a stream that says it is packed, but is packed twice: rubbish
    source.xref_set_key(xref, "Filter", "/FlateDecode")
    data = bytearray(source.tobytes())
    at = bytes(data).find(raw[20:60])
    assert at > 0
    data[at : at + 30] = b"\xff" * 30
    assert "Bladzijde 2" in error_of(tmp_path, bytes(data), "beschadigd.pdf")


def test_a_missing_page_object_is_refused(tmp_path: Path) -> None:
    source = pymupdf.open(stream=typeset("Eerste\n#pagebreak()\nTweede"))
    source.xref_set_key(source[1].xref, "Contents", "9999 0 R")
    assert "Bladzijde 2" in error_of(tmp_path, source.tobytes(), "weg.pdf")


def test_texts_that_no_page_shows_are_kept_for_the_search_for_names(tmp_path: Path) -> None:
    source = pymupdf.open(stream=typeset(PROSE + "\n#pagebreak()\n" + PROSE))
    page = source[0]
    source.set_metadata({"title": "Titel Tinus", "author": "Auteur Arends", "subject": "Over Onno", "keywords": "Kees"})
    source.set_toc([[1, "Kop van Karel", 1], [1, "Tweede van Truus", 2]])
    page.add_text_annot((300, 500), "Opmerking van Olga")
    page.add_highlight_annot((60, 60, 120, 80)).set_info(content="Let op Lies", title="Maker Mo")
    page.insert_link(
        {"kind": pymupdf.LINK_URI, "uri": "mailto:p.peters@testdam.nl", "from": pymupdf.Rect(60, 60, 99, 80)}
    )
    source.embfile_add("bijlage", b"x", filename="Verslag van Vera.docx")
    document = document_of(tmp_path, source.tobytes(), "map/03_Brief_aan_Bert.pdf")
    hidden = "\n".join(document.hidden_texts)
    for name in ("Tinus", "Arends", "Onno", "Kees", "Karel", "Truus", "Olga", "Lies", "Mo", "p.peters", "Vera", "Bert"):
        assert name in hidden, name


def test_ligatures_and_loose_accents_are_letters(tmp_path: Path) -> None:
    source = pymupdf.open()
    page = source.new_page()
    font = pymupdf.Font(fontfile="/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
    writer = pymupdf.TextWriter(page.rect)
    writer.append((60, 100), "So\ufb01e Re\u0301ne\u0301 Jan\u00adsen Yıldırım Wiśniewski", font=font)
    writer.write_text(page)
    page_read = document_of(tmp_path, source.tobytes()).pages[0]
    assert page_read.text == "Sofie Réné Jansen Yıldırım Wiśniewski\n"
    check_words(page_read)
    edges = page_read.words[0].edges_pt
    assert all(b - a > 0.5 for a, b in itertools.pairwise(edges))


def test_a_hyphen_that_the_font_calls_soft_is_one_between_names_and_figures(tmp_path: Path) -> None:
    source = pymupdf.open()
    page = source.new_page()
    font = pymupdf.Font(fontfile="/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
    writer = pymupdf.TextWriter(page.rect)
    writer.append((60, 100), "Klaas\u00adJan belt 06\u00ad12345678", font=font)
    writer.write_text(page)
    assert document_of(tmp_path, source.tobytes()).pages[0].text == "Klaas-Jan belt 06-12345678\n"


def test_a_name_broken_over_two_lines_keeps_its_hyphen(tmp_path: Path) -> None:
    source = pymupdf.open()
    page = source.new_page()
    page.insert_text((60, 100), "In het overleg heeft mevrouw Jan-")
    page.insert_text((60, 114), "sen gezegd dat het kan.")
    assert "Jan-\nsen" in document_of(tmp_path, source.tobytes()).pages[0].text


def test_print_made_bold_by_printing_it_twice_is_read_once(tmp_path: Path) -> None:
    source = pymupdf.open()
    page = source.new_page()
    for shift in (0, 0.3):
        page.insert_text((60 + shift, 100), "Dubbel gedrukt")
    assert document_of(tmp_path, source.tobytes()).pages[0].text == "Dubbel gedrukt\n"


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=20))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_makes_ingest_crash_or_leave_a_page_out(tmp_path: Path, damage: list[tuple[float, int]]) -> None:
    data = bytearray(pymupdf.open(stream=DAMAGED).tobytes(expand=255))
    for place, value in damage:
        data[int(place * (len(data) - 1))] = value
    (tmp_path / "geschonden.pdf").write_bytes(data)
    (result,) = ingest(tmp_path / "geschonden.pdf", "geschonden.pdf", tmp_path / "pdf", CASE)
    assert (result.document is None) != (result.error is None)
    if result.document:
        assert len(result.document.pages) == 3


DAMAGED = typeset("\n#pagebreak()\n".join([PROSE * 2] * 3))


def test_a_pdf_that_counts_fewer_pages_than_it_holds_loses_none(tmp_path: Path) -> None:
    source = pymupdf.open(stream=DAMAGED)
    tree = int(source.xref_get_key(source.pdf_catalog(), "Pages")[1].split()[0])
    source.xref_set_key(tree, "Count", "2")
    (tmp_path / "telt.pdf").write_bytes(source.tobytes())
    (result,) = ingest(tmp_path / "telt.pdf", "telt.pdf", tmp_path / "pdf", CASE)
    assert result.error or len(result.document.pages) == 3


def test_files_within_a_pdf_are_documents_of_their_own_or_named_as_not_read(tmp_path: Path) -> None:
    source = pymupdf.open(stream=typeset("Zie de bijlagen"))
    source.embfile_add("een", typeset("Inhoud van de bijlage"), filename="bijlage.pdf")
    source.embfile_add("twee", b"a;b", filename="../lijst.csv")
    source[0].add_file_annot((300, 300), typeset("Achter de paperclip"), "bijlage.pdf")
    (tmp_path / "map.pdf").write_bytes(source.tobytes())
    parent, *held = ingest(tmp_path / "map.pdf", "map.pdf", tmp_path / "pdf", CASE)
    assert [one.source for one in held] == ["map.pdf/bijlage.pdf", "map.pdf/_lijst.csv", "map.pdf/bijlage (2).pdf"]
    assert "Inhoud van de bijlage" in held[0].document.pages[0].text
    assert held[1].document.pages[0].text == "a\tb\n"
    assert "Achter de paperclip" in held[2].document.pages[0].text
    assert held[0].document.parent_id == parent.document.id
