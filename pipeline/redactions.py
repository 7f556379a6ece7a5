"""Turns approved proposals, which may overlap, into the boxes of a page, which may not.

Within a passage the more specific ground stays on its own part: a name in a passage about a company's method keeps its
own box and label. Neighbours with the same grounds on one line become one box.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from woolak.model import BoxPt, Document, Page, Proposal
from woolak.pipeline.ground import PASSAGES, boxes_of_span
from woolak.pipeline.ingest.dating import dates_in
from woolak.pipeline.ingest.factrules import fact_rules
from woolak.pipeline.redact import Redaction
from woolak.pipeline.verify.folding import NAME_WORDS, Reading, Secrets, squeeze

__all__ = ["Plan", "is_birthday", "parts_told", "plan"]

_WORD = re.compile(r"[^\W_]+")

GONE = "█"


@dataclass(frozen=True)
class Plan:
    """What is done to one document: its redactions, and what has to be true of the result."""

    redactions: tuple[Redaction, ...]
    secrets: tuple[str, ...]
    """Every text that was redacted, on one line each."""
    kept_texts: tuple[str, ...]
    """Per page, the text that must remain; each redacted part is one █."""
    ocr_words: dict[int, list[tuple[str, BoxPt]]]
    """For pages that are pictures: the words that remain, whole, with their place."""
    gone: dict[int, list[tuple[int, int]]]
    """Per page, the parts of its text that were redacted: start and end."""


def _owners(page: Page, proposals: Iterable[Proposal]) -> list[tuple[str, ...]]:
    """For each character of the page the grounds it goes under; () when it stays."""
    owners: list[tuple[str, ...]] = [()] * len(page.text)
    spans: dict[tuple[int, int], tuple[str, ...]] = {}
    for proposal in proposals:
        span = (proposal.start, proposal.end)
        spans[span] = tuple(dict.fromkeys(spans.get(span, ()) + proposal.grounds))
    for (start, end), grounds in sorted(spans.items(), key=lambda item: (item[0][0] - item[0][1], item[0])):
        owners[start:end] = [grounds] * (end - start)
    for _, end in spans:  # the space between two parts of the same redaction
        if page.text[end : end + 1] == " " and not owners[end] and owners[end + 1 : end + 2] == [owners[end - 1]]:
            owners[end] = owners[end - 1]
    return owners


def _runs(page: Page, owners: Sequence[tuple[str, ...]]) -> list[tuple[int, int, tuple[str, ...]]]:
    runs: list[tuple[int, int, tuple[str, ...]]] = []
    end = 0
    for grounds, characters in groupby(owners):
        start, end = end, end + len(list(characters))
        if grounds and page.text[start:end].strip():
            runs.append((start, end, grounds))
    return runs


def _lines(proposal: Proposal) -> list[str]:
    """The lines of what is redacted, which a file may hold each by itself.

    Of a passage not the short ones: their ordinary words would be looked for as if they were names.
    """
    lines = proposal.text.split("\n")
    return [line for line in lines if proposal.entity not in PASSAGES or len(line.split()) > NAME_WORDS]


def plan(document: Document, approved: Sequence[Proposal]) -> Plan:
    """The redactions of one document, in reading order, and what verification has to find."""
    redactions: list[Redaction] = []
    secrets: dict[str, None] = {}
    kept: list[str] = []
    ocr_words: dict[int, list[tuple[str, BoxPt]]] = {}
    spans: dict[int, list[tuple[int, int]]] = {}
    by_page: dict[int, list[Proposal]] = defaultdict(list)
    for proposal in approved:
        by_page[proposal.page_index].append(proposal)
    for page in document.pages:
        here = by_page[page.page_index]
        pictures = [proposal for proposal in here if proposal.start == proposal.end]
        redactions += [Redaction(page.page_index, one.boxes_pt, one.grounds, "") for one in pictures]
        runs = _runs(page, _owners(page, (one for one in here if one.start < one.end)))
        remaining, cursor = [], 0
        for start, end, grounds in runs:
            text = page.text[start:end]
            redactions.append(Redaction(page.page_index, boxes_of_span(page, start, end), grounds, text))
            remaining += [page.text[cursor:start], GONE]
            cursor = end
        kept.append("".join([*remaining, page.text[cursor:]]))
        if runs:
            spans[page.page_index] = [(start, end) for start, end, _ in runs]
        if page.source == "ocr":
            gone = {index for start, end, _ in runs for index in range(start, end)}
            ocr_words[page.page_index] = [
                (page.text[word.start : word.end], word.box_pt)
                for word in page.words
                if gone.isdisjoint(range(word.start, word.end))
            ]
        for one in here:
            for part in (one.text, *_lines(one)):
                secrets[re.sub(r"\s+", " ", part).strip()] = None
    return Plan(tuple(redactions), tuple(secret for secret in secrets if secret), tuple(kept), ocr_words, spans)


def parts_told(text: str, document: Document, approved: Sequence[Proposal]) -> list[tuple[int, int]]:
    """Where a text that goes out with a document (its title) says a word of what is redacted that stays nowhere in the
    document: a street of an address, the place behind a postcode. The proof would find it in the file and hold the
    document back. Characters."""
    secrets = Secrets(line for one in approved if one.start < one.end for line in _lines(one))
    told = secrets.count(Reading(text))
    if not told:
        return []
    kept = secrets.count(Reading(_kept(document, approved)))
    left = ["".join(words) for words in told if len(words) == 1 and not kept[words]]
    return [word.span() for word in _WORD.finditer(text) if any(one in squeeze(word[0]) for one in left)]


def is_birthday(day: datetime.date, approved: Sequence[Proposal]) -> bool:
    """Whether a day is redacted as the one on which somebody was born: a list that dates a document may not tell it."""
    born = (one.text for one in approved if one.entity == "BIRTH_DATE")
    return any(day == found for text in born for found, _ in dates_in(text, fact_rules().date))


def _kept(document: Document, approved: Sequence[Proposal]) -> str:
    """What stays of the pages."""
    pieces = []
    for page in document.pages:
        cursor = 0
        for start, end in sorted((one.start, one.end) for one in approved if one.page_index == page.page_index):
            pieces.append(page.text[cursor:start])
            cursor = max(cursor, end)
        pieces.append(page.text[cursor:])
    return "\n".join(pieces)
