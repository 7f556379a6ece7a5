"""What a company told comes back in the municipality's own documents, and companies write within its mails."""

from __future__ import annotations

import pytest

from tests.business_pages import artifacts, document, grid
from woolak.model import Document, Finding, Kind
from woolak.pipeline.detect.business.method_evidence import is_own
from woolak.pipeline.detect.business.parties import case_index
from woolak.pipeline.detect.business.recognize_figures import FigureRecognizer
from woolak.pipeline.detect.business.recognize_method import MethodRecognizer
from woolak.pipeline.detect.business.retelling import retold
from woolak.pipeline.detect.business.retold import Approaches, merged, told_in
from woolak.pipeline.detect.business.view import view_of
from woolak.rules.casefile import CaseFile

CASE = CaseFile.model_validate(
    {
        "municipality": {"name": "gemeente Zandwijk", "domain": "zandwijk.nl"},
        "third_parties": [{"name": "Trafiqon B.V.", "domains": ["trafiqon.nl"]}],
    }
)
NAMES = case_index(CASE)
OFFER = [
    "Wij hangen telslangen op zes kruispunten en filmen het oversteken met warmtecamera's.",
    "Bij de offerte hoort een planning.",
]


def known() -> Approaches:
    page = grid(OFFER)
    passage = Finding("METHOD", 0, 0, len(OFFER[0]), OFFER[0], 0.9, "", "method_text:")
    return merged([told_in(document([page]), [passage])], "alle stukken over het verkeer")


def again(line: str, kind: Kind = "memo", doc: Document | None = None) -> list[str]:
    doc = doc or document([grid([line])], kind, "own", True)
    return [one.text for one in retold(doc, [], known(), NAMES)]


def test_a_sentence_with_several_words_of_the_approach_tells_it_again() -> None:
    line = "De kruispunten krijgen telslangen en warmtecamera's."
    assert again(line) == [line]


def test_of_a_sentence_that_says_what_it_consists_of_only_that_goes() -> None:
    assert again("Het onderzoek bestaat uit telslangen op kruispunten en warmtecamera's.") == [
        "telslangen op kruispunten en warmtecamera's."
    ]


@pytest.mark.parametrize(
    "line",
    [
        "De planning hoort bij de offerte van het bureau.",  # words that stand elsewhere in the offer
        "Op de kruispunten is het al jaren gevaarlijk voor kinderen en ouderen.",  # one word alone
        "Wij hebben gevraagd om telslangen en warmtecamera's op de kruispunten.",  # what was asked
    ],
)
def test_a_sentence_on_the_same_subject_stays(line: str) -> None:
    assert again(line) == []


def test_the_reason_given_for_a_score_tells_the_approach_and_what_stands_beside_it_stays() -> None:
    rows: list[str | list[tuple[float, str]]] = [
        [(60, "Criterium"), (200, "Punten"), (260, "Motivering")],
        [(60, "Meting"), (200, "8"), (260, "Filmt kruispunten met warmtecamera's en telslangen. Wel")],
        [(260, "is de bijlage een blad te lang.")],
    ]
    found = [one.text for one in retold(document([grid(rows)], "memo", "own", True), [], known(), NAMES)]
    assert found == ["Filmt kruispunten met warmtecamera's en telslangen."]


def test_a_letter_that_names_no_company_is_for_somebody_else() -> None:
    line = "De kruispunten krijgen telslangen en warmtecamera's."
    assert again(line, "brief") == []
    letter = document([grid(["Aan Trafiqon B.V.", "", line])], "brief", "own")
    assert again(line, doc=letter) == [line]


def test_a_list_of_which_most_items_tell_the_approach_is_one() -> None:
    items = [
        "telslangen hangen op zes kruispunten en filmen;",
        "warmtecamera's filmen het oversteken bij kruispunten;",
        "metingen in de regen.",
    ]
    lines = ["De aanpak is:", *(f"{number}. {item}" for number, item in enumerate(items, 1))]
    found = [one.text for one in retold(document([grid(lines)], "memo", "own", True), [], known(), NAMES)]
    assert found == items
    lines[2:] = ["2. het budget aanvragen bij de raad;", "3. de bewoners een brief sturen."]
    found = [one.text for one in retold(document([grid(lines)], "memo", "own", True), [], known(), NAMES)]
    assert not set(found) & set(lines)


def test_the_head_of_a_mail_tells_no_approach() -> None:
    assert again("Onderwerp: telslangen, kruispunten en warmtecamera's", "mail") == []


def test_words_that_every_offer_has_tell_nothing() -> None:
    page = grid(["Wij werken eerst vier weken met twee mensen en gaan daarna elke week langs."])
    passage = Finding("METHOD", 0, 0, len(page.text), page.text, 0.9, "", "method_text:")
    approaches = merged([told_in(document([page]), [passage])], "")
    line = "De toezichthouder en de wijkagent gaan elke week samen langs."
    assert not list(retold(document([grid([line])], "memo", "own", True), [], approaches, NAMES))


def test_among_many_offers_a_word_of_them_all_tells_nothing() -> None:
    page = grid([OFFER[0]])
    passage = Finding("METHOD", 0, 0, len(OFFER[0]), OFFER[0], 0.9, "", "method_text:")
    approaches = merged([told_in(document([page]), [passage])] * 12, "")
    line = "De kruispunten krijgen telslangen en warmtecamera's."
    assert not list(retold(document([grid([line])], "memo", "own", True), [], approaches, NAMES))


