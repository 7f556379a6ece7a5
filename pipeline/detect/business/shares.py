"""Percentages that are a firm's: what it tells of itself, and how far a price goes down or is from an estimate.

What a client or the law requires, and what is known of a branch or a town, is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.blocks import Span
from woolak.pipeline.detect.patterns import any_of
from woolak.rules.reading import Model, read_rules

__all__ = ["changes_price", "is_required", "of_survey", "required_in", "tells_of_firm"]

SAME_WHO = re.compile(r"(?:deze|die|dat|zij|hij|ze|het[ \n]bedrijf)\b", re.IGNORECASE)
"""Opens a sentence about whom the sentence before it named."""
CLAUSE = re.compile(r"[^,;:]*")
PERCENT = re.compile(r"\d[ ]?(?:%|procent\b)", re.IGNORECASE)
REACH = 160
"""Characters of the sentence before."""


class ShareCues(Model):
    """rules/cues/business_shares.yaml."""

    of_firm: tuple[str, ...]
    of_subcontractor: tuple[str, ...]
    required: tuple[str, ...]
    general: tuple[str, ...]
    pays: tuple[str, ...]
    changed: tuple[str, ...]
    costs: tuple[str, ...]
    more: tuple[str, ...]
    charges: tuple[str, ...]
    yearly: tuple[str, ...]


class _Patterns(NamedTuple):
    of_firm: re.Pattern[str]
    of_subcontractor: re.Pattern[str]
    required: re.Pattern[str]
    general: re.Pattern[str]
    pays: re.Pattern[str]
    changed: re.Pattern[str]
    costs: re.Pattern[str]
    more: re.Pattern[str]
    """Before and behind what is added to a price: 'kost 20 procent extra'."""
    charged: re.Pattern[str]
    """In a sentence that asks a part of a price: 'dan rekenen wij 50%', 'een jaarlijkse verhoging van 3%'."""


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_shares.yaml", ShareCues)

    def compiled(words: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){any_of(words)}(?!\w)", re.IGNORECASE)

    percent = r"[ ]?(?:%|procent\b)?[ \n]"
    return _Patterns(
        compiled(cues.of_firm),
        compiled(cues.of_subcontractor),
        compiled(cues.required),
        compiled(cues.general),
        compiled(cues.pays),
        re.compile(rf"{percent}(?:er[ \n])?{any_of(cues.changed)}(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w){any_of(cues.costs)}(?!\w)[^.;%]*\Z", re.IGNORECASE),
        re.compile(rf"{percent}{any_of(cues.more)}(?!\w)", re.IGNORECASE),
        re.compile(
            rf"(?<!\w){any_of(cues.charges)}[ \n](?:(?:u|dan|nog|wij|je|daarvan|altijd|in)[ \n]){{0,2}}"
            r"\d{1,3}[ ]?(?:%|procent)"
            rf"|(?<!\w){any_of(cues.yearly)}(?!\w)",
            re.IGNORECASE,
        ),
    )


def is_required(view: PageView, figure: Figure) -> bool:
    """Whether a percentage is what has to be reached: 'bij de start moet 40% van de wagens elektrisch zijn'."""
    if figure.unit == "deel":
        return False
    return required_in(view.text, figure, view.sentence_at(figure.start))


def required_in(text: str, figure: Figure, sentence: Span) -> bool:
    """The same by a sentence of a text."""
    clause = CLAUSE.match(text, figure.end, sentence.end)
    end = clause.end() if clause else figure.end
    return bool(_patterns().required.search(text, sentence.start, end)) and not _patterns().pays.search(text, *sentence)


def changes_price(view: PageView, figure: Figure, by_firm: bool) -> bool:
    """Whether a percentage tells how far a price goes down or up, or is from an estimate: '3% eronder'; of a firm's own
    price also what is added to it ('avonden kosten 20 procent extra') or asked when it is called off ('dan rekenen wij
    50%'), and how it grows with the years."""
    patterns, text = _patterns(), view.text
    if patterns.changed.match(text, figure.end):
        return True
    if by_firm and patterns.charged.search(text, *view.sentence_at(figure.start)):
        return True
    if not by_firm or not patterns.more.match(text, figure.end):
        return False
    return patterns.costs.search(text, view.sentence_at(figure.start).start, figure.start) is not None


def of_survey(view: PageView, sentence: Span) -> bool:
    """Whether a sentence tells how many of the people do something: '64 procent van de respondenten'."""
    return bool(PERCENT.search(view.text, *sentence) and _patterns().general.search(view.text, *sentence))


def tells_of_firm(view: PageView, figure: Figure, by_firm: bool) -> str:
    """The words by which a percentage is one that a firm tells of itself (or the municipality of its subcontractor);
    empty when it is none."""
    patterns, sentence = _patterns(), view.sentence_at(figure.start)
    if patterns.general.search(view.text, *sentence):
        return ""
    pattern = patterns.of_firm if by_firm else patterns.of_subcontractor
    seen = pattern.search(view.text, *sentence)
    if not seen and SAME_WHO.match(view.text, sentence.start):
        seen = patterns.of_subcontractor.search(view.text, max(0, sentence.start - REACH), sentence.start)
    return " ".join(seen[0].split()) if seen else ""
