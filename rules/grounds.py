"""The grounds of the Woo and the old Wob: the catalogue, and the notations in which they are written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, Self

from pydantic import model_validator

from woolak.rules.reading import Model, read_rules

__all__ = ["Ground", "Label", "catalogue_order", "confusable", "grounds", "machine", "municipal", "parse_label"]

Kind = Literal["absolute", "relative", "temporary", "rule", "marking"]

# Woo 5.1 and Wob 10: which letters a paragraph has. Anything else in a box is an error (facts R11).
LETTERS = {("5.1", 1): "abcde", ("5.1", 2): "abcdefghi", ("10", 1): "abcde", ("10", 2): "abcdefg", ("10", 7): "ab"}


class Law(Model):
    name: str
    short: str
    bwb: str
    last_day: datetime.date | None = None


class Messages(Model):
    code_and_parts_differ: str
    twice: str
    no_ground: str


class Ground(Model):
    """One ground, rule or marking; see rules/grounds.yaml for what each field means."""

    code: str
    """As it is printed in a box and in the lists: `5.1(2)e`."""
    machine: str
    """As other systems import it: `5.1.2e`."""
    law: Literal["woo", "wob"] | None = None
    article: str = ""
    paragraph: int | None = None
    letter: str = ""
    name: str
    kind: Kind
    old: bool = False
    """Article 5.3: information older than five years needs reasons why this interest still weighs more."""
    covers: str = ""
    exceptions: str = ""
    wob: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()

    @property
    def citable(self) -> bool:
        """Whether it may stand in a box as the ground of a redaction."""
        return self.kind != "rule"

    @property
    def link(self) -> str:
        """The article on wetten.overheid.nl (JCI 1.3); empty for a marking."""
        if self.law is None:
            return ""
        parts = [f"artikel={self.article}"]
        if self.law == "woo":
            parts.insert(0, f"hoofdstuk={self.article.split('.')[0]}")
        parts += [f"lid={self.paragraph}"] if self.paragraph else []
        parts += [f"onderdeel={self.letter}"] if self.letter else []
        law = _catalogue().laws[self.law]
        parts += [f"z={law.last_day}", f"g={law.last_day}"] if law.last_day else []
        return f"https://wetten.overheid.nl/jci1.3:c:{law.bwb}&{'&'.join(parts)}"

    @model_validator(mode="after")
    def _code_says_what_the_parts_say(self) -> Self:
        if self.law is None:
            return self
        parts = (f"({self.paragraph})" if self.paragraph else "") + self.letter
        letters = LETTERS.get((self.article, self.paragraph or 0), "")
        if self.code != self.article + parts or (self.letter not in letters if self.letter else letters):
            raise ValueError(_messages().code_and_parts_differ.format(code=self.code))
        return self


class Catalogue(Model):
    laws: Mapping[str, Law]
    confusions: tuple[tuple[str, ...], ...]
    grounds: tuple[Ground, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        codes = [ground.code for ground in self.grounds]
        for seen in (codes, [ground.machine for ground in self.grounds]):
            double = {code for code in seen if seen.count(code) > 1}
            if double:
                raise ValueError(_messages().twice.format(code=min(double)))
        lost = {old for ground in self.grounds for old in ground.wob} - set(codes)
        if lost:
            raise ValueError(_messages().no_ground.format(code=min(lost)))
        return self


def _messages() -> Messages:
    messages: Messages = read_rules("texts/messages.yaml", Messages)
    return messages


def _catalogue() -> Catalogue:
    catalogue: Catalogue = read_rules("grounds.yaml", Catalogue)
    return catalogue


@cache
def grounds() -> Mapping[str, Ground]:
    """All grounds, rules and markings by their municipal code, in the order of the law.

    Raises CaseFileError when rules/grounds.yaml is wrong.
    """
    return MappingProxyType({ground.code: ground for ground in _catalogue().grounds})


@cache
def _by_machine() -> Mapping[str, str]:
    return {ground.machine: ground.code for ground in grounds().values()}


def municipal(code: str) -> str:
    """`5.1.2e` as `5.1(2)e`. Raises KeyError for a code that is no ground."""
    return code if code in grounds() else _by_machine()[code]


def machine(code: str) -> str:
    """`5.1(2)e` as `5.1.2e`. Raises KeyError for a code that is no ground."""
    return code if code in _by_machine() else grounds()[code].machine


@cache
def _order() -> Mapping[str, int]:
    return {code: place for place, code in enumerate(grounds())}


def catalogue_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Each code once, in the order of the law; what is no ground comes last."""
    order = _order()
    return tuple(sorted(set(codes), key=lambda code: (order.get(code, len(order)), code)))


