"""Who made a document: the municipality, another body of government, a company or institution, or a citizen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from woolak.model import Kind, Origin
from woolak.pipeline.ingest.factrules import OriginRules, pattern
from woolak.pipeline.ingest.lines import Line
from woolak.pipeline.ingest.makers import MUNICIPALITY, maker_of_domain, makers_in
from woolak.rules.casefile import CaseFile

__all__ = ["find_origin"]

HEAD, FOOT = 0.2, 0.88
ADDRESS_BLOCK = 0.42
COLUMNS = 4
"""From the first row of so many cells on it is a table, and no head of a paper."""
COVER, LONG_LINE, BELOW_TITLE = 0.6, 80, 4
FEW_LINES = 30
"""A first page of fewer lines is a cover as a whole."""
LONGEST_CLOSING = 60
APART = 0.03
"""Share of the page between two lines that are not of one block."""
BUREAU = re.compile(r"\b\w*(?:bureau|advies|ingenieurs|architecten)\b", re.IGNORECASE)
ADDRESS = re.compile(r"(?<![\w.+-])([\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
NAME = re.compile(r"[A-ZÀ-Ý][\w'’-]{2,}")
NUMBERS = re.compile(r"\d+")
POSTCODE = re.compile(r"^\d{4}\s?[A-Z]{2}\b")


class _Paper(NamedTuple):
    """A document as far as it tells who made it."""

    pages: list[list[Line]]
    kind: Kind
    title: str
    case: CaseFile
    rules: OriginRules
    bodies: set[str]
    """Names of other bodies of government in it."""

    def says(self, text: str) -> list[tuple[Origin, float]]:
        """Which makers a line of a letter head or foot points to, the surest first."""
        return makers_in(text, self.case, self.bodies, self.rules)


class _Told(NamedTuple):
    """That something in a document tells of a maker."""

    origin: Origin | None
    """None: of whoever is not of the municipality."""
    points: float
    words: str
    greets: bool = False
    """Whether it is a letter's greeting of the municipality."""


class _Scale:
    """Points for each origin, with the first words that gave some."""

    def __init__(self) -> None:
        self.points: dict[Origin, float] = {"own": 0.0, "third_party": 0.0, "other_government": 0.0}
        self.words: dict[Origin, tuple[float, str]] = {}
        self.firm = self.greets = False
        """Whether anything told of a company or institution, and not only that it was sent to the municipality; and
        whether the municipality is greeted."""

    def add(self, told: _Told) -> None:
        outside: tuple[Origin, ...] = ("third_party", "other_government")
        for origin in outside if told.origin is None else (told.origin,):
            self.points[origin] += told.points
            if told.points > self.words.get(origin, (0.0, ""))[0]:
                self.words[origin] = (told.points, " ".join(told.words.split())[:80])
        self.firm = self.firm or told.origin == "third_party"
        self.greets = self.greets or told.greets

    def heaviest(self) -> tuple[Origin, str]:
        best = max(self.points, key=lambda origin: self.points[origin])
        return best, self.words.get(best, (0.0, ""))[1]


def find_origin(
    pages: list[list[Line]], kind: Kind, title: str, sender: str, parties: bool, case: CaseFile, rules: OriginRules
) -> tuple[Origin, str]:
    """The origin and the words that it was taken from; of a mail by the address of its sender.

    A letter to the municipality in which nothing tells of a firm is a citizen's: it greets the municipality, or it
    names no party (`parties`) at all.
    """
    if sender:
        return maker_of_domain(sender.rpartition("@")[2], case, rules), sender
    paper = _Paper(pages, kind, title, case, rules, _bodies(pages, case))
    scale = _Scale()
    scale.add(_Told("own", rules.points.own_by_default, ""))
    if kind in rules.by_kind:
        scale.add(_Told(rules.by_kind[kind].origin, rules.by_kind[kind].points, kind))
    for told in chain(_title_block(paper), _lines(paper)):
        scale.add(told)
    origin, words = scale.heaviest()
    if origin == "third_party" and kind == "brief" and not scale.firm and (scale.greets or not parties):
        return "citizen", words
    return origin, words


