"""Passages on a company's approach: measured on invented dossiers of many trades (tests/business_method.yaml)."""

from __future__ import annotations

import math
from itertools import pairwise, product

import pytest

from tests.business_pages import Marked, artifacts, document, grid, marked
from tests.business_pages import approach_in as told
from training.method_chain import Sheet, fitted_chain
from training.method_corpus import Marking, by_span
from training.method_papers import passages_in
from woolak.model import Finding
from woolak.pipeline.detect.business.method import Weighed, approach_alone, passages_of
from woolak.pipeline.detect.business.method_chain import Step, chained, runs_of
from woolak.pipeline.detect.business.method_costs import costs_of_approach
from woolak.pipeline.detect.business.method_units import Unit
from woolak.pipeline.detect.business.method_words import keys_of, rareness, vocabularies, vocabulary_of
from woolak.pipeline.detect.business.recognize_method import MethodRecognizer
from woolak.pipeline.detect.business.retold import Told, merged
from woolak.pipeline.detect.business.sections import NO_HEAD, Head
from woolak.pipeline.detect.business.view import view_of
from woolak.pipeline.detect.passages.blocks import Span
from woolak.pipeline.detect.passages.cues import flat

RECOGNIZER = MethodRecognizer()
FILE = "business_method.yaml"
PLAIN = 0.5
"""The score from which the policy makes a passage a box by itself."""


def covered(sample: Marked, least: float = 0.0) -> set[int]:
    page = sample.document.pages[0]
    results = RECOGNIZER.analyze(page.text, ["METHOD"], artifacts(page, sample.document, sample.case))
    return {place for one in results if one.score >= least for place in range(one.start, one.end)}


def measure(set_: str, boxes: bool, file: str = FILE, least: float = 0.0) -> tuple[float, float]:
    """Share of the passages that is found whole, and share of the words found that are in one."""
    passages = whole = found_words = right_words = 0
    for sample in marked(file, boxes):
        if sample.set_ != set_:
            continue
        text, seen = sample.document.pages[0].text, covered(sample, least)
        expected = {place for _, start, end, _ in sample.expected for place in range(start, end)}
        for _, start, end, label in sample.expected:
            if label == "free":
                continue
            passages += 1
            hidden = sum(place in seen or text[place].isspace() for place in range(start, end))
            whole += hidden / (end - start) > 0.95
        for place in range(len(text)):
            if place in seen and not text[place].isspace() and (place == 0 or text[place - 1].isspace()):
                found_words += 1
                right_words += place in expected
    return whole / passages, right_words / max(1, found_words)


@pytest.mark.parametrize("set_", ["development", "second", "third", "fourth", "fifth"])
@pytest.mark.parametrize("boxes", [True, False])
def test_method_passages_are_found_and_little_else(set_: str, boxes: bool) -> None:
    recall, precision = measure(set_, boxes)
    print(f"METHOD {set_} {'with boxes' if boxes else 'text alone'}: recall {recall:.0%}, precision {precision:.0%}")
    assert recall >= 0.75
    assert precision >= 0.9


@pytest.mark.parametrize("boxes", [True, False])
def test_method_is_found_in_documents_that_nothing_was_learnt_from(boxes: bool) -> None:
    recall, precision = measure("heldout", boxes, "business_method_heldout.yaml", PLAIN)
    print(f"METHOD held out {'with boxes' if boxes else 'text alone'}: recall {recall:.0%}, precision {precision:.0%}")
    assert recall >= 0.65
    assert precision >= 0.95


@pytest.mark.parametrize("sample", marked(FILE, True), ids=lambda sample: sample.name)
def test_heads_are_not_swallowed(sample: Marked) -> None:
    text, seen = sample.document.pages[0].text, covered(sample)
    first_words = {line.split(" ")[0] for line in ("Kosten", "Voorwaarden", "Planning", "Aanleiding")}
    start = 0
    for line in text.split("\n"):
        if line in first_words:
            assert start not in seen
        start += len(line) + 1


