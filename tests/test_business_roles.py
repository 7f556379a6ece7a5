"""Who wrote a document: a company under its own name, or the municipality that names one."""

from __future__ import annotations

import pytest

from tests.business_pages import document, grid
from woolak.pipeline.detect.business.roles import role_of
from woolak.pipeline.detect.business.view import view_of
from woolak.pipeline.detect.passages.cues import CueHits
from woolak.rules.casefile import CaseFile

CASE = CaseFile.model_validate(
    {"municipality": {"name": "Zandwijk"}, "third_parties": [{"name": "Bureau Zandloper", "domains": ["zandloper.nl"]}]}
)
TOLD = ["Wij willen dat meer mensen lezen.", "Onze balie helpt daarbij.", "In mei beginnen wij met de eerste groep."]


def role(head: list[str]) -> str:
    page = grid([*head, "", *TOLD])
    hits: CueHits = view_of(page.text, None).hits
    return role_of(document([page], "plan", "own"), CASE, hits)[0]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (["Projectplan Taal, samen met Bureau Zandloper", "Versie 1.1"], "municipality"),
        (["Bureau Zandloper", "Plan van aanpak Taal"], "company"),
        (["Plan van aanpak van Bureau Zandloper", "Voor uw leesplan"], "company"),
    ],
)
def test_a_plan_in_the_first_person_is_a_companys_under_its_own_name_or_when_it_speaks_to_the_client(
    head: list[str], expected: str
) -> None:
    assert role(head) == expected
