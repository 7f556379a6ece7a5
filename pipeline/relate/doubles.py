"""Finds doubles, documents that are contained in another, and versions of one text, in a whole case."""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from heapq import nlargest
from pathlib import PurePosixPath

from woolak.model import Kind, Relation, RelationKind
from woolak.pipeline.relate.comparing import Comparison, compare, is_number, place_in, unlike
from woolak.pipeline.relate.judging import Verdict, double_reason, is_version
from woolak.pipeline.relate.relationrules import RelationRules, pattern, relation_rules
from woolak.pipeline.relate.sketching import Candidate, Hashes, candidates, shingles, sketch
from woolak.pipeline.relate.wording import fold

__all__ = ["Sheet", "WordsOf", "find_relations"]

WordsOf = Callable[[str], Sequence[str]]
"""The words of a document by its id, as `wording.words_of` gives them."""

KEPT_TEXTS = 256
FIRST_WORDS = 12
NEAREST = 6
"""With so many of those that seem most like it a document is compared: a standard letter is like a thousand others."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is told of a document beside its words."""

    id: str
    source: str
    parent_id: str | None
    file_digest: str
    """Of the canonical PDF: equal when the documents are the same to the letter."""
    title: str
    kind: Kind
    date: datetime.date | None
    read: bool
    """Whether any of its pages was read by OCR."""


@dataclass(slots=True)
class _Pile:
    """The documents with what is kept of each: never the text, so that memory stays small."""

    sheets: list[Sheet] = field(default_factory=list)
    sketches: list[Hashes] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    same_text: dict[bytes, list[int]] = field(default_factory=lambda: defaultdict(list))
    same_file: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def find_relations(sheets: Iterable[tuple[Sheet, Sequence[str]]], words_of: WordsOf) -> list[Relation]:
    """What every document is a double of, is contained in, or is a version of; at most one of each.

    `sheets` gives each document once with its words; `words_of` gives those again for the few that are compared.
    """
    rules = relation_rules()
    pile = _Pile()
    for at, (sheet, words) in enumerate(sheets):
        pile.sheets.append(sheet)
        pile.sizes.append(len(words))
        pile.sketches.append(sketch(shingles(words)))
        if words:
            pile.same_text[blake2b(" ".join(words).encode(), digest_size=16).digest()].append(at)
        if sheet.file_digest:
            pile.same_file[sheet.file_digest].append(at)
    return _Search(pile, lru_cache(KEPT_TEXTS)(words_of), rules).relations()


