"""A page that does not have the words of a phrase is not searched for it, and nothing is missed by that."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest

from woolak.pipeline.detect.business import companies
from woolak.pipeline.detect.business.company_cues import company_cues
from woolak.pipeline.detect.identifiers import address, secret, streets
from woolak.pipeline.detect.names import labels, letters, mail, minutes, public_cues, signing, works
from woolak.pipeline.detect.names.cues import name_cues
from woolak.pipeline.detect.phrases import Phrases, phrases

NAMES, PUBLIC, COMPANIES = name_cues(), public_cues.public_words(), company_cues()
SEARCHED = {
    "greeting": (letters._greeting(), NAMES.greetings),
    "closing": (letters._closing(), (*NAMES.closings, *NAMES.signing)),
    "mail head": (mail._head(), NAMES.mail_heads),
    "quoted mail": (mail._wrote(), [f"Op 4 maart {verb}" for verb in NAMES.wrote]),
    "label without colon": (labels._without_colon(), NAMES.labels_without_colon),
    "attendance": (minutes._attendance(), (*NAMES.attendance, *NAMES.attendance_with_colon)),
    "signing line": (signing._signing_line(), PUBLIC.signing_offices),
    "source": (works._source(), PUBLIC.source_words),
    "note": (works._NOTE, ("m.nt.", "m. nt.", "mnt")),
    "head of literature": (works._head(), PUBLIC.literature_heads),
    "place of": (public_cues.public_cues().places_of, [f"{word.capitalize()} van" for word in PUBLIC.places_of]),
    "company mark": (public_cues.public_cues().company_marks, [f"Wit {mark}" for mark in PUBLIC.companies]),
    "legal form": (companies._patterns().legal, [f"Wit {form}" for form in COMPANIES.legal_forms]),
    "firm before": (companies._patterns().before, COMPANIES.firm_before),
    "firm behind": (companies._patterns().behind, [f"Wit {kind}" for kind in COMPANIES.firm_behind]),
    "post box": (streets.BOX, ("postbus", "antwoordnr.", "po box", "p.o. box", "P.O.Box", "pobox")),
    "home number": (address.HOME_NUMBER, ("nr.", "nummer", "huisnr", "huisnummer")),
    "code of a thing": (secret.OF_THING, ("code van het hek is", "code voor de deur:", "code")),
}
BETWEEN = (
    "",
    " ",
    "\n",
    ". ",
    ": ",
    ", ",
    "\t",
    "12",
    " 12",
    " 1234",
    " Jansen",
    " J. de Wit 2014",
    "'",
    "_",
    "x",
    "-",
)


@pytest.mark.parametrize("searched", SEARCHED.values(), ids=SEARCHED.keys())
def test_what_the_pattern_finds_is_found(searched: tuple[Phrases, Sequence[str]]) -> None:
    gated, listed = searched
    found = 0
    for phrase in listed:
        for written, before, after in product((phrase, phrase.upper()), ("", "\n", "van ", "x", "."), BETWEEN):
            text = f"{before}{written}{after} Jansen 2014\n"
            spans = [match.span() for match in gated.pattern.finditer(text)]
            assert [match.span() for match in gated.finditer(text)] == spans, text
            found += len(spans)
    assert found


def test_a_page_without_all_words_of_a_phrase_is_not_searched() -> None:
    searched = phrases(r"(?i)met vriendelijke groet|hoogachtend", ["met vriendelijke groet", "hoogachtend"])
    assert not searched.may_be_in("Een groet met de fiets.")
    assert searched.may_be_in("MET VRIENDELIJKE\nGROET,")
    assert [found[0] for found in searched.finditer("Hoogachtend, M. de Wit")] == ["Hoogachtend"]
