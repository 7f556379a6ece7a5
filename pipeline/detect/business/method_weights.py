"""Weighs the evidence: how likely each sentence of a page tells an approach.

Two rounds: a logistic regression looks at each sentence by itself; then a chain (method_chain) weighs the sentences
together, and what the first round said of those beside each, of its paragraph, its section and the page. The weights
are trained by training/method.py.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from functools import cache, cached_property

from woolak.pipeline.detect.business.method_chain import Step, chained
from woolak.pipeline.detect.business.method_cues import Whole
from woolak.pipeline.detect.business.method_evidence import Evidence
from woolak.pipeline.detect.business.method_units import Unit
from woolak.rules.reading import Model, read_rules

__all__ = ["MethodWeights", "Rounds", "around", "as_wholes", "likelihoods", "method_weights", "score", "summed"]

LIMIT, MOST = 4.0, 6.0
"""Of the log-odds of the first round, and of those of a unit in the end."""
PLAIN = 0.5
"""Log-odds from which a neighbour plainly tells an approach, and below the negative of which it plainly does not."""


class Rounds(Model):
    """The weights of the two rounds, by the name of the evidence; `bias` is always there."""

    lean: float
    """Added to the log-odds in the end."""
    alone: Mapping[str, float]
    around: Mapping[str, float]
    links: Mapping[str, tuple[float, float, float]]
    """How a sentence follows on the one before it, and what of it says that it goes on: method_chain.Step."""
    words: Mapping[str, str]
    """The words of which the first round knows, by their weight."""

    @cached_property
    def of_words(self) -> Mapping[str, float]:
        return {word: float(weight) for weight, words in self.words.items() for word in words.split()}

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        return {name: Step(*weights) for name, weights in self.links.items()}


class MethodWeights(Model):
    """rules/cues/business_method_weights.yaml: for what a company wrote, and for what the municipality wrote."""

    company: Rounds
    own: Rounds


def summed(evidence: Evidence, weights: Mapping[str, float]) -> float:
    """The log-odds of a unit."""
    weight_of = weights.get
    return weight_of("bias", 0.0) + sum([value * weight_of(name, 0.0) for name, value in evidence.items()])


def score(evidence: Evidence, weights: Mapping[str, float], of_words: float = 0.0) -> float:
    """The log-odds of a unit, kept between -4 and 4; `of_words` are those of its words."""
    return max(-LIMIT, min(LIMIT, summed(evidence, weights) + of_words))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def around(units: Sequence[Unit], alone: Sequence[float]) -> list[dict[str, float]]:
    """What the first round says of each unit, its neighbours, its paragraph or list, its section and its page."""
    by_group: dict[int, list[int]] = {}
    by_head: dict[tuple[str, int], list[int]] = {}
    for index, unit in enumerate(units):
        by_group.setdefault(unit.group, []).append(index)
        by_head.setdefault((unit.head.words, unit.head.level), []).append(index)
    found = []
    for index, unit in enumerate(units):
        group = by_group[unit.group]
        place = group.index(index)
        beside = [alone[other] for other in (*group[max(0, place - 1) : place], *group[place + 1 : place + 2])]
        others = [alone[other] for other in group if other != index]
        section = [alone[other] for other in by_head[unit.head.words, unit.head.level] if other not in group]
        found.append(
            {
                "self": alone[index],
                "before": alone[group[place - 1]] if place else 0.0,
                "behind": alone[group[place + 1]] if place + 1 < len(group) else 0.0,
                "group": _mean(others),
                "least beside": min(beside, default=0.0),
                "most beside": max(beside, default=0.0),
                "plain beside": float(len(beside) == 2 and min(beside) > PLAIN),
                "plain group": float(bool(others) and min(others) > 0.0),
                "plain nowhere": float(bool(others) and max(others) < -PLAIN),
                "section": _mean(section),
                "page": _mean([*alone[:index], *alone[index + 1 :]]),
            }
        )
    return found


def likelihoods(
    units: Sequence[Unit], evidence: Sequence[Evidence], words: Sequence[Set[str]], rounds: Rounds
) -> list[float]:
    """How likely each unit tells an approach, from 0 to 1; of its words only the first round knows."""
    known = rounds.of_words
    of_words = [sum(map(known.__getitem__, known.keys() & said)) for said in words]
    alone = [score(one, rounds.alone, said) for one, said in zip(evidence, of_words, strict=True)]
    near = around(units, alone)
    odds = [summed({**one, **beside}, rounds.around) for one, beside in zip(evidence, near, strict=True)]
    together = (one + rounds.lean for one in chained(units, evidence, odds, rounds.steps))
    return [1.0 / (1.0 + math.exp(-max(-MOST, min(MOST, one)))) for one in together]


def as_wholes(units: Sequence[Unit], likely: Sequence[float], whole: Whole, plain: float) -> list[float]:
    """How likely each unit goes, when passages are to go whole: surer where the rest of its paragraph, list or table
    is, and of its page, because what stays of a passage tells the rest of it; less sure by itself. What is likely by
    itself stays so below `plain`, for a person to decide."""
    by_group: dict[int, list[float]] = {}
    for unit, one in zip(units, likely, strict=True):
        by_group.setdefault(unit.group, []).append(one)
    total, found = sum(likely), []
    for unit, one in zip(units, likely, strict=True):
        group = by_group[unit.group]
        rest = (sum(group) - one) / max(1, len(group) - 1)
        page = (total - one) / max(1, len(likely) - 1)
        raised = one + whole.paragraph * rest + whole.page * page - whole.by_itself
        found.append(min(1.0, max(raised, min(one, plain - 0.01))))
    return found


@cache
def method_weights() -> MethodWeights:
    weights: MethodWeights = read_rules("cues/business_method_weights.yaml", MethodWeights)
    return weights
