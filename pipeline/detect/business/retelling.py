"""Finds a company's approach where the municipality's own documents tell it again.

Two things speak for a sentence: what it says by itself (method.py), and how like it is to what companies of the case
told (retold.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from woolak.model import Document, Finding, Page
from woolak.pipeline.detect.business.cells import rows_of
from woolak.pipeline.detect.business.method import approach_alone
from woolak.pipeline.detect.business.method_cells import text_cells
from woolak.pipeline.detect.business.method_cues import method_cues
from woolak.pipeline.detect.business.method_units import is_priced
from woolak.pipeline.detect.business.method_words import WORD, keys_of, retold_rules
from woolak.pipeline.detect.business.parties import NameIndex
from woolak.pipeline.detect.business.retold import PLAIN_SCORE, Approaches, likeness
from woolak.pipeline.detect.mail_heads import mail_heads, with_capital
from woolak.pipeline.detect.passages.blocks import Span, blocks_of, lines_of, sentences_of
from woolak.pipeline.detect.passages.cues import flat

__all__ = ["by_municipality", "retold"]

PUBLIC = frozenset(("besluit", "raadsstuk", "factsheet"))
OUTWARD = frozenset(("brief", "rapport", "plan", "overig"))
"""Kinds that may be for anybody: these retell an approach only when they name a company."""
NAMING = frozenset(("PERSON", "EMAIL", "PHONE", "URL"))
IN_BRACKETS = re.compile(r"\([^()]*\)?")
JOINING = frozenset(("en", "of", "namens", "van", "aanwezig", "afwezig"))
OWN = "method_own_document"
"""How the evidence begins of what the municipality wrote."""
IN_LIST = 0.6
"""How likely an item tells an approach when most of its list do."""
LEAST_ITEMS, LEAST_JOINED = 2, 3


class _Unit(NamedTuple):
    """A sentence, or one of a cell, in the spans that it takes; `list_` numbers the list of which it is an item,
    `block` its paragraph or item (a cell has none)."""

    parts: tuple[Span, ...]
    list_: int | None = None
    block: int | None = None

    def words(self, text: str) -> str:
        return " ".join(text[part.start : part.end] for part in self.parts)

    def holds(self, finding: Finding) -> bool:
        return any(finding.start < part.end and part.start < finding.end for part in self.parts)


@cache
def _mail_head() -> re.Pattern[str]:
    words = mail_heads()
    heads = with_capital((*words.sender, *words.to, *words.copied, *words.sent, *words.subject))
    return re.compile(rf"[> ]*(?:{heads}|CC)[ \t]*:")


def _units(page: Page) -> Iterator[_Unit]:
    lines = lines_of(page.text, page)
    rows = rows_of(page.text, lines, page.source == "ocr") if "\t" in page.text else []
    cells = list(text_cells(page.text, rows))
    taken = {line for cell in cells for line in cell.lines}
    above = -1
    for number, block in enumerate(blocks_of(page.text, lines)):
        above = number if block.kind != "item" else above
        told = block.kind in ("paragraph", "item") and not _mail_head().match(page.text, block.start)
        if told and not taken.intersection(range(*block.lines)):
            for sentence in sentences_of(page.text, block.start, block.end):
                yield _Unit((sentence,), above if block.kind == "item" else None, number)
    for cell in cells:
        yield from (_Unit(parts) for parts in cell.sentences(page.text))


def by_municipality(finding: Finding) -> bool:
    """Whether a sentence of the municipality was found to tell an approach, which `retold` weighs again."""
    return finding.entity == "METHOD" and finding.evidence.startswith(OWN)


def retold(document: Document, findings: Sequence[Finding], known: Approaches, names: NameIndex) -> Iterator[Finding]:
    """The sentences of the municipality that tell an approach: those that were found, weighed again by how like they
    are to what companies of the case told, and those that are very like it. Sentences next to each other go as one.

    `names` are those of the companies of the case.
    """
    kind = document.facts.kind
    weighs = document.facts.origin != "third_party" and kind not in PUBLIC and bool(known.documents)
    if weighs and kind in OUTWARD:
        weighs = any(names.find(page.text, page.source == "ocr") for page in document.pages)
    by_page: dict[int, list[Finding]] = {}
    for finding in findings:
        by_page.setdefault(finding.page_index, []).append(finding)
    for page in document.pages:
        on_page = by_page.get(page.page_index, [])
        found = [one for one in on_page if by_municipality(one)]
        if weighs or found:
            units = list(_units(page))
            found = _weighed(page, units, found, on_page, known) if weighs else found
            yield from _joined(page, units, [one for one in found if one.score >= retold_rules().suggested])


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


def _likely(words: str, score: float, known: Approaches) -> float:
    """How likely a sentence tells an approach, from 0 to 1: by itself (`score`), and by what companies told."""
    if method_cues().tells_what_it_asked(flat(words)):
        return 0.0
    rules = retold_rules()
    shared, passage = likeness(keys_of(words), known)
    by_itself = math.log(score / (1.0 - score))
    odds = rules.bias + rules.by_itself * max(-rules.most_by_itself, min(rules.most_by_itself, by_itself))
    odds += rules.shared * min(shared, rules.most_shared) + rules.passage * min(passage, rules.most_passage)
    return round(1.0 / (1.0 + math.exp(-odds)), 3)


def _weighed(
    page: Page, units: Sequence[_Unit], found: Sequence[Finding], on_page: Sequence[Finding], known: Approaches
) -> list[Finding]:
    """The sentences of a page with how likely each tells an approach; of a list of which most items do, every item."""
    companys = [one for one in on_page if one.entity == "METHOD" and one not in found and one.score >= PLAIN_SCORE]
    nameless = _nameless(page.text, on_page)
    there = [[one for one in found if unit.holds(one)] for unit in units]
    likely = [
        _likely(unit.words(nameless), max((one.score for one in mine), default=retold_rules().unseen), known)
        for unit, mine in zip(units, there, strict=True)
    ]
    lists: dict[int, list[bool]] = {}
    for unit, score in zip(units, likely, strict=True):
        if unit.list_ is not None:
            lists.setdefault(unit.list_, []).append(score >= PLAIN_SCORE)
    whole = {number for number, told in lists.items() if sum(told) >= LEAST_ITEMS and 2 * sum(told) > len(told)}
    weighed: dict[tuple[int, int], Finding] = {}
    for unit, score, mine in zip(units, likely, there, strict=True):
        score = max(score, IN_LIST) if unit.list_ in whole else score
        fresh = [] if mine else _fresh(page, unit, nameless, companys, known)
        for one in (*mine, *fresh):
            before = weighed.get((one.start, one.end))
            weighed[one.start, one.end] = replace(one, score=max(score, before.score if before else 0.0))
    left = [one for one in found if (one.start, one.end) not in weighed]
    return sorted([*weighed.values(), *left], key=lambda one: one.start)


def _fresh(page: Page, unit: _Unit, nameless: str, companys: Sequence[Finding], known: Approaches) -> Iterator[Finding]:
    """A sentence that was not found by itself; none about the price, of names only, or that a company wrote."""
    words = unit.words(page.text)
    if is_priced(page.text, unit.parts) or _only_named(unit.words(nameless), words) or any(map(unit.holds, companys)):
        return
    alone = len(unit.parts) == 1
    for part in (approach_alone(page.text, flat(page.text), unit.parts[0]),) if alone else unit.parts:
        yield _finding(page, part, known)


def _joined(page: Page, units: Sequence[_Unit], found: Sequence[Finding]) -> Iterator[Finding]:
    """The sentences, in order; those next to each other in a paragraph that are as plain go as one passage."""
    blocks = [(unit.parts[0].start, unit.parts[-1].end, unit.block) for unit in units if unit.block is not None]

    def block_of(one: Finding) -> int | None:
        return next((block for start, end, block in blocks if start <= one.start < end), None)

    joined: list[Finding] = []
    for one in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and not page.text[last.end : one.start].strip()
            and (last.score >= PLAIN_SCORE) == (one.score >= PLAIN_SCORE)
            and block_of(last) is not None
            and block_of(last) == block_of(one)
        ):
            words = page.text[last.start : one.end]
            joined[-1] = replace(last, end=one.end, text=words, score=min(last.score, one.score))
        else:
            joined.append(one)
    return (one for one in joined if len(one.text.split()) >= LEAST_JOINED or block_of(one) is None)


def _finding(page: Page, span: Span, known: Approaches) -> Finding:
    words = page.text[span.start : span.end]
    seen = [m.group() for m in WORD.finditer(flat(words)) if known.places.keys() & set(keys_of(m.group()))]
    evidence = f"method_retold:{', '.join(seen[:3])}"
    return Finding("METHOD", page.page_index, span.start, span.end, words, IN_LIST, "spread", evidence)
