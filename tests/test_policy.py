"""The policy: which finding, in which document, goes under which ground."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import document_of, finding_of
from woolak.errors import CaseFileError
from woolak.pipeline.ground import propose
from woolak.rules.policy import load_policy

POLICY = load_policy()


def test_a_civil_servants_name_goes_under_privacy() -> None:
    document = document_of("Behandeld door Karin Smit, afdeling Ruimte")
    (proposal,) = propose(document, [finding_of(document, "Karin Smit", "PERSON")], POLICY, False)
    assert proposal.grounds == ("5.1(2)e",)
    assert proposal.action == "redact"
    assert "5.1" in proposal.reason


def test_a_bsn_goes_under_its_own_absolute_ground() -> None:
    document = document_of("BSN 111222333")
    (proposal,) = propose(document, [finding_of(document, "111222333", "BSN")], POLICY, False)
    assert proposal.grounds == ("5.1(1)e",)


def test_a_price_in_an_offer_is_confidential() -> None:
    document = document_of("Totaal 12.500,00", kind="offerte", origin="third_party")
    (proposal,) = propose(document, [finding_of(document, "12.500,00", "AMOUNT")], POLICY, False)
    assert proposal.grounds == ("5.1(1)c",)


def test_a_company_is_readable_unless_the_case_anonymises_parties() -> None:
    document = document_of("Offerte van Steen B.V.", kind="offerte", origin="third_party")
    found = [finding_of(document, "Steen B.V.", "COMPANY")]
    assert propose(document, found, POLICY, False) == ()
    assert len(propose(document, found, POLICY, True)) == 1


def test_an_opinion_is_only_suggested_and_only_in_internal_documents() -> None:
    text = "Ik vind dit geen goed idee."
    memo, letter = document_of(text, kind="memo", internal=True), document_of(text)
    (proposal,) = propose(memo, [finding_of(memo, text, "OPINION")], POLICY, False)
    assert (proposal.action, proposal.grounds) == ("suggest", ("5.2(1)",))
    assert propose(letter, [finding_of(letter, text, "OPINION")], POLICY, False) == ()


def test_what_is_public_is_not_proposed() -> None:
    document = document_of("burgemeester De Bruin")
    public = finding_of(document, "De Bruin", "PERSON", keep="office_holder")
    also_found = finding_of(document, "Bruin", "PERSON", score=0.6)
    assert propose(document, [public, also_found], POLICY, False) == ()


def test_a_name_inside_an_institutes_name_is_not_a_person() -> None:
    document = document_of("onderzoek van de Anna Prins Stichting")
    whole = finding_of(document, "Anna Prins Stichting", "COMPANY")
    inner = finding_of(document, "Anna Prins", "PERSON")
    assert propose(document, [whole, inner], POLICY, False) == ()


def test_a_municipality_overrides_the_policy_in_a_file_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "lakbeleid.yaml"
    own.write_text(
        'rules:\n- {entities: [REFERENCE], action: redact, grounds: ["5.1(2)e"], reason: "Briefkenmerk."}\n',
        encoding="utf-8",
    )
    document = document_of("Kenmerk AB/12-3")
    found = [finding_of(document, "AB/12-3", "REFERENCE")]
    assert propose(document, found, POLICY, False) == ()
    (proposal,) = propose(document, found, load_policy(own), False)
    assert (proposal.grounds, proposal.reason) == (("5.1(2)e",), "Briefkenmerk.")


def test_a_mistake_in_a_municipalitys_policy_names_its_line(tmp_path: Path) -> None:
    own = tmp_path / "lakbeleid.yaml"
    own.write_text("rules:\n- entities: [NAAM]\n  action: keep\n  reason: x\n", encoding="utf-8")
    with pytest.raises(CaseFileError, match=r"lakbeleid.yaml, regel 2: onbekende soort vondst: NAAM"):
        load_policy(own)


def test_the_company_in_a_mail_address_does_not_cut_it_in_two() -> None:
    document = document_of("mail k.smit@steen.nl", kind="offerte", origin="third_party")
    whole = finding_of(document, "k.smit@steen.nl", "EMAIL", score=0.95)
    part = finding_of(document, "steen", "COMPANY", score=0.95)
    (proposal,) = propose(document, [whole, part], POLICY, True)
    assert proposal.grounds == ("5.1(2)e",)


def test_of_two_readings_of_the_same_words_the_surer_one_counts() -> None:
    document = document_of("aanbod van Steenwijk", kind="offerte", origin="third_party")
    company = finding_of(document, "Steenwijk", "COMPANY", score=0.95)
    person = finding_of(document, "Steenwijk", "PERSON", score=0.4)
    (proposal,) = propose(document, [company, person], POLICY, True)
    assert proposal.grounds == ("5.1(1)c",)


@pytest.mark.parametrize(
    ("text", "name", "evidence"),
    [
        ("From: Annelie Steenwijk", "Annelie Steenwijk", "mail_display"),
        ("namens R.T. Steenwijk", "R.T. Steenwijk", "signature"),
        ("mevrouw Steenwijk belt", "Steenwijk", "title:mevrouw"),
    ],
)
def test_a_directors_surname_is_not_the_firm_that_bears_it(text: str, name: str, evidence: str) -> None:
    document = document_of(text, kind="offerte", origin="third_party")
    person = finding_of(document, name, "PERSON", evidence=evidence)
    company = finding_of(document, "Steenwijk", "COMPANY", score=0.95)
    (proposal,) = propose(document, [person, company], POLICY, True)
    assert (proposal.text, proposal.grounds) == (name, ("5.1(2)e",))


def test_the_town_of_a_home_address_has_no_ground_of_its_own() -> None:
    document = document_of("Kerkpad 5, 7999 AB Veengaarde", kind="offerte", origin="third_party")
    home = finding_of(document, document.pages[0].text.strip(), "ADDRESS", score=0.9)
    town = finding_of(document, "Veengaarde", "COMPANY_PLACE", score=0.95)
    (proposal,) = propose(document, [home, town], POLICY, True)
    assert proposal.grounds == ("5.1(2)e",)


def test_an_order_number_is_no_count_of_work() -> None:
    document = document_of("Uw ordernummer 4500218836", kind="factuur", origin="third_party")
    found = [finding_of(document, "4500218836", entity, score=0.9) for entity in ("COUNT", "ORDER_NUMBER")]
    (proposal,) = propose(document, found, POLICY, True)
    assert proposal.grounds == ("5.1(2)f",)


def test_a_name_in_a_passage_of_a_company_keeps_its_own_ground() -> None:
    document = document_of("wij laten Karin Smit de sessies leiden", kind="offerte", origin="third_party")
    passage = finding_of(document, document.pages[0].text, "METHOD", score=0.95)
    person = finding_of(document, "Karin Smit", "PERSON")
    assert len(propose(document, [passage, person], POLICY, False)) == 2


def test_the_unit_goes_into_the_box_with_its_figure() -> None:
    document = document_of("inzet van 24 uren tegen € 95 per uur", kind="offerte", origin="third_party")
    found = [finding_of(document, "24", "COUNT"), finding_of(document, "€ 95", "RATE")]
    assert [one.text for one in propose(document, found, POLICY, False)] == ["24 uren", "€ 95"]


def test_a_passage_that_may_be_a_companys_approach_is_for_a_person_to_decide() -> None:
    text = "Wij houden u graag op de hoogte van de voortgang."
    document = document_of(text, kind="offerte", origin="third_party")
    (proposal,) = propose(document, [finding_of(document, text, "METHOD", score=0.45)], POLICY, False)
    assert proposal.action == "suggest"


@pytest.mark.parametrize(("score", "action"), [(0.7, "suggest"), (0.8, "redact")])
def test_what_a_firm_reports_that_it_found_is_for_a_person_to_decide_unless_it_is_plainly_how_it_worked(
    score: float, action: str
) -> None:
    text = "De bewoners van de Kade noemen de verlichting het vaakst."
    document = document_of(text, kind="rapport", origin="third_party")
    found = finding_of(document, text, "METHOD", score=score, evidence="method_report:")
    assert [one.action for one in propose(document, [found], POLICY, False)] == [action]


def test_a_doubtful_passage_takes_no_box_away_from_the_part_of_it_that_is_retold() -> None:
    text = "Wij spraken het bureau. De kruispunten krijgen telslangen."
    memo = document_of(text, kind="memo", origin="own", internal=True)
    part = text[text.index("De kruis") :]
    doubtful = finding_of(memo, text, "METHOD", score=0.45, evidence="method_own_document:bureau")
    told = finding_of(memo, part, "METHOD", score=0.6, evidence="method_retold:telslangen")
    proposals = propose(memo, [doubtful, told], POLICY, False)
    assert {(one.text, one.action) for one in proposals} == {(text, "suggest"), (part, "redact")}
