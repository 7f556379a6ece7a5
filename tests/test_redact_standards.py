"""What a released file promises to screen readers and to archives."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from tests.leaks import ways_file, ways_pixels  # noqa: F401 - they register their ways
from tests.leaks.building import WAYS, Draft
from tests.pdf_standards import against_pdfa, against_ua
from tests.sampled import samples
from tests.test_redact import burn, letter, words
from woolak.pipeline.redact import Redacted, default_style, redact
from woolak.pipeline.verify import verify

SAMPLES = {sample.pdf.name: sample for sample in samples()}


def released(name: str, folder: Path, **more: bool) -> tuple[Path, Redacted]:
    sample, out = SAMPLES[name], folder / "uit.pdf"
    done = redact(sample.pdf, out, sample.redactions, title="Brief & bijlage", style=default_style(), **more)  # type: ignore[arg-type]
    return out, done


@pytest.mark.parametrize("name", SAMPLES)
def test_every_release_is_tagged_throughout(name: str, tmp_path: Path) -> None:
    assert not against_ua(released(name, tmp_path)[0])


@pytest.mark.parametrize("name", SAMPLES)
def test_on_request_a_release_follows_pdfa(name: str, tmp_path: Path) -> None:
    out, _ = released(name, tmp_path, pdfa=True, draft=True)
    assert not against_pdfa(out)
    assert not against_ua(out)


def test_the_same_input_gives_the_same_pdfa(tmp_path: Path) -> None:
    name = next(iter(SAMPLES))
    first = released(name, tmp_path, pdfa=True)[0].read_bytes()
    assert released(name, tmp_path, pdfa=True)[0].read_bytes() == first


@pytest.mark.skipif(not shutil.which("verapdf"), reason="veraPDF is not installed")
@pytest.mark.parametrize("flavour", ["2b", "ua1"])
def test_verapdf_agrees(flavour: str, tmp_path: Path) -> None:
    out, _ = released("Verslag projectoverleg 9-4-2024.pdf", tmp_path, pdfa=True)
    done = subprocess.run(
        ["verapdf", "-f", flavour, "--format", "text", out], capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("PASS"), done.stdout


def test_only_tags_of_the_document_itself_make_it_call_itself_accessible(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "Geachte mevrouw Jansen, dank.")
    with pikepdf.open(burn(source, words(source, "Jansen"))) as pdf:
        assert b"pdfuaid:part>" not in pdf.Root.Metadata.read_bytes()
    with pikepdf.open(released("Verslag projectoverleg 9-4-2024.pdf", tmp_path)[0]) as pdf:
        assert b"<pdfuaid:part>1" in pdf.Root.Metadata.read_bytes()


def test_lines_of_one_paragraph_are_read_as_one(tmp_path: Path) -> None:
    source = letter(
        tmp_path / "a.pdf", "Geachte mevrouw Jansen,", "dank voor uw brief.", "", "", "Met groet, de gemeente"
    )
    with pikepdf.open(burn(source, words(source, "Jansen"))) as pdf:
        kinds = [str(kid.S) for kid in pdf.Root.StructTreeRoot.K[0].K]
    assert kinds == ["/P", "/P"]


def test_the_label_is_read_where_the_name_stood(tmp_path: Path) -> None:
    source = letter(tmp_path / "a.pdf", "Geachte mevrouw Jansen, dank.")
    out = burn(source, words(source, "Jansen"))
    text = " ".join(pymupdf.open(out)[0].get_text().split())
    assert text.index("mevrouw") < text.index("[5.1(2)e]") < text.index("dank")
    assert not against_ua(out)


def test_a_link_that_stays_has_its_tag(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((60, 90), "Zie www.gemeente.example/plannen voor meer.")
    page.insert_link({"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(78, 78, 240, 94),
                      "uri": "https://www.gemeente.example/plannen"})  # fmt: skip
    document.save(tmp_path / "a.pdf")
    out = burn(tmp_path / "a.pdf", [])
    assert pymupdf.open(out)[0].get_links()
    assert not against_ua(out)


@pytest.mark.parametrize("name", ["scan_with_text_layer", "picture_in_a_pattern", "stencil_mask"])
def test_pages_with_pictures_are_tagged_too(name: str, tmp_path: Path) -> None:
    draft = Draft()
    WAYS[name](draft)
    (tmp_path / "a.pdf").write_bytes(draft.save())
    assert not against_ua(burn(tmp_path / "a.pdf", [], pdfa=True))


def test_what_a_release_says_of_a_picture_is_no_leak_of_a_word_that_stands_in_it(tmp_path: Path) -> None:
    name = "F2024-0458.pdf"  # with a logo, which is told as 'afbeelding'
    out, _ = released(name, tmp_path)
    assert not verify(out, SAMPLES[name].redactions, secrets=["beeld"], kept_texts=[""]).leaks


def test_colours_of_print_and_fonts_that_are_elsewhere_do_not_pass_as_pdfa(tmp_path: Path) -> None:
    draft = Draft()
    draft.content.append("q 0.1 0.7 0.2 0.1 k 60 600 40 40 re f Q")
    draft.resources["/Font"]["/F2"] = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType, BaseFont=pikepdf.Name.Verdana,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip
    draft.content.append("BT /F2 12 Tf 60 500 Td (Elders) Tj ET")
    (tmp_path / "a.pdf").write_bytes(draft.save())
    assert against_pdfa(burn(tmp_path / "a.pdf", []))
    assert not against_pdfa(burn(tmp_path / "a.pdf", [], pdfa=True))
