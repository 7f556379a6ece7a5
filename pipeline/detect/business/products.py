"""Finds what a company calls its own tools and methods: a word that no list has, with a capital within a sentence.

A name of a product is told by how it stands: behind 'onze' or 'noemen wij', behind the kind of thing that it is ('het
platform achter ...'), or by coming back with its capital where an ordinary word would have none: in a sentence, as a
head, in a table of costs. Towns, persons, bodies, laws and papers have capitals too, and are told by their ends and by
what stands before them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from woolak.model import Document
from woolak.pipeline.detect.business.companies import Name
from woolak.pipeline.detect.business.company_cues import company_cues, is_public_body
from woolak.pipeline.detect.business.parties import FoundName, case_index
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.memory import recall
from woolak.pipeline.detect.model.lists import entries, lower, words
from woolak.rules.casefile import CaseFile

__all__ = ["coming_back", "main_party", "perhaps", "products"]

_WORD = re.compile(r"(?<![\w.@/’'-])[A-ZÀ-Ý][a-zà-ÿ]{4,}(?![\w@’'-]|\.\w)")
_BEFORE = re.compile(r"(?:([^\W\d_][\w’'-]*\.?|[,;(])([ \n]))?(?:([^\W\d_][\w’'-]*\.?|[,;(])([ \n]\(?))$")
_LINE_BEFORE = re.compile(r"(?:^|[\n\t])[ •*–-]*$")
_LINE_BEHIND = re.compile(r"[ ]*(?:[:\n\t]|$)")
_CAPITAL_BEHIND = re.compile(r"[ ](?:(?:van|de|den|der|en|&)[ ])*[A-ZÀ-Ý]")
_ASKED = re.compile(r"(?:^|\n)[ •*\d.–-]*(?:Hoe|Zo|Waarom|Wat)(?P<does> (?:werkt|doet|is))? $")
_DOES = re.compile(r"(?P<does>[ ](?:werkt|helpt|doet))?(?:[ ]voor (?:u|jullie)(?: doet)?)?[ ]?[?:]?[ ]*(?:\n|$)")
"""Around a name in a heading: 'Hoe Waakvogel werkt', 'Zo werkt Waakvogel'."""
LEAST = 2
"""How often a word has to stand so when nothing else tells that it is a name."""
PIECE = 3
"""Letters of a word that another is written on to, at least."""
LOOK_BACK = 45
AT_A_PLACE = ("van", "bij", "in", "naar", "door", "tegenover", "naast", "aan", "langs", "rond", "uit", "voor", "over")
"""Before a building or club that is called with an article."""
SMALL_WORDS = frozenset(
    ("de", "het", "een", "onze", "ons", "mijn", "deze", "dit", "die", "dat", "elke", "elk", "per", "met", "via")
)


@dataclass(slots=True)
class _Seen:
    """How a word stands in a document."""

    within: int = 0
    """In a sentence, behind a small word."""
    alone: int = 0
    """As a head, or alone in a cell."""
    told: bool = False
    """Behind words that give a name."""
    person: bool = False
    """Behind a title, a first name or another capital."""
    town: bool = False
    """Where a town or quarter stands: 'in', 'uit de'."""


@lru_cache(maxsize=16384)
def _is_compound(word: str) -> bool:
    """Whether a word that no list has is two ordinary ones: 'drempelkaart'."""
    known = entries("dictionary")
    return any(
        word[cut:] in known and (word[:cut] in known or (word[cut - 1] == "s" and word[: cut - 1] in known))
        for cut in range(PIECE, len(word) - PIECE + 1)
    )


@lru_cache(maxsize=16384)
def _is_known(word: str) -> bool:
    """Whether a list has a word: then a capital is no sign of a name by itself."""
    small = word.lower()
    listed = small in entries("dictionary") or small in entries("english") or small in lower("proper_words")
    return listed or small in lower("places") or small in words("first_names") or small in words("surnames")


def _is_made(word: str) -> bool:
    return not _is_known(word) and _is_compound(word.lower())


@lru_cache(maxsize=16384)
def _is_of_others(word: str) -> bool:
    """Whether a word is by its end a body, paper, place or step of any project: 'Begeleidingsgroep', 'Vlierhof'."""
    return word.lower().endswith(company_cues().no_product_ends) or is_public_body(word)


@cache
def _naming() -> re.Pattern[str]:
    """What stands before a name when it is given: 'noemen wij dat het', 'heet', 'onze'."""
    cues = company_cues()
    given = "|".join(re.escape(word).replace(r"\ ", r"[ \n]") for word in cues.naming)
    return re.compile(
        rf"(?<!\w)(?:{given})(?:[ \n](?:wij|we|ik|dat|dit|die|deze|ook|wel|het|de|een)){{0,3}}[ \n]$", re.IGNORECASE
    )


@cache
def _named_behind() -> re.Pattern[str]:
    return re.compile(rf"[ \n](?:{'|'.join(company_cues().named_behind)})(?!\w)")


@cache
def _own() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:onze|ons|mijn)[ \n](?:eigen[ \n])?$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _is_kind(word: str) -> bool:
    """Whether a word ends in a kind of product: 'gespreksmethode'; the bare kinds before a name are those of brands."""
    nouns = company_cues().method_nouns
    return word not in nouns and word.endswith(tuple(noun for noun in nouns if len(noun) > PIECE))


def _opens_cell(text: str, start: int, word: str) -> bool:
    """Whether an ordinary word has its capital because it opens a cell or line: 'Huur Klapdeur'."""
    opens = start <= 0 or text[start - 1] in "\n\t"
    small = word.lower()
    return opens and small in entries("dictionary") and small not in SMALL_WORDS and small not in words("first_names")


def _look(text: str, match: re.Match[str], seen: _Seen) -> None:
    """Add how a word stands at one place."""
    cues = company_cues()
    start, end = match.span()
    if text[start - 1 : start] == " " and text[max(0, start - 2)] in ".!?:":
        return  # most capitals: they open a sentence
    behind = text[end : end + 12]
    asked, does = _ASKED.search(text, max(0, start - 14), start), _DOES.match(text, end)
    if asked and does and (asked["does"] or does["does"]) and not _is_known(match[0]):
        seen.told = True
        seen.within += 1
        return
    if text[max(0, start - 1)] in "\n\t " and _LINE_BEFORE.search(text, max(0, start - 8), start):
        seen.alone += bool(_LINE_BEHIND.match(behind))
        return
    before = _BEFORE.search(text, max(0, start - LOOK_BACK), start)
    if before is None:
        return
    earlier, last = before[1] or "", before[3]
    joined = last in ("van", "de", "den", "der") and earlier[:1].isupper()
    opens = last[:1].isupper() and _opens_cell(text, start - len(last) - 1, last)
    if opens:
        seen.alone += bool(_LINE_BEHIND.match(behind))
        return
    named = last[:1].isupper() and last.lower() not in SMALL_WORDS
    if named or joined or last.rstrip(".") in cues.before_person or _CAPITAL_BEHIND.match(behind):
        seen.person = True
        return
    if last[-1] == ".":
        return
    ahead = text[max(0, start - LOOK_BACK) : start]
    seen.town |= last in cues.before_town or (last in ("de", "het") and earlier in cues.before_town)
    seen.town |= last in ("De", "Het") and earlier in AT_A_PLACE  # 'de balie van De Otterplas'
    seen.within += 1
    kind = _is_kind(last) or (last in cues.of_product and (_is_kind(earlier) or earlier in cues.method_nouns))
    kind = kind and not any(word in ahead for word in cues.national)
    own = _own().search(ahead) is not None and not _is_known(match[0])
    beside = last in SMALL_WORDS and earlier == "," and behind[:1] in ",." and not _is_known(match[0])
    seen.told |= own or kind or beside or bool(_naming().search(ahead)) or bool(_named_behind().match(text, end))


def _seen_in(whole: str) -> dict[str, _Seen]:
    """How each word that may be a name of a product stands in a document."""
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for match in _WORD.finditer(whole):
        if not _is_of_others(match[0]):
            _look(whole, match, seen[match[0]])
    return seen


def _of_document(document: Document | None, text: str, case: CaseFile | None, least: int = LEAST) -> frozenset[str]:
    """The words that are names of products in a document, by standing so `least` times at least."""
    if document is None:
        whole, seen = text, _seen_in(text)
    else:
        whole = "\n".join(page.text for page in document.pages)
        seen = recall(document, "product words", lambda: _seen_in(whole))
    told = f"{case.request.text} {case.municipality.name}" if case else ""
    public = {word.lower() for word in re.findall(r"\w+", told)}
    found = {
        word
        for word, one in seen.items()
        if one.within and not one.person and word.lower() not in public and word not in company_cues().no_brand
        if one.told or (not one.town and one.within + one.alone >= least and _is_made(word))
    }
    return frozenset(word for word in found if not re.search(rf"\b{word.lower()}\b", whole))


def perhaps(document: Document, case: CaseFile) -> frozenset[str]:
    """The words that may be names of a firm's products in its document, or in an order to it: when they come back in
    another of the same firm's, they are."""
    facts = document.facts
    if facts.origin != "third_party" and facts.kind not in ("overeenkomst", "opdrachtbon"):
        return frozenset()
    return _of_document(document, "", case, least=1)


