"""Scores of bidders in running text go, wherever the municipality tells them; public marks and the rules stay."""

from __future__ import annotations

import pytest

from tests.business_pages import artifacts, document, grid
from tests.test_business_figures import RECOGNIZER, told
from woolak.model import Kind, Origin
from woolak.pipeline.detect.business.scores import scores
from woolak.pipeline.detect.business.view import view_of
from woolak.rules.casefile import CaseFile


def gone(text: str, kind: Kind = "memo", origin: Origin = "own") -> list[str]:
    return [words for _, words, key, keep in told(text, kind, origin) if key == "bidder_score" and not keep]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Inschrijver 2 komt uit op 81 punten.", ["81"]),
        (
            "Vergelijking van de offertes van inschrijvers\nPlan\t27 punten. De planning is helder.\t18 punten. Kort.",
            ["27", "18"],
        ),
        ("De inschrijver kreeg 74 van de 100 punten.", ["74"]),
        ("De aanbieder had ik voor de planning graag een 9 willen geven.", ["9"]),
        ("Voor planning had ik de inschrijver liever een 7 gegeven.", ["7"]),
        (
            "Voor de aanpak zou u 28 punten hebben gekregen en voor het team 14. De offertes zijn beoordeeld.",
            ["28", "14"],
        ),
        ("De kwaliteit van de offerte is met 58 van de 80 punten voldoende.", ["58"]),
        ("Van de offerte zijn op planning vier punten afgetrokken.", ["vier"]),
        ("Bureau Kaap behaalde 81 punten en Bureau Zonneveld 64,5.", ["81", "64,5"]),
        ("Bureau A eindigt met 8,3, bureau B met 7,9.", ["8,3", "7,9"]),
        ("De offerte van het bureau krijgt voor het plan van aanpak een 7.", ["7"]),
        ("De aanbieder haalt op kwaliteit 310 punten.", ["310"]),
        ("De offertes zijn gelezen.\nVoor planning geef ik deze offerte een 6, voor team een 8.", ["6", "8"]),
        ("Op prijs behaalde inschrijver 1 40 punten en inschrijver 2 33,5 punten.", ["40", "33,5"]),
        ("De beoordelingscommissie gaf de partij een acht voor kwaliteit.", ["acht"]),
        ("De tweede inschrijver is geëindigd op 71,2 punten, 4 punten achter de winnaar.", ["71,2", "4"]),
        ("Uw offerte scoort op planning 24 punten van de maximaal 30 punten.", ["24"]),
        ("Score bureau A: 8,3; score bureau B: 7,1.", ["8,3", "7,1"]),
        ("Eindscore offerte 2: 76 punten", ["76"]),
        (
            "Uw inschrijving kreeg voor de visie 27 van de 30 punten, voor het gebruik 22,5 van de 25.",
            ["27", "22,5"],
        ),
        ("De prijs van uw inschrijving leverde 11,5 punten op.", ["11,5"]),
        ("Uw inschrijving behaalde 87,5 punten van de 100.", ["87,5"]),
        ("Beoordeling van de offertes\nPlan (35)\nScore: 9\tScore: 7\tScore: 6", ["9", "7", "6"]),
        ("Inschrijver A: 81 punten, inschrijver B: 66,5 punten.", ["81", "66,5"]),
        ("De offerte is beoordeeld met een 7,8.", ["7,8"]),
        ("Het plan van aanpak is gewaardeerd met een zesenhalf.", ["zesenhalf"]),
        ("De offerte krijgt een zes min voor planning en een 8+ voor team.", ["zes", "8"]),
        ("Aan uw inschrijving is het cijfer 4 toegekend, wat overeenkomt met 12 punten.", ["4", "12"]),
        ("Beoordeling inschrijvingen: Zonneveld (82), Kaap (75) en Winde (61,5 punten).", ["82", "75", "61,5"]),
        ("Mijn punten voor de inschrijvers: A=8, B=6,5 en C=7.", ["8", "6,5", "7"]),
        ("Mijn cijfers: bureau A 8, bureau B 6, bureau C 7.", ["8", "6", "7"]),
        ("Inschrijver A heeft met 82,5 de hoogste score, gevolgd door inschrijver B met 79.", ["82,5", "79"]),
        ("De inschrijver scoorde 45 uit 60 op kwaliteit en 40/40 op prijs.", ["45", "40"]),
        ("De offerte van Winde haalde 7,5 punt op duurzaamheid en 9 op prijs.", ["7,5", "9"]),
        ("De winnende inschrijver heeft 81,25 punten.", ["81,25"]),
        ("Ik kom voor offerte 1 op een 7, voor offerte 2 op een 6,5.", ["7", "6,5"]),
        ("De beoordeling van inschrijver 2: kwaliteit 41, prijs 38, totaal 79.", ["41", "38", "79"]),
        ("Uw inschrijving is gelezen.\nU bent tweede geëindigd, met een totaalscore van 79,4.", ["79,4"]),
        ("Ik heb de offertes gelezen.\nWindkracht komt op 34 punten, Zonnepit op 29.", ["34", "29"]),
        ("Gunning\nNa de offertes van de drie bureaus\nBrandpunt behaalt voor prijs 31 punten.", ["31"]),
        ("Voor de prijs kreeg de inschrijver het maximum van 30 punten.", ["30"]),
        ("Inschrijver A haalde op prijs het maximale aantal van 40 punten.", ["40"]),
        ("Het bureau behaalde de maximale score van 20 punten voor het team.", ["20"]),
        ("De offerte kreeg veertien van de vijftien punten.", ["veertien"]),
        ("Zonneveld is beoordeeld op kwaliteit (52 punten); inschrijver Kaap (41 punten) op alles.", ["41"]),
    ],
)
def test_what_a_bidder_scored_goes(text: str, words: list[str]) -> None:
    assert gone(text) == words


