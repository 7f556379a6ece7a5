"""Finds a company's approach where the municipality's own documents tell it again.

What a company wrote of its approach has words that stand nowhere else in its documents. A sentence of a memo or mail
with several of these tells the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from woolak.model import Document, Finding
from woolak.pipeline.detect.business.method import approach_alone
from woolak.pipeline.detect.passages.blocks import Span, blocks_of, lines_of, sentences_of
from woolak.pipeline.detect.passages.cues import flat

__all__ = ["NOTHING_TOLD", "Told", "merged", "retold", "told_in"]

KINDS = frozenset(("memo", "nota", "mail", "brief", "verslag", "plan", "overeenkomst", "opdrachtbon", "overig"))
WORD = re.compile(r"[a-zà-ÿ]+(?:[-‐][ \n]?[a-zà-ÿ]+)*")
LETTERS, KEY_LETTERS = 6, 8
"""The shortest word that tells something, and how much of a word its forms share."""
LEAST_WORDS, LEAST_SHARE = 3, 0.3
PLAIN_SCORE = 0.55
SCORE = 0.6


class Told(NamedTuple):
    """Of one document, or of a case: the words in which an approach is told, and those of all other text."""

    approach: frozenset[str]
    other: frozenset[str]


NOTHING_TOLD = Told(frozenset(), frozenset())


def _keys(text: str) -> Iterator[str]:
    for match in WORD.finditer(flat(text)):
        word = re.sub(r"[-‐ ]", "", match.group())
        if len(word) >= LETTERS:
            yield word[:KEY_LETTERS]


def told_in(document: Document, findings: Sequence[Finding]) -> Told:
    """The words of the approach in a company's document; nothing of a document of the municipality."""
    if document.facts.origin != "third_party":
        return NOTHING_TOLD
    passages = [f for f in findings if f.entity == "METHOD" and f.score >= PLAIN_SCORE and not f.keep]
    other = []
    for page in document.pages:
        at = 0
        for span in sorted((f.start, f.end) for f in passages if f.page_index == page.page_index):
            other.append(page.text[at : span[0]])
            at = max(at, span[1])
        other.append(page.text[at:])
    approach = frozenset(key for passage in passages for key in _keys(passage.text))
    return Told(approach, frozenset(key for text in other for key in _keys(text)))


def merged(told: Iterable[Told], request: str) -> frozenset[str]:
    """The words by which an approach is known again in a case: those that stand nowhere else, nor in the request."""
    parts = list(told)
    other = frozenset(_keys(request)).union(*(one.other for one in parts))
    return frozenset().union(*(one.approach for one in parts)) - other


def retold(document: Document, findings: Sequence[Finding], words: frozenset[str]) -> Iterator[Finding]:
    """The sentences of a municipality's document that tell an approach again, and are not found as such yet."""
    if document.facts.origin == "third_party" or document.facts.kind not in KINDS or not words:
        return
    for page in document.pages:
        there = [f for f in findings if f.entity == "METHOD" and f.page_index == page.page_index and f.score >= SCORE]
        for block in blocks_of(page.text, lines_of(page.text, page)):
            if block.kind not in ("paragraph", "item"):
                continue
            for sentence in sentences_of(page.text, block.start, block.end):
                if any(f.start < sentence.end and f.end > sentence.start for f in there):
                    continue
                keys = set(_keys(page.text[sentence.start : sentence.end]))
                same = keys & words
                if len(same) >= LEAST_WORDS and len(same) >= LEAST_SHARE * len(keys):
                    yield _finding(page.page_index, page.text, sentence, same)


def _finding(page_index: int, text: str, sentence: Span, same: set[str]) -> Finding:
    span = approach_alone(text, flat(text), sentence)
    seen = [m.group() for m in WORD.finditer(flat(text[span.start : span.end])) if m.group()[:KEY_LETTERS] in same]
    evidence = f"method_retold:{', '.join(seen[:3])}"
    words = text[span.start : span.end]
    return Finding("METHOD", page_index, span.start, span.end, words, SCORE, "spread", evidence)
