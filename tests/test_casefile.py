"""zaak.yaml: all of it is optional, and what is wrong is told with its line."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from woolak.errors import CaseFileError
from woolak.rules.casefile import CaseFile, read_case_file


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "zaak.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_in_a_case_file_is_optional(tmp_path: Path) -> None:
    assert read_case_file(written(tmp_path, "")) == CaseFile()


def test_a_full_case_file_is_read(tmp_path: Path) -> None:
    case = read_case_file(
        written(
            tmp_path,
            """
dossier: markt
municipality: {name: Waterlo, domain: waterlo.nl}
request: {text: De markt, date: 2024-03-01, period: {from: 2020-01-01, to: 2023-12-31}}
public_officials: [{name: Ans de Bruin, role: burgemeester}]
third_parties: [{name: Steen B.V., aliases: [Steen], domains: [steen.nl], pseudonym: partij A}]
anonymise_parties: true
""",
        )
    )
    assert case.request.period.from_ == datetime.date(2020, 1, 1)
    assert case.third_parties[0].names == ("Steen B.V.", "Steen")
    assert case.pseudonym(case.third_parties[0]) == "partij A"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("dossier: a\ngemeente: b\n", 2, "gemeente"),
        ("municipality:\n  name: a\n  domein: b\n", 3, "domein"),
        ("third_parties:\n- name: a\n- aliases: [b]\n", 3, "name"),
        ("request:\n  date: morgen\n", 2, "date"),
        ("anonymise_parties: misschien\n", 1, "anonymise_parties"),
        ("dossier: [a\n", 2, "YAML"),
    ],
)
def test_a_mistake_names_its_line_in_dutch(tmp_path: Path, text: str, line: int, word: str) -> None:
    with pytest.raises(CaseFileError) as caught:
        read_case_file(written(tmp_path, text))
    assert f"regel {line}:" in str(caught.value)
    assert word in str(caught.value)
    assert caught.value.exit_code == 2
