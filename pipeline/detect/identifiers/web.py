"""Websites and accounts on social media; user names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from woolak.pipeline.detect.identifiers.cues import numbers, public
from woolak.pipeline.detect.identifiers.domains import owner_of
from woolak.pipeline.detect.identifiers.recognizer import SURE, Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.model.lists import lower
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, any_in, phrases
from woolak.rules.casefile import CaseFile

__all__ = ["UserNameRecognizer", "WebRecognizer"]

TOP = (
    r"(?:nl|com|eu|org|net|info|be|de|nu|gov|edu|frl|amsterdam|io|online|academy|consulting|training|group|agency|studio"
    r"|tv|co\.uk)"
)
ADDRESS = re.compile(
    rf"(?:https?://|ftp://|www\.)(?:[^\s<>\"|\[\]]|(?<=[/-])\n(?=[a-z0-9]))+[^\s<>\"|.,;:!?)\[\]’'»]"
    rf"|(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+{TOP}(?![\w@-]|\.[a-z])(?:/[^\s<>\"|]*[^\s<>\"|.,;:!?)\]’'»])?"
)
DOMAIN = re.compile(rf"\.{TOP}(?![\w@-])")
AFTER_AT = re.compile(r"@[A-Za-z0-9-]+\n$")
AT_BEFORE = re.compile(r"[@®©Q] ?$")
HOST = re.compile(r"(?:https?://|ftp://)?(?:[^/\s@]*@)?(?P<host>[A-Za-z0-9À-ÿ.-]+)")
PROFILE = re.compile(
    r"(?:https?://)?(?:[a-z]{2,3}\.)?(?:linkedin\.com/(?:in|pub)|twitter\.com|x\.com|facebook\.com|instagram\.com"
    r"|tiktok\.com/@?|youtube\.com/(?:user|c|@)|snapchat\.com/add|t\.me)/[^\s<>\"|,;)]+",
    re.I,
)
COMPANY_PAGE = re.compile(r"linkedin\.com/company/", re.I)
PERSONAL_FOLDER = re.compile(r"/personal/|/users?/|-my\.sharepoint\.com", re.I)
HANDLE = re.compile(r"@(?<![\w.@/]@)(?P<name>[A-Za-z0-9_](?:[A-Za-z0-9_.]{1,28}[A-Za-z0-9_]))(?!\w|@|\.[a-z]{2,}\b)")
DOMAIN_END = re.compile(rf"\.{TOP}$")
SITES = ("twitter", "instagram", "facebook", "snapchat", "tiktok", "telegram", "discord")
LABELLED_HANDLE = re.compile(
    rf"\b(?:{'|'.join(SITES)})(?:[ -]?(?:account|naam|id|profiel))?"
    r"[ ]?:[ ]*(?P<name>[A-Za-z0-9_.]{3,30})(?![\w/])",
    re.I,
)
USER_VALUE = re.compile(r"[ ]*(?:is|=|:)?[ ]*[:=]?[ \t]*[\"'“”‘’]?(?P<name>[A-Za-z0-9][\w.\\@-]{1,40}\w)[\"'“”‘’]?")
DOMAIN_USER = re.compile(r"(?<![\w\\:])[A-Z][A-Z0-9-]{2,14}\\(?P<name>[A-Za-z][A-Za-z0-9._-]{2,30})(?![\w\\])")
HOME_FOLDER = re.compile(
    r"(?:\\Users\\|/Users/|/home/|\\Gebruikers\\|\\Documents and Settings\\|\\Profiles?\\|\\homedir\$?\\)"
    r"(?P<name>[A-Za-z0-9._-]{2,30})(?=[\\/])",
    re.I,
)


@cache
def _public_handle() -> re.Pattern[str]:
    return re.compile("|".join(public().handles), re.I)


@cache
def _printed_by() -> Phrases:
    """Who made a print or a change, by the name with which he logs in: 'Afgedrukt door: jdevries op 4-11-2023'."""
    return phrases(
        rf"\b(?:{alternatives(numbers().printed)})"
        r" door:? (?:gebruiker )?(?P<name>[a-z][a-z0-9._-]{2,23}[a-z0-9])(?=,? (?:op )?\d{1,2}[-/ .])"
        r"|\bdoor gebruiker:? (?P<user>[a-z][a-z0-9._-]{2,23}[a-z0-9])(?!\w)",
        (f"{made} door" for made in (*numbers().printed, "gebruiker")),
        re.I,
    )


@lru_cache(maxsize=16)
def _broken(case: CaseFile) -> tuple[list[str], re.Pattern[str]] | None:
    """The domains of third parties, and a pattern for one with the spaces and line ends of a layout in it."""
    domains = [domain.lower().removeprefix("www.") for party in case.third_parties for domain in party.domains]
    if not domains:
        return None
    forms = [
        "".join(rf"\s?{re.escape(c)}\s?" if c in ".-" else rf"{re.escape(c)}\n?" for c in name) for name in domains
    ]
    return domains, re.compile(
        rf"(?<![\w@])(?:https?\s?:\s?/\s?/\s?)?(?:www\s?\.\s?)?(?:{'|'.join(forms)})(?<!\s)(?!\w)(?:/[^\s<>\"|]*[^\s<>\"|.,;:!?)])?",
        re.I,
    )


def _trim(text: str) -> str:
    """Without the closing bracket of a remark in which the address stands."""
    return text[:-1] if text.endswith(")") and "(" not in text else text


def _names_party(around: Surroundings, address: str) -> bool:
    """Whether a third party's name stands in an address: its page on LinkedIn, its folder on a site."""
    plain = re.sub(r"[\W_]", "", address.lower())
    names = (
        re.sub(r"[\W_]", "", name.lower())
        for party in (around.case.third_parties if around.case else ())
        for name in party.names
    )
    return any(len(name) >= 5 and name in plain for name in names)


