"""Files that hold many documents: where these begin, as proposed while reading and as a person decided.

What is proposed is remembered with the case; a decision is an event of its log, and the next run follows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from woolak.errors import UsageError
from woolak.events import Draft, Event

if TYPE_CHECKING:
    from woolak.case import Case
    from woolak.pipeline.ingest import Ingested

__all__ = [
    "SPLIT",
    "Bundle",
    "bundle_of",
    "bundles",
    "cuts_within",
    "decide",
    "decided",
    "decided_after",
    "draft",
    "is_mail",
    "part_of",
    "store",
]

SPLIT = "split"
"""The kind of event; its target is the file, its data hold the pages (from 1) on which documents begin."""
FOUND = "bundels"
MAILS = (".eml", ".msg", ".oft", ".dat", ".tnef")
Cuts = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file that may hold several documents."""

    source: str
    pages: int
    proposed: tuple[tuple[int, float, tuple[str, ...]], ...]
    """Page (from 1) on which a document may begin, points, reasons in Dutch."""
    cuts: tuple[int, ...]
    """The pages at which it is split now."""
    found: tuple[int, ...]
    """The pages at which it would be split if nobody had said anything."""
    by_person: bool


def _recalled(case: Case, key: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(case.recall(key) or "{}")
    return found


def bundles(case: Case) -> list[Bundle]:
    """The files in which boundaries were found, by source."""
    return [
        Bundle(
            source,
            one["pages"],
            tuple((page, points, tuple(reasons)) for page, points, reasons in one["proposed"]),
            tuple(one["cuts"]),
            tuple(one.get("found", () if one["by_person"] else one["cuts"])),
            one["by_person"],
        )
        for source, one in sorted(_recalled(case, FOUND).items())
    ]


def store(case: Case, source: str, results: Iterable[Ingested]) -> None:
    """Remember the boundaries that were found in a source and in what it holds, in place of the earlier ones."""
    from woolak.pipeline.ingest.streams import stream_rules

    known = _recalled(case, FOUND)
    kept = {one: value for one, value in known.items() if one != source and not one.startswith(f"{source}/")}
    reasons = stream_rules().reasons
    for one in results:
        if one.stream and (one.stream.proposed or one.stream.cuts):
            holder = one.source.rpartition("/")[0] if one.stream.cuts else one.source
            value = asdict(one.stream)
            value["proposed"] = [
                (boundary.page, boundary.points, [reasons[key] for key in boundary.reasons])
                for boundary in one.stream.proposed
            ]
            kept[holder] = value
    if kept != known:
        case.remember(FOUND, json.dumps(kept, ensure_ascii=False))


def decided(case: Case) -> Cuts:
    """Where people said that documents begin, by source."""
    return decided_after(case.log.since(kinds=(SPLIT,)))


def decided_after(events: Iterable[Event]) -> Cuts:
    """Where documents begin after these events, by source: what was said last counts."""
    return {event.target: tuple(event.data["at"]) for event in events if event.kind == SPLIT}


def cuts_within(cuts: Mapping[str, tuple[int, ...]], source: str) -> Cuts:
    """The decisions on a source and on what it holds."""
    return {one: pages for one, pages in cuts.items() if one == source or one.startswith(f"{source}/")}


@cache
def _label() -> re.Pattern[str]:
    from woolak.pipeline.ingest.paper import hidden_rules

    label = re.escape(hidden_rules().part)
    for name in ("first", "last"):
        label = label.replace(re.escape(f"{{{name}}}"), rf"(?P<{name}>\d+)")
    return re.compile(rf"(?P<holder>.+)/{label}")


def part_of(source: str) -> tuple[str, int, int] | None:
    """The file of which a document is a part, with the first and last of its pages from 1; None when it is whole."""
    found = _label().fullmatch(source)
    return (found["holder"], int(found["first"]), int(found["last"])) if found else None


def is_mail(source: str) -> bool:
    """Whether a file is a mail: one document, however long it is."""
    return source.lower().endswith(MAILS)


def bundle_of(case: Case, source: str) -> Bundle:
    """A file of the case that may be split. Raises UsageError for what is not in the case, and for a mail."""
    known = next((one for one in bundles(case) if one.source == source), None)
    if known:
        return known
    if is_mail(source):
        raise UsageError(f"'{source}' is een e-mail. Een e-mail wordt niet gesplitst.")
    stored = {one.source: one.page_count for one in case.documents() if not one.error}
    if source not in stored:
        raise UsageError(f"In de zaak staat geen bestand '{source}'.")
    return Bundle(source, stored[source], (), (), (), False)


def draft(bundle: Bundle, at: Iterable[int], who: str, role: str = "") -> Draft:
    """The event that says on which pages documents begin; none: the file is one. Raises UsageError for other pages."""
    asked = set(at)
    if any(not 1 <= page <= bundle.pages for page in asked):
        raise UsageError(
            f"'{bundle.source}' heeft {bundle.pages} bladzijden. Noem bladzijden van 2 tot en met {bundle.pages}."
        )
    return Draft(SPLIT, who, role, target=bundle.source, data={"at": sorted(asked - {1})})


def decide(case: Case, source: str, at: Iterable[int], who: str) -> Bundle:
    """Say on which pages (from 1) documents begin; nothing: the file is one document. The next run splits it so.

    Raises UsageError for a source that is not in the case or has no such pages.
    """
    bundle = bundle_of(case, source)
    (event,) = case.log.append([draft(bundle, at, who)])
    return replace(bundle, cuts=tuple(event.data["at"]), by_person=True)
