"""Passages that a person has to weigh: measured on invented documents (tests/passages.yaml)."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.business_pages import artifacts, document, grid, marked
from woolak.model import Kind, Origin
from woolak.pipeline.detect.passages import recognizers
from woolak.pipeline.detect.passages.blocks import blocks_of, lines_of, sentences_of
from woolak.rules.casefile import CaseFile

RECOGNIZERS = recognizers()
LABELS = {"O": "OPINION", "C": "CONSULTATION", "I": "INSPECTION", "N": "NEGOTIATION", "X": "OUT_OF_SCOPE"}


def told(
    text: str, kind: Kind = "memo", origin: Origin = "own", internal: bool = True, case: CaseFile | None = None
) -> list[tuple[str, str, str]]:
    """Entity, evidence key and words of every passage in a text."""
    page = grid(text.split("\n"))
    seen = artifacts(page, document([page], kind, origin, internal), case or CaseFile())
    found = []
    for recognizer in RECOGNIZERS:
        for one in recognizer.analyze(page.text, recognizer.supported_entities, seen):
            evidence = one.analysis_explanation.textual_explanation if one.analysis_explanation else ""
            found.append((one.entity_type, (evidence or "").partition(":")[0], page.text[one.start : one.end]))
    return found


def measure(set_: str, boxes: bool) -> dict[str, tuple[float, float]]:
    """Per kind: share of the passages of which most is found, share of the suggestions that are mostly right."""
    counts: dict[str, Counter[str]] = {entity: Counter() for entity in LABELS.values()}
    for sample in marked("passages.yaml", boxes):
        if sample.set_ != set_:
            continue
        page = sample.document.pages[0]
        seen = artifacts(page, sample.document, sample.case)
        results = [one for r in RECOGNIZERS for one in r.analyze(page.text, r.supported_entities, seen)]
        for entity, count in counts.items():
            own = [one for one in results if one.entity_type == entity]
            places = {place for one in own for place in range(one.start, one.end)}
            spans = [(start, end) for _, start, end, label in sample.expected if LABELS[label] == entity]
            expected = {place for start, end in spans for place in range(start, end)}
            for start, end in spans:
                count["passages"] += 1
                count["found"] += len(places & set(range(start, end))) > 0.5 * (end - start)
            for one in own:
                count["suggestions"] += 1
                count["right"] += len(expected & set(range(one.start, one.end))) > 0.5 * (one.end - one.start)
    return {
        entity: (count["found"] / count["passages"], count["right"] / max(1, count["suggestions"]))
        for entity, count in counts.items()
        if count["passages"]
    }


@pytest.mark.parametrize("set_", ["development", "second", "fourth", "fifth"])
@pytest.mark.parametrize("boxes", [True, False])
def test_passages_are_suggested_and_facts_are_not(set_: str, boxes: bool) -> None:
    for entity, (recall, precision) in measure(set_, boxes).items():
        print(
            f"{entity} {set_} {'with boxes' if boxes else 'text alone'}: recall {recall:.0%}, precision {precision:.0%}"
        )
        assert recall >= 0.7, entity
        assert precision >= 0.8, entity


def test_advice_to_the_college_raises_the_third_lid() -> None:
    text = "Aan: college van burgemeester en wethouders\nWij adviseren het plan niet vast te stellen."
    assert told(text)[0][:2] == ("OPINION", "formal_decision")
    assert told("Wij adviseren het plan niet vast te stellen.")[0][:2] == ("OPINION", "opinion")


def test_the_addressee_on_the_first_page_counts_for_the_next() -> None:
    first, second = grid(["Aan: wethouder Wonen"]), grid(["Wij adviseren het plan niet vast te stellen."], page_index=1)
    doc = document([first, second], "memo", "own", True)
    [one] = RECOGNIZERS[0].analyze(second.text, ["OPINION"], artifacts(second, doc))
    assert one.analysis_explanation and (one.analysis_explanation.textual_explanation or "").startswith(
        "formal_decision"
    )


@pytest.mark.parametrize(
    ("kind", "origin"), [("offerte", "third_party"), ("brief", "own"), ("raadsstuk", "own"), ("besluit", "own")]
)
def test_opinions_are_only_looked_for_in_internal_deliberation(kind: Kind, origin: Origin) -> None:
    assert told("Wij adviseren u voor deze oplossing te kiezen.", kind, origin, internal=False) == []


def test_what_was_shared_in_confidence_says_so() -> None:
    [(entity, key, _)] = told("De politie heeft in vertrouwen laten weten dat zij twijfelt.")
    assert (entity, key) == ("CONSULTATION", "in_confidence")


def test_another_municipality_that_says_something_is_consultation_and_the_own_is_not() -> None:
    case = CaseFile.model_validate({"municipality": {"name": "Zandwijk"}})
    assert told("De gemeente Waterdam gaf aan ontevreden te zijn over het bureau.", case=case)[0][0] == "CONSULTATION"
    assert told("De gemeente Zandwijk gaf aan de stukken te sturen.", case=case) == []


def test_an_estimate_before_the_tender_is_told_from_other_negotiation() -> None:
    assert ("NEGOTIATION", "estimate_before_tender") in [one[:2] for one in told("De directieraming is € 900.000.")]
    assert ("NEGOTIATION", "negotiation") in [one[:2] for one in told("Ons openingsbod is € 2,1 miljoen.")]


REQUEST = CaseFile.model_validate(
    {"request": {"text": "Alle documenten over de opvang aan de Havenstraat"}, "out_of_scope_hint": "parkeren"}
)


def test_without_a_request_nothing_is_out_of_scope() -> None:
    text = "Parkeren\nDe parkeertarieven worden per 1 januari aangepast aan de inflatie."
    assert [one for one in told(text, "verslag") if one[0] == "OUT_OF_SCOPE"] == []
    assert [one[1] for one in told(text, "verslag", case=REQUEST) if one[0] == "OUT_OF_SCOPE"] == ["hinted_subject"]


def test_a_paragraph_on_the_request_is_never_out_of_scope() -> None:
    text = "De bezoekers van de opvang kunnen parkeren op het terrein aan de Havenstraat."
    assert [one for one in told(text, "verslag", case=REQUEST) if one[0] == "OUT_OF_SCOPE"] == []


def outside(text: str, kind: Kind) -> list[str]:
    return [" ".join(one[2].split()) for one in told(text, kind, case=REQUEST) if one[0] == "OUT_OF_SCOPE"]


MINUTES = "1. Opvang\nDe opvang aan de Havenstraat opent in mei. De bewoners van de opvang krijgen begeleiding.\n{}"


def test_a_paragraph_that_says_that_it_is_about_something_else_is_out_of_scope() -> None:
    mail = "Beste Ans,\n\nDe opvang gaat in mei open.\n\n{} weet jij wie de sleutel van de fietsenkelder heeft?"
    assert outside(mail.format("Nog iets anders:"), "mail") == [
        "Nog iets anders: weet jij wie de sleutel van de fietsenkelder heeft?"
    ]
    assert outside(mail.format("Kees vraagt:"), "mail") == []
    assert outside(mail.format("Nog iets anders over de opvang:"), "mail") == []


@pytest.mark.parametrize(
    "turn",
    [
        "O ja, heel iets anders: ",
        "Dan nog een geheel andere vraag: ",
        "Ten slotte, los hiervan: ",
        "En ff wat anders, ",
        "Nu we toch mailen. Wat anders: ",
    ],
)
def test_however_it_is_said_what_follows_is_about_something_else(turn: str) -> None:
    mail = f"Beste Ans,\n\nDe opvang gaat in mei open. {turn}wie heeft de kelder geopend? Hij was op slot."
    found = outside(mail, "mail")
    assert found and found[0].endswith("wie heeft de kelder geopend? Hij was op slot.")
    assert "opvang" not in found[0]


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("Weet jij trouwens of de lantaarns op het Plein al zijn besteld?", True),
        ("De lantaarns op het Plein zijn trouwens besteld.", False),
        ("Komen er trouwens ook kinderen in de opvang?", False),
        ("Komt de beveiliger trouwens op zondag?", False),
        ("Wie legt er in voor het cadeau en de taart van Ans?", True),
        ("Er was taart bij de opening.", False),
        ("Weet iemand wanneer de koffieautomaat komt?", True),
        ("Wil iemand zaterdag een dienst ruilen vanwege de kermis?", True),
        ("Mijn jaargesprek met Kees, kan dat een dag eerder?", True),
        ("Zullen we het ook even hebben over de lantaarns op het Plein?", True),
        ("Zullen we het ook even hebben over de opvang?", False),
        ("Ander punt: de lantaarns op het Plein branden niet.", True),
        ("Ander punt: de beveiliger heeft nog geen sleutel.", False),
        ("Wie houdt een toespraak op de borrel van de opvang?", False),
    ],
)
def test_a_question_aside_or_a_farewell_is_another_matter(said: str, other: bool) -> None:
    mail = f"Beste Bo,\n\nDe opvang gaat in mei open en de beveiliger begint dan ook.\n\n{said}\n\nGroet, Jan"
    assert outside(mail, "mail") == ([said] if other else [])


@pytest.mark.parametrize(
    ("sender", "to", "found"),
    [
        ("k.bos@politie.nl", "a.vos@waterlo.nl", True),
        ("k.bos@ggdmidden.nl", "a.vos@waterlo.nl", True),
        ("k.bos@beveiliger.example", "a.vos@waterlo.nl", False),
        ("k.bos@politie.nl", "a.smit@beveiliger.example", False),
    ],
    ids=["the police", "a health service", "a firm", "the police to a firm"],
)
def test_what_another_public_body_mails_in_confidence_is_suggested(sender: str, to: str, found: bool) -> None:
    case = CaseFile.model_validate({"municipality": {"name": "Waterlo", "domain": "waterlo.nl"}})
    said = "In vertrouwen: het team volgt al weken een groep van twaalf mensen."
    mail = f"Van: Kim Bos <{sender}>\nAan: {to}\nOnderwerp: advies\n\nBeste Ans,\n\n{said}\n\nGroet, Kim"
    suggested = [one for one in told(mail, "mail", "other_government", False, case) if one[0] == "CONSULTATION"]
    assert bool(suggested) is found


def test_in_a_round_of_questions_each_sentence_may_be_out_of_scope() -> None:
    asked = "Ans vraagt wanneer de verlichting op het sportveld wordt vervangen. Dat wordt nagezocht."
    about = "Bo meldt dat de begeleiding een dag later begint."
    closing = "De volgende vergadering is op 3 juni."
    assert outside(MINUTES.format(f"5. Rondvraag\n{about} {asked} {closing}"), "verslag") == asked.replace(
        ". D", ".|D"
    ).split("|")
    assert outside(MINUTES.format(f"5. Planning\n{about} {asked} {closing}"), "verslag") == []
    shares = "Ans vraagt wanneer de leverancier de verlichting op het sportveld vervangt."  # one word of four
    told_before = "De leverancier begint een dag later met de begeleiding."
    assert outside(MINUTES.format(f"{told_before}\n5. Rondvraag\n{about} {shares} {closing}"), "verslag") == [shares]


def test_one_vowel_or_two_is_the_same_subject() -> None:
    text = "De parkeerautomaten in de kelder geven geen bon meer."
    assert [one[1] for one in told(text, "verslag", case=REQUEST) if one[0] == "OUT_OF_SCOPE"] == ["hinted_subject"]


def test_an_opinion_in_a_table_cell_is_read_across_its_lines() -> None:
    page = grid(
        [
            [(60, "Onderwerp"), (150, "Besproken"), (450, "Wie")],
            [
                (60, "Meerwerk"),
                (150, "De rekening is binnen. Karin is van mening dat de gemeente dit niet"),
                (450, "Karin"),
            ],
            [(150, "moet betalen en dat de directie een brief moet sturen.")],
        ]
    )
    seen = artifacts(page, document([page], "verslag", "own", True), CaseFile())
    found = RECOGNIZERS[0].analyze(page.text, ["OPINION"], seen)
    assert [page.text[one.start : one.end] for one in found] == [
        "Karin is van mening dat de gemeente dit niet",
        "moet betalen en dat de directie een brief moet sturen.",
    ]


def test_minutes_that_were_taken_for_a_report_are_read_for_opinions() -> None:
    head = "Gesprek over het zwembad\nAanwezig: vijf medewerkers\n"
    opinion = "Karin vindt dat wij hier beter niet aan kunnen beginnen."
    assert [one[:2] for one in told(head + "Afspraken\n" + opinion, "rapport", "own", internal=False)] == [
        ("OPINION", "opinion_in_minutes")
    ]
    assert told(opinion, "rapport", "own", internal=False) == []


THREAD = """Van: Ada Bos
Verzonden: maandag 4 maart 2024 10:12
Aan: Karel Vos
Onderwerp: RE: maaien

