"""What the model or a form took for a name and is none: places, things, words, firms."""

from __future__ import annotations

import re

import pytest

from tests.building_names import document, found, going, kept, settled
from woolak.model import Finding
from woolak.pipeline.detect import names
from woolak.rules.casefile import CaseFile


def found_by_the_model(doc, *words):
    """Findings of the name model alone, for words that no list knows."""
    text = doc.pages[0].text
    return [
        Finding("PERSON", 0, at.start(), at.end(), at.group(), 0.85, "NameModelRecognizer", "name_model")
        for word in words
        for at in re.finditer(word, text)
    ]


def taken_by_model(text, word, score=0.85):
    """What goes of a text in which the name model took a word for a person."""
    doc = document(text)
    start = doc.pages[0].text.index(word)
    guess = Finding("PERSON", 0, start, start + len(word), word, score, "NameModelRecognizer", "name_model")
    case = CaseFile.model_validate({"municipality": {"name": "Grootebroekerzijl", "domain": "grootebroekerzijl.nl"}})
    return going(names.spread(doc, [guess], names.merge([names.collect(doc, [guess], case)], case)))


def test_an_institution_of_which_the_name_is_broken_over_a_line_is_nobody():
    text = "Aanwezig\tKarin Bos (stichting De\nVecht), Piet De\nVecht (wijkteam)\nAfgemeld\tP. Smit"
    _, result = settled([document(text)])
    assert going(result["1"]) == ["Karin Bos", "Piet De\nVecht", "P. Smit"]


def test_a_village_is_a_place_wherever_it_stands_unless_somebody_bears_its_name():
    plan = document("Er zijn drie kernen: de dorpen Westingo en Oudelo. Voor Oudelo zijn er geen cijfers.", id="1")
    other = document("Het spreekuur in mei is dat van Westingo.", id="2")
    case = CaseFile.model_validate({})
    found = {one.id: found_by_the_model(one, "Westingo", "Oudelo") for one in (plan, other)}
    register = names.merge([names.collect(one, found[one.id], case) for one in (plan, other)], case)
    assert not [one for doc in (plan, other) for one in names.spread(doc, found[doc.id], register)]
    letter = document("Geachte mevrouw Oudelo,", id="3")
    titled = [Finding("PERSON", 0, 16, 22, "Oudelo", 0.9, "TitledNameRecognizer", "title:mevrouw")]
    clues = [names.collect(plan, found["1"], case), names.collect(letter, titled, case)]
    assert "Oudelo" in [one.text for one in names.spread(plan, found["1"], names.merge(clues, case))]


def test_a_street_without_an_ending_is_no_person_in_the_case():
    text = "Bezwaar van de buren over Lange Elleboog (Bakels). Ook in Lange Elleboog is gemeten."
    one, other = document(text, id="1"), document("Familie Bakels\nLange Elleboog 12\n1234 AB Waterdam", id="2")
    start = text.index("Lange")
    model = Finding("PERSON", 0, start, start + 14, "Lange Elleboog", 0.85, "NameModelRecognizer", "name_model")
    home = Finding(
        "ADDRESS", 0, 15, 45, "Lange Elleboog 12\n1234 AB Waterdam", 0.95, "AddressRecognizer", "home_address"
    )
    clues = [names.collect(one, [model], CaseFile()), names.collect(other, [home], CaseFile())]
    assert going(names.spread(one, [model], names.merge(clues[:1], CaseFile()))) == ["Lange Elleboog"]
    assert going(names.spread(one, [model], names.merge(clues, CaseFile()))) == []


@pytest.mark.parametrize(
    ("taken", "left"),
    [
        ("Evy L. meldt Kwaaitaal", ["Evy L.", "Kwaaitaal"]),
        ("Voicemail van Terpstra", ["Terpstra"]),
        ("Priscilla van het Contactpunt", ["Priscilla"]),
        ("Kwaaitaal over de Hefbrug", ["Kwaaitaal"]),
        ("Priscilla van het Reve", ["Priscilla van het Reve"]),
        ("Bel Priscilla", ["Priscilla"]),
        ("toe aan Priscilla Kwaaitaal", ["Priscilla Kwaaitaal"]),
        ("Energieloket Wobberhout", []),
        ("klachtbehandelaar", []),
    ],
)
def test_what_the_model_took_along_is_parted(taken, left):
    one = document(f"- {taken}")
    model = Finding("PERSON", 0, 2, 2 + len(taken), taken, 0.85, "NameModelRecognizer", "name_model")
    assert going(names.spread(one, [model], names.merge([], CaseFile()))) == left


