"""What keeps a name readable in one place frees nobody who stands beside it, or bears the same name elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.building_names import document, going, settled
from woolak.rules.casefile import CaseFile

MAYOR = CaseFile.model_validate({"public_officials": [{"name": "Franc Veerman", "role": "burgemeester"}]})


def goes(*texts, **about):
    """What may have to go of the last document of a case."""
    documents = [document(text, id=str(number), **about) for number, text in enumerate(texts)]
    _, result = settled(documents)
    return going(result[documents[-1].id])


# --- beside the word for a building, a plan or a firm


@pytest.mark.parametrize(
    "text",
    [
        "In het ziekenhuis Annemieke Bakkenes bezocht.",
        "Vanuit de basisschool Annemieke Bakkenes gemeld bij het wijkteam.",
        "Huize Annemieke Bakkenes is verkocht.",
        "Melding systeem Annemieke Bakkenes aangemaakt.",
        "Besluit Annemieke Bakkenes Wet langdurige zorg",
        "Leerling Annemieke Bakkenes School niet bezocht",
        "Annemieke Bakkenes Plan van aanpak",
        "De aanvraag van Annemieke Bakkenes Bouw van een schuur is binnen.",
        "de boerderij van Annemieke Bakkenes staat te koop",
        "motie van Annemieke Bakkenes uit de zaal",
    ],
)
def test_somebodys_whole_name_is_not_what_a_building_plan_or_firm_is_called(text):
    assert any("Annemieke Bakkenes" in one for one in goes(text)), goes(text)


@pytest.mark.parametrize(
    "text",
    [
        "leerlingen van Basisschool Annemieke Bakkenes",
        "de Annemieke Bakkenes School",
        "Theo Bakkenes Academie",
        "Annemieke Bakkenes B.V.",
        "garage Bakkenes en de tjalk Hendrik Willem",
    ],
)
def test_a_school_prize_firm_or_ship_that_bears_a_name_stays(text):
    assert goes(text) == []


def test_who_lives_on_a_boat_or_farm_goes_when_it_is_told_by_the_surname():
    assert goes("Ligplaats van woonboot Hoekstra besproken.") == ["Hoekstra"]


@pytest.mark.parametrize(
    ("elsewhere", "name"),
    [
        ("Schildersbedrijf Kerkstra deed een offerte.", "Kerkstra"),
        ("Het adres is Kerkstra 12, 1234 AB Waterdam.", "Kerkstra"),
        ("Overlast in de wijk Kerkstra.", "Kerkstra"),
        ("Het schip Petra Kerkstra ligt hier.", "Petra Kerkstra"),
    ],
)
def test_what_a_firm_street_or_quarter_of_the_case_is_called_frees_nobody_who_is_called_so(elsewhere, name):
    text = f"Huisbezoek bij mevrouw {name}. De brief is voor {name}."
    assert goes(elsewhere, text) == [name, name]


def test_an_age_behind_a_name_makes_no_street_of_it():
    assert goes("In huis wonen Kees Hoogeveld 43 en Truus Oosterhof 40.") == ["Kees Hoogeveld", "Truus Oosterhof"]


# --- beside or below an office


@pytest.mark.parametrize(
    "text",
    [
        "Klacht over wethouder\nAnnemieke Bakkenes\nKerkstraat 14\n1234 AB Waterdam",
        "Aan de burgemeester\nAnnemieke Bakkenes heeft ons geschreven over de bomen.",
        "Een gesprek met Annemieke Bakkenes, wethouder en wijkagent is gepland.",
        "Aanwezig: Annemieke Bakkenes, burgemeester, wethouder en secretaris",
        "Annemieke Bakkenes (burgemeester heeft haar gesproken) wil verhuizen.",
        "De gemeenteraad kreeg een brief van inwoner Annemieke Bakkenes (SP).",
        "De griffier,\n\nAnnemieke Bakkenes\nKerkstraat 5\n1234 AB Waterdam",
    ],
)
def test_who_stands_beside_an_office_and_does_not_hold_it_goes(text):
    assert "Annemieke Bakkenes" in goes(text)


@pytest.mark.parametrize(
    "text",
    [
        "3\tAnnemieke Bakkenes\tBurg. Kloosterlaan 12\t06-12345678",
        "Annemieke Bakkenes, Burgemeester Kloosterstraat 12",
        "Zienswijze van Annemieke Bakkenes (Koningin Emmalaan 4)",
        "Annemieke Bakkenes - Wethouder Pieters 3",
        "Annemieke Bakkenes\nBurgemeester\nKloosterlaan 12",
        "Annemieke Bakkenes, Minister\nTalmaplein 12",
        "Annemieke Bakkenes, Burgemeester de Withof 4",
        "Annemieke Bakkenes\tBurg. Bosje 4a, Waterdam",
        "bewoner Annemieke Bakkenes\traadslid geweest",
    ],
)
def test_who_lives_in_a_street_called_after_an_office_holder_holds_no_office(text):
    assert "Annemieke Bakkenes" in goes(text)


@pytest.mark.parametrize(
    ("row", "gone"),
    [
        ("mw. Veerman\tElzenlaan 4\tbezoekt vaker", ["Veerman"]),
        ("Veerman\tVan der Waalsstraat 12-B", ["Veerman"]),
        ("Veerman\tRaadhuisplein 1", []),
        ("Veerman\tburgemeester", []),
        ("F. Veerman\tElzenlaan 4", []),
    ],
)
def test_who_is_listed_with_an_address_is_only_a_namesake_of_the_office_holder(row, gone):
    one = document(f"Presentielijst\n{row}\n", kind="verslag")
    assert going(settled([one], MAYOR)[1]["1"]) == gone


@pytest.mark.parametrize(
    "text",
    [
        "Gisteren sprak in de raadszaal van de gemeente Waterdam de burgemeester\nAnnemieke Bakkenes de leden toe.",
        "Annemieke Bakkenes, wethouder en loco-burgemeester, opent.",
        "Annemieke Bakkenes, burgemeester, en de raad openen.",
    ],
)
def test_who_holds_an_office_stays(text):
    assert goes(text) == []


def test_who_lets_a_citizens_objection_be_signed_is_no_manager_under_mandate():
    one = document(
        "Hierbij een bezwaarschrift.\nHoogachtend,\nnamens deze,\nAnnemieke Bakkenes\ndirecteur Dakwerken", kind="brief"
    )
    one = replace(one, facts=replace(one.facts, origin="third_party"))
    assert going(settled([one])[1]["1"]) == ["Annemieke Bakkenes"]


@pytest.mark.parametrize(
    "text",
    [
        "Geachte mevrouw Hendriks,\n\nUw uitkering stopt.",
        "Bewoner Hendriks van de Lindelaan klaagt.",
        "De zaak van Hendriks loopt.",
    ],
)
def test_an_alderman_frees_nobody_of_that_surname_in_documents_that_do_not_tell_the_office(text):
    assert "Hendriks" in goes("Wethouder Hendriks opent de vergadering.", text)
    assert "Hendriks" not in goes(
        "Wethouder Hendriks opent de vergadering.", "Volgens de wethouder kan dat. Hendriks knikt."
    )


# --- who is famous


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Aanwezig: Drees, Kuyper en Postema\n\nDrees is er niet mee eens.", "Drees"),
        ("Mevrouw Freud is bezorgd. Volgens Freud is de kelder nat.", "Freud"),
        ("Melder: Virgil van Dijk\nVirgil van Dijk belt terug.", "Virgil van Dijk"),
        ("Cliënt Jan Steen heeft schulden. Met Jan Steen gebeld.", "Jan Steen"),
        ("Bewoner Hans Bosch en mevrouw Bosch vragen dat. De brief is voor Bosch.", "Bosch"),
        ("Van: Jan Peters\nAan: Erasmus\n\nHoi Erasmus, kijk jij?", "Erasmus"),
    ],
)
def test_who_bears_the_name_of_somebody_famous_goes_everywhere(text, name):
    assert " ".join(goes(text)).count(name) == text.count(name)


def test_who_is_famous_stays_while_nobody_is_called_so():
    assert goes("Foto's van Willem Drees en Jan Steen, een boor van Bosch, en de ideeën van Freud.") == []


def test_who_died_last_year_is_no_artist_or_ancestor():
    assert goes("Het bankje is vernoemd naar Karin Bakkenes.") == ["Karin Bakkenes"]
    past = "Uit 1650 is het dorp, uit 1720 de kerk, uit 1811 de school, uit 1860 de molen en uit 1890 het raadhuis."
    assert goes(f"{past} In 1860 bouwde Karin Bakkenes de molen.") == []
    assert goes(f"{past} De bewoner van de molen uit 1860 is nu Karin Bakkenes.") == ["Karin Bakkenes"]


# --- beside a year


@pytest.mark.parametrize(
    "text",
    [
        "Gesprek met bewoner (Bakkenes, 2023) over de heg.",
        "Overlastmelding Bakkenes (2023) is afgehandeld.",
        "Dit blijkt uit onderzoek; zie ook de klacht van mevrouw Bakkenes (2021).",
        "2 K. Bakkenes, uitkering stopgezet per 1 mei 2023",
        "3. K. Bakkenes, Kerkstraat 5, bezwaar ingediend 2023",
        "Bakkenes, K. (1967) woont alleen.",
        "Noten\n1. Telefoongesprek van 3 mei 2022 met Karin Bakkenes.",
        "Referenties\nKarin Bakkenes, oud-werkgever, 2019",
        "Literatuur\nWal, P. van der (2015). Beleid in de wijk.\nGeïnterviewd zijn:\nKarin Bakkenes, bewoner",
    ],
)
def test_a_year_beside_a_name_makes_no_author_of_somebody_of_the_case(text):
    assert any("Bakkenes" in one for one in goes(text))


@pytest.mark.parametrize(
    "text",
    [
        "Volgens Bakkenes (2015) werkt dit.",
        "Dat is bekend uit de literatuur (Bakkenes, 2014).",
        "Bakkenes, K. (2014). Lokale netwerken in de wijk. Den Haag: Uitgeverij.",
        "12 K. Bakkenes, Het lokale bestuur, Den Haag: Sdu 2014, p. 33",
    ],
)
def test_an_author_stays(text):
    assert goes(text) == []


def test_who_lives_on_a_street_is_no_part_of_its_name():
    text = "Bewoners van de Lindelaan 2 t/m 20, waaronder Karin Bakkenes op Lindelaan 4, klagen."
    assert "Karin Bakkenes" in goes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Familie Veerman verhuist. Gezin Veerman krijgt bijstand.",
        "Cliënt Veerman krijgt bijstand. Mevrouw Veerman is er ook.",
        "Bezwaarmaker: Veerman, Lindelaan 4. Mevrouw Veerman komt op de hoorzitting.",
    ],
)
def test_a_client_or_family_that_bears_the_mayors_surname_goes_and_the_mayor_stays(text):
    _, result = settled([document(text)], MAYOR)
    assert going(result["1"]) == ["Veerman", "Veerman"]
    assert going(settled([document("De heer Veerman opent. Volgens Veerman kan dat.")], MAYOR)[1]["1"]) == []


def test_a_surname_that_is_an_office_makes_nobody_public():
    assert goes("Cliënt is Sanne Koning De Vries, en zij heet ook wel Prins Hoekstra.") != []
    assert "Sanne" in " ".join(goes("Aanwezig: Sanne Koning Hoekstra"))
    assert goes("Koning Willem-Alexander en koningin Máxima komen.") == []


def test_who_is_named_before_a_street_is_no_part_of_it():
    assert goes("Onderwerp: klacht Mustafa Yıldız Lindelaan") == ["Mustafa Yıldız"]


# --- who bears the name of who holds an office by zaak.yaml


def goes_beside_mayor(*texts):
    documents = [document(text, id=str(number)) for number, text in enumerate(texts)]
    _, result = settled(documents, MAYOR)
    return going(result[documents[-1].id])


@pytest.mark.parametrize(
    "texts",
    [
        ("Cliënt Veerman ontvangt bijstand.", "Vandaag stopt de uitkering van Veerman."),
        ("Aanvrager\nVeerman\nDe aanvraag is compleet.",),
        ("Bezwaarmaker:\nVeerman\nHet bezwaar is op tijd.",),
    ],
)
def test_who_bears_the_mayors_name_goes_in_what_does_not_speak_of_the_mayor(texts):
    assert any("Veerman" in one for one in goes_beside_mayor(*texts))


def test_the_mayor_stays_where_the_office_is_named():
    assert goes_beside_mayor("Burgemeester Veerman opent.", "De burgemeester is er. Volgens Veerman kan dat.") == []


def test_that_mayor_and_aldermen_decide_tells_of_no_alderman_of_that_name():
    decision = "Burgemeester en wethouders besluiten: de uitkering van Hendriks stopt."
    assert goes("Wethouder Hendriks opent.", "Mevrouw Hendriks ontvangt bijstand.", decision) == ["Hendriks"]


def test_a_year_behind_a_name_makes_no_author_because_the_sentence_has_a_small_word():
    assert goes("Er was overlast en ruzie in de straat (Bakkenes, 2023).") == ["Bakkenes"]
    assert goes("Wij doen nog onderzoek naar de schutting. Er was later overlast in de straat (Bakkenes, 2023).") == [
        "Bakkenes"
    ]
    assert goes("Dat blijkt uit onderzoek (Bakkenes, 2023) en uit de studie van Postema en Bakkenes (2019).") == []


@pytest.mark.parametrize(
    "text",
    [
        "R. Weerwind, burgemeester en voorzitter van de raad, opent.",
        "Dat vond de zaal. Wethouder Hendriks opent de vergadering.",
        "De burgemeester,\n\nR. Weerwind\nStadhuisplein 1\n1234 AB Waterdam",
    ],
)
def test_who_holds_an_office_stays_with_what_he_is_besides_and_above_the_town_hall(text):
    assert goes(text, kind="brief") == []
