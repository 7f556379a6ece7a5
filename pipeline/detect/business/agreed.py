"""What an agreement with a firm sets, told again ('terwijl de overeenkomst elf noemt'), and what the firm billed beside
what was registered: 'op de facturen staan 1.220 uren, uit de registratie komen er 948'."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.numbers import numbers
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.patterns import either
from woolak.pipeline.detect.phrases import any_in
from woolak.rules.reading import Model, read_rules

__all__ = ["is_billed", "set_by_agreement"]

NEAR, BEFORE = 60, 25
"""Characters behind the agreement in which its number stands, and before it in which the sentence begins to name it."""
CORES = ("overeenkomst", "contract")
CORE = re.compile("|".join(CORES))
BILLED_CORES = ("factu", "rekening", "declar", "regist", "presentie", "urensta")
LEAST, MOST = 2, 10_000


class AgreedCues(Model):
    """rules/cues/business_agreed.yaml."""

    agreements: tuple[str, ...]
    verbs: tuple[str, ...]
    sets: tuple[str, ...]
    by: tuple[str, ...]
    told: tuple[str, ...]
    small: tuple[str, ...]
    not_set: tuple[str, ...]
    billed: tuple[str, ...]
    firm: tuple[str, ...]
    differs: tuple[str, ...]


class _Patterns(NamedTuple):
    named: re.Pattern[str]
    """Before a number behind which a verb says that the agreement sets it."""
    verb: re.Pattern[str]
    sets: re.Pattern[str]
    not_set: re.Pattern[str]
    billed: re.Pattern[str]
    firm: re.Pattern[str]
    differs: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_agreed.yaml", AgreedCues)

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    agreement, small = rf"\b{either(cues.agreements)}", rf"(?:[ \n]{either(cues.small)}){{0,4}}[ \n]\Z"
    by = rf"\b{either(cues.by)}[ \n](?:de|het|ons|onze|dat|die)[ \n]{either(cues.agreements)}"
    return _Patterns(
        compiled(rf"{agreement}{small}"),
        compiled(rf"(?:[ \n][^\W\d]+)?[ \n]{either(cues.verbs)}\b"),
        compiled(rf"(?:{agreement}[ \n]{either(cues.sets)}|{by}[ \n]{either(cues.told)}){small}"),
        compiled(rf"[ \n](?:[^\W\d]+e[ \n])?{either(cues.not_set)}\b"),
        compiled(rf"\b{either(cues.billed)}\b"),
        compiled(rf"\b{either(cues.firm)}\b"),
        compiled(rf"\b{either(cues.differs)}\b"),
    )


def set_by_agreement(view: PageView) -> list[Figure]:
    """The numbers that an agreement with a firm sets, where a page that names a firm tells these again."""
    if not view.parties and not any_in(("opdrachtnemer",), view.flat):
        return []
    if not any_in(CORES, view.flat):
        return []
    patterns, text = _patterns(), view.text
    found: dict[int, Figure] = {}
    for core in CORE.finditer(view.flat):
        first, sentence = core.start(), view.sentence_at(core.start())
        for start, end, value, _ in numbers(text[first : min(sentence.end, core.end() + NEAR)]):
            start, end = first + start, first + end
            near = max(sentence.start, first - BEFORE), start
            told = patterns.sets.search(text, *near) or (
                patterns.named.search(text, *near) and patterns.verb.match(text, end)
            )
            if told and LEAST <= value < MOST and not patterns.not_set.match(text, end):
                found[start] = Figure("COUNT", start, end, value, "overeenkomst", 0.7)
    return list(found.values())


def is_billed(view: PageView, figure: Figure) -> bool:
    """Whether a count is of what a firm billed, or of what was registered of it; and whether a sum is how far these
    are apart."""
    if figure.entity not in ("COUNT", "AMOUNT") or not any_in(BILLED_CORES, view.flat):
        return False
    patterns, text, sentence = _patterns(), view.text, view.sentence_at(figure.start)
    block = view.blocks[view.block_index(figure.start)] if view.blocks else sentence
    first = sentence.start
    if figure.entity == "AMOUNT":
        if not patterns.differs.search(text, *sentence):
            return False
        first = max(block.start, view.sentence_at(max(0, sentence.start - 2)).start)
    if not patterns.billed.search(text, first, sentence.end):
        return False
    return bool(view.parties) or patterns.firm.search(text, block.start, block.end) is not None
