"""All checks over a release, and the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from woolak.audit.consistency import check_consistency
from woolak.audit.finding import Finding, Subject
from woolak.audit.labelling import check_labels
from woolak.audit.lettering import check_letter
from woolak.audit.readable import check_readable
from woolak.audit.reading import read_release
from woolak.rules.grounds import catalogue_order

__all__ = ["Report", "audit"]

WEIGHTS = ("fout", "controleer", "let op")


def _of_files(subject: Subject) -> list[Finding]:
    """Live text under black, and what else a PDF holds."""
    found = []
    for file in subject.release.files:
        for remark in file.inspection.remarks if file.inspection else ():
            kind = "file_leaks" if remark.is_leak else "file_tells"
            about = (("said", remark.sentence),)
            found.append(Finding(kind, about, file.document, True, file.name, None, remark.page_index))
        for page_index, count in file.bare_bars:
            found.append(
                Finding(
                    "bar_without_ground", (("count", str(count)),), file.document, True, file.name, None, page_index
                )
            )
    return found


@dataclass(frozen=True)
class Report:
    """What the audit of one release came to."""

    subject: Subject
    findings: tuple[Finding, ...]

    @property
    def leaks(self) -> tuple[str, ...]:
        """Names of the files in which text under a box can still be read."""
        return tuple(dict.fromkeys(one.file for one in self.findings if one.kind == "file_leaks"))

    @property
    def is_guess(self) -> bool:
        """Whether it is a guess where a document begins."""
        return any(not span.sure for spans in self.subject.spans.values() for span in spans)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How often each ground and marking stands in the release, the letter and the list included."""
        listing = self.subject.listing
        codes = Counter(one.code for one in (*self.subject.labels, *self.subject.front_labels))
        codes.update(code for row in listing.rows for code in row.codes) if listing else None
        return {code: codes[code] for code in catalogue_order(codes)}

    @cached_property
    def per_document(self) -> Mapping[str, Mapping[str, int]]:
        """Number of a document -> ground -> how often; what is before the first known document under ''."""
        found: dict[str, Counter[str]] = {}
        for one in self.subject.labels:
            found.setdefault(one.document, Counter())[one.code] += 1
        order = [row.number for row in self.subject.listing.rows] if self.subject.listing else []
        numbers = sorted(found, key=lambda number: order.index(number) if number in order else len(order))
        return {number: {code: found[number][code] for code in catalogue_order(found[number])} for number in numbers}

    def to_json(self) -> dict[str, Any]:
        listing = self.subject.listing
        return {
            "files": [
                {"name": file.name, "document": file.document or None, "lines": len(file.lines), "by_ocr": file.by_ocr}
                for file in self.subject.release.files
            ],
            "failed": [{"name": name, "error": error} for name, error in self.subject.release.failed],
            "list": [
                {"number": row.number, "title": row.title, "grounds": list(row.codes), "year": row.year,
                 "refused": row.refused, "provided": row.provided}
                for row in (listing.rows if listing else ())
            ],
            "counts": dict(self.counts),
            "per_document": {number or None: dict(codes) for number, codes in self.per_document.items()},
            "findings": [finding.to_json() for finding in self.findings],
        }  # fmt: skip


def audit(path: Path) -> Report:
    """Look at a file or folder. Raises UsageError when it holds nothing that can be read."""
    subject = Subject(read_release(path))
    found = [*_of_files(subject), *check_labels(subject), *check_letter(subject), *check_readable(subject),
             *check_consistency(subject)]  # fmt: skip
    found = list(dict.fromkeys(found))
    return Report(subject, tuple(sorted(found, key=lambda one: WEIGHTS.index(one.weight))))
