"""Counts what a reviewer has to do: `python -m tests.count_review SOURCE TRUTH [CASE]`.

Drives the decisions as the screen does, from the proposals of a case to exactly what the truth says must go, and counts
each key and click. The reviewer of this count knows the truth, and is thrifty: rejects what is wrong (the name in the
document or in the whole case when it is wrong everywhere), adds what is missing (once for the same words elsewhere),
and approves the rest of the document with one key. Prints the actions per 100 spans.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from woolak.case import Case
from woolak.engine import ThisMachine
from woolak.model import Document
from woolak.pipeline.evaluate import read_truths
from woolak.pipeline.evaluate.compare import _fold
from woolak.pipeline.evaluate.truth import Truth
from woolak.review import actions as act
from woolak.review.deciding import perform
from woolak.review.desk import Desk
from woolak.review.marks import Mark
from woolak.review.matching import fold
from woolak.review.people import Actor
from woolak.telling import Quiet

REVIEWER = Actor("teller", frozenset({"behandelaar", "toetser"}))
REST, REJECT_PLACE, REJECT_GROUP, WORDS, SAME_WORDS, EDGE = 1, 1, 2, 1, 1, 1
"""`Shift+R` (or `]`) at the end of a document; Shift and a click on a box; a click and `Shift+X` or `Shift+Z`; a drag
over the words; `z` for the same words in the whole case; a drag of an edge."""


@dataclass
class Tally:
    actions: Counter[str]

    def add(self, what: str, count: int) -> None:
        self.actions[what] += count


def _wanted(truth: Truth, document: Document) -> tuple[set[int], set[int]]:
    """Per page (times a million) the characters that must go, and those that must stay."""
    must: set[int] = set()
    keep: set[int] = set()
    if truth.words:
        for word in truth.words:
            if word.p >= len(document.pages) or word.l in ("free", "suggest"):
                continue
            page = document.pages[word.p]
            y = (word.b.y0 + word.b.y1) / 2
            for one in page.words:
                if not one.box_pt.y0 <= y <= one.box_pt.y1:
                    continue
                step = (one.box_pt.x1 - one.box_pt.x0) / max(1, one.end - one.start)
                edges = one.edges_pt or tuple(one.box_pt.x0 + step * i for i in range(one.end - one.start + 1))
                for i in range(one.end - one.start):
                    if any(edges[i] <= x <= edges[i + 1] for x in word.x) and page.text[one.start + i].isalnum():
                        (must if word.l == "must" else keep).add(word.p * 10**6 + one.start + i)
    return must, keep


def _characters(mark: Mark, document: Document) -> set[int]:
    found = set()
    for part in mark.parts:
        text = document.pages[part.page_index].text
        found |= {part.page_index * 10**6 + i for i in range(part.start, part.end) if text[i].isalnum()}
    return found


def _runs(characters: Iterable[int], document: Document) -> list[tuple[int, int, int]]:
    """Neighbouring characters as (page, start, end); a space or sign between them does not part them, a line does."""
    runs: list[list[int]] = []
    for place in sorted(characters):
        page, index = divmod(place, 10**6)
        text = document.pages[page].text
        if runs and runs[-1][0] == page and "\n" not in (gap := text[runs[-1][2] : index]) and len(gap) <= 2:
            runs[-1][2] = index + 1
        else:
            runs.append([page, index, index + 1])
    return [(page, start, end) for page, start, end in runs]


def count(case: Case, truths: list[Truth]) -> tuple[Tally, int, int]:
    """Do it, and return the actions, the spans of the truth, and the characters that are still wrong."""
    desk, tally = Desk(case), Tally(Counter())
    by_name = {_fold(Path(s.stored.source).name): s for s in desk.sheets.values() if not s.stored.error}
    pairs = [(truth, by_name[_fold(truth.file)]) for truth in truths if truth.words and _fold(truth.file) in by_name]
    known = {s.id: _wanted(t, case.document(s.id)) for t, s in pairs}
    documents = {s.id: case.document(s.id) for _, s in pairs}
    spans = sum(1 for truth, _ in pairs for span in truth.spans.values() if span.label == "must" and not span.image)
    wrong_left = 0

    def wrong(mark: Mark) -> bool:
        """More that must stay than must go."""
        if mark.document_id not in known or mark.action != "redact":
            return False
        must, keep = known[mark.document_id]
        inside = _characters(mark, documents[mark.document_id])
        return bool(inside & keep) and len(inside & keep) >= len(inside & must)

    def do(document: str, action: act.Action) -> None:
        perform(desk, REVIEWER, document, desk.seq, action)

    for _, sheet in pairs:
        document, (must, keep) = documents[sheet.id], known[sheet.id]
        for mark in sheet.in_order():
            now = sheet.state.marks[mark.id]
            if now.verdict != "open" or not wrong(now):
                continue
            group = [m for s, m in desk.group(desk.group_of(mark.id)) if m.verdict == "open" and s.id in known]
            scope = "place"
            if len(group) > 1 and all(wrong(one) for one in group):
                scope = "case"
            elif len(here := [one for one in group if one.document_id == sheet.id]) > 1 and all(map(wrong, here)):
                scope = "document"
            do(sheet.id, act.Decide.model_validate(
                {"kind": "decide", "targets": [mark.id], "verdict": "reject", "scope": scope}))  # fmt: skip
            tally.add(f"reject ({scope})", REJECT_PLACE if scope == "place" else REJECT_GROUP)
        if any(m.verdict == "open" and m.action == "redact" for m in sheet.in_order()):
            do(sheet.id, act.Rest(kind="rest"))
        tally.add("approve the rest, next", REST)
        covered = set().union(*(_characters(m, document) for m in sheet.in_order() if m.verdict == "approved"))
        for mark in sheet.in_order():  # edges that take too much
            excess = _characters(mark, document) & keep if mark.verdict == "approved" else set()
            if excess:
                tally.add("pull an edge", EDGE)
                left = _runs(_characters(mark, document) - keep, document)
                for page, start, end in left[:1]:
                    do(sheet.id, act.Move(kind="move", target=mark.id, page=page, span=(start, end)))
        covered = set().union(*(_characters(m, document) for m in sheet.in_order() if m.verdict == "approved"))
        for page, start, end in _runs(must - covered, document):
            if must & set(range(page * 10**6 + start, page * 10**6 + end)) <= covered:
                continue
            words = document.pages[page].text[start:end]
            places = [
                {"document": id_, "page": p.page_index, "start": at, "end": at + len(words)}
                for id_, (wanted, _) in known.items()
                for p in documents[id_].pages
                for at in _find(p.text, words)
                if all(p.page_index * 10**6 + i in wanted for i in range(at, at + len(words)) if p.text[i].isalnum())
            ]
            place = {"document": sheet.id, "page": page, "start": start, "end": end}
            do(sheet.id, act.Draw.model_validate(
                {"kind": "draw", "grounds": ["5.1(2)e"], "page": page, "spans": [place]}))  # fmt: skip
            tally.add("select words", WORDS)
            if len(places) > 1 and len(places) == sum(len(list(_find(t, words))) for t in desk.texts.values()):
                newest = max(sheet.state.marks.values(), key=lambda mark: mark.seq)
                do(sheet.id, act.Decide.model_validate(
                    {"kind": "decide", "targets": [newest.id], "verdict": "approve", "scope": "case"}))  # fmt: skip
                tally.add("the same words elsewhere", SAME_WORDS)
            covered = set().union(*(_characters(m, document) for m in sheet.in_order() if m.verdict == "approved"))
    for _, sheet in pairs:
        must, keep = known[sheet.id]
        marks = [m for m in sheet.in_order() if m.verdict == "approved"]
        covered = set().union(*(_characters(m, documents[sheet.id]) for m in marks))
        wrong_left += len(must - covered) + len(keep & covered)
    return tally, spans, wrong_left


def _find(text: str, words: str) -> Iterable[int]:
    text, words = fold(text), fold(words)
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def main() -> None:
    from woolak import run as running

    source, truth = Path(sys.argv[1]), Path(sys.argv[2])
    with TemporaryDirectory() as folder:
        if len(sys.argv) > 3:
            import shutil

            shutil.copytree(sys.argv[3], Path(folder) / "zaak")
        with Case.open(Path(folder) / "zaak", create=True) as case:
            if len(sys.argv) <= 3:
                running.prepare(case, source, None, ThisMachine(2), Quiet())
            tally, spans, left = count(case, read_truths(truth))
    total = sum(tally.actions.values())
    for what, number in tally.actions.most_common():
        print(f"{what:20} {number:5}")
    print(f"{'together':20} {total:5} for {spans} spans: {100 * total / spans:.1f} per 100; "
          f"{left} characters are not as the truth says")  # fmt: skip


if __name__ == "__main__":
    main()
