"""What a firm promises of its service goes, also where the municipality repeats it; what was asked stays."""

from __future__ import annotations

import pytest

from tests.business_pages import artifacts, document, grid
from tests.test_business_figures import RECOGNIZER, SIGN, found
from woolak.model import Kind, Origin
from woolak.rules.casefile import CaseFile

CASE = CaseFile.model_validate(
    {
        "municipality": {"name": "Zandwijk"},
        "third_parties": [{"name": "Hofmeer Systemen B.V.", "aliases": ["Hofmeer"]}, {"name": "Tenbrink"}],
    }
)


def gone(text: str, kind: Kind = "mail", origin: Origin = "own") -> list[str]:
    """What goes of lines in a case with two firms."""
    page = grid(text.split("\n"))
    seen = artifacts(page, document([page], kind, origin, internal=origin == "own"), CASE)
    results = RECOGNIZER.analyze(page.text, RECOGNIZER.supported_entities, seen)
    return [
        SIGN.sub("", page.text[one.start : one.end])
        for one in sorted(results, key=lambda result: result.start)
        if "keep" not in one.recognition_metadata
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Hofmeer belooft 99,9%, de ander 99,6%; wij eisten 99%.", ["99,9", "99,6"]),
        ("De leidraad vroeg 98%. Tenbrink garandeert 99,5%.", ["99,5"]),
        ("Tenbrink biedt een beschikbaarheid van 99,7 procent.", ["99,7"]),
        (
            "Ik legde er het dienstniveau van Tenbrink naast. De oplostijd bij een storing is vier uur tegen acht uur.",
            ["vier", "acht"],
        ),
        ("De leverancier loste 88% van de storingen op binnen twee uur; afgesproken is 95%.", ["88", "twee", "95"]),
        ("De servicedesk van Hofmeer reageert binnen 15 minuten.", ["15 minuten"]),
        ("Hofmeer herstelt een storing binnen één werkdag.", ["één werkdag"]),
        ("Volgens de leverancier is de foutmarge 1,8 procent.", ["1,8"]),
        ("Het bureau meldt dat de herkenning in 94 procent van de gevallen juist is.", ["94"]),
    ],
)
def test_what_a_firm_promises_of_its_service_goes_where_the_municipality_repeats_it(
    text: str, figures: list[str]
) -> None:
    assert gone(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "Wij eisen een beschikbaarheid van 99,5%.",
        "De leverancier moet storingen binnen vier uur herstellen.",
        "De helpdesk van de gemeente beantwoordt 90% van de vragen binnen twee dagen.",
        "De reactietijd van de brandweer is acht minuten.",
        "De beschikbaarheid van huurwoningen daalde met 12 procent.",
        "Het programma van eisen vraagt van de leverancier een hersteltijd van zes uur.",
        "De storing in de brug duurde twee uur.",
    ],
)
def test_what_the_municipality_asks_or_does_itself_stays(text: str) -> None:
    assert gone(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Beschikbaarheid 99,8% per kalendermaand.",
        "Wij garanderen een beschikbaarheid van minimaal 99,8%.",
        "De uptime over het afgelopen jaar was 99,8%.",
        "Storingen lossen wij in 99,8% van de gevallen dezelfde dag op.",
    ],
)
def test_what_a_firm_promises_goes_in_its_own_paper(text: str) -> None:
    assert found(text) == [("PERCENTAGE", "99,8")]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Valt de pont stil, dan reageren wij binnen veertig minuten.", ["veertig minuten"]),
        ("Onze reactietijd is kort. Op zondag 25 min.", ["25 min"]),
        ("Onze monteur belt binnen 40 minuten terug.", ["40 minuten"]),
        ("De bus stopt om de 20 min op het plein.", []),
        ("U vraagt een reactietijd van 30 minuten.", []),
        ("Wij verzoeken u binnen twee weken te reageren.", []),
    ],
)
def test_how_soon_a_firm_answers_goes_in_its_own_paper(text: str, times: list[str]) -> None:
    assert [seen for entity, seen in found(text) if entity == "DURATION"] == times


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("De beschikbaarheid bedraagt 99,6%.", ["99,6"]),
        ("Opdrachtnemer garandeert een beschikbaarheid van 99,6 procent.", ["99,6"]),
        ("De beschikbaarheid moet ten minste 99,6% zijn.", []),
        ("Het abonnement stijgt elk jaar met niet meer dan 2,8 procent.", ["2,8"]),
    ],
)
def test_the_level_that_an_agreement_sets_goes(text: str, levels: list[str]) -> None:
    assert [seen for entity, seen in found(text, "overeenkomst") if entity == "PERCENTAGE"] == levels


