"""The structure tree for assistive technology, built anew from the old one's shape and none of its texts.

Kept: the kind of each element (mapped to the standard ones), their order and nesting, which content belongs to which,
and what a table header spans. Not kept: alternative texts, actual texts, expansions, titles, identifiers and
attributes of others, since each can hold what was redacted (ISO 32000-1, 14.7 and 14.9).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from woolak.pipeline.redact.interpreting import ROLES

__all__ = ["PageMarks", "Tags", "read_tags"]

MAX_ELEMENTS = 200_000
MAX_DEPTH = 80
PICTURE = "afbeelding"
"""The alternative text of every figure: what the file said of it is not kept."""
SPANS = ("/RowSpan", "/ColSpan")
SCOPES = (Name("/Row"), Name("/Column"), Name("/Both"))


@dataclass(slots=True)
class Element:
    """A node of the tree; its kids are elements, or content as (page index, old number of the mark)."""

    role: str
    kids: list[Element | tuple[int, int]] = field(default_factory=list)
    spans: dict[str, int] = field(default_factory=dict)
    scope: Name | None = None


@dataclass(slots=True)
class PageMarks:
    """The marks of one page: which of the old ones have a place in the tree, and their new numbers."""

    known: frozenset[int] | set[int] = frozenset()
    used: dict[int, int] = field(default_factory=dict)
    added: list[int] = field(default_factory=list)
    """Numbers of content that we add: labels and the words of pictures."""

    def number(self, old: int) -> int | None:
        """The new number of a mark, or None for what is not in the tree (an artefact)."""
        if old not in self.known:
            return None
        return self.used.setdefault(old, len(self.used) + len(self.added))

    def add(self) -> int:
        made = len(self.used) + len(self.added)
        self.added.append(made)
        return made


class Tags:
    """The old tree as far as it is kept."""

    def __init__(self, root: Element, per_page: dict[int, set[int]], own: bool = True) -> None:
        self.root = root
        self.per_page = per_page
        self.own = own
        """Whether the document brought them itself."""

    @classmethod
    def none(cls) -> Tags:
        """For a document without tags: filled while its pages are read."""
        return cls(Element("Document"), {}, own=False)

    def add(self, page_index: int, role: str) -> int:
        """A new element for content of a page; gives the number of its mark."""
        known = self.per_page.setdefault(page_index, set())
        known.add(len(known))
        self.root.kids.append(Element(role, [(page_index, len(known) - 1)]))
        return len(known) - 1

    def marks(self, page_index: int) -> PageMarks:
        return PageMarks(self.per_page.get(page_index, set()))

    def write(self, result: Pdf, marks: dict[int, PageMarks]) -> None:
        """The new tree; elements without content that is left are dropped."""
        parents: dict[int, dict[int, Any]] = {index: {} for index in marks}
        tree = result.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top = result.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree))
        kids = [made for kid in self.root.kids if (made := self._element(kid, top, result, marks, parents)) is not None]
        places = {page.obj.objgen: index for index, page in enumerate(result.pages)}
        for index, page_marks in sorted(marks.items()):
            for number in page_marks.added:
                made = result.make_indirect(
                    Dictionary(Type=Name.StructElem, S=Name.P, P=top, Pg=result.pages[index].obj, K=number)
                )
                parents[index][number] = made
                kids.append(made)
        if not self.own:  # what was added to a page is read with that page
            kids.sort(key=lambda kid: places[kid["/Pg"].objgen])
        top["/K"] = Array(kids)
        tree["/K"] = Array([top])
        numbers: list[Any] = []
        for index in sorted(parents):
            found = parents[index]
            if found:
                result.pages[index].obj["/StructParents"] = index
                numbers += [index, result.make_indirect(Array([found.get(n) for n in range(max(found) + 1)]))]
        after = len(result.pages)
        for index, page in enumerate(result.pages):
            for annotation in page.obj.get("/Annots", ()):
                made = result.make_indirect(
                    Dictionary(
                        Type=Name.StructElem,
                        S=Name.Link,
                        P=top,
                        Pg=result.pages[index].obj,
                        K=Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page.obj),
                    )
                )
                annotation["/StructParent"] = after
                numbers += [after, made]
                top["/K"].append(made)
                after += 1
        tree["/ParentTree"] = result.make_indirect(Dictionary(Nums=Array(numbers)))
        tree["/ParentTreeNextKey"] = after
        result.Root["/StructTreeRoot"] = tree
        result.Root["/MarkInfo"] = Dictionary(Marked=True)

    def _element(
        self, kid: Any, parent: Any, result: Pdf, marks: dict[int, PageMarks], parents: dict[int, dict[int, Any]]
    ) -> Any:
        if isinstance(kid, tuple):  # content directly under the document
            kid = Element("P", [kid])
        made = result.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kid.role}"), P=parent))
        kids: list[Any] = []
        page: Any = None
        for inner in kid.kids:
            if isinstance(inner, tuple):
                index, old = inner
                number = marks[index].used.get(old) if index in marks else None
                if number is None or number in parents[index]:
                    continue
                parents[index][number] = made
                here = result.pages[index].obj
                if page is None:
                    page = here
                if here.objgen == page.objgen:
                    kids.append(number)
                else:
                    kids.append(Dictionary(Type=Name.MCR, Pg=here, MCID=number))
            else:
                child = self._element(inner, made, result, marks, parents)
                if child is not None:
                    kids.append(child)
        if not kids and kid.role not in ("TD", "TH"):
            return None
        if page is not None:
            made["/Pg"] = page
        made["/K"] = Array(kids)
        if kid.role in ("Figure", "Formula"):
            made["/Alt"] = String(PICTURE)
        if kid.spans or kid.scope is not None:
            attributes = Dictionary(O=Name.Table, **{key[1:]: value for key, value in kid.spans.items()})
            if kid.scope is not None:
                attributes["/Scope"] = kid.scope
            made["/A"] = attributes
        return made


def read_tags(pdf: Pdf) -> Tags | None:
    """The structure tree of a document; None when it has none, or one that cannot be followed."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return None
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    reader = _TreeReader(pages, root.get("/RoleMap", Dictionary()))
    top = Element("Document")
    try:
        reader.read(root.get("/K"), top, None, 0)
    except (RecursionError, ValueError, TypeError, AttributeError, pikepdf.PdfError):
        return None
    return Tags(top, reader.per_page) if reader.per_page else None


