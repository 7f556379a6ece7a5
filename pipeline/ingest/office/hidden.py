"""What an office document holds besides what it prints: remarks, changes, notes, hidden sheets, files, properties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from woolak.pipeline.ingest.office.package import Package
from woolak.pipeline.ingest.office.sheets import SHEET, column_name, sheets_of
from woolak.pipeline.ingest.received import Section

__all__ = ["hidden_sections", "is_vanished", "property_texts"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml")
PROPERTY_NAMES = {"creator", "lastModifiedBy", "title", "subject", "description", "keywords", "keyword", "Manager",
                  "Company", "lpwstr", "initial-creator", "user-defined"}  # fmt: skip
STORIES = r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml"


def property_texts(package: Package) -> list[str]:
    """The properties of the document, headers and footers that not every page shows, names of those who wrote in it."""
    texts: list[str] = []
    for name in PROPERTIES:
        root = package.xml(name)
        for one in root.iter() if root is not None else ():
            if isinstance(one.tag, str) and etree.QName(one).localname in PROPERTY_NAMES:
                texts.append(one.text or "")
    for name in package.names(r"word/(comments|header\d*|footer\d*|footnotes|endnotes|document)\.xml"):
        root = package.xml(name)
        for one in root.iter() if root is not None else ():
            texts.append(str(one.get(f"{W}author") or ""))
            if name != "word/document.xml" and one.tag == f"{W}p":
                texts.append(_said(one, f"{W}t"))
    return [text.strip() for text in dict.fromkeys(texts) if text.strip()]


def hidden_sections(package: Package) -> list[Section]:
    """What a reviewer has to see. Raises UnreadableSource."""
    kinds: dict[str, Callable[[Package], Iterator[Section]]] = {
        "word/document.xml": _of_word,
        "xl/workbook.xml": _of_sheets,
        "ppt/presentation.xml": _of_slides,
    }
    return [section for part, look in kinds.items() if part in package.parts for section in look(package)]


def _said(element: Any, *tags: str) -> str:
    return "".join(one.text or "" for one in element.iter(*tags))


def _signed(author: str, text: str) -> str:
    return f"{author}: {text}" if author else text


def _of_word(package: Package) -> Iterator[Section]:
    comments = package.xml("word/comments.xml")
    lines = []
    for one in comments.iter(f"{W}comment") if comments is not None else ():
        text = " / ".join(filter(None, (_said(p, f"{W}t").strip() for p in one.iter(f"{W}p"))))
        when = str(one.get(f"{W}date") or "")[:10]
        author = str(one.get(f"{W}author") or "")
        lines.append(_signed(f"{author} ({when})" if when and author else author, text))
    if lines:
        yield Section("comments", tuple(lines))
    found: dict[str, list[str]] = {"deleted": [], "inserted": [], "moved": [], "hidden_text": []}
    for name in package.names(STORIES):
        root = package.xml(name)
        if root is None:
            continue
        for what, mark, text in (("deleted", "del", "delText"), ("inserted", "ins", "t"), ("moved", "moveFrom", "t")):
            found[what] += _changes(root, f"{W}{mark}", f"{W}{text}")
        for paragraph in root.iter(f"{W}p"):
            runs = [r for r in paragraph.iter(f"{W}r") if is_vanished(r)]
            text = "".join(_said(run, f"{W}t") for run in runs).strip()
            if text:
                found["hidden_text"].append(text)
    for what, said in found.items():
        if said:
            yield Section(what, tuple(said))


def _changes(root: Any, mark: str, text: str) -> list[str]:
    """Changes by one author that follow each other in a paragraph, as one line."""
    lines: list[tuple[Any, str, str]] = []
    for change in root.iter(mark):
        said, author = _said(change, text), str(change.get(f"{W}author") or "")
        if not said:
            continue
        if lines and lines[-1][0] is change.getparent() and lines[-1][1] == author:
            lines[-1] = (lines[-1][0], author, f"{lines[-1][2]} {said}")
        else:
            lines.append((change.getparent(), author, said))
    return [_signed(author, " ".join(said.split())) for _, author, said in lines if said.strip()]


def is_vanished(run: Any) -> bool:
    """Whether a run of a Word document is hidden text."""
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false")


def _of_sheets(package: Package) -> Iterator[Section]:
    sheets = sheets_of(package)
    hidden = tuple(name for name, _, state in sheets if state != "visible")
    if hidden:
        yield Section("hidden_sheets", hidden)
    for name, part, _ in sheets:
        root = package.xml(part)
        if root is None:
            continue
        rows = [int(row.get("r") or 0) for row in root.iter(f"{SHEET}row") if row.get("hidden") in ("1", "true")]
        if rows:
            yield Section("hidden_rows", (", ".join(f"{a}-{b}" if a < b else str(a) for a, b in _runs(rows)),), name)
        columns = [
            (int(one.get("min")), int(one.get("max")))
            for one in root.iter(f"{SHEET}col")
            if one.get("hidden") in ("1", "true")
        ]
        if columns:
            spans = [(column_name(a), column_name(min(b, 16_384))) for a, b in columns]
            yield Section("hidden_columns", (", ".join(a if a == b else f"{a}-{b}" for a, b in spans),), name)
        lines = _cell_comments(package, part)
        if lines:
            yield Section("comments", tuple(lines), name)
        headers = [one.text for one in root.iter(f"{SHEET}oddHeader", f"{SHEET}oddFooter") if one.text]
        if headers:
            yield Section("fields", tuple(re.sub(r"&[A-Z]|&\"[^\"]*\"", " ", text).strip() for text in headers), name)


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _cell_comments(package: Package, part: str) -> list[str]:
    lines = []
    related = package.related(part)
    threaded = [target for kind, target in related.values() if kind == "threadedComment"]
    people = {}
    for name in package.names(r"xl/persons/.*\.xml"):
        root = package.xml(name)
        for one in root.iter() if root is not None else ():
            if one.get("displayName"):
                people[one.get("id")] = str(one.get("displayName"))
    for target in threaded:
        root = package.xml(target)
        for one in root if root is not None else ():
            text = "".join(t.text or "" for t in one if etree.QName(t).localname == "text")
            lines.append(f"{one.get('ref')}, {_signed(people.get(one.get('personId'), ''), text)}")
    for target in (target for kind, target in related.values() if kind == "comments" and not threaded):
        root = package.xml(target)
        if root is None:
            continue
        authors = [one.text or "" for one in root.iter(f"{SHEET}author")]
        for one in root.iter(f"{SHEET}comment"):
            number = int(one.get("authorId") or 0)
            text = " ".join(_said(one, f"{SHEET}t").split())
            author = authors[number] if number < len(authors) else ""
            lines.append(f"{one.get('ref')}, {text if text.startswith(author) else _signed(author, text)}")
    return lines


def _of_slides(package: Package) -> Iterator[Section]:
    authors = {}
    for name in package.names(r"ppt/(commentAuthors|authors)\.xml"):
        root = package.xml(name)
        for one in root if root is not None else ():
            authors[one.get("id")] = str(one.get("name") or "")
    hidden = []
    for name in package.names(r"ppt/slides/slide\d+\.xml"):
        number = re.sub(r"\D", "", name.rpartition("/")[2])
        root = package.xml(name)
        if root is not None and root.get("show") in ("0", "false"):
            hidden.append(number)
        for kind, target in package.related(name).values():
            other = package.xml(target) if kind in ("notesSlide", "comments", "comment") else None
            if other is None:
                continue
            if kind == "notesSlide":
                lines = tuple(line for line in _notes(other) if line)
                if lines:
                    yield Section("notes", lines, number)
            else:
                said = []
                for one in other:
                    text = " ".join(_said(one, f"{P}text", f"{A}t").split())
                    said.append(_signed(authors.get(one.get("authorId"), ""), text))
                if said:
                    yield Section("comments", tuple(said), number)
    if hidden:
        yield Section("hidden_slides", tuple(hidden))


def _notes(root: Any) -> Iterator[str]:
    """The paragraphs of the notes, not the number of the slide."""
    for shape in root.iter(f"{P}sp"):
        place = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if place is not None and place.get("type") in ("sldNum", "sldImg", "hdr", "ftr", "dt"):
            continue
        for paragraph in shape.iter(f"{A}p"):
            yield _said(paragraph, f"{A}t").strip()
