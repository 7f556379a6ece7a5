"""Found once in a case, found everywhere in it: also without its label, spaced otherwise, broken over a line."""

from __future__ import annotations

import pickle

import pytest
from presidio_analyzer.nlp_engine import NlpArtifacts

from tests.test_identifiers import CASE, document, results
from woolak.model import Document, Finding
from woolak.pipeline.detect.identifiers import collect, merge, spread


def findings(doc: Document) -> list[Finding]:
    text = doc.pages[0].text
    return [
        Finding(
            r.entity_type, 0, r.start, r.end, text[r.start : r.end], r.score, r.analysis_explanation.recognizer,
            r.analysis_explanation.textual_explanation, (r.recognition_metadata or {}).get("keep"),
        )
        for r in results(text, doc.facts.origin)
    ]  # fmt: skip


def spread_from(first: str, second: str, origin: str = "own") -> list[Finding]:
    """All that is known of the second document, after the first was read."""
    docs = [document(first, origin), document(second)]
    found = [findings(one) for one in docs]
    clues = [collect(one, its, CASE) for one, its in zip(docs, found, strict=True)]
    register = merge(pickle.loads(pickle.dumps(clues)), CASE)
    return found[1] + spread(docs[1], found[1], pickle.loads(pickle.dumps(register)))


@pytest.mark.parametrize(
    ("first", "second", "value"),
    [
        ("IBAN NL91 ABNA 0417 1643 00", "Overgemaakt op NL91.ABNA.0417.1643.00 gisteren.", "NL91.ABNA.0417.1643.00"),
        ("IBAN NL91 ABNA 0417 1643 00", "Het oude nummer 0417.16.43.00 vervalt.", "0417.16.43.00"),
        ("IBAN NL91 ABNA 0417 1643 00", "Het oude nummer 417164300 vervalt.", "417164300"),
        ("Ordernummer 4500123456", "Zie 4500123456 in het systeem.", "4500123456"),
        ("Ordernummer 4500123456", "Zie 4500 123 456 in het systeem.", "4500 123 456"),
        ("Ons kenmerk: KII/24-0317/PJO", "in KII / 24-0317 /\nPJO staat", "KII / 24-0317 /\nPJO"),
        ("Onze offerte BZL-22017 ligt hier", "Zij stuurden BZL-22017-c na.", "BZL-22017-c"),
        ("Onze offerte BZL-22017 ligt hier", "Dat is BZL-22017b geworden.", "BZL-22017b"),
        ("Onze offerte BZL-22017 ligt hier", "In BZL-22017-versie staat het.", "BZL-22017"),
        ("Bel K. de Vries: 0320-271234", "0320 27\n12 34 was in gesprek", "0320 27\n12 34"),
        ("mobiel 06-12345678", "+31612345678", "+31612345678"),
        ("wonende Achterom 4, 1315 AB Waterdam", "De brand was in Achterom 4.", "Achterom 4"),
        ("wonende Achterom 4, 1315 AB Waterdam", "de bewoner van 1315AB", "1315AB"),
        ("BSN 111222333", "nr 1112.22.333 is van haar", "1112.22.333"),
        ("k.devries@waterdam.nl", "account k.devries is geblokkeerd", "k.devries"),
        ("gebruikersnaam: kvries01", "map van kvries01 leeg", "kvries01"),
        ("Het wachtwoord is Welkom01!", "Probeer Welkom01! nog eens", "Welkom01!"),
        ("kenteken 12-XBT-3", "auto's: 12XBT3 en een fiets", "12XBT3"),
        ("KvK-nummer 30123456", "(30 12 34 56)", "30 12 34 56"),
        ("Crediteurnummer 102345", "boeking 102345", "102345"),
        ("Personeelsnummer 104512", "104512 heeft verlof", "104512"),
    ],
)
def test_value_found_with_its_label_is_found_without_it(first: str, second: str, value: str) -> None:
    assert value in [f.text for f in spread_from(first, second) if not f.keep]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ordernummer 4500123456", "Zie 14500123456 en 45001234567 en 4500123456,25."),
        ("Ordernummer 450012", "€ 1.450.012,00"),
        ("wonende Achterom 4", "Achterom 45 en Achterom 14"),
        ("toestel 4312", "In 4312 gevallen"),
        ("onderzoek@waterdam.nl", "Het onderzoek is klaar"),
        ("gebruiker rapport, wachtwoord Zee!2024", "Het rapport is klaar"),
        ("y.terpstra@waterdam.nl", "Y. Terpstra was er"),
        ("Kostenplaats 6511", "6511 keer"),
        ("Bel K. de Vries: 0320-271234", "bedrag 320271234567"),
    ],
)
def test_what_holds_the_same_digits_by_chance_is_left(first: str, second: str) -> None:
    assert [f for f in spread_from(first, second) if not f.keep] == []


