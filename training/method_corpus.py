"""All that training/method.py learns from: papers written for it, samples/, and dossiers that were measured on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from samples.make import make_dossier
from training.marked import Marked
from training.method_papers import ROOT, Page, pages_of, papers
from woolak.model import Document
from woolak.pipeline.detect.passages.blocks import Span
from woolak.pipeline.evaluate.truth import Truth, read_truths
from woolak.pipeline.ingest import ingest
from woolak.rules.casefile import read_case_file
from woolak.rules.reading import Model, read_yaml

__all__ = ["by_span", "corpus", "dossier_pages"]

TOKEN = re.compile(r"[^\W_]+")


class _Dossiers(Model):
    """training/dossiers.yaml."""

    learnt: tuple[str, ...]


class Marking(NamedTuple):
    """Characters of a page that tell an approach, or of which either way is right, and the span of the truth."""

    span: str
    page_index: int
    start: int
    end: int
    label: str


def by_span(words: Iterable[Marking]) -> dict[int, list[list[Span]]]:
    """The passages of each page, which go on over lines and sentences: the words of one span of a truth are one."""
    found: dict[int, dict[str, list[Span]]] = {}
    for word in words:
        if not word.label:
            found.setdefault(word.page_index, {}).setdefault(word.span, []).append(Span(word.start, word.end))
    return {page: list(passages.values()) for page, passages in found.items()}


def _told(truth: Truth) -> Iterator[tuple[str, str | None, str]]:
    """The words of a truth in small letters, each with its label (None: not of an approach) and its span."""
    for word in (*truth.words, *(token for part in truth.parts for token in part.tokens)):
        span = truth.spans.get(word.s or "")
        method = word.l == "must" and span is not None and span.k == "methode"
        label = "free" if word.l == "free" else "" if method else None
        for piece in TOKEN.findall(word.t.casefold()):
            yield piece, label, word.s or ""


def _marked(document: Document, truth: Truth) -> Iterator[Marking]:
    """Where the words of a truth stand on our pages, by laying both texts beside each other."""
    told = list(_told(truth))
    ours = [(match, page.page_index) for page in document.pages for match in TOKEN.finditer(page.text.casefold())]
    beside = SequenceMatcher(None, [word for word, *_ in told], [match.group() for match, _ in ours], autojunk=False)
    for block in beside.get_matching_blocks():
        for step in range(block.size):
            (_, label, span), (match, page_index) = told[block.a + step], ours[block.b + step]
            if label is not None:
                yield Marking(span, page_index, match.start(), match.end() + 1, label)


def dossier_pages(folder: Path) -> Iterator[Page]:
    """The pages of a dossier that was made, with its truth. All of it is one document: a firm's name that stands in
    many of its papers is no word to learn, and no part of it is measured by what the rest taught."""
    case = read_case_file(folder / "in" / "zaak.yaml")
    with TemporaryDirectory() as work:
        for truth in read_truths(folder / "truth"):
            for one in ingest(folder / "in" / truth.file, truth.file, Path(work), case):
                if one.document and one.source == truth.file:
                    words = list(_marked(one.document, truth))
                    expected = tuple((word.page_index, word.start, word.end, word.label) for word in words)
                    document = Marked(folder.name, "", one.document, case, expected)
                    yield from pages_of(document, passages=by_span(words))


def corpus() -> Iterator[Page]:
    """The pages of all that is learnt from."""
    yield from papers()
    yield from dossier_pages(ROOT / "samples")
    for name in read_yaml(ROOT / "training" / "dossiers.yaml", _Dossiers).learnt:
        with TemporaryDirectory() as work:
            made = Path(work) / name
            make_dossier(ROOT / "tests" / "dossiers" / name, made)
            yield from dossier_pages(made)
