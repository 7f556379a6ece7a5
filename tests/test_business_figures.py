"""Figures of a company: every notation is found, whole and alone, and told apart from public money."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from presidio_analyzer import RecognizerResult

from tests.business_pages import artifacts, document, grid
from woolak.model import Kind, Origin
from woolak.pipeline.detect.business.numerals import value_of_digits, value_of_words
from woolak.pipeline.detect.business.recognize_figures import FigureRecognizer

RECOGNIZER = FigureRecognizer()


SIGN = re.compile(r"^(?:- )?(?:k?€ ?|EUR )|(?: euro| ?%| procent)$")


def found(text: str, kind: Kind = "offerte", origin: Origin = "third_party") -> list[tuple[str, str]]:
    """What has to go in a line of a document: entity and words, the sign of the currency or per cent left out."""
    return [(entity, SIGN.sub("", words)) for entity, words, _, keep in told(text, kind, origin) if not keep]


def told(text: str, kind: Kind = "offerte", origin: Origin = "third_party") -> list[tuple[str, str, str, str | None]]:
    """Entity, words, evidence key and reason to stay of everything that is seen in a line."""
    page = grid(text.split("\n"))
    results: list[RecognizerResult] = RECOGNIZER.analyze(
        page.text, RECOGNIZER.supported_entities, artifacts(page, document([page], kind, origin))
    )
    seen = []
    for one in sorted(results, key=lambda result: result.start):
        explanation = one.analysis_explanation
        assert explanation and explanation.textual_explanation and explanation.recognizer == "FigureRecognizer"
        key = explanation.textual_explanation.partition(":")[0]
        seen.append((one.entity_type, page.text[one.start : one.end], key, one.recognition_metadata.get("keep")))
    return seen


@pytest.mark.parametrize(
    ("text", "entity", "words"),
    [
        ("De prijs is € 1.250,- exclusief btw.", "AMOUNT", "1.250,-"),
        ("Totaal EUR 1250 voor het geheel.", "AMOUNT", "1250"),
        ("De kosten bedragen 12.500 euro.", "AMOUNT", "12.500"),
        ("Wij rekenen € 95 p/u.", "RATE", "95"),
        ("Het uurtarief is € 112,50.", "RATE", "112,50"),
        ("Het tarief is vijfennegentig euro per uur.", "RATE", "vijfennegentig"),
        ("De som is vijfentwintigduizend euro.", "AMOUNT", "vijfentwintigduizend"),
        ("De som is zesduizend\nvierhonderdtien euro.", "AMOUNT", "zesduizend\nvierhonderdtien"),
        ("De totale kosten zijn 12,5k.", "AMOUNT", "12,5k"),
        ("Dat is bij elkaar 38 mille voor het onderzoek.", "AMOUNT", "38 mille"),
        (
            "Deze prijs geldt tot en met mei\n2023 en wordt dan jaarlijks met 2,7 procent verhoogd.",
            "PERCENTAGE",
            "2,7",
        ),
        ("Na een afzegging is 35% van de prijs van die dag verschuldigd.", "PERCENTAGE", "35"),
        ("Deze tarieven worden in mei met 2,7 procent verhoogd.", "PERCENTAGE", "2,7"),
        ("De investering is € 1,2 mln.", "AMOUNT", "1,2 mln"),
        ("Wij begroten k€ 15 voor dit deel.", "AMOUNT", "15"),
        ("Prijs: 1.250,50", "AMOUNT", "1.250,50"),
        ("De opdrachtsom komt uit op 24.000.", "AMOUNT", "24.000"),
        ("Wij bieden het aan voor 980,- per groep.", "RATE", "980,-"),
        ("De kosten zijn € 1 250,00.", "AMOUNT", "1 250,00"),
        ("Het honorarium is 25 duizend euro.", "AMOUNT", "25 duizend"),
        ("De reiskosten zijn €35,- per keer.", "AMOUNT", "35,-"),
        ("In totaal 12 dagdelen begeleiding.", "COUNT", "12"),
        ("Wij besteden er 24 uur aan.", "COUNT", "24"),
        ("Het programma kent acht bijeenkomsten.", "COUNT", "acht"),
        ("Wij houden twaalf verdiepende interviews.", "COUNT", "twaalf"),
        ("Per groep 10 tot 12 sessies.", "COUNT", "10 tot 12"),
        ("Aantal uren: 120", "COUNT", "120"),
        ("Er zijn 40 adviesuren begroot.", "COUNT", "40"),
        ("De facturatie is 40 % bij opdracht.", "PERCENTAGE", "40"),
        ("U ontvangt een korting van 5%.", "PERCENTAGE", "5"),
        ("De doorlooptijd is acht weken.", "DURATION", "acht weken"),
        ("Bij elkaar duurt de opdracht vierenhalve maand.", "DURATION", "vierenhalve maand"),
        ("Bij elkaar duurt de opdracht 4,5 maand.", "DURATION", "4,5 maand"),
        ("Wij leveren op binnen 3 maanden na opdracht.", "DURATION", "3 maanden"),
        ("De opdracht loopt van 1 juli t/m 31 december 2017.", "DURATION", "1 juli t/m 31 december 2017"),
        ("Onze adviseur is een halve dag per week bij u.", "COUNT", "een halve"),
        ("De voorbereiding neemt anderhalve dag in beslag.", "COUNT", "anderhalve"),
        ("Wij komen twee keer een dagdeel bij u langs.", "COUNT", "twee keer een"),
        ("Wij zijn een dag per week aanwezig.", "COUNT", "een"),
        ("Eén dag per week is de projectleider er.", "COUNT", "Eén"),
        ("Elke sessie duurt twee en een half uur.", "COUNT", "twee en een half"),
        ("Elke sessie duurt 2½ uur.", "COUNT", "2½"),
        ("Elke sessie duurt 90 minuten.", "DURATION", "90 minuten"),
        ("Elke sessie duurt drie kwartier.", "DURATION", "drie kwartier"),
        ("Elke week is een van ons een hele dag bij u.", "COUNT", "een hele"),
        ("We komen 2x per week een uur langs.", "COUNT", "2"),
        ("We komen 2x per week een uur langs.", "COUNT", "een"),
        ("Per woning zijn wij 45 min. bezig.", "DURATION", "45 min"),
        ("Per woning zijn wij 3/4 uur bezig.", "COUNT", "3/4"),
        ("Wij spreiden de sessies over een half jaar.", "DURATION", "een half jaar"),
        ("De doorlooptijd is een half jaar.", "DURATION", "een half jaar"),
        ("De doorlooptijd is een maand of vier.", "DURATION", "een maand of vier"),
        ("Doorlooptijd: 6 wkn", "DURATION", "6 wkn"),
        ("Inzet 2 dgn per wk.", "COUNT", "2"),
        ("Een dertigtal uren is voldoende.", "COUNT", "dertigtal"),
        ("Drie ochtenden per week zijn wij er.", "COUNT", "Drie"),
        ("De senior werkt 24 uur, de junior 48.", "COUNT", "48"),
        ("Uren: senior 24, junior 48.", "COUNT", "24"),
        ("De kosten bedragen 1,2M euro.", "AMOUNT", "1,2M"),
        ("De kosten bedragen € 1,2M.", "AMOUNT", "1,2M"),
        ("De kosten zijn ruim een ton.", "AMOUNT", "een ton"),
        ("De investering is anderhalf miljoen euro.", "AMOUNT", "anderhalf miljoen"),
        ("Het wordt 4.500 (zegge: vierduizend vijfhonderd).", "AMOUNT", "vierduizend vijfhonderd"),
        ("Een bedrag van EUR4.500.", "AMOUNT", "EUR4.500"),
        ("Wij trekken 5 procent af bij twee groepen.", "PERCENTAGE", "5"),
        ("Bij twee groepen doen we 5 procent af van het totaal.", "PERCENTAGE", "5"),
        ("Het tarief is zegge: honderdvijf euro en veertig cent per uur.", "RATE", "honderdvijf euro en veertig cent"),
        ("De prijs is 5% lager vanaf drie groepen.", "PERCENTAGE", "5"),
        ("De tarieven verhogen wij met 2,8%.", "PERCENTAGE", "2,8"),
        ("De helft factureren wij bij de start.", "PERCENTAGE", "De helft"),
        ("Een derde bij opdracht, de rest na oplevering.", "PERCENTAGE", "Een derde"),
        ("Inzet\t1 maart t/m 31 mei 2017", "DURATION", "1 maart t/m 31 mei 2017"),
    ],
)
def test_a_figure_is_found_in_every_notation_without_its_sign_or_label(text: str, entity: str, words: str) -> None:
    assert (entity, words) in found(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("De prijs is € 1.250,- exclusief btw.", "€ 1.250,-"),
        ("De kosten bedragen 12.500 euro voor alles.", "12.500 euro"),
        ("U ontvangt een korting van 5%.", "5%"),
        ("De korting is - € 310,40 op het totaal.", "- € 310,40"),
    ],
)
def test_the_sign_beside_a_figure_goes_along(text: str, words: str) -> None:
    assert words in [seen for _, seen, _, _ in told(text)]


def test_a_number_broken_over_two_lines_is_one_figure() -> None:
    assert told("De som is eenenzestigdui-\nzend driehonderdvijftig euro in totaal.")[0][:2] == (
        "AMOUNT",
        "eenenzestigdui-\nzend driehonderdvijftig euro",
    )


def test_an_amount_goes_when_its_sign_ends_the_line_above() -> None:
    assert ("AMOUNT", "\n21.640") in found("Voor het werk vragen wij in totaal €\n21.640. Dat is zonder btw.")


def test_what_the_client_asks_for_is_not_offered() -> None:
    assert told("U zoekt een cursus van 36 lessen.")[0][3] == "asked_by_client"
    assert told("Wij geven een cursus van 36 lessen.")[0][3] is None
    assert told("De raad heeft € 70.000 gereserveerd voor de brug.")[0][3] == "public_budget"


def test_how_long_a_day_is_over_a_column_is_no_figure() -> None:
    assert found("Wat\tDagen (8 uur)\tBedrag\n") == []
    assert ("COUNT", "24") in found("Wij rekenen 3 dagen (24 uur) voor het veldwerk.")


def test_a_range_of_amounts_is_two_figures_and_a_range_of_hours_one() -> None:
    assert found("De kosten liggen tussen € 5.000 en 7.500.") == [("AMOUNT", "5.000"), ("AMOUNT", "7.500")]
    assert ("COUNT", "8 à 10") in found("Wij besteden 8 à 10 uur aan de rapportage.")


def test_the_percentage_of_vat_stays_and_the_amount_beside_it_goes() -> None:
    seen = told("21% btw is € 1.663,80 over het geheel.")
    assert ("PERCENTAGE", "21%", "vat_percentage", "vat_percentage") in seen
    assert ("AMOUNT", "1.663,80") in found("21% btw is € 1.663,80 over het geheel.")


def test_a_term_of_payment_says_so() -> None:
    assert told("Wij factureren 60 % na oplevering.")[0][2] == "payment_term"


def test_days_to_pay_are_no_offered_duration() -> None:
    assert found("Betaling binnen 30 dagen na factuurdatum.") == []


@pytest.mark.parametrize(
    "text",
    [
        "De vergunning ligt zes weken ter inzage.",
        "Wijzigingen worden binnen drie werkdagen doorgegeven.",
        "Bij afgelasting tot 36 uur vooraf zijn er geen kosten.",
    ],
)
def test_a_term_that_the_law_or_every_offer_sets_is_not_offered(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "De derde groep krijgt een eigen trainer.",
        "Er ligt een ton zand op het terrein.",
        "De ratio ligt tussen 0,95 en 1,05.",
        "Het plein staat gemiddeld vier keer per jaar onder water.",
        "Van de jongeren heeft een kwart schulden en de helft geen werk.",
        "De halte ligt op 5 minuten lopen.",
        "Op een dag belde een bewoner ons, een week later nog een.",
    ],
)
def test_parts_weights_and_walks_are_no_figures_of_an_offer(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "De tarieven van de afvalstoffenheffing stijgen met 5%.",
        "Het zwembad is een dag per week dicht en een halve dag per jaar.",
        "De helft van de raad is tegen, een derde voor.",
        "De kosten van het riool zijn 1,2 mln, gedekt uit de begroting.",
    ],
)
def test_the_same_notations_stay_where_they_are_public(text: str) -> None:
    assert found(text, "memo", "own") == []


def test_what_a_citizen_counts_in_a_letter_is_no_offer() -> None:
    letter = (
        "Geachte heer,\nWij zijn drie dagen zonder stroom geweest en hebben 14 uur gewacht, op 3 avonden.\nHoogachtend,"
    )
    assert found(letter, "brief") == []
    assert ("COUNT", "14") in found("Geachte heer,\nIn onze offerte rekenen wij 14 uur.\nHoogachtend,", "brief")


def test_how_late_it_is_in_a_message_of_a_firm_is_no_duration_that_it_offers() -> None:
    assert found("Het podium loopt 20 min uit.", "overig") == []
    assert found("Elke sessie duurt 90 minuten.", "overig") == [("DURATION", "90 minuten")]


def test_what_prices_rise_by_goes_along() -> None:
    assert ("PERCENTAGE", "4,5") in found("Bij verlenging indexeren wij met 4,5%.")


@pytest.mark.parametrize(
    ("kind", "origin", "key"),
    [
        ("factuur", "third_party", "invoice"),
        ("opdrachtbon", "own", "order_figure"),
        ("overeenkomst", "own", "contract_figure"),
        ("offerte", "third_party", "offer_text"),
    ],
)
def test_the_document_tells_whose_an_amount_is(kind: Kind, origin: Origin, key: str) -> None:
    [(entity, words, seen, keep)] = told("Het gaat om een bedrag van € 18.750,-.", kind, origin)
    assert (entity, words, seen, keep) == ("AMOUNT", "€ 18.750,-", key, None)


@pytest.mark.parametrize(
    "text",
    [
        "De offerte van het bureau bedraagt € 18.750 exclusief btw.",
        "De inhuur kost € 92 per uur.",
        "De opdrachtsom is € 24.000.",
        "De aannemer heeft ingeschreven voor € 1.385.000.",
        "Het meerwerk bedraagt € 4.200.",
        "Voor de training brengt de leverancier € 3.900 in rekening.",
    ],
)
def test_an_amount_of_an_assignment_goes_in_the_municipalitys_own_memo(text: str) -> None:
    seen = told(text, "memo", "own")
    assert [keep for *_, keep in seen] == [None]
    assert seen[0][2] == "assignment_figure"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("De offerte van bureau A gaat uit van drie varianten en twee bewonersavonden.", ["drie", "twee"]),
        ("Het bureau zet twee adviseurs in en houdt zes gesprekken.", ["twee", "zes"]),
        ("De offerte omvat twee schouwen en 14 interviews.", ["twee", "14"]),
        ("Bureau A stelt twee bewonersbijeenkomsten voor, bureau B vier.", ["twee", "vier"]),
    ],
)
def test_a_bidders_design_goes_from_the_municipalitys_own_memo(text: str, words: list[str]) -> None:
    assert [seen for _, seen in found(text, "memo", "own")] == words


@pytest.mark.parametrize(
    "text",
    [
        "De gemeente organiseert twee bewonersavonden en drie schouwen.",
        "De welzijnsorganisatie biedt vier bijeenkomsten aan voor ouderen.",
        "Er zijn drie offertes ontvangen en twee gesprekken gevoerd met de fractie.",
        "De commissie vergeleek drie offertes op vijf criteria in twee bijeenkomsten.",
        "Wij organiseren als gemeente vier avonden; de offerte volgt later.",
        "We vergelijken twee varianten voor de brug: een houten en een stalen.",
        "De gemeente vraagt in de uitvraag om ten minste drie varianten.",
    ],
)
def test_what_the_municipality_and_others_do_is_no_bidders_design(text: str) -> None:
    assert found(text, "memo", "own") == []


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("De prijs van de offerte ligt boven de begroting van € 60.000.", True),
        ("De offerte past, want in de begroting is € 60.000 opgenomen.", True),
        ("De prijs van de offerte is in hun begroting van € 60.000 te lezen.", False),
        ("De prijs van de offerte is € 60.000, en dat past in de begroting.", False),
    ],
)
def test_what_is_called_the_budgets_stays_beside_the_price_of_an_offer(text: str, stays: bool) -> None:
    assert [keep for entity, _, _, keep in told(text, "memo", "own")] == ["public_budget" if stays else None]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("In de programmabegroting is € 40.000 opgenomen.", "public_budget"),
        ("Het subsidieplafond is € 250.000.", "public_budget"),
        ("De leges bedragen € 312,50.", "legal_amount"),
        ("De bestuurlijke boete is € 1.360.", "legal_amount"),
        ("Het rijk heeft een specifieke uitkering van € 75.000 toegekend.", "grant"),
        ("De fiets kostte € 800.", "plain_figure"),
    ],
)
def test_public_money_stays_in_the_municipalitys_own_memo_with_its_reason(text: str, key: str) -> None:
    [(_, _, seen, keep)] = told(text, "memo", "own")
    assert (seen, keep) == (key, key)


def test_an_estimate_before_the_tender_is_told_from_a_budget() -> None:
    [(_, _, seen, keep)] = told("De directieraming voor het werk is € 900.000.", "memo", "own")
    assert (seen, keep) == ("estimate", None)


def test_an_amount_applied_for_is_told_from_the_threshold_in_the_form() -> None:
    [first, second] = told(
        "Aangevraagd bedrag: € 18.500 voor de training.\n"
        "Bij een bedrag hoger dan € 100.000 is een evaluatie wettelijk verplicht.",
        "aanvraagformulier",
        "own",
    )
    assert (first[2], first[3]) == ("applied_amount", None)
    assert second[3] == "legal_amount"


def test_without_any_context_the_page_itself_tells_that_it_is_an_offer() -> None:
    text = "Offerte\nOns offertenummer 12. De prijs is € 1.250,- voor acht bijeenkomsten.\n"
    seen = {text[one.start : one.end] for one in RECOGNIZER.analyze(text, RECOGNIZER.supported_entities, None)}
    assert {"€ 1.250,-", "acht"} <= seen


UNITS = ["", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien",
         "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"]  # fmt: skip
TENS = ["", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]


def in_words(number: int) -> str:
    if number < 20:
        return UNITS[number]
    if number < 100:
        ones = UNITS[number % 10]
        link = "ën" if ones.endswith("e") else "en"
        return f"{ones}{link if ones else ''}{TENS[number // 10]}"
    if number < 1000:
        hundreds = UNITS[number // 100] if number >= 200 else ""
        return f"{hundreds}honderd{in_words(number % 100)}"
    thousands = in_words(number // 1000) if number >= 2000 else ""
    return f"{thousands}duizend{in_words(number % 1000)}"


@given(st.integers(2, 99_999))
def test_a_number_in_words_is_read_back(number: int) -> None:
    assert value_of_words(in_words(number)) == number


@given(st.integers(0, 9_999_999), st.integers(0, 99))
def test_a_number_in_digits_is_read_back_in_every_notation(euros: int, cents: int) -> None:
    dotted = f"{euros:,}".replace(",", ".")
    expected = Decimal(euros) + Decimal(cents) / 100
    assert value_of_digits(f"{dotted},{cents:02}") == expected
    assert value_of_digits(f"{dotted}.{cents:02}") == expected
    assert value_of_digits(f"{dotted},-") == euros
    assert value_of_digits(str(euros)) == euros


@given(st.integers(100, 999_999))
def test_any_amount_with_a_euro_sign_goes_from_an_offer(euros: int) -> None:
    dotted = f"{euros:,}".replace(",", ".")
    assert found(f"Dit kost € {dotted},- in totaal.") == [("AMOUNT", f"{dotted},-")]


@pytest.mark.parametrize(
    "text",
    [
        "Het gaat om 46 medewerkers van de balie, in groepen van ten hoogste twaalf deelnemers.",
        "De betaaltermijn is 30 dagen.",
        "Gesprekken\toktober - november 2018",
        "4 Planning\nDe inspectie is in de periode van 21 juni t/m 27 augustus 2021 gepland.",
        "Betaling vindt plaats binnen 30 dagen.",
    ],
)
def test_how_many_take_part_terms_and_the_months_of_a_planning_are_nobodys_figures(text: str) -> None:
    assert not found(text)


def test_the_shares_in_which_is_paid_and_indexed_go() -> None:
    text = "Facturering in termijnen van 30%, 50% en 20%. De tarieven worden jaarlijks verhoogd met 2,4%."
    assert {words for entity, words in found(text) if entity == "PERCENTAGE"} == {"30", "50", "20", "2,4"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bij te late levering geldt een boete van 2 procent per week, tot ten hoogste 8 procent.", ["2", "8"]),
        ("De tarieven worden op 1 januari met 2,9 procent verhoogd.", ["2,9"]),
        ("Bij een beschikbaarheid onder de 97% volgt een boete.", []),
        ("De btw bedraagt 21%.", []),
    ],
)
def test_the_percentages_of_an_agreement_are_its_terms_but_for_what_a_service_has_to_reach(
    text: str, words: list[str]
) -> None:
    seen = [one for _, one in found(text, "overeenkomst", "third_party")]
    assert seen == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Het onderzoek duurt twaalf weken, waarvan vier voor de interviews.", ["twaalf weken", "vier"]),
        ("Banken: 40 stuks\nExtra stoelen: 60 meter à € 3,75.", ["60"]),
        ("Voorbereiding: 66 uur maal 90 euro.", ["66"]),
    ],
)
def test_a_number_is_told_by_the_price_or_the_term_beside_it(text: str, words: list[str]) -> None:
    assert [one for entity, one in found(text) if entity in ("COUNT", "DURATION") and one in words] == words


@pytest.mark.parametrize(
    "text",
    [
        "Van 12 juli tot 2 augustus is ons kantoor gesloten.",
        "De verordening bepaalt dat op een aanvraag binnen acht weken wordt beslist.",
        "Wij factureren bij oplevering, telkens binnen 21 dagen.",
    ],
)
def test_when_nobody_is_there_and_terms_of_the_law_are_not_offered(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize("text", ["De stichting vroeg € 15.000 subsidie.", "De raad stelde € 30.000 beschikbaar."])
def test_what_was_asked_as_a_subsidy_or_granted_stays_beside_an_offer(text: str) -> None:
    seen = told(f"De offerte van het bureau is besproken. {text}", "memo", "own")
    assert seen and all(keep for *_, keep in seen)
    offered = told("In de offerte van het bureau is voor reiskosten € 1.200 opgenomen.", "memo", "own")
    assert [keep for *_, keep in offered] == [None]


def test_what_something_cost_a_resident_is_no_figure_of_a_firm() -> None:
    assert not found("Wij wonen aan de Kade.\nHet vervoer kostte mij € 85.", "brief", "third_party")
    assert found("Ik kan dat doen voor € 85.", "brief", "third_party") == [("AMOUNT", "85")]


def test_more_or_fewer_than_was_agreed_is_of_the_firm() -> None:
    text = "Wij gunnen u de opdracht. Het aantal workshops gaat van negen naar zes. De prijs is € 3.000."
    assert ("COUNT", "zes") in found(text, "brief", "own") and ("COUNT", "negen") in found(text, "brief", "own")


def test_from_when_to_when_a_firm_counted_or_was_away_is_no_term_of_its_offer() -> None:
    text = "Er is geteld van 7 tot en met 20 juni 2021. Karin is van 24 oktober tot en met 4 november afwezig."
    assert not found(text, "rapport")
    assert found("Inzet\t1 juli t/m 31 december 2021\tadviseur")


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("Het onderhoud kost 6.400 per jaar, dus drie jaar 19.200.", {"6.400", "19.200"}),
        ("De huur is € 250 per maand, over 12 maanden 3.000.", {"250", "3.000"}),
    ],
)
def test_what_a_price_per_year_comes_to_goes(text: str, sums: set[str]) -> None:
    assert {words for entity, words in found(text) if entity in ("AMOUNT", "RATE")} == sums


def test_visits_per_year_and_what_these_come_to_stay() -> None:
    text = "De bibliotheek telt 6.400 bezoeken per jaar, dus drie jaar 19.200."
    assert found(text, "memo", "own") == []