def test_what_the_municipality_calls_your_reference_is_the_firms_own_in_the_firms_papers() -> None:
    letter, offer = document("Uw kenmerk: BZL-22017"), document("Herzien voorstel BZL-22017", "third_party")
    register = merge([collect(letter, findings(letter), CASE)], CASE)
    assert [one.evidence for one in spread(offer, findings(offer), register)] == ["party_reference:Uw kenmerk"]


@pytest.mark.parametrize(("street", "stays"), [("Markt 1\n1312 BA", True), ("Markt 14\n1312 BA", False)])
def test_the_town_hall_under_somebodys_name_is_where_he_works(street: str, stays: bool) -> None:
    foot = document("Gemeente Waterdam - Markt 1, 1312 BA Waterdam - Postbus 150, 1310 AD Waterdam - info@waterdam.nl")
    letter = document(f"Gemeente Waterdam\nTeam Verkeer\nMevrouw Y. Bakker\n{street} Waterdam\n\nBeste", "third_party")
    found = [findings(foot), findings(letter)]
    register = merge([collect(one, its, CASE) for one, its in zip((foot, letter), found, strict=True)], CASE)
    home = max((one for one in found[1] if one.entity == "ADDRESS"), key=lambda one: one.end - one.start)
    again = [one for one in spread(letter, found[1], register) if (one.start, one.end) == (home.start, home.end)]
    assert any(one.keep and one.score >= home.score for one in again) is stays


def test_a_number_of_the_letterhead_is_public_in_the_whole_case() -> None:
    head = "Gemeente Waterdam\nStadhuisplein 1\nPostbus 200\nTelefoon (0320) 27 99 11\nwww.waterdam.nl"
    found = spread_from(head, "U kunt ook bellen: 0320-279911.")
    assert {f.keep for f in found if f.text == "0320-279911"} == {None, "general_number"}


def test_a_number_of_a_person_is_not_public_because_a_letterhead_has_it() -> None:
    text = "Doorkiesnummer (0320) 27 12 34"
    found = spread_from("Gemeente Waterdam\nStadhuisplein 1\nTelefoon (0320) 27 12 34\nwww.waterdam.nl", text)
    assert None in {f.keep for f in found if "27 12 34" in f.text}
    assert "general_number" not in {f.keep for f in found if "27 12 34" in f.text}


def test_nothing_is_said_twice() -> None:
    found = spread_from("IBAN NL91 ABNA 0417 1643 00", "IBAN NL91 ABNA 0417 1643 00 t.n.v. J. Bakker")
    assert [f.entity for f in found if not f.keep] == ["IBAN"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Bel mij (06-12345678) even.", "06-12345678"),
        ("Bel mij (+31 (0)6 12345678) even.", "+31 (0)6 12345678"),
        ("Bel mij [06 12345678] even.", "06 12345678"),
        ("Bel mij (06) 12 34 56 78 even.", "(06) 12 34 56 78"),
        ("Bel mij (0031612345678", "0031612345678"),
    ],
)
def test_a_bracket_around_a_number_stays(text: str, number: str) -> None:
    assert {one.text for one in spread_from("mobiel 06-12345678", text) if one.entity == "PHONE"} == {number}


def test_an_invoice_that_is_numbered_within_its_year_is_not_found_in_a_date_and_time() -> None:
    first = "Factuurnummer 2023-09"
    assert "2023 09" not in [f.text for f in spread_from(first, "Verzonden: maandag 6 november 2023 09:02")]
    assert "2023-09" in [f.text for f in spread_from(first, "Wij betaalden 2023-09 vorige week.")]


def test_number_of_a_paragraph_below_a_street_is_no_house() -> None:
    found = spread_from("wonende Veldhof 21, 1315 AB Waterdam", "De nooddeur is aan de Veldhof.\n2.1 Opzet")
    assert not [one for one in found if one.entity == "ADDRESS"]


def test_short_number_of_a_warden_is_found_in_another_document() -> None:
    found = spread_from("Klacht over boa HK-12 van gisteren.", "Naam\tJ. Vos\tNummer\tHK-12")
    number = next(one for one in found if (one.entity, one.text) == ("PERSONNEL_NUMBER", "HK-12"))
    assert all(one.score <= number.score for one in found if one.text == "HK-12")  # else it stays as a reference


def test_number_in_the_foot_of_each_page_is_the_firms() -> None:
    from tests.test_identifiers import BLANK, RECOGNIZERS
    from woolak.model import DocumentFacts, Page

    texts = [f"Stichting Oever, SO24.118\nWat wij doen op bladzijde {page} staat hier." for page in "12"]
    pages = tuple(Page(index, 595, 842, text, (), "text") for index, text in enumerate(texts))
    doc = BLANK.make_doc(texts[0])
    doc._.document = Document("1", "plan.pdf", None, DocumentFacts("", None, "plan", "third_party", False), pages)
    doc._.page, doc._.case = pages[0], CASE
    artifacts = NlpArtifacts([], doc, [], [], None, "nl")  # type: ignore[arg-type]
    found = [texts[0][r.start : r.end] for one in RECOGNIZERS for r in one.analyze(texts[0], [], artifacts)]
    assert "SO24.118" in found
