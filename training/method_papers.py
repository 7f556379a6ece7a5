"""The papers written to learn a company's approach from: their sentences, what is seen of each, and which tell one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import spacy

from training.marked import Marked, marked
from woolak.pipeline.detect import context
from woolak.pipeline.detect.business.method import MIN_WORDS
from woolak.pipeline.detect.business.method_evidence import evidence_of, is_own
from woolak.pipeline.detect.business.method_units import Unit, units_of
from woolak.pipeline.detect.business.method_words import keys_of, vocabularies
from woolak.pipeline.detect.business.view import view_of
from woolak.pipeline.detect.passages.blocks import Span

ROOT = Path(__file__).resolve().parent.parent
WORD = "word "
"""How the names of words begin, beside those of other evidence."""
USUAL = 3
"""A word is not rare when it stands in so many other documents."""
NLP = spacy.blank("nl")


class Page(NamedTuple):
    """The units of a page, what is seen of each, and whether each tells an approach (None: either way is right)."""

    document: str
    own: bool
    units: list[Unit]
    evidence: list[dict[str, float]]
    labels: list[bool | None]
    passages: list[tuple[int, ...]]
    """Of each passage that is marked the units that tell it."""


def _label(unit: Unit, expected: Iterable[tuple[int, int, str]], text: str) -> bool | None:
    if unit.stays or len(unit.words(text).split()) < MIN_WORDS:
        return None
    size = sum(part.end - part.start for part in unit.parts)
    shares: Counter[str] = Counter()
    for start, end, label in expected:
        for part in unit.parts:
            shares[label] += max(0, min(end, part.end) - max(start, part.start))
    if shares["free"] > 0.5 * size:
        return None
    return shares[""] > 0.5 * size


def passages_in(
    units: Sequence[Unit], labels: Sequence[bool | None], passages: Iterable[Sequence[Span]]
) -> list[tuple[int, ...]]:
    """The units that tell each passage, which may be in several pieces."""
    found = (
        tuple(
            place
            for place, (unit, tells) in enumerate(zip(units, labels, strict=True))
            if tells and any(part.start < end and part.end > start for part in unit.parts for start, end in pieces)
        )
        for pieces in passages
    )
    return sorted({passage for passage in found if passage})


def pages_of(
    document: Marked,
    usual: Container[str] | None = None,
    passages: Mapping[int, Sequence[Sequence[Span]]] | None = None,
) -> Iterable[Page]:
    """The pages of a document; `usual` are the words that are not rare, those of the rules when it is not given, and
    `passages` those of each page in their pieces, what is marked when they are not given."""
    context.register()
    for page in document.document.pages:
        doc = NLP.make_doc(page.text)
        doc._.page, doc._.document, doc._.case = page, document.document, document.case
        view = view_of(page.text, SimpleNamespace(tokens=doc))  # type: ignore[arg-type]
        units = list(units_of(view))
        expected = [(start, end, label) for index, start, end, label in document.expected if index == page.page_index]
        evidence = [
            seen | {WORD + word: 1.0 for word in words}
            for seen, words in zip(evidence_of(view, units, usual), vocabularies(page.text, units), strict=True)
        ]
        labels = [_label(unit, expected, page.text) for unit in units]
        pieces = [[Span(start, end)] for start, end, label in expected if not label]
        told = passages_in(units, labels, pieces if passages is None else passages.get(page.page_index, ()))
        yield Page(document.name, is_own(view, 0), units, evidence, labels, told)


def files() -> list[Path]:
    """The files of documents to learn from."""
    return [*sorted((ROOT / "training" / "method").glob("*.yaml")), ROOT / "tests" / "business_method.yaml"]


def _keys(document: Marked) -> frozenset[str]:
    return frozenset(key for page in document.document.pages for key in keys_of(page.text))


def papers() -> list[Page]:
    """The pages of the papers; what is rare in each is told by the others, as it will be of a new one."""
    documents = [one for path in files() for boxes in (True, False) for one in marked(path, boxes)]
    keys = {one.name: _keys(one) for one in documents}
    times = Counter(key for mine in keys.values() for key in mine)
    pages: list[Page] = []
    for one in documents:
        usual = {key for key, count in times.items() if count - (key in keys[one.name]) >= USUAL}
        pages += pages_of(one, usual)
    return pages
