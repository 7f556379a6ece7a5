"""Finds sentences on another matter than the document's: what comes up in a round of questions, after 'nog iets anders'
or 'trouwens', and what colleagues ask each other about a farewell or a birthday. Suggestions only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.blocks import Block, Span
from woolak.pipeline.detect.passages.subject import content, hits_of, is_near, names_party, near_subject, words_of
from woolak.pipeline.detect.passages.weights import passage_weights
from woolak.pipeline.detect.phrases import any_in

__all__ = ["MIN_WORDS", "OffSubject", "in_round", "other_matters"]

MIN_WORDS = 4
# Words that tell by themselves what a sentence is about; a name is none.
TELLING = re.compile(r"(?<!\w)[a-zà-ÿ][a-zà-ÿ-]{6,}")
PLAIN_WORD = re.compile(r"[a-zà-ÿ-]+")

Subject = re.Pattern[str] | None
OtherMatters = Callable[[PageView, Block, Subject], Iterator["OffSubject"]]


class OffSubject(NamedTuple):
    start: int
    end: int
    score: float
    evidence: str


def _sentences(view: PageView, block: Block) -> Iterator[Span]:
    return (Span(start, end) for start, end in view.sentences if block.start <= start < block.end)


def _telling(view: PageView, span: Span) -> dict[str, int]:
    return content(" ".join(TELLING.findall(view.text, *span)), passage_weights().rules.scope.stop)


def _is_about(view: PageView, span: Span, request: Subject, shared: float = 0.0) -> bool:
    """Whether a sentence has to do with the request, the meeting or a party, or shares more than such a part of its
    telling words with the rest of the document."""
    text, everywhere, telling = view.flat[span.start : span.end], words_of(view), _telling(view, span)
    return (
        bool(hits_of(request, text))
        or sum(everywhere[stem] > count for stem, count in telling.items()) > shared * len(telling)
        or not passage_weights().meeting.isdisjoint(PLAIN_WORD.findall(text))
        or (request is not None and is_near(text, near_subject(view, request)))
        or names_party(view, *span)
    )


def other_matters(view: PageView) -> list[OtherMatters]:
    """What looks for other matters in the paragraphs of a page, as far as the page has any of the words for it."""
    weights = passage_weights()
    there = ((turned, weights.turn.may_be_in(view.text)), (asides, any_in(weights.aside_words, view.flat)))
    return [look for look, words in there if words]


def turned(view: PageView, block: Block, request: Subject) -> Iterator[OffSubject]:
    """A paragraph from the sentence on that goes over to another subject."""
    pattern = passage_weights().turn.pattern
    turns = (pattern.match(view.flat, one.start, block.end) for one in _sentences(view, block))
    turn = next(filter(None, turns), None)
    if turn is None:
        return
    rest = Span(turn.start(), block.end)
    words = view.flat[rest.start : rest.end]
    if len(words.split()) >= MIN_WORDS and not hits_of(request, words) and not names_party(view, *rest):
        yield OffSubject(*rest, 0.5, f"other_subject:{turn[0].strip(' ,:.-')}")


def in_round(view: PageView, block: Block, head: str, request: Subject) -> Iterator[OffSubject]:
    """The sentences below 'Rondvraag' of which hardly a telling word stands elsewhere in the minutes, and those behind
    them that tell nothing by themselves ('De bode zoekt dat uit.'): there each may be about anything."""
    before = False
    for span in _sentences(view, block):
        words = view.flat[span.start : span.end].split()
        opens = view.text[span.start].isupper() and len(words) >= MIN_WORDS
        opens = opens and words[0] not in passage_weights().rules.scope.referring
        before = not _is_about(view, span, request, passage_weights().rules.scope.round_shared) and (
            before or (opens and bool(_telling(view, span)))
        )
        if before:
            yield OffSubject(*span, 0.5, f"other_subject:{head}")


def asides(view: PageView, block: Block, request: Subject) -> Iterator[OffSubject]:
    """Questions aside ('weet jij trouwens of'), and what colleagues ask each other along for."""
    weights = passage_weights()
    for span in _sentences(view, block):
        text = view.flat[span.start : span.end]
        if len(text.split()) < MIN_WORDS:
            continue
        if occasion := weights.occasion.search(text):
            if weights.call.search(text) and not hits_of(request, text) and not names_party(view, *span):
                yield OffSubject(*span, 0.5, f"other_subject:{occasion[0]}")
            continue
        aside = weights.point.match(text) or (weights.aside.search(text) if text.rstrip().endswith("?") else None)
        if aside and _telling(view, span) and not _is_about(view, span, request):
            yield OffSubject(*span, 0.5, f"other_subject:{aside[0].strip(' ,:.-')}")
