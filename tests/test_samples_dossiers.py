"""The dossiers to be measured on can be made, and have nothing in common."""

from itertools import combinations
from pathlib import Path

import pytest

from samples.make import make_dossier, read_source
from samples.markup import marks_in, parse
from woolak.rules.casefile import read_case_file

DOSSIERS = sorted(path.parent for path in (Path(__file__).parent / "dossiers").glob("*/source"))
SAMPLES = Path(__file__).parents[1] / "samples"


def persons(dossier):
    """Full names of the persons in a dossier's sources."""
    sources = [p for p in (dossier / "source").iterdir() if p.name[0].isdigit()]
    marks = [mark for path in sources for mark in marks_in(parse(read_source(path).text))]
    return {str(mark.content[0]) for mark in marks if mark.kind == "persoon" and " " in str(mark.content[0])}


@pytest.mark.slow
@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda path: path.name)
def test_a_dossier_is_made_with_all_that_its_sources_mark(dossier, tmp_path):
    made = make_dossier(dossier, tmp_path)
    formats = {document.truth["format"] for document in made}
    assert {"pdf", "docx"} <= formats <= {"pdf", "scan", "docx", "eml"}
    assert len(made) < 5 or len(formats) == 4
    read_case_file(tmp_path / "in" / "zaak.yaml")
    assert {path.name for path in (tmp_path / "in").iterdir()} == {d.name for d in made} | {"zaak.yaml"}


def test_no_person_is_in_two_dossiers():
    names = [persons(dossier) for dossier in [SAMPLES, *DOSSIERS]]
    assert all(len(each) >= 6 for each in names)
    assert not any(one & other for one, other in combinations(names, 2))
