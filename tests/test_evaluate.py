"""A municipality can measure the proposals against its own truth, and sees every miss in its context."""

import json
from pathlib import Path

import pytest

from woolak.errors import UsageError
from woolak.model import BoxPt, Document, DocumentFacts, Page, Proposal, Word
from woolak.pipeline.evaluate import Answer, Truth, evaluate, read_truths, report_lines
from woolak.pipeline.ground import boxes_of_span
from woolak.pipeline.ingest import ingest
from woolak.rules.casefile import read_case_file

SAMPLES = Path(__file__).parents[1] / "samples"
MUST = {"k": "persoon", "g": ["5.1(2)e"], "label": "must"}


def page(text):
    """A page whose lines are set 20 points apart, each character 5 points wide."""
    words, start = [], 0
    for line, content in enumerate(text.split("\n")):
        place = start
        for word in content.split(" "):
            x, y = 5.0 * (place - start), 20.0 * line
            words.append(Word(place, place + len(word), BoxPt(x, y, x + 5 * len(word), y + 10)))
            place += len(word) + 1
        start += len(content) + 1
    return Page(0, 600, 800, text, tuple(words), "text")


def proposal(on, text, ground="5.1(2)e", action="redact", entity="PERSON"):
    start = on.text.index(text)
    boxes = tuple(w.box_pt for w in on.words if w.start < start + len(text) and w.end > start)
    return Proposal(0, start, start + len(text), text, boxes, (ground,), action, entity, 0.9, "")


def answer(on, *proposals, source="brief.pdf"):
    facts = DocumentFacts("", None, "brief", "own", False)
    return Answer(Document(source, source, None, facts, (on,)), proposals)


def truth(on, marks, spans, **more):
    """The truth of a page; `marks` tells the label and span of some of its words."""
    words = []
    for word in on.words:
        text, x0 = on.text[word.start : word.end], word.box_pt.x0
        label, span = marks.get(text, ("keep", None))
        centres = [x0 + 2.5 + 5 * index for index in range(len(text))]
        words.append({"p": 0, "t": text, "b": word.box_pt, "x": centres, "l": label, "s": span})
    content = {"id": "1", "file": "brief.pdf", "format": "pdf", "words": words, "spans": spans, **more}
    return Truth.model_validate(content)


LETTER = page("Geachte mevrouw Karin Oosterom\nde brug wordt geopend")
NAME = {"Karin": ("must", "m1"), "Oosterom": ("must", "m1"), "mevrouw": ("free", None)}
NAMED = truth(LETTER, NAME, {"m1": {**MUST, "text": "Karin Oosterom", "where": "p1", "ctx_before": "Geachte mevrouw"}})


def test_a_name_that_is_proposed_whole_counts_as_found():
    report = evaluate([answer(LETTER, proposal(LETTER, "mevrouw Karin Oosterom"))], [NAMED])
    assert [span.full for span in report.spans] == [True]
    assert report.keep_redacted == 0
    assert report.by_entity == {"PERSON": (3, 0)}


def test_a_missed_name_is_shown_in_its_context():
    lines = report_lines(evaluate([answer(LETTER)], [NAMED]))
    assert any("Geachte mevrouw [[Karin Oosterom]]" in line for line in lines)
    assert "GEMIST (1)" in lines


def test_half_a_name_is_no_name():
    report = evaluate([answer(LETTER, proposal(LETTER, "Karin"))], [NAMED])
    (span,) = report.spans
    assert not span.full and not span.missed
    assert any("bleef staan: Oosterom" in line for line in report_lines(report))


def test_half_the_characters_of_a_word_do_take_it_and_less_do_not():
    assert evaluate([answer(LETTER, proposal(LETTER, "Oosterom"), proposal(LETTER, "Karin"))], [NAMED]).spans[0].full
    narrow = Proposal(0, 16, 18, "Ka", (BoxPt(80, 0, 90, 10),), ("5.1(2)e",), "redact", "PERSON", 1.0, "")
    assert evaluate([answer(LETTER, narrow)], [NAMED]).spans[0].missed


def test_a_needless_box_is_counted_and_shown():
    report = evaluate([answer(LETTER, proposal(LETTER, "brug wordt", entity="PLACE"))], [NAMED])
    assert (report.keep_words, report.keep_redacted) == (5, 2)
    assert report.by_entity == {"PLACE": (2, 2)}
    assert any("de [[brug wordt]] geopend" in line for line in report_lines(report))


def test_a_suggestion_does_not_count_as_redacted():
    report = evaluate([answer(LETTER, proposal(LETTER, LETTER.text, action="suggest"))], [NAMED])
    assert report.spans[0].missed
    assert (report.keep_redacted, report.keep_suggested) == (0, 5)


def test_another_ground_is_told():
    report = evaluate([answer(LETTER, proposal(LETTER, "Karin Oosterom", "5.1(1)c"))], [NAMED])
    assert not report.spans[0].ground_right
    assert any("5.1(1)c in plaats van 5.1(2)e" in line for line in report_lines(report))


def test_a_ground_is_the_same_in_another_notation():
    report = evaluate([answer(LETTER, proposal(LETTER, "Karin Oosterom", "5.1.2e"))], [NAMED])
    assert report.spans[0].ground_right


