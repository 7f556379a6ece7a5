"""A third party sees its own pages with what is proposed for it, and nothing of others; the release waits for it."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
import pymupdf
import pypdfium2
import pytest

from tests.building_papers import lines_of, make_case, make_release
from tests.building_review import HANDLER
from tests.ua import failures, text_in_order
from woolak import zienswijze
from woolak.case import Case
from woolak.errors import UsageError, ViewAwaited
from woolak.events import Draft
from woolak.inventory.checks import check
from woolak.inventory.zienswijze.views import views
from woolak.model import Says
from woolak.removing import TAKEN_OUT, TAKEN_UP
from woolak.review import actions as act
from woolak.review.deciding import perform
from woolak.review.desk import Desk

TODAY = datetime.date.today()


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_case(tmp_path_factory.mktemp("zienswijze") / "zaak")
    with Case.open(folder) as case:
        zienswijze.make(case, lines_of(case), None, "b.handelaar", TODAY)
    return folder


@pytest.fixture
def case(bundled: Path, tmp_path: Path) -> Iterator[Case]:
    shutil.copytree(bundled, tmp_path / "zaak")
    with Case.open(tmp_path / "zaak") as opened:
        yield opened


def text_of(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


# ---------------------------------------------------------------- what a party sees


def test_party_gets_every_page_of_its_own_document_and_only_what_concerns_it_of_others(bundled: Path) -> None:
    mine = bundled / "zienswijze" / "partij-k" / "documenten"
    theirs = bundled / "zienswijze" / "partij-t" / "documenten"
    assert sorted(file.name for file in mine.iterdir()) == ["1a.pdf", "1b.pdf"]
    assert sorted(file.name for file in theirs.iterdir()) == ["1b.pdf"]
    assert len(pymupdf.open(mine / "1a.pdf")) == 2


def test_own_data_is_readable_under_a_frame_with_its_ground(bundled: Path) -> None:
    file = bundled / "zienswijze" / "partij-k" / "documenten" / "1a.pdf"
    text = text_of(file)
    assert "48.250" in text and "3.175" in text and "Kranenborg Idrissi" in text
    with pymupdf.open(file) as pdf:
        fills = [one for one in pdf[0].get_drawings() if one.get("fill_opacity") and one["fill_opacity"] < 0.5]
        [amount] = pdf[0].search_for("48.250")
        assert any(one["rect"].intersects(amount) for one in fills)
        assert "5.1(1)c" in pdf[0].get_text()


def test_persons_and_other_parties_are_gone_from_the_copy(bundled: Path) -> None:
    folder = bundled / "zienswijze"
    for party, gone in (("partij-k", ("Taljard", "61.900")), ("partij-t", ("Kranenborg", "48.250", "3.175"))):
        for file in (folder / party / "documenten").iterdir():
            raw = file.read_bytes()
            for secret in (*gone, "Zonneveld"):
                assert secret not in text_of(file) and secret.encode() not in raw, (party, file.name, secret)
    assert "61.900" in text_of(folder / "partij-t" / "documenten" / "1b.pdf")


def test_what_was_decided_to_be_public_of_another_party_is_still_not_shown_to_a_competitor(case: Case) -> None:
    desk = Desk(case)
    [memo] = [one for one in case.documents() if one.source.startswith("1b")]
    marks = [m for m in desk.sheets[memo.id].in_order() if m.text == "61.900"]
    perform(desk, HANDLER, memo.id, desk.seq, act.Decide(kind="decide", verdict="reject", targets=(marks[0].id,)))
    zienswijze.make(case, lines_of(case), None, "b.handelaar", TODAY)
    folder = case.folder / "zienswijze"
    assert "61.900" not in text_of(folder / "partij-k" / "documenten" / "1b.pdf")
    assert "61.900" in text_of(folder / "partij-t" / "documenten" / "1b.pdf")


def test_two_parties_of_which_the_pseudonyms_look_alike_each_have_a_folder_of_their_own(case: Case) -> None:
    file = case.folder / "zaak.yaml"
    file.write_text(file.read_text("utf-8").replace("pseudonym: partij T", 'pseudonym: "Partij K."'), encoding="utf-8")
    made = zienswijze.make(case, lines_of(case), None, "b.handelaar", TODAY)
    assert [one.folder.name for one in made] == ["partij-k", "partij-k-2"]
    assert "61.900" in text_of(made[1].folder / "documenten" / "1b.pdf")
    assert "61.900" not in text_of(made[0].folder / "documenten" / "1b.pdf")


def test_the_case_remembers_what_was_made_and_whether_it_is_still_so(case: Case) -> None:
    mine = zienswijze.bundles(case)["Kranenborg Idrissi B.V."]
    assert set(mine.files) == {
        "documenten/1a.pdf", "documenten/1b.pdf", "reactieformulier.docx", "reactieformulier.pdf",
        "zienswijze-brief.docx", "zienswijze-brief.pdf",
    }  # fmt: skip
    assert mine.documents == 2 and not zienswijze.outdated(case)
    zienswijze.reply(case, "partij k", TODAY, Says.NO_OBJECTION, "b.handelaar")
    assert not zienswijze.outdated(case), "what a party says changes nothing in what it was sent"
    desk = Desk(case)
    [memo] = [one for one in case.documents() if one.source.startswith("1b")]
    mark = desk.sheets[memo.id].in_order()[0]
    perform(desk, HANDLER, memo.id, desk.seq, act.Decide(kind="decide", verdict="reject", targets=(mark.id,)))
    assert zienswijze.outdated(case) == {"Kranenborg Idrissi B.V.", "Studio Taljard"}


def test_one_party_is_asked_anew_and_what_another_said_stands(case: Case) -> None:
    zienswijze.reply(case, "partij k", TODAY, Says.NO_OBJECTION, "b.handelaar")
    (case.folder / "besluit.yaml").write_text("date: 2024-04-21\n", encoding="utf-8")
    made = zienswijze.make(case, lines_of(case), None, "b.handelaar", TODAY, only=["Taljard"])
    assert [one.party for one in made] == ["Studio Taljard"]
    assert zienswijze.outdated(case) == {"Kranenborg Idrissi B.V."}
    said = {one.party: one.says for one in views(case.log.since())}
    assert said["Kranenborg Idrissi B.V."] == Says.NO_OBJECTION
    with pytest.raises(UsageError, match="geen derde"):
        zienswijze.make(case, lines_of(case), None, "b.handelaar", TODAY, only=["Bureau Lindeboom"])


def test_when_making_the_bundles_is_cut_off_none_is_taken_for_a_party_s_own(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zienswijze, "write_paper", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        zienswijze.make(case, lines_of(case), None, "b.handelaar", TODAY)
    assert "Kranenborg Idrissi B.V." not in zienswijze.bundles(case)


def test_nothing_is_sent_of_a_case_that_was_not_searched_to_the_end_or_that_a_document_leaves(case: Case) -> None:
    """A document would be missing in what is sent, or be in it though it does not belong to the case."""
    [letter] = [one for one in case.documents() if one.source.startswith("1c")]
    case.log.append([Draft(TAKEN_OUT, "b.handelaar", target=letter.source, why="Per ongeluk.")])
    with pytest.raises(UsageError, match="nog niet verwerkt"):
        zienswijze.make(case, lines_of(case), None, "b.handelaar", TODAY)
    case.log.append([Draft(TAKEN_UP, "b.handelaar", target=letter.source)])
    document = case.document(letter.id)
    case.store_ingested(letter.source, "01", "v2", [(document.id, letter.source, document, None)])
    with pytest.raises(UsageError, match="nog niet helemaal doorzocht"):
        zienswijze.make(case, lines_of(case), None, "b.handelaar", TODAY)
    assert zienswijze.bundles(case)


# ---------------------------------------------------------------- letter and form


def test_letter_names_the_term_and_what_is_enclosed(bundled: Path) -> None:
    folder = bundled / "zienswijze" / "partij-k"
    due = TODAY + datetime.timedelta(days=14)
    for text in (
        text_in_order(folder / "zienswijze-brief.pdf"),
        "\n".join(one.text for one in docx.Document(str(folder / "zienswijze-brief.docx")).paragraphs),
    ):
        flat = " ".join(text.split())
        assert "Kranenborg Idrissi B.V." in flat and f"{due.day} " in flat and str(due.year) in flat
        assert "Document 1a" in flat and "bladzijden 1–2" in flat and "Taljard" not in flat


@pytest.mark.parametrize("name", ["zienswijze-brief", "reactieformulier"])
def test_letter_and_form_break_no_rule_of_pdf_ua_that_we_can_check(bundled: Path, name: str) -> None:
    assert failures(bundled / "zienswijze" / "partij-t" / f"{name}.pdf") == []


def test_form_has_a_place_for_every_document(bundled: Path) -> None:
    document = docx.Document(str(bundled / "zienswijze" / "partij-k" / "reactieformulier.docx"))
    text = "\n".join(one.text for one in document.paragraphs)
    assert "Document 1a" in text and "Document 1b" in text and "☐ Ik heb geen bezwaar." in text


# ---------------------------------------------------------------- asking, replying, waiting


def test_release_waits_while_a_reply_is_awaited(case: Case) -> None:
    with pytest.raises(ViewAwaited, match="Kranenborg"):
        make_release(case)
    assert not case.release_dir.exists()


def test_release_goes_on_when_all_have_replied_and_the_log_tells_it(case: Case) -> None:
    zienswijze.reply(case, "partij k", TODAY, Says.NO_OBJECTION, "b.handelaar")
    zienswijze.reply(case, "Taljard", TODAY, Says.OBJECTION, "b.handelaar")
    make_release(case)
    said = {one.party: one.says for one in views(case.log.since())}
    assert said == {"Kranenborg Idrissi B.V.": Says.NO_OBJECTION, "Studio Taljard": Says.OBJECTION}
    letter = text_in_order(case.folder / "besluit" / "besluit-concept.pdf")
    assert "Partij K: reactie van" in letter and "4 mei 2024" in letter  # two weeks after the decision


def test_release_goes_on_without_a_reply_only_with_a_reason_that_is_logged(case: Case) -> None:
    with pytest.raises(UsageError):
        zienswijze.proceed(case, "  ", "b.handelaar", TODAY)
    zienswijze.proceed(case, "De rechter eist een besluit.", "b.handelaar", TODAY)
    make_release(case)
    assert [one.why for one in case.log.since() if one.kind == "view_waived"] == ["De rechter eist een besluit."] * 2


def test_term_that_is_over_is_no_reason_to_wait(case: Case) -> None:
    with pytest.raises(UsageError):
        zienswijze.proceed(case, "Genoeg.", "b.handelaar", TODAY + datetime.timedelta(days=15))


def test_bundle_made_again_keeps_its_term(case: Case) -> None:
    later = TODAY + datetime.timedelta(days=3)
    made = zienswijze.make(case, lines_of(case), None, "b.handelaar", later)
    assert {one.due for one in made} == {TODAY + datetime.timedelta(days=14)}
    assert len([one for one in case.log.since() if one.kind == "view_asked"]) == 2


def test_reply_of_somebody_who_was_not_asked_is_refused(case: Case) -> None:
    with pytest.raises(UsageError, match="niet om een zienswijze gevraagd"):
        zienswijze.reply(case, "Bureau Lindeboom", TODAY, Says.OBJECTION, "b.handelaar")


def test_check_tells_who_is_awaited(case: Case) -> None:
    rules = [one.rule for one in check(lines_of(case)[1])]
    assert rules.count("view_waiting") == 2


def test_command_notes_a_reply(case: Case) -> None:
    folder = case.folder
    command = (sys.executable, "-m", "woolak.cli", "zienswijze")
    other = folder.with_name("andere")
    shutil.copytree(folder, other)
    done = subprocess.run(
        [*command, str(other), "--reply", "partij K", "--says", "bezwaar", "--date", "2024-03-20"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0 and "Kranenborg Idrissi B.V.: bezwaar" in done.stdout, done.stderr
    wrong = subprocess.run([*command, str(other), "--reply", "partij K"], capture_output=True, text=True)
    assert wrong.returncode == 2 and "--says" in wrong.stderr


def test_check_ends_with_1_when_something_may_not_leave_and_names_places_only(case: Case, tmp_path: Path) -> None:
    other = tmp_path / "andere"
    shutil.copytree(case.folder, other)
    done = subprocess.run(
        [sys.executable, "-m", "woolak.cli", "check", str(other), "--workers", "1"], capture_output=True, text=True
    )
    assert done.returncode == 1, done.stderr
    assert "Op de zienswijze van Kranenborg Idrissi B.V. wordt nog gewacht" in done.stdout
    assert "Zonneveld" not in done.stdout and done.stderr.startswith("Fouten: 2.")


def test_reply_is_noted_and_the_case_is_checked_while_others_have_it_open_in_the_browser(case: Case) -> None:
    other = case.folder.with_name("andere")
    shutil.copytree(case.folder, other)
    woolak = (sys.executable, "-m", "woolak.cli")
    with Case.open(other, shared=True):
        reply = ["zienswijze", str(other), "--reply", "partij K", "--says", "bezwaar"]
        noted = subprocess.run([*woolak, *reply], capture_output=True, text=True)
        checked = subprocess.run([*woolak, "check", str(other), "--workers", "1"], capture_output=True, text=True)
    assert noted.returncode == 0, noted.stderr
    assert checked.stderr.startswith("Fouten: ")


def test_a_reply_before_anybody_was_asked_says_how_to_ask(tmp_path: Path) -> None:
    fresh = make_case(tmp_path / "vers")
    with (
        Case.open(fresh, shared=True) as opened,
        pytest.raises(UsageError, match="Vraag dat eerst met 'woolak zienswij"),
    ):
        zienswijze.reply(opened, "partij K", TODAY, Says.OBJECTION, "b.handelaar")
