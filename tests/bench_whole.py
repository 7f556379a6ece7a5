"""The whole way on generated dossiers, against the bare limit: `python3 dev.py bench whole [pages ...]`.

The bare limit is what PyMuPDF needs to open the same pages, extract their words, burn the same boxes with labels and
save. By the clock, start of the program and lists included: run it on a machine that does nothing else.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pymupdf

FIRST = (
    "Anouk",
    "Bram",
    "Fatima",
    "Gerrit",
    "Hanneke",
    "Joost",
    "Karima",
    "Lotte",
    "Mehmet",
    "Sanne",
    "Tjeerd",
    "Yara",
)
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
    """Seconds of the main job."""
    began = time.monotonic()
    command = [sys.executable, "-m", "woolak.cli", "run", folder, "--case", case, "--accept-proposals", "--quiet"]
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    alone["OMP_NUM_THREADS"] = "1"
    subprocess.run([*map(str, command), "--workers", str(workers)], check=True, env=alone)
    return time.monotonic() - began


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


def main(sizes: list[int]) -> None:
    for pages in sizes:
        with tempfile.TemporaryDirectory(prefix="woolak-") as made:
            folder, case = Path(made) / "in", Path(made) / "zaak"
            folder.mkdir()
            write_dossier(folder, pages)
            one = whole(folder, case, 1)
            boxes = boxes_of(case)
            limit = bare(folder, boxes)
            count = sum(map(len, boxes.values()))
            released = json.loads((case / "release" / "manifest.json").read_text("utf-8"))["documents"]
            print(f"{pages} pages, {len(released)} documents, {count / pages:.1f} boxes a page")
            two = whole(folder, Path(made) / "twee", 2)
            print(f"  the whole way, one worker:  {1000 * one / pages:7.1f} ms a page, {pages / one:5.1f} pages/s")
            print(f"  the bare limit:             {1000 * limit / pages:7.1f} ms a page; ratio {one / limit:.1f}")
            print(
                f"  two workers:                {1000 * two / pages:7.1f} ms a page; {one / two:.2f} times one",
                flush=True,
            )


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [100, 1000])
