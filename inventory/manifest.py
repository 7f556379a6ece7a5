"""manifest.json: what scripts read of a release (docs/architecture.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woolak.inventory.line import InventoryLine
from woolak.inventory.numbering import number_key

__all__ = ["ManifestEntry", "Related", "write_manifest"]


@dataclass(frozen=True, slots=True)
class Related:
    """How a document relates to another, or to what is public."""

    what: str
    """As in `Relation`: dubbel, opgenomen, versie, reeds openbaar ..., or bijlage: an attachment of the other."""
    other_id: str
    link: str
    verdict: str
    """approve, reject, or open when nobody decided; of an attachment empty: it is a fact."""


@dataclass(frozen=True)
class ManifestEntry:
    """A line of the inventory with what came out for it."""

    line: InventoryLine
    output: str | None
    """Path within release/; None when withheld or not processed."""
    redactions: int
    suggestions: Sequence[Mapping[str, Any]] = ()
    """Passages that only a person may redact: page (from 0), bbox in points of the output page, ground, score."""


def _entry(entry: ManifestEntry, related: Sequence[Related], lines: Mapping[str, InventoryLine]) -> dict[str, Any]:
    line = entry.line
    return {
        "source": line.source,
        "number": line.number,
        "title": line.title,
        "output": entry.output,
        "judgement": line.judgement,
        "grounds": list(line.listed_grounds),
        "pages": line.pages,
        "redactions": entry.redactions,
        "reviewed": line.reviewed,
        "error": line.error,
        "suggestions": [
            {key: suggestion[key] for key in ("page", "bbox", "ground", "score")} for suggestion in entry.suggestions
        ],
        "relations": [
            {
                "what": one.what,
                "number": lines[one.other_id].number if one.other_id in lines else None,
                "source": lines[one.other_id].source if one.other_id in lines else None,
                "link": one.link or None,
                "verdict": one.verdict or None,
            }
            for one in related
        ],
    }


def write_manifest(
    entries: Sequence[ManifestEntry], out_dir: Path, related: Mapping[str, Sequence[Related]] | None = None
) -> None:
    """Write manifest.json, in the order of the numbers; `related` by the id of the document."""
    lines = {entry.line.document_id: entry.line for entry in entries}
    ordered = sorted(entries, key=lambda entry: number_key(entry.line.number))
    told = [_entry(entry, (related or {}).get(entry.line.document_id, ()), lines) for entry in ordered]
    text = json.dumps({"documents": told}, ensure_ascii=False, indent=1)
    (out_dir / "manifest.json").write_text(text + "\n", encoding="utf-8")
