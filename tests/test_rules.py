"""The rule files that ship: sound, and knowing every word that the recognizers say."""

from __future__ import annotations

from woolak.pipeline.ingest.paper.hidden import HiddenRules
from woolak.rules.grounds import grounds
from woolak.rules.policy import entities, load_policy
from woolak.rules.reading import read_rules
from woolak.rules.reasons import all_reasons, reason_of


def test_every_entity_has_a_rule() -> None:
    ruled = {entity for rule in load_policy().rules for entity in rule.entities}
    assert ruled == set(entities())


def test_the_policy_names_only_grounds_of_the_law_and_reasons_that_exist() -> None:
    markings = {"buiten verzoek"}
    for rule in load_policy().rules:
        assert set(rule.grounds) <= set(grounds()) | markings
        assert set(rule.evidence) <= set(all_reasons())


def test_a_reason_says_what_was_seen() -> None:
    assert "Tarief" in reason_of("rate:Tarief")
    assert "{" not in reason_of("rate")


def test_the_page_that_woolak_adds_names_nobody_that_could_be_taken_for_a_person() -> None:
    said = read_rules("hidden.yaml", HiddenRules)
    assert "Woolak" not in " ".join([said.title, said.introduction, *said.headings.values()])
