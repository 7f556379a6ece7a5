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
import time
from pathlib import Path

import pymupdf

from tests.bench_growth import measured
from tests.bench_whole import MONTHS, NAMED, PLAIN, STREETS, THINGS
from tests.ingest_files import scanned, typeset
from woolak.pipeline.ingest.ocr import LANGUAGE
from woolak.pipeline.ingest.recogniser import tessdata

SIZES = (40, 200)
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


def write_scans(folder: Path, count: int) -> None:
    """Letters of the municipality, printed and scanned in grey at 300 dpi."""
    (folder / "zaak.yaml").write_text("dossier: scans\nmunicipality: {name: Waterlo, domain: waterlo.nl}\n", "utf-8")
    chosen = random.Random(11)
    for number in range(count // PER_DOCUMENT):
        pages = "\n#pagebreak()\n".join(letter(chosen) for _ in range(PER_DOCUMENT))
        (folder / f"brief-{number:03d}.pdf").write_bytes(scanned(typeset(pages)))


def pictures_of(folder: Path, made: Path) -> list[Path]:
    """The pictures of the pages, each in a file."""
    pictures = []
    for path in sorted(folder.glob("*.pdf")):
        with pymupdf.open(path) as document:
            for page in document:
                taken = document.extract_image(page.get_images()[0][0])
                picture = made / f"{len(pictures)}.{taken['ext']}"
                picture.write_bytes(taken["image"])
                pictures.append(picture)
    return pictures


def program_alone(pictures: list[Path]) -> float:
    """Processor time of the program Tesseract of Debian, a page at a time as a user runs it, with the same language."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for picture in pictures:
        command = ["tesseract", str(picture), "stdout", "-l", LANGUAGE, "tsv"]
        subprocess.run(command, check=True, capture_output=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def library_alone(pictures: list[Path]) -> float:
    """Processor time of the Tesseract that we use, started once for all pages."""
    import tesserocr

    began = time.process_time()
    with tesserocr.PyTessBaseAPI(path=tessdata() + os.sep, lang=LANGUAGE) as api:
        for picture in pictures:
            api.SetImageFile(str(picture))
            api.Recognize()
            api.GetTSVText(0)
    return time.process_time() - began


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*.pdf"))


def scans() -> None:
    for pages in SIZES:
        _scans(pages)


def _scans(pages: int) -> None:
    with tempfile.TemporaryDirectory(prefix="woolak-") as made:
        folder, case, apart = Path(made) / "in", Path(made) / "zaak", Path(made) / "pictures"
        folder.mkdir()
        apart.mkdir()
        write_scans(folder, pages)
        told = (sys.executable, "-m", "woolak.cli", "run", folder, "--case", case, "--accept-proposals", "--quiet")
        ours = measured(*told, "--workers", 1).cpu_s
        pictures = pictures_of(folder, apart)
        program, library = program_alone(pictures), library_alone(pictures)
        grown = size(case / "release" / "documenten") / size(folder)
        proofs = json.loads((case / "release" / "verificatie.json").read_text("utf-8"))["documents"].values()
    print(f"{pages} scanned pages, s of processor a page: the whole way {ours / pages:.2f},", end=" ")
    print(f"the program Tesseract alone {program / pages:.2f}, the library that we use alone {library / pages:.2f}")
    print(f"    {ours / program:.2f} times the program, {ours / library:.2f} times the library.", end=" ")
    print(f"The release is {grown:.2f} times the size of its sources.")
    compared, again = (sum(len(one[key]) for one in proofs) for key in ("pages_compared", "pages_read_by_ocr"))
    print(f"    Proved by comparing: {compared} pages; read again: {again}.", flush=True)
