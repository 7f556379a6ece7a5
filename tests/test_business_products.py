"""What a company calls its own tools and methods: told by how the word stands, without its being in any list."""

from __future__ import annotations

import pytest

from tests.business_pages import artifacts, document, grid
from woolak.model import Finding, Kind, Origin
from woolak.pipeline.detect import business
from woolak.pipeline.detect.business.citizens import from_citizen
from woolak.pipeline.detect.business.clues import Clues
from woolak.pipeline.detect.business.parties import FoundName
from woolak.pipeline.detect.business.recognize_companies import CompanyRecognizer
from woolak.pipeline.detect.business.view import view_of
from woolak.rules.casefile import CaseFile

RECOGNIZER = CompanyRecognizer()
CASE = CaseFile.model_validate(
    {"municipality": {"name": "Zandwijk"}, "request": {"text": "Alles over het Buurtatelier en de offertes daarvoor."}}
)


def findings(text: str, kind: Kind = "offerte", origin: Origin = "third_party") -> list[Finding]:
    lines = [[(60 + 150 * at, cell) for at, cell in enumerate(line.split("|"))] for line in text.split("\n")]
    page = grid([line if len(line) > 1 else line[0][1] for line in lines])
    results = RECOGNIZER.analyze(page.text, ["BRAND"], artifacts(page, document([page], kind, origin), CASE))
    return [
        Finding(
            one.entity_type, 0, one.start, one.end, page.text[one.start : one.end], one.score, "",
            one.analysis_explanation.textual_explanation,
        )
        for one in results
        if one.analysis_explanation
    ]  # fmt: skip


def products(text: str, kind: Kind = "offerte", origin: Origin = "third_party") -> set[str]:
    return {one.text for one in findings(text, kind, origin)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wij maken per straat de Gluurkaart.\nVoor elk blok is een Gluurkaart gevouwen.", "Gluurkaart"),
        ("Die functie biedt Waakvogel.\nHoe Waakvogel werkt\nDe app stuurt een bericht.", "Waakvogel"),
        ("Zo werkt Pleinradar\nDe kaart toont waar het druk is. Daarvoor leest Pleinradar de tellers.", "Pleinradar"),
        ("De antwoorden wegen wij met het Windmodel. Het Windmodel is getoetst.", "Windmodel"),
        ("Daarna spelen zij met onze Theekaarten een huisbezoek na.", "Theekaarten"),
        ("Die tekening, door ons Stoeppost genoemd, gaat mee naar huis.", "Stoeppost"),
        ("Ik parkeer mijn bus, die ik de Rustplaats noem, op het plein.", "Rustplaats"),
        ("Onze training heet De vierde muur. Zij duurt een dag.", "De vierde muur"),
        ("Wij noemen dat het Touwoog.", "Touwoog"),
        ("Met die lijst, het Kruimelboek, ga ik terug naar het team.", "Kruimelboek"),
        ("Zij bouwde het platform achter Straatbabbel en beheert het.", "Straatbabbel"),
        ("Oefenen doen zij met de Dwaaldoos.\nHuur Dwaaldoos|€ 110", "Dwaaldoos"),
        ("Onze gespreksmethode Tochtstrip is in tien gemeenten gebruikt.", "Tochtstrip"),
        ("Onze e-learning Minuutje bestaat uit negen delen.", "Minuutje"),
        ("Per straat is er een Straatkompas.\nOnderdeel|Uren\nMaken Straatkompas|4", "Straatkompas"),
        ("Bewoners leggen hun dag met de Dagblokjes. De Dagblokjes blijven in de wijk.", "Dagblokjes"),
    ],
)  # fmt: skip
def test_a_product_is_known_by_how_it_stands(text: str, name: str) -> None:
    assert name in products(f"Offerte\n\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        "De Opdrachtgever levert het bestand aan. De Opdrachtgever betaalt.",
        "Wij spreken met de Klankbordgroep. De Klankbordgroep komt vaker bijeen.",
        "Wij volgen de Energiewet, en de Energiewet is streng.",
        "Het veldwerk in de Merelhof begint in maart. De bewoners van de Merelhof krijgen een brief.",
        "In Oudelerdam wonen ouderen. Wij werkten eerder voor Oudelerdam.",
        "Judith Kaasjager leidt het werk. Wij overleggen met Kaasjager en mevrouw Kaasjager belt u.",
        "Het verslag van Karin van Molenwiek is klaar; Molenwiek schreef het, zoals Molenwiek dat doet.",
        "Na de Zomervakantie beginnen wij. De planning houdt rekening met de Zomervakantie.",
        "Wij sturen een Voortgangsrapportage. De Voortgangsrapportage is kort.",
        "Het Buurtatelier is van u. Wij komen graag in het Buurtatelier langs, want het Buurtatelier leeft.",
        "Een drempelkaart is een kaart. De Drempelkaart helpt, en met de Drempelkaart lukt het.",
        "Het landelijke actieprogramma Schoonzicht begint in mei.",
        "Wij kijken naar de Gezondheidsmonitor van de GGD.",
        "De training\nDe training duurt twee middagen. Er komen twaalf mensen.",
        "3. Workshop\nDe groep is klein. De groep telt acht mensen.",
        "De training Deze training heeft twee delen.",
    ],
)
def test_an_ordinary_capital_is_no_product(text: str) -> None:
    assert products(f"Offerte\n\n{text}") == set()


