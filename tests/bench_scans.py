"""`dev.py bench scans`: the whole way of scanned letters beside Tesseract alone, and how large the release becomes.

Processor time of all processes, start of the program and lists included; other work on the machine changes it a little.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pymupdf

from tests.bench_growth import measured
from tests.bench_whole import MONTHS, NAMED, PLAIN, STREETS, THINGS
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
    """Processor time of the program Tesseract on the pictures of the same pages, with the same language."""
    with tempfile.TemporaryDirectory(prefix="woolak-") as made:
        pictures = []
        for path in sorted(folder.glob("*.pdf")):
            with pymupdf.open(path) as document:
                for page in document:
                    taken = document.extract_image(page.get_images()[0][0])
                    picture = Path(made) / f"{len(pictures)}.{taken['ext']}"
                    picture.write_bytes(taken["image"])
                    pictures.append(picture)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        for picture in pictures:
            command = ["tesseract", str(picture), "stdout", "-l", LANGUAGE, "tsv"]
            subprocess.run(command, check=True, capture_output=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*.pdf"))


def scans() -> None:
    with tempfile.TemporaryDirectory(prefix="woolak-") as made:
        folder, case = Path(made) / "in", Path(made) / "zaak"
        folder.mkdir()
        write_scans(folder)
        told = (sys.executable, "-m", "woolak.cli", "run", folder, "--case", case, "--accept-proposals", "--quiet")
        ours = measured(*told, "--workers", 1).cpu_s
        alone = tesseract(folder)
        grown = size(case / "release" / "documenten") / size(folder)
        proofs = json.loads((case / "release" / "verificatie.json").read_text("utf-8"))["documents"].values()
    each, bare = ours / PAGES, alone / PAGES
    print(f"{PAGES} scanned pages, s of processor a page: the whole way {each:.2f}, Tesseract alone {bare:.2f}")
    print(f"    {ours / alone:.2f} times Tesseract alone. The release is {grown:.2f} times the size of its sources.")
    compared, again = (sum(len(one[key]) for one in proofs) for key in ("pages_compared", "pages_read_by_ocr"))
    print(f"    Proved by comparing: {compared} pages; read again: {again}.")
