"""Makes what tells that the municipality retells a company's approach: what a word counts, and how much it takes.

    python -m training.retold [--check]

Learns from the documents of training/method.py, of which those with a party in common are one case, beside offers of
others; writes rules/cues/business_retold.yaml. `--check` prints how well cases that were left out are told.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from training.marked import marked
from training.method import FOLDS, fitted, measured
from training.method_papers import ROOT, files, pages_of
from woolak.pipeline.detect.business.method_weights import score
from woolak.pipeline.detect.business.method_words import keys_of
from woolak.pipeline.detect.business.retold import Told, likeness, merged

RULES = ROOT / "rules" / "cues" / "business_retold.yaml"
OTHERS = 5
"""So many offers of others stand in each case."""
RARE = 3
"""A word of fewer documents is a rare one."""
LIMITS = {"shared": 4.0, "passage": 3.0}
ELSEWHERE = 0.5
THRESHOLD = 0.7
"""In cases left out, with what is found of a sentence by itself: 88 % at 0.8 % of what stays; at 0.5 89 % at 1.0 %."""


class Paper(NamedTuple):
    """A document: whose it is, and of each sentence its words and whether it tells an approach."""

    name: str
    parties: frozenset[str]
    own: bool
    sentences: list[tuple[str, bool | None]]

    def told(self) -> Told:
        parts = [(frozenset(keys_of(words)), label) for words, label in self.sentences]
        other = frozenset().union(*(keys for keys, label in parts if not label))
        return Told(tuple(keys for keys, label in parts if label), other)


def papers() -> list[Paper]:
    found = []
    for path in files():
        for one in marked(path, True):
            parties = frozenset(party.name for party in one.case.third_parties)
            for page, source in zip(pages_of(one, ()), one.document.pages, strict=True):
                words = [unit.words(source.text) for unit in page.units]
                found.append(Paper(one.name, parties, page.own, list(zip(words, page.labels, strict=True))))
    return found


def common_words(all_papers: Sequence[Paper]) -> dict[str, float]:
    """How much the words of several documents tell, from 0 to 0.9; the others are rare and tell all that a word can."""
    times: Counter[str] = Counter()
    for paper in all_papers:
        times.update({key for words, _ in paper.sentences for key in keys_of(words)})
    rarest = math.log(len(all_papers) / RARE)
    weights = {key: math.log(len(all_papers) / (count + 1)) / rarest for key, count in times.items()}
    return {key: max(0.0, round(weight, 1)) for key, weight in weights.items() if weight < 0.95}


def _cases(all_papers: Sequence[Paper]) -> Iterable[tuple[Paper, list[Told]]]:
    """Each document of the municipality, with what the companies of its case told and what others did."""
    companies = [paper for paper in all_papers if not paper.own]
    for paper in all_papers:
        mine = [one for one in companies if one.parties & paper.parties]
        if paper.own and mine:
            others = [one for one in companies if one not in mine]
            yield paper, [one.told() for one in [*mine, *random.Random(paper.name).sample(others, OTHERS)]]


def _rows(all_papers: Sequence[Paper], common: Mapping[str, float]) -> list[tuple[str, dict[str, float], bool, int]]:
    rows = []
    for paper, told in _cases(all_papers):
        known = merged(told, "", common)
        for words, label in paper.sentences:
            if label is not None:
                values = zip(LIMITS, likeness(keys_of(words), known), strict=True)
                rows.append((paper.name, {key: min(value, LIMITS[key]) for key, value in values}, label, len(words)))
    return rows


def write(weights: Mapping[str, float], common: Mapping[str, float]) -> None:
    lines = [
        "# How a sentence of the municipality is known to retell a company's approach (5.1(1)c): by the words that it",
        "# shares with the approach in one document (`shared`) and in one sentence of it (`passage`); log-odds of a",
        "# logistic regression. Made by `python -m training.retold`; do not change by hand.",
        f"threshold: {THRESHOLD}",
        *(f"{key}: {weights[key]}" for key in ("bias", *LIMITS)),
        "# More than this of either tells no more.",
        *(f"most_{key}: {value}" for key, value in LIMITS.items()),
        "# What a word counts that the company uses elsewhere too.",
        f"elsewhere: {ELSEWHERE}",
        "# Beginnings of words (without ge- in front) that many documents have, by what they count beside a rare one.",
        "common:",
    ]
    for tenth in sorted(set(common.values())):
        lines.append(f'  "{tenth}": >-')
        line = "   "
        for key in sorted(key for key, weight in common.items() if weight == tenth):
            if len(line) + len(key) > 130:
                lines.append(line)
                line = "   "
            line += f" {key}"
        lines.append(line)
    RULES.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    all_papers = papers()
    common = common_words(all_papers)
    rows = _rows(all_papers, common)
    names = sorted({row[0] for row in rows})
    part = {name: number % FOLDS for number, name in enumerate(names)}

    def weights_of(some: Sequence[tuple[str, dict[str, float], bool, int]]) -> dict[str, float]:
        return fitted([row[1] for row in some], [row[2] for row in some], list(LIMITS))

    if check:
        found: list[Any] = []
        for fold in range(FOLDS):
            weights = weights_of([row for row in rows if part[row[0]] != fold])
            found += [(score(row[1], weights), row[2], row[3]) for row in rows if part[row[0]] == fold]
        print(*(f"{threshold}: {measured(found, threshold)};" for threshold in (0.0, 0.4, 0.85)))
    else:
        write(weights_of(rows), common)


if __name__ == "__main__":
    main()
