"""A document that does not pass the proof stays inside, and who handles the case hears what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import pytest

from tests.building_papers import make_case, make_release
from woolak.case import Case
from woolak.errors import LeakFound
from woolak.leftover import what_is_left
from woolak.pipeline import redact
from woolak.pipeline.redact import Redaction
from woolak.pipeline.redactions import Plan


@pytest.fixture
def burner_that_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    """It puts the name back at the foot of each page of the memo."""
    burn = redact.redact

    def forget(pdf: Path, out: Path, *args: Any, **kwargs: Any) -> Any:
        done = burn(pdf, out, *args, **kwargs)
        if "Ilse Zonneveld" in kwargs["secrets"] and "61.900" in kwargs["secrets"]:
            with pymupdf.open(out) as made:
                made[0].insert_text((60, 800), "Ilse Zonneveld")
                made.saveIncr()
        return done

    monkeypatch.setattr(redact, "redact", forget)


def test_what_is_left_is_told_with_its_place_and_the_remedy_and_never_in_the_release(
    burner_that_forgets: None, tmp_path: Path
) -> None:
    with Case.open(make_case(tmp_path / "zaak")) as case, pytest.raises(LeakFound) as told:
        make_release(case)
    said = str(told.value).split("\n")
    assert said[0].startswith("De controle vond in 1 document(en)")
    assert "1b, bladzijde 1: buiten de vakken staat nog (een deel van) 'Ilse Zonneveld'. Lak die plek ook." in said
    assert said[-1] == "Geef daarna 'woolak release' opnieuw."
    made = tmp_path / "zaak" / "release"
    assert sorted(path.name for path in (made / "documenten").iterdir()) == ["1a.pdf", "1c.pdf"]
    for file in made.rglob("*.*"):
        assert b"Zonneveld" not in file.read_bytes()


def test_the_same_is_told_when_the_command_is_given_again(burner_that_forgets: None, tmp_path: Path) -> None:
    folder = make_case(tmp_path / "zaak")
    told = []
    for _ in range(2):
        with Case.open(folder) as case, pytest.raises(LeakFound) as error:
            make_release(case)
        told.append(str(error.value))
    assert told[0] == told[1]


def test_a_box_that_is_too_small_and_a_secret_in_the_file_itself_have_remedies_of_their_own() -> None:
    todo = Plan(
        (Redaction(0, (), ("5.1(2)e",), "Karin\nSmit"), Redaction(1, (), ("5.1(2)e",), "")), ("Smit",), (), {}, {}
    )
    leaks = [
        {"surface": "box", "page": 0, "secret": None, "redaction": 0},
        {"surface": "picture", "page": 1, "secret": None, "redaction": 1},
        {"surface": "metadata", "page": None, "secret": 0, "redaction": None},
        {"surface": "metadata", "page": None, "secret": 0, "redaction": None},
    ]
    box, picture, file = what_is_left("2c", {"leaks": leaks}, todo)
    assert "'Karin Smit'" in box and "Maak dat vak ruimer" in box
    assert "bladzijde 2" in picture and "een beeld" in picture
    assert "'Smit'" in file and "Druk het stuk af als nieuwe PDF" in file


def test_many_places_of_one_document_are_told_in_a_few_lines() -> None:
    secrets = tuple(f"geheim {number}" for number in range(40))
    leaks = [{"surface": "page text", "page": 0, "secret": number, "redaction": None} for number in range(40)]
    told = what_is_left("2c", {"leaks": leaks}, Plan((), secrets, (), {}, {}))
    assert len(told) == 6
    assert told[-1] == "2c: en nog 35 van zulke plekken; zie verificatie.json."
