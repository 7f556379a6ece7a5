"""A name found once in a case is found everywhere in it, and who is public is told from who is not."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace

import pytest

from tests.building_names import document, found, going, kept, settled
from woolak.model import Finding
from woolak.pipeline.detect import names
from woolak.pipeline.detect.names import works
from woolak.pipeline.detect.names.hits import Around
from woolak.pipeline.detect.names.sheet import sheet_of
from woolak.rules.casefile import CaseFile

MAIL = document(
    "Van: Quadvlieg, Dieuwertje <d.quadvlieg@waterdam.nl>\n"
    "Verzonden: maandag 3 mei 2021 09:12\nAan: Team Wonen\nOnderwerp: planning\n\nDe planning volgt.\n",
    id="mail",
    source="mail.eml",
)
OFFICE = CaseFile.model_validate({"public_officials": [{"name": "Franc Veerwind", "role": "burgemeester"}]})


def beside_the_mail(text, **about):
    """What may have to go from another document of the case than the mail."""
    _, result = settled([MAIL, document(text, id="other", **about)])
    return going(result["other"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dit is besproken; volgens Quadvlieg kan het.", "Quadvlieg"),
        ("DIEUWERTJE QUADVLIEG", "DIEUWERTJE QUADVLIEG"),
        ("Akkoord: QUADVLIEG, 3 mei", "QUADVLIEG"),
        ("Dat was wat Dieuwertje\nQuadvlieg wilde", "Dieuwertje\nQuadvlieg"),
        ("Dat was wat Quad-\nvlieg wilde", "Quad-\nvlieg"),
        ("Stuur het naar d.quadvlieg@waterdam.nl", "d.quadvlieg"),
        ("Stuur het naar quadvlieg@waterdam.nl", "quadvlieg"),
        ("gebruiker dquadvlieg heeft het gesloten", "dquadvlieg"),
        ("map van d.quadvlieg", "d.quadvlieg"),
        ("Quadvliegs voorstel", "Quadvliegs"),
        ("het voorstel van D. Quadvlieg", "D. Quadvlieg"),
        ("het voorstel van Quadvlieg, D.", "Quadvlieg, D."),
        ("het voorstel van Dieuwertje", "Dieuwertje"),
        ("Dieuwertjes voorstel", "Dieuwertjes"),
        ("vraag het quadvlieg even", "quadvlieg"),
        ("ook dhr. Quadvlieg-Bos", "Quadvlieg-Bos"),
        ("Dat zei Dieuwrtje Quadvleig ook", "Quadvleig"),
    ],
)
def test_name_of_a_mail_head_is_found_in_another_document(text, name):
    assert any(name in found for found in beside_the_mail(text)), beside_the_mail(text)


def test_an_institution_of_which_the_name_is_broken_over_a_line_is_nobody():
    text = "Aanwezig\tKarin Bos (stichting De\nVecht), Piet De\nVecht (wijkteam)\nAfgemeld\tP. Smit"
    _, result = settled([document(text)])
    assert going(result["1"]) == ["Karin Bos", "Piet De\nVecht", "P. Smit"]


DOUBLE = CaseFile.model_validate({"public_officials": [{"name": "Bauke Wiardi Oosting", "role": "burgemeester"}]})


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("De pers wordt bijgepraat. Burgemeester Wiardi\nOosting stemt de data af.", []),
        ("Volgens Wiardi Oosting kan het, zegt B. Wiardi Oosting.", []),
        ("Mevrouw Sanne Wiardi Oosting belde.", ["Sanne Wiardi Oosting"]),
        ("Mevrouw K. Oosting belde.", ["K. Oosting"]),
    ],
)
def test_an_office_holder_with_two_surnames_and_no_hyphen_stays_and_the_family_does_not(text, goes):
    model = [
        Finding("PERSON", 0, at.start(), at.end(), at[0], 0.85, "NameModel", "name_model")
        for at in re.finditer(r"Wiardi\sOosting", text)
    ]
    one = document(text)
    findings = [*found(one, DOUBLE), *model]
    register = names.merge([names.collect(one, findings, DOUBLE)], DOUBLE)
    assert going(names.spread(one, findings, register)) == goes


@pytest.mark.parametrize(
    "misread", ["Quadvlleg", "Ouadvlieg", "0uadvlieg", "Quadvl1eg", "Quaclvlieg", "QuadvIieg", "Quadviieg"]
)
def test_name_that_the_scan_misread_is_found(misread):
    assert misread in beside_the_mail(f"Besproken met {misread} op 3 mei.", ocr=True)


def test_what_a_scan_misreads_into_an_ordinary_word_stays():
    assert beside_the_mail("Quadraat en kwaliteit zijn gemeten in Waterdam", ocr=True) == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Notitie Quadvlieg v2.docx", ["Quadvlieg"]),
        ("notitie_quadvlieg_v2.docx", ["quadvlieg"]),
        ("2021-05 DQuadvlieg opmerkingen.pdf", ["DQuadvlieg"]),
        ("Memo_Dieuwertje_Quadvlieg.pdf", ["Dieuwertje_Quadvlieg"]),
        ("MemoQuadvlieg.pdf", ["Quadvlieg"]),
        ("dquadvlieg.pdf", ["dquadvlieg"]),
        ("brief aan mw. Quadvlieg.pdf", ["Quadvlieg"]),
        ("planning 2021.pdf", []),
    ],
)
def test_register_finds_a_name_in_a_file_name_or_title(text, spans):
    register, _ = settled([MAIL])
    assert [text[start:end] for start, end in register.names_in(text)] == spans


def test_name_in_a_file_name_is_found_in_the_text():
    memo = document("Dit stelde Oltersdorp voor.", id="1", source="memo Annelies Oltersdorp.docx")
    _, result = settled([memo])
    assert going(result["1"]) == ["Oltersdorp"]


def test_name_in_the_metadata_is_found_in_the_text():
    memo = document("Dit stelde Oltersdorp voor.", id="1", hidden=["Annelies Oltersdorp"])
    _, result = settled([memo])
    assert going(result["1"]) == ["Oltersdorp"]


def test_forms_of_a_name_are_one_person():
    texts = [
        "Beste Karin,", "mevrouw De Vries belde", "Van: Karin de Vries <x@y.nl>", "K. de Vries tekent",
        "Vries, K. de\nk.devries@waterdam.nl", "KARIN DE VRIES",
    ]  # fmt: skip
    register, _ = settled([document(text, id=str(number)) for number, text in enumerate(texts)])
    assert [person.shown for person in register.persons] == ["Karin de Vries"]
    assert register.persons[0].documents == frozenset("012345")


def test_two_persons_of_one_family_stay_two():
    register, _ = settled([document("Van: Karin de Vries <x@y.nl>\nAan: Piet de Vries <p@y.nl>")])
    assert {person.shown for person in register.persons} == {"Karin de Vries", "Piet de Vries"}


def found_by_the_model(doc, *words):
    """Findings of the name model alone, for words that no list knows."""
    text = doc.pages[0].text
    return [
        Finding("PERSON", 0, at.start(), at.end(), at.group(), 0.85, "NameModelRecognizer", "name_model")
        for word in words
        for at in re.finditer(word, text)
    ]


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


def test_initials_behind_a_role_in_brackets_are_found_wherever_they_speak():
    text = "Aanwezig: Karin de Boer (voorzitter, KB) en Jan Pot (JP)\n\n1. Opening\nHet is veel. KB belt hen."
    _, result = settled([document(text)])
    assert going(result["1"]).count("KB") == 2


def test_initials_introduced_for_somebody_are_found_in_the_next_minutes():
    first = document("Aanwezig: Karin de Vries (KdV) en Jan Bakker (JB)\n\n1. Opening\n", id="1")
    second = document("Actie KdV: concept rondsturen.", id="2")
    _, result = settled([first, second])
    assert "KdV" in going(result["1"])
    assert going(result["2"]) == ["KdV"]


def test_initials_in_capitals_mean_nothing_where_nobody_bears_them():
    first = document("Aanwezig: Piet Vermeulen (PVM), Anna Aalbers (AA)\n", id="1")
    second = document("De batterijen zijn van het soort AA.", id="2")
    _, result = settled([first, second])
    assert going(result["2"]) == []


def test_organisation_in_brackets_is_not_somebodys_initials():
    _, result = settled([document("Aanwezig: Karin de Vries (GGD), Jan Bakker (VVD)\nDe GGD en de VVD.")])
    assert going(result["1"]) == ["Karin de Vries", "Jan Bakker"]


@pytest.mark.parametrize(
    "text",
    [
        "De bakker en de visser zijn dicht.",
        "Bakker of slager: beiden hebben een vergunning.",
        "In mei is de visserij open.",
        "de Bakkerstraat en de Visserlaan",
        "Bakker & Zn en Visser B.V.",
        "VISSERIJ EN BAKKERIJ",
    ],
)
def test_surname_that_is_a_word_does_not_spread_to_the_word(text):
    people = document("Van: Mees Bakker <x@y.nl>\nAan: Mei Visser <z@y.nl>", id="1")
    _, result = settled([people, document(text, id="2")])
    assert going(result["2"]) == []


def test_surname_that_is_a_word_spreads_where_it_is_a_name():
    people = document("Van: Mees Bakker <x@y.nl>\nAan: Mei Visser <z@y.nl>", id="1")
    _, result = settled([people, document("Dat is aan Bakker. Visser heeft dat bevestigd.", id="2")])
    assert going(result["2"]) == ["Bakker", "Visser"]


def test_surname_needs_its_tussenvoegsel_when_it_is_a_place_or_word():
    people = document("Van: Jan van den Berg <x@y.nl>\nAan: Els van Utrecht <z@y.nl>", id="1")
    text = "De Berg in Utrecht. Dat zei Van den Berg, en mevrouw Van Utrecht ook. J. Berg niet."
    _, result = settled([people, document(text, id="2")])
    assert going(result["2"]) == ["Van den Berg", "Van Utrecht", "J. Berg"]


# --- who is public


@pytest.mark.parametrize(
    "text",
    [
        "Franc Veerwind opent de bijeenkomst.",
        "F. Veerwind",
        "burgemeester Veerwind",
        "De heer Veerwind sprak.",
        "Geachte heer Veerwind,",
        "Volgens Veerwind kan dat.",
        "FRANC VEERWIND",
        "Veerwind, F.",
    ],
)
def test_office_holder_of_the_case_stays_in_each_form(text):
    _, result = settled([document(text)], OFFICE)
    assert going(result["1"]) == []
    assert any("eerwind" in name.lower() for name in kept(result["1"]))


@pytest.mark.parametrize("text", ["Karin Veerwind", "mevrouw K. Veerwind", "Veerwind, Karin", "k.veerwind@waterdam.nl"])
def test_namesake_of_an_office_holder_is_redacted(text):
    _, result = settled([document(f"Besproken met {text}.")], OFFICE)
    assert going(result["1"]) != []
    assert kept(result["1"]) == {}


def test_surname_of_both_an_office_holder_and_a_namesake_is_a_conflict():
    text = "Karin Veerwind was er. Veerwind zei niets. Burgemeester Veerwind wel, en Franc Veerwind tekende."
    _, result = settled([document(text)], OFFICE)
    assert going(result["1"]) == ["Karin Veerwind", "Veerwind"]
    conflict = next(finding for finding in result["1"] if finding.text == "Veerwind" and not finding.keep)
    assert conflict.evidence.startswith("conflict_namesake")
    assert conflict.score < 0.6
    assert set(kept(result["1"])) == {"Veerwind", "Franc Veerwind"}


def test_first_name_alone_of_an_office_holder_may_be_anybodys():
    _, result = settled([document("Hoi Franc,\nkun jij dit nakijken?")], OFFICE)
    assert going(result["1"]) == ["Franc"]


def test_somebody_named_with_an_office_once_stays_later_on():
    text = "Wethouder Lindqvist opent. Volgens Lindqvist kan dat."
    _, result = settled([document(text)])
    assert going(result["1"]) == []
    assert [finding.keep for finding in result["1"]] == ["public_office", "official_known"]


def test_member_of_staff_with_the_surname_of_an_alderman_is_redacted():
    alderman = document("Wethouder Lindqvist opent.", id="1")
    letter = document("Behandeld door: mw. Lindqvist\nTelefoon: 14 036", id="2")
    _, result = settled([alderman, letter])
    assert going(result["2"]) == ["Lindqvist"]


def test_full_name_is_not_public_because_an_alderman_bears_the_surname():
    _, result = settled([document("Wethouder Lindqvist opent. Marieke Lindqvist noteert.")])
    assert going(result["1"]) == ["Marieke Lindqvist"]


def test_office_named_in_passing_makes_nobody_public():
    text = (
        "namens burgemeester en wethouders van Waterdam,\nThi Lan Nguyen\ncommunicatieadviseur\n\nT.L. Nguyen belt u."
    )
    _, result = settled([document(text)])
    assert going(result["1"]) == ["Thi Lan Nguyen", "T.L. Nguyen"]


def test_signatory_under_mandate_stays_in_a_decision_only():
    text = "Hoogachtend,\nnamens het college,\n\nC. de Ruiter\nmanager Vergunningen"
    for kind, stays in (("besluit", True), ("brief", False), ("mail", False)):
        _, result = settled([document(text, kind=kind)])
        assert going(result["1"]) == ([] if stays else ["C. de Ruiter"])


@pytest.mark.parametrize(("function", "stays"), [("teammanager Wonen", True), ("beleidsmedewerker Wonen", False)])
def test_who_signs_a_letter_that_decides_stays_when_leading(function, stays):
    text = (
        "Wij verlenen u een subsidie. U kunt binnen zes weken bezwaar maken.\nMet vriendelijke groet,\n"
        f"namens burgemeester en wethouders van Waterdam,\n\nC. de Ruiter\n{function}"
    )
    _, result = settled([document(text, kind="brief")])
    assert going(result["1"]) == ([] if stays else ["C. de Ruiter"])


def test_who_signs_an_order_to_a_firm_goes_as_in_any_letter():
    text = (
        "Met deze brief verlenen wij u de opdracht voor het onderzoek.\nMet vriendelijke groet,\n"
        "namens burgemeester en wethouders van Waterdam,\n\nC. de Ruiter\nteammanager Wonen"
    )
    _, result = settled([document(text, kind="brief")])
    assert going(result["1"]) == ["C. de Ruiter"]


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


def test_author_of_literature_stays_though_a_person_bears_the_name():
    people = document("Van: Karin Jansen <x@y.nl>", id="1")
    report = document("Dit blijkt uit onderzoek (Jansen, 2014). Jansen heeft dat gevraagd.", id="2")
    _, result = settled([people, report])
    assert going(result["2"]) == ["Jansen"]
    assert kept(result["2"]) == {"Jansen": "citation"}


@pytest.mark.parametrize(
    "clients",
    [
        "Referenties\nOpdrachtgever\tWat\tContact\ngemeente Waterdam\tCampagne, 2020\tFemke Tuinstra, 06 2198 4407",
        "6 Referenties\ngemeente Waterdam, campagne in 2020, Femke Tuinstra\ngemeente Dal, training, 2019, Piet Baarda",
        "Referenties\nKarin Smit, gemeente Waterdam, Campagne 2020\nPiet Baarda, gemeente Dal, Training 2019",
        "Literatuur en bronnen\nGesprek met Femke Tuinstra, 12 maart\nGesprek met Piet Baarda, 14 maart",
    ],
)
def test_who_can_be_asked_about_a_firm_or_was_spoken_to_is_no_author(clients):
    offer = document(clients)
    offer = replace(offer, facts=replace(offer.facts, kind="offerte", origin="third_party"))
    sheet = sheet_of(clients)
    assert not [hit for hit in works.find(sheet, Around(None, offer, None)) if hit.keep]


def test_clues_and_register_can_be_sent_between_processes():
    clues = names.collect(MAIL, [], CaseFile())
    register, _ = settled([MAIL])
    assert pickle.loads(pickle.dumps(clues)) == clues
    assert pickle.loads(pickle.dumps(register)).names_in("Quadvlieg") == [(0, 9)]


def test_order_of_documents_does_not_matter():
    texts = ["Beste Karin,", "mevrouw De Vries", "K. de Vries", "Karin de Vries", "wethouder De Vries", "Piet de Vries"]
    documents = [document(text, id=str(number)) for number, text in enumerate(texts)]
    one, _ = settled(documents)
    other, _ = settled(list(reversed(documents)))
    assert one == other


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


def taken_by_model(text, word, score=0.85):
    """What goes of a text in which the name model took a word for a person."""
    doc = document(text)
    start = doc.pages[0].text.index(word)
    guess = Finding("PERSON", 0, start, start + len(word), word, score, "NameModelRecognizer", "name_model")
    case = CaseFile.model_validate({"municipality": {"name": "Grootebroekerzijl", "domain": "grootebroekerzijl.nl"}})
    return going(names.spread(doc, [guess], names.merge([names.collect(doc, [guess], case)], case)))


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


def test_who_speaks_for_a_party_in_a_council_stays():
    _, result = settled([document("De raadsleden vroegen ernaar. Mevrouw Tamara Velthuis (SP) diende een motie in.")])
    assert going(result["1"]) == []
    assert (
        going(settled([document("Besproken met Tamara Velthuis (SP) en Jan Bakker.")])[1]["1"])[0] == "Tamara Velthuis"
    )


def test_the_secretary_who_signs_with_the_mayor_stays():
    text = "Hoogachtend,\nburgemeester en wethouders,\nW. Postmus, burgemeester\nJohan Terwal, secretaris\n"
    assert going(settled([document(text)])[1]["1"]) == []


def test_all_that_somebody_is_called_in_a_chat_goes():
    text = "[19-08-2023, 14:03:40] Wout Drukwerk DW: ja\n[19-08-2023, 14:03:50] Team Groen: nee\n"
    assert going(settled([document(text)])[1]["1"]) == ["Wout Drukwerk DW"]


def test_the_letter_of_a_class_is_no_initial():
    assert taken_by_model("Het slib is van klasse B. Van Oord rekent dat door.", "B. Van Oord") == []
    assert taken_by_model("Dat zei B. Van Oordt gisteren.", "B. Van Oordt") == ["B. Van Oordt"]


def test_van_before_a_surname_that_all_bear_alone_stays_with_the_sentence():
    text = "Leden: A. Sijtsma en B. van Zuilen. Op vragen van Sijtsma zegt zij nee. Een brief van Zuilen kwam."
    assert going(settled([document(text)])[1]["1"])[2:] == ["Sijtsma", "van Zuilen"]


@pytest.mark.parametrize("word", ["EHBO-post", "Bestuurssecretariaat", "I read"])
def test_a_post_desk_or_english_verb_that_the_model_took_stays(word):
    assert taken_by_model(f"Volgens de lijst is {word} hier.", word) == []


def test_a_surname_that_is_a_title_too_brings_no_party_along():
    text = "In december vroeg Onno Pastoor (Zandwijk Vooruit) daarnaar. Pastoor Kwaaitaal ook."
    assert going(settled([document(text)])[1]["1"]) == ["Onno Pastoor", "Kwaaitaal"]


def test_who_signs_with_a_letter_behind_the_closing_goes():
    text = "Van: Mehmet Karaca\n\nIk heb een melding gemaakt.\n\ngr M.\n"
    assert "M." in going(settled([document(text)])[1]["1"])


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


def test_somebody_of_a_party_is_named_without_the_party():
    case = CaseFile.model_validate({"third_parties": [{"name": "Terpstra Toegang B.V.", "aliases": ["TTB"]}]})
    _, result = settled([document("Volgens Jildou van Terpstra is het klaar. Sjoerd van Zuilen knikt.")], case)
    assert going(result["1"]) == ["Jildou", "Sjoerd van Zuilen"]


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


def test_who_signs_below_an_office_holder_is_not_in_office():
    text = "Aldus getekend,\nR. Hiemstra, burgemeester\nB.T. Quadvlieg, directeur\n\nMet dank aan B.T. Quadvlieg."
    _, result = settled([document(text)])
    assert going(result["1"]) == ["B.T. Quadvlieg", "B.T. Quadvlieg"]
    assert "R. Hiemstra" in str(kept(result["1"]))


def test_thanks_that_go_on_close_no_letter():
    text = "Hartelijk dank voor uw aanvraag van maandag, uit de nota\nOude Pastorie\nblijkt dat het kan.\n"
    assert going(settled([document(text)])[1]["1"]) == []
    assert going(settled([document("Alvast bedankt voor de moeite!\n\nDjoena\n")])[1]["1"]) == ["Djoena"]


@pytest.mark.parametrize(
    "text",
    ["Het College voor de Rechten van de Mens heeft dat gezegd.", "Gisteren vroeg de Tweede Kamer heeft zij gezegd."],
)
def test_an_ordinary_word_behind_an_article_says_nothing(text):
    assert going(settled([document(text)])[1]["1"]) == []


def test_a_preposition_before_a_known_surname_stays():
    assert "Quadvlieg" in beside_the_mail("Zij vraagt dit aan\nQuadvlieg en wacht af.")


def test_a_word_that_opens_the_next_row_is_no_surname():
    one = document("Lodewijk, Gerda\nEerste bijeenkomst\n")
    start = one.pages[0].text.index("Gerda")
    model = Finding("PERSON", 0, start, start + 12, "Gerda\nEerste", 0.85, "NameModelRecognizer", "name_model")
    register = names.merge([names.collect(one, [model], CaseFile())], CaseFile())
    assert going(names.spread(one, [model], register)) == ["Gerda"]


def test_what_follows_a_salutation_on_the_next_line_is_no_name():
    _, result = settled([document("Dag Dieuwertje,\n\nFijn dat je er was.\n", id="one")])
    assert going(result["one"]) == ["Dieuwertje"]


def test_somebody_called_after_the_municipality_is_no_municipality():
    case = CaseFile.model_validate({"municipality": {"name": "gemeente Zelhem"}})
    text = "Van: Piet van Zelhem <p@x.nl>\n\nGisteren sprak Van Zelhem met de buren van Zelhem.\n"
    assert going(settled([document(text)], case)[1]["1"]) == ["Piet van Zelhem", "Van Zelhem"]
    assert going(settled([document("De inwoners van Zelhem. Van Zelhem is bekend dat.")], case)[1]["1"]) == []