def test_a_score_goes_from_the_letter_in_which_a_bidder_complains_about_it() -> None:
    assert gone("U gaf onze inschrijving 78 punten, de winnaar 84 punten.", "brief", "third_party") == ["78", "84"]


@pytest.mark.parametrize(
    "text",
    [
        "Wij beoordelen de offertes op aanpak (60 punten) en prijs (40 punten).",
        "De inschrijver met de laagste prijs kreeg volgens de uitvraag 40 punten.",
        "De school scoort een 7 op leerlingtevredenheid.",
        "Rapportcijfer 7,2 voor de wijk, in 2019 nog een 6,9.",
        "Cliënten geven de zorgaanbieder gemiddeld een 8,1.",
        "De deelnemers geven een 7,9. De offerte van het bureau was goedkoop.",
        "Voor kwaliteit kan een inschrijver maximaal 60 punten krijgen.",
        "De weging is 60 punten voor kwaliteit en 40 punten voor prijs.",
        "De inschrijver moet minimaal een 6 scoren op elk criterium.",
        "Een inschrijver die lager dan een 6 scoort valt af.",
        "Per onderdeel wordt aan de inschrijving een cijfer van 1 tot 10 gegeven.",
        "Uitstekend is 10 punten, goed is 8 punten. De offerte met de laagste prijs krijgt 40 punten.",
        "De inschrijver kan hier 10 punten krijgen; voor het gesprek nog eens 5 punten.",
        "De inschrijver scoort op vijf punten beter dan de ander.",
        "Op alle drie punten scoort de offerte goed.",
        "De offertes zijn op 3 punten onduidelijk, zie artikel 4 punt 2.",
        "De kandidaat krijgt een 8 voor het gesprek.",
        "De offerte van het bureau voldoet op 12 van de 14 eisen en scoort goed op 3 thema's.",
        "De beoordeling van de offerte staat op bladzijde 3 en 4; K1 en K2 goed, zie par. 2.1 en 2.2.",
        "Het bureau scoort de wijken op leefbaarheid: Noord 6,8 en Zuid 7,1.",
        "De school haalde 8 van de 10 punten; de leverancier van het systeem was op tijd.",
        "De offertes zijn gescoord op 5 criteria: 2 op prijs en 3 op kwaliteit.",
        "De offertes worden beoordeeld op kwaliteit (60 punten) en prijs (40 punten).",
        "De inschrijving eindigt op 8 maart om 12.00 uur, de offerte met bijlage 3.",
        "De subsidieaanvraag van het bureau kreeg 8 punten van de commissie.",
        "De offertes zijn gelezen.\nDe wijk scoort een 6,1 en de monitor komt op 34 punten.",
        "De offertes zijn gescoord. De maximale score is 100 punten, het maximum per criterium is 20 punten.",
        "De aanbieder haalde in Zuid 120 kilo afval op, in Noord 80.",
        "Bureau A kreeg de opdracht op 8 maart, met een 2e bureau als reserve.",
        "De laagste prijs krijgt het maximum van 30 punten, de andere inschrijvers naar rato.",
        "Een inschrijver kan het maximum van 30 punten krijgen.",
        "De offertes zijn beoordeeld op kwaliteit (60 punten) en prijs (40 punten).",
        "Voor kwaliteit gelden drie criteria: het plan (25 punten), het team (15 punten). De offertes zijn binnen.",
        "Bij de aanbesteding kregen 3 partijen een brief met een termijn van 20 dagen.",
    ],
)
def test_public_marks_weights_and_rules_are_no_scores(text: str) -> None:
    assert gone(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Voor kwaliteit zijn 60 punten te behalen en voor prijs 40. De inschrijvers krijgen bericht.",
        "Weging: kwaliteit 60, prijs 40. De inschrijvers zijn beoordeeld.",
        "Bij de beoordeling van de offertes telt kwaliteit voor 60 punten en prijs voor 40.",
    ],
)
def test_what_the_price_weighs_is_no_amount(text: str) -> None:
    assert [words for _, words, _, keep in told(text, "memo", "own") if not keep] == []


