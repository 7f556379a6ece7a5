"""How likely each sentence of a page is an opinion or a confidential exchange, by many small signs.

A logistic regression in two rounds: the first looks at each sentence by itself, the second also at what the first said
of the sentences beside it, of its paragraph, its section and the page. The weights are trained by
training/passages.py.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cache, cached_property
from typing import NamedTuple

from woolak.pipeline.detect.business.sections import Head
from woolak.pipeline.detect.passages.sentences import Sentence
from woolak.rules.reading import Model, read_rules

__all__ = ["LearntWeights", "Rounds", "around", "learnt_weights", "log_odds", "score"]

Evidence = Mapping[str, float]
LIMIT = 4.0


class Rounds(Model):
    """The weights of the two rounds, by the name of the sign; `bias` is always there."""

    alone: Mapping[str, float]
    around: Mapping[str, float]
    words: Mapping[str, str]
    """The words of which the first round knows, by their weight."""

    @cached_property
    def of_words(self) -> Mapping[str, float]:
        return {word: float(weight) for weight, words in self.words.items() for word in words.split()}


class LearntWeights(Model):
    """rules/cues/passages_weights.yaml: the weights of the two rounds, per kind of passage."""

    OPINION: Rounds
    CONSULTATION: Rounds


class _Sum(NamedTuple):
    """How many values there are, their total, and the two greatest."""

    size: int = 0
    total: float = 0.0
    most: float = -math.inf
    next: float = -math.inf

    def with_(self, value: float) -> _Sum:
        second = max(self.next, min(self.most, value))
        return _Sum(self.size + 1, self.total + value, max(self.most, value), second)

    def most_without(self, value: float) -> float:
        """The greatest of the others; nought when there is none."""
        return (self.next if value == self.most else self.most) if self.size > 1 else 0.0


def score(signs: Evidence, weights: Mapping[str, float], of_words: float = 0.0) -> float:
    """The log-odds of a sentence, kept between -4 and 4; `of_words` are those of its words."""
    weight_of = weights.get
    total = sum([value * weight_of(name, 0.0) for name, value in signs.items()])
    return max(-LIMIT, min(LIMIT, weight_of("bias", 0.0) + total + of_words))


def _mean(total: float, count: int) -> float:
    return total / count if count else 0.0


def around(sentences: Sequence[Sentence], alone: Sequence[float]) -> list[dict[str, float]]:
    """What the first round says of each sentence, those before and behind it, its paragraph, its section and its
    page."""
    page = _Sum()
    groups: dict[int, _Sum] = defaultdict(_Sum)
    sections: dict[Head, _Sum] = defaultdict(_Sum)
    for one, own in zip(sentences, alone, strict=True):
        page = page.with_(own)
        groups[one.group] = groups[one.group].with_(own)
        sections[one.head] = sections[one.head].with_(own)
    found = []
    for index, (one, own) in enumerate(zip(sentences, alone, strict=True)):
        group, section = groups[one.group], sections[one.head]
        before = alone[index - 1] if index else 0.0
        behind = alone[index + 1] if index + 1 < len(alone) else 0.0
        found.append(
            {
                "self": own,
                "before": before,
                "behind": behind,
                "before here": before if one.place else 0.0,
                "behind here": behind if one.place + 1 < one.siblings else 0.0,
                "group": _mean(group.total - own, group.size - 1),
                "most of group": group.most_without(own),
                "section": _mean(section.total - group.total, section.size - group.size),
                "page": _mean(page.total - own, page.size - 1),
                "most of page": page.most_without(own),
            }
        )
    return found


def log_odds(
    signs: Sequence[Evidence], words: Sequence[Set[str]], sentences: Sequence[Sentence], rounds: Rounds
) -> list[float]:
    """The log-odds of each sentence; of its words only the first round knows."""
    known = rounds.of_words
    alone = [
        score(one, rounds.alone, sum(map(known.__getitem__, known.keys() & said)))
        for one, said in zip(signs, words, strict=True)
    ]
    return [score({**one, **near}, rounds.around) for one, near in zip(signs, around(sentences, alone), strict=True)]


@cache
def learnt_weights() -> Mapping[str, Rounds]:
    """The weights by entity."""
    return dict(read_rules("cues/passages_weights.yaml", LearntWeights))
