"""Counts what a reviewer has to do: `python -m tests.count_review SOURCE TRUTH [CASE]`.

Drives the web application as the screen does, from the proposals of a case to exactly what the truth says: every
character, picture and ground; and counts each key, click and drag. The reviewer of this count knows the truth and is
thrifty: rejects what is wrong, approves the rest of a document with one key, decides on the suggestions, adds what is
missing with the widest drag that takes nothing that must stay, and sets a ground right with the key of that ground.
Reading (scrolling) is not counted, going to the next document is. Prints the actions per 100 spans.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations_with_replacement
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from tests.building_review import running
from tests.review_truth import PAGE, Wanted, wanted
from woolak.case import Case
from woolak.engine import ThisMachine
from woolak.model import BoxPt, Document
from woolak.pipeline.evaluate import read_truths
from woolak.pipeline.evaluate.compare import _area, _codes, _common, _fold
from woolak.pipeline.evaluate.truth import Truth, TruthImage
from woolak.pipeline.ground import boxes_of_span
from woolak.review.desk import Desk, Sheet
from woolak.review.marks import Mark
from woolak.review.matching import fold
from woolak.review.places import parts_in_boxes
from woolak.telling import Quiet

CASE = "zaak"
NEXT = 1
"""`Shift+Enter`: what is open is approved, suggestions are not (with Ctrl: these too), and the next document comes."""
KEY = CLICK = DRAG = 1
"""Keys work on what the mouse points at."""


@dataclass
class Work:
    """A case under review in a browser, with the truth beside it."""

    browser: httpx.Client
    desk: Desk
    documents: dict[str, Document]
    truth: dict[str, Wanted]
    done: Counter[str] = field(default_factory=Counter)
    rest: str = "as_proposed"
    """What the last key in the document does with the suggestions that are still open."""

    def act(self, sheet: Sheet, what: str, cost: int, **action: Any) -> list[str]:
        """Send what a key or click sends; returns the marks that it changed in this document."""
        before = self.desk.seq
        answer = self.browser.post(
            f"/api/{CASE}/document/{sheet.id}/action", json={"seq": self.desk.seq, "action": action}
        )
        assert answer.status_code == 200, answer.text
        self.done[what] += cost
        return [mark["id"] for mark in answer.json()["marks"] if mark["seq"] > before]

    # --- what marks cover

    def characters(self, mark: Mark) -> set[int]:
        document = self.documents[mark.document_id]
        return {
            part.page_index * PAGE + i
            for part in mark.parts
            for i in range(part.start, part.end)
            if document.pages[part.page_index].text[i].isalnum()
        }

    def covered(self, sheet: Sheet) -> set[int]:
        """What is redacted, or will be by the last key."""
        marks = (mark for mark in sheet.in_order() if mark.verdict == "approved" or
                 (mark.verdict == "open" and (mark.action == "redact" or self.rest == "everything")))  # fmt: skip
        return set().union(*map(self.characters, marks))

    def passages(self, sheet: Sheet, inside: set[int]) -> set[int]:
        """The characters of the suggested passages of which half or more is in `inside`."""
        suggest = self.truth[sheet.id].suggest
        size, hit = Counter(suggest.values()), Counter(suggest[c] for c in inside if c in suggest)
        return {c for c, span in suggest.items() if 2 * hit[span] >= size[span]}

    def takes_picture(self, mark: Mark) -> bool:
        return any(_takes(mark, image) for image in self.truth[mark.document_id].images)

    def wrong(self, mark: Mark) -> bool:
        """Takes nothing that has to go, or more pieces that must stay than a reviewer would cut off."""
        if mark.document_id not in self.truth:
            return False
        truth, inside = self.truth[mark.document_id], self.characters(mark)
        if not inside:
            return not self.takes_picture(mark)
        others = (m for m in self.desk.sheets[mark.document_id].state.marks.values() if m.verdict != "rejected")
        redacted = set().union(*(self.characters(m) for m in others if m.id != mark.id and m.action == "redact"))
        right = inside & (truth.must.keys() | truth.suggest.keys()) - redacted
        if not inside & truth.keep:
            return mark.action == "suggest" and not right
        document, must = self.documents[mark.document_id], truth.must.keys() | truth.suggest.keys()
        to_free = len(_runs(inside & truth.keep, must, document))
        return to_free > 1 + len(_runs(right, truth.keep, document))  # off with it, and draw what has to go

    def wrong_ground(self, mark: Mark) -> bool:
        truth = self.truth[mark.document_id]
        spans = Counter(truth.must.get(c) or truth.suggest.get(c) for c in self.characters(mark))
        spans.pop(None, None)
        return bool(spans) and not _codes(mark.grounds) & truth.grounds[str(spans.most_common(1)[0][0])]

    def right_ground(self, mark: Mark) -> str:
        truth = self.truth[mark.document_id]
        spans = Counter(truth.must.get(c) or truth.suggest.get(c) for c in self.characters(mark))
        spans.pop(None, None)
        return min(truth.grounds[str(spans.most_common(1)[0][0])])


def _takes(mark: Mark, image: TruthImage) -> bool:
    boxes = [box for part in mark.parts if part.page_index == image.p for box in part.boxes_pt]
    return any(2 * _area(_common(box, image.b)) >= _area(image.b) for box in boxes)


# --- the steps of a reviewer


def reject_what_is_wrong(work: Work, sheet: Sheet) -> None:
    """Point at it, and one key: here, in the document or in the case."""
    for mark in sheet.in_order():
        now = sheet.state.marks[mark.id]
        if now.verdict != "open" or now.action != "redact" or not work.wrong(now):
            continue
        group = [m for s, m in work.desk.group(work.desk.group_of(mark.id)) if m.verdict == "open"]
        here = [one for one in group if one.document_id == sheet.id]
        scope = "place"
        if len(group) > 1 and all(map(work.wrong, group)):
            scope = "case"
        elif len(here) > 1 and all(map(work.wrong, here)):
            scope = "document"
        work.act(sheet, f"reject ({scope})", KEY, kind="decide", targets=[mark.id], verdict="reject", scope=scope)


def approve_suggestions(work: Work, sheet: Sheet) -> None:
    """Point, and one key. Those that are left are rejected at the end; or approved, when most are right."""
    open_ = [mark for mark in sheet.in_order() if mark.verdict == "open" and mark.action == "suggest"]
    right = [mark for mark in open_ if not work.wrong(mark)]
    if len(right) > len(open_) / 2:
        for mark in open_:
            if mark not in right:
                work.act(sheet, "reject a suggestion", KEY, kind="decide", targets=[mark.id], verdict="reject")
        work.rest = "everything"
        return
    work.rest = "as_proposed"
    for mark in right:
        work.act(sheet, "approve a suggestion", KEY, kind="decide", targets=[mark.id], verdict="approve")


def set_grounds_right(work: Work, sheet: Sheet) -> None:
    """Point, and the key of the ground; with Shift for all that is the same."""
    for mark in sheet.in_order():
        now = sheet.state.marks[mark.id]
        if now.verdict == "rejected" or work.wrong(now) or not work.wrong_ground(now):
            continue
        ground = work.right_ground(now)
        group = [m for _, m in work.desk.group(work.desk.group_of(mark.id)) if m.verdict != "rejected"]
        scope = "place"
        if len(group) > 1 and all(work.wrong_ground(m) and work.right_ground(m) == ground for m in group):
            scope = "case"
        work.act(sheet, f"other ground ({scope})", KEY, kind="decide", targets=[mark.id], verdict="ground",
                 grounds=[ground], scope=scope)  # fmt: skip


def free_what_must_stay(work: Work, sheet: Sheet) -> None:
    """Ctrl and a drag over what must stay readable, inside a redaction or at its edge."""
    truth, document = work.truth[sheet.id], work.documents[sheet.id]
    kept = [m for m in sheet.in_order() if m.verdict != "rejected" and not work.wrong(m)]
    excess = set().union(*map(work.characters, kept)) & truth.keep
    for page, start, end in _runs(excess, truth.must.keys() | truth.suggest.keys(), document):
        work.act(sheet, "make readable", DRAG, kind="free", page=page, span=[start, end])


def add_what_is_missing(work: Work, sheet: Sheet) -> None:
    truth, document = work.truth[sheet.id], work.documents[sheet.id]
    while True:
        covered = work.covered(sheet)
        passages = truth.suggest.keys() - work.passages(sheet, covered)
        missing = (truth.must.keys() | passages) - covered
        if not missing:
            break
        page, boxes, span = _widest(missing, truth.keep, document)
        where: dict[str, Any] = {"boxes": boxes} if boxes else {
            "spans": [{"document": sheet.id, "page": page, "start": span[0], "end": span[1]}]}  # fmt: skip
        new = work.act(sheet, "draw a box" if boxes else "select words", DRAG, kind="draw", page=page, **where)
        mark = max((sheet.state.marks[id_] for id_ in new), key=lambda one: one.seq)
        if work.wrong_ground(mark):
            work.act(sheet, "ground of what was added", KEY, kind="decide", targets=[mark.id], verdict="ground",
                     grounds=[work.right_ground(mark)])  # fmt: skip
        if _also_elsewhere(work, mark):
            work.act(sheet, "the same words elsewhere", KEY, kind="decide", targets=[mark.id], verdict="approve",
                     scope="case")  # fmt: skip
    for image in truth.images:
        if not any(mark.verdict != "rejected" and _takes(mark, image) for mark in sheet.in_order()):
            work.act(sheet, "draw a box", DRAG, kind="draw", page=image.p, boxes=[list(image.b)])


def _also_elsewhere(work: Work, mark: Mark) -> bool:
    """Whether the same words stand elsewhere uncovered, and must go everywhere."""
    places = [
        (id_, page * PAGE + at, len(mark.text))
        for (id_, page), text in work.desk.texts.items()
        for at in _find(text, mark.text)
    ]
    missing = 0
    for id_, at, length in places:
        truth = work.truth.get(id_)
        if (
            truth is None
            or not truth.must.keys() & set(range(at, at + length))
            or truth.keep & set(range(at, at + length))
        ):
            return False
        missing += not truth.must.keys() & set(range(at, at + length)) <= work.covered(work.desk.sheets[id_])
    return missing > 0


def _runs(characters: Iterable[int], keep: Container[int], document: Document) -> list[tuple[int, int, int]]:
    """Characters as (page, start, end), with between them nothing that must stay."""
    runs: list[list[int]] = []
    for place in sorted(characters):
        page, index = divmod(place, PAGE)
        if runs and runs[-1][0] == page and not any(page * PAGE + i in keep for i in range(runs[-1][2], index)):
            runs[-1][2] = index + 1
        else:
            runs.append([page, index, index + 1])
    return [(page, start, end) for page, start, end in runs]


def _widest(missing: set[int], keep: set[int], document: Document) -> tuple[int, list[BoxPt], tuple[int, int]]:
    """The drag that takes most of what is missing and nothing that must stay: over words, or a rectangle."""
    runs = _runs(missing, keep, document)
    best: tuple[int, int, list[BoxPt], tuple[int, int]] = (0, 0, [], (0, 0))
    for page, start, end in runs:
        size = sum(page * PAGE + i in missing for i in range(start, end))
        best = max(best, (size, page, [], (start, end)), key=lambda one: one[0])
    lines = [(page, _around(boxes_of_span(document.pages[page], *line)))
             for page, start, end in runs for line in _lines(document.pages[page].text, start, end)]  # fmt: skip
    for (page, one), (other, two) in combinations_with_replacement(lines, 2):
        if page != other:
            continue
        box = _around([one, two])
        parts = parts_in_boxes(document.pages[page], [box])
        inside = {page * PAGE + i for part in parts for i in range(part.start, part.end)}
        if not inside & keep and len(inside & missing) > best[0]:
            best = (len(inside & missing), page, [box], (0, 0))
    return best[1], best[2], best[3]


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text[start:end]):
        if match.group().strip():
            yield start + match.start(), start + match.end()


def _around(boxes: Iterable[BoxPt]) -> BoxPt:
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return BoxPt(min(x0) - 0.5, min(y0) - 0.5, max(x1) + 0.5, max(y1) + 0.5)


def _find(text: str, words: str) -> Iterator[int]:
    text, words = fold(text), fold(words)
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


STEPS: tuple[Callable[[Work, Sheet], None], ...] = (
    reject_what_is_wrong, free_what_must_stay, set_grounds_right, approve_suggestions, add_what_is_missing
)  # fmt: skip


def count(work: Work) -> tuple[int, int]:
    """Do it; returns the spans of the truth, and how many characters, grounds and pictures are still wrong."""
    sheets = sorted((work.desk.sheets[id_] for id_ in work.truth), key=lambda one: one.order)
    for sheet in sheets:
        for step in STEPS:
            step(work, sheet)
        work.act(sheet, "accept the rest, next", NEXT, kind="rest", verdict=work.rest)
    still = 0
    for sheet in sheets:
        truth, approved = work.truth[sheet.id], [m for m in sheet.in_order() if m.verdict == "approved"]
        covered = set().union(*map(work.characters, approved))
        still += sum(mark.verdict == "open" for mark in sheet.in_order())
        still += len(truth.must.keys() - covered) + len(truth.keep & covered) + sum(map(work.wrong_ground, approved))
        still += len(truth.suggest.keys() - work.passages(sheet, covered))
        still += sum(not any(_takes(mark, image) for mark in approved) for image in truth.images)
    return sum(one.spans for one in work.truth.values()), still


def _truths(desk: Desk, truths: Iterable[Truth]) -> tuple[dict[str, Document], dict[str, Wanted]]:
    by_name: dict[str, list[Sheet]] = {}
    for sheet in sorted(desk.sheets.values(), key=lambda one: (one.stored.source.count("/"), one.stored.source)):
        for part in () if sheet.stored.error else sheet.stored.source.split("/"):
            by_name.setdefault(_fold(part), []).append(sheet)
    documents, found = {}, {}
    for truth in truths:
        mine = [desk.case.document(sheet.id) for sheet in by_name.get(_fold(truth.file), ())]
        documents |= {one.id: one for one in mine}
        found |= wanted(truth, mine) if mine else {}
    return documents, found


def main() -> None:
    from woolak import run as prepared

    source, truth = Path(sys.argv[1]), Path(sys.argv[2])
    with TemporaryDirectory() as root:
        folder = Path(root) / CASE
        if len(sys.argv) > 3:
            shutil.copytree(sys.argv[3], folder)
        else:
            with Case.open(folder, create=True) as case:
                prepared.prepare(case, source, None, ThisMachine(2), Quiet())
        with running(Path(root), CASE) as site:
            base = site.url.geturl()
            with httpx.Client(base_url=base, headers={"origin": base}, follow_redirects=True, timeout=60) as browser:
                page = browser.get("/start", params={"token": site.token}).text
                browser.headers["x-woolak-token"] = re.search(r'token" content="([^"]+)"', page)[1]  # type: ignore[index]
                desk = site.office.case(CASE).desk()
                work = Work(browser, desk, *_truths(desk, read_truths(truth)))
                spans, still = count(work)
    total = sum(work.done.values())
    for what, number in work.done.most_common():
        print(f"{what:30} {number:5}")
    print(f"{'together':30} {total:5} for {spans} spans: {100 * total / spans:.1f} per 100; "
          f"{still} characters, grounds or pictures are not as the truth says")  # fmt: skip


if __name__ == "__main__":
    main()
