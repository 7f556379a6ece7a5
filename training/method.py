"""Trains the weights by which passages on a company's approach are told.

    python -m training.method [--check]

Learns from training/method/*.yaml, tests/business_method.yaml and samples/ and writes
rules/cues/business_method_weights.yaml; `--check` only prints how well documents that were left out are told.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import spacy
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from training.marked import Marked, marked
from woolak.model import Document
from woolak.pipeline.detect import context
from woolak.pipeline.detect.business.method import MIN_WORDS
from woolak.pipeline.detect.business.method_evidence import evidence_of, is_own
from woolak.pipeline.detect.business.method_units import Unit, units_of
from woolak.pipeline.detect.business.method_weights import around, score
from woolak.pipeline.detect.business.method_words import keys_of, vocabulary_of
from woolak.pipeline.detect.business.view import view_of
from woolak.pipeline.detect.passages.cues import flat
from woolak.pipeline.evaluate.truth import Truth, read_truths
from woolak.rules.casefile import read_case_file

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "rules" / "cues" / "business_method_weights.yaml"
FOLDS = 8
LEAST_DOCUMENTS, USUAL = 4, 3
"""A word counts when it stands in so many documents, and is not rare when it stands in so many others."""
LEAST_WEIGHT = 0.015
"""What a word counts at least to be written down."""
PARTS = ("company", "own")
"""The parts of the weights: for what a company wrote, and for what the municipality wrote."""
LEAN = {"company": -0.45, "own": 0.6}
"""Added to the log-odds: the papers to learn from hold more approach in what companies wrote, and less in what the
municipality wrote, than dossiers do. With these, 0.6 and 0.5 (rules/policy.yaml) lose 2 and 3 % in papers left out."""
WORD = "word "
"""How the names of words begin, beside those of other evidence."""
LINE_CHARS = 130
NEAR = (
    "self",
    "before",
    "behind",
    "group",
    "section",
    "least beside",
    "most beside",
    "plain beside",
    "plain group",
    "plain nowhere",
)
NEARS = {"company": NEAR, "own": (*NEAR, "page")}
"""What the second round looks at; in the municipality's own documents also whether the page has any approach at all."""
PENALTY = 0.004
SMOOTHING, LEAST_RATIO = 1.0, 0.05
"""What is added to each count of a word, and the least that a word is said to tell."""
NLP = spacy.blank("nl")


Row = Mapping[str, float]


class Page(NamedTuple):
    """The units of a page, what is seen of each, and whether each tells an approach (None: either way is right)."""

    document: str
    own: bool
    units: list[Unit]
    evidence: list[dict[str, float]]
    labels: list[bool | None]


def _label(unit: Unit, expected: Iterable[tuple[int, int, str]], text: str) -> bool | None:
    if unit.stays or len(unit.words(text).split()) < MIN_WORDS:
        return None
    size = sum(part.end - part.start for part in unit.parts)
    shares: Counter[str] = Counter()
    for start, end, label in expected:
        for part in unit.parts:
            shares[label] += max(0, min(end, part.end) - max(start, part.start))
    if shares["free"] > 0.5 * size:
        return None
    return shares[""] > 0.5 * size


def pages_of(document: Marked, usual: Container[str] | None = None) -> Iterable[Page]:
    """The pages of a document; `usual` are the words that are not rare, those of the rules when it is not given."""
    context.register()
    for page in document.document.pages:
        doc = NLP.make_doc(page.text)
        doc._.page, doc._.document, doc._.case = page, document.document, document.case
        view = view_of(page.text, SimpleNamespace(tokens=doc))  # type: ignore[arg-type]
        units = list(units_of(view))
        expected = [(start, end, label) for index, start, end, label in document.expected if index == page.page_index]
        evidence = [
            seen | {WORD + word: 1.0 for word in vocabulary_of(flat(unit.words(page.text)))}
            for unit, seen in zip(units, evidence_of(view, units, usual), strict=True)
        ]
        labels = [_label(unit, expected, page.text) for unit in units]
        yield Page(document.name, is_own(view, 0), units, evidence, labels)


def _telling(x: csr_matrix, method: NDArray[Any], words: NDArray[Any]) -> NDArray[Any]:
    """How far each word tells by itself: the ratio of its counts in the two classes (Wang and Manning, Baselines and
    bigrams, ACL 2012). What tells little is held back more; other evidence counts as it is."""
    seen = x > 0
    times = {label: np.asarray(seen[method == label].sum(axis=0)).ravel() + SMOOTHING for label in (True, False)}
    sizes = {label: (method == label).sum() + 2 * SMOOTHING for label in (True, False)}
    ratio = np.abs(np.log(times[True] / sizes[True]) - np.log(times[False] / sizes[False]))
    telling = np.where(words, np.maximum(ratio, LEAST_RATIO), 1.0)
    if words.any():
        counts = np.asarray(seen.sum(axis=0)).ravel()[words]
        telling[words] /= np.sqrt((telling[words] ** 2 * counts).sum() / counts.sum())
    return telling