def test_the_last_cell_of_a_row_and_the_first_of_the_next_are_no_name():
    one = document("Wat\tKlaar\nBloemen\tmei")
    model = Finding("PERSON", 0, 4, 17, "Klaar\nBloemen", 0.85, "NameModelRecognizer", "name_model")
    assert going(names.spread(one, [model], names.merge([], CaseFile()))) == []


def test_a_numbered_heading_of_one_word_is_no_name():
    one = document("3. Baan\nDe baan is klaar.")
    model = Finding("PERSON", 0, 3, 7, "Baan", 0.85, "NameModelRecognizer", "name_model")
    assert names.spread(one, [model], names.merge([], CaseFile())) == []


def test_person_in_the_street_of_the_same_name_is_found_and_the_street_stays():
    text = "Van: Piet Verstappen <x@y.nl>\n\nVerstappen woont aan de Verstappenlaan, bij het Verstappen College."
    _, result = settled([document(text)])
    assert going(result["1"]) == ["Piet Verstappen", "Verstappen"]


def test_third_party_that_bears_a_surname_is_no_person_but_its_director_is():
    case = CaseFile.model_validate({"third_parties": [{"name": "Taljard Advies", "aliases": ["Taljard"]}]})
    text = "Taljard stuurde een offerte. Mevrouw Taljard licht toe. Annelie Taljard tekent."
    _, result = settled([document(text)], case)
    assert going(result["1"]) == ["Taljard", "Annelie Taljard"]
    assert kept(result["1"]) == {"Taljard": "company"}


def test_word_that_the_model_took_for_a_name_once_and_left_elsewhere_stays():
    text = "De Slinger is een brug. Volgens De Slinger kan dat. Bij De Slinger wordt gebouwd. De Slinger is klaar."
    one = document(text)
    start = text.index("De Slinger", 30)
    model = Finding("PERSON", 0, start, start + 10, "De Slinger", 0.85, "NameModelRecognizer", "name_model")
    register = names.merge([names.collect(one, [model], CaseFile())], CaseFile())
    assert names.spread(one, [model], register) == []


def test_name_that_only_the_model_knows_goes():
    one = document("Het stuk is van Kwaaitaal.")
    model = Finding("PERSON", 0, 16, 25, "Kwaaitaal", 0.7, "NameModelRecognizer", "name_model")
    register = names.merge([names.collect(one, [model], CaseFile())], CaseFile())
    assert going(names.spread(one, [model], register)) == ["Kwaaitaal"]


@pytest.mark.parametrize("text", ["IMKL", "de", "het Radboudhuis", "Brand"])
def test_what_the_model_alone_takes_for_a_name_but_is_a_word_or_abbreviation_stays(text):
    one = document(f"{text} in een woning")
    model = Finding("PERSON", 0, 0, len(text), text, 0.4, "NameModelRecognizer", "name_model_possible")
    assert names.spread(one, [model], names.merge([], CaseFile())) == []


@pytest.mark.parametrize("text", ["Wijkoverleg", "Herplanning", "het bruggenonderzoek", "Aanneemsom"])
def test_a_compound_of_a_thing_that_the_model_took_for_a_name_stays(text):
    word = text.split()[-1]
    doc = document(f"Maart\n{text}\nzaal 2\n")
    start = doc.pages[0].text.index(word)
    guess = Finding("PERSON", 0, start, start + len(word), word, 0.85, "NameModelRecognizer", "name_model")
    register = names.merge([], CaseFile())
    assert not [one for one in names.spread(doc, [guess], register) if not one.keep]


@pytest.mark.parametrize(
    "word",
    [
        "CloudDesk", "AI-toets", "Aanmeldcriterium", "Wachtlijstcoördinator", "Toolkit", "Boterdiep", "AI",
        "RTV Flevoland", "Buitendienst rijdt", "Aa", "het Grootebroekerzijler", "Grootebroekerzijlse",
    ],
)  # fmt: skip
def test_what_by_its_form_is_a_thing_stays_though_the_model_took_it_for_a_name(word):
    assert taken_by_model(f"Volgens de nota blijft {word} nog een jaar.", word) == []


