"""E-mail addresses, also with the spaces of a layout or of OCR, and the names that Exchange writes instead.

At a public body only the part before the @ points to a person (policy 5.1(2)e); elsewhere the whole address does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from woolak.pipeline.detect.identifiers.cues import contact
from woolak.pipeline.detect.identifiers.domains import owner_of
from woolak.pipeline.detect.identifiers.recognizer import SURE, Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.model.lists import lower, words
from woolak.pipeline.detect.phrases import any_in
from woolak.rules.casefile import CaseFile

__all__ = ["MailRecognizer", "general_box"]

LOCAL = r"[A-Za-z0-9À-ÿ](?:[A-Za-z0-9À-ÿ._%+'’-]*[A-Za-z0-9À-ÿ_-])?"
SPACED_LOCAL = rf"(?<![A-Za-z0-9À-ÿ])(?:(?<![\w.])[A-Za-z](?:\. |,(?=[a-z])| \. ?| ?_ ))?{LOCAL}"
AT = r"(?:@|\s?\((?:at|a|apestaartje)\)\s?|\s?\[(?:at|a)\]\s?|\s(?:AT|apestaartje)\s|[©®](?=[a-z]))"
TOP = r"(?:nl|com|eu|org|net|info|be|de|uk|fr|biz|nu|gov|edu|frl|amsterdam|io|co|me|online|pro|work|email|cloud|app|tv)"
PART = r"[A-Za-z0-9À-ÿ](?:[A-Za-z0-9À-ÿ-]*[A-Za-z0-9À-ÿ])?"
# The dots of a domain: tight; or with a space or line end where what follows is an unmistakable top domain.
DOMAIN = (
    rf"{PART}(?:\.{PART})*(?:\.[A-Za-z]{{2,}}|[.,]n[l1I]\b|(?: ?\.\s?| \.)(?:nl|com|eu|org|net|info)\b(?!\.[A-Za-z]))"
)
BROKEN = rf"{PART}(?:-\n{PART}|\.\n?{PART})*\n?\.\n?{TOP}\b|[A-Za-z0-9-]+\n[a-z0-9-]+\.{TOP}\b(?!\.[a-z])"
PAGE_NUMBER = r"[ \t]*(?:pagina |blad |blz\.? |p\. ?)?\d{1,3}(?:[ ]?(?:/|van|of)[ ]?\d{1,3})?[ \t]*"
# 'info@x-', the number of the page, 'advies.nl': a footer broken around the number.
AROUND_NUMBER = re.compile(
    rf"(?P<front>{PART}(?:\.{PART})*[-.]?)(?:[ \t]+{PAGE_NUMBER}|\n{PAGE_NUMBER}|[ \t]+{PAGE_NUMBER}\n{PAGE_NUMBER})\n"
    rf"(?P<back>{PART}(?:\.{PART})*\.{TOP}\b|\.?{TOP}\b)",
    re.I,
)
# '@', the foot of the page, and the domain at the head of the next.
BEHIND_FOOT = re.compile(rf"(?P<front>[ \t]*)(?<=\n)[^\n@]{{1,160}}\n(?P<back>{PART}(?:\.{PART})*\.{TOP}\b)")
FRAGMENT = re.compile(r"(?<![\w@.+-])(?P<pieces>[a-zà-ÿ][a-z0-9à-ÿ]*(?:[._-][a-z0-9à-ÿ]+)*)(?P<sign>[._-])\n\Z")
SIGN = re.compile(rf"(?:[ ]|\n)?{AT}(?:[ ]|\n)?")
PLAIN_SIGN = re.compile(r"(?: @|\n@|@)[ \n]?")
OTHER_SIGNS = ("(a", "[a", "AT", "apestaart", "©", "®")
BEFORE = re.compile(rf"((?:(?<=[\t\n])[A-Za-z0-9]+[._-]\n)?{SPACED_LOCAL})$")
AFTER = re.compile(rf"(?P<domain>{DOMAIN}|{BROKEN})")
LONGEST_LOCAL = 90  # characters: 64 (RFC 5321) and a broken line's
DOT_WORD = re.compile(
    rf"\b({PART}(?:(?:\.|\s\(?(?:punt|dot)\)?\s){PART})*)\s?[(\[,]?\s?(?:at|apestaartje|apenstaartje)\s?[)\],]?\s"
    rf"(?P<domain>{PART})\s[(\[]?(?:punt|dot)[)\]]?\s{TOP}\b",
    re.I,
)
SPELLED_TOP = re.compile(rf"(?:punt|dot)[)\]]?\s{TOP}\b", re.I)
X500 = re.compile(r"/o=[^\n<>;\"]{2,80}/ou=[^\n<>;\"]{2,200}?/cn=[^\n<>;\"\s]{2,}(?:/cn=[^\n<>;\"\s]+)*", re.I)
LEGACY = re.compile(r"\b(?:SMTP|EX|IMCEAEX)[:_-](?P<rest>/?o=[^\s<>;\"]{5,}|_O=[^\s<>;\"@]{5,})", re.I)
MISREAD_TOP = re.compile(r"[.,]n[l1I]$")  # OCR
MISREAD_AT = "[Qqa©®¢€°]"


@lru_cache(maxsize=16)
def _misread(case: CaseFile) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """'k.devriesQvoorbeeld.nl': OCR reads the @ as a letter; only believed before a domain of the case. The sign with
    the domain, which is found fast, and the whole address."""
    domains = [case.municipality.domain, *(domain for party in case.third_parties for domain in party.domains)]
    known = [domain.lower().removeprefix("www.") for domain in domains if domain]
    if not known:
        return None
    domain = rf"{MISREAD_AT} ?(?P<domain>(?:{'|'.join(map(re.escape, known))}))\b"
    return re.compile(domain, re.I), re.compile(rf"\b([A-Za-z0-9._-]*[A-Za-z0-9]) ?{domain}", re.I)


def general_box(local: str) -> bool:
    """Whether a box belongs to an organisation: 'info', 'secretariaat-wmo', 'woo-verzoeken'."""
    boxes = contact().general_boxes
    plain = local.lower().replace(" ", "")
    if plain in boxes or plain.replace(".", "").replace("-", "").replace("_", "") in boxes:
        return True
    parts = re.split(r"[._+-]|(?<=\D)\d+$", plain)
    somebody = any(len(part) == 1 or (_names(part) and part not in lower("dictionary")) for part in parts[1:])
    return len(parts) > 1 and parts[0] in boxes and not somebody  # 'info-wmo', but not 'team.hoekstra'


def _names(word: str) -> bool:
    return word in lower("first_names") or word in words("surnames")


def _is_noun(tail: str) -> bool:
    """Whether this is the second half of a compound: a word that is nobody's surname, after a linking s or not."""
    known = lower("dictionary")
    return any(word in known and word not in words("surnames") for word in (tail, tail.removeprefix("s")))


