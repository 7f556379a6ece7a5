"""What opens a door or a system: passwords, codes, meeting numbers, and where cameras look: 5.1(2)h."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woolak.pipeline.detect.identifiers.cues import numbers
from woolak.pipeline.detect.identifiers.recognizer import Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.secret_answers import answered
from woolak.pipeline.detect.identifiers.secret_cues import secret_patterns, secrets
from woolak.pipeline.detect.identifiers.secret_lettered import lettered_codes
from woolak.pipeline.detect.identifiers.secret_lists import key_register, listed_codes
from woolak.pipeline.detect.identifiers.secret_logins import logins_told
from woolak.pipeline.detect.identifiers.secret_openings import opening_numbers
from woolak.pipeline.detect.identifiers.secret_places import secret_places
from woolak.pipeline.detect.identifiers.secret_tables import cameras_in_tables, secrets_in_tables, ways_in
from woolak.pipeline.detect.identifiers.secret_told import secrets_told
from woolak.pipeline.detect.identifiers.sentences import sentence_around
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.model.lists import entries

__all__ = ["SecretRecognizer"]

DIGITS = re.compile(
    r"(?:\d{2}(?: \d{2}){1,3}(?![\d:/-]|\.\d)|\d{3,8}(?:[ -]\d{2,6}){0,3}|\d(?: \d){3,7}(?!\d))(?: ?[#*])?"
)
KEYED = re.compile(r"(?<![\w*#])(?:[*#]?\d{4,8} ?[*#]|\d{2,6}[*#]\d{2,6}[*#]?)(?![\w*#])")
"""A number that is ended with a key: 'het alarm gaat uit met 4821#'."""
WITH_NUMBER = re.compile(r"met[ \n](?:(?:de )?(?:pin)?code )?[A-Z]{0,2}-?\d{3}")
WITH_DIGIT = re.compile(r"met[ \n][^\s,;()]*[\d!#$%&*+=?^~]")
NEAR = 120  # characters
CODE_LIKE = re.compile(r"(?=.*\d)|(?=.*[!#$%&*+=?@^~])|(?=.*[a-z])(?=\S+[A-Z])")
WRAPPED = re.compile(r"(?=\S*[A-Za-z])\S*[!?/&+=_-]\n(?=\S*[\d!#$%&*+=?@^~])\S{2,40}")
"""A password that the end of a line breaks, behind a sign."""
MEETING = re.compile(r"[ ]?(?:nummer)?[ ]?[:=\t]?[ ]*(?P<value>\d{3}[ -]?\d{3}[ -]?\d{2,4}(?:[ -]?\d{1,3})?#?)")


DATED = re.compile(r"\n\[?\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$")
BARE = re.compile(
    r"[ \n][\"'“‘]?(?P<value>[A-ZÀ-Þ][a-zà-ÿ]{4,30})[\"'”’]?"
    r"(?=[.,;)]|[ \n](?:en|of|in|op|aan|opent|kunt|komt|logt|kom|krijgt)\b|\s*$)"
)
"""A name as a password, right behind the word for it: 'bereikt u met het wachtwoord Zonnebloem.'"""
BY_PASSWORD = re.compile(
    r"\b(?:met|onder|via|door|om|tegen|krijgt|is)(?: vermelding van)?[ \n](?:het[ \n])?\Z", re.IGNORECASE
)
IS = re.compile(r"(?i)\s*(?:is|luidt|wordt|werd)\b")
STATE = re.compile(r"(?:ge|ver|be|ont|her|aan|op|af|uit|door|on)\w+|\w+(?:d|t|en|ig|lijk|baar|loos|isch)")
"""How an ordinary word begins or ends that tells what became of a password: 'verlopen', 'persoonlijk'."""
LEAST_LETTERS = 6
YEAR = re.compile(r"(?:19|20)\d\d")
PRICE = re.compile(r"[\d.]+,(?:\d\d|-+)")


class SecretRecognizer(IdentifierRecognizer):
    """Passwords, codes and camera positions."""

    ENTITIES = ("SECRET",)

    def find(self, around: Surroundings) -> Iterator[Hit]:
        yield from _behind_a_word(around)
        yield from _meetings(around)
        yield from _codes(around)
        yield from opening_numbers(around)
        yield from lettered_codes(around)
        yield from logins_told(around)
        yield from secrets_told(around)
        yield from secrets_in_tables(around)
        yield from ways_in(around)
        yield from cameras_in_tables(around)
        yield from answered(around)
        yield from listed_codes(around)
        yield from key_register(around)
        yield from secret_places(around)


def _behind_a_word(around: Surroundings) -> Iterator[Hit]:
    """The password or code behind a word for it, and beside it who logs in with it."""
    text, patterns, cues = around.text, secret_patterns(), around.cues.of("secret")
    for cue in cues:
        if any(other is not cue and other.start <= cue.start and other.end >= cue.end for other in cues):
            continue
        label = text[cue.start : cue.end]
        by_name = patterns.password.fullmatch(label) and BY_PASSWORD.search(text, max(0, cue.start - 30), cue.start)
        if by_name and (told := BARE.match(text, cue.end)):
            yield Hit("SECRET", *told.span("value"), 0.75, f"secret:{label}")
            continue
        match = patterns.after.match(text, cue.end)
        if not match:
            continue
        of_door = patterns.doors.search(around.before(cue.start, 45)) is not None
        found = _value(text, match, label, of_door)
        if not found:
            continue
        yield found
        for account in patterns.account.finditer(text, max(0, cue.start - NEAR), cue.end + NEAR):
            if account["value"].lower() not in numbers().not_user:
                yield Hit("SECRET", *account.span("value"), 0.85, "secret:account")
        if net := patterns.net.search(text, max(0, cue.start - NEAR), cue.start):
            yield Hit("SECRET", *net.span("value"), 0.85, "secret:account")


def _value(text: str, match: re.Match[str], label: str, of_door: bool) -> Hit | None:
    """What stands behind a word for a secret, when it is one."""
    start = match.start("value")
    wrapped = WRAPPED.match(text, start)
    value = (wrapped[0] if wrapped else match["value"]).rstrip(".,;:)]")
    if DATED.search(text[match.start() : start] + value):
        return None  # in a chat the next message begins
    if digits := DIGITS.match(text, start):
        value = digits[0] if len(digits[0]) >= len(value) else value
    signed = match["sign"].strip(" -–") or match["sign"].startswith("\t")
    strong = any(sign in match["sign"] for sign in ":=\t\n") or bool(match["quote"])
    if len(label) <= 3 and not strong and not (of_door and DIGITS.fullmatch(value)):
        return None  # 'pin 1000 euro', 'de WW 24 maanden'
    if value.lower() in secrets().not_secret or len(value) < 3 or (not strong and YEAR.fullmatch(value)):
        return None
    if PRICE.fullmatch(value):
        return None
    like = bool(CODE_LIKE.match(value.replace("\n", "")))
    if (
        (strong and (like or not match["for"]))
        or (signed and like)
        or (like and any(letter.isdigit() for letter in value))
        or (secret_patterns().password.fullmatch(label) and _is_told(text, match, value))
    ):
        return Hit("SECRET", start, start + len(value), 0.9 if strong or signed else 0.75, f"secret:{label}")
    return None


def _is_told(text: str, match: re.Match[str], value: str) -> bool:
    """Whether a word without a digit is the password: the end of 'het wachtwoord van het bestand is groenevinger'."""
    small = value.lower()
    ends = re.match(r"[.!]?(?:\s*$|[ ]?\n|\.[ ]|,[ ])|[ ](?:en|met)[ ]", text[match.start("value") + len(value) :][:8])
    if not IS.match(match["sign"]) or not value.isalpha() or len(value) < LEAST_LETTERS or not ends:
        return False
    return value[0].isupper() or not (STATE.fullmatch(small) and small in entries("dictionary"))


def _meetings(around: Surroundings) -> Iterator[Hit]:
    for cue in around.cues.of("meeting"):
        if match := MEETING.match(around.text, cue.end):
            yield Hit("SECRET", *match.span("value"), 0.8, f"meeting:{around.text[cue.start : cue.end]}")


def _codes(around: Surroundings) -> Iterator[Hit]:
    """The codes that a sentence tells, by what they open or by what is done with them."""
    text, patterns = around.text, secret_patterns()

    def of_door(start: int) -> bool:
        """Whether its sentence speaks of a door before a code."""
        return patterns.doors.search(text[sentence_around(text, start)[0] : start].lower()) is not None

    in_one_line = text.replace("\n", " ") if patterns.of_thing.may_be_in(text) else ""
    for found in patterns.of_thing.pattern.finditer(in_one_line):
        said = found[0].lower()
        if YEAR.fullmatch(found["value"]) and " in " in said:
            continue  # 'is gewijzigd in 2024'
        if patterns.doors.search(around.before(found.start(), NEAR) + said):
            yield Hit("SECRET", *found.span("value"), 0.85, f"secret:{found['label']}")
    for found in patterns.has_code.finditer(text):
        if of_door(found.start()):
            yield Hit("SECRET", *found.span("value"), 0.85, f"secret:{found['label']}")
    for found in patterns.changed.finditer(text):
        if not YEAR.fullmatch(found["old"]):
            yield from (Hit("SECRET", *found.span(part), 0.85, "secret:code") for part in ("old", "value"))
    for found in patterns.opened.finditer(text) if WITH_NUMBER.search(text) else ():
        if of_door(found.start()):
            yield Hit("SECRET", *found.span("value"), 0.8, "secret:code")
    for found in patterns.lock.finditer(text):
        if not YEAR.fullmatch(found["value"]):
            yield Hit("SECRET", *found.span("value"), 0.8, "secret:code")
    for found in KEYED.finditer(text) if "*" in text or "#" in text else ():
        if patterns.doors.search(text[slice(*sentence_around(text, found.start()))].lower()):
            yield Hit("SECRET", *found.span(), 0.85, "secret:code")
    for found in patterns.opens_with.finditer(text) if WITH_DIGIT.search(text) else ():
        value = found["value"].rstrip(".:'")
        if not value.lower().startswith(secrets().programs):
            yield Hit("SECRET", found.start("value"), found.start("value") + len(value), 0.8, "secret:code")
    for found in patterns.of_key.finditer(text):
        yield Hit("SECRET", *found.span("value"), 0.95, "secret:sleutel")
    for found in patterns.to_log_in.finditer(text):
        yield Hit("SECRET", *found.span("value"), 0.85, "secret:code")