def fitted(rows: Sequence[Row], labels: Sequence[bool], names: Sequence[str]) -> dict[str, float]:
    """The weights of a logistic regression."""
    columns = {name: number for number, name in enumerate(["bias", *names])}
    places = [
        (number, columns[name], value)
        for number, row in enumerate(rows)
        for name, value in {"bias": 1.0, **row}.items()
        if name in columns
    ]
    at, column, values = zip(*places, strict=True)
    x = csr_matrix((values, (at, column)), shape=(len(rows), len(columns)))
    y = np.array([1.0 if label else -1.0 for label in labels])
    weight = 1.0 / len(y)
    held = 0.5 * PENALTY / _telling(x, y > 0, np.array([False, *(WORD in name for name in names)])) ** 2
    held[0] = 0.0
    turned = x.T.tocsr()

    def loss(w: NDArray[Any]) -> tuple[float, NDArray[Any]]:
        margin = y * (x @ w)
        value = float(weight * np.logaddexp(0.0, -margin).sum() + (held * w * w).sum())
        slope = -(weight * y / (1.0 + np.exp(margin)))
        return value, turned @ slope + 2 * held * w

    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {name: round(float(found.x[number]), 3) for name, number in columns.items() if abs(found.x[number]) >= 0.005}


def _part(own: bool) -> str:
    return "own" if own else "company"


def fitted_together(pages: Sequence[Page]) -> dict[str, dict[str, float]]:
    """The weights of the first round for each part, from the pages of both: what counts in either counts in both,
    but for what the pages of one part say otherwise (feature augmentation: Daumé, Frustratingly easy domain
    adaptation, ACL 2007)."""
    names = _names(pages)
    rows, labels = [], []
    for page in pages:
        for evidence, label in zip(page.evidence, page.labels, strict=True):
            if label is not None:
                rows.append({**evidence, **{f"{_part(page.own)}: {name}": value for name, value in evidence.items()}})
                labels.append(label)
    found = fitted(rows, labels, [*names, *(f"{part}: {name}" for part in PARTS for name in names)])
    summed = {}
    for part in PARTS:
        weights = {name: found.get(name, 0.0) + found.get(f"{part}: {name}", 0.0) for name in ["bias", *names]}
        least = {name: LEAST_WEIGHT if name.startswith(WORD) else 0.005 for name in weights}
        summed[part] = {name: round(value, 3) for name, value in weights.items() if abs(value) >= least[name]}
    return summed


def _names(pages: Sequence[Page]) -> list[str]:
    seen: dict[str, set[str]] = {}
    for page in pages:
        for evidence in page.evidence:
            for name in evidence:
                seen.setdefault(name, set()).add(page.document)
    return sorted(
        name for name, documents in seen.items() if len(documents) >= LEAST_DOCUMENTS or not name.startswith(WORD)
    )


def folds(pages: Sequence[Page]) -> list[tuple[list[Page], list[Page]]]:
    """The pages in parts, each document in one of them: what is left out, and what is learnt from."""
    names = sorted({page.document for page in pages})
    part = {name: number % FOLDS for number, name in enumerate(names)}
    return [
        ([p for p in pages if part[p.document] == n], [p for p in pages if part[p.document] != n]) for n in range(FOLDS)
    ]


def trained(pages: Sequence[Page]) -> dict[str, dict[str, dict[str, float]]]:
    """The weights of both rounds for each part; the second learns from what the first said of documents that it had
    not seen."""
    alone = fitted_together(pages)
    rows: dict[str, list[Row]] = {part: [] for part in PARTS}
    labels: dict[str, list[bool]] = {part: [] for part in PARTS}
    for left_out, rest in folds(pages):
        first = fitted_together(rest)
        for page in left_out:
            part = _part(page.own)
            beside = around(page.units, [score(one, first[part]) for one in page.evidence])
            for evidence, near, label in zip(page.evidence, beside, page.labels, strict=True):
                if label is not None:
                    rows[part].append({**evidence, **near})
                    labels[part].append(label)
    structure = [name for name in _names(pages) if not name.startswith(WORD)]
    around_ = {part: fitted(rows[part], labels[part], [*structure, *near]) for part, near in NEARS.items()}
    for part, weights in around_.items():
        weights["bias"] = round(weights.get("bias", 0.0) + LEAN[part], 3)
    return {part: {"alone": alone[part], "around": around_[part]} for part in PARTS}


def told(
    pages: Sequence[Page], weights: Mapping[str, Mapping[str, Mapping[str, float]]]
) -> list[tuple[float, bool, int]]:
    """Per unit its log-odds, whether it tells an approach, and its length in characters."""
    found = []
    for page in pages:
        rounds = weights[_part(page.own)]
        near = around(page.units, [score(one, rounds["alone"]) for one in page.evidence])
        for unit, evidence, beside, label in zip(page.units, page.evidence, near, page.labels, strict=True):
            if label is not None:
                found.append(
                    (score({**evidence, **beside}, rounds["around"]), label, sum(p.end - p.start for p in unit.parts))
                )
    return found


