"""The Word templates of the inventory list; the names in them are the fields of `lists.listing.Listing`."""

from __future__ import annotations

from docx.document import Document as Docx

from woolak.inventory.wordtemplates.parts import add_row, control, fit, line, new_document, new_table

__all__ = ["inventory_table", "list_template", "year_template"]

WIDTHS_CM = (1.4, 8.6, 2.4, 3.0, 4.0, 5.3)
YEAR_WIDTHS_CM = (8.4, 3.6, 4.4)
COLUMNS = ("number", "title", "date", "judgement", "grounds", "remark")


def _groups(
    document: Docx, heads: tuple[str, ...], cells: tuple[str, ...], widths_cm: tuple[float, ...], level: str
) -> None:
    """A heading and a table for each group of documents."""
    line(document, "{%p for group in groups %}")
    line(document, "{{ group.heading }}", level)
    table = new_table(document, heads, widths_cm)
    control(table, "for row in group.rows")
    add_row(table, cells)
    control(table, "endfor")
    fit(table, widths_cm)
    line(document, "{%p endfor %}")


def inventory_table(document: Docx, level: str = "Heading 2") -> None:
    """The list as citizens read it."""
    heads = tuple("{{ columns." + name + " }}" for name in COLUMNS)
    _groups(document, heads, tuple("{{ row." + name + " }}" for name in COLUMNS), WIDTHS_CM, level)


def _top(document: Docx) -> None:
    line(document, "{{ title }}", "Title")
    line(document, "{%p if concept %}")
    line(document, "{{ concept }}", red=True)
    line(document, "{%p endif %}")
    line(document, "{%p for fact in facts %}")
    line(document, "{{ fact }}")
    line(document, "{%p endfor %}")


def list_template() -> Docx:
    document = new_document(landscape=True)
    _top(document)
    inventory_table(document, "Heading 1")
    return document


def year_template() -> Docx:
    document = new_document()
    _top(document)
    heads = ("{{ columns.document }}", "{{ columns.grounds }}", "{{ columns.remarks }}")
    _groups(
        document, heads, ("{{ row.document }}", "{{ row.grounds }}", "{{ row.remarks }}"), YEAR_WIDTHS_CM, "Heading 1"
    )
    return document
