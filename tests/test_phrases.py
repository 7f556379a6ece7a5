"""A page that does not have the words of a phrase is not searched for it, and nothing is missed by that."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest

from woolak.pipeline.detect.business import cells, companies, contested, price_lists
from woolak.pipeline.detect.business.company_cues import company_cues
from woolak.pipeline.detect.business.vocabulary import vocabulary
from woolak.pipeline.detect.identifiers import address, secret_cues, streets, web
from woolak.pipeline.detect.names import labels, letters, mail, minutes, public_cues, signing, works
from woolak.pipeline.detect.names.cues import name_cues
from woolak.pipeline.detect.patterns import core_of
from woolak.pipeline.detect.phrases import Phrases, any_in, phrases

NAMES, PUBLIC, COMPANIES = name_cues(), public_cues.public_words(), company_cues()
SECRETS = secret_cues.secret_patterns()
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
    "code of a thing": (SECRETS.of_thing, ("code van het hek is", "code voor de deur:", "code")),
    "thing with a code": (SECRETS.has_code, ("heeft code", "gewijzigd in de nieuwe toegangscode")),
    "lock": (SECRETS.lock, secret_cues.secrets().locks),
    "password of a site": (SECRETS.opens_with, ("de pagina werkt met Regen12", "link te zien met Regen12")),
    "printed by": (web._printed_by(), ("afgedrukt door jdevries op", "door gebruiker jdevries")),
    "list of prices": (price_lists._patterns().word, ("prijzen:", "wat de zaal kost het:", "huurprijs van de zaal:")),
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


@pytest.mark.parametrize(
    ("pattern", "core"),
    [
        (r"\w*gunning\w*", "gunning"),
        ("als (?:tweede|laatste) (?:is |zijn )?(?:geworden)", "als"),
        ("onze? inschrijving", "inschrijving"),
        ("(?:bod|prijs (?:van|op) ons)", ""),
        ("bod|prijs", ""),
        ("[bg]od", ""),
    ],
)
def test_the_core_of_a_cue_stands_in_whatever_it_matches(pattern: str, core: str) -> None:
    assert core_of(pattern) == core


def test_a_tender_is_told_by_the_core_of_its_cues_too() -> None:
    told = contested._patterns()
    for words in ("inschrijvers", "de aanbesteding", "voorlopige gunningsbeslissing", "gegund", "OFFERTE"):
        assert told.tender.search(words), words
        assert any_in(told.of_tender, words.lower()), words


@pytest.mark.parametrize(
    "before", ["aantal deelnemers: ", "totaal uren ", "Maximaal dagen ", "minimaal 2\nuren ", "km (", "FTE = "]
)
def test_a_label_before_a_count_is_looked_for_where_it_may_stand(before: str) -> None:
    words = vocabulary()
    assert (words.count_before(before) is None) == (words._count_before.search(before) is None)


def test_money_before_a_number_is_looked_for_where_a_label_of_money_stands() -> None:
    words = vocabulary()
    for before in ("de totale kosten zijn ", "Uurtarief: ", "BTW-bedrag ", "de inschrijfsom van ca. ", "na jaren "):
        found = words._money_before.search(before) is not None
        assert words.money_before(before, 0, len(before)) == found, before


@pytest.mark.parametrize(
    "line", ["Overleg 4 uur", "Overleg 4 95,00", "Overleg € 95,-", "Overleg 2½", "Overleg 3 dagdelen", "Overleg 3x"]
)
def test_a_line_that_ends_in_a_figure_is_read_to_its_end(line: str) -> None:
    assert cells.TAIL.search(line)
    assert line[-1].isdigit() or line.endswith(cells.FIGURE_ENDS)
