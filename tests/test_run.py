"""The main job, as a user runs it: a folder in, a release out."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pymupdf
import pypdfium2
import pytest

WOOLAK = (sys.executable, "-m", "woolak.cli")

LETTER = """Gemeente Waterlo
Postbus 12, 9999 ZZ Waterlo

Datum: 3 maart 2024
Behandeld door: mevrouw F. Terpstra-Kaya
Telefoon: 06 12 34 56 78
E-mail: f.terpstra@waterlo.nl

Geachte heer Oosterwold,

Hierbij ontvangt u de vergunning. Burgemeester Ans de Bruin heeft die getekend.

Met vriendelijke groet,

Fatma Terpstra-Kaya
adviseur vergunningen
"""

CASE = """dossier: proef
municipality: {name: Waterlo, domain: waterlo.nl}
public_officials: [{name: Ans de Bruin, role: burgemeester}]
"""


def woolak(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*WOOLAK, *map(str, arguments)], capture_output=True, text=True, cwd=cwd)


def write_pdf(path: Path, text: str, **save: object) -> Path:
    document = pymupdf.open()
    document.new_page().insert_text((60, 60), text.split("\n"), fontsize=11)
    document.save(path, **save)
    return path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "verzoek"
    folder.mkdir()
    (folder / "zaak.yaml").write_text(CASE, encoding="utf-8")
    write_pdf(folder / "brief.pdf", LETTER)
    write_pdf(folder / "Verslag met Terpstra-Kaya.pdf", "Verslag van 4 maart 2024\n\nAanwezig: Fatma Terpstra-Kaya\n")
    return folder


def manifest(case: Path) -> dict[str, dict[str, object]]:
    entries = json.loads((case / "release" / "manifest.json").read_text(encoding="utf-8"))["documents"]
    return {entry["source"]: entry for entry in entries}


def text_of(case: Path, entry: dict[str, object]) -> str:
    with pypdfium2.PdfDocument(case / "release" / str(entry["output"])) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def fingerprints(release: Path) -> dict[str, str]:
    return {
        path.relative_to(release).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(release.rglob("*"))
        if path.is_file()
    }


def test_a_folder_becomes_a_release(source: Path, tmp_path: Path) -> None:
    case = tmp_path / "zaak"
    done = woolak("run", source, "--case", case, "--accept-proposals")
    assert done.returncode == 0, done.stderr
    entries = manifest(case)
    assert set(entries) == {"brief.pdf", "Verslag met Terpstra-Kaya.pdf"}
    letter = text_of(case, entries["brief.pdf"])
    assert "Terpstra" not in letter
    assert "12 34 56 78" not in letter
    assert "f.terpstra" not in letter
    assert "5.1(2)e" in letter
    assert "Ans de Bruin" in letter, "the mayor stays readable"
    assert "Hierbij ontvangt u de vergunning" in letter
    assert entries["brief.pdf"]["judgement"] == "deels openbaar"
    assert entries["brief.pdf"]["reviewed"] is False
    assert "Terpstra" not in json.dumps({**entries["Verslag met Terpstra-Kaya.pdf"], "source": ""})
    for name in ("inventarislijst.xlsx", "inventarislijst.csv", "bijlage-besluit.docx", "verificatie.json"):
        assert (case / "release" / name).stat().st_size > 0


def test_the_originals_are_kept_untouched(source: Path, tmp_path: Path) -> None:
    case = tmp_path / "zaak"
    woolak("run", source, "--case", case)
    assert (case / "bron" / "brief.pdf").read_bytes() == (source / "brief.pdf").read_bytes()
    assert not (case / "release").exists()


def test_a_second_run_does_nothing_twice_and_gives_the_same_release(source: Path, tmp_path: Path) -> None:
    case = tmp_path / "zaak"
    woolak("run", source, "--case", case, "--accept-proposals")
    before = fingerprints(case / "release")
    burned = {path: path.stat().st_mtime_ns for path in (case / "werk").glob("*.pdf")}
    again = woolak("run", source, "--case", case, "--accept-proposals")
    assert again.returncode == 0
    assert "inlezen" not in again.stderr
    assert fingerprints(case / "release") == before
    assert {path: path.stat().st_mtime_ns for path in (case / "werk").glob("*.pdf")} == burned


def test_a_case_made_anew_gives_the_same_release_byte_for_byte(source: Path, tmp_path: Path) -> None:
    for name in ("een", "twee"):
        woolak("run", source, "--case", tmp_path / name, "--accept-proposals")
    assert fingerprints(tmp_path / "een" / "release") == fingerprints(tmp_path / "twee" / "release")


@pytest.mark.slow
def test_killed_at_any_moment_and_started_again_it_ends_with_the_same_release(source: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    woolak("run", source, "--case", tmp_path / "heel", "--accept-proposals")
    whole = time.monotonic() - began
    expected = fingerprints(tmp_path / "heel" / "release")
    for step in range(1, 8):
        case = tmp_path / f"gedood{step}"
        command = [*WOOLAK, "run", str(source), "--case", str(case), "--accept-proposals"]
        running = subprocess.Popen(
            command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(whole * step / 8)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        assert woolak("run", source, "--case", case, "--accept-proposals").returncode == 0
        assert fingerprints(case / "release") == expected


def test_files_that_cannot_be_read_are_each_named_with_the_reason(source: Path, tmp_path: Path) -> None:
    (source / "kapot.pdf").write_bytes(b"%PDF-1.7\n" + b"onzin" * 100)
    (source / "leeg.pdf").write_bytes(b"")
    (source / "geen.docx").write_bytes(b"dit is geen Word")
    (source / "film.xyz").write_bytes(b"1234")
    write_pdf(source / "geheim.pdf", "tekst", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="w", owner_pw="w")
    case = tmp_path / "zaak"
    done = woolak("run", source, "--case", case, "--accept-proposals")
    assert done.returncode == 1
    entries = manifest(case)
    for name, word in {
        "kapot.pdf": "beschadigd",
        "leeg.pdf": "leeg",
        "geen.docx": "geen Word",
        "film.xyz": ".xyz",
        "geheim.pdf": "wachtwoord",
    }.items():
        assert entries[name]["output"] is None
        assert word in str(entries[name]["error"])
        lines = [line for line in done.stderr.splitlines() if name in line]
        assert len(lines) == 1
        assert word in lines[0]
    assert entries["brief.pdf"]["output"], "the others go on"


def test_an_empty_folder_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    done = woolak("run", tmp_path / "leeg", "--case", tmp_path / "zaak")
    assert done.returncode == 2
    assert "geen documenten" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_mistake_in_the_case_file_stops_before_anything_is_done(source: Path, tmp_path: Path) -> None:
    (source / "zaak.yaml").write_text("dossier: a\ngemeente: b\n", encoding="utf-8")
    done = woolak("run", source, "--case", tmp_path / "zaak")
    assert done.returncode == 2
    assert "zaak.yaml, regel 2" in done.stderr
    assert not (tmp_path / "zaak").exists()


def test_a_release_waits_for_open_decisions(source: Path, tmp_path: Path) -> None:
    case = tmp_path / "zaak"
    woolak("run", source, "--case", case)
    done = woolak("release", case)
    assert done.returncode == 1
    assert "wachten nog" in done.stderr


def test_a_draft_is_marked_in_the_file_itself(source: Path, tmp_path: Path) -> None:
    case = tmp_path / "zaak"
    woolak("run", source, "--case", case, "--accept-proposals")
    with pikepdf.open(case / "release" / str(manifest(case)["brief.pdf"]["output"])) as pdf:
        assert "concept" in str(pdf.docinfo.get("/Subject", "")) + str(pdf.docinfo.get("/Keywords", ""))


def test_help_speaks_dutch() -> None:
    for words in (("--help",), ("run", "--help"), ("known", "--help")):
        told = woolak(*words).stdout
        assert "Opties" in told and "Toon deze uitleg" in told
        assert not [one for one in ("Options", "Arguments", "Commands", "[required]", "[default") if one in told]


def test_a_decision_in_the_folder_that_is_not_that_of_the_case_is_told(source: Path, tmp_path: Path) -> None:
    case = tmp_path / "zaak"
    (source / "besluit.yaml").write_text("date: 2024-05-01\n", encoding="utf-8")
    assert "besluit.yaml in de map" not in woolak("run", source, "--case", case).stderr
    (source / "besluit.yaml").write_text("date: 2024-06-01\n", encoding="utf-8")
    assert "besluit.yaml in de map is niet gelijk" in woolak("run", source, "--case", case).stderr
    assert (case / "besluit.yaml").read_text(encoding="utf-8") == "date: 2024-05-01\n", "what was filled in stays"
