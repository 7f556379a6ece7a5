"""Each validation rule finds the case that breaks it and lets pass the one that does not; places, never contents."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.building import document_of, proposal_of
from woolak.inventory.checks import Checked, Dossier, check
from woolak.inventory.checks.finding import check_rules
from woolak.inventory.letters.annex import annex
from woolak.inventory.letters.letter import Course
from woolak.inventory.letters.texts import Texts, annex_texts
from woolak.inventory.line import InventoryLine
from woolak.inventory.zienswijze.views import View
from woolak.model import Judgement, Kind, Says
from woolak.rules.casefile import CaseFile
from woolak.rules.decision import DecisionFile

CASE = CaseFile.model_validate(
    {
        "municipality": {"name": "gemeente Meerwolde"},
        "request": {"date": "2024-03-01"},
        "public_officials": [{"name": "Hanneke Vreugdenhil", "role": "burgemeester"}],
        "third_parties": [{"name": "Kranenborg Idrissi B.V.", "aliases": ["Kranenborg"], "pseudonym": "partij K"}],
    }
)
TODAY = datetime.date(2024, 3, 20)
TEXT = "Op de kade sprak Karin van Dongen met de aannemer over de haven"


def checked(
    text: str = TEXT,
    boxes: Sequence[tuple[str, tuple[str, ...]]] = (("Karin van Dongen", ("5.1(2)e",)),),
    number: str = "1a",
    date: str | None = "2023-05-01",
    kind: Kind = "brief",
    decided: dict[str, Any] | None = None,
    entity: str = "PERSON",
    **line: Any,
) -> Checked:
    document = replace(document_of(text, kind=kind), id=number, source=f"{number}.pdf")
    redactions = tuple(proposal_of(document, words, *grounds, entity=entity) for words, grounds in boxes)
    per_ground: dict[str, int] = {}
    for box in redactions:
        for code in box.grounds:
            per_ground[code] = per_ground.get(code, 0) + 1
    judgement: Judgement = "deels openbaar" if boxes else "openbaar"
    basis = InventoryLine(
        number, number, f"{number}.pdf", f"Stuk {number}", datetime.date.fromisoformat(date) if date else None, kind,
        1, judgement, tuple(per_ground), redactions_per_ground=per_ground, reviewed=True,
    )  # fmt: skip
    said = DecisionFile.model_validate({"documents": {f"{number}.pdf": decided or {}}}).of(f"{number}.pdf")
    return Checked(replace(basis, **line), document, redactions, said)


def dossier(
    *documents: Checked,
    case: CaseFile = CASE,
    decision: dict[str, Any] | None = None,
    texts: Texts | None = None,
    course: Course | None = None,
    views: tuple[View, ...] = (),
    today: datetime.date = TODAY,
) -> Dossier:
    decided = DecisionFile.model_validate(decision or {})
    contents = annex([one.line for one in documents], case, None, decided)
    return Dossier(documents, contents, texts or annex_texts(), case, decided, course or Course(), views, today)


def rules(*documents: Checked, **other: Any) -> set[str]:
    return {one.rule for one in check(dossier(*documents, **other))}


def boxed(*grounds: str, **other: Any) -> Checked:
    return checked(boxes=[("Karin van Dongen", grounds)], **other)


def test_a_case_that_is_right_has_no_findings() -> None:
    assert check(dossier(checked(), checked(text="De haven is open.", boxes=[], number="1b"))) == []


# ---------------------------------------------------------------- R1 to R13: broken, and not

BREAKS = {
    "R1": boxed("5.1(5)", "5.1(2)e"),
    "R2": boxed("5.1(5)", decided={"environment": True}),
    "R3": boxed("5.1(6)"),
    "R4": boxed("5.1(2)b", decided={"emissions": True}),
    "R6": boxed("5.1(4)"),
    "R7_undated": boxed("5.1(2)e", date=None),
    "R7_general": boxed("5.1(2)b", date="2017-05-01"),
    "R8": boxed("5.2(1)", text="Aan: het college\n" + TEXT, kind="memo"),
    "R9": checked("Wij vinden dat het bedrag van 12,5 % te hoog is", [("bedrag van 12,5 % te hoog", ("5.2(1)",))]),
    "R10": boxed("5.1(2)"),
    "R11": boxed("5.1(2)j"),
}
KEEPS = {
    "R1": [boxed("5.1(5)"), boxed("5.1(2)e", "5.1(1)c")],
    "R2": [boxed("5.1(5)")],
    "R3": [boxed("5.1(6)", decided={"environment": True}), boxed("5.1(1)c")],
    "R4": [boxed("5.1(2)b"), boxed("5.2(1)", decided={"emissions": True})],
    "R6": [boxed("5.1(4)", decided={"until": datetime.date(2024, 5, 1)})],
    "R7_undated": [boxed("5.1(1)c", date=None), boxed("5.1(2)e")],
    "R7_general": [boxed("5.1(2)e", date="2017-05-01"), boxed("5.1(2)b"), boxed("5.1(1)c", date="2017-05-01")],
    "R8": [
        boxed("5.2(1)", text="Aan: Karin van Dongen\n" + TEXT, kind="memo"),
        boxed("5.2(1)", text="Aan: het college\n" + TEXT, decided={"opinions": "De groep is klein."}),
    ],
    "R9": [checked("Wij vinden dit geen goed plan en raden het af", [("geen goed plan", ("5.2(1)",))])],
    "R10": [boxed("5.1(2)e"), boxed("5.1(4)", decided={"until": datetime.date(2024, 5, 1)})],
    "R11": [boxed("10(2)e"), boxed("buiten verzoek")],
}  # fmt: skip


@pytest.mark.parametrize("rule", BREAKS)
def test_rule_finds_what_breaks_it(rule: str) -> None:
    assert rule in rules(BREAKS[rule])


@pytest.mark.parametrize("rule", KEEPS)
def test_rule_lets_pass_what_keeps_it(rule: str) -> None:
    for one in KEEPS[rule]:
        assert rule not in rules(one), one.line.grounds


def test_r1_reads_overlapping_boxes_as_the_same_passage() -> None:
    apart = [("de aannemer", ("5.1(5)",)), ("Karin van Dongen", ("5.1(2)e",))]
    inside = [("sprak Karin van Dongen met", ("5.1(5)",)), ("Karin van Dongen", ("5.1(2)e",))]
    assert "R1" not in rules(checked(boxes=apart)) and "R1" in rules(checked(boxes=inside))


def test_r3_environment_takes_the_place_of_business_data_also_for_the_whole_case() -> None:
    assert "R3" in rules(boxed("5.1(1)c", decided={"environment": True}))
    assert "R3" in rules(boxed("5.1(1)c"), decision={"environment": True})
    smoke = checked("De uitstoot van de ketel was 12 kilo", [("uitstoot van de ketel", ("5.1(1)c",))])
    assert "R3_maybe" in rules(smoke)


def test_r4_asks_about_persons_in_information_on_emissions_without_stopping_the_release() -> None:
    found = [one for one in check(dossier(boxed("5.1(2)e", decided={"emissions": True}))) if one.rule == "R4_person"]
    assert found and not found[0].blocking


def test_r5_consideration_that_weighs_nothing_is_no_motivation() -> None:
    good = dossier(boxed("5.1(2)e"))
    flat = replace(good.annex.considerations[0], paragraphs=("Dit zijn persoonsgegevens.",))
    broken = replace(good, annex=replace(good.annex, considerations=(flat,)))
    assert "R5" not in {one.rule for one in check(good)} and "R5" in {one.rule for one in check(broken)}


def test_r7_old_information_needs_its_paragraph() -> None:
    good = dossier(boxed("5.1(2)e", date="2017-05-01"))
    broken = replace(good, annex=replace(good.annex, old=None))
    assert "R7" not in {one.rule for one in check(good)} and "R7" in {one.rule for one in check(broken)}
    assert "R7_request" in rules(boxed("5.1(2)e"), case=CaseFile())
    assert "R7_request" not in rules(boxed("5.1(1)c"), case=CaseFile())


def test_r11_asks_what_was_meant_and_changes_nothing() -> None:
    [found] = [one for one in check(dossier(boxed("5.1(2)j"))) if one.rule == "R11"]
    assert "Bedoelde u 5.1(2)f, 5.1(2)i?" in found.text and found.blocking


def test_r12_boxes_list_and_annex_name_the_same_grounds() -> None:
    one = boxed("5.1(2)e")
    assert not rules(one) & {"R12_line", "R12_box", "R12_paragraph", "R12_unused"}
    unlisted = replace(one, line=replace(one.line, grounds=(), redactions_per_ground={}))
    assert "R12_line" in rules(unlisted)
    unboxed = replace(one, line=replace(one.line, grounds=("5.1(2)e", "5.1(1)c")))
    assert "R12_box" in rules(unboxed)
    good = dossier(one)
    bare = replace(good, annex=replace(good.annex, considerations=()))
    assert "R12_paragraph" in {found.rule for found in check(bare)}
    other = dossier(boxed("5.1(1)c")).annex.considerations
    more = replace(good, annex=replace(good.annex, considerations=(*good.annex.considerations, *other)))
    assert "R12_unused" in {found.rule for found in check(more)}


def test_r12_document_that_is_refused_as_a_whole_needs_no_boxes() -> None:
    refused = checked(boxes=[], judgement="niet openbaar", grounds=("5.1(1)c",), withheld=True)
    assert not rules(refused) & {"R12_box", "R12_line", "no_ground"}


# ---------------------------------------------------------------- R13


def test_r13_person_redacted_here_and_readable_there_is_found_with_both_places() -> None:
    there = checked("Verslag\nmet van Dongen,\nKARIN VAN DONGEN en anderen", boxes=[], number="2b")
    [found] = [one for one in check(dossier(checked(), there)) if one.rule == "R13"]
    assert found.place == "1a, bladzijde 1, regel 1" and "2b, bladzijde 1, regel 3" in found.text
    assert "Dongen" not in str(found) and "naam van een persoon" in found.text


def test_r13_same_person_redacted_everywhere_is_no_finding() -> None:
    there = checked("Verslag van Karin van Dongen", number="2b")
    assert "R13" not in rules(checked(), there)


@pytest.mark.parametrize(
    ("here", "there", "entity", "found"),
    [
        ("Kranenborg Idrissi", "Van: a@b.nl\nAan: Kranenborg-Idrissi B.V.", "COMPANY", True),
        ("€ 12.500,50", "wij betaalden 12.500,50 euro", "AMOUNT", True),
        ("06-12345678", "bel 06 12345678", "PHONE", True),
        ("Bakker", "de bakker op de hoek", "PERSON", False),
        ("Hanneke Vreugdenhil", "burgemeester Hanneke Vreugdenhil", "PERSON", False),
        ("12", "12 bomen", "AMOUNT", False),
    ],
)
def test_r13_follows_what_can_be_told_from_ordinary_words(here: str, there: str, entity: str, found: bool) -> None:
    one = checked(f"Over {here} gesproken", [(here, ("5.1(1)c",))], entity=entity)
    assert ("R13" in rules(one, checked(there, [], number="2b"))) is found


PASSAGE = (
    "De training begint met een gesprek in kleine groepen waarin elke deelnemer vertelt wat hij moeilijk vindt en "
    "daarna oefent met een acteur"
)


def test_r13_nearly_the_same_passage_readable_elsewhere_is_found() -> None:
    one = checked(f"Aanpak: {PASSAGE}.", [(PASSAGE, ("5.1(1)c",))], entity="METHOD")
    copy = PASSAGE.replace("moeilijk", "lastig").replace("kleine groepen", "kleine\ngroepen")
    assert "R13_passage" in rules(one, checked(f"Intern verslag. {copy}", [], number="2b"))
    other = "De training is geweest en een acteur oefende met elke deelnemer in kleine groepen over wat moeilijk is"
    assert "R13_passage" not in rules(one, checked(other, [], number="2b"))


def test_title_or_remark_that_gives_away_what_was_redacted_is_found() -> None:
    assert "title" in rules(checked(title="Gesprek met Karin van Dongen"))
    assert "title" in rules(checked(remark="Zie mevrouw Karin van Dongen."))
    assert "title_other" in rules(checked(), checked("Niets", [], number="2b", title="Karin van Dongen over de haven"))
    assert not rules(checked(title="Gesprek met [naam]")) & {"title", "title_other"}


# ---------------------------------------------------------------- judgement, terms, views


@pytest.mark.parametrize(
    ("one", "rule"),
    [
        (checked(judgement="openbaar"), "judgement"),
        (checked(boxes=[], judgement="deels openbaar"), "judgement"),
        (checked(text="Karin van Dongen"), "judgement"),
        (checked(boxes=[], judgement="niet openbaar", withheld=True), "no_ground"),
        (checked(boxes=[], judgement="dubbel", withheld=True), "double_of"),
        (checked(boxes=[], judgement="reeds openbaar", withheld=True), "public_where"),
    ],
)
def test_judgement_has_to_fit_the_boxes(one: Checked, rule: str) -> None:
    assert rule in rules(one)


@pytest.mark.parametrize(
    "one",
    [
        checked(text="Karin van Dongen", judgement="niet openbaar"),
        checked(boxes=[], judgement="dubbel", duplicate_of="1b", withheld=True),
        checked(boxes=[], judgement="reeds openbaar", link="https://meerwolde.example", withheld=True),
    ],
)
def test_judgement_that_fits_is_no_finding(one: Checked) -> None:
    assert not rules(one) & {"judgement", "no_ground", "double_of", "public_where"}


def test_terms_that_passed_are_told() -> None:
    course = Course(received=datetime.date(2024, 2, 1), due=datetime.date(2024, 2, 29))
    assert "term" in rules(checked(), course=course)
    assert "term" not in rules(checked(), course=course, today=datetime.date(2024, 2, 29))
    assert "term_late" in rules(checked(), course=course, decision={"date": "2024-03-02"})
    assert not rules(checked(), course=course, decision={"date": "2024-02-20"}) & {"term", "term_late"}


def test_reply_that_is_awaited_stops_the_release_until_its_term_is_over_or_somebody_decides() -> None:
    view = View("Kranenborg Idrissi B.V.", datetime.date(2024, 3, 8), datetime.date(2024, 3, 22))
    [found] = [one for one in check(dossier(checked(), views=(view,))) if one.rule == "view_waiting"]
    assert found.blocking
    assert "view_silent" in rules(checked(), views=(view,), today=datetime.date(2024, 3, 23))
    assert not rules(checked(), views=(replace(view, waived="spoed"),)) & {"view_waiting", "view_silent"}
    replied = replace(view, replied=datetime.date(2024, 3, 10), says=Says.OBJECTION)
    assert not rules(checked(), views=(replied,)) & {"view_waiting", "view_silent"}
    early = {"date": "2024-04-01", "publish_on": "2024-04-10"}
    assert "publish_early" in rules(checked(), views=(replied,), decision=early)
    assert "publish_early" not in rules(checked(), views=(replied,), decision=early | {"publish_on": "2024-04-15"})


def test_party_whose_data_is_redacted_and_that_nobody_asked_is_told() -> None:
    offer = checked("Offerte van Kranenborg voor 500 euro", [("500", ("5.1(1)c",))], entity="AMOUNT")
    assert "view_unasked" in rules(offer)
    asked = View("Kranenborg Idrissi B.V.", datetime.date(2024, 3, 8), datetime.date(2024, 3, 22))
    assert "view_unasked" not in rules(offer, views=(asked,))


def test_mistake_in_the_name_of_a_document_in_besluit_yaml_is_told() -> None:
    assert "unknown_source" in rules(checked(), decision={"documents": {"1b.pdf": {"remark": "x"}}})
    assert "unknown_source" not in rules(checked(), decision={"documents": {"1a.pdf": {"remark": "x"}}})


def test_every_finding_has_a_text_a_remedy_and_a_line_of_its_own() -> None:
    for text in check_rules().findings.values():
        assert text.text and text.remedy.endswith(".")
    for one in [found for broken in BREAKS.values() for found in check(dossier(broken))]:
        assert "\n" not in str(one) and "{" not in str(one) and str(one).startswith(("Fout", "Let op"))
