"""What a firm tells of itself in percentages goes, and so does what the municipality wants before it talks.

What a client requires, what the law says and the figures of a town or branch stay.
"""

from __future__ import annotations

import pytest

from tests.business_pages import grid
from tests.test_business_figures import found
from tests.test_business_tables import Line, words


def shares(text: str, kind: str = "offerte", origin: str = "third_party") -> list[str]:
    return [seen for entity, seen in found(text, kind, origin) if entity == "PERCENTAGE"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Ons ziekteverzuim lag vorig jaar op 3,9% en het verloop op 6%.", ["3,9", "6"]),
        ("Van onze monteurs is 78% langer dan vijf jaar in dienst.", ["78"]),
        ("Wij werken met Kuip Groen als onderaannemer voor 35% van het werk.", ["35"]),
        ("Volgend jaar is 64% van ons wagenpark elektrisch.", ["64"]),
        ("Onze omzet komt voor 45 procent van gemeenten.", ["45"]),
        ("Gaat u voor 1 maart akkoord, dan gaat er nog 3% af.", ["3"]),
        ("Onze uurprijzen gaan elk jaar met ten hoogste 1,9% omhoog; die stijging is nooit hoger.", ["1,9"]),
        ("De tarieven worden in januari geïndexeerd met ten hoogste 4 procent.", ["4"]),
    ],
)
def test_what_a_firm_tells_of_itself_in_percentages_goes(text: str, gone: list[str]) -> None:
    assert shares(text) == gone


@pytest.mark.parametrize(
    "text",
    [
        "Bij de start moet 40% van de wagens elektrisch zijn.",
        "U eist dat ten minste 30% van het wagenpark schoon is.",
        "Landelijk ligt het ziekteverzuim in de branche op 7%.",
        "Volgens het CBS rijdt 12% van de inwoners elektrisch.",
        "De norm voor het ziekteverzuim is 5%.",
        "Uw vraag\n• het verzuim in het team daalt van 12 naar 7 procent;",
    ],
)
def test_what_is_required_and_what_is_known_of_a_branch_stays(text: str) -> None:
    assert shares(text) == []


OFFERS = "Er zijn twee offertes. Bureau Ris heeft de beste offerte en krijgt de opdracht.\n"


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Inschrijver\tPrijs\tAfstand tot raming\nInschrijver A\t€ 81.300\t2,4% eronder", ["2,4"]),
        ("De offerte van inschrijver B ligt 7% onder de raming.", ["7"]),
        ("Als wij deze maand tekenen met de inschrijver, gaat er 4% af.", ["4"]),
        ("De onderaannemer van de inschrijver doet 28% van de ritten.", ["28"]),
    ],
)
def test_how_far_a_price_is_from_an_estimate_goes_from_the_municipalitys_paper(text: str, gone: list[str]) -> None:
    assert shares(OFFERS + text, "memo", "own") == gone


POSITION = """Hierbij de lijst voor morgen.
Onze inzet, graag binnen de groep houden:
1. Huur van de loods: openen met 24.000, eindigen bij hooguit 31.500. Daarboven moet het college erover.
2. Onderhoud: wij vragen 60%, met 35% zijn we tevreden.
3. Looptijd: geen contract langer dan zes jaar en geen bedrag onder 2,5 miljoen voor de grond.
4. Borg: maximaal 1,4 mln, mits 70 procent van de huurders blijft.
Ik ben er maandag weer."""


@pytest.mark.parametrize(
    "head", ["Onze inzet", "Onze positie", "Ons mandaat", "Onderhandelingsinzet", "Onze bandbreedte"]
)
def test_a_list_of_what_the_municipality_wants_goes_figure_by_figure(head: str) -> None:
    seen = found(POSITION.replace("Onze inzet", head), "mail", "own")
    assert [one for _, one in seen] == ["24.000", "31.500", "60", "35", "zes jaar", "2,5 miljoen", "1,4 mln", "70"]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Met 35% zijn we tevreden, dat is onze ondergrens.", ["35"]),
        ("De onderhandelingsruimte bij de verlenging is 4,5%.", ["4,5"]),
        ("Voor de dakbedekking mag de inkoper tot € 27.000 gaan. Dat weten de bureaus niet.", ["27.000"]),
        ("De taxatie die wij hebben liggen komt uit op 3,4 miljoen.", ["3,4 miljoen"]),
    ],
)
def test_a_sentence_on_how_far_the_municipality_will_go_tells_no_figure(text: str, gone: list[str]) -> None:
    assert [one for _, one in found(text, "memo", "own")] == gone


@pytest.mark.parametrize(
    "text",
    [
        "Onze inzet:\n1. Wij organiseren drie avonden.\n2. In de wijk is 60% huurwoning.",
        "De onderhandeling over de cao leidt tot 3% meer loon voor medewerkers van de gemeente.",
        "Van de klagers is 30% tevreden.",
    ],
)
def test_plain_shares_stay_in_the_municipalitys_paper(text: str) -> None:
    assert shares(text, "plan", "own") == []


def test_what_is_held_back_in_a_meeting_on_a_contract_goes() -> None:
    text = "4. Malus\nOver mei is € 2.350 ingehouden. Kim rekent voor dat het om € 400 gaat."
    assert [one for _, one in found(text, "verslag", "own")] == ["2.350", "400"]


