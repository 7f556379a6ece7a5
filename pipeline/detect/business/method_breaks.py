"""Finds the other half of a sentence that a page's end cuts in two, where the half that was seen tells an approach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from woolak.model import Document, Finding, Page
from woolak.pipeline.detect.business.retold import PLAIN_SCORE
from woolak.pipeline.detect.business.sections import is_address, is_repeated, repeated_lines
from woolak.pipeline.detect.passages.blocks import FURNITURE, Block, Span, blocks_of, lines_of, sentences_of

__all__ = ["halves_of_approach"]

ENDS = frozenset(".!?:;…\"”’')")
PROSE = ("paragraph", "item")
TOP_CHARS, TOP_LINES = 800, 6


def _prose(page: Page, repeated: frozenset[str]) -> list[Block]:
    """The blocks of a page without what stands at the top or foot of all pages."""

    def stays_out(words: str) -> bool:
        return is_repeated(words, repeated) or is_address(words) or FURNITURE.match(words) is not None

    lines = [line for line in lines_of(page.text, page) if not stays_out(page.text[line.start : line.end])]
    return blocks_of(page.text, lines)


def _may_go_on(page: Page) -> bool:
    """Whether one of the first lines of a page, below what stands at its top, begins in the middle of a sentence."""
    lines = [line for line in page.text[:TOP_CHARS].split("\n") if line.strip()]
    return any(line[0].islower() for line in lines[:TOP_LINES])


def _halves(page: Page, behind: Page, repeated: frozenset[str]) -> tuple[Span, Span] | None:
    """The two halves of a sentence that begins on one page and ends on the next."""
    above, below = _prose(page, repeated), _prose(behind, repeated)
    if not above or not below or above[-1].kind not in PROSE or below[0].kind != "paragraph":
        return None
    last, first = above[-1], below[0]
    if page.text[last.start : last.end].rstrip()[-1:] in ENDS or not behind.text[first.start].islower():
        return None
    begun, ended = sentences_of(page.text, last.start, last.end), sentences_of(behind.text, first.start, first.end)
    return (begun[-1], ended[0]) if begun and ended else None


def _half(page: Page, span: Span, other: Finding) -> Finding:
    words = page.text[span.start : span.end]
    return Finding("METHOD", page.page_index, span.start, span.end, words, other.score, "spread", other.evidence)


def halves_of_approach(document: Document, findings: Sequence[Finding]) -> Iterator[Finding]:
    """The halves that do not go yet, of sentences of which the other does."""
    told: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.entity == "METHOD" and finding.score >= PLAIN_SCORE and not finding.keep:
            told.setdefault(finding.page_index, []).append(finding)
    for page, behind in pairwise(document.pages):
        near = told.keys() & {page.page_index, behind.page_index}
        halves = _halves(page, behind, repeated_lines(document)) if near and _may_go_on(behind) else None
        if halves is None:
            continue
        begun, ended = (
            [one for one in told.get(of.page_index, ()) if one.start < half.end and half.start < one.end]
            for of, half in zip((page, behind), halves, strict=True)
        )
        if begun and not ended:
            yield _half(behind, halves[1], begun[0])
        elif ended and not begun:
            yield _half(page, halves[0], ended[0])