@pytest.mark.parametrize("word", ["McAlester", "DeWulf", "El-hadouti", "Kwaai-\ntaal", "Veengaarden", "JP Bakx", "Wu"])
def test_a_name_that_has_something_of_the_form_of_a_thing_goes(word):
    assert taken_by_model(f"Het stuk van {word} nog een jaar.", word) == [word]


def test_a_ship_that_bears_a_name_of_persons_stays():
    report = "Plek\tSchip\tBewoner\n1\tAntje Maria\tTed van Wieringen\n2\tVrouwe Jacoba\tG. Tolsma\n"
    letter = (
        "Hij woont op de tjalk Hendrik Willem. Antje Maria ligt ernaast, en de Hendrik Willem ook. Antje Vos belde."
    )
    _, result = settled([document(report, id="1"), document(letter, id="2")])
    assert going(result["1"]) == ["Ted van Wieringen", "G. Tolsma"]
    assert going(result["2"]) == ["Antje Vos"]


def test_the_letter_of_a_class_is_no_initial():
    assert taken_by_model("Het slib is van klasse B. Van Oord rekent dat door.", "B. Van Oord") == []
    assert taken_by_model("Dat zei B. Van Oordt gisteren.", "B. Van Oordt") == ["B. Van Oordt"]


def test_van_before_a_surname_that_all_bear_alone_stays_with_the_sentence():
    text = "Leden: A. Sijtsma en B. van Zuilen. Op vragen van Sijtsma zegt zij nee. Een brief van Zuilen kwam."
    assert going(settled([document(text)])[1]["1"])[2:] == ["Sijtsma", "van Zuilen"]


@pytest.mark.parametrize("word", ["EHBO-post", "Bestuurssecretariaat", "I read"])
def test_a_post_desk_or_english_verb_that_the_model_took_stays(word):
    assert taken_by_model(f"Volgens de lijst is {word} hier.", word) == []


def test_a_surname_alone_that_a_firm_of_the_case_bears_is_the_firm():
    text = "Taxicentrale Van der Wal rijdt. Leo van der Wal is directeur.\nDe gemeente wil met Van der Wal praten.\n"
    text += "Van der Wal belde terug. Mevrouw Van der Wal ook. Wij vragen het aan L. van der Wal.\n"
    _, result = settled([document(text)])
    found = going(result["1"])
    assert found == ["Leo van der Wal", "Van der Wal", "Van der Wal", "L. van der Wal"]
    assert next(one.start for one in result["1"] if one.text == "Van der Wal" and not one.keep) == text.index(
        "Van der Wal belde"
    )
    school = "De Van der Walschool en het museum Van der Wal. Leo van der Wal. De brief is voor Van der Wal."
    assert going(settled([document(school)])[1]["1"])[-1] == "Van der Wal"


def test_what_a_text_calls_a_system_or_cemetery_is_no_person_afterwards():
    text = "Het beheer van begraafplaats Groenhof en zaaksysteem Meander.\nDe tuin van Groenhof. Wij kijken in Meander."
    assert going(settled([document(text)])[1]["1"]) == []
    assert "Groenhof" in going(settled([document(f"{text} Mevrouw Groenhof vindt dat niet.")])[1]["1"])


def test_an_abbreviation_over_a_column_is_no_first_name():
    assert going(settled([document("Criterium\tMax.\tScore\nPlan\t20\t12\n")])[1]["1"]) == []
    assert going(settled([document("Dat zei Max. Hij ging.\n")])[1]["1"]) == ["Max"]


def test_an_abbreviation_of_a_thing_introduces_nobody():
    text = (
        "Modellen zoals Large Language Models (LLM) en Artificial Intelligence (AI) kosten veel. LLM en AI: zie onder."
    )
    assert going(settled([document(text)])[1]["1"]) == []
    assert "FO" in going(settled([document("Notulist: Femke Olthof (FO)\n\nFO: akkoord.")])[1]["1"])


@pytest.mark.parametrize(
    "text",
    ["Het College voor de Rechten van de Mens heeft dat gezegd.", "Gisteren vroeg de Tweede Kamer heeft zij gezegd."],
)
def test_an_ordinary_word_behind_an_article_says_nothing(text):
    assert going(settled([document(text)])[1]["1"]) == []


