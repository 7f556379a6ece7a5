"""Word documents become PDFs, many at a time; one bad file does not take the others down."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import docx
import pytest

from tests.ingest_files import CASE, document_of, error_of
from woolak.errors import MissingProgram, UnreadableSource
from woolak.pipeline.ingest import convert_office, ingest
from woolak.pipeline.ingest.office import converting
from woolak.pipeline.ingest.office.preparing import KINDS
from woolak.pipeline.ingest.received import Converted
from woolak.rules.limits import standard_limits


def word(text: str = "Gewone tekst", **properties: str) -> bytes:
    made = docx.Document()
    made.add_paragraph(text)
    for key, value in properties.items():
        setattr(made.core_properties, key, value)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_part(data: bytes, name: str, change, packing: int = zipfile.ZIP_STORED) -> bytes:
    """The package with one of its parts rewritten (or added)."""
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as result:
        for part in source.namelist():
            result.writestr(part, change(source.read(part).decode()) if part == name else source.read(part))
        if name not in source.namelist():
            result.writestr(name, change(""))
    return stream.getvalue()


def test_many_word_documents_are_converted_in_one_call(tmp_path: Path, monkeypatch) -> None:
    paths = [tmp_path / folder / "zelfde naam.docx" for folder in ("a", "b", "c")]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(word(f"Stuk van {path.parent.name}"))
    calls = []
    genuine = converting.subprocess.Popen
    monkeypatch.setattr(converting.subprocess, "Popen", lambda *a, **k: calls.append(a[0]) or genuine(*a, **k))
    made = convert_office(paths, tmp_path / "pdf")
    assert sum("--convert-to" in call for call in calls) == 1
    for path in paths:
        (result,) = ingest(path, str(path.relative_to(tmp_path)), tmp_path / "uit", CASE, made[path])
        assert result.document and f"Stuk van {path.parent.name}" in result.document.pages[0].text


def test_what_the_page_does_not_show_is_kept_for_the_search_for_names(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Zichtbaar")
    made.sections[0].header.paragraphs[0].text = "Koptekst Katrien"
    made.sections[0].footer.paragraphs[0].text = "Voettekst Victor"
    made.add_comment(made.paragraphs[0].runs, text="Opmerking over Oscar", author="Recensent Rutger", initials="RR")
    made.core_properties.author, made.core_properties.last_modified_by = "Auteur Anton", "Bewerker Berta"
    stream = io.BytesIO()
    made.save(stream)
    tracked = (
        '<w:p><w:del w:id="9" w:author="Schrapper Sjoerd"><w:r><w:delText>weg met Dirk</w:delText></w:r></w:del>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>verborgen Hanna</w:t></w:r></w:p>"
    )
    end = "<w:sectPr"
    data = with_part(stream.getvalue(), "word/document.xml", lambda xml: xml.replace(end, tracked + end, 1))
    document = document_of(tmp_path, data, "Notitie_voor_Nel.docx")
    hidden = "\n".join(document.hidden_texts)
    for name in ("Katrien", "Victor", "Oscar", "Rutger", "Anton", "Berta", "Sjoerd", "Dirk", "Hanna", "Nel"):
        assert name in hidden, name
    assert "Koptekst Katrien" in document.pages[0].text and "Hanna" not in document.pages[0].text


def test_what_is_no_word_document_is_refused_in_one_sentence(tmp_path: Path) -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("iets.txt", "geen Word")
    good = word()
    assert "geen Word-document" in error_of(tmp_path, b"gewone tekst", "nep.docx")
    assert "geen Word-document" in error_of(tmp_path, other.getvalue(), "zip.docx")
    assert "geen Word-document" in error_of(tmp_path, good[: len(good) // 2], "half.docx")
    torn = with_part(good, "word/document.xml", lambda _: "<kapot")
    assert "geen Word-document" in error_of(tmp_path, torn, "xml.docx")
    assert "wachtwoord" in error_of(tmp_path, b"\xd0\xcf\x11\xe0" + b"x" * 600, "slot.docx")
    assert "leeg" in error_of(tmp_path, b"", "leeg.docx")


def test_a_package_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    bomb = with_part(word(), "word/media/nul.bin", lambda _: "0" * 60_000_000, zipfile.ZIP_DEFLATED)
    assert "'ratio'" in error_of(tmp_path, bomb, "bom.docx")


@pytest.fixture
def stubborn_office(tmp_path: Path, monkeypatch) -> Path:
    """A stand-in for LibreOffice that hangs, or dies, when a file says so, and otherwise makes a PDF."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\n"
        'while [ "$1" != --outdir ]; do shift; done\n'
        'out=$2; shift 2; mkdir -p "$out"\n'
        'for file in "$@"; do\n'
        '  grep -q HANG "$file" && sleep 60\n'
        '  grep -q DOOD "$file" && kill -9 $$\n'
        '  name=$(basename "$file" .docx); echo gemaakt > "$out/$name.pdf"\n'
        "done\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setattr(converting, "prepare", lambda path, *_: (KINDS["docx"], "docx", path.read_bytes()))
    return tmp_path


@pytest.mark.parametrize("trouble", ["HANG", "DOOD"])
def test_a_file_that_hangs_or_kills_the_converter_fails_alone(stubborn_office: Path, trouble: str) -> None:
    paths = [stubborn_office / f"{i}.docx" for i in range(7)]
    for i, path in enumerate(paths):
        path.write_text(trouble if i == 3 else "goed")
    limits = standard_limits().model_copy(update={"office_start_seconds": 1, "office_seconds": 1})
    results = convert_office(paths, stubborn_office / "uit", limits)
    assert isinstance(results[paths[3]], UnreadableSource)
    assert all(isinstance(results[path], Converted) for path in paths if path != paths[3])


def test_without_libreoffice_the_user_is_told_what_to_install(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.docx").write_bytes(word())
    with pytest.raises(MissingProgram, match="libreoffice-writer-nogui"):
        convert_office([tmp_path / "a.docx"], tmp_path / "uit")


def test_the_same_word_document_gives_the_same_pdf(tmp_path: Path) -> None:
    data = word("Steeds hetzelfde", author="Iemand")
    files = []
    for run in ("een", "twee"):
        document = document_of(tmp_path / run, data, "stuk.docx")
        files.append((tmp_path / run / "pdf" / f"{document.id}.pdf").read_bytes())
    assert files[0] == files[1]
