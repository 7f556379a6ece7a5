"""Reads the truth: a folder with a JSON file per document that says what must go, may go, and must stay.

`samples/truth` has this form; `samples/markup.py` says what the labels mean.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from woolak.errors import UsageError
from woolak.model import BoxPt

__all__ = ["Label", "Truth", "TruthImage", "TruthPart", "TruthSpan", "TruthToken", "TruthWord", "read_truths"]

Label = Literal["must", "free", "keep", "suggest"]


class _Read(BaseModel):
    """A piece of a truth file; what other tools need of it is left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class TruthWord(_Read):
    """A word of a paged document: page from 0, text, box and centres of its characters in points, label, span.

    A scan tells no characters."""

    p: int
    t: str
    b: BoxPt
    x: tuple[float, ...] = ()
    l: Label  # noqa: E741  the format's name
    s: str | None


class TruthToken(_Read):
    t: str
    l: Label  # noqa: E741
    s: str | None


class TruthPart(_Read):
    part: str
    tokens: tuple[TruthToken, ...]


class TruthImage(_Read):
    p: int
    b: BoxPt
    l: Label  # noqa: E741
    s: str


class TruthSpan(_Read):
    """What should go (or be suggested): kind, right grounds (the first is the best), text and what is around it."""

    label: Label
    g: tuple[str, ...]
    k: str
    text: str = ""
    where: str = ""
    ctx_before: str = ""
    ctx_after: str = ""
    image: bool = False


class Truth(_Read):
    """What is right for one document."""

    id: str
    file: str
    format: Literal["pdf", "scan", "docx", "eml"]
    words: tuple[TruthWord, ...] = ()
    parts: tuple[TruthPart, ...] = ()
    images: tuple[TruthImage, ...] = ()
    spans: dict[str, TruthSpan]


def read_truths(folder: Path) -> list[Truth]:
    """Read all truth files of a folder. Raises UsageError when there are none, or one is not of the right form."""
    truths = []
    for path in sorted(folder.glob("*.json")):
        try:
            truths.append(Truth.model_validate_json(path.read_bytes()))
        except ValidationError:
            raise UsageError(f"Het bestand {path} heeft niet de vorm van een waarheidsbestand.") from None
    if not truths:
        raise UsageError(f"In de map {folder} staan geen waarheidsbestanden (*.json).")
    return truths