class _TreeReader:
    def __init__(self, pages: dict[tuple[int, int], int], roles: Any) -> None:
        self.pages = pages
        self.roles = roles
        self.per_page: dict[int, set[int]] = {}
        self.seen: set[tuple[int, int]] = set()
        self.count = 0

    def role(self, name: Any) -> str:
        """The standard kind of an element, through the document's own map."""
        for _ in range(8):
            plain = str(name)[1:]
            if plain in ROLES:
                return plain
            name = self.roles.get(str(name)) if isinstance(self.roles, Dictionary) else None
            if not isinstance(name, Name):
                break
        return "Div"

    def read(self, kids: Any, into: Element, page: int | None, depth: int) -> None:
        self.count += 1
        if kids is None or depth > MAX_DEPTH or self.count > MAX_ELEMENTS:
            return
        if isinstance(kids, Array):
            for kid in kids:
                self.read(kid, into, page, depth + 1)
        elif isinstance(kids, int):
            self._content(into, page, kids)
        elif isinstance(kids, Dictionary):
            if "/Pg" in kids:
                page = self.pages.get(kids["/Pg"].objgen)
            kind = kids.get("/Type")
            if kind == Name.MCR:
                if "/Stm" not in kids:
                    self._content(into, page, int(kids["/MCID"]))
            elif kind != Name.OBJR:
                if kids.objgen != (0, 0):
                    if kids.objgen in self.seen:
                        return
                    self.seen.add(kids.objgen)
                made = Element(self.role(kids.get("/S", Name.Div)))
                self._attributes(made, kids.get("/A"))
                self.read(kids.get("/K"), made, page, depth + 1)
                if made.role == "Document":
                    into.kids += made.kids
                else:
                    into.kids.append(made)

    def _content(self, into: Element, page: int | None, mcid: int) -> None:
        if page is not None:
            into.kids.append((page, mcid))
            self.per_page.setdefault(page, set()).add(mcid)

    def _attributes(self, made: Element, attributes: Any) -> None:
        """Of attributes only what a table header spans."""
        for holder in attributes if isinstance(attributes, Array) else [attributes]:
            if isinstance(holder, Dictionary) and holder.get("/O") == Name.Table:
                for key in SPANS:
                    if isinstance(holder.get(key), int):
                        made.spans[key] = int(holder[key])
                if holder.get("/Scope") in SCOPES:
                    made.scope = Name(str(holder["/Scope"]))
