"""`python -m tests.collection [FOLDER]`: reads the collection as a run does; prints what came in and what came out."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.collection.reading import Outcome, everything, read_all


def rows(outcomes: list[Outcome]) -> list[str]:
    lines = [f"{'bestand':34} {'wat ermee is':44} {'documenten':>10} {'fouten':>6}  "]
    for one in outcomes:
        said = "; ".join(one.wrong) or "; ".join(sorted({error[:90] for _, error in one.errors}))
        lines.append(
            f"{one.item.name:34} {one.item.trouble[:44]:44} {len(one.documents):10} {len(one.errors):6}  "
            f"{'ANDERS DAN VERWACHT: ' if one.wrong else ''}{said}"
        )
    return lines


def main() -> int:
    with tempfile.TemporaryDirectory() as work:
        outcomes = read_all(everything(), Path(sys.argv[1]) if len(sys.argv) > 1 else Path(work))
    print("\n".join(rows(outcomes)))
    wrong = sum(bool(one.wrong) for one in outcomes)
    kinds = Counter(one.item.name.rpartition(".")[2].lower() for one in outcomes)
    documents, pages = sum(len(one.documents) for one in outcomes), sum(one.pages for one in outcomes)
    errors = sum(len(one.errors) for one in outcomes)
    print(f"\nin: {len(outcomes)} bestanden van {len(kinds)} soorten")
    print(f"uit: {documents} documenten, {pages} bladzijden, {errors} keer 'niet verwerkt' met reden")
    print(f"anders dan verwacht: {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
