"""Tells whose a figure is: a company's, or public; by the document, the sentence, the paragraph and the heading.

A figure of a company is confidential wherever it stands (5.1(1)c Woo); public money stays readable. The evidence
key says what was seen, so that the policy can decide per situation.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from woolak.pipeline.detect.business.alongside import (
    are_weights,
    asked_above,
    beside_price,
    compared,
    is_reply,
    names_party,
    of_amount,
    on_page,
)
from woolak.pipeline.detect.business.citizens import from_citizen, speaks_as_resident
from woolak.pipeline.detect.business.columns import kind_of
from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.followers import REFERS
from woolak.pipeline.detect.business.own_money import add_estimates, is_secret, told_public
from woolak.pipeline.detect.business.roles import asks_offers, gives_order
from woolak.pipeline.detect.business.tables import Table, TableFigure
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.business.vocabulary import Vocabulary, vocabulary
from woolak.pipeline.detect.passages.blocks import Span
from woolak.pipeline.detect.passages.cues import weigh

__all__ = ["Verdict", "judge", "judge_cell"]

PARTY_IN_SENTENCE, PARTY_IN_BLOCK, PARTY_IN_HEAD = 0.7, 0.3, 1.0
ABOUT = 5.0
# In an application form an amount is what is asked for an activity, unless the form says otherwise.
APPLIED = 0.7
NEAR, FAR = 22, 45
"""Characters between a cue and a figure."""
# What the municipality tells the council and the public: its estimates there are no secret.
PUBLIC_KINDS = ("raadsstuk", "besluit", "factsheet")
# A line of a budget, and the part of it that is the price of a hired role.
LABELLED = re.compile(r"[^:\n]{3,60}:[ \t]*(?:€|EUR)?[ \t]*[\d.,]+(?:,?[-–])?[ \t]*")
HIRED = re.compile(r"[-•\s]*(?:extern|inhuur|ingehuurd|detachering)", re.IGNORECASE)
HIRED_WEIGHT = 1.0
OFFERING_KINDS = ("offerte", "plan", "overeenkomst", "opdrachtbon", "factuur")
LEAST = re.compile(r"\b(?:onder de|boven de|ten minste|tenminste|minstens|minimaal)[ \n]\Z", re.IGNORECASE)
AGREEMENTS = ("overeenkomst", "opdrachtbon")
PRICED = 1.0
"""Weight of the words of an assignment by which, in the municipality's paper, a price goes up or down."""
ON_INVOICE = 0.5
"""Weight of words of payment by which a percentage on an invoice is a part of the price."""
BESIDE_PRICE, PLAINLY_PUBLIC = 0.5, 0.9
"""What a price adds to the count beside it; and the weight of words by which a sentence tells of public money."""
NEAR_BUDGET = 50
"""Characters before an amount in which it is called the budget's."""
OF_FIRM = re.compile(r"\b(?:wij|we|ik|ons|onze|adviseurs?|projectleider|trainers?|begeleiders?|coach)\b", re.IGNORECASE)
MARGIN = 0.3
ON_FORM = 1.0
"""What a form or memo on offers adds for a count beside its label ('Interviews | 14') and for a score."""
BIDDER, OFFERS_ON_PAGE = 0.7, 1.5
"""Weight of a sentence that speaks of a bidder; and of a page that does, on which less is enough."""
ENOUGH = 0.8


class Verdict(NamedTuple):
    """Evidence key with what was seen, the score, and the key of the reason when the figure stays readable."""

    evidence: str
    score: float
    keep: str | None = None


def _seen(view: PageView, group: str, *places: tuple[int, int]) -> str:
    for start, end in places:
        words = view.hits.seen(start, end, group)
        if words:
            return words
    return ""


def _add_parties(view: PageView, weights: dict[str, float], places: list[tuple[tuple[int, int], float]]) -> None:
    """A third party of the case named near a figure speaks for an assignment."""
    for (start, end), weight in places:
        if any(start <= mention.start < end for mention in view.parties):
            weights["assignment"] = weights.get("assignment", 0.0) + weight


