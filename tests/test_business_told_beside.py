"""Figures without a sign or unit of their own, told by what stands beside them, go with the figure that they follow.

The same shapes stay where nobody offers anything.
"""

from __future__ import annotations

import pytest

from tests.test_business_figures import found, told
from woolak.model import Kind, Origin


def words(text: str, entity: str, kind: Kind = "offerte", origin: Origin = "third_party") -> list[str]:
    return [seen for one, seen in found(text, kind, origin) if one == entity]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        (
            "De bedragen: 18.240 voor het vooronderzoek, 9.615 voor de sessies en 4.070 voor het verslag.",
            "18.240 9.615 4.070",
        ),
        ("Wij vragen 4.200 euro voor de start, 3.150 voor het rapport en 980 voor de zaal.", "4.200 3.150 980"),
        ("De eerste ronde kost € 8.600, de tweede 7.300 en de nazorg 2.500.", "8.600 7.300 2.500"),
        ("Het ontwerp kost € 1.250 en de druk 740.", "1.250 740"),
        ("De prijs is € 12.400 voor perceel A; 9.800 voor perceel B.", "12.400 9.800"),
        ("Voor het ontwerp vragen wij € 7.120 en voor de uitvoering € \n11.300. Samen is dat alles.", "7.120 \n11.300"),
    ],
)
def test_the_amounts_of_a_list_go_when_only_the_first_says_that_it_is_money(text: str, amounts: str) -> None:
    assert words(text, "AMOUNT") == amounts.split(" ")


@pytest.mark.parametrize(
    "text",
    [
        "De bijdrage is € 5.000 voor 12.400 inwoners en 3.200 huishoudens.",
        "Het kost € 950 en start in 2020.",
        "Wij vragen € 950, zie artikel 213.",
        "Wij rekenen € 4.100 en bereiken daarmee 350 gezinnen.",
    ],
)
def test_what_follows_on_an_amount_and_counts_something_else_is_no_amount(text: str) -> None:
    assert len(words(text, "AMOUNT")) == 1


@pytest.mark.parametrize(
    "text",
    ["De reiskosten zijn 32 cent per kilometer.", "Wij rekenen 29 ct per km.", "Kilometers: 0,32 cent de kilometer."],
)
def test_cents_per_kilometre_are_a_rate(text: str) -> None:
    assert [one for one, _ in found(text)] == ["RATE"]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("U betaalt een kwart bij de start, de helft na het rapport en de rest na de les.", ["een kwart", "de helft"]),
        ("De betaling is in drie termijnen: 25, 50 en 25 procent.", ["25", "50", "25"]),
        ("Wij factureren 40, 40 en 20%.", ["40", "40", "20"]),
        ("De helft bij de opdracht, een derde halverwege, de rest na afloop.", ["De helft", "een derde"]),
        ("De slottermijn is 15%.", ["15"]),
        ("De prijs wordt € 43.100, een daling van bijna 11 procent.", ["11"]),
    ],
)
def test_the_parts_in_which_is_paid_go_in_words_and_lists(text: str, shares: list[str]) -> None:
    assert words(text, "PERCENTAGE") == shares


@pytest.mark.parametrize(
    "text",
    [
        "Van de inwoners is 25, 30 en 45 procent jong, oud of daartussenin.",
        "De helft van de straat is verhuisd, een kwart wil weg.",
        "Sinds 2018 zien wij een daling van 11 procent in het aantal meldingen.",
    ],
)
def test_shares_of_people_and_trends_stay(text: str) -> None:
    assert words(text, "PERCENTAGE") == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("De bijeenkomsten zijn in de ochtend en er zijn er tien.", ["tien"]),
        ("Elke groep krijgt gesprekken. Wij voeren er 24.", ["24"]),
        ("Tot nu toe is 89 uur besteed, tegen 80 in de begroting.", ["89", "80"]),
        ("Het aantal interviews gaat van 30 naar 24.", ["30", "24"]),
        ("De projectleiding gaat van 32 naar 28 uur.", ["32", "28"]),
        ("Wij houden zes bijeenkomsten in plaats van vier.", ["zes", "vier"]),
        ("Voor ronde een zijn dat 168 en 96 uur.", ["168", "96"]),
        ("Wij hebben 17 van de 24 gesprekken gevoerd.", ["17", "24"]),
        ("De training wordt gegeven aan vier groepen van maximaal zestien personen.", ["vier", "zestien"]),
        ("Wij werken met vijf groepen.", ["vijf"]),
        ("In elke wijk spreken wij 85 bewoners.", ["85"]),
        ("Daarna interviewen wij veertig jongeren.", ["veertig"]),
    ],
)
def test_counts_that_another_word_or_number_tells_go(text: str, counts: list[str]) -> None:
    assert words(text, "COUNT") == counts


