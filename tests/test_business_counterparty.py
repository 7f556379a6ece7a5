"""A firm that is no third party of the case writes to the municipality: its figures go from the thread of the mail.

A resident's mail, and a firm that is only named, are none.
"""

from __future__ import annotations

import pytest

from tests.business_pages import artifacts, document, grid
from woolak.pipeline.detect.business.recognize_figures import FigureRecognizer
from woolak.rules.casefile import CaseFile

CASE = CaseFile.model_validate({"municipality": {"name": "Zandwijk", "domain": "zandwijk.nl"}})
ABOVE = [
    "Van: Jansen, Mia <m.jansen@zandwijk.nl>",
    "Aan: Vos, Tom <t.vos@zandwijk.nl>",
    "Tom, zie hieronder.",
]
FROM_FIRM = [
    "Van: Kees Loot [mailto:k.loot@havenbeheer.nl]",
    "Aan: m.jansen@zandwijk.nl",
    "Wij plaatsen een steiger. De leverancier vraagt € 84.000. De levertijd is 18 weken.",
    "Ons inkooptarief is € 61,20 per ton, 4.300 ton per jaar.",
    "Met vriendelijke groet, Kees Loot",
    "Haven Beheer B.V.",
]


def figures(lines: list[str]) -> list[str]:
    page = grid([*ABOVE, *lines])
    recognizer = FigureRecognizer()
    results = recognizer.analyze(
        page.text, recognizer.supported_entities, artifacts(page, document([page], "mail", "own"), CASE)
    )
    gone = [one for one in results if "keep" not in one.recognition_metadata]
    return [page.text[one.start : one.end] for one in sorted(gone, key=lambda one: one.start)]


def test_the_figures_of_a_firm_go_from_its_mail_in_a_thread() -> None:
    assert figures(FROM_FIRM) == ["€ 84.000", "18 weken", "€ 61,20"]


@pytest.mark.parametrize("sender", ["Kees Loot [mailto:kees.loot@postbus.example]", "Kees Loot <k.loot@dorpsraad.nl>"])
def test_who_only_names_a_firm_does_not_write_for_it(sender: str) -> None:
    assert "18 weken" not in figures([f"Van: {sender}", *FROM_FIRM[1:]])
