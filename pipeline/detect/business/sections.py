"""Under which head a paragraph stands, also when the head is on an earlier page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from woolak.model import Document, Page
from woolak.pipeline.detect.business.method_cues import HeadKind, method_cues
from woolak.pipeline.detect.letterheads import letterhead
from woolak.pipeline.detect.memory import follow, recall, remember
from woolak.pipeline.detect.passages.blocks import Block, blocks_of, lines_of

__all__ = ["Head", "heads_of", "is_address", "is_repeated", "repeated_lines"]

# A line of an address or a letterhead: a postcode, a box number, an addressee, a label with what it is, a date.
POSTCODE = re.compile(r"[1-9](?<!\w.)\d{3} ?[A-Z]{2}\b(?!\w)")
ADDRESS = re.compile(
    r"(?:Postbus|Antwoordnummer) \d+|(?i:t\.?a\.?v\.?|aan ?:|cc ?:|van ?:)\s"
    r"|(?:De heer|Mevrouw|Mevr\.|Mw\.|Dhr\.)(?: [\w.’'-]+){1,6}$"
    r"|(?:[\w’'-]+, )?\d{1,2} [a-z]+ (?:19|20)\d\d$"
)
IDENTIFIER = re.compile(
    r"(?=[kibnwtfKIBNWTF@])"  # what follows begins with one of these: most characters are passed over at once
    r"(?i:\bkvk\b|\biban\b|\bbtw[ -]?(?:nr|nummer|id)?\b.{0,3}\bNL|\bNL\d{2} ?[A-Z]{4}\b|www\.|@|\btel\b|\bfax\b"
    r"|\bb\.?v\.)"
)
NUMBERS = re.compile(r"[\d\s]+")
PARTS = re.compile(r"\s[|·•]\s|\t")
NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?\s")
LONGEST_ADDRESS = 130


class Head(NamedTuple):
    """The head that counts for a block: what it announces, how strongly (1 said, less inherited), its words."""

    kind: HeadKind
    strength: float
    words: str
    level: int


NO_HEAD = Head("", 0.0, "", 0)


def _bare(words: str) -> str:
    return NUMBERS.sub(" ", words).strip().lower()


def _repeated(document: Document) -> frozenset[str]:
    """Lines that stand at the top or foot of several pages: no heads, but the document's furniture."""
    seen: Counter[str] = Counter()
    for page in document.pages:
        lines = [line for line in page.text.split("\n") if line.strip()]
        seen.update({_bare(line) for line in (*lines[:4], *lines[-4:]) if len(line) < 90})
    least = 2 if len(document.pages) < 6 else 3
    return frozenset(line for line, times in seen.items() if times >= least and line)


def is_repeated(words: str, repeated: frozenset[str]) -> bool:
    """Whether a line stands at the top or foot of several pages."""
    return bool(repeated) and not words.rstrip().endswith((".", ";", ":")) and _bare(words) in repeated


def is_address(words: str) -> bool:
    """Whether a line is of an address, a letterhead or a foot: an addressee, a date, or mostly identifiers."""
    if len(words) > LONGEST_ADDRESS:
        return False
    if ADDRESS.match(words) or letterhead().label.match(words) or POSTCODE.search(words):
        return True
    marks = len(IDENTIFIER.findall(words))
    return marks >= 2 or (marks == 1 and bool(PARTS.search(words)))


def repeated_lines(document: Document | None) -> frozenset[str]:
    return recall(document, "repeated lines", lambda: _repeated(document)) if document else frozenset()


def _may_be_over(head: str, words: str) -> bool:
    """Whether a head may be that of the part in which another stands: '2. Vraag' is not over '3.1 Dossiers'."""
    over, own = NUMBER.match(head), NUMBER.match(words)
    return over is None or own is None or own[1].startswith(over[1] + ".")


def _walk(
    text: str, blocks: Sequence[Block], stack: tuple[Head, ...], repeated: frozenset[str]
) -> tuple[list[Head], tuple[Head, ...]]:
    """The head of each block, and the heads that stay open at the end; the stack's last one counts."""
    cues = method_cues()
    heads: list[Head] = []
    for block in blocks:
        words = text[block.start : block.end]
        if block.kind == "heading" and _bare(words) not in repeated and not is_address(words):
            kind = cues.head_kind(words)
            parents = tuple(head for head in stack if head.level < block.level and _may_be_over(head.words, words))
            if kind:
                head = Head(kind, 1.0, words, block.level)
            else:
                source = parents[-1] if parents else NO_HEAD  # a head that says nothing goes with the one above it
                head = Head(source.kind, source.strength * cues.rules.inherited, words, block.level)
            stack = (*parents, head)
        heads.append(stack[-1] if stack else NO_HEAD)
    return heads, stack


def _open_heads(document: Document, page_index: int) -> tuple[Head, ...]:
    """The heads that are open at the end of a page; none before the first."""
    if not 0 <= page_index < len(document.pages):
        return ()

    def read(index: int, before: tuple[Head, ...]) -> tuple[Head, ...]:
        page = document.pages[index]
        blocks = blocks_of(page.text, lines_of(page.text, page))
        return _walk(page.text, blocks, before, repeated_lines(document))[1]

    return follow(document, "heads", page_index, (), read)


def heads_of(text: str, blocks: Sequence[Block], document: Document | None, page: Page | None) -> list[Head]:
    """For each block of a page the head that it stands under."""
    if document is None or page is None:
        return _walk(text, blocks, (), frozenset())[0]
    before = _open_heads(document, page.page_index - 1)
    heads, after = _walk(text, blocks, before, repeated_lines(document))
    remember(document, ("heads", page.page_index), after)
    return heads
