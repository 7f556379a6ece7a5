"""A list of values (.csv) as a workbook: every value as it is written, none read as a date or a formula."""

from __future__ import annotations

import csv
import io

from woolak.errors import UnreadableSource

__all__ = ["workbook_of"]

SEPARATORS = ";,\t|"
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
LONGEST = 32_767
"""Characters in a cell of a workbook."""
WIDEST = 60


def workbook_of(data: bytes) -> bytes:
    """The workbook (xlsx). Raises UnreadableSource."""
    import xlsxwriter

    from woolak.pipeline.ingest.texts import decoded, is_text

    if not is_text(data):
        raise UnreadableSource.damaged("CSV-bestand")
    text = decoded(data)
    first = text[:20_000].splitlines()[:20]
    named = first[0][4:5] if first and first[0].lower().startswith("sep=") else ""
    separator = named or max(SEPARATORS, key=lambda sign: sum(line.count(sign) for line in first))
    if named:
        text = text.partition("\n")[2]
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    sheet = book.add_worksheet()
    csv.field_size_limit(10_000_000)
    widths: dict[int, int] = {}
    try:
        for row, cells in enumerate(csv.reader(io.StringIO(text), delimiter=separator)):
            if row >= MOST_ROWS or len(cells) > MOST_COLUMNS:
                raise UnreadableSource.too_large("xml_mb")
            if max(map(len, cells), default=0) > LONGEST:
                raise UnreadableSource.too_large("xml_mb")
            for column, value in enumerate(cells):
                sheet.write_string(row, column, value)
                widths[column] = max(widths.get(column, 6), min(len(value) + 2, WIDEST))
    except csv.Error:
        raise UnreadableSource.damaged("CSV-bestand") from None
    for column, width in widths.items():
        sheet.set_column(column, column, width)
    book.close()
    return stream.getvalue()
