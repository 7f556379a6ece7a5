"""From probabilities per word to names: which words belong together, and where a name begins and ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from woolak.pipeline.detect.model.network import LABELS

__all__ = ["KINDS", "best", "likely"]

KINDS = ("O", "PER", "ORG", "LOC")
_BEGIN = {kind: LABELS.index(f"B-{kind}") for kind in KINDS[1:]}
_INSIDE = {kind: LABELS.index(f"I-{kind}") for kind in KINDS[1:]}
HARD_GAPS = frozenset({6, 7})
"""Gaps (see features) that no name spans: a blank line, a tab."""

Probabilities = NDArray[np.float32]
Span = tuple[int, int, str]
"""First word, word after the last, kind."""


def _runs(words: Iterable[tuple[int, str, bool]], gaps: Sequence[int]) -> list[Span]:
    """The words of names, each with its kind and whether it begins one, as names."""
    spans: list[Span] = []
    for word, kind, begins in words:
        goes_on = (
            bool(spans) and spans[-1][1] == word and spans[-1][2] == kind and not begins and gaps[word] not in HARD_GAPS
        )
        if goes_on:
            spans[-1] = (spans[-1][0], word + 1, kind)
        else:
            spans.append((word, word + 1, kind))
    return spans


def best(probabilities: Probabilities, gaps: Sequence[int]) -> list[Span]:
    """The likeliest reading: of each word its likeliest kind, begin and inside taken together."""
    per_kind = np.stack(
        [probabilities[:, 0]] + [probabilities[:, _BEGIN[kind]] + probabilities[:, _INSIDE[kind]] for kind in KINDS[1:]]
    )
    kinds = per_kind.argmax(axis=0)
    named = [(word, KINDS[kinds[word]]) for word in kinds.nonzero()[0].tolist()]
    begun = [bool(probabilities[word, _BEGIN[kind]] > probabilities[word, _INSIDE[kind]]) for word, kind in named]
    return _runs([(*one, begins) for one, begins in zip(named, begun, strict=True)], gaps)


def likely(person: Sequence[float], begins: Sequence[bool], gaps: Sequence[int], threshold: float) -> list[Span]:
    """Runs of words that are part of a person's name with at least this probability."""
    return _runs([(word, "PER", begins[word]) for word, p in enumerate(person) if p >= threshold], gaps)
