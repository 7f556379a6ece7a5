"""A name found once in a case is found everywhere in it, in whatever form."""

from __future__ import annotations

import pickle

import pytest

from tests.building_names import document, going, settled
from woolak.pipeline.detect import names
from woolak.rules.casefile import CaseFile

MAIL = document(
    "Van: Quadvlieg, Dieuwertje <d.quadvlieg@waterdam.nl>\n"
    "Verzonden: maandag 3 mei 2021 09:12\nAan: Team Wonen\nOnderwerp: planning\n\nDe planning volgt.\n",
    id="mail",
    source="mail.eml",
)


def beside_the_mail(text, **about):
    """What may have to go from another document of the case than the mail."""
    _, result = settled([MAIL, document(text, id="other", **about)])
    return going(result["other"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dit is besproken; volgens Quadvlieg kan het.", "Quadvlieg"),
        ("DIEUWERTJE QUADVLIEG", "DIEUWERTJE QUADVLIEG"),
        ("Akkoord: QUADVLIEG, 3 mei", "QUADVLIEG"),
        ("Dat was wat Dieuwertje\nQuadvlieg wilde", "Dieuwertje\nQuadvlieg"),
        ("Dat was wat Quad-\nvlieg wilde", "Quad-\nvlieg"),
        ("Stuur het naar d.quadvlieg@waterdam.nl", "d.quadvlieg"),
        ("Stuur het naar quadvlieg@waterdam.nl", "quadvlieg"),
        ("gebruiker dquadvlieg heeft het gesloten", "dquadvlieg"),
        ("map van d.quadvlieg", "d.quadvlieg"),
        ("Quadvliegs voorstel", "Quadvliegs"),
        ("het voorstel van D. Quadvlieg", "D. Quadvlieg"),
        ("het voorstel van Quadvlieg, D.", "Quadvlieg, D."),
        ("het voorstel van Dieuwertje", "Dieuwertje"),
        ("Dieuwertjes voorstel", "Dieuwertjes"),
        ("vraag het quadvlieg even", "quadvlieg"),
        ("ook dhr. Quadvlieg-Bos", "Quadvlieg-Bos"),
        ("Dat zei Dieuwrtje Quadvleig ook", "Quadvleig"),
    ],
)
def test_name_of_a_mail_head_is_found_in_another_document(text, name):
    assert any(name in found for found in beside_the_mail(text)), beside_the_mail(text)


@pytest.mark.parametrize(
    "misread", ["Quadvlleg", "Ouadvlieg", "0uadvlieg", "Quadvl1eg", "Quaclvlieg", "QuadvIieg", "Quadviieg"]
)
def test_name_that_the_scan_misread_is_found(misread):
    assert misread in beside_the_mail(f"Besproken met {misread} op 3 mei.", ocr=True)


def test_what_a_scan_misreads_into_an_ordinary_word_stays():
    assert beside_the_mail("Quadraat en kwaliteit zijn gemeten in Waterdam", ocr=True) == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Notitie Quadvlieg v2.docx", ["Quadvlieg"]),
        ("notitie_quadvlieg_v2.docx", ["quadvlieg"]),
        ("2021-05 DQuadvlieg opmerkingen.pdf", ["DQuadvlieg"]),
        ("Memo_Dieuwertje_Quadvlieg.pdf", ["Dieuwertje_Quadvlieg"]),
        ("MemoQuadvlieg.pdf", ["Quadvlieg"]),
        ("dquadvlieg.pdf", ["dquadvlieg"]),
        ("brief aan mw. Quadvlieg.pdf", ["Quadvlieg"]),
        ("planning 2021.pdf", []),
    ],
)
def test_register_finds_a_name_in_a_file_name_or_title(text, spans):
    register, _ = settled([MAIL])
    assert [text[start:end] for start, end in register.names_in(text)] == spans