def weighed(line: str, likely: float) -> list[tuple[str, float]]:
    """What a sentence that was found by itself, with a likelihood, is after what the companies told."""
    doc = document([grid([line])], "memo", "own", True)
    found = Finding("METHOD", 0, 0, len(line), line, likely, "", "method_own_document:")
    return [(one.text, one.score) for one in retold(doc, [found], known(), NAMES)]


def test_what_was_found_is_surer_when_a_company_told_the_like_and_less_sure_when_none_did() -> None:
    line, other = "De kruispunten krijgen telslangen en warmtecamera's.", "Het bureau deelt in de straten boekjes uit."
    [(text, surer)] = weighed(line, 0.45)
    assert text == line and surer >= 0.5
    [(_, less)] = weighed(other, 0.55)
    assert 0.3 <= less < 0.5, "a suggestion"
    assert weighed(other, 0.15) == [], "too little speaks for it"
    [(_, plain)] = weighed(other, 0.95)
    assert plain >= 0.5, "what is plain by itself needs no company"


def test_where_no_company_told_of_its_approach_each_sentence_speaks_for_itself() -> None:
    lines = ["Het bureau deelt boekjes uit. Daarna belt het bij iedereen aan.", "Dat is goed."]
    page = grid(lines)
    cut = page.text.index(" Daarna")
    first = Finding("METHOD", 0, 0, cut, page.text[:cut], 0.8, "", "method_own_document:")
    end = len(lines[0])
    second = Finding("METHOD", 0, cut + 1, end, page.text[cut + 1 : end], 0.6, "", "method_own_document:")
    third = Finding("METHOD", 0, end + 1, end + 13, page.text[end + 1 : end + 13], 0.2, "", "method_own_document:")
    found = list(retold(document([page], "memo", "own", True), [first, second, third], merged([], ""), NAMES))
    assert [(one.text, one.score) for one in found] == [(lines[0], 0.6)], "as one passage; what is unlikely falls out"


def test_a_companys_document_and_a_public_paper_are_left_alone() -> None:
    line = "De kruispunten krijgen telslangen en warmtecamera's."
    assert again(line, "raadsstuk") == []
    assert again(line, doc=document([grid([line])])) == []


THREAD = [
    "Van: K. Smit <k.smit@zandwijk.nl>",
    "Onderwerp: FW: voorstel",
    "Er is € 40.000 op de begroting voor fietspaden.",
    "",
    "Van: Joost Visser <joost@trafiqon.nl>",
    "Onderwerp: voorstel",
    "",
    "Ik tel eerst zelf twee dagen het verkeer en werk daarna met een kaart waarop ouders hun route tekenen.",
    "",
    "Dat kost € 4.350 alles bij elkaar.",
]


def test_in_a_forwarded_mail_each_message_is_its_senders() -> None:
    page = grid(THREAD)
    view = view_of(page.text, artifacts(page, document([page], "mail", "own", True), CASE))
    assert is_own(view, page.text.index("begroting")) and not is_own(view, page.text.index("Ik tel"))
    view = view_of(page.text, artifacts(page, document([page], "mail", "third_party"), CASE))
    assert is_own(view, page.text.index("begroting"))


def test_the_approach_and_the_price_in_a_forwarded_message_go_and_the_budget_above_it_stays() -> None:
    page = grid(THREAD)
    seen = artifacts(page, document([page], "mail", "own", True), CASE)
    [method] = [one for one in MethodRecognizer().analyze(page.text, ["METHOD"], seen) if one.score >= 0.6]
    assert page.text[method.start : method.end] == THREAD[7]
    amounts = FigureRecognizer().analyze(page.text, ["AMOUNT"], seen)
    gone = [page.text[one.start : one.end] for one in amounts if not (one.recognition_metadata or {}).get("keep")]
    assert gone == ["€ 4.350"]


def test_of_a_budget_the_price_of_a_hired_role_goes() -> None:
    lines = ["Projectbegroting", "Externe projectleider: € 38.400", "Drukwerk en zaalhuur: € 2.150"]
    page = grid(lines)
    seen = artifacts(page, document([page], "plan", "own", True), CASE)
    amounts = FigureRecognizer().analyze(page.text, ["AMOUNT"], seen)
    gone = [page.text[one.start : one.end] for one in amounts if not (one.recognition_metadata or {}).get("keep")]
    assert gone == ["€ 38.400"]


@pytest.mark.parametrize(
    "line",
    [
        "Karin Telslang (kruispunten), Jan Warmtecamera (oversteken) en Wouter Bos (filmen)",
        "Karin Telslang en Jan Warmtecamera",
        "Vragen kunt u stellen aan Karin Telslang, 06 1234 5678.",
    ],
)
def test_who_is_there_and_how_they_are_reached_tells_no_approach(line: str) -> None:
    offer = ["Karin Telslang hangt op kruispunten warmtecamera's: zij filmt met Jan Warmtecamera en stelt vragen."]
    passage = Finding("METHOD", 0, 0, len(offer[0]), offer[0], 0.9, "", "method_text:")
    approaches = merged([told_in(document([grid(offer)]), [passage])], "")
    doc = document([grid([line])], "verslag", "own", True)
    text = doc.pages[0].text
    named = [
        Finding("PERSON", 0, text.find(name), text.find(name) + len(name), name, 0.9, "", "attendance")
        for name in ("Karin Telslang", "Jan Warmtecamera", "Wouter Bos")
        if name in text
    ]
    assert list(retold(doc, named, approaches, NAMES)) == []
    assert list(retold(doc, [], approaches, NAMES)) != []