def test_a_head_on_the_page_before_counts() -> None:
    lines = ["3 Aanpak", "", "Wij beginnen met een gesprek met alle betrokkenen en bekijken daarna de stukken."]
    first = grid([*lines, "Elk gesprek wordt vastgelegd in een verslag dat de deelnemers vooraf kunnen lezen."])
    second = grid(["De uitkomsten leggen wij per onderdeel naast een voorbeeld uit de stukken."], page_index=1)
    doc = document([first, second])
    [one] = RECOGNIZER.analyze(second.text, ["METHOD"], artifacts(second, doc))
    assert second.text[one.start : one.end].startswith("De uitkomsten")
    assert one.analysis_explanation and "Aanpak" in (one.analysis_explanation.textual_explanation or "")


def test_a_line_repeated_on_every_page_is_no_head() -> None:
    head = [
        "Offerte verkeersonderzoek",
        "",
        "3 Aanpak",
        "Wij tellen op zes plaatsen het verkeer en spreken met bewoners.",
    ]
    later = ["Offerte verkeersonderzoek", "", "Daarna rekenen wij drie varianten door met een model van de wijk."]
    pages = [grid(head), grid(later, 1), grid(later, 2)]
    assert RECOGNIZER.analyze(pages[2].text, ["METHOD"], artifacts(pages[2], document(pages)))


def test_the_cells_of_a_table_below_a_team_head_go_line_by_line_and_its_head_stays() -> None:
    lines: list[str | list[tuple[float, str]]] = [
        "4 Ons team",
        [(60, "Naam"), (200, "Achtergrond")],
        [(60, "De projectleider"), (200, "Heeft zestien jaar ervaring met wijkonderzoek en leidde eerder")],
        [(200, "vier vergelijkbare onderzoeken bij gemeenten, waarvan twee in")],
        [(200, "de eigen regio.")],
    ]
    found = told(lines)
    assert "vier vergelijkbare onderzoeken bij gemeenten, waarvan twee in" in found
    assert not any("Achtergrond" in words for words in found)


def test_a_phase_with_its_hours_and_the_line_that_announces_a_list_stay() -> None:
    lines: list[str | list[tuple[float, str]]] = [
        "3 Aanpak",
        "De opdracht bestaat uit de volgende onderdelen:",
        "- Veldwerk: 40 uur. Wij lopen met twee onderzoekers een vaste route en noteren elk gesprek op een kaart.",
        "- Analyse: 24 uur. Wij coderen de kaarten met een eigen codeboek en bespreken verschillen met elkaar.",
    ]
    found = told(lines)
    assert len(found) == 2
    assert not any("onderdelen" in words or "40 uur" in words or "24 uur" in words for words in found)


def test_a_head_of_the_same_rank_passes_nothing_on() -> None:
    lines: list[str | list[tuple[float, str]]] = [
        "Werkwijze",
        "Wij tellen twee weken lang en rekenen daarna drie varianten door.",
        "",
        "Zaalverhuur Buitenhof",
        "De zaal is open van negen tot vijf en heeft een keuken.",
    ]
    assert not any("keuken" in words for words in told(lines))


def test_who_does_the_work_is_left_to_the_names() -> None:
    lines: list[str | list[tuple[float, str]]] = [
        "Team",
        "Aan deze opdracht werken Karin Blom, projectleider, en Sven Otter, hydroloog.",
        "Zij ontwierpen eerder samen drie waterpleinen en geven les aan de hogeschool.",
    ]
    assert told(lines) == ["Zij ontwierpen eerder samen drie waterpleinen en geven les aan de hogeschool."]


def test_a_table_of_phases_with_their_hours_is_no_price_table() -> None:
    lines: list[str | list[tuple[float, str]]] = [
        "2 Werkwijze",
        [(60, "Stap"), (160, "Activiteiten"), (480, "Uren")],
        [(60, "Opname"), (160, "meting met een eigen radarwagen in twee nachten, waarna"), (480, "64")],
        [(160, "wij op vier plekken proefsleuven graven")],
    ]
    found = told(lines)
    assert found and "64" not in found
    assert not any("Activiteiten" in words for words in found)


