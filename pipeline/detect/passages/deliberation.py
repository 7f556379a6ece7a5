"""Finds opinions (5.2(1)), consultation (5.1(2)i), supervision (5.1(2)d) and negotiation (5.1(2)b), by sentence.

Each sentence is weighed by its cues, those against it (facts, forecasts, public sources), and the head above it. How
likely it is an opinion or a confidential exchange is also learnt from papers (learnt.py). Suggestions only: a person
decides.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.cues import CueHits
from woolak.pipeline.detect.passages.learnt import learnt_weights, log_odds
from woolak.pipeline.detect.passages.places import Place, inside_of, is_minutes, is_official_at, kind_of, place_of
from woolak.pipeline.detect.passages.sentences import Sentence, sentences_on
from woolak.pipeline.detect.passages.weights import KindRules, PassageWeights, passage_weights
from woolak.pipeline.detect.passages.wording import fields_of, signs_of, sums_of, telling_words, words_of
from woolak.pipeline.detect.phrases import any_in

__all__ = ["Passage", "deliberations"]

FOR_CAP, AGAINST_CAP = 2.0, 1.5
LEAST_SCORE = 0.4
BESIDE = 0.4
SECTION = 0.9
OTHER_MUNICIPALITY = re.compile(
    r"\b(?:gemeenten?|(?:burgemeesters?|wethouders?|collega[’']s)\s+(?:van|uit|in))\s+(?:de\s+)?([A-ZÀ-Ý][\w-]+)"
)


class Passage(NamedTuple):
    entity: str
    start: int
    end: int
    score: float
    evidence: str


class _Weighed(NamedTuple):
    """A sentence, what its cues weigh, how likely it is by what was learnt (None: nothing was), and both together:
    whether it reaches what is asked, or comes near."""

    sentence: Sentence
    weight: float
    likelihood: float | None
    reaches: bool
    near: bool


def _is_formal(view: PageView, hits: CueHits, weights: PassageWeights) -> bool:
    """Whether the document goes to the college, the mayor or a wethouder for a decision (5.2, third lid, Woo)."""
    if any(hit.group == "formal" for hit in hits.hits):
        return True
    if not view.document or not view.page or view.page.page_index == 0:
        return False
    first = view.document.pages[0].text.lower()[:1500]
    return any(addressee in first for addressee in weights.rules.formal_addressees)


def _others(view: PageView, words: str) -> float:
    """Whether another municipality is named in a sentence."""
    own = view.case.municipality.name.lower() if view.case else ""
    found = OTHER_MUNICIPALITY.findall(words.replace("\n", " "))
    return 1.0 if any(name.lower() not in own for name in found) else 0.0


def _weight(
    entity: str, view: PageView, sentence: Sentence, sums: Mapping[str, float], weights: PassageWeights
) -> float:
    for_ = min(sums.get(f"{entity} for", 0.0), FOR_CAP)
    if entity == "CONSULTATION":
        said = sums.get(f"{entity} said", 0.0)
        other = weights.rules.other_municipality * _others(view, sentence.words)
        body = max(min(sums.get("bodies", 0.0), 0.9), other)
        # a body named counts with what it said, or with the confidence in which it was said
        if body and (said >= 0.4 or for_ >= 0.4):
            for_ += body + min(said, 0.9)
    if not for_:
        return 0.0
    return for_ - min(sums.get(f"{entity} against", 0.0), AGAINST_CAP)


def _runs(sentences: Sequence[_Weighed]) -> Iterator[list[_Weighed]]:
    """Sentences that reach what is asked, joined; one beside them that comes near goes along."""
    reached = [one.reaches for one in sentences]
    run: list[_Weighed] = []
    for index, one in enumerate(sentences):
        if one.reaches or (one.near and any(reached[max(0, index - 1) : index + 2])):
            run.append(one)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _seen(sentences: Sequence[Sentence], *groups: str) -> str:
    """The heaviest cue of the first group that has one, as it stands in the text; empty when there is none."""
    for group in groups:
        hits = [(hit, one) for one in sentences for hit in one.hits if hit.group == group]
        if hits:
            best, one = max(hits, key=lambda hit: (hit[0].weight, hit[0].end - hit[0].start))
            return one.flat[best.start : best.end]
    return ""


def _told(rules: KindRules, internal: bool, weight: float, likelihood: float | None) -> tuple[bool, bool]:
    """Whether a sentence reaches what is asked of its kind, and whether it comes near."""
    cued, near = weight >= rules.threshold, weight >= BESIDE
    if rules.learnt is None or likelihood is None:
        return cued, near
    least = rules.learnt.likely if internal else rules.learnt.elsewhere
    allowed = internal and likelihood >= rules.learnt.cued
    return likelihood >= least or (cued and allowed), likelihood >= rules.learnt.beside or (near and allowed)


class _Reader:
    """Weighs the sentences of a page, kind by kind."""

    def __init__(self, view: PageView, wanted: Mapping[str, Place], weights: PassageWeights) -> None:
        self.view, self.wanted, self.weights = view, wanted, weights
        hits = weights.cues.find(view.flat)
        self.formal = "OPINION" in wanted and _is_formal(view, hits, weights)
        self.sentences = sentences_on(view, hits, weights.cues)
        self.sums = [sums_of(one) for one in self.sentences]
        self.inside = [inside_of(view, one) for one in self.sentences]
        self.minutes = is_minutes(view)

    def _likelihoods(self) -> dict[str, list[float]]:
        """How likely each sentence is by what was learnt, of the kinds of which something was."""
        rounds = {entity: found for entity, found in learnt_weights().items() if entity in self.wanted}
        if not rounds or not self.sentences:
            return {}
        kind, internal = kind_of(self.view)
        signs = [
            signs_of(kind, internal or inside is True, one, sums)
            for one, sums, inside in zip(self.sentences, self.sums, self.inside, strict=True)
        ]
        words = [frozenset((*words_of(one.lowered), *fields_of(one))) for one in self.sentences]
        return {
            entity: [1.0 / (1.0 + math.exp(-odds)) for odds in log_odds(signs, words, self.sentences, found)]
            for entity, found in rounds.items()
        }

    def read(self) -> Iterator[Passage]:
        """The passages of the page."""
        likelihoods = self._likelihoods()
        for entity, place in self.wanted.items():
            likely: Sequence[float | None] = likelihoods.get(entity) or [None] * len(self.sentences)
            weighed = [
                self._weighed(entity, place, *one)
                for one in zip(self.sentences, self.sums, self.inside, likely, strict=True)
            ]
            for _, group in groupby(weighed, key=lambda one: one.sentence.group):
                for run in _runs(list(group)):
                    yield from self._passages(entity, place, run)

    def _weighed(
        self,
        entity: str,
        place: Place,
        one: Sentence,
        sums: Mapping[str, float],
        inside: bool | None,
        likelihood: float | None,
    ) -> _Weighed:
        rules = self.weights.rules.kinds[entity]
        own = _weight(entity, self.view, one, sums, self.weights)
        below = self.weights.head_weight(entity, one.head.words) if one.head.words else 0.0
        # a head by itself makes no passage, but for one that announces nothing else: 'Advies'
        weight = own + below if own > 0 or below >= SECTION else own
        reaches = near = False
        if place.holds(inside) or (entity == "CONSULTATION" and is_official_at(self.view, one)):
            reaches, near = _told(rules, place.internal or inside is True, weight, likelihood)
        return _Weighed(one, weight, likelihood, reaches, near)

    def _passages(self, entity: str, place: Place, run: Sequence[_Weighed]) -> Iterator[Passage]:
        sentences = [one.sentence for one in run]
        start, end = sentences[0].span.start, sentences[-1].span.end
        likelihoods = [one.likelihood for one in run if one.likelihood is not None]
        if likelihoods:
            score = round(max(LEAST_SCORE, *likelihoods), 2)  # a cue may say it where what was learnt does not
        else:
            over = max(one.weight for one in run) - self.weights.rules.kinds[entity].threshold
            score = round(max(LEAST_SCORE, min(0.9, 0.5 + 0.25 * over)), 2)
        evidence = self._evidence(entity, place, sentences, bool(likelihoods))
        for part in sentences[0].places(start, end):
            yield Passage(entity, part.start, part.end, score, evidence)

    def _evidence(self, entity: str, place: Place, run: Sequence[Sentence], learnt: bool) -> str:
        seen = _seen(run, f"{entity} for", f"{entity} said", "bodies" if entity == "CONSULTATION" else "")
        if learnt:
            seen = telling_words(run, learnt_weights()[entity].of_words) or seen
        head = run[0].head.words
        if entity == "OPINION":
            if self.minutes:
                return f"opinion_in_minutes:{seen or head}"
            if not place.internal:
                return f"opinion_elsewhere:{seen or head}"
            if self.formal:
                return f"formal_decision:{seen or head}"
            return f"opinion:{seen}" if seen else f"opinion_section:{head}"
        if entity == "CONSULTATION":
            confidential = any_in(self.weights.rules.in_confidence, seen)
            return f"{'in_confidence' if confidential else 'consultation'}:{seen}"
        if entity == "INSPECTION":
            return f"inspection:{seen}"
        return f"{'estimate_before_tender' if any_in(self.weights.rules.of_estimate, seen) else 'negotiation'}:{seen}"


def deliberations(view: PageView, entities: Sequence[str]) -> Iterator[Passage]:
    """The passages of a page, of the kinds asked for."""
    weights = passage_weights()
    places = {entity: place_of(entity, view, weights) for entity in weights.rules.kinds if entity in entities}
    wanted = {entity: place for entity, place in places.items() if place is not None}
    if wanted and view.blocks:
        yield from _Reader(view, wanted, weights).read()