def _is_about_assignment(view: PageView) -> bool:
    """Whether a page as a whole is about an assignment: a memo that compares offers."""
    about = view.weights.get("assignment", 0.0) + PARTY_IN_SENTENCE * min(3, len(view.parties))
    return about >= ABOUT and about > 1.5 * view.weights.get("public", 0.0)


def _line(view: PageView, start: int) -> tuple[int, int]:
    """The line that begins at a place."""
    end = view.text.find("\n", start)
    return start, end if end >= 0 else len(view.text)


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
    first = view.text.rfind("\n", 0, start) + 1
    line = _line(view, first)
    return line if LABELLED.fullmatch(view.text, *line) else None


def _weights(view: PageView, start: int) -> dict[str, float]:
    """Weight per group of cues around a figure: its sentence fully, its paragraph and heading for a part."""
    labelled = _labelled(view, start)
    sentence = Span(*labelled) if labelled else view.sentence_at(start)
    index = view.block_index(start)
    weights = _in_sentence(view, start, sentence)
    offering = weights.pop("offering", 0.0) if _bids(view, weights) else 0.0
    if labelled and HIRED.match(view.text, labelled[0]):
        weights["assignment"] = weights.get("assignment", 0.0) + HIRED_WEIGHT
    _add_parties(view, weights, [(sentence, PARTY_IN_SENTENCE)])
    for table in view.tables:
        if table.start <= start < table.end:  # words among figures: 'vijf maanden' below a company's name
            _add_parties(view, weights, [(_line(view, table.start), PARTY_IN_HEAD)])
    if view.blocks:
        block = view.blocks[index]
        _add_parties(view, weights, [((block.start, block.end), PARTY_IN_BLOCK)])
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


def _is_theirs(view: PageView, figure: Figure) -> bool:
    """Whether a figure stands in a company's own words, or in an agreement with one."""
    return view.role == "assignment" or view.by_company(figure.start)


def _is_vat(view: PageView, figure: Figure, words: Vocabulary) -> bool:
    behind = words.vat_behind.match(view.text, figure.end)
    before = words.vat_before.search(view.text, max(0, figure.start - 25), figure.start)
    return bool(behind or before) and figure.value in (0, 6, 9, 19, 21)


def _percentage(view: PageView, figure: Figure, words: Vocabulary, local: dict[str, float]) -> Verdict | None:
    if _is_vat(view, figure, words):
        return Verdict("vat_percentage", 0.9, "vat_percentage")
    if LEAST.search(view.text, max(0, figure.start - NEAR), figure.start) and words.norm.search(
        view.text, *view.sentence_at(figure.start)
    ):
        return Verdict("statistic", 0.3, "statistic")  # 'bij een beschikbaarheid onder de 98%'
    paid = local.get("payment_percentage", 0.0)
    if _is_theirs(view, figure) or local.get("assignment", 0.0) >= PRICED:
        paid += local.get("price_change", 0.0)
    if paid >= (ON_INVOICE if view.kind == "factuur" else ENOUGH) or of_amount(view, figure):
        sentence = view.sentence_at(figure.start)
        seen = _seen(view, "payment_percentage", sentence) or _seen(view, "price_change", sentence)
        return Verdict(f"payment_term:{seen}", 0.85)
    if figure.unit == "deel":
        return None
    agreed = view.kind in AGREEMENTS
    if agreed and not words.norm.search(view.text, *view.sentence_at(figure.start)):
        return Verdict("contract_figure:%", 0.7)  # a penalty, by how much a rate goes up
    return Verdict("statistic", 0.3, "statistic")


def _is_planned(view: PageView, figure: Figure) -> bool:
    """Whether a period stands in a planning: in months, or below that head. From day to day somebody is hired."""
    if figure.unit != "periode":
        return False
    heading = view.heading_above(view.block_index(figure.start)) if view.blocks else None
    below = bool(heading and "planning" in view.flat[heading.start : heading.end])
    return below or not view.text[figure.start].isdigit()


