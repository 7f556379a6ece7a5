"""When the name model alone took ordinary words, a place, an abbreviation or a thing for a person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from woolak.pipeline.detect.names.cues import cues, name_cues
from woolak.pipeline.detect.names.hyphened import between_places
from woolak.pipeline.detect.names.lexicon import (
    AFTER,
    CAP,
    COMPOUND,
    FIRST,
    HONORIFIC,
    INITIAL,
    LAST,
    LISTED,
    NEVER,
    PLACE,
    PREFIX,
    PROPER,
    ROLE,
    SELDOM,
    STREET,
    THING,
    TITLE,
    UPPER,
    WORD,
    flags_of,
    prefixes,
)
from woolak.pipeline.detect.names.public_cues import public_words
from woolak.pipeline.detect.names.sheet import Sheet, Token
from woolak.pipeline.detect.names.things import is_there
from woolak.pipeline.detect.names.trimming import follows_class
from woolak.pipeline.detect.names.verbs import asks

__all__ = ["ordinary"]

PLAIN_BELOW = 0.5
"""Below this probability the model's word is not enough for an ordinary word."""
_NUMBERED_THING = re.compile(r" (?:[A-Z]|\d{1,3})(?![\w.])")
_TELLS_CHAT = re.compile(r": \u200e?(?:Berichten en (?:oproepen|gesprekken)|Messages and calls) ")
_SHORT_OF = re.compile(r"[A-Z]{1,3}(?:v|vd|id|vh|vdt|oo|ad)[A-Z]{1,3}")
FEWEST_OF_HOUSE = 2
LEAST_OF_COMPOUND = 9
"""Letters of a word that is made of two."""
LEAST_OF_PROSE = 40
"""Characters of a line of running text."""
_DAY = re.compile(r" ?\d")
_NUMBERED = re.compile(r" *\d+(?:\.\d+)*[.)]? ")