def measured(found: Sequence[tuple[float, bool, int]], threshold: float) -> str:
    method = [one for one in found if one[1]]
    kept = [one for one in found if not one[1]]
    right = sum(one[0] >= threshold for one in method) / max(1, len(method))
    lost = sum(one[2] for one in kept if one[0] >= threshold) / max(1, sum(one[2] for one in kept))
    return f"{right:.0%} of {len(method)} found, {lost:.1%} of what stays lost"


def files() -> list[Path]:
    """The files of documents to learn from."""
    return [*sorted((ROOT / "training" / "method").glob("*.yaml")), ROOT / "tests" / "business_method.yaml"]


def _keys(document: Marked) -> frozenset[str]:
    return frozenset(key for page in document.document.pages for key in keys_of(page.text))


def corpus() -> list[Page]:
    """The pages of all documents; what is rare in each is told by the others, as it will be of a new one."""
    documents = [one for path in files() for boxes in (True, False) for one in marked(path, boxes)]
    keys = {one.name: _keys(one) for one in documents}
    times = Counter(key for mine in keys.values() for key in mine)
    pages = []
    for one in documents:
        usual = {key for key, count in times.items() if count - (key in keys[one.name]) >= USUAL}
        pages += pages_of(one, usual)
    return pages + list(_sample_pages(ROOT / "samples"))


def _sample_pages(folder: Path) -> Iterable[Page]:
    """The pages of the PDFs and scans of a dossier with its truth."""
    from woolak.pipeline.ingest import ingest

    case = read_case_file(folder / "in" / "zaak.yaml")
    with TemporaryDirectory() as work:
        for truth in read_truths(folder / "truth"):
            if not truth.words:
                continue
            for one in ingest(folder / "in" / truth.file, truth.file, Path(work), case):
                if one.document and one.source == truth.file:
                    expected = tuple(_expected(one.document, truth))
                    yield from pages_of(Marked(truth.file, "", one.document, case, expected))


def _expected(document: Document, truth: Truth) -> Iterable[tuple[int, int, int, str]]:
    """The spans of a truth as characters of our pages: a word is the one whose box holds the truth's centre."""
    for word in truth.words:
        span = truth.spans.get(word.s or "")
        label = "free" if word.l == "free" else "" if span and span.k == "methode" else None
        if label is None or word.p >= len(document.pages):
            continue
        x, y = (word.b.x0 + word.b.x1) / 2, (word.b.y0 + word.b.y1) / 2
        for ours in document.pages[word.p].words:
            box = ours.box_pt
            if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1:
                yield word.p, ours.start, ours.end + 1, label


def _lines(words: Sequence[str]) -> Iterable[str]:
    line = ""
    for word in words:
        if line and len(line) + len(word) >= LINE_CHARS:
            yield line
            line = ""
        line += f" {word}" if line else word
    yield line


def write(weights: Mapping[str, Any]) -> None:
    """Write the weights, the heaviest first, so that a reader sees what counts."""
    lines = [
        "# How heavily each kind of evidence counts for a sentence telling a company's approach (5.1(1)c): log-odds of",
        "# a logistic regression. Words are grouped by what they count: whole, as they begin (werk*) or end (*ling),",
        "# and with the word behind them (wij+werken; ^ and $: begin and end of the sentence, #: a number); fields of",
        "# business_fields.yaml stand in square brackets ([asking_verbs]); five letters stand behind ~.",
        "# Made by `python -m training.method`; do not change by hand.",
    ]
    for part, rounds in weights.items():
        lines.append(f"{part}:")
        words: dict[float, list[str]] = {}
        for name, found in rounds.items():
            lines.append(f"  {name}:")
            for key, value in sorted(found.items(), key=lambda one: -abs(one[1])):
                if key.startswith(WORD):
                    words.setdefault(round(value, 2), []).append(key.removeprefix(WORD))
                else:
                    lines.append(f"    {key}: {value}")
        lines.append("  words:")
        for weight in sorted((weight for weight in words if weight), key=lambda one: -abs(one)):
            lines.append(f'    "{weight}": >-')
            lines += [f"      {line}" for line in _lines(sorted(words[weight]))]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    pages = [page for page in corpus() if page.units]
    if not check:
        write(trained(pages))
        return
    learnt = [(left_out, trained(rest)) for left_out, rest in folds(pages)]
    for part in PARTS:
        found = [
            one for left_out, weights in learnt for one in told([p for p in left_out if _part(p.own) == part], weights)
        ]
        print(part, *(f"{threshold}: {measured(found, threshold)};" for threshold in (-0.5, 0.0, 0.5, 1.0)))


if __name__ == "__main__":
    main()
