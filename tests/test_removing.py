"""A document that is taken out of the folder is not silently published, and can be taken out of the case."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.building_review import CHECKER, HANDLER, add_document, make_case
from woolak import relating, removing
from woolak.case import Case
from woolak.engine import ThisMachine
from woolak.errors import Overtaken, Refused, UsageError
from woolak.events import Draft
from woolak.release import release
from woolak.removing import missing, remove
from woolak.review import actions as act
from woolak.review.deciding import perform
from woolak.review.desk import Desk
from woolak.review.leaving import absent, names_of
from woolak.review.people import Actor
from woolak.telling import Quiet


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


def take_out(desk: Desk, path: str, why: str = "Hoort bij een ander verzoek.", seq: int | None = None,
             who: Actor = HANDLER, **more: bool) -> None:  # fmt: skip
    action = act.TakeOut(kind="take_out", sources=(path,), why=why, **more)
    perform(desk, who, "", desk.seq if seq is None else seq, action)


def take_up(desk: Desk, path: str) -> None:
    perform(desk, HANDLER, "", desk.seq, act.TakeUp(kind="take_up", source=path))


def released_with(case: Case, *sources: str) -> None:
    """A release that names these documents."""
    case.release_dir.mkdir()
    said = ", ".join(f'{{"source": "{one}"}}' for one in sources)
    (case.release_dir / "manifest.json").write_text(f'{{"documents": [{said}]}}', encoding="utf-8")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    make_case(tmp_path / "haven")
    with Case.open(tmp_path / "haven") as opened:
        yield opened


def test_what_is_taken_out_on_a_screen_is_in_the_log_and_leaves_with_the_next_run(case: Case) -> None:
    desk = Desk(case)
    take_out(desk, "mail.pdf")
    (event,) = case.log.since(kinds=(removing.TAKEN_OUT,))
    assert (event.who, event.role, event.target, event.why) == (
        HANDLER.who, "behandelaar", "mail.pdf", "Hoort bij een ander verzoek.",
    )  # fmt: skip
    assert removing.pending(case) == ["mail.pdf"] and absent(desk)[0].waiting
    removing.follow(case)
    assert case.source_paths() == ["memo.pdf"] and not removing.pending(case)
    assert (case.folder / "verwijderd" / "mail.pdf").exists() and not (case.folder / "bron" / "mail.pdf").exists()
    assert [path.stem for path in case.pdf_dir.iterdir()] == [one.id for one in case.documents()]
    again = Desk(case)
    assert [(one.path, one.waiting, one.kept) for one in absent(again)] == [("mail.pdf", False, True)]
    (gone,) = event.data["documents"]
    assert names_of(again)[gone] == removing.names_of(case.documents(), case.log.since())[gone] == "mail.pdf"


def test_nothing_is_released_while_something_waits_to_leave(case: Case) -> None:
    take_out(Desk(case), "mail.pdf")
    with pytest.raises(UsageError, match=r"nog niet verwerkt: mail\.pdf"):
        release(case, None, ThisMachine(1), Quiet())


def test_a_file_that_was_taken_out_is_not_read_again_from_the_folder_until_it_is_taken_up(case: Case) -> None:
    desk = Desk(case)
    take_out(desk, "mail.pdf")
    removing.follow(case)
    files = {name: case.folder / name for name in ("memo.pdf", "mail.pdf")}
    assert removing.without(case, files) == ({"memo.pdf": files["memo.pdf"]}, ["mail.pdf"])
    desk = Desk(case)
    take_up(desk, "mail.pdf")
    removing.follow(case)
    assert (case.folder / "bron" / "mail.pdf").exists() and not absent(Desk(case))
    assert removing.without(case, files) == (files, [])
    with pytest.raises(Refused, match="niet uit het dossier"):
        take_up(desk, "mail.pdf")


def test_taken_up_before_the_run_it_stays_as_it_was(case: Case) -> None:
    desk = Desk(case)
    take_out(desk, "mail.pdf")
    take_up(desk, "mail.pdf")
    removing.follow(case)
    assert sorted(case.source_paths()) == ["mail.pdf", "memo.pdf"]


def test_a_run_that_was_cut_off_halfway_is_finished_by_the_next(case: Case) -> None:
    take_out(Desk(case), "mail.pdf")
    case.store_ingested("mail.pdf", "", "", [])  # and the power went
    removing.follow(case)
    assert (case.folder / "verwijderd" / "mail.pdf").exists() and not (case.folder / "bron" / "mail.pdf").exists()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"path": "mail.pdf", "why": " "}, "waarom"),
        ({"path": "elders.pdf"}, "niet meer in deze zaak"),
        ({"path": "../zaak.yaml"}, "niet meer in deze zaak"),
        ({"path": "mail.pdf", "who": CHECKER}, "rol"),
    ],
)
def test_what_cannot_be_taken_out_is_refused(case: Case, asked: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        take_out(Desk(case), **asked)
    assert not case.log.since(kinds=(removing.TAKEN_OUT,))


def test_the_last_file_of_a_case_stays(case: Case) -> None:
    desk = Desk(case)
    take_out(desk, "mail.pdf")
    with pytest.raises(Refused, match="enige bestand"):
        take_out(desk, "memo.pdf")


def test_a_confirmed_document_is_not_taken_out_on_a_screen(case: Case) -> None:
    desk = Desk(case)
    (mail,) = case.documents_of("mail.pdf")
    desk.take_in(case.log.append([Draft("reviewed", "a", "", mail), Draft("confirmed", "b", "", mail)]))
    with pytest.raises(Refused, match="vastgesteld"):
        take_out(desk, "mail.pdf")


def test_who_did_not_see_what_another_decided_in_it_does_not_take_it_out(case: Case) -> None:
    desk = Desk(case)
    (mail,), seen = case.documents_of("mail.pdf"), desk.seq
    perform(desk, CHECKER, mail, desk.seq, act.Rest(kind="rest"))
    with pytest.raises(Overtaken, match=CHECKER.who):
        take_out(desk, "mail.pdf", seq=seen)
    take_out(desk, "mail.pdf")


@pytest.mark.parametrize("broken", [False, True])
def test_what_is_in_a_release_is_taken_out_only_when_that_may_be_withdrawn(case: Case, broken: bool) -> None:
    released_with(case, "mail.pdf")
    if broken:  # nobody can tell what is in it
        (case.release_dir / "manifest.json").write_text("{", encoding="utf-8")
    desk = Desk(case)
    with pytest.raises(Refused, match="ingetrokken"):
        take_out(desk, "mail.pdf")
    take_out(desk, "mail.pdf", withdraw=True)
    removing.follow(case)
    assert not case.release_dir.exists()
    assert [path.name for path in (case.folder / "ingetrokken").glob("*/*")] == ["manifest.json"]
    (event,) = case.log.since(kinds=(removing.TAKEN_OUT,))
    assert event.data["withdrawn"] is True


def test_a_release_without_the_document_stands(case: Case) -> None:
    released_with(case, "memo.pdf")
    take_out(Desk(case), "mail.pdf")
    removing.follow(case)
    assert case.release_dir.exists()


def test_a_command_that_removes_withdraws_the_release_too(case: Case) -> None:
    released_with(case, "mail.pdf", "memo.pdf")
    assert remove(case, ["mail.pdf"], "k.jansen")
    assert not case.release_dir.exists()


def test_a_double_of_what_leaves_is_a_document_of_its_own_again(case: Case) -> None:
    copy = add_document(case, "kopie.pdf", "Een kopie.")
    (mail,) = case.documents_of("mail.pdf")
    data = {"verdict": "approve", "what": "dubbel", "other": mail, "link": "", "whole": True}
    case.log.append([Draft(relating.RELATION, "b", "", copy, "f" * 24, "een", data)])
    assert relating.standing(case)[copy].other_id == mail
    desk = Desk(case)
    desk.take_in(case.log.append([Draft("confirmed", "b", "", copy)]))
    with pytest.raises(Refused, match="vastgesteld"):  # it would be published without anybody having looked at it
        take_out(desk, "mail.pdf")
    desk.take_in(case.log.append([Draft("unlocked", "b", "", copy)]))
    take_out(desk, "mail.pdf")
    removing.follow(case)
    assert copy not in relating.standing(case)
    assert Desk(case).sheets[copy].state.judged is None


def test_what_is_done_on_a_screen_follows_the_policy_and_the_lessons_that_the_case_was_given(tmp_path: Path) -> None:
    source, case = tmp_path / "verzoek", tmp_path / "zaak"
    source.mkdir()
    (source / "een.txt").write_text("Ons kenmerk: Z-2024-118.\n\nMevrouw Fatma Terpstra belde.\n", encoding="utf-8")
    policy, lessons = tmp_path / "beleid.yaml", tmp_path / "geleerd.yaml"
    policy.write_text(
        'rules:\n  - {entities: [PERSON], action: keep, reason: "Namen blijven staan."}\n', encoding="utf-8"
    )
    lessons.write_text("lessons:\n- {learned: 2026-01-05T10:00:00Z, cases: [a], names: [Terpstra]}\n", encoding="utf-8")
    first = woolak("run", source, "--case", case, "--policy", policy, "--learned", lessons)
    again = woolak("run", case / "bron", "--case", case)
    assert again.returncode == 0, again.stderr
    assert again.stdout.splitlines()[0] == first.stdout.splitlines()[0]
    assert (case / "geleerd.yaml").exists()
    assert woolak("run", source, "--case", case).stdout.splitlines()[0] != first.stdout.splitlines()[0]
    assert not (case / "geleerd.yaml").exists()


def test_what_a_document_may_leave_with() -> None:
    sources = ["mail.eml", "mail.eml/plan.pdf", "mail.eml/door.eml", "mail.eml/door.eml/x.pdf", "doos.zip/a.pdf",
               "doos.zip/m.eml", "doos.zip/m.eml/b.pdf", "bundel.pdf/blz 1-3.pdf", "bundel.pdf/blz 4-5.pdf",
               "mail.eml/stukken.pdf/blz 1-2.pdf"]  # fmt: skip
    assert [removing.ways_out(one, sources) for one in sources] == [
        ["mail.eml"],
        ["mail.eml/plan.pdf", "mail.eml"],
        ["mail.eml/door.eml", "mail.eml"],
        ["mail.eml/door.eml/x.pdf", "mail.eml/door.eml", "mail.eml"],
        ["doos.zip/a.pdf"],
        ["doos.zip/m.eml"],
        ["doos.zip/m.eml/b.pdf", "doos.zip/m.eml"],
        ["bundel.pdf"],
        ["bundel.pdf"],
        ["mail.eml/stukken.pdf", "mail.eml"],
    ]


def mail_with(*names: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Fatma Terpstra <f.terpstra@waterland.example>", "wethouder@waterland.example"
    message["Subject"], message["Date"] = "Stukken voor het overleg", "Mon, 3 Mar 2025 10:00:00 +0100"
    message.set_content("Goedemorgen,\n\nHierbij de stukken.\n")
    for name in names:
        message.add_attachment(f"Notitie over de kade: {name}\n\nDe kade is verzakt.\n", filename=name)
    return message.as_bytes()


def test_one_attachment_leaves_with_a_reason_the_list_tells_it_and_it_comes_back(tmp_path: Path) -> None:
    source, folder = tmp_path / "verzoek", tmp_path / "zaak"
    source.mkdir()
    (source / "mail.eml").write_bytes(mail_with("een.txt", "twee.txt"))

    def run(*more: str) -> list[str]:
        done = woolak("run", source, "--case", folder, "--accept-proposals", *more)
        assert done.returncode == 0, done.stderr
        with Case.open(folder) as case:
            return [one.source for one in case.documents()]

    def remarks() -> str:
        return (folder / "release" / "inventarislijst.csv").read_text(encoding="utf-8")

    assert run() == ["mail.eml", "mail.eml/een.txt", "mail.eml/twee.txt"]
    assert "niet opgenomen" not in remarks()
    with Case.open(folder) as case:
        desk = Desk(case)
        with pytest.raises(Refused, match="ingetrokken"):
            take_out(desk, "mail.eml/twee.txt")
        take_out(desk, "mail.eml/twee.txt", withdraw=True)
        assert removing.pending(case) == ["mail.eml/twee.txt"]
    assert run() == ["mail.eml", "mail.eml/een.txt"]
    assert (folder / "bron" / "mail.eml").exists() and len(list((folder / "ingetrokken").iterdir())) == 1
    assert remarks().count("Eén bijlage is niet opgenomen.") == 1 and "twee" not in remarks()
    with Case.open(folder) as case:
        desk = Desk(case)
        assert [(one.path, one.why, one.kept) for one in absent(desk)] == [
            ("mail.eml/twee.txt", "Hoort bij een ander verzoek.", True)
        ]
        take_up(desk, "mail.eml/twee.txt")
    assert run() == ["mail.eml", "mail.eml/een.txt", "mail.eml/twee.txt"]
    assert "niet opgenomen" not in remarks()


def test_a_confirmed_mail_does_not_hold_its_attachment(tmp_path: Path) -> None:
    source, folder = tmp_path / "verzoek", tmp_path / "zaak"
    source.mkdir()
    (source / "mail.eml").write_bytes(mail_with("een.txt"))
    woolak("run", source, "--case", folder)
    with Case.open(folder) as case:
        desk = Desk(case)
        (mail,) = case.documents_of("mail.eml")[:1]
        desk.take_in(case.log.append([Draft("confirmed", "b", "", mail)]))
        with pytest.raises(Refused, match="vastgesteld"):
            take_out(desk, "mail.eml")
        take_out(desk, "mail.eml/een.txt")


def test_one_file_of_an_archive_leaves_and_stays_out_till_it_is_taken_up(tmp_path: Path) -> None:
    source, folder = tmp_path / "verzoek", tmp_path / "zaak"
    source.mkdir()
    with zipfile.ZipFile(source / "doos.zip", "w") as box:
        for name in ("een.txt", "twee.txt"):
            box.writestr(name, f"Notitie {name}\n\nMevrouw Fatma Terpstra belde.\n")

    def run(*more: str) -> list[str]:
        done = woolak("run", source, "--case", folder, *more)
        assert done.returncode == 0, done.stderr
        with Case.open(folder) as case:
            return [one.source for one in case.documents()]

    assert run() == ["doos.zip/een.txt", "doos.zip/twee.txt"]
    with Case.open(folder) as case:
        desk = Desk(case)
        with pytest.raises(Refused, match="niet meer in deze zaak"):
            take_out(desk, "doos.zip/een")
        take_out(desk, "doos.zip/twee.txt")
        with pytest.raises(Refused, match="enige bestand"):
            take_out(desk, "doos.zip")
    assert run() == ["doos.zip/een.txt"]
    with (source / "doos.zip").open("ab") as box_file:
        box_file.write(b" ")  # sent once more
    assert run() == ["doos.zip/een.txt"]
    assert (folder / "bron" / "doos.zip").exists()
    with Case.open(folder) as case:
        desk = Desk(case)
        assert [(one.path, one.kept) for one in absent(desk)] == [("doos.zip/twee.txt", True)]
        take_up(desk, "doos.zip/twee.txt")
    assert run() == ["doos.zip/een.txt", "doos.zip/twee.txt"]
