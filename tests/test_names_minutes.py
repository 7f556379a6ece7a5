"""Who is who in minutes and mails: office-holders by initials, senders by one letter, bridges that are no persons."""

from __future__ import annotations

import pytest

from tests.building_names import document, going, kept, settled
from woolak.rules.casefile import CaseFile

MAYOR = CaseFile.model_validate({"public_officials": [{"name": "Franc Veerwind", "role": "burgemeester"}]})
ATTENDANCE = "Aanwezig: Franc Veerwind (FV), wethouder M. Ouali (MO), K. de Boer (KdB) en S. Łukasiewicz (SŁ)\n\n"


def minutes(text, case=MAYOR):
    _, result = settled([document(ATTENDANCE + text, kind="verslag")], case)
    return going(result["1"]), kept(result["1"])


def test_initials_of_an_office_holder_in_the_attendance_list_stay():
    gone, stays = minutes("FV: akkoord.\nMO geeft aan dat het kan.\nKdB vraagt om uitstel.\n")
    assert {"KdB", "K. de Boer"} <= set(gone)
    assert {"FV", "MO"} <= set(stays)
    assert not {"FV", "MO"} & set(gone)


def test_initials_that_fit_an_official_and_somebody_else_go():
    gone, _ = minutes("Ook aanwezig: Floor Visser (FV)\n\nFV: akkoord.\n")
    assert gone.count("FV") == 3


def test_first_name_of_an_office_holder_who_is_named_in_full_stays():
    gone, stays = minutes("Franc vindt het te duur. Franc: dat moet anders.\n")
    assert "Franc" not in gone
    assert stays["Franc"] == "official_known"


def test_first_name_that_somebody_else_has_too_goes():
    gone, _ = minutes("Afwezig: Franc Jonkers\n\nFranc zoekt het uit. Franc: ja.\n")
    assert "Franc" in gone


def test_initials_introduced_beside_a_name_that_no_list_knows_are_found():
    gone, _ = minutes("SŁ zoekt het uit.\n")
    assert gone.count("SŁ") == 2


def test_letter_below_a_mail_is_its_sender():
    text = (
        "Van: Okan Yıldız\nVerzonden: 3 mei 2024 9:02\nAan: Karin Blom\nOnderwerp: plan\n\nVan mij mag het.\n\nO.\n\n"
    )
    _, result = settled([document(f"{text}-----Original Message-----\nFrom: Karin Blom\nHoi,\n")])
    assert "O." in going(result["1"])
    assert "Original Message" not in going(result["1"])


def test_letter_above_a_paragraph_is_no_sender():
    _, result = settled(
        [document("Van: Okan Yıldız\nOnderwerp: plan\n\nZie hieronder.\n\nA\n\nDe eerste optie is duur.\n")]
    )
    assert going(result["1"]) == ["Okan Yıldız"]


def test_bridge_is_no_person_elsewhere_in_the_case():
    first = document("De fietsbrug De Slinger is open. Piet Slinger woont ernaast.", id="1")
    second = document("Wat is De Slinger? Zo zegt De Slinger weinig. Mevrouw De Slinger belde.", id="2")
    register, result = settled([first, second])
    assert going(result["1"]) == ["Piet Slinger"]
    assert going(result["2"]) == ["De Slinger"]
    assert result["2"][0].start > 45
    assert register.names_in("RE: Offertes Slinger") == []
    assert register.names_in("Planning De Slinger.pdf") == []
    assert len(register.names_in("brief van Piet Slinger.pdf")) == 1


def test_initials_before_a_first_name_in_brackets_are_that_persons():
    _, result = settled([document("MB (Marijke), TÖ (Tarik) en NB (Noor Blauw)\n\nTÖ: nee, offerte is offerte.\n")])
    assert going(result["1"]).count("TÖ") == 2


def test_initials_of_somebody_whom_another_document_names_in_full_are_found():
    first = document("Beste Tarik Özkan,\n\ndank voor het bericht.", id="1")
    second = document("MB (Marijke), TÖ (Tarik) en NB (Noor Blauw)\n\nTÖ: nee, offerte is offerte.\n", id="2")
    _, result = settled([first, second])
    assert going(result["2"]).count("TÖ") == 2


def test_office_holder_who_is_called_by_what_is_also_a_first_name_stays():
    _, result = settled(
        [document("Deelnemers: wethouder Sahin, dhr. Visscher (RO)\n\n2. Sahin vraagt naar de planning.")]
    )
    assert "Sahin" not in going(result["1"])


def test_namesake_of_the_wethouder_at_a_firm_goes():
    text = "Wethouder De Groot opent. De Groot belt met de heer De Groot van bureau Hofman."
    _, result = settled([document(text)])
    assert [finding.start for finding in result["1"] if not finding.keep] == [text.rindex("De Groot")]


def test_place_and_desk_are_no_persons():
    text = "To: Servicedesk Vantrix <servicedesk@vantrix.eu>\n\nGoeiemorgen,\n\nGroeten uit Hoogeland,\nGuus"
    _, result = settled([document(text)])
    assert going(result["1"]) == ["Guus"]


def test_penningmeester_is_no_institute():
    _, result = settled([document("Watersportvereniging De Zwaan en Klaas Jan Bos, penningmeester, maken bezwaar.")])
    assert going(result["1"]) == ["Klaas Jan Bos"]


def test_initials_introduced_behind_a_surname_that_stands_first_are_those_of_who_bears_it():
    _, result = settled([document("Beoordelaars: Kramer, J. (JK) en Bakker, N. (NO)\n\nJK vindt NO2 en prijs hoog.\n")])
    assert going(result["1"]).count("JK") == 2


@pytest.mark.parametrize(
    ("row", "gone"),
    [
        ("fase\tRH\tTO\tSR\tkosten\n", ["RH", "TO", "SR"]),
        ("RH, ploeg\t9\t14\nSR, inlezen\t2\t4\n", ["RH", "SR"]),
        ("TO, sessies\t9\t14\nPM, nog te bepalen\t2\t4\n", []),
        ("soort\tDO\tTO\n", []),
        ("RH, nog te doen.\n", []),
    ],
)
def test_a_row_of_initials_in_a_table_of_hours_is_that_of_the_team(row, gone):
    team = "Team: Thijs Oosting, Ruth Harkema en Sunil Ramdas.\n\n"
    _, result = settled([document(team + row, kind="offerte")])
    assert going(result["1"])[3:] == gone


@pytest.mark.parametrize(("label", "gone"), [("van", ["LTB"]), ("steller", ["LTB"]), ("bedrag", []), ("soort", [])])
def test_initials_behind_a_label_of_people_are_those_of_somebody_of_another_document(label, gone):
    texts = ["Aanwezig: Liesbeth Terpstra-Blom, voorzitter", f"{label}\tLTB\ndatum\t3 mei\n"]
    _, result = settled([document(text, id=str(number)) for number, text in enumerate(texts)])
    assert going(result["1"]) == gone
