"""Who made a document: the municipality, another body of government, a company or institution, or a citizen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from functools import lru_cache

from woolak.model import Kind, Origin
from woolak.pipeline.detect.identifiers.domains import is_public_domain
from woolak.pipeline.ingest.factrules import OriginRules, pattern
from woolak.pipeline.ingest.lines import Line
from woolak.rules.casefile import CaseFile

__all__ = ["find_origin", "is_own_address"]

HEAD, FOOT = 0.2, 0.88
ADDRESS_BLOCK = 0.42
COLUMNS = 4
"""From the first row of so many cells on it is a table, and no head of a paper."""
COVER, LONG_LINE, BELOW_TITLE = 0.6, 80, 4
FEW_LINES = 30
"""A first page of fewer lines is a cover as a whole."""
APART = 0.03
"""Share of the page between two lines that are not of one block."""
BUREAU = re.compile(r"\b\w*(?:bureau|advies|ingenieurs|architecten)\b", re.IGNORECASE)
ADDRESS = re.compile(r"(?<![\w.+-])([\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
NAME = re.compile(r"[A-ZÀ-Ý][\w'’-]{2,}")
DOMAIN = re.compile(r"(?:@|www\.|https?://(?:www\.)?)([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})", re.IGNORECASE)
MUNICIPALITY = re.compile(r"\b(?:gemeente|provincie|waterschap)\s+([A-Z][\w'-]+)", re.IGNORECASE)
NUMBERS = re.compile(r"\d+")
POSTCODE = re.compile(r"^\d{4}\s?[A-Z]{2}\b")


def is_own_address(address: str, case: CaseFile) -> bool:
    """Whether a mail address or domain is of the body that handles the case."""
    own = case.municipality.domain.lower()
    domain = address.rpartition("@")[2].lower()
    return bool(own) and (domain == own or domain.endswith("." + own))


def _of_domain(domain: str, case: CaseFile, rules: OriginRules) -> Origin:
    if is_own_address(domain, case):
        return "own"
    if domain in {known.lower() for party in case.third_parties for known in party.domains}:
        return "third_party"
    return "other_government" if _is_government(domain, rules.government_domains) else "third_party"


@lru_cache(maxsize=1024)
def _is_government(domain: str, known: tuple[str, ...]) -> bool:
    """Whether a domain is of a body of government, by the lists or by a pattern of `known`."""
    return is_public_domain(domain) or any(fnmatch(domain, k) or fnmatch(domain, "*." + k) for k in known)


class _Scale:
    """Points for each origin, with the first words that gave some."""

    def __init__(self) -> None:
        self.points: dict[Origin, float] = {"own": 0.0, "third_party": 0.0, "other_government": 0.0}
        self.words: dict[Origin, tuple[float, str]] = {}
        self.firm = False
        """Whether anything told of a company or institution, and not only that it was sent to the municipality."""

    def add(self, origin: Origin, points: float, words: str) -> None:
        self.points[origin] += points
        self.firm = self.firm or origin == "third_party"
        if points > self.words.get(origin, (0.0, ""))[0]:
            self.words[origin] = (points, " ".join(words.split())[:80])

    def add_outside(self, points: float, words: str) -> None:
        """For who is not of the municipality, whoever else it may be."""
        firm = self.firm
        self.add("third_party", points, words)
        self.add("other_government", points, words)
        self.firm = firm

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
        return _of_domain(sender.rpartition("@")[2], case, rules), sender
    scale = _Scale()
    scale.add("own", rules.points.own_by_default, "")
    if kind in rules.by_kind:
        scale.add(rules.by_kind[kind].origin, rules.by_kind[kind].points, kind)
    closed: set[Origin] = set()
    running: set[str] = set()
    bodies = _bodies(pages, case)
    staff = _staff(pages, case, rules)
    greets = awards = False
    for origin, points, words in _title_block(pages[0] if pages else [], kind, title, case, bodies, staff, rules):
        scale.add(origin, points, words)
    for number, lines in enumerate(pages):
        first = number == 0
        top = _head_ends(lines, title)
        for at, line in enumerate(lines):
            stamped = line.y < ADDRESS_BLOCK and pattern(rules.received).search(line.text)
            if first and kind == "brief" and not greets and (stamped or pattern(rules.greets_us).match(line.text)):
                greets = True
                scale.add_outside(rules.points.addressed_to, line.text)
            elif kind == "brief" and not awards and pattern(rules.writes_to_bidder).search(line.text):
                awards = True
                scale.add("own", rules.points.made_for, line.text)
            elif first and line.y < ADDRESS_BLOCK and _is_addressee(lines, at, rules):
                says = _says(line.text, case, bodies, rules)
                if any(origin == "own" for origin, _ in says):
                    scale.add_outside(rules.points.addressed_to, line.text)
                elif any(points >= rules.points.party_name for _, points in says):
                    scale.add("own", rules.points.addressed_to, line.text)
            elif line.y > FOOT or (first and line.y < top):
                if first and kind == "verslag" and _tells_who_was_there(line, rules):
                    continue
                if pattern(rules.told_about).match(line.text):
                    continue
                told = NUMBERS.sub("", line.text).strip()
                if told in running:
                    continue  # what stands on each page says no more than once
                running.add(told)
                titled = pattern(rules.running_title).match(told)
                says = _says(line.text, case, bodies, rules)
                if first and any(origin == "own" for origin, _ in says) and _is_stamped(lines, at, rules):
                    scale.add_outside(rules.points.addressed_to, line.text)
                    continue
                for origin, points in says:
                    if not titled or origin != "own":  # 'Offerte buurtonderzoek gemeente X' says for whom it is
                        scale.add(origin, points, line.text)
            elif pattern(rules.closing).search(line.text) and len(line.text) < 60:
                for maker, words in _signed_by(lines[at + 1 : at + 7], case, bodies, rules):
                    if maker not in closed:
                        closed.add(maker)
                        scale.add(maker, rules.points.closing, words)
    origin, words = scale.heaviest()
    if origin == "third_party" and kind == "brief" and not scale.firm and (greets or not parties):
        return "citizen", words
    return origin, words


def _head_ends(lines: list[Line], title: str) -> float:
    """Share of the page down to which it has its head: to the title, to a table, and no further than HEAD."""
    titled = next((line.y for line in lines if title and line.text.strip().startswith(title[:20])), HEAD)
    table = next((line.y for line in lines if line.text.count("\t") + 1 >= COLUMNS), HEAD)
    return min(titled, table, HEAD)


def _signed_by(lines: list[Line], case: CaseFile, bodies: set[str], rules: OriginRules) -> Iterator[tuple[Origin, str]]:
    """Which maker each line below a closing points to: the first that it tells, or a body of the municipality."""
    for line in lines:
        if line.y > FOOT:
            continue
        told = next((origin for origin, _ in _says(line.text, case, bodies, rules)), None)
        if told is None and pattern(rules.own_bodies).match(line.text):
            told = "own"
        if told is not None:
            yield told, line.text


def _title_block(
    lines: list[Line],
    kind: Kind,
    title: str,
    case: CaseFile,
    bodies: set[str],
    staff: Mapping[str, Origin],
    rules: OriginRules,
) -> Iterator[tuple[Origin, float, str]]:
    """What the lines on the cover say: who made it, for whom, and which maker stands below the title."""
    top = next((at for at, line in enumerate(lines) if title and line.text.strip().startswith(title[:20])), None)
    cover = COVER if len(lines) > FEW_LINES else 1.0
    for at, line in enumerate(lines):
        if line.y > cover or len(line.text) > LONG_LINE or (kind == "verslag" and _tells_who_was_there(line, rules)):
            continue
        by, to = pattern(rules.made_by).search(line.text), pattern(rules.made_for).search(line.text)
        cue = by or to
        alone = cue is not None and not line.text[cue.end() :].strip()  # the name stands on the next line
        says = _says(" ".join(one.text for one in lines[at : at + (2 if alone else 1)]), case, bodies, rules)
        if by:
            maker = next((origin for origin, _ in says), "third_party" if BUREAU.search(line.text) else None)
            surname = NAME.findall(line.text[by.end() :].split(",")[0])[-1:] if not maker else ()
            known = staff.get(surname[0].lower()) if surname else None
            if maker:
                yield maker, rules.points.made_by, line.text
            elif known:
                yield known, rules.points.made_by_staff, line.text
        elif to and any(origin == "own" for origin, _ in says):
            yield "third_party", rules.points.made_for, line.text
        elif top is not None and top < at <= top + BELOW_TITLE and not pattern(rules.addressee).search(line.text):
            dated = pattern(rules.maker_and_date).fullmatch(line.text.strip()) is not None
            for origin, points in says[:1]:
                if origin != "own" and points != rules.points.domain and (dated or kind in rules.below_title):
                    yield origin, rules.points.maker_and_date if dated else rules.points.below_title, line.text


def _staff(pages: list[list[Line]], case: CaseFile, rules: OriginRules) -> dict[str, Origin]:
    """The surnames in the mail addresses of a document, and of whom each address is: 'k.bos@kompas.nl'."""
    found: dict[str, Origin] = {}
    for address in (match for lines in pages for line in lines for match in ADDRESS.finditer(line.text)):
        found.setdefault(address[1].lower().rpartition(".")[2], _of_domain(address[0].lower(), case, rules))
    return found


def _tells_who_was_there(line: Line, rules: OriginRules) -> bool:
    """Whether a line of minutes names who took part, and so not who made them."""
    return pattern(rules.meeting_with).search(line.text) is not None


def _bodies(pages: list[list[Line]], case: CaseFile) -> set[str]:
    """Names of other bodies of government in the document: their domain is often their name."""
    named = {match[1].lower() for lines in pages for line in lines for match in MUNICIPALITY.finditer(line.text)}
    return named - {case.municipality.name.lower().split()[-1] if case.municipality.name else ""}


def _says(text: str, case: CaseFile, bodies: set[str], rules: OriginRules) -> list[tuple[Origin, float]]:
    """Which makers a line of a letter head or foot points to, the surest first."""
    points, found = rules.points, list[tuple[Origin, float]]()
    ours, lowered = case.municipality.short_name.lower(), text.lower()
    name = re.escape(ours)
    full = rf"\b(?:gemeente|provincie|waterschap|wethouders van|staten van)\s+{name}\b|^{name}$"
    own = bool(ours) and re.search(full, lowered.strip())
    if own:
        found.append(("own", points.own_name))
    for party in case.third_parties:
        if any(len(name) > 2 and re.search(rf"\b{re.escape(name.lower())}", lowered) for name in party.names):
            found.append(("third_party", points.party_name))
            break
    for domain in DOMAIN.findall(lowered):
        body = domain.split(".")[-2] in bodies and not is_own_address(domain, case)
        found.append(("other_government" if body else _of_domain(domain, case, rules), points.domain))
    government = pattern(rules.government_names).search(text) or (ours and MUNICIPALITY.search(text))
    if not own and government:
        found.append(("other_government", points.government_name))
    elif not own and pattern(rules.company_marks).search(text):
        found.append(("third_party", points.company_mark))
    return found


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
