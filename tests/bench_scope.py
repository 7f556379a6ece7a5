"""`python3 dev.py bench scope`: what falls outside the request, by subject and by period, on the samples and dossiers.

By subject: each dossier is asked for in turn, and the documents of the others lie among its own. By period: each
document is held against a period that has its date, and against one that ends before or begins after it. Both with
noise: as made, under a scanner's file name, with a stamp on top, with letters read wrongly.
"""

from __future__ import annotations

import datetime
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench_facts import WAYS, Known, _samples
from woolak.pipeline.ingest.facts import establish_facts
from woolak.pipeline.relate import outside_request
from woolak.pipeline.relate.scope import Asked
from woolak.rules.casefile import CaseFile, Period

__all__ = ["Tally", "by_period", "by_subject", "read_samples", "run"]


@dataclass
class Tally:
    """How many were told to be outside and were, were told and were not, and were and were not told."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, told: bool, true: bool) -> None:
        self.right += told and true
        self.wrong += told and not true
        self.missed += true and not told

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        return f"precision {precision:.3f}  recall {recall:.3f}  of {self.right + self.missed}"


def read_samples() -> list[Known]:
    """The documents of samples/ and of the dossiers of the tests, each with its own case."""
    with tempfile.TemporaryDirectory() as work:
        return list(_samples(Path(work)))


def _asked(known: Known, at: int, way: str, case: CaseFile) -> Asked:
    changed, file = WAYS[way](known, at)
    facts = establish_facts(file, changed.pages, changed.mail, case)
    return Asked(f"{at}", None, file, facts, [page.text for page in changed.pages])


def by_subject(documents: Sequence[Known], way: str) -> Tally:
    """Each dossier in turn, without its period, with the documents of the others among its own."""
    tally = Tally()
    dossiers = {known.case.dossier: known.case for known in documents}
    for name, case in dossiers.items():
        request = case.request.model_copy(update={"period": Period.model_validate({})})
        plain = case.model_copy(update={"request": request})
        asked = [_asked(known, at, way, plain) for at, known in enumerate(documents)]
        told = {one.document_id for one in outside_request(asked, plain)}
        for at, known in enumerate(documents):
            own = known.case.dossier == name and known.truth.get("judgement") != "buiten verzoek"
            tally.add(f"{at}" in told, not own)
    return tally


def by_period(documents: Sequence[Known], way: str) -> Tally:
    """Each document held against periods that have its date and periods that have not."""
    chance, tally = random.Random(20), Tally()
    for at, known in enumerate(documents):
        date = datetime.date.fromisoformat(str(known.truth["date"]))
        for inside in (True, False):
            start = date - datetime.timedelta(days=chance.randint(20, 500))
            end = date + datetime.timedelta(days=chance.randint(20, 500))
            if not inside:
                gap = datetime.timedelta(days=chance.randint(15, 200))
                start, end = (date + gap, end + 2 * gap) if chance.random() < 0.5 else (start - gap, date - gap)
            period = Period.model_validate({"from": start, "to": end})
            request = known.case.request.model_copy(update={"text": "", "period": period})
            case = known.case.model_copy(update={"request": request})
            found = outside_request([_asked(known, at, way, case)], case)
            tally.add(bool(found), not inside)
    return tally


def run() -> None:
    """Precision and recall of what is outside the request."""
    documents = read_samples()
    print(f"{len(documents)} documents of {len({known.case.dossier for known in documents})} dossiers")
    for way in WAYS:
        print(f"  {way:24} by subject {by_subject(documents, way)}   by period {by_period(documents, way)}")


if __name__ == "__main__":
    run()
