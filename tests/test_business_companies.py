"""Companies, their products and their towns: known ones in every form, unknown ones by what the text says."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from tests.business_pages import artifacts, document, grid
from woolak.model import BoxPt, Kind, Origin, Page, Region
from woolak.pipeline.detect.business import logo_regions
from woolak.pipeline.detect.business.clues import merge, spread
from woolak.pipeline.detect.business.recognize_companies import CompanyRecognizer
from woolak.rules.casefile import CaseFile

RECOGNIZER = CompanyRecognizer()
CASE = CaseFile.model_validate(
    {
        "municipality": {"name": "Zandwijk"},
        "third_parties": [
            {"name": "Kraan & Kade Verkeersadvies B.V.", "domains": ["kraankade.nl"]},
            {"name": "Stichting Nieuw Perspectief Jeugd", "aliases": ["Sterk!Samen"], "domains": ["www.npj-jeugd.nl"]},
        ],
    }
)


def named(
    text: str, kind: Kind = "memo", origin: Origin = "own", source: str = "text", case: CaseFile = CASE
) -> list[tuple[str, str, str | None]]:
    """Entity, words and reason to stay of every name in a text."""
    page = grid(text.split("\n"), source=source)
    doc = document([page], kind, origin)
    results = RECOGNIZER.analyze(page.text, RECOGNIZER.supported_entities, artifacts(page, doc, case))
    return [
        (one.entity_type, page.text[one.start : one.end], one.recognition_metadata.get("keep"))
        for one in sorted(results, key=lambda one: (one.start, one.end))
    ]


def gone(text: str, **about: Any) -> list[str]:
    return [words for _, words, keep in named(text, **about) if not keep]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("De offerte van Kraan & Kade Verkeersadvies B.V. is binnen.", "Kraan & Kade Verkeersadvies B.V."),
        ("De offerte van Kraan en Kade Verkeersadvies is binnen.", "Kraan en Kade Verkeersadvies"),
        ("De offerte van kraan & kade is binnen.", "kraan & kade"),
        ("KRAAN-KADE VERKEERSADVIES heeft ingeschreven.", "KRAAN-KADE VERKEERSADVIES"),
        ("Kraan & Kade Verkeers-\nadvies heeft ingeschreven.", "Kraan & Kade Verkeers-\nadvies"),
        ("De scan van KKV is af.", "KKV"),
        ("Wij lazen K.K.V. nog eens.", "K.K.V"),
        ("Kijk op www.kraankade.nl voor meer.", "kraankade"),
        ("Volg ons via @kraankade op sociale media.", "kraankade"),
        ("Dat is Kraankade's eigen model.", "Kraankade"),
        ("De training van Nieuw Perspectief Jeugd begint.", "Nieuw Perspectief Jeugd"),
        ("Stichting NPJ doet mee.", "NPJ"),
        ("Het programma Sterk! Samen start in mei.", "Sterk! Samen"),
    ],
)
def test_a_party_of_the_case_is_found_in_every_form(text: str, words: str) -> None:
    assert any(words in seen for seen in gone(text))


def test_a_party_goes_by_the_first_word_of_its_name_too_and_by_letters_with_a_sign() -> None:
    parties = [{"name": "Terpstra Toegangssystemen B.V."}, {"name": "Studio Vonk & Vlag", "aliases": ["V&V"]}]
    case = CaseFile.model_validate(
        {"third_parties": [*parties, {"name": "Nieuwe Wegen Advies"}, {"name": "Kwaaitaal en Bos"}]}
    )
    text = "Volgens Terpstra en V&V is de nieuwe tijd van VV en V V. Nieuwe dingen. Kwaaitaal komt."
    assert gone(text, case=case) == ["Terpstra", "V&V"]


def test_a_party_with_van_before_its_name_goes_by_v_too() -> None:
    case = CaseFile.model_validate({"third_parties": [{"name": "Van der Kranenburg Advies B.V."}]})
    assert gone("Score van V. Kranenburg, v. Kranenburg belde.", case=case)[0] == "V. Kranenburg"
    assert gone("Kranenburg is een dorp, V. Kraan een buurman.", case=case) == []


def test_a_party_is_found_in_a_scan_with_misread_letters() -> None:
    assert gone("De offerte van Kraan & Kade Verkeersadv1es B.V. is binnen.", source="ocr") != []
    assert gone("Stichting Nleuw Perspectief Jeugd", source="ocr") == ["Stichting Nleuw Perspectief Jeugd"]


@pytest.mark.parametrize(
    "text",
    [
        "De kraan op de kade is gerepareerd.",
        "Er is een nieuw perspectief voor de jeugd.",
        "de akkvorming en de npjes",
        "Samen staan wij sterk.",
        "Verkeersadvies is nodig.",
    ],
)
def test_ordinary_words_are_no_party(text: str) -> None:
    assert gone(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ook Trafiqon B.V. schreef in.", "Trafiqon B.V."),
        ("De opdracht is gegund aan Stichting Weg Vrij.", "Stichting Weg Vrij"),
        ("Wij vroegen het adviesbureau Lodewijks om raad.", "Lodewijks"),
        ("Het werk is van De Wit & Partners en niet van ons.", "De Wit & Partners"),
        ("Zij werkt bij Verhagen Consultancy sinds mei.", "Verhagen Consultancy"),
        ("Bouwcombinatie Hamersma-Vos bouwt de hal.", "Bouwcombinatie Hamersma-Vos"),
    ],
)
def test_a_company_nobody_listed_is_found_by_its_form(text: str, words: str) -> None:
    assert words in gone(text, case=CaseFile())


@pytest.mark.parametrize(
    "text", ["Stichting VNG Realisatie", "Gemeente Zandwijk Advies", "Universiteit Overveen Holding"]
)
def test_a_public_body_stays_with_its_reason(text: str) -> None:
    assert [keep for *_, keep in named(text)] == ["public_body"]


def test_an_institution_that_is_only_named_is_left_to_a_person() -> None:
    def sure(text: str, **about: Any) -> list[str]:
        page = grid(text.split("\n"))
        doc = document([page], about.get("kind", "verslag"), about.get("origin", "own"))
        results = RECOGNIZER.analyze(page.text, ["COMPANY"], artifacts(page, doc, CaseFile()))
        return [page.text[one.start : one.end] for one in results if one.score >= 0.5]

    assert sure("De Seniorenraad en Stichting Burenhulp lezen mee.") == []
    assert sure("De offerte van Stichting Burenhulp is binnen.") == ["Stichting Burenhulp"]
    assert sure("Stichting Burenhulp biedt u dit aan.", kind="offerte", origin="third_party") == ["Stichting Burenhulp"]
    assert sure("Trafiqon B.V. leest mee.") == ["Trafiqon B.V."]


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("Gemeente Zandwijk\nTeam Zorg en Wonen\nT.a.v. mevrouw Bos", False),
        ("Met vriendelijke groet,\nAdviseur Onderzoek\nGemeente Zandwijk", False),
        ("De Stuurgroep Bouw kwam bijeen.", False),
        ("Wij werken met Teamwerk Zorg samen.", True),
        ("Het plan is van Hoogland Zorg in Zandwijk.", True),
    ],
)
def test_a_department_or_a_post_is_no_company_though_its_last_word_is_that_of_firms(text: str, goes: bool) -> None:
    assert bool(gone(text, kind="offerte", origin="third_party", case=CaseFile())) is goes


def test_the_association_whose_rules_a_firm_keeps_is_left_to_a_person() -> None:
    def scores(text: str) -> list[float]:
        page = grid(text.split("\n"))
        seen = artifacts(page, document([page], "offerte", "third_party"), CaseFile())
        return [one.score for one in RECOGNIZER.analyze(page.text, ["COMPANY"], seen)]

    assert scores("Wij zijn aangesloten bij de Vereniging voor Bodemkunde.") == [0.45]
    assert scores("Het keurmerk van Stichting Veilige Zorg geldt hier.") == [0.45]
    assert scores("Bij het veldwerk helpt de Vereniging voor Bodemkunde ons.") == [0.75]


def test_what_the_work_of_governments_together_is_called_is_no_firms_product() -> None:
    def brands(text: str) -> list[str]:
        about: Any = {"kind": "offerte", "origin": "third_party", "case": CaseFile()}
        return [words for entity, words, keep in named(text, **about) if entity == "BRAND" and not keep]

    assert brands("In het programma Lucht zonder roet werken het Rijk en de provincies samen.") == []
    assert brands("De gemeente sluit aan bij de landelijke aanpak Schoonzicht, die in mei begint.") == []
    assert brands("Met het programma Schoonzicht leren buren elkaar kennen.") == ["Schoonzicht"]
    assert brands("Ons programma Schoonzicht gaven wij aan het Rijk.") == ["Schoonzicht"]


def test_the_municipality_before_a_firm_is_no_part_of_its_name_and_a_country_is_no_place_of_business() -> None:
    case = CaseFile.model_validate({"municipality": {"name": "gemeente Zandwijk"}})
    text = "Tussen de gemeente Zandwijk en Kadoor Wegen B.V. is afgesproken:"
    assert gone(text, kind="overeenkomst", case=case) == ["Kadoor Wegen B.V."]
    text = "Kraan & Kade is gevestigd in Nederland en gevestigd in Havendam."
    assert [words for entity, words, _ in named(text, kind="offerte") if entity == "COMPANY_PLACE"] == ["Havendam"]


def test_an_organisation_of_the_name_model_counts_when_it_offers_work() -> None:
    page = grid(["Er is een offerte van Lodewijks ontvangen. In het park staat Lodewijks."])
    doc = document([page], "memo", "own")
    seen: Any = artifacts(page, doc, CASE)
    start = page.text.index("Lodewijks")
    again = page.text.rindex("Lodewijks")
    ents = [SimpleNamespace(start_char=s, end_char=s + 9, label_="ORG") for s in (start, again)]
    tokens = SimpleNamespace(_=seen.tokens._, ents=ents)
    results = RECOGNIZER.analyze(page.text, ["COMPANY"], SimpleNamespace(tokens=tokens))  # type: ignore[arg-type]
    assert [one.start for one in results] == [start]


def test_half_a_public_body_that_the_name_model_found_stays() -> None:
    page = grid(["De firma is ingeschreven bij de Kamer van Koophandel te Zandwijk."])
    doc = document([page], "overeenkomst", "own")
    seen: Any = artifacts(page, doc, CASE)
    start = page.text.index("Kamer")
    tokens = SimpleNamespace(
        _=seen.tokens._, ents=[SimpleNamespace(start_char=start, end_char=start + 5, label_="ORG")]
    )
    results = RECOGNIZER.analyze(page.text, ["COMPANY"], SimpleNamespace(tokens=tokens))  # type: ignore[arg-type]
    assert [one.recognition_metadata.get("keep") for one in results] == ["public_body"]


@pytest.mark.parametrize("legal", ["B.V.", "BV", "8.V.", "B V."])
def test_the_legal_form_behind_a_known_name_goes_with_it_however_a_scan_reads_it(legal: str) -> None:
    seen = named(f"Aan Kraan & Kade Verkeersadvies {legal}\nter attentie van de directie", source="ocr")
    assert ("COMPANY", f"Kraan & Kade Verkeersadvies {legal}", None) in seen


def test_a_department_of_the_addressee_is_no_company_in_the_letterhead() -> None:
    page = grid(["Gemeente Zandwijk, afdeling Zorg en Welzijn", "Postbus 12", "Betreft: offerte"])
    seen: Any = artifacts(page, document([page], "offerte", "third_party"), CASE)
    start = page.text.index("Welzijn")
    ents = [SimpleNamespace(start_char=start, end_char=start + len("Welzijn"), label_="ORG")]
    tokens = SimpleNamespace(_=seen.tokens._, ents=ents)
    results = RECOGNIZER.analyze(page.text, ["COMPANY"], SimpleNamespace(tokens=tokens))  # type: ignore[arg-type]
    assert not any(one.start == start for one in results)


def test_a_name_of_which_only_the_first_word_has_a_capital_is_as_long_as_on_its_other_places() -> None:
    text = "De training Hoor mij eens leert luisteren.\nDe prijs van de training Hoor mij eens is laag.\n"
    text += "Training Start in mei.\n"
    names = {words for entity, words, _ in named(text, kind="offerte", origin="third_party") if entity == "BRAND"}
    assert "Hoor mij eens" in names and "Hoor" not in names
    assert not any("mei" in words for words in names)


def test_a_department_of_the_addressee_and_the_town_of_a_court_are_no_companies() -> None:
    text = "Gemeente Zandwijk\nKlantcontactcentrum\nt.a.v. de teamleider\n\nofferte voor een training\n"
    assert ("COMPANY", "Klantcontactcentrum", None) not in named(text, kind="offerte", origin="third_party")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wij werken met de methode “Kijk op Verkeer” in de wijk.", "Kijk op Verkeer"),
        ("Wij gebruiken de VerkeersScan® bij elke opdracht.", "VerkeersScan"),
        ("Het softwarepakket 'LindeZaak' draait in de wolk.", "LindeZaak"),
        ("De Kompas-methode bestaat uit zes stappen.", "Kompas"),
        ("De draden liggen in lijm. Wij noemen dat het Lijmoog.", "Lijmoog"),
        ("Met KadeBlik ziet u alles. Zonder KadeBlik ziet u niets op LinkedIn of LinkedIn Pro.", "KadeBlik"),
        ("De workshop ‘Kijk in de straat’ duurt een dag.", "workshop ‘Kijk in de straat’"),
    ],
)
def test_an_own_name_of_a_method_or_product_is_a_brand(text: str, words: str) -> None:
    found = named(text, kind="offerte", origin="third_party")
    assert ("BRAND", words, None) in found and not any("LinkedIn" in name for _, name, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "De module A volgt.",
        "Het programma Word is bekend.",
        "De training op Maandag.",
        "Programma Dagdeel 1",
        "Methode\nKramen op het plein.",
        "Prijzen\nTraject A2-diploma\t62\t€ 6.840,00\nTraject C-diploma\t28\t€ 9.275,00",
        "Zicht op elke methode\nVoorstel voor perceel 4, zwemles",
    ],
)
def test_a_capital_alone_is_no_brand(text: str) -> None:
    assert named(text, kind="offerte", origin="third_party") == []


LETTER = """Kraan & Kade
Havenweg 12
7411 AB Havendam