def _duration(view: PageView, figure: Figure, weights: dict[str, float], local: dict[str, float]) -> Verdict | None:
    sentence = view.sentence_at(figure.start)
    if is_reply(view, figure):
        return Verdict("general_term:reactie", 0.6, "general_term")
    other = local.get("not_duration", 0.0)
    if other >= 0.5 and other >= local.get("duration", 0.0):
        return Verdict(f"general_term:{_seen(view, 'not_duration', sentence)}", 0.6, "general_term")
    if view.kind == "factuur" and (figure.unit == "periode" or weights.get("duration", 0.0) < 0.5):
        return None  # over which months the invoice is
    brief = figure.unit in vocabulary().short_units and view.kind not in OFFERING_KINDS
    if brief and local.get("duration", 0.0) < ENOUGH:
        return None  # '20 min uitgelopen'
    if weights.get("duration", 0.0) >= 0.5:
        return Verdict(f"offered_duration:{_seen(view, 'duration', sentence)}", 0.8)
    if figure.unit in ("jaar", "jaren") or _is_planned(view, figure):
        return None
    return Verdict("offered_duration:", 0.5)


def _of_company(view: PageView, figure: Figure, local: dict[str, float]) -> Verdict | None:
    sentence = view.sentence_at(figure.start)
    if local.get("public_in_offer", 0.0) >= ENOUGH and figure.entity != "COUNT":
        return Verdict(f"public_budget:{_seen(view, 'public_in_offer', sentence)}", 0.8, "public_budget")
    if figure.entity == "COUNT":
        if figure.unit == REFERS:
            return None  # 'in de wijk zijn het er 430'
        if local.get("general_terms", 0.0) >= ENOUGH:
            return Verdict(f"general_term:{_seen(view, 'general_terms', sentence)}", 0.6, "general_term")
        if figure.unit == "keer" and not OF_FIRM.search(view.text, *sentence):
            return None  # 'het plein staat vier keer per jaar onder water'
        return Verdict(f"offered_work:{figure.unit}", figure.sure)
    seen = _seen(view, "assignment", sentence) or "€"
    if view.kind == "factuur":
        return Verdict(f"invoice:{seen}", figure.sure)
    ordered = gives_order(view.document)
    if view.role == "assignment" or ordered:
        key = "order_figure" if ordered or view.kind == "opdrachtbon" else "contract_figure"
        return Verdict(f"{key}:{seen}", figure.sure)
    if figure.entity == "RATE":
        return Verdict(f"rate:{seen}", figure.sure)
    return Verdict(f"offer_text:{seen}", figure.sure)


class _Kind(NamedTuple):
    """A kind of own-document figure: the cue group that speaks for it, and whether it stays readable."""

    evidence: str
    group: str
    public: bool


KINDS = (
    _Kind("assignment_figure", "assignment", False),
    _Kind("applied_amount", "application", False),
    _Kind("estimate", "estimate", False),
    _Kind("public_budget", "public", True),
    _Kind("legal_amount", "legal", True),
    _Kind("grant", "grant", True),
)


def _of_municipality(
    view: PageView, figure: Figure, weights: dict[str, float], places: list[tuple[int, int]]
) -> Verdict | None:
    """In a memo, minutes or a plan: an assignment to a company is confidential, public money is not."""
    if asks_offers(view.document, view.case):  # what all bidders are told
        return Verdict("public_budget", 0.8, "public_budget") if figure.entity in ("AMOUNT", "RATE") else None
    weights = dict(weights)
    applies = view.kind == "aanvraagformulier"
    if applies and weights.get("legal", 0.0) < ENOUGH:
        weights["application"] = weights.get("application", 0.0) + APPLIED
    if figure.entity == "RATE":
        weights["assignment"] = weights.get("assignment", 0.0) + 0.5
    public = max((kind for kind in KINDS if kind.public), key=lambda kind: weights.get(kind.group, 0.0))
    hidden = max((kind for kind in KINDS if not kind.public), key=lambda kind: weights.get(kind.group, 0.0))
    public_weight, hidden_weight = weights.get(public.group, 0.0), weights.get(hidden.group, 0.0)
    if figure.entity == "AMOUNT" and (seen := told_public(view.text, figure)):
        return Verdict(f"public_budget:{seen}", 0.8, "public_budget")
    if view.kind in PUBLIC_KINDS and not (hidden.group == "estimate" and is_secret(view.text)):
        hidden_weight -= 0.4
        if hidden.group == "estimate":
            return Verdict(f"public_budget:{_seen(view, 'estimate', *places)}", 0.6, "public_budget")
    if figure.entity in ("COUNT", "DURATION"):
        if applies and figure.unit == "cell":
            return Verdict("applied_amount:", 0.7)
        assigned = weights.get("assignment", 0.0) + weights.get("offering", 0.0)
        if assigned < 1.0 or assigned <= weights.get("legal", 0.0):
            return None
        return Verdict(f"assignment_figure:{_seen(view, 'assignment', *places)}", min(figure.sure, 0.7))
    margin = MARGIN if public.group != "legal" else -MARGIN  # what the law sets is nobody's offer
    if hidden_weight >= ENOUGH and hidden_weight >= public_weight - margin:
        seen = _seen(view, hidden.group, *places)
        return Verdict(f"{hidden.evidence}:{seen}", min(figure.sure, 0.55 + 0.2 * hidden_weight))
    if public_weight >= 0.6:
        return Verdict(f"{public.evidence}:{_seen(view, public.group, *places)}", 0.8, public.evidence)
    if view.kind not in PUBLIC_KINDS and _is_about_assignment(view):
        return Verdict("assignment_figure:", 0.5)
    return Verdict("plain_figure", 0.3, "plain_figure")


