"""The same person, company, amount or passage is redacted everywhere or nowhere (rule 13); titles give nothing away.

Texts are compared as runs of words without capitals, accents and punctuation, so that a mail header, a line that
breaks elsewhere or another way of writing an amount makes no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from woolak.inventory.checks.finding import Checked, Dossier, Finding, check_rules, finding, on_line
from woolak.inventory.parties import ordinary_words
from woolak.model import Page, Proposal
from woolak.rules.policy import entities

__all__ = ["check_consistency"]

SHORTEST, SHORTEST_FIGURE, LONGEST = 4, 4, 8
"""Letters or figures of what is followed; words of a name or number."""
RUN, PASSAGE, SAME = 6, 12, 0.5
"""Words of a run; words from which a redaction is a passage; part of its runs that stands elsewhere."""
PLACES = 5

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int
    capital: bool


@dataclass
class _Secret:
    """Something that was redacted, with where and as what."""

    words: Words
    entity: str
    first: tuple[Checked, Page, int]
    documents: set[str] = field(default_factory=set)
    readable: dict[str, None] = field(default_factory=dict)


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(_folded(match[0]), match.start(), match.end(), match[0][:1].isupper())
        for match in re.finditer(r"[^\W_]+", text)
    ]


def _words(text: str) -> Words:
    return tuple(token.word for token in _tokens(text))


def _covered(page: Page, redactions: Iterable[Proposal]) -> list[tuple[int, int]]:
    spans = [(one.start, one.end) for one in redactions if one.page_index == page.page_index and one.start < one.end]
    boxes = [
        box for one in redactions if one.page_index == page.page_index and one.start >= one.end for box in one.boxes_pt
    ]
    for word in page.words if boxes else ():
        x, y = (word.box_pt.x0 + word.box_pt.x1) / 2, (word.box_pt.y0 + word.box_pt.y1) / 2
        if any(box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for box in boxes):
            spans.append((word.start, word.end))
    return sorted(spans)


def _readable(page: Page, redactions: Sequence[Proposal]) -> list[_Token]:
    """The words of a page that stay; a gap where something was redacted is an empty word."""
    kept: list[_Token] = []
    spans = _covered(page, redactions)
    place = 0
    for token in _tokens(page.text):
        while place < len(spans) and spans[place][1] <= token.start:
            place += 1
        hidden = any(start < token.end and token.start < end for start, end in spans[place : place + 3])
        kept.append(_Token("", token.start, token.end, False) if hidden else token)
    return kept


def _followed(one: Proposal, words: Words, officials: set[str]) -> bool:
    """Whether this can be told from ordinary words when it stands somewhere else."""
    said = check_rules()
    size = sum(map(len, words))
    if one.entity not in said.follow or not words or len(words) > LONGEST or size < SHORTEST:
        return False
    if not any(char.isalpha() for word in words for char in word):
        return size >= SHORTEST_FIGURE + 1
    return not (one.entity == "PERSON" and set(words) <= officials)


def _secrets(dossier: Dossier) -> tuple[dict[Words, _Secret], dict[Words, _Secret]]:
    """What is followed word for word, and the passages."""
    officials = {word for one in dossier.case.public_officials for word in _words(one.name)}
    short: dict[Words, _Secret] = {}
    long: dict[Words, _Secret] = {}
    for one in dossier.documents:
        pages = {page.page_index: page for page in one.document.pages}
        for box in one.redactions:
            words = _words(box.text)
            into = long if len(words) >= PASSAGE else short if _followed(box, words, officials) else None
            if into is None or box.page_index not in pages:
                continue
            first = (one, pages[box.page_index], box.start)
            into.setdefault(words, _Secret(words, box.entity, first)).documents.add(one.line.number)
    single = frozenset(words[0] for words in short if len(words) == 1)
    for word in ordinary_words(single):
        del short[(word,)]
    return short, long


def _hits(tokens: Sequence[_Token], by_first: Mapping[str, list[_Secret]], names: frozenset[str]
          ) -> Iterator[tuple[_Secret, _Token]]:  # fmt: skip
    for index, token in enumerate(tokens):
        for secret in by_first.get(token.word, ()):
            size = len(secret.words)
            here = tokens[index : index + size]
            if tuple(one.word for one in here) != secret.words:
                continue
            if secret.entity in names and not any(one.capital for one in here):
                continue  # 'bakker' is a trade, 'Bakker' a name
            yield secret, token


def _kind(secret: _Secret) -> str:
    said = check_rules()
    if len(secret.words) >= PASSAGE:
        return said.passage
    return entities().get(secret.entity, said.manual)


def _told(places: Iterable[str]) -> str:
    listed = list(places)
    more = len(listed) - PLACES
    shown = listed[: PLACES if more > 0 else None]
    return "; ".join([*shown, check_rules().more.format(count=more)] if more > 0 else shown)


def _titles(dossier: Dossier, by_first: Mapping[str, list[_Secret]], names: frozenset[str]) -> Iterator[Finding]:
    for one in dossier.documents:
        seen: set[Words] = set()
        for secret, _ in _hits(_tokens(f"{one.line.title}\n{one.line.remark}"), by_first, names):
            if secret.words in seen:
                continue
            seen.add(secret.words)
            rule = "title" if one.line.number in secret.documents else "title_other"
            yield finding(rule, one.line.number, kind=_kind(secret), places=", ".join(sorted(secret.documents)))


def _runs(words: Words) -> set[Words]:
    return {words[index : index + RUN] for index in range(len(words) - RUN + 1)}


def _passages(
    long: Mapping[Words, _Secret], readable: Iterable[tuple[Checked, Page, list[_Token]]]
) -> Iterator[Finding]:
    """Passages of which half or more of the runs of words can be read in one document."""
    owners: dict[Words, set[Words]] = defaultdict(set)
    for words in long:
        for run in _runs(words):
            owners[run].add(words)
    found: dict[Words, dict[str, set[Words]]] = defaultdict(lambda: defaultdict(set))
    where: dict[tuple[Words, str], str] = {}
    for one, page, tokens in readable:
        for index, run in _runs_at(tokens):
            for words in owners.get(run, ()):
                found[words][one.line.number].add(run)
                where.setdefault((words, one.line.number), on_line(one, page, tokens[index].start))
    for words, documents in found.items():
        wanted = len(_runs(words))
        places = [where[words, number] for number, runs in documents.items() if len(runs) >= wanted * SAME]
        if places:
            one, page, start = long[words].first
            yield finding("R13_passage", on_line(one, page, start), places=_told(places))


def _runs_at(tokens: Sequence[_Token]) -> Iterator[tuple[int, Words]]:
    """Each run of words that stays whole, with the number of its first."""
    for index in range(len(tokens) - RUN + 1):
        run = tuple(token.word for token in tokens[index : index + RUN])
        if all(run):
            yield index, run


def check_consistency(dossier: Dossier) -> Iterator[Finding]:
    short, long = _secrets(dossier)
    names = frozenset(check_rules().names)
    by_first: dict[str, list[_Secret]] = defaultdict(list)
    for secret in short.values():
        by_first[secret.words[0]].append(secret)
    readable = [
        (one, page, _readable(page, one.redactions))
        for one in dossier.documents
        if not one.line.withheld
        for page in one.document.pages
    ]
    for one, page, tokens in readable:
        for secret, token in _hits(tokens, by_first, names):
            secret.readable.setdefault(on_line(one, page, token.start))
    for secret in short.values():
        if secret.readable:
            first, page, start = secret.first
            yield finding("R13", on_line(first, page, start), kind=_kind(secret), places=_told(secret.readable))
    yield from _passages(long, readable)
    yield from _titles(dossier, by_first, names)
