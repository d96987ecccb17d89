"""A loading that is killed goes on, one that is repeated gives the same, and a county that is somebody's is left alone."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from leitai.accounts.models import County
from leitai.accounts.tests import make
from leitai.demonstration import acting, build, commands, queries, terms
from leitai.register.models import Bottleneck, Milestone, Project, Report, YearPlan
from leitai.store import county

NOW = datetime(2024, 2, 21, 11, tzinfo=ZoneInfo("Asia/Shanghai"))
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def quiet(_line: str) -> None:
    return None


def contents() -> list[Any]:
    """What the tables say, without keys of chance."""
    with county.within(terms.COUNTY):
        return [
            list(Project.objects.order_by("no").values_list("no", "name", "total_yuan", "first_month", "standing")),
            list(Report.objects.order_by("project__no", "month").values_list(
                "project__no", "month", "state", "month_yuan", "cum_yuan", "reason", "submitted_at", "version")),
            list(Milestone.objects.order_by("project__no", "kind").values_list("project__no", "kind", "planned_on", "done_on")),
            list(YearPlan.objects.order_by("project__no", "year").values_list("project__no", "year", "planned_yuan")),
            list(Bottleneck.objects.order_by("no").values_list("no", "title", "state", "due_on", "escalated_to")),
        ]  # fmt: skip


def test_killed_in_the_middle_it_goes_on_and_ends_like_one_that_was_not(monkeypatch: Any):
    with transaction.atomic():
        build.load(now=NOW, say=quiet)
        whole = contents()
        transaction.set_rollback(True)
    assert not County.objects.exists()
    done = 0
    perform = acting.perform

    def killed(event: Any, on: Any) -> None:
        nonlocal done
        done += 1
        if done == 420:
            raise KeyboardInterrupt
        perform(event, on)

    monkeypatch.setattr(acting, "perform", killed)
    with pytest.raises(KeyboardInterrupt):
        build.load(now=NOW, say=quiet)
    monkeypatch.undo()
    assert contents() != whole
    assert build.load(now=datetime(2026, 1, 1, tzinfo=NOW.tzinfo), say=quiet) is True
    assert contents() == whole
    with county.within(terms.COUNTY):
        assert queries.loading().finished_at == NOW


def test_an_installation_with_a_county_of_its_own_is_left_alone(capsys: Any):
    make.county("370781")
    assert build.load(now=NOW, say=quiet) is False
    assert list(County.objects.values_list("code", flat=True)) == ["370781"]
    assert commands.demonstration([]) == 0
    assert capsys.readouterr().out == "nothing to do: there is a county already\n"


def test_the_command_takes_no_words(capsys: Any):
    assert commands.demonstration(["--now"]) == 2
    assert "takes no words" in capsys.readouterr().err
