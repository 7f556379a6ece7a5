"""Found once, found everywhere: an offer's figures and a company's names in the other documents of the case."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from tests.business_pages import artifacts, document, grid
from woolak.model import Document, Finding, Kind, Origin
from woolak.pipeline.detect import business
from woolak.pipeline.detect.business import Register, collect, merge, spread
from woolak.rules.casefile import CaseFile

CASE = CaseFile.model_validate(
    {"municipality": {"name": "Zandwijk"}, "third_parties": [{"name": "Trafiqon B.V.", "domains": ["trafiqon.nl"]}]}
)
RECOGNIZERS = business.recognizers()


def read(
    lines: list[str], kind: Kind = "offerte", origin: Origin = "third_party", case: CaseFile = CASE
) -> tuple[Document, list[Finding]]:
    """A document with what its own pages tell."""
    page = grid(lines)
    doc = document([page], kind, origin)
    seen = artifacts(page, doc, case)
    findings = []
    for recognizer in RECOGNIZERS:
        for one in recognizer.analyze(page.text, recognizer.supported_entities, seen):
            explanation = one.analysis_explanation
            assert explanation
            findings.append(
                Finding(
                    one.entity_type, 0, one.start, one.end, page.text[one.start : one.end], one.score,
                    explanation.recognizer, explanation.textual_explanation or "", one.recognition_metadata.get("keep"),
                )
            )  # fmt: skip
    return doc, findings


OFFER = [
    "Offerte",
    "De prijs is € 18.765,- voor 14 dagdelen van 3 uur.",
    "De doorlooptijd is 11 weken. Onze methode “Kijk op Verkeer” werkt.",
    "Wij werken samen met Lodewijks Consultancy en Pieters B.V. uit de regio.",
    "Een ronde som is € 10.000,- en een klein bedrag € 12,-.",
    "Per meter kabel betalen wij € 0,314.",
]


def register(case: CaseFile = CASE) -> Register:
    doc, findings = read(OFFER, case=case)
    clues = pickle.loads(pickle.dumps(collect(doc, findings, case)))
    merged: Register = pickle.loads(pickle.dumps(merge([clues], case)))
    return merged


def added(line: str, kind: Kind = "memo") -> list[tuple[str, str]]:
    doc, findings = read([line], kind, "own")
    return [(one.entity, one.text) for one in spread(doc, findings, register())]


def test_an_amount_of_an_offer_is_found_in_a_memo_that_does_not_say_what_it_is() -> None:
    assert added("Het gaat om 18.765 euro.") == [("AMOUNT", "18.765 euro")]
    assert added("Het gaat om € 18.765,00 in totaal.") == [("AMOUNT", "€ 18.765,00")]


def test_it_goes_before_the_finding_that_it_may_stay() -> None:
    doc, findings = read(["Het gaat om € 18.765,00 in totaal."], "memo", "own")
    [keep] = [one for one in findings if one.keep]
    [found] = spread(doc, findings, register())
    assert found.keep is None and keep.score < found.score - 0.5  # the rule by which ground.py lets a keep win


def test_another_amount_of_the_memo_stays() -> None:
    assert added("Het gaat om € 18.900,00 in totaal.") == []


def test_what_is_as_ordinary_as_an_evening_or_a_quarter_is_not_known_again_by_its_number() -> None:
    doc, findings = read(["Offerte", "Wij houden drie avonden en twee varianten. Elke sessie duurt 90 minuten."])
    known = merge([collect(doc, findings, CASE)], CASE)
    memo, seen = read(["Er zijn drie avonden en twee varianten; parkeren mag 90 minuten."], "memo", "own")
    assert spread(memo, seen, known) == []


def test_public_money_that_equals_a_round_sum_of_an_offer_stays_public() -> None:
    assert added("In de programmabegroting is € 10.000,- opgenomen.") == []
    assert added("In de programmabegroting is € 18.765,- opgenomen.") == [("AMOUNT", "€ 18.765,-")]
    assert added("De leges zijn € 18.765,-.") == []


def test_a_count_goes_with_its_unit_and_not_by_itself() -> None:
    assert added("Het zijn 14 dagdelen.") == [("COUNT", "14")]
    assert added("Er waren 14 zienswijzen.") == []
    assert added("De bijeenkomst duurt 3 uur.") == []


def test_a_duration_of_the_offer_is_found() -> None:
    assert added("Het duurt 11 weken.") == [("DURATION", "11 weken")]


def test_an_ordinary_word_of_a_found_firms_name_is_no_name_by_itself() -> None:
    doc, findings = read(["Wij werken samen met Slimme Techniek en met Lodewijks Consultancy uit de regio."])
    known = merge([collect(doc, findings, CASE)], CASE)
    line = "Slimme palen kosten veel. Lodewijks belt. Het is van Slimme Techniek."
    assert [line[slice(*span)] for span in known.names_in(line)] == ["Lodewijks", "Slimme Techniek"]


def test_a_term_of_procedure_is_not_the_duration_of_an_offer_though_as_long() -> None:
    assert added("De klachttermijn is 11 weken.") == []
    assert added("Wilt u dit binnen 11 weken schriftelijk bevestigen?") == []
    assert added("Het duurt 11 weken voor alles klaar is.") == [("DURATION", "11 weken")]


def test_the_share_that_a_firm_asks_beforehand_is_known_again_beside_words_of_payment() -> None:
    doc, findings = read(["Wij vragen een voorschot van 35% bij opdracht. Onderzoek 45% van de tijd."])
    known = merge([collect(doc, findings, CASE)], CASE)

    def goes(line: str) -> list[str]:
        memo, own = read([line], "memo", "own")
        return [one.text for one in spread(memo, own, known) if not one.keep]

    assert goes("Het voorschot van 35% wijkt af van onze voorwaarden.") == ["35%"]
    assert goes("Van de bewoners doet 35% mee. Het voorschot is betaald.") == []
    assert goes("Een voorschot van 45% is nooit gevraagd.") == []


def test_an_amount_of_an_offer_that_somebody_wrote_shortly_is_known_again() -> None:
    assert added("Met 18,8k blijven we onder het bedrag in de begroting.") == [("AMOUNT", "18,8k")]
    assert added("Met 18,9k blijven we onder het bedrag in de begroting.") == []
    assert added("Met 19k blijven we onder het bedrag in de begroting.") == []


def test_a_small_amount_is_in_every_document_and_does_not_spread() -> None:
    assert added("De koffie kost € 12,-.") == []


def test_a_price_in_tenths_of_a_cent_is_known_again() -> None:
    assert added("Het verschil met € 0,314 is groot.") == [("AMOUNT", "€ 0,314")]
    assert added("Het verschil met € 0,31 en met € 0,318 is groot.") == []
    assert added("Het verschil met 314 en met € 31,40 is groot.") == []


def test_what_is_already_found_is_not_added_again() -> None:
    assert added("De offerte bedraagt € 18.765,- exclusief btw.") == []


def test_companies_and_brands_known_once_are_found_everywhere() -> None:
    seen = added("Lodewijks en PIETERS, en ook Kijk op Verkeer, kwamen langs.")
    assert ("BRAND", "Kijk op Verkeer") in seen
    assert {"Lodewijks", "PIETERS"} <= {words for _, words in seen}


def test_a_brand_of_ordinary_words_is_not_found_in_ordinary_words() -> None:
    doc, found = read(["Offerte", "De training \u201cEerste Stap\u201d bestaat uit twee delen."])
    known = merge([collect(doc, found, CASE)], CASE)
    memo, own = read(["Dat is een eerste stap. De cursus Eerste Stap begint in mei."], "memo", "own")
    assert [one.text for one in spread(memo, own, known) if one.entity == "BRAND"] == ["Eerste Stap"]


def test_a_company_in_a_title_or_file_name_is_known_to_the_register() -> None:
    name = "2019-03-04_offerte_trafiqon_def.pdf"
    assert [name[start:end] for start, end in register().names_in(name)] == ["trafiqon"]


def test_the_municipality_is_never_a_company() -> None:
    doc, findings = read(["Offerte", "De opdracht is van Stichting Zandwijk Werkt B.V."])
    known = merge([collect(doc, findings, CASE)], CASE)
    assert not any("zandwijk" in form.text.lower() for form in known.forms)


def test_an_empty_case_has_an_empty_register() -> None:
    doc, findings = read(["Notitie"], "memo", "own", CaseFile())
    known = merge([], CaseFile())
    assert spread(replace(doc, id="x"), findings, known) == [] and known.names_in("Trafiqon") == []


REQUEST = [
    "Offerteaanvraag verkeersonderzoek",
    "De gemeente nodigt u uit om een offerte uit te brengen. Zaaknummer 2018-SD-0447",
    "U spreekt ten minste 600 inwoners. Voor de opdracht is ten hoogste € 75.000 exclusief btw beschikbaar.",
]


def kept(line: str, kind: Kind = "offerte", origin: Origin = "third_party") -> list[str]:
    """What has to go from a line of a document and is kept, since the municipality made it known itself."""
    request, named = read(REQUEST, "brief", "own")
    clues = pickle.loads(pickle.dumps(collect(request, named, CASE)))
    doc, findings = read([line], kind, origin)
    gone = {(one.entity, one.start) for one in findings if not one.keep}
    stays = [one for one in spread(doc, findings, merge([clues], CASE)) if one.keep]
    assert {(one.entity, one.start) for one in stays} <= gone
    return [one.text for one in stays]


def test_what_the_municipality_has_to_spend_stays_when_an_offer_repeats_it() -> None:
    assert kept("Uw budget is maximaal € 75.000 exclusief btw.") == []  # stays by itself
    assert kept("Budget maximaal € 75.000 exclusief btw") == ["€ 75.000"]
    assert kept("Wij blijven onder de € 75.000 uit uw aanvraag.") == ["€ 75.000"]
    assert kept("Geen van de offertes komt boven de € 75.000 die is genoemd.", "memo", "own") == ["€ 75.000"]


def test_a_firm_that_asks_all_there_is_keeps_that_to_itself() -> None:
    assert kept("Onze prijs is maximaal € 75.000 exclusief btw.") == []
    assert kept("Totaal\t€ 75.000") == []
    assert kept("Wij doen het voor maximaal € 74.500.") == []


def test_how_many_the_municipality_asked_for_stays_in_an_offer() -> None:
    assert kept("In elke ronde spreken wij 600 inwoners.") == ["600"]
    assert kept("In elke ronde spreken wij 720 inwoners.") == []


def test_how_many_a_firm_will_speak_is_known_again_in_other_papers() -> None:
    doc, findings = read(["Offerte", "In elke ronde spreken wij 720 bewoners en 12 ouderen."])
    known = merge([collect(doc, findings, CASE)], CASE)
    memo, own = read(
        ["Een week lang houden 720 bewoners een lijst bij; 12 ouderen en 310 bewoners niet."], "memo", "own"
    )
    assert [(one.entity, one.text) for one in spread(memo, own, known)] == [("COUNT", "720")]


def test_the_municipalitys_own_number_stays_when_a_firm_repeats_it() -> None:
    request, named = read(REQUEST, "brief", "own")
    known = merge([collect(request, named, CASE)], CASE)
    doc, _ = read(["Onderwerp: aanbieding 2018-SD-0447 en ons nummer 22-118"])
    first = Finding("REFERENCE", 0, 21, 33, "2018-SD-0447", 0.85, "LabelledRecognizer", "reference:aanbieding")
    other = replace(first, start=48, end=54, text="22-118")
    assert [(one.text, one.keep) for one in spread(doc, [first, other], known)] == [("2018-SD-0447", "own_number")]


def test_the_number_of_a_tender_stays_in_the_contract_that_came_of_it() -> None:
    answers, named = read(["Nota van inlichtingen", "AB30417 / nota van inlichtingen / blad 1"], "brief", "own")
    known = merge([collect(answers, named, CASE)], CASE)
    doc, _ = read(["Overeenkomst AB30417"], "overeenkomst")
    finding = Finding("REFERENCE", 0, 13, 20, "AB30417", 0.85, "LabelledRecognizer", "reference:overeenkomst")
    assert [(one.text, one.keep) for one in spread(doc, [finding], known)] == [("AB30417", "own_number")]


def test_how_long_the_municipality_asks_for_stays_in_an_offer_and_nothing_goes_from_what_it_asks() -> None:
    asks = [*REQUEST[:2], "De opvang duurt zestien maanden. Wij zoeken iemand voor 32 dagdelen, en binnen 12 maanden."]
    request, named = read(asks, "brief", "own")
    request = replace(request, id="request")
    offer, offered = read(["Looptijd zestien maanden, 32 dagdelen. De garantie duurt 12 maanden."])
    known = merge([collect(request, named, CASE), collect(offer, offered, CASE)], CASE)
    assert [one.text for one in spread(offer, offered, known) if one.keep] == ["zestien maanden"]
    assert spread(request, named, known) == []
    minutes, seen = read(["Er is gevraagd om 32 dagdelen in zestien maanden."], "verslag", "own")
    assert [one.text for one in spread(minutes, seen, known)] == ["32"]


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("Wij hadden toch 18.765 voorgesteld?", ["18.765"]),
        ("Ik zat met mijn 18.765 ver onder de rest.", ["18.765"]),
        ("Verdeling: 18.765,00 / 2.000.", ["18.765,00"]),
        ("De vorige offerte was van 10.000, meen ik.", ["10.000"]),
        ("Dat waren er 10.000, meen ik.", []),
        ("Er kwamen 18.765 bezoekers.", []),
        ("Het nummer is 18765.", []),
        ("Wij hadden 18.766 voorgesteld.", []),
    ],
)
def test_an_amount_of_an_offer_is_known_again_without_a_sign(line: str, gone: list[str]) -> None:
    assert [words for _, words in added(line, "mail")] == gone


def test_what_the_municipality_told_to_spend_stays_though_an_offer_repeats_it() -> None:
    asked, told = read(["Uitvraag", "Het plafond is € 30.000 exclusief btw."], "memo", "own")
    offer, seen = read(["Offerte", "Voor € 30.000 doen wij alles. Ook € 18.765,- staat erin."])
    known = merge([collect(asked, told, CASE), collect(offer, seen, CASE)], CASE)

    def goes(line: str) -> list[str]:
        letter, own = read([line], "besluit", "own")
        return [one.text for one in spread(letter, own, known) if not one.keep]

    assert goes("De plafonds van € 30.000 en meer zijn openbaar.") == []
    assert goes("Zij vroegen € 18.765,00 voor het werk.") == ["€ 18.765,00"]


def test_the_points_that_can_be_had_are_no_price_of_an_offer() -> None:
    offer, seen = read(["Offerte", "De prijs is € 100 voor alles."])
    known = merge([collect(offer, seen, CASE)], CASE)
    memo, own = read(["Onderdeel\tmax.\tA", "Totaal\t100\t91,0", "Team\t15\t12"], "memo", "own")
    assert "100" not in [one.text for one in spread(memo, own, known)]


def test_an_article_with_a_capital_is_part_of_the_name_of_a_product() -> None:
    offer, seen = read(["Offerte", "Onze methode “Waterwijzer” werkt in elke wijk.", "Met de Waterwijzer meten wij."])
    known = merge([collect(offer, seen, CASE)], CASE)
    memo, own = read(["De campagne De Waterwijzer loopt en de Waterwijzer meet."], "memo", "own")
    assert [one.text for one in spread(memo, own, known)] == ["De Waterwijzer", "Waterwijzer"]
