"""A disk that is full or closed stops the run with one sentence; nothing is lost, and no document is blamed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_run import CASE, LETTER, fingerprints, woolak, write_pdf

AGAIN = "Geef daarna dezelfde opdracht opnieuw; wat klaar was, is bewaard."


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "verzoek"
    folder.mkdir()
    (folder / "zaak.yaml").write_text(CASE, encoding="utf-8")
    for number in range(4):
        write_pdf(folder / f"brief {number}.pdf", LETTER.replace("vergunning", f"vergunning {number}"))
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that can be made smaller and larger; only where the tests may mount one."""
    disk = tmp_path / "schijf"
    disk.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk]).returncode:
        pytest.skip("mounting a disk takes rights that the tests do not have here")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def resize(disk: Path, size_kib: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size_kib}k", disk], check=True)


def used_kib(disk: Path) -> int:
    space = os.statvfs(disk)
    return (space.f_blocks - space.f_bfree) * space.f_frsize // 1024


def test_a_full_disk_stops_with_one_sentence_and_goes_on_when_there_is_room(
    source: Path, small_disk: Path, tmp_path: Path
) -> None:
    undisturbed = tmp_path / "heel"
    assert woolak("run", source, "--case", undisturbed, "--accept-proposals").returncode == 0
    case = small_disk / "zaak"
    stopped = 0
    while True:
        resize(small_disk, used_kib(small_disk) + 200)
        told = woolak("run", source, "--case", case, "--accept-proposals")
        if told.returncode == 0:
            break
        stopped += 1
        assert told.returncode == 1
        assert told.stderr.splitlines()[-1] == f"Fout: De schijf is vol. Maak ruimte vrij. {AGAIN}"
        assert "Niet verwerkt" not in told.stderr
        if (case / "release").exists():  # then it is whole, and only that it was made could not be written down
            assert fingerprints(case / "release") == fingerprints(undisturbed / "release")
    assert stopped > 1
    assert fingerprints(case / "release") == fingerprints(undisturbed / "release")


def test_a_case_that_may_not_be_written_is_told_and_left_as_it_is(source: Path, small_disk: Path) -> None:
    case = small_disk / "zaak"
    assert woolak("run", source, "--case", case, "--accept-proposals").returncode == 0
    before = fingerprints(case)
    write_pdf(source / "nieuw.pdf", LETTER)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    told = woolak("run", source, "--case", case, "--accept-proposals")
    assert told.returncode == 1
    assert "mag niet worden geschreven" in told.stderr and told.stderr.count("\n") == 1
    assert fingerprints(case) == before
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    assert woolak("run", source, "--case", case, "--accept-proposals").returncode == 0


def test_a_database_that_another_program_holds_is_told(source: Path, tmp_path: Path) -> None:
    case = tmp_path / "zaak"
    assert woolak("run", source, "--case", case, "--accept-proposals").returncode == 0
    holder = sqlite3.connect(case / "zaak.sqlite", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    write_pdf(source / "nieuw.pdf", LETTER)
    told = woolak("run", source, "--case", case, "--accept-proposals")
    holder.execute("ROLLBACK")
    holder.close()
    assert told.returncode == 1
    assert "De database van de zaak is te lang in gebruik" in told.stderr
    assert woolak("run", source, "--case", case, "--accept-proposals").returncode == 0


@pytest.mark.skipif(not os.geteuid(), reason="root may read everything")
def test_a_source_that_may_not_be_read_is_named_and_the_others_go_on(source: Path, tmp_path: Path) -> None:
    (source / "brief 0.pdf").chmod(0)
    told = woolak("run", source, "--case", tmp_path / "zaak")
    assert told.returncode == 1
    assert "Niet verwerkt: brief 0.pdf: Het bestand mag niet worden gelezen." in told.stderr
    assert "4 documenten" in told.stdout
