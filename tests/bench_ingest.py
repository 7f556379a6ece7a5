"""`python -m tests.bench_ingest`: what reading costs beside the libraries' own work, and how well it reads.

Process time of one core. The share of Tesseract is told apart, so that other work on the machine changes little.
"""

from __future__ import annotations

import json
import re
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pymupdf
from PIL import Image

from tests.ingest_files import PROSE, scanned, scribble, typeset
from woolak.pipeline.ingest import convert_office, ingest, pdf, recogniser, slots
from woolak.pipeline.ingest.pages import read_pages
from woolak.rules.casefile import read_case_file

SAMPLES = Path(__file__).parent.parent / "samples"
PAGES = 40
ROWS = 12
NAMES = ("Jan van der Berg", "Fatima El Amrani", "P. de Boer", "Gerda Nijenhuis-Bos")


def letter(rows: int) -> str:
    cells = ", ".join(f"[{NAMES[i % 4]}], [{12 + i}], [€ 1.{200 + i},00]" for i in range(rows))
    head = (
        "#grid(columns: (1fr, 5cm), [Gemeente Testdam \\ T.a.v. mevrouw Jansen], [Kerkstraat 12 \\ 5678 CD Zuideinde])"
    )
    return f"{head}\n{PROSE * 10}\n#table(columns: (1fr, 2cm, 3cm), {cells})\n{PROSE * 3}\n\nMet vriendelijke groet,"


def least(action: Callable[[], object], runs: int = 4) -> float:
    """Milliseconds of the quickest run."""
    spent = []
    for _ in range(runs):
        began = time.process_time()
        action()
        spent.append(time.process_time() - began)
    return 1000 * min(spent)


def text_pages() -> None:
    data = typeset("\n#pagebreak()\n".join([letter(ROWS)] * PAGES))

    def whole() -> None:
        document = pdf.open_pdf(data)
        pdf.check_whole(document)
        pdf.hidden_texts(document)
        pdf.set_upright(document)
        list(read_pages(document))
        pdf.as_bytes(document)

    document = pdf.open_pdf(data)
    flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
    bare = least(lambda: [page.get_text("rawdict", flags=flags) for page in document])
    words = sum(len(page.words) for page in read_pages(document)) / PAGES
    reading = least(lambda: list(read_pages(document)))
    print(f"text, {words:.0f} words a page, ms a page: rawdict of PyMuPDF alone {bare / PAGES:.1f}, "
          f"reading {reading / PAGES:.1f}, whole {least(whole) / PAGES:.1f}")  # fmt: skip


def scans() -> None:
    own = tesseract = 0.0
    expected: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    names = found = 0
    for skew in (-0.8, 0.0, 0.4, 1.0):
        data = typeset(letter(ROWS))
        words = re.findall(r"[\w.,-]*\w", str(pymupdf.open(stream=data)[0].get_text()))
        document = pdf.open_pdf(scanned(data, skew=skew))
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.process_time()
        (page,) = read_pages(document)
        own += time.process_time() - began
        recogniser.stop()  # what it took is known when it ends; its start counts for each page
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        tesseract += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        expected += Counter(words)
        missed += Counter(words) - Counter(re.findall(r"[\w.,-]*\w", page.text))
        names += ROWS
        found += sum(line.split("\t")[0] in NAMES for line in page.text.splitlines())
    print(f"scans, s a page: Tesseract {tesseract / 4:.2f}, beside it {own / 4:.3f} ({100 * own / tesseract:.1f}%);")
    recall = 1 - missed.total() / expected.total()
    print(f"    words found {recall:.3f}, names whole in their cell {found} of {names}")


def parallel() -> None:
    """Six scans of one document, one after the other and several at a time; on a machine that does nothing else."""
    data = scanned(typeset("\n#pagebreak()\n".join([letter(ROWS)] * 6)))
    spent = []
    for at_once in (1, slots.places()):
        with patch.object(slots, "places", return_value=at_once):
            began = time.perf_counter()
            list(read_pages(pdf.open_pdf(data)))
            spent.append(time.perf_counter() - began)
    print(f"six scans, s: one at a time {spent[0]:.1f}, {slots.places()} at a time {spent[1]:.1f}")


def signatures() -> None:
    signed = typeset(letter(3) + "\n#v(2.4cm)\nP. de Boer \\ directeur")
    at = pymupdf.open(stream=signed)[0].search_for("directeur")[0]
    found = others = 0
    for seed in range(12):
        box = (at.x0 + 4 * seed, at.y0 - 62, at.x0 + 90 + 5 * seed, at.y0 - 14)

        def draw(image: Image.Image, box: tuple[float, float, float, float] = box, seed: int = seed) -> None:
            scribble(image, box, seed)

        (page,) = read_pages(pdf.open_pdf(scanned(signed, draw=draw, noise=6 + seed)))
        pens = [region.box_pt for region in page.regions if region.what in ("signature", "handwriting")]
        hits = [pen for pen in pens if pen.x0 < box[2] and pen.x1 > box[0] and pen.y0 < box[3] and pen.y1 > box[1]]
        found += bool(hits)
        others += len(pens) - len(hits)
    print(f"signatures: found on {found} of 12 scans, {others} places that are none")


def facts(folder: Path) -> None:
    case = read_case_file(SAMPLES / "in" / "zaak.yaml")
    truths = [json.loads(path.read_text()) for path in sorted((SAMPLES / "truth").glob("*.json"))]
    paths = [SAMPLES / "in" / truth["file"] for truth in truths]
    made = convert_office([path for path in paths if path.suffix == ".docx"], folder)
    right: Counter[str] = Counter()
    for truth, path in zip(truths, paths, strict=True):
        document = ingest(path, path.name, folder, case, made.get(path))[0].document
        if document:
            told = document.facts
            right["date"] += str(told.date) == truth["date"]
            for key in ("kind", "origin", "internal_deliberation"):
                right[key] += getattr(told, key) == truth[key]
    print(f"facts of the {len(truths)} samples right: " + ", ".join(f"{key} {n}" for key, n in right.items()))


if __name__ == "__main__":
    text_pages()
    scans()
    parallel()
    signatures()
    with tempfile.TemporaryDirectory() as work:
        facts(Path(work))
