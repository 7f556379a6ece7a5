"""Finds known companies under every form of their name.

A name is compared by its letters and digits alone, folded: so 'Kraan & Kade', 'Kraan-Kade', 'KRAAN EN KADE' broken
over two lines, and 'kraankade.nl' are one. Where it begins and ends must still be the border of a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import compress, count
from typing import NamedTuple

import ahocorasick

from woolak.pipeline.detect.business.company_cues import company_cues
from woolak.pipeline.detect.model.lists import lower
from woolak.pipeline.detect.patterns import any_of
from woolak.rules.casefile import CaseFile, ThirdParty

__all__ = ["Mention", "NameForm", "NameIndex", "case_index", "forms_of_name", "forms_of_party"]

MIN_LETTERS = 3
SMALL_WORDS = frozenset(
    ("van", "voor", "de", "het", "en", "in", "of", "der", "den", "ter", "te", "op", "aan", "bij", "met", "&", "+")
)
_FOLDED = {
    char: unicodedata.normalize("NFKD", char)[0].lower() for code in range(0xC0, 0x250) if (char := chr(code)).isalpha()
}
_FOLD = str.maketrans(_FOLDED)
# What OCR takes for one another, folded to one.
_CONFUSED = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "8": "b", "6": "b", "2": "z"})


class NameForm(NamedTuple):
    """One way to write a name. `evidence` is a key of rules/reasons/business.yaml."""

    text: str
    entity: str
    evidence: str
    as_written: bool = False
    """Only with its own capitals: an abbreviation, or a single word that may be an ordinary word."""


class Mention(NamedTuple):
    start: int
    end: int
    form: NameForm


def _fold(text: str, ocr: bool) -> str:
    lower = (
        "".join(c if len(c) == 1 else c[0] for c in map(str.lower, text))
        if len(text.lower()) != len(text)
        else text.lower()
    )
    folded = lower if lower.isascii() else lower.translate(_FOLD)
    return folded.translate(_CONFUSED) if ocr else folded


def _squeeze(text: str, ocr: bool) -> str:
    """The letters and digits of a text, folded."""
    return _fold("".join(filter(_is_read if ocr else str.isalnum, text)), ocr)


def _places(text: str, ocr: bool) -> list[int]:
    """Where each letter and digit of a text stands."""
    return list(compress(count(), map(_is_read if ocr else str.isalnum, text)))


def _is_read(char: str) -> bool:
    """Whether a sign of a scan is a letter or digit, or what OCR may have made of one."""
    return char.isalnum() or char == "|"


class NameIndex:
    """Known names, ready to be looked for."""

    def __init__(self, forms: Iterable[NameForm]) -> None:
        self.forms = tuple(dict.fromkeys(forms))
        self._plain = self._build(ocr=False)
        self._ocr = self._build(ocr=True)

    def _build(self, ocr: bool) -> ahocorasick.Automaton:
        by_key: dict[str, list[NameForm]] = {}
        for form in self.forms:
            key = _squeeze(form.text, ocr)
            if len(key) >= MIN_LETTERS or "&" in form.text or _told_short(form):
                by_key.setdefault(key, []).append(form)
        automaton = ahocorasick.Automaton()
        for key, forms in by_key.items():
            automaton.add_word(key, (len(key), forms))
        if by_key:
            automaton.make_automaton()
        return automaton

    def hits(self, text: str, ocr: bool = False) -> Iterator[tuple[int, int, list[NameForm]]]:
        """Wherever the letters of a name follow one another, within words too."""
        automaton = self._ocr if ocr else self._plain
        if not len(automaton):
            return
        seen = list(automaton.iter(_squeeze(text, ocr)))
        places = _places(text, ocr) if seen else []
        for last, (length, forms) in seen:
            yield places[last - length + 1], places[last] + 1, forms

    def find(self, text: str, ocr: bool = False) -> list[Mention]:
        """The mentions in a text, in order; of those that overlap, the longest."""
        mentions = []
        for start, end, forms in self.hits(text, ocr):
            form = next((form for form in forms if _fits(text, start, end, form)), None)
            if form:
                dotted = form.text.endswith(".") and text[end : end + 1] == "."
                legal = _LEGAL_BEHIND.match(text, end) if form.entity == "COMPANY" else None
                mentions.append(Mention(start, legal.end() if legal else end + dotted, form))
        mentions.sort(key=lambda mention: (mention.start, -mention.end))
        kept: list[Mention] = []
        for mention in mentions:
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
        return kept


def _told_short(form: NameForm) -> bool:
    """A name of two capitals, when zaak.yaml itself gives it: 'VV'."""
    return (
        len(form.text) == 2 and form.text.isalpha() and form.text.isupper() and form.evidence.startswith("known_party:")
    )


_TOP_DOMAIN = re.compile(r"\.(?:nl|com|eu|org|net)\b")
_LEGAL_BEHIND = re.compile(r",?[ ](?:[B8NC][., ]{0,2}V|V[., ]{0,2}[O0][., ]{0,2}F|U[., ]{0,2}A)(?:\.|(?!\w))")
"""The legal form behind a known name, as scans read it."""
_GAP = re.compile(r"[^\W_]([\W_]{4,})[^\W_]|\n\s*\n|[;:!?]|\.\s+[A-Z]")


def _fits(text: str, start: int, end: int, form: NameForm) -> bool:
    """Whether the characters are this name as a word of its own."""
    if start and text[start - 1].isalnum():
        return False
    if len(form.text) <= MIN_LETTERS and "&" in form.text:
        return text[start:end] == form.text  # V&V
    behind = text[end : end + 2]
    if behind[:1].isalnum() and not (behind[0] == "s" and not behind[1:].isalnum() and len(form.text) > 3):
        return False
    piece = text[start:end]
    if len(form.text) < MIN_LETTERS and piece != form.text:
        return False  # 'V. V'
    if len(piece) > len(form.text) + 2 and _GAP.search(piece):
        return False
    words_seen, words_known = len(piece.split()), len(form.text.split())
    if words_known == 1 and words_seen > 2 and "." not in piece:
        return False
    if not form.as_written:
        return True
    if re.search(r"[@./_]$", text[max(0, start - 1) : start]) or re.match(
        r"\.(?:nl|com|eu|org|net)\b", text[end : end + 5]
    ):
        return True  # in a web address capitals tell nothing
    if form.text.isupper():
        return piece.replace(".", "").replace(" ", "").isupper() and (words_seen == 1 or "." in piece)
    return piece[0].isupper()


@cache
def _legal_form() -> re.Pattern[str]:
    forms = any_of(company_cues().legal_forms)
    return re.compile(rf"[\s,]+{forms}$", re.IGNORECASE)


@cache
def _firm_word() -> re.Pattern[str]:
    cues = company_cues()
    return re.compile(rf"^(?:{'|'.join(cues.firm_before)})\s+(?=\S)", re.IGNORECASE)


@cache
def _firm_behind() -> re.Pattern[str]:
    """A kind of firm at the end of a name of more words: 'Kraan & Kade Verkeersadvies' is also 'Kraan & Kade'."""
    cues = company_cues()
    return re.compile(rf"(?<=\w\w\w)\s+(?:{any_of(cues.firm_behind)}|\w*{any_of(cues.firm_ends)})$", re.IGNORECASE)


def _initials(name: str) -> Iterator[str]:
    words = [word for word in re.split(r"[\s\-/]+", name) if word and (word[0].isalnum() or word == "&")]
    content = [word for word in words if word.lower() not in SMALL_WORDS]
    if len(content) >= 2:
        for chosen in (content, [word for word in words if word != "&"]):
            initials = "".join(word[0].upper() for word in chosen)
            if len(initials) >= MIN_LETTERS and initials not in company_cues().of_any_town:
                yield initials
        if all(word.isupper() is False for word in content):
            capitals = "".join(re.findall(r"[A-Z]", name))
            if len(capitals) >= MIN_LETTERS and capitals not in company_cues().of_any_town:
                yield capitals


_ARTICLE = re.compile(r"([VD])(?:an|e) (?:de[nr]? )?(?=[A-Z]\w{3})")


def forms_of_name(name: str, entity: str, evidence: str, alias_evidence: str) -> Iterator[NameForm]:
    """Every form under which a name may come back: without its legal form, with '&' for 'en', abbreviated."""
    name = " ".join(name.split())
    yield NameForm(name, entity, f"{evidence}:{name}", as_written=len(name.split()) == 1)
    short = _legal_form().sub("", name)
    bare = _firm_word().sub("", short)
    for form in dict.fromkeys((short, bare, _firm_behind().sub("", short))):
        if form != name and len(form) >= 4:
            yield NameForm(form, entity, f"{alias_evidence}:{name}", as_written=len(form.split()) == 1)
    if article := _ARTICLE.match(bare):
        for form in dict.fromkeys((bare, _firm_behind().sub("", bare))):
            yield NameForm(
                f"{article[1]}. {form[article.end() :]}", entity, f"{alias_evidence}:{name}", as_written=True
            )
    for old, new in ((" & ", " en "), (" en ", " & "), (" + ", " en ")):
        if old in short:
            yield NameForm(short.replace(old, new), entity, f"{alias_evidence}:{name}")
    if not (name.isupper() and len(name.split()) == 1):
        for initials in _initials(short):
            yield NameForm(initials, entity, f"{alias_evidence}:{name}", as_written=True)


def _own_word(name: str) -> str:
    """The first word of a party's name, when it is no ordinary word nor half of two names: 'Brandsma Toegang'."""
    words = _firm_word().sub("", _legal_form().sub("", name)).split()
    if len(words) < 2 or words[1].lower() in SMALL_WORDS or len(words[0]) < 5 or not words[0].istitle():
        return ""
    return "" if words[0].lower() in lower("dictionary") else words[0]


def forms_of_party(party: ThirdParty) -> Iterator[NameForm]:
    """The forms of a third party of zaak.yaml, its web addresses included."""
    for name in party.names:
        yield from forms_of_name(name, "COMPANY", "known_party", "party_alias")
        if first := _own_word(name):
            yield NameForm(first, "COMPANY", f"party_alias:{party.name}", as_written=True)
    for domain in party.domains:
        stem = re.sub(r"^(?:https?://)?(?:www\.)?", "", domain.lower()).split("/")[0].rsplit(".", 1)[0]
        if len(stem) >= MIN_LETTERS:
            yield NameForm(stem, "COMPANY", f"domain_stem:{party.name}", as_written=len(stem) < 7)


@cache
def _index_of(parties: tuple[ThirdParty, ...]) -> NameIndex:
    return NameIndex(form for party in parties for form in forms_of_party(party))


def case_index(case: CaseFile | None) -> NameIndex:
    """The index of the third parties that zaak.yaml names; made once per case."""
    return _index_of(case.third_parties if case else ())


@dataclass(frozen=True, slots=True)
class FoundName:
    """A company or brand that a document made known, for the other documents of the case."""

    name: str
    entity: str
