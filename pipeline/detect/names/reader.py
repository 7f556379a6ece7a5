"""The reader of one name, word by word: initials, given names, tussenvoegsels, surname (see surnames.py)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from woolak.pipeline.detect.names.alone import stands_alone
from woolak.pipeline.detect.names.cues import cues
from woolak.pipeline.detect.names.lexicon import (
    AFTER,
    CAP,
    COMPOUND,
    FIRST,
    GENITIVE,
    INITIAL,
    LAST,
    LISTED,
    NEVER,
    PLACE,
    PREFIX,
    PROPER,
    ROLE,
    SELDOM,
    THING,
    TITLE,
    WORD,
    is_place,
)
from woolak.pipeline.detect.names.people import PersonName
from woolak.pipeline.detect.names.sheet import Sheet, Token
from woolak.pipeline.detect.names.spelling import letters
from woolak.pipeline.detect.names.surnames import (
    breaks,
    estate_behind,
    is_label,
    is_rare,
    is_street,
    second_half,
    surname_behind,
    surname_word,
)

__all__ = ["Read", "Reader"]

_POSTCODE = re.compile(r"\d{4}[ ]?$")
_OLD_INITIALS = re.compile(r"(?=.*[A-Z].*[A-Z])(?:[A-Z]|Th|Ch|Chr|Ph|Tj|Sj|Fr|Joh|Jac){2,4}")
"""Initials of two letters among others: 'RTh', 'JPh'."""
LONGEST = 8
"""Words in a name at most, initials and tussenvoegsels counted."""
_WITHIN = {" ", "–", "  ", "\u00a0", "-", " -", "- ", " - ", " – ", " (", ") "}
_HYPHENS = ("-", "–")


class Read(NamedTuple):
    """A name at tokens `first:last` (end exclusive), `start:end` in the text, without titles."""

    first: int
    last: int
    start: int
    end: int
    name: PersonName
    listed: bool
    """Whether a list of names knows at least one word of it."""
    plain: bool
    """Whether every word of it is an ordinary word too (Bakker, De Jong)."""


@dataclass(slots=True)
class Reader:
    """The state while one name is read: what was taken, and whether the family name is whole."""

    sheet: Sheet
    loose: bool
    small: bool
    wrap: bool
    stop: int
    at: int = 0
    first: int = 0
    initials: str = ""
    given: list[str] = field(default_factory=list)
    prefix: list[str] = field(default_factory=list)
    surname: list[str] = field(default_factory=list)
    complete: bool = False
    listed: bool = False
    plain: bool = True

    def read(self, index: int) -> Read | None:
        tokens = self.sheet.tokens
        self.at = self.first = index
        while self.at < len(tokens) and self.at - index < LONGEST and tokens[self.at].end <= self.stop:
            before = self.at
            if not self._follows(before) or not self._take(tokens[before]) or self.at == before:
                break
            if tokens[self.at - 1].flags & GENITIVE or self.sheet.text[tokens[self.at - 1].end :][:2] in ("'s", "’s"):
                break
        return self._done()

    def _follows(self, index: int) -> bool:
        """Whether a token stands close enough behind what was read."""
        if index == self.first:
            return True
        gap, token, before = self.sheet.gap(index), self.sheet.tokens[index], self.sheet.tokens[index - 1]
        if gap == "":
            return bool(before.flags & (INITIAL | PREFIX))
        if breaks(gap):
            return self.wrap and not self.complete and self._wraps(token)
        if gap not in _WITHIN:
            return gap == "." and bool(before.flags & PREFIX) and len(before.text) < 3
        if "(" in gap:
            called = self.initials and not self.surname and token.flags & FIRST  # 'K. (Karin) Bos'
            return bool(called) and self.sheet.text.startswith(")", token.end)
        if ")" in gap:
            return "(" in self.sheet.gap(index - 1)
        if gap.strip() in _HYPHENS:
            return bool(self.surname) and bool(token.flags & (PREFIX | LISTED)) and bool(token.flags & (CAP | PREFIX))
        return True

    def _wraps(self, token: Token) -> bool:
        """Whether a name goes on with the first word of the next line: only its surname can."""
        if token.flags & PREFIX:
            return not self.surname and not (token.flags & CAP and token.norm in ("de", "het", "in", "op", "aan", "te"))
        return (
            bool(token.flags & CAP)
            and not self.surname
            and not token.flags & NEVER
            and bool(token.flags & LAST or not token.flags & (FIRST | WORD | PLACE))
            and not (self._opens_line_as_role(token) or is_label(self.sheet, token))
        )

    def _opens_line_as_role(self, token: Token) -> bool:
        """Whether the next line begins with what somebody is, and does: 'belt met Levi' / 'Zoon heeft een vraag'."""
        behind = self.sheet.tokens[self.at + 1] if self.at + 1 < len(self.sheet.tokens) else None
        return bool(token.flags & ROLE and token.flags & WORD) and behind is not None and behind.norm in cues().speech

    def _take(self, token: Token) -> bool:
        """Take one token (with a tussenvoegsel: up to its surname); False when the name ends before it."""
        if token.flags & INITIAL:
            return self._take_initials(token)
        if self.at == self.first and token.norm in cues().commands and token.flags & CAP and self._calls():
            return False  # 'Vragen? Bel Anja', 'Hee Ien,'
        if self._is_prefix(token) and self._take_prefixed(token):
            return True
        if token.flags & CAP:
            return self._take_word(token)
        return self.small and self._take_small(token)

    def _take_initials(self, token: Token) -> bool:
        if self.surname or self.complete:
            return False
        self.initials += letters(token.text)
        self.at += 1
        return True

    def _is_prefix(self, token: Token) -> bool:
        if token.text in ("ben", "bel") and not (self.given or self.initials or self.surname):
            return False  # 'ik ben Anja', 'ik bel Ien'
        if not token.flags & PREFIX:
            if token.norm in cues().estate_links:
                return bool(self.surname)
            return token.norm == "v" and not token.flags & CAP and self.small
        return not (
            token.flags & CAP and token.flags & FIRST and token.norm not in cues().never_given and not self.given
        )

    def _calls(self) -> bool:
        """Whether the word here opens a sentence, and somebody's first name follows."""
        follows = self.sheet.tokens[self.at + 1] if self.at + 1 < len(self.sheet.tokens) else None
        return follows is not None and bool(follows.flags & FIRST) and self.sheet.opens_sentence(self.at)

    def _take_prefixed(self, token: Token) -> bool:
        joined = self._joined()
        estate = None
        if self.surname and not joined and not token.flags & CAP:
            estate = estate_behind(self.sheet, self.at, self.surname[-1], self.stop)
        second = token.norm in cues().second_prefixes and not token.flags & CAP
        if self.complete and not (joined or estate or second):
            return False
        self.complete = self.complete or estate is not None
        end = estate or self._surname_behind(self.at, second=self.complete and not joined)
        tokens = self.sheet.tokens
        if end is None or (self.surname and not joined and is_street(self.sheet, tokens[end])):
            return False
        if self.complete:
            self.surname.append(tokens[end].norm)
            self.surname[-2:] = ["-".join(piece.rstrip("-") for piece in self.surname[-2:])]
        else:
            self.given += self.surname
            self.prefix = ["van" if t.norm == "v" else t.norm for t in tokens[self.at : end]]
            self.surname = [tokens[end].norm]
        self._saw(tokens[end])
        self.complete, self.at = True, end + 1
        self._split_hyphen(tokens[end])
        return True

    def _surname_behind(self, index: int, second: bool) -> int | None:
        """The token that is the surname of the tussenvoegsels at `index`; `second`: of those behind a whole surname."""
        sure = bool(self.loose or self.given or self.initials) and not second
        letter = bool(self.initials and not self.surname) and not second
        return surname_behind(
            self.sheet, index, stop=self.stop, sure=sure, letter=letter, small=self.small, wrap=self.wrap
        )

    def _take_word(self, token: Token) -> bool:
        flags = token.flags
        behind = bool(self.initials or self.given or self.prefix)
        if self.complete and not self._goes_on(token):
            return False
        bare_initials = 0 if behind else self._bare_initials(token)
        expected = self._expects_surname()
        if not bare_initials and not (
            surname_word(token, behind=behind, loose=expected)
            or (expected and is_rare(self.sheet, self.first, token, self.initials))
        ):
            only_given = len(self.given) == 1 and not self.surname
            if not (only_given and stands_alone(self.sheet, self.first, self.at)):
                return False
        if bare_initials:
            self.initials = "".join(one.norm for one in self.sheet.tokens[self.at : self.at + bare_initials])
            self.at += bare_initials - 1
        elif (
            flags & FIRST
            and not (self.complete or self.surname)
            and (not self.initials or "(" in self.sheet.gap(self.at))
        ):
            self.given.append(token.norm[:-1] if flags & GENITIVE else token.norm)
            self._saw(token)
        else:
            joined = self._joined() and self.surname
            self.surname.append(token.norm)
            if joined:
                self.surname[-2:] = ["-".join(self.surname[-2:])]
            self._saw(token)
            self.complete = self.complete or behind or bool(flags & LAST)
        self.at += 1
        self._split_hyphen(token)
        return True

    def _expects_surname(self) -> bool:
        """Whether even an ordinary word with a capital would be the surname here."""
        if self.given or self.surname:
            return False
        sure = len(self.initials) > 1 and self.initials not in ("ps", "nb")
        return sure or (self.loose and (self.at == self.first or bool(self.initials)))

    def _bare_initials(self, token: Token) -> int:
        """How many words here are capitals without dots before a surname: 'JP van der Meer', 'S S Sewpersad'."""
        tokens, end = self.sheet.tokens, self.at
        if (
            not (token.text.isupper() or _OLD_INITIALS.fullmatch(token.text))
            or len(token.text) > 4
            or (len(token.text) > 1 and token.flags & (NEVER | FIRST | PREFIX))
        ):
            return 0
        if _POSTCODE.search(self.sheet.text, max(0, token.start - 5), token.start):
            return 0  # 2500 EH Den Haag
        before = tokens[end - 1] if end else None
        of_body = before is not None and before.norm in ("de", "het", "een") and self.sheet.gap(end) == " "
        if len(token.text) > 1 and (of_body or token.norm in cues().bodies):
            return 0  # 'de ANWB Zeist', 'IKC De Vlieger'
        end += 1
        while (
            len(token.text) == 1
            and end < len(tokens)
            and len(tokens[end].text) == 1
            and tokens[end].text.isupper()
            and self.sheet.gap(end) == " "
        ):
            end += 1
        count = end - self.at
        if end >= len(tokens) or self.sheet.gap(end) != " ":
            return 0
        follows = tokens[end]
        if follows.flags & PREFIX:
            surname = self._surname_behind(end, second=False)
            if surname is None or is_place(self.sheet.text[follows.start : tokens[surname].end]):
                return 0  # 'HTM Den Haag'
            return count
        several = len(token.text) > 2 and not token.flags & (WORD | PROPER)
        word = 0 if several else WORD  # 'HCJ Schouten', but not 'OR Bakker'
        sure = bool(follows.flags & LAST) and not follows.flags & (word | PLACE | SELDOM)
        likely = follows.flags & LAST or (self.loose and not follows.flags & (WORD | NEVER | PLACE | PROPER))
        told = self.loose and likely and not follows.text.isupper()
        sure = sure and (several or len(token.text) < 3)
        return count if follows.flags & CAP and (sure or (count > 1 and likely) or told) else 0

    def _take_small(self, token: Token) -> bool:
        """A name without capitals, only where the context says that one stands there."""
        known = token.flags & (FIRST | LAST) and not token.flags & (WORD | NEVER | ROLE | TITLE | PLACE | GENITIVE)
        plain = WORD | NEVER | ROLE | TITLE | PLACE | COMPOUND | PREFIX
        alone = self.at == self.first and len(token.norm) > 3 and not token.flags & plain  # 'dhr roestede'
        if self.complete or not (known or alone):
            return False
        if token.flags & FIRST and not self.surname and not self.initials:
            self.given.append(token.norm)
        else:
            self.surname.append(token.norm)
            self.complete = True
        self._saw(token)
        self.at += 1
        return True

    def _joined(self) -> bool:
        """Whether a hyphen joins the token here to the one before."""
        return self.at > self.first and self.sheet.gap(self.at).strip() in _HYPHENS

    def _saw(self, token: Token) -> None:
        self.listed = (
            self.listed
            or bool(token.flags & (FIRST | LAST))
            or bool(token.flags & AFTER and (self.prefix or self.given or self.initials))
        )
        self.plain = self.plain and bool(token.flags & (WORD | PLACE | COMPOUND | PROPER | THING))

    def _split_hyphen(self, token: Token) -> None:
        """Take the rest of a second surname of which the word took the first tussenvoegsel along."""
        end = second_half(self.sheet, self.at, token.norm) if self.surname else None
        if end is not None:
            second = self.sheet.tokens[end]
            self.surname[-1] = f"{token.norm.rpartition('-')[0]}-{second.norm}"
            self._saw(second)
            self.at, self.complete = end + 1, True

    def _goes_on(self, token: Token) -> bool:
        """Whether a whole name goes on: 'Jan Smit Bakema', but not 'Jan Smit Projectleider'."""
        if self._joined():
            return bool(token.flags & LISTED or not token.flags & WORD)
        return bool(token.flags & (LAST | FIRST)) and not token.flags & (
            WORD | PLACE | NEVER | SELDOM | ROLE | GENITIVE
        )

    def _done(self) -> Read | None:
        if not self.given and not self.surname:
            return None
        given, surname = self.given, self.surname
        if given and not surname and (len(given) > 1 or self.initials):
            given, surname = given[:-1], given[-1:]
        tokens, text = self.sheet.tokens, self.sheet.text
        if len(surname) > 1 and not (given or self.initials or self.prefix or tokens[self.first].flags & LAST):
            given, surname = surname[:-1], surname[-1:]  # an unlisted first name
        start, end = tokens[self.first].start, tokens[self.at - 1].end
        if text.count("(", start, end) > text.count(")", start, end):
            end += 1
        name = PersonName(tuple(given), self.initials, " ".join(self.prefix), " ".join(surname))
        return Read(self.first, self.at, start, end, name, self.listed, self.plain)
