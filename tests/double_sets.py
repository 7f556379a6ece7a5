"""Labelled sets for doubles and families: the samples in each way in which a department sends a document twice."""

from __future__ import annotations

import random
import re
import tempfile
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from samples.make import make_dossier
from woolak.model import Document, Relation
from woolak.pipeline.relate import Sheet, find_relations, words_of
from woolak.rules.casefile import read_case_file

ROOT = Path(__file__).parent.parent
Pages = list[str]

SYLLABLES = ("ba", "de", "fo", "gri", "han", "ijs", "ka", "lo", "mu", "nes", "op", "pra", "ru", "sta", "tie", "ver",
             "wo", "zan", "lij", "kel", "ster", "den", "meer")  # fmt: skip
CONFUSED = {
    "e": "c",
    "l": "1",
    "i": "l",
    "o": "0",
    "n": "u",
    "m": "rn",
    "h": "b",
    "a": "o",
    "t": "f",
    "5": "S",
    "0": "O",
}
NEW_SENTENCES = (
    "De planning is hierop aangepast en wordt in het volgende overleg opnieuw besproken.",
    "Naar aanleiding van de reacties is deze alinea ingekort.",
    "Hiervoor is aanvullend onderzoek nodig, dat in het najaar begint.",
    "De kosten worden gedekt uit de bestaande middelen van het programma.",
)


def base_documents(dossiers: bool = True) -> list[Document]:
    """Every document of samples/ and, made anew, of tests/dossiers."""
    from woolak.pipeline.ingest import convert_office, ingest

    found: list[Document] = []
    with tempfile.TemporaryDirectory() as work:
        folders = [ROOT / "samples" / "in"]
        for source in sorted((ROOT / "tests" / "dossiers").glob("*/source")) if dossiers else ():
            made = Path(work) / source.parent.name
            made.mkdir()
            (made / "source").symlink_to(source)
            make_dossier(made)
            folders.append(made / "in")
        for folder in folders:
            case = read_case_file(folder / "zaak.yaml")
            paths = [path for path in sorted(folder.iterdir()) if path.name != "zaak.yaml"]
            office = convert_office([path for path in paths if path.suffix == ".docx"], Path(work) / "office")
            for path in paths:
                results = ingest(path, f"{folder.parent.name}/{path.name}", Path(work) / "pdf", case, office.get(path))
                found += [one.document for one in results if one.document]
    return found


# --- what departments do to a document


def reflowed(pages: Pages, random_: random.Random) -> Pages:
    """Another container: no head and foot, pages end elsewhere, lines of running text break elsewhere."""
    count = Counter(re.sub(r"\d+", "", line) for page in pages for line in set(page.split("\n")))
    width, lines = random_.randint(50, 110), list[str]()
    flowing = ""

    def wrap() -> None:
        nonlocal flowing
        lines.extend(textwrap.wrap(flowing, width))
        flowing = ""

    for page in pages:
        split = page.split("\n")
        for at, line in enumerate(split):
            if len(pages) > 1 and not 3 < at < len(split) - 4 and count[re.sub(r"\d+", "", line)] > 1:
                continue
            if len(line) > 55 and "\t" not in line:
                flowing = f"{flowing} {line}".strip()
            else:
                wrap()
                lines.append(line)
    wrap()
    return ["\n".join(lines[at : at + 47]) for at in range(0, len(lines), 47)]


def stamped(pages: Pages, random_: random.Random) -> Pages:
    """Another head: a stamp of the post room, the head that a mail program prints, a foot on every page."""
    head = random_.choice(
        (
            f"INGEKOMEN {random_.randint(1, 28)} MRT 2024\nRegistratienummer {random_.randint(1000, 99999)}\n",
            "Archief dossier 4.12\nKopie voor behandelaar\n",
            "Van: Postkamer\nVerzonden: dinsdag 4 juni 2024 10:12\nAan: Team Beleid\nOnderwerp: FW: stuk\n\nTer info\n",
        )
    )
    number = random_.randint(100, 999)
    return [
        (head if not at else "") + page + f"\nAfdruk {number} - pagina {at + 1} van {len(pages)}"
        for at, page in enumerate(pages)
    ]


def misread(rate: float) -> Callable[[Pages, random.Random], Pages]:
    """A print that was scanned: letters read wrongly, words joined or lost, rubbish where a logo stands."""

    def change(pages: Pages, random_: random.Random) -> Pages:
        out = []
        for page in pages:
            text = "".join(
                CONFUSED.get(char, char) if char.isalpha() and random_.random() < rate else char for char in page
            )
            text = re.sub(" ", lambda _: "" if random_.random() < rate / 3 else " ", text)
            rubbish = " ".join(random_.choice(("~|", "ii", "_.", "wW", "l|")) for _ in range(3))
            out.append(f"{rubbish}\n{text}")
        return out

    return change


