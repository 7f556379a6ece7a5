"""The samples with their truth as redactions: what a perfect detection would hand over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from woolak.model import BoxPt
from woolak.pipeline.redact import Redaction

__all__ = ["Sample", "samples"]

SAMPLES = Path(__file__).parent.parent / "samples"


@dataclass(frozen=True)
class Sample:
    """One born-digital document."""

    pdf: Path
    redactions: list[Redaction]
    names: frozenset[int]
    """Numbers of the redactions that are names of persons."""
    secrets: list[str]
    kept_texts: list[str]


def samples() -> Iterator[Sample]:
    """The PDF documents of samples/ of which something must go."""
    for path in sorted((SAMPLES / "truth").glob("[0-9]*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if truth["format"] == "pdf":
            yield _sample(truth)


def _sample(truth: dict[str, Any]) -> Sample:
    lines: dict[tuple[str, int, float], list[dict[str, Any]]] = {}
    kept = [""] * len(truth["pages"])
    for word in truth["words"]:
        if word["l"] == "must":
            lines.setdefault((word["s"], word["p"], word["b"][1]), []).append(word)
        else:
            kept[word["p"]] += f" {word['t']}"
    redactions, names = [], []
    for (span, page, _), words in lines.items():
        boxes = [word["b"] for word in words]
        box = BoxPt(min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), boxes[0][3])
        facts = truth["spans"][span]
        if facts["k"] == "persoon":
            names.append(len(redactions))
        redactions.append(Redaction(page, (box,), tuple(facts["g"][:1]), " ".join(word["t"] for word in words)))
    secrets = sorted({facts["text"] for facts in truth["spans"].values() if facts["label"] == "must" and facts["text"]})
    return Sample(SAMPLES / "in" / truth["file"], redactions, frozenset(names), secrets, kept)
