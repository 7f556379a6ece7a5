"""What companies told of their approach in a case, and how like a sentence of the municipality is to it.

What a company wrote of its approach has words that few others use. A sentence of a memo, a cell of a scoring sheet with
several of these, the more so of one sentence of the company, tells the same.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from woolak.model import Document, Finding
from woolak.pipeline.detect.business.method_words import keys_of, retold_rules
from woolak.pipeline.detect.passages.blocks import sentences_of

__all__ = [
    "NOTHING_TOLD",
    "NO_APPROACHES",
    "PLAIN_SCORE",
    "Approaches",
    "Told",
    "likeness",
    "merged",
    "told_in",
]

PLAIN_SCORE = 0.5
"""From this a passage is plain, and goes by itself of what the municipality wrote (rules/policy.yaml)."""
LEAST_WORDS = 3
"""So many words at least are shared."""
MANY = 3
"""From more companies' documents than this on, a word that several of them use tells less."""


class Told(NamedTuple):
    """Of one document: the words of each sentence in which an approach is told, and those of all other text."""

    approach: tuple[frozenset[str], ...]
    other: frozenset[str]


NOTHING_TOLD = Told((), frozenset())


def told_in(document: Document, findings: Sequence[Finding]) -> Told:
    """The words of the approach in a company's document; nothing of a document of the municipality."""
    if document.facts.origin != "third_party":
        return NOTHING_TOLD
    passages = [f for f in findings if f.entity == "METHOD" and f.score >= PLAIN_SCORE and not f.keep]
    approach, other = [], []
    for page in document.pages:
        at = 0
        for start, end in sorted((f.start, f.end) for f in passages if f.page_index == page.page_index):
            other.append(page.text[at:start])
            at = max(at, end)
            approach += [
                frozenset(keys_of(page.text[one.start : one.end])) for one in sentences_of(page.text, start, end)
            ]
        other.append(page.text[at:])
    return Told(tuple(approach), frozenset(key for text in other for key in keys_of(text)))


@dataclass(frozen=True)
class Approaches:
    """What companies told of their approach in a case: per document the words of its sentences, and what each tells."""

    documents: tuple[tuple[frozenset[str], ...], ...] = ()
    weights: Mapping[str, float] | None = None
    """Of the words in them, from 0 to 1."""

    @cached_property
    def places(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """In which sentence of which document a word stands."""
        found: dict[str, list[tuple[int, int]]] = {}
        for number, sentences in enumerate(self.documents):
            for place, keys in enumerate(sentences):
                for key in keys:
                    found.setdefault(key, []).append((number, place))
        return {key: tuple(places) for key, places in found.items()}

    def __getstate__(self) -> dict[str, object]:
        return {"documents": self.documents, "weights": self.weights}  # the places are found again elsewhere


NO_APPROACHES = Approaches()


def merged(told: Iterable[Told], request: str, common: Mapping[str, float] | None = None) -> Approaches:
    """The approaches of a case. A word that companies also use elsewhere tells less, one of the request nothing.

    `common` is what a word tells that many documents have: that of the rules when it is not given.
    """
    parts = [one for one in told if one.approach]
    if not parts:
        return NO_APPROACHES
    asked, rules = frozenset(keys_of(request)), retold_rules()
    telling = rules.weights if common is None else common
    elsewhere = frozenset().union(*(one.other for one in parts))
    used = Counter(key for one in parts for key in frozenset().union(*one.approach))
    weights = {}
    for key, times in used.items():
        weight = 0.0 if key in asked else telling.get(key, 1.0) * (rules.elsewhere if key in elsewhere else 1.0)
        if len(parts) > MANY:
            weight *= 1.0 - math.log(times) / math.log(len(parts))
        if weight:
            weights[key] = round(weight, 3)
    return Approaches(tuple(tuple(keys & weights.keys() for keys in one.approach) for one in parts), weights)


def likeness(keys: Iterable[str], known: Approaches) -> tuple[float, float]:
    """How much a sentence shares with the document, and with the one sentence, that it is most like.

    Nothing when it shares too few words to tell.
    """
    documents: dict[int, float] = {}
    sentences: dict[tuple[int, int], float] = {}
    same = frozenset(keys) & known.places.keys()
    for key in same if len(same) >= LEAST_WORDS else ():
        weight = (known.weights or {})[key]
        for place in known.places[key]:
            sentences[place] = sentences.get(place, 0.0) + weight
        for number in {number for number, _ in known.places[key]}:
            documents[number] = documents.get(number, 0.0) + weight
    return max(documents.values(), default=0.0), max(sentences.values(), default=0.0)
