"""Recognizes the head of a cost table, and what each of its columns holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from woolak.pipeline.detect.business.cells import Cell, Row
from woolak.pipeline.detect.business.parties import Mention
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.patterns import any_of
from woolak.rules.reading import Model, read_rules

__all__ = [
    "BIDDER_SCORE", "ENTITY", "STAYS", "Column", "compares", "head_of", "heads_budget", "heads_wages", "heads_years",
    "is_total", "kind_of", "merged_heads", "of_workers", "spread_head", "tells_hours",
]  # fmt: skip

ENTITY = {
    "rate": "RATE", "amount": "AMOUNT", "count": "COUNT", "percentage": "PERCENTAGE", "duration": "DURATION",
    "score": "COUNT", "offered": "AMOUNT", "spent": "AMOUNT", "party": "COUNT", "period": "COUNT",
}  # fmt: skip
STAYS = ("other", "asked", "given")
"""Columns without a figure of an offer: numbers of order and dates, what the municipality asks or gives at most, and
the quantities that it set."""
CRITERION = re.compile(r"(?:\w*criteri(?:um|a)|onderdeel|onderdelen|wens(?:en)?)\b", re.IGNORECASE)
BIDDER_SCORE = "score van de inschrijver"
"""The head of a column of who judged, in a table that has the bidders too."""
LONGEST_HEAD = 45
LONGEST_CAPTION = 60
HEAD_ROWS, STACKED_ROWS, WIDEST_PT = 7, 36, 140.0
"""Lines of a head at most: of names set over several lines, and where a line holds but one name of the head."""
FIRST_YEAR, LAST_YEAR, FOUR = 1990, 2060, 4
"""Years that may head a column, and their digits."""
_NUMBERED = r"\s+(?:\d|[a-h])"
"""What `#` behind a word stands for: 'Inschrijver 2', 'Partij B'."""
_MONEY = re.compile(r"(?:€|\beur)\s*\d|\d,\d\d\b", re.IGNORECASE)


class TableCues(Model):
    """rules/cues/business_tables.yaml."""

    columns: Mapping[str, tuple[str, ...]]
    text_columns: tuple[str, ...]
    wages: tuple[str, ...]
    budgets: tuple[str, ...]
    total_rows: tuple[str, ...]
    hours_above: tuple[str, ...]
    worked_by: tuple[str, ...]
    rated: tuple[str, ...]
    bids: tuple[str, ...]
    raters: tuple[str, ...]
    taken_together: tuple[str, ...]


class Column(NamedTuple):
    """A column: what it holds, where it stands, and its head."""

    kind: str
    x0: float
    x1: float
    head: str


class _Patterns(NamedTuple):
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    text_column: re.Pattern[str]
    wage: re.Pattern[str]
    budget: re.Pattern[str]
    total: re.Pattern[str]
    bidder: re.Pattern[str]
    hours_above: re.Pattern[str]
    worked_by: re.Pattern[str]
    rated: re.Pattern[str]
    bids: re.Pattern[str]
    rater: re.Pattern[str]
    taken_together: re.Pattern[str]


def _last_words(words: Sequence[str]) -> str:
    return any_of(word for word in words if word.startswith("*")) if any(word[0] == "*" for word in words) else r"(?!)"


@cache
def _patterns() -> _Patterns:
    cues: TableCues = read_rules("cues/business_tables.yaml", TableCues)
    behind = (
        r"(?:\s*[(/*:€-].*|\s+(?:in\s+)?(?:€|eur|euro)(?!\w).*|\s+(?:excl|incl|ex|per|in|van|à)(?!\w).*"
        r"|\s+(?:uren|uur|dagen|btw|totaal|bedrag))?\s*$"
    )
    # '*bedrag' is any word on -bedrag, and any words before it: 'aangevraagd bedrag'
    kinds = tuple(
        (
            kind,
            re.compile(
                rf"\W*(?:{any_of(words)}|(?:.*\s){_last_words(words)})(?!\w){behind}".replace(r"\s+\#", _NUMBERED)
            ),
        )
        for kind, words in cues.columns.items()
    )
    return _Patterns(
        kinds,
        re.compile(rf"\W*{any_of(cues.text_columns)}(?!\w)"),
        re.compile(rf"\W*{any_of(cues.wages)}(?!\w)", re.IGNORECASE),
        re.compile(rf"\W*{any_of(cues.budgets)}(?!\w)", re.IGNORECASE),
        re.compile(rf"\W*(?:\d{{1,2}}\s?%\s*)?{any_of(cues.total_rows)}(?!\w)"),
        re.compile(rf"{any_of(cues.columns.get('party', ()))}(?!\w)".replace(r"\s+\#", _NUMBERED), re.IGNORECASE),
        re.compile(rf"\W*(?:[^\W\d]+\s+){{0,3}}{any_of(cues.hours_above)}(?!\w)[^.:;€]*:?$", re.IGNORECASE),
        re.compile(rf"\W*{any_of(cues.worked_by)}(?!\w)", re.IGNORECASE),
        re.compile(rf"\W*{any_of((*cues.rated, *cues.bids))}(?!\w)", re.IGNORECASE),
        re.compile(rf"\W*{any_of(cues.bids)}(?!\w)", re.IGNORECASE),
        re.compile(
            rf"(?:(?i:{any_of(cues.raters)}{_NUMBERED})|[A-Z]{{2,3}})$".replace(r"\s+(?:\d|[a-h])", r"\s*(?:\d|[a-h])")
        ),
        re.compile(rf"{any_of(cues.taken_together)}\.?$", re.IGNORECASE),
    )


@lru_cache(maxsize=4096)
def kind_of(words: str) -> str | None:
    """What a column with this head, or a row with this label, holds; None when it does not say."""
    words = " ".join(words.lower().split())
    told = next((kind for kind, pattern in _patterns().kinds if pattern.match(words)), None)
    return told or ("count" if vocabulary().counted.fullmatch(words) else None)


def heads_budget(words: str) -> bool:
    """Whether a head is that of what there is to spend: 'Begroot 2025'."""
    return _patterns().budget.match(words) is not None


def heads_wages(words: str) -> bool:
    """Whether a head is that of what somebody earns an hour: 'Bruto p/u'."""
    return _patterns().wage.match(words) is not None


def head_of(text: str, row: Row, following: Sequence[Row], parties: Sequence[Mention] = ()) -> tuple[Column, ...]:
    """The columns when this row is the head of a table, else nothing."""
    if row.figures or len(text[row.line.start : row.line.end]) > 160 or not following:
        return ()
    filled = any(next_.figures for next_ in following)
    if not filled and len(row.cells) < 3:
        return ()
    columns = []
    for cell in row.cells:
        words = text[cell.start : cell.end]
        if len(words) > LONGEST_HEAD or _MONEY.search(words):
            return ()
        # offers side by side have a column each, under the bidder's name
        named = any(cell.start <= mention.start < cell.end for mention in parties)
        kind = "party" if named else kind_of(words)
        if not kind and not _patterns().text_column.match(words.lower()) and len(words.split()) > 3:
            return ()
        columns.append(Column(kind or "text", cell.x0, cell.x1, words))
    if len(columns) == 1 and not text[row.line.start : row.line.end].count("\t"):
        columns = _run_together(text, row.cells[0])
    one = columns[0] if len(row.cells) == len(columns) == 1 else None
    if one and (one.kind == "spent" or one.head == one.head.lower()):
        return ()  # 'Offerte': a title; 'uur': the rest of the line above
    columns = _of_raters(_beside_parties(columns))
    if not of_workers(columns):  # in a planning, or a table of what happened when, months are no columns of hours
        columns = [one._replace(kind="text") if one.kind == "period" else one for one in columns]
    if not (filled or compares(columns)):
        return ()
    valued = [column for column in columns if column.kind in ENTITY or column.kind == "asked"]
    if not valued or (len(columns) == 1 and columns[0].x0 < 3):
        return ()
    return tuple(columns)


def tells_hours(words: str) -> bool:
    """Whether a line above a table says that it counts hours: 'Urenoverzicht tweede kwartaal'."""
    return len(words) <= LONGEST_CAPTION and _patterns().hours_above.match(words) is not None


def of_workers(columns: Sequence[Column]) -> bool:
    """Whether the columns are who works or what is done, and months: the figures below are hours."""
    periods = sum(column.kind == "period" for column in columns)
    return periods > 1 and any(_patterns().worked_by.match(column.head) for column in columns)


def compares(columns: Sequence[Column]) -> bool:
    """Whether columns are those of a table that sets offers side by side."""
    return sum(column.kind == "party" for column in columns) > 1


def _beside_parties(columns: list[Column]) -> list[Column]:
    """With a name between columns of bidders as one of them: 'Criterium / Hofman / Inschrijver 2', and names behind
    what each criterion weighs: 'Criterium / Weging / Hofman / Groenrijk'."""
    numbered = any(column.kind == "party" and _patterns().bidder.match(column.head) for column in columns)
    labelled = columns and (columns[0].kind == "asked" or CRITERION.match(columns[0].head))
    weighed = labelled and any(column.kind == "asked" for column in columns)
    if not (numbered or weighed):
        return columns
    plain = (column.kind == "text" and not _patterns().text_column.match(column.head.lower()) for column in columns)
    return [
        column._replace(kind="party") if place and named and column.head[:1].isupper() else column
        for place, (column, named) in enumerate(zip(columns, plain, strict=True))
    ]


def _of_raters(columns: list[Column]) -> list[Column]:
    """With a column of scores for each of those who judged: 'Criterium / KB / TV / Gemiddeld', 'Bureau / Lid 1'; and of
    what they agreed on, which comes back for each bidder."""
    raters = [column for column in columns if _patterns().rater.match(column.head)]
    if len(raters) < 2 or not any(_patterns().rated.match(column.head) for column in columns):
        return columns
    head = BIDDER_SCORE if any(_patterns().bids.match(column.head) for column in columns) else "score"
    heads = [column.head for column in columns if not _patterns().text_column.match(column.head.lower())]
    return [
        column._replace(kind="score", head=head)
        if column in raters
        or (column.kind == "text" and (_patterns().taken_together.match(column.head) or heads.count(column.head) > 1))
        else column
        for column in columns
    ]


def _run_together(text: str, cell: Cell) -> list[Column]:
    """A head without visible gaps: each word that names a column is one."""
    words = list(re.finditer(r"\S+", text[cell.start : cell.end]))
    kinds = [kind_of(word.group()) for word in words]
    share = (cell.x1 - cell.x0) / max(1, cell.end - cell.start)
    columns = [
        Column(kind, cell.x0 + share * word.start(), cell.x0 + share * word.end(), word.group())
        for word, kind in zip(words, kinds, strict=True)
        if kind
    ]
    if len(words) == 1 and columns:
        return [columns[0]]
    return columns if len(columns) >= 2 and len(words) <= 2 * len(columns) + 2 else []


def merged_heads(upper: tuple[Column, ...], lower: tuple[Column, ...]) -> tuple[Column, ...]:
    """A head that takes two lines: the lower line's columns, and those of the upper that have nothing below."""
    kept = [one for one in upper if not any(one.x0 < two.x1 and two.x0 < one.x1 for two in lower)]
    named = [
        low
        if low.kind in ENTITY
        else next(
            (
                up._replace(x0=min(up.x0, low.x0), x1=max(up.x1, low.x1))
                for up in upper
                if up.kind in ENTITY and up.x0 < low.x1 and low.x0 < up.x1
            ),
            low,
        )
        for low in lower
    ]
    return tuple(sorted([*kept, *named], key=lambda column: column.x0))


