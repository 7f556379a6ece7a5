"""What somebody reads who types a command wrong: one Dutch sentence that names what is wrong and what to do."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import typer

from woolak import cli


def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["woolak", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0), capsys.readouterr().err.strip()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("relaese zaak", "de opdracht 'relaese' bestaat niet. Zie 'woolak --help'."),
        ("known leegmaken", "de opdracht 'leegmaken' bestaat niet. Zie 'woolak known --help'."),
        ("run map --case", "achter '--case' ontbreekt een waarde. Zie 'woolak --help'."),
        ("run map --quiet=ja", "achter '--quiet' hoort geen waarde. Zie 'woolak --help'."),
        ("verify", "'PDF' ontbreekt. Zie 'woolak verify --help'."),
        ("run map --accept", "de optie '--accept' bestaat niet. Zie 'woolak run --help'."),
        ("run", "'MAP' ontbreekt. Zie 'woolak run --help'."),
        ("run een twee", "'twee' is te veel. Staat er een spatie in de naam, zet die dan tussen aanhalingstekens. Zie "
         "'woolak run --help'."),
        ("learn zaak", "'--to' ontbreekt. Zie 'woolak learn --help'."),
        ("run map --workers nul", "de waarde van '--workers' is niet geldig. Aantal documenten dat tegelijk wordt "
         "verwerkt. Zie 'woolak run --help'."),
        ("zienswijze zaak --date 3-4-2024", "de waarde van '--date' is niet geldig. Dag van de reactie, zoals "
         "2024-03-31. Zie 'woolak zienswijze --help'."),
        ("zienswijze zaak --reply x --says misschien", "de waarde van '--says' is niet geldig. Wat de partij vindt: "
         "geen-bezwaar, deels-bezwaar, bezwaar. Zie 'woolak zienswijze --help'."),
        ("audit nergens.pdf", "De map of het bestand nergens.pdf bestaat niet."),
        ("verify nergens.pdf", "De map of het bestand nergens.pdf bestaat niet."),
        ("restore nergens.tar zaak", "De map of het bestand nergens.tar bestaat niet."),
        ("evaluate map nergens", "De map of het bestand nergens bestaat niet."),
        ("serve nergens", "De map nergens bestaat niet. Maak die eerst, of noem de map waarin de zaken staan."),
    ],
)  # fmt: skip
def test_a_wrong_command_is_told_what_is_wrong_and_where_help_is(
    words: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told(capsys, monkeypatch, *words.split()) == (2, f"Fout: {sentence}")
    assert not list(tmp_path.iterdir())


def all_commands() -> list[str]:
    """Every command as it is typed, the groups of commands too."""
    found = [""]
    for name, one in typer.main.get_command(cli.app).commands.items():  # type: ignore[attr-defined]
        found += [name, *(f"{name} {below}" for below in getattr(one, "commands", ()))]
    return found


@pytest.mark.parametrize("words", all_commands())
def test_help_of_every_command_has_no_word_of_english(
    words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["woolak", *words.split(), "--help"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr().out
    assert not ended.value.code
    assert said.split("\n")[1].strip().startswith(f"Gebruik: {f'woolak {words}'.strip()} [opties]")
    assert "Opties" in said and "Toon deze uitleg." in said
    theirs = r"Usage|Options|Commands|Arguments|OPTIONS|COMMAND|ARGS|required|default|env var|Show this"
    assert not re.findall(rf"{theirs}|<(path|str|int|bool|list)|\[x|\.{{4}}", said)


def test_a_command_without_words_shows_the_help(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ((), ("known",)):
        monkeypatch.setattr(sys, "argv", ["woolak", *words])
        with pytest.raises(SystemExit):
            cli.main()
        told = capsys.readouterr()
        assert "Gebruik: woolak" in told.out + told.err and "Usage" not in told.out + told.err


def test_a_file_that_cannot_be_verified_is_named_and_the_others_are_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("een.pdf", "twee.pdf"):
        (tmp_path / name).write_bytes(b"")
    code, said = told(capsys, monkeypatch, "verify", tmp_path / "een.pdf", tmp_path / "twee.pdf")
    assert code == 1
    assert [line.split(": ")[0] for line in said.splitlines()] == [
        str(tmp_path / "een.pdf"),
        str(tmp_path / "twee.pdf"),
    ]


def test_a_place_to_write_that_does_not_exist_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.building_review import make_case

    make_case(tmp_path / "haven")
    gone = tmp_path / "weg" / "logboek.csv"
    code, said = told(capsys, monkeypatch, "log", tmp_path / "haven", "--csv", gone)
    assert (code, said) == (2, f"Fout: De map {gone.parent} bestaat niet. Maak die eerst.")
    code, said = told(capsys, monkeypatch, "backup", tmp_path / "haven", gone)
    assert (code, said) == (2, f"Fout: De map {gone.parent} bestaat niet. Maak die eerst.")


def test_a_case_is_not_served_as_a_folder_of_cases(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.building_review import make_case

    make_case(tmp_path / "haven")
    code, said = told(capsys, monkeypatch, "serve", tmp_path / "haven")
    assert code == 2 and "is zelf een zaak" in said and str(tmp_path) in said