def edited(pages: Pages, random_: random.Random) -> Pages:
    """A later version: some sentences are gone, some are new."""
    out = []
    for page in pages:
        lines = page.split("\n")
        for _ in range(max(2, len(lines) // 14)):
            at = random_.randrange(len(lines))
            lines[at] = random_.choice(NEW_SENTENCES) if random_.random() < 0.6 else ""
        out.append("\n".join(lines))
    return out


def other_figures(pages: Pages, random_: random.Random) -> Pages:
    """Another document from the same template: next month's invoice, the letter to the neighbour."""

    def other(match: re.Match[str]) -> str:
        return "".join(str(random_.randint(1, 9)) if char.isdigit() else char for char in match[0])

    return [re.sub(r"\d[\d.,-]*", other, page) for page in pages]


def other_words(pages: Pages, random_: random.Random) -> Pages:
    """The same letter to somebody else: a few words of the text are others."""
    out = list(pages)
    words = sorted({word for page in pages for word in re.findall(r"\b[A-Z][a-z]{4,}\b", page)})
    for word in random_.sample(words, min(4, len(words))):
        fresh = "".join(random_.choices(SYLLABLES, k=3)).capitalize()
        out = [re.sub(rf"\b{word}\b", fresh, page) for page in out]
    return out


@dataclass(frozen=True)
class Item:
    """A document of the set, and what it has to be called: (what, the original), or nothing."""

    sheet: Sheet
    pages: Pages
    group: str
    base: str
    """The document that it was made from."""
    holds: tuple[str, ...] = ()
    """Documents that stand in it whole."""

    @property
    def double(self) -> bool:
        """Whether it is the same document as the one that it was made from."""
        return self.group in DOUBLES


DOUBLES = ("original", "same file", "other container", "other head", "scan, 1% misread", "scan, 3% misread")


def _item(document: Document, group: str, at: int, pages: Pages, read: bool = False, title: str = "",
          holds: Sequence[Document] = ()) -> Item:  # fmt: skip
    facts = document.facts
    id_ = f"{document.id}-{group}-{at}"
    sheet = Sheet(
        id_, f"map{at}/{title or facts.title}", None, "" if group != "same file" else document.id,
        title or facts.title, facts.kind, facts.date, read or any(page.source == "ocr" for page in document.pages),
    )  # fmt: skip
    return Item(sheet, pages, group, document.id, tuple(one.id for one in holds))


def labelled(documents: Sequence[Document], seed: int) -> Iterator[Item]:
    """The set: every document, and what became of it."""
    random_ = random.Random(seed)
    texts = {one.id: [page.text for page in one.pages] for one in documents}
    usable = [one for one in documents if len(" ".join(texts[one.id]).split()) >= 60]
    for at, document in enumerate(usable):
        pages, facts = texts[document.id], document.facts
        first = _item(document, "original", at, pages)
        yield replace(first, sheet=replace(first.sheet, id=document.id, file_digest=document.id))
        yield _item(document, "same file", at, pages)
        yield _item(document, "other container", at, reflowed(pages, random_))
        plain = at % 2 == 0 or facts.kind == "mail"  # these are held whole by another document
        if not plain:
            yield _item(document, "other head", at, stamped(pages, random_))
        for rate in (0.01, 0.03):
            yield _item(document, f"scan, {rate:.0%} misread", at, misread(rate)(pages, random_), read=True)
        if at % 6 == 0:
            held = [usable[step] for step in (at + 2, at, at + 4) if step < len(usable)]
            yield _item(document, "bundle", at, [page for one in held for page in texts[one.id]], False, "Bundel", held)
        if facts.kind not in ("factuur", "opdrachtbon", "aanvraagformulier"):
            yield _item(document, "version", at, edited(pages, random_), title=f"concept {facts.title}")
        if facts.kind == "mail":
            quoted = ["Dag allen,\n\nZie hieronder, dank voor jullie reacties.\n\nGroet\n\nVan: Postbus\nAan: Team\n"]
            quoted += ["\n".join("> " + line for line in page.split("\n")) for page in pages]
            reply = "\n".join([*quoted, " ".join(NEW_SENTENCES) * 2])
            yield _item(document, "reply", at, [reply], holds=[document])
        for group, change in (("other figures", other_figures), ("other words", other_words)):
            if (changed := change(pages, random_)) != pages:
                yield _item(document, group, at, changed)


def relate(items: Sequence[Item]) -> list[Relation]:
    words = {one.sheet.id: words_of(one.pages, one.sheet.kind == "mail") for one in items}
    return find_relations(((one.sheet, words[one.sheet.id]) for one in items), words.__getitem__)


@dataclass
class Score:
    """Right and wrong proposals of one kind, and how many there should be."""

    right: int = 0
    wrong: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.wanted)


def score(items: Sequence[Item], found: Sequence[Relation]) -> dict[str, Score]:
    """Per kind of relation, and per way in which a double was made (recall only)."""
    by_id = {one.sheet.id: one for one in items}
    scores = {what: Score() for what in ("dubbel", "opgenomen", "versie", *DOUBLES[1:])}
    clusters = Counter(one.base for one in items if one.double)
    scores["dubbel"].wanted = sum(clusters.values()) - len(clusters)
    held = {base for one in items for base in one.holds}
    scores["opgenomen"].wanted = len(held & clusters.keys())
    scores["versie"].wanted = sum(one.group == "version" for one in items)
    versions = set()
    for relation in found:
        ours, theirs = by_id[relation.document_id], by_id[relation.other_id]
        if relation.what == "dubbel":
            right = ours.double and theirs.double and ours.base == theirs.base
        elif relation.what == "opgenomen":
            right = ours.double and ours.base in theirs.holds
        else:
            right = ours.base == theirs.base and "version" in (ours.group, theirs.group)
            if right and ours.base in versions:
                continue
            versions.add(ours.base)
        scores[relation.what].right += right
        scores[relation.what].wrong += not right
    doubles = {one.document_id: one.other_id for one in found if one.what == "dubbel"}
    kept = set(doubles.values())
    for one in items:
        if one.group in DOUBLES[1:]:
            other = doubles.get(one.sheet.id)
            right = by_id[other].base == one.base if other else one.sheet.id in kept
            scores[one.group].wanted += 1
            scores[one.group].right += right
    return scores
