"""The words of a sentence: whole, in part, two by two, by their fields, and how rare they are."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache, cached_property

from woolak.pipeline.detect.business.method_fields import fields_in
from woolak.pipeline.detect.business.method_units import Unit
from woolak.pipeline.detect.passages.cues import flat
from woolak.rules.reading import Model, read_rules

__all__ = ["WORD", "RetoldRules", "keys_of", "rareness", "retold_rules", "vocabularies", "vocabulary_of"]

LETTERS, KEY_LETTERS = 4, 7
"""The shortest word that tells something, and how much of a word its forms share."""
STEMS, ENDING, FIVE = (4, 6), 4, 5
MANY_RARE, A_RARE = 2.0, 3
"""Three rare words count for one, and more than six for no more."""
WORD = re.compile(r"[a-zà-ÿ]+")
TOKEN = re.compile(r"[a-zà-ÿ'-]+|\d+|[€%:;?()]")
RUN, NUMBER = re.compile(r"[a-zà-ÿ#]+"), re.compile(r"\d+")
PARTICIPLE = re.compile(r"ge(?=[a-zà-ÿ]{6})")


class RetoldRules(Model):
    """rules/cues/business_retold.yaml, made by training/retold.py."""

    suggested: float
    """From this likelihood on a sentence may tell an approach again; from `min_score` in rules/policy.yaml it goes."""
    unseen: float
    """How likely a sentence tells one of which the page by itself says nothing."""
    bias: float
    by_itself: float
    most_by_itself: float
    shared: float
    passage: float
    most_shared: float
    most_passage: float
    elsewhere: float
    common: Mapping[str, str]
    """Beginnings of words by how much they tell: the words of '0.3' count for that part of a rare one."""

    @cached_property
    def weights(self) -> Mapping[str, float]:
        return {key: float(weight) for weight, keys in self.common.items() for key in keys.split()}


@cache
def retold_rules() -> RetoldRules:
    rules: RetoldRules = read_rules("cues/business_retold.yaml", RetoldRules)
    return rules


def keys_of(text: str) -> Iterator[str]:
    """What the forms of each word share: 'bundelt', 'bundelen' and 'gebundeld'."""
    for match in WORD.finditer(flat(text)):
        word = match.group()
        if "ge" in word:
            word = PARTICIPLE.sub("", word, count=1)
        if len(word) >= LETTERS:
            yield word[:KEY_LETTERS]


def rareness(flat_sentence: str, usual: Container[str] | None = None) -> float:
    """How many words a sentence has that few documents use: what is particular is told in those.

    `usual` are the keys of the other words: those of the rules when it is not given.
    """
    known = retold_rules().weights if usual is None else usual
    return min(MANY_RARE, sum(key not in known for key in frozenset(keys_of(flat_sentence))) / A_RARE)


def vocabulary_of(flat_sentence: str) -> frozenset[str]:
    """The words of a sentence: each whole, how it begins (`werk*`) and ends (`*ling`), and with the one behind it
    (`wij+werken`); `^` and `$` are its begin and end, `#` is any number. Also the fields of its words, and its letters
    five by five (`~inter`), with `_` between words: forms and compounds that no paper used have these in common."""
    tokens = ["#" if token[0].isdigit() else token for token in TOKEN.findall(flat_sentence)]
    words = [token for token in tokens if len(token) > 1 and token.isalpha()]
    found = [*words, *map("+".join, zip(["^", *tokens], [*tokens, "$"], strict=True))]
    for length in STEMS:
        found += [f"{word[:length]}*" for word in words if len(word) > length]
    found += [f"*{word[-ENDING:]}" for word in words if len(word) > ENDING + 2]
    letters = f"_{'_'.join(RUN.findall(NUMBER.sub('#', flat_sentence)))}_"
    fives = [f"~{letters[at : at + FIVE]}" for at in range(len(letters) - FIVE + 1)]
    return frozenset((*found, *fields_in(flat_sentence), *fives))


def _of_head(words: str, sign: str) -> frozenset[str]:
    return frozenset(f"{sign}{word}" for word in vocabulary_of(flat(words)) if word[0] != "~") if words else frozenset()


def vocabularies(text: str, units: Sequence[Unit]) -> list[frozenset[str]]:
    """The words of each unit of a page, with those of the head above it (`@aanpak`) and its column's (`|reden`)."""
    heads = {head: _of_head(head, "@") for head in {unit.head.words for unit in units}}
    columns = {column: _of_head(column, "|") for column in {unit.column for unit in units}}
    return [vocabulary_of(flat(unit.words(text))) | heads[unit.head.words] | columns[unit.column] for unit in units]
