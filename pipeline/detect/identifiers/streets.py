"""How a street with its number is written, and a post box.

A street is found from its number backwards: first the word before the number, then, word by word, what belongs to
the name ('Burg. van der', 'Jan van', '1e'). A single forward pattern for this backtracks without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Literal, NamedTuple

from woolak.pipeline.detect.identifiers.cues import contact
from woolak.pipeline.detect.lines import cell_start, line_end, stretches
from woolak.pipeline.detect.phrases import phrases

__all__ = ["BOX", "LETTER", "WORD", "Street", "streets_in"]

LETTER = r"A-ZÀ-ÖØ-Þ"
WORD = r"[\w’'-]"
# House number with addition: 12, 12a, 12 A, 12-2, 12-hs, 12 bis, 12 II, 12/14, 12 t/m 16.
NUMBER = (
    r"(?!0)\d{1,5}(?!\d|[.,:]\d)"
    r"(?:[-–/ ]{0,3}(?:hs|huis|bis|rood|zwart|[IV]{2,3}|boven|bov|beneden)\b(?:[ -][A-Z](?!\w))?"
    r"|(?:[-–/]| [-–/] | t/m )\d{1,4}[a-zA-Z]?(?![\w-])"
    r"|[-/]?[a-zA-Z](?![a-zA-Z’'])(?:[-–]?\d{1,4})?(?!\w)"
    r"| [A-H](?![\w’'.])(?:[-–]?\d{1,3}(?!\d))?| [a-hA-H](?=[.,;)]?(?:\n|$)|[.,;)] ))?"
)
DATE = r"\d{1,2}[-/]\d{1,2}[-/](?:19|20)\d\d(?!\d)"
CANDIDATE = re.compile(
    rf"(?<![\w@/.])(?P<last>(?:['’][a-z]-)?[{LETTER}'’][\w’'.-]{{1,40}}?),?(?:[ \u00a0]{{1,2}}|[ ]?\n)"
    rf"(?:(?:nr|huisnr)\.? ?|(?:huis)?nummer )?(?!{DATE})(?P<number>{NUMBER})(?!\w)"
)
DIGITS = re.compile(r"\d+")
BEFORE_NUMBER, BEHIND_NUMBER = 70, 40
"""Characters about the digits of a house number in which its street and all of it stand."""
BOX = phrases(
    r"\b(?:postbus|antwoordnummer|antwoordnr\.?|p\.?o\.? ?box)[ :]{1,2}\d(?:[ .]?\d){0,5}(?!\d)",
    ("postbus", "antwoordnummer", "antwoordnr", "po box", "pobox", "p o box", "p obox"),
    re.I,
)

CAPITAL_PARTICLES = ("Van", "Von", "De", "Op", "Ten", "Ter")
FROM_PROSE = (
    ("van", "de"),
    ("aan", "de"),
    ("op", "de"),
    ("van", "het"),
    ("aan", "het"),
    ("op", "het"),
    ("aan",),
    ("op",),
)
"""Particles that rather come from the sentence than from the name: 'bewoners van de Kerkstraat'."""


@cache
def _words(
    kind: Literal["particles", "titles", "first_words", "stop_words", "compass", "street_not"],
) -> frozenset[str]:
    return frozenset(getattr(contact(), kind))


class Street(NamedTuple):
    """A street with its number; `kind` is how much its last word says by itself, `broken` that a line ends between."""

    start: int
    end: int
    name: str
    number: str
    kind: Literal["sure", "weak", "any"]
    broken: bool


@cache
def _ends(kind: Literal["sure", "weak"]) -> tuple[str, ...]:
    return contact().street_ends if kind == "sure" else contact().street_ends_weak


def _kind(last: str, before: str) -> Literal["sure", "weak", "any"]:
    """What the last word of a name says: 'Kerkstraat' is surely a street, 'Zeezicht' maybe."""
    word = last.lower().rstrip(".")
    if word in _words("compass") and before:
        word = before.rsplit(" ", 1)[-1].lower()
    word = word.removesuffix("-noord").removesuffix("-zuid").removesuffix("-oost").removesuffix("-west")
    if word in _words("street_not"):
        return "any"
    if (
        word.endswith(_ends("sure"))
        or last.lower().endswith("str.")
        or word.removesuffix("noord").removesuffix("zuid").endswith("straat")
    ):
        return "sure"
    return "weak" if word.endswith(_ends("weak")) else "any"


def _tokens_before(text: str, start: int, floor: int) -> list[tuple[int, str]]:
    """Up to six words before start, the nearest first, as (place, word)."""
    found: list[tuple[int, str]] = []
    end = start
    while len(found) < 6 and end - 1 > floor and text[end - 1] in " \u00a0\n" and text[end - 2] not in " \t\n":
        begin = max(text.rfind(sign, floor, end - 1) for sign in " \t\n")
        begin = max(begin, floor - 1) + 1
        found.append((begin, text[begin : end - 1]))
        end = begin
    return found


def _belongs(word: str) -> bool:
    """Whether a word with a capital can be the front of a street's name."""
    plain = word.rstrip(".").lower()
    if word[-1:] in ",;:)!?" or plain in _words("stop_words"):
        return False
    if word.endswith("."):
        return plain in _words("titles") or bool(re.fullmatch(rf"(?:[{LETTER}][a-z]?\.){{1,5}}", word))
    return bool(re.fullmatch(rf"[{LETTER}'’]{WORD}+|\d{{1,2}}e|[{LETTER}]", word)) or plain in _words("titles")


