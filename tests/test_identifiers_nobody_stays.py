"""What keeps a number, address or mail box of an organisation readable frees none of somebody who stands beside it."""

from __future__ import annotations

import pytest

from tests.test_identifiers import results


def kept(text: str) -> list[str]:
    """What stays readable of a text of the municipality."""
    return [text[one.start : one.end] for one in results(text) if (one.recognition_metadata or {}).get("keep")]


@pytest.mark.parametrize(
    "text",
    [
        "Bezoekadres cliënt: Lindelaan 4, Waterdam",
        "Bezoekadres: Lindelaan 4, 1234 AB Waterdam (woning)",
        "Aanvrager mevrouw Postema\nBezoekadres: Lindelaan 4",
        "Kantoor aan huis: Lindelaan 4",
        "Vestigingsadres: Lindelaan 4, 1234 AB Waterdam\nNaam: K. Postema (zzp)",
        "Fax 0592 - 34 51 22 thuis",
        "Receptie: 0592 - 34 51 22 (mobiel van Karin)",
        "Zij is op werkdagen te bereiken op 0592 - 34 51 22.",
        "Mail: team.hoekstra@waterdam.nl",
        "Mail: info.jansen@waterdam.nl",
    ],
)
def test_a_label_of_organisations_frees_nothing_of_somebody(text: str) -> None:
    assert kept(text) == []


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Bezoekadres: Lindelaan 4, Waterdam", "Lindelaan 4, Waterdam"),
        ("Fax 0592 - 34 51 22", "0592 - 34 51 22"),
        ("U kunt op werkdagen bellen naar 0592 - 34 51 22.", "0592 - 34 51 22"),
        ("Mail: info-wmo@waterdam.nl", "info-wmo@waterdam.nl"),
        ("Mail: team.wonen@waterdam.nl", "team.wonen@waterdam.nl"),
    ],
)
def test_what_is_of_an_organisation_stays(text: str, stays: str) -> None:
    assert kept(text) == [stays]
