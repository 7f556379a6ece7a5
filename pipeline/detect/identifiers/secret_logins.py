"""Who logs in and with what, told beside each other: 'wifi BH-Gast / Zomerbries24', 'inloggen met bhimport en
Zomer!24', 'Zomer!24 als wachtwoord'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.identifiers.recognizer import Hit
from woolak.pipeline.detect.identifiers.secret_cues import secrets
from woolak.pipeline.detect.identifiers.surroundings import Surroundings
from woolak.pipeline.detect.patterns import alternatives
from woolak.pipeline.detect.phrases import Phrases, phrases

__all__ = ["logins_told"]

PASS = r"(?=[^\s,;]*[A-Za-z]{2})(?=[^\s,;]*[\d!#$%&*+=?^~])(?!https?:|www\.|[\w.+-]+@[\w-]+\.)[^\s\"'“”‘’<>,;()]{6,40}"
"""A word with letters and a digit or sign, and no address of mail or of a site."""
NAME = r"(?:[^\s\"'“”‘’<>,;:()/]{3,40}(?:-\n[^\s,;:/]{2,30})?)"
QUOTE = r"[\"'“‘]?"
NEAR = 100  # characters
TRAILING = ".,;:)?!'\"”’"
LIKE = re.compile(r"\S*[A-Za-z]\S*[\d!#$%&*+=?^~]|\S*[\d!#$%&*+=?^~]\S*[A-Za-z]")


class _Patterns(NamedTuple):
    """In each, `value` is the password, and `user` who logs in with it, or the network."""

    net: Phrases
    of_net: Phrases
    keyed: Phrases
    called: re.Pattern[str]
    """What a network is called, somewhere before."""
    pair: Phrases
    as_password: Phrases
    later: Phrases
    opens: Phrases


@cache
def _patterns() -> _Patterns:
    rules = secrets()
    nets, labels = alternatives(rules.nets), alternatives((*rules.passwords_beside, *rules.net_keys))
    called, begin = alternatives((*rules.called, *rules.choosing)), alternatives(rules.login_words)
    users = alternatives((*rules.user_labels, *rules.login_words))
    value, user = rf"{QUOTE}(?P<value>{PASS})", rf"{QUOTE}(?P<user>{NAME}){QUOTE}"
    named = rf"(?:(?:de )?(?:{users})[ ])?"
    return _Patterns(
        net=phrases(
            rf"(?i:(?<![\w-])(?:{nets})(?!\w))(?:[^.!?\n\t:]{{0,30}}[ ]?[:=\t][ ]?|[ ])"
            rf"(?i:(?:{nets})[ :]+)?"
            rf"{user}(?:[ ]?[/|\t\n,][ ]?(?i:(?:{labels})[ ]?[:=\t]?[ ]*)?|[ ](?i:(?:{labels})[ ]?[:=\t]?[ ]*)){value}",
            rules.nets,
        ),
        of_net=phrases(
            rf"\b(?:{labels})[ \n](?:van|voor|op|bij)[ \n](?:(?:de|het|ons|onze|mijn)[ \n])?[\w-]*(?:{nets})[ \n]?"
            rf"(?:is|wordt|luidt|:|=)[ \n]{value}",
            rules.net_keys,
            re.I,
        ),
        keyed=phrases(
            rf"\b(?:{alternatives(rules.filling_in)})[ \n](?:(?:u|je|daar|hier|dan)[ \n])*{value}{QUOTE}[ \n]in\b",
            rules.filling_in,
            re.I,
        ),
        called=re.compile(rf"(?i)(?<![\w-])(?:{nets})(?!\w)[^.!?\n\t]{{0,50}}?[ ](?:{called})[ ]{user}(?=[ ,;])"),
        pair=phrases(
            rf"(?i:\b(?:{begin}))(?:[^.!?\n\t:;]{{0,25}}?[ ](?:met|als|with|as)[ \n]|[ ]?[:=][ ]?)"
            rf"{named}{user}(?:[ ]?(?:/|\||–|-)[ ]|[ \n](?:en|met|and|with)[ \n])(?i:(?:{labels})[ :]+)?{value}",
            rules.login_words,
            re.I,
        ),
        as_password=phrases(
            rf"(?:{user}[ ]als[ ](?:{users})[ ](?:en|met)[ ])?(?<!\S){value}{QUOTE}[ \n]"
            rf"(?:van[ ]\w+[ ])?als[ \n](?:\w+[ ])?(?:{alternatives(rules.password_labels)})\b",
            (f"als {word}" for word in rules.password_labels),
        ),
        later=phrases(
            rf"(?i:\b(?:{alternatives(rules.password_labels)})\b)(?:[^.!?\n\t:]{{2,60}}:[ \n]|[ ]\(){value}",
            rules.password_labels,
        ),
        opens=phrases(
            rf"\b(?:{alternatives(rules.coming_in)})[ \n](?:met|with)[ \n]{value}",
            (f"{word} {by}" for word in rules.coming_in for by in ("met", "with")),
            re.I,
        ),
    )


def logins_told(around: Surroundings) -> Iterator[Hit]:
    """The passwords that stand beside who logs in, and who that is."""
    text, patterns = around.text, _patterns()
    told = (patterns.net, patterns.of_net, patterns.keyed, patterns.pair, patterns.as_password, patterns.later)
    for found in (match for kind in (*told, patterns.opens) for match in kind.finditer(text)):
        value = found["value"].rstrip(TRAILING) if found["value"][-2:-1].isalnum() else found["value"].rstrip(".,;:)")
        if len(value) < 6 or not LIKE.match(value) or value.lower().startswith(secrets().programs):
            continue
        start = found.start("value")
        yield Hit("SECRET", start, start + len(value), 0.85, "secret:wachtwoord")
        beside = found if found.groupdict().get("user") else patterns.called.search(text, max(0, start - NEAR), start)
        if beside and beside["user"].lower() not in secrets().not_secret:
            yield Hit("SECRET", *beside.span("user"), 0.8, "secret:account")