def _around(view: PageView, figure: Figure) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = [view.sentence_at(figure.start)]
    if view.blocks:
        block = view.blocks[view.block_index(figure.start)]
        places.append((block.start, block.end))
    return places


def _is_public_by_itself(view: PageView, figure: Figure, local: dict[str, float]) -> bool:
    """Whether a sentence tells of public money and of nobody's offer, whatever the paragraph is about."""
    sentence = view.sentence_at(figure.start)
    named = any(sentence.start <= mention.start < sentence.end for mention in view.parties)
    hidden = max(local.get(group, 0.0) for group in ("assignment", "estimate", "application"))
    return not named and local.get("public", 0.0) >= PLAINLY_PUBLIC and hidden < PARTY_IN_SENTENCE


def _beside_label(view: PageView, start: int) -> bool:
    """Whether a figure stands in a row of a form, and in no table that has columns."""
    if not view.blocks or view.blocks[view.block_index(start)].kind != "row":
        return False
    return not any(table.columns and table.start <= start < table.end for table in view.tables)


def judge(view: PageView, figure: Figure, words: Vocabulary) -> Verdict | None:
    """Whose a figure in running text is; None when it tells nothing of anyone's business."""
    party = view.column_of_party(figure.start)
    vat = figure.entity == "PERCENTAGE" and _is_vat(view, figure, words)
    if party and not vat:
        return Verdict(f"assignment_figure:{party}", 0.8)
    local = view.hits.sums(*view.sentence_at(figure.start))
    # of stretches of time an order tells the municipality's own terms too
    ordered = figure.entity != "DURATION" and gives_order(view.document)
    theirs = ordered or _is_theirs(view, figure)
    if theirs and not ordered and figure.entity in ("COUNT", "DURATION") and from_citizen(view):
        return None  # 'wij zijn drie dagen zonder stroom geweest'
    if theirs and figure.entity == "AMOUNT" and speaks_as_resident(view) and from_citizen(view):
        return Verdict("plain_figure", 0.3, "plain_figure")  # 'het hek kostte mij € 85'
    if theirs and figure.entity in ("COUNT", "DURATION") and local.get("asked", 0.0) >= ENOUGH:
        seen = _seen(view, "asked", view.sentence_at(figure.start))
        return Verdict(f"asked_by_client:{seen}", 0.7, "asked_by_client")
    if theirs and figure.entity == "COUNT" and asked_above(view, figure):
        return Verdict("asked_by_client", 0.7, "asked_by_client")
    if figure.entity == "PERCENTAGE":
        verdict = _percentage(view, figure, words, local)
        if theirs or verdict is None or verdict.keep:
            return verdict
        assigned = _weights(view, figure.start).get("assignment", 0.0)
        about = assigned >= PARTY_IN_SENTENCE or on_page(view) >= OFFERS_ON_PAGE
        return verdict if about else Verdict("statistic", 0.3, "statistic")
    weights = _weights(view, figure.start)
    if figure.entity == "DURATION":
        verdict = _duration(view, figure, weights, local)
        if theirs or verdict is None or verdict.keep:
            return verdict
        if weights.get("duration", 0.0) < 0.5:
            return None
        if _beside_label(view, figure.start) and on_page(view) >= OFFERS_ON_PAGE:
            weights["assignment"] = weights.get("assignment", 0.0) + ON_FORM
    elif theirs:
        return _of_company(view, figure, local)
    elif figure.entity == "COUNT" and local.get("own_work", 0.0) >= ENOUGH:
        return None
    if figure.entity == "COUNT" and compared(view, figure):
        weights["assignment"] = weights.get("assignment", 0.0) + ON_FORM
    if figure.entity == "COUNT" and beside_price(view, figure):
        about = on_page(view) >= OFFERS_ON_PAGE
        weights["assignment"] = weights.get("assignment", 0.0) + (ON_FORM if about else BESIDE_PRICE)
    if figure.entity == "AMOUNT":
        add_estimates(view, weights, figure.start)
    budget = words.budget_before.search(view.text, max(0, figure.start - NEAR_BUDGET), figure.start)
    if budget and figure.entity == "AMOUNT":
        return Verdict(f"public_budget:{budget[1]}", 0.8, "public_budget")
    if figure.entity == "AMOUNT" and _is_public_by_itself(view, figure, local):
        return Verdict(f"public_budget:{_seen(view, 'public', view.sentence_at(figure.start))}", 0.8, "public_budget")
    return _of_municipality(view, figure, weights, _around(view, figure))


