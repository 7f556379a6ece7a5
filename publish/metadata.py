"""DiWoo metadata (0.9.8) of a published file, and the sitemaps in which the Woo-index finds it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from lxml import etree

from woolak.publish.ready import Item, Publication
from woolak.publish.words import diwoo

__all__ = ["INDEX", "address", "metadata_xml", "sitemaps"]

DIWOO = "https://standaarden.overheid.nl/diwoo/metadata/"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
INDEX = "sitemapindex-diwoo-infocat{number}.xml"
PART = "sitemap-diwoo-infocat{number}-{place}.xml"
MOST_URLS = 50_000
"""sitemaps.org: a sitemap holds no more."""


def _child(parent: Any, name: str, text: str = "", resource: str = "") -> Any:
    element = etree.SubElement(parent, f"{{{DIWOO}}}{name}")
    if text:
        element.text = text
    if resource:
        element.set("resource", resource)
    return element


def _moment(date: datetime.date) -> str:
    """DiWoo asks for a time; a document has a date."""
    return f"{date.isoformat()}T00:00:00"


def _document(publication: Publication, item: Item, parent: Any = None) -> Any:
    """The element diwoo:Document. The name of an author is never in it: that would undo a redaction."""
    words = diwoo()
    tag = f"{{{DIWOO}}}Document"
    whole = etree.Element(tag, nsmap={"diwoo": DIWOO}) if parent is None else etree.SubElement(parent, tag)
    record = _child(whole, "DiWoo")
    _child(_child(record, "identifiers"), "identifier", f"{publication.dossier or publication.title}/{item.number}")
    for role in ("publisher", "verantwoordelijke"):
        _child(record, role, publication.organisation_name, publication.organisation_uri)
    _child(_child(record, "titelcollectie"), "officieleTitel", item.title)
    if publication.summary:
        _child(_child(record, "omschrijvingen"), "omschrijving", publication.summary)
    classes = _child(record, "classificatiecollectie")
    categories = _child(classes, "informatiecategorieen")
    _child(categories, "informatiecategorie", words.category.name, words.uri(words.category))
    kind = words.kinds.get(item.kind or "")
    if kind:
        _child(_child(classes, "documentsoorten"), "documentsoort", kind.name, words.uri(kind))
    if item.dated or item.kind is None:
        _child(record, "creatiedatum", publication.date_of(item).isoformat())
    _child(record, "language", words.language.name, words.language.uri)
    format_ = words.formats[PurePosixPath(item.path).suffix]
    _child(record, "format", format_.name, format_.uri)
    _child(record, "aggregatiekenmerk", publication.dossier or publication.title)
    handling = _child(_child(record, "documenthandelingen"), "documenthandeling")
    done = words.handlings["vaststelling"]
    _child(handling, "soortHandeling", done.name, words.uri(done))
    _child(handling, "atTime", _moment(publication.date_of(item)))
    return whole


def _as_bytes(element: Any) -> bytes:
    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def metadata_xml(publication: Publication, item: Item) -> bytes:
    """The metadata of one file as a document by itself."""
    return _as_bytes(_document(publication, item))


def address(publication: Publication, path: str) -> str:
    """Where a file of the package will be found."""
    return publication.url.rstrip("/") + "/" + quote(path)


def _parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), MOST_URLS):
        yield items[start : start + MOST_URLS]


def sitemaps(publication: Publication) -> dict[str, bytes]:
    """File name -> contents of the sitemap index for Woo requests and of the sitemaps that it names.

    They stand above the documents: a sitemap may only name what lies below it (sitemaps.org).
    """
    number = diwoo().category_number
    files, index = {}, etree.Element(f"{{{SITEMAP}}}sitemapindex", nsmap={None: SITEMAP})
    for place, items in enumerate(_parts(publication.items), 1):
        name = PART.format(number=number, place=place)
        urls = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "diwoo": DIWOO})
        for item in items:
            url = etree.SubElement(urls, f"{{{SITEMAP}}}url")
            etree.SubElement(url, f"{{{SITEMAP}}}loc").text = address(publication, item.path)
            etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = publication.decided.isoformat()
            _document(publication, item, url)
        files[name] = _as_bytes(urls)
        entry = etree.SubElement(index, f"{{{SITEMAP}}}sitemap")
        etree.SubElement(entry, f"{{{SITEMAP}}}loc").text = address(publication, name)
        etree.SubElement(entry, f"{{{SITEMAP}}}lastmod").text = publication.decided.isoformat()
    return {INDEX.format(number=number): _as_bytes(index), **files}