@pytest.mark.parametrize(
    ("text", "scored"),
    [
        (
            "Trafiqon krijgt 27 van de 30 punten.\nKrimpen (18) beschrijft de markt goed. Trafiqon (22) ook.",
            ["27", "22"],
        ),
        ("Trafiqon (2) stuurde een brief. Trafiqon (18) had 18 mensen.", []),
        ("De wijken scoren een 7 in de peiling van Trafiqon (18).", []),
    ],
)
def test_the_number_in_brackets_behind_a_party_is_its_score_on_a_page_that_scores(text: str, scored: list[str]) -> None:
    case = CaseFile.model_validate({"third_parties": [{"name": "Trafiqon B.V."}]})
    page = grid(text.split("\n"))
    view = view_of(page.text, artifacts(page, document([page], "memo", "own"), case))
    assert [page.text[one.start : one.end] for one in scores(view)] == scored


RATERS = """Individuele beoordeling van de offertes.
{heads}
Zonneveld|Planning (40)|31|28|33
 |Ervaring (20)|15|12|16
Groenrijk|Planning (40)|22|30|25,5"""


def in_columns(text: str) -> list[str]:
    """What goes of a page of the municipality whose cells stand below each other."""
    lines = [
        [(72.0 + 80 * i, cell) for i, cell in enumerate(line.split("|")) if cell.strip()] for line in text.split("\n")
    ]
    page = grid([line if len(line) > 1 else line[0][1] for line in lines])
    found = RECOGNIZER.analyze(
        page.text, RECOGNIZER.supported_entities, artifacts(page, document([page], "memo", "own"))
    )
    return [page.text[one.start : one.end] for one in sorted(found, key=lambda one: one.start)]


@pytest.mark.parametrize(
    "heads",
    [
        "Inschrijver|Criterium (max.)|KB|TV|SV",
        "Aanbieder|Onderdeel|beoordelaar 1|beoordelaar 2|beoordelaar 3",
        "Offerte|Wens|Lid 1|Lid 2|gemiddeld",
    ],
)
def test_what_each_assessor_gave_a_bidder_goes_and_the_most_that_can_be_had_stays(heads: str) -> None:
    assert in_columns(RATERS.format(heads=heads)) == ["31", "28", "33", "15", "12", "16", "22", "30", "25,5"]


@pytest.mark.parametrize("agreed", ["cons.", "gez.", "eind", "oordeel", "besluit KT"])
def test_what_the_assessors_agreed_on_goes_for_each_bidder_with_its_totals(agreed: str) -> None:
    matrix = f"""Scoreformulier inhuur havenadvies
 |Zonneveld| | |Groenrijk| | |
Onderdeel (max.)|KB|TV|{agreed}|KB|TV|{agreed}|Toelichting
Visie (30)|24|26|25|18|20|19|Scherp en helder
Kwaliteit (50)| | |40| | |32|
Prijs (50)| | |49| | |43,5|laagste prijs
Totaal (100)| | |89| | |75,5|"""
    assert in_columns(matrix) == ["24", "26", "25", "18", "20", "19", "40", "32", "49", "43,5", "89", "75,5"]


