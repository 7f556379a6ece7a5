"""Two ways to redact a draft: Woolak's, and the recipe that most tools follow."""

from __future__ import annotations

from pathlib import Path

import pymupdf

from tests.leaks.building import SECRET, STAYS
from tests.leaks.checker import letters_only
from woolak.model import BoxPt
from woolak.pipeline.redact import Redacted, Redaction, default_style, redact
from woolak.pipeline.verify import Verification, verify

__all__ = ["naive", "woolak"]


def _boxes(source: Path) -> list[Redaction]:
    """What detection on the page text would propose: the words that hold the name."""
    found = []
    try:
        for index, page in enumerate(pymupdf.open(source)):
            page.remove_rotation()
            for x0, y0, x1, y1, word, *_ in page.get_text("words"):
                if letters_only(SECRET) in letters_only(word):
                    found.append(Redaction(index, (BoxPt(x0, y0, x1, y1),), ("5.1(2)e",), word))
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase):
        return found  # a broken file, of which detection sees no more
    return found


def woolak(source: Path, out: Path) -> tuple[Redacted, Verification]:
    """As the release does: redact with the case's names, then verify."""
    redactions = _boxes(source)
    kept = [" ".join(STAYS)] * 100
    done = redact(source, out, redactions, title="Document", style=default_style(), secrets=[SECRET], kept_texts=kept)
    return done, verify(out, redactions, secrets=[SECRET], kept_texts=kept)


def naive(source: Path, out: Path) -> None:
    """Search, apply_redactions, scrub, save with garbage=4 and clean."""
    document = pymupdf.open(source)
    for page in document:
        for place in page.search_for(SECRET):
            page.add_redact_annot(place, fill=(0, 0, 0))
        page.apply_redactions()
    document.scrub()
    document.save(out, garbage=4, clean=True, deflate=True)
