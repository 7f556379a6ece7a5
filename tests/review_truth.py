"""What the truth says of each character on the pages of a case, for who counts the work of a reviewer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from woolak.model import Document, Page, Proposal, Word
from woolak.pipeline.evaluate.compare import Answer, _codes, _in_text, _tokens
from woolak.pipeline.evaluate.truth import Truth, TruthImage

__all__ = ["PAGE", "Wanted", "wanted"]

PAGE = 10**6
"""A character is told by its page times this, plus its place in the text of the page."""


@dataclass
class Wanted:
    """Of the letters and digits of one document."""

    must: dict[int, str] = field(default_factory=dict)
    """What has to go, with the span of the truth that it belongs to."""
    suggest: dict[int, str] = field(default_factory=dict)
    """What a person decides on: half of such a passage has to go."""
    keep: set[int] = field(default_factory=set)
    images: list[TruthImage] = field(default_factory=list)
    grounds: dict[str, set[str]] = field(default_factory=dict)
    """Per span the grounds that are right."""

    @property
    def spans(self) -> int:
        return len({*self.must.values(), *self.suggest.values()}) + len(self.images)

    def _put(self, page: Page, places: Iterable[int], label: str, span: str | None) -> None:
        for index in places:
            if not page.text[index].isalnum():
                continue
            place = page.page_index * PAGE + index
            if label == "keep":
                self.keep.add(place)
            elif label in ("must", "suggest") and span:
                (self.must if label == "must" else self.suggest)[place] = span


def _edges(word: Word) -> Sequence[float]:
    step = (word.box_pt.x1 - word.box_pt.x0) / max(1, word.end - word.start)
    return word.edges_pt or [word.box_pt.x0 + step * i for i in range(word.end - word.start + 1)]


def wanted(truth: Truth, documents: Sequence[Document]) -> dict[str, Wanted]:
    """Per document of ours (a mail with its attachments is more than one) what the truth says."""
    found = {document.id: Wanted() for document in documents}
    for one in found.values():
        one.grounds = {name: _codes(span.g) for name, span in truth.spans.items()}
    first = documents[0]
    found[first.id].images = [image for image in truth.images if image.l == "must"]
    if truth.words:
        _on_pages(truth, first, found[first.id])
    if truth.parts:
        _in_parts(truth, documents, found)
    return found


def _on_pages(truth: Truth, document: Document, out: Wanted) -> None:
    """By the middle of each character; of a scan, whose truth tells no characters, by the middle of each word."""
    for word in truth.words:
        if word.p >= len(document.pages):
            continue
        page, y = document.pages[word.p], (word.b.y0 + word.b.y1) / 2
        for one in page.words:
            if not one.box_pt.y0 <= y <= one.box_pt.y1:
                continue
            if word.x:
                edges = _edges(one)
                hit = [i for i in range(one.end - one.start) if any(edges[i] <= x <= edges[i + 1] for x in word.x)]
            else:
                middle = (one.box_pt.x0 + one.box_pt.x1) / 2
                hit = list(range(one.end - one.start)) if word.b.x0 <= middle <= word.b.x1 else []
            out._put(page, (one.start + i for i in hit), word.l, word.s)


def _in_parts(truth: Truth, documents: Sequence[Document], found: dict[str, Wanted]) -> None:
    """By aligning the text: each word of ours goes along as a proposal of its own, and comes back on its word."""
    answers, owner = [], {}
    for document in documents:
        tokens = []
        for page in document.pages:
            for match in _tokens(page.text):
                one = Proposal(page.page_index, *match.span(), match.group(), (), (), "redact", "", 1.0, "")
                tokens.append(one)
                owner[id(one)] = document
        answers.append(Answer(document, tuple(tokens)))
    for seen in _in_text(truth, answers):
        for one in seen.redacted:
            document = owner[id(one)]
            found[document.id]._put(document.pages[one.page_index], range(one.start, one.end), seen.label, seen.span)
