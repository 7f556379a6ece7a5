"""`python -m tests.bench_redact [pages]`: redacting and verifying against the bare PyMuPDF recipe, in one run.

Process time, per page; the ratio holds better than the figures.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pymupdf

from woolak.model import BoxPt
from woolak.pipeline.redact import Redaction, default_style, redact
from woolak.pipeline.verify import verify

TEXT = (
    "de gemeente heeft op verzoek van bewoners een besluit genomen over het onderhoud van de straat en de kosten "
    "daarvan zoals besproken in de vergadering met mevrouw Jansen en de heer Bakker van bureau Waterkant"
)
WORDS = TEXT.split()
NAMES = ("Jansen", "Bakker", "Waterkant")
EVERY = 17
"""One word in so many is redacted: 15 boxes on a page of 260 words."""


def document(pages: int) -> bytes:
    """Born-digital pages with embedded fonts, a table and a heading each."""
    made = pymupdf.open()
    for number in range(pages):
        page = made.new_page()
        words = [WORDS[(index * 7 + number) % len(WORDS)] for index in range(240)]
        rows = "".join(f"<tr><td>{w}</td><td>{index * 17 % 900},50</td></tr>" for index, w in enumerate(words[:10]))
        first, second = " ".join(words[:120]), " ".join(words[120:])
        html = f"<h2>Hoofdstuk {number + 1}</h2><p>{first}</p><table>{rows}</table><p>{second}</p>"
        page.insert_htmlbox(pymupdf.Rect(60, 60, 535, 780), html)
    made.subset_fonts()
    return made.tobytes(garbage=3, deflate=True)


def boxes(source: Path) -> list[Redaction]:
    found = []
    for index, page in enumerate(pymupdf.open(source)):
        for number, (x0, y0, x1, y1, word, *_) in enumerate(page.get_text("words")):
            if number % EVERY == 0:
                found.append(Redaction(index, (BoxPt(x0, y0, x1, y1),), ("5.1(2)e",), word))
    return found


def bare(source: Path, out: Path, redactions: list[Redaction]) -> None:
    """The recipe: one annotation per word, apply, scrub, save clean."""
    opened = pymupdf.open(source)
    for page in opened:
        for redaction in redactions:
            if redaction.page_index == page.number:
                page.add_redact_annot(pymupdf.Rect(redaction.boxes_pt[0]), text="5.1(2)e", fontsize=7, fill=(1, 1, 1))
        page.apply_redactions()
    opened.scrub()
    opened.save(out, garbage=4, clean=True, deflate=True)


def timed(action: Callable[[], object], rounds: int = 3) -> float:
    """The median process time of a few rounds, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    with tempfile.TemporaryDirectory() as folder:
        source, out, plain = (Path(folder) / name for name in ("bron.pdf", "uitvoer.pdf", "kaal.pdf"))
        source.write_bytes(document(pages))
        redactions = boxes(source)
        gone = sorted({redaction.text for redaction in redactions})
        kept = []
        for index, page in enumerate(pymupdf.open(source)):
            here = {id_ for id_, (x0, y0, x1, y1, word, *_) in enumerate(page.get_text("words")) if id_ % EVERY}
            words = page.get_text("words")
            kept.append(" ".join(words[id_][4] for id_ in sorted(here)))
            assert index == page.number
        recipe = timed(lambda: bare(source, plain, redactions))
        burned = timed(
            lambda: redact(source, out, redactions, title="Bench", style=default_style(), secrets=gone, kept_texts=kept)
        )
        proof = timed(lambda: verify(out, redactions, secrets=gone, kept_texts=kept))
        print(f"{pages} pages, {len(redactions)} boxes")
        for name, seconds in (("bare recipe", recipe), ("redact", burned), ("verify", proof)):
            print(f"{name:12} {seconds / pages * 1000:7.1f} ms/page   {seconds / recipe:5.2f} x")
        sizes = [path.stat().st_size // 1024 for path in (source, plain, out)]
        print(f"size KB: source {sizes[0]}, bare recipe {sizes[1]}, redact {sizes[2]}")


if __name__ == "__main__":
    main()
