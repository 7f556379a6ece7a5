"""Compares the proposals of a case with the truth, at the level of the text.

Words are matched with proposals by page and box; in mails and Word documents, whose pages are our own, by aligning
the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from woolak.model import BoxPt, Document, Proposal
from woolak.pipeline.evaluate.truth import Label, Truth, TruthImage, TruthSpan
from woolak.rules.grounds import parse_label

__all__ = ["Answer", "Excess", "Passage", "Report", "SpanResult", "evaluate"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the case says of one document."""

    document: Document
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class SpanResult:
    """What became of one thing that had to go; `left` are its words without a proposal, `grounds` those proposed."""

    document: str
    span: TruthSpan
    words: int
    found: int
    left: str
    grounds: tuple[str, ...]

    @property
    def full(self) -> bool:
        return self.found == self.words

    @property
    def missed(self) -> bool:
        return self.found == 0

    @property
    def ground_right(self) -> bool:
        return bool(_codes(self.grounds) & _codes(self.span.g))


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that should have been suggested: half of its words is enough."""

    document: str
    span: TruthSpan
    found: bool


@dataclass(frozen=True, slots=True)
class Excess:
    """Neighbouring words that had to stay and were proposed for redaction."""

    document: str
    words: int
    before: str
    text: str
    after: str
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The comparison of a whole case."""

    documents: int
    absent: tuple[str, ...]
    """Documents of the truth of which the case has nothing."""
    spans: tuple[SpanResult, ...]
    pictures: tuple[bool, ...]
    """Of each picture that had to go, whether it was proposed."""
    passages: tuple[Passage, ...]
    excesses: tuple[Excess, ...]
    keep_words: int
    keep_redacted: int
    keep_suggested: int
    by_entity: Mapping[str, tuple[int, int]]
    """Per entity of the proposals the words that they take, and how many of these had to stay."""


@dataclass(slots=True)
class _Seen:
    """A word of the truth and what the case would do with it."""

    text: str
    label: Label
    span: str | None
    redacted: tuple[Proposal, ...] = ()
    suggested: bool = False

    @property
    def counts(self) -> bool:
        return any(char.isalnum() for char in self.text)


def evaluate(answers: Iterable[Answer], truths: Sequence[Truth]) -> Report:
    """Compare what the case proposes with what is right."""
    by_name: dict[str, list[Answer]] = {}
    for answer in sorted(answers, key=lambda answer: (answer.document.source.count("/"), answer.document.source)):
        for part in PurePosixPath(answer.document.source).parts:  # a mail's attachment bears the mail's name too
            by_name.setdefault(_fold(part), []).append(answer)
    spans: list[SpanResult] = []
    pictures: list[bool] = []
    passages: list[Passage] = []
    excesses: list[Excess] = []
    everything: list[_Seen] = []
    entities: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    absent = []
    for truth in truths:
        mine = by_name.get(_fold(truth.file), [])
        if not mine:
            absent.append(truth.file)
        seen = _on_pages(truth, mine[0]) if truth.words and mine else _in_text(truth, mine)
        everything += [word for word in seen if word.counts]
        spans += _span_results(truth, seen)
        passages += _passages(truth, seen)
        excesses += _excesses(truth, seen)
        pictures += [_picture_found(image, mine) for image in truth.images if image.l == "must"]
        for word in seen:
            for entity in {proposal.entity for proposal in word.redacted} if word.counts else ():
                entities[entity] += 1
                wrong[entity] += word.label == "keep"
    keep = [word for word in everything if word.label == "keep"]
    return Report(
        documents=len(truths),
        absent=tuple(absent),
        spans=tuple(spans),
        pictures=tuple(pictures),
        passages=tuple(passages),
        excesses=tuple(sorted(excesses, key=lambda excess: -excess.words)),
        keep_words=len(keep),
        keep_redacted=sum(1 for word in keep if word.redacted),
        keep_suggested=sum(1 for word in keep if word.suggested and not word.redacted),
        by_entity={entity: (count, wrong[entity]) for entity, count in sorted(entities.items())},
    )


# --- which proposals lie on which word


def _on_pages(truth: Truth, answer: Answer) -> list[_Seen]:
    """Words of a PDF or scan: a proposal takes a word when its boxes cover half of the word's characters."""
    by_page: dict[int, list[Proposal]] = {}
    for proposal in answer.proposals:
        by_page.setdefault(proposal.page_index, []).append(proposal)
    seen = []
    for word in truth.words:
        y = (word.b.y0 + word.b.y1) / 2
        centres = word.x or ((word.b.x0 + word.b.x1) / 2,)
        over = []
        for proposal in by_page.get(word.p, []):
            lines = [box for box in proposal.boxes_pt if box.y0 <= y <= box.y1]
            covered = sum(1 for x in centres if any(box.x0 <= x <= box.x1 for box in lines))
            if covered and 2 * covered >= len(centres):
                over.append(proposal)
        seen.append(_judged(word.t, word.l, word.s, over))
    return seen


