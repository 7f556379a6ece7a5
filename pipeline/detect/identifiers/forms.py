"""Fields of a form that are an address in pieces: 'Straatnaam', 'Huisnummer', 'Woonplaats', each with its own box."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woolak.pipeline.detect.identifiers.address_tables import is_head
from woolak.pipeline.detect.identifiers.columns import Cell
from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["address_fields"]

FEWEST_FIELDS = 2  # one such word alone does not make a form
ABOVE = 5  # lines over a field in which the firm that it is of is named
AFTER_LABEL = re.compile(r"[ ]?(?:\([^()\n\t]{0,30}\))?[ ]?(?P<sign>[:.…_ ]*[:\t…_][:.…_ \t]*)")
VALUE = re.compile(r"[^\t\n]{1,40}")


def address_fields(around: Surroundings) -> Iterator[Hit]:
    """The values of address fields, when the page is a form about a person or firm."""
    labels = around.cues.of("address_fields")
    texts = {around.folded[cue.start : cue.end] for cue in (*labels, *around.cues.of("person_fields"))}
    if len(texts) < FEWEST_FIELDS:
        return
    for cue in labels:
        cell = around.columns.cell_at(cue.start)
        if around.text[cell.start : cue.start].strip(" 0123456789.)•-"):
            continue
        span = _value(around, cue.end, cell)
        if span:
            yield Hit("ADDRESS", *span, 0.85, "company_address" if _of_firm(around, cell) else "address_field")


def _value(around: Surroundings, end: int, cell: Cell) -> tuple[int, int] | None:
    """What is filled in behind a label, in its own cell or the next."""
    sign = AFTER_LABEL.match(around.text, end)
    if not sign:
        return None
    value = VALUE.match(around.text, sign.end())
    if not value:
        return None
    stop = min(
        (cue.start for cue in around.cues.between("address_fields", value.start(), value.end())), default=value.end()
    )
    text = around.text[value.start() : stop].rstrip(" _.…:,;")
    if not text or not re.search(r"\w", text) or len(text.split()) > 5:
        return None
    if "\t" in sign["sign"] and is_head(around, value.start(), value.end()):
        return None  # 'Straat | Nr | Postcode'
    return value.start(), value.start() + len(text)


def _of_firm(around: Surroundings, cell: Cell) -> bool:
    first = around.columns.line_span(max(0, cell.line - ABOVE))[0]
    last_firm = max((cue.start for cue in around.cues.between("firm_fields", first, cell.start)), default=-1)
    last_person = max((cue.start for cue in around.cues.between("person_fields", first, cell.start)), default=-1)
    return last_firm > last_person
