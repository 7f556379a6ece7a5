"""The Presidio recognizer for the figures of a company."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from woolak.pipeline.detect.business.agreed import set_by_agreement
from woolak.pipeline.detect.business.bargained import bargained
from woolak.pipeline.detect.business.cells import FigureCell
from woolak.pipeline.detect.business.citizens import from_citizen
from woolak.pipeline.detect.business.english import in_english
from woolak.pipeline.detect.business.figures import Figure, figures_of, with_sign
from woolak.pipeline.detect.business.graded import grades
from woolak.pipeline.detect.business.numbers import MONTH, numbers, periods, weeks
from woolak.pipeline.detect.business.own_figures import Verdict
from woolak.pipeline.detect.business.parties import case_index
from woolak.pipeline.detect.business.planned_weeks import planned_weeks
from woolak.pipeline.detect.business.rosters import rosters
from woolak.pipeline.detect.business.scores import scores
from woolak.pipeline.detect.business.situation import judge, judge_cell
from woolak.pipeline.detect.business.view import PageView, view_of
from woolak.pipeline.detect.business.vocabulary import vocabulary

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts

__all__ = ["FigureRecognizer", "result"]

SCORE_SURE = 0.75
FIRST_YEAR, LAST_YEAR = 1900, 2100
MONTHS = re.compile(rf"(?<![\w-]){MONTH}[ ]?(?:[-–]|t/m|tot en met)[ ]?{MONTH}(?![\w-])", re.IGNORECASE)
"""In which months somebody works, without a year: 'mei-dec'."""
LINK = re.compile(r"[ ]?(?:à|a|-|–|tot)[ ]?")
ENTITIES = ["AMOUNT", "RATE", "COUNT", "PERCENTAGE", "DURATION"]


def result(
    recognizer: EntityRecognizer, entity: str, start: int, end: int, score: float, evidence: str, keep: str | None
) -> RecognizerResult:
    """A finding as Presidio hands it over."""
    name = type(recognizer).__name__
    evidence = evidence.replace("\n", " ").rstrip(":")
    explanation = AnalysisExplanation(recognizer=name, original_score=score, textual_explanation=evidence)
    return RecognizerResult(entity, start, end, score, explanation, {"keep": keep} if keep else {})


class FigureRecognizer(EntityRecognizer):
    """Amounts, rates, counts of work, percentages and stretches of time, each with whose it is."""

    def __init__(self) -> None:
        super().__init__(supported_entities=ENTITIES, supported_language="nl", name="FigureRecognizer")

    def load(self) -> None:
        vocabulary()

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        view = view_of(text, nlp_artifacts)
        return [
            result(self, figure.entity, figure.start, figure.end, verdict.score, verdict.evidence, verdict.keep)
            for figure, verdict in _judged(view)
            if figure.entity in entities
        ]


def _beside_labels(view: PageView, taken: list[tuple[int, int]]) -> Iterator[tuple[Figure, Verdict]]:
    """What else a third party's column counts, whatever it is: 'ja, 400 adressen'."""
    if not any(table.of_parties for table in view.tables):
        return
    for months in MONTHS.finditer(view.text):
        if head := view.column_of_party(months.start()):
            yield (
                Figure("DURATION", *months.span(), Decimal(0), "periode", 0.7),
                Verdict(f"assignment_figure:{head}", 0.7),
            )
    last = -1
    for number in numbers(view.text):
        start, end, value, _ = number
        if last >= 0 and LINK.fullmatch(view.text, last, start) and view.column_of_party(last - 1):
            start = last  # '4 à 5.000': the word between them too
        last = end
        head = view.column_of_party(start)
        year = FIRST_YEAR <= value <= LAST_YEAR and end - start == len(str(LAST_YEAR))
        ordinal = bool(head) and vocabulary().is_ordinal(view.text, start)
        if head and not (year or ordinal) and not any(first < end and start < last for first, last in taken):
            yield Figure("COUNT", start, end, value, "cell", 0.7), Verdict(f"assignment_figure:{head}", 0.7)


def _is_page_number(view: PageView, cell: FigureCell) -> bool:
    """Whether a number in the last line of a page is that of the page."""
    if view.page is None or cell.currency or cell.unit or cell.value != view.page.page_index + 1:
        return False
    return not view.text[cell.end :].strip()