@pytest.mark.parametrize(
    "text",
    [
        "In de wijk wonen veel ouderen; in 2017 waren het er 430.",
        "De temperatuur gaat van 14 naar 12 graden.",
        "De inwoners zijn verdeeld over vier groepen.",
        "Het gaat om 46 medewerkers, in groepen van ten hoogste twaalf deelnemers.",
        "De wijk telt 720 bewoners.",
        "In de buurt wonen 85 gezinnen en 310 jongeren.",
        "7.3 Training",
        "4 Interviews\nWij praten met mensen.",
    ],
)
def test_counts_of_nobodys_work_stay(text: str) -> None:
    assert words(text, "COUNT") == []


@pytest.mark.parametrize(
    "text",
    [
        "De projectgroep komt eens per zes weken bijeen.",
        "Wij overleggen om de twee weken met u.",
        "Elke drie maanden is er een overleg.",
        "Tweemaal per twee weken bellen wij.",
        "Vragen van inwoners worden binnen twee werkdagen beantwoord.",
        "U ontvangt het concept, waarop u binnen twee weken kunt reageren.",
        "Wij antwoorden u binnen drie werkdagen.",
    ],
)
def test_how_often_one_meets_and_when_one_answers_is_no_duration(text: str) -> None:
    assert words(text, "DURATION") == []


def test_a_duration_beside_an_answer_goes() -> None:
    text = "Het onderzoek duurt zes weken en de groep reageert binnen tien werkdagen."
    assert words(text, "DURATION") == ["zes weken"]


def test_over_which_months_an_invoice_is_stays() -> None:
    text = "Werkzaamheden van april tot en met juni 2019, volgens uw opdracht."
    assert words(text, "DURATION", "factuur") == []


def test_a_part_of_a_day_that_something_lasts_is_a_duration() -> None:
    assert words("De training duurt twee middagen.", "DURATION") == ["twee middagen"]
    assert words("Wij bieden twee middagen aan.", "COUNT") == ["twee"]


ORDER = "Geachte heer,\nHierbij geven wij u opdracht voor het onderzoek.\n{}\nMet vriendelijke groet,"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Per ronde spreekt u 720 bewoners.", ["720"]),
        ("U geeft de training aan acht groepen.", ["acht"]),
        ("U houdt twaalf interviews.", ["twaalf"]),
        ("U voert de meting uit onder ten minste 600 inwoners.", []),
        ("Een datalek meldt u binnen 24 uur.", []),
    ],
)
def test_what_an_order_letter_counts_was_offered(text: str, counts: list[str]) -> None:
    assert words(ORDER.format(text), "COUNT", "brief", "own") == counts


def test_a_letter_that_gives_no_order_counts_for_itself() -> None:
    text = "Geachte heer,\nWij geven de opdracht aan een ander.\nDe buurt houdt twaalf interviews.\nGroet,"
    assert words(text, "COUNT", "brief", "own") == []


ASKS = "Offerteaanvraag schoonmaak\nDe gemeente nodigt u uit om een offerte uit te brengen.\n{}\n"