@lru_cache(maxsize=1024)
def _is_function(local: str) -> bool:
    """Whether a box is called after a subject: an ordinary Dutch word, or two, that nobody is called."""
    plain = re.sub(r"[._-]", "", local.lower())
    if not plain.isalpha() or len(plain) < 5 or _names(plain):
        return False
    if plain in lower("dictionary"):
        return True
    splits = ((plain[:cut], plain[cut:]) for cut in range(4, len(plain) - 3))
    known = lower("dictionary")
    return any(a in known and _is_noun(b) and a not in lower("first_names") for a, b in splits)


def _hit(around: Surroundings, local: tuple[int, int], whole: tuple[int, int], domain: str, score: float) -> Hit:
    domain = MISREAD_TOP.sub(".nl", domain)
    of = owner_of("".join(domain.split()), around)
    if of == "other" and "-\n" in domain:
        of = owner_of("".join(domain.replace("-\n", "").split()), around)
    name = around.text[slice(*local)]
    general = general_box(name) or _is_function(name)
    if of == "public":
        if general:
            return Hit("EMAIL", *whole, score, "general_box", "general_box")
        return Hit("EMAIL", *local, score, "public_mail")
    if of == "provider":
        return Hit("EMAIL", *whole, score, "private_mail")
    if general and of == "other" and around.party_domains:
        return Hit("EMAIL", *whole, score, "general_other", "general_other")
    if general:
        return Hit("EMAIL", *whole, score, "general_third_party")
    return Hit("EMAIL", *whole, score, "third_party_mail")


