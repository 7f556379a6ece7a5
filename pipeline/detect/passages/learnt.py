"""How likely each sentence of a page is an opinion or a confidential exchange, by many small signs.

A logistic regression in two rounds: the first looks at each sentence by itself, the second also at what the first said
of the sentences beside it, of its paragraph, its section and the page. The weights are trained by
training/passages.py.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from woolak.pipeline.detect.business.method_weights import Rounds, score
from woolak.pipeline.detect.passages.sentences import Sentence
from woolak.rules.reading import Model, read_rules

__all__ = ["LearntWeights", "around", "learnt_weights", "log_odds"]

Evidence = Mapping[str, float]


class LearntWeights(Model):
    """rules/cues/passages_weights.yaml: the weights of the two rounds, per kind of passage."""

    OPINION: Rounds
    CONSULTATION: Rounds


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def around(sentences: Sequence[Sentence], alone: Sequence[float]) -> list[dict[str, float]]:
    """What the first round says of each sentence, those before and behind it, its paragraph, its section and its
    page."""
    by_group: dict[int, list[int]] = {}
    by_head: dict[tuple[str, int], list[int]] = {}
    for index, one in enumerate(sentences):
        by_group.setdefault(one.group, []).append(index)
        by_head.setdefault((one.head.words, one.head.level), []).append(index)
    total, count = sum(alone), len(alone)
    found = []
    for index, one in enumerate(sentences):
        own = alone[index]
        group, section = by_group[one.group], by_head[one.head.words, one.head.level]
        others = [alone[other] for other in group if other != index]
        before = alone[index - 1] if index else None
        behind = alone[index + 1] if index + 1 < count else None
        found.append(
            {
                "self": own,
                "before": before or 0.0,
                "behind": behind or 0.0,
                "before here": alone[index - 1] if index - 1 in group else 0.0,
                "behind here": alone[index + 1] if index + 1 in group else 0.0,
                "group": _mean(others),
                "most of group": max(others, default=0.0),
                "section": _mean([alone[other] for other in section if other not in group]),
                "page": (total - own) / (count - 1) if count > 1 else 0.0,
                "most of page": max((*alone[:index], *alone[index + 1 :]), default=0.0),
            }
        )
    return found


def log_odds(
    signs: Sequence[Evidence], words: Sequence[Collection[str]], sentences: Sequence[Sentence], rounds: Rounds
) -> list[float]:
    """The log-odds of each sentence; of its words only the first round knows."""
    known = rounds.of_words
    alone = [
        score(one, rounds.alone, sum(known[word] for word in said if word in known))
        for one, said in zip(signs, words, strict=True)
    ]
    return [score({**one, **near}, rounds.around) for one, near in zip(signs, around(sentences, alone), strict=True)]


@cache
def learnt_weights() -> Mapping[str, Rounds]:
    """The weights by entity."""
    return dict(read_rules("cues/passages_weights.yaml", LearntWeights))
