"""Catalogues for tests: the shipped one in plain values, and small ones written in a few lines."""

import copy
import functools
from importlib import resources

import yaml

from leitai.catalogue.rules import checks, reading
from leitai.kernel import workdays

DATA = resources.files("leitai.catalogue") / "data"


@functools.cache
def _shipped():
    return {name: yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8")) for name in reading.FILES}


def raw():
    """The shipped files' content, the test's own to change."""
    return copy.deepcopy(_shipped())


def procedure(values, name):
    return next(row for row in values["procedures"]["procedures"] if row["id"] == name)


def document(values, name):
    return next(row for row in values["documents"]["documents"] if row["id"] == name)


def findings(values):
    """(code, items) of what stands against publishing."""
    found = checks.findings_of(reading.catalogue_from(values), workdays.Calendar.published())
    return {(one.code, one.items) for one in found if one.severity == "refuse"}


def codes(values):
    return {code for code, _ in findings(values)}
