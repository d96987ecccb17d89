"""A domain row changed past the history is named, with the entry that recorded it last."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F

from leitai.accounts.models import Office, Seat
from leitai.audit import actions, queries
from leitai.audit import rows as row_digests
from leitai.store import action

AT = datetime(2024, 4, 8, 1, 14, tzinfo=UTC)


@action.action
def found_office(*, by, at, code, **more):
    office = Office.objects.create(code=code, kind="town", name_zh=code, short_zh=code, name_en=code, **more)
    actions.append("office.founded", about=f"office:{code}", by=by, at=at, rows=[office])
    return office


@action.action
def rename_office(*, by, at, code, name):
    office = Office.objects.get(code=code)
    office.name_zh = name
    office.save(update_fields=["name_zh"])
    actions.append("office.renamed", about=f"office:{code}", by=by, at=at, rows=[office])


@action.action
def close_office(*, by, at, code):
    office = Office.objects.get(code=code)
    actions.append("office.closed", about=f"office:{code}", by=by, at=at, deleted=[office])
    office.delete()


@pytest.fixture(autouse=True)
def outside(tmp_path, settings):
    settings.LEITAI_HISTORY = tmp_path / "history"
    actions.writing._trusted.clear()


@pytest.fixture
def office(county, make):
    by = make.actor("office")
    found_office(by=by, at=AT, code="shanwang", other_names=["山旺", "旧山旺"], longitude=118.7, order=3)
    rename_office(by=by, at=AT, code="shanwang", name="山旺镇")
    actions.sequence_entries()
    return by


def named():
    actions.sequence_entries()
    (result,) = queries.verify(rows=True)
    return [(f.what, f.data.get("row"), f.position) for f in result.findings]


def key(code="shanwang"):
    return f"accounts.office:{Office.everywhere.get(code=code).pk}"


def raw(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_rows_as_recorded_are_sound(office):
    assert named() == []


@pytest.mark.parametrize(
    "change",
    ["name_zh = '别处'", "other_names = '[]'", "longitude = 118.8", "parent_id = id", '"order" = 4', "code = 'other'"],
)
def test_an_edited_row_is_named_with_its_last_entry(office, change):
    row = key()
    raw(f"UPDATE accounts_office SET {change} WHERE code = 'shanwang'")  # noqa: S608 - from the list above
    assert named() == [("row_changed", row, 2)]


def test_a_deleted_row_is_named(office):
    row = key()
    raw("DELETE FROM accounts_office WHERE code = 'shanwang'")
    assert named() == [("row_missing", row, 2)]


def test_a_row_that_an_action_deleted_is_sound_until_it_comes_back(office):
    kept = Office.everywhere.get(code="shanwang")
    close_office(by=office, at=AT, code="shanwang")
    assert named() == []
    kept.save(force_insert=True)
    assert named() == [("row_back", key(), 3)]


def test_a_row_that_nobody_recorded_is_named_where_the_slice_says_that_all_are(office, monkeypatch):
    monkeypatch.setattr(row_digests, "_complete", {"accounts.office"})
    found = named()
    assert {what for what, _row, _position in found} == {"row_unknown"}
    assert len(found) == Office.everywhere.count() - 1


def test_the_salt_of_a_row_may_go_and_the_rest_still_verifies(office):
    raw("UPDATE audit_entry SET row_salt = NULL")
    assert named() == []
    (result,) = queries.verify(rows=True)
    assert result.counts["rows_not_checkable"] == 1


def test_a_digest_is_the_same_before_and_after_the_database(county, make):
    seat = make.seat(make.person("office"), "reporter", make.office("dongcheng"), until_on=date(2024, 5, 1))
    in_memory = _digest(seat)
    assert in_memory == _digest(Seat.everywhere.get(pk=seat.pk))
    seat.until_on = "2024-05-01"  # as a careless action might leave it
    assert in_memory == _digest(seat)


def _digest(row):
    from leitai.audit import rules

    return row_digests.digest(rules.hash_of("sha256"), b"s", row)


def test_an_expression_is_refused(office):
    row = Office.everywhere.get(code="shanwang")
    row.order = F("order") + 1
    with pytest.raises(TypeError, match="refresh"):
        _digest(row)


def test_decimals_keep_their_places_and_floats_their_digits():
    from django.db import models

    places = models.DecimalField(max_digits=10, decimal_places=2)
    assert row_digests._value(places, Decimal("1.5")) == row_digests._value(places, "1.50") == "1.50"
    assert row_digests._value(models.FloatField(), 0.1) == "0.1"
