"""The same person, company, amount or passage is redacted everywhere or nowhere (rule 13); titles give nothing away.

Texts are compared as runs of words without capitals, accents and punctuation, so that a mail header, a line that
breaks elsewhere or another way of writing an amount makes no difference.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from woolak.inventory.checks.finding import Checked, Dossier, Finding, check_rules, finding, on_line
from woolak.inventory.parties import ordinary_words
from woolak.model import Proposal
from woolak.packing import texts_of
from woolak.rules.policy import entities

__all__ = ["check_consistency"]

SHORTEST, SHORTEST_FIGURE, LONGEST = 4, 4, 8
"""Letters or figures of what is followed; words of a name or number."""
RUN, PASSAGE, SAME = 6, 12, 0.5
"""Words of a run; words from which a redaction is a passage; part of its runs that stands elsewhere."""
PLACES = 5
_WORD = re.compile(r"[^\W_]+")

Words = tuple[str, ...]


class _Tokens(NamedTuple):
    """The words of a text: a case has millions."""

    text: str
    words: list[str]
    """Folded; empty where something was redacted."""
    starts: list[int]

    def capital(self, place: int) -> bool:
        return self.text[self.starts[place]].isupper()


@dataclass
class _Secret:
    """Something that was redacted, with where and as what."""

    words: Words
    entity: str
    first: tuple[Checked, int, int]
    """Document, page and character."""
    documents: set[str] = field(default_factory=set)
    readable: dict[str, None] = field(default_factory=dict)


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _tokens(text: str) -> _Tokens:
    found = [*_WORD.finditer(text)]
    return _Tokens(text, [_folded(one[0]) for one in found], [one.start() for one in found])


def _words(text: str) -> Words:
    return tuple(_folded(word) for word in _WORD.findall(text))


def _covered(one: Checked, page_index: int, redactions: Iterable[Proposal]) -> list[tuple[int, int]]:
    spans = [(box.start, box.end) for box in redactions if box.start < box.end]
    drawn = [box for one in redactions if one.start >= one.end for box in one.boxes_pt]
    for word in one.document.pages[page_index].words if drawn else ():
        x, y = (word.box_pt.x0 + word.box_pt.x1) / 2, (word.box_pt.y0 + word.box_pt.y1) / 2
        if any(box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for box in drawn):
            spans.append((word.start, word.end))
    return sorted(spans)


def _take_out(tokens: _Tokens, spans: Sequence[tuple[int, int]]) -> None:
    """A gap where something was redacted is an empty word."""
    for start, end in spans:
        for place in range(max(0, bisect_right(tokens.starts, start) - 1), bisect_left(tokens.starts, end)):
            word = _WORD.match(tokens.text, tokens.starts[place])
            if word and word.end() > start:
                tokens.words[place] = ""


def _pages(dossier: Dossier, worth: Set[str]) -> Iterator[tuple[Checked, int, _Tokens]]:
    """What stays readable of each page that leaves, when it holds one of the words that are worth a look."""
    for one in dossier.documents:
        if one.line.withheld:
            continue
        redactions = defaultdict(list)
        for box in one.redactions:
            redactions[box.page_index].append(box)
        for page_index, text in enumerate(texts_of(one.document)):
            tokens = _tokens(text)
            if not worth.isdisjoint(tokens.words):
                _take_out(tokens, _covered(one, page_index, redactions[page_index]))
                yield one, page_index, tokens


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
        for box in one.redactions:
            words = _words(box.text)
            into = long if len(words) >= PASSAGE else short if _followed(box, words, officials) else None
            if into is None or box.page_index >= len(one.document.pages):
                continue
            first = (one, box.page_index, box.start)
            into.setdefault(words, _Secret(words, box.entity, first)).documents.add(one.line.number)
    single = frozenset(words[0] for words in short if len(words) == 1)
    for word in ordinary_words(single):
        del short[(word,)]
    return short, long


def _hits(tokens: _Tokens, by_first: Mapping[str, list[_Secret]], names: frozenset[str]
          ) -> Iterator[tuple[_Secret, int]]:  # fmt: skip
    """Each secret that stands in the text, and at which character."""
    for index, word in enumerate(tokens.words):
        if word not in by_first:
            continue
        for secret in by_first[word]:
            end = index + len(secret.words)
            if tuple(tokens.words[index:end]) != secret.words:
                continue
            if secret.entity in names and not any(map(tokens.capital, range(index, end))):
                continue  # 'bakker' is a trade, 'Bakker' a name
            yield secret, tokens.starts[index]


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


class _Passages:
    """Passages of which half or more of the runs of words can be read in one document."""

    def __init__(self, long: Mapping[Words, _Secret]) -> None:
        self.long = long
        self.owners: dict[Words, set[Words]] = defaultdict(set)
        for words in long:
            for run in _runs(words):
                self.owners[run].add(words)
        self.first_words = {run[0] for run in self.owners}
        self.found: dict[Words, dict[str, set[Words]]] = defaultdict(lambda: defaultdict(set))
        self.where: dict[tuple[Words, str], str] = {}

    def look(self, one: Checked, page_index: int, tokens: _Tokens) -> None:
        for index, word in enumerate(tokens.words):
            if word not in self.first_words:
                continue
            run = tuple(tokens.words[index : index + RUN])
            for words in self.owners.get(run, ()):
                self.found[words][one.line.number].add(run)
                self.where.setdefault((words, one.line.number), on_line(one, page_index, tokens.starts[index]))

    def findings(self) -> Iterator[Finding]:
        for words, documents in self.found.items():
            wanted = len(_runs(words))
            places = [self.where[words, number] for number, runs in documents.items() if len(runs) >= wanted * SAME]
            if places:
                yield finding("R13_passage", on_line(*self.long[words].first), places=_told(places))


def check_consistency(dossier: Dossier) -> Iterator[Finding]:
    short, long = _secrets(dossier)
    names = frozenset(check_rules().names)
    by_first: dict[str, list[_Secret]] = defaultdict(list)
    for secret in short.values():
        by_first[secret.words[0]].append(secret)
    passages = _Passages(long)
    for one, page_index, tokens in _pages(dossier, by_first.keys() | passages.first_words):
        for secret, start in _hits(tokens, by_first, names):
            secret.readable.setdefault(on_line(one, page_index, start))
        passages.look(one, page_index, tokens)
    for secret in short.values():
        if secret.readable:
            yield finding("R13", on_line(*secret.first), kind=_kind(secret), places=_told(secret.readable))
    yield from passages.findings()
    yield from _titles(dossier, by_first, names)
