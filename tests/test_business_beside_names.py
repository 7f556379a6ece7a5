"""What stands beside a firm's name: its town, its code, the firms that it takes along and what it calls its method."""

from __future__ import annotations

import pytest

from tests.business_pages import artifacts, document, grid
from woolak.model import Kind, Origin
from woolak.pipeline.detect.business.recognize_companies import CompanyRecognizer
from woolak.rules.casefile import CaseFile

CASE = CaseFile.model_validate(
    {
        "municipality": {"name": "gemeente Zandwijk"},
        "third_parties": [{"name": "Trafiqon B.V.", "aliases": ["Trafiqon"]}],
    }
)
RECOGNIZER = CompanyRecognizer()
LIST = """{head}
Naam|Dienst|Land
Wolkhuis Hosting B.V.|opslag|Nederland
Noordkluis|opslag van adressen|Nederland
GGD Midden|advies|Nederland
Getekend op 9 september"""


def gone(text: str, entity: str, kind: Kind = "plan", origin: Origin = "third_party") -> list[str]:
    lines = [[(60.0 + 160 * at, cell) for at, cell in enumerate(line.split("|"))] for line in text.split("\n")]
    page = grid([line if len(line) > 1 else line[0][1] for line in lines])
    results = RECOGNIZER.analyze(page.text, [entity], artifacts(page, document([page], kind, origin), CASE))
    spans = {(one.start, one.end) for one in results if not (one.recognition_metadata or {}).get("keep")}
    return [page.text[start:end] for start, end in sorted(spans)]


@pytest.mark.parametrize(
    ("text", "kind", "origin", "town"),
    [
        ("TRAFIQON B.V.|Steenlo\nUrenstaat en factuur", "factuur", "third_party", ["Steenlo"]),
        ("Trafiqon B.V.\nt.a.v. mevrouw I. Vos\nKadeplein 21\nSTEENLO\nDatum|22 juli", "brief", "own", ["STEENLO"]),
        (
            "Trafiqon B.V. · Kadeplein 3, 7731 DV Steenlo · KvK 70913385\nKom woensdag naar Steenlo, wij bakken iets.",
            "offerte",
            "third_party",
            ["Steenlo", "Steenlo"],
        ),
        ("Trafiqon|Advies\nUren|12", "offerte", "third_party", []),
        ("Gemeente Zandwijk\nKadeplein 21\nSTEENLO\nWij schrijven aan Trafiqon.", "brief", "own", []),
    ],
)
def test_the_town_of_a_firm_goes_beside_its_name_below_its_street_and_once_more(
    text: str, kind: Kind, origin: Origin, town: list[str]
) -> None:
    assert gone(text, "COMPANY_PLACE", kind, origin) == town


def test_who_is_taken_along_goes_from_a_list_of_subprocessors_and_a_public_body_stays() -> None:
    assert gone(LIST.format(head="Bijlage 3. Subverwerkers"), "COMPANY", "overeenkomst") == [
        "Wolkhuis Hosting B.V.", "Noordkluis",
    ]  # fmt: skip
    assert gone(LIST.format(head="Lijst van systemen"), "COMPANY", "overeenkomst") == ["Wolkhuis Hosting B.V."]
    form = "Bijlage 1\nSubverwerkers|Geen\nMeldpunt|datalek@zandwijk.nl\nBewaartermijn|Een jaar"
    assert gone(form, "COMPANY", "overeenkomst") == []
    table = "Onderaannemer|Werk|Plaats\nNoordkluis|asfalt|Steenlo"
    assert gone(table, "COMPANY", "overeenkomst") == ["Noordkluis"]


def test_the_code_in_the_head_of_a_firms_own_paper_goes() -> None:
    assert gone("Trafiqon|Plan gebouw|TRP-24-0533-v1.2\n1 Doel", "REFERENCE") == ["TRP-24-0533-v1.2"]
    assert gone("Trafiqon, TR24.061\nPlan van aanpak", "REFERENCE") == ["TR24.061"]
    assert gone("Trafiqon|Plan gebouw|Z24-006318\n1 Doel", "REFERENCE") == []
    assert gone("Trafiqon|Plan gebouw|TRP-24-0533\n1 Doel", "REFERENCE", "memo", "own") == []


def test_what_a_firm_calls_its_method_goes_where_the_verb_follows() -> None:
    assert gone("Beiden krijgen een kaart, wat ik de Koude Deurklink noem, en praten door.", "BRAND", "offerte") == [
        "Koude Deurklink"
    ]
