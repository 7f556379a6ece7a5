"""What leaves as a package: only what is confirmed and verified, with metadata that the Woo-index reads."""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.building_publish import CASE_FILE, again, make_release
from tests.building_review import CHECKER, make_case
from woolak.case import Case
from woolak.current import change_since
from woolak.errors import NotPublishable, UsageError
from woolak.events import Draft
from woolak.publish import metadata, pack, package_files, ready, write_package
from woolak.publish.words import diwoo, municipality
from woolak.release import accept_proposals
from woolak.review import actions as act
from woolak.review.deciding import perform
from woolak.review.desk import Desk

TODAY = datetime.date(2024, 6, 1)
XSD = Path(__file__).parents[2] / "shared" / "woo" / "diwoo" / "diwoo-metadata.xsd"
LISTS = XSD.with_name("diwoo-metadata-lijsten.xsd")
with_xsd = pytest.mark.skipif(not XSD.exists(), reason="the XSD of DiWoo is not at hand")
DIWOO = {"d": "https://standaarden.overheid.nl/diwoo/metadata/", "s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_release(tmp_path_factory.mktemp("publish") / "zaak")


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Iterator[Case]:
    shutil.copytree(made, tmp_path / "zaak")
    with Case.open(tmp_path / "zaak") as opened:
        yield opened


def say(case: Case, text: str, name: str = "zaak.yaml") -> None:
    (case.folder / name).write_text(text, encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def package(case: Case, tmp_path: Path) -> Path:
    write_package(ready(case, TODAY), tmp_path / "pakket")
    return tmp_path / "pakket"


# ---------------------------------------------------------------- what keeps it in


def test_a_case_without_a_release_is_not_published(tmp_path: Path) -> None:
    make_case(tmp_path / "zaak")
    with Case.open(tmp_path / "zaak") as case, pytest.raises(NotPublishable, match="nog geen uitvoer"):
        ready(case, TODAY)


def test_a_draft_that_nobody_reviewed_is_not_published(tmp_path: Path) -> None:
    make_case(tmp_path / "zaak")
    (tmp_path / "zaak" / "zaak.yaml").write_text(CASE_FILE, encoding="utf-8")
    with Case.open(tmp_path / "zaak") as case:
        accept_proposals(case)
        again(case)
        with pytest.raises(NotPublishable, match=r"Er is niets gepubliceerd\. Nog niet vastgesteld: 1a, 1b"):
            ready(case, TODAY)


def test_a_document_that_is_no_longer_confirmed_keeps_everything_in(case: Case) -> None:
    desk = Desk(case)
    first = case.documents()[0].id
    perform(desk, CHECKER, first, desk.seq, act.Step(kind="step", step="unlocked"))
    with pytest.raises(NotPublishable, match="ouder dan de zaak"):
        ready(case, TODAY)
    again(case)
    with pytest.raises(NotPublishable, match="Nog niet vastgesteld: 1a"):
        ready(case, TODAY)


def test_a_document_that_was_changed_after_verification_keeps_everything_in(case: Case) -> None:
    with (case.release_dir / "documenten" / "1b.pdf").open("ab") as file:
        file.write(b"% iets")
    with pytest.raises(NotPublishable, match="Gewijzigd na de controle, of niet gecontroleerd: 1b"):
        ready(case, TODAY)


def test_a_document_without_a_proof_keeps_everything_in(case: Case) -> None:
    (case.release_dir / "verificatie.json").write_text('{"documents": {"1a": {"ok": false}}}', encoding="utf-8")
    with pytest.raises(NotPublishable, match="1a, 1b"):
        ready(case, TODAY)


def test_a_document_that_was_not_processed_keeps_everything_in(case: Case) -> None:
    file = case.release_dir / "manifest.json"
    entries = json.loads(file.read_text(encoding="utf-8"))
    entries["documents"][0] |= {"error": "Het bestand is leeg.", "output": None}
    file.write_text(json.dumps(entries), encoding="utf-8")
    with pytest.raises(NotPublishable, match="Niet verwerkt: 1a"):
        ready(case, TODAY)


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        ("signatory: {name: A. de Boer}\n", "datum van het besluit is niet bekend"),
        ("date: 2024-06-02\n", "gedateerd op 02-06-2024"),
        ("date: 2024-05-14\npublish_on: 2024-06-02\n", "pas vanaf 02-06-2024"),
    ],
)
def test_a_decision_that_is_not_whole_or_not_yet_due_is_not_published(case: Case, decision: str, sentence: str) -> None:
    say(case, decision, "besluit.yaml")
    with pytest.raises(NotPublishable, match=sentence):
        ready(case, TODAY)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("name: Waterland,", "name: Watterland,", "De gemeente 'Watterland' staat niet in de lijst"),
        ("publication:", "publication:\n  organisation: gm9999", "gm9999"),
    ],
)
def test_a_body_that_is_not_in_the_register_does_not_publish(case: Case, old: str, new: str, sentence: str) -> None:
    say(case, CASE_FILE.replace(old, new))
    with pytest.raises(NotPublishable, match=sentence):
        ready(case, TODAY)


