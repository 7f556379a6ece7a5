"""A release is made anew when what it follows from changed, and the screens and `woolak status` say so."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.building_publish import make_release
from tests.building_review import running
from woolak.case import Case
from woolak.current import Change, change_since
from woolak.events import Draft
from woolak.status import sentences, status_of


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_release(tmp_path_factory.mktemp("current") / "zaak")


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "haven"))


def new_date(folder: Path) -> None:
    file = folder / "besluit.yaml"
    file.write_text(
        re.sub(r"(?m)^date:.*\n", "", file.read_text("utf-8") if file.exists() else "") + "date: 2024-05-01\n", "utf-8"
    )


def new_template(folder: Path) -> None:
    (folder / "sjablonen").mkdir()
    (folder / "sjablonen" / "letter.yaml").write_text("closing: Hoogachtend\n", encoding="utf-8")


def new_facts(folder: Path) -> None:
    file = folder / "zaak.yaml"
    file.write_text(file.read_text("utf-8") + "\npdfa: true\n", encoding="utf-8")


def decide(folder: Path) -> None:
    with Case.open(folder) as case:
        case.log.append([Draft("note", "a", "", case.documents()[0].id)])


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        (new_date, "papers", "besluit (besluit.yaml) of een sjabloon gewijzigd"),
        (new_template, "papers", "besluit (besluit.yaml) of een sjabloon gewijzigd"),
        (new_facts, "case", "zaak.yaml, de documenten of Woolak zelf"),
        (decide, "decided", "in de zaak nog iets gewijzigd"),
    ],
)
def test_the_screen_and_the_status_tell_what_changed_after_the_release(
    folder: Path, change: Callable[[Path], None], kind: Change, said: str
) -> None:
    with Case.open(folder) as case:
        assert change_since(case) is None
        assert "de uitvoer is gemaakt" in sentences(status_of(case))[-1]
    change(folder)
    with Case.open(folder) as case:
        assert change_since(case) == kind
        assert "maak haar opnieuw" in sentences(status_of(case))[-1]
    with running(folder.parent, "haven") as site, httpx.Client(base_url=site.url.geturl()) as browser:
        browser.get("/start?token=geheim-token", follow_redirects=True)
        page = browser.get("/zaak/haven/uitvoer").text
    assert said in page and "Maak haar opnieuw" in page
    assert re.search(r'class="primary" id="release">Maak de uitvoer opnieuw', page)


def test_what_did_not_change_asks_for_nothing(folder: Path) -> None:
    with running(folder.parent, "haven") as site, httpx.Client(base_url=site.url.geturl()) as browser:
        browser.get("/start?token=geheim-token", follow_redirects=True)
        page = browser.get("/zaak/haven/uitvoer").text
    assert "Maak haar opnieuw" not in page and "Maak de uitvoer opnieuw" in page
