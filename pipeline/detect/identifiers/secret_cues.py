"""What tells that something lets somebody in, read from rules/cues/identifiers_secret.yaml and made into patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from woolak.pipeline.detect.patterns import alternatives, any_of
from woolak.pipeline.detect.phrases import Phrases, phrases
from woolak.rules.reading import Model, read_rules

__all__ = ["CODE", "SecretPatterns", "Secrets", "secret_patterns", "secrets"]

CODE = (
    r"(?:\d(?:-\d){2,7}|\d{2}(?:-\d{2}){1,3}|\d{2,6}[#*]\d{2,6}[#*]?"
    r"|\d{3,6}-?[A-Z](?!\w)|\d{2,4}[A-Z]\d{1,4}(?!\w)"
    r"|[A-Z]-?\d{3,6}|\d{2}(?: \d{2}){2,3}|\d{4,8}(?: ?[#*])?)(?!\d|[.,/-]\d)"
)
"""What is keyed in: '4417', '4417#', '7-2-2-5', '41-09-88', '4417-B', '41 09 88'."""


class Secrets(Model):
    """rules/cues/identifiers_secret.yaml."""

    secret: tuple[str, ...]
    password_labels: tuple[str, ...]
    changed_to: tuple[str, ...]
    not_secret: tuple[str, ...]
    meeting: tuple[str, ...]
    codes: tuple[str, ...]
    coded_things: tuple[str, ...]
    doors: tuple[str, ...]
    having_code: tuple[str, ...]
    changed: tuple[str, ...]
    opened: tuple[str, ...]
    locks: tuple[str, ...]
    opens: tuple[str, ...]
    measured: tuple[str, ...]
    changing: tuple[str, ...]
    logging_in: tuple[str, ...]
    opened_things: tuple[str, ...]
    boxes: tuple[str, ...]
    entered: tuple[str, ...]
    outside: tuple[str, ...]
    asked_again: tuple[str, ...]
    by_code: tuple[str, ...]
    keys_told: tuple[str, ...]
    figures: tuple[str, ...]
    beside: tuple[str, ...]
    said_to_be: tuple[str, ...]
    by_now: tuple[str, ...]
    to_open: tuple[str, ...]
    keying: tuple[str, ...]
    referring: tuple[str, ...]
    goes_on: tuple[str, ...]
    no_longer: tuple[str, ...]
    counted: tuple[str, ...]
    login_words: tuple[str, ...]
    net_keys: tuple[str, ...]
    coming_in: tuple[str, ...]
    filling_in: tuple[str, ...]
    choosing: tuple[str, ...]
    user_labels: tuple[str, ...]
    user_heads: tuple[str, ...]
    user_names: tuple[str, ...]
    users: tuple[str, ...]
    passwords_beside: tuple[str, ...]
    sites: tuple[str, ...]
    works: tuple[str, ...]
    programs: tuple[str, ...]
    passwords: tuple[str, ...]
    asking: tuple[str, ...]
    answering: tuple[str, ...]
    asked_codes: tuple[str, ...]
    entry_heads: tuple[str, ...]
    keeper_heads: tuple[str, ...]
    entry_words: tuple[str, ...]
    place_heads: tuple[str, ...]
    place_heads_alone: tuple[str, ...]
    no_place: tuple[str, ...]
    paid: tuple[str, ...]
    camera: tuple[str, ...]
    camera_place: tuple[str, ...]
    camera_where: tuple[str, ...]
    way_in: tuple[str, ...]
    way_in_beside: tuple[str, ...]
    guarded: tuple[str, ...]
    is_there: tuple[str, ...]
    hidden: tuple[str, ...]
    weak_things: tuple[str, ...]
    weak: tuple[str, ...]
    unseen: tuple[str, ...]
    unseen_things: tuple[str, ...]
    key_words: tuple[str, ...]
    keyed: tuple[str, ...]
    nets: tuple[str, ...]
    called: tuple[str, ...]
    code_headings: tuple[str, ...]
    listed_things: tuple[str, ...]
    listed_words: tuple[str, ...]
    then_key: str
    key_heads: tuple[str, ...]
    key_holder_heads: tuple[str, ...]
    camera_heads: tuple[str, ...]
    camera_columns: tuple[str, ...]
    environments: tuple[str, ...]
    tried: tuple[str, ...]
    code_from: tuple[str, ...]
    reached: tuple[str, ...]
    service_accounts: tuple[str, ...]
    account_begins: tuple[str, ...]
    other_codes: tuple[str, ...]
    key_alone: tuple[str, ...]
    key_near: tuple[str, ...]


def secrets() -> Secrets:
    rules: Secrets = read_rules("cues/identifiers_secret.yaml", Secrets)
    return rules


@dataclass(frozen=True, slots=True)
class SecretPatterns:
    """In each, `value` is what is secret."""

    after: re.Pattern[str]
    """Behind a word for a secret: what it is for ('van het alarm', 'voor de wifi'), then 'is', a colon, quotes."""
    password: re.Pattern[str]
    """A word of which a name or an ordinary word may be the password."""
    doors: re.Pattern[str]
    of_thing: Phrases
    """'De code van de poort is 5519', 'code sleutelkast 4417'."""
    has_code: Phrases
    """'De schuur bij het hek heeft code 5519'."""
    opened: re.Pattern[str]
    """'Het alarm wordt uitgezet met K-2210', where the sentence speaks of what is opened."""
    lock: Phrases
    """What a lock opens with, without a word for the code: 'het slot is 5520', 'hangslot 4-4-1-9'."""
    changed: Phrases
    """'De pincode is gewijzigd van 1188 naar 7421'."""
    to_log_in: Phrases
    """'Gebruik code AB12-CD34 om in te loggen'."""
    account: re.Pattern[str]
    """Who logs in: with the password beside it, it opens the same door."""
    of_key: Phrases
    """'De druppel van de garage heeft nummer KD-4471'."""
    net: re.Pattern[str]
    """What a network is called, right before the word for its password: 'de wifi heet Kade-gast met '."""
    opens_with: Phrases
    """What opens a page or file, without a word for it: 'de oefenlink werkt met Zonnebloem3'."""


@cache
def secret_patterns() -> SecretPatterns:
    """The patterns. Raises CaseFileError when the file is wrong."""
    words = secrets()
    codes, changed_to, measured = (alternatives(one) for one in (words.codes, words.changed_to, words.measured))
    user_names = alternatives(words.user_names)
    return SecretPatterns(
        after=re.compile(
            r"(?P<for>(?:[ \n](?:> ?)?(?:van|voor|op|bij|naar|tot)(?:[ \n](?:> ?)?(?:de|het|mijn|onze|uw|jouw|een))?"
            r"(?:[ \n](?:> ?)?[\w’'-]+){1,3}?)?)"
            r"[ \n]?(?:\([^()\n]{0,30}\))?[ ]?"
            r"(?P<sign>(?:is|wordt|was|luidt|werd|blijft|=|:|\t|\n(?=\S+\n)|;|–|-)?"
            rf"[ \n]?(?:{changed_to})?[ ]?[:=\t]?)[ \t]*"
            r"(?P<quote>[\"'“”‘’«]?)(?P<value>\d(?: \d){3,7}(?!\d)|[^\s\"“”‘’«»<>]{2,64})"
        ),
        password=re.compile(rf"(?i)(?:[\w-]+ ?)?(?:{alternatives(words.password_labels)})"),
        doors=re.compile("|".join(words.doors)),
        of_thing=phrases(
            rf"\b(?P<label>{codes}) "
            r"(?:(?:(?:(?:van|voor|op|bij|in|aan|naar|achter|naast|boven) (?:de|het|onze|uw|mijn) [\w-]+(?: [\w-]+)? ?)"
            r"{0,3}|daarvan|ervan)"
            rf"[ ]?(?:(?:is|wordt|werd|blijft)(?: op \d{{1,2}} [a-z]{{3,9}})?(?: (?:{changed_to})){{0,2}}|:|=|luidt)"
            rf"|[\w-]*(?:{alternatives(words.coded_things)})[\w-]*(?: is|:)?)[ ]?"
            rf"(?P<value>{CODE})",
            words.codes,
            re.I,
        ),
        has_code=phrases(
            rf"\b(?:{alternatives(words.having_code)}|(?<=[a-z])[:,]"
            rf"|(?:{alternatives(words.changed)})[ \n](?:naar|in|op|door))"
            rf"[ \n](?:als |de )?(?:nieuwe )?(?P<label>{codes})[ \n]"
            r"(?P<value>\d{2,6}[#*]\d{2,6}[#*]?|\d{4,8}(?: ?[#*])?|[A-Z]{1,2}-?\d{3,6})(?![\w-]|[.,]\d)",
            words.codes,
        ),
        opened=re.compile(
            rf"\b(?:{alternatives(words.opened)})[ \n]met[ \n](?:(?:de )?(?:pin)?code )?"
            rf"(?P<value>[A-Z]{{1,2}}-?\d{{3,6}}[#*]?|\d{{4,8}}[A-Z]?(?! (?:{measured})))(?=[.,;)]?(?:\s|$))"
        ),
        lock=phrases(
            rf"(?<!\w)(?P<label>{alternatives(words.locks)})(?: (?:(?:{alternatives(words.opens)})(?: nu| weer)?)|:)? ?"
            rf"(?P<value>\d(?:-\d){{2,7}}|\d{{4,6}}(?: ?[#*])?)(?=[,;)]|\.?(?:\s|$))(?! (?:{measured}))",
            words.locks,
            re.I,
        ),
        changed=phrases(
            rf"(?<!\w)(?:{alternatives(words.changing)}|code van (?:de|het) [\w-]+)\b"
            r"[^.!?\n]{0,60}? van (?P<old>(?=\S*\d)[^\s,;]{4,20}) (?:naar|in) "
            r"(?P<value>(?=\S*\d)[^\s,;]{4,20}?)(?=[.,;)]?(?:\s|$))",
            ("code", *words.changing),
            re.I,
        ),
        to_log_in=phrases(
            r"\b[Cc]ode (?P<value>(?=[\w-]*\d)[A-Z0-9][\w-]{3,20})"
            rf"(?=[ \n][^.!?]{{0,60}}(?:{alternatives(words.logging_in)}))",
            ("code",),
        ),
        account=re.compile(
            rf"(?i)(?<![\w-])(?:(?:{alternatives(words.user_labels)})[ ]?[:=][ \t]*"
            rf"|{any_of(words.users)}[ ]?[:=][ \t]*(?=\S*[\d_@])"
            rf"|(?:{alternatives(words.user_labels)})[ ]is[ ](?=\S*[\d_@.-]\w)|(?:{user_names})(?:[ ]is)?[ ]"
            rf"|{any_of(words.users)}[ ](?=[^\s,;]{{3,64}}[,;]?\s"
            rf"(?:(?:en|met|het|een|eenmalig|tijdelijk|als)\s){{0,3}}(?:{alternatives(words.passwords_beside)})\b))"
            r"(?P<value>[^\s\"“”<>;,]{3,64})"
        ),
        of_key=phrases(
            rf"(?<!\w)(?:{alternatives(words.key_words)})(?:[ \n](?:van|voor|bij)[ \n](?:de|het)[ \n][\w-]+)?[ \n]"
            rf"(?:(?:{alternatives(words.keyed)})[ \n])+"
            r"(?P<value>[A-Z]{1,4}[-./ ]?\d{3,8}|\d{2,6}-\d{2,6})(?![\w-]|[.,]\d)",
            words.key_words,
            re.I,
        ),
        net=re.compile(
            rf"(?i)(?<![\w-])(?:{alternatives(words.nets)})(?![\w])"
            rf"(?:[^.!?\n\t]{{0,50}}? (?:{alternatives(words.called)})[ \n]|[^.!?\n\t:]{{0,30}}(?:\t|: ))"
            r"(?P<value>[^\s,;:]{3,30}(?:-\n[^\s,;:]{2,30})?)[,;]?[ \n](?:(?:met|en|als|het)[ \n]){0,3}\Z"
        ),
        opens_with=phrases(
            rf"\b(?:{alternatives(words.sites)})\w*[^.!?;\n]{{0,40}}?\b(?:{alternatives(words.works)})"
            r"[ \n]met[ \n][\"'“‘]?"
            r"(?P<value>(?=[^\s,;()]*[A-Za-z]{3})(?=[^\s,;()]*[\d!#$%&*+=?^~])[^\s,;()\"”’]{6,40})",
            (f"{word} met" for word in words.works),
            re.I,
        ),
    )