def test_name_in_a_file_name_is_found_in_the_text():
    memo = document("Dit stelde Oltersdorp voor.", id="1", source="memo Annelies Oltersdorp.docx")
    _, result = settled([memo])
    assert going(result["1"]) == ["Oltersdorp"]


def test_name_in_the_metadata_is_found_in_the_text():
    memo = document("Dit stelde Oltersdorp voor.", id="1", hidden=["Annelies Oltersdorp"])
    _, result = settled([memo])
    assert going(result["1"]) == ["Oltersdorp"]


def test_forms_of_a_name_are_one_person():
    texts = [
        "Beste Karin,", "mevrouw De Vries belde", "Van: Karin de Vries <x@y.nl>", "K. de Vries tekent",
        "Vries, K. de\nk.devries@waterdam.nl", "KARIN DE VRIES",
    ]  # fmt: skip
    register, _ = settled([document(text, id=str(number)) for number, text in enumerate(texts)])
    assert [person.shown for person in register.persons] == ["Karin de Vries"]
    assert register.persons[0].documents == frozenset("012345")


def test_two_persons_of_one_family_stay_two():
    register, _ = settled([document("Van: Karin de Vries <x@y.nl>\nAan: Piet de Vries <p@y.nl>")])
    assert {person.shown for person in register.persons} == {"Karin de Vries", "Piet de Vries"}


def test_initials_behind_a_role_in_brackets_are_found_wherever_they_speak():
    text = "Aanwezig: Karin de Boer (voorzitter, KB) en Jan Pot (JP)\n\n1. Opening\nHet is veel. KB belt hen."
    _, result = settled([document(text)])
    assert going(result["1"]).count("KB") == 2


def test_initials_introduced_for_somebody_are_found_in_the_next_minutes():
    first = document("Aanwezig: Karin de Vries (KdV) en Jan Bakker (JB)\n\n1. Opening\n", id="1")
    second = document("Actie KdV: concept rondsturen.", id="2")
    _, result = settled([first, second])
    assert "KdV" in going(result["1"])
    assert going(result["2"]) == ["KdV"]


def test_initials_in_capitals_mean_nothing_where_nobody_bears_them():
    first = document("Aanwezig: Piet Vermeulen (PVM), Anna Aalbers (AA)\n", id="1")
    second = document("De batterijen zijn van het soort AA.", id="2")
    _, result = settled([first, second])
    assert going(result["2"]) == []


def test_organisation_in_brackets_is_not_somebodys_initials():
    _, result = settled([document("Aanwezig: Karin de Vries (GGD), Jan Bakker (VVD)\nDe GGD en de VVD.")])
    assert going(result["1"]) == ["Karin de Vries", "Jan Bakker"]


@pytest.mark.parametrize(
    "text",
    [
        "De bakker en de visser zijn dicht.",
        "Bakker of slager: beiden hebben een vergunning.",
        "In mei is de visserij open.",
        "de Bakkerstraat en de Visserlaan",
        "Bakker & Zn en Visser B.V.",
        "VISSERIJ EN BAKKERIJ",
    ],
)
def test_surname_that_is_a_word_does_not_spread_to_the_word(text):
    people = document("Van: Mees Bakker <x@y.nl>\nAan: Mei Visser <z@y.nl>", id="1")
    _, result = settled([people, document(text, id="2")])
    assert going(result["2"]) == []


def test_surname_that_is_a_word_spreads_where_it_is_a_name():
    people = document("Van: Mees Bakker <x@y.nl>\nAan: Mei Visser <z@y.nl>", id="1")
    _, result = settled([people, document("Dat is aan Bakker. Visser heeft dat bevestigd.", id="2")])
    assert going(result["2"]) == ["Bakker", "Visser"]


def test_surname_needs_its_tussenvoegsel_when_it_is_a_place_or_word():
    people = document("Van: Jan van den Berg <x@y.nl>\nAan: Els van Utrecht <z@y.nl>", id="1")
    text = "De Berg in Utrecht. Dat zei Van den Berg, en mevrouw Van Utrecht ook. J. Berg niet."
    _, result = settled([people, document(text, id="2")])
    assert going(result["2"]) == ["Van den Berg", "Van Utrecht", "J. Berg"]