@pytest.mark.parametrize(
    "text",
    [
        "Voor de opdracht is ten hoogste € 75.000 exclusief btw beschikbaar.",
        "De inschrijfsom is ten hoogste € 40.000.",
        "U rekent op 12 bijeenkomsten en 80 uur.",
        "Onderdeel\tPunten\nAanpak\t30\nTeam\t10\nPrijs\t30",
    ],
)
@pytest.mark.parametrize("kind", ["brief", "aanvraagformulier", "nota"])
def test_what_a_request_for_offers_names_stays(text: str, kind: Kind) -> None:
    assert found(ASKS.format(text), kind, "own") == []


def test_public_money_stays_in_a_memo_about_offers_when_its_sentence_speaks_of_nothing_else() -> None:
    text = (
        "De offertes van de bureaus zijn binnen. De offerte van bureau A kost € 31.000.\n"
        "In de meerjarenbegroting is € 75.000 opgenomen, verdeeld over 2019 (€ 30.000) en 2020 (€ 45.000)."
    )
    assert words(text, "AMOUNT", "memo", "own") == ["31.000"]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Factuur van het bureau. De uren liggen boven de planning: 89 uur in plaats van 80.", ["89", "80"]),
        ("De offerte is aangepast: het aantal workshops gaat van 14 naar 12.", ["14", "12"]),
        ("Het aantal meldingen gaat van 14 naar 12 per jaar.", []),
        ("Onze medewerkers hebben 40 uur besteed, tegen 30 vorig jaar.", []),
        ("De prijs is € 5.680 voor dertig lessen.", ["dertig"]),
    ],
)
def test_work_beside_what_was_planned_or_paid_goes_from_a_memo(text: str, counts: list[str]) -> None:
    assert words(text, "COUNT", "memo", "own") == counts


def test_what_the_client_asked_stays_in_the_title_and_below_its_head() -> None:
    assert words("Offerte voor twee metingen en een training\n", "COUNT") == []
    assert words("Wat jullie vragen\n\nTwee metingen en 120 interviews.\n", "COUNT") == []
    assert told("Ons aanbod\n\nWij doen twee metingen.\n")[0][3] is None


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Wij leveren 64 stoelen en halen die ook weer op.", ["64"]),
        ("Wij plaatsen drie informatiezuilen bij de ingang.", ["drie"]),
        ("Wij verspreiden 2.400 huiskaarten in de buurt.", ["2.400"]),
        ("Wij nodigen 45 bewoners uit voor de avond.", ["45"]),
        ("De avond kent acht tafels, elk met een tafelleider.", ["acht"]),
        ("Verdeling: 14 x € 95 voor de begeleiding.", ["14"]),
        ("Ons voorstel heeft twee dagvoorzitters en vier notulisten.", ["twee", "vier"]),
    ],
)
def test_what_a_firm_makes_and_whom_it_brings_is_a_count_of_its_offer(text: str, counts: list[str]) -> None:
    assert [seen.split()[0] for seen in words(text, "COUNT")] == counts


@pytest.mark.parametrize(
    "text",
    [
        "Wij leveren binnen zes weken na de gunning.",
        "Wij leveren een bijdrage aan 12 dossiers van het rijk, zoals u vroeg in uw aanvraag.",
        "In de wijk staan 340 bomen.",
    ],
)
def test_what_nobody_makes_for_the_client_is_no_count_of_an_offer(text: str) -> None:
    assert not words(text, "COUNT")


def test_a_difference_between_offers_goes_in_money_and_in_per_cents() -> None:
    text = "Het verschil tussen beide offertes is € 3.000, ongeveer 11%."
    assert words(text, "PERCENTAGE", "memo", "own")


REPORT = """Eindrapport
Oversteken in Zandwijk
In het ontwerp is het pad 3,50 meter breed en ligt er over 14 kilometer nieuw asfalt.
Van de ouders vindt 38% de route onveilig. De raming van de aanleg is € 920.000.
Voor de extra telling zijn 12 uur gefactureerd tegen een uurtarief van € 97."""


