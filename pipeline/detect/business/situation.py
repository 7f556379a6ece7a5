"""Tells whose a figure is: a company's, or public; by the document, the sentence, the paragraph and the heading.

A figure of a company is confidential wherever it stands (5.1(1)c Woo); public money stays readable. The evidence
key says what was seen, so that the policy can decide per situation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from woolak.pipeline.detect.business.agreed import is_billed
from woolak.pipeline.detect.business.alongside import (
    are_weights,
    asked_above,
    asks_more,
    behind_firms_price,
    behind_party,
    beside_price,
    bounds_price,
    compared,
    for_discount,
    is_fine,
    is_reply,
    names_party,
    of_notice,
    on_page,
)
from woolak.pipeline.detect.business.citizens import from_citizen, speaks_as_resident
from woolak.pipeline.detect.business.columns import BIDDER_SCORE, heads_budget, heads_wages, kind_of
from woolak.pipeline.detect.business.designed import REFERENCE
from woolak.pipeline.detect.business.fees import fee_at
from woolak.pipeline.detect.business.figure_cues import (
    ENOUGH,
    NEAR,
    OFFERS_ON_PAGE,
    PARTY_IN_SENTENCE,
    add_parties,
    places_around,
    seen_in,
    weights_around,
)
from woolak.pipeline.detect.business.figures import Figure
from woolak.pipeline.detect.business.followers import REFERS, answers, without_vat
from woolak.pipeline.detect.business.own_figures import Verdict, is_public_by_itself, of_municipality
from woolak.pipeline.detect.business.own_money import add_estimates, is_granted, is_secret, position_of, told_public
from woolak.pipeline.detect.business.percentages import is_vat, whose_percentage
from woolak.pipeline.detect.business.reckoned import adds_up
from woolak.pipeline.detect.business.roles import AGREEMENTS, asks_offers, gives_order
from woolak.pipeline.detect.business.service import answers_soon, promised, soon_there
from woolak.pipeline.detect.business.shares import of_survey
from woolak.pipeline.detect.business.tables import Table, TableFigure
from woolak.pipeline.detect.business.tiers import is_tier
from woolak.pipeline.detect.business.trade import of_trade
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.business.vocabulary import Vocabulary, vocabulary
from woolak.pipeline.detect.lines import line_around

__all__ = ["judge", "judge_cell"]

OFFERING_KINDS = ("offerte", "plan", "overeenkomst", "opdrachtbon", "factuur")
BESIDE_PRICE = 0.5
"""What a price adds to the count beside it."""
NEAR_BUDGET = 50
"""Characters before an amount in which it is called the budget's."""
OF_FIRM = re.compile(r"\b(?:wij|we|ik|ons|onze|adviseurs?|projectleider|trainers?|begeleiders?|coach)\b", re.IGNORECASE)
OF_BIDDER = re.compile(r"\b(?:u|uw|jullie|hun|genoemde|aangeboden|zijn planning|haar planning)\b", re.IGNORECASE)
WORKED = re.compile(
    r"\b(?:was|waren|werkte|werkten|werkt|zat|diende|leidde|runde)[ \n](?:(?:ruim|bijna|al|zo'n|meer dan)[ \n])?\Z",
    re.IGNORECASE,
)
"""Before the years that somebody did something else: 'zij was negen jaar verpleegkundige'."""
ASKED = Verdict("asked_by_client", 0.7, "asked_by_client")
UNSIGNED = 0.75
"""How sure it is at most that a number without a sign is money."""
ON_FORM = 1.0
"""What a form or memo on offers adds for a count beside its label ('Interviews | 14') and for a score."""


def _is_planned(view: PageView, figure: Figure) -> bool:
    """Whether a period stands in a planning: in months, or below that head. From day to day somebody is hired."""
    if figure.unit != "periode":
        return False
    heading = view.heading_above(view.block_index(figure.start)) if view.blocks else None
    below = bool(heading and "planning" in view.flat[heading.start : heading.end])
    return below or not view.text[figure.start].isdigit()


