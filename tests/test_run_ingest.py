"""Reading as a user runs it: archives and bundles in, what failed for want of a program again later."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.collection.hostile import zipped
from tests.collection.offices import word
from tests.test_ingest_streams import bundle
from woolak.case import Case

WOOLAK = (sys.executable, "-m", "woolak.cli")


def woolak(*words: object, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | ({"PATH": path} if path else {})
    return subprocess.run([*WOOLAK, *map(str, words)], capture_output=True, text=True, env=environment, check=False)


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
