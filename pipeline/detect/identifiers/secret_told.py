"""What opens something and is told in a chat, minutes or a mail without the label of a list: who logs in on a test
environment and with what, the account of a service, what a password was set to, and into what a code changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.secret_cues import CODE, secrets
from woolak.pipeline.detect.identifiers.sentences import sentence_around
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.model.lists import entries
from woolak.pipeline.detect.patterns import alternatives, any_of
from woolak.pipeline.detect.phrases import Phrases, any_in, phrases

__all__ = ["secrets_told"]

_WORD = r"[^\s\"'“‘”’<>,;:()/]{3,40}"
_MADE_UP = r"(?=[^\s,;]*[A-Za-z]{2})(?!https?:|www\.|\d\d-|[\w.+-]+@[\w-]+\.)"
PASS = rf"{_MADE_UP}(?=[^\s,;]*(?:\d\d|[!#$%&*+=?^~]))[^\s\"'“‘”’<>,;()]{{7,40}}"
"""A word of letters with digits or a sign: what nobody writes but as a password."""
STRONG = (
    r"(?=[^\s,;]*[A-Za-z]{2})(?!https?:|www\.|\d|[\w.+-]+@[\w-]+\.)"
    r"(?:(?=[^\s,;]*[!#$%^*?=][^\s,;.])(?=[^\s,;]*\d)|(?=[^\s,;]*[!#$%^*?=]\d)|[A-Z][a-z]+-(?=[^\s,;]*\d{3}))"
    r"[^\s\"'“‘”’<>,;()]{4,40}"
)
"""A word with a sign within and a digit, or with a capital, a dash and a number: a password wherever it stands."""
ACCOUNT = r"(?=[^\s,;]*[A-Za-z]{2})(?=[^\s,;]*[_\d.-]\w)(?!https?:|www\.|\d)[\w.@-]{4,60}\w"
TRAILING = ".,;:)"
YEAR = re.compile(r"(?:19|20)\d\d")


class _Patterns(NamedTuple):
    """In each, `value` is what is secret, and `user` who logs in with it."""

    environments: tuple[str, ...]
    environment: re.Pattern[str]
    pair: re.Pattern[str]
    """Behind the word for an environment: how it is reached, and with what."""
    account: Phrases
    shaped: re.Pattern[str]
    """The account of a service, by how it is written: 'svc_haven_acc'."""
    set_to: Phrases
    code: Phrases
    other_code: re.Pattern[str]
    tried: re.Pattern[str]
    """That something is tried or logged in to."""
    beside: re.Pattern[str]
    """A name and a password beside each other: 'proefboot en Zeil#77'."""


@cache
def _patterns() -> _Patterns:
    rules = secrets()
    labelled = (*rules.password_labels, "ww")
    reached, labels, beside = map(alternatives, (rules.reached, labelled, rules.passwords_beside))
    when, named = alternatives(rules.code_from), r"(?:(?:van|voor|op|bij)[ ])?(?:(?:de|het)[ ])?"
    accounts, changed = alternatives(rules.service_accounts), alternatives(rules.changed_to)
    return _Patterns(
        tuple(word.strip("*") for word in rules.environments),
        re.compile(rf"(?i)(?<![\w-]){any_of(rules.environments)}(?![\w-])"),
        re.compile(
            rf"(?i:[^.!?:\t]{{0,40}}?\b(?:{reached})\b[^.!?:\t]{{0,30}}?[ \n](?:met|with|via)[ \n](?:de[ ])?"
            rf"|[^.!?:\t]{{0,30}}:[ \n])(?P<user>{_WORD})(?:[ ]?[/|][ ]?|[ \n](?:en|and|met|with)[ \n])"
            rf"(?P<value>{PASS})"
        ),
        phrases(
            rf"(?i:(?<!\w)(?:{accounts})(?:(?:[ \n](?:on|at|for|op|bij|voor|van)[ \n](?:[\w-]+[ \n]){{1,3}}|[ \n])"
            rf"(?:is|heet|wordt|called|named)|[ ]?[:=]))[ \n][\"'“‘]?(?P<value>{ACCOUNT})",
            rules.service_accounts,
        ),
        re.compile(rf"(?<![\w@./-])(?:{alternatives(rules.account_begins)})[_-][a-z\d][\w-]*\w"),
        phrases(
            rf"(?i:\b(?:{labels})[ \n](?:[a-zà-ÿ]+[ \n]){{0,4}}?(?:to|into|naar|in|op|als|as)[ \n])"
            rf"[\"'“‘]?(?P<value>{PASS})",
            labelled,
        ),
        phrases(
            rf"\b(?:{alternatives(('code', *rules.locks))})"
            rf"(?:[ ]{named}(?!(?:van|voor|met|die|dat|is|nieuw|nieuwe)\b)[a-zà-ÿ-]+){{0,2}}[ ]"
            rf"(?:(?:is|wordt|werd|was)(?:[ ][a-zà-ÿ]+){{0,2}}?[ ](?:{changed}|{when})"
            r"|(?:nieuw|gewijzigd|veranderd):)[ ]"
            rf"(?P<value>{CODE})(?![\w-]| [a-z]+code)",
            ("code", *rules.locks),
            re.IGNORECASE,
        ),
        re.compile(rf"(?<!\w){any_of(rules.other_codes)}(?!\w)"),
        re.compile(rf"(?i:(?<![\w-]){any_of(rules.tried)}(?![\w-]))"),
        re.compile(
            rf"(?<![\w@./-])(?P<user>{_WORD})"
            rf"(?i:[ ]?[/|][ ]|(?P<also>[ ](?:en|and)[ ])|,?[ ](?:met[ ]|with[ ])?(?:het[ ])?(?:{beside})[ :]+)"
            rf"(?P<value>{STRONG})"
        ),
    )


def secrets_told(around: Surroundings) -> Iterator[Hit]:
    """The passwords, accounts and codes that a sentence tells."""
    text, patterns = around.text, _patterns()
    if any_in(patterns.environments, around.folded):
        yield from _pairs(text, patterns)
    if any_in((word.strip("*") for word in secrets().tried), around.folded):
        yield from _beside(text, patterns)
    for found in patterns.account.finditer(text):
        yield Hit("SECRET", *found.span("value"), 0.85, "secret:account")
    if any_in(secrets().account_begins, around.folded):
        for found in patterns.shaped.finditer(text):
            yield Hit("SECRET", *found.span(), 0.85, "secret:account")
    for found in patterns.set_to.finditer(text):
        value = found["value"].rstrip(TRAILING)
        if not value.lower().startswith(secrets().programs):
            yield Hit("SECRET", found.start("value"), found.start("value") + len(value), 0.85, "secret:wachtwoord")
    for found in patterns.code.finditer(text):
        sentence = text[slice(*sentence_around(text, found.start()))].lower()
        if not YEAR.fullmatch(found["value"]) and not patterns.other_code.search(sentence):
            yield Hit("SECRET", *found.span("value"), 0.85, "secret:code")


def _pairs(text: str, patterns: _Patterns) -> Iterator[Hit]:
    """The name and the password with which a test environment is reached."""
    for environment in patterns.environment.finditer(text):
        found = patterns.pair.match(text, environment.end())
        if not found:
            continue
        value, user = found["value"].rstrip(TRAILING), found["user"].lower()
        if user in secrets().not_secret or any(one.startswith(secrets().programs) for one in (value.lower(), user)):
            continue
        yield Hit("SECRET", *found.span("user"), 0.8, "secret:account")
        yield Hit("SECRET", found.start("value"), found.start("value") + len(value), 0.85, "secret:wachtwoord")


def _beside(text: str, patterns: _Patterns) -> Iterator[Hit]:
    """A name and a password beside each other, in a sentence that tells of trying or logging in."""
    for found in patterns.beside.finditer(text):
        if not patterns.tried.search(text, *sentence_around(text, found.start())):
            continue
        value, user = found["value"].rstrip(TRAILING), found["user"].lower()
        if any(one.startswith(secrets().programs) for one in (value.lower(), user)):
            continue
        made_up = re.search(r"[_.\d]", user) or (found["user"].islower() and "-" not in value)
        if found["also"] and (not made_up or user in entries("dictionary")):
            continue  # 'in Steenlo en Haven-2025'
        yield Hit("SECRET", found.start("value"), found.start("value") + len(value), 0.85, "secret:wachtwoord")
        if user not in secrets().not_secret and user not in entries("dictionary"):
            yield Hit("SECRET", *found.span("user"), 0.8, "secret:account")
