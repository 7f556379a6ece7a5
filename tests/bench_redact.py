"""`dev.py bench redact`: redacting and verifying against the bare PyMuPDF recipe, and how much the gaps tell.

Process time, per page; the ratio holds better than the figures.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pymupdf

from tests.bench_whole import write_dossier
from tests.sampled import samples
from woolak.model import BoxPt
from woolak.pipeline.redact import Redaction, default_style, redact
from woolak.pipeline.verify import FEW, verify

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


def compare(what: str, sources: Sequence[Path], folder: Path) -> None:
    """Redacting and verifying against the bare recipe, on the same files in one run."""
    out, plain = folder / "uitvoer.pdf", folder / "kaal.pdf"
    pages, count, spent, sizes = 0, 0, [0.0, 0.0, 0.0], [0, 0, 0]
    for source in sources:
        redactions = boxes(source)
        gone = sorted({redaction.text for redaction in redactions})
        texts = [page.get_text("words") for page in pymupdf.open(source)]
        kept = [" ".join(word[4] for number, word in enumerate(words) if number % EVERY) for words in texts]
        burning = partial(redact, title="Bench", style=default_style(), secrets=gone, kept_texts=kept)
        spent[0] += timed(partial(bare, source, plain, redactions))
        spent[1] += timed(partial(burning, source, out, redactions))
        spent[2] += timed(partial(verify, out, redactions, secrets=gone, kept_texts=kept))
        sizes = [size + path.stat().st_size for size, path in zip(sizes, (source, plain, out), strict=True)]
        pages, count = pages + len(texts), count + len(redactions)
    print(f"{what}: {len(sources)} files, {pages} pages, {count} boxes")
    for name, seconds in zip(("bare recipe", "redact", "verify"), spent, strict=True):
        print(f"{name:12} {seconds / pages * 1000:7.1f} ms/page   {seconds / spent[0]:5.2f} x")
    print("size KB: source {}, bare recipe {}, redact {}".format(*(size // 1024 for size in sizes)))


def speed(pages: int = 40) -> None:
    """One long document with its own fonts; and the short letters of `bench whole`, which bring no font."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rapport.pdf").write_bytes(document(pages))
        compare("a report", [folder / "rapport.pdf"], folder)
        (folder / "brieven").mkdir()
        write_dossier(folder / "brieven", pages)
        compare("letters", sorted((folder / "brieven").glob("*.pdf")), folder)


def anonymity() -> None:
    """How many common Dutch names fit the gaps that the samples' names leave, before and after."""
    sets: dict[tuple[str, str], list[int]] = {}
    unbounded = 0
    tight = default_style().model_copy(update={"gap_step_pt": 0.0, "widen_to_pt": 0.0})
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "uitvoer.pdf"
        for sample in samples():
            for name, style in (("tight boxes", tight), ("as released", default_style())):
                redact(sample.pdf, out, sample.redactions, title="Bench", style=style)
                for box in verify(out, sample.redactions, secrets=(), kept_texts=sample.kept_texts).boxes:
                    if box.redaction not in sample.names:
                        continue
                    kind = "full names" if " " in sample.redactions[box.redaction].text else "one name"
                    if box.names_that_fit is not None:
                        sets.setdefault((kind, name), []).append(box.names_that_fit)
                    elif name == "as released":
                        unbounded += 1
    for (kind, name), found in sorted(sets.items()):
        few = sum(fits < FEW for fits in found)
        print(
            f"{kind:10} {name:11} {len(found):3} gaps: median {statistics.median(found):9.0f} names, "
            f"smallest {min(found):6}, {few} below {FEW}"
        )
    print(f"{unbounded} names stand at an open end, where no letter bounds the gap")


def run() -> None:
    speed()
    anonymity()


if __name__ == "__main__":
    speed(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
    anonymity()
