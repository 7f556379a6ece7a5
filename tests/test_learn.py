"""`woolak learn`: what people decided in one case is proposed or left readable in the next; shown first, and undone."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

import pytest

from tests.test_run import woolak, write_pdf
from woolak.case import Case
from woolak.events import Draft
from woolak.review.marks import Part
from woolak.rules.lessons import read_lessons

FACTS = "dossier: {name}\nmunicipality: {{name: Waterlo, domain: waterlo.nl}}\n"
MEMO = """Memo over de haven

De kade is oud. De lijst Zilverbloem van maart is vol.
Meld storingen aan de kade op 0320-271234.
De ligplaatsen zijn verdeeld naar het lijstje van de havenwacht.
"""
LATER = """Verslag van 4 maart 2024

De lijst Zilverbloem van april is leeg. Meld storingen op 0320-271234.
Ook nu gaan de plaatsen naar het lijstje van de havenwacht, staat in de notulen.
"""


def sourced(folder: Path, text: str, extra: str = "") -> Path:
    folder.mkdir()
    (folder / "zaak.yaml").write_text(FACTS.format(name=folder.name) + extra, encoding="utf-8")
    write_pdf(folder / "stuk.pdf", text)
    return folder


def proposed(folder: Path) -> dict[str, str]:
    with Case.open(folder, shared=True) as case:
        return {one.proposal.text: one.proposal.action for one in case.all_proposals()}


def draw(case: Case, text: str, ground: str) -> None:
    """What a person draws over a text of the first document."""
    (stored,) = case.documents()
    page = case.page(stored.id, 0)
    start = page.text.index(text)
    part = Part(0, start, start + len(text), text, (page.words[0].box_pt,))
    data = {"parts": [part.as_data()], "grounds": [ground]}
    case.log.append([Draft("draw", "b.handelaar", document_id=stored.id, target=secrets.token_hex(12), data=data)])


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A case that people decided on, and an older one that nobody has looked at."""
    root = tmp_path_factory.mktemp("leren")
    first, second = root / "eerste", root / "tweede"
    for folder, text in ((first, MEMO), (second, LATER)):
        done = woolak("run", sourced(root / f"bron-{folder.name}", text), "--case", folder, "--workers", "1")
        assert done.returncode == 0, done.stderr
    with Case.open(first, shared=True) as case:
        for one in case.all_proposals():
            verdict = "reject" if one.proposal.text.startswith("0320") else "approve"
            case.decide([one], verdict, "b.handelaar", "")
        draw(case, "Zilverbloem", "5.1(2)e")
        draw(case, "naar het lijstje van de havenwacht", "5.1(2)i")
    return first, second


@pytest.fixture
def learned(cases: tuple[Path, Path], tmp_path: Path) -> Path:
    file = tmp_path / "geleerd.yaml"
    assert woolak("learn", cases[0], "--to", file, "--apply").returncode == 0
    return file


def test_nothing_is_known_of_it_before(cases: tuple[Path, Path]) -> None:
    assert "Zilverbloem" not in proposed(cases[1])
    assert "0320-271234" in proposed(cases[1])


def test_without_apply_it_shows_what_would_change_and_writes_nothing(cases: tuple[Path, Path], tmp_path: Path) -> None:
    file = tmp_path / "geleerd.yaml"
    shown = woolak("learn", cases[0], "--to", file, "--check", cases[1])
    assert shown.returncode == 0, shown.stderr
    assert not file.exists()
    assert "naam\tZilverbloem" in shown.stdout
    assert "blijft leesbaar\t0320-271234" in shown.stdout
    assert "formulering\tnaar het lijstje van de havenwacht" in shown.stdout
    assert "Zaak tweede: 2 voorstellen erbij, 1 minder." in shown.stdout
    assert "+ stuk.pdf, blz. 1: Zilverbloem" in shown.stdout
    assert "- stuk.pdf, blz. 1: 0320-271234" in shown.stdout


@pytest.mark.parametrize("way", ["option", "zaak.yaml"])
def test_next_run_that_names_the_file_uses_it(learned: Path, tmp_path: Path, way: str) -> None:
    extra = "learned: ../geleerd.yaml\n" if way == "zaak.yaml" else ""
    option = ["--learned", learned] if way == "option" else []
    source, folder = sourced(tmp_path / "bron", LATER, extra), tmp_path / "derde"
    assert woolak("run", source, "--case", folder, "--workers", "1", *option).returncode == 0
    found = proposed(folder)
    assert found["Zilverbloem"] == "redact"
    assert found["naar het lijstje van de havenwacht"] == "suggest"
    assert "0320-271234" not in found
    if way == "option":  # named no more: not used any more
        assert woolak("run", source, "--case", folder, "--workers", "1").returncode == 0
        assert "Zilverbloem" not in proposed(folder)


def test_undo_takes_the_last_lesson_back(cases: tuple[Path, Path], learned: Path) -> None:
    assert woolak("learn", cases[0], "--to", learned).stdout.strip() == "Deze zaken leren niets nieuws."
    undone = woolak("learn", "--to", learned, "--undo")
    assert "naam\tZilverbloem" in undone.stdout
    assert read_lessons(learned).lessons == ()
    again = woolak("learn", "--to", learned, "--undo")
    assert again.returncode == 2
    assert "niets dat kan worden teruggenomen" in again.stderr


def test_case_that_is_not_decided_teaches_nothing(cases: tuple[Path, Path], tmp_path: Path) -> None:
    refused = woolak("learn", cases[1], "--to", tmp_path / "geleerd.yaml")
    assert refused.returncode == 1
    assert "wachten nog" in refused.stderr


def test_what_the_policy_accepted_teaches_nothing(cases: tuple[Path, Path], tmp_path: Path) -> None:
    copy = tmp_path / "kopie"
    shutil.copytree(cases[1], copy)
    with Case.open(copy) as case:
        case.decide(list(case.all_proposals()), "approve", "beleid", "--accept-proposals")
    assert "niets nieuws" in woolak("learn", copy, "--to", tmp_path / "geleerd.yaml").stdout
