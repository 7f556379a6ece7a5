"""What was published before is known again in a new case, as a proposal with its link."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.test_relations import LETTER, PLAN, folder_of, write_pdf
from woolak import knowing, relating
from woolak.case import Case
from woolak.cli import app
from woolak.errors import UsageError
from woolak.model import Relation
from woolak.pipeline.ingest import ingest
from woolak.pipeline.relate import KnownIndex
from woolak.rules.casefile import read_case_file
from woolak.telling import Quiet

OTHER = "\n".join(f"Over onderwerp {number} is op de markt gesproken met kramer {number * 7}." for number in range(30))


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index with the plan, published on a site."""
    public = tmp_path / "woo 2023"
    public.mkdir()
    write_pdf(public / "plan sloot.pdf", PLAN)
    file = tmp_path / "bekend.sqlite"
    assert knowing.add(file, public, "https://waterlo.example/woo/", False, "2024-05-01", Quiet()).documents == 1
    return file


def found_in(tmp_path: Path, index: Path, text: str) -> tuple[list[Relation], str]:
    """The relations of one document of a new case, with its text."""
    folder = folder_of(tmp_path)
    write_pdf(folder / "stuk.pdf", text, size=8)
    with Case.open(tmp_path / "zaak", create=True) as case:
        (one,) = ingest(folder / "stuk.pdf", "stuk.pdf", case.pdf_dir, read_case_file(folder / "zaak.yaml"))
        assert one.document
        case.store_ingested("stuk.pdf", "", "1", [(one.document.id, one.source, one.document, None)])
        return relating.find(case, read_case_file(folder / "zaak.yaml"), index, Quiet()), one.document.pages[0].text


def test_a_document_that_was_published_is_proposed_as_public_with_its_link(tmp_path: Path, index: Path) -> None:
    (found,), _ = found_in(tmp_path, index, "Kopie archief 77\n" + PLAN)
    assert found.what == "reeds openbaar"
    assert found.link == "https://waterlo.example/woo/plan%20sloot.pdf"
    assert found.score > 0.9 and not found.passages


def test_what_was_redacted_when_it_was_published_does_not_hide_that_it_is_the_same(tmp_path: Path, index: Path) -> None:
    text = PLAN.replace("met de aannemer", "met Jacoba van der Weide van aannemer Grondig")
    (found,), _ = found_in(tmp_path, index, text)
    assert found.what == "reeds openbaar" and not found.passages


def test_a_passage_that_was_published_is_told_by_its_place(tmp_path: Path, index: Path) -> None:
    (found,), page = found_in(tmp_path, index, OTHER + "\n" + PLAN)
    assert found.what == "reeds openbaar" and found.score < 0.8
    ((number, start, end),) = found.passages
    assert number == 0
    assert page[start:end].lower().startswith("beheerplan kromme sloot")
    assert "kramer" not in page[start:end]


def test_what_was_not_published_is_not_known(tmp_path: Path, index: Path) -> None:
    assert found_in(tmp_path, index, LETTER)[0] == []


def test_what_was_provided_to_the_requester_is_called_so(tmp_path: Path) -> None:
    write_pdf(tmp_path / "plan.pdf", PLAN)
    file = tmp_path / "bekend.sqlite"
    knowing.add(file, tmp_path / "plan.pdf", "", True, "2024-05-01", Quiet())
    (found,), _ = found_in(tmp_path, file, PLAN)
    assert found.what == "reeds verstrekt" and "verstrekt" in found.reason


def test_a_proposal_that_it_is_public_changes_nothing_by_itself(tmp_path: Path, index: Path) -> None:
    found_in(tmp_path, index, PLAN)
    with Case.open(tmp_path / "zaak") as case:
        relating.accept_same_files(case, "beleid", "--accept-proposals")
        assert relating.standing(case) == {}


def test_that_a_part_is_public_does_not_make_the_document_public(tmp_path: Path, index: Path) -> None:
    (found,), _ = found_in(tmp_path, index, OTHER + "\n" + PLAN)
    with Case.open(tmp_path / "zaak") as case:
        relating.decide(case, [found], "approve", "j.behandelaar")
        assert relating.standing(case) == {}


def test_a_person_says_that_the_whole_is_public(tmp_path: Path, index: Path) -> None:
    (found,), _ = found_in(tmp_path, index, PLAN)
    with Case.open(tmp_path / "zaak") as case:
        relating.decide(case, [found], "approve", "j.behandelaar")
        (standing,) = relating.standing(case).values()
        assert (standing.what, standing.link) == ("reeds openbaar", "https://waterlo.example/woo/plan%20sloot.pdf")


def test_the_index_is_listed_and_emptied_by_name_and_by_folder(tmp_path: Path, index: Path) -> None:
    command = CliRunner()
    shown = command.invoke(app, ["known", "list", "--known", str(index)])
    assert shown.exit_code == 0 and "woo 2023/plan sloot.pdf" in shown.stdout and "openbaar" in shown.stdout
    assert knowing.remove(index, ["nergens.pdf"]) == 0
    assert command.invoke(app, ["known", "remove", "woo 2023/", "--known", str(index)]).exit_code == 0
    assert knowing.listed(index) == []


def test_adding_a_folder_again_replaces_what_was_there(tmp_path: Path, index: Path) -> None:
    knowing.add(index, tmp_path / "woo 2023", "https://nieuw.example", False, "2024-06-01", Quiet())
    (one,) = knowing.listed(index)
    assert one.url == "https://nieuw.example/plan%20sloot.pdf" and one.added == "2024-06-01"


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bekend.sqlite").write_text("geen database, maar wel lang genoeg om er een te lijken" * 20)
    with pytest.raises(UsageError, match="geen register"), KnownIndex.open(tmp_path / "bekend.sqlite"):
        pass
    with pytest.raises(UsageError, match="bestaat niet"), KnownIndex.open(tmp_path / "niets.sqlite"):
        pass


def test_a_run_looks_beside_the_cases_when_nobody_names_an_index(tmp_path: Path) -> None:
    cases = tmp_path / "zaken"
    assert knowing.index_for(cases / "een", None, "", tmp_path) is None
    cases.mkdir()
    knowing.default_index(cases).touch()
    assert knowing.index_for(cases / "een", None, "", tmp_path) == cases.resolve() / "bekend.sqlite"
    assert knowing.index_for(cases / "een", None, "eigen.sqlite", tmp_path) == tmp_path / "eigen.sqlite"
