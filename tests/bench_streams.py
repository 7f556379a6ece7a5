"""`python3 dev.py bench streams`: where documents begin in one PDF of many, on bundles made of the samples with noise.

Told from the pages as ingest reads them, so that one reading serves many bundles. Noise: blank pages, separator
sheets, pages without their number, a rest of scans among the documents; some documents return shortened.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tests.ingest_files import CASE, PROSE, typeset
from woolak.model import Page
from woolak.pipeline.ingest import OFFICE_SUFFIXES, convert_office, ingest
from woolak.pipeline.ingest.streams import Signs, find_stream, signs_of

__all__ = ["bundles", "run", "samples", "synthetic"]

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "samples" / "in", *sorted((ROOT / "tests" / "dossiers").glob("*/source")))
BUNDLES = 100
TUNED, BLIND = (77, 101, 2024, 31415), (60221, 29979)
"""Of the documents that are made up: the seeds that were at hand when the points were set, and those that were not."""
BLANK = Page(0, 595.0, 842.0, "", (), "text")


def samples(folders: Sequence[Path] = FOLDERS) -> list[list[Signs]]:
    """The signs of the pages of each sample that is read."""
    read = []
    with tempfile.TemporaryDirectory() as work:
        for folder in folders:
            paths = [path for path in sorted(folder.iterdir()) if path.suffix in (".pdf", ".eml", *OFFICE_SUFFIXES)]
            made = convert_office([path for path in paths if path.suffix in OFFICE_SUFFIXES], Path(work) / "o")
            for path in paths:
                for one in ingest(path, path.name, Path(work) / "pdf", CASE, made.get(path)):
                    if one.document:
                        read.append([signs_of(page) for page in one.document.pages])
    return read


def synthetic(count: int = 40, seed: int = TUNED[0]) -> list[list[Signs]]:
    """Letters, reports, minutes, contracts of one to seven pages, numbered or not, with heads and feet or without."""
    chance = random.Random(seed)
    made = []
    with tempfile.TemporaryDirectory() as work:
        for number in range(count):
            path = Path(work) / f"{number}.pdf"
            path.write_bytes(typeset(_markup(chance)))
            (one,) = ingest(path, path.name, Path(work) / "pdf", CASE)
            if one.document:
                made.append([signs_of(page) for page in one.document.pages])
    return made


def _markup(chance: random.Random) -> str:
    body = [PROSE * chance.randint(2, 5) for _ in range(chance.choice((4, 8, 14, 22, 30)))]
    for at in range(2, len(body), 5):
        words = chance.choice(
            ("Planning", "Bijlage 1 Begroting", "Financiën", "Datum van oplevering", "2.3 Aanpak", "Aan de slag")
        )
        body[at] = f"\n= {words}\n" + body[at]
    town, party = (
        chance.choice(("Testdam", "Zuideinde", "Havenkerk")),
        chance.choice(("Bureau Kompas", "Vos Advies", "De Brug")),
    )
    when = f"{chance.randint(1, 28)} {chance.choice(('maart', 'juni', 'november'))} 202{chance.randint(0, 5)}"
    opening = {
        "brief": f"Gemeente {town} \\ T.a.v. mevrouw Jansen \\ Kerkstraat 12 \n\n{town}, {when} \n\nBetreft: brug"
        "\n\nGeachte heer,",
        "memo": f"= MEMO\n\nAan: het college \\ Van: J. Tak \\ Datum: {when} \\ Onderwerp: brug",
        "verslag": f"= Verslag werkgroep {party}\n\nDatum: {when} \\ Aanwezig: J. Tak, P. Vos",
        "rapport": f"#v(6cm)\n= Onderzoek naar de brug\n\n{party} \n\n{when}",
        "overeenkomst": f"= Overeenkomst van opdracht\n\nDe ondergetekenden: de gemeente {town} en {party}",
        "besluit": f"= Besluit\n\nHet college van {town}; gelezen het voorstel van {when};",
    }  # fmt: skip
    kind = chance.choice(list(opening))
    end = {"brief": "Met vriendelijke groet,\n\nJ. Tak", "overeenkomst": "Aldus opgemaakt te Testdam"}.get(kind, "")
    numbering = chance.choice(('"1"', '"1 / 1"', "none", "none", "(a, b) => [Pagina #a van #b]"))
    head = chance.choice(("none", f"[{party} -- vertrouwelijk]", f"[Gemeente {town}]"))
    both = "" if numbering != '(a, b) => [Pagina #a van #b]' else (
        ', footer: context [Pagina #counter(page).display() van #counter(page).final().first()]')  # fmt: skip
    setting = f"#set page(numbering: {'none' if both else numbering}, header: {head}{both})\n"
    return (
        f"{setting}#set text(size: {chance.choice((9, 10, 11, 12))}pt)\n{opening[kind]}\n\n"
        + "\n\n".join(body)
        + f"\n\n{end}"
    )


def bundles(documents: Sequence[Sequence[Signs]], count: int, noise: float) -> Iterator[tuple[list[Signs], set[int]]]:
    """Bundles of pages, each with the pages (from 1) on which a document begins."""
    chance = random.Random(20241122)
    blank = signs_of(BLANK)
    for _ in range(count):
        pages: list[Signs] = []
        starts: set[int] = set()
        for document in chance.sample(list(documents), min(len(documents), chance.randint(4, 12))):
            if pages and chance.random() < noise / 2:
                pages.append(replace(blank))
            if pages:
                starts.add(len(pages) + 1)
            if chance.random() < noise / 2:
                pages.append(replace(blank, blank=False, separator=True))
            for signs in document:
                unnumbered = chance.random() < noise
                pages.append(replace(signs, number=None, total=None) if unnumbered else signs)
        yield pages, starts - {1}


def run() -> None:
    """Precision and recall of the boundaries for each seed, and how many single documents would wrongly be split."""
    read = samples()
    for seed in (*TUNED, *BLIND):
        documents = read + synthetic(seed=seed)
        said = "not looked at when the points were set" if seed in BLIND else "the points were set with it"
        print(f"seed {seed} ({said}): {len(documents)} documents, {sum(map(len, documents))} pages; bundles of 4 to 12")
        for noise in (0.0, 0.15, 0.3):
            told = [(find_stream(pages), starts) for pages, starts in bundles(documents, BUNDLES, noise)]
            _print(noise, "split", [(set(stream.cuts), starts) for stream, starts in told])
            _print(noise, "proposed", [({one.page for one in stream.proposed}, starts) for stream, starts in told])
        long = [document for document in documents if len(document) > 1]
        split = sum(bool(find_stream(document).cuts) for document in long)
        proposed = sum(len(find_stream(document).proposed) for document in long)
        print(f"  single documents: {split} of {len(long)} split, {proposed} boundaries proposed")


def _print(noise: float, name: str, told: Sequence[tuple[set[int], set[int]]]) -> None:
    hit = sum(len(found & true) for found, true in told)
    precision = hit / max(1, sum(len(found) for found, _ in told))
    recall = hit / max(1, sum(len(true) for _, true in told))
    whole = sum(found == true for found, true in told)
    print(f"  noise {noise:4.2f}  {name:9} precision {precision:.3f}  recall {recall:.3f}  "
          f"all right {whole} of {len(told)}")  # fmt: skip


if __name__ == "__main__":
    run()
