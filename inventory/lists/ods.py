"""The list as an OpenDocument spreadsheet (ISO/IEC 26300), the open format that the government has to offer.

Written part by part: the format is plain, and no library that we use writes it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from woolak.inventory.fixedzip import EPOCH
from woolak.inventory.line import words
from woolak.inventory.lists.listing import Listing

__all__ = ["write_ods"]

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
WIDTHS_CM = (1.3, 7.6, 2.2, 2.8, 3.9, 5.4, 3.7)  # together the width of A4 landscape within its margins
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "style": "style", "text": "text", "table": "table", "meta": "meta", "config": "config",
        "fo": "xsl-fo-compatible", "number": "datastyle",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip

ROWS = "\0"
"""Where rows come; no text holds it."""
FONT = 'fo:font-size="10pt" style:font-name="Liberation Sans"'
CELL_STYLES = {
    "title": ("", 'fo:font-size="16pt" fo:font-weight="bold"'),
    "concept": ("", 'fo:font-size="12pt" fo:font-weight="bold" fo:color="#9c0006"'),
    "fact": ("", ""),
    "head": ('fo:background-color="#1f3864" fo:border="0.5pt solid #000000" fo:wrap-option="wrap"',
             'fo:font-weight="bold" fo:color="#ffffff"'),
    "year": ('fo:background-color="#d9e2f3"', 'fo:font-weight="bold"'),
    "cell": ('fo:border="0.5pt solid #a6a6a6" fo:wrap-option="wrap"', ""),
}  # fmt: skip


def _document(kind: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<office:document-{kind} {NAMESPACES} office:version="1.3">{body}</office:document-{kind}>'
    )


def _row(texts: Iterable[str], style: str, fill: int = 0) -> str:
    """A row of text cells, filled up with empty ones of the same style."""
    cells = "".join(
        f'<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>{escape(text)}</text:p>'
        "</table:table-cell>"
        for text in texts
    )
    empty = f'<table:table-cell table:style-name="{style}" table:number-columns-repeated="{fill}"/>' if fill else ""
    return f'<table:table-row table:style-name="row">{cells}{empty}</table:table-row>'


def _details(shown: Listing) -> Iterator[str]:
    """A second sheet with every column."""
    heads, *rows = shown.details
    columns = f'<table:table-column table:style-name="column2" table:number-columns-repeated="{len(heads)}"/>'
    head = f"<table:table-header-rows>{_row(heads, 'head')}</table:table-header-rows>"
    yield f'<table:table table:name={quoteattr(words().all_data)} table:style-name="sheet">{columns}{head}'
    for row in rows:
        yield _row(row, "cell")
    yield "</table:table>"


def _content(shown: Listing) -> Iterator[str]:
    """A row at a time: of a large case the whole takes more memory than all else of its release."""
    last = len(shown.heads) - 1
    styles = [
        f'<style:style style:name="column{place}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}cm"/></style:style>'
        for place, width in enumerate(WIDTHS_CM)
    ]
    styles.append(
        '<style:style style:name="row" style:family="table-row">'
        '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
        '<style:style style:name="sheet" style:family="table" style:master-page-name="Default">'
        '<style:table-properties table:display="true"/></style:style>'
    )
    styles += [
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default">'
        f'<style:table-cell-properties style:vertical-align="top" {cell}/><style:text-properties {text}/></style:style>'
        for name, (cell, text) in CELL_STYLES.items()
    ]
    columns = "".join(f'<table:table-column table:style-name="column{place}"/>' for place in range(last + 1))
    above = [_row([shown.title], "title")]
    above += [_row([shown.concept], "concept")] if shown.concept else []
    above += [_row([fact], "fact") for fact in shown.facts]
    head = f"<table:table-header-rows>{_row(shown.heads, 'head')}</table:table-header-rows>"
    sheet = (
        f'<table:table table:name={quoteattr(shown.title)} table:style-name="sheet">{columns}'
        f'{"".join(above)}<table:table-row table:style-name="row"><table:table-cell/></table:table-row>{head}'
    )
    fonts = (
        '<office:font-face-decls><style:font-face style:name="Liberation Sans" '
        'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" svg:font-family="Liberation Sans"/>'
        "</office:font-face-decls>"
    )
    before, rows, after = _document(
        "content",
        f"{fonts}<office:automatic-styles>{''.join(styles)}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheet}{ROWS}</table:table>{ROWS}</office:spreadsheet></office:body>",
    ).split(ROWS)
    yield before
    for group in shown.groups:
        yield _row([group.heading], "year", last)
        for one in group.rows:
            yield _row(astuple(one), "cell")
    yield rows
    yield from _details(shown)
    yield after


def _styles(shown: Listing) -> str:
    """A4 landscape; the draft mark above and the page number below every page."""
    band = 'fo:min-height="0.9cm" fo:margin-left="0cm" fo:margin-right="0cm"'
    page = f"{escape(words().page)} <text:page-number>1</text:page-number> / <text:page-count>1</text:page-count>"

    def region(side: str, text: str) -> str:
        span = f'<text:span text:style-name="small">{text}</text:span>'  # LibreOffice shows no text without a style
        return f"<style:region-{side}><text:p>{span}</text:p></style:region-{side}>"

    return _document(
        "styles",
        '<office:styles><style:default-style style:family="table-cell">'
        f'<style:text-properties {FONT} fo:language="nl" fo:country="NL"/></style:default-style>'
        '<style:style style:name="Default" style:family="table-cell"/></office:styles>'
        '<office:automatic-styles><style:page-layout style:name="a4"><style:page-layout-properties '
        'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1.3cm" '
        'style:scale-to-X="1" style:scale-to-Y="0"/>'
        f"<style:header-style><style:header-footer-properties {band} fo:margin-bottom='0.3cm'/></style:header-style>"
        f"<style:footer-style><style:header-footer-properties {band} fo:margin-top='0.3cm'/></style:footer-style>"
        '</style:page-layout><style:style style:name="small" style:family="text"><style:text-properties '
        f'{FONT} fo:color="#000000"/></style:style></office:automatic-styles><office:master-styles>'
        '<style:master-page style:name="Default" style:page-layout-name="a4">'
        f"<style:header>{region('left', escape(shown.concept))}</style:header>"
        f"<style:footer>{region('left', escape(shown.title))}{region('right', page)}</style:footer>"
        "</style:master-page></office:master-styles>",
    )


def _settings(shown: Listing) -> str:
    """The column names stay in sight: the window is split below them."""
    top = 1 + bool(shown.concept) + len(shown.facts) + 1 + 1
    values = {"VerticalSplitMode": ("short", 2), "VerticalSplitPosition": ("int", top), "PositionBottom": ("int", top),
              "ActiveSplitRange": ("short", 2)}  # fmt: skip
    entries = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
        for name, (kind, value) in values.items()
    )
    name = quoteattr(shown.title)
    return _document(
        "settings",
        '<office:settings><config:config-item-set config:name="ooo:view-settings" '
        'xmlns:ooo="http://openoffice.org/2004/office"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1'
        '</config:config-item><config:config-item-map-named config:name="Tables">'
        f"<config:config-item-map-entry config:name={name}>{entries}</config:config-item-map-entry>"
        "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings>",
    )


def write_ods(shown: Listing, file: Path) -> None:
    """Write the list; the mimetype is the first part and not compressed, as the standard asks (part 2, 3.3)."""
    meta = f"<office:meta><dc:title>{escape(shown.title)}</dc:title><dc:language>nl-NL</dc:language></office:meta>"
    parts: dict[str, Iterable[str]] = {
        "content.xml": _content(shown),
        "styles.xml": [_styles(shown)],
        "settings.xml": [_settings(shown)],
        "meta.xml": [_document("meta", meta)],
    }
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in {"/": MIMETYPE, **dict.fromkeys(parts, "text/xml")}.items()
    )
    parts["META-INF/manifest.xml"] = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest manifest:version="1.3" '
        f'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entries}</manifest:manifest>'
    ]
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", EPOCH), MIMETYPE)
        for name, texts in parts.items():
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(part, "w") as out:
                for text in texts:
                    out.write(text.encode("utf-8"))
