"""Builders for publishing: a case that was reviewed, confirmed and released, made without the recognizers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.building_review import CHECKER, HANDLER, make_case
from woolak.case import Case
from woolak.pipeline import detect
from woolak.release import release
from woolak.review import actions as act
from woolak.review.deciding import perform
from woolak.review.desk import Desk
from woolak.run import facts_of
from woolak.telling import teller

CASE_FILE = """dossier: W-2024-07
municipality: {name: Waterland, domain: waterland.example}
publication:
  url: https://open.waterland.example/woo/w-2024-07/
"""
DECISION = "date: 2024-05-14\n"


class InThisProcess:
    """An engine for few small documents."""

    def each(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        for item in items:
            yield item, function(item)


def confirm(case: Case) -> None:
    """Approve everything, look at every page, and have a second person confirm it."""
    desk = Desk(case)
    for stored in case.documents():
        perform(desk, HANDLER, stored.id, desk.seq, act.Rest(kind="rest"))
        perform(desk, HANDLER, stored.id, desk.seq, act.Seen(kind="seen", pages=tuple(range(stored.page_count))))
        perform(desk, HANDLER, stored.id, desk.seq, act.Step(kind="step", step="reviewed"))
        perform(desk, CHECKER, stored.id, desk.seq, act.Step(kind="step", step="confirmed"))


def make_release(folder: Path, case_file: str = CASE_FILE) -> Path:
    """A case with a memo and a mail, ready to be published."""
    make_case(folder)
    (folder / "zaak.yaml").write_text(case_file, encoding="utf-8")
    (folder / "besluit.yaml").write_text(DECISION, encoding="utf-8")
    with Case.open(folder) as case:
        confirm(case)
        again(case)
    return folder


def again(case: Case) -> None:
    """Make the release of a case."""
    assert not release(case, detect.merge([], facts_of(case)), InThisProcess(), teller(True, False))
