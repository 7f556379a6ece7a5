"""The words of rules/cues/business_method.yaml, compiled once per process."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from woolak.pipeline.detect.passages.cues import CueSet
from woolak.pipeline.detect.passages.heads import head_pattern, plain_head
from woolak.pipeline.detect.patterns import any_of
from woolak.rules.reading import Model, read_rules

__all__ = ["HeadKind", "MethodCues", "MethodRules", "Whole", "method_cues"]

HeadKind = str  # "method", "team", "keep" or "" for a head that does not say

Weights = Mapping[str, float]
VOICE = re.compile(r"(?:(?<=^)|(?<= )|(?<=[(]))(?:(?P<us>wij|we)|ik)(?![\w-])")
VERB = re.compile(r"[a-zà-ÿ]{2,}en$|(?:gaan|doen|slaan|staan|zien)$")
ASKS_FOR = re.compile(r"(?:wij|we|ik)[^.,;:(]{3,60}? op(?:[.,;:(]| \(| en |$)")
"""'Vooraf vragen wij de stukken op': that asks nothing of the reader."""
WORD_BEFORE, WORDS_BEHIND = re.compile(r"([a-zà-ÿ]+) $"), re.compile(r" ([a-zà-ÿ]+)(?: ([a-zà-ÿ]+))?")


class Whole(Model):
    """By how much a sentence of a company is surer when all the rest of its paragraph, list or table tells an approach,
    and all the rest of its page; and by how much less sure it is by itself (all of 0 to 1)."""

    paragraph: float
    page: float
    by_itself: float


class MethodRules(Model):
    """rules/cues/business_method.yaml."""

    perhaps: float
    threshold: float
    plain: float
    whole: Whole
    inherited: float
    method_heads: tuple[str, ...]
    team_heads: tuple[str, ...]
    keep_heads: tuple[str, ...]
    asked_heads: tuple[str, ...]
    voice: float
    weak_voice: float
    weak_verbs: tuple[str, ...]
    courtesy: float
    courtesy_verbs: tuple[str, ...]
    process: Weights
    design: Weights
    order_words: Weights
    knowhow: Weights
    company_words: Weights
    others: Weights
    keep: Weights
    functions: tuple[str, ...]
    signs: Mapping[str, tuple[str, ...]]
    asks: tuple[str, ...]
    assignments: tuple[str, ...]
    business: tuple[str, ...]
    activities: tuple[str, ...]
    no_activities: tuple[str, ...]
    general_activities: tuple[str, ...]
    consists: tuple[str, ...]
    labels: tuple[str, ...]
    parts: tuple[str, ...]
    reason_columns: tuple[str, ...]
    done_by: tuple[str, ...]
    offers: tuple[str, ...]
    priced: tuple[str, ...]


def _any_word(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words or phrases in lower case; `*` stands for the rest of a word."""
    words = [re.escape(word).replace(r"\*", r"\w*") for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


class MethodCues:
    def __init__(self, rules: MethodRules) -> None:
        self.rules = rules
        self.cues = CueSet(
            {
                "process": rules.process,
                "design": rules.design,
                "order": rules.order_words,
                "knowhow": rules.knowhow,
                "company": rules.company_words,
                "others": rules.others,
                "keep": rules.keep,
            }
        )
        self.small = CueSet({name: dict.fromkeys(words, 1.0) for name, words in rules.signs.items()})
        """The words of `signs`, to find them all on a page at once."""
        self._weak = frozenset(rules.weak_verbs)
        self._courtesy = frozenset(rules.courtesy_verbs)

    def voice(self, flat_sentence: str) -> tuple[float, float]:
        """How much a sentence says 'we do', and how much it says 'we hope', 'we ask'."""
        does = hopes = 0.0
        for match in VOICE.finditer(flat_sentence):
            before = WORD_BEFORE.search(flat_sentence, max(0, match.start() - 25), match.start())
            behind = WORDS_BEHIND.match(flat_sentence, match.end())
            beside = [before.group(1)] if before else []
            beside += [word for word in behind.groups() if word][: 2 if match.group("us") else 1] if behind else []
            if any(word in self._courtesy for word in beside) and not ASKS_FOR.match(flat_sentence, match.start()):
                hopes += self.rules.courtesy
            elif any(word not in self._weak and (VERB.match(word) or not match.group("us")) for word in beside):
                does += self.rules.voice
            else:
                does += self.rules.weak_voice
        return does, hopes

    @cached_property
    def function_behind(self) -> re.Pattern[str]:
        """A name with a function behind it, and nothing more: 'A. de Wit, projectleider.'"""
        words = "|".join(re.escape(word) for word in self.rules.functions)
        return re.compile(rf"(?:[,:–-]|\bals) (?:[a-z]+ )?[a-z]*(?:{words})\W*$")

    @cached_property
    def signs(self) -> Mapping[str, re.Pattern[str]]:
        """Small words by what they tell of a sentence: who does something, in what order, how surely."""
        return {name: _any_word(words) for name, words in self.rules.signs.items()}

    @cached_property
    def _asks(self) -> re.Pattern[str]:
        return _any_word(self.rules.asks)

    def tells_what_it_asked(self, flat_sentence: str) -> bool:
        """Whether whoever writes tells what it asked of others: 'Wij hebben het bureau gevraagd'."""
        return bool(self.signs["we"].search(flat_sentence) and self._asks.search(flat_sentence))

    @cached_property
    def assignment(self) -> re.Pattern[str]:
        """What a page of the municipality says when it is about an offer or an assignment."""
        return _any_word(self.rules.assignments)

    @cached_property
    def by_others(self) -> re.Pattern[str]:
        """What somebody else than the company does: 'door uw afdeling', 'door derden'."""
        others = any_of(self.rules.done_by)
        return re.compile(rf"\bdoor (?:u\b|uw\b|jullie\b|derden\b|(?:de|het|een|uw) (?:[\w-]+ )?{others}\w*)")

    @cached_property
    def offers(self) -> re.Pattern[str]:
        return _any_word(self.rules.offers)

    @cached_property
    def priced(self) -> re.Pattern[str]:
        return re.compile(rf"€|{_any_word(self.rules.priced).pattern}")

    @cached_property
    def business(self) -> re.Pattern[str]:
        """What a letter from outside says when a company or institution wrote it."""
        return _any_word(self.rules.business)

    @cached_property
    def activity(self) -> re.Pattern[str]:
        return _any_word(self.rules.activities)

    @cached_property
    def no_activity(self) -> re.Pattern[str]:
        return _any_word(self.rules.no_activities)

    @cached_property
    def consists(self) -> re.Pattern[str]:
        """What stands before the approach in a sentence that tells it: 'Het onderzoek bestaat uit'."""
        return _any_word(self.rules.consists)

    @cached_property
    def part(self) -> re.Pattern[str]:
        """A numbered part, such as 'fase 2'."""
        return re.compile(rf"(?:{'|'.join(self.rules.parts)}) (?:\d{{1,2}}|[a-z])\b")

    @cached_property
    def label(self) -> re.Pattern[str]:
        """What is put before an answer or a part, and stays: 'antwoord: ', 'fase 2: '."""
        words = "|".join(self.rules.labels)
        return re.compile(rf"(?:(?:ons |onze )?(?:{words})|{self.part.pattern})(?: ?:| [–-])\s+(?=\S)")

    @cached_property
    def reason_column(self) -> re.Pattern[str]:
        """The head of a column in which a score is explained."""
        return _any_word(self.rules.reason_columns)

    @cached_property
    def _heads(self) -> tuple[tuple[HeadKind, re.Pattern[str]], ...]:
        kinds = (("keep", self.rules.keep_heads), ("team", self.rules.team_heads), ("method", self.rules.method_heads))
        return tuple((kind, re.compile(head_pattern(heads))) for kind, heads in kinds)

    @cached_property
    def _asked_heads(self) -> re.Pattern[str]:
        return re.compile(head_pattern(self.rules.asked_heads))

    def asked_head(self, head: str) -> bool:
        """Whether a company tells below a head what its client asked."""
        return self._asked_heads.match(plain_head(head)) is not None

    def head_kind(self, head: str) -> HeadKind:
        """What a head announces; numbers in front, case and a colon behind do not matter."""
        plain = plain_head(head)
        return next((kind for kind, pattern in self._heads if pattern.match(plain)), "")


@cache
def method_cues() -> MethodCues:
    return MethodCues(read_rules("cues/business_method.yaml", MethodRules))