Gemeente Zandwijk
T.a.v. afdeling Verkeer
Postbus 12
1234 AB Zandwijk

Havendam, 4 maart 2019
Kraan & Kade is gevestigd te Havendam."""


def test_the_town_of_a_third_party_goes_and_that_of_the_addressee_stays() -> None:
    places = [
        words for entity, words, _ in named(LETTER, kind="offerte", origin="third_party") if entity == "COMPANY_PLACE"
    ]
    assert places == ["Havendam", "Havendam", "Havendam"]


@pytest.mark.parametrize(
    ("line", "town"),
    [
        ("Kraan & Kade Verkeersadvies B.V., Gasplein 14, Oosterdam\nKvK 63720518", "Oosterdam"),
        ("Kraan & Kade | Turbinestraat 30 | Steenlo\nM 06-5539 1824", "Steenlo"),
        ("Turbinestraat 30 a - Nieuw Steenlo - KvK 63720518", "Nieuw Steenlo"),
        ("www.kraankade.nl • Oude Weg 7-2 • Den Ham • info@kraankade.nl", "Den Ham"),
        ("Oude Weg 7, Steenlo\ntel. 0512-345678", "Steenlo"),
        ("BTW NL855371902B01\nPostbus 30, Steenlo", "Steenlo"),
        ("De reiskosten bedragen 30 cent, gerekend vanaf Steenlo.", "Steenlo"),
        ("U bent welkom op ons kantoor in Den Ham.", "Den Ham"),
        ("Fase 2 | Steenlo | www.kraankade.nl", ""),
        ("Week 12, Analyse, info@kraankade.nl", ""),
        ("Het spreekuur is in de Kerkstraat 12, Steenlo, en begint om tien uur.", ""),
        ("Gemeente Zandwijk\nPlein 1, Zandwijk\ntel. 0512-345678", ""),
    ],
)
def test_the_town_in_the_firms_own_line_at_the_foot_goes_without_a_postcode(line: str, town: str) -> None:
    text = f"Offerte\n\nWij bieden u dit graag aan.\n\nHet werk begint in mei.\n\n{line}"
    places = [words for entity, words, _ in named(text, "offerte", "third_party") if entity == "COMPANY_PLACE"]
    assert places == ([town] if town else [])


def test_the_town_below_a_firms_name_in_anybodys_mail_goes_and_a_residents_stays() -> None:
    signed = "Groet,\nAnna\nKraan & Kade\nLoods 6, Steenlo - KvK 08221590"
    assert [words for entity, words, _ in named(signed, "mail") if entity == "COMPANY_PLACE"] == ["Steenlo"]
    resident = "Groet,\nAnna\nOude Weg 6, Steenlo - tel. 0512-345678"
    assert [words for entity, words, _ in named(resident, "mail") if entity == "COMPANY_PLACE"] == []


@pytest.mark.parametrize(
    "text",
    ["Groet,\nHilde\nKraan & Kade | Steenlo | 06 5120 8834", "Opdrachtnemer\tKRAAN & KADE, STEENLO\nCrediteur\t20418"],
)
def test_the_town_beside_a_firms_name_in_a_cell_or_signature_goes(text: str) -> None:
    assert [words.lower() for entity, words, _ in named(text, "mail") if entity == "COMPANY_PLACE"] == ["steenlo"]


def test_what_a_firm_does_beside_its_name_is_no_town() -> None:
    text = "Groet,\nHilde\nKraan & Kade | Advies | 06 5120 8834\nKraan & Kade | Hilde | 06 5120 8834"
    assert [words for entity, words, _ in named(text, "mail") if entity == "COMPANY_PLACE"] == []


def test_in_another_letter_only_what_stands_below_the_third_partys_name_gives_its_town() -> None:
    places = [words for entity, words, _ in named(LETTER) if entity == "COMPANY_PLACE"]
    assert places == ["Havendam", "Havendam", "Havendam"]
    assert not [one for one in named("Havendam, 4 maart 2019\nGeachte heer,") if one[0] == "COMPANY_PLACE"]
    assert not [one for one in named("Van Dam\nKade 1\n7411 AB Havendam") if one[0] == "COMPANY_PLACE"]


@pytest.mark.parametrize("address", ["Kaaistraat 12 bus 3\n9270 Oosterbeke", "Hafenweg 8a\nD-48431 Oosterbeke"])
def test_the_town_of_a_firm_abroad_goes_below_its_street(address: str) -> None:
    letter = f"Kraan & Kade\nt.a.v. de directie\n{address}\nBelgië\n\nZandwijk, 4 maart 2019"
    assert [words for entity, words, _ in named(letter, "brief") if entity == "COMPANY_PLACE"] == ["Oosterbeke"]
    resident = letter.replace("Kraan & Kade", "Mevrouw A. Pieters").replace("t.a.v. de directie\n", "")
    assert [words for entity, words, _ in named(resident, "brief") if entity == "COMPANY_PLACE"] == []


def test_a_number_of_things_at_the_head_of_a_line_is_no_postcode() -> None:
    text = "Offerte\n\nWij leveren voor fase 2\n4500 Folders\nen hangen die op."
    places = [words for entity, words, _ in named(text, "offerte", "third_party") if entity == "COMPANY_PLACE"]
    assert places == []


def test_the_town_of_a_party_in_a_signature_goes() -> None:
    text = "Met groet,\nErik\nKraan & Kade, Oosterwolde aan Zee\n06 12 34 56 78"
    assert ("COMPANY_PLACE", "Oosterwolde aan Zee", None) in named(text, kind="offerte", origin="third_party")
    text = "Groeten uit Waterlo, Erik"
    assert ("COMPANY_PLACE", "Waterlo", None) in named(text, kind="offerte", origin="third_party")
    text = "Er kwamen offertes van\nKraan & Kade, Trafiqon en een derde partij."
    assert not [one for one in named(text) if one[0] == "COMPANY_PLACE"]


def with_pictures(*regions: Region) -> Page:
    return Page(0, 595.0, 842.0, "", (), "text", regions)


LOGO = Region(BoxPt(400, 30, 540, 90), "image")
PHOTO = Region(BoxPt(60, 300, 540, 600), "image")
BACKGROUND = Region(BoxPt(0, 0, 595, 842), "image")
MARK = Region(BoxPt(200, 400, 260, 440), "logo")


def test_logos_in_a_third_partys_letter_go_when_parties_are_anonymous() -> None:
    doc = document([with_pictures(LOGO, PHOTO, BACKGROUND, MARK)])
    boxes = [finding.box_pt for finding in logo_regions(doc, CaseFile(anonymise_parties=True))]
    assert boxes == [LOGO.box_pt, MARK.box_pt]


def test_the_stamp_of_what_came_in_is_no_logo_and_a_firms_own_mark_with_words_is() -> None:
    anonymous = CASE.model_copy(update={"anonymise_parties": True})
    for words, stays in (("INGEKOMEN 3 MEI 2021", True), ("Zandwijk water", False), ("Kraan & Kade INGEKOMEN", False)):
        page = grid([words, "Geachte heer,"])
        boxes = [word.box_pt for word in page.words if word.end <= len(words)]
        around = BoxPt(boxes[0].x0 - 5, boxes[0].y0 - 5, boxes[-1].x1 + 5, boxes[-1].y1 + 5)
        doc = document([replace(page, regions=(Region(around, "logo"),))])
        assert (logo_regions(doc, anonymous) == []) is stays


def test_the_coloured_head_of_a_table_is_no_logo() -> None:
    bar = Region(BoxPt(60, 120, 540, 140), "image")
    page = replace(grid(["Kosten", "Omschrijving en bedrag"]), regions=(bar,))
    assert logo_regions(document([page]), CaseFile(anonymise_parties=True)) == []


def test_a_bar_over_everything_on_the_first_page_is_a_letterhead() -> None:
    bar = Region(BoxPt(60, 70, 540, 100), "image")
    assert logo_regions(document([with_pictures(bar)]), CaseFile(anonymise_parties=True))


def test_a_mark_in_the_middle_of_a_cover_is_a_logo_and_a_photograph_is_not() -> None:
    mark = Region(BoxPt(80, 260, 240, 300), "image")
    cover = with_pictures(mark, Region(BoxPt(80, 320, 400, 410), "image"))
    found = logo_regions(document([cover]), CaseFile(anonymise_parties=True))
    assert [one.box_pt for one in found] == [mark.box_pt]
    full = replace(grid(["Wij schrijven deze regel vol met woorden over niets."] * 16), regions=(mark,))
    assert logo_regions(document([full]), CaseFile(anonymise_parties=True)) == []


def test_logos_stay_when_parties_are_not_anonymous_and_in_the_municipalitys_own_letter() -> None:
    assert logo_regions(document([with_pictures(LOGO)]), CaseFile()) == []
    assert logo_regions(document([with_pictures(LOGO)], "brief", "own"), CaseFile(anonymise_parties=True)) == []


GLUED_CASE = CaseFile.model_validate({
    "municipality": {"name": "Zandwijk"},
    "third_parties": [
        {"name": "Vuurvast Brandwacht B.V.", "aliases": ["Vuurvast", "VV"]},
        {"name": "Stroomwijs Energie B.V.", "aliases": ["Stroomwijs"]},
    ],
})  # fmt: skip


def spread_names(text: str, case: CaseFile = GLUED_CASE) -> list[str]:
    """What goes of the names of companies, once the case is known."""
    page = grid(text.split("\n"))
    doc = document([page], "mail", "own")
    found = spread(doc, [], merge([], case))
    return [page.text[one.start : one.end] for one in found if one.entity == "COMPANY"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("OfferteVuurvast.pdf", ["Vuurvast"]),
        ("offertevuurvast def.pdf", ["vuurvast"]),
        ("Vuurvastplanning.xlsx", ["Vuurvast"]),
        ("20250301vuurvast.docx", ["vuurvast"]),
        ("BrandveiligVuurvast2025.pdf", ["Vuurvast"]),
        ("planVuurvast Brandwacht.pdf", ["Vuurvast Brandwacht"]),
        ("offerte-vuurvast.pdf", ["vuurvast"]),
        ("offerte_vv.pdf", ["vv"]),
        ("VV-prijsblad.pdf", ["VV"]),
        ("prijsVV2.pdf", ["VV"]),
        ("VVprijs.pdf", ["VV"]),
        ("Onvuurvaste stoffen.pdf", ["vuurvast"]),
        ("vuurvaste stoffen.pdf", []),
        ("bivvakkeren.pdf", []),
    ],
)
def test_a_short_name_goes_from_the_name_of_an_attachment(name: str, words: list[str]) -> None:
    assert spread_names(f"Onderwerp: stukken\nBijlagen: agenda.pdf; {name}; kaart.png\n\nDag Ron,") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lees 'concept_vuurvast.docx' nog eens.", ["vuurvast"]),
        ("Zie OfferteStroomwijs.pdf of de Stroomwijsofferte.", ["Stroomwijs", "Stroomwijs"]),
        ("De Stroomwijsplanning en het stroomwijsrapport zijn binnen.", ["Stroomwijs"]),
        ("VV levert de brandwachten.", ["VV"]),
        ("De V.V. Zandwijk traint; vuurvaste stof, vuurvastheid en avvocaat.", []),
        ("Vuurvaste deuren zijn duurder.", []),
        ("Stroom wijst de weg.", []),
    ],
)
def test_a_name_in_a_compound_goes_and_a_word_stays(text: str, words: list[str]) -> None:
    assert spread_names(text) == words


def test_a_short_name_goes_from_a_title() -> None:
    text = "Stroomwijsplanning en offertestroomwijs.pdf"
    assert [text[start:end] for start, end in merge([], GLUED_CASE).names_in(text)] == ["Stroomwijs", "stroomwijs"]


def towns(text: str, kind: Kind = "memo", origin: Origin = "own") -> list[str]:
    return [words for entity, words, _ in named(text, kind, origin) if entity == "COMPANY_PLACE"]


@pytest.mark.parametrize(
    "text",
    [
        "Betaling op onze rekening t.n.v. Kraan & Kade Verkeersadvies B.V., Steenlo. Btw-nummer volgt.",
        "Wij bieden dit aan.\n\nKraan & Kade, De Oude Werf, loods 3, Steenlo\nKvK 08221590",
        "Kraan & Kade, gevestigd aan de Loswal 14 te Steenlo, hierna: opdrachtnemer.",
        "Opdracht verleend.\nKraan & Kade, Steenlo, 7 november 2022\nAnna",
        "Offerte van Anna de Wit en Bo Prins · Steenlo, 14 januari 2022 · kenmerk 22-7",
        "Voorstel | Steenlo, 3 mei 2023 | Anna de Wit",
        "Kraan & Kade Verkeersadvies B.V., Loswal 14 te Steenlo (verwerker), vertegenwoordigd door Anna.",
        "Overeenkomst met Kraan & Kade, De Oude Werf 3a, te Steenlo.",
    ],
)
def test_the_town_of_a_firm_is_told_in_its_own_lines(text: str) -> None:
    assert towns(text, "offerte", "third_party") == ["Steenlo"]


@pytest.mark.parametrize(
    "text",
    [
        "Hierbij geven wij u opdracht.\nVoor akkoord:\nAnna de Wit, Steenlo, 13 mei 2024",
        "Voor akkoord, Steenlo, 10 januari 2024",
        "Dit blad is naar waarheid ingevuld.\nSteenlo, 7 maart 2024",
        "Eerder werkte een bureau uit Steenlo hieraan.",
        "Wij spraken met Kraan & Kade uit Steenlo.",
        "De gemeente en Kraan & Kade, Loswal 14 te Steenlo, komen overeen:",
        "Naam\tKraan & Kade\nPlaats\tSteenlo\nTelefoon\t06",
        "Groet,\nAnna\nKraan & Kade - Steenlo - 06 5120 8834",
    ],
)
def test_the_town_of_a_firm_is_told_in_the_papers_of_the_municipality(text: str) -> None:
    assert towns(text) == ["Steenlo"]


@pytest.mark.parametrize(
    "text",
    [
        "Voor akkoord:\nAnna de Wit, Zandwijk, 13 mei 2024",
        "Wij spraken een bewoner uit Steenlo.",
        "Naam\tJan Bos\nPlaats\tSteenlo",
        "Zie het bureau uit 2019.",
        "De opdracht is getekend in mei.",
        "Kraan & Kade\nTussenrapportage, 26 januari 2024",
    ],
)
def test_the_municipalitys_own_town_and_that_of_somebody_else_stay(text: str) -> None:
    assert towns(text) == []


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("De programmeurs in Aarhus werken nauw met ons samen.", ["Aarhus"]),
        ("Het ontwikkelteam in Lund lost dat op.", ["Lund"]),
        ("Ons team in HRM is klein.", []),
        ("Onze adviseurs in Zorg en Welzijn lossen dat op.", []),
        ("Onze werkplaats in Steenlo maakt de palen.", ["Steenlo"]),
        ("Our developers in Bilbao will fix it.", ["Bilbao"]),
        ("Ons kleine team in Steenlo kent de haven.", ["Steenlo"]),
        ("Het team in Steenlo wordt door u geleid.", []),
        ("Uw collega's in Steenlo weten dat.", []),
        ("Onze mensen in Nederland doen dat.", []),
        ("Ons team in Januari is klein.", []),
        ("De projectontwikkelaars in Steenlo bouwen veel.", []),
    ],
)
def test_where_a_firms_people_sit_goes_in_its_own_paper(text: str, towns: list[str]) -> None:
    offer = "Offerte voor palen in de haven\n" + text
    seen = named(offer, kind="offerte", origin="third_party")
    assert [words for entity, words, _ in seen if entity == "COMPANY_PLACE"] == towns
    assert not [one for one in named(text, kind="memo") if one[0] == "COMPANY_PLACE"]
