"""Trains the weights by which passages on a company's approach are told.

    python -m training.method [--check]

Learns from training/method/*.yaml, tests/business_method.yaml, samples/ and the dossiers of training/dossiers.yaml, and
writes rules/cues/business_method_weights.yaml; `--check` only prints how well documents that were left out are told.
"""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from training.method_chain import Sheet, fitted_chain
from training.method_corpus import corpus
from training.method_papers import ROOT, WORD, Page
from woolak.pipeline.detect.business.method_chain import chained
from woolak.pipeline.detect.business.method_weights import Rounds, around, score, summed

__all__ = ["FOLDS", "WORD", "fitted", "measured", "names_in", "word_lines"]

WEIGHTS = ROOT / "rules" / "cues" / "business_method_weights.yaml"
FOLDS = 8
LEAST_DOCUMENTS = 4
"""A word counts when it stands in so many documents."""
LEAST_WEIGHT = 0.015
"""What a word counts at least to be written down."""
PARTS = ("company", "own")
"""The parts of the weights: for what a company wrote, and for what the municipality wrote."""
LEAN = {"company": -0.15, "own": 0.9}
"""Added to the log-odds in the end: the papers to learn from hold more approach in what companies wrote, and less in
what the municipality wrote, than dossiers do. With these, 0.6 and 0.5 (rules/policy.yaml) lose 3.5 and 3.1 % in papers
left out, and find 78 and 77 % of the passages whole."""
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


Row = Mapping[str, float]


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
    names = names_in(pages)
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


class _Read(Protocol):
    """A page of which the evidence of each sentence is seen."""

    @property
    def document(self) -> str: ...
    @property
    def evidence(self) -> Sequence[Mapping[str, float]]: ...


def names_in(pages: Sequence[_Read], least_documents: int = LEAST_DOCUMENTS) -> list[str]:
    """The names of the evidence on the pages; of a word only when enough documents have it."""
    seen: dict[str, set[str]] = {}
    for page in pages:
        for evidence in page.evidence:
            for name in evidence:
                seen.setdefault(name, set()).add(page.document)
    return sorted(
        name for name, documents in seen.items() if len(documents) >= least_documents or not name.startswith(WORD)
    )


def _parts(pages: Sequence[Page]) -> list[int]:
    """The part that each page is in, each document in one of them."""
    part = {name: number % FOLDS for number, name in enumerate(sorted({page.document for page in pages}))}
    return [part[page.document] for page in pages]


def scores_unseen(pages: Sequence[Page]) -> list[list[float]]:
    """What the first round says of the units of each page when it learnt from other documents."""
    parts = _parts(pages)
    found: list[list[float]] = [[] for _ in pages]
    for left_out in range(FOLDS):
        first = fitted_together([page for page, part in zip(pages, parts, strict=True) if part != left_out])
        for place, page in enumerate(pages):
            if parts[place] == left_out:
                found[place] = [score(one, first[_part(page.own)]) for one in page.evidence]
    return found


def _sheet(page: Page, alone: Sequence[float]) -> Sheet:
    structure = [{name: v for name, v in one.items() if not name.startswith(WORD)} for one in page.evidence]
    beside = around(page.units, alone)
    return Sheet(page.units, [{**one, **near} for one, near in zip(structure, beside, strict=True)], page.labels)


def second_round(pages: Sequence[Page], scores: Sequence[Sequence[float]]) -> dict[str, dict[str, Any]]:
    """The weights of the second round for each part, from what the first said of documents that it had not seen."""
    structure = [name for name in names_in(pages) if not name.startswith(WORD)]
    found = {}
    for part, near in NEARS.items():
        sheets = [_sheet(page, alone) for page, alone in zip(pages, scores, strict=True) if _part(page.own) == part]
        found[part] = {**fitted_chain(sheets, [*structure, *near])._asdict(), "lean": LEAN[part]}
    return found


def trained(pages: Sequence[Page]) -> dict[str, dict[str, Any]]:
    """The weights of both rounds for each part."""
    alone, second = fitted_together(pages), second_round(pages, scores_unseen(pages))
    return {part: {"alone": alone[part], **second[part]} for part in PARTS}


Told = Sequence[tuple[float, bool, int]]
"""Per unit its log-odds, whether it tells an approach, and its length in characters."""