# ---------------------------------------------------------------- notations (facts 1.3)

Problem = Literal["incomplete", "invalid", "uncertain"]


@dataclass(frozen=True, slots=True)
class Label:
    """A ground or marking as somebody wrote it. It is never corrected: what is wrong with it is said."""

    code: str
    """In the municipality's notation, also when no such ground exists: `5.1(2)j`."""
    start: int
    end: int
    """Place in the text, end exclusive."""
    problems: tuple[Problem, ...] = ()
    """incomplete: the paragraph or letter lacks. invalid: no such ground. uncertain: read through OCR noise."""
    meant: tuple[str, ...] = ()
    """Grounds that the writer of an invalid letter may have meant, to ask about."""


_ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7}

# "EUR 5.111.000" is an amount, not 5.1(1)c read badly.
_MONEY = re.compile(
    r"(?:€|\b(?:eur|euro|fl)\b\.?)\s*(?!5\.[124]\s?\(|10\s?\()\d[\d.,]*(?:,-)?"
    r"|\b\d[\d.,]*\s*(?:€|(?:euro|eur)\b)"
    r"|(?<![\d.])\d{1,3}(?:\.\d{3})+(?:,\d\d|,-)?(?![\d.])",
    re.I,
)
_PARAGRAPH = rf"""(?:
    \s*\(\s*(?P<round>[\dl])\s*(?P<inside>[a-z])?\s*\)
  | \((?P<misread>[a-z])\)(?=[a-i](?![a-z\d]))
  | \s?\.\s?(?P<dotted>\d)(?!\d)
  | -(?P<dashed>\d)(?!\d)
  | [\s,]*\blid\s*(?P<lid>\d)(?!\d)
  | [\s,]*\b(?P<word>{"|".join(_ORDINALS)})\s+lid\b
  | [\s,]*\b(?P<ordinal>\d)\s?e\s+lid\b
)"""
_LETTER = r"""(?:
    [\s.,]*\(\s*(?P<round_letter>[a-z])\s*\)
  | \.(?P<dotted_letter>[a-z])(?![a-z])
  | -(?P<dashed_letter>[a-z])(?![a-z\d-])
  | (?P<glued>[a-z]{1,2})(?![a-z]|\d(?!\.|0\())
  | (?<=\))(?P<digit>\d)(?![\w.,(])
  | [\s,]*(?:\baanhef\s+en\s+)?\b(?:onder(?:deel)?|sub|letter)\s*\(?(?P<said>[a-z])(?![a-z])\)?
  | \s(?P<spaced>[a-z])(?![\w@'’.-])
)"""
_LABEL = re.compile(
    rf"""(?P<cited>\b(?:art(?:ikel|\.)?|woo|wob)[\s:-]*)?
    (?:(?<![\w.,§])|(?<=\)[a-i])(?=5\.|10\())\(?(?:(?P<five>[5s])\s?[.-]\s?(?P<woo>4a|[124l])|(?P<wob>10|11))\)?
    (?:{_PARAGRAPH}{_LETTER}?|(?P<run_on>[12])(?P<run_on_letter>[a-z])?(?![a-z\d]))?
    (?:(?!\w|\.\d)|(?=5\.[124]\(|10\())""",
    re.I | re.X,
)
# "5.1(2)e en i", "5.1 lid 1 sub c en lid 2 sub e", "5.1(2)e/(1)c"
_NEXT = re.compile(
    r"""\s*(?:[/,;&+]|\b(?:en|of)\b|,\s*en\b)\s*
    (?:(?:lid\s*(?P<lid>\d)|\((?P<round>\d)\))[\s,]*)?
    (?:(?:aanhef\s+en\s+)?(?:onder(?:deel)?|sub|letter)\s*)?(?P<letter>(?-i:[a-z]))(?![\w@'’.(-])""",
    re.I | re.X,
)
_BESIDE_LABELS = re.compile(r"\b(?:art|artikel|woo|wob|en|of|op grond van|weigeringsgrond(?:en)?)\b|[\W_]", re.I)


