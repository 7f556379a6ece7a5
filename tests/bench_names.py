"""What the search for names costs: `python -m tests.bench_names` prints ms per page of 400 words, without the model."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import yaml

from tests.building_names import document, found, unmarked
from woolak.model import Document
from woolak.pipeline.detect import names
from woolak.pipeline.detect.names.hits import Around
from woolak.pipeline.detect.names.known import find_known
from woolak.pipeline.detect.names.presidio import RECOGNIZERS
from woolak.pipeline.detect.names.sheet import sheet_of
from woolak.rules.casefile import CaseFile

PROSE = """De gemeente wil samen met scholen, wijkteams en de politie werken aan een aanpak waarin preventie voorop
staat. Het college heeft op 12 april besloten om hiervoor geld beschikbaar te stellen. In de eerste fase spreken wij met
professionals uit het onderwijs en het jongerenwerk; in de tweede fase volgt een training van drie dagdelen.
"""
PAGE = 400
"""Words."""


def pages() -> list[str]:
    """Pages with names of every kind (two thirds prose), from the test data."""
    groups = yaml.safe_load((Path(__file__).parent / "names" / "forms.yaml").read_text(encoding="utf-8"))
    made, text = [], ""
    for texts in groups.values():
        for raw in texts:
            text += unmarked(raw).text + "\n" + PROSE * (len(text.split()) % 3 > 0)
            if len(text.split()) >= PAGE:
                made.append(text)
                text = ""
    return made


def fastest(work: Callable[[], object], rounds: int = 7) -> float:
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    texts = pages()
    per_page = 1000 * PAGE / sum(len(text.split()) for text in texts)
    sheets = [sheet_of(text) for text in texts]
    rows = {"cutting into words": fastest(lambda: [sheet_of.__wrapped__(text) for text in texts])}
    for kind in RECOGNIZERS:
        rows[kind.__name__] = fastest(lambda kind=kind: [list(kind.search(sheet, Around())) for sheet in sheets])  # type: ignore[misc]
    total = sum(rows.values())
    case = CaseFile()
    documents: list[Document] = [document(text, id=str(number)) for number, text in enumerate(texts)]
    findings = [found(one, case) for one in documents]
    together = list(zip(documents, findings, strict=True))
    rows["collect"] = fastest(lambda: [names.collect(one, seen, case) for one, seen in together])
    clues = [names.collect(one, seen, case) for one, seen in together]
    rows["merge"] = fastest(lambda: names.merge(clues, case))
    register = names.merge(clues, case)
    rows["known persons"] = fastest(lambda: [list(find_known(sheet, register)) for sheet in sheets])
    rows["spread, with known persons"] = fastest(lambda: [names.spread(one, seen, register) for one, seen in together])
    print(f"{len(texts)} pages, {len(register.persons)} persons; ms CPU per page of {PAGE} words")
    for name, seconds in rows.items():
        print(f"{name:28} {seconds * per_page:6.2f}")
    print(f"{'all recognizers':28} {total * per_page:6.2f}")


if __name__ == "__main__":
    main()