@pytest.mark.parametrize(
    "text",
    [
        "U eist een beschikbaarheid van ten minste 99,5%.",
        "De gemeente telt 5.400 adressen en eist een beschikbaarheid van ten minste 99,5%.",
        "De leidraad vraagt een beschikbaarheid van 99,5%.",
        "De reactie van de bewoners was in 64 procent van de gevallen positief.",
        "De herkenning van dementie is in 30 procent van de gevallen te laat.",
        "Van de storingen in het riool ontstaat 60% door wortels.",
        "Volgens de norm lost een leverancier 95% van de storingen binnen een dag op.",
    ],
)
def test_what_its_client_asks_of_that_stays(text: str) -> None:
    assert [seen for entity, seen in found(text) if entity == "PERCENTAGE"] == []


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Wordt een norm niet gehaald, dan krijgt u 6% van de maandprijs terug, tot ten hoogste 20% per jaar.", "6 20"),
        ("Blijft de beschikbaarheid achter, dan crediteren wij 3% van het maandbedrag.", "3"),
        ("Bij een gemiste levertijd ontvangt u 10% van de ritprijs retour.", "10"),
        ("De vergoeding bij een gemist dienstniveau bedraagt 3,5% van de licentie.", "3,5"),
        ("De teruggave bij een te late reactie gaat van 5% naar 3%.", "5 3"),
        ("Haalt het systeem de norm niet, dan daalt de factuur van die maand met 8%.", "8"),
    ],
)
def test_what_a_firm_gives_back_when_it_fails_goes(text: str, shares: str) -> None:
    assert [words for _, words in found(text)] == shares.split(" ")


def test_what_a_firm_gives_back_goes_of_the_letter_that_awards_it_the_work() -> None:
    letter = (
        "Uw inschrijving is als beste beoordeeld. Wij gunnen u de opdracht.\n"
        "De teruggave bij een gemist dienstniveau bedraagt 7,5%."
    )
    assert gone(letter, "brief") == ["7,5"]


@pytest.mark.parametrize(
    "text",
    [
        "De gemeente geeft 5% van de afvalstoffenheffing terug aan inwoners.",
        "Op achttien procent van de aanvragen volgt een teruggave van leges.",
        "Van de facturen is 12 procent te laat betaald.",
        "In 85% van de gevallen zijn facturen op tijd betaald.",
        "Vrijwilligers hebben 1.200 uren gemaakt voor het museum.",
        "De schikking van € 2.000 met de bewoner is betaald.",
    ],
)
def test_what_the_municipality_gives_back_stays(text: str) -> None:
    assert gone(text, "memo") == []


@pytest.mark.parametrize(
    "cell", ["1 werkdag", "2 werkdagen", "20 minuten", "één werkdag", "5 kalenderdagen", "1 kwartier"]
)
def test_a_stretch_of_time_goes_with_its_unit(cell: str) -> None:
    assert [words for _, words in found(f"Een storing herstellen wij binnen {cell}.")] == [cell]


@pytest.mark.parametrize(
    "text",
    [
        "De foutmarge van onze teller is volgens de laatste ijking 2,3%.",
        "De meetfout bedraagt volgens het keuringsrapport 2,3 %.",
        "De nauwkeurigheid van het telsysteem is 2,3%.",
        "De uitval van de sensoren is 2,3 procent.",
        "Bij de laatste keuring las de camera 2,3% van de borden verkeerd.",
    ],
)
def test_how_often_a_firms_own_tool_is_wrong_goes(text: str) -> None:
    assert found(text) == [("PERCENTAGE", "2,3")]


@pytest.mark.parametrize(
    "text",
    [
        "De leesvaardigheid is bij 18 procent van de leerlingen te laag.",
        "In de wijk is 23% van de woningen een hoekwoning.",
        "De uitval van lessen op scholen was landelijk 3 procent.",
    ],
)
def test_what_is_known_of_a_town_stays_in_an_offer(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("Hofmeer behaalde 81,4 punten en Tenbrink 76,5.", ["81,4", "76,5"]),
        ("Hofmeer scoorde 81,4 punten, Tenbrink met 76,5 en Hofmeer Systemen 60,1.", ["81,4", "76,5", "60,1"]),
    ],
)
def test_the_scores_of_a_list_of_bidders_go_though_only_the_first_says_points(text: str, scores: list[str]) -> None:
    assert gone(text, "memo") == scores