def _in_two(around: Surroundings, local: tuple[int, int], broken: re.Match[str]) -> Iterator[Hit]:
    """An address with the number of the page in its midst: its two halves, and not that number."""
    domain = broken["front"] + broken["back"]
    if (
        owner_of(domain, around) == "other"
        and owner_of(broken["front"].rstrip("-") + broken["back"], around) != "other"
    ):
        domain = broken["front"].rstrip("-") + broken["back"]
    front = local[0] + len(around.text[local[0] : broken.end("front")].rstrip())
    first = _hit(around, local, (local[0], front), domain, SURE)
    yield first
    if first.end != local[1]:  # of a public body the domain may stay
        yield first._replace(start=broken.start("back"), end=broken.end("back"))


def _broken(text: str, at: int) -> re.Match[str] | None:
    """A domain with the number of a page, or its foot, in its midst."""
    match = AROUND_NUMBER.match(text, at)
    if match and (match["front"].endswith(("-", ".")) or match["back"].startswith(".")):
        return match
    return BEHIND_FOOT.match(text, at) if text[at - 1] == "\n" and not AFTER.match(text, at) else None


def _line_before(text: str, start: int, name: str) -> str:
    """What stands of an address at the end of the line before: 'tsjikke.', 'vries@x.nl'; not 'post.', 'info@x.nl'."""
    found = FRAGMENT.search(text[max(0, start - LONGEST_LOCAL) : start]) if text[start - 1 : start] == "\n" else None
    if not found or "\n" in name or general_box(name) or not name[0].islower():
        return ""
    pieces = re.split(r"[._-]", found["pieces"])
    if any(len(piece) > 1 and piece in lower("dictionary") and piece not in lower("first_names") for piece in pieces):
        return found[0] if found["sign"] == "-" and len(pieces) > 1 and len(pieces[0]) == 1 else ""
    return found[0]


class MailRecognizer(IdentifierRecognizer):
    """E-mail addresses."""

    ENTITIES = ("EMAIL",)

    def find(self, around: Surroundings) -> Iterator[Hit]:
        text = around.text
        spans: list[tuple[int, int]] = []
        signs = SIGN if any(other in text for other in OTHER_SIGNS) else PLAIN_SIGN
        for sign in signs.finditer(text):
            local = BEFORE.search(text[max(0, sign.start() - LONGEST_LOCAL) : sign.start()])
            if not local:
                continue
            broken = _broken(text, sign.end())
            domain = AFTER.match(text, sign.end())
            if not (domain or broken):
                continue
            name = local[1]
            if " " in name and general_box(name.split()[-1]):
                name = name.split()[-1]  # 'a. info@waterdam.nl' in a list
            start = sign.start() - len(name)
            if len(name) == 1 and text[max(0, start - 8) : start].rstrip().endswith(")"):
                continue  # '5.1(2)e@waterdam.nl': redacted before
            start -= len(_line_before(text, start, name))
            if broken:
                spans.append((start, broken.end()))
                yield from _in_two(around, (start, sign.start()), broken)
            elif domain:
                spans.append((start, domain.end()))
                yield _hit(around, (start, sign.start()), (start, domain.end()), domain[0], SURE)
        spelled = any_in(("punt", " dot ", "(dot)"), around.folded) and SPELLED_TOP.search(text)
        for match in DOT_WORD.finditer(text) if spelled else ():
            yield Hit("EMAIL", *match.span(), 0.7, "spelled_mail")
        if "o=" in around.folded:
            for pattern in (X500, LEGACY):
                for match in pattern.finditer(text):
                    yield Hit("EMAIL", *match.span(), SURE, "exchange_address")
        misread = _misread(around.case) if around.case else None
        for match in misread[1].finditer(text) if misread and misread[0].search(text) else ():
            if not any(start < match.end() and end > match.start() for start, end in spans):
                yield _hit(around, match.span(1), match.span(), match["domain"], 0.8)
