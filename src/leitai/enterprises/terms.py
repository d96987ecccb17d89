"""Words of enterprises: industries of GB/T 4754-2017, and what the history says."""

from collections.abc import Mapping
from dataclasses import dataclass

from leitai.audit.terms import Field, Noun
from leitai.kernel.refusal import N_


@dataclass(frozen=True, slots=True)
class Industry:
    """An industry of GB/T 4754-2017. `level`: 1 section (letter), 2 division, 3 group, 4 class."""

    code: str
    level: int
    name_zh: str
    parent: str
    section: str


HISTORY: Mapping[str, str] = {
    "enterprise.registered": N_("Entered the enterprise %(name)s"),
    "enterprise.completed": N_("Completed the enterprise %(name)s"),
    "enterprise.confirmed": N_("Named the enterprise %(name)s again, nothing new"),
}
HISTORY_FIELDS: Mapping[str, Field] = {
    "name": Field(N_("Name of the enterprise")),
    "credit_code": Field(N_("Credit code")),
    "industry": Field(N_("Industry")),
}
HISTORY_NOUNS: Mapping[str, Noun] = {"enterprise": Noun(N_("Enterprise"))}
# The sections of GB/T 4754-2017 in English, as translated in ISIC Rev. 4, which the standard follows.
SECTION_NAMES: Mapping[str, str] = {
    "A": N_("Agriculture, forestry and fishing"),
    "B": N_("Mining"),
    "C": N_("Manufacturing"),
    "D": N_("Electricity, heat, gas and water"),
    "E": N_("Construction"),
    "F": N_("Wholesale and retail"),
    "G": N_("Transport, storage and post"),
    "H": N_("Accommodation and catering"),
    "I": N_("Information, software and telecommunications"),
    "J": N_("Finance"),
    "K": N_("Real estate"),
    "L": N_("Leasing and business services"),
    "M": N_("Research and technical services"),
    "N": N_("Water, environment and public facilities"),
    "O": N_("Residents' services and repair"),
    "P": N_("Education"),
    "Q": N_("Health and social work"),
    "R": N_("Culture, sports and entertainment"),
    "S": N_("Public administration and social organisations"),
    "T": N_("International organisations"),
}
