"""Tells sentences that only name who does the work: the name is of the names recognizer, the rest stays readable."""

from __future__ import annotations

import re

from woolak.pipeline.detect.business.method_cues import method_cues
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.blocks import Span

__all__ = ["FULL_NAME", "lists_names", "only_names_staff"]

STAFFING_WORDS, ROLE_WORDS, LEAST_NAMES = 18, 9, 2
WORDS_PER_TITLE = 6
"""A list of names may hold a title that is written small for so many words: 'pater Anselmus'."""
_BETWEEN = r"(?:(?:van|de|den|der|el|al|ter|ten)[ -]){0,2}"
_TITLES = r"(?:mevrouw |de heer |mw\. |dhr\. |(?:prof|dr|drs|ir|ing|mr)\. ?)*"
_NUMBER = r"(?:\d[\d.]* )?"
FULL_NAME = re.compile(rf"(?<=[a-z,)] )[A-Z][a-zà-ÿ]+ {_BETWEEN}[A-Z][a-zà-ÿ]+")
# 'Aan deze opdracht werken Jan Smit, projectleider, en Els de Wit.'
STAFFING = re.compile(
    r"aan (?:de|deze|dit) [\w ]{1,30}? werk(?:t|en)\b"
    r"|[^.]{0,60}\b(?:wordt|worden) (?:uitgevoerd|gedaan|gegeven|begeleid|verzorgd|geleid) door\b"
    r"|[^.]{0,60}\b(?:is|zijn|ligt|liggen|berust|komt) (?:in handen van|bij|te liggen bij)\b"
)
# 'Els de Wit is projectleider.', 'Jan Smit doet de analyses.'
STARTS_WITH_NAME = re.compile(rf"(?:[A-Z][a-z]+\. )?[A-Z][\w’'-]+ {_BETWEEN}[A-Z][\w’'-]+ [a-z]")
STAFF_ROLE = re.compile(
    r"(?:(?:mevrouw|de heer|mw\.|dhr\.|dr\.|drs\.|ir\.) )?[\w'’.-]+(?: [\w'’.-]+){1,4}"
    r" (?:is|doet|maakt|leidt|verzorgt|begeleidt|coördineert|schrijft) (?:[\w-]+ ){0,3}[\w-]+\.?$"
)
RELATIVE = re.compile(r", (?:die|wie|dat) ")
# 'Els de Wit is projectleider en Jan Smit doet de analyses.'
BETWEEN_NAMES = re.compile(r"(?:,? en|;|,) (?=[A-Z])")
# 'Teamleider is Jan Smit.', '3.1 De projectleider is mevrouw Smit.'
ROLE_IS = re.compile(
    rf"{_NUMBER}(?:De |Het |Uw |Onze )?[A-Za-zà-ÿ][\w-]+(?: [\w-]+){{0,3}} (?:is|zijn|wordt) {_TITLES}(?:[A-Z]\.? ?)*"
    r"[A-Z][\w'’-]+(?: (?:van|de|den|der|el|al|ter|ten))*(?: [A-Z][\w'’-]+){0,2}\.?$"
)
# 'Els de Wit, landschapsarchitect.'
NAME_AND_ROLE = re.compile(
    r"(?:[a-z]+\. ?)*[A-Z][\w'’.-]+(?: (?:van|de|den|der|el|al|ter|ten))*(?: [A-Z][\w'’-]+){1,2}, "
    r"(?:[\w-]+ ){0,3}[\w-]+\.?$"
)


IN_BRACKETS = re.compile(r"\([^()]*\)?")
A_WORD = re.compile(r"[\w’'-]+")
JOINING = frozenset(("en", "namens", "aanwezig", "afwezig", "verslag", "voorzitter", "notulist"))
PARTICLES = frozenset(
    ("van", "de", "den", "der", "het", "ten", "ter", "te", "el", "al", "la", "le", "di", "von", "bin", "'t", "’t")
)
FULL = re.compile(rf"[A-ZÀ-Þ][\w’'.-]* {_BETWEEN}[A-ZÀ-Þ]")
BETWEEN_LISTED = re.compile(r"[,;]| en | namens ")


def lists_names(told: str) -> bool:
    """Whether names are listed, each perhaps with a function in brackets, and no more: 'K. Bos (voorzitter), J. Tol en
    A. de Wit namens Veldkant'."""
    told = " ".join(IN_BRACKETS.sub(" ", told).split())
    if sum(FULL.search(one) is not None for one in BETWEEN_LISTED.split(told)) < LEAST_NAMES:
        return False
    words = A_WORD.findall(told)
    others = [word for word in words if not (word[0].isupper() or word in PARTICLES or word.lower() in JOINING)]
    return len(others) <= len(words) // WORDS_PER_TITLE


def only_names_staff(view: PageView, span: Span) -> bool:
    """Whether a sentence says who does the work and no more of them than that."""
    told = view.text[span.start : span.end].replace("\n", " ")
    count = len(told.split())
    if count <= STAFFING_WORDS and STAFFING.match(view.flat, span.start, span.end) and FULL_NAME.search(told):
        tells_more = RELATIVE.search(view.flat, span.start, span.end)
        return not tells_more and not method_cues().signs["career"].search(view.flat, span.start, span.end)
    each = BETWEEN_NAMES.split(told)
    if len(each) > 1 and all(STARTS_WITH_NAME.match(one) and STAFF_ROLE.match(one.lower()) for one in each):
        return True
    if count > ROLE_WORDS or not (told[0].isupper() or told[0].isdigit()):
        return False
    if STARTS_WITH_NAME.match(told) and STAFF_ROLE.match(told.lower()):
        return True
    return bool(ROLE_IS.match(told) or NAME_AND_ROLE.match(told))
