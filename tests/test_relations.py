"""Doubles, families and versions in a case: what a run proposes, what a person decides, what leaves the building."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pymupdf
import pytest

from woolak import relating
from woolak import release as releasing
from woolak import run as running
from woolak.case import Case
from woolak.engine import ThisMachine
from woolak.errors import OpenDecisions, UsageError
from woolak.model import Relation
from woolak.pipeline.ingest import ingest
from woolak.pipeline.relate import Sheet, find_relations, words_of
from woolak.pipeline.relate.comparing import unlike
from woolak.pipeline.relate.relationrules import relation_rules
from woolak.rules.casefile import read_case_file
from woolak.telling import Quiet

PLAN = """Beheerplan Kromme Sloot

Vastgesteld op 3 maart 2024 voor de gemeente Waterlo.

De oever van de Kromme Sloot wordt tweemaal per jaar gemaaid, in mei en in september, zodat de doorstroming
blijft en de rietkraag niet dichtgroeit. Het maaisel blijft twee dagen op de kant liggen en gaat daarna naar de
composteerplaats aan de Veenweg. Beschoeiing die los zit wordt in de winter hersteld. De kosten van het
onderhoud staan in de begroting onder groenbeheer en worden ieder voorjaar met de aannemer besproken.
Omwonenden krijgen vooraf bericht over de werkzaamheden en over de plaats van de kranen.
"""
LETTER = """Gemeente Waterlo
Datum: 12 april 2024
Onderwerp: werkzaamheden aan de Dorpsbrug

Geachte bewoner,

In de week van 22 april wordt het dek van de Dorpsbrug vervangen. Fietsers en voetgangers kunnen er dan een week
niet over. De omleiding gaat via de Molenkade en staat met gele borden aangegeven. Bent u slecht ter been, dan
rijdt er een busje van de wijkvereniging. Wij begrijpen dat dit overlast geeft en danken u voor uw geduld.

