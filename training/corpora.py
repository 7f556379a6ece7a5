"""Reads the annotated open texts: Europeana newspapers (CC0), and UD Dutch with weak labels (CC BY-SA 4.0)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from zlib import crc32

from training.genres import Sample
from training.people import People

__all__ = ["europeana", "personified", "regrouped", "swapped", "ud_unsure", "ud_weak"]

BLOCK_WORDS = 1000
HELD_OUT_PERCENT = 15
_SOMEONE = re.compile(
    r"\b(?:[Dd]e|[Ee]en|[Zz]ijn|[Hh]aar|[Hh]un|[Dd]eze|[Dd]ie) "
    r"(?:man|vrouw|heer|dame|voorzitter|minister|koning|koningin|keizer|"
    r"schrijver|dichter|speler|leraar|student|kunstenaar|schilder|vader|moeder|zoon|dochter|broer|zus|burgemeester|president|"
    r"premier|trainer|arts|dokter|regisseur|acteur|zanger|zangeres|leider|directeur|eigenaar|agent|rechter|auteur|bisschop|"
    r"generaal|patiënt|jongen|meisje|kind|baby|oom|tante|buurman|politicus|leerling|chauffeur|slachtoffer|dader|verdachte|"
    r"onderzoeker|professor|ontwerper|architect|winnaar|kandidaat|commandant|soldaat|paus|graaf|hertog|prins|prinses|schrijfster|"
    r"boer|vriend|vriendin|echtgenoot|echtgenote|opvolger|voorganger|bewoner|ambtenaar|medewerker|groep|regering|overheid|"
    r"politie|club|ploeg|partij|bevolking)\b"
)
"""Words that a person's name can take the place of."""


def _joined(tokens: list[str], tags: list[str]) -> Sample:
    """Tokens with BIO tags as a text with spans, spaces as in print."""
    text, spans = "", []
    kind, start = "", 0
    for token, tag in zip(tokens, tags, strict=True):
        if kind and tag != f"I-{kind}":
            spans.append((start, len(text), kind))
            kind = ""
        if text and token not in {",", ".", ";", ":", "!", "?", ")"} and not text.endswith("("):
            text += " "
        if tag != "O" and not kind:
            kind, start = tag[2:], len(text)
        text += token
    if kind:
        spans.append((start, len(text), kind))
    return text, spans


def europeana(data: Path, held_out: bool) -> list[Sample]:
    """Sentences of the Dutch newspapers, of the blocks of text that are (not) held out from training.

    A block is about a thousand words, so that a person of a held-out article is rarely in the training part.
    """
    sentences: list[tuple[list[str], list[str]]] = [([], [])]
    for line in (data / "europeana_nl" / "enp_NL.kb.bio").read_text(encoding="utf-8", errors="replace").splitlines():
        token, _, tag = line.strip().rpartition(" ")
        if not token:
            continue
        tag = tag.replace("PERS", "PER")
        tokens, tags = sentences[-1]
        attached = re.fullmatch(r"(.+?)([,.;:]+)", token)
        if attached and not re.fullmatch(r"(?:[A-Za-z]\.)+|[A-Za-z]{1,4}\.", token):
            tokens += [attached[1], attached[2]]
            tags += [tag, "O"]
        else:
            tokens.append(token)
            tags.append(tag)
        if tag == "O" and ((token[-1] in ".!?" and len(tokens) >= 6) or len(tokens) >= 60):
            sentences.append(([], []))
    found, block, words, held = [], 0, 0, False
    for tokens, tags in sentences:
        if words // BLOCK_WORDS != block or (not found and not words):
            block = words // BLOCK_WORDS
            held = crc32(f"europeana {block}".encode()) % 100 < HELD_OUT_PERCENT
        words += len(tokens)
        if tokens and held == held_out:
            found.append(_joined(tokens, tags))
    return found


def ud_weak(data: Path) -> list[Sample]:
    """Wikipedia and newspaper sentences whose proper names could be typed by list or context."""
    lines = (data / "ud_weak.jsonl").read_text(encoding="utf-8").splitlines()
    return [(one["text"], [(a, b, kind) for a, b, kind in one["ents"]]) for one in map(json.loads, lines)]


def ud_unsure(data: Path) -> list[Sample]:
    """All sentences of UD Dutch; their proper names have the kind '?': nothing is learnt of them, of the rest it is."""
    files = (
        "ud_lassysmall/train_2017",
        "ud_lassysmall/dev_2025",
        "ud_lassysmall/test_2025",
        "ud_alpino/dev",
        "ud_alpino/test",
    )
    found = []
    for file in files:
        for block in (data / f"{file}.conllu").read_text(encoding="utf-8").split("\n\n"):
            columns = [line.split("\t") for line in block.splitlines() if line and line[0].isdigit()]
            columns = [column for column in columns if column[0].isdigit()]
            if len(columns) > 3:
                tags = ["B-?" if column[3] in ("PROPN", "X", "SYM") else "O" for column in columns]
                found.append(_joined([column[1] for column in columns], tags))
    return found


def swapped(samples: list[Sample], people: People, rng: Random) -> list[Sample]:
    """The samples that hold a person, with other people in their place: real context, names of today."""
    found = []
    for text, spans in samples:
        if len(text.split()) < 5 or not any(kind == "PER" for _, _, kind in spans):
            continue
        new, placed, end = "", [], 0
        for start, stop, kind in sorted(spans):
            new += text[end:start]
            name = text[start:stop]
            if kind == "PER":
                single = " " not in name
                name = people.name(
                    rng.choice(["last", "last", "first"] if single else ["full", "full", "full", "ini", "fullini"])
                )
            placed.append((len(new), len(new) + len(name), kind))
            new += name
            end = stop
        found.append((new + text[end:], placed))
    return found


def personified(samples: list[Sample], people: People, rng: Random) -> list[Sample]:
    """Sentences in which a word for a person gives way to a name: 'volgens de schrijver' becomes 'volgens Hofstra'."""
    found = []
    for text, spans in samples:
        match = _SOMEONE.search(text)
        if match and not any(start < match.end() and end > match.start() for start, end, _ in spans):
            name = people.name(rng.choice(["full", "last", "last", "first", "ini"]))
            title, start = rng.choice(["", "", "", "mevrouw ", "de heer ", "dhr. "]), match.start()
            shift = len(title) + len(name) - (match.end() - start)
            moved = [(a + shift * (a > start), b + shift * (a > start), kind) for a, b, kind in spans]
            moved.append((start + len(title), start + len(title) + len(name), "PER"))
            found.append((text[:start] + title + name + text[match.end() :], moved))
    return found


def regrouped(samples: list[Sample], rng: Random) -> list[Sample]:
    """One to four samples after each other as one text, since a page is never one sentence."""
    found, place = [], 0
    while place < len(samples):
        text, spans = "", []
        for part, marked in samples[place : (place := place + rng.randint(1, 4))]:
            text += rng.choice([" ", " ", "\n", "\n\n"]) if text else ""
            spans += [(start + len(text), end + len(text), kind) for start, end, kind in marked]
            text += part
        found.append((text, spans))
    return found