def test_with_an_objecting_third_party_the_day_from_which_it_may_has_to_be_set(case: Case) -> None:
    asked = {"date": "2024-05-01", "due": "2024-05-15"}
    case.log.append([
        Draft("view_asked", "b.handelaar", target="Havenbouw", data=asked),
        Draft("view_replied", "b.handelaar", target="Havenbouw", data={"date": "2024-05-09", "says": "bezwaar"}),
    ])  # fmt: skip
    again(case)
    with pytest.raises(NotPublishable, match="Bezwaar tegen openbaarmaking: Havenbouw"):
        ready(case, TODAY)
    say(case, "date: 2024-05-14\npublish_on: 2024-05-28\n", "besluit.yaml")
    again(case)
    assert ready(case, TODAY).decided == datetime.date(2024, 5, 14)


def test_on_the_first_day_that_it_may_it_is_published(case: Case) -> None:
    say(case, "date: 2024-05-14\npublish_on: 2024-06-01\n", "besluit.yaml")
    again(case)
    assert ready(case, TODAY).items


# ---------------------------------------------------------------- the package


def test_the_letter_that_nobody_read_without_the_names_is_not_in_the_package(case: Case, tmp_path: Path) -> None:
    (case.release_dir / "besluit-geanonimiseerd.pdf").write_bytes(b"%PDF-1.7")
    assert "besluit-geanonimiseerd.pdf" not in files(package(case, tmp_path))


def test_the_package_holds_documents_lists_metadata_and_nothing_of_the_inside(case: Case, tmp_path: Path) -> None:
    held = files(package(case, tmp_path))
    assert {"documenten/1a.pdf", "documenten/1b.pdf", "inventarislijst.csv", "bijlage-besluit.pdf"} <= set(held)
    assert held["documenten/1a.pdf"] == (case.release_dir / "documenten" / "1a.pdf").read_bytes()
    assert not {"manifest.json", "verificatie.json", "zaak.yaml", "bijlage-besluit.docx"} & set(held)
    for name, contents in held.items():
        assert b"memo.pdf" not in contents and b"Oosterwold" not in contents, name


def test_the_checksums_are_those_of_the_files(case: Case, tmp_path: Path) -> None:
    folder = package(case, tmp_path)
    lines = (folder / "sha256sums.txt").read_text(encoding="utf-8").splitlines()
    told = {line.split("  ")[1]: line.split("  ")[0] for line in lines}
    held = {name: contents for name, contents in files(folder).items() if name != "sha256sums.txt"}
    assert told == {name: hashlib.sha256(contents).hexdigest() for name, contents in held.items()}


def test_the_same_case_gives_the_same_package_byte_for_byte(case: Case, tmp_path: Path) -> None:
    publication = ready(case, TODAY)
    write_package(publication, tmp_path / "een")
    write_package(ready(case, TODAY + datetime.timedelta(days=9)), tmp_path / "twee")
    assert files(tmp_path / "een") == files(tmp_path / "twee")


