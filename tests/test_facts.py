"""What a document is: title, date, kind, origin and whether it is for internal deliberation, with the evidence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.ingest_files import PROSE, document_of, scanned, typeset
from woolak.errors import CaseFileError
from woolak.rules.casefile import CaseFile, Municipality, ThirdParty, read_case_file

OWN = "#set page(footer: text(size: 8pt)[Gemeente Testdam | Postbus 12, 1234 AB Testdam | www.testdam.nl])"
COMPANY = "#set page(footer: text(size: 8pt)[Bureau Kompas B.V. | KvK 12345678 | www.bureaukompas.nl])"
DOCUMENTS = yaml.safe_load((Path(__file__).parent / "facts.yaml").read_text(encoding="utf-8"))


def pdf_of(name: str) -> bytes:
    markup = DOCUMENTS[name]["markup"]
    return typeset(markup.replace("@OWN@", OWN).replace("@COMPANY@", COMPANY).replace("@PROSE@", PROSE * 2))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_facts_of_a_document(tmp_path: Path, name: str) -> None:
    wanted = DOCUMENTS[name]
    facts = document_of(tmp_path, pdf_of(name), wanted["file"]).facts
    found = (facts.title, facts.date, facts.kind, facts.origin, facts.internal_deliberation)
    assert found == tuple(wanted[key] for key in ("title", "date", "kind", "origin", "internal")), facts.evidence


@pytest.mark.parametrize("name", ["offer in a letter", "internal memo", "letter of the province"])
def test_facts_of_a_scan_are_those_of_the_paper(tmp_path: Path, name: str) -> None:
    wanted = DOCUMENTS[name]
    facts = document_of(tmp_path, scanned(pdf_of(name)), "scan0001.pdf").facts
    found = (facts.title, facts.date, facts.kind, facts.origin)
    assert found == tuple(wanted[key] for key in ("title", "date", "kind", "origin")), facts.evidence


@pytest.mark.parametrize(
    "notation",
    [
        "12 maart 2020",
        "12-03-2020",
        "12/3/2020",
        "12.03.2020",
        "2020-03-12",
        "12 mrt. 2020",
        "12 Maart 2020",
        "12-3-'20",
    ],
)
def test_every_dutch_notation_of_a_date_is_read(tmp_path: Path, notation: str) -> None:
    assert document_of(tmp_path, typeset(f"Datum: {notation}\n\n" + PROSE)).facts.date == date(2020, 3, 12)


@pytest.mark.parametrize(
    "line",
    [
        "Geboortedatum: 21-02-1968",
        "Geboren te Zuideinde op 21 februari 1968 is mevrouw Visser.",
        "Deze regeling is geldig tot 1 mei 2020.",
        "Het volgende overleg is op dinsdag 12 maart 2020, 10.00 uur.",
        "In uw brief van 12 maart 2020 vraagt u om drempels.",
        "Telefoon 012-34 56 78 90, zaak 12-03-202099",
        "Artikel 3.1.2020 is van toepassing.",
    ],
)
def test_a_date_of_something_else_is_not_the_date_of_the_document(tmp_path: Path, line: str) -> None:
    assert document_of(tmp_path, typeset(PROSE * 6 + "\n\n" + line), "stuk.pdf").facts.date is None


def test_a_register_is_not_dated_or_called_after_who_stands_in_it(tmp_path: Path) -> None:
    born = ("11-01-2004", "30-09-2012", "19-05-2016", "23-03-1998", "07-12-2010")
    markup = "\n\n".join(f"{one}\n\nC004719{at}\n\nTe laat gebracht, teruggebeld." for at, one in enumerate(born))
    facts = document_of(tmp_path, typeset(markup), "klachten derde kwartaal.pdf").facts
    assert (facts.title, facts.date) == ("klachten derde kwartaal", None)


def test_the_place_of_an_addressee_is_no_title(tmp_path: Path) -> None:
    letter = "Dorpshuis De Hoek\n\nLaan 3\n\n9999 ZZ ZUIDERDAM\n\nGeachte heer,\n\n" + PROSE * 3
    assert document_of(tmp_path, typeset(letter), "Antwoord op uw vraag.pdf").facts.title == "Antwoord op uw vraag"


def test_a_form_is_not_dated_on_the_day_that_one_of_two_was_born(tmp_path: Path) -> None:
    board = "#table(columns: 3, [Voorzitter], [08-05-1956], [Laan 3], [Secretaris], [30-11-1979], [Laan 5])\n\n"
    facts = document_of(tmp_path, typeset("= Aanvraag\n\n" + board + PROSE * 3), "aanvraag.pdf").facts
    assert facts.date is None


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("01_Plan_van_de_wijk.pdf", "Plan van de wijk"),
        ("3b. Brief over het plein.pdf", "Brief over het plein"),
        ("2020 overzicht.pdf", "2020 overzicht"),
        ("zonder nummer.pdf", "zonder nummer"),
    ],
)
def test_without_a_heading_the_name_of_the_file_is_the_title(tmp_path: Path, file: str, title: str) -> None:
    assert document_of(tmp_path, typeset(PROSE * 3), file).facts.title == title


def test_every_fact_that_was_found_says_from_which_words(tmp_path: Path) -> None:
    evidence = document_of(tmp_path, pdf_of("offer in a letter")).facts.evidence
    assert evidence["title"] == "Betreft: Offerte begeleiding werkgroep"
    assert evidence["date"] == "Zuideinde, 12 maart 2020"
    assert "offerte" in evidence["kind"] and evidence["origin"]


def test_facts_are_told_without_a_case_file_too(tmp_path: Path) -> None:
    facts = document_of(tmp_path, pdf_of("offer in a letter"), case=CaseFile()).facts
    assert (facts.kind, facts.origin) == ("offerte", "third_party")


def test_parties_are_those_of_the_case_and_who_has_a_legal_form_at_the_edges(tmp_path: Path) -> None:
    markup = (
        "Stichting Zonnehof \\ Dorpsstraat 1 \n\n Geachte heer, \n\n" + PROSE * 30 + "\n\n"
        "Bureau Kompas schreef dat Kerkhof B.V. meedoet.\n\n" + PROSE * 20
    )
    facts = document_of(tmp_path, typeset(markup)).facts
    assert facts.parties == ("Stichting Zonnehof", "Bureau Kompas"), "a company in running text is no party yet"
    assert "Zonnehof" in facts.evidence["parties"]


def test_the_municipality_itself_is_no_party(tmp_path: Path) -> None:
    assert document_of(tmp_path, pdf_of("letter to a citizen")).facts.parties == ()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "De raad heeft het voorstel van de werkgroep niet aangenomen en vraagt om een nieuw plan. "),
        ("en", "The council did not accept the proposal of the working group and asks for a new plan. "),
        ("de", "Der Rat hat den Vorschlag nicht angenommen und die Gruppe wird mit dem Amt auch über das Ziel reden. "),
        ("fr", "Le conseil ne veut pas de la proposition et demande aux membres que le plan soit fait avec nous. "),
    ],
)
def test_the_language_is_told_by_common_words(tmp_path: Path, language: str, sentence: str) -> None:
    assert document_of(tmp_path, typeset(sentence * 4)).facts.language == language


def test_what_zaak_yaml_says_of_a_document_goes_before_what_is_read_of_it(tmp_path: Path) -> None:
    (tmp_path / "zaak.yaml").write_text(
        "documents:\n  brief.pdf: {date: 2021-05-06, kind: nota, internal: true, parties: [De Brug], language: en}\n"
    )
    case = read_case_file(tmp_path / "zaak.yaml")
    wanted = DOCUMENTS["offer in a letter"]
    plain = document_of(tmp_path, pdf_of("offer in a letter"), "ander.pdf", case).facts
    facts = document_of(tmp_path, pdf_of("offer in a letter"), "brief.pdf", case).facts
    assert (facts.date, facts.kind, facts.internal_deliberation) == (date(2021, 5, 6), "nota", True)
    assert (facts.parties, facts.language) == (("De Brug",), "en")
    assert (facts.title, facts.origin) == (plain.title, plain.origin) == (wanted["title"], wanted["origin"])
    assert facts.evidence["kind"] == "zaak.yaml" and "zaak.yaml" not in plain.evidence.values()
    assert isinstance(hash(case), int) and hash(case) == hash(case.about("mail.eml"))
    assert case.about("mail.eml").documents == {} and set(case.about("brief.pdf").documents) == {"brief.pdf"}


@pytest.mark.parametrize("said", ["{kind: folder}", "{language: Engels}", "{datum: 2021-05-06}"])
def test_a_fact_that_cannot_be_is_told_with_its_line(tmp_path: Path, said: str) -> None:
    (tmp_path / "zaak.yaml").write_text(f"documents:\n  brief.pdf: {said}\n")
    with pytest.raises(CaseFileError, match="regel 2"):
        read_case_file(tmp_path / "zaak.yaml")


def test_an_address_in_a_row_of_a_register_does_not_tell_who_made_it(tmp_path: Path) -> None:
    rows = "".join(
        f"[M24-{at}], [0{at}-05], [Zeynep Aksoy \\ z.aksoy\\@mailhuis.example], [Te laat], " for at in range(1, 5)
    )
    markup = f"Meldingen tweede kwartaal\n\n#table(columns: 4, [Nummer], [Datum], [Melder], [Klacht], {rows})"
    assert document_of(tmp_path, typeset(markup), "meldingen.pdf").facts.origin == "own"


def test_what_is_left_of_a_logo_is_no_title(tmp_path: Path) -> None:
    markup = '#text(size: 30pt, weight: "bold")[Re Re]\n\n' + PROSE * 3
    assert document_of(tmp_path, typeset(markup), "aanbod onderzoek.pdf").facts.title == "aanbod onderzoek"


LETTER = """{head} \\ Elzenhof 12 \\ 1234 AB Waterlo

