"""Reading a catalogue: shapes, hash, order."""

import pytest

from leitai.catalogue.rules import reading
from leitai.catalogue.tests import make

HASH = "587340ff8deed5d2820cd6c610df1078fb4a6ceb5e5a57805007c8c638a90fbc"


def refused(values):
    with pytest.raises(reading.Unreadable) as caught:
        reading.catalogue_from(values)
    return {(one.code, *one.items) for one in caught.value.findings}


def test_the_shipped_catalogue():
    catalogue = reading.shipped()
    assert (len(catalogue.procedures), len(catalogue.bundles), catalogue.version) == (106, 15, "2026.2")
    assert catalogue.hash == HASH


def test_the_hash_follows_content_not_the_order_of_keys():
    values = make.raw()
    turned = {name: {key: [dict(reversed(row.items())) for row in rows] if isinstance(rows, list) else dict(reversed(rows.items()))
                     for key, rows in content.items()} for name, content in values.items()}  # fmt: skip
    assert reading.catalogue_from(turned).hash == HASH
    make.procedure(values, "eia_book")["promised_days"] -= 1
    assert reading.catalogue_from(values).hash != HASH


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("promised_days", "7", "malformed"), ("promised_days", True, "malformed"), ("promised_days", 0, "malformed"),
        ("level", "village", "malformed"), ("inputs", "form_establish", "malformed"), ("id", "Eia Book", "malformed"),
        ("fee", "yes", "malformed"), ("outputs", [], "malformed"), ("surprise", 1, "unknown_key"),
        ("inputs", [{"id": "site_plan", "may_follow_later": False}], "malformed"),
        ("inputs", ["site_plan", "site_plan"], "twin"), ("needed_before", "christmas", "malformed"),
    ],
)  # fmt: skip
def test_misfits_are_named(key, value, code):
    values = make.raw()
    make.procedure(values, "eia_book")[key] = value
    assert code in {found[0] for found in refused(values)}


def test_a_missing_key_is_named():
    values = make.raw()
    del make.procedure(values, "eia_book")["before"]
    assert refused(values) == {("missing_key", "procedures.procedures[eia_book]")}


def test_twin_rows_are_named():
    values = make.raw()
    values["documents"]["documents"].append(dict(values["documents"]["documents"][0]))
    assert refused(values) == {("twin", "applicant_identity")}


@pytest.mark.parametrize("default", [5, float("nan"), -1.0, True, "many", None])
def test_a_default_must_be_of_its_kind(default):
    values = make.raw()
    next(row for row in values["facts"]["facts"] if row["id"] == "staff_hired")["default"] = default
    assert refused(values) == {("malformed", "staff_hired")}


def test_a_folder_without_files(tmp_path):
    with pytest.raises(reading.Unreadable) as caught:
        reading.catalogue_in(tmp_path)
    assert len(caught.value.findings) == 6


def test_industry_codes():
    codes = reading.industry_codes()
    assert len(codes) == 1381
    assert {"3311", "2662"} < codes