def judge_cell(view: PageView, table: Table, found: TableFigure) -> Verdict | None:
    """Whose a figure of a cost table is: the row's words, the table's head and what stands above it tell."""
    row, head = _line(view, found.row_start), _line(view, table.start)
    if view.kind in ("factuur", "opdrachtbon") and found.entity == "COUNT" and found.cell.value == 1:
        return None  # 'Aantal 1' tells nothing
    sums = view.hits.sums(*row)
    if found.entity == "COUNT" and are_weights(table, found) and not names_party(view, table):
        return Verdict("asked_by_client", 0.7, "asked_by_client")
    sure = 0.9 if table.columns else 0.8
    if view.role == "assignment" or view.by_company(found.cell.start):
        if sums.get("public_in_offer", 0.0) >= ENOUGH:
            return Verdict(f"public_budget:{_seen(view, 'public_in_offer', row)}", 0.8, "public_budget")
        keys = {"factuur": "invoice", "opdrachtbon": "order_figure", "overeenkomst": "contract_figure"}
        return Verdict(f"{keys.get(view.kind, 'offer_table')}:{found.seen}", sure)
    if found.of_party or kind_of(found.seen) == "offered":
        return Verdict(f"assignment_figure:{found.seen}", 0.8)
    if found.entity == "PERCENTAGE":
        return Verdict("statistic", 0.3, "statistic")
    weights = dict(sums)
    _add_parties(view, weights, [(row, PARTY_IN_SENTENCE), (head, PARTY_IN_SENTENCE)])
    index = view.block_index(table.start)
    places = [(row, 1.0)] if row == head else [(head, 0.9)]
    heading = view.heading_above(index)
    if heading:
        places.append(((heading.start, heading.end), 0.7))
    if index:
        above = view.blocks[index - 1]
        places.append(((above.start, above.end), 0.5))
    for place, share in places if row != head else places[1:]:
        for group, weight in view.hits.sums(*place).items():
            weights[group] = weights.get(group, 0.0) + share * min(weight, 2.0)
    told = not table.columns or kind_of(found.seen) == "score"
    if found.entity == "COUNT" and told and (view.kind == "gunning" or on_page(view) >= OFFERS_ON_PAGE):
        weights["assignment"] = weights.get("assignment", 0.0) + ON_FORM
    cell = found.cell
    if found.entity == "AMOUNT":
        add_estimates(view, weights, cell.start)
    figure = Figure(found.entity, cell.start, cell.end, cell.value, "cell", sure)
    return _of_municipality(view, figure, weights, [row, head])
