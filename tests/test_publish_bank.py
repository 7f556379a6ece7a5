"""A release is brought to a publicatiebank as a concept: whole, once, and never made public by us."""

from __future__ import annotations

import datetime
import logging
import shutil
import subprocess
import sys
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.building_publish import again, make_release
from tests.publicatiebank import KEY, Fault, Store, running
from woolak.case import Case
from woolak.errors import BankRefused
from woolak.publish import Bank, Delivered, Publication, deliver, read_key, ready

TODAY = datetime.date(2024, 6, 1)
DOCUMENTS, DOCUMENT = "/api/v2/documenten", "/api/v2/documenten/[^/]+"
READY: dict[str, Publication] = {}
PART, PUBLICATIONS = "/api/v2/documenten/[^/]+/bestandsdelen/[^/]+", "/api/v2/publicaties"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_release(tmp_path_factory.mktemp("gpp") / "zaak")


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Iterator[Case]:
    shutil.copytree(made, tmp_path / "zaak")
    with Case.open(tmp_path / "zaak") as opened:
        yield opened


@pytest.fixture
def store() -> Iterator[Store]:
    """A bank; whatever a test did with it, every request was one that the description allows."""
    found = Store()
    yield found
    assert not set(found.complaints)


def published(case: Case) -> Publication:
    """What the case publishes; worked out once for all that is the same."""
    said = (case.folder / "besluit.yaml").read_text(encoding="utf-8")
    if said not in READY:
        READY[said] = ready(case, TODAY)
    items = [replace(item, file=case.release_dir / item.path) for item in READY[said].items]
    return replace(READY[said], items=tuple(items))


def bring(case: Case, store: Store, publication: Publication | None = None) -> Delivered:
    with running(store) as url, Bank(url, KEY, "b.handelaar", "proef", waits_s=(0, 0), timeout_s=0.25) as bank:
        return deliver(case, publication or published(case), bank, lambda _: None)


def assert_whole(case: Case, store: Store) -> None:
    """One concept, in which each file stands once and byte for byte."""
    (publication,) = store.publications.values()
    assert publication["publicatiestatus"] == "concept"
    items = {Path(item.path).name: item for item in published(case).items}
    names = sorted(one["bestandsnaam"] for one in store.documents.values())
    assert names == sorted(items)
    for uuid, document in store.documents.items():
        assert document["uploadVoltooid"]
        assert store.contents(uuid) == items[document["bestandsnaam"]].file.read_bytes()
    assert not [path for method, path, _ in store.asked if method == "PATCH"]


def test_a_release_arrives_as_a_concept_with_what_the_case_says(case: Case, store: Store) -> None:
    done = bring(case, store)
    assert_whole(case, store)
    (publication,) = store.publications.values()
    assert publication["officieleTitel"] == "Woo-verzoek W-2024-07"
    assert {"kenmerk": "W-2024-07", "bron": "Dossier"} in publication["kenmerken"]
    assert len(publication["informatieCategorieen"]) == 1 and publication["publisher"]
    assert done.brought == len(store.documents) and done.already == 0 and done.url == publication["urlPublicatieIntern"]
    assert {one["creatiedatum"] for one in store.documents.values()} == {"2024-05-14"}
    assert max(len(parts) for parts in store.parts.values()) > 10, "large files go in parts"


def test_every_request_to_make_a_publication_says_concept(case: Case, store: Store) -> None:
    bring(case, store)
    bodies = [body for method, path, body in store.asked if (method, path) == ("POST", PUBLICATIONS)]
    assert [body["publicatiestatus"] for body in bodies] == ["concept"]
    with Bank("https://gpp.example", KEY, "x", "x") as bank, pytest.raises(ValueError, match="concept"):
        bank.create_publication({"officieleTitel": "x"})


def test_a_second_time_nothing_is_brought_again(case: Case, store: Store) -> None:
    bring(case, store)
    before = dict(store.documents)
    done = bring(case, store)
    assert (done.brought, done.already, done.removed) == (0, len(before), 0)
    assert store.documents == before
    assert_whole(case, store)


KINDS = [("GET", PUBLICATIONS), ("POST", PUBLICATIONS), ("GET", DOCUMENTS), ("POST", DOCUMENTS), ("PUT", PART)]


