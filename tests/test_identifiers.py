"""Identifiers: what is found, what is said of it, and what is left alone; the examples are data beside this file."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import spacy
import yaml
from presidio_analyzer.nlp_engine import NlpArtifacts

from woolak.model import BoxPt, Document, DocumentFacts, Page, Word
from woolak.pipeline.detect import context, identifiers
from woolak.rules.casefile import CaseFile

HERE = Path(__file__).parent
RECOGNIZERS = identifiers.recognizers()
CASE = CaseFile.model_validate(
    {
        "municipality": {"name": "Waterdam", "domain": "waterdam.nl"},
        "third_parties": [{"name": "Bureau Zandloper", "aliases": ["BZL"], "domains": ["bureauzandloper.nl"]}],
    }
)
MARK = re.compile(
    r"\[\[(?P<entity>[A-Z_]+)(?:/(?P<evidence>\w+))?:(?P<text>.*?)\]\](?!\])"
    r"|\(\((?P<kept>[A-Z_]+)(?:/(?P<reason>\w+))?:(?P<keep_text>.*?)\)\)(?!\))",
    re.S,
)


class Expected(NamedTuple):
    entity: str
    start: int
    end: int
    key: str | None
    keep: bool


def parse(marked: str) -> tuple[str, list[Expected]]:
    """The text without marks, and what the marks say."""
    text, expected, last = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        keep = match["kept"] is not None
        inner = match["keep_text"] if keep else match["text"]
        expected.append(
            Expected(
                match["kept"] or match["entity"],
                len(text),
                len(text) + len(inner),
                match["reason"] if keep else match["evidence"],
                keep,
            )
        )
        text += inner
        last = match.end()
    return text + marked[last:], expected


def document(text: str, origin: str = "own") -> Document:
    page = Page(0, 595, 842, text, (), "text")
    facts = DocumentFacts("stuk", None, "brief", origin, False)  # type: ignore[arg-type]
    return Document("1", "stuk.pdf", None, facts, (page,))


def results(text: str, origin: str | None = "own", case: CaseFile | None = CASE, source: str = "text") -> list[Any]:
    """All results on a page, as plain Presidio gives them; with the case and document when an origin is given."""
    context.register()
    doc = spacy.blank("nl").make_doc(text) if origin is None else BLANK.make_doc(text)
    if origin is not None:
        doc._.document, doc._.case = document(text, origin), case
        doc._.page = replace(doc._.document.pages[0], source=source)
    artifacts = NlpArtifacts([], doc, [], [], None, "nl")  # type: ignore[arg-type]
    return [found for one in RECOGNIZERS for found in one.analyze(text, [], artifacts)]


BLANK = spacy.blank("nl")


def differences(marked: str, origin: str, source: str = "text") -> list[str]:
    """What is missed, wrong or too much in a marked text; nothing when all is well."""
    text, expected = parse(marked)
    found = results(text, origin, source=source)
    wrong = []
    for want in expected:
        same = [r for r in found if (r.entity_type, r.start, r.end) == (want.entity, want.start, want.end)]
        keeps = [(r.recognition_metadata or {}).get("keep") for r in same]
        keys = [(r.analysis_explanation.textual_explanation or "").partition(":")[0] for r in same]
        if not same:
            wrong.append(f"missed {want.entity} {text[want.start : want.end]!r}")
        elif all(bool(keep) != want.keep for keep in keeps):
            wrong.append(f"keep={keeps} of {want.entity} {text[want.start : want.end]!r}")
        elif want.key and want.key not in (*keys, *keeps):
            wrong.append(f"said {keys} {keeps} of {want.entity} {text[want.start : want.end]!r}")
    spans = {(want.start, want.end) for want in expected}
    for r in found:
        if (r.start, r.end) not in spans and not (r.recognition_metadata or {}).get("keep"):
            wrong.append(
                f"too much: {r.entity_type} {text[r.start : r.end]!r} {r.analysis_explanation.textual_explanation}"
            )
    return wrong


REGRESSION = yaml.safe_load((HERE / "regression" / "identifiers.yaml").read_text(encoding="utf-8"))
TEXTS = [
    (group.get("source", "text"), group["origin"], text) for group in REGRESSION["groups"] for text in group["texts"]
]


NAMES = [f"{group['name']}-{n}" for group in REGRESSION["groups"] for n, _ in enumerate(group["texts"])]


@pytest.mark.parametrize(("source", "origin", "text"), TEXTS, ids=NAMES)
def test_identifier_is_found_and_said_rightly(source: str, origin: str, text: str) -> None:
    if text in REGRESSION["known_failures"]:
        assert differences(text, origin, source), "repaired: take it out of known_failures"
    else:
        assert differences(text, origin, source) == []


NEGATIVES: dict[str, list[str]] = yaml.safe_load(
    (HERE / "hard_negatives" / "identifiers.yaml").read_text(encoding="utf-8")
)
KNOWN = NEGATIVES.pop("known_failures")


def disturbances(text: str) -> list[str]:
    """What would go from a text that has to be left alone."""
    return [
        f"{r.entity_type} {text[r.start : r.end]!r} {r.analysis_explanation.textual_explanation}"
        for r in results(text)
        if not (r.recognition_metadata or {}).get("keep") and r.score >= 0.5
    ]


def test_what_only_resembles_an_identifier_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    texts = [text for group in NEGATIVES.values() for text in group]
    disturbed = {text: found for text in texts if (found := disturbances(text))}
    with capsys.disabled():
        print(f"\nhard negatives of identifiers left alone: {len(texts) - len(disturbed)} of {len(texts)}")
    assert len(texts) >= 150
    assert {text: found for text, found in disturbed.items() if text not in KNOWN} == {}
    assert set(KNOWN) <= set(disturbed), "repaired: take it out of known_failures"


def test_every_reason_has_a_sentence() -> None:
    reasons = yaml.safe_load((HERE.parent / "rules" / "reasons" / "identifiers.yaml").read_text(encoding="utf-8"))[
        "reasons"
    ]
    said = Counter(
        (r.analysis_explanation.textual_explanation or "").partition(":")[0]
        for _, origin, marked in TEXTS
        for r in results(parse(marked)[0], origin)
    )
    assert set(said) - set(reasons) == set()
    sources = "\n".join(path.read_text() for path in Path(identifiers.__file__).parent.glob("*.py"))
    sources += (HERE.parent / "rules" / "cues" / "identifiers.yaml").read_text(encoding="utf-8")
    assert [key for key in reasons if not re.search(rf"\b{key}\b", sources)] == []


def test_recognizers_stand_beside_those_of_presidio() -> None:
    """Presidio takes its own by the name of their class, from all that were ever imported."""
    from presidio_analyzer import RecognizerRegistry

    ours = identifiers.recognizers()
    registry = RecognizerRegistry(supported_languages=["nl"])
    registry.load_predefined_recognizers(languages=["nl"])
    names = [type(one).__name__ for one in (*registry.recognizers, *ours)]
    assert len(set(names)) == len(names)


def test_recognizers_work_in_plain_presidio() -> None:
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    class Blank(SpacyNlpEngine):
        def __init__(self) -> None:
            super().__init__(models=[{"lang_code": "nl", "model_name": "blank"}])
            self.nlp = {"nl": spacy.blank("nl")}

    registry = RecognizerRegistry(recognizers=identifiers.recognizers(), supported_languages=["nl"])
    engine = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["nl"])
    found = engine.analyze("IBAN NL91 ABNA 0417 1643 00, bel 06-12345678", language="nl")
    assert {(r.entity_type, r.start, r.end) for r in found} == {("IBAN", 5, 27), ("PHONE", 33, 44)}


@pytest.mark.parametrize(
    ("case", "address", "goes"),
    [
        ({"municipality": {"domain": "waterdam.nl"}}, "k.devries@waterdam.nl", "k.devries"),
        ({"municipality": {"name": "Waterdam"}}, "k.devries@gemeentewaterdam.nl", "k.devries"),
        ({}, "k.devries@waterdam.nl", "k.devries@waterdam.nl"),
        ({}, "k.devries@utrecht.nl", "k.devries"),
        ({}, "k.devries@ministerie.rijksoverheid.nl", "k.devries"),
        ({"third_parties": [{"name": "X", "domains": ["utrecht.nl"]}]}, "k.devries@utrecht.nl", "k.devries@utrecht.nl"),
    ],
)
def test_at_a_public_body_only_the_part_before_the_at_goes(case: dict[str, Any], address: str, goes: str) -> None:
    found = [r for r in results(address, case=CaseFile.model_validate(case)) if r.entity_type == "EMAIL"]
    assert [address[r.start : r.end] for r in found] == [goes]


def test_values_are_found_beside_their_labels_when_columns_are_read_one_after_the_other() -> None:
    labels, values = ["Factuurnummer", "Debiteurnummer"], ["2016-0311", "D-20931"]
    text = "\n".join(labels + values)
    words, at = [], 0
    for column, column_words in enumerate((labels, values)):
        for row, word in enumerate(column_words):
            box = BoxPt(60 + 120 * column, 100 + 12 * row, 140 + 120 * column, 110 + 12 * row)
            words.append(Word(at, at + len(word), box))
            at += len(word) + 1
    doc = BLANK.make_doc(text)
    doc._.page = Page(0, 595, 842, text, tuple(words), "text")
    artifacts = NlpArtifacts([], doc, [], [], None, "nl")  # type: ignore[arg-type]
    found = [r for one in RECOGNIZERS for r in one.analyze(text, [], artifacts)]
    assert {(r.entity_type, text[r.start : r.end]) for r in found} == {
        ("REFERENCE", "2016-0311"),
        ("CUSTOMER_NUMBER", "D-20931"),
    }