def test_a_word_that_opens_the_next_row_is_no_surname():
    one = document("Lodewijk, Gerda\nEerste bijeenkomst\n")
    start = one.pages[0].text.index("Gerda")
    model = Finding("PERSON", 0, start, start + 12, "Gerda\nEerste", 0.85, "NameModelRecognizer", "name_model")
    register = names.merge([names.collect(one, [model], CaseFile())], CaseFile())
    assert going(names.spread(one, [model], register)) == ["Gerda"]


def test_what_follows_a_salutation_on_the_next_line_is_no_name():
    _, result = settled([document("Dag Dieuwertje,\n\nFijn dat je er was.\n", id="one")])
    assert going(result["one"]) == ["Dieuwertje"]


def test_a_pool_or_park_called_with_an_article_is_nobody_in_the_rest_of_the_case():
    plan = document("Zwembad De Kikkerplas en sportpark De Lage Velden worden vergeleken.", id="1")
    other = document("De buren van De Kikkerplas en De Lage\nVelden komen. In De Kikkerplas is het warm.", id="2")
    case = CaseFile.model_validate({})
    took = {
        one.id: found(one, case) + found_by_the_model(one, "De Kikkerplas", "De Lage\nVelden") for one in (plan, other)
    }
    register = names.merge([names.collect(one, took[one.id], case) for one in (plan, other)], case)
    assert [going(names.spread(doc, took[doc.id], register)) for doc in (plan, other)] == [[], []]


@pytest.mark.parametrize(
    "club", ["duikteam De Baars", "zwemclub De Baars", "scoutinggroep De Baars", "sportpark De Baars"]
)
def test_a_club_called_with_an_article_is_nobody(club):
    doc = document(f"Vertegenwoordigers van de reddingsbrigade, {club} en de scholen komen.")
    case = CaseFile.model_validate({})
    took = found(doc, case) + found_by_the_model(doc, "De Baars")
    assert going(names.spread(doc, took, names.merge([names.collect(doc, took, case)], case))) == []


@pytest.mark.parametrize(
    "text", ["Karin Bos (Merel '58), Piet Smit", "De trainers van Merel ‘58 komen.", "Merel ’58 wint."]
)
def test_what_bears_the_year_of_its_founding_is_a_club(text):
    assert not [one for one in taken_by_model(text, "Merel") if "Merel" in one]


@pytest.mark.parametrize(
    ("text", "word", "goes"),
    [
        ("C. Aanvraag\nNaam\tKarin Bos\nD. Toelichting\nHet plan", "D. Toelichting", []),
        ("Toelichting van D. Toelichting", "D. Toelichting", ["D. Toelichting"]),
        ("Zaak 2022-ANNA-0118, perceel 1", "ANNA", []),
        ("De Regionale Energiestrategie (RESO) geeft de kaders.", "RESO", []),
        ("Dat is genoeg. Bij Duinmeijer zijn het er meer.", "Bij Duinmeijer", ["Duinmeijer"]),
        ("Reistijd K. Hulshof\t12 km", "Reistijd K. Hulshof", ["K. Hulshof"]),
        ("Het feest Grootebroekerzijl Danst begint.", "Grootebroekerzijl Danst", []),
    ],
)
def test_words_beside_capitals_are_no_part_of_a_name(text, word, goes):
    assert taken_by_model(text, word) == goes


def test_an_unlisted_name_behind_in_is_no_place_by_that_alone():
    text = "Wij verdiepen ons in Kowalszyk. Vandaag belde Kowalszyk de wijkagent."
    doc = document(text)
    model = found_by_the_model(doc, "Kowalszyk")
    register = names.merge([names.collect(doc, model, CaseFile())], CaseFile())
    assert "Kowalszyk" in going(names.spread(doc, model, register))


def test_a_prize_or_quartet_called_after_somebody_is_nobody():
    text = "De Henk Duinmeijerprijs ging naar het Els Hulshof Kwartet."
    assert going(settled([document(text)])[1]["1"]) == []


def test_a_role_is_no_person_by_its_own_abbreviation():
    assert going(settled([document("De tarieven zijn: adviseur (AD) € 121 en trainer (TR) € 98.")])[1]["1"]) == []


def test_what_somebodys_club_is_called_is_no_part_of_the_name():
    text = "Vragen? Bel\nJannie Hulshof. Stuur meneer Hulshof van de Schotse dansgroep een bericht."
    assert going(settled([document(text)])[1]["1"]) == ["Jannie Hulshof", "Hulshof"]


