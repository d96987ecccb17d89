"""Work that nobody waits for: the timetable and the jobs of processes that were killed."""

import os
from datetime import date

import pytest

from leitai.accounts.tests import make
from leitai.config import serving
from leitai.documents import files
from leitai.register.models import Bottleneck
from leitai.register.tests import make as register


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", [name for _seconds, name in serving.TIMETABLE])
def test_every_entry_of_the_timetable_is_there_and_runs_twice(name, county, other_county):
    timetable = serving.Timetable([(1.0, name)])
    assert (timetable.run_due(0), timetable.run_due(0.5), timetable.run_due(1)) == ([name], [], [name])


@pytest.mark.django_db
def test_the_timetable_reaches_every_county(other_county):
    late = date(2024, 1, 2)
    for code in (make.LINQU, make.QINGZHOU):
        with make.inside(code):
            register.bottleneck(register.project(within=code), owner="natural-resources", due_on=late)
            with files.received([b"orphan of a killed upload"]) as taken:
                files.place(taken)
            os.utime(files.path(taken.sha256), (0, 0))
    serving.Timetable([(1.0, "leitai.register.jobs:escalate"), (1.0, "leitai.documents.jobs:sweep")]).run_due(0)
    assert set(Bottleneck.everywhere.values_list("county", "escalated_to")) == {
        (make.LINQU, "leader"),
        (make.QINGZHOU, "leader"),
    }
    for code in (make.LINQU, make.QINGZHOU):
        with make.inside(code):
            assert not files.path(taken.sha256).exists()