def test_what_an_own_memo_says_before_the_approach_stays() -> None:
    text = "Het bureau is in vijvers gespecialiseerd en werkt met duikers die elke oever opmeten."
    alone = approach_alone(text, flat(text), Span(0, len(text)))
    assert text[alone.start : alone.end] == "en werkt met duikers die elke oever opmeten."
    text = "De projectleider licht de werkwijze toe: duikers meten elke oever op de tast."
    alone = approach_alone(text, flat(text), Span(0, len(text)))
    assert text[alone.start : alone.end] == "duikers meten elke oever op de tast."


def test_a_general_sentence_has_fewer_rare_words_than_a_particular_one() -> None:
    general = "na afloop van het onderzoek maken wij een rapport met conclusies en aanbevelingen."
    particular = "na afloop leggen wij de oeverkaarten naast de pontonmetingen en het slibdagboek."
    assert rareness(general) < 0.5 < rareness(particular)
    assert rareness(particular, usual={"oeverka", "pontonm", "slibdag", *keys_of(general)}) < rareness(particular)


def test_words_are_known_whole_by_their_parts_and_by_their_neighbours() -> None:
    seen = vocabulary_of("wij interviewen 12 bewoners.")
    assert {
        "interviewen",
        "inte*",
        "interv*",
        "*ewen",
        "^+wij",
        "wij+interviewen",
        "interviewen+#",
        "bewoners+$",
    } <= seen


def test_a_word_that_no_paper_used_is_known_by_its_field_and_its_letters() -> None:
    known, new = vocabulary_of("wij interviewen bewoners."), vocabulary_of("wij polsen huurders.")
    assert "[asking_verbs]" in known & new and "[asking_verbs]>[target_groups]" in known & new
    assert "~_wijk" in vocabulary_of("drie wijkbezoeken") & vocabulary_of("een wijkschouw")


def test_the_words_of_the_head_and_of_the_column_count_beside_those_of_a_sentence() -> None:
    unit = Unit((Span(0, 9),), Head("", 0.0, "Oordeel", 1), 0, 0, "cell", 0, 1, column="Sterke punten")
    [seen] = vocabularies("Zij meten", [unit])
    assert {"meten", "@oordeel", "|sterke+punten"} <= seen and "oordeel" not in seen


def own_told(line: str) -> bool:
    page = grid(["Beste collega,", "", line])
    mail = document([page], "mail", "own", True)
    return bool(RECOGNIZER.analyze(page.text, ["METHOD"], artifacts(page, mail)))


def test_a_page_of_the_municipality_on_no_company_tells_no_approach() -> None:
    approach = "meten elke oever met duikers, die op de tast een kaart tekenen die zij per vak bespreken."
    assert own_told(f"De adviseurs van het bureau {approach}")
    assert own_told(f"Volgens hun offerte: zij {approach}")
    assert not own_told(f"De vrijwilligers van het programma {approach}")


def test_who_bears_which_role_stays_but_for_the_name() -> None:
    lines = ["4 Ons team", "Wietske van Dalen is projectleider. Zij leidde eerder acht metingen in havens."]
    assert told(lines) == ["Zij leidde eerder acht metingen in havens."]


def test_a_sentence_that_only_names_who_does_the_work_stays_whatever_its_order() -> None:
    career = "Zij leidde eerder acht metingen in havens en ontwierp daarvoor een eigen peilstok."
    for named in (
        "3.1 Ploegleider is Wietske van Dalen.",
        "Wietske van Dalen, hydroloog.",
        "De leiding is ir. Van Dalen.",
    ):
        assert told(["4 Ons team", f"{named} {career}"]) == [career]


def test_a_question_that_stands_as_a_head_stays() -> None:
    approach = "Wij meten elke oever met duikers die op de tast een kaart tekenen."
    assert told(["Aanpak", "Hoe gaan wij te werk?", "", approach]) == [approach]


CARRIES = {"sentence": Step(1.0, 0.5, -1.5), "item": Step(0.5, 0.5, 0.0), "column": Step(1.0, 1.0, 0.0)}


def prose(*blocks: int) -> list[Unit]:
    """Sentences, each of the paragraph of which the number is given."""
    return [Unit((Span(n, n + 1),), NO_HEAD, block, block, "paragraph", n, 3) for n, block in enumerate(blocks)]