def test_the_municipalitys_own_paper_names_no_products() -> None:
    assert products("Memo\n\nWij maken per straat de Gluurkaart. Een Gluurkaart is mooi.", "memo", "own") == set()


def test_what_an_offer_calls_its_product_goes_everywhere_in_the_case() -> None:
    offer = grid(["Offerte", "", "Wij maken per straat de Gluurkaart.", "Voor elk blok is een Gluurkaart gevouwen."])
    memo = grid(["Memo", "", "De Gluurkaart bevalt; een gluurkaart is wat anders.", "Kosten GLUURKAART"])
    one, other = document([offer]), document([memo], "memo", "own")
    text = "Offerte\n\nWij maken per straat de Gluurkaart.\nVoor elk blok is een Gluurkaart gevouwen."
    register = business.merge([business.collect(one, findings(text), CASE)], CASE)
    assert [found.text for found in business.spread(other, [], register)] == ["Gluurkaart", "GLUURKAART"]


RESIDENTS = CaseFile.model_validate(
    {"municipality": {"name": "Zandwijk"}, "third_parties": [{"name": "Stichting Kadefeest", "aliases": ["Kadefeest"]}]}
)


@pytest.mark.parametrize(
    ("line", "citizen"),
    [
        ("Wij wonen aan de kade. Kadefeest hing drie boxen op en het meetbureau kwam niet.", True),
        ("Ik woon hier twintig jaar en schreef Kadefeest in mei een brief.", True),
        ("Bewonersgroep De Kade. Wij vragen Kadefeest om met ons te praten in het buurthuis.", True),
        ("Als bewoner zie ik dat de opdrachtgever en de leverancier elkaar niet kennen.", True),
        ("Mijn buren en ik tellen elke avond de auto's, met een vast formulier.", True),
        ("Namens de buurt leg ik uit hoe wij de overlast bijhouden: eerst in een schrift, dan op een kaart.", True),
        ("Wij zetten boxen op de kade en meten elk uur. Kadefeest.", False),
        ("Ik woon in uw wijk. Hierbij mijn offerte: eerst meet ik de kade, daarna teken ik een kaart.", False),
        ("Ons bureau meet elke kade met een stok. Daarna tekenen wij een kaart.", False),
    ],
)
def test_a_residents_letter_is_a_citizens_though_it_names_a_firm(line: str, citizen: bool) -> None:
    page = grid(["Geacht college,", line])
    view = view_of(page.text, artifacts(page, document([page], "brief", "third_party"), RESIDENTS))
    assert from_citizen(view) is citizen


def clues_of(
    text: str, kind: Kind = "offerte", origin: Origin = "third_party", case: CaseFile = RESIDENTS
) -> business.Clues:
    return business.collect(document([grid(text.split("\n"))], kind, origin), [], case)


@pytest.mark.parametrize(
    ("texts", "known"),
    [
        (("Kadefeest brengt een Gluurkaart mee.", "De rechten op de Gluurkaart zijn van Kadefeest."), True),
        (("Kadefeest brengt een Gluurkaart mee.", "Kadefeest rekent voor een meting."), False),
        (("Kadefeest werkt met de Stoeptafel.", "Bureau Vonk werkt met de Stoeptafel."), False),
        (("Wij kennen een Gluurkaart.", "Wij kennen die Gluurkaart."), False),  # whose papers these are is not known
        (("Kadefeest overlegt met de Wijkraad.", "De Wijkraad overlegt met Kadefeest."), False),
    ],
)
def test_a_word_that_comes_back_in_another_paper_of_the_same_firm_is_its_product(
    texts: tuple[str, str], known: bool
) -> None:
    case = RESIDENTS.model_copy(
        update={
            "third_parties": (
                *RESIDENTS.third_parties,
                RESIDENTS.third_parties[0].model_copy(update={"name": "Bureau Vonk", "aliases": ()}),
            )
        }
    )
    register = business.merge([clues_of(text, case=case) for text in texts], case)
    assert any(form.entity == "BRAND" for form in register.forms) is known


def test_a_building_called_with_an_article_is_no_product() -> None:
    text = "De Kikkerplas is bijna vijftig jaar oud.\nAan de balie van De Kikkerplas hangen wij vragen op."
    assert products(text) == set()


@pytest.mark.parametrize("called", ["Zandwijk", "gemeente Zandwijk"])
def test_the_town_itself_is_no_product_behind_the_kind_of_thing_that_it_buys(called: str) -> None:
    case = CaseFile.model_validate({"municipality": {"name": called}})
    page = grid(["Planning invoering zaaksysteem Zandwijk", "Het platform Zandwijk gaat in mei live.", "Nr"])
    assert not products("Planning invoering vergunningensysteem Zandwijk\nNr|Activiteit|Wie", "overig")
    results = RECOGNIZER.analyze(page.text, ["BRAND"], artifacts(page, document([page], "plan", "third_party"), case))
    assert not results
    found = business.merge([Clues((), (FoundName("Zandwijk", "BRAND"), FoundName("Bouwradar", "BRAND")))], case)
    assert {form.text for form in found.forms} == {"Bouwradar"}
