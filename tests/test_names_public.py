"""Who is public stays and whose name is only alike goes: office-holders, signatories, speakers, authors."""

from __future__ import annotations

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

OFFICE = CaseFile.model_validate({"public_officials": [{"name": "Franc Veerwind", "role": "burgemeester"}]})


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


def test_who_speaks_for_a_party_in_a_council_stays():
    _, result = settled([document("De raadsleden vroegen ernaar. Mevrouw Tamara Velthuis (SP) diende een motie in.")])
    assert going(result["1"]) == []
    assert (
        going(settled([document("Besproken met Tamara Velthuis (SP) en Jan Bakker.")])[1]["1"])[0] == "Tamara Velthuis"
    )


def test_the_secretary_who_signs_with_the_mayor_stays():
    text = "Hoogachtend,\nburgemeester en wethouders,\nW. Postmus, burgemeester\nJohan Terwal, secretaris\n"
    assert going(settled([document(text)])[1]["1"]) == []


def test_a_surname_that_is_a_title_too_brings_no_party_along():
    text = "In december vroeg Onno Pastoor (Zandwijk Vooruit) daarnaar. Pastoor Kwaaitaal ook."
    assert going(settled([document(text)])[1]["1"]) == ["Onno Pastoor", "Kwaaitaal"]


def test_who_signs_with_a_letter_behind_the_closing_goes():
    text = "Van: Mehmet Karaca\n\nIk heb een melding gemaakt.\n\ngr M.\n"
    assert "M." in going(settled([document(text)])[1]["1"])


def test_somebody_of_a_party_is_named_without_the_party():
    case = CaseFile.model_validate({"third_parties": [{"name": "Terpstra Toegang B.V.", "aliases": ["TTB"]}]})
    _, result = settled([document("Volgens Jildou van Terpstra is het klaar. Sjoerd van Zuilen knikt.")], case)
    assert going(result["1"]) == ["Jildou", "Sjoerd van Zuilen"]


def test_who_signs_below_an_office_holder_is_not_in_office():
    text = "Aldus getekend,\nR. Hiemstra, burgemeester\nB.T. Quadvlieg, directeur\n\nMet dank aan B.T. Quadvlieg."
    _, result = settled([document(text)])
    assert going(result["1"]) == ["B.T. Quadvlieg", "B.T. Quadvlieg"]
    assert "R. Hiemstra" in str(kept(result["1"]))


def test_thanks_that_go_on_close_no_letter():
    text = "Hartelijk dank voor uw aanvraag van maandag, uit de nota\nOude Pastorie\nblijkt dat het kan.\n"
    assert going(settled([document(text)])[1]["1"]) == []
    assert going(settled([document("Alvast bedankt voor de moeite!\n\nDjoena\n")])[1]["1"]) == ["Djoena"]


def test_somebody_called_after_the_municipality_is_no_municipality():
    case = CaseFile.model_validate({"municipality": {"name": "gemeente Zelhem"}})
    text = "Van: Piet van Zelhem <p@x.nl>\n\nGisteren sprak Van Zelhem met de buren van Zelhem.\n"
    assert going(settled([document(text)], case)[1]["1"]) == ["Piet van Zelhem", "Van Zelhem"]
    assert going(settled([document("De inwoners van Zelhem. Van Zelhem is bekend dat.")], case)[1]["1"]) == []


def test_a_function_in_a_form_makes_nobody_the_one_who_signs():
    text = "Burgemeester en wethouders\nContactpersoon\tmevrouw G.T. Hulshof\nFunctie\tsecretaris\nPlaats\tWaterdam"
    _, result = settled([document(text)])
    assert going(result["1"]) == ["G.T. Hulshof"]


def test_who_signs_an_award_under_mandate_goes_though_others_may_object_to_it():
    text = (
        "Anderen kunnen bezwaar maken tegen dit voornemen.\n\nnamens burgemeester en wethouders van Waterdam,\n"
        "W. Hulshof\nteammanager Wonen"
    )
    assert going(settled([document(text, kind="brief")])[1]["1"]) == ["W. Hulshof"]


def test_authors_of_a_book_in_running_text_stay():
    text = "Hulshof en Vlier,\nWijken in beeld (1997), vragen dat ook. Zie een artikel van Els Postema uit 1988."
    assert going(settled([document(text)])[1]["1"]) == []
