"""Reading as a user runs it: archives and bundles in, what failed for want of a program again later."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import py7zr
import pymupdf

from tests.collection.hostile import zipped
from tests.collection.offices import word
from tests.test_ingest_streams import bundle
from woolak.case import Case

WOOLAK = (sys.executable, "-m", "woolak.cli")


def woolak(*words: object, path: str | None = None, given: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | ({"PATH": path} if path else {})
    words = (*WOOLAK, *map(str, words))
    return subprocess.run(words, input=given, capture_output=True, text=True, env=environment, check=False)


def documents(case: Path) -> dict[str, str | None]:
    with Case.open(case) as opened:
        return {one.source: one.error for one in opened.documents()}


def test_without_libreoffice_the_documents_wait_and_are_read_when_it_is_there(tmp_path: Path) -> None:
    source, case = tmp_path / "in", tmp_path / "zaak"
    source.mkdir()
    (source / "brief.docx").write_bytes(word("Brief"))
    (source / "stukken.zip").write_bytes(zipped({"notitie.docx": word("Notitie"), "los.txt": b"Los"}))
    done = woolak("run", source, "--case", case, "--workers", 1, path=str(tmp_path))
    assert done.returncode == 1
    told = documents(case)
    assert "LibreOffice" in str(told["brief.docx"]) and "LibreOffice" in str(told["stukken.zip/notitie.docx"])
    assert told["stukken.zip/los.txt"] is None
    assert woolak("run", source, "--case", case, "--workers", 1).returncode == 0
    assert documents(case) == {"brief.docx": None, "stukken.zip/los.txt": None, "stukken.zip/notitie.docx": None}


def locked(password: str) -> bytes:
    with pymupdf.open() as pdf:
        pdf.new_page().insert_text((60, 60), "Over de sporthal")
        return bytes(pdf.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password, owner_pw=password))


def test_in_one_file_each_password_opens_its_own_and_what_one_opened_stays_open(tmp_path: Path) -> None:
    source, case = tmp_path / "in", tmp_path / "zaak"
    source.mkdir()
    (source / "map.zip").write_bytes(zipped({"een.pdf": locked("eerste"), "twee.pdf": locked("tweede")}))
    with py7zr.SevenZipFile(source / "slot.7z", "w", password="derde") as packed:
        packed.writestr(b"Over de sporthal", "drie.txt")
    woolak("run", source, "--case", case, "--workers", 1)
    for number, password in enumerate(("eerste", "tweede", "derde"), 1):
        woolak("run", source, "--case", case, "--workers", 1, "--passwords", "-", given=password)
        assert sum(error is None for error in documents(case).values()) == number
    (source / "zaak.yaml").write_text("municipality: {name: Oevermeer}\n", encoding="utf-8")  # all is read again
    assert woolak("run", source, "--case", case, "--workers", 1).returncode == 0
    assert documents(case) == {"map.zip/een.pdf": None, "map.zip/twee.pdf": None, "slot.7z/drie.txt": None}


def test_a_password_that_is_given_for_one_run_opens_what_is_locked_and_is_kept_nowhere(tmp_path: Path) -> None:
    source, case, secret = tmp_path / "in", tmp_path / "zaak", "Zwaluw-99 €"
    source.mkdir()
    for name in ("advies.pdf", "contract.pdf"):
        with pymupdf.open() as pdf:
            pdf.new_page().insert_text((60, 60), f"Het {name} van de sporthal")
            password = secret if name == "advies.pdf" else "een ander"
            pdf.save(source / name, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password, owner_pw=password)
    assert woolak("run", source, "--case", case, "--workers", 1).returncode == 1
    told = woolak("run", source, "--case", case, "--workers", 1, "--passwords", "-", given=f"verkeerd\n{secret}\n")
    assert told.returncode == 1 and secret not in told.stdout + told.stderr
    assert documents(case)["advies.pdf"] is None and "wachtwoord" in str(documents(case)["contract.pdf"])
    (source / "zaak.yaml").write_text("municipality: {name: Oevermeer}\n", encoding="utf-8")  # all is read again
    again = woolak("run", source, "--case", case, "--workers", 1)
    assert "eerder met een wachtwoord gelezen" in again.stderr and "advies.pdf" in again.stderr
    assert documents(case)["advies.pdf"] is None
    for file in case.rglob("*"):
        assert not file.is_file() or secret.encode() not in file.read_bytes(), file
    (source / "advies.pdf").write_bytes((source / "contract.pdf").read_bytes())  # another file by the same name
    woolak("run", source, "--case", case, "--workers", 1)
    assert "wachtwoord" in str(documents(case)["advies.pdf"])


def test_a_bundle_is_split_and_split_otherwise_when_a_person_says_so(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path, starts = bundle(tmp_path / "in")
    case = tmp_path / "zaak"
    assert woolak("run", path.parent, "--case", case, "--workers", 1).returncode == 0
    assert len(documents(case)) == len(starts)
    shown = woolak("split", case).stdout
    assert f"{len(starts)} documenten, vanzelf" in shown and f"* bladzijde {starts[1]}" in shown
    assert woolak("split", case, "bundel.pdf", "--at", "4").returncode == 0
    assert woolak("run", path.parent, "--case", case, "--workers", 1).returncode == 0
    assert min(documents(case)) == "bundel.pdf/blz 001-003.pdf" and len(documents(case)) == 2
    assert woolak("split", case, "bundel.pdf", "--at", "vier").returncode == 2
    assert woolak("split", case, "bundel.pdf", "--at", "").returncode == 0
    assert woolak("run", path.parent, "--case", case, "--workers", 1).returncode == 0
    assert list(documents(case)) == ["bundel.pdf"]
