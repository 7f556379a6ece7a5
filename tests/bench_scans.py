"""`dev.py bench scans`: the whole way of scanned letters beside Tesseract alone, and how large the release becomes.

By the clock on one core, start of the program and lists included: run it on a machine that does nothing else.
"""

from __future__ import annotations

import os
import random
import subprocess
import tempfile
import time
from pathlib import Path

import pymupdf

from tests.bench_whole import MONTHS, NAMED, PLAIN, STREETS, THINGS, whole
from tests.ingest_files import scanned, typeset
from woolak.pipeline.ingest.ocr import LANGUAGE

PAGES = 40
PER_DOCUMENT = 4
NAMES = ("Anouk Bakker", "Bram Dekker", "Fatima El Idrissi", "Joost Hoekstra", "Karima Jansen", "Tjeerd Postma")


def letter(chosen: random.Random) -> str:
    """A letter of some 300 words, as Typst source."""
    lines = []
    for turn in range(20):
        form = chosen.choice(NAMED if turn % 3 == 0 else PLAIN)
        thing, other = chosen.sample(THINGS, 2)
        lines.append(form.format(
            name=chosen.choice(NAMES), mail="post\\@post.example", thing=thing, other=other,
            month=chosen.choice(MONTHS), street=chosen.choice(STREETS), a=chosen.randrange(10, 99),
            b=chosen.randrange(10, 99),
        ))  # fmt: skip
    return "\n\n".join(["Geachte mevrouw Postma,", *lines, "Met vriendelijke groet,", "J. Hoekstra"])


def write_scans(folder: Path) -> None:
    """Letters of the municipality, printed and scanned in grey at 300 dpi."""
    (folder / "zaak.yaml").write_text("dossier: scans\nmunicipality: {name: Waterlo, domain: waterlo.nl}\n", "utf-8")
    chosen = random.Random(11)
    for number in range(PAGES // PER_DOCUMENT):
        pages = "\n#pagebreak()\n".join(letter(chosen) for _ in range(PER_DOCUMENT))
        (folder / f"brief-{number:03d}.pdf").write_bytes(scanned(typeset(pages)))


def tesseract(folder: Path) -> float:
    """Seconds of the program Tesseract on the pictures of the same pages, with the same language, on one core."""
    with tempfile.TemporaryDirectory(prefix="woolak-") as made:
        pictures = []
        for path in sorted(folder.glob("*.pdf")):
            with pymupdf.open(path) as document:
                for page in document:
                    taken = document.extract_image(page.get_images()[0][0])
                    picture = Path(made) / f"{len(pictures)}.{taken['ext']}"
                    picture.write_bytes(taken["image"])
                    pictures.append(picture)
        began = time.monotonic()
        for picture in pictures:
            command = ["tesseract", str(picture), "stdout", "-l", LANGUAGE, "tsv"]
            subprocess.run(command, check=True, capture_output=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"})
        return time.monotonic() - began


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*.pdf"))


def scans() -> None:
    with tempfile.TemporaryDirectory(prefix="woolak-") as made:
        folder, case = Path(made) / "in", Path(made) / "zaak"
        folder.mkdir()
        write_scans(folder)
        ours = whole(folder, case, 1)
        alone = tesseract(folder)
        grown = size(case / "release" / "documenten") / size(folder)
    print(f"{PAGES} scanned pages, s a page: the whole way {ours / PAGES:.2f}, Tesseract alone {alone / PAGES:.2f}")
    print(f"    Each page is read twice, to find and to prove: {ours / alone:.2f} times Tesseract alone,")
    print(
        f"    {ours / alone / 2:.2f} times its two readings. The release is {grown:.2f} times the size of its sources."
    )