def ordinary(sheet: Sheet, words: Sequence[Token], score: float) -> bool:
    """Whether the model alone took ordinary words, a place or an abbreviation for a name."""
    at = sheet.at(words[0].start)
    before = sheet.tokens[at - 1] if at and sheet.gap(at) in (" ", ". ") else None
    if len(words) == 1 and before and before.norm in ("uit", "te", "nabij") and not words[0].flags & FIRST:
        return True  # 'groeten uit Hoogeveen'
    if before and before.norm in ("gebr", "gebroeders") and words[-1].norm.endswith(tuple(public_words().firm_ends)):
        return not words[-1].flags & (FIRST | LAST)  # 'Gebr. Wobberma Houthandel'
    if words[0].text == "te" and not any(word.flags & (LAST | AFTER) for word in words):
        return not (before and before.flags & HONORIFIC)  # 'gevestigd te Nieuw-Zijldam'
    named = words[1:] if len(words) > 1 and words[0].norm in ("de", "het") else words
    if named[0].flags & UPPER and named[0].norm in cues().bodies:
        return True  # 'De KNVB Zeist', 'IKC De Vlieger'
    if between_places(words, before):
        return True
    if _is_there(sheet, at, words) and not any(word.flags & LISTED and not word.flags & PREFIX for word in words):
        return True  # 'in de Vlierhof', 'uit De Sterkebode'
    if before and before.flags & INITIAL and follows_class(sheet.text, before.start):
        return len(words) == 1 and not words[0].flags & LISTED  # 'Model B. Tarievenblad'
    if len(words) == 1 and asks(sheet, at):
        return True  # 'campagne Ken je mij nog?'
    if _is_greeting(words) or (_TELLS_CHAT.match(sheet.text, words[-1].end) and not words[0].flags & FIRST):
        return True  # 'Dzień dobry'; 'Buurtapp: Berichten zijn versleuteld'
    if not words[-1].flags & CAP and "I" in (words[0].text, before.text if before else ""):
        return True  # 'I read'
    if _is_lettered_head(sheet, words) or _in_number(sheet.text, words) or _is_short_for(sheet, at, words):
        return True
    if len(words) == 1 and words[0].norm in cues().abbreviations and _shortened(sheet, words[0]):
        return True  # 'Max.' over a column
    if words[0].flags & INITIAL and sheet.text[max(0, words[0].start - 2) : words[0].start][-2:-1].isdigit():
        return sheet.text[words[0].start - 1] in "-/"  # '12-XBT-K. Bestuurder rijdt door'
    square = words[0].flags & STREET and not words[0].flags & (LISTED | PREFIX | INITIAL)
    if square and len(words) > 1 and not any(word.flags & (FIRST | LAST) for word in words[1:]):
        return True  # 'Stationsplein Zijldam'
    long = words[0].flags & THING or (words[0].flags & WORD and len(words[0].text) >= LEAST_OF_COMPOUND)
    if long and len(words) == 2 and not any(word.flags & (LISTED | PREFIX) for word in words):
        return True  # 'Energieloket Zijldam'
    if _is_house(words) or _is_short_of(words):
        return True  # 'Huis van de Wijk', 'HvdW Zijldam'
    if any(word.flags & LISTED and not word.flags & (WORD | NEVER | PLACE) for word in words):
        return False
    if len(named) == 1 and cues().is_thing(named[0].norm):
        return True  # 'Wijkoverleg', 'De Dorpskrant'
    if len(words) == 1 and not words[0].flags & CAP and words[0].norm.endswith(name_cues().role_ends):
        return True  # 'klachtbehandelaar'
    if before and before.flags & HONORIFIC and words[0].flags & LISTED:
        return False  # 'dhr bos'
    if len(words) == 1 and len(words[0].text) < 3 and not words[0].flags & (FIRST | LAST):
        return not (before and before.flags & HONORIFIC)  # 'Hunze en Aa's'
    if words[0].flags & UPPER and _abbreviation(sheet, words):
        return True
    known = any(word.flags & LISTED for word in words)
    if words[-1].flags & UPPER and len(words[-1].text) < 6 and not known:
        return not _speaks(sheet, words[0])  # IMRO, Squit XO; but 'JP Bakx' and 'KB: akkoord' are names
    if all(word.flags & NEVER for word in words):
        return not _speaks(sheet, words[0])
    if score < PLAIN_BELOW and words[0].norm in ("de", "het") and not words[0].flags & CAP:
        return True
    if len(words) == 1 and words[0].flags & WORD and (_opens_as_word(sheet, words[0]) or _is_head(sheet, words[0])):
        return True
    if len(words) == 1 and words[0].flags & WORD and _heads_prose(sheet, words[0]):
        return True  # 'Brand', and below it a paragraph
    if len(words) == 1 and words[0].flags & WORD and _is_named(sheet, at):
        return True  # 'De Groene Long'
    if len(words) == 1 and words[0].flags & WORD and _NUMBERED_THING.match(sheet.text, words[0].end):
        return True  # 'Poort B zit dicht'
    if all(word.flags & WORD and not word.flags & CAP for word in words) and words[0].flags & PREFIX:
        return not (before and before.flags & TITLE)  # 'van de stroom'
    if words[-1].flags & SELDOM and _DAY.match(sheet.text, words[-1].end):
        return True  # 'June 3', 'Mei 2024'
    plain = (
        words[0].flags & (WORD | THING) and not words[0].flags & (LISTED | PREFIX | NEVER) and len(words[0].text) > 3
    )
    if plain and len(words) > 2 and words[1].flags & PREFIX and not words[1].flags & CAP:
        return True  # 'Zwemmen in de Vaart'
    if not all(word.flags & (WORD | NEVER | PLACE | COMPOUND | PROPER | THING) for word in words):
        return False
    words_only = all(word.flags & (WORD | NEVER | PLACE | THING | STREET) for word in words)
    part = len(words) == 2 and words[0].flags & THING and words[1].flags & SELDOM  # 'Wijkplanner Noord'
    return score < PLAIN_BELOW or bool(words_only and (part or not known))


def _is_house(words: Sequence[Token]) -> bool:
    """Whether it is a house, room or voice of what an ordinary word names: 'Huis van de Wijk', 'Kamer in de Buurt'."""
    first, *between, last = words if len(words) > FEWEST_OF_HOUSE else (words[0], words[0])
    small = bool(between) and not any(word.flags & CAP for word in between)
    return small and first.norm in name_cues().houses and not first.flags & FIRST and bool(last.flags & WORD)