def test_a_package_that_was_half_written_is_made_again(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = package(case, tmp_path)
    whole = files(folder)
    with monkeypatch.context() as patched:
        patched.setattr("woolak.publish.package.sitemaps", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            write_package(ready(case, TODAY), folder)
    assert files(folder) == whole, "the old one stays until the new one is whole"
    write_package(ready(case, TODAY), folder)
    assert files(folder) == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pakket", "zaak"]


def test_a_folder_with_something_else_in_it_is_left_alone(case: Case, tmp_path: Path) -> None:
    (tmp_path / "pakket").mkdir()
    (tmp_path / "pakket" / "foto.jpg").write_bytes(b"x")
    with pytest.raises(UsageError, match="staat al iets anders"):
        package(case, tmp_path)
    assert files(tmp_path / "pakket") == {"foto.jpg": b"x"}


def test_without_an_address_there_are_no_sitemaps_so_there_is_no_package(case: Case, tmp_path: Path) -> None:
    say(case, CASE_FILE.split("publication:")[0])
    with pytest.raises(NotPublishable, match="Het adres waar de documenten komen te staan"):
        package(case, tmp_path)
    assert not (tmp_path / "pakket").exists()


def test_the_command_says_why_it_does_not_publish(case: Case, tmp_path: Path) -> None:
    shutil.copytree(case.folder, tmp_path / "kopie")
    (tmp_path / "kopie" / "zaak.yaml").write_text(CASE_FILE.replace("Waterland", "Onbekend"), encoding="utf-8")
    command = [sys.executable, "-m", "woolak.cli", "publish", str(tmp_path / "kopie"), "--to", str(tmp_path / "pakket")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1 and "Er is niets gepubliceerd." in done.stderr
    assert not (tmp_path / "pakket").exists()
    (tmp_path / "kopie" / "zaak.yaml").write_text(CASE_FILE, encoding="utf-8")
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "pakket" / "documenten" / "1a.pdf").exists()


# ---------------------------------------------------------------- what the log tells


def test_the_log_tells_who_made_the_package_and_of_what_and_the_release_is_still_of_the_case(
    case: Case, tmp_path: Path
) -> None:
    pack(case, ready(case, TODAY), tmp_path / "pakket", "b.handelaar", "behandelaar")
    (event,) = case.log.since(kinds=("publication_packed",))
    sums = (tmp_path / "pakket" / "sha256sums.txt").read_bytes()
    assert (event.who, event.role) == ("b.handelaar", "behandelaar")
    assert event.data["sha256"] == hashlib.sha256(sums).hexdigest()
    assert change_since(case) is None and ready(case, TODAY).items
    again(case)  # nothing has to be made anew
    pack(case, ready(case, TODAY), tmp_path / "pakket", "b.handelaar")
    assert change_since(case) is None
    desk = Desk(case)
    perform(desk, CHECKER, case.documents()[0].id, desk.seq, act.Step(kind="step", step="unlocked"))
    assert change_since(case) == "decided"


def test_only_a_package_of_the_release_as_it_is_is_handed_out_and_only_what_was_put_in_it(
    case: Case, tmp_path: Path
) -> None:
    folder = tmp_path / "pakket"
    assert package_files(case, folder) == []
    write_package(ready(case, TODAY), folder)
    assert package_files(case, folder) == [], "the log tells of no package"
    pack(case, ready(case, TODAY), folder, "b.handelaar")
    whole = sorted(files(folder))
    (folder / "aantekening.txt").write_text("van iemand", encoding="utf-8")
    assert sorted(path.relative_to(folder).as_posix() for path in package_files(case, folder)) == whole
    say(case, "date: 2024-05-15\n", "besluit.yaml")
    assert package_files(case, folder) == []
    again(case)
    assert package_files(case, folder) == [], "it is of the release before"


# ---------------------------------------------------------------- DiWoo


def one(element: Any, path: str) -> Any:
    (found,) = element.xpath(path, namespaces=DIWOO)
    return found


def test_metadata_says_who_what_and_when_and_names_no_author(case: Case) -> None:
    publication = ready(case, TODAY)
    record = etree.fromstring(metadata.metadata_xml(publication, publication.items[1]))
    assert one(record, "//d:publisher/@resource") == "https://identifier.overheid.nl/tooi/id/gemeente/gm0852"
    assert one(record, "//d:publisher/text()") == "gemeente Waterland"
    assert one(record, "//d:officieleTitel/text()") == publication.items[1].title
    assert one(record, "//d:informatiecategorie/@resource").endswith("c_3baef532")
    assert one(record, "//d:atTime/text()") == "2024-05-14T00:00:00"
    assert not record.xpath("//d:naamOpsteller | //d:opsteller", namespaces=DIWOO)


def test_an_undated_document_gets_no_date_of_its_own_but_is_told(case: Case) -> None:
    publication = ready(case, TODAY)
    assert publication.undated == ("1a", "1b")
    record = etree.fromstring(metadata.metadata_xml(publication, publication.items[0]))
    assert not record.xpath("//d:creatiedatum", namespaces=DIWOO)


def test_the_index_names_the_sitemaps_and_they_name_every_file(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metadata, "MOST_URLS", 4)
    folder = package(case, tmp_path)
    index = etree.parse(folder / "sitemapindex-diwoo-infocat014.xml")
    base = "https://open.waterland.example/woo/w-2024-07/"
    parts = [loc.removeprefix(base) for loc in index.xpath("//s:loc/text()", namespaces=DIWOO)]
    assert parts == ["sitemap-diwoo-infocat014-1.xml", "sitemap-diwoo-infocat014-2.xml"]
    named = [loc for part in parts for loc in etree.parse(folder / part).xpath("//s:loc/text()", namespaces=DIWOO)]
    assert named == [base + item.path for item in ready(case, TODAY).items]
    assert all((folder / loc.removeprefix(base)).is_file() for loc in named)


@with_xsd
def test_every_metadata_file_and_every_entry_of_a_sitemap_is_valid_by_the_xsd(case: Case, tmp_path: Path) -> None:
    say(case, CASE_FILE + "  summary: Documenten over de haven.\n")
    folder, schema = package(case, tmp_path), etree.XMLSchema(etree.parse(XSD))
    records = [etree.parse(file).getroot() for file in sorted((folder / "metadata").glob("*.xml"))]
    for file in folder.glob("sitemap-*.xml"):
        records += etree.parse(file).xpath("//d:Document", namespaces=DIWOO)
    assert len(records) == 2 * len(ready(case, TODAY).items)
    for record in records:
        schema.assertValid(etree.fromstring(etree.tostring(record)))


@with_xsd
def test_the_xsd_refuses_a_date_without_a_time(case: Case) -> None:
    publication, schema = ready(case, TODAY), etree.XMLSchema(etree.parse(XSD))
    text = metadata.metadata_xml(publication, publication.items[0]).replace(b"T00:00:00", b"")
    assert not schema.validate(etree.fromstring(text))


@with_xsd
def test_every_identifier_that_can_be_written_is_in_the_value_lists() -> None:
    listed = {one.get("value") for one in etree.parse(LISTS).iter("{http://www.w3.org/2001/XMLSchema}enumeration")}
    words = diwoo()
    concepts = [words.category, *words.handlings.values(), *words.kinds.values()]
    uris = [words.uri(concept) for concept in concepts] + [one.uri for one in (words.language, *words.formats.values())]
    assert set(uris) <= listed
    from woolak.publish.words import _municipalities

    assert {words.organisations + code for code in _municipalities()} <= listed


def test_a_municipality_is_found_by_code_or_by_its_name() -> None:
    assert municipality("gm0034", "") == ("gm0034", "gemeente Almere")
    assert municipality("", "gemeente  's-hertogenbosch") == ("gm0796", "gemeente 's-Hertogenbosch")
    assert municipality("", "Utrecht") == ("gm0344", "gemeente Utrecht")
    assert municipality("", "") is None and municipality("gm9999", "Utrecht") is None