Hoogachtend, burgemeester en wethouders van Waterlo
"""
CASE = """dossier: proef
municipality: {name: Waterlo, domain: waterlo.nl}
"""


def write_pdf(path: Path, text: str, size: float = 10) -> None:
    with pymupdf.open() as document:
        document.new_page().insert_text((50, 60), text.split("\n"), fontsize=size)
        document.save(path, no_new_id=True)


def mail(text: str, date: str, attachment: bytes = b"") -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "groen@waterlo.nl", "beheer@waterlo.nl"
    message["Subject"], message["Date"] = "Maaien van de sloot", date
    message.set_content(text)
    if attachment:
        message.add_attachment(attachment, maintype="application", subtype="pdf", filename="plan.pdf")
    return bytes(message)


def folder_of(tmp_path: Path, case: str = CASE) -> Path:
    folder = tmp_path / "verzoek"
    folder.mkdir()
    (folder / "zaak.yaml").write_text(case, encoding="utf-8")
    return folder


@contextmanager
def read(tmp_path: Path, folder: Path) -> Iterator[Case]:
    """A case with its relations, of which nobody has looked for names yet."""
    with Case.open(tmp_path / "zaak", create=True) as case:
        facts = read_case_file(folder / "zaak.yaml")
        for name, path in running.source_files(folder).items():
            found = [
                (one.document.id, one.source, one.document, None)
                for one in ingest(path, name, case.pdf_dir, facts)
                if one.document
            ]
            case.store_ingested(name, "", "1", found)
        relating.find(case, facts, None, Quiet())
        yield case


@contextmanager
def prepared(tmp_path: Path, folder: Path, known: Path | None = None) -> Iterator[Case]:
    with Case.open(tmp_path / "zaak", create=True) as case:
        running.prepare(case, folder, None, ThisMachine(1), Quiet(), known=known)
        yield case


def told(case: Case) -> dict[tuple[str, str], str]:
    """(source, relation) -> source that it relates to, or the link."""
    names = {one.id: one.source for one in case.documents()}
    return {(names[one.document_id], one.what): names.get(one.other_id, one.link) for one in relating.relations(case)}


def manifest(case: Case) -> dict[str, dict[str, object]]:
    text = (case.release_dir / "manifest.json").read_text(encoding="utf-8")
    return {entry["source"]: entry for entry in json.loads(text)["documents"]}


def release(case: Case) -> dict[str, dict[str, object]]:
    releasing.accept_proposals(case)
    assert releasing.release(case, None, ThisMachine(1), Quiet()) == []
    return manifest(case)


def relation_of(case: Case, what: str, source: str) -> Relation:
    ids = {one.source: one.id for one in case.documents()}
    return next(one for one in relating.relations(case) if one.what == what and one.document_id == ids[source])


def test_the_same_file_twice_is_listed_twice_and_published_once(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    write_pdf(folder / "plan.pdf", PLAN)
    (folder / "map").mkdir()
    (folder / "map" / "kopie van plan.pdf").write_bytes((folder / "plan.pdf").read_bytes())
    with prepared(tmp_path, folder) as case:
        assert told(case) == {("map/kopie van plan.pdf", "dubbel"): "plan.pdf"}
        entries = release(case)
        double, kept = entries["map/kopie van plan.pdf"], entries["plan.pdf"]
        assert double["judgement"] == "dubbel" and kept["judgement"] == "deels openbaar"
        assert double["output"] == kept["output"], "who asks for the double is given the one that was published"
        assert len(list((case.release_dir / "documenten").iterdir())) == 1
        related = {"what": "dubbel", "number": kept["number"], "source": "plan.pdf", "link": None}
        assert double["relations"] == [related | {"verdict": "approve"}] and kept["relations"] == []
        listed = (case.release_dir / "inventarislijst.csv").read_text(encoding="utf-8-sig")
        assert "dubbel" in listed.lower() and str(kept["number"]) in listed


@pytest.mark.parametrize(
    "copy",
    [
        "09 factuur (kopie).pdf",
        "09 factuur - Kopie (2).pdf",
        "09 factuur (1).pdf",
        "08 copy of factuur.pdf",
        "09_factuur-kopie.pdf",
    ],
)
def test_what_calls_itself_a_copy_is_the_double_of_what_does_not(copy: str) -> None:
    def sheet(source: str) -> Sheet:
        return Sheet(source, source, None, "dezelfde", "factuur", "factuur", None, False)

    words = ["factuur"] * 30
    for names in ((copy, "09 factuur.pdf"), ("09 factuur.pdf", copy)):
        (found,) = find_relations([(sheet(name), words) for name in names], lambda _: words)
        assert (found.document_id, found.other_id) == (copy, "09 factuur.pdf")


def test_the_same_text_in_another_file_is_only_a_proposal(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    write_pdf(folder / "plan.pdf", PLAN)
    write_pdf(folder / "plan groot.pdf", PLAN, size=10.5)
    with read(tmp_path, folder) as case:
        assert set(told(case)) == {("plan.pdf", "dubbel")}
        relating.accept_same_files(case, "beleid", "--accept-proposals")
        assert relating.standing(case) == {}


def test_a_double_that_a_person_approves_waits_for_no_decisions_of_its_own(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    letter = LETTER.replace("Geachte bewoner", "Geachte mevrouw F. Terpstra-Kaya")
    write_pdf(folder / "brief.pdf", letter)
    write_pdf(folder / "scan van brief.pdf", letter, size=10.5)
    with prepared(tmp_path, folder) as case:
        double = relation_of(case, "dubbel", next(source for source, _ in told(case)))
        kept = case.document(double.other_id)
        case.decide(case.proposals(kept.id), "approve", "j.behandelaar", "")
        with pytest.raises(OpenDecisions):
            releasing.release(case, None, ThisMachine(1), Quiet())
        relating.decide(case, [double], "approve", "j.behandelaar")
        releasing.release(case, None, ThisMachine(1), Quiet())
        entries = manifest(case)
        names = {one.id: one.source for one in case.documents()}
        assert entries[names[double.document_id]]["judgement"] == "dubbel"
        assert entries[kept.source]["judgement"] == "deels openbaar"
        assert "Terpstra" not in json.dumps([{**entry, "source": ""} for entry in entries.values()])
        relating.decide(case, [double], "reopen", "j.toetser")
        with pytest.raises(OpenDecisions):
            releasing.release(case, None, ThisMachine(1), Quiet())


def test_the_policy_does_not_overrule_a_person_who_said_that_it_is_no_double(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    for name in ("een.pdf", "twee.pdf"):
        write_pdf(folder / name, PLAN)
    with read(tmp_path, folder) as case:
        relating.decide(case, relating.relations(case), "reject", "j.behandelaar", "hoort bij een ander dossier")
        relating.accept_same_files(case, "beleid", "--accept-proposals")
        assert relating.standing(case) == {}


def test_an_attachment_that_is_also_a_document_of_its_own_is_a_double_of_it(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    write_pdf(folder / "plan.pdf", PLAN)
    attached = mail("Hierbij het plan.", "Mon, 4 Mar 2024 09:00:00 +0100", (folder / "plan.pdf").read_bytes())
    (folder / "mail.eml").write_bytes(attached)
    with read(tmp_path, folder) as case:
        assert told(case)["mail.eml/plan.pdf", "dubbel"] == "plan.pdf"
        assert "bijlage" in relation_of(case, "dubbel", "mail.eml/plan.pdf").reason
        ids = {one.source: one.id for one in case.documents()}
        attachment, double = releasing._related(case)[ids["mail.eml/plan.pdf"]]
        assert (attachment.what, attachment.other_id) == ("bijlage", ids["mail.eml"])
        assert (double.what, double.other_id, double.verdict) == ("dubbel", ids["plan.pdf"], "open")


def test_a_mail_that_a_later_answer_quotes_whole_is_contained_in_it(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    first = (
        "Beste allemaal,\n\nDe sloot aan de Veenweg is dit jaar nog niet gemaaid. Kunnen jullie zeggen wanneer de\n"
        "aannemer langskomt en of de bewoners daarover al bericht hebben gehad?\n\nGroet,\nGroenbeheer\n"
    )
    quoted = "".join(f"> {line}\n" for line in first.splitlines())
    (folder / "vraag.eml").write_bytes(mail(first, "Mon, 4 Mar 2024 09:00:00 +0100"))
    answer = "Dag,\n\nVolgende week dinsdag komt de aannemer. De brief aan de bewoners is gisteren verstuurd.\n\n"
    (folder / "antwoord.eml").write_bytes(mail(answer + quoted, "Tue, 5 Mar 2024 11:00:00 +0100"))
    with read(tmp_path, folder) as case:
        assert told(case)["vraag.eml", "opgenomen"] == "antwoord.eml"
        assert len(set(relating.threads(case.facts(), relating.relations(case)).values())) == 1


def test_a_concept_and_the_final_text_are_versions_and_both_are_kept(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    concept = PLAN.replace("Beheerplan Kromme Sloot", "Concept Beheerplan Kromme Sloot").replace(
        "Beschoeiing die los zit wordt in de winter hersteld.",
        "Of de beschoeiing wordt hersteld is nog niet bekend; de kosten daarvan worden nog uitgezocht.",
    )
    write_pdf(folder / "beheerplan v0.3 concept.pdf", concept)
    write_pdf(folder / "beheerplan.pdf", PLAN)
    with read(tmp_path, folder) as case:
        assert told(case) == {("beheerplan v0.3 concept.pdf", "versie"): "beheerplan.pdf"}
        relating.decide(case, relating.relations(case), "approve", "j.behandelaar")
        assert relating.standing(case) == {}, "both are looked at and both leave"


def test_of_a_concept_less_has_to_be_the_same_than_of_another_text() -> None:
    words = words_of([PLAN])
    half = [*words[: 6 * len(words) // 10], *(f"{word}x" for word in words[6 * len(words) // 10 :])] * 9
    shared = 9 * (6 * len(words) // 10)
    assert unlike(half, words * 9, shared, False, relation_rules())
    assert not unlike(half, words * 9, shared, True, relation_rules())


def test_the_same_letter_about_something_else_is_no_double(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    write_pdf(folder / "brief 1.pdf", LETTER)
    write_pdf(folder / "brief 2.pdf", LETTER.replace("22 april", "13 mei").replace("12 april", "2 mei"))
    with read(tmp_path, folder) as case:
        assert told(case) == {}


def test_of_doubles_of_each_other_none_disappears() -> None:
    circle = {
        "a": relating.Standing("a", "dubbel", "b", "", "approve", "x"),
        "b": relating.Standing("b", "dubbel", "a", "", "approve", "x"),
        "c": relating.Standing("c", "dubbel", "d", "", "approve", "x"),
    }
    assert relating.original_of("a", circle, "abcd") is None
    assert relating.original_of("c", circle, "abc") is None, "d is not in the case"
    assert relating.original_of("c", circle, "abcd") == "d"


def test_a_decision_on_a_document_that_is_not_in_the_case_is_refused(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    write_pdf(folder / "plan.pdf", PLAN)
    with read(tmp_path, folder) as case, pytest.raises(UsageError):
        (one,) = case.documents()
        relating.decide(case, [Relation(one.id, "dubbel", "000000000000", 1.0, "")], "approve", "x")


PERIOD = """dossier: proef
municipality: {name: Waterlo, domain: waterlo.nl}
request:
  text: Alle stukken over het onderhoud van de Kromme Sloot.
  period: {from: 2024-01-01, to: 2024-12-31}