def told(page: Page, alone: Sequence[float], second: Mapping[str, Any]) -> list[float]:
    """The log-odds of the units of a page."""
    sheet, rounds = _sheet(page, alone), Rounds(alone={}, words={}, **second)
    odds = [summed(one, rounds.around) for one in sheet.evidence]
    return [one + rounds.lean for one in chained(page.units, sheet.evidence, odds, rounds.steps)]


def measured(found: Told, threshold: float) -> str:
    method = [one for one in found if one[1]]
    kept = [one for one in found if not one[1]]
    right = sum(one[0] >= threshold for one in method) / max(1, len(method))
    lost = sum(one[2] for one in kept if one[0] >= threshold) / max(1, sum(one[2] for one in kept))
    return f"{right:.0%} of {len(method)} found, {lost:.1%} of what stays lost"


def _whole(passages: Sequence[float], threshold: float) -> str:
    return f"{sum(one >= threshold for one in passages) / max(1, len(passages)):.0%} of {len(passages)} passages"


def check(pages: Sequence[Page]) -> None:
    """Print how well the documents of each part are told by what was learnt from the others."""
    scores, parts = scores_unseen(pages), _parts(pages)
    units: dict[str, list[tuple[float, bool, int]]] = {part: [] for part in PARTS}
    passages: dict[str, list[float]] = {part: [] for part in PARTS}
    for left_out in range(FOLDS):
        rest = [place for place in range(len(pages)) if parts[place] != left_out]
        second = second_round([pages[place] for place in rest], [scores[place] for place in rest])
        for place in (place for place in range(len(pages)) if parts[place] == left_out):
            page, part = pages[place], _part(pages[place].own)
            odds = told(page, scores[place], second[part])
            sizes = [sum(one.end - one.start for one in unit.parts) for unit in page.units]
            told_here = zip(odds, page.labels, sizes, strict=True)
            units[part] += [(one, label, size) for one, label, size in told_here if label is not None]
            passages[part] += [min(odds[one] for one in passage) for passage in page.passages]
    for part in PARTS:
        for threshold in (-0.5, 0.0, 0.5, 1.0):
            print(part, f"{threshold}:", measured(units[part], threshold), _whole(passages[part], threshold), sep=", ")


def word_lines(words: Mapping[float, Sequence[str]]) -> Iterable[str]:
    """The lines of a weights file that group words by what they count, the heaviest first."""
    yield "  words:"
    for weight in sorted((weight for weight in words if weight), key=lambda one: -abs(one)):
        yield f'    "{weight}": >-'
        yield from textwrap.wrap(
            " ".join(sorted(words[weight])), LINE_CHARS + 6, initial_indent="      ", subsequent_indent="      ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip


def write(weights: Mapping[str, Any]) -> None:
    """Write the weights, the heaviest first, so that a reader sees what counts."""
    lines = [
        "# How heavily each kind of evidence counts for a sentence telling a company's approach (5.1(1)c): log-odds of",
        "# a logistic regression. Words are grouped by what they count: whole, as they begin (werk*) or end (*ling),",
        "# and with the word behind them (wij+werken; ^ and $: begin and end of the sentence, #: a number); fields of",
        "# business_fields.yaml stand in square brackets ([asking_verbs]); five letters stand behind ~;",
        "# words of the head above it behind @, of the head of its column behind |.",
        "# Made by `python -m training.method`; do not change by hand.",
    ]
    for part, rounds in weights.items():
        lines += [f"{part}:", f"  lean: {rounds['lean']}"]
        words: dict[float, list[str]] = {}
        for name in ("alone", "around"):
            lines.append(f"  {name}:")
            for key, value in sorted(rounds[name].items(), key=lambda one: -abs(one[1])):
                if key.startswith(WORD):
                    words.setdefault(round(value, 2), []).append(key.removeprefix(WORD))
                else:
                    lines.append(f"    {key}: {value}")
        lines.append("  links: # how heavily it counts that both tell, that neither does, that only the second does")
        lines += [f"    {key}: [{', '.join(map(str, step))}]" for key, step in rounds["links"].items()]
        lines += word_lines(words)
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    only_check = parser.parse_args().check
    pages = [page for page in corpus() if page.units]
    if only_check:
        check(pages)
    else:
        write(trained(pages))


if __name__ == "__main__":
    main()