def _is_title(word: str) -> bool:
    return word[:1].isupper() and word.rstrip(".").lower() in _words("titles")


def _start_of_name(text: str, start: int, floor: int) -> int:
    """Where the name of which the last word stands at `start` begins."""
    begin = start
    particles: list[str] = []
    tokens = _tokens_before(text, start, floor)
    for index, (place, word) in enumerate(tokens):
        if word in CAPITAL_PARTICLES and index + 1 < len(tokens) and _is_title(tokens[index + 1][1]):
            begin = place  # 'Ds. Van Leeuwenstraat'
            continue
        if word.rstrip(".") in _words("particles") and word.islower():
            particles.insert(0, word)
            if len(particles) > 3:
                break
            continue
        if particles and word in CAPITAL_PARTICLES and (word.lower(), *particles) not in FROM_PROSE:
            return place  # 'Van 't Hoffstraat', 'Op den Akker'
        if not _belongs(word):
            break
        titled = (
            word.endswith(".") or word.rstrip(".").lower() in _words("titles") or word.lower() in _words("first_words")
        )
        if particles and tuple(particles) in FROM_PROSE and not titled:
            break
        begin, particles = place, []
        if start - begin > 45:
            break
    return begin


def _over_line_end(text: str, floor: int, at: int) -> int:
    """Where to stop looking back: the line before counts when the name breaks there ('Van der\\nHeijdenlaan 12')."""
    if floor != at or floor < 2 or text[floor - 1] != "\n":
        return floor
    word = re.search(r"[^\s]+$", text[max(0, floor - 16) : floor - 1])
    if word and word[0].rstrip(".").lower() in (_words("particles") | _words("titles")):
        return cell_start(text, floor - 1)
    return floor


def _article_before(text: str, begin: int, floor: int) -> int:
    """'De Ruijterkade 12' as a line of its own, or behind a label: the article is part of the name."""
    for article in ("De ", "Het ", "'t ", "’t ", "Van ", "Aan ", "In "):
        first = begin - len(article)
        if text.startswith(article, max(0, first)) and (first == floor or text[max(0, first - 2) : first] == ": "):
            return first
    return begin


def streets_in(text: str) -> Iterator[Street]:
    """Every capitalised word with a number behind it, as the street that it may be."""
    near = stretches((digit.span() for digit in DIGITS.finditer(text)), BEFORE_NUMBER, BEHIND_NUMBER)
    for match in chain.from_iterable(CANDIDATE.finditer(text, *part) for part in near):
        last, at = match["last"], match.start("last")
        floor = cell_start(text, at)
        begin = _start_of_name(text, at, _over_line_end(text, floor, at))
        kind = _kind(last, text[begin:at].strip())
        if kind == "any" and text[begin:at].split(" ")[0].lower() in _words("first_words"):
            kind = "sure"  # 'Laan van Meerdervoort'
        rest = text[match.end() : line_end(text, match.end())]
        if not rest.strip() or rest[0] in ",\t":
            begin = _article_before(text, begin, floor)
        name = text[begin : at + len(last)].rstrip(",")
        yield Street(begin, match.end(), name, match["number"], kind, "\n" in text[at : match.start("number")])
