"""What changes a price or tells in which parts it is paid goes; what was asked, and how an agreement ends, stays."""

from __future__ import annotations

import pytest

from tests.test_business_figures import found, told
from tests.test_business_tiers import of_case
from woolak.model import Kind, Origin


def words(text: str, entity: str, kind: Kind = "offerte", origin: Origin = "third_party") -> list[str]:
    return [seen for one, seen in found(text, kind, origin) if one == entity]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Wij sturen twee nota's: 70 procent in maart en 30 procent in november.", "70 30"),
        ("U krijgt drie facturen: 50% in mei, 25% in juli en 25% in december.", "50 25 25"),
        ("Er komen twee facturen, 65 procent direct en 35 procent in januari.", "65 35"),
        ("Wij factureren 35% bij de start, 40% na stap 2 en 25% na afloop.", "35 40 25"),
        ("De betaling: 35% na fase 1, 40% na deel 3 en 25% na afloop.", "35 40 25"),
        ("Werk in het weekend kost 25 procent meer.", "25"),
        ("Zaterdagen kosten 15% extra.", "15"),
        ("Uren in de nacht rekenen wij tegen 150%.", "150"),
        ("Op zondag betaalt u 40% meer.", "40"),
        ("Spoed rekenen we 30 procent extra.", "30"),
    ],
)
def test_parts_of_a_price_and_what_is_added_to_it_go(text: str, shares: str) -> None:
    assert words(text, "PERCENTAGE") == shares.split(" ")


@pytest.mark.parametrize(
    "text",
    [
        "Van de inwoners ging 60 procent in juli en 40 procent in januari met vakantie.",
        "In juli was 60 procent van de plekken bezet en in januari 40 procent.",
        "Het aantal meldingen is 20 procent hoger dan vorig jaar.",
    ],
)
def test_shares_of_people_stay_also_beside_months(text: str) -> None:
    assert words(text, "PERCENTAGE") == []


def test_what_the_municipality_spends_more_stays() -> None:
    assert found("De jeugdhulp kost 20 procent meer dan begroot.", "memo", "own") == []


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Bij betaling binnen tien dagen mag u 2% aftrekken.", "tien dagen"),
        ("Betaalt u binnen 14 dagen, dan is de korting 1%.", "14 dagen"),
        ("Bij betaling binnen een week mag u 2% in mindering brengen.", None),
        ("Wie binnen twee weken betaalt, krijgt een betalingskorting van 1,5 %.", "twee weken"),
    ],
)
def test_how_soon_one_pays_for_a_discount_goes_with_it(text: str, time: str | None) -> None:
    assert words(text, "DURATION", "factuur") == ([time] if time else [])


@pytest.mark.parametrize(
    "text",
    [
        "Betaling binnen 30 dagen.",
        "Gelieve binnen 30 dagen te betalen; de korting van 2% is verwerkt.",
    ],
)
def test_the_ordinary_term_of_payment_stays(text: str) -> None:
    assert words(text, "DURATION", "factuur") == []


@pytest.mark.parametrize("text", ["Alles gaat tegen één tarief van € 88.", "Wij hanteren één uurtarief van € 88."])
def test_one_rate_is_no_count(text: str) -> None:
    assert words(text, "COUNT") == []


def test_one_training_at_a_price_is_a_count() -> None:
    assert words("Wij geven één training van € 880.", "COUNT") == ["één"]


def test_what_is_done_for_an_amount_in_brackets_is_counted() -> None:
    assert words("Daarbij komen twee extra rondgangen (€ 460) en drie filmpjes (€ 910).", "COUNT") == ["twee", "drie"]


@pytest.mark.parametrize(
    "text",
    [
        "Opzeggen kan schriftelijk, met inachtneming van twee maanden.",
        "De raming in de uitvraag bedroeg 2.400 uren per jaar.",
        "De gemeente neemt volgens het bestek 1.800 uren af.",
        "De gegevens worden drie maanden na oplevering gewist.",
        "Na afloop worden de opnamen binnen zes weken vernietigd.",
    ],
)
def test_how_an_agreement_ends_and_what_was_asked_stays(text: str) -> None:
    assert found(text, "overeenkomst", "own") == []


@pytest.mark.parametrize(
    "text",
    [
        "Hamide was negen jaar verpleegkundige en leidt nu het team.",
        "De gemeente stuurt ons uiterlijk drie weken voor de start de namen.",
        "Verslag 18/24-07-2022 veldwerkers",
        "Uit een peiling blijkt dat 64 procent van de respondenten langer dan tien minuten zoekt.",
        "Omschrijving\tTotaal\nLesdagen 2, 9 en 16 mei",
        "Storingen met prioriteit 1 binnen de werkdagen.",
    ],
)
def test_what_somebody_did_before_what_the_client_does_and_dates_stay(text: str) -> None:
    assert found(text) == []


def test_how_long_the_work_is_guaranteed_goes() -> None:
    assert words("De garantie is vijf jaar.", "DURATION") == ["vijf jaar"]


def test_what_all_bidders_are_told_of_payment_stays() -> None:
    text = "Offerteaanvraag groenbeheer\nEen voorschot van meer dan 25% bij opdracht is niet mogelijk."
    assert [one for one in told(text, "overig", "own") if not one[3]] == []


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("Stap 1\tVerkenning\tweek 12 - 14", ["week 12 - 14"]),
        ("De gesprekken zijn in de weken 8 t/m 11 en het verslag volgt.", ["weken 8 t/m 11"]),
        ("Tellen\twk 22, 23 en 31\nDuiden\twk 33-35", ["wk 22, 23 en 31", "wk 33-35"]),
        ("Week 40 en 41: werkbijeenkomsten.", ["Week 40 en 41"]),
    ],
)
def test_in_which_weeks_a_firm_does_a_step_goes(text: str, weeks: list[str]) -> None:
    assert words(text, "DURATION") == weeks


