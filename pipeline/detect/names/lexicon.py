"""What each word is by itself: a first name, a surname, a tussenvoegsel, a place, an ordinary word.

The lists are those of the name model (rules/lists), read once per process; the answer per word is remembered.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from woolak.pipeline.detect.model.lists import entries
from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.spelling import all_normal, normal

__all__ = [
    "ACADEMIC", "AFTER", "ALSO_WORD", "CAP", "COMPOUND", "FIRST", "GENITIVE", "HONORIFIC", "INITIAL", "LAST", "LISTED",
    "NEVER", "PLACE", "PREFIX", "PROPER", "ROLE", "SELDOM", "STREET", "THING", "TITLE", "UPPER", "WORD", "flags_of",
    "is_double", "is_place",
]  # fmt: skip

CAP, UPPER, INITIAL, PREFIX, FIRST, LAST, AFTER, WORD, PLACE = (1 << bit for bit in range(9))
"""Capital first; all capitals; initials; tussenvoegsel; first name; surname; surname behind a tussenvoegsel;
ordinary Dutch word; place."""
NEVER, SELDOM, HONORIFIC, ACADEMIC, ROLE, GENITIVE, STREET = (1 << bit for bit in range(9, 16))
COMPOUND, PROPER, ALSO_WORD, THING = (1 << bit for bit in range(16, 20))
"""Never a name; a name only behind initials, a given name, a tussenvoegsel or a title; 'mevrouw'; 'drs.';
'projectleider'; 'Karins'; 'Zijlkade'; two ordinary words as one, unlisted (Veiligheidshuis, but also Veengaard);
written with a capital in Dutch, but no listed name (Liander, Wmo); a name first of all, but a word too (Ben, Mark);
unlisted, and by its form rather a thing: English, a capital within, a compound that ends as no surname does."""
TITLE = HONORIFIC | ACADEMIC
LISTED = FIRST | LAST | AFTER


_STREET = re.compile(
    r"(?:(?P<street>straat|laan|weg|plein|kade|singel|plantsoen|steeg|gracht|dreef|pad|markt|boulevard)"
    r"|weide|park|brug|polder|diep|kanaal|sluis|haven|eiland|vaart|kwartier)$"
)
"""Ends that only a street has, and those of a place that a surname may have behind a first name (Karin Hogendiep);
surnames end in the others too (Hogenkamp, Westerveld)."""


@cache
def prefixes() -> frozenset[str]:
    """The tussenvoegsels, word by word."""
    parts = frozenset(normal(part) for entry in entries("tussenvoegsels") for part in entry.split())
    return parts - cues().no_prefix


def _capital(word: str) -> bool:
    return len(word) > 1 and (word[0].isupper() or word[0] == "'")


@cache
def _first_names() -> frozenset[str]:
    return frozenset(all_normal(word for entry in entries("first_names") for word in entry.split() if _capital(word)))


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    """Words that are a surname by themselves, and those that are one only behind a tussenvoegsel (van Dijk)."""
    text = (resources.files("woolak.rules") / "lists" / "surnames.txt").read_text(encoding="utf-8")
    section = text.partition("## dutch_after_tussenvoegsel\n")[2].partition("\n## ")[0]
    after = [word for word in section.split() if _capital(word)]
    alone: list[str] = []
    for entry in entries("surnames") - frozenset(section.split("\n")):
        words = entry.split()
        behind = len(words) > 1 and normal(words[0]) in prefixes()
        (after if behind else alone).extend(word for word in words[behind:] if _capital(word))
    spelled = all_normal(alone)
    return frozenset(spelled), frozenset(all_normal(after) - spelled)


@cache
def _places() -> frozenset[str]:
    towns = (entry.split(" (")[0] for entry in entries("places"))
    return frozenset(normal(entry) for entry in (*towns, *entries("places_lower")))


@cache
def _double_names() -> frozenset[tuple[str, str]]:
    """The surname and the estate of each double name: Alberda, Ekenstein."""
    capitals = ([word for word in entry.split() if _capital(word)] for entry in entries("double_names"))
    return frozenset((normal(words[0]), normal(words[-1])) for words in capitals)


def is_double(surname: str, estate: str) -> bool:
    """Whether two words, in their normal spelling, are a double name: 'alberda', 'ekenstein'."""
    return (surname, estate) in _double_names()


def is_place(phrase: str) -> bool:
    """Whether words together are a place: 'Den Haag'."""
    return normal(phrase) in _places()


def _is_word(*spellings: str) -> bool:
    words = entries("dictionary")
    return any(spelling in words for spelling in spellings)


def _listed(norm: str) -> int:
    """FIRST, LAST, AFTER: the lists that have the word, or, of 'Anne-Fleur' and 'Smit-Bakker', its parts."""
    first, (last, after) = _first_names(), _surnames()
    parts = [part for part in norm.split("-") if part]
    flags = 0
    if norm in first or (len(parts) > 1 and all(part in first for part in parts)):
        flags |= FIRST
    ends = parts[-1] if len(parts) > 1 and len(parts[0]) > 2 else ""
    if norm in last or ((ends in last or ends in after) and ends not in cues().never_behind_hyphen):
        flags |= LAST
    if norm in after:
        flags |= AFTER
    return flags


def _hyphened_word(word: str) -> bool:
    """Whether a word with a hyphen is an ordinary one: 'Woo-coördinator', 'Zuid-Hollands'; not 'Smit-Bakker'."""
    parts = [part for part in word.split("-") if part]
    if len(parts) < 2 or parts[-1] in prefixes():
        return False
    if word.istitle() and all(normal(part) in _first_names() for part in parts):
        return False  # 'Jan-Willem'
    return all(_is_word(part.lower()) for part in parts) or (parts[-1].islower() and _is_word(parts[-1]))


def _compound_ends(lower: str) -> list[str]:
    """The last words that an unlisted long word can have: 'huis' of 'Veiligheidshuis'; none when it is no compound."""
    if len(lower) < 9:
        return []
    words = entries("dictionary")
    return [
        lower[cut:]
        for cut in range(4, len(lower) - 3)
        if lower[cut:] in words and (lower[:cut] in words or (lower[cut - 1] == "s" and lower[: cut - 1] in words))
    ]


_BROKEN = re.compile(r"[-‐]\n(?=[a-zß-ÿ])")
"""Where a line ends within a word; a capital behind it makes it a double name."""
_FORMULA = re.compile(r"[A-Z]{2,3}x")
"""What chemists write: NOx, SOx."""
_CAPITAL_WITHIN = re.compile(r"^([^\W\d_]*[a-zß-ÿ])[A-Z]")
_BEFORE_CAPITAL = frozenset({"mc", "mac", "fitz"})


def _form_of_thing(word: str, lower: str) -> bool:
    """Whether an unlisted word is no name by its form: ChatGPT, AI-beleid, Governance; not McKay or El-haddad."""
    within = _CAPITAL_WITHIN.match(word)
    if within is not None:
        return len(word) > 4 and within[1].lower() not in prefixes() | _BEFORE_CAPITAL
    first, hyphen, last = word.rpartition("-")
    if hyphen and last.islower():
        abbreviation = first.isupper() and len(first) > 1  # EHBO-post
        return len(last) > 3 and first.lower() not in prefixes() and (abbreviation or not _listed(last))
    english = entries("english")
    return all(len(part) > 3 and part in english for part in lower.split("-")) if word.isascii() else False


@lru_cache(maxsize=65536)
def flags_of(word: str) -> int:
    """What the lists know of a word as it is written. Whether a dot makes it an initial is told by the caller."""
    if "\n" in word:
        word = word.replace("\n", "") if word.partition("-")[0].isupper() else _BROKEN.sub("", word)
    norm, lower, known = normal(word), word.lower(), cues()
    flags = 0
    if word[0].isupper():
        flags |= CAP
        if len(word) > 1 and word.isupper():
            flags |= UPPER
    if _FORMULA.fullmatch(word):
        return flags | THING
    if norm in prefixes():
        flags |= PREFIX
    if norm in known.honorifics:
        flags |= HONORIFIC
    if norm in known.academic:
        flags |= ACADEMIC
    if norm in known.roles:
        flags |= ROLE
    sure = norm in known.names_after_all
    if norm in _places():
        flags |= PLACE
    if norm in known.never and not sure:
        return flags | NEVER | WORD
    if norm in known.seldom:
        flags |= SELDOM | WORD
    head, hyphen, tail = word.rpartition("-")
    if not (hyphen and tail.islower() and len(head) > 1 and head.isupper()):  # EHBO-post
        flags |= _listed(norm)
    if word[1:2] in ("'", "’") and word[0] in "DdOoL" and word[2:3].isupper():
        flags |= LAST  # D'Souza, O'Neill
    if _is_word(lower, norm) or _hyphened_word(word):
        flags |= ALSO_WORD if sure else WORD
    if "-" in norm and not flags & (LISTED | WORD) and norm.rpartition("-")[2] in known.never_behind_hyphen:
        borne = tail in prefixes() and _listed(normal(head)) & LAST
        flags |= LAST if borne else PLACE  # 'Hoekstra-van' (Dam); Midden-Nederland, Zijldam-Buiten
    if not flags & LISTED and len(norm) > 6 and (place := _STREET.search(norm)):
        flags |= STREET | (WORD if place["street"] else COMPOUND)
    if not flags & (LISTED | WORD):
        ends = _compound_ends(norm) or (_compound_ends(lower) if lower != norm else [])
        flags |= COMPOUND if ends else 0
        if any(len(end) > 5 and end in known.never for end in ends):
            return flags | NEVER | WORD  # Bestuurssecretariaat
        likely = any(len(end) < 5 or end in known.ends_of_surnames for end in ends)  # Kwaaitaal, Veengaarde
        if _form_of_thing(word, lower) or (ends and not likely):
            flags |= THING
    if not flags & (LISTED | WORD | PLACE) and word in entries("proper_words"):
        flags |= PROPER
    if not flags & (LISTED | WORD | PLACE) and norm.endswith("s") and len(norm) > 4:
        stem = norm[:-1].rstrip("'")
        if stem in _first_names() and not _is_word(stem):
            flags |= FIRST | GENITIVE
    return flags
