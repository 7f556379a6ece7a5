"""A structural check of PDF/UA-1 (ISO 14289-1), clause by clause as the veraPDF profile numbers them.

It is ours, and less than veraPDF: that program could not be had where this was built. It checks what a machine can
check of tags, titles, languages, tables, lists, headings, fonts and marked content; not whether the tags make sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

STANDARD = {
    "Document",
    "DocumentFragment",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Figure",
    "Formula",
    "Form",
    "Title",
    "Strong",
    "Em",
}
INSIDE = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"},
    "TR": {"TH", "TD"}, "L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"},
}  # fmt: skip
OUTSIDE = {
    "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"},
    "TFoot": {"Table"}, "LI": {"L"}, "Lbl": {"LI", "Note"}, "LBody": {"LI"},
}  # fmt: skip
SHOWS = {"Tj", "TJ", "'", '"', "Do", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "EI"}


def _children(node: Any) -> list[Any]:
    kids = node.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


class _Tree:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.roles = {str(k)[1:]: str(v)[1:] for k, v in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}
        self.root = pdf.Root.StructTreeRoot

    def kind(self, node: Any) -> str:
        name, seen = str(node.S)[1:], set()
        while name in self.roles and name not in STANDARD and name not in seen:
            seen.add(name)
            name = self.roles[name]
        return name

    def walk(self, node: Any = None, parent: str = "") -> Iterator[tuple[Any, str, str]]:
        """Each element with its type and that of its parent, in reading order."""
        for child in _children(self.root if node is None else node):
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                yield child, self.kind(child), parent
                yield from self.walk(child, self.kind(child))


def _marked(page: pikepdf.Page) -> tuple[set[int], int]:
    """The MCIDs on a page, and how many drawing operators stand outside marked content and artifacts (7.1-3)."""
    stack: list[bool] = []
    ids, loose = set(), 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            tagged = str(operands[0]) == "/Artifact"
            if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
                ids.add(int(operands[1].MCID))
                tagged = True
            stack.append(tagged)
        elif name == "EMC":
            stack.pop()
        elif name in SHOWS and not any(stack):
            loose += 1
    return ids, loose


def _of_catalog(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    with pdf.open_metadata() as meta:
        if meta.get("pdfuaid:part") != "1":
            yield "5-1 no PDF/UA identification"
        if not meta.get("dc:title"):
            yield "7.1-9 no dc:title"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "7.1-10 title not displayed"
    if not root.get("/MarkInfo", {}).get("/Marked") or root.MarkInfo.get("/Suspects"):
        yield "7.1-4 not marked"
    if not str(root.get("/Lang", "")).lower().startswith("nl"):
        yield "7.2-33 no language"
    if pdf.is_encrypted:
        yield "7.16-1 encrypted"
    if "/OCProperties" in root or "/EmbeddedFiles" in root.get("/Names", {}):
        yield "7.10/7.11 layers or files"


def _of_tree(tree: _Tree) -> Iterator[str]:
    level = 0
    for node, kind, parent in tree.walk():
        if kind not in STANDARD:
            yield f"7.1-5 {kind} is no standard type"
        if parent in INSIDE and kind not in INSIDE[parent]:
            yield f"7.2 {kind} inside {parent}"
        if kind in OUTSIDE and parent not in OUTSIDE[kind]:
            yield f"7.2 {kind} outside {OUTSIDE[kind]}"
        if kind in ("Figure", "Formula") and not node.get("/Alt") and not node.get("/ActualText"):
            yield f"7.3-1 {kind} without a text"
        if kind[:1] == "H" and kind[1:].isdigit():
            if int(kind[1:]) > level + 1:
                yield f"7.4.2-1 {kind} after H{level}"
            level = int(kind[1:])
        if kind == "TH" and not any("/Scope" in one for one in _attributes(node)):
            yield "7.5-1 head of a column without scope"
        if kind == "Table":
            rows = [[k for _, k, _ in tree.walk(row, "TR")] for row, k, _ in tree.walk(node, "Table") if k == "TR"]
            widths = {len([k for k in row if k in ("TH", "TD")]) for row in rows}
            if len(widths) > 1:
                yield f"7.2-15 rows of {sorted(widths)} cells"
            if not rows or "TH" not in rows[0]:
                yield "7.5-1 table without heads"


def _attributes(node: Any) -> list[Any]:
    found = node.get("/A", pikepdf.Array())
    return [
        one for one in (found if isinstance(found, pikepdf.Array) else [found]) if isinstance(one, pikepdf.Dictionary)
    ]


def _of_pages(pdf: pikepdf.Pdf, tree: _Tree) -> Iterator[str]:
    told: dict[int, set[int]] = {number: set() for number in range(len(pdf.pages))}
    index = {page.objgen: number for number, page in enumerate(pdf.pages)}
    for node, _, _ in tree.walk():
        for child in _children(node):
            page = child.get("/Pg", node.get("/Pg")) if isinstance(child, pikepdf.Dictionary) else node.get("/Pg")
            mcid = child.get("/MCID") if isinstance(child, pikepdf.Dictionary) else child
            if isinstance(mcid, int) and page is not None:
                told[index[page.objgen]].add(mcid)
    for number, page in enumerate(pdf.pages):
        ids, loose = _marked(page)
        if loose:
            yield f"7.1-3 page {number}: {loose} times drawn outside tags"
        if ids != told[number]:
            yield f"7.1 page {number}: content and tags differ: {sorted(ids ^ told[number])[:5]}"
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield f"7.18.3-1 page {number}: tab order"
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            if not any(key in inner.get("/FontDescriptor", {}) for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"7.21.4.1-1 font {font.get('/BaseFont')} not embedded"
            if "/ToUnicode" not in font and "/Encoding" not in font:
                yield f"7.21.7-1 font {font.get('/BaseFont')} without Unicode"


def failures(file: Path) -> list[str]:
    """What is wrong, with the clause; empty when nothing is."""
    with pikepdf.open(file) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return ["7.1-11 no tags"]
        tree = _Tree(pdf)
        return [*_of_catalog(pdf), *_of_tree(tree), *_of_pages(pdf, tree)]


# ---------------------------------------------------------------- what is read aloud


def _texts(file: Path) -> tuple[pikepdf.Pdf, dict[tuple[int, int], str]]:
    """The text of every piece of marked content, by page and MCID."""
    pdf = pikepdf.open(file)
    found: dict[tuple[int, int], str] = {}
    for number, page in enumerate(pdf.pages):
        stream = pikepdf.parse_content_stream(page)
        for mcid in _marked(page)[0]:
            found[number, mcid] = _only(page, stream, mcid)
    return pdf, found


def _only(page: pikepdf.Page, stream: Any, mcid: int) -> str:
    """The characters that one piece of marked content shows, through the fonts' ToUnicode."""
    fonts = {str(name): _unicode(font) for name, font in page.Resources.Font.items()}
    font, inside, shown = "", 0, ""
    for operands, operator in stream:
        name = str(operator)
        if name == "Tf":
            font = str(operands[0])
        elif name in ("BDC", "BMC"):
            mine = name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and operands[1].get("/MCID") == mcid
            inside = inside + 1 if mine or inside else 0
        elif name == "EMC":
            inside = max(0, inside - 1)
        elif inside and name in ("Tj", "TJ"):
            parts = operands[0] if name == "TJ" else [operands[0]]
            for part in parts:
                if isinstance(part, pikepdf.String):
                    data = bytes(part)
                    codes = [data[i : i + 2].hex() for i in range(0, len(data), 2)]
                    shown += "".join(fonts[font].get(code, "") for code in codes)
        elif inside and name in ("Td", "T*", "TD", "Tm") and shown and not shown.endswith(" "):
            shown += " "
    return shown


