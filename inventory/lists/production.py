"""productierapport.xlsx: the inventory as the publication platform of the Ministry of Health (nl-rdo-woo-web) reads it.

Its importer takes what it does not know for something else, without a word: another judgement becomes 'niet openbaar',
a date cell may fail, an id with a hyphen imports and then never finds its file. So only plain text cells are written,
the ids are letters and figures as in `documenten/<id>.pdf`, and every value is one from its own lists.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from woolak.inventory.line import InventoryLine, in_order, words
from woolak.rules.casefile import CaseFile
from woolak.rules.decision import DecisionFile
from woolak.rules.grounds import grounds
from woolak.rules.reading import Model, read_rules

__all__ = ["write_production_report"]

LONGEST_NAME_BYTES, LONGEST_REMARK, LONGEST_MATTER = 500, 1000, 100
NUMBER = re.compile(r"[a-z0-9\-.() ]+", re.I)
CREATED = datetime.datetime(1980, 1, 1)


class Platform(Model):
    """rules/production.yaml"""

    columns: tuple[str, ...]
    judgements: Mapping[str, str]
    file_types: Mapping[str, tuple[str, ...]]
    other_type: str
    mail_type: str
    grounds: Mapping[str, str]
    """What the platform calls another way than `machine`, by our code."""
    left_out: tuple[str, ...]
    affirmative: str
    out_of_scope: str
    not_processed: str
    no_matter: str


def _platform() -> Platform:
    found: Platform = read_rules("production.yaml", Platform)
    return found


def _plain(text: str) -> str:
    """Only the characters that a matter may hold."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-zA-Z0-9\-._~]+", "-", ascii_only).strip("-._~")[:LONGEST_MATTER]


def _matter(case: CaseFile, decision: DecisionFile) -> str:
    return decision.matter or _plain(decision.reference) or _plain(case.dossier) or _platform().no_matter


def _codes(line: InventoryLine) -> Iterable[str]:
    """The grounds as the platform knows them; one that it does not know goes as the law's own number."""
    said, known = _platform(), grounds()
    for code in line.listed_grounds:
        if code not in said.left_out:
            yield said.grounds.get(code) or (known[code].machine if code in known else code)
    if line.judgement == "dubbel":
        yield "dubbel"


def _name(line: InventoryLine) -> str:
    """The title with the ending of the original file, at most 500 bytes."""
    name = line.title
    while len((name + line.suffix).encode()) > LONGEST_NAME_BYTES:
        name = name[:-1]
    return name + line.suffix


def _file_type(line: InventoryLine) -> str:
    said = _platform()
    if line.kind == "mail":
        return said.mail_type
    return next((kind for kind, suffixes in said.file_types.items() if line.suffix in suffixes), said.other_type)


def _remark(line: InventoryLine) -> str:
    said = _platform()
    parts = [line.remark]
    if line.judgement == "buiten verzoek":
        parts.append(said.out_of_scope)
    if line.duplicate_of:
        parts.append(words().duplicate_of.format(number=line.duplicate_of))
    if line.error or line.judgement is None:
        parts.append(said.not_processed)
    text = " ".join(part for part in parts if part)
    # a remark that begins with an address would be taken for the link
    return text[:LONGEST_REMARK] if not text.lower().startswith("http") else f"({text[: LONGEST_REMARK - 2]})"


def _related(line: InventoryLine, matter: str) -> str:
    return ";".join(f"{matter}-{other}" for other in (line.duplicate_of, line.parent_number) if other)


def _row(line: InventoryLine, matter: str, inquiry: str) -> dict[str, str]:
    """The cells of one document by the name of their column.

    What is not decided yet goes as postponed: the platform then publishes nothing of it.
    """
    said = _platform()
    undecided = bool(line.error) or line.judgement is None
    judged = said.judgements["niet openbaar" if undecided else str(line.judgement)]
    return {
        "ID": line.number,
        "Matter": matter,
        "Family": str(line.family or ""),
        "Email Thread ID": str(line.thread or ""),
        "Document": _name(line),
        "File Type": _file_type(line),
        "Datum": line.date.isoformat() if line.date else "",
        "Beoordeling": judged,
        "Opgeschort": said.affirmative if undecided or line.suspended else "",
        "Beoordelingsgrond": ";".join(dict.fromkeys(_codes(line))),
        "Toelichting": _remark(line),
        "Publieke Link": line.link,
        "Gerelateerd ID": _related(line, matter),
        "Zaaknummer": inquiry,
    }


def write_production_report(lines: Sequence[InventoryLine], case: CaseFile, decision: DecisionFile, file: Path) -> None:
    """Write the report: one sheet, the header in row 1, every cell text."""
    import xlsxwriter  # type: ignore[import-untyped, unused-ignore]

    said = _platform()
    matter = _matter(case, decision)
    inquiry = decision.reference if NUMBER.fullmatch(decision.reference) else ""
    text_only = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, text_only) as book:
        book.set_properties({"created": CREATED, "author": ""})
        as_text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, said.columns, as_text)
        for number, line in enumerate(in_order(lines), 1):
            cells = _row(line, matter, inquiry)
            for place, name in enumerate(said.columns):
                if cells[name]:
                    sheet.write_string(number, place, cells[name], as_text)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(said.columns) - 1, 18)
