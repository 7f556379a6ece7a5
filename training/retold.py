"""Makes what tells that the municipality retells a company's approach: what each word counts.

    python -m training.retold [--check]

Learns from the documents of training/method.py, of which those with a party in common are one case, beside offers of
others; writes rules/cues/business_retold.yaml. `--check` prints how many sentences are told by that alone, when nothing
speaks for them by themselves.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from training.marked import marked
from training.method import measured
from training.method_papers import ROOT, files, pages_of
from woolak.pipeline.detect.business.method_words import keys_of
from woolak.pipeline.detect.business.retold import Told, likeness, merged

RULES = ROOT / "rules" / "cues" / "business_retold.yaml"
OTHERS = 5
"""So many offers of others stand in each case."""
RARE = 3
"""A word of fewer documents is a rare one."""
LIMITS = {"by_itself": 3.0, "shared": 4.0, "passage": 3.0}
ELSEWHERE = 0.5
WEIGHTS = {"bias": -0.9, "by_itself": 0.7, "shared": 0.65, "passage": 0.5}
"""By how much each told in nine dossiers (tests/dossiers), rounded: the papers to learn from hold too few words that
are of the subject and not of the approach. Fitted on eight of them, and measured on the ninth, 148 of 182 sentences of
the municipality are found at 2.4 % of what stays lost; before, each of the two deciding by itself, 149 at 3.8 %."""
SUGGESTED, UNSEEN = 0.3, 0.05


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


def _found(all_papers: Sequence[Paper], common: Mapping[str, float]) -> list[tuple[float, bool, int]]:
    """Per sentence its log-odds, whether it tells an approach, and its length in characters."""
    by_itself = WEIGHTS["by_itself"] * math.log(UNSEEN / (1.0 - UNSEEN))
    found = []
    for paper, told in _cases(all_papers):
        known = merged(told, "", common)
        for words, label in paper.sentences:
            if label is not None:
                shared, passage = likeness(keys_of(words), known)
                odds = WEIGHTS["bias"] + by_itself + WEIGHTS["shared"] * min(shared, LIMITS["shared"])
                found.append((odds + WEIGHTS["passage"] * min(passage, LIMITS["passage"]), label, len(words)))
    return found


def write(common: Mapping[str, float]) -> None:
    lines = [
        "# How a sentence of the municipality is known to retell a company's approach (5.1(1)c): by what it says by",
        "# itself (`by_itself`, its log-odds), and by the words that it shares with the approach in one document",
        "# (`shared`) and in one sentence of it (`passage`); log-odds. Made by `python -m training.retold`, which",
        "# tells where the weights are from; do not change by hand.",
        *(f"{key}: {weight}" for key, weight in WEIGHTS.items()),
        "# More than this of either tells no more.",
        *(f"most_{key}: {value}" for key, value in LIMITS.items()),
        "# From this likelihood on a sentence is a suggestion; it goes from `min_score` of rules/policy.yaml on.",
        f"suggested: {SUGGESTED}",
        "# How likely a sentence tells an approach that nothing on its page speaks for.",
        f"unseen: {UNSEEN}",
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
    all_papers = papers()
    common = common_words(all_papers)
    if parser.parse_args().check:
        found = _found(all_papers, common)
        print(*(f"{threshold}: {measured(found, threshold)};" for threshold in (-1.0, 0.0, 1.0)))
    else:
        write(common)


if __name__ == "__main__":
    main()