def _unicode(font: Any) -> dict[str, str]:
    """Code to text, from bfchar and bfrange."""
    text = font.ToUnicode.read_bytes().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, value in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[code.lower()] = bytes.fromhex(value).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for first, last, value in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[f"{int(first, 16) + step:04x}"] = chr(int(value, 16) + step)
    return found


def _spoken(pdf: pikepdf.Pdf, node: Any, texts: dict[tuple[int, int], str]) -> str:
    index = {page.objgen: number for number, page in enumerate(pdf.pages)}
    if node.get("/ActualText"):
        return str(node.ActualText)
    parts = []
    for child in _children(node):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            parts.append(_spoken(pdf, child, texts))
        else:
            page = child.get("/Pg", node.get("/Pg")) if isinstance(child, pikepdf.Dictionary) else node.get("/Pg")
            mcid = child.get("/MCID") if isinstance(child, pikepdf.Dictionary) else child
            if isinstance(mcid, int) and page is not None:
                parts.append(texts.get((index[page.objgen], mcid), ""))
    return " ".join(" ".join(parts).split())


def text_in_order(file: Path) -> str:
    """What a screen reader reads, in the order of the tags."""
    pdf, texts = _texts(file)
    with pdf:
        return " ".join(_spoken(pdf, node, texts) for node in _children(pdf.Root.StructTreeRoot))


def table_heads(file: Path) -> list[list[str]]:
    """The column names of every table, as they are tagged."""
    pdf, texts = _texts(file)
    with pdf:
        tree = _Tree(pdf)
        return [
            [_spoken(pdf, head, texts) for head, kind, _ in tree.walk(table, "Table") if kind == "TH"]
            for table, what, _ in tree.walk()
            if what == "Table"
        ]