def _in_text(truth: Truth, answers: Sequence[Answer]) -> list[_Seen]:
    """Words of a mail or Word document (with its attachments), by aligning them with the text of our pages."""
    words = [_Seen(piece, word.l, word.s) for word in truth.words for piece in _pieces(word.t)]
    parts = [words, *([_Seen(p, t.l, t.s) for t in part.tokens for p in _pieces(t.t)] for part in truth.parts)]
    pages = [(page, answer) for answer in answers for page in answer.document.pages]
    ours = [
        (match.group(), match.span(), page.page_index, answer) for page, answer in pages for match in _tokens(page.text)
    ]
    free, aligned = set(range(len(ours))), set()
    for part in sorted(parts, key=len, reverse=True):  # the long ones first: a short one would take their words
        left = sorted(free)
        matcher = SequenceMatcher(None, [word.text for word in part], [ours[i][0] for i in left], autojunk=False)
        for block in matcher.get_matching_blocks():
            for offset in range(block.size):
                place = left[block.b + offset]
                _, (start, end), page_index, answer = ours[place]
                over = [
                    p for p in answer.proposals
                    if p.page_index == page_index and 2 * (min(p.end, end) - max(p.start, start)) >= end - start
                ]  # fmt: skip
                word = part[block.a + offset]
                part[block.a + offset] = _judged(word.text, word.label, word.span, over)
                free.discard(place)
                aligned.add(id(part[block.a + offset]))
    if not answers:
        return [word for part in parts for word in part]
    vocabulary = {text for text, *_ in ours}  # what is on no page of ours at all is neither redacted nor missed
    return [word for part in parts for word in part if id(word) in aligned or word.text in vocabulary]


def _judged(text: str, label: Label, span: str | None, over: Sequence[Proposal]) -> _Seen:
    redacted = sorted((p for p in over if p.action == "redact"), key=lambda p: p.end - p.start)
    return _Seen(text, label, span, tuple(redacted), any(p.action == "suggest" for p in over))


def _picture_found(image: TruthImage, answers: Sequence[Answer]) -> bool:
    """Whether proposals cover half of the picture."""
    boxes = [
        box for answer in answers[:1] for p in answer.proposals if p.page_index == image.p and p.action == "redact"
        for box in p.boxes_pt
    ]  # fmt: skip
    return any(2 * _area(_common(box, image.b)) >= _area(image.b) for box in boxes)


def _common(a: BoxPt, b: BoxPt) -> BoxPt:
    return BoxPt(max(a.x0, b.x0), max(a.y0, b.y0), min(a.x1, b.x1), min(a.y1, b.y1))


def _area(box: BoxPt) -> float:
    return max(0.0, box.x1 - box.x0) * max(0.0, box.y1 - box.y0)


# --- what that comes to


def _span_results(truth: Truth, seen: Sequence[_Seen]) -> Iterator[SpanResult]:
    for name, words in _by_span(truth, seen, "must"):
        grounds: Counter[tuple[str, ...]] = Counter()
        for word in words:
            if word.redacted:  # the innermost proposal is what the box will say; of equals, all
                inner = word.redacted[0]
                same = [p for p in word.redacted if (p.start, p.end) == (inner.start, inner.end)]
                grounds[tuple(sorted({ground for p in same for ground in p.grounds}))] += 1
        yield SpanResult(
            document=truth.file,
            span=truth.spans[name],
            words=len(words),
            found=sum(1 for word in words if word.redacted),
            left=" ".join(word.text for word in words if not word.redacted),
            grounds=grounds.most_common(1)[0][0] if grounds else (),
        )


def _passages(truth: Truth, seen: Sequence[_Seen]) -> Iterator[Passage]:
    for name, words in _by_span(truth, seen, "suggest"):
        found = sum(1 for word in words if word.suggested or word.redacted)
        yield Passage(truth.file, truth.spans[name], 2 * found >= len(words))


def _by_span(truth: Truth, seen: Sequence[_Seen], label: Label) -> Iterator[tuple[str, list[_Seen]]]:
    words: dict[str, list[_Seen]] = {name: [] for name, span in truth.spans.items() if span.label == label}
    for word in seen:
        if word.span in words and word.counts:
            words[word.span].append(word)
    return ((name, found) for name, found in words.items() if found)


def _excesses(truth: Truth, seen: Sequence[_Seen]) -> Iterator[Excess]:
    start = None
    for index in range(len(seen) + 1):
        word = seen[index] if index < len(seen) else None
        bad = bool(word and word.label == "keep" and word.redacted)
        if bad and start is None:
            start = index
        elif not bad and start is not None:
            run = seen[start:index]
            count = sum(1 for one in run if one.counts)
            if count:
                yield Excess(
                    truth.file,
                    count,
                    " ".join(one.text for one in seen[max(0, start - 5) : start]),
                    " ".join(one.text for one in run),
                    " ".join(one.text for one in seen[index : index + 5]),
                    tuple(sorted({p.entity for one in run for p in one.redacted})),
                )
            start = None


def _codes(grounds: Iterable[str]) -> set[str]:
    """Grounds in one notation."""
    return {label.code for ground in grounds for label in parse_label(ground)}


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _tokens(text: str) -> Iterator[re.Match[str]]:
    return re.finditer(r"[^\W_]+", text)


def _pieces(text: str) -> list[str]:
    return [match.group() for match in _tokens(unicodedata.normalize("NFC", text))]
