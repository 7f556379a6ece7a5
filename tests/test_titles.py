"""A title in the public list names no person, no hidden party and nothing that was redacted, and it reads well."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import document_of, proposal_of
from woolak.inventory import safe_title
from woolak.model import Document, Kind
from woolak.pipeline.redactions import parts_told
from woolak.rules.casefile import CaseFile

CASE = CaseFile.model_validate(
    {
        "anonymise_parties": True,
        "third_parties": [
            {
                "name": "Bureau Lindeboom B.V.",
                "aliases": ["Lindeboom", "BLB"],
                "domains": ["lindeboom.nl"],
                "pseudonym": "partij L",
            },
            {"name": "Vaartwijk Advies"},
            {"name": "Kraan & Çelik Ingenieurs N.V.", "pseudonym": "partij K"},
        ],
    }
)  # fmt: skip
OPEN_CASE = CASE.model_copy(update={"anonymise_parties": False})
NAMES = re.compile(r"\b(?:Karin van Dongen|van Dongen|K\. van Dongen|Yusuf)\b", re.I)


def names_in(text: str) -> list[tuple[int, int]]:
    return [(match.start(), match.end()) for match in NAMES.finditer(text)]


def titled(title: str, source: str = "bestand.pdf", kind: Kind = "overig") -> Document:
    document = document_of("tekst", kind=kind, source=source)
    return replace(document, facts=replace(document.facts, title=title))


def title_of(title: str, source: str = "bestand.pdf", kind: Kind = "overig", case: CaseFile = CASE) -> str:
    return safe_title(titled(title, source, kind), case, names_in)


@pytest.mark.parametrize(
    ("title", "safe"),
    [
        ("Gesprek met Karin van Dongen over de haven", "Gesprek met [naam] over de haven"),
        ("cv_K. van Dongen_2019.pdf", "Cv [naam] 2019"),
        ("Mail van Yusuf, Karin van Dongen", "Mail van [naam]"),
        ("Offerte Bureau Lindeboom B.V. getekend", "Offerte partij L getekend"),
        ("offerte_lindeboom_v2.pdf", "Offerte partij L v2"),
        ("Presentatie BLB2017", "Presentatie partij L 2017"),
        ("BLBplanning", "Partij L-planning"),
        ("blbplanning", "Blbplanning"),
        ("OfferteBLB_def.docx", "Offerte partij L def"),
        ("OfferteLindeboom", "Offerte partij L"),
        ("Lindeboomrapport", "Partij L-rapport"),
        ("20240101lindeboom.pdf", "20240101 partij L"),
        ("Lindebooms plan van aanpak", "Partij L plan van aanpak"),
        ("Factuur Vaartwijk-Advies", "Factuur partij B"),
        ("FACTUUR Kraan Celik Ingenieurs", "FACTUUR partij K"),
        ("Offerte Kraan en Çelik", "Offerte partij K"),
        ("Gesprek met CELIK", "Gesprek met partij K"),
        ("Kraanwagens en advies in de wijk", "Kraanwagens en advies in de wijk"),
        ("Reactie via info@lindeboom.nl", "Reactie via [e-mailadres]"),
        ("Bellen met 06-12345678 over planning", "Bellen met [telefoonnummer] over planning"),
    ],
)
def test_title_hides_persons_and_parties(title: str, safe: str) -> None:
    assert title_of(title) == safe


def test_parties_stay_by_name_when_the_case_does_not_anonymise_them() -> None:
    assert title_of("Offerte Lindeboom", case=OPEN_CASE) == "Offerte Lindeboom"


def test_short_abbreviation_is_not_looked_for_inside_other_words() -> None:
    case = CaseFile.model_validate(
        {"anonymise_parties": True, "third_parties": [{"name": "KAT", "pseudonym": "partij K"}]}
    )
    assert safe_title(titled("Katern over KAT en skateplek"), case, names_in) == "Katern over partij K en skateplek"


@pytest.mark.parametrize(
    ("title", "safe"),
    [
        ("RE: FW: planning overleg.eml", "Planning overleg"),
        ("RE Beoordeling offertes", "Beoordeling offertes"),
        ("Verslag%20overleg_(1).docx", "Verslag overleg"),
        ("Kopie van begroting 2019.xlsx", "Begroting 2019"),
        ("=HYPERLINK(x)", "HYPERLINK(x)"),
        ("PLAN VAN AANPAK VNG", "Plan van aanpak VNG"),
        ("PvA", "PvA"),
        ("  - memo  verkeer \n\t ", "Memo verkeer"),
    ],
)
def test_leftovers_of_a_file_name_are_cleaned(title: str, safe: str) -> None:
    assert title_of(title) == safe


def test_the_municipality_keeps_its_capital_in_a_title_in_capitals() -> None:
    case = CaseFile.model_validate({"municipality": {"name": "gemeente Testdam"}})
    assert title_of("PLEINEN IN TESTDAM", case=case) == "Pleinen in Testdam"


def test_officers_own_number_is_not_repeated_in_the_title() -> None:
    assert title_of("2d Telefonisch overleg", "2d Telefonisch overleg.pdf") == "Telefonisch overleg"
    assert title_of("2e Plan van aanpak", "2e Plan van aanpak.pdf") == "Plan van aanpak"
    assert title_of("2e kwartaal 2020", "2e kwartaal 2020.pdf") == "2e kwartaal 2020"


def test_document_without_a_safe_word_is_called_by_its_kind() -> None:
    assert title_of("Karin van Dongen", kind="brief") == "Brief [naam]"
    assert title_of("", source="___.pdf", kind="offerte") == "Offerte"
    assert title_of("", source="---", kind="mail") == "E-mail"
    assert title_of("?!") == "Document"


def test_document_that_was_not_read_is_not_called_by_its_file_name() -> None:
    unread = replace(titled("Formulier Onbekendman", "Formulier Onbekendman.pdf"), pages=())
    assert safe_title(unread, CASE, names_in) == "Document"


def test_title_does_not_give_away_what_was_redacted_in_the_document() -> None:
    document = titled("opdrachtbon 4500-218836 van € 12.500", kind="opdrachtbon")
    inside = document_of("order 4500218836 kost 12.500 of 40 uur")
    redactions = [
        proposal_of(inside, "4500218836", "5.1(2)f", entity="ORDER_NUMBER"),
        proposal_of(inside, "12.500", "5.1(1)c", entity="AMOUNT"),
        proposal_of(inside, "40", "5.1(1)c", entity="COUNT"),
    ]
    assert safe_title(document, CASE, names_in, redactions=redactions[1:]) == "Opdrachtbon 4500-218836 van € [bedrag]"
    spaced = proposal_of(document_of("4500 218836"), "4500 218836", "5.1(2)f", entity="ORDER_NUMBER")
    assert "218836" not in safe_title(document, CASE, names_in, redactions=[spaced])


def test_title_does_not_say_part_of_an_address_that_was_redacted() -> None:
    address = "Elzenpad 4, 9999 ZZ ZUIDERDAM"
    gone = document_of(f"De melder woont op {address}. Het gaat om lawaai.", kind="overig")
    stays = document_of(f"De melder woont op {address}. Op het Elzenpad is lawaai.", kind="overig")
    for title, document, safe in (
        ("klachten Elzenpad 2024", gone, "Klachten [weggelaten] 2024"),
        ("klachten Elzenpad 2024", stays, "Klachten Elzenpad 2024"),
        ("9999 ZZ ZUIDERDAM", stays, "Brief"),
    ):
        named = replace(document, facts=replace(document.facts, title=title))
        redactions = [proposal_of(document, address, "5.1(2)e", entity="ADDRESS")]
        parts_in = partial(parts_told, document=document, approved=redactions)
        assert safe_title(named, CASE, names_in, redactions=redactions, parts_in=parts_in) == safe


def test_company_that_the_case_file_does_not_name_is_hidden_too() -> None:
    def companies_in(text: str) -> list[tuple[int, int]]:
        return [(match.start(), match.end()) for match in re.finditer("Zandstra Groep", text)]

    document = titled("Offerte Zandstra Groep en Lindeboom")
    assert safe_title(document, CASE, names_in, companies_in=companies_in) == "Offerte [bedrijf] en partij L"
    assert "Zandstra" in safe_title(document, OPEN_CASE, names_in, companies_in=companies_in)


def test_body_text_that_was_taken_for_a_title_is_left_out() -> None:
    run_on = "De haven in beeld voor schippers bedoeld is. Daar zijn wij van uitgegaan."
    assert title_of(run_on, "aanbieding_haven_v2.pdf") == "Aanbieding haven v2"
    assert title_of("Verslag nr. Vier van de commissie", "x.pdf") == "Verslag nr. Vier van de commissie"
    assert title_of("Komt er een brug? Wij denken mee", "folder brug.pdf") == "Folder brug"


def test_title_that_repeats_part_of_a_redacted_passage_is_replaced_by_the_name_of_the_file() -> None:
    passage = "Wij beginnen met een gesprek in groepjes aan de waterkant en " + "bouwen daarna samen een model. " * 6
    inside = document_of(passage)
    document = titled("Gesprek in groepjes aan de waterkant", "offerte.pdf")
    redactions = [proposal_of(inside, passage, "5.1(1)c", entity="METHOD")]
    assert safe_title(document, CASE, names_in, redactions=redactions) == "Offerte"


HIDDEN = st.sampled_from(["Karin van Dongen", "BUREAU LINDEBOOM B.V.", "lindeboom", "Yusuf"])


@given(st.text(max_size=60), HIDDEN, st.text(max_size=60))
def test_whatever_stands_around_a_name_it_is_gone_and_a_title_remains(before: str, name: str, after: str) -> None:
    title = title_of(f"{before} {name} {after}")
    assert title and title == " ".join(title.split())
    assert title[0] not in "=+-@" and len(title) <= 162
    assert not NAMES.search(title) and "lindeboom" not in title.lower()