def test_columns_of_initials_in_a_roster_are_no_scores() -> None:
    sports = "Klassement\nNaam|KB|TV|samen|KB|TV|samen|Toelichting\nZwemmen|3|4|7|3|4|7|goed gedaan"
    assert in_columns(sports) == []
    assert in_columns("Rooster balie\nDienst|KB|TV|SV\nOchtend|4|3|2\nMiddag|2|3|4") == []
    assert in_columns("Vragen uit de wijk\nOnderdeel|KB|TV|SV\nMeldingen|31|28|16\nBezoeken|12|9|7") == []


@pytest.mark.parametrize(
    ("yours", "best"),
    [
        ("Uw score", "Winnaar"),
        ("Uw punten", "Winnende inschrijving"),
        ("Score u", "Hoogste score"),
        ("Uw inschrijving", "Winnende inschrijver"),
    ],
)
def test_the_scores_of_who_won_go_beside_those_of_who_lost(yours: str, best: str) -> None:
    page = grid(
        [
            "U heeft uw offerte toegelicht. Wij gunnen de opdracht niet aan u.",
            [(60, "Criterium"), (250, yours), (360, best)],
            [(60, "Plan (40)"), (260, "34"), (370, "36")],
            [(60, "Prijs (30)"), (260, "21,3"), (370, "27,2")],
            [(60, "Totaal"), (260, "55,3"), (370, "63,2")],
        ]
    )
    found = RECOGNIZER.analyze(
        page.text, RECOGNIZER.supported_entities, artifacts(page, document([page], "brief", "own"))
    )
    assert [page.text[one.start : one.end] for one in sorted(found, key=lambda one: one.start)] == [
        "34", "36", "21,3", "27,2", "55,3", "63,2",
    ]  # fmt: skip


def test_a_column_of_marks_for_quality_beside_the_bidders_goes() -> None:
    lines: list[str | list[tuple[float, str]]] = [
        [(60, "Partij"), (200, "Prijs"), (280, "Cijfer kwaliteit"), (400, "Punten totaal")],
        [(60, "Trafiqon"), (200, "€ 41.000"), (280, "8,4"), (400, "86,2")],
        [(60, "Linde"), (200, "€ 52.000"), (280, "7,1"), (400, "78,8")],
    ]
    case = CaseFile.model_validate({"third_parties": [{"name": "Trafiqon"}, {"name": "Linde"}]})
    page = grid(lines)
    results = RECOGNIZER.analyze(page.text, ["COUNT"], artifacts(page, document([page], "memo", "own"), case))
    assert sorted(page.text[one.start : one.end] for one in results) == ["7,1", "78,8", "8,4", "86,2"]


LETTER = "Wij hebben de offertes van de bureaus gelezen. De opdracht gaat naar een ander bureau.\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Uw inschrijving kreeg op planning een V en op team een G.", ["V", "G"]),
        ("Voor duurzaamheid, waarvoor u een O behaalde, ontbrak de onderbouwing.", ["O"]),
        ("De commissie gaf uw offerte een U voor de presentatie.", ["U"]),
        ("Op organisatie scoorde u 22,0 van 35 punten: de planning ontbrak.", ["22,0"]),
        ("De winnende inschrijver kwam op 88,0. Daarvan waren 47 punten voor kwaliteit.", ["88,0", "47"]),
        ("Voor de visie kreeg je 31,5 van de 50 en voor het team 8 van de 20, samen 60,5.", ["31,5", "8", "60,5"]),
        ("De winnaar had 77,4. Uw offerte was duurder.", ["77,4"]),
        ("Op visie scoorde u 12,5 van 30 punten: de beoordelaars waarderen dat kinderen meedoen.", ["12,5"]),
        ("U bood de laagste prijs, dus 30 punten daarvoor.", ["30"]),
    ],
)
def test_what_a_letter_of_rejection_tells_of_scores_goes(text: str, words: list[str]) -> None:
    assert gone(LETTER + text, "brief") == words


@pytest.mark.parametrize(
    "text",
    [
        "Een G of U is nodig om in aanmerking te komen.",
        "De winnaar had meer ervaring.",
        "Wij maken een V van stoelen in de zaal.",
        "Daarvan waren twee bureaus afgevallen.",
    ],
)
def test_a_letter_that_is_no_score_stays(text: str) -> None:
    assert gone(LETTER + text, "brief") == []
