"""A page stream: one file that holds many documents, and on which of its pages they begin.

Each page is reduced to a few signs while it is read; the boundaries are told from the signs of neighbours. Points and
words are in rules/streams.yaml. In doubt a boundary is only a proposal: a document cut in two is worse than a bundle.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Any

from woolak.model import Page
from woolak.pipeline.ingest.factrules import fact_rules, pattern
from woolak.pipeline.ingest.lines import Line, lines_of
from woolak.pipeline.ingest.printedmail import printed_head
from woolak.rules.reading import Model, read_rules

__all__ = ["Boundary", "Signs", "Stream", "find_stream", "ranges", "signs_of", "stream_rules"]

HEAD, FOOT = 0.12, 0.9
TOP = 0.45
FEW_WORDS = 14
FULL = 0.62
"""A page whose last line stands above this share of its height is not full."""
ENDS = re.compile(r"[.!?:;)\]\"'’”]\s*$")
GOES_ON = re.compile(r"^[a-zà-ÿ(]")


class SplitFrom(Model):
    boundaries: int
    pages: int


class StreamRules(Model):
    """rules/streams.yaml."""

    points: dict[str, float]
    clear: float
    clear_in_bundle: float
    propose: float
    split_from: SplitFrom
    page_numbers: tuple[str, ...]
    openings: tuple[str, ...]
    dates: str
    closings: tuple[str, ...]
    separators: str
    reasons: dict[str, str]


@dataclass(frozen=True, slots=True)
class Boundary:
    """A page on which a document may begin."""

    page: int
    """From 1, as people count."""
    points: float
    reasons: tuple[str, ...]
    """Keys of `reasons` in rules/streams.yaml."""


@dataclass(frozen=True, slots=True)
class Stream:
    """The boundaries in a file, and those on which it was split."""

    pages: int
    proposed: tuple[Boundary, ...]
    cuts: tuple[int, ...]
    """Pages, from 1, on which a new document begins; empty when the file is one document."""
    found: tuple[int, ...] = ()
    """The cuts that were found, whatever a person said."""
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """What of a page tells where a document begins or ends."""

    blank: bool
    separator: bool
    number: int | None
    total: int | None
    mail_head: bool
    openings: int
    kind_on_top: bool
    date_on_top: bool
    closed: bool
    short: bool
    margins: frozenset[str]
    paper: tuple[int, int]
    scanned: bool
    type_size: float
    starts_small: bool
    ends_open: bool


def stream_rules() -> StreamRules:
    """The rules of rules/streams.yaml, read once per process."""
    rules: StreamRules = read_rules("streams.yaml", StreamRules)
    return rules


@cache
def _numbers() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(words, re.IGNORECASE) for words in stream_rules().page_numbers)


@cache
def _kinds() -> Any:
    return pattern(tuple(name for cues in fact_rules().kinds.values() for name in cues.names))


def signs_of(page: Page) -> Signs:
    """The signs of one page."""
    rules, lines = stream_rules(), lines_of(page)
    top = [line for line in lines if line.y < TOP]
    edges = [line for line in lines if line.y < HEAD or line.y > FOOT]
    number, total = _number(edges)
    body = [line for line in lines if HEAD <= line.y <= FOOT]
    words = sum(len(line.text.split()) for line in lines)
    heads = [line.text.strip() for line in top if line.y < 0.3 and len(line.text) < 60]
    above = [line.text.strip() for line in top]
    openings = sum(any(map(pattern(cue).search, above)) for cue in rules.openings)
    divides = words <= FEW_WORDS and any(pattern(rules.separators).match(line.text.strip()) for line in lines)
    return Signs(
        blank=words == 0 and not any(region.what != "logo" for region in page.regions),
        separator=0 < words <= FEW_WORDS and divides,
        number=number,
        total=total,
        mail_head=printed_head(lines) is not None and any(line.y < 0.3 for line in lines),
        openings=openings,
        kind_on_top=any(_kinds().match(text) and text[:1].isupper() for text in heads),
        date_on_top=any(re.search(rules.dates, text) for text in above),
        closed=any(pattern(rules.closings).search(line.text.strip()) for line in lines[-14:]),
        short=bool(body) and max(line.y for line in body) < FULL,
        margins=frozenset(_running(line.text) for line in edges if len(_running(line.text)) > 3),
        paper=(round(page.width_pt / 8), round(page.height_pt / 8)),
        scanned=page.source == "ocr",
        type_size=median(line.height_pt for line in body) if body else 0.0,
        starts_small=bool(body) and GOES_ON.match(body[0].text.strip()) is not None,
        ends_open=bool(body) and not ENDS.search(body[-1].text) and len(body[-1].text) > 45,
    )  # fmt: skip


def _number(edges: Sequence[Line]) -> tuple[int | None, int | None]:
    for expression in _numbers():
        for line in edges:
            if found := expression.search(line.text.strip()):
                groups = found.groupdict()
                number, total = int(groups["number"]), groups.get("total")
                if total is None or 0 < number <= int(total):
                    return number, int(total) if total else None
    return None, None


def _running(text: str) -> str:
    """A line of a head or foot without what changes from page to page."""
    return re.sub(r"[\W\d_]+", " ", text).strip().lower()


def find_stream(signs: Sequence[Signs], bookmarks: Collection[int] = ()) -> Stream:
    """The boundaries of a file by the signs of its pages. `bookmarks` are pages (from 0) where a part begins."""
    rules = stream_rules()
    proposed = []
    last_number: int | None = None
    for at, (before, here) in enumerate(pairwise(signs), start=1):
        if before.number is not None:
            last_number = before.number
        if here.blank:
            continue
        earlier = next((one for one in reversed(signs[:at]) if not one.blank), before)
        seen = _weighed(earlier, here, before.blank, at in bookmarks, last_number)
        points = rules.points["base"] + sum(_points(reason, count, rules) for reason, count in seen.items())
        if points >= rules.propose:
            reasons = tuple(reason for reason in seen if reason in rules.reasons)
            proposed.append(Boundary(at + 1, round(points, 1), reasons))
    clear = sum(one.points >= rules.clear for one in proposed)
    bundle = clear >= rules.split_from.boundaries and len(signs) >= rules.split_from.pages
    cuts = tuple(one.page for one in proposed if one.points >= rules.clear_in_bundle) if bundle else ()
    return Stream(len(signs), tuple(proposed), cuts, cuts)


def _points(reason: str, count: int, rules: StreamRules) -> float:
    return rules.points[reason] * min(count, 2)


def _weighed(before: Signs, here: Signs, after_blank: bool, bookmark: bool, last_number: int | None) -> dict[str, int]:
    """What speaks for a boundary before a page and against it, each with how often."""
    restarts = here.number == 1 and last_number is not None
    goes_on = (
        here.number is not None
        and before.number is not None
        and here.number == before.number + 1
        and (here.total == before.total)
    )
    ended = before.total is not None and before.number == before.total
    begins = bool(here.openings or here.kind_on_top)
    # The next letter of the same sender has its margins too.
    anew = here.number == 1 or here.mail_head or (begins and (ended or before.closed))
    both = bool(before.margins and here.margins)
    sizes = sorted((before.type_size, here.type_size))
    seen = {
        "first_of": here.number == 1 and (here.total or 0) >= 1,
        "numbering_restarts": restarts and not here.total,
        "last_of_before": ended,
        "numbering_goes_on": goes_on,
        "mail_head": here.mail_head,
        "opening": 0 if here.mail_head else here.openings,
        "kind_on_top": here.kind_on_top,
        "date_on_top": here.date_on_top,
        "closed_before": before.closed,
        "short_before": before.short,
        "other_margins": both and not before.margins & here.margins,
        "same_margins": both and not anew and bool(before.margins & here.margins),
        "other_paper": before.paper != here.paper,
        "other_origin": before.scanned != here.scanned,
        "other_type": sizes[0] > 0 and sizes[1] > 1.12 * sizes[0],
        "runs_on": here.starts_small and before.ends_open,
        "after_blank": after_blank,
        "separator": here.separator,
        "after_separator": before.separator,
        "bookmark": bookmark,
    }
    return {reason: int(count) for reason, count in seen.items() if count}


def ranges(cuts: Iterable[int], pages: int) -> list[tuple[int, int]]:
    """The documents between the cuts, as first and last page from 1."""
    starts = sorted({1, *(cut for cut in cuts if 1 < cut <= pages)})
    return list(zip(starts, [*(start - 1 for start in starts[1:]), pages], strict=True))
