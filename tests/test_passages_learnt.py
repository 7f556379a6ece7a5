"""Opinions and exchanges in words that no list of cues has, whose they are, and in which documents they are shown."""

from __future__ import annotations

import pytest

from tests.business_pages import artifacts, document, grid
from tests.test_passages import told
from woolak.pipeline.detect.passages import recognizers
from woolak.pipeline.detect.passages.learnt import learnt_weights
from woolak.rules.casefile import CaseFile

CASE = CaseFile.model_validate(
    {
        "municipality": {"name": "Zandwijk", "domain": "zandwijk.nl"},
        "third_parties": [{"name": "Bureau Zandloper", "domains": ["zandloper.nl"]}],
    }
)


def entities(text: str, kind: str = "memo", internal: bool = True) -> list[str]:
    return [one[0] for one in told(text, kind, "own", internal, CASE)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "opinion",
    [
        "Dat hele plan rammelt aan alle kanten en daar gaan we in de raad last van krijgen.",
        "Een tweede loket is zonde van het geld, dan liever een extra avond open.",
        "Laat je door die wethouder van hiernaast niet gek maken.",
        "Ik heb er een hard hoofd in, want zo wordt het dweilen met de kraan open.",
    ],
)
def test_an_opinion_is_told_without_any_word_of_the_cues(opinion: str) -> None:
    facts = "De brug is in 1972 gebouwd. Het onderhoud kost 14.000 euro per jaar. "
    assert "OPINION" in entities(facts + opinion)


@pytest.mark.parametrize(
    "fact",
    [
        "De brug is in 1972 gebouwd en is 14 meter lang.",
        "De commissie vergadert op 12 mei in het gemeentehuis en krijgt de stukken een week vooraf.",
        "Bij variant 2 wordt de weg negen weken afgesloten en rijdt de bus om.",
        "De offertes zijn op 3 maart ontvangen en opgeslagen in het systeem.",
    ],
)
def test_facts_and_alternatives_with_their_consequences_stay(fact: str) -> None:
    assert entities(fact) == []


def test_the_evidence_names_the_words_that_led_to_it() -> None:
    page = grid(["Dat hele plan rammelt aan alle kanten en dat gaat ons opbreken in de raad."])
    seen = artifacts(page, document([page], "memo", "own", True), CASE)
    (found,) = recognizers()[0].analyze(page.text, ["OPINION"], seen)
    shown = (
        (found.analysis_explanation.textual_explanation or "").partition(":")[2] if found.analysis_explanation else ""
    )
    assert shown and all(words in page.text.lower() for words in shown.split(", "))
    assert 0.4 < found.score <= 1.0


THREAD = """Van: Ada Bos <a.bos@zandwijk.nl>
Aan: Karel Vos <k.vos@zandwijk.nl>
Onderwerp: RE: offerte

Ik heb er een hard hoofd in dat dit gaat werken, hun planning rammelt.

Van: Jan Teer <j.teer@zandloper.nl>
Aan: Ada Bos <a.bos@zandwijk.nl>
Onderwerp: offerte

Ik vind eerlijk gezegd dat jullie te krap in de tijd zitten en zou liever later beginnen.

Van: Ada Bos
Aan: j.teer@zandloper.nl
Onderwerp: vraag

Wij vinden de prijs te hoog en zouden die liever wat lager zien."""


@pytest.mark.parametrize("origin", ["own", "third_party"])
def test_in_a_thread_only_what_stayed_within_the_municipality_is_an_opinion(origin: str) -> None:
    found = [one[2] for one in told(THREAD, "mail", origin, origin == "own", CASE) if one[0] == "OPINION"]  # type: ignore[arg-type]
    assert found == ["Ik heb er een hard hoofd in dat dit gaat werken, hun planning rammelt."]


def test_each_message_of_a_chat_is_read_by_itself() -> None:
    text = "[09:01] Ria: wie haalt de tafels\n[09:02] Kees: ik vind dit echt te gek voor woorden, zonde van ons geld\n"
    found = [one[2] for one in told(text + "[09:05] Ria: de sleutel ligt bij de balie", "mail", case=CASE)]
    assert found == ["ik vind dit echt te gek voor woorden, zonde van ons geld"]


def test_an_opinion_in_a_document_not_known_to_be_internal_says_so() -> None:
    text = (
        "De school telt 140 leerlingen.\n\nEerlijk gezegd vind ik dat doel veel te hoog gegrepen, dat zou ik schrappen."
    )
    found = [one[:2] for one in told(text, "plan", "own", False, CASE)]
    assert found == [("OPINION", "opinion_elsewhere")]


def test_what_another_body_told_without_a_word_of_confidence_is_consultation() -> None:
    told_so = "De wijkagent nam mij na afloop apart: er loopt een onderzoek naar de eigenaar, wij weten van niets."
    assert "CONSULTATION" in entities(f"De zaak is sinds mei open.\n\n{told_so}", "mail")


@pytest.mark.parametrize(
    "told",
    [
        "Een van de burgemeesters heeft bezwaar gemaakt tegen uitbreiding van de proef tot zijn gemeente.",
        "Het waterschap heeft vooraf te kennen gegeven dat het niet bij de avond aanwezig wil zijn.",
    ],
)
def test_what_a_cue_says_another_body_told_is_shown_whatever_was_learnt(told: str) -> None:
    assert "CONSULTATION" in entities(f"De proef loopt sinds maart in drie wijken. {told} Het verslag volgt in mei.")


def test_a_part_of_minutes_that_shares_its_words_with_the_rest_is_on_the_same_subject() -> None:
    case = CaseFile.model_validate({"request": {"text": "Alle documenten over de opvang aan de Havenstraat"}})
    minutes = (
        "1. Opvang Havenstraat\nDe opvang aan de Havenstraat heeft dertig bedden. De begeleiders werken in ploegen en "
        "de keuken is open tot negen uur.\n2. {}\n{}\n"
    )
    shared = "De begeleiders vragen een extra sleutel, de ploegen wisselen om zeven uur en de keuken krijgt nu bedden."
    apart = "Het bad sluit zes weken: de glijbaan gaat om, de hal wordt geverfd en al het water is ververst, zegt Kees."
    found = [told(minutes.format(*one), "verslag", case=case) for one in (("Sleutels", shared), ("Zwembad", apart))]
    assert [[one[0] for one in each if one[0] == "OUT_OF_SCOPE"] for each in found] == [[], ["OUT_OF_SCOPE"]]


def test_the_weights_are_small_enough_to_load_at_once() -> None:
    assert all(len(rounds.of_words) < 20_000 for rounds in learnt_weights().values())
