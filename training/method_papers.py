"""The papers that training/method.py learns from: their sentences, what is seen of each, and which tell an approach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import NamedTuple

import spacy

from training.marked import Marked, marked
from woolak.model import Document
from woolak.pipeline.detect import context
from woolak.pipeline.detect.business.method import MIN_WORDS
from woolak.pipeline.detect.business.method_evidence import evidence_of, is_own
from woolak.pipeline.detect.business.method_units import Unit, units_of
from woolak.pipeline.detect.business.method_words import keys_of, vocabularies
from woolak.pipeline.detect.business.view import view_of
from woolak.pipeline.evaluate.truth import Truth, read_truths
from woolak.rules.casefile import read_case_file

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


def _passages(
    units: Sequence[Unit], labels: Sequence[bool | None], expected: Iterable[tuple[int, int, str]]
) -> list[tuple[int, ...]]:
    found = (
        tuple(
            place
            for place, (unit, tells) in enumerate(zip(units, labels, strict=True))
            if tells and any(part.start < end and part.end > start for part in unit.parts)
        )
        for start, end, label in expected
        if not label
    )
    return sorted({passage for passage in found if passage})


def pages_of(document: Marked, usual: Container[str] | None = None) -> Iterable[Page]:
    """The pages of a document; `usual` are the words that are not rare, those of the rules when it is not given."""
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
        passages = _passages(units, labels, expected)
        yield Page(document.name, is_own(view, 0), units, evidence, labels, passages)


def files() -> list[Path]:
    """The files of documents to learn from."""
    return [*sorted((ROOT / "training" / "method").glob("*.yaml")), ROOT / "tests" / "business_method.yaml"]


def _keys(document: Marked) -> frozenset[str]:
    return frozenset(key for page in document.document.pages for key in keys_of(page.text))


def corpus() -> list[Page]:
    """The pages of all documents; what is rare in each is told by the others, as it will be of a new one."""
    documents = [one for path in files() for boxes in (True, False) for one in marked(path, boxes)]
    keys = {one.name: _keys(one) for one in documents}
    times = Counter(key for mine in keys.values() for key in mine)
    pages: list[Page] = []
    for one in documents:
        usual = {key for key, count in times.items() if count - (key in keys[one.name]) >= USUAL}
        pages += pages_of(one, usual)
    return pages + list(_sample_pages(ROOT / "samples"))


def _sample_pages(folder: Path) -> Iterable[Page]:
    """The pages of the PDFs and scans of a dossier with its truth."""
    from woolak.pipeline.ingest import ingest

    case = read_case_file(folder / "in" / "zaak.yaml")
    with TemporaryDirectory() as work:
        for truth in read_truths(folder / "truth"):
            if not truth.words:
                continue
            for one in ingest(folder / "in" / truth.file, truth.file, Path(work), case):
                if one.document and one.source == truth.file:
                    expected = tuple(_expected(one.document, truth))
                    yield from pages_of(Marked(truth.file, "", one.document, case, expected))


def _expected(document: Document, truth: Truth) -> Iterable[tuple[int, int, int, str]]:
    """The spans of a truth as characters of our pages: a word is the one whose box holds the truth's centre."""
    for word in truth.words:
        span = truth.spans.get(word.s or "")
        label = "free" if word.l == "free" else "" if span and span.k == "methode" else None
        if label is None or word.p >= len(document.pages):
            continue
        x, y = (word.b.x0 + word.b.x1) / 2, (word.b.y0 + word.b.y1) / 2
        for ours in document.pages[word.p].words:
            box = ours.box_pt
            if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1:
                yield word.p, ours.start, ours.end + 1, label
