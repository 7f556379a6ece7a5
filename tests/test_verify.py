"""`woolak verify` on files of others, and what the proof of a release says."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from tests.leaks import ways_file, ways_pixels, ways_text  # noqa: F401 - they register their ways
from tests.leaks.building import WAYS, Draft
from tests.pdf_standards import against_ua
from tests.test_redact import burn, letter, words
from woolak.errors import UnreadableSource
from woolak.inventory.titles import placeholders
from woolak.model import BoxPt, Page
from woolak.pipeline.ground import boxes_of_span
from woolak.pipeline.ingest.pages import read_pages
from woolak.pipeline.redact import Redaction, default_style, redact
from woolak.pipeline.redactions import GONE
from woolak.pipeline.verify import Before, CheckedDocument, inspect, verify, write_page
from woolak.pipeline.verify.surfaces import ByteSearch


def drafted(name: str, folder: Path) -> Path:
    draft = Draft()
    WAYS[name](draft)
    path = folder / f"{name}.pdf"
    path.write_bytes(draft.save())
    return path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("under_a_black_bar", "text_under_box"),
        ("unapplied_redaction", "unapplied_redaction"),
        ("white_on_white", "hidden_text"),
        ("invisible", "hidden_text"),
        ("outside_media_box", "outside_page"),
        ("attachment", "attachment"),
        ("note", "annotation_text"),
        ("form_field", "form_value"),
        ("earlier_revision", "earlier_version"),
        ("info", "metadata"),
        ("script", "script"),
        ("layer_that_is_off", "hidden_layer"),
        ("structure_tree", "tag_text"),
        ("signature", "signature"),
        ("private_data", "private_data"),
        ("link_target", "link"),
        ("bookmark", "outline"),
    ],
)
def test_a_file_of_others_is_told_what_it_gives_away(name: str, kind: str, tmp_path: Path) -> None:
    remarks = inspect(drafted(name, tmp_path)).remarks
    assert kind in {remark.kind for remark in remarks}
    assert all(remark.sentence.rstrip(")0123456789 (ker").endswith(".") for remark in remarks)


def test_a_bar_over_a_scan_is_found(tmp_path: Path) -> None:
    draft = Draft()
    WAYS["picture_of_the_name"](draft)
    draft.content.append("q 0 0 0 rg 70 605 200 30 re f Q")
    path = tmp_path / "a.pdf"
    path.write_bytes(draft.save())
    report = inspect(path)
    assert not report.ok
    assert "picture_under_box" in {remark.kind for remark in report.remarks}


def test_a_release_of_ours_is_found_in_order(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "Geachte mevrouw Jansen, op 12 maart belde Piet met de gemeente.")
    report = inspect(burn(source, words(source, "Jansen")))
    assert report.ok
    assert {remark.kind for remark in report.remarks} <= {"metadata"}


def test_a_redacted_paragraph_of_ours_is_found_in_order(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    with pymupdf.open() as made:
        page = made.new_page()
        page.insert_htmlbox(pymupdf.Rect(60, 60, 530, 300), "<p>" + "Wij gaan stap voor stap te werk. " * 16 + "</p>")
        lines = tuple(BoxPt(*line["bbox"]) for block in page.get_text("dict")["blocks"] for line in block["lines"])
        made.save(source)
    assert len(lines) > 3
    report = inspect(burn(source, [Redaction(0, lines, ("5.1(1)c",), "Wij gaan stap voor stap te werk.")]))
    assert report.ok, [remark.sentence for remark in report.remarks]


def test_an_ordinary_letter_gives_no_alarm(tmp_path: Path) -> None:
    assert inspect(letter(tmp_path / "a.pdf", "Geachte mevrouw Jansen,")).ok


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"geen pdf")
    with pytest.raises(UnreadableSource):
        inspect(path)


def test_the_proof_names_places_and_never_the_secret(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "Geachte mevrouw Jansen, op 12 maart belde Piet met de gemeente.")
    redactions = words(source, "Jansen")
    proof = verify(source, redactions, secrets=["Jansen"], kept_texts=[""])
    told = json.dumps(proof.to_json()) + repr(proof)
    assert not proof.ok
    assert "jansen" not in told.lower()
    assert {leak.surface for leak in proof.leaks} >= {"page text", "box"}


def test_a_picture_under_a_box_fails_the_proof(tmp_path: Path) -> None:
    draft = Draft()
    WAYS["picture_of_the_name"](draft)
    draft.content.append("q 1 1 1 rg 60 600 300 43 re f Q")
    path = tmp_path / "a.pdf"
    path.write_bytes(draft.save())
    from woolak.model import BoxPt
    from woolak.pipeline.redact import Redaction

    region = Redaction(0, (BoxPt(60, 199, 360, 242),), ("5.1(2)e",))
    proof = verify(path, [region], secrets=[], kept_texts=[])
    assert {leak.surface for leak in proof.leaks} == {"picture"}


def test_outlined_letters_under_a_box_fail_the_proof(tmp_path: Path) -> None:
    draft = Draft()
    WAYS["as_outlines"](draft)
    draft.content.append("q 1 1 1 rg 50 690 300 40 re f Q")
    path = tmp_path / "a.pdf"
    path.write_bytes(draft.save())
    from woolak.model import BoxPt
    from woolak.pipeline.redact import Redaction

    region = Redaction(0, (BoxPt(50, 112, 350, 152),), ("5.1(2)e",))
    assert not verify(path, [region], secrets=[], kept_texts=[]).ok


@pytest.mark.parametrize("name", ["info", "bookmark", "attachment", "font_name", "actual_text_utf16", "link_target"])
def test_the_proof_reads_every_surface(name: str, tmp_path: Path) -> None:
    path = drafted(name, tmp_path)
    assert not verify(path, [], secrets=["Wagenvoort"], kept_texts=[""]).ok


def test_parts_of_a_name_must_be_gone_too(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "Mevrouw Wagenvoort belde.")
    assert not verify(source, [], secrets=["Anna Maria Wagenvoort"], kept_texts=["Mevrouw belde."]).ok


def test_a_number_that_also_stays_elsewhere_is_no_leak(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "Artikel 12 kost 12 euro.")
    redactions = words(source, "12")[1:]
    out = burn(source, redactions)
    assert verify(out, redactions, secrets=["12"], kept_texts=["Artikel 12 kost euro."]).ok
    assert not verify(out, redactions, secrets=["12"], kept_texts=["Artikel kost euro."]).ok


@pytest.mark.parametrize("word", ["begin", "filter", "index", "Adobe", "stream"])
def test_a_redacted_word_that_the_format_itself_uses_is_no_leak(word: str, tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", f"De brief van {word} is hier.")
    redactions = words(source, word)
    out = burn(source, redactions)
    assert verify(out, redactions, secrets=[word], kept_texts=["De brief van is hier."]).ok
    assert not verify(source, redactions, secrets=[word], kept_texts=["De brief van is hier."]).ok
    with pymupdf.open(out) as made:
        made.set_metadata({"subject": f"Over {word} en meer"})
        made.save(tmp_path / "c.pdf")
    assert not verify(tmp_path / "c.pdf", redactions, secrets=[word], kept_texts=["De brief van is hier."]).ok


def test_bytes_of_a_font_that_make_a_short_number_by_chance_are_no_leak(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "De prijs was 3,10 euro.")
    redactions = words(source, "3,10")
    burned, kept = burn(source, redactions), ["De prijs was euro."]
    program = b"TJ (\x90 3,10 \x91) (Wagenvoort \x92)"
    for begin, secret, proved in [
        (b"\0\1\0\0\0", "3,10", True),
        (b"\0\1\0\0\0", "Wagenvoort", False),
        (b"q ", "3,10", False),
    ]:
        with pikepdf.open(burned) as made:
            made.Root.Extra = made.make_indirect(pikepdf.Stream(made, begin + program))
            made.save(tmp_path / "b.pdf")
        assert verify(tmp_path / "b.pdf", redactions, secrets=[secret], kept_texts=kept).ok == proved, (begin, secret)


def test_what_stands_in_a_title_instead_of_a_name_is_no_leak_of_the_same_word(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "Daar staat Naam te lezen.")
    redactions, out = words(source, "Naam"), tmp_path / "out.pdf"
    redact(
        source, out, redactions, title="Verzoek van [naam]", style=default_style(), secrets=["Naam"], kept_texts=[""]
    )
    assert not verify(out, redactions, secrets=["Naam"], kept_texts=["Daar staat te lezen."]).ok
    assert verify(out, redactions, secrets=["Naam"], kept_texts=["Daar staat te lezen."], written=["[naam]"]).ok
    assert placeholders("Verzoek van [naam] over [Jansen]") == ["[naam]"]


def test_the_rest_of_an_address_that_is_broken_in_its_cell_is_no_leak(tmp_path: Path) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        for place, text in (
            (CELL, "lpeters@stadhaven"),
            (BROKEN, ".nl"),
            (REST, "klachten"),
            ((60, 200), "j.smit@water"),
        ):
            page.insert_text(place, text)
        page.insert_text((60, 214), "haven.nl")
        document.save(tmp_path / "a.pdf")
    with pymupdf.open(tmp_path / "a.pdf") as document:
        read = next(read_pages(document))
    secrets = ["lpeters", "j.smit@water", "haven.nl"]
    gone = [(read.text.rindex(part), read.text.rindex(part) + len(part)) for part in secrets]
    redactions = [Redaction(0, boxes_of_span(read, *span), ("5.1(2)e",), read.text[slice(*span)]) for span in gone]
    kept = read.text[: gone[2][0]].replace("lpeters", GONE).replace("j.smit@water", GONE)
    out, before = burn(tmp_path / "a.pdf", redactions), Before(tmp_path / "a.pdf", [read], {0: gone})
    assert not verify(out, redactions, secrets=secrets, kept_texts=[kept]).ok, "by the words alone it looks like one"
    assert verify(out, redactions, secrets=secrets, kept_texts=[kept], before=before).ok


def test_the_engines_agree_on_an_empty_page(tmp_path: Path) -> None:
    document = pymupdf.open()
    document.new_page()
    document.save(tmp_path / "a.pdf")
    assert verify(burn(tmp_path / "a.pdf", []), [], secrets=["Jansen"], kept_texts=[""]).ok


def by_hand(how: str, path: Path) -> Path:
    """A letter of two pages in which somebody 'redacted' a name on the second."""
    document = pymupdf.open()
    document.new_page().insert_text((60, 90), "Geachte heer, hierbij het besluit.")
    page = document.new_page()
    page.insert_text((60, 780), "Met groet, mevrouw Wagenvoort")
    place = page.search_for("Wagenvoort")[0]
    if how == "bar":
        page.draw_rect(place, color=(0, 0, 0), fill=(0, 0, 0))
    elif how == "white":
        page.draw_rect(place, color=(1, 1, 1), fill=(1, 1, 1))
    elif how == "comment":
        made = page.add_rect_annot(place)
        made.set_colors(stroke=(0, 0, 0), fill=(0, 0, 0))
        made.update()
    elif how == "marked":
        page.add_redact_annot(place, fill=(0, 0, 0))
    elif how == "picture":
        black = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 20, 8), False)
        black.clear_with(0)
        page.insert_image(place, pixmap=black, keep_proportion=False)
    document.save(path)
    return path


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        ("bar", "text_under_box"),
        ("white", "hidden_text"),
        ("comment", "text_under_box"),
        ("picture", "text_under_box"),
        ("marked", "unapplied_redaction"),
    ],
)
def test_what_was_only_covered_is_told_with_its_page_and_place(how: str, kind: str, tmp_path: Path) -> None:
    report = inspect(by_hand(how, tmp_path / "a.pdf"))
    assert not report.ok
    (remark,) = [remark for remark in report.remarks if remark.kind == kind]
    assert remark.sentence.startswith("Bladzijde 2, onderaan: ")
    assert "Wagenvoort" not in remark.sentence


def test_the_page_for_the_file_says_what_was_done(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "Geachte mevrouw Jansen, op 12 maart belde Piet met de gemeente.")
    redactions = words(source, "Jansen")
    proof = verify(burn(source, redactions), redactions, secrets=["Jansen"], kept_texts=[""])
    report = proof.to_json() | {"pages": 3, "rasterised_pages": [0, 1, 4], "marks_applied": 2, "found_elsewhere": 0}
    checked = [CheckedDocument("1a", "Brief & bijlage", report), CheckedDocument("1b", "Nota", report | {"ok": False})]
    page = write_page(checked, "2024-12", "Meerwolde", tmp_path)
    text = " ".join(" ".join(leaf.get_text() for leaf in pymupdf.open(page)).split())
    for said in ("Brief & bijlage", "in orde", "niet vrijgegeven", "bladzijden 1-2, 5", "Meerwolde", "PDFium"):
        assert said in text
    assert not against_ua(page)
    broken = report | {"boxes": [report["boxes"][0], report["boxes"][0]]}  # a name over two lines is one redaction
    wrapped = write_page([CheckedDocument("1a", "Brief", broken)], "2024-12", "Meerwolde", tmp_path)
    assert "Lakkingen gecontroleerd 1 " in " ".join(pymupdf.open(wrapped)[0].get_text().split())
    page = write_page(checked, "2024-12", "Meerwolde", tmp_path)
    first = page.read_bytes()
    assert write_page(checked, "2024-12", "Meerwolde", tmp_path).read_bytes() == first
    plain = report | {"rasterised_pages": [], "marks_applied": 0}
    many = [CheckedDocument(f"{n}a", f"Stuk {n}", plain) for n in range(2, 3000)]
    page = write_page([*checked, *many], "2024-12", "Meerwolde", tmp_path)
    text = " ".join(" ".join(leaf.get_text() for leaf in pymupdf.open(page)).split())
    assert "Brief & bijlage" in text and "Stuk 9" not in text and "verificatie.json" in text and "3000" in text


def test_a_gap_that_fits_few_names_is_a_warning_in_the_proof(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "Op maandag belde mevrouw Wagenvoort met de gemeente.", size=11)
    redactions = words(source, "Wagenvoort")
    exact = default_style().model_copy(update={"gap_step_pt": 0})
    redact(source, tmp_path / "b.pdf", redactions, title="x", style=exact)
    told = verify(tmp_path / "b.pdf", redactions, secrets=["Wagenvoort"], kept_texts=[""])
    assert told.to_json()["warnings"] == [{"kind": "few_names_fit", "redaction": 0}]


@pytest.mark.parametrize("held", [b"na" * 60_000, b"xnananax" * 9, b"x" * 70_000 + b"nanana", b"\0n\0a\0n\0a\0n\0a"])
def test_a_secret_is_found_in_bytes_that_go_on_and_on(held: bytes) -> None:
    search = ByteSearch([("nanana",), ("afwezig",)])
    assert search.find(held) == {("nanana",)}
    assert not search.find(held.replace(b"a", b"x"))


@pytest.mark.parametrize(
    ("held", "found"),
    [
        (b"BT [<000B07001500000C> 18 <0001>] TJ ET", False),
        (b"BT [<000B 07 00 15 00 000C>] TJ ET", False),
        (b"<pdf:Keywords>07001500</pdf:Keywords>", True),
        (b"<</Size 07001500>>", True),
        (b"(07001500) Tj", True),
    ],
    ids=["numbers of glyphs", "with spaces", "metadata", "a dictionary", "a string"],
)
def test_digits_that_number_glyphs_are_no_leak(held: bytes, found: bool) -> None:
    assert bool(ByteSearch([("07", "00", "15", "00")]).find(held)) is found


@pytest.mark.parametrize(
    ("shown", "secret", "kind"),
    [
        (b"<003100310032> Tj", "112", None),
        (b"[<0031> 4 <0031> -3 <0032>] TJ", "112", None),
        (b"(112) Tj", "112", "content"),
        (b"<313132> Tj", "112", "content"),
        (b"<0048006F006C007400650072006D0061006E> Tj", "Holterman", "stream"),
        (b"<00300036003100320033003400350036003700380039> Tj", "06123456789", "stream"),
    ],
    ids=["glyphs", "glyphs one by one", "a string", "in hexadecimal", "a name of two bytes a letter", "a long number"],
)
def test_a_short_number_among_glyphs_of_two_bytes_stands_there_by_chance(
    tmp_path: Path, shown: bytes, secret: str, kind: str | None
) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(b"BT " + shown + b" ET")
        pdf.save(tmp_path / "a.pdf", compress_streams=False)
    found = verify(tmp_path / "a.pdf", [], secrets=[secret], kept_texts=[""])
    assert {leak.surface for leak in found.leaks if leak.secret == 0} - {"file"} == ({kind} if kind else set())


CELL, BROKEN, REST = (200, 100), (200, 114), (400, 100)


def narrow_cell(path: Path) -> tuple[Path, Page]:
    """A row with an address that is broken in its cell; engines read it in another order than people."""
    with pymupdf.open() as document:
        page = document.new_page()
        for place, text in ((CELL, "info@haven.exampl"), (BROKEN, "e"), (REST, "0800-0205"), ((60, 200), "Door leo@")):
            page.insert_text(place, text)
        page.insert_text((60, 300), "kade.example")
        document.save(path)
    with pymupdf.open(path) as document:
        return path, next(read_pages(document))


def test_a_word_that_is_broken_in_a_cell_that_stays_is_no_leak(tmp_path: Path) -> None:
    path, page = narrow_cell(tmp_path / "a.pdf")
    gone = [(page.text.index(secret), page.text.index(secret) + len(secret)) for secret in ("leo@", "kade.example")]
    redactions = [Redaction(0, boxes_of_span(page, *span), ("5.1(2)e",), page.text[slice(*span)]) for span in gone]
    kept = page.text.replace("leo@", GONE).replace("kade.example", GONE)
    out, before = burn(path, redactions), Before(path, [page], {0: gone})
    assert "exampl\te" not in kept and "exampl\ne" not in kept, "else this test says nothing"
    secrets = ["leo@kade.example"]
    assert not verify(out, redactions, secrets=secrets, kept_texts=[kept]).ok, "by the words alone it looks like one"
    assert verify(out, redactions, secrets=secrets, kept_texts=[kept], before=before).ok
    with pymupdf.open(out) as made:
        made[0].insert_text((60, 500), "example")
        made.save(tmp_path / "leaking.pdf")
    assert not verify(tmp_path / "leaking.pdf", redactions, secrets=secrets, kept_texts=[kept], before=before).ok


def test_letters_of_a_word_that_was_to_go_are_a_leak_where_they_stood(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "Mevrouw Wagenvoort belde Wagenvoort.")
    with pymupdf.open(source) as document:
        page = next(read_pages(document))
    start = page.text.index("Wagenvoort")
    before = Before(source, [page], {0: [(start, start + len("Wagenvoort"))]})
    kept = page.text.replace("Wagenvoort", GONE, 1)
    assert not verify(source, [], secrets=["Wagenvoort"], kept_texts=[kept], before=before).ok


def test_the_mark_of_a_draft_is_no_leak_of_the_same_words(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "Het concept is beoordeeld door ons.")
    redactions = [*words(source, "concept"), *words(source, "beoordeeld")]
    out = burn(source, redactions, draft=True)
    secrets, kept = ["concept", "beoordeeld"], ["Het is door ons."]
    assert verify(out, redactions, secrets=secrets, kept_texts=kept).ok
    with pymupdf.open(out) as document:
        document.set_metadata({"subject": "beoordeelde concepten"})
        document[0].insert_text((60, 500), "beoordeeld")
        document.save(tmp_path / "leaking.pdf")
    assert not verify(tmp_path / "leaking.pdf", redactions, secrets=secrets, kept_texts=kept).ok