def _rates_above(view: PageView, found: list[tuple[Figure, Verdict | None]]) -> Iterator[tuple[Figure, Verdict]]:
    """The rates over the columns of a table, bare, where the page tells them with their sign: 'Stap | 125 | 98'."""
    told = [view.sentence_at(one.start) for one, verdict in found if one.entity == "RATE" and verdict]
    rates = {
        one.value: verdict
        for one, verdict in found
        if one.unit == "euro" and verdict and not verdict.keep and any(s.start <= one.start < s.end for s in told)
    }
    taken = {place for figure, verdict in found if verdict for place in range(figure.start, figure.end)}
    for number in numbers(view.text) if len(rates) > 1 and "\t" in view.text else ():
        start, end, value, _ = number
        before, behind = view.text[max(0, start - 1) : start], view.text[end : end + 1]
        if value in rates and start not in taken and before == "\t" and behind in ("\t", "\n", ""):
            yield Figure("RATE", start, end, value, "cell", 0.7), rates[value]


def _on_rosters(view: PageView) -> Iterator[tuple[Figure, Verdict]]:
    """When a firm's people work, by its own roster or one that is called after it."""
    found = list(rosters(view.text, view.rows))
    if not found or from_citizen(view):
        return
    for roster in found:
        evidence = "offered_work:rooster" if view.by_company(roster.start) else _named_above(view, roster.start)
        for start, end in roster.cells if evidence else ():
            yield Figure("COUNT", start, end, Decimal(0), "rooster", 0.75), Verdict(evidence, 0.75)


def _named_above(view: PageView, start: int) -> str:
    """The evidence that a table is about a third party that the title, or what stands above it, names."""
    title = f"{view.document.facts.title} {view.document.source}" if view.document else ""
    named = next((one for one in view.parties if one.start < start), None) or next(
        iter(case_index(view.case).find(title)), None
    )
    return f"assignment_figure:{named.form.text}" if named else ""


def _judged(view: PageView) -> list[tuple[Figure, Verdict]]:
    words = vocabulary()
    found: list[tuple[Figure, Verdict | None]] = []
    for table in view.tables:
        for one in table.figures:
            cell = one.cell
            start, end = with_sign(view.text, cell.start, cell.end, view.ocr)
            if one.entity == "DURATION" and (unit := vocabulary().time_behind.match(view.text, end)):
                end = unit.end()
            figure = Figure(one.entity, start, end, cell.value, cell.unit, 0.9)
            alone = sum(other.row_start == one.row_start for other in table.figures) == 1
            told = one.entity and not (alone and _is_page_number(view, cell))
            found.append((figure, judge_cell(view, table, one) if told else None))
    in_tables = {place for figure, _ in found for place in range(figure.start, figure.end)}
    for figure in figures_of(view.text, view.ocr):
        if figure.start not in in_tables and figure.end - 1 not in in_tables:
            found.append((figure, judge(view, figure, words)))
    worked = list(_on_rosters(view))
    cells = {at for figure, _ in worked for at in range(figure.start, figure.end)}
    found = [*(one for one in found if one[0].start not in cells), *worked]
    found += _rates_above(view, found)
    found += _beside_labels(view, [(figure.start, figure.end) for figure, _ in found])
    for start, end in periods(view.text):
        period = Figure("DURATION", start, end, Decimal(0), "periode", 0.6)
        found.append((period, judge(view, period, words)))
    for start, end in weeks(view.text):
        planned = Figure("DURATION", start, end, Decimal(0), "weken", 0.6)
        found.append((planned, judge(view, planned, words)))
    for start, end in planned_weeks(view):
        found.append((Figure("DURATION", start, end, Decimal(0), "weken", 0.7), Verdict("offered_duration:week", 0.7)))
    for agreed in set_by_agreement(view):
        found.append((agreed, Verdict("assignment_figure:overeenkomst", 0.7)))
    for score in scores(view):
        if score.start not in in_tables:
            figure = Figure("COUNT", score.start, score.end, Decimal(0), "score", SCORE_SURE)
            found.append((figure, Verdict(f"bidder_score:{score.seen}", SCORE_SURE)))
    for start, end in grades(view):
        verdict = Verdict(f"bidder_score:{view.text[start:end]}", SCORE_SURE)
        found.append((Figure("COUNT", start, end, Decimal(0), "score", SCORE_SURE), verdict))
    judged = [(figure, verdict) for figure, verdict in found if verdict]
    judged = _instead_of_kept(judged, list(bargained(view, judged)))
    gone = {at for figure, verdict in judged if not verdict.keep for at in range(figure.start, figure.end)}
    return _instead_of_kept(judged, list(in_english(view, gone)))


def _instead_of_kept(
    judged: list[tuple[Figure, Verdict]], told: list[tuple[Figure, Verdict]]
) -> list[tuple[Figure, Verdict]]:
    """What was judged with what else was told, which goes before a figure there that would stay."""
    covered = {at for figure, _ in told for at in range(figure.start, figure.end)}
    return [*(one for one in judged if not (one[1].keep and one[0].start in covered)), *told]
