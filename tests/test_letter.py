"""The decision letter says what the case holds; its published form names neither the requester nor the official."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import pypdfium2
import pytest

from tests.building_papers import make_case, make_release
from tests.building_publish import InThisProcess, confirm
from tests.building_review import HANDLER, write_pdf
from tests.test_inventory_annex import CASE, LINES, line
from tests.ua import failures, table_heads, text_in_order
from woolak.case import Case
from woolak.errors import CaseFileError, ChecksFailed
from woolak.inventory.letters.letter import Course, letter, objection_until, publication_day
from woolak.inventory.letters.letterfiles import write_paper
from woolak.inventory.letters.paper import Paper
from woolak.inventory.zienswijze.views import View
from woolak.model import Judgement, Says
from woolak.pipeline import detect
from woolak.release import accept_proposals, release
from woolak.review import actions as act
from woolak.review.deciding import perform
from woolak.review.desk import Desk
from woolak.rules.casefile import CaseFile
from woolak.rules.decision import DecisionFile
from woolak.run import facts_of
from woolak.status import points_of
from woolak.telling import Lines

Date = datetime.date
DECIDED = DecisionFile.model_validate(
    {
        "reference": "2024-118", "date": "2024-04-20", "requester": {"name": "Farida Özdemir", "address": ["Kade 12"]},
        "signatory": {"name": "Ineke de Graaf", "role": "teammanager"}, "objection": {"address": ["Postbus 1"]},
    }
)  # fmt: skip
TODAY = Date(2024, 4, 20)


def said(paper: Paper) -> str:
    return "\n".join("\n".join((part.heading, *part.paragraphs, *part.items)) for part in paper.parts)


def written(lines=LINES, case: CaseFile = CASE, decision: DecisionFile = DECIDED, course: Course | None = None,
            views: tuple[View, ...] = ()) -> Paper:  # type: ignore[no-untyped-def]  # fmt: skip
    return letter(lines, case, decision, course or Course(), views, TODAY)


# ---------------------------------------------------------------- contents


def test_counts_in_the_sentence_add_up_to_the_total() -> None:
    judged: list[Judgement] = ["openbaar"] * 22 + ["reeds openbaar"] * 5 + ["niet openbaar"] * 2  # type: ignore[list-item]
    lines = [line(f"1{chr(97 + i % 26)}{i}", judgement=one) for i, one in enumerate(judged)]
    [decision] = [part for part in written(lines).parts if part.amounts]
    assert "29 documenten" in decision.paragraphs[0]
    assert "22 openbaar, 2 niet openbaar en 5 al openbaar" in decision.paragraphs[0]
    assert sum(one.count for one in decision.amounts) == decision.total == 29


def test_only_the_grounds_that_were_used_are_considered_each_with_its_article() -> None:
    headings = [part for part in written().parts if part.level == 2]
    assert [part.heading.split(" ")[0] for part in headings] == ["5.1(1)c", "5.1(2)e"]
    assert all("artikel 5.1" in part.source for part in headings)


def test_case_without_documents_says_so() -> None:
    assert "geen documenten gevonden" in said(written([])) and "Waarom wij informatie" not in said(written([]))


def test_terms_of_a_real_course_come_out_as_the_law_counts_them() -> None:
    assert objection_until(Date(2022, 11, 1)) == Date(2022, 12, 13)
    objecting = View("X", Date(2022, 6, 1), Date(2022, 6, 15), Date(2022, 6, 10), Says.OBJECTION)
    decided = DecisionFile(date=Date(2022, 11, 1))
    assert publication_day(decided, [objecting]) == Date(2022, 11, 15)
    assert publication_day(decided, []) is None
    course = Course(Date(2022, 4, 21), Date(2022, 5, 16), ((Date(2022, 6, 1), Date(2022, 6, 15)),), Date(2022, 6, 16))
    text = said(written(course=course))
    assert "21 april 2022" in text and "twee weken langer" in text and "Van 1 juni 2022 tot 15 juni 2022" in text
    assert "later dan de wet voorschrijft" in text


def test_postponed_documents_and_the_day_are_named() -> None:
    view = View("X", Date(2024, 3, 1), Date(2024, 3, 15), Date(2024, 3, 9), Says.PARTLY)
    lines = [line("1a", "5.1(1)c", suspended=True), line("1b")]
    text = said(written(lines, views=(view,)))
    assert "4 mei 2024" in text and "alleen voor document 1a" in text
    assert "tegelijk met deze brief" in said(written())


def test_view_of_a_hidden_party_goes_under_its_pseudonym() -> None:
    hidden = CaseFile.model_validate(
        {"anonymise_parties": True, "third_parties": [{"name": "Kranenborg", "pseudonym": "partij K"}]}
    )
    view = View("Kranenborg", Date(2024, 3, 1), Date(2024, 3, 15), Date(2024, 3, 9), Says.OBJECTION)
    text = said(written(case=hidden, views=(view,)))
    assert "Partij K: reactie van 9 maart 2024" in text and "Kranenborg" not in text


def test_day_on_which_the_addressee_knows_and_the_reasons_per_document_are_in_it() -> None:
    decided = DecisionFile.model_validate(
        DECIDED.model_dump() | {"documents": {"1a.pdf": {"until": "2024-06-01", "opinions": "De groep is te klein."}}}
    )
    text = said(written([line("1a", "5.1(4)", "5.2(1)")], decision=decided))
    assert "Op 1 juni 2024 wordt document 1a openbaar" in text and "Document 1a: De groep is te klein." in text


def test_what_the_municipality_still_has_to_fill_in_is_listed() -> None:
    bare = written(case=CaseFile(), decision=DecisionFile())
    assert len(bare.to_do) >= 6 and "[nog invullen]" in bare.addressee
    assert not written(case=CASE.model_copy(update={"request": CASE.request.model_copy(update={"text": "x"})})).to_do


# ---------------------------------------------------------------- the files


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letter")
    write_paper(written(), "besluit-concept", folder)
    return folder


def test_letter_breaks_no_rule_of_pdf_ua_that_we_can_check(files: Path) -> None:
    assert failures(files / "besluit-concept.pdf") == []


def test_letter_is_read_aloud_in_the_order_of_a_letter_with_the_list_behind_it(files: Path) -> None:
    text = text_in_order(files / "besluit-concept.pdf")
    order = ["gemeente Meerwolde", "Farida Özdemir", "Besluit op uw Woo-verzoek", "Uw verzoek", "Ons besluit",
             "Wat de wet zegt", "5.1(1)c –", "Bent u het er niet mee eens?", "Ineke de Graaf",
             "Bijlage: inventarislijst"]  # fmt: skip
    places = [text.rindex(part) if part.startswith("Bijlage") else text.index(part) for part in order]
    assert places == sorted(places)
    assert ["Beoordeling", "Aantal"] in [heads[:2] for heads in table_heads(files / "besluit-concept.pdf")]


def test_word_file_says_the_same(files: Path) -> None:
    document = docx.Document(str(files / "besluit-concept.docx"))
    text = "\n".join(one.text for one in document.paragraphs)
    for part in written().parts:
        for paragraph in (part.heading, *part.paragraphs):
            assert paragraph in text
    assert "{" not in text


# ---------------------------------------------------------------- in a case


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_case(tmp_path_factory.mktemp("case") / "zaak")
    with Case.open(folder) as case:
        make_release(case)
    return folder


@pytest.fixture
def case(released: Path, tmp_path: Path) -> Iterator[Case]:
    shutil.copytree(released, tmp_path / "zaak")
    with Case.open(tmp_path / "zaak") as opened:
        yield opened


def text_of(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def test_letter_with_the_requesters_name_is_never_in_the_release(released: Path) -> None:
    assert "Farida Özdemir" in text_of(released / "besluit" / "besluit-concept.pdf")
    for file in (released / "release").rglob("*"):
        if file.is_file():
            assert "Özdemir".encode() not in file.read_bytes(), file.name


def test_published_letter_hides_requester_and_official_and_keeps_who_signed(released: Path) -> None:
    text = text_of(released / "release" / "besluit-geanonimiseerd.pdf")
    for gone in ("Farida", "Özdemir", "Kade 12", "1234 AB", "Bakkerman", "0123-456789"):
        assert gone not in text, gone
    for kept in ("Ineke de Graaf", "Postbus 1", "Ons besluit", "2024-118", "5.1(2)e"):
        assert kept in text, kept


def test_letter_that_was_signed_is_the_one_that_is_published(case: Case) -> None:
    write_pdf(case.folder / "besluit" / "besluit.pdf", "Geachte Farida Özdemir,\n\nDit is de ondertekende brief.")
    with (case.folder / "besluit.yaml").open("a", encoding="utf-8") as file:
        file.write("matter: haven-2024\n")
    make_release(case)
    text = text_of(case.release_dir / "besluit-geanonimiseerd.pdf")
    assert "ondertekende brief" in text and "Özdemir" not in text


def test_besluit_yaml_changes_the_list_and_makes_the_release_anew(case: Case) -> None:
    with (case.folder / "besluit.yaml").open("a", encoding="utf-8") as file:
        file.write(
            'documents:\n  "1c brief.pdf": {judgement: reeds openbaar, link: "https://meerwolde.example/brief"}\n'
            '  "1b memo.pdf": {suspended: true, remark: "Na bezwaar van Kranenborg."}\n'
        )
    make_release(case)
    rows = (case.release_dir / "inventarislijst.csv").read_text(encoding="utf-8-sig")
    assert "reeds openbaar" in rows and "https://meerwolde.example/brief" in rows
    assert "Na bezwaar van partij K." in rows and "Wordt later openbaar." in rows
    assert sorted(file.name for file in (case.release_dir / "documenten").iterdir()) == ["1a.pdf"]


def test_mistake_in_besluit_yaml_is_told_with_its_line(case: Case) -> None:
    (case.folder / "besluit.yaml").write_text("reference: x\nbesluitdatum: 2024-01-01\n", encoding="utf-8")
    with pytest.raises(CaseFileError, match=r"besluit.yaml, regel 2: de sleutel 'besluitdatum' is onbekend"):
        make_release(case)


def test_municipality_replaces_texts_and_templates_in_its_folder(case: Case) -> None:
    own = case.folder / "sjablonen"
    own.mkdir()
    document = docx.Document()
    document.add_paragraph("Huisstijl {{ body }}: {{ facts[1].value }}")
    document.save(str(own / "besluit-concept.docx"))
    make_release(case)
    made = docx.Document(str(case.folder / "besluit" / "besluit-concept.docx"))
    assert [one.text for one in made.paragraphs] == ["Huisstijl gemeente Meerwolde: 2024-118"]
    (own / "besluit-concept.docx").unlink()
    broken = docx.Document()
    broken.add_paragraph("{{ body ")
    broken.save(str(own / "inventarislijst.docx"))
    with pytest.raises(CaseFileError, match=r"inventarislijst.docx: dit sjabloon klopt niet"):
        make_release(case)


def test_confirmed_case_with_a_mistake_that_the_law_forbids_is_not_released(tmp_path: Path) -> None:
    folder = make_case(tmp_path / "zaak")
    with Case.open(folder) as case:
        desk = Desk(case)
        [brief] = [one for one in case.documents() if one.source.startswith("1c")]
        [mark] = desk.sheets[brief.id].in_order()
        grounds = ("5.1(5)", "5.1(2)e")
        action = act.Decide(kind="decide", verdict="ground", targets=(mark.id,), grounds=grounds)
        perform(desk, HANDLER, brief.id, desk.seq, action)
        confirm(case)
        with pytest.raises(ChecksFailed, match=r"5.1\(5\) staat hier samen met"):
            make_release(case)
        assert not case.release_dir.exists()
        [point] = [one for one in points_of(case) if "staat hier samen met" in one]
        assert f"({brief.source})" in point, "before there is a list nobody knows a document by its number"


def test_letter_that_cannot_be_read_is_told_and_not_published(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    (case.folder / "besluit" / "besluit.pdf").write_bytes(b"%PDF-1.7 kapot")
    with (case.folder / "besluit.yaml").open("a", encoding="utf-8") as file:
        file.write("matter: haven-2024\n")
    accept_proposals(case)
    release(case, detect.merge([], facts_of(case)), InThisProcess(), Lines())
    assert "geen openbare vorm gemaakt" in capsys.readouterr().err
    assert not (case.release_dir / "besluit-geanonimiseerd.pdf").exists()
