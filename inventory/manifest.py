"""manifest.json: what scripts read of a release (docs/architecture.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woolak.inventory.line import InventoryLine
from woolak.inventory.numbering import number_key

__all__ = ["ManifestEntry", "write_manifest"]


@dataclass(frozen=True)
class ManifestEntry:
    """A line of the inventory with what came out for it."""

    line: InventoryLine
    output: str | None
    """Path within release/; None when withheld or not processed."""
    redactions: int
    suggestions: Sequence[Mapping[str, Any]] = ()
    """Passages that only a person may redact: page (from 0), bbox in points of the output page, ground, score."""


def _entry(entry: ManifestEntry) -> dict[str, Any]:
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
    }


def write_manifest(entries: Sequence[ManifestEntry], out_dir: Path) -> None:
    """Write manifest.json, in the order of the numbers."""
    ordered = sorted(entries, key=lambda entry: number_key(entry.line.number))
    text = json.dumps({"documents": [_entry(entry) for entry in ordered]}, ensure_ascii=False, indent=1)
    (out_dir / "manifest.json").write_text(text + "\n", encoding="utf-8")
