"""Files that hold many documents: where these begin, as proposed while reading and as a person decided.

Both are remembered with the case; a decision is also an event in its log.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from woolak.errors import UsageError
from woolak.events import Draft

if TYPE_CHECKING:
    from woolak.case import Case
    from woolak.pipeline.ingest import Ingested

__all__ = ["Bundle", "bundles", "cuts_within", "decide", "decided", "store"]

FOUND, DECIDED = "bundels", "bundels_besloten"
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
    return {source: tuple(cuts) for source, cuts in json.loads(case.recall(DECIDED) or "{}").items()}


def cuts_within(cuts: Mapping[str, tuple[int, ...]], source: str) -> Cuts:
    """The decisions on a source and on what it holds."""
    return {one: pages for one, pages in cuts.items() if one == source or one.startswith(f"{source}/")}


def decide(case: Case, source: str, at: tuple[int, ...], who: str) -> Bundle:
    """Say on which pages (from 1) documents begin; nothing: the file is one document. The next run splits it so.

    Raises UsageError for a source that is not in the case or has no such pages.
    """
    found = {one.source: one for one in bundles(case)}
    stored = {one.source: one.page_count for one in case.documents() if not one.error}
    if source not in found and source not in stored:
        raise UsageError(f"In de zaak staat geen bestand '{source}'.")
    pages = found[source].pages if source in found else stored[source]
    if any(not 1 <= page <= pages for page in at):
        raise UsageError(f"'{source}' heeft {pages} bladzijden. Noem bladzijden van 2 tot en met {pages}.")
    cuts = tuple(sorted({page for page in at if page > 1}))
    case.remember(DECIDED, json.dumps({**decided(case), source: cuts}, ensure_ascii=False))
    case.log.append([Draft("split", who, target=source, data={"at": list(cuts)})])
    return Bundle(source, pages, (), cuts, True)
