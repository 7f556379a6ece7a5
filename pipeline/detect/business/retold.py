"""Finds a company's approach where the municipality's own documents tell it again.

What a company wrote of its approach has words that few others use. A sentence of a memo, a cell of a scoring sheet with
several of these, the more so of one sentence of the company, tells the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from woolak.model import Document, Finding, Page
from woolak.pipeline.detect.business.method import approach_alone
from woolak.pipeline.detect.business.method_cells import text_cells
from woolak.pipeline.detect.business.method_cues import method_cues
from woolak.pipeline.detect.business.method_units import is_priced
from woolak.pipeline.detect.business.method_words import WORD, keys_of, retold_rules
from woolak.pipeline.detect.business.parties import NameIndex
from woolak.pipeline.detect.passages.blocks import Span, blocks_of, lines_of, sentences_of
from woolak.pipeline.detect.passages.cues import flat

__all__ = ["NOTHING_TOLD", "NO_APPROACHES", "Approaches", "Told", "likeness", "merged", "retold", "told_in"]

PUBLIC = frozenset(("besluit", "raadsstuk", "factsheet"))
OUTWARD = frozenset(("brief", "rapport", "plan", "overig"))
"""Kinds that may be for anybody: these retell an approach only when they name a company."""
MAIL_HEAD = re.compile(r"[> ]*(?:Van|From|Verzonden|Sent|Datum|Date|Aan|To|Cc|CC|Onderwerp|Subject|Betreft)[ \t]*:")
NAMING = frozenset(("PERSON", "EMAIL", "PHONE", "URL"))
IN_BRACKETS = re.compile(r"\([^()]*\)?")
JOINING = frozenset(("en", "of", "namens", "van", "aanwezig", "afwezig"))
PLAIN_SCORE = 0.5
"""From this a passage is plain, and goes by itself of what the municipality wrote (rules/policy.yaml)."""
SCORE = 0.6
LEAST_WORDS = 3
"""So many words at least are shared."""
LEAST_ITEMS = 2
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


def _tells(text: str, known: Approaches) -> bool:
    if method_cues().tells_what_it_asked(flat(text)):
        return False
    rules = retold_rules()
    shared, passage = likeness(keys_of(text), known)
    odds = rules.bias + rules.shared * min(shared, rules.most_shared) + rules.passage * min(passage, rules.most_passage)
    return 1.0 / (1.0 + math.exp(-odds)) >= rules.threshold


class _Unit(NamedTuple):
    """A sentence, or one of a cell, in the spans that it takes; `list_` numbers the list of which it is an item."""

    parts: tuple[Span, ...]
    list_: int | None = None

    def words(self, text: str) -> str:
        return " ".join(text[part.start : part.end] for part in self.parts)


def _units(page: Page) -> Iterator[_Unit]:
    lines = lines_of(page.text, page)
    cells = list(text_cells(page.text, lines, page.source == "ocr"))
    taken = {line for cell in cells for line in cell.lines}
    above = -1
    for number, block in enumerate(blocks_of(page.text, lines)):
        above = number if block.kind != "item" else above
        told = block.kind in ("paragraph", "item") and not MAIL_HEAD.match(page.text, block.start)
        if told and not taken.intersection(range(*block.lines)):
            for sentence in sentences_of(page.text, block.start, block.end):
                yield _Unit((sentence,), above if block.kind == "item" else None)
    for cell in cells:
        yield from (_Unit(parts) for parts in cell.sentences(page.text))


def retold(document: Document, findings: Sequence[Finding], known: Approaches, names: NameIndex) -> Iterator[Finding]:
    """The sentences of a municipality's document that tell an approach again, and do not go as such yet.

    `names` are those of the companies of the case.
    """
    kind = document.facts.kind
    if document.facts.origin == "third_party" or kind in PUBLIC or not known.documents:
        return
    if kind in OUTWARD and not any(names.find(page.text, page.source == "ocr") for page in document.pages):
        return
    for page in document.pages:
        on_page = [f for f in findings if f.page_index == page.page_index]
        there = [f for f in on_page if f.entity == "METHOD"]
        for unit in _retold_on(page, _nameless(page.text, on_page), there, known):
            alone = len(unit.parts) == 1
            for part in (approach_alone(page.text, flat(page.text), unit.parts[0]),) if alone else unit.parts:
                yield _finding(page, part, known)


def _nameless(text: str, findings: Iterable[Finding]) -> str:
    """A page's text with spaces for who is named and how they are reached: who does the work is no approach, though an
    offer names them too."""
    for finding in findings:
        if finding.entity in NAMING and finding.score >= PLAIN_SCORE:
            text = text[: finding.start] + " " * (finding.end - finding.start) + text[finding.end :]
    return text


def _only_named(words: str, whole: str) -> bool:
    """Whether names stand there, and nothing beside them but functions in brackets: 'K. Bos (voorzitter), J. Tol'."""
    return words != whole and not any(word not in JOINING for word in re.findall(r"\w+", IN_BRACKETS.sub(" ", words)))


def _retold_on(page: Page, nameless: str, there: Sequence[Finding], known: Approaches) -> Iterator[_Unit]:
    """The sentences of a page that tell an approach again, and of a list of which most items do, or were found to tell
    one, every item; but for those that go already. What was found may be no more than a suggestion: then this goes."""
    units = list(_units(page))
    scores = [
        max((f.score for f in there for part in unit.parts if f.start < part.end and f.end > part.start), default=0.0)
        for unit in units
    ]
    again = [
        not is_priced(page.text, unit.parts)
        and not _only_named(unit.words(nameless), unit.words(page.text))
        and _tells(unit.words(nameless), known)
        for unit in units
    ]
    lists: dict[int, list[bool]] = {}
    for unit, score, tells in zip(units, scores, again, strict=True):
        if unit.list_ is not None:
            lists.setdefault(unit.list_, []).append(tells or score >= PLAIN_SCORE)
    whole = {number for number, told in lists.items() if sum(told) >= LEAST_ITEMS and 2 * sum(told) > len(told)}
    for unit, score, tells in zip(units, scores, again, strict=True):
        if score < PLAIN_SCORE and (tells or unit.list_ in whole):
            yield unit


def _finding(page: Page, span: Span, known: Approaches) -> Finding:
    words = page.text[span.start : span.end]
    seen = [m.group() for m in WORD.finditer(flat(words)) if known.places.keys() & set(keys_of(m.group()))]
    evidence = f"method_retold:{', '.join(seen[:3])}"
    return Finding("METHOD", page.page_index, span.start, span.end, words, SCORE, "spread", evidence)
