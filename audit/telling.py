"""The report on the screen, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from woolak.audit.auditing import WEIGHTS, Report
from woolak.audit.cues import texts
from woolak.audit.finding import Finding
from woolak.rules.grounds import grounds

__all__ = ["compared", "report_lines", "write_json"]

SHOWN = 8
"""Places of one kind that the screen shows."""


def _grouped(findings: tuple[Finding, ...]) -> Iterator[tuple[str, list[Finding]]]:
    order = list(texts().findings)
    by_kind = sorted(findings, key=lambda one: (WEIGHTS.index(one.weight), order.index(one.kind)))
    for kind, found in groupby(by_kind, key=lambda one: one.kind):
        yield kind, list(found)


def is_marking(code: str) -> bool:
    """'buiten verzoek' and the like: no ground, and not always in a list."""
    return code in grounds() and grounds()[code].law is None


def compared(report: Report) -> Iterator[tuple[str, str, str, str, str]]:
    """For each document of the list: number, title, grounds by the list, grounds in it, what differs."""
    words, subject = texts().words, report.subject
    for row in subject.listing.rows if subject.listing else ():
        listed = tuple(dict.fromkeys(row.codes))
        here: Mapping[str, int] = report.per_document.get(row.number, {})
        only_list = [code for code in listed if code not in here and row.number in report.per_document]
        only_here = [code for code in here if code not in listed and not is_marking(code)]
        parts = [words["list_only"].format(codes="; ".join(only_list))] if only_list else []
        parts += [words["document_only"].format(codes="; ".join(only_here))] if only_here else []
        told = "; ".join(f"{code} ({count})" for code, count in here.items())
        yield row.number, row.title, "; ".join(row.codes), told, ". ".join(parts)


def report_lines(report: Report) -> Iterator[str]:
    """The report in plain Dutch: what was read, how often each ground occurs, and the findings by kind."""
    words, subject = texts().words, report.subject
    files = subject.release.files
    yield words["title"]
    yield words["read"].format(
        files=len(files), lines=sum(len(file.lines) for file in files), labels=len(subject.labels),
        documents=len(subject.listing.rows) if subject.listing else 0,
    )  # fmt: skip
    by_ocr = sum(file.by_ocr for file in files)
    if by_ocr:
        yield words["ocr"].format(count=by_ocr)
    for name, reason in subject.release.failed:
        yield f"{name}: {reason}"
    yield ""
    yield f"{words['counts']}: " + ", ".join(f"{code} {count}" for code, count in report.counts.items())
    if report.per_document:
        yield f"{words['per_document']}:"
        for number, codes in report.per_document.items():
            told = ", ".join(f"{code} {count}" for code, count in codes.items())
            yield f"  {number or words['unknown_document']}: {told}"
    if report.is_guess:
        yield words["guessed"]
    yield ""
    if not report.findings:
        yield words["nothing"]
    for kind, found in _grouped(report.findings):
        said = texts().findings[kind]
        yield f"[{said.weight}] {said.title} ({len(found)})"
        for finding in found[:SHOWN]:
            yield f"  - {finding.place + ': ' if finding.place else ''}{finding.sentence}"
            if finding.quote:
                yield f"      \u201c{finding.quote}\u201d"
        if len(found) > SHOWN:
            yield f"  {words['more'].format(count=len(found) - SHOWN)}"
        yield f"    {words['remedy']}: {said.remedy}"
        yield ""
    yield words["never"]


def write_json(report: Report, file: Path) -> None:
    """Everything, for scripts."""
    file.write_text(json.dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
