"""What an entrepreneur tells of his trade, or an official of him: his turnover, his debts; in whosever paper."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.patterns import any_of
from woolak.pipeline.detect.phrases import any_in
from woolak.rules.reading import Model, read_rules

__all__ = ["of_trade"]


class TradeCues(Model):
    """rules/cues/business_trade.yaml."""

    owners: tuple[str, ...]
    trade: tuple[str, ...]
    holders: tuple[str, ...]
    has: tuple[str, ...]
    held: tuple[str, ...]
    own: tuple[str, ...]
    own_holders: tuple[str, ...]
    less: tuple[str, ...]
    bodies: tuple[str, ...]
    public: tuple[str, ...]


class _Patterns(NamedTuple):
    cores: tuple[str, ...]
    told: re.Pattern[str]
    """Of somebody; in the municipality's own paper."""
    told_or_own: re.Pattern[str]
    less: re.Pattern[str]
    bodies: re.Pattern[str]
    public: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_trade.yaml", TradeCues)

    def told(owners: Iterable[str], holders: Iterable[str]) -> re.Pattern[str]:
        who, has, held = any_of(holders), any_of(cues.has), any_of(cues.held)
        owned = rf"{any_of(owners)}[ \n](?:[\w-]+[ \n])?{any_of(cues.trade)}"
        have = rf"(?:{who}[ \n]{has}|{has}[ \n]{who})(?:[ \n][\w-]+){{0,4}}?[ \n]{held}"
        return re.compile(rf"(?<!\w)(?:{owned}|{have})(?!\w)", re.IGNORECASE)

    return _Patterns(
        tuple(word.strip("*") for word in (*cues.trade, *cues.held)),
        told(cues.owners, cues.holders),
        told((*cues.owners, *cues.own), (*cues.holders, *cues.own_holders)),
        re.compile(rf"[ ]?(?:%|procent)?[ \n]{any_of(cues.less)}(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w){any_of(cues.bodies)}(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w){any_of(cues.public)}(?!\w)", re.IGNORECASE),
    )


def of_trade(view: PageView, figure: Figure) -> str:
    """By which words an amount or percentage is of somebody's trade; empty when by none."""
    if figure.entity not in ("AMOUNT", "RATE", "PERCENTAGE"):
        return ""
    patterns, sentence = _patterns(), view.sentence_at(figure.start)
    if not any_in(patterns.cores, view.flat[sentence.start : sentence.end]):
        return ""
    if patterns.public.search(view.text, *sentence):
        return ""
    own = view.document is None or view.document.facts.origin == "own"
    told = (patterns.told if own else patterns.told_or_own).search(view.text, sentence.start, figure.start)
    if not told and figure.entity == "PERCENTAGE" and patterns.less.match(view.text, figure.end):
        return "omzet"
    if not told or (told[0][:3].lower() in ("haa", "hun") and patterns.bodies.search(view.text, *sentence)):
        return ""
    return " ".join(told[0].split())