def main_party(document: Document, case: CaseFile) -> str:
    """The third party of the case that a document names most often; empty when it names none."""
    index = case_index(case)
    named = Counter(
        mention.form.evidence.partition(":")[2] for page in document.pages for mention in index.find(page.text)
    )
    return max(sorted(named), key=lambda name: named[name], default="")


class Perhaps(Protocol):
    """What one document tells: its party, and the words that may be names of that party's products."""

    @property
    def party(self) -> str: ...

    @property
    def perhaps(self) -> frozenset[str]: ...


def coming_back(clues: Iterable[Perhaps]) -> set[FoundName]:
    """The words that come back in a second document of the same party, and in none of another's: what two firms write
    is the client's or everybody's."""
    parties: dict[str, list[str]] = defaultdict(list)
    for one in clues:
        for word in one.perhaps:
            parties[word].append(one.party)
    again = {word: names for word, names in parties.items() if len(names) > 1 and names[0] and len(set(names)) == 1}
    return {FoundName(word, "BRAND") for word in again}


def products(view: PageView) -> Iterator[Name]:
    """The names of products that a company's document gives by how they stand in it."""
    if view.role != "company":
        return
    document, case = view.document, view.case
    if document is None:
        known = _of_document(None, view.text, case)
    else:
        known = recall(document, "products", lambda: _of_document(document, "", case))
    for match in _WORD.finditer(view.text) if known else ():
        if match[0] in known:
            yield Name(*match.span(), "BRAND", f"named_method:{match[0]}", 0.65)
