"""Builds the word lists in rules/lists from the public sources and training/names.yaml.

    python -m training.lists --data DIR [--english FILE]

DIR/gaz holds `gaz.json` (deduce 3.0.6, (L)GPL-3.0-or-later, and Faker 40, MIT) and `opentaal_dutch.txt` (OpenTaal,
BSD or CC BY 3.0); FILE is `american-english-small` of SCOWL (Debian: wamerican-small). Run it again only when a
source changes; names added by hand belong in the `*_more.txt` lists.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "rules" / "lists"
DATA = ROOT.parent / "shared" / "ner" / "data"

ORIGINS = {
    **{"dutch": "nl_NL nl_BE", "turkish": "tr_TR az_AZ", "moroccan": "fr_DZ", "polish": "pl_PL", "german": "de_DE"},
    **{"english": "en_GB", "french": "fr_FR", "spanish": "es_ES", "italian": "it_IT", "portuguese": "pt_PT"},
    **{"south_asian": "en_IN", "javanese_indonesian": "id_ID", "african": "yo_NG tw_GH", "croatian": "hr_HR"},
    **{"bulgarian_romanian": "ro_RO", "slovak": "sk_SK", "hungarian": "hu_HU", "swedish": "sv_SE"},
}
"""Section of our lists -> Faker's locales."""

STREET = re.compile(r"(?:straat|laan|weg|plein|hof|kade|singel|plantsoen|dijk|steeg|gracht|markt|park|dreef|pad|wal)$")


def write(name: str, source: str, sections: dict[str, list[str]], compressed: bool = False) -> None:
    lines = [f"# {line}" for line in source.splitlines()]
    seen: set[str] = set()
    for title, entries in sections.items():
        lines += [f"## {title}"] if title else []
        fresh = sorted(set(entries) - seen)
        seen |= set(fresh)
        lines += fresh
    text = "\n".join(lines) + "\n"
    if compressed:
        (LISTS / f"{name}.txt.xz").write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    else:
        (LISTS / f"{name}.txt").write_text(text, encoding="utf-8")


def names(gaz: dict[str, list[str]], own: dict[str, str], kind: str, dutch: list[str]) -> dict[str, list[str]]:
    """The lists of one kind ('f' first names, 'l' surnames) by origin."""
    found: dict[str, list[str]] = {"dutch": list(dutch)}
    for origin, locales in ORIGINS.items():
        for locale in locales.split():
            found.setdefault(origin, []).extend(gaz[f"{kind}_{locale}"])
    for origin, text in own.items():
        found.setdefault(origin, []).extend(text.split())
    return {
        origin: [name for name in listed if name[:1].isalpha() or name[:1] == "'"] for origin, listed in found.items()
    }


def build(data: Path, english: Path | None) -> None:
    gaz = json.loads((data / "gaz" / "gaz.json").read_text(encoding="utf-8"))
    own = yaml.safe_load((ROOT / "training" / "names.yaml").read_text(encoding="utf-8"))
    words = (data / "gaz" / "opentaal_dutch.txt").read_text(encoding="utf-8").split("\n")
    credit = "Sources: deduce 3.0.6 (LGPL-3.0-or-later), Faker (MIT), this project. Built by training/lists.py."
    write("first_names", f"First names by origin. {credit}", names(gaz, own["first"], "f", gaz["ded_first"]))
    write("surnames", f"Surnames by origin, without tussenvoegsel. {credit}",
          names(gaz, own["last"], "l", gaz["ded_last"]) | {"dutch_after_tussenvoegsel": gaz["ded_ilast"]})  # fmt: skip
    write("places", f"Places, municipalities, regions and provinces. {credit}",
          {"towns": gaz["city"], "municipalities": gaz["muni"], "regions": gaz["region"],
           "provinces": gaz["prov"]})  # fmt: skip
    credit = "Source: OpenTaal word list (BSD-3-Clause or CC BY 3.0), see LICENSE-OpenTaal.txt."
    lower = [word for word in words if word[:1].islower() and " " not in word]
    write("dictionary", f"Ordinary Dutch words. {credit}", {"": lower}, compressed=True)
    capital = {part for word in words if word[:1].isupper() for part in word.split() if part[:1].isupper()}
    capital = {word for word in capital if not (STREET.search(word) or word.endswith("'") or word.isupper())}
    write("proper_words", f"Words that Dutch writes with a capital: names of all kinds, no streets. {credit}",
          {"": sorted(capital)}, compressed=True)  # fmt: skip
    if english:
        write("english", "Ordinary English words. Source: SCOWL, see LICENSE-SCOWL.txt.",
              {"": re.findall(r"^[a-z]{2,}$", english.read_text(encoding="utf-8"), re.M)}, compressed=True)  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--english", type=Path, default=None)
    options = parser.parse_args()
    build(options.data, options.english)