@pytest.mark.parametrize("what", ["lost", "slow", "cut", 503])
@pytest.mark.parametrize(("method", "path"), KINDS)
def test_a_passing_fault_is_overcome_without_doubles(
    case: Case, store: Store, method: str, path: str, what: int | str
) -> None:
    store.faults = [Fault(method, path, what, after=1 if method == "PUT" else 0)]
    bring(case, store)
    assert store.faults[0].times == 0
    assert_whole(case, store)


@pytest.mark.parametrize("what", ["deaf", "cut", 401, 409, 400, 413])
@pytest.mark.parametrize(("method", "path"), KINDS)
def test_a_lasting_fault_stops_with_a_sentence_and_a_later_run_goes_on_without_doubles(
    case: Case, store: Store, method: str, path: str, what: int | str
) -> None:
    store.faults = [Fault(method, path, what, times=99, after=3 if method == "PUT" else 0)]
    with pytest.raises(BankRefused) as stopped:
        bring(case, store)
    assert str(stopped.value).endswith(".") and "verhaal" not in str(stopped.value)
    store.faults = []
    bring(case, store)
    assert_whole(case, store)


def test_the_last_part_arrives_and_its_answer_is_lost(case: Case, store: Store) -> None:
    item = published(case).items[0]
    parts = -(-item.size // store.part_size)
    store.faults = [Fault("PUT", PART, "lost", after=parts - 1)]
    bring(case, store)
    assert_whole(case, store)


def test_parts_that_were_brought_are_not_brought_again(case: Case, store: Store) -> None:
    store.faults = [Fault("PUT", PART, 401, times=99, after=3)]
    with pytest.raises(BankRefused):
        bring(case, store)
    assert len(store.brought) == 3
    brought, before = set(store.brought), len(store.asked)
    store.faults = []
    bring(case, store)
    again = {path.rsplit("/", 1)[-1] for method, path, _ in store.asked[before:] if method == "PUT"}
    assert again and not again & brought


def test_a_bank_that_starts_anew_and_lost_what_was_half_there_gets_it_again(case: Case, store: Store) -> None:
    store.faults = [Fault("PUT", PART, "forget", after=2)]
    with pytest.raises(BankRefused):
        bring(case, store)
    bring(case, store)
    assert_whole(case, store)


class Killed(BaseException):
    """The computer goes off."""


def test_cut_off_before_or_after_any_request_it_goes_on_where_it_was(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = Bank._once
    with Case.open(made) as opened:
        publication = ready(opened, TODAY)
    publication = replace(publication, items=publication.items[:2])
    total = 0
    for moment in range(100):
        for stage in ("before", "after"):
            count = 0

            def limited(self: Bank, *args: Any, moment: int = moment, stage: str = stage, **sent: Any) -> Any:
                nonlocal count
                count += 1
                if count == moment and stage == "before":
                    raise Killed
                answer = once(self, *args, **sent)
                if count == moment and stage == "after":
                    raise Killed
                return answer

            folder, store = tmp_path / f"{moment}{stage}", Store()
            shutil.copytree(made, folder)
            monkeypatch.setattr(Bank, "_once", limited)
            with Case.open(folder) as opened:
                try:
                    bring(opened, store, publication)
                    total = count
                except Killed:
                    monkeypatch.setattr(Bank, "_once", once)
                    bring(opened, store, publication)
            assert len(store.publications) == 1 and len(store.documents) == 2
            assert all(one["uploadVoltooid"] for one in store.documents.values())
            assert store.complaints == []
        if total and moment > total:
            break
    assert total > 10


def test_what_a_new_release_changed_takes_the_place_of_the_old_document(case: Case, store: Store) -> None:
    bring(case, store)
    (case.folder / "besluit.yaml").write_text("date: 2024-05-15\n", encoding="utf-8")
    again(case)
    done = bring(case, store)
    assert done.removed == done.brought == len(store.documents)
    assert_whole(case, store)
    assert {one["creatiedatum"] for one in store.documents.values()} == {"2024-05-15"}


def test_documents_that_others_added_stay(case: Case, store: Store) -> None:
    bring(case, store)
    (publication,) = store.publications
    store.documents["x"] = {"uuid": "00000000-0000-0000-0000-000000000009", "publicatie": publication,
                            "publicatiestatus": "concept", "uploadVoltooid": False, "kenmerken": [],
                            "officieleTitel": "Besluit", "creatiedatum": "2024-05-14", "gepubliceerdOp": None,
                            "ingetrokkenOp": None, "registratiedatum": "2024-06-01T10:00:00+02:00",
                            "laatstGewijzigdDatum": "2024-06-01T10:00:00+02:00"}  # fmt: skip
    bring(case, store)
    assert "x" in store.documents


@pytest.mark.parametrize("status", ["gepubliceerd", "ingetrokken"])
def test_what_is_no_longer_a_concept_is_left_alone(case: Case, store: Store, status: str) -> None:
    bring(case, store)
    (publication,) = store.publications.values()
    publication["publicatiestatus"] = status
    store.asked.clear()
    with pytest.raises(BankRefused, match="niet meer op concept"):
        bring(case, store)
    assert {method for method, _, _ in store.asked} == {"GET"}


def test_a_bank_that_publishes_at_once_gets_no_document(case: Case, store: Store) -> None:
    store.publishes_at_once = True
    with pytest.raises(BankRefused, match="meteen openbaar gemaakt"):
        bring(case, store)
    assert store.documents == {}


def test_an_organisation_that_is_not_active_is_told_before_anything_is_made(case: Case, store: Store) -> None:
    store.organisation = "https://identifier.overheid.nl/tooi/id/gemeente/gm0363"
    with pytest.raises(BankRefused, match="gm0852 is in de publicatiebank niet actief"):
        bring(case, store)
    assert store.publications == {}


def test_the_key_is_in_no_error_and_no_log(case: Case, store: Store, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told = []
    for what in (401, 400, 500, "deaf", "cut"):
        store.faults = [Fault("GET", PUBLICATIONS, what, times=99)]
        try:
            bring(case, store)
        except BankRefused as error:
            told.append("".join(traceback.format_exception(error)))
    assert len(told) == 5
    assert KEY not in "".join(told) + caplog.text
    for file in case.folder.rglob("*"):
        assert not file.is_file() or KEY.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    "url", ["http://gpp.example", "ftp://gpp.example", "gpp.example", "https://naam:woord@gpp.example", "https://"]
)
def test_the_key_is_only_sent_over_https(url: str) -> None:
    with pytest.raises(BankRefused, match="adres"):
        Bank(url, KEY, "x", "x")


def test_the_key_does_not_follow_a_redirect(case: Case, store: Store) -> None:
    other = Store()
    with running(other):
        store.faults = [Fault("GET", "/api/v2/organisaties", 302, times=99)]
        with pytest.raises(BankRefused, match="adres"):
            bring(case, store)
    assert other.asked == []
    store.complaints.clear()


def test_something_else_than_a_bank_is_told(case: Case, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests import publicatiebank

    monkeypatch.setattr(publicatiebank._Handler, "_answer", lambda *_: (200, ["dag"]))
    with pytest.raises(BankRefused, match="iets anders dan een publicatiebank"):
        bring(case, store)
    store.complaints.clear()


def test_a_key_file_that_holds_no_key_is_told_without_its_contents(tmp_path: Path) -> None:
    file = tmp_path / "sleutel"
    with pytest.raises(BankRefused, match="niet worden gelezen"):
        read_key(file)
    for text in ("", "twee woorden", "één", "a\x00b"):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(BankRefused) as refused:
            read_key(file)
        assert not text or text not in str(refused.value)
    file.write_text(KEY + "\n", encoding="utf-8")
    assert read_key(file) == KEY


def test_the_command_brings_a_case_and_says_that_nothing_is_public_yet(case: Case, store: Store) -> None:
    key = case.folder / "sleutel"
    key.write_text(KEY, encoding="utf-8")
    shutil.copytree(case.folder, case.folder.with_name("kopie"))
    command = [
        sys.executable,
        "-m",
        "woolak.cli",
        "publish",
        str(case.folder.with_name("kopie")),
        "--token-file",
        str(key),
    ]
    with running(store) as url:
        done = subprocess.run([*command, "--gpp", url], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Er is nog niets openbaar" in done.stdout and KEY not in done.stdout + done.stderr
    assert_whole(case, store)
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2 and "--gpp" in done.stderr
