"""What opens a door or a system: passwords, codes, meeting numbers, and where cameras look: 5.1(2)h."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from woolak.pipeline.detect.identifiers.cues import numbers
from woolak.pipeline.detect.identifiers.recognizer import Hit, IdentifierRecognizer
from woolak.pipeline.detect.identifiers.secret_answers import answered
from woolak.pipeline.detect.identifiers.secret_places import secret_places
from woolak.pipeline.detect.identifiers.secret_tables import secrets_in_tables, ways_in
from woolak.pipeline.detect.identifiers.sentences import sentence_around
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.model.lists import entries
from woolak.pipeline.detect.phrases import phrases

__all__ = ["SecretRecognizer"]

# Behind the word: what it is for ('van het alarm', 'voor de wifi'), then 'is', a colon, quotes.
AFTER = re.compile(
    r"(?P<for>(?:[ \n](?:> ?)?(?:van|voor|op|bij|naar|tot)(?:[ \n](?:> ?)?(?:de|het|mijn|onze|uw|jouw|een))?"
    r"(?:[ \n](?:> ?)?[\w’'-]+){1,3}?)?)"
    r"[ \n]?(?:\([^()\n]{0,30}\))?[ ]?"
    r"(?P<sign>(?:is|wordt|was|luidt|werd|blijft|=|:|\t|\n(?=\S+\n)|;|–|-)?"
    r"[ \n]?(?:nu|momenteel|tijdelijk|gewijzigd in|veranderd in|ingesteld op)?[ ]?[:=\t]?)[ \t]*"
    r"(?P<quote>[\"'“”‘’«]?)(?P<value>\d(?: \d){3,7}(?!\d)|[^\s\"“”‘’«»<>]{2,64})"
)
DIGITS = re.compile(r"(?:\d{2}(?: \d{2}){1,3}(?![\d.:/-])|\d{3,8}(?:[ -]\d{2,6}){0,3}|\d(?: \d){3,7}(?!\d))(?: ?[#*])?")
OF_THING = phrases(
    r"\b(?P<label>(?:pin|toegangs|cijfer)?code) "
    r"(?:(?:(?:(?:van|voor|op|bij|in|aan|naar|achter|naast|boven) (?:de|het|onze|uw|mijn) [\w-]+(?: [\w-]+)? ?){0,3}"
    r"|daarvan|ervan)"
    r"[ ]?(?:(?:is|wordt|werd)(?: (?:nu|gewijzigd in|veranderd in|aangepast naar|ingesteld op)){0,2}|:|=|luidt)"
    r"|[\w-]*(?:deur|hek|poort|slot|kluis|kast|alarm|lift|garage)[\w-]*(?: is|:)?)[ ]?"
    r"(?P<value>\d{2,6}[#*]\d{2,6}[#*]?|\d{4,8}(?: ?[#*])?)(?!\d|[.,]\d)",
    ("code", "pincode", "toegangscode", "cijfercode"),
    re.I,
)
HAS_CODE = phrases(
    r"\b(?:heeft|hebben|kreeg|krijgt|opent met|open met|open je met|gaat open met|geopend met"
    r"|(?<=[a-z])[:,]"
    r"|(?:omgezet|gewijzigd|veranderd|aangepast|overgezet|ingesteld|gezet|vervangen)[ \n](?:naar|in|op|door))"
    r"[ \n](?:als |de )?(?:nieuwe )?(?P<label>(?:pin|toegangs|cijfer)?code)[ \n]"
    r"(?P<value>\d{2,6}[#*]\d{2,6}[#*]?|\d{4,8}(?: ?[#*])?|[A-Z]{1,2}-?\d{3,6})(?![\w-]|[.,]\d)",
    ("code", "pincode", "toegangscode", "cijfercode"),
)
"""'De schuur bij het hek heeft code 5519'."""
OPENED = re.compile(
    r"\b(?:open|dicht|uit|af|eraf|aan|uitgezet|uitgeschakeld|afgezet|ingeschakeld|aangezet|ontgrendeld|geopend|gesloten"
    r"|afgemeld|bediend|onderbroken)[ \n]met[ \n](?:(?:de )?(?:pin)?code )?"
    r"(?P<value>[A-Z]{1,2}-?\d{3,6}[#*]?|\d{4,8}[A-Z]?(?! (?:euro|stuks|keer)))(?=[.,;)]?(?:\s|$))",
)
"""'Het alarm wordt uitgezet met K-2210', where the sentence speaks of what is opened."""
LOCK = phrases(
    r"(?<!\w)(?P<label>(?:hang|cijfer|fiets|ketting|code)?slot(?:je)?|kluis(?:je)?|(?:sleutel)?kastje|alarm|sleutelkluis|cijfers)"
    r"(?: (?:(?:is|staat op|gaat open met|open met)(?: nu| weer)?)|:)? ?"
    r"(?P<value>\d(?:-\d){2,7}|\d{4,6}(?: ?[#*])?)(?=[,;)]|\.?(?:\s|$))(?! (?:euro|mm|cm|meter|stuks|keer))",
    ("slot", "slotje", "hangslot", "cijferslot", "fietsslot", "kettingslot", "codeslot",
     "hangslotje", "kluis", "kluisje", "kastje", "sleutelkastje", "alarm", "sleutelkluis", "cijfers"),
    re.I,
)  # fmt: skip
"""What a lock opens with, without a word for the code: 'het slot is 5520', 'hangslot 4-4-1-9'."""
CHANGED = phrases(
    r"(?<!\w)(?:pin-?code|toegangscode|deurcode|alarmcode|cijfercode|code van (?:de|het) [\w-]+|wachtwoord)\b"
    r"[^.!?\n]{0,60}? van (?P<old>(?=\S*\d)[^\s,;]{4,20}) (?:naar|in) "
    r"(?P<value>(?=\S*\d)[^\s,;]{4,20}?)(?=[.,;)]?(?:\s|$))",
    ("code", "pincode", "pin-code", "toegangscode", "deurcode", "alarmcode", "cijfercode", "wachtwoord"),
    re.I,
)
"""'De pincode is gewijzigd van 1188 naar 7421'."""
KEYED = re.compile(r"(?<![\w*#])(?:[*#]?\d{4,8} ?[*#]|\d{2,6}[*#]\d{2,6}[*#]?)(?![\w*#])")
"""A number that is ended with a key: 'het alarm gaat uit met 4821#'."""
TO_LOG_IN = phrases(
    r"\b[Cc]ode (?P<value>(?=[\w-]*\d)[A-Z0-9][\w-]{3,20})"
    r"(?=[ \n][^.!?]{0,60}(?:inlog|in te log|log in|aanmeld|aan te meld|activeer|activeren))",
    ("code",),
)
"""'Gebruik code AB12-CD34 om in te loggen'."""
ACCOUNT = re.compile(
    r"(?i)(?<![\w-])(?:(?:user(?:name|[ -]?id)?|gebruiker(?:snaam)?|inlognaam|inlog|login(?:naam)?|account)"
    r"[ ]?[:=][ \t]*"
    r"|(?:gebruikersnaam|inlognaam|loginnaam|username)(?:[ ]is)?[ ]"
    r"|(?:gebruiker|\w*account|login|inlog)[ ](?=[^\s,;]{3,64}[,;]?\s"
    r"(?:(?:en|met|het|een|eenmalig|tijdelijk|als)\s){0,3}(?:wachtwoord|ww|password)\b))"
    r"(?P<value>[^\s\"“”<>;,]{3,64})"
)
"""Who logs in: with the password beside it, it opens the same door."""
OPENS_WITH = phrases(
    r"(?P<what>\b(?:link|pagina|omgeving|portaal|formulier|site|website|map|document|bestand|account|scherm|demo"
    r"|voorbeeld|proef|oefen|test)\w*[^.!?;\n]{0,40}?)\b(?:werkt|werken|opent|open|openen|inloggen|log in|toegankelijk"
    r"|beveiligd|te zien)[ \n]met[ \n][\"'“‘]?"
    r"(?P<value>(?=[^\s,;()]*[A-Za-z]{3})(?=[^\s,;()]*\d)[^\s,;()\"”’]{6,40})",
    ("werkt met", "werken met", "opent met", "open met", "openen met", "inloggen met", "log in met", "toegankelijk met",
     "beveiligd met", "te zien met"),
    re.I,
)  # fmt: skip
"""What opens a page or file, without a word for it: 'de oefenlink werkt met Zonnebloem3'."""
WITH_NUMBER = re.compile(r"met[ \n](?:(?:de )?(?:pin)?code )?[A-Z]{0,2}-?\d{3}")
NEAR = 120  # characters
CODE_LIKE = re.compile(r"(?=.*\d)|(?=.*[!#$%&*+=?@^~])|(?=.*[a-z])(?=\S+[A-Z])")
WRAPPED = re.compile(r"(?=\S*[A-Za-z])\S*[!?/&+=_-]\n(?=\S*[\d!#$%&*+=?@^~])\S{2,40}")
"""A password that the end of a line breaks, behind a sign."""
MEETING = re.compile(r"[ ]?(?:nummer)?[ ]?[:=\t]?[ ]*(?P<value>\d{3}[ -]?\d{3}[ -]?\d{2,4}(?:[ -]?\d{1,3})?#?)")


DATED = re.compile(r"\n\[?\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$")
PASSWORD = re.compile(r"(?i)(?:[\w-]+ ?)?(?:wachtwoord|paswoord|password|wachtzin|codewoord)")
BARE = re.compile(r"[ \n][\"'“‘]?(?P<value>[A-ZÀ-Þ][a-zà-ÿ]{4,30})[\"'”’]?(?=[.,;)]|[ \n](?:en|of|in|op|aan)\b|\s*$)")
"""A name as a password, right behind the word for it: 'bereikt u met het wachtwoord Zonnebloem.'"""
BY_PASSWORD = re.compile(
    r"\b(?:met|onder|via|door|tegen|krijgt|is)(?: vermelding van)?[ \n](?:het[ \n])?\Z", re.IGNORECASE
)
IS = re.compile(r"(?i)\s*(?:is|luidt|wordt|werd)\b")
STATE = re.compile(r"(?:ge|ver|be|ont|her|aan|op|af|uit|door|on)\w+|\w+(?:d|t|en|ig|lijk|baar|loos|isch)")
"""How an ordinary word begins or ends that tells what became of a password: 'verlopen', 'persoonlijk'."""
LEAST_LETTERS = 6
YEAR = re.compile(r"(?:19|20)\d\d")


@cache
def _doors() -> re.Pattern[str]:
    return re.compile("|".join(numbers().doors))


def _is_told(text: str, match: re.Match[str], value: str) -> bool:
    """Whether a word without a digit is the password: the end of 'het wachtwoord van het bestand is groenevinger'."""
    small = value.lower()
    ends = re.match(r"[.!]?(?:\s*$|[ ]?\n|\.[ ]|,[ ])|[ ](?:en|met)[ ]", text[match.start("value") + len(value) :][:8])
    if not IS.match(match["sign"]) or not value.isalpha() or len(value) < LEAST_LETTERS or not ends:
        return False
    return value[0].isupper() or not (STATE.fullmatch(small) and small in entries("dictionary"))


class SecretRecognizer(IdentifierRecognizer):
    """Passwords, codes and camera positions."""

    ENTITIES = ("SECRET",)

    def find(self, around: Surroundings) -> Iterator[Hit]:
        text = around.text
        cues = around.cues.of("secret")
        for cue in cues:
            if any(other is not cue and other.start <= cue.start and other.end >= cue.end for other in cues):
                continue
            by_name = PASSWORD.fullmatch(text, cue.start, cue.end) and BY_PASSWORD.search(
                text, max(0, cue.start - 30), cue.start
            )
            if by_name and (told := BARE.match(text, cue.end)):
                yield Hit("SECRET", *told.span("value"), 0.75, f"secret:{text[cue.start : cue.end]}")
                continue
            match = AFTER.match(text, cue.end)
            if not match:
                continue
            of_door = _doors().search(around.before(cue.start, 45)) is not None
            found_here = list(self._value(text, match, text[cue.start : cue.end], of_door))
            yield from found_here
            for account in ACCOUNT.finditer(text, max(0, cue.start - NEAR), cue.end + NEAR) if found_here else ():
                if account["value"].lower() in numbers().not_user:
                    continue
                yield Hit("SECRET", *account.span("value"), 0.85, "secret:account")
        for cue in around.cues.of("meeting"):
            if match := MEETING.match(text, cue.end):
                yield Hit(
                    "SECRET", match.start("value"), match.end("value"), 0.8, f"meeting:{text[cue.start : cue.end]}"
                )
        for found in OF_THING.pattern.finditer(text.replace("\n", " ")) if OF_THING.may_be_in(text) else ():
            said = found[0].lower()
            if YEAR.fullmatch(found["value"]) and " in " in said:
                continue  # 'is gewijzigd in 2024'
            if _doors().search(around.before(found.start(), 120) + said):
                yield Hit("SECRET", *found.span("value"), 0.85, f"secret:{found['label']}")
        for found in HAS_CODE.finditer(text):
            if _doors().search(text[sentence_around(text, found.start())[0] : found.start()].lower()):
                yield Hit("SECRET", *found.span("value"), 0.85, f"secret:{found['label']}")
        for found in CHANGED.finditer(text):
            if not YEAR.fullmatch(found["old"]):
                yield from (Hit("SECRET", *found.span(part), 0.85, "secret:code") for part in ("old", "value"))
        for found in OPENED.finditer(text) if WITH_NUMBER.search(text) else ():
            if _doors().search(text[sentence_around(text, found.start())[0] : found.start()].lower()):
                yield Hit("SECRET", *found.span("value"), 0.8, "secret:code")
        for found in LOCK.finditer(text):
            if not YEAR.fullmatch(found["value"]):
                yield Hit("SECRET", *found.span("value"), 0.8, "secret:code")
        for found in KEYED.finditer(text) if "*" in text or "#" in text else ():
            if _doors().search(text[slice(*sentence_around(text, found.start()))].lower()):
                yield Hit("SECRET", *found.span(), 0.85, "secret:code")
        for found in OPENS_WITH.finditer(text):
            value = found["value"].rstrip(".:'")
            if not value.lower().startswith(numbers().programs):
                yield Hit("SECRET", found.start("value"), found.start("value") + len(value), 0.8, "secret:code")
        for found in TO_LOG_IN.finditer(text):
            yield Hit("SECRET", *found.span("value"), 0.85, "secret:code")
        yield from secrets_in_tables(around)
        yield from ways_in(around)
        yield from answered(around)
        yield from secret_places(around)

    def _value(self, text: str, match: re.Match[str], label: str, of_door: bool) -> Iterator[Hit]:
        start = match.start("value")
        wrapped = WRAPPED.match(text, start)
        value = (wrapped[0] if wrapped else match["value"]).rstrip(".,;:)]")
        if DATED.search(text[match.start() : start] + value):
            return  # in a chat the next message begins
        if digits := DIGITS.match(text, start):
            value = digits[0] if len(digits[0]) >= len(value) else value
        signed = match["sign"].strip(" -–") or match["sign"].startswith("\t")
        strong = any(sign in match["sign"] for sign in ":=\t\n") or bool(match["quote"])
        if len(label) <= 3 and not strong and not (of_door and DIGITS.fullmatch(value)):
            return  # 'pin 1000 euro', 'de WW 24 maanden'
        if value.lower() in numbers().not_secret or len(value) < 3:
            return
        like = bool(CODE_LIKE.match(value.replace("\n", "")))
        if (
            (strong and (like or not match["for"]))
            or (signed and like)
            or (like and any(letter.isdigit() for letter in value))
            or (PASSWORD.fullmatch(label) and _is_told(text, match, value))
        ):
            if not strong and YEAR.fullmatch(value):
                return
            yield Hit("SECRET", start, start + len(value), 0.9 if strong or signed else 0.75, f"secret:{label}")