@pytest.mark.parametrize("text", ["De levering is in week 50.", "Wij spreken u in week 3 op 21 januari."])
def test_one_week_is_a_date(text: str) -> None:
    assert found(text) == []


def test_weeks_of_the_municipality_stay() -> None:
    assert found("In week 30 en 31 is het loket dicht.\nVerslag\tweek 12 - 14", "memo", "own") == []


@pytest.mark.parametrize(
    ("text", "going"),
    [
        ("Tot een week van tevoren kunt u wijzigen. Daarna rekenen wij 50%, op de dag zelf 100%.", ["50%", "100%"]),
        ("Bij afzegging binnen drie dagen bent u nog 80 procent verschuldigd.", ["80 procent"]),
        ("Het jaarbedrag kent een jaarlijkse verhoging van ten hoogste 4%.", ["4%"]),
        ("Wij rekenen met 5% uitval en 21% btw.", []),
    ],
)
def test_what_a_firm_asks_when_called_off_and_how_its_price_grows_go(text: str, going: list[str]) -> None:
    assert [words for entity, words, _, keep in told(text) if entity == "PERCENTAGE" and not keep] == going


@pytest.mark.parametrize(
    ("text", "going"),
    [
        ("Doorlooptijd in weken: 22 Ondertekening op blad 3", ["22"]),
        ("Levertijd (werkdagen): 15", ["15"]),
        ("De looptijd in maanden = 9", ["9"]),
        ("Deze offerte blijft zestig dagen van kracht.", []),
    ],
)
def test_how_long_it_takes_goes_where_the_label_has_the_unit(text: str, going: list[str]) -> None:
    assert [words for entity, words, _, keep in told(text) if entity == "DURATION" and not keep] == going


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Opzegtermijn vijf weken.", "vijf weken"),
        ("Wij hanteren een opzegtermijn van zes weken.", "zes weken"),
        ("De opzegtermijn is drie maanden.", "drie maanden"),
        ("Voor dit contract geldt drie weken opzegtermijn.", "drie weken"),
    ],
)
def test_in_how_long_a_firm_lets_its_client_go_is_an_offer(text: str, time: str) -> None:
    assert words(text, "DURATION") == [time]
    assert words(text, "DURATION", "raadsstuk", "own") == []


def test_the_municipality_repeats_a_firms_notice_and_what_is_left_of_its_contract() -> None:
    told = "Ik wil van Trafiqon af. Opzegtermijn is twee maanden, er staan dan nog 640 uren open, dus € 41.600."
    assert of_case(told, "mail") == ["twee maanden", "640", "€ 41.600"]
    assert of_case("De opzegtermijn van een standplaats is drie maanden.", "mail") == []


def test_what_was_agreed_with_firms_goes_from_a_table_of_money_and_what_there_was_to_spend_stays() -> None:
    rows = (
        "Post|Begroot|Verplicht|Betaald",
        "Telling|€ 80.000|€ 52.300|€ 12.100",
        "Borden (Trafiqon)|€ 9.000|€ 8.875|€ 4.200",
    )
    table = "\n".join(rows)
    assert of_case(table, "overig") == ["€ 52.300", "€ 12.100", "€ 8.875", "€ 4.200"]
    assert of_case(table.replace("Trafiqon", "nieuw"), "raadsstuk") == []


@pytest.mark.parametrize(
    "text",
    [
        "Wij factureren per vier weken, te voldoen binnen 30 dagen, op rekening NL08 RABO 0341 5526 90.",
        "Voorschot vooraf, saldo op dertig dagen einde maand.",
        "Graag binnen 30 dagen op NL50 INGB 0007 1234 56.",
        "Opdrachtgever test gedurende vier weken.",
        "Na afloop vernietigt hij de kopieën binnen 30 dagen.",
        "Allergieën geeft de gemeente twee dagen vooraf door.",
        "Tussen twee diensten is er elf uur rust volgens de Arbeidstijdenwet.",
        "Mensen, vanavond 20 uur bij mij.",
        "Totaal 42 meldingen.",
    ],
)
def test_terms_of_payment_what_the_client_does_the_law_and_an_hour_of_the_clock_stay(text: str) -> None:
    assert found(text) == []


def test_a_total_of_money_goes_without_a_sign() -> None:
    assert words("Totaal 4.250 voor het geheel.", "AMOUNT") == ["4.250"]


def test_one_week_behind_an_order_is_offered() -> None:
    assert words("Wij beginnen een week na de opdracht.", "DURATION") == ["een week"]
    assert words("Een week na de kermis was het rustig.", "DURATION", "memo", "own") == []


@pytest.mark.parametrize("row", ["Snelle beslisser 3%\t\t-54,00", "Trouwe klant (3%)\t- € 54,00", "Bundel 3%\t€ -54,-"])
def test_the_percentage_of_a_row_with_a_minus_goes_whatever_it_is_called(row: str) -> None:
    text = f"Cursus\t€ 1.800,00\n{row}\nTe betalen\t€ 1.746,00"
    assert "3" in [words for entity, words in found(text) if entity == "PERCENTAGE"]


def test_the_percentage_of_another_row_stays() -> None:
    assert not [words for entity, words in found("Aandeel 3%\t54\nAandeel 4%\t12-3-2024") if entity == "PERCENTAGE"]
