"""How well persons are found, and what the search costs: `python -m tests.bench_names [--data DIR] [--deduce PYTHON]`.

Recall and precision of the name model alone and of all evidence together, on the hand-written municipal tests
(DIR/../test) and the newspapers that training did not see, beside deduce and Presidio as it comes; then ms per page of
400 words of each search for names, without the model. A set or tool that is not there is 'niet gemeten'.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from tests import peers
from tests.building_names import document, found, unmarked
from training import evaluate
from training.lists import DATA
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
BOX = 0.3
"""The score from which the policy puts a box (rules/policy.yaml)."""
NO_PERSON = frozenset({"street", "institute", "law", "company", "bibliography", "citation"})
"""Reasons to keep that say that it is no person, or that nobody asks about."""


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


def by_the_model(texts: Sequence[str]) -> list[peers.Spans]:
    """Persons by the name model alone, at its default threshold."""
    from woolak.pipeline.detect.model import NameModelRecognizer

    recognizer = NameModelRecognizer()
    return [[(one.start, one.end) for one in recognizer.analyze(text, ["PERSON"])] for text in texts]


def by_everything(texts: Sequence[str]) -> tuple[list[peers.Spans], list[peers.Spans]]:
    """Persons by all evidence together, each text a document of a case of its own; kept names count as found.

    First what gets a box by the policy, then with what is only suggested to a person.
    """
    from woolak.pipeline import detect

    case, boxed, found = CaseFile(), [], []
    for text in texts:
        one = document(text)
        seen = detect.find(one, case)
        register = detect.merge([detect.collect(one, seen, case)], case)
        spread = detect.spread(one, seen, register)
        persons = [f for f in spread if f.entity == "PERSON" and f.keep not in NO_PERSON]
        found.append([(f.start, f.end) for f in persons])
        boxed.append([(f.start, f.end) for f in persons if f.score >= BOX])
    return boxed, found


def quality(data: Path, python: Path | None) -> None:
    """The table of the model card."""
    sets = evaluate.sets(data) if data.is_dir() else {}
    if not sets:
        print(f"{data}: niet gemeten")
        return
    texts = [text for samples in sets.values() for text, _ in samples]
    boxed, found = by_everything(texts)
    answers = {
        "name model alone": by_the_model(texts),
        "all evidence": boxed,
        "and suggestions": found,
        "deduce": peers.deduce(python, texts),
        "Presidio as it comes": peers.presidio(texts),
    }
    print(f"{'set':12} {'system':22} {'names':>5} {'overlap':>8} {'whole':>6} {'precision':>10}")
    first = 0
    for name, samples in sets.items():
        for system, spans in answers.items():
            mine = evaluate.score(samples, spans[first : first + len(samples)]) if spans is not None else "niet gemeten"
            print(f"{name:12} {system:22} {mine}")
        first += len(samples)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="the annotated data of training")
    parser.add_argument("--deduce", type=Path, metavar="PYTHON", help="the Python of an environment with deduce")
    options = parser.parse_args()
    quality(options.data, options.deduce)
    cost()


def cost() -> None:
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