def test_clues_and_register_can_be_sent_between_processes():
    clues = names.collect(MAIL, [], CaseFile())
    register, _ = settled([MAIL])
    assert pickle.loads(pickle.dumps(clues)) == clues
    assert pickle.loads(pickle.dumps(register)).names_in("Quadvlieg") == [(0, 9)]


def test_order_of_documents_does_not_matter():
    texts = ["Beste Karin,", "mevrouw De Vries", "K. de Vries", "Karin de Vries", "wethouder De Vries", "Piet de Vries"]
    documents = [document(text, id=str(number)) for number, text in enumerate(texts)]
    one, _ = settled(documents)
    other, _ = settled(list(reversed(documents)))
    assert one == other


def test_all_that_somebody_is_called_in_a_chat_goes():
    text = "[19-08-2023, 14:03:40] Wout Drukwerk DW: ja\n[19-08-2023, 14:03:50] Team Groen: nee\n"
    assert going(settled([document(text)])[1]["1"]) == ["Wout Drukwerk DW"]


def test_a_preposition_before_a_known_surname_stays():
    assert "Quadvlieg" in beside_the_mail("Zij vraagt dit aan\nQuadvlieg en wacht af.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wij bellen daarover met Bas\nVrolijk, en dan is het klaar.", "Bas\nVrolijk"),
        ("Startgesprek\tA.P.\nVerslag\tB.V.", "A.P."),
        ("Iemand moet het doen. A.P.\nmeldt zich daarvoor aan.", "A.P."),
        ("Belt nog over de afspraak. KS\n", "KS"),
    ],
)
def test_somebody_is_known_again_by_an_ordinary_surname_or_by_initials(text, name):
    people = "Aanwezig: Bas Vrolijk, A.P. Duinmeijer en Kees Stavast\n"
    _, result = settled([document(f"{people}\n{text}")])
    assert name in going(result["1"])


def test_initials_with_dots_may_spell_a_word_but_no_abbreviation():
    _, result = settled([document("Aanwezig: Ilse Stavast en Nico Vis\n\nGesprek\tI.S.\nDe N.V. betaalt.")])
    assert "I.S." in going(result["1"]) and "N.V." not in going(result["1"])


def test_first_name_is_the_alderman_where_the_page_speaks_of_the_office_and_nobody_else_bears_it():
    office = document("Portefeuillehouder: wethouder Wytze Hoekema", id="1")
    page = "Onderwerp: wat zegt Wytze\n\nDe wethouder heeft het gelezen. Wytze wil het niet."
    _, result = settled([office, document(page, id="2"), document("Wytze belt morgen.", id="3")])
    assert going(result["2"]) == [] and going(result["3"]) == ["Wytze"]
    _, result = settled([office, document(page, id="2"), document("Aanwezig: Wytze Bakker", id="3")])
    assert going(result["2"]) == ["Wytze", "Wytze"]


def test_who_is_told_of_as_an_artist_stays_unless_the_case_knows_somebody_by_that_name():
    text = document("Een avond met muziek van Karel Torviksen en een expositie over Ans Zonnebrink.", id="1")
    assert going(settled([text])[1]["1"]) == []
    people = document("Aanwezig: Ans Zonnebrink en Piet Vis", id="2")
    assert going(settled([text, people])[1]["1"]) == ["Ans Zonnebrink"]
    assert going(settled([document("De muziek van Karel Postema staat te hard.")])[1]["1"]) == ["Karel Postema"]


@pytest.mark.parametrize(
    ("text", "gone"),
    [("D.\tQuadvlieg\nKerkstraat 3\n", "D.\tQuadvlieg"), ("A.\tPlan\nB.\tQuadvlieg vragen\n", "Quadvlieg")],
)
def test_initials_in_a_cell_of_their_own_before_a_known_surname_go_with_it(text, gone):
    assert beside_the_mail(text) == [gone]