Dan spreken we dat zo af.

Van: Karel Vos
Verzonden: vrijdag 1 maart 2024 09:00
Aan: Ada Bos
Onderwerp: maaien

Kan het in mei?

Van: Ada Bos
Verzonden: dinsdag 5 juni 2018 16:40
Aan: Karel Vos
Onderwerp: maaien

Toen deden we het in juli."""


def test_a_quoted_mail_outside_the_period_of_the_request_is_suggested() -> None:
    period = CaseFile.model_validate({"request": {"period": {"from": "2024-01-01", "to": "2024-12-31"}}})
    (found,) = told(THREAD, "mail", case=period)
    assert found[:2] == ("OUT_OF_SCOPE", "outside_period")
    assert found[2].startswith("Van: Ada Bos\nVerzonden: dinsdag 5 juni 2018") and found[2].endswith("in juli.")


def test_without_a_period_no_mail_is_outside_it_and_the_mail_itself_is_never_a_passage() -> None:
    assert told(THREAD, "mail") == []
    later = CaseFile.model_validate({"request": {"period": {"from": "2025-01-01"}}})
    assert {found[2].split("\n")[1] for found in told(THREAD, "mail", case=later)} == {
        "Verzonden: vrijdag 1 maart 2024 09:00", "Verzonden: dinsdag 5 juni 2018 16:40",
    }  # fmt: skip


def test_a_mail_without_quoted_mails_has_none_outside_the_period() -> None:
    case = CaseFile.model_validate({"request": {"text": "alles", "period": {"from": "2024-01-01", "to": "2024-12-31"}}})
    assert told("Dag Karin,\nDe vergadering is verzet.", "mail", case=case) == []


def test_a_numbered_paragraph_that_goes_on_is_no_head() -> None:
    text = (
        "2.1 Een van de buurgemeenten heeft laten weten dat zij voorlopig niet mee wil doen aan het onderzoek in de\n"
        "regio.\n"
        "2.2 Planning\n"
        "Het onderzoek begint in mei.\n"
    )
    kinds = [(block.kind, text[block.start : block.start + 3]) for block in blocks_of(text, lines_of(text, None))]
    assert ("heading", "2.1") not in kinds and ("heading", "2.2") in kinds


def test_the_head_of_a_numbered_part_may_hold_a_colon_and_a_numbered_clause_is_no_head() -> None:
    text = (
        "3.2 Fase 1: Voorbereiding\nDe opdracht begint met een bijeenkomst van beide partijen in de eerste week.\n"
        "1. Opdrachtnemer zet per dagdeel een werkmeester en\ndrie leerlingen in, die elkaar afwisselen aan de bank.\n"
    )
    kinds = {text[block.start : block.start + 3]: block.kind for block in blocks_of(text, lines_of(text, None))}
    assert kinds["3.2"] == "heading"
    assert kinds["1. "] != "heading"


def test_a_number_at_the_start_of_a_line_that_ends_a_sentence_opens_no_item() -> None:
    text = (
        "Gesprekken met de bewoners van de flats zijn gepland in week 20 en de metingen van week 21 tot en met week\n"
        "23. Daarna volgt een bijeenkomst.\n"
        "1. Een inloop in de middag.\n"
        "2. Een rondgang over het terrein met bewoners die zich hebben opgegeven en met de wijkagent van het gebied\n"
        "3. Een afsluiting."
    )
    told = [text[block.start : block.end].split("\n")[-1][:12] for block in blocks_of(text, lines_of(text, None))]
    assert told == ["23. Daarna v", "1. Een inloo", "2. Een rondg", "3. Een afslu"]


def test_in_a_chat_each_message_stands_by_itself_without_who_said_it_and_when() -> None:
    text = (
        "08:12 - Rachid el Ouardi: Goedemorgen. Weet\niedereen het?\n08:14 - +31 6 12345678: Ja, op het bord.\n"
        "Karin de Bos 09:15\nDag allemaal.\n12-03-2024 14:22 - Tom Bos: geregeld\nWorkshop met rollenspel 10:30\n"
    )
    said = [
        [text[one.start : one.end].replace("\n", " ") for one in sentences_of(text, block.start, block.end)]
        for block in blocks_of(text, lines_of(text, None))
        if block.kind != "furniture"
    ]
    assert said == [
        ["Goedemorgen.", "Weet iedereen het?"],
        ["Ja, op het bord."],
        ["Dag allemaal."],
        ["geregeld Workshop met rollenspel 10:30"],
    ]


def test_what_a_company_must_not_know_of_supervision_is_weighed() -> None:
    text = (
        "We kijken eerst naar de opslag en dan pas naar de administratie. Kleine afwijkingen laten we lopen. "
        "Die grens is niet bekend bij het bedrijf en dat houden we zo."
    )
    assert any(one[0] == "INSPECTION" and "niet bekend" in one[2] for one in told(text))
    assert told("Het rapport is niet bekend bij het bedrijf dat de weg aanlegt.") == []