def _lines(paper: _Paper) -> Iterator[_Told]:
    """What each line tells: a letter's greeting or award (the first of them), to whom it is sent, the head and foot of
    the page, or what stands below a closing."""
    greeted = awarded = False
    running: set[str] = set()
    closed: set[Origin] = set()
    for number, lines in enumerate(paper.pages):
        first, top = number == 0, _head_ends(lines, paper.title)
        for at, line in enumerate(lines):
            if first and not greeted and _greets(paper, line):
                greeted = True
                yield _Told(None, paper.rules.points.addressed_to, line.text, greets=True)
            elif not awarded and paper.kind == "brief" and pattern(paper.rules.writes_to_bidder).search(line.text):
                awarded = True
                yield _Told("own", paper.rules.points.made_for, line.text)
            elif first and line.y < ADDRESS_BLOCK and _is_addressee(lines, at, paper.rules):
                yield from _sent_to(paper, line)
            elif line.y > FOOT or (first and line.y < top):
                yield from _head_or_foot(paper, lines, at, first, running)
            elif len(line.text) < LONGEST_CLOSING and pattern(paper.rules.closing).search(line.text):
                for told in _signed_by(paper, lines[at + 1 : at + 7]):
                    if told.origin and told.origin not in closed:
                        closed.add(told.origin)
                        yield told


def _is_row(line: Line) -> bool:
    """Whether a line is a row of a table."""
    return line.text.count("\t") + 1 >= COLUMNS


def _greets(paper: _Paper, line: Line) -> bool:
    """Whether a letter greets the municipality, or bears its stamp of receipt."""
    if paper.kind != "brief":
        return False
    stamped = line.y < ADDRESS_BLOCK and pattern(paper.rules.received).search(line.text)
    return bool(stamped or pattern(paper.rules.greets_us).match(line.text))


def _sent_to(paper: _Paper, line: Line) -> Iterator[_Told]:
    """Who is sent a letter did not write it."""
    says, points = paper.says(line.text), paper.rules.points
    if any(origin == "own" for origin, _ in says):
        yield _Told(None, points.addressed_to, line.text)
    elif any(weight >= points.party_name for _, weight in says):
        yield _Told("own", points.addressed_to, line.text)


def _head_or_foot(paper: _Paper, lines: list[Line], at: int, first: bool, running: set[str]) -> Iterator[_Told]:
    """Whose name stands at the head or foot of a page; what stands on each page (`running`) says no more than once."""
    line, rules = lines[at], paper.rules
    if first and paper.kind == "verslag" and _tells_who_was_there(line, rules):
        return
    if pattern(rules.told_about).match(line.text):
        return
    plain = NUMBERS.sub("", line.text).strip()
    if plain in running:
        return
    running.add(plain)
    says = paper.says(line.text)
    if first and any(origin == "own" for origin, _ in says) and _is_stamped(lines, at, rules):
        yield _Told(None, rules.points.addressed_to, line.text)
        return
    titled = pattern(rules.running_title).match(plain)
    for origin, points in says:
        if not titled or origin != "own":  # 'Offerte buurtonderzoek gemeente X' says for whom it is
            yield _Told(origin, points, line.text)


def _head_ends(lines: list[Line], title: str) -> float:
    """Share of the page down to which it has its head: to the title, to a table, and no further than HEAD."""
    titled = next((line.y for line in lines if title and line.text.strip().startswith(title[:20])), HEAD)
    table = next((line.y for line in lines if _is_row(line)), HEAD)
    return min(titled, table, HEAD)


def _signed_by(paper: _Paper, lines: list[Line]) -> Iterator[_Told]:
    """Which maker each line below a closing points to: the first that it tells, or a body of the municipality."""
    for line in lines:
        if line.y > FOOT:
            continue
        told = next((origin for origin, _ in paper.says(line.text)), None)
        if told is None and pattern(paper.rules.own_bodies).match(line.text):
            told = "own"
        if told is not None:
            yield _Told(told, paper.rules.points.closing, line.text)


