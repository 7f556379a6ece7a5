"""The whole way on generated dossiers, against the bare limit: `python -m tests.bench_whole [pages ...]`.

The bare limit is what PyMuPDF needs to open the same pages, extract their words, burn the same boxes with labels and
save. By the clock, start of the program and lists included: run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import pymupdf

from tests import peers

PEER_PAGES, MODEL_PAGES = 60, 8

FIRST = (
    "Anouk", "Bram", "Fatima", "Gerrit", "Hanneke", "Joost", "Karima", "Lotte", "Mehmet", "Sanne", "Tjeerd", "Yara",
)  # fmt: skip
LAST = ("Bakker", "Dekker", "El Idrissi", "Hoekstra", "Jansen", "Koster", "Mulder", "Postma", "Vermeulen", "Wiersma")
NAMED = (
    "Op verzoek van {name} is de aanvraag voor {thing} aan {street} opnieuw bekeken.",
    "De gemeente heeft met {name} afgesproken dat {thing} na {month} aan de beurt komt.",
    "Voor vragen over {thing} kunt u bellen met {name}, telefoon 06 {a:02d} {b:02d} {a:02d} {b:02d}.",
    "Een kopie van het verslag over {thing} is verstuurd aan {mail}, zoals in {month} is besproken.",
)
PLAIN = (
    "Het college heeft het voorstel voor {thing} besproken en wil eerst weten wat de bewoners vinden van {other}.",
    "De planning gaat uit van {a} weken voorbereiding in {month} en daarna {b} weken voor {thing}.",
    "In de bijlage staat een overzicht van {thing}, {other} en wat verder voor onderhoud in aanmerking komt.",
)
THINGS = (
    "de speeltuin", "het fietspad", "de riolering", "een tweede school", "het zwembad", "de jaarmarkt", "het gemaal",
    "de bibliotheek", "de brug", "het buurthuis", "de openbare verlichting", "het sportveld", "de parkeergarage",
    "een nieuwe bushalte", "de begraafplaats", "het groenonderhoud", "de afvalinzameling", "het marktplein",
)  # fmt: skip
STREETS = ("de Beukenlaan", "de Molenweg", "het Kerkplein", "de Havenkade", "de Dorpsstraat", "de Ringweg", "de Singel")
MONTHS = ("januari", "maart", "april", "mei", "juni", "september", "oktober", "november")


def write_dossier(folder: Path, pages: int, per_document: int = 5) -> None:
    """Born-digital reports of the municipality of 400 words and fifteen boxes a page, no two alike."""
    (folder / "zaak.yaml").write_text("dossier: meting\nmunicipality: {name: Waterlo, domain: waterlo.nl}\n", "utf-8")
    chosen = random.Random(7)

    def line(form: str) -> str:
        first, last = chosen.choice(FIRST), chosen.choice(LAST)
        thing, other = chosen.sample(THINGS, 2)
        return form.format(
            name=f"{first} {last}", mail=f"{first[0]}.{last.replace(' ', '')}@post.example".lower(), thing=thing,
            other=other, street=chosen.choice(STREETS), month=chosen.choice(MONTHS), a=chosen.randrange(10, 99),
            b=chosen.randrange(10, 99),
        )  # fmt: skip

    for number in range(pages // per_document):
        document = pymupdf.open()
        for _ in range(per_document):
            lines = [f"Verslag {number + 1} van 4 maart 2024"]
            for turn in range(4):
                forms = [*(NAMED if turn < 3 else ()), *PLAIN, *(PLAIN if turn == 3 else ())]
                lines += [line(form) for form in chosen.sample(forms, len(forms))]
                lines.append("" if turn % 2 else "Verder is besproken:")
            document.new_page().insert_text((50, 60), lines, fontsize=9.5)
        document.save(folder / f"verslag-{number:05d}.pdf")


def whole(folder: Path, case: Path, workers: int) -> float:
    """Seconds of the main job; with one worker all of it on one core."""
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    alone["OMP_NUM_THREADS"] = "1"
    command = [sys.executable, "-m", "woolak.cli", "run", folder, "--case", case, "--accept-proposals", "--quiet"]
    cores = os.sched_getaffinity(0)
    if workers == 1:
        os.sched_setaffinity(0, {min(cores)})
    began = time.monotonic()
    try:
        subprocess.run([*map(str, command), "--workers", str(workers)], check=True, env=alone)
    finally:
        os.sched_setaffinity(0, cores)
    return time.monotonic() - began


def one_page() -> float:
    """Seconds of the main job on one page, as somebody starts it: the median of five."""
    with tempfile.TemporaryDirectory(prefix="woolak-") as made:
        folder = Path(made) / "in"
        folder.mkdir()
        write_dossier(folder, 1, 1)
        cores = len(os.sched_getaffinity(0))
        return median(whole(folder, Path(made) / f"zaak-{turn}", cores) for turn in range(5))


def boxes_of(case: Path) -> dict[str, list[list[Any]]]:
    """Per source, the page and box of each redaction as the case has them."""
    from woolak.case import Case

    with Case.open(case, watching=True) as opened:
        return {
            one.source: [
                [proposal.proposal.page_index, *box]
                for proposal in opened.proposals(one.id)
                if proposal.proposal.action == "redact"
                for box in proposal.proposal.boxes_pt
            ]
            for one in opened.documents()
        }


def bare(folder: Path, boxes: dict[str, list[list[Any]]]) -> float:
    """Seconds of the bare recipe on the same pages and boxes."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as out:
        for name, found in boxes.items():
            with pymupdf.open(folder / name) as document:
                for index, page in enumerate(document):
                    page.get_text("words")
                    for on_page, *box in found:
                        if on_page == index:
                            page.add_redact_annot(pymupdf.Rect(box), "5.1(2)e", fontsize=6, fill=(0, 0, 0))
                    page.apply_redactions()
                document.save(Path(out) / name, garbage=4, deflate=True)
    return time.monotonic() - began


