"""The watch over the wall between counties sees what it should."""

import pytest

from leitai.accounts.models import Office, Seat
from leitai.accounts.tests import make
from leitai.store.tests import wall

pytestmark = pytest.mark.django_db


def test_a_query_within_the_county_passes(county):
    with wall.watched():
        list(Office.objects.filter(code="dongcheng"))
        list(Seat.objects.filter(office__in=Office.objects.filter(kind="town")))


@pytest.mark.parametrize(
    "ask",
    [
        lambda: list(Office.everywhere.filter(code="dongcheng")),
        Office.everywhere.count,
        lambda: Office.everywhere.filter(kind="town").exists(),
        lambda: list(Seat.objects.filter(office__in=Office.everywhere.filter(kind="town"))),
        lambda: Office.everywhere.filter(kind="town").update(name_en="x"),
        lambda: list(Office.everywhere.raw('SELECT * FROM "accounts_office"')),
    ],
)
def test_a_query_over_all_counties_is_a_hole(county, ask):
    with wall.watched(), pytest.raises(wall.Hole):
        ask()


def test_a_foreign_key_may_be_followed(county):
    seat = Seat.everywhere.get(person=make.person("office"))
    with wall.watched():
        assert seat.office.code == "project-office"
        seat.save()
