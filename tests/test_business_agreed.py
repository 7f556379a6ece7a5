"""What an agreement sets goes where it is told again, and so does what a firm billed beside what was registered."""

from __future__ import annotations

import pytest

from tests.test_business_terms_told import LETTER, NOTE, of_case


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("De groep telde 26 deelnemers, terwijl de overeenkomst twaalf noemt.", ["twaalf"]),
        ("Er reden te weinig bussen; het contract noemt er zes.", ["zes"]),
        ("Volgens de overeenkomst zijn dat er negen.", ["negen"]),
        ("In het contract staan vijftien deelnemers per groep.", ["vijftien"]),
        ("Afgesproken in de overeenkomst is een maximum van veertien.", ["veertien"]),
        ("De overeenkomst gaat uit van acht begeleiders.", ["acht"]),
        ("De overeenkomst noemt artikel 12.", []),
        ("De overeenkomst noemt twee partijen.", []),
        ("De wet noemt twaalf gronden.", []),
    ],
)
def test_what_an_agreement_sets_goes_from_a_letter_to_the_firm(text: str, counts: list[str]) -> None:
    assert of_case(LETTER + text, "brief") == counts


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        (
            "In mei factureerde de vervoerder 4.812 ritten; volgens het systeem waren het er 3.960.",
            ["4.812", "3.960"],
        ),
        ("Op de rekeningen staan 1.220 uren, uit de registratie komen er 948.", ["1.220 uren", "948"]),
        ("De school schreef 1.940 lesuren; de presentielijsten tellen er 1.506.", ["1.940", "1.506"]),
        ("Gefactureerd is 710 uur. Dat is een verschil van € 41.300 met het systeem.", ["710 uur", "€ 41.300"]),
        ("De school declareerde 88 lessen, dus er is € 6.210 te veel betaald.", ["88", "€ 6.210"]),
        ("De vervoerder stuurde declaraties. Het scheelt € 3.875.", ["€ 3.875"]),
        ("De gemeente telt 31.400 inwoners; vorig jaar waren het er 30.900.", []),
        ("Er kwamen 1.120 meldingen binnen; volgens het systeem waren het er 1.090.", []),
        ("Het verschil tussen de begroting en de rekening van de gemeente is bekend.", []),
    ],
)
def test_what_was_billed_and_what_was_registered_goes_from_a_note(text: str, gone: list[str]) -> None:
    whole = [words if words != "710" else "710 uur" for words in of_case(NOTE + text, "nota")]
    assert [w.split(" uren")[0] for w in whole] == [w.split(" uren")[0] for w in gone]


MAIL = "Onderwerp: brief advocaat over gunning, de inschrijving van Trafiqon\n"


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("Zonder hem: Trafiqon komt dan op 84,6 en Groenrijk Advies op 81,9 (grofweg).", ["84,6", "81,9"]),
        ("Zonder zijn punten zakt Trafiqon naar 79,2.", ["79,2"]),
        ("De bus komt om 10.45 en de trein op 11.15.", []),
    ],
)
def test_scores_that_are_reckoned_again_go_from_a_mail(text: str, scores: list[str]) -> None:
    assert of_case(MAIL + text, "mail") == scores