STAFF = document(
    "Van: Karin Vissink\nAan: Wouter-Jan Oortman\nKarin Vissink (KV) en Wouter-Jan Oortman (WJO) zijn er.\n", id="staff"
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lijst bijgewerkt op 3 mei door KV en WJO. Niet mailen.", ["KV", "WJO"]),
        ("Vandaag bellen svp! KV 5/3", ["KV"]),
        ("Vandaag bellen svp. WJO, 12-03-2024\nDank.", ["WJO"]),
        ("Beoordeling, afdruk door VISSK01\nblad 2", ["VISSK01"]),
        ("Beheer: WOORTM\tversie 2", ["WOORTM"]),
        ("Van: Wouter-Jan Oortman\n> Heb je ruimte?\n> WJ\n> team Zorg", ["Wouter-Jan Oortman", "WJ"]),
        ("LEVERING VISSK GEREED", []),
        ("De KV 5/3 is een verbinding van het net.", []),
    ],
)
def test_initials_and_logins_of_somebody_of_the_case_are_found(text: str, names: list[str]) -> None:
    _, result = settled([STAFF, document(text, id="other")])
    assert list(going(result["other"])) == names


def test_a_number_before_the_name_counts_the_rows_of_a_list() -> None:
    from tests.test_identifiers import results

    text = "Nr.\tNaam\tAdres\n1\tde heer Bos\tAkkerweg 7\n2\tmevrouw Vos\tKade 4\n"
    assert {text[one.start : one.end] for one in results(text) if one.entity_type == "ADDRESS"} == {
        "Akkerweg 7",
        "Kade 4",
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Het tarief is € 98 (Welgelegen en Novotna), exclusief btw.", ["Welgelegen", "Novotna"]),
        ("De inzet is 40 uur (Novotna en Welgelegen).", ["Novotna", "Welgelegen"]),
        ("De reis kost € 98 (Welgelegen en Bakkum).", []),
    ],
)
def test_a_surname_that_is_a_place_goes_from_brackets_with_another_name(text: str, names: list[str]) -> None:
    team = document("Het team: Saar Welgelegen en Idris Novotna. De heer Novotna leidt, mevrouw Welgelegen rekent.")
    _, result = settled([team, document(text, id="other")])
    assert going(result["other"]) == names


def text_going(text, **about):
    """What may have to go from one document by itself."""
    _, result = settled([document(text, **about)])
    return going(result["1"])


def test_who_is_named_in_the_sentence_behind_an_office_does_not_hold_it():
    assert "Oosterdijk" in text_going("Vragen aan de burgemeester. De heer Oosterdijk vraagt waarom.")
    assert "Smit" not in text_going("Ook burg. Smit was er.")


@pytest.mark.parametrize(
    "text", ["meneer Oosterling van de Veldhof 21 belt", "mevrouw Oosterling van de Veldhof 21, die belt"]
)
def test_the_street_behind_somebody_is_no_second_surname(text):
    assert text_going(f"{text}. De Veldhof is smal.") == ["Oosterling"]


def test_a_surname_behind_a_tussenvoegsel_stays_one_before_a_figure():
    assert text_going("Mevrouw Karin van de Berg 12 jaar geleden") == ["Karin van de Berg"]


def test_initials_go_wherever_they_stand_on_a_page_that_lets_them_speak():
    text = "Verslag van Rik Smit en Wim Bos.\nRS: minimum\nEr is een ondergrens van RS. Goed, WB vindt van niet. WB: ja"
    gone = text_going(text)
    assert (gone.count("RS"), gone.count("WB")) == (2, 2)


COLUMN = "Verslag van Rik Smit, Roelof Oosting en Anna Perk.\n"


def test_initials_that_are_a_word_go_in_a_column_of_initials():
    text = f"{COLUMN}1\tdekking zoeken\tRO\t3-11\n2\tcontract nalopen\tAP\t4-11\n3\tlijst maken\tRS\t5-11"
    assert {"RO", "AP", "RS"} <= set(text_going(text))