@pytest.mark.parametrize(
    ("text", "taken", "goes"),
    [
        ("Morgen belt\nSecretaresse Sanne over de zaal.", "Secretaresse Sanne", ["Sanne"]),
        ("Onderdeel\tMax.\tScore\nPrijs\t40\t32", "Max", []),
        ("Stationsplein Zijlderode (2020) en meer.", "Stationsplein Zijlderode", []),
        ("Mei freonlike groetnis,\nSietske", "freonlike groetnis", []),
    ],
)
def test_what_the_model_took_along_stays(text, taken, goes):
    assert taken_by_model(text, taken) == goes


@pytest.mark.parametrize("text", ["Huis van de Wijk", "Huis in de Wijk", "HvdB Zijldam"])
def test_a_house_of_the_neighbourhood_and_what_is_short_for_it_are_nobody(text):
    one = document(f"Verslag stuurgroep {text}")
    model = Finding("PERSON", 0, 19, 19 + len(text), text, 0.85, "NameModelRecognizer", "name_model")
    assert going(names.spread(one, [model], names.merge([], CaseFile()))) == []


@pytest.mark.parametrize("text", ["Jan van de Wijk", "Bakker van de Wal", "HvdB de Bakker"])
def test_who_is_called_after_a_neighbourhood_goes(text):
    one = document(f"Verslag stuurgroep {text}")
    model = Finding("PERSON", 0, 19, 19 + len(text), text, 0.85, "NameModelRecognizer", "name_model")
    assert going(names.spread(one, [model], names.merge([], CaseFile()))) == [text]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Wij kwamen langs.\nBrand\nDe maatregelen van het bureau zijn beoordeeld en akkoord.", "Brand"),
        ("Criterium\tMax\tAdvies\nPlan\t40\t36", "Max"),
        ("Het busje, 12-XBT-K. Bestuurder rijdt door.", "K. Bestuurder"),
        ("Bijlagen\nModel\nB. Tarievenblad", "B. Tarievenblad"),
        ("A. Voorbereiding\t2\nB. Telrondes\t3\nC. Gesprekjes\t4", "C. Gesprekjes"),
    ],
)
def test_a_heading_a_head_and_the_end_of_a_number_are_nobody(text, word):
    assert taken_by_model(text, word) == []


@pytest.mark.parametrize("text", ["Graag tot dan.\nBrand\n", "Criterium\tMax\tKarin\nUren\t40\t36"])
def test_who_signs_or_heads_a_column_with_others_is_somebody(text):
    assert taken_by_model(text, "Brand" if "Brand" in text else "Max") != []


def test_what_somebody_costs_is_no_part_of_his_name():
    assert taken_by_model("Vervanging voor Karin kost € 40 per uur.", "Karin kost") == ["Karin"]


@pytest.mark.parametrize("evidence", ["name_model", "signature:Groeten"])
def test_a_desk_of_the_municipality_is_nobody_anywhere_in_the_case(evidence):
    offer = document("Bureau Zandloper / Fietspunt Grootebroekerzijl / mei 2024", id="1")
    note = document("Wij willen het Fietspunt openen. Fietspunt dicht op maandag.", id="2")
    taken = "Fietspunt Grootebroekerzijl"
    start = offer.pages[0].text.index(taken)
    guess = Finding("PERSON", 0, start, start + len(taken), taken, 0.9, "SignatureRecognizer", evidence)
    case = CaseFile.model_validate({"municipality": {"name": "Grootebroekerzijl", "domain": "grootebroekerzijl.nl"}})
    register = names.merge([names.collect(offer, [guess], case), names.collect(note, [], case)], case)
    assert going(names.spread(note, [], register)) == []
    priscilla = Finding("PERSON", 0, 0, 20, "Priscilla Kwaaitaals", 0.9, "SignatureRecognizer", evidence)
    assert names.collect(document("Priscilla Kwaaitaals", id="3"), [priscilla], case).sightings


def test_a_first_name_that_is_a_word_goes_where_somebody_is_asked_something():
    mail = document("De verdeling wordt 9562,50 / 19.125. Merel, kun jij die zo vastleggen?")
    model = Finding("PERSON", 0, 37, 42, "Merel", 0.85, "NameModelRecognizer", "name_model")
    surest = max([model, *found(mail, CaseFile())], key=lambda one: one.score)  # Presidio leaves the surest alone
    assert going(names.spread(mail, [surest], names.merge([], CaseFile()))) == ["Merel"]
