"""Cuts Dutch office text into words, so that a name is never hidden inside a larger token.

spaCy's own Dutch rules keep 'Akkerman/S.' or 'Verslag_Jan_Smit.docx' together; here '/', '|', ';' and '_'
always stand alone, each initial is a word ('J.P.' is two), and a genitive 's is cut off.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

__all__ = ["WORDS", "Tokenizer", "split"]

WORDS = "woolak_words"
"""Where a Doc of this tokenizer keeps its words and whether a space follows each."""
_MARK = "\u0300-\u036f\u00ad\u200b-\u200d"  # accents set loose, soft hyphens and invisible joiners belong to the word
_LETTER = rf"[^\W\d_][{_MARK}]*"
_WORD = rf"(?:{_LETTER})+"
_TOKEN = re.compile(
    rf"""(
      [A-Za-z]++(?=[ ,;)\n\t])                               # most words: nothing else below matches there
    | [\w.+%-]+@\w[\w.-]*\w                                   # e-mail address
    | (?:https?://|www\.)[^\s<>|;]*[\w/]                      # web address
    | (?:[BN]\.V\.|V\.O\.F\.|U\.A\.)(?![^\W\d_])              # legal forms, not initials
    | [vV]/[dD](?![^\W\d_])                                   # v/d
    | [A-Za-zà-ÿ]\.(?:[a-zà-ÿ]\.)+                            # t.a.v. T.a.v. i.a.a. v.d.
    | (?:dhr|hr|mw|mevr|mvr|mej|mr|drs|dra|dr|ir|ing|prof|ds|fam|bc|wed|st|gebr|jhr|jkvr|burg|weth)\.
    | (?:bijv|enz|nr|tel|art)\.
    | (?:Dhr|Hr|Mw|Mevr|Mvr|Mej|Mr|Drs|Dra|Dr|Ir|Ing|Prof|Ds|Fam|Bc|Wed|St|Gebr|Jhr|Jkvr|Burg|Weth|Nr|Tel|Art)\.
    | (?:Th|Chr|Ch|Joh|Fr|IJ|Ij|Ph|Sj|Tj|Jac|Jacq|Wm|Alb|Ant|Nic|Gerh|Fred|Aug|Corn|Hub)\.
    | [^\W\d_a-zà-ÿ]\.                                        # one initial
    | [^\W_]*\d[^\W_]*(?:[.,:]\d+)*                           # numbers and codes
    | ['’`´][tTsSnN](?![^\W\d_])                              # 't 's 'n
    | (?=[^\W\d_a-zß-öø-ÿ]){_WORD}(?:(?:['’](?![sS](?![^\W\d_]))|-){_WORD})*   # capital: Henk-Jan, O'Brien
    | {_WORD}(?:(?:['’](?![sS](?![^\W\d_]))|-(?![^\W\d_a-zß-öø-ÿ])){_WORD})*   # lower: oud-|Wethouder is two words
    | \S
    | \s+
    )([ ]?)
    """,
    re.VERBOSE,
)


def split(text: str) -> tuple[list[str], list[bool]]:
    """Words and, for each, whether one space follows; other white space is a word, so that joined it is the text."""
    found = _TOKEN.findall(text)
    return [word for word, _ in found], [space == " " for _, space in found]


class Tokenizer:
    """`split` as a spaCy tokenizer."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words, spaces = split(text)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data[WORDS] = (words, spaces)  # what spaCy would make again, token by token
        return doc

    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> Tokenizer:
        return self

    def to_disk(self, *_: object, **__: object) -> None:
        """Nothing to keep: the rules are code."""

    def from_disk(self, *_: object, **__: object) -> Tokenizer:
        return self
