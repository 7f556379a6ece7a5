"""Identifiers: contact data, numbers with a check, numbers with a label, secrets, special categories.

Recognizers for plain Presidio (`recognizers`), and what is found once in a case found everywhere in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from woolak.pipeline.detect.identifiers.spread import Clues, Register, collect, merge, spread

if TYPE_CHECKING:
    from presidio_analyzer import EntityRecognizer

__all__ = ["Clues", "Register", "collect", "merge", "recognizers", "spread"]


def recognizers() -> list[EntityRecognizer]:
    """New recognizers of this family, for any Presidio registry with language nl."""
    from woolak.pipeline.detect.identifiers.address import AddressRecognizer
    from woolak.pipeline.detect.identifiers.bank import BankRecognizer
    from woolak.pipeline.detect.identifiers.birth import BirthRecognizer
    from woolak.pipeline.detect.identifiers.mail import MailRecognizer
    from woolak.pipeline.detect.identifiers.numbers import NumberRecognizer
    from woolak.pipeline.detect.identifiers.papers import PaperRecognizer
    from woolak.pipeline.detect.identifiers.phone import TelephoneRecognizer
    from woolak.pipeline.detect.identifiers.plate import PlateRecognizer
    from woolak.pipeline.detect.identifiers.secret import SecretRecognizer
    from woolak.pipeline.detect.identifiers.special import SpecialCategoryRecognizer
    from woolak.pipeline.detect.identifiers.vat import VatRecognizer
    from woolak.pipeline.detect.identifiers.web import UserNameRecognizer, WebRecognizer

    kinds = (
        MailRecognizer, TelephoneRecognizer, AddressRecognizer, BirthRecognizer, PlateRecognizer, BankRecognizer,
        NumberRecognizer, VatRecognizer, PaperRecognizer, WebRecognizer, UserNameRecognizer, SecretRecognizer,
        SpecialCategoryRecognizer,
    )  # fmt: skip
    return [kind() for kind in kinds]