def test_the_innermost_proposal_gives_the_ground():
    around = proposal(LETTER, "Geachte mevrouw Karin Oosterom\nde brug", "5.1(1)c")
    report = evaluate([answer(LETTER, around, proposal(LETTER, "Karin Oosterom"))], [NAMED])
    assert report.spans[0].grounds == ("5.1(2)e",)


def test_a_document_that_the_case_lacks_is_missed_whole():
    report = evaluate([answer(LETTER, source="andere.pdf")], [NAMED])
    assert report.absent == ("brief.pdf",)
    assert report.spans[0].missed


def test_a_document_in_a_folder_is_known_by_its_name():
    assert not evaluate([answer(LETTER, source="map/brief.pdf")], [NAMED]).absent


def test_a_passage_is_found_when_half_of_it_is_proposed():
    passage = truth(LETTER, dict.fromkeys(("de", "brug", "wordt", "geopend"), ("suggest", "m1")),
                    {"m1": {"label": "suggest", "g": ["5.2(1)"], "k": "opvatting"}})  # fmt: skip
    whole = evaluate([answer(LETTER, proposal(LETTER, "brug wordt", action="suggest"))], [passage])
    part = evaluate([answer(LETTER, proposal(LETTER, "brug", action="suggest"))], [passage])
    assert [p.found for p in (*whole.passages, *part.passages)] == [True, False]
    assert "Passages 5.2(1): 0 van 1 voorgesteld." in report_lines(part)


def test_a_signature_is_found_by_its_picture():
    spans = {"m1": {**MUST, "k": "handtekening", "image": True}}
    signed = truth(LETTER, {}, spans, images=[{"p": 0, "b": [50, 500, 150, 540], "l": "must", "s": "m1"}])
    box = Proposal(0, 0, 0, "", (BoxPt(48, 498, 120, 545),), ("5.1(2)e",), "redact", "SIGNATURE", 1.0, "")
    assert evaluate([answer(LETTER, box)], [signed]).pictures == (True,)
    assert evaluate([answer(LETTER)], [signed]).pictures == (False,)


def mail_truth(*parts):
    spans = {"m1": {**MUST, "text": "Karin Oosterom"}}
    parts = [{"part": name, "tokens": tokens} for name, tokens in parts]
    return Truth.model_validate({"id": "2", "file": "post.eml", "format": "eml", "parts": parts, "spans": spans})


def tokens(text, label="keep", span=None):
    return [{"t": token, "l": label, "s": span} for token in text.split()]


def test_a_mail_is_compared_by_its_text_and_its_attachment_too():
    body = page("Van: iemand\nDag Karin Oosterom , tot morgen op het stadhuis")
    sheet = page("Lijst van Karin Oosterom")
    right = mail_truth(
        ("body", [*tokens("Dag"), *tokens("Karin Oosterom", "must", "m1"), *tokens(", tot morgen op het stadhuis")]),
        ("attachment:lijst.pdf", [*tokens("Lijst van"), *tokens("Karin Oosterom", "must", "m1")]),
    )
    answers = [
        answer(body, proposal(body, "Karin Oosterom"), source="post.eml"),
        answer(sheet, source="post.eml/lijst.pdf"),
    ]
    (span,) = evaluate(answers, [right]).spans
    assert (span.words, span.found, span.left) == (4, 2, "Karin Oosterom")


def test_what_is_on_no_page_of_the_mail_is_not_held_against_it():
    body = page("Dag allemaal")
    right = mail_truth(("body", tokens("Dag allemaal")), ("cc", tokens("Karin Oosterom", "must", "m1")))
    assert not evaluate([answer(body, source="post.eml")], [right]).spans


def test_a_truth_file_of_another_form_is_told_in_one_sentence(tmp_path):
    (tmp_path / "1.json").write_text("{}")
    with pytest.raises(UsageError, match=r"1\.json heeft niet de vorm"):
        read_truths(tmp_path)


def test_a_folder_without_truth_is_told(tmp_path):
    with pytest.raises(UsageError, match="geen waarheidsbestanden"):
        read_truths(tmp_path)


def test_right_proposals_on_a_real_document_come_out_right(tmp_path):
    """The words of our own ingest fit the places that the truth of the samples tells."""
    right = next(t for t in read_truths(SAMPLES / "truth") if t.id == "01")
    case = read_case_file(SAMPLES / "in" / "zaak.yaml")
    document = ingest(SAMPLES / "in" / right.file, right.file, tmp_path, case)[0].document
    must = [(word.p, word.b, right.spans[word.s].g[:1]) for word in right.words if word.l == "must"]
    proposals = tuple(
        Proposal(
            page.page_index, w.start, w.end, "", boxes_of_span(page, w.start, w.end), grounds, "redact", "X", 1, ""
        )
        for page in document.pages
        for w in page.words
        for number, box, grounds in must
        if number == page.page_index and box.x0 < sum(w.box_pt[::2]) / 2 < box.x1 and box.y0 < w.box_pt.y1 - 2 < box.y1
    )
    report = evaluate([Answer(document, proposals)], [right])
    assert all(span.full and span.ground_right for span in report.spans)
    assert report.keep_redacted == 0
    assert json.dumps(report_lines(report), ensure_ascii=False).count("GEMIST") == 0