class WebRecognizer(IdentifierRecognizer):
    """Web addresses and accounts on social media."""

    ENTITIES = ("URL", "SOCIAL_HANDLE")

    def find(self, around: Surroundings) -> Iterator[Hit]:
        yield from self._addresses(around)
        if "@" in around.text:
            yield from self._handles(around)
        sites = any(site in around.folded for site in SITES)
        for match in LABELLED_HANDLE.finditer(around.text) if sites else ():
            if not match["name"].lower().startswith(("www", "http")):
                yield self._handle(around, match.start("name"), match.end("name"), match["name"])

    def _addresses(self, around: Surroundings) -> Iterator[Hit]:
        text = around.text
        spans: list[tuple[int, int]] = []
        if "://" in text or "www." in text or DOMAIN.search(text):
            for match in ADDRESS.finditer(text):
                start, end = match.start(), match.start() + len(_trim(match[0]))
                if AFTER_AT.search(text, max(0, start - 40), start) or AT_BEFORE.search(text, max(0, start - 3), start):
                    continue  # part of a mail address
                if "@" in text[start:end].split("/")[-1] and "//" not in text[start:end]:
                    continue
                spans.append((start, end))
                yield self._address(around, start, end)
        broken = _broken(around.case) if around.case else None
        named = broken and any_in(broken[0], "".join(around.folded.split()))
        for match in broken[1].finditer(text) if broken and named else ():
            if not any(s <= match.start() and match.end() <= e for s, e in spans) and not AT_BEFORE.search(
                text, max(0, match.start() - 3), match.start()
            ):
                yield Hit("URL", *match.span(), SURE, "third_party_domain")

    def _address(self, around: Surroundings, start: int, end: int) -> Hit:
        address = around.text[start:end]
        if PROFILE.match(address) and not COMPANY_PAGE.search(address):
            return self._handle(around, start, end, address)
        host = HOST.match(address)
        domain = host["host"] if host else address
        of = owner_of(domain, around)
        if of == "third_party" or _names_party(around, address):
            return Hit("URL", start, end, SURE, f"third_party_domain:{domain}")
        if PERSONAL_FOLDER.search(address):
            return Hit("URL", start, end, 0.85, "personal_folder")
        if of == "public":
            return Hit("URL", start, end, 0.9, "public_body_site", "public_body_site")
        if around.is_sender_domain(domain):
            return Hit("URL", start, end, 0.85, f"third_party_domain:{domain}")
        return Hit("URL", start, end, 0.5, "public_website", "public_website")

    def _handles(self, around: Surroundings) -> Iterator[Hit]:
        for match in HANDLE.finditer(around.text):
            name = match["name"]
            if any(letter.isalpha() for letter in name) and not DOMAIN_END.search(name):
                yield self._handle(around, match.start(), match.end(), name)

    def _handle(self, around: Surroundings, start: int, end: int, name: str) -> Hit:
        plain = re.sub(r"\W|_", "", name.lower())
        parties = around.case.third_parties if around.case else ()
        for party in parties:
            for alias in party.names:
                short = re.sub(r"\W|_", "", alias.lower())
                if len(short) > 2 and short in plain:
                    return Hit("SOCIAL_HANDLE", start, end, SURE, f"third_party_handle:{alias}")
        if _public_handle().search(name) and not PROFILE.match(name):
            return Hit("SOCIAL_HANDLE", start, end, 0.8, "public_handle", "public_handle")
        return Hit("SOCIAL_HANDLE", start, end, 0.8, "private_handle")


class UserNameRecognizer(IdentifierRecognizer):
    """User names behind a label, of a Windows domain, or in the path of a home folder."""

    ENTITIES = ("USER_NAME",)

    def find(self, around: Surroundings) -> Iterator[Hit]:
        text = around.text
        for cue in around.cues.of("user"):
            match = USER_VALUE.match(text, cue.end)
            if not match or match["name"].lower() in numbers().not_user:
                continue
            signed = any(sign in text[cue.end : match.start("name")] for sign in ":=\t\"'“‘")
            if signed or re.search(r"\d|[._]", match["name"]):
                yield Hit(
                    "USER_NAME", match.start("name"), match.end("name"), 0.85, f"user_name:{text[cue.start : cue.end]}"
                )
        for match in _printed_by().finditer(text):
            group = "name" if match["name"] else "user"
            if match[group].islower() and match[group] not in lower("dictionary") | set(numbers().not_user):
                yield Hit("USER_NAME", *match.span(group), 0.85, f"user_name:{match[0].split(chr(32))[0]}")
        if "\\" in text or "/" in text:
            for pattern, evidence in ((DOMAIN_USER, "domain_user"), (HOME_FOLDER, "home_folder")):
                for match in pattern.finditer(text):
                    if match["name"].lower() not in numbers().not_user:
                        yield Hit("USER_NAME", match.start("name"), match.end("name"), 0.85, evidence)
