"""What the audit works on, and what it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from woolak.audit.cues import Weight, texts
from woolak.audit.documents import Span, spans_of
from woolak.audit.labels import Placed, labels_in
from woolak.audit.listing import Listing, Row, find_list
from woolak.audit.reading import Line, ReadFile, Release

__all__ = ["Finding", "Subject"]

QUOTE = 70
"""Characters of a line on either side that are shown with a finding."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or that a person should look at."""

    kind: str
    """A key of audit/texts.yaml."""
    about: tuple[tuple[str, str], ...] = ()
    """What the sentence is filled in with."""
    document: str = ""
    sure: bool = True
    file: str = ""
    line: int | None = None
    page_index: int | None = None
    quote: str = ""

    @property
    def weight(self) -> Weight:
        return texts().findings[self.kind].weight

    @property
    def title(self) -> str:
        return texts().findings[self.kind].title

    @property
    def sentence(self) -> str:
        return texts().findings[self.kind].sentence.format(**dict(self.about), document=self.document or "?")

    @property
    def remedy(self) -> str:
        return texts().findings[self.kind].remedy

    @property
    def place(self) -> str:
        """Where to look, in Dutch."""
        words = texts().words
        parts = [self.file]
        if self.document:
            parts.append(words["document" if self.sure else "about_document"].format(number=self.document))
        if self.page_index is not None:
            parts.append(words["page"].format(number=self.page_index + 1))
        if self.line is not None:
            parts.append(words["line"].format(number=self.line))
        return ", ".join(part for part in parts if part)

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind, "weight": self.weight, "sentence": self.sentence, "document": self.document or None,
            "sure": self.sure, "file": self.file or None,
            "page": None if self.page_index is None else self.page_index + 1, "line": self.line, "quote": self.quote,
            "about": dict(self.about),
        }  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """A release, taken apart: the letter and the list in front, and the documents."""

    release: Release

    @cached_property
    def listing(self) -> Listing | None:
        found = [listing for file in self.release.files if (listing := find_list(file.lines, file.name))]
        return max(found, key=lambda one: (len(one.rows), "inventaris" in one.file.lower()), default=None)

    @cached_property
    def rows(self) -> dict[str, Row]:
        return {row.number: row for row in self.listing.rows} if self.listing else {}

    @cached_property
    def spans(self) -> dict[str, list[Span]]:
        """The documents in each file; where files have the numbers of documents, the others are letter and lists."""
        listing = None if self._numbered else self.listing
        return {file.name: spans_of(file, listing) for file in self.release.files}

    @cached_property
    def _numbered(self) -> bool:
        return any(file.document for file in self.release.files)

    def is_front(self, file: ReadFile, line: Line) -> bool:
        """Whether a line is of the letter or the list."""
        if self._numbered:
            return not file.document
        return bool(self.listing and self.listing.file == file.name and line.number <= self.listing.last)

    @cached_property
    def front(self) -> list[tuple[ReadFile, Line]]:
        """The letter, without the list."""
        found = []
        for file in self.release.files:
            listed = self.listing if self.listing and self.listing.file == file.name else None
            for line in file.lines:
                if self.is_front(file, line) and not (listed and listed.first <= line.number <= listed.last):
                    found.append((file, line))
        return found

    @cached_property
    def body(self) -> list[tuple[ReadFile, Line]]:
        """Every line of the documents."""
        return [(file, line) for file in self.release.files for line in file.lines if not self.is_front(file, line)]

    def span_at(self, file: str, line: int) -> Span | None:
        return next((span for span in self.spans[file] if span.first <= line <= span.last), None)

    def _placed(self, lines: Iterable[tuple[ReadFile, Line]]) -> Iterator[Placed]:
        for file in self.release.files:
            for one in labels_in([line for other, line in lines if other is file], file.name):
                if one.code in ("10", "11"):
                    continue  # a number in a cell
                span = self.span_at(file.name, one.line.number)
                document, sure = (span.document, span.sure) if span else ("", False)
                yield Placed(one.label, one.line, one.file, document, sure, one.amount)

    @cached_property
    def labels(self) -> list[Placed]:
        """Every label in the documents."""
        return list(self._placed(self.body))

    @cached_property
    def front_labels(self) -> list[Placed]:
        """Every label and citation in the letter."""
        return list(self._placed(self.front))

    def listed_for(self, file: str, line: int) -> frozenset[str] | None:
        """Grounds of the Woo that the list gives for what stands here, those of documents that may lie here too
        included; None when it is not known which document it is, or when it was provided under the law of then."""
        span = self.span_at(file, line)
        rows = [self.rows[number] for number in (span.document, *span.maybe) if number in self.rows] if span else []
        rows = [row for row in rows if not row.provided]
        if not rows:
            return None
        return frozenset(code for row in rows for code in row.codes)

    def at(self, kind: str, file: str, line: Line, start: int = 0, end: int = 0, **about: str) -> Finding:
        """A finding at a place in a line."""
        span = self.span_at(file, line.number)
        quote = " ".join(line.text[max(0, start - QUOTE) : max(start, end) + QUOTE].split())
        shown = file if len(self.release.files) > 1 else ""
        return Finding(
            kind, tuple(sorted(about.items())), span.document if span else "", span.sure if span else True, shown,
            line.number, line.page_index, quote,
        )  # fmt: skip
