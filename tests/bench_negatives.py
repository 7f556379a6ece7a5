"""How many of the hard negatives are left alone, per kind: `python -m tests.bench_negatives [--show]`.

Each text of tests/hard_negatives/ is a document of its own and goes the whole way: all recognizers with the name model,
found once found everywhere, the policy. A text is left alone when nothing in it would get a box without a person.
"""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.building_names import unmarked
from tests.business_pages import grid
from woolak.model import Document, DocumentFacts
from woolak.pipeline import detect
from woolak.pipeline.ground import propose
from woolak.rules.casefile import CaseFile
from woolak.rules.policy import load_policy

__all__ = ["Negative", "boxes", "negatives"]

FOLDER = Path(__file__).parent / "hard_negatives"
CASE = CaseFile.model_validate({"municipality": {"name": "Zandwijk", "domain": "zandwijk.nl"}})
PLACES = {"offer": ("offerte", "third_party", False), "own": ("memo", "own", True), "": ("brief", "own", False)}
"""Kind, origin, and whether it is for internal deliberation."""

RIGHT = {
    "streets and squares": "ADDRESS",
    "groepen en beleid": "PERSON",
    "numbers and words beside what is locked or logged into, that open nothing": "PERSON",
    "what stands behind somebody or in a table and is no home": "PERSON",
    "dates behind a name that are no birthdays": "PERSON",
    "somebody of a chat or mail by one letter": "EMAIL",
    "heads, classes and numbers beside names": "PHONE",
}
"""What is rightly found in texts of a kind: a number behind a street makes an address, whatever it is called after; who
writes in a chat, or stands before what is no home, is somebody."""


class Negative(NamedTuple):
    family: str
    kind: str
    text: str
    where: str
    named: frozenset[str]
    """Who is marked in it: that he goes is right."""


def negatives() -> Iterator[Negative]:
    """Every text, without the marks of what has to be shown as staying."""
    for file in sorted(FOLDER.glob("*.yaml")):
        groups: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        for kind, told in groups.items():
            if kind.replace("_", " ") == "known failures":
                continue
            where = told["in"] if isinstance(told, dict) else ""
            for text in told["lines"] if isinstance(told, dict) else told:
                plain, named = text, frozenset[str]()
                if file.stem == "names":
                    marked = unmarked(text)
                    plain, named = marked.text, frozenset(marked.text[start:end] for start, end in marked.find)
                yield Negative(file.stem, kind, plain, where, named)


def boxes(one: Negative) -> list[str]:
    """What would get a box."""
    page = grid(one.text.split("\n"))
    kind, origin, internal = PLACES.get(one.where, ("raadsstuk", "own", False))
    facts = DocumentFacts("", datetime.date(2024, 3, 3), kind, origin, internal)  # type: ignore[arg-type]
    document = Document("1", "stuk.pdf", None, facts, (page,))
    found = detect.find(document, CASE)
    register = detect.merge([detect.collect(document, found, CASE)], CASE)
    proposals = propose(document, detect.spread(document, found, register), load_policy(), False)
    right = RIGHT.get(one.kind)
    wrong = (each for each in proposals if each.action == "redact" and each.entity != right)
    return [f"{each.entity} {each.text!r}" for each in wrong if each.text not in one.named]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="show what would get a box")
    show = parser.parse_args().show
    counts: dict[tuple[str, str], list[int]] = {}
    for one in negatives():
        gone = boxes(one)
        for key in ((one.family, one.kind), (one.family, "all"), ("all", "all")):
            count = counts.setdefault(key, [0, 0])
            count[0] += 1
            count[1] += not gone
        if gone and show:
            print(f"{one.kind}: {one.text!r}: {', '.join(gone)}")
    print(f"{'family':12} {'kind':64} {'texts':>5} {'left alone':>10}")
    for (family, kind), (texts, alone) in counts.items():
        print(f"{family:12} {kind:64} {texts:5} {100 * alone / texts:9.1f}%")


if __name__ == "__main__":
    main()