@cache
def _markings() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A pattern for the markings that can be told in running text, and what each wording stands for."""
    found = [ground for ground in grounds().values() if ground.kind == "marking"]
    codes = {words: ground.code for ground in found for words in (ground.code, *ground.aliases, *ground.alone)}
    alone = {words for ground in found for words in ground.alone}
    running = sorted(set(codes) - alone, key=len, reverse=True)
    spaced = "|".join(re.escape(words).replace(r"\ ", r"[\s_-]+") for words in running)
    return re.compile(rf"\b(?:{spaced})\b", re.I), MappingProxyType(codes)


def confusable(code: str) -> tuple[str, ...]:
    """Grounds whose letter is easily misread or mistyped for that of this one: 5.1(2)j may be 5.1(2)i."""
    stem, letter = code[:-1], code[-1]
    sets = [letters for letters in _catalogue().confusions if letter in letters]
    others = {stem + other for letters in sets for other in letters} - {code}
    others |= {stem[:-1] + letter} if stem[-1:].isalpha() else set()  # one letter too many: 10(2)je
    return catalogue_order(other for other in others if other in grounds())


def _judged(code: str, start: int, end: int, *, uncertain: bool) -> Label:
    """The label with what is wrong with it, and what an impossible letter may have been."""
    known = grounds()
    problems: list[Problem] = ["uncertain"] if uncertain else []
    meant: tuple[str, ...] = ()
    if code not in known:
        more = any(other.startswith(code) and other[len(code)] in "(abcdefghi" for other in known)
        problems.append("incomplete" if more else "invalid")
        meant = confusable(code)
    return Label(code, start, end, tuple(problems), meant)


def _read(match: re.Match[str], text: str) -> Iterator[tuple[Label, bool]]:
    """The labels of one match and the letters that follow it; True when it may as well be a section number."""
    part = match.groupdict()
    five, run_on = part["five"], part["run_on"]
    article = part["wob"] or "5." + part["woo"].lower().replace("l", "1")
    said = next((part[key] for key in ("round", "dotted", "dashed", "lid", "ordinal", "misread") if part[key]), None)
    paragraph = said or run_on or ""
    if part["word"]:
        paragraph = str(_ORDINALS[part["word"].lower()])
    paragraph = paragraph.lower().replace("l", "1")
    letters = (
        "inside",
        "round_letter",
        "dotted_letter",
        "dashed_letter",
        "glued",
        "digit",
        "said",
        "spaced",
        "run_on_letter",
    )
    letter = next((part[key].lower() for key in letters if part[key]), "")
    if five and five in "sS" and not (part["round"] and paragraph):
        return
    noisy = bool(run_on or (five and five in "sS") or (part["woo"] or "").lower() == "l" or part["round"] in ("l", "L"))
    in_words = bool(part["lid"] or part["word"] or part["ordinal"])
    own_form = bool(part["round"]) and part["wob"] != "10"
    bare = not part["cited"] and not letter and not in_words and not own_form
    code = article + (f"({paragraph})" if paragraph else "") + letter
    yield _judged(code, match.start(), match.end(), uncertain=noisy), bare
    place = match.end()
    while letter and (more := _NEXT.match(text, place)):
        paragraph = more["lid"] or more["round"] or paragraph
        yield (
            _judged(f"{article}({paragraph}){more['letter']}", more.start("letter"), more.end(), uncertain=noisy),
            False,
        )
        place = more.end()


def parse_label(text: str) -> list[Label]:
    """Every ground and marking written in a text, in any notation of facts 1.3, in reading order.

    Amounts are left out. A number that may as well be a section of a report (`5.1.2`, `5.2`, `5.11`) counts only
    after 'artikel', 'Woo' or 'Wob', or when the text holds nothing but labels, as a box does.
    """
    clean = text.replace("\u00a0", " ").translate(dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014"), "-"))
    clean = _MONEY.sub(lambda match: "¤" * len(match.group()), clean)
    read = [found for match in _LABEL.finditer(clean) for found in _read(match, clean)]
    pattern, codes = _markings()
    for match in pattern.finditer(clean):
        words = re.sub(r"[\s_-]+", " ", match.group().lower())
        read.append((Label(codes[words], match.start(), match.end()), False))
    rest = list(clean)
    for label, _ in read:
        rest[label.start : label.end] = " " * (label.end - label.start)
    only_labels = not _BESIDE_LABELS.sub("", "".join(rest)).strip("¤") and "¤" not in rest
    whole = codes.get(" ".join(clean.lower().split()).strip("()[] "))
    if whole and not read:
        return [Label(whole, 0, len(text))]
    return sorted((label for label, bare in read if only_labels or not bare), key=lambda label: label.start)
