"""A case goes into one file and comes back whole; a file that is not whole is refused."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pymupdf
import pytest

from tests.test_run import CASE, LETTER, fingerprints, woolak, write_pdf
from woolak.case import Case
from woolak.events import prove


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with a release."""
    folder = tmp_path_factory.mktemp("verzoek")
    (folder / "zaak.yaml").write_text(CASE, encoding="utf-8")
    write_pdf(folder / "brief.pdf", LETTER)
    case = tmp_path_factory.mktemp("zaken") / "zaak"
    assert woolak("run", folder, "--case", case, "--accept-proposals").returncode == 0
    return case


def test_a_case_comes_back_with_its_release_decisions_and_proven_log(done: Path, tmp_path: Path) -> None:
    made = woolak("backup", done, tmp_path / "zaak.tar")
    assert made.returncode == 0, made.stderr
    again = tmp_path / "terug"
    assert woolak("restore", tmp_path / "zaak.tar", again).returncode == 0
    assert fingerprints(again / "release") == fingerprints(done / "release")
    with Case.open(done) as before, Case.open(again) as after:
        assert after.documents() == before.documents()
        assert list(after.all_proposals()) == list(before.all_proposals())
        assert prove(after.log.since(0), after.log.head()) == prove(before.log.since(0), before.log.head()) > 0
    told = woolak("release", again)
    assert told.returncode == 0, told.stderr
    assert "lakken" not in told.stderr, "nothing changed, so nothing is made again"


def test_a_copy_that_is_not_whole_is_refused_and_leaves_nothing(done: Path, tmp_path: Path) -> None:
    assert woolak("backup", done, tmp_path / "zaak.tar").returncode == 0
    whole = (tmp_path / "zaak.tar").read_bytes()
    (tmp_path / "half.tar").write_bytes(whole[: len(whole) // 2])
    changed = whole.replace(b"municipality", b"Municipality", 1)
    assert changed != whole
    (tmp_path / "anders.tar").write_bytes(changed)
    for name in ("half.tar", "anders.tar"):
        told = woolak("restore", tmp_path / name, tmp_path / "terug")
        assert told.returncode == 2
        assert "niet heel" in told.stderr
        assert sorted(path.name for path in tmp_path.iterdir()) == ["anders.tar", "half.tar", "zaak.tar"]


def test_a_copy_cannot_write_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "kwaad").write_text("kwaad", encoding="utf-8")
    with tarfile.open(tmp_path / "zaak.tar", "w") as tar:
        tar.add(tmp_path / "kwaad", "../buiten.txt")
    (tmp_path / "in").mkdir()
    assert woolak("restore", tmp_path / "zaak.tar", tmp_path / "in" / "terug").returncode == 2
    assert not (tmp_path / "in" / "buiten.txt").exists()
    assert not (tmp_path / "buiten.txt").exists()


def test_nothing_is_overwritten(done: Path, tmp_path: Path) -> None:
    (tmp_path / "zaak.tar").write_bytes(b"iets anders")
    assert woolak("backup", done, tmp_path / "zaak.tar").returncode == 2
    assert (tmp_path / "zaak.tar").read_bytes() == b"iets anders"
    assert woolak("restore", tmp_path / "zaak.tar", done).returncode == 2


def test_status_tells_how_far_a_case_is_also_while_it_is_in_use(done: Path) -> None:
    with Case.open(done):
        told = woolak("status", done)
    assert told.returncode == 0, told.stderr
    assert "Er wordt nu aan deze zaak gewerkt." in told.stdout
    counts = json.loads(woolak("status", done, "--json").stdout)
    assert counts["documents"] == counts["looked_at"] == counts["grounded"] == 1
    assert counts["released"] and not counts["decided_since"] and not counts["busy"]
    assert counts["waiting"] == 0 < counts["proposals"]


def test_progress_for_scripts_is_json_and_quiet_is_quiet(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with pymupdf.open() as made:
        made.new_page().insert_text((60, 60), LETTER.split("\n"))
        made.save(folder / "a.pdf")
    (folder / "b.pdf").write_bytes(b"geen pdf")
    told = woolak("run", folder, "--case", tmp_path / "zaak", "--json")
    assert told.returncode == 1
    assert told.stdout == ""
    records = [json.loads(line) for line in told.stderr.splitlines()]
    last = {one["stage"]: one for one in records if one["event"] == "progress"}
    assert last["inlezen"]["done"] == last["inlezen"]["total"] == 2
    assert [one["source"] for one in records if one["event"] == "failed"] == ["b.pdf"]
    assert "Oosterwold" not in told.stderr
    quiet = woolak("run", folder, "--case", tmp_path / "zaak", "--quiet")
    assert quiet.stdout == ""
    assert quiet.stderr.startswith("Niet verwerkt: b.pdf: ")
    assert quiet.stderr.count("\n") == 1