def test_departments_in_a_column_stay():
    text = f"{COLUMN}1\tdekking zoeken\tRO\t3-11\n2\tcontract nalopen\tAP\t4-11\n3\tlijst maken\tBeheer\t5-11"
    assert not {"RO", "AP"} & set(text_going(text))


def test_initials_that_open_a_sentence_with_a_colon_speak():
    text = "Beoordelaars: Anna Dijk, Milad Faber\nTeam: goed. MF: ik ben hier om. Prijs: laag. AD: duur."
    assert {"MF", "AD"} <= set(text_going(text))


def test_name_of_a_participant_that_a_line_breaks_is_whole():
    text = "Aanwezig: Karin Blom (KB), Rosalba\nDijkgraaff (RD), Tom Bos (TB)\n\nVandaag slaapt RD er."
    gone = text_going(text, kind="verslag")
    assert {"Rosalba", "Dijkgraaff"} <= set(gone)
    assert gone.count("RD") == 2


@pytest.mark.parametrize(
    ("row", "name"),
    [("Achterveld, fam.\tHavenkade 8", "Achterveld"), ("I-12\tVosveld, fam. de\tKlacht", "Vosveld"),
     ("De Wit, mw.\tHavenkade 3", "De Wit")],
)  # fmt: skip
def test_surname_with_its_form_of_address_behind_it_is_found(row, name):
    assert name in text_going(row)


def test_senders_of_a_chat_that_writes_its_months_are_found_whole():
    text = "13 mrt 18:55 Soufian: wie komt\n13 mrt 18:56 Jermaine TPG: ik\n14 mrt 20:14 Soufian: goed\n"
    assert text_going(text).count("Jermaine TPG") == 1


def test_what_was_agreed_in_a_log_is_not_signed_by_what_stands_below():
    text = "Datum\tDoor\tMelding\n14-10\tKP\tGetest, akkoord\n17-10\tKP\tZoekronde van de Wachtring: 6 maal"
    assert not any("Wachtring" in name for name in text_going(text))


def test_label_of_the_next_row_is_no_surname():
    assert "Naima\nTalen" not in text_going("Spreekuur\tmet Naima\nTalen\tNederlands, Frans")


def test_second_half_of_a_surname_that_a_narrow_cell_breaks_goes():
    text = "Naam\tMobiel\nViktoria Lysenko-\t06 40\t8-16\nPost\t31\nKarin Bos\t06 41\nPost per week: 3"
    assert text_going(text).count("Post") == 1


def test_introduced_initials_that_are_spelled_as_a_place_go():
    text = (
        "Aanwezig: Marloes Eikelbosch (ME), Tom Bos (TB)\n\nDe dorpen Zijl en Me liggen ver. Goed, ME noemt het duur."
    )
    assert text_going(text, kind="verslag").count("ME") == 2