@pytest.mark.parametrize(
    ("odds", "blocks", "goes"),
    [
        ((3.0, -1.0, 3.0), (1, 1, 1), True),
        ((3.0, -1.0, -3.0), (1, 1, 1), False),
        ((3.0, -4.5, 3.0), (1, 1, 1), False),
        ((3.0, -1.0, 3.0), (1, 2, 3), False),
    ],
)
def test_a_doubtful_sentence_goes_with_plain_ones_around_it_in_its_paragraph(
    odds: tuple[float, ...], blocks: tuple[int, ...], goes: bool
) -> None:
    assert (chained(prose(*blocks), [{}] * 3, odds, CARRIES)[1] > 0) is goes


def test_the_odds_of_a_sentence_are_summed_over_all_that_the_others_may_tell() -> None:
    odds, step = (0.7, -1.2, 0.4), CARRIES["sentence"]
    by_first_and_second = {(1, 1): step.both, (0, 0): step.neither, (0, 1): step.begins, (1, 0): 0.0}
    weights = {
        told: math.exp(
            sum(one * tells for one, tells in zip(odds, told, strict=True))
            + sum(by_first_and_second[pair] for pair in pairwise(told))
        )
        for told in product((0, 1), repeat=3)
    }
    for place, found in enumerate(chained(prose(1, 1, 1), [{}] * 3, odds, CARRIES)):
        telling = sum(weight for told, weight in weights.items() if told[place])
        assert found == pytest.approx(math.log(telling / (sum(weights.values()) - telling)))


def test_the_cells_of_a_column_hang_together_and_not_with_the_text_above() -> None:
    columns = ("Wat", "Hoe", "Wat", "Hoe")
    cells = [Unit((Span(n, n + 1),), NO_HEAD, 9, 90 + n, "cell", 0, 1, column=name) for n, name in enumerate(columns)]
    runs = [[at for at, _ in run] for run in runs_of([*prose(1, 1), *cells])]
    assert runs == [[0, 1], [3, 5, 2, 4]]


def test_that_sentences_of_a_paragraph_go_together_is_learnt_from_papers_in_which_they_do() -> None:
    evidence = [{"self": 1.0}, {"self": 0.5}, {"self": -0.5}, {"self": -2.0}]
    sheet = Sheet(prose(1, 1, 1, 2), evidence, [True, True, None, False])
    learnt = fitted_chain([sheet] * 3, ["self"])
    assert learnt.around["self"] > 0
    assert sum(learnt.links["sentence"][:2]) > 0 and learnt.links["item"] == (0.0, 0.0, 0.0)


def test_what_others_do_between_the_approach_stays() -> None:
    first = "Wij meten elke oever met duikers, die op de tast een kaart tekenen in was."
    others = "De afzetting wordt geplaatst door de aannemer."
    last = "Daarna gieten wij van elke kaart een vorm, die wij met een eigen peilstok narekenen."
    assert told(["2 Werkwijze", f"{first} {others} {last}"]) == [first, last]


def test_the_number_of_a_paragraph_stays() -> None:
    lines = ["2 Werkwijze", "2.1 Wij meten elke oever met duikers, die op de tast een kaart tekenen in was."]
    assert told(lines) == ["Wij meten elke oever met duikers, die op de tast een kaart tekenen in was."]


def test_what_leads_up_to_the_approach_in_an_assignment_stays() -> None:
    text = "Tot de opdracht behoren de meting door duikers en de kaart van was."
    alone = approach_alone(text, flat(text), Span(0, len(text)))
    assert text[alone.start : alone.end] == "de meting door duikers en de kaart van was."


def test_general_activities_in_a_cost_table_stay_and_own_ones_go() -> None:
    lines: list[str | list[tuple[float, str]]] = [
        "Kosten",
        [(60, "Onderdeel"), (300, "Uren"), (380, "Bedrag")],
        [(60, "Voorbereiding en intake"), (300, "8"), (380, "€ 800,00")],
        [(60, "Oevermetingen"), (300, "24"), (380, "€ 2.400,00")],
    ]
    found = told(lines)
    page = grid(lines)
    seen = RECOGNIZER.analyze(page.text, ["METHOD"], artifacts(page, document([page], "offerte", "third_party")))
    words = [*found, *(page.text[one.start : one.end] for one in seen)]
    assert "Oevermetingen" in words and "Voorbereiding en intake" not in words