{to}

Waterlo, 3 april 2024

Betreft: {about}

{greeting}

{body}

Hoogachtend,

{signs}
"""
RESIDENT = {
    "head": "Fam. Terpstra-Aksoy", "to": "Aan burgemeester en wethouders \\ Postbus 10 \\ 1230 AA Waterlo",
    "about": "de lindeboom", "greeting": "Geacht college,", "signs": "Z. Terpstra-Aksoy",
    "body": "De wortels tillen ons pad op. Vergoedt u de tegels op rekening NL91 ABNA 0417 1643 00?",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "origin"),
    [
        ({}, "citizen"),
        ({"to": "Gemeente Waterlo \\ Team Groen, t.a.v. de heer Prins \\ Plein 1 \\ 1234 AA Waterlo"}, "citizen"),
        ({"to": "Aan wethouder De Wit \\ Plein 1 \\ 1234 AA Waterlo", "greeting": "Geachte wethouder,"}, "citizen"),
        ({"to": "Aan de bomencommissie van de gemeente Waterlo", "greeting": "Geachte commissie,"}, "citizen"),
        ({"body": "Bomenbedrijf De Tak B.V. heeft de boom gesnoeid. Dat is slecht gedaan."}, "citizen"),
        ({"head": "De Tak Boomverzorging B.V."}, "third_party"),
        ({"head": "Bureau Terpstra", "greeting": "Geachte heer Prins,"}, "third_party"),
        ({"head": "Gemeente Waterlo", "to": "Aan de gemeenteraad", "greeting": "Geachte raad,"}, "own"),
    ],
    ids=["council", "official", "alderman", "committee", "about a firm", "of a firm", "of a bureau", "own"],
)  # fmt: skip
def test_who_writes_to_the_municipality_in_his_own_name_is_a_citizen(
    tmp_path: Path, changed: dict[str, str], origin: str
) -> None:
    case = CaseFile(municipality=Municipality(name="Gemeente Waterlo", domain="waterlo.nl"))
    letter = typeset(LETTER.format(**RESIDENT | changed))
    assert document_of(tmp_path, letter, "scan 0412.pdf", case).facts.origin == origin


def test_with_whom_an_official_spoke_did_not_write_the_note(tmp_path: Path) -> None:
    case = CaseFile(
        municipality=Municipality(name="Gemeente Waterlo", domain="waterlo.nl"),
        third_parties=(ThirdParty(name="De Tak Boomverzorging", aliases=("De Tak",)),),
    )
    note = (
        "Telefoonnotitie \\ Gesproken met Iris Kok (De Tak) \\ Onderwerp: offerte De Tak \\ Door: R. Prins\n\n" + PROSE
    )
    assert document_of(tmp_path, typeset(note), "notitie.pdf", case).facts.origin == "own"


@pytest.mark.parametrize(
    ("lines", "origin", "kind"),
    [
        ("= Maart in het park\n\nRapportage van De Tak aan de gemeente Waterlo, 4 april 2024", "third_party", None),
        (
            "De Tak\n\n= Model C. Ervaring\n\nFormulier C bij de offerteaanvraag van de gemeente Waterlo",
            "third_party",
            None,
        ),
        (
            "= Begeleidingsplan\n\n#table(columns: 2, [Voor], [Karin Pieters], [Coach], [Iris Kok, Haard])\n\n"
            "i.kok\\@haard.nl",
            "third_party",
            "plan",
        ),
        (
            "Snoeiwerk: budget\n\n#table(columns: 5, stroke: none, [Bureau], [Order], [Post], [Verplicht], "
            "[Open], [De Tak], [IO-24], [7210], [38.250], [9.562])",
            "own",
            None,
        ),
        ("= Nadere opdracht onder de raamovereenkomst snoeien\n\nGemeente Waterlo", "own", "opdrachtbon"),
    ],
    ids=[
        "report to the municipality",
        "form of a tender",
        "plan of a coach",
        "budget with a column of bureaus",
        "order under a framework contract",
    ],
)
def test_for_whom_a_paper_is_made_did_not_make_it(tmp_path: Path, lines: str, origin: str, kind: str | None) -> None:
    case = CaseFile(
        municipality=Municipality(name="Gemeente Waterlo", domain="waterlo.nl"),
        third_parties=(ThirdParty(name="De Tak Boomverzorging", aliases=("De Tak",)),),
    )
    facts = document_of(tmp_path, typeset(lines + "\n\n" + PROSE), "stuk.pdf", case).facts
    assert facts.origin == origin and kind in (None, facts.kind)


@pytest.mark.parametrize(
    ("letter", "origin"),
    [
        ("De Tak Boomverzorging \\\\ de heer W. Kok \\\\ Elzenhof 12, Osdam\n\nGeachte heer Kok,\n\n"
         "U moest in mei klaar zijn.\n\nHoogachtend,\n\nnamens burgemeester en wethouders van Waterlo",
         "own"),
        ("Wilgenkade 3, Osdam\n\nGeachte heer Kok,\n\nWij gunnen de opdracht aan een ander. U behaalde 61,5 punten.\n\n"
         "Met vriendelijke groet,\n\nA. Prins",
         "own"),
        ("INGEKOMEN 3 MEI 2024 nr. 24-100\n\nElzenhof 12\n\nGeachte heer Prins,\n\nMijn boom is ziek.\n\n"
         "Hoogachtend,\n\nW. Terpstra",
         "citizen"),
    ],
    ids=["to a firm by a person in it", "of an award", "with the stamp of what came in"],
)  # fmt: skip
def test_who_wrote_a_letter_is_told_by_whom_it_is_for(tmp_path: Path, letter: str, origin: str) -> None:
    case = CaseFile(
        municipality=Municipality(name="Gemeente Waterlo", domain="waterlo.nl"),
        third_parties=(ThirdParty(name="De Tak Boomverzorging", aliases=("De Tak",)),),
    )
    assert document_of(tmp_path, typeset(letter), "brief.pdf", case).facts.origin == origin
