"""Names of persons: where they stand, in each form, and what looks like one; the texts are data in tests/names/."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.building_names import document, found, settled, unmarked
from woolak.pipeline.detect import names
from woolak.pipeline.detect.names.reader import Reader
from woolak.rules.casefile import CaseFile
from woolak.rules.reasons import all_reasons

HERE = Path(__file__).parent
FORMS = yaml.safe_load((HERE / "names" / "forms.yaml").read_text(encoding="utf-8"))
NEGATIVES = yaml.safe_load((HERE / "hard_negatives" / "names.yaml").read_text(encoding="utf-8"))


def cases(data, *, failing):
    return [
        pytest.param(text, id=f"{group}: {text[:60]}")
        for group, texts in data.items()
        for text in texts
        if (group == "known failures") == failing
    ]


def wrong(raw: str) -> list[str]:
    """What differs from what a text's marks say; letters of titles before a name do not count."""
    marked = unmarked(raw)
    _, result = settled([document(marked.text)])
    going = [(f.start, f.end) for f in result["1"] if not f.keep]
    stays = [(f.start, f.end) for f in result["1"] if f.keep]
    problems = []
    for start, end in marked.find:
        letters = [place for place in range(start, end) if marked.text[place].isalpha()]
        left = [place for place in letters if not any(a <= place < b for a, b in going)]
        if left and not marked.text[start:end].lower().startswith(("ir.", "drs.", "mr.", "prof.")):
            problems.append(f"leesbaar gebleven: {marked.text[start:end]!r}")
    allowed = [*marked.find, *marked.keep]
    for start, end in going:
        if any(a < end and start < b for a, b in marked.keep):
            problems.append(f"moest leesbaar blijven: {marked.text[start:end]!r}")
        elif any(marked.text[p].isalpha() and not any(a <= p < b for a, b in allowed) for p in range(start, end)):
            problems.append(f"ten onrechte een naam: {marked.text[start:end]!r}")
    for start, end in marked.keep:
        if not any(a < end and start < b for a, b in stays):
            problems.append(f"geen reden om te blijven: {marked.text[start:end]!r}")
    return problems


@pytest.mark.parametrize("text", cases(FORMS, failing=False))
def test_name_is_found_where_it_stands(text):
    assert wrong(text) == []


@pytest.mark.parametrize("text", cases(FORMS, failing=True))
@pytest.mark.xfail(strict=True, reason="known failure: the name model and the reviewer have to see these")
def test_name_that_the_rules_miss(text):
    assert wrong(text) == []


@pytest.mark.parametrize("text", cases(NEGATIVES, failing=False))
def test_what_looks_like_a_name_is_left_alone(text):
    assert wrong(text) == []


@pytest.mark.parametrize("text", cases(NEGATIVES, failing=True))
@pytest.mark.xfail(strict=True, reason="known failure: taken for a name")
def test_what_is_wrongly_taken_for_a_name(text):
    assert wrong(text) == []


def test_there_are_enough_hard_negatives():
    assert sum(map(len, NEGATIVES.values())) >= 130


def test_every_evidence_and_reason_has_a_sentence():
    seen = set()
    for data in (FORMS, NEGATIVES):
        for texts in data.values():
            for text in texts:
                for finding in found(document(unmarked(text).text), CaseFile()):
                    seen |= {finding.evidence.partition(":")[0], *([finding.keep] if finding.keep else [])}
    assert len(seen) > 20
    assert seen <= set(all_reasons())


def test_recognizers_work_in_plain_presidio():
    for recognizer in names.recognizers():
        results = recognizer.analyze("Beste Karin,\nbedankt voor je bericht", ["PERSON"])
        assert all(result.entity_type == "PERSON" for result in results)
        assert recognizer.analyze("Beste Karin,", ["LOCATION"]) == []


PIECES = ["Van: Jan; ", "Naam\t", "Naam\n", "Jansen, Bakker, ", "van de der ", "A.B.C. ", "Aabb Ccdd ", "jan@", "("]


@pytest.mark.parametrize("piece", PIECES)
def test_reading_names_grows_with_the_text_and_not_with_its_square(piece, monkeypatch):
    calls = []
    read = Reader.read
    monkeypatch.setattr(Reader, "read", lambda self, index: calls.append(index) or read(self, index))

    def work(times):
        calls.clear()
        found(document(piece * times), CaseFile())
        return len(calls)

    work(10)
    assert work(800) <= 2.5 * work(400) + 100


TEXT = st.text(st.sampled_from("AaBbdeJjKvVnr .,:;()\n\t-'’@<>&/0123456789éÿ\u00ad\u0301|"), max_size=200)


@settings(max_examples=150)
@given(TEXT)
def test_any_text_can_be_read_and_nothing_found_overlaps(text):
    _, result = settled([document(text)])
    end = 0
    for finding in result["1"]:
        assert finding.start >= end
        assert finding.text == text[finding.start : finding.end]
        end = finding.end