class _Search:
    """One search through a pile of documents."""

    def __init__(self, pile: _Pile, words_of: WordsOf, rules: RelationRules) -> None:
        self.pile, self.words_of, self.rules = pile, words_of, rules
        self.counts = lru_cache(KEPT_TEXTS)(lambda at: Counter(self._words(at)))
        self.numbers: dict[int, int] = {}
        """How many figures a document has, once that was asked."""
        self.double_of: dict[int, int] = {}
        self.found: list[Relation] = []
        self.parents = {one.parent_id for one in pile.sheets if one.parent_id}

    def relations(self) -> list[Relation]:
        for group in self.pile.same_file.values():
            self._same(group, "same_file", 1.0)
        for group in self.pile.same_text.values():
            if self.pile.sizes[group[0]] >= self.rules.min_words:
                self._same([at for at in group if at not in self.double_of], "same_text", 1.0)
        left = [at for at in range(len(self.pile.sheets)) if at not in self.double_of]
        pairs = candidates([self.pile.sketches[at] for at in left], self.rules.candidate)
        self._compare_all([Candidate(left[one.first], left[one.second], one.part) for one in pairs])
        order = {sheet.id: at for at, sheet in enumerate(self.pile.sheets)}
        return sorted(self.found, key=lambda one: (order[one.document_id], one.what))

    # --- doubles

    def _preference(self, at: int) -> tuple[bool, bool, int, bool, str]:
        """Which of two doubles is looked at: text before scan, a document of its own before an attachment, and what
        does not call itself a copy."""
        sheet = self.pile.sheets[at]
        name = PurePosixPath(sheet.source).stem.replace("_", " ")
        copied = pattern(self.rules.copied).search(name) is not None
        return sheet.read, sheet.parent_id is not None, -self.pile.sizes[at], copied, sheet.source

    def _same(self, group: list[int], key: str, score: float) -> None:
        if len(group) > 1:
            kept, *others = sorted(group, key=self._preference)
            for other in others:
                self._double(other, kept, key, score, 0)

    def _double(self, at: int, kept: int, key: str, score: float, differing: int) -> None:
        reasons = self.rules.reasons
        reason = reasons[key].format(words=differing)
        if self.pile.sheets[at].parent_id and not self.pile.sheets[kept].parent_id:
            reason = f"{reason} {reasons['attached']}"
        self.double_of[at] = kept
        self._add(at, "dubbel", kept, score, reason, same_file=key == "same_file")

    def _add(self, at: int, what: RelationKind, other: int, score: float, reason: str, same_file: bool = False) -> None:
        sheets = self.pile.sheets
        self.found.append(Relation(sheets[at].id, what, sheets[other].id, round(score, 3), reason, same_file))

    # --- what is nearly the same

    def _compare_all(self, pairs: list[Candidate]) -> None:
        """Compare each document with those that go before it; of several doubles it is one of the most alike."""
        contained: dict[int, list[tuple[int, Comparison]]] = defaultdict(list)
        alike: list[tuple[int, int, Comparison]] = []
        before: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
        preference = [self._preference(at) for at in range(len(self.pile.sheets))]
        for pair in pairs:
            kept, other = sorted((pair.first, pair.second), key=preference.__getitem__)
            before[other].append((pair.part, self.pile.sizes[kept], kept))
        for at in sorted(before, key=preference.__getitem__):
            doubles: list[tuple[int, int, int, str, float]] = []
            nearest = {kept for *_, kept in nlargest(NEAREST, before[at])}
            for kept in sorted(nearest, key=preference.__getitem__):
                if kept in self.double_of:
                    continue
                small, large = sorted((kept, at), key=lambda one: self.pile.sizes[one])
                if self.pile.sizes[small] < self.rules.min_words:
                    continue
                part = self.pile.sizes[small] < self.rules.contained_below * self.pile.sizes[large]
                if part and (inside := self._inside(small, large)):
                    contained[small].append((large, inside))
                    continue
                if not self._read(at, kept) and self._unlike(at, kept):
                    continue
                found = self._whole(at, kept)
                verdict = self._double_reason(at, kept, found)
                if verdict.key:
                    doubles.append((verdict.against, verdict.differing, kept, verdict.key, found.part))
                else:
                    alike.append((at, kept, found))
            if doubles:
                best, *others = sorted(doubles)
                _, differing, kept, key, alike_part = best
                self._double(at, kept, key, min(0.99, alike_part), differing)
                # A plain text without either stamp shows that two stamped copies are one. A scan shows no such thing.
                for _, differing, other, key, alike_part in others:
                    if key != "misread" and best[3] != "misread":
                        first, second = sorted((kept, other), key=self._preference)
                        self._double(second, first, key, min(0.99, alike_part), differing)
        self._contained(contained)
        self._versions(alike)

    def _double_reason(self, at: int, kept: int, found: Comparison) -> Verdict:
        if self._is_draft(at) != self._is_draft(kept):
            return Verdict("")
        ours, theirs = self.pile.sheets[at], self.pile.sheets[kept]
        mail = ours.kind == theirs.kind == "mail"
        if mail and ours.date != theirs.date and ours.date and theirs.date:
            return Verdict("")
        read = self._read(at, kept)
        return double_reason(found, self._numbers(at), self.rules, read=read, mail=mail and ours.date is not None)

    def _unlike(self, ours: int, theirs: int) -> bool:
        shared = sum((self.counts(ours) & self.counts(theirs)).values())
        marked = self._version_mark(ours) != self._version_mark(theirs)
        return unlike(self._words(ours), self._words(theirs), shared, marked, self.rules)

    def _whole(self, ours: int, theirs: int) -> Comparison:
        return compare(self._words(ours), self._words(theirs), self.rules)

    def _words(self, at: int) -> Sequence[str]:
        return self.words_of(self.pile.sheets[at].id)

    def _numbers(self, at: int) -> int:
        if at not in self.numbers:
            self.numbers[at] = sum(map(is_number, self._words(at)))
        return self.numbers[at]

    def _read(self, one: int, other: int) -> bool:
        return self.pile.sheets[one].read or self.pile.sheets[other].read

    def _inside(self, small: int, large: int) -> Comparison | None:
        """The comparison of a text with the part of another that has it whole; None when it has not."""
        whole = self._words(large)
        start, end = place_in(self._words(small), whole)
        found = compare(self._words(small), whole[start:end], self.rules).within()
        if found.part_of_ours < 1 - self.rules.misread_part:
            return None
        # A greeting or signature that the other left out still leaves all of it there to be read.
        read = self._read(small, large)
        key = double_reason(found, self._numbers(small), self.rules, read=read).key
        lost = sum(len(one.ours) for one in found.differences if one.theirs or not self._greets(one.ours))
        return found if key and (read or lost <= max(2, self.rules.gap_part * found.ours)) else None

    def _greets(self, words: Sequence[str]) -> bool:
        return all(word in self.rules.greetings for word in words)

    def _contained(self, contained: dict[int, list[tuple[int, Comparison]]]) -> None:
        for small, places in contained.items():
            places = [(at, found) for at, found in places if at not in self.double_of]
            if small in self.double_of or not places:
                continue
            large, found = max(places, key=lambda place: (self.pile.sizes[place[0]], -place[0]))
            mails = self.pile.sheets[small].kind == self.pile.sheets[large].kind == "mail"
            reason = self.rules.reasons["quoted" if mails else "contained"]
            self._add(small, "opgenomen", large, min(0.99, found.part_of_ours), reason)

    # --- versions

    def _versions(self, alike: list[tuple[int, int, Comparison]]) -> None:
        best: dict[int, tuple[float, int, Comparison]] = {}
        for one, other, found in alike:
            if one in self.double_of or other in self.double_of:
                continue
            early, late = sorted((one, other), key=self._age)
            titles = (self._bare_title(early), self._bare_title(late))
            marked = self._version_mark(early) != self._version_mark(late)
            kinds = {self.pile.sheets[one].kind, self.pile.sheets[other].kind}
            if not is_version(found, titles, marked, bool(kinds & set(self.rules.form_kinds)), self.rules):
                continue
            if early not in best or (found.part, late) > best[early][:2]:
                best[early] = (found.part, late, found)
        for early, (part, late, _) in best.items():
            key = "draft" if self._is_draft(early) and not self._is_draft(late) else "version"
            self._add(early, "versie", late, part, self.rules.reasons[key].format(percent=round(100 * part)))

    def _named(self, at: int) -> str:
        sheet = self.pile.sheets[at]
        return fold(f"{sheet.title} {sheet.source.rpartition('/')[2]}").replace("_", " ")

    def _is_draft(self, at: int) -> bool:
        return bool(pattern(self.rules.draft).search(f"{self._named(at)} {' '.join(self._words(at)[:FIRST_WORDS])}"))

    def _version_mark(self, at: int) -> str:
        found = pattern(self.rules.version).finditer(self._named(at))
        return " ".join(sorted({mark[0] for mark in found} | ({"draft"} if self._is_draft(at) else set())))

    def _age(self, at: int) -> tuple[bool, datetime.date, bool, list[int], str]:
        """The earlier version first: a draft before what is none, then by date, then by the number of the version."""
        sheet = self.pile.sheets[at]
        numbers = [int(number) for number in re.findall(r"\d+", self._version_mark(at))]
        return not self._is_draft(at), sheet.date or datetime.date.max, sheet.date is None, numbers, sheet.source

    def _bare_title(self, at: int) -> str:
        title = fold(self.pile.sheets[at].title).replace("_", " ")
        for cues in (self.rules.draft, self.rules.version):
            title = pattern(cues).sub(" ", title)
        return " ".join(re.findall(r"\w+", title))
