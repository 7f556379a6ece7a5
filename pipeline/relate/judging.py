"""Whether what differs between two texts still makes them doubles, or versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from woolak.pipeline.relate.comparing import Comparison, Difference, is_number
from woolak.pipeline.relate.relationrules import RelationRules

__all__ = ["Verdict", "double_reason", "is_version"]


def _figures(words: tuple[str, ...]) -> bool:
    return any(char.isdigit() for word in words for char in word)


def _pure(one: Difference) -> bool:
    """Only there in one of the two."""
    return not one.ours or not one.theirs


def _prose(one: Difference) -> int:
    """Words of the stretch that are no figures."""
    return max(sum(not _figures((word,)) for word in side) for side in (one.ours, one.theirs))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two texts are doubles."""

    key: str
    """Of the sentence that says why; empty when they are none."""
    differing: int = 0
    """Words that differ."""
    against: int = 0
    """Of those, the words and figures that recognition of characters does not explain."""


@dataclass(frozen=True, slots=True)
class _Left:
    """Words that only one of two texts has, in whatever order they stand."""

    ours: list[str]
    theirs: list[str]

    @property
    def swapped(self) -> int:
        """Words of letters for which the other has other ones."""
        return min(sum(map(_telling, self.ours)), sum(map(_telling, self.theirs)))

    @property
    def numbers(self) -> int:
        return min(sum(map(is_number, self.ours)), sum(map(is_number, self.theirs)))


def _telling(word: str) -> bool:
    return sum(map(str.isalpha, word)) > 2


def _left(differences: Sequence[Difference]) -> _Left:
    ours = Counter(word for one in differences for word in one.ours)
    theirs = Counter(word for one in differences for word in one.theirs)
    return _Left(sorted((ours - theirs).elements()), sorted((theirs - ours).elements()))


def _not_misread(left: _Left, rules: RelationRules) -> _Left:
    """What recognition of characters could not have made of what the other text has."""
    theirs, ours = list(left.theirs), []
    for word in left.ours:
        best = process.extractOne(word, theirs, scorer=Levenshtein.normalized_similarity,
                                  score_cutoff=rules.misread_letters)  # fmt: skip
        if best and is_number(word) == is_number(best[0]) and not (is_number(word) and best[1] < 1):
            theirs.pop(best[2])
        else:
            ours.append(word)
    return _Left(ours, theirs)


def double_reason(found: Comparison, numbers: int, rules: RelationRules, *, read: bool, mail: bool = False) -> Verdict:
    """Whether two texts are doubles, and why.

    `numbers` is how many figures the text has, `read` whether one of the two was read by OCR, `mail` whether both are
    mails of the same day, whose heads each program prints in its own way. A figure or a word that differs makes another
    document: the letter to the neighbour, next month's invoice.
    """
    if not found.differences:
        return Verdict("same_text")
    least = min(found.ours, found.theirs)
    if least < rules.min_words:
        return Verdict("")
    edges = [one for one in found.differences if one.edge and (mail or _pure(one))]
    added = sum(one.words for one in edges)
    if added > min(rules.edge_added, rules.edge_part * max(found.ours, found.theirs)):
        return Verdict("")
    rest = [one for one in found.differences if one not in edges]
    if not rest:
        return Verdict("other_edges", added)
    left = _left(rest)
    differing = max(len(left.ours), len(left.theirs))
    if not differing:
        return Verdict("moved")
    if read:
        rest_left = _not_misread(left, rules)
        against = rest_left.swapped + rest_left.numbers
        key = "misread" if _is_misread(left, rest_left, least, numbers, rules) else ""
        return Verdict(key, differing, against)
    one_side = not left.ours or not left.theirs
    figures = _figures((*left.ours, *left.theirs))
    longest = max((one.words for one in rest if _pure(one)), default=0)
    moved = any(not _pure(one) for one in rest) or longest > rules.gap_words
    if one_side and not figures and differing <= rules.gap_part * least:
        return Verdict("moved" if moved else "almost", differing)
    return Verdict("", differing)


def _is_misread(left: _Left, rest: _Left, words: int, numbers: int, rules: RelationRules) -> bool:
    """Whether all that differs can be the work of recognition: letters taken for others, rubbish, a lost line."""
    return (
        max(len(left.ours), len(left.theirs)) <= rules.misread_part * words
        and rest.swapped <= max(1, rules.misread_otherwise * words)
        and max(len(rest.ours), len(rest.theirs)) <= max(4, rules.misread_added * words)
        and rest.numbers <= max(1 if numbers > 6 else 0, rules.misread_numbers * numbers)
    )


def is_version(found: Comparison, titles: tuple[str, str], marked: bool, form: bool, rules: RelationRules) -> bool:
    """Whether two texts that are no doubles are versions of one.

    `marked`: one of them says that it is a concept or a version; `form`: their kind is one of which different documents
    look alike.
    """
    if min(found.ours, found.theirs) < rules.min_words:
        return False
    like = fuzz.token_sort_ratio(*titles) >= rules.version_title
    if marked:
        return found.part >= rules.version_part and (like or (not form and found.part >= rules.version_part_unmarked))
    rewritten = any(_prose(one) >= rules.version_words and not one.edge for one in found.differences)
    return not form and like and rewritten and found.part >= rules.version_part_unmarked
