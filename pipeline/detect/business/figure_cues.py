"""The cues around a figure: its sentence counts fully, its paragraph, heading and the companies named for a part."""

from __future__ import annotations

import re

from woolak.pipeline.detect.business.alongside import on_page
from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.lines import line_around
from woolak.pipeline.detect.passages.blocks import Span
from woolak.pipeline.detect.passages.cues import weigh

__all__ = [
    "ENOUGH", "NEAR", "OFFERS_ON_PAGE", "PARTY_IN_SENTENCE", "add_parties", "is_about_assignment",
    "places_around", "seen_in", "weights_around",
]  # fmt: skip

ENOUGH = 0.8
"""Weight from which the cues of a group decide."""
PARTY_IN_SENTENCE, PARTY_IN_BLOCK, PARTY_IN_HEAD = 0.7, 0.3, 1.0
ABOUT = 5.0
NEAR, FAR = 22, 45
"""Characters between a cue and a figure."""
# A line of a budget, and the part of it that is the price of a hired role.
LABELLED = re.compile(r"[^:\n]{3,60}:[ \t]*(?:€|EUR)?[ \t]*[\d.,]+(?:,?[-–])?[ \t]*")
HIRED = re.compile(r"[-•\s]*(?:extern|inhuur|ingehuurd|detachering)", re.IGNORECASE)
HIRED_WEIGHT = 1.0
BIDDER, OFFERS_ON_PAGE = 0.7, 1.5
"""Weight of a sentence that speaks of a bidder; and of a page that does, on which less is enough."""


def seen_in(view: PageView, group: str, *places: tuple[int, int]) -> str:
    """The words of a group's cues in the first of the places that has any."""
    for start, end in places:
        words = view.hits.seen(start, end, group)
        if words:
            return words
    return ""


def add_parties(view: PageView, weights: dict[str, float], places: list[tuple[tuple[int, int], float]]) -> None:
    """A third party of the case named near a figure speaks for an assignment."""
    for (start, end), weight in places:
        if any(start <= mention.start < end for mention in view.parties):
            weights["assignment"] = weights.get("assignment", 0.0) + weight


def is_about_assignment(view: PageView) -> bool:
    """Whether a page as a whole is about an assignment: a memo that compares offers."""
    about = view.weights.get("assignment", 0.0) + PARTY_IN_SENTENCE * min(3, len(view.parties))
    return about >= ABOUT and about > 1.5 * view.weights.get("public", 0.0)


def _in_sentence(view: PageView, start: int, sentence: tuple[int, int]) -> dict[str, float]:
    """Weight per group in a figure's sentence: what stands near the figure counts more than what stands far."""
    near = [
        hit._replace(
            weight=hit.weight * (1.15 if abs(hit.end - start) <= NEAR else 1.0 if hit.start - start <= FAR else 0.7)
        )
        for hit in view.hits.within(*sentence)
    ]
    return weigh(near)


def _labelled(view: PageView, start: int) -> tuple[int, int] | None:
    """The line of a figure when it is one of a list of labels with their amounts: 'Externe adviseur: € 4.000'."""
    line = line_around(view.text, start)
    return line if LABELLED.fullmatch(view.text, *line) else None


def weights_around(view: PageView, start: int) -> dict[str, float]:
    """Weight per group of cues around a figure: its sentence fully, its paragraph and heading for a part."""
    labelled = _labelled(view, start)
    sentence = Span(*labelled) if labelled else view.sentence_at(start)
    index = view.block_index(start)
    weights = _in_sentence(view, start, sentence)
    offering = weights.pop("offering", 0.0) if _bids(view, weights) else 0.0
    if labelled and HIRED.match(view.text, labelled[0]):
        weights["assignment"] = weights.get("assignment", 0.0) + HIRED_WEIGHT
    add_parties(view, weights, [(sentence, PARTY_IN_SENTENCE)])
    for table in view.tables:
        if table.start <= start < table.end:  # words among figures: 'vijf maanden' below a company's name
            add_parties(view, weights, [(line_around(view.text, table.start), PARTY_IN_HEAD)])
    if view.blocks:
        block = view.blocks[index]
        add_parties(view, weights, [((block.start, block.end), PARTY_IN_BLOCK)])
        places = [(block.start, sentence.start, 0.5), (sentence.end, block.end, 0.35)]
        if index and block.kind in ("paragraph", "item", "row"):
            above = view.blocks[index - 1]
            places.append((above.start, above.end, 0.35))
        heading = view.heading_above(index)
        if heading and heading is not view.blocks[index - 1]:
            places.append((heading.start, heading.end, 0.5))
        for from_, to, share in places:
            for group, weight in view.hits.sums(from_, to).items():
                weights[group] = weights.get(group, 0.0) + share * min(weight, 2.0)
    weights["offering"] = offering
    return weights


def _bids(view: PageView, sentence: dict[str, float]) -> bool:
    """Whether a sentence speaks of who offers work, by itself or with the page."""
    assigned = sentence.get("assignment", 0.0)
    return assigned >= BIDDER or (assigned > 0 and on_page(view) >= OFFERS_ON_PAGE)


def places_around(view: PageView, figure: Figure) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = [view.sentence_at(figure.start)]
    if view.blocks:
        block = view.blocks[view.block_index(figure.start)]
        places.append((block.start, block.end))
    return places
