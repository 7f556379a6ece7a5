"""What keeps a name readable in one place frees nobody who stands beside it, or bears the same name elsewhere."""

from __future__ import annotations

import pytest

from tests.building_names import document, going, settled


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