def test_of_a_firms_final_report_only_what_it_says_of_the_assignment_goes() -> None:
    assert {words for _, words in found(REPORT, "rapport", "third_party")} == {"12", "97"}
    offer = REPORT.replace("Eindrapport", "Offerte")
    assert "920.000" in {words for _, words in found(offer, "offerte", "third_party")}


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Voor de extra avond reken ik € 712. Akkoord?", [("AMOUNT", "712")]),
        ("De extra avond is 8 uur à € 89.", [("COUNT", "8"), ("RATE", "89")]),
        ("Het bezoek duurde 8 uur à 9 uur. Wij rekenen op € 500 subsidie.", []),
    ],
)
def test_what_somebody_charges_goes_in_a_chat_too(text: str, gone: list[tuple[str, str]]) -> None:
    assert found(text, "overig", "own") == gone


@pytest.mark.parametrize(
    ("text", "kind", "gone"),
    [
        (
            "Gelukt: hij gaat akkoord met € 72. Wordt dus 300 uur, € 21.600. Dat is € 600 minder dan zijn voorstel.",
            "mail",
            ["72", "300", "21.600", "600"],
        ),
        ("Zij is akkoord met € 91, dat is € 4 lager dan haar voorstel.", "mail", ["91", "4"]),
        ("Karin, zie onder. Is 4.250 ex. Past in ons budget van € 20.000.", "mail", ["4.250"]),
        ("Het wordt 3.900 ex, akkoord?", "mail", ["3.900"]),
        ("De offerte van Ties is akkoord, 3950", "overig", ["3950"]),
        (
            "Peter meldt dat 212 van de 300 uren zijn gebruikt en dat € 17.384 is betaald.",
            "verslag",
            ["212", "300", "17.384"],
        ),
        ("De prijs is € 12.900 exclusief btw voor 18 lessen.", "verslag", ["12.900", "18"]),
        ("Het bureau vraagt € 12.900 ex btw voor 18 dagen.", "verslag", ["12.900", "18 dagen"]),
        ("De video kostte met de extra draaidag € 8.450.", "verslag", ["8.450"]),
        ("Volgens de offerte volgt bij uitval een creditnota van 125%.", "verslag", ["125"]),
        ("Het onderbrengen elders: wij ramen dat op € 28.400 per jaar.", "nota", ["28.400"]),
        ("De raad gaat akkoord met € 72.000 voor het speelveld.", "verslag", []),
        ("Het college is akkoord, 2024 wordt het jaar van de wijk.", "verslag", []),
        ("Oplage: 2000 ex. Wie haalt ze op?", "mail", []),
        ("212 van de 300 bewoners deden mee.", "verslag", []),
        ("De brandweer moet toestemming geven; volgens Jan duurt dat zes weken.", "memo", []),
    ],
)
def test_what_officials_tell_each_other_shortly_of_a_price_goes(text: str, kind: Kind, gone: list[str]) -> None:
    assert [seen for _, seen in found(text, kind, "own")] == gone


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Voor de productie van dertig spellen € 38,50 per stuk.", ["dertig", "38,50"]),
        ("Wij leveren 2500 ex. van de krant.", []),
        ("U ontvangt dus 4 uur à € 84, maal 1,5, samen € 504.", ["4", "84", "1,5", "504"]),
        ("U ontvangt 4 uur à €\n84,20, maal 1,5, dus € 505,20.", ["4", "\n84,20", "1,5", "505,20"]),
        ("Het bedrag is lager dan de drempel voor een meervoudige uitvraag van € 60.000.", []),
        ("Aan dit aanbod houden wij ons zestig dagen.", []),
        ("Wij melden een lek zo nodig binnen 72 uur aan de Autoriteit Persoonsgegevens.", []),
        ("Bij uw geschatte inzet van 120 uur komt de prijs op € 9.600.", ["9.600"]),
    ],
)
def test_what_a_firm_multiplies_and_makes_goes_and_what_binds_everybody_stays(text: str, gone: list[str]) -> None:
    assert [seen for _, seen in found(text)] == gone