def test_where_most_rows_of_a_cost_table_name_an_activity_the_others_do_too() -> None:
    lines: list[str | list[tuple[float, str]]] = [
        "Kosten",
        [(60, "Onderdeel"), (300, "Uren"), (380, "Bedrag")],
        [(60, "Voorbereiding"), (300, "8"), (380, "€ 800,00")],
        [(60, "Oevermetingen"), (300, "24"), (380, "€ 2.400,00")],
        [(60, "Wasafdrukken"), (300, "10"), (380, "€ 1.000,00")],
        [(60, "Interviews met schippers"), (300, "12"), (380, "€ 1.200,00")],
        [(60, "Reiskosten"), (300, ""), (380, "€ 120,00")],
        [(60, "Totaal"), (300, "54"), (380, "€ 4.720,00")],
    ]
    page = grid(lines)
    seen = RECOGNIZER.analyze(page.text, ["METHOD"], artifacts(page, document([page], "offerte", "third_party")))
    words = {page.text[one.start : one.end] for one in seen}
    assert {"Oevermetingen", "Wasafdrukken", "Interviews met schippers"} <= words
    assert not words & {"Voorbereiding", "Reiskosten", "Totaal"}


def test_a_numbered_head_over_a_numbered_head_is_none_of_the_part_before() -> None:
    told_here = told(
        [
            "2. Vraag van de gemeente",
            "De gemeente wil weten waarom het zwembad minder bezoekers trekt dan vijf jaar geleden.",
            "3. Opzet",
            "3.1 Kaartverkoop",
            "Wij leggen de verkoop per uur naast het weer en bellen met elke school in de omtrek van het bad.",
        ]
    )
    assert any("Wij leggen" in words for words in told_here)
    assert not any("De gemeente wil" in words or "Opzet" in words for words in told_here)


def test_a_label_before_the_approach_stays() -> None:
    approach = "Wij meten elke oever met duikers, die op de tast een kaart tekenen in was."
    assert told(["2 Werkwijze", f"Antwoord: {approach}"]) == [approach]
    assert told(["2 Werkwijze", f"Fase 2: {approach}"]) == [approach]
    assert told(["2 Werkwijze", f"Fase 2 Veldwerk. {approach}"]) == [approach]


def test_two_who_bear_a_role_in_one_sentence_stay() -> None:
    career = "Zij leidden eerder samen acht metingen in havens en ontwierpen daarvoor een eigen peilstok."
    named = "Wietske van Dalen is hydroloog en Milan Petrović is duiker."
    assert told(["4 Ons team", f"{named} {career}"]) == [career]


def test_a_lead_in_takes_nothing_from_the_sentences_before_it() -> None:
    first = "Wij meten elke oever met duikers, die op de tast een kaart tekenen in was."
    second = "Het onderzoek bestaat uit peilen met een eigen stok, waarmee elke meter twee keer wordt geprikt."
    page = grid([first, second])
    view = view_of(page.text, artifacts(page, document([page], "memo", "own")))
    spans = (Span(0, len(first)), Span(len(first) + 1, len(page.text) - 1))
    run = [Weighed(Unit((span,), NO_HEAD, 0, 0, "paragraph", n, 2), 0.9) for n, span in enumerate(spans)]
    assert [page.text[start:end] for start, end in passages_of(view, run)] == [f"{first}\n{second}"]


def test_a_sentence_that_names_a_price_stays() -> None:
    approach = "Wij meten elke oever met duikers, die op de tast een kaart tekenen in was."
    assert told(["2 Werkwijze", f"{approach} Een extra oever meten wij voor € 740 met dezelfde duikers."]) == [approach]


def test_the_numbers_of_a_list_stay() -> None:
    items = [
        "Wij meten elke oever met duikers, die op de tast tekenen.",
        "Daarna gieten wij van elke kaart een vorm in was.",
    ]
    assert told(["2 Werkwijze", *(f"{number}. {item}" for number, item in enumerate(items, 1))]) == items