NUMBERED: list[Line] = [
    [(40, "A"), (150, "B"), (260, "C"), (350, "D"), (430, "E"), (540, "F")],
    [(20, "1"), (40, "Aanbieder:"), (150, "Veegdienst Ris")],
    [
        (20, "2"),
        (40, "Perceel 1 Vegen"),
        (260, "prijs per eenheid"),
        (350, "eenheid"),
        (430, "Toeslag"),
        (540, "prijs"),
    ],
    [(20, "3"), (40, "Uur veegwagen"), (260, "71,20"), (350, "uur"), (430, "per kwartier"), (540, "0,65")],
    [(20, "4"), (40, "Uur bladblazer"), (260, "48,10"), (350, "uur"), (430, "op zondag"), (540, "0,00")],
    [(20, "5"), (40, "Meter goot"), (260, "0,92"), (350, "m"), (430, "bij verlenging"), (540, "1,5%")],
    [(20, "6"), (40, "Meter pad"), (260, "1,16"), (350, "m"), (430, "waarvan onderaannemer"), (540, "22%")],
    [(20, "7"), (40, "Totaal"), (260, "28.400,00"), (430, "Aandeel perceel 1"), (540, "61,5%")],
]


def test_rows_numbered_as_in_a_spreadsheet_are_read_without_their_numbers() -> None:
    expected = "71,20 0,65 48,10 0,00 0,92 1,5% 1,16 22% 28.400,00 61,5%"
    assert words(grid(NUMBERED)) == expected.split(" ")


def test_the_quantities_that_a_client_set_stay_in_a_price_sheet() -> None:
    lines: list[Line] = [
        [(40, "Werk"), (200, "prijs per eenheid"), (320, "eenheid"), (420, "hoeveelheid (vast)")],
        [(40, "Maaien"), (200, "0,42"), (320, "m2"), (420, "18.600")],
        [(40, "Snoeien"), (200, "61,00"), (320, "uur"), (420, "740")],
        [(40, "Totaal perceel"), (420, "52.952,00")],
    ]
    assert words(grid(lines)) == ["0,42", "61,00", "52.952,00"]
    lines[0] = [(40, "Onderdeel 1 Groen"), (200, "prijs per eenheid"), (320, "Eenheid"), (420, "hoeveelheid (vast)")]
    assert words(grid(lines)) == ["0,42", "61,00", "52.952,00"]


def test_a_part_in_which_is_paid_goes_whatever_else_has_to_be_done() -> None:
    assert shares("We willen graag een derde bij de start, omdat we het hout moeten kopen.") == ["een derde"]


def test_a_year_before_a_head_is_no_stretch_of_time() -> None:
    assert found("Wat er gebeurt in de zomer van 2024\nWeek\tWat\n12\tkeuren") == []


def test_hours_used_go_from_the_report_of_the_firm_that_made_them() -> None:
    text = "Eindrapport onderzoek\nB4 De inzet was 214 uur, zes uur meer dan begroot."
    assert [one for _, one in found(text, "rapport")] == ["214", "zes"]


def test_a_quantity_that_the_client_gave_is_no_rate() -> None:
    assert found("De afstand, 18.400 per jaar, is door u opgegeven.") == []


def test_weeks_in_a_cell_before_what_is_counted_are_no_count() -> None:
    text = "FACTUUR\n12-16\tKilometers veegwagen\t€ 340,00\n12-16\tBladblazer\t€ 90,00"
    assert [one for _, one in found(text, "factuur")] == ["340,00", "90,00"]


def test_what_a_firm_does_more_than_is_asked_is_offered() -> None:
    assert [one for _, one in found("Iedereen krijgt 26 uur training, dat is meer dan u vraagt.")] == ["26"]


def test_the_unit_of_the_line_above_is_no_head_of_a_table() -> None:
    lines: list[Line] = [
        [(40, "Tijdstip"), (120, "9 mei 2023, 15.40")],
        [(120, "uur")],
        [(40, "Inzittenden"), (120, "3")],
        [(40, "1"), (120, "A. Vos"), (300, "geen letsel")],
        [(40, "2"), (120, "B. Kuil"), (300, "geen letsel")],
    ]
    assert words(grid(lines)) == []


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Boven de 60 deelnemers daalt de prijs met 4%.", ["4"]),
        ("Vanaf 25 laptops gaat de stuksprijs met 8% omlaag.", ["8"]),
        ("Wij rekenen € 14,20 per deelnemer. Bij een volle zaal zakt dat met 7%.", ["7"]),
        ("Het tarief voor de zaterdag blijft € 48,30 plus 20%.", ["20"]),
        ("U ontvangt drie facturen, van 50%, 30% en 20%.", ["50", "30", "20"]),
        ("Onze norm is dat na twee weken minder dan 3% openstaat.", ["3"]),
        ("De prijs wordt elk jaar aangepast aan de consumentenprijsindex, met ten hoogste 3%.", ["3"]),
        ("Wij vragen een voorschot van een tiende van de jaarsom.", ["een tiende"]),
        ("Dat scheelt gemiddeld negen procentpunten.", ["negen procentpunten"]),
    ],
)
def test_how_far_a_price_moves_and_in_what_parts_it_is_billed_goes(text: str, gone: list[str]) -> None:
    assert shares(text) == gone


def test_the_same_goes_where_the_municipality_writes_of_a_firms_price() -> None:
    told = OFFERS + "De jaarlijkse verhoging is nu max 3% ipv 5%. De prijs van het bureau daalt met 4%."
    assert shares(told, "memo", "own") == ["3", "5", "4"]


@pytest.mark.parametrize(
    "text",
    [
        "Het aantal bezoekers daalde met 12%.",
        "Van de bewoners is 50% tevreden, 30% ontevreden en 20% weet het niet.",
        "De norm is dat minder dan 3% van de leerlingen afhaakt.",
        "Een tiende bijeenkomst is niet nodig.",
    ],
)
def test_a_trend_a_survey_and_a_norm_of_others_stay(text: str) -> None:
    assert shares(text) == []