"""


def test_what_is_of_another_time_or_subject_is_proposed_as_outside_the_request(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, PERIOD)
    write_pdf(folder / "plan.pdf", PLAN)
    write_pdf(folder / "oud plan.pdf", PLAN.replace("3 maart 2024", "3 maart 2019").replace("tweemaal", "driemaal"))
    write_pdf(folder / "brief.pdf", LETTER)
    with prepared(tmp_path, folder) as case:
        found = {source for source, what in told(case) if what == "buiten verzoek"}
        assert found == {"oud plan.pdf", "brief.pdf"}
        assert "01-01-2024" in relation_of(case, "buiten verzoek", "oud plan.pdf").reason
        assert not {"buiten verzoek", None} & {entry["judgement"] for entry in release(case).values()}
        relating.decide(case, [relation_of(case, "buiten verzoek", "brief.pdf")], "approve", "j.behandelaar")
        entry = release(case)["brief.pdf"]
        assert (entry["judgement"], entry["output"]) == ("buiten verzoek", None)


def test_relations_are_found_anew_only_when_something_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path)
    write_pdf(folder / "plan.pdf", PLAN)
    with read(tmp_path, folder):
        pass
    monkeypatch.setattr(relating, "_doubles", lambda *_: pytest.fail("looked again"))
    with read(tmp_path, folder) as case:
        assert relating.relations(case) == []


AROUND = "Verslag van het overleg over de haven met alle ingekomen stukken en de reacties van de leden. " * 9
BODY = "De werkgroep vraagt om uitstel van het plan en legt uit waarom dat nodig is voor de bewoners. " * 4


def contained(small: str, large: str) -> bool:
    texts = {"klein": words_of([small]), "groot": words_of([large])}
    sheets = [Sheet(id_, f"{id_}.pdf", None, "", id_, "brief", None, False) for id_ in texts]
    found = find_relations(((sheet, texts[sheet.id]) for sheet in sheets), texts.__getitem__)
    return [(one.document_id, one.what) for one in found] == [("klein", "opgenomen")]


def test_a_greeting_that_is_left_off_does_not_hide_that_a_document_stands_in_another() -> None:
    bundle = f"{AROUND} {BODY} {AROUND}"
    assert contained(f"{BODY} Met vriendelijke groet", bundle)
    assert not contained(f"{BODY} Het bedrag is 12.500 euro", bundle)
    assert not contained(f"Geachte heer Oosterwold Smit Bos {BODY}", f"{AROUND} Geachte mevrouw Vos {BODY} {AROUND}")
