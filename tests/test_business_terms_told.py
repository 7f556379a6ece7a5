"""Terms of a firm: how soon it is there, parts of its price, fines; and how far the municipality will go."""

from __future__ import annotations

import pytest

from tests.business_pages import artifacts, document, grid
from tests.test_business_figures import RECOGNIZER, found
from woolak.model import Kind, Origin
from woolak.rules.casefile import CaseFile

CASE = CaseFile.model_validate(
    {"municipality": {"name": "Zandwijk"}, "third_parties": [{"name": "Trafiqon B.V."}, {"name": "Groenrijk Advies"}]}
)
LETTER = "Trafiqon B.V.\nT.a.v. de directie\nGeachte directie,\nU komt de overeenkomst niet na.\n"
NOTE = "Nota aan burgemeester en wethouders\nTrafiqon verzorgt het vervoer.\n"


def of_case(text: str, kind: Kind = "memo", origin: Origin = "own") -> list[str]:
    """What has to go of a text in a case with two firms."""
    page = grid(text.split("\n"))
    results = RECOGNIZER.analyze(
        page.text, RECOGNIZER.supported_entities, artifacts(page, document([page], kind, origin), CASE)
    )
    gone = [one for one in results if not one.recognition_metadata.get("keep")]
    return [page.text[one.start : one.end] for one in sorted(gone, key=lambda one: one.start)]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Een monteur neemt gemiddeld binnen drie minuten op.", ["drie minuten"]),
        ("Onze planner belt doorgaans binnen 20 minuten terug.", ["20 minuten"]),
        ("Een fotograaf kan, mits vijf werkdagen van tevoren aangevraagd.", ["vijf werkdagen"]),
        ("Een extra sessie vraagt u tien dagen van tevoren aan.", ["tien dagen"]),
        ("De bus moet twee weken vooraf geboekt zijn.", ["twee weken"]),
        ("Een spoedklus bestelt u twee werkdagen van te voren.", ["twee werkdagen"]),
        ("Tot een week van tevoren kunt u wijzigen.", []),
        ("Ik reageer graag binnen twee weken op uw vragen.", []),
    ],
)
def test_how_soon_a_firm_is_there_goes_from_its_mail(text: str, times: list[str]) -> None:
    offer = "Geachte heer, hierbij onze offerte voor de spoedservice.\n"
    assert [words for _, words in found(offer + text, "mail", "third_party")] == times


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Bij verlenging na twee jaar vervalt 15% van de abonnementsprijs.", ["15%"]),
        ("Factuur: abonnement per jaar vooraf, inrichting 50/50.", ["50/50"]),
        ("Betaling: 40/60.", ["40/60"]),
        ("Wij factureren 30/40/30.", ["30/40/30"]),
        ("Wij schelden u 20% van de opstartkosten kwijt.", ["20%"]),
        ("De man-vrouwverdeling in de wijk is 50/50.", []),
        ("Zie kamer 12/14 op 3/4.", []),
        ("Van de aanvragen vervalt 10% van rechtswege.", []),
    ],
)
def test_parts_of_a_firms_price_go(text: str, shares: list[str]) -> None:
    assert of_case(text, "offerte", "third_party") == shares


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Eerst te laat komen en dan er 8% bovenop willen.", ["8%"]),
        ("Trafiqon vraagt 8% bovenop de prijs.", ["8%"]),
        ("Zij willen € 5.200 per rit, dat is 9% boven de huidige prijs.", ["€ 5.200", "9%"]),
        ("Dat ligt 12% boven hun oude tarief.", ["12%"]),
        ("Dat komt neer op 6% meer dan nu.", ["6%"]),
        ("Die 7% erbij krijgen ze van mij niet.", ["7%"]),
        ("De opkomst lag 8% boven het landelijk gemiddelde.", []),
        ("De leges gaan 3% omhoog.", []),
    ],
)
def test_how_far_a_firm_wants_its_price_to_go_up_goes(text: str, shares: list[str]) -> None:
    mail = "Onderwerp: nieuw tarief van Trafiqon\nFemke, zij willen een hoger tarief.\n"
    assert of_case(mail + text, "mail") == shares


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("De boete bedraagt € 4.250.", ["€ 4.250"]),
        ("Wij leggen u een boete op van € 1.800.", ["€ 1.800"]),
        ("U bent een contractuele boete van € 7.500 verschuldigd.", ["€ 7.500"]),
        ("Voor late ritten geldt een malus van € 2.150.", ["€ 2.150"]),
        ("De bestuurlijke boete is ten hoogste € 4.500.", []),
        ("Een parkeerboete kost in de stad € 76.", []),
        ("De Wet op de leerplicht kent een boete van € 4.350.", []),
    ],
)
def test_a_fine_by_an_agreement_goes_and_that_of_the_law_stays(text: str, sums: list[str]) -> None:
    assert of_case(LETTER + text, "brief") == sums


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("Voor het gesprek van 12 juni kan de wethouder tot € 6.300 per leerling gaan.", ["€ 6.300"]),
        ("Een eenmalige afkoop van de schuld mag € 35.000 kosten.", ["€ 35.000"]),
        ("De portefeuillehouder mag in het overleg gaan tot € 81.000.", ["€ 81.000"]),
        ("Een schikking mag ten hoogste € 22.500 kosten.", ["€ 22.500"]),
        ("Wij kunnen oprekken tot € 4.900 per rit.", ["€ 4.900"]),
        ("Meer dan € 15.000 willen we er niet voor geven.", ["€ 15.000"]),
        ("In de begroting 2023 staat € 965.000 voor het vervoer.", []),
        ("Het Rijk verstrekt € 10.600 per kind.", []),
    ],
)
def test_how_far_who_speaks_for_the_municipality_may_go_is_not_told(text: str, sums: list[str]) -> None:
    assert of_case(NOTE + text, "nota") == sums


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Trafiqon B.V. levert sinds 2011 programma's aan achttien gemeenten.", ["achttien"]),
        ("Trafiqon werkt op dit moment in zes gemeenten.", ["zes"]),
        ("Ik werk voor ruim veertig opdrachtgevers.", ["veertig"]),
        ("Ons systeem draait bij 23 waterschappen.", ["23"]),
        ("Wij hebben 48 medewerkers.", ["48"]),
        ("Wij zijn een team van negen vakmensen.", ["negen"]),
        ("De regio bestaat uit zeven gemeenten.", []),
        ("De wet geldt voor alle 342 gemeenten.", []),
        ("De drie gemeenten kochten het samen in.", []),
        ("Uw gemeente werkt met drie dorpen.", []),
    ],
)
def test_for_how_many_a_firm_works_and_with_how_many_goes_from_its_own_paper(text: str, counts: list[str]) -> None:
    assert of_case(text, "offerte", "third_party") == counts
    assert of_case(text, "memo", "own") == []