def _duration(view: PageView, figure: Figure, weights: dict[str, float], local: Mapping[str, float]) -> Verdict | None:
    sentence = view.sentence_at(figure.start)
    if view.is_theirs(figure.start) and (told := answers_soon(view, figure)):
        return Verdict(f"offered_duration:{told}", 0.7)
    if is_reply(view, figure):
        return Verdict("general_term:reactie", 0.6, "general_term")
    if figure.unit in ("jaar", "jaren") and WORKED.search(view.text, max(0, figure.start - NEAR), figure.start):
        return Verdict("general_term:ervaring", 0.6, "general_term")
    if view.is_theirs(figure.start) and (told := soon_there(view, figure)):
        return Verdict(f"offered_duration:{told}", 0.7)
    if for_discount(view, figure):
        return Verdict("offered_duration:korting", 0.7)
    other = local.get("not_duration", 0.0)
    if other >= 0.5 and other >= local.get("duration", 0.0):
        return Verdict(f"general_term:{seen_in(view, 'not_duration', sentence)}", 0.6, "general_term")
    if view.kind == "factuur" and (figure.unit == "periode" or weights.get("duration", 0.0) < 0.5):
        return None  # over which months the invoice is
    brief = figure.unit in vocabulary().short_units
    if brief and local.get("duration", 0.0) == 0.0 and of_survey(view, sentence):
        return None  # '64 procent van de respondenten zoekt langer dan tien minuten'
    if brief and view.kind not in OFFERING_KINDS and local.get("duration", 0.0) < ENOUGH:
        return None  # '20 min uitgelopen'
    if weights.get("duration", 0.0) >= 0.5:
        return Verdict(f"offered_duration:{seen_in(view, 'duration', sentence)}", 0.8)
    if figure.unit in ("jaar", "jaren") or _is_planned(view, figure):
        return None
    if figure.unit == "periode" and view.kind not in OFFERING_KINDS:
        return None  # 'Er is geteld van 7 tot en met 20 juni'
    return Verdict("offered_duration:", 0.5)


def _of_company(view: PageView, figure: Figure, local: Mapping[str, float]) -> Verdict | None:
    sentence = view.sentence_at(figure.start)
    if local.get("public_in_offer", 0.0) >= ENOUGH and figure.entity != "COUNT":
        return Verdict(f"public_budget:{seen_in(view, 'public_in_offer', sentence)}", 0.8, "public_budget")
    if figure.entity == "COUNT":
        if figure.unit == REFERS:
            return None  # 'in de wijk zijn het er 430'
        if local.get("general_terms", 0.0) >= ENOUGH:
            return Verdict(f"general_term:{seen_in(view, 'general_terms', sentence)}", 0.6, "general_term")
        if figure.unit == "keer" and not OF_FIRM.search(view.text, *sentence):
            return None  # 'het plein staat vier keer per jaar onder water'
        return Verdict(f"offered_work:{figure.unit}", figure.sure)
    seen = seen_in(view, "assignment", sentence) or "€"
    if view.kind == "factuur":
        return Verdict(f"invoice:{seen}", figure.sure)
    ordered = gives_order(view.document)
    if view.role == "assignment" or ordered:
        key = "order_figure" if ordered or view.kind == "opdrachtbon" else "contract_figure"
        return Verdict(f"{key}:{seen}", figure.sure)
    if figure.entity == "RATE":
        return Verdict(f"rate:{seen}", figure.sure)
    return Verdict(f"offer_text:{seen}", figure.sure)


def _beside_label(view: PageView, start: int) -> bool:
    """Whether a figure stands in a row of a form, and in no table that has columns."""
    if not view.blocks or view.blocks[view.block_index(start)].kind != "row":
        return False
    return not any(table.columns and table.start <= start < table.end for table in view.tables)