def texts_of(folder: Path, most: int) -> list[str]:
    found: list[str] = []
    for path in sorted(folder.glob("*.pdf")):
        with pymupdf.open(path) as document:
            found += [page.get_text() for page in document]
        if len(found) >= most:
            break
    return found[:most]


def seconds(task: Callable[[], object]) -> float:
    began = time.monotonic()
    task()
    return time.monotonic() - began


def others(folder: Path, deduce: Path | None, redaction: Path | None) -> Iterator[tuple[str, float]]:
    """Seconds a page of what users would pick instead, loading of the program left out."""
    texts = texts_of(folder, PEER_PAGES)

    def of_texts(peer: Callable[[list[str]], object]) -> float:
        peer([])  # what is loaded once is not counted
        return (seconds(lambda: peer(texts)) - seconds(lambda: peer([]))) / len(texts)

    yield "Presidio as it comes, text only", of_texts(peers.presidio)
    if deduce:
        yield "deduce, text only", of_texts(lambda some: peers.deduce(deduce, some))
    if redaction:
        few, many = folder.with_name("few.pdf"), folder.with_name("many.pdf")
        for path, size in ((few, 1), (many, PEER_PAGES + 1)):
            with pymupdf.open() as document:
                for one in sorted(folder.glob("*.pdf")):
                    document.insert_pdf(pymupdf.open(one))
                document.select(range(min(size, len(document))))
                document.save(path)
        model, drawn = folder.with_name("model"), []
        peers.model_for_doc_redaction(redaction, texts[:MODEL_PAGES], model)
        loading = seconds(lambda: peers.doc_redaction(redaction, few, model))
        pages = len(pymupdf.open(many)) - 1
        took = seconds(lambda: drawn.append(peers.doc_redaction(redaction, many, model)))
        yield f"doc_redaction, {drawn[0] / (pages + 1):.1f} boxes a page", (took - loading) / pages


def measure(pages: int, deduce: Path | None, redaction: Path | None) -> None:
    with tempfile.TemporaryDirectory(prefix="woolak-") as made:
        folder, case = Path(made) / "in", Path(made) / "zaak"
        folder.mkdir()
        write_dossier(folder, pages)
        one = whole(folder, case, 1)
        boxes = boxes_of(case)
        cores = os.sched_getaffinity(0)
        limit = median(bare(folder, boxes) for _ in range(3))
        count = sum(map(len, boxes.values()))
        released = json.loads((case / "release" / "manifest.json").read_text("utf-8"))["documents"]
        two = whole(folder, Path(made) / "twee", len(cores))
        rows = [
            ("the whole way, one core", one / pages),
            (f"the whole way, {len(cores)} workers", two / pages),
            ("the bare limit", limit / pages),
            *others(folder, deduce, redaction),
        ]
    print(f"{pages} pages, {len(released)} documents, {count / pages:.1f} boxes a page")
    for name, each in rows:
        print(
            f"  {name:34} {1000 * each:8.1f} ms a page {1 / each:7.1f} pages/s {each * pages / one:7.2f} times one core"
        )
    sys.stdout.flush()


def main(argv: Sequence[str] = ()) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--deduce", type=Path, metavar="PYTHON", help="the Python of an environment with deduce")
    parser.add_argument("--doc-redaction", type=Path, metavar="PYTHON", help="the same with doc_redaction")
    options = parser.parse_args(list(argv))
    for name in [name for name in os.environ if name.startswith("OPENBLAS_")]:
        del os.environ[name]  # who starts it leaves it to the library which kernel suits the processor
    print(f"one page, from the start of the program to the release: {one_page():.2f} s", flush=True)
    for pages in options.pages:
        measure(pages, options.deduce, options.doc_redaction)


if __name__ == "__main__":
    main(sys.argv[1:])
