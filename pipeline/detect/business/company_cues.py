"""The words of rules/cues/business_companies.yaml, compiled once per process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from woolak.pipeline.detect.passages.cues import CueSet
from woolak.pipeline.detect.patterns import any_of
from woolak.rules.reading import Model, read_rules

__all__ = ["CompanyCues", "company_cues", "is_public_body", "work_cues"]


class CompanyCues(Model):
    """rules/cues/business_companies.yaml."""

    legal_forms: tuple[str, ...]
    firm_before: tuple[str, ...]
    institutions: tuple[str, ...]
    firm_behind: tuple[str, ...]
    departments: tuple[str, ...]
    of_organisation: tuple[str, ...]
    firm_ends: tuple[str, ...]
    no_part_of_firm: tuple[str, ...]
    trainings: tuple[str, ...]
    of_any_town: tuple[str, ...]
    standards: tuple[str, ...]
    work_cues: Mapping[str, float]
    public_bodies: tuple[str, ...]
    method_nouns: tuple[str, ...]
    method_suffixes: tuple[str, ...]
    national: tuple[str, ...]
    programme_of: tuple[str, ...]
    no_end_of_brand: tuple[str, ...]
    no_brand: tuple[str, ...]
    naming: tuple[str, ...]
    named_behind: tuple[str, ...]
    of_product: tuple[str, ...]
    before_person: tuple[str, ...]
    before_town: tuple[str, ...]
    no_product_ends: tuple[str, ...]
    verbs_behind_name: tuple[str, ...]
    residents: tuple[str, ...]
    place_cues: tuple[str, ...]
    signs: tuple[str, ...]
    offices: tuple[str, ...]
    offices_if_ours: tuple[str, ...]
    kinds_of_firm: tuple[str, ...]
    stamps: tuple[str, ...]
    no_street: tuple[str, ...]
    countries: tuple[str, ...]
    no_town: tuple[str, ...]
    own_address: tuple[str, ...]
    taken_along: tuple[str, ...]
    name_heads: tuple[str, ...]
    file_ends: tuple[str, ...]
    attached: tuple[str, ...]


@cache
def company_cues() -> CompanyCues:
    cues: CompanyCues = read_rules("cues/business_companies.yaml", CompanyCues)
    return cues


@cache
def work_cues() -> CueSet:
    return CueSet({"work": company_cues().work_cues})


@cache
def _public() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:de|het|een|stichting)\s+)?{any_of(company_cues().public_bodies)}(?!\w)", re.IGNORECASE)


def is_public_body(name: str) -> bool:
    """Whether a name is that of a government or a public institution: 'Gemeente Zandwijk', 'GGD', 'Hogeschool X'."""
    return _public().match(name.strip()) is not None