def _title_block(paper: _Paper) -> Iterator[_Told]:
    """What the lines on the cover say: who made it, for whom, and which maker stands below the title."""
    lines, title, rules = paper.pages[0] if paper.pages else [], paper.title, paper.rules
    top = next((at for at, line in enumerate(lines) if title and line.text.strip().startswith(title[:20])), None)
    cover = COVER if len(lines) > FEW_LINES else 1.0
    staff = _staff(paper.pages, paper.case, rules)
    for at, line in enumerate(lines):
        if line.y > cover or len(line.text) > LONG_LINE or _is_row(line):
            continue
        if paper.kind == "verslag" and _tells_who_was_there(line, rules):
            continue
        by, to = pattern(rules.made_by).search(line.text), pattern(rules.made_for).search(line.text)
        cue = by or to
        alone = cue is not None and not line.text[cue.end() :].strip()  # the name stands on the next line
        says = paper.says(" ".join(one.text for one in lines[at : at + (2 if alone else 1)]))
        if by:
            maker = next((origin for origin, _ in says), "third_party" if BUREAU.search(line.text) else None)
            surname = NAME.findall(line.text[by.end() :].split(",")[0])[-1:] if not maker else ()
            known = staff.get(surname[0].lower()) if surname else None
            if maker:
                yield _Told(maker, rules.points.made_by, line.text)
            elif known:
                yield _Told(known, rules.points.made_by_staff, line.text)
        elif to and any(origin == "own" for origin, _ in says):
            yield _Told("third_party", rules.points.made_for, line.text)
        elif top is not None and top < at <= top + BELOW_TITLE and not pattern(rules.addressee).search(line.text):
            yield from _below_title(paper, line, says)


def _below_title(paper: _Paper, line: Line, says: list[tuple[Origin, float]]) -> Iterator[_Told]:
    """The maker whose name stands below the title of a paper that has its maker there, or with a date behind it."""
    points = paper.rules.points
    dated = pattern(paper.rules.maker_and_date).fullmatch(line.text.strip()) is not None
    for origin, weight in says[:1]:
        if origin != "own" and weight != points.domain and (dated or paper.kind in paper.rules.below_title):
            yield _Told(origin, points.maker_and_date if dated else points.below_title, line.text)


def _staff(pages: list[list[Line]], case: CaseFile, rules: OriginRules) -> dict[str, Origin]:
    """The surnames in the mail addresses of a document, and of whom each address is: 'k.bos@kompas.nl'."""
    found: dict[str, Origin] = {}
    for address in (match for lines in pages for line in lines for match in ADDRESS.finditer(line.text)):
        found.setdefault(address[1].lower().rpartition(".")[2], maker_of_domain(address[0].lower(), case, rules))
    return found


def _tells_who_was_there(line: Line, rules: OriginRules) -> bool:
    """Whether a line of minutes names who took part, and so not who made them."""
    return pattern(rules.meeting_with).search(line.text) is not None


def _bodies(pages: list[list[Line]], case: CaseFile) -> set[str]:
    """Names of other bodies of government in the document: their domain is often their name."""
    named = {match[1].lower() for lines in pages for line in lines for match in MUNICIPALITY.finditer(line.text)}
    return named - {case.municipality.name.lower().split()[-1] if case.municipality.name else ""}


def _is_stamped(lines: list[Line], at: int, rules: OriginRules) -> bool:
    """Whether a line is of a stamp that says when a letter came in: by whom it was received."""
    near = [line.text for line in lines[max(0, at - 2) : at + 3] if abs(line.y - lines[at].y) < 2 * APART]
    return any(pattern(rules.received).search(text) for text in near)


def _is_addressee(lines: list[Line], at: int, rules: OriginRules) -> bool:
    """Whether a line names to whom it is sent: by 'Aan' before it, or 'T.a.v.' or a postcode below it."""
    line = lines[at]
    if pattern(rules.sent_to).search(line.text):
        return True
    around = [near for near in lines[max(0, at - 1) : at + 3] if abs(near.y - line.y) < 2 * APART]
    if not any(pattern(rules.addressee).search(near.text) for near in around):
        return False
    if pattern(rules.addressee).match(line.text) and len(line.text.split()) > 2:
        return True  # the whole address on one line: 'Aan de commissie van de gemeente, Postbus 10'
    below = lines[at + 1 : at + 5]
    if below and pattern(rules.person_below).match(below[0].text) and below[0].y - line.y <= APART:
        return True
    if below and below[0].y - line.y > APART:
        return False
    return pattern(rules.addressee).match(line.text) is not None or any(POSTCODE.search(near.text) for near in below)
