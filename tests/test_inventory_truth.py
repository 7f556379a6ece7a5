"""A real-looking dossier, decided as its truth says: the list then gives the judgement and grounds of the truth.

The decisions go through the log as a reviewer's do: every proposal is rejected, and what has to go is drawn anew, with
the first ground that the truth calls right.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.building_papers import lines_of
from tests.building_review import HANDLER
from tests.review_truth import PAGE, Wanted, wanted
from woolak.case import Case
from woolak.inventory import write_inventory
from woolak.pipeline.evaluate.truth import Truth, read_truths
from woolak.review import actions as act
from woolak.review.deciding import perform
from woolak.review.desk import Desk
from woolak.run import facts_of

DOSSIER = Path(__file__).parents[2] / "shared" / "eval" / "almere_dev"
pytestmark = [
    pytest.mark.slow, pytest.mark.skipif(not DOSSIER.exists(), reason="the dossier is not at hand"),
]  # fmt: skip


def runs(places: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """Page, start and end of characters that follow each other, with at most a sign or a space between them."""
    ordered = sorted(places)
    start = last = None
    for place in ordered:
        if start is not None and last is not None and place - last <= 2 and place // PAGE == last // PAGE:
            last = place
            continue
        if start is not None and last is not None:
            yield start // PAGE, start % PAGE, last % PAGE + 1
        start = last = place
    if start is not None and last is not None:
        yield start // PAGE, start % PAGE, last % PAGE + 1


def decide(desk: Desk, document_id: str, truth: Truth, said: Wanted) -> None:
    """Reject what was proposed, draw what the truth wants gone."""
    sheet = desk.sheets[document_id]
    targets = tuple(mark.id for mark in sheet.in_order())
    if targets:
        perform(desk, HANDLER, document_id, desk.seq, act.Decide(kind="decide", verdict="reject", targets=targets))
    by_span: dict[str, set[int]] = defaultdict(set)
    for place, span in [*said.must.items(), *said.suggest.items()]:
        by_span[span].add(place)
    for span, places in by_span.items():
        ground = truth.spans[span].g[0]
        for page, start, end in runs(places):
            place = act.Span(document=document_id, page=page, start=start, end=end)
            draw = act.Draw(kind="draw", grounds=(ground,), page=page, spans=(place,))
            perform(desk, HANDLER, document_id, desk.seq, draw)
    for image in said.images:
        draw = act.Draw(kind="draw", grounds=(truth.spans[image.s].g[0],), page=image.p, boxes=(image.b,))
        perform(desk, HANDLER, document_id, desk.seq, draw)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The list in CSV, by source, after the decisions of the truth."""
    folder = tmp_path_factory.mktemp("truth")
    command = (sys.executable, "-m", "woolak.cli", "run", str(DOSSIER / "in"), "--case", str(folder / "zaak"))
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with Case.open(folder / "zaak") as case:
        desk = Desk(case)
        for truth in read_truths(DOSSIER / "truth"):
            stored = [one for one in case.documents() if one.source.split(".eml/")[0] in (truth.file, truth.file[:-4])]
            documents = [case.document(one.id) for one in stored]
            for id_, said in wanted(truth, documents).items():
                decide(desk, id_, truth, said)
        entries, _ = lines_of(case)
        write_inventory([entry.line for entry in entries], facts_of(case), folder)
        numbers = {entry.line.number: entry.line.source for entry in entries}
    with (folder / "inventarislijst.csv").open(encoding="utf-8-sig", newline="") as file:
        return {numbers[row["Nr."]]: row for row in csv.DictReader(file)}


def truth_files() -> list[Path]:
    return sorted((DOSSIER / "truth").glob("*.json"))


@pytest.mark.parametrize("file", truth_files(), ids=lambda file: file.stem)
def test_list_gives_the_judgement_and_grounds_of_the_truth(file: Path, rows: dict[str, dict[str, str]]) -> None:
    truth = json.loads(file.read_text(encoding="utf-8"))
    row = rows[truth["file"]]
    assert row["Beoordeling"].replace(" ", "_") == truth["expected_judgement"]
    assert set(row["Weigeringsgrond(en)"].split(";")) == set(truth["expected_grounds"])
