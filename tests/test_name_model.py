"""The shipped name model: what it finds, what it leaves, and how it stands inside Presidio."""

from __future__ import annotations

import re
import socket
import unicodedata
from dataclasses import replace
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import building
from tests.building_names import document
from woolak.case import Case
from woolak.engine import ThisMachine
from woolak.errors import UsageError
from woolak.model import BoxPt, Document, Region
from woolak.pipeline import detect
from woolak.pipeline.detect.model import NameModelRecognizer, likely_persons, load, naming, network, nlp_engine
from woolak.pipeline.detect.model.tokens import split
from woolak.rules.casefile import CaseFile
from woolak.run import prepare
from woolak.telling import Quiet


def persons(text: str) -> list[str]:
    return [text[result.start : result.end] for result in NameModelRecognizer().analyze(text, ["PERSON"])]


FOUND = [
    ("Geachte mevrouw Hoekzema,", ["Hoekzema"]),
    ("T.a.v. de heer J.P. van der Laan", ["J.P. van der Laan"]),
    ("Met vriendelijke groet,\n\nMarloes Tichelaar\nbeleidsadviseur", ["Marloes Tichelaar"]),
    ("Van: Fatma Yıldırım\nAan: Bas Koetsier; Oosterbaan, R.\nOnderwerp: planning",
     ["Fatma Yıldırım", "Bas Koetsier", "Oosterbaan, R."]),
    ("From: Sanne Wiegers\nTo: Driss El Hamdaoui\nSubject: RE: offer", ["Sanne Wiegers", "Driss El Hamdaoui"]),
    ("Aanwezig: Piet, Samira en Kees Boonstra (voorzitter)", ["Piet", "Samira", "Kees Boonstra"]),
    ("Naam: Kowalczyk, A.M.\nGeboortedatum: 3 mei 1981", ["Kowalczyk, A.M."]),
    ("Volgens Ramdin is het budget niet toereikend.", ["Ramdin"]),
    ("Hoi Annemiek, kun jij Gerben even bellen?", ["Annemiek", "Gerben"]),
    ("Projectleider\tTesfay Kidane\t40 uur\t€ 95,00", ["Tesfay Kidane"]),
    ("De bewoner, dhr. Nguyen, heeft gebeld.", ["Nguyen"]),
    ("Hoogachtend,\nnamens deze,\nmr. C.J. Wijdenbosch\nteamleider", ["C.J. Wijdenbosch"]),
    ("Wij spraken met Oleksandr Kovalenko en Jildou Hoekstra-de Boer.",
     ["Oleksandr Kovalenko", "Jildou Hoekstra-de Boer"]),
    ("DE HEER VAN DIJK", ["VAN DIJK"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_names_are_found_whole(text: str, names: list[str]) -> None:
    found = persons(text)
    assert [name for name in names if name not in found] == []


LEFT = [
    "De Burgemeester Jansenstraat wordt afgesloten.",
    "Op grond van artikel 5.1, tweede lid, van de Wet open overheid.",
    "Het college van burgemeester en wethouders van Zwolle besluit de vergunning te verlenen.",
    "Tegen dit besluit kunt u binnen zes weken bezwaar maken.",
    "Plan van Aanpak Sociaal Domein",
    "Subtotaal\t€ 4.500,00\nBTW 21%\t€ 945,00\nTotaal\t€ 5.445,00",
    "In maart, mei en augustus is de balie gesloten.",
    "De AVG en de Wmo zijn van toepassing.",
    "Gemeente Amersfoort\nPostbus 4000\n3800 EA Amersfoort",
    "Wij bieden een training van drie dagdelen met een acteur.",
]


@pytest.mark.parametrize("text", LEFT)
def test_what_is_no_name_is_left(text: str) -> None:
    assert persons(text) == []


@pytest.mark.parametrize(
    "name", ["Xylvarda Quenstra", "Bertinus Holtwijkema", "Fadouma Ourchikh", "Wladimira Czernobyk"]
)
def test_a_name_on_no_list_is_found_by_its_surroundings(name: str) -> None:
    assert persons(f"Geachte mevrouw {name},")
    assert persons(f"Aanwezig: {name} (voorzitter), mevrouw {name} en de heer {name.split()[1]}")


def test_a_name_broken_over_two_lines_is_one_name() -> None:
    text = (
        "Dit is besproken in het overleg van vorige week dinsdag met mevrouw Jantine\nvan der Meulen van de afdeling."
    )
    assert "Jantine\nvan der Meulen" in persons(text)


def test_names_under_each_other_and_in_cells_stay_apart() -> None:
    names = ["Kees Boonstra", "Samira Bakkali", "Joke de Wit"]
    assert persons("Aanwezig:\n" + "\n".join(names)) == names
    assert persons("Naam\tRol\nKees Boonstra\tSamira Bakkali") == ["Kees Boonstra", "Samira Bakkali"]


def test_organisations_and_places_are_told_from_persons() -> None:
    doc = load()("Bouwbedrijf Van der Wal B.V. uit Drachten werkt voor de gemeente Smallingerland.")
    assert ("Smallingerland", "LOC") in [(span.text, span.label_) for span in doc.ents]
    assert "PER" not in {span.label_ for span in doc.ents}


def test_every_token_has_a_probability() -> None:
    doc = load()("Beste  Marieke,\n\nprima.\t")
    probabilities = doc._.person_probability
    assert len(probabilities) == len(doc)
    assert doc[2].text == "Marieke" and probabilities[2] > 0.5 and doc[2]._.person_probability == probabilities[2]
    assert all(0 <= probability <= 1 for probability in probabilities)


def test_a_lower_threshold_never_finds_less() -> None:
    doc = load()("Sterk dat visser dit oppakt, zei bakker; Mei en Roos keken toe bij Van Zand.")
    marked = [
        {place for start, end, _ in likely_persons(doc, threshold) for place in range(start, end)}
        for threshold in (0.9, 0.5, 0.2, 0.05, 0.01)
    ]
    assert all(less <= more for less, more in pairwise(marked))
    assert marked[-1]


def test_a_text_without_words_gives_nothing() -> None:
    for text in ("", " ", "\n\n", "\t \n"):
        assert list(load()(text).ents) == [] and persons(text) == []


@given(st.text(alphabet="Jan dDeéVries.-'’\n\t/|;_@0(\u00ad\u0301Şı€", max_size=60))
def test_tokens_joined_are_the_text(text: str) -> None:
    words, spaces = split(text)
    assert "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == text
    assert not any(re.search(r"\S", word) and re.search(r"\s", word) for word in words)


@settings(max_examples=30)
@given(st.text(max_size=80))
def test_any_text_is_read_without_failing(text: str) -> None:
    for result in NameModelRecognizer().analyze(text, ["PERSON"]):
        assert 0 <= result.start < result.end <= len(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Akkerman/S. de Wit", ["Akkerman", "/", "S.", "de", "Wit"]),
        ("Verslag_Jan_Smit.docx", ["Verslag", "_", "Jan", "_", "Smit", ".", "docx"]),
        ("J.P.M. Vos", ["J.", "P.", "M.", "Vos"]),
        ("Mw.P.de Boer", ["Mw.", "P.", "de", "Boer"]),
        ("Femke's", ["Femke", "'s"]),
        ("Henk-Jan O'Brien", ["Henk-Jan", "O'Brien"]),
        ("motie-Jansen", ["motie", "-", "Jansen"]),
    ],
)
def test_names_are_cut_loose_from_what_sticks_to_them(text: str, parts: list[str]) -> None:
    assert [word for word in split(text)[0] if not word.isspace()] == parts


def test_presidio_works_with_the_engine_and_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    registry = RecognizerRegistry(recognizers=[NameModelRecognizer()], supported_languages=["nl"])
    engine = AnalyzerEngine(registry=registry, nlp_engine=nlp_engine(), supported_languages=["nl"])
    text = "Geachte heer Oosterbaan, uw collega Samira Bakkali belde."
    results = engine.analyze(text, language="nl", entities=["PERSON"], return_decision_process=True)
    assert sorted(text[result.start : result.end] for result in results) == ["Oosterbaan", "Samira Bakkali"]
    explanation = results[0].analysis_explanation
    assert explanation.recognizer == "NameModelRecognizer" and explanation.textual_explanation == "name_model"


def test_the_pipeline_is_read_once_per_process() -> None:
    assert load() is load()


def test_numpy_reads_the_network_as_thinc_does() -> None:
    with resources.as_file(resources.files("woolak.pipeline.detect.model") / "weights") as folder:
        trained = network.load(folder / "names.npz")
    reader = network.Reader(trained)
    rows = np.stack([np.arange(50) * 7 % len(table) for table in reader.tables], axis=1)
    assert np.allclose(trained.predict(rows), reader.predict(reader.alone(rows)), atol=1e-5)


def test_what_is_kept_of_a_word_is_the_same_whichever_words_it_was_first_seen_with() -> None:
    with resources.as_file(resources.files("woolak.pipeline.detect.model") / "weights") as folder:
        reader = network.Reader(network.load(folder / "names.npz"))
    rows = np.stack([np.arange(300) * 7 % len(table) for table in reader.tables], axis=1)
    together = reader.alone(rows)
    for first, last in ((0, 1), (0, 5), (3, 70), (100, 299), (17, 18)):
        assert np.array_equal(reader.alone(rows[first:last]), together[first:last])


def test_a_page_is_read_alike_before_and_behind_more_words_than_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    page = "Geachte heer Oosterbaan, uw collega Samira Bakkali van Bureau Kompas belde."
    other = "Het verslag van mevrouw De Wit gaat over water in de wijk, en over de bomen langs de oude gracht."
    shipped: Any = load().get_pipe(naming.NAMING)
    monkeypatch.setattr(naming, "MOST_WORDS", 20)
    few = naming.pipeline(shipped.weights, shipped.vocabulary)
    for text in (page, other, page, f"{page} {other}", page):
        assert few(text)._.person_probability == load()(text)._.person_probability


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """A spaCy pipeline in a folder, that knows one person."""
    import spacy

    nlp = spacy.blank("nl")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Zilverbloem"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "klein")
    return tmp_path / "klein"


def test_a_second_model_finds_what_ours_does_not(second: Path) -> None:
    text = "De lijst Zilverbloem van maart is vol."
    assert persons(text) == []
    found = detect.find(document(text), CaseFile(extra_pipeline=str(second)))
    assert [(one.text, one.evidence) for one in found if one.entity == "PERSON"] == [
        ("Zilverbloem", f"name_model_extra:{second}")
    ]


@pytest.mark.parametrize("name", ["nl_core_news_lg", "map/die/er/niet/is"])
def test_a_second_model_that_is_missing_is_one_sentence_before_any_work(name: str, tmp_path: Path) -> None:
    (tmp_path / "bron").mkdir()
    (tmp_path / "bron" / "zaak.yaml").write_text(f"extra_pipeline: {name}\n")
    (tmp_path / "bron" / "stuk.pdf").write_bytes(b"%PDF-1.4")
    with Case.open(tmp_path / "zaak", create=True) as case, pytest.raises(UsageError, match="is niet geïnstalleerd"):
        prepare(case, tmp_path / "bron", None, ThisMachine(1), Quiet())
    assert not any((tmp_path / "zaak" / "pdf").iterdir())


def test_a_second_model_that_is_damaged_is_told(second: Path) -> None:
    (second / "config.cfg").write_text("[nlp\n")
    with pytest.raises(UsageError, match="beschadigd"):
        detect.find(document("Beste Jan,"), CaseFile(extra_pipeline=str(second)))


def test_the_weights_hold_no_names() -> None:
    folder = resources.files("woolak.pipeline.detect.model") / "weights"
    known = set((folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n"))
    assert {"mevrouw", "groet", "aanwezig"} <= known
    assert not known & {"oosterbaan", "kowalczyk", "yıldırım", "tichelaar", "wijdenbosch", "samira", "marloes"}


def test_the_templates_can_all_be_filled() -> None:
    from training.genres import Writer

    writer = Writer(5)
    for _, templates in writer.genres.values():
        for template in templates:
            text, spans = writer.fill(template)
            assert not re.search(r"\{\w+\}", text)
            assert all(0 <= start < end <= len(text) for start, end, _ in spans)


def test_the_same_seed_writes_the_same_pages() -> None:
    from training.genres import Writer

    one, other = Writer(9), Writer(9)
    assert [one.page() for _ in range(20)] == [other.page() for _ in range(20)]
    assert one.page() != Writer(10).page()


def test_labels_stand_on_the_words_of_the_names() -> None:
    from training.train import labelled
    from woolak.pipeline.detect.model.network import LABELS

    text = "Aan: J. de Wit,\nAlmelo"
    words, _, labels = labelled((text, [(5, 14, "PER"), (16, 22, "LOC")]))
    seen = [word for word in words if not word.isspace()]
    assert list(zip(seen, (LABELS[label] for label in labels), strict=True)) == [
        ("Aan", "O"), (":", "O"), ("J.", "B-PER"), ("de", "I-PER"), ("Wit", "I-PER"), (",", "O"), ("Almelo", "B-LOC"),
    ]  # fmt: skip


def test_a_word_broken_at_a_line_end_is_seen_whole() -> None:
    name = "mevrouw Ooster-\nbaanders"
    assert persons(f"Wij spraken {name} van de afdeling.") == ["Ooster-\nbaanders"]
    assert persons("Dit draagt bij aan de leefbaar-\nheid en het wel-\nzijn van de wijk.") == []


def test_loose_accents_and_soft_hyphens_change_nothing() -> None:
    plain = "Geachte mevrouw Yıldırım-Koçak, de heer Oosterbaan belde."
    loose = unicodedata.normalize("NFD", plain).replace("terb", "ter\u00adb")
    assert [unicodedata.normalize("NFC", name).replace("\u00ad", "") for name in persons(loose)] == persons(plain)
    assert persons(plain) == ["Yıldırım-Koçak", "Oosterbaan"]


@pytest.mark.parametrize(
    "text",
    [
        "This email may contain confidential information. Please notify the sender and delete it.",
        "Terms and Conditions of the Service Level Agreement",
        "De Opdrachtnemer verstrekt Opdrachtgever binnen vijf dagen een Datalekrapport.",
        "ECLI:NL:RVS:2021:1234; art. 3:4 Awb; bijlage B",
        "Voorontwerp fietsbrug De Lisdodde",
        "Tussen Woldermeer en Zandhoven rijdt bus 12.",
    ],
)
def test_other_languages_codes_and_things_are_left(text: str) -> None:
    assert persons(text) == []


@pytest.mark.parametrize(
    "text", ["De GGD kent het bureau.", "Gesprek met het RIEC over de zaak.", "NB: per groep", "Fax (036) 539"]
)
def test_an_abbreviation_is_no_persons_name(text: str) -> None:
    assert NameModelRecognizer().analyze(text, ["PERSON"], None) == []


def test_a_short_name_in_capitals_is_still_a_name() -> None:
    (found,) = NameModelRecognizer().analyze("DE HEER BOS", ["PERSON"], None)
    assert found.end == len("DE HEER BOS")


def noisy_logo(logo: BoxPt, doubted: bool) -> Document:
    """A scan of which OCR read the waves of a logo as 'Ln ae'."""
    made = building.document_of("aZa Meerwolde\nLn ae\nKranenborg Ingenieurs\nGeachte heer,")
    (page,) = made.pages
    noise = [word.box_pt for word in page.words[2:4]]
    regions = (Region(logo, "logo"), *(Region(box, "doubtful") for box in noise if doubted))
    return replace(made, pages=(replace(page, source="ocr", regions=regions),))


def test_what_ocr_makes_of_the_lines_of_a_logo_is_nobody() -> None:
    def noise(document: Document) -> bool:
        return "Ln ae" in [found.text for found in detect.find(document, CaseFile())]

    over, beside = BoxPt(40, 40, 120, 80), BoxPt(300, 40, 380, 80)
    assert not noise(noisy_logo(over, doubted=True))
    assert noise(noisy_logo(over, doubted=False)), "words that OCR is sure of may be a name in a logo"
    assert noise(noisy_logo(beside, doubted=True))