def spread_head(rows: Sequence[Row], at: int) -> tuple[Row, int] | None:
    """A head whose names are set over several lines, each cell as high as it is: its cells, joined by their place
    across the page, and the index of the first row below it. None when the rows there are no such head."""
    first = rows[at]
    stacked = _stacked(rows, at)
    if not first.has_boxes or (len(first.cells) < 2 and not stacked):
        return None
    end, most = at, STACKED_ROWS if stacked else HEAD_ROWS
    while end < len(rows) and end < at + most and not rows[end].figures:
        end += 1
    below = rows[end] if end < len(rows) else None
    if end == at + 1 or below is None or len(below.figures) < 2:
        return None
    cells: list[Cell] = []
    for cell in sorted((cell for row in rows[at:end] for cell in row.cells), key=lambda cell: cell.start):
        over = next((i for i, one in enumerate(cells) if one.x0 < cell.x1 and cell.x0 < one.x1), None)
        if over is None:
            cells.append(cell)
        elif over == len(cells) - 1:  # the rest of the name above it
            last = cells[over]
            cells[over] = Cell(last.start, cell.end, min(last.x0, cell.x0), max(last.x1, cell.x1))
        else:
            return None
    return first._replace(cells=tuple(sorted(cells, key=lambda cell: cell.x0))), end


def _stacked(rows: Sequence[Row], at: int) -> bool:
    """Whether the cells of a head are read one after another, each with its own lines: the next begins right of this
    one, and no lower than its foot."""
    cells = rows[at].cells
    if len(cells) != 1 or cells[0].x1 - cells[0].x0 > WIDEST_PT or rows[at].figures:
        return False
    right = cells[0].x1
    behind = next((row for row in rows[at + 1 : at + 4] if row.cells and row.cells[0].x0 > right), None)
    return behind is not None and behind.line.y0 < rows[at].line.y1


def heads_years(row: Row) -> bool:
    """Whether a row is a head of columns that are years: 'Functie  2023  2024'."""
    values = [int(one.value) for one in row.figures]
    plain = all(one.end - one.start == FOUR and not (one.currency or one.unit) for one in row.figures)
    years = len(values) > 1 and plain and all(FIRST_YEAR <= value <= LAST_YEAR for value in values)
    return years and all(abs(one - other) == 1 for one, other in pairwise(values))


def is_total(row: Row) -> bool:
    """Whether a row is a total, VAT, discount or the like: its figures are amounts, whatever the column."""
    return bool(row.figures) and _patterns().total.match(row.label) is not None