def _is_short_of(words: Sequence[Token]) -> bool:
    """Whether a short form with small letters for 'van de' stands before a name that is nobody's."""
    short = len(words) > 1 and _SHORT_OF.fullmatch(words[0].text)
    return bool(short) and not any(word.flags & LISTED for word in words[1:])


def _shortened(sheet: Sheet, word: Token) -> bool:
    """Whether a dot behind a word ends its cell, or it is a cell among heads of which none is a first name."""
    cell = sheet.cell_of(sheet.at(word.start))
    if sheet.text[word.end : cell.end].strip() == ".":
        return True
    cells = sheet.lines[word.line]
    alone = sheet.text[cell.start : cell.end].strip() == word.text
    others = [sheet.tokens[one.first] for one in cells if one != cell and one.last > one.first]
    return alone and len(cells) > 2 and not any(other.flags & FIRST and not other.flags & WORD for other in others)


def _is_greeting(words: Sequence[Token]) -> bool:
    """Whether words are a greeting in another language."""
    return " ".join(word.norm for word in words) in cues().foreign_greetings


def _is_lettered_head(sheet: Sheet, words: Sequence[Token]) -> bool:
    """Whether a letter and an ordinary word are one of a lettered list: 'D. Toelichting', 'A. Gunnen aan de eerste'."""
    if len(words) != 2 or not words[0].flags & INITIAL or len(words[0].text) != 2:
        return False
    word, letter = words[1], words[0].text[0]
    if not word.flags & WORD:
        return not word.flags & LISTED and _goes_on_in_list(sheet, words[0])
    cell = sheet.cell_of(sheet.at(words[0].start))
    alone = sheet.text[cell.start : cell.end].strip() == sheet.text[words[0].start : word.end]
    if alone and not word.flags & LISTED and _plain_item(sheet, chr(ord(letter) - 1)):
        return True
    if sheet.text[cell.start : words[0].start].strip(" •-–*\uf0b7"):
        return False
    if letter == "A":
        return not word.flags & (LAST | AFTER) and _plain_item(sheet, "B") is True
    earlier = [_plain_item(sheet, chr(code)) for code in range(ord("A"), ord(letter))]
    return None not in earlier and (all(earlier) or bool(earlier[0] and not word.flags & LISTED))


def _goes_on_in_list(sheet: Sheet, letter: Token) -> bool:
    """Whether the letters before stand at the heads of items too, each with a word that is no listed name: 'A. Opzet',
    'B. Telronden', 'C. Gesprekjes'."""
    cell = sheet.cell_of(sheet.at(letter.start))
    if letter.text[0] == "A" or sheet.text[cell.start : letter.start].strip(" •-–*"):
        return False
    earlier = [_plain_item(sheet, chr(code)) for code in range(ord("A"), ord(letter.text[0]))]
    return None not in earlier and bool(earlier[0])


def _plain_item(sheet: Sheet, letter: str) -> bool | None:
    """Whether an ordinary word opens the item of a letter; None when there is none."""
    item = re.search(rf"(?m)^(?:[^\n]*\t)?[ •*–-]*{letter}\.[ \t]+(\w+)", sheet.text)
    flags = flags_of(item[1]) if item else 0
    return bool(flags & WORD and not flags & LISTED) if item else None


def _in_number(text: str, words: Sequence[Token]) -> bool:
    """Whether a word in capitals is in the middle of a number: '2023-ANNA-012'."""
    start, end = words[0].start, words[-1].end
    if len(words) > 1 or not words[0].flags & UPPER or text[start - 1 : start] != "-" or text[end : end + 1] != "-":
        return False
    return text[max(0, start - 2)].isdigit() and text[end + 1 : end + 2].isdigit()


def _is_short_for(sheet: Sheet, at: int, words: Sequence[Token]) -> bool:
    """Whether capitals in brackets are short for ordinary words before them: 'de Regionale Energiestrategie (RES)'."""
    if len(words) > 1 or not words[0].flags & UPPER or not at or not sheet.gap(at).endswith(" ("):
        return False
    before = sheet.tokens[at - 1]
    plain = before.flags & (WORD | COMPOUND) and not before.flags & (LISTED | ROLE | TITLE)
    return bool(plain) and sheet.text[words[0].end : words[0].end + 1] == ")" and before.norm[0] in words[0].norm


