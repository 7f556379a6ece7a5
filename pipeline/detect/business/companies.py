"""Finds companies that zaak.yaml does not name: by legal form, kind of firm, letterhead, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.company_cues import company_cues, is_public_body, work_cues
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.lines import line_start
from woolak.pipeline.detect.model.lists import lower
from woolak.pipeline.detect.patterns import alternatives, any_of
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["Name", "own_town", "unlisted"]

WORD = r"[A-Z0-9À-Ý][\w&'’.+-]*[\w+]|[A-Z]\b|[a-z]+[A-Z]\w+"
LINK = r"(?:van|de|den|der|het|en|voor|in|of|op|te|ter|&|\+)"
LETTERHEAD_SHARE = 0.22
FOOT_SHARE = 0.9


class Name(NamedTuple):
    start: int
    end: int
    entity: str
    evidence: str
    score: float
    keep: str | None = None


class _Patterns(NamedTuple):
    legal: Phrases
    before: Phrases
    behind: Phrases


@cache
def _patterns() -> _Patterns:
    cues = company_cues()
    forms = any_of(cues.legal_forms)
    kinds = "|".join(sorted(cues.firm_before, key=len, reverse=True))
    behind = any_of(cues.firm_behind)
    name = rf"(?:{WORD})(?:[ ](?:{LINK}[ ]){{0,2}}(?:{WORD})){{0,4}}"
    return _Patterns(
        phrases(rf"(?<![\w.])({name}),?[ \n]({forms})(?![\w])", cues.legal_forms),
        phrases(rf"(?<!\w)(?i:{kinds})[ ](?!(?:in|uit|te|nabij|op)[ ])((?:{LINK}[ ]){{0,2}}{name})", cues.firm_before),
        phrases(rf"(?<!\w)((?:{WORD})(?:[ ](?:(?:{LINK})[ ])?(?:{WORD})){{0,3}})[ ]{behind}(?!\w)", cues.firm_behind),
    )


@cache
def _leading() -> re.Pattern[str]:
    """Words at the head of a sentence that are no part of a name."""
    return re.compile(rf"^(?:[a-z]+|{alternatives(company_cues().no_part_of_firm)})\s+")


SMALL_LAST = re.compile(r"(?:[ \n](?:te|in|en|van|de|het|voor|bij|uit|met|aan))+\Z")
ARTICLES = ("De ", "Het ")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while leading := _leading().match(text[start:end]):
        inside = re.search(r"[a-z,] $", text[max(0, start - 2) : start])
        if leading.group() in ARTICLES and inside:
            break  # a capital within a sentence: 'van De Wit & Partners'
        start += leading.end()
    while end > start and text[end - 1] in " ,;:\n\t":
        end -= 1
    return start, end


def _last_of_list(view: PageView, start: int, end: int) -> int:
    """Where the last name begins: 'Verhagen Consultancy en Pieters' are two, and so are 'Zandwijk en Pieters' where
    Zandwijk is the municipality."""
    text = view.text
    for link in re.finditer(r" en ", text[start:end]):
        first = text[start : start + link.start()]
        if first.lower() == own_town(view) or _patterns().behind.pattern.fullmatch(first):
            start += link.end()
            break
    return start


def _by_form(view: PageView) -> Iterator[Name]:
    text = view.text
    for match in _patterns().legal.finditer(text):
        start, end = _trim(text, _last_of_list(view, match.start(1), match.end(1)), match.end(2))
        if end - start > len(match.group(2)) + 2:
            yield Name(start, end, "COMPANY", f"legal_form:{match.group(2)}", 0.85)
    for match in _patterns().before.finditer(text):
        kind = text[match.start() : match.start(1)].strip()
        # 'het adviesbureau Kranendonk': the kind is no part of the name
        start, end = _trim(text, match.start() if kind[0].isupper() else match.start(1), match.end())
        if kind[0].islower() and view.names_in_request(text[start:end]):
            continue  # 'het onderzoeksbureau Hofkade': what is looked into
        named_only = kind in company_cues().institutions and not _works(view, start, end)
        yield Name(start, end, "COMPANY", f"legal_form:{kind}", 0.45 if named_only else 0.75)
    for match in _patterns().behind.finditer(text):
        start, end = _trim(text, *match.span())
        first = text[start:end].split(" ")[0]
        at_sentence_start = start == view.sentence_at(start).start
        if first.lower() in company_cues().departments or first in company_cues().institutions:
            continue  # an institution was found by its first word
        if len(text[start:end].split()) >= 2 and not (at_sentence_start and len(first) < 4):
            yield Name(start, end, "COMPANY", f"legal_form:{text[match.end(1) : end].strip()}", 0.6)


def own_town(view: PageView) -> str:
    """What the municipality is called in lower case, without the word; empty when the case does not tell."""
    return view.case.municipality.short_name.lower() if view.case else ""


@cache
def _standards() -> re.Pattern[str]:
    """Words right before an institution that sets the rules, or of which one is a member: 'aangesloten bij de '."""
    words = any_of(company_cues().standards)
    return re.compile(rf"\b{words}\s+(?:(?:de|het)\s+)?$", re.IGNORECASE)


def _works(view: PageView, start: int, end: int) -> bool:
    """Whether an institution offers or does work here: in a company's document (where it may also be whose rules the
    company keeps), or by the words about it."""
    if view.role != "municipality":
        return not _standards().search(view.text, max(0, start - 45), start)
    return bool(work_cues().find(view.flat).within(max(0, start - 60), min(len(view.text), end + 60)))


def _in_letterhead(view: PageView, start: int) -> bool:
    page = view.page
    line = next((line for line in view.lines if line.start <= start <= line.end), None)
    if not line:
        return False
    if page and line.y1:
        return line.y1 < LETTERHEAD_SHARE * page.height_pt or line.y0 > FOOT_SHARE * page.height_pt
    return view.lines.index(line) < 6


@cache
def _of_organisation() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(company_cues().of_organisation)}\b")


def _of_addressee(view: PageView, start: int) -> bool:
    """Whether a line names the municipality or a department of it: 'Gemeente Aalburg, afdeling Zorg en Welzijn', or
    stands below its name: a department by itself."""
    first = line_start(view.text, start)
    line, above = view.flat[first:start], view.flat[line_start(view.text, max(0, first - 1)) : first]
    own = view.case.municipality.name.lower() if view.case else ""
    below_own = not line.strip() and own in above and above.lstrip().startswith("gemeente")
    return bool(_of_organisation().search(line)) or bool(own and (own in line or below_own))


def _public_rest(text: str, end: int, name: str) -> str | None:
    """The reason to keep a name of which the model took the first word alone: 'Kamer' of 'Kamer van Koophandel'."""
    rest = re.match(r"(?:[ \n](?:van|voor|der)(?:[ \n]de)?[ \n][A-Z]\w+){1,2}", text[end : end + 60])
    return "public_body" if rest and is_public_body(f"{name}{rest.group()}".replace("\n", " ")) else None


def _by_model(view: PageView, organisations: list[tuple[int, int]]) -> Iterator[Name]:
    cues = work_cues().find(view.flat) if organisations else None
    for start, end in organisations:
        name = SMALL_LAST.sub("", view.text[start:end])  # 'Trafiqon B.V. te'
        end = start + len(name)
        if not any(char.isupper() for char in name) or len(name) < 3:
            continue
        if "\n" in name and name[0].islower():
            continue  # the end of one cell and the head below it
        if cues and (near := cues.within(max(0, start - 45), min(len(view.text), end + 40))):
            seen = view.text[near[0].start : near[0].end]
            yield Name(start, end, "COMPANY", f"offer_mention:{seen}", 0.6, _public_rest(view.text, end, name))
        elif view.role == "company" and _in_letterhead(view, start) and not _of_addressee(view, start):
            if name.lower() in lower("places"):
                continue  # 'de rechtbank Limburg' on the first line of a page
            yield Name(start, end, "COMPANY", "letterhead", 0.55)


def unlisted(view: PageView, organisations: list[tuple[int, int]]) -> Iterator[Name]:
    """Companies by form and by the name model's organisations; public bodies come with a reason to stay."""
    own = view.case.municipality.name.lower() if view.case else ""
    for name in (*_by_form(view), *_by_model(view, organisations)):
        text = view.text[name.start : name.end]
        if is_public_body(text) or (own and own in text.lower()):
            yield name._replace(evidence=f"public_body:{text}", score=0.85, keep="public_body")
        else:
            yield name
