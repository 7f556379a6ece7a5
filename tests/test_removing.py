"""A document that is taken out of the folder is not silently published, and can be taken out of the case."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.building_review import CHECKER, HANDLER, make_case
from woolak.case import Case
from woolak.errors import UsageError
from woolak.removing import missing, remove
from woolak.review import actions as act
from woolak.review.deciding import perform
from woolak.review.desk import Desk


def woolak(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "woolak.cli", *map(str, words)], capture_output=True, text=True)


def test_a_file_taken_out_of_the_folder_is_told_and_leaves_the_case_only_when_asked(tmp_path: Path) -> None:
    source, case = tmp_path / "verzoek", tmp_path / "zaak"
    source.mkdir()
    for name in ("een.txt", "twee.txt"):
        (source / name).write_text(f"Notitie {name}\n\nMevrouw Fatma Terpstra belde.\n", encoding="utf-8")
    (source / "leeg.docx").write_bytes(b"")
    woolak("run", source, "--case", case)
    for name in ("twee.txt", "leeg.docx"):
        (source / name).unlink()
    told = woolak("run", source, "--case", case)
    assert "niet meer in de map, wel nog in de zaak: leeg.docx, twee.txt." in told.stderr, told.stderr
    assert "--remove-missing" in told.stderr and "3 documenten" in told.stdout
    gone = woolak("run", source, "--case", case, "--remove-missing")
    assert gone.returncode == 0, gone.stderr
    assert "1 document, 1 lakvoorstel en 0 suggesties." in gone.stdout
    assert "woolak review" in gone.stdout and "woolak release" in gone.stdout
    assert (case / "verwijderd" / "twee.txt").exists() and not (case / "bron" / "twee.txt").exists()
    (source / "twee.txt").write_bytes((case / "verwijderd" / "twee.txt").read_bytes())
    assert "2 documenten" in woolak("run", source, "--case", case).stdout, "put back, it is read again"


def test_a_confirmed_document_is_not_taken_out(tmp_path: Path) -> None:
    memo, _ = make_case(tmp_path / "haven")
    with Case.open(tmp_path / "haven") as case:
        desk = Desk(case)
        for who, action in (
            (HANDLER, act.Rest(kind="rest")),
            (HANDLER, act.Seen(kind="seen", pages=(0, 1))),
            (HANDLER, act.Step(kind="step", step="reviewed")),
            (CHECKER, act.Step(kind="step", step="confirmed")),
        ):
            perform(desk, who, memo, desk.seq, action)
        assert missing(case, tmp_path, ["mail.pdf"]) == ["memo.pdf"]
        with pytest.raises(UsageError, match="is vastgesteld"):
            remove(case, ["mail.pdf", "memo.pdf"], "b.handelaar")
        assert len(case.documents()) == 2
        remove(case, ["mail.pdf"], "b.handelaar")
        assert [one.source for one in case.documents()] == ["memo.pdf"]
        assert Desk(case).sheets.keys() == {memo}


def test_what_is_added_in_the_browser_makes_nothing_missing(tmp_path: Path) -> None:
    make_case(tmp_path / "haven")
    (tmp_path / "haven" / "inkomend").mkdir()
    with Case.open(tmp_path / "haven") as case:
        assert missing(case, tmp_path / "haven" / "inkomend", ["nieuw.pdf"]) == []