def judge(view: PageView, figure: Figure, words: Vocabulary) -> Verdict | None:
    """Whose a figure in running text is; None when it tells nothing of anyone's business."""
    party = view.column_of_party(figure.start)
    vat = figure.entity == "PERCENTAGE" and is_vat(view, figure, words)
    if party and not vat:
        return Verdict(f"assignment_figure:{party}", 0.8)
    if figure.entity in ("COUNT", "DURATION") and bounds_price(view, figure):
        return ASKED
    if figure.entity == "PERCENTAGE" and asks_offers(view.document, view.case):
        return ASKED  # what all bidders are told
    if not vat and (trade := of_trade(view, figure)):
        return Verdict(f"trade_figure:{trade}", 0.8)
    local = view.hits.sums(*view.sentence_at(figure.start))
    # of stretches of time an order tells the municipality's own terms too
    ordered = figure.entity != "DURATION" and gives_order(view.document)
    theirs = ordered or view.is_theirs(figure.start)
    if figure.unit == REFERENCE and not (theirs and view.is_theirs(figure.start)):
        return None  # 'de omgevingsdienst werkt voor acht gemeenten'
    if theirs and not ordered and figure.entity in ("COUNT", "DURATION") and from_citizen(view):
        return None  # 'wij zijn drie dagen zonder stroom geweest'
    told = _client_told(view, figure, local) if theirs else _municipality_told(view, figure, local, vat)
    if told:
        return told
    if figure.entity == "PERCENTAGE":
        return whose_percentage(view, figure, words, local, theirs)
    weights = weights_around(view, figure.start)
    if figure.entity == "DURATION":
        if notice := _notice(view, figure, theirs):
            return notice
        verdict = _duration(view, figure, weights, local)
        if theirs or verdict is None or verdict.keep:
            return verdict
        if weights.get("duration", 0.0) < 0.5 or local.get("own_work", 0.0) >= ENOUGH:
            return None
    elif theirs:
        return _of_company(view, figure, local)
    elif figure.entity == "COUNT" and local.get("own_work", 0.0) >= ENOUGH:
        return None
    elif figure.entity in ("AMOUNT", "RATE") and (fee := fee_at(view, figure.start, float(figure.value))):
        return Verdict(f"legal_amount:{fee}", 0.8, "legal_amount")
    tier = figure.entity == "COUNT" and is_tier(view.text, figure.start, figure.end)
    if tier and not (view.parties or words.count_behind.match(view.text, figure.end)):
        return None  # 'het tarief van de heffing is bij meer dan drie personen hoger'
    added = _assigned_by_form(view, figure, local, tier)
    if added:
        weights["assignment"] = weights.get("assignment", 0.0) + added
    if figure.entity == "AMOUNT":
        add_estimates(view, weights, figure.start)
        if budget := words.budget_before.search(view.text, max(0, figure.start - NEAR_BUDGET), figure.start):
            return Verdict(f"public_budget:{budget[1]}", 0.8, "public_budget")
        if is_public_by_itself(view, figure, local):
            seen = seen_in(view, "public", view.sentence_at(figure.start))
            return Verdict(f"public_budget:{seen}", 0.8, "public_budget")
    return of_municipality(view, figure, weights, places_around(view, figure))


def _municipality_told(view: PageView, figure: Figure, local: Mapping[str, float], vat: bool) -> Verdict | None:
    """What the municipality tells of its own position, or of what a firm promised or asks."""
    if figure.entity != "COUNT":
        wanted = position_of(view, figure, local.get("estimate", 0.0))
        if wanted and not vat and not told_public(view.text, figure):
            return Verdict(f"estimate:{wanted}", 0.85)
    if not asks_offers(view.document, view.case) and (told := promised(view, figure)):
        return Verdict(f"assignment_figure:{told}", 0.7)
    if figure.unit == "euro" and is_fine(view, figure):
        return Verdict("assignment_figure:boete", 0.7)
    if figure.entity in ("COUNT", "DURATION") and behind_firms_price(view, figure):
        return Verdict("assignment_figure:prijs", 0.7)
    return None


def _client_told(view: PageView, figure: Figure, local: Mapping[str, float]) -> Verdict | None:
    """What a firm's paper says again of what its client asked or gave, and what a citizen paid."""
    if figure.entity == "AMOUNT" and speaks_as_resident(view) and from_citizen(view):
        return Verdict("plain_figure", 0.3, "plain_figure")  # 'het hek kostte mij € 85'
    asked = local.get("asked", 0.0) >= ENOUGH and not answers(view.text, figure)
    if figure.entity in ("COUNT", "DURATION") and asked:
        return ASKED._replace(evidence=f"asked_by_client:{seen_in(view, 'asked', view.sentence_at(figure.start))}")
    if figure.entity in ("AMOUNT", "RATE") and figure.sure <= UNSIGNED and asked:
        return ASKED  # '18.000 per jaar, door u opgegeven'
    return ASKED if figure.entity == "COUNT" and asked_above(view, figure) else None


