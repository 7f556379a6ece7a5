"""Trains the weights by which opinions (5.2(1)) and confidential exchanges (5.1(2)i) are told.

    python -m training.passages [--check]

Learns from training/passages/*.yaml and tests/passages.yaml and writes rules/cues/passages_weights.yaml; `--check` only
prints how well papers that were left out are told: found of the passages, and how much of what stays lies under a
suggestion.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import spacy

from training.marked import Marked, marked
from training.method import WORD, fitted, names_in, word_lines
from woolak.pipeline.detect import context
from woolak.pipeline.detect.business.view import view_of
from woolak.pipeline.detect.passages.learnt import around, score
from woolak.pipeline.detect.passages.places import kind_of
from woolak.pipeline.detect.passages.sentences import Sentence, sentences_on
from woolak.pipeline.detect.passages.weights import passage_weights
from woolak.pipeline.detect.passages.wording import fields_of, signs_of, sums_of, words_of

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "rules" / "cues" / "passages_weights.yaml"
MARKS = {"OPINION": "O", "CONSULTATION": "C"}
FOLDS = 8
LEAST_DOCUMENTS, LEAST_WEIGHT = 3, 0.015
"""A word counts when it stands in so many documents, and is written down when it counts so much."""
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
NLP = spacy.blank("nl")

Row = Mapping[str, float]
Weights = Mapping[str, Mapping[str, float]]


class Page(NamedTuple):
    """The sentences of a page, what is seen of each, and the mark on most of it."""

    document: str
    sentences: list[Sentence]
    evidence: list[Row]
    marks: list[str]


def _mark(sentence: Sentence, expected: Iterable[tuple[int, int, str]]) -> str:
    parts = list(sentence.places(*sentence.span))
    shares: Counter[str] = Counter()
    for start, end, mark in expected:
        for part in parts:
            shares[mark] += max(0, min(end, part.end) - max(start, part.start))
    mark, most = shares.most_common(1)[0] if shares else ("", 0)
    return mark if most > 0.5 * sum(part.end - part.start for part in parts) else ""


def pages_of(document: Marked) -> Iterable[Page]:
    """The pages of a document with what is seen of their sentences; the names of words begin with 'word '."""
    context.register()
    for page in document.document.pages:
        told = {"page": page, "document": document.document, "case": document.case}
        view = view_of(page.text, SimpleNamespace(tokens=NLP.make_doc(page.text), told=told))  # type: ignore[arg-type]
        sentences = sentences_on(view, passage_weights().cues.find(view.flat), passage_weights().cues)
        expected = [(start, end, mark) for index, start, end, mark in document.expected if index == page.page_index]
        evidence = [
            {
                **signs_of(*kind_of(view), one, sums_of(one)),
                **{WORD + word: 1.0 for word in (*words_of(one.lowered), *fields_of(one))},
            }
            for one in sentences
        ]
        if sentences:
            yield Page(document.name, sentences, evidence, [_mark(one, expected) for one in sentences])


def folds(pages: Sequence[Page]) -> list[tuple[list[Page], list[Page]]]:
    """The pages in parts, each document in one of them: what is left out, and what is learnt from."""
    names = sorted({page.document for page in pages})
    part = {name: number % FOLDS for number, name in enumerate(names)}
    return [
        ([p for p in pages if part[p.document] == n], [p for p in pages if part[p.document] != n]) for n in range(FOLDS)
    ]


def _alone(pages: Sequence[Page], mark: str) -> dict[str, float]:
    told = [
        (evidence, found == mark)
        for page in pages
        for evidence, found in zip(page.evidence, page.marks, strict=True)
        if found != "free"
    ]
    return fitted([row for row, _ in told], [label for _, label in told], names_in(pages, LEAST_DOCUMENTS))


def trained(pages: Sequence[Page], mark: str) -> dict[str, dict[str, float]]:
    """The weights of both rounds; the second learns from what the first said of documents that it had not seen."""
    rows: list[Row] = []
    labels: list[bool] = []
    for left_out, rest in folds(pages):
        first = _alone(rest, mark)
        for page in left_out:
            near = around(page.sentences, [score(one, first) for one in page.evidence])
            for evidence, beside, found in zip(page.evidence, near, page.marks, strict=True):
                if found != "free":
                    rows.append({**evidence, **beside})
                    labels.append(found == mark)
    names = {name for row in rows for name in row if not name.startswith(WORD)}
    return {"alone": _alone(pages, mark), "around": fitted(rows, labels, sorted(names))}


class Told(NamedTuple):
    likelihood: float
    mark: str
    words: int


def told(pages: Sequence[Page], weights: Weights) -> list[Told]:
    """Per sentence how likely it is told to be, its mark, and how many words it has."""
    found = []
    for page in pages:
        near = around(page.sentences, [score(one, weights["alone"]) for one in page.evidence])
        for one, evidence, beside, mark in zip(page.sentences, page.evidence, near, page.marks, strict=True):
            odds = score({**evidence, **beside}, weights["around"])
            found.append(Told(1 / (1 + math.exp(-odds)), mark, len(one.words.split())))
    return found


def measured(found: Sequence[Told], mark: str, threshold: float) -> str:
    passages = [one for one in found if one.mark == mark]
    stays = [one for one in found if not one.mark]
    right = sum(one.likelihood >= threshold for one in passages) / max(1, len(passages))
    noise = sum(one.words for one in stays if one.likelihood >= threshold) / max(1, sum(one.words for one in stays))
    return f"{threshold}: {right:.0%} of {len(passages)} found, noise {noise:.1%}"


def corpus() -> list[Page]:
    files = [*sorted((ROOT / "training" / "passages").glob("*.yaml")), ROOT / "tests" / "passages.yaml"]
    return [page for path in files for one in marked(path, boxes=True) for page in pages_of(one)]


def write(weights: Mapping[str, Weights]) -> None:
    """Write the weights, the heaviest first, so that a reader sees what counts."""
    lines = [
        "# How heavily each sign counts for a sentence giving an opinion of an official (5.2(1)) or what was shared",
        "# in confidence (5.1(2)i): log-odds of a logistic regression. Words are grouped by what they count: whole, as",
        "# they begin (werk*) or end (*ling), and with the word behind them (wij+werken; ^ and $: begin and end of the",
        "# sentence, #: a number); fields of passages_fields.yaml stand in square brackets ([judging_bad]).",
        "# Made by `python -m training.passages`; do not change by hand.",
    ]
    for entity, rounds in weights.items():
        lines.append(f"{entity}:")
        words: dict[float, list[str]] = {}
        for name, found in rounds.items():
            lines.append(f"  {name}:")
            for key, value in sorted(found.items(), key=lambda one: -abs(one[1])):
                if not key.startswith(WORD):
                    lines.append(f"    {key}: {value}")
                elif abs(value) >= LEAST_WEIGHT:
                    words.setdefault(round(value, 2), []).append(key.removeprefix(WORD))
        lines += word_lines(words)
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    pages = corpus()
    if not check:
        write({entity: trained(pages, mark) for entity, mark in MARKS.items()})
        return
    for entity, mark in MARKS.items():
        found: list[Any] = []
        for left_out, rest in folds(pages):
            found += told(left_out, trained(rest, mark))
        print(entity, *(measured(found, mark, threshold) for threshold in THRESHOLDS), sep="\n  ")


if __name__ == "__main__":
    main()
