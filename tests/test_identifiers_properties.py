"""Identifiers in any notation: what holds for every number, not for the examples alone."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.nl import bsn as bsn_check

from tests.test_identifiers import RECOGNIZERS, results

FAST = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
DIGITS = st.integers(0, 9).map(str)


def gone(text: str, entity: str, origin: str = "own") -> list[str]:
    """What is found of an entity and does not stay, letters and digits only."""
    return [
        "".join(filter(str.isalnum, text[r.start : r.end]))
        for r in results(text, origin)
        if r.entity_type == entity and not (r.recognition_metadata or {}).get("keep")
    ]


@st.composite
def spaced(draw: st.DrawFn, text: str, signs: str = " .") -> str:
    """A number with single signs between some of its characters."""
    return text[0] + "".join(draw(st.sampled_from(["", "", *signs])) + letter for letter in text[1:])


@st.composite
def ibans(draw: st.DrawFn) -> str:
    bank = draw(st.sampled_from(["ABNA", "RABO", "INGB", "BNGH", "TRIO", "ASNB", "SNSB", "KNAB", "BUNQ"]))
    number = draw(st.text("0123456789", min_size=10, max_size=10))
    digits = "".join(str(int(letter, 36)) for letter in f"{bank}{number}NL00")
    return f"NL{98 - int(digits) % 97:02d}{bank}{number}"


@st.composite
def bsns(draw: st.DrawFn) -> str:
    first = draw(st.text("0123456789", min_size=8, max_size=8).filter(lambda eight: int(eight) > 1000))
    check = sum(int(d) * w for d, w in zip(first, range(9, 1, -1), strict=True)) % 11
    number = first + str(check)
    return number if check < 10 and bsn_check.is_valid(number) else "111222333"


@FAST
@given(st.data(), st.sampled_from(["IBAN {}", "rekening {} t.n.v. J. Bakker", "Bank\t{}", "over op {}."]))
def test_every_valid_iban_is_found_however_it_is_spaced(data: st.DataObject, sentence: str) -> None:
    iban = data.draw(ibans())
    text = sentence.format(data.draw(spaced(iban, " .-")))
    assert iban in gone(text, "IBAN"), text


@FAST
@given(st.data(), st.sampled_from(["BSN {}", "BSN: {}", "burgerservicenummer {}", "Sofinummer\t{}", "BSN\n{}"]))
def test_every_valid_bsn_behind_its_label_is_found_however_it_is_spaced(data: st.DataObject, sentence: str) -> None:
    bsn = data.draw(bsns())
    text = sentence.format(data.draw(spaced(bsn)))
    assert bsn in gone(text, "BSN"), text


@FAST
@given(bsns())
def test_a_number_that_passes_the_test_by_chance_is_no_bsn(bsn: str) -> None:
    assert gone(f"Het archief telt {bsn} stuks.", "BSN") == []


@FAST
@given(
    st.sampled_from(["06", "+31 6", "+31 (0)6", "0031 6"]),
    st.text("0123456789", min_size=8, max_size=8).filter(lambda rest: rest[0] not in "067"),
    st.data(),
)
def test_every_mobile_number_is_found_however_it_is_spaced(prefix: str, rest: str, data: st.DataObject) -> None:
    gap = data.draw(st.sampled_from(["", "-", " - ", " ", "–", "."]))
    text = f"Bel {prefix}{gap}{data.draw(spaced(rest, ' .'))} voor 12 uur"
    assert any(found.endswith(rest) for found in gone(text, "PHONE")), text


@FAST
@given(
    st.integers(1, 12), st.integers(1, 300), st.integers(1, 9), st.sampled_from("abcdefghi"),
    st.sampled_from([
        "artikel {a}.{b}, {c} lid, onder {d}, Woo", "art. {b}:{c} Awb", "artikelen {b} en {c}",
        "ECLI:NL:RVS:20{a:02d}:{b}",
        "AB 20{a:02d}/{b}", "§ {a}.{c}", "bijlage {c}{d}, p. {b}", "{a} van {b}", "zaak 20{a:02d}/{b}{c}",
        "hoofdstuk {a}.{c}",
        "€ {b}.{b:03d},{a:02d}", "{c},{a} %", "NEN-EN {b}{c}:20{a:02d}", "Stb. 20{a:02d}, {b}",
        "Kamerstukken II 20{a:02d}/{a}, {b} {b}, nr. {c}",
        "{c}-{a}-2016 van {c}.00 tot {a}.30 uur", "{b} m2 en {c} fte", "tabel {a}: 20{a:02d} {b} {c}{b}",
    ]),
)  # fmt: skip
def test_citations_dates_amounts_and_pages_are_left(a: int, b: int, c: int, d: str, form: str) -> None:
    text = f"Zie {form.format(a=a, b=b, c=c, d=d)} en wat volgt."
    found = [r for r in results(text) if not (r.recognition_metadata or {}).get("keep")]
    assert found == [], text


@FAST
@given(
    st.sampled_from(
        ["Kerkstraat", "Van der Heijdenlaan", "Burg. Jansenweg", "1e Dwarsgracht", "Laan van Zilver", "'s-Gravenweg"]
    ),
    st.integers(1, 999), st.sampled_from(["", "a", "-2", " bis", " II", "-hs"]),
    st.integers(1000, 9999), st.sampled_from(["AB", "KC", "ZX"]), st.sampled_from([", ", "\n", " ", ",\n"]),
    st.sampled_from(["Waterdam", "Den Haag", "'s-Hertogenbosch", "Alphen aan den Rijn", "ALMERE"]),
)  # fmt: skip
def test_every_address_with_a_postcode_is_found_whole(
    street: str, number: int, addition: str, digits: int, letters: str, gap: str, town: str
) -> None:
    address = f"{street} {number}{addition}{gap}{digits} {letters} {town}"
    text = f"De heer J. Bakker\n{address}\nBetreft: iets"
    spans = [text[r.start : r.end] for r in results(text) if r.entity_type == "ADDRESS"]
    assert address in spans, (spans, address)


@FAST
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_gives_spans_within_it(text: str) -> None:
    for one in RECOGNIZERS:
        for r in one.analyze(text, [], None):
            assert 0 <= r.start < r.end <= len(text)
            assert 0 <= r.score <= 1


@FAST
@given(
    st.text("0123456789 -/.,:;@()\n\tABNLkt'€+<", max_size=200),
)
def test_any_run_of_signs_and_digits_is_read_without_failing(text: str) -> None:
    for one in RECOGNIZERS:
        for r in one.analyze(text, [], None):
            assert 0 <= r.start < r.end <= len(text)
