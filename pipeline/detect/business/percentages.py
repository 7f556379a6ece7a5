"""Tells whose a percentage is: a part of the price, what a firm promises or tells of itself, or a statistic."""

from __future__ import annotations

import re
from collections.abc import Mapping

from woolak.pipeline.detect.business.alongside import asked_above, of_amount, on_page
from woolak.pipeline.detect.business.citizens import from_citizen
from woolak.pipeline.detect.business.figure_cues import (
    ENOUGH,
    NEAR,
    OFFERS_ON_PAGE,
    PARTY_IN_SENTENCE,
    seen_in,
    weights_around,
)
from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.own_figures import Verdict
from woolak.pipeline.detect.business.portions import SPLIT
from woolak.pipeline.detect.business.roles import AGREEMENTS
from woolak.pipeline.detect.business.service import of_own_service, set_level
from woolak.pipeline.detect.business.shares import changes_price, is_required, splits_price, tells_of_firm
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.business.vocabulary import Vocabulary

__all__ = ["beside_party", "is_vat", "whose_percentage"]

LEAST = re.compile(r"\b(?:onder de|boven de|ten minste|tenminste|minstens|minimaal)[ \n]\Z", re.IGNORECASE)
WHEN_PAID = re.compile(
    r"[ \n](?:graag[ \n]|nu[ \n]|dan[ \n]|direct[ \n]|betaalt[ \n]u[ \n])?"
    r"(?:(?:bij|na|zodra|halverwege|aan[ \n]het)[ \n]|vooraf\b|achteraf\b)",
    re.IGNORECASE,
)
"""Behind a share: when it is paid. 'De helft graag na de gesprekken'."""
PRICE, NEAR_PRICE = re.compile(r"€|\beuro\b|\bbtw\b", re.IGNORECASE), 140
PRICED = 1.0
"""Weight of the words of an assignment by which, in the municipality's paper, a price goes up or down."""
ON_INVOICE = 0.5
"""Weight of words of payment by which a percentage on an invoice is a part of the price."""


def is_vat(view: PageView, figure: Figure, words: Vocabulary) -> bool:
    if figure.unit == "deel":
        return False  # 'zonder btw. Een kwart vooraf'
    behind = words.vat_behind.match(view.text, figure.end)
    before = words.vat_before.search(view.text, max(0, figure.start - 25), figure.start)
    return bool(behind or before) and figure.value in (0, 6, 9, 19, 21)


def whose_percentage(
    view: PageView, figure: Figure, words: Vocabulary, local: Mapping[str, float], theirs: bool
) -> Verdict | None:
    """Whose a percentage is; in the municipality's paper a firm's only where it speaks of an assignment."""
    verdict = _percentage(view, figure, words, local)
    if theirs or verdict is None or verdict.keep:
        return verdict
    assigned = weights_around(view, figure.start).get("assignment", 0.0)
    about = assigned >= PARTY_IN_SENTENCE or on_page(view) >= OFFERS_ON_PAGE or beside_party(view, figure.start)
    return verdict if about else Verdict("statistic", 0.3, "statistic")


def _percentage(view: PageView, figure: Figure, words: Vocabulary, local: Mapping[str, float]) -> Verdict | None:
    if is_vat(view, figure, words):
        return Verdict("vat_percentage", 0.9, "vat_percentage")
    own = view.is_theirs(figure.start) and view.kind not in AGREEMENTS
    if own and not (asked_above(view, figure) or from_citizen(view)) and (told := of_own_service(view, figure)):
        return Verdict(f"offer_text:{told}", 0.7)
    if LEAST.search(view.text, max(0, figure.start - NEAR), figure.start) and words.norm.search(
        view.text, *view.sentence_at(figure.start)
    ):
        return Verdict("statistic", 0.3, "statistic")  # 'bij een beschikbaarheid onder de 98%'
    paid = local.get("payment_percentage", 0.0)
    if view.is_theirs(figure.start) or local.get("assignment", 0.0) >= PRICED:
        paid += local.get("price_change", 0.0)
    if figure.unit == SPLIT:
        return Verdict("payment_term:deel", 0.75) if splits_price(view, figure) else None
    if is_required(view, figure):
        return Verdict("statistic", 0.3, "statistic")
    if changes_price(view, figure, view.is_theirs(figure.start)):
        return Verdict("payment_term:%", 0.8)
    if paid >= (ON_INVOICE if view.kind == "factuur" else ENOUGH) or of_amount(view, figure):
        sentence = view.sentence_at(figure.start)
        seen = seen_in(view, "payment_percentage", sentence) or seen_in(view, "price_change", sentence)
        return Verdict(f"payment_term:{seen}", 0.85)
    if figure.unit == "deel":
        return _paid_then(view, figure)
    theirs = view.is_theirs(figure.start)
    seen = tells_of_firm(view, figure, theirs)
    if seen and not asked_above(view, figure):
        return Verdict(f"{'offer_text' if theirs else 'assignment_figure'}:{seen}", 0.7)
    agreed = view.kind in AGREEMENTS
    if agreed and (level := set_level(view, figure)):
        return Verdict(f"contract_figure:{level}", 0.7)
    if agreed and not words.norm.search(view.text, *view.sentence_at(figure.start)):
        return Verdict("contract_figure:%", 0.7)  # a penalty, by how much a rate goes up
    return Verdict("statistic", 0.3, "statistic")


def _paid_then(view: PageView, figure: Figure) -> Verdict | None:
    """The verdict on a share behind which a firm says when it is paid, near its price."""
    if not (view.is_theirs(figure.start) and WHEN_PAID.match(view.text, figure.end)):
        return None
    before = view.text[max(0, figure.start - NEAR_PRICE) : figure.start]
    return Verdict("payment_term:deel", 0.75) if PRICE.search(before) else None


def beside_party(view: PageView, start: int) -> bool:
    """Whether a third party is named in the paragraph in which a figure stands."""
    block = view.blocks[view.block_index(start)] if view.blocks else None
    return block is not None and any(block.start <= mention.start < block.end for mention in view.parties)