def _is_there(sheet: Sheet, at: int, words: Sequence[Token]) -> bool:
    """Whether a place or paper stands there, though the model took an article or preposition along."""
    if at and is_there(sheet, at - 1):
        return True
    first = words[0]
    along = len(words) > 1 and (first.norm in cues().where or (first.flags & PREFIX and not first.flags & CAP))
    return bool(along) and is_there(sheet, at)


def _abbreviation(sheet: Sheet, words: Sequence[Token]) -> bool:
    """Whether capitals in a line that is not all capitals are an abbreviation: 'AI', 'RTV Drenthe'."""
    first, rest = words[0], words[1:]
    if len(rest) > 1 and rest[0].flags & PREFIX and not rest[0].flags & CAP and rest[-1].flags & (LAST | AFTER):
        return False  # 'MJ van den Berg'
    cell = sheet.cell_of(sheet.at(first.start))
    others = [token for token in sheet.tokens[cell.first : cell.last] if len(token.text) > 1 and token not in words]
    if not others or all(token.flags & UPPER for token in others) or _speaks(sheet, first):
        return False
    if not rest:
        return bool(first.flags & WORD)
    plain = WORD | NEVER | PLACE | PROPER | COMPOUND | THING
    return len(first.text) < 6 and all(
        word.flags & plain and not (word.flags & LISTED and not word.flags & PLACE) for word in rest
    )


def _speaks(sheet: Sheet, token: Token) -> bool:
    """Whether initials open a line and a colon or a verb of a person follows: 'KB: akkoord', 'KB zoekt dit uit'."""
    index = sheet.at(token.start)
    if not (2 <= len(token.text) <= 4 and token.flags & UPPER and sheet.opens_sentence(index)):
        return False
    follows = sheet.tokens[index + 1].norm if index + 1 < len(sheet.tokens) else ""
    return sheet.text[token.end : token.end + 2] == ": " or (
        sheet.gap(index + 1) == " " and follows in cues().speech if follows else False
    )


def _is_named(sheet: Sheet, at: int) -> bool:
    """Whether an article and an adjective with a capital stand before a word, as in the name of a thing."""
    if at < 2 or sheet.gap(at) != " " or sheet.gap(at - 1) != " ":
        return False
    article, adjective = sheet.tokens[at - 2], sheet.tokens[at - 1]
    plain = adjective.flags & WORD and not adjective.flags & (LISTED | PREFIX | TITLE | ROLE)
    return article.norm in ("de", "het") and bool(adjective.flags & CAP and plain and adjective.norm.endswith("e"))


def _is_head(sheet: Sheet, token: Token) -> bool:
    """Whether a word is all of a numbered heading: '4. Baan'."""
    cell = sheet.cell_of(sheet.at(token.start))
    line = sheet.text[cell.start : cell.end]
    return bool(_NUMBERED.match(line)) and line.rstrip(" .:").endswith(token.text) and cell.last - cell.first == 1


def _heads_prose(sheet: Sheet, token: Token) -> bool:
    """Whether a word is all of its line, between the end of a paragraph and the begin of another."""
    text = sheet.text
    first, last = text.rfind("\n", 0, token.start) + 1, text.find("\n", token.end)
    if last < 0 or text[first:last].strip() != token.text or text[:first].rstrip()[-1:] not in (".", "!", "?"):
        return False
    below = text[last + 1 : text.find("\n", last + 1) if text.find("\n", last + 1) > 0 else len(text)]
    return len(below) >= LEAST_OF_PROSE and "\t" not in below and below[0].isupper()


def _opens_as_word(sheet: Sheet, token: Token) -> bool:
    """Whether a word is in small letters, or opens a sentence that goes on as with a word: 'Brand in een woning'."""
    if not token.flags & CAP:
        return True
    index = sheet.at(token.start)
    if not sheet.opens_sentence(index) or index + 1 >= len(sheet.tokens) or sheet.gap(index + 1) not in (" ", ", "):
        return False
    follows = sheet.tokens[index + 1]
    return not follows.flags & (CAP | TITLE) and follows.norm not in cues().speech | prefixes() - {"in", "op", "aan"}