def test_initials_before_the_word_for_them_sign_a_note():
    first = document("Van: Olaf Dessen\nAan: Karin Blom\nOnderwerp: uren", id="1")
    note = document("Uren klopt. Toch betalen? KB 5/11\nja hoor, is goed. OD paraaf:", id="2", ocr=True)
    _, result = settled([first, note])
    assert {"KB", "OD"} <= set(going(result["2"]))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Zaterdag gaat het open :S KV weet jij iets?", ["KV"]),
        ("WJO kun jij dit oppakken?", ["WJO"]),
        ("Geen scores. KV : ik vind het verschil groot.", ["KV"]),
        ("Druk\t19.604\tboete 445 eraf, WJO\nZaal\t4.000\takkoord KV", ["WJO", "KV"]),
        ("12 uur extra, akkoord KV 3-5", ["KV"]),
        ("Zie mail KV van 3 mei.", ["KV"]),
        ("Volgens WJ kan dat niet.", ["WJ"]),
        ("Afgestemd met KV en WJO.", ["KV", "WJO"]),
        ("Vraag dit aan KV.", ["KV"]),
        ("Dit ligt bij WJO.", ["WJO"]),
        ("KV belt de bewoner.", ["KV"]),
        ("Ik heb WJO gesproken.", ["WJO"]),
        ("(zie opmerking WJO)", ["WJO"]),
        ("@WJO graag nakijken", ["WJO"]),
        ("Terugkoppeling aan KV volgt.", ["KV"]),
        ("Wie\tWat\nWJO\tbellen", ["WJO"]),
        ("11:02 - Bo: is het stuk\n11:03 - Bo: KV heeft hem\n", ["Bo", "Bo", "KV"]),
        ("11:02 - Bo: is het stuk\n11:03 - Bo: KS is leeg\n", ["Bo", "Bo"]),
        ("Betaald op 3 mei, WJO.", ["WJO"]),
        ("De planning klopt. gr KV", ["KV"]),
        ("Brief apart houden. Svp afhandelen binnen een week. KV", ["KV"]),
        ("Dit stuk doorzetten naar de juristen! KV", ["KV"]),
        ("Svp archiveren na 3/5.\tKV", ["KV"]),
        ("De spanning op de lijn is hoog. KV", []),
        ("Soort\tWarmte\tWie betaalt\nKV\t12\thuurder", []),
        ("De norm staat in het besluit, volgens de wet, WJ.", []),
        ("KV levert stroom aan de wijk.", []),
        ("Gemeten met KV 12 en WJ 4, akkoord.", []),
        ("De lijn van 110 KV is uit, akkoord.", []),
    ],
)
def test_initials_of_somebody_of_the_case_go_where_only_a_person_can_stand(text: str, names: list[str]) -> None:
    staff = document("Van: Karin Vissink\nAan: Wouter-Jan Oortman\nDe planning volgt.\n", id="staff")
    _, result = settled([staff, document(text, id="other")])
    assert list(going(result["other"])) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Melder: Lammert en Riet Quadvlieg", ["Lammert en Riet Quadvlieg"]),
        ("Karin en Jan-Willem de Boer\nDorpsweg 3", ["Karin en Jan-Willem de Boer"]),
        ("K-05\tFatima & Youssef El Amrani\tDorpsweg 3", ["Fatima & Youssef El Amrani"]),
        ("Daarbij waren Karin en Jan de Boer aanwezig.", ["Karin", "Jan de Boer"]),
        ("Karin Smit en Jan de Boer", ["Karin Smit", "Jan de Boer"]),
    ],
)
def test_a_couple_with_one_surname_in_a_line_of_their_own_goes_as_one(text: str, names: list[str]) -> None:
    assert text_going(text) == names


@pytest.mark.parametrize("text", ["Almelo biedt ook aan om te stoppen.", "Wat vindt Almelo ervan?"])
def test_a_surname_that_is_a_place_does_and_thinks(text: str) -> None:
    staff = document("Van: Tom Almelo <tom@drukwerk.nl>\nDe planning volgt.\n", id="staff")
    _, result = settled([staff, document(text, id="other")])
    assert list(going(result["other"])) == ["Almelo"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Groep 1\t€ 400\nLies, twee dagdelen\t€ 790", ["Lies"]),
        ("Lies, 3 mei 2024", []),
        ("Zij wonen in Lies, en in Hoorn.", []),
    ],
)
def test_a_given_name_that_is_a_village_too_goes_where_a_line_tells_what_she_did(text: str, names: list[str]) -> None:
    staff = document("Van: Lies Quadvlieg <l.quadvlieg@spel.nl>\nDe planning volgt.\n", id="staff")
    _, result = settled([staff, document(text, id="other")])
    assert list(going(result["other"])) == names


def test_who_something_was_explained_to_goes_without_the_words_before():
    assert beside_the_mail("U lichtte dat op 3 mei toe aan Dieuwertje\nQuadvlieg.") == ["Dieuwertje\nQuadvlieg"]
