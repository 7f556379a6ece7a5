"""Who wrote a document: a company under its own name, or the municipality that names one."""

from __future__ import annotations

import pytest

from tests.business_pages import artifacts, document, grid
from woolak.model import Kind
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


THREAD = [
    "Van: Karin Bos <k.bos@zandwijk.nl>",
    "Aan: Joost Visser <j.visser@zandloper.nl>",
    "Kun je de planning en de prijs nog eens sturen?",
    "Van: Joost Visser",
    "Aan: Karin Bos",
    "Dag Karin,",
]
LATER = ["Wij tellen eerst twee dagen aan de balie.", "Van: Karin Bos", "Aan: Ada Tol", "Ter informatie."]


def by_company(kind: Kind) -> list[bool | None]:
    case = CASE.model_copy(update={"municipality": CASE.municipality.model_copy(update={"domain": "zandwijk.nl"})})
    pages = [grid(THREAD), grid(LATER, page_index=1)]
    thread = document(pages, kind, "own")
    found = []
    for page, words in ((pages[0], "planning"), (pages[0], "Dag"), (pages[1], "tellen"), (pages[1], "Ter")):
        senders = view_of(page.text, artifacts(page, thread, case)).senders
        found.append(senders.by_company(page.text.index(words)))
    return found


def test_a_companys_mail_goes_on_over_the_page_and_its_sender_is_known_by_a_name_with_an_address_elsewhere() -> None:
    assert by_company("mail") == [False, True, True, False]


def test_a_mail_that_a_memo_quotes_ends_with_the_page() -> None:
    assert by_company("memo") == [False, True, None, False]