def test_in_whose_hands_the_work_is_stays() -> None:
    career = "Zij leidde eerder acht metingen in havens en ontwierp daarvoor een eigen peilstok."
    assert told(["4 Ons team", f"De metingen zijn in handen van Wietske van Dalen, hydroloog. {career}"]) == [career]


def test_an_item_whose_number_stands_apart_is_no_table() -> None:
    item = "Wij meten elke oever met duikers, die op de tast tekenen."
    assert told(
        ["2 Werkwijze", [(60, "•"), (90, item)], [(60, "•"), (90, "Daarna gieten wij er een vorm van in was.")]]
    ) == [
        item,
        "Daarna gieten wij er een vorm van in was.",
    ]


def test_the_letter_of_a_citizen_tells_no_approach_of_a_company() -> None:
    lines = [
        "Geacht college,",
        "Ik woon al twintig jaar aan de vaart en loop daar elke ochtend een vaste ronde met mijn hond.",
        "Eerst tel ik de eenden, daarna schrijf ik op een kaart op welke plekken de wal is weggespoeld.",
    ]
    page = grid(lines)
    letter = document([page], "brief", "third_party")
    assert not RECOGNIZER.analyze(page.text, ["METHOD"], artifacts(page, letter))


def test_what_stands_below_the_clients_question_stays_unless_the_company_speaks() -> None:
    client = "De oevers worden eerst met duikers gemeten en daarna in drie stappen op een kaart van was getekend."
    own = "Wij meten elke oever met duikers, die op de tast een kaart tekenen in was."
    assert told(["1.2 Uw vraag", client]) == []
    assert told(["3 Onze werkwijze", own]) == [own]


def test_a_line_of_a_cost_table_goes_that_the_approach_of_the_same_offer_tells_of() -> None:
    told = "Wij leggen langs elke vijver pontons en lezen het slibdagboek van de schippers."
    lines: list[str | list[tuple[float, str]]] = [
        told,
        "",
        [(60, "Pontons en slibdagboek"), (300, "40"), (380, "€ 4.000,00")],
        [(60, "Betontegels leggen"), (300, "24"), (380, "€ 2.400,00")],
        [(60, "Reiskosten pontons"), (300, "1"), (380, "€ 120,00")],
        [(60, "Pontons"), (300, "in mei")],
    ]
    page = grid(lines)
    passage = Finding("METHOD", 0, 0, len(told), told, 0.9, "", "method_text:")
    theirs, ours = document([page], "offerte", "third_party"), document([page], "memo", "own")
    assert [one.text for one in costs_of_approach(theirs, [passage])] == ["Pontons en slibdagboek"]
    assert not list(costs_of_approach(ours, [passage])) and not list(costs_of_approach(theirs, []))


def test_a_line_of_an_order_goes_that_the_approach_of_an_offer_of_the_case_tells_of() -> None:
    told = Told((frozenset(keys_of("Wij leggen pontons en lezen het slibdagboek.")),), frozenset())
    lines: list[str | list[tuple[float, str]]] = [
        [(60, "Pontons"), (300, "40"), (380, "€ 4.000,00")],
        [(60, "Betontegels leggen"), (300, "24"), (380, "€ 2.400,00")],
    ]
    page, case = grid(lines), merged([told], "")
    order, memo = document([page], "opdrachtbon", "own"), document([page], "memo", "own")
    assert [one.text for one in costs_of_approach(order, [], case)] == ["Pontons"]
    assert not list(costs_of_approach(memo, [], case)) and not list(costs_of_approach(order, []))


def test_a_passage_of_a_truth_over_several_sentences_counts_once_in_the_measure() -> None:
    units = [Unit((Span(at, at + 10),), NO_HEAD, 0, 0, "paragraph", 0, 3) for at in (0, 20, 40)]
    words = [("m1", 0, 6, ""), ("m1", 6, 11, ""), ("m1", 20, 26, ""), ("m2", 40, 51, ""), ("x", 26, 31, "free")]
    passages = by_span(Marking(span, 0, start, end, label) for span, start, end, label in words)
    assert passages_in(units, [True, True, True], passages[0]) == [(0, 1), (2,)]