def _notice(view: PageView, figure: Figure, theirs: bool) -> Verdict | None:
    """Whose a term of notice is, outside an agreement."""
    if view.kind in AGREEMENTS or not of_notice(view, figure):
        return None
    if theirs:
        return Verdict("offered_duration:opzegtermijn", 0.7)
    if view.parties and not asks_offers(view.document, view.case):
        return Verdict("assignment_figure:opzegtermijn", 0.7)
    return None


def _assigned_by_form(view: PageView, figure: Figure, local: Mapping[str, float], tier: bool) -> float:
    """How much the form in which the municipality tells a figure adds to its being a firm's."""
    offers = on_page(view) >= OFFERS_ON_PAGE
    added = 0.0
    if figure.entity == "DURATION" and offers:
        of_bidder = OF_BIDDER.search(view.text, *view.sentence_at(figure.start))
        added += ON_FORM * (local.get("duration", 0.0) >= 1.0 and of_bidder is not None)  # 'de genoemde levertijd'
        added += ON_FORM * _beside_label(view, figure.start)
    if figure.entity == "COUNT":
        added += ON_FORM * (compared(view, figure) or is_billed(view, figure))
        added += (ON_FORM if offers else BESIDE_PRICE) * beside_price(view, figure)
        added += ON_FORM * (tier and bool(view.parties))
    if figure.entity in ("AMOUNT", "RATE"):
        added += ON_FORM * (behind_party(view, figure) or asks_more(view, figure))
        added += ON_FORM * is_billed(view, figure)
    if figure.entity == "AMOUNT":
        summed = bool(view.parties) and adds_up(view.text, figure.start, figure.end)
        added += ON_FORM * (without_vat(view.text, figure.end) or summed)
    return added


def judge_cell(view: PageView, table: Table, found: TableFigure) -> Verdict | None:
    """Whose a figure of a cost table is: the row's words, the table's head and what stands above it tell."""
    row, head = line_around(view.text, found.row_start), line_around(view.text, table.start)
    if view.kind in ("factuur", "opdrachtbon") and found.entity == "COUNT" and found.cell.value == 1:
        return None  # 'Aantal 1' tells nothing
    sums = view.hits.sums(*row)
    if found.entity == "COUNT" and are_weights(table, found) and not names_party(view, table):
        return ASKED
    sure = 0.9 if table.columns else 0.8
    if view.is_theirs(found.cell.start):
        if sums.get("public_in_offer", 0.0) >= ENOUGH:
            return Verdict(f"public_budget:{seen_in(view, 'public_in_offer', row)}", 0.8, "public_budget")
        keys = {"factuur": "invoice", "opdrachtbon": "order_figure", "overeenkomst": "contract_figure"}
        return Verdict(f"{keys.get(view.kind, 'offer_table')}:{found.seen}", sure)
    if found.of_party or kind_of(found.seen) == "offered":
        return Verdict(f"assignment_figure:{found.seen}", 0.8)
    if found.entity == "AMOUNT" and view.parties and kind_of(found.seen) == "spent":
        if is_granted(view.text, row):
            return Verdict("public_budget:subsidie", 0.8, "public_budget")
        return Verdict(f"assignment_figure:{found.seen}", 0.8)
    if found.entity == "AMOUNT" and heads_budget(found.seen) and not is_secret(view.text):
        return Verdict(f"public_budget:{found.seen}", 0.8, "public_budget")
    if any(heads_wages(column.head) for column in table.columns):
        return Verdict(f"assignment_figure:{found.seen}", 0.7)
    if found.seen == BIDDER_SCORE:
        return Verdict(f"bidder_score:{found.seen}", 0.8)
    if found.entity in ("AMOUNT", "RATE") and (fee := fee_at(view, found.cell.start, float(found.cell.value))):
        return Verdict(f"legal_amount:{fee}", 0.8, "legal_amount")
    if found.entity == "PERCENTAGE":
        return Verdict("statistic", 0.3, "statistic")
    weights = dict(sums)
    add_parties(view, weights, [(row, PARTY_IN_SENTENCE), (head, PARTY_IN_SENTENCE)])
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
    return of_municipality(view, figure, weights, [row, head])
