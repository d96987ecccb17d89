"""The step in which the towns' eight workbooks come in, through the same door as everybody's.

`ARRIVALS` says which workbook came when and from whom. While the door (`workbooks.actions`) is not there, nothing is handed
in, and March 2024 stands in the register as the made-up series has it: it already agrees with the workbooks (`workbook:` in
data/projects.yaml). When it is there: `reported_by_workbook` names the months to leave out of the series, `events` gives an
event `workbook` for each arrival, and `acting.DOINGS` gets the doing of it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from leitai.demonstration.rules import reporting
from leitai.demonstration.rules.settings import Setting
from leitai.demonstration.terms import Event


@dataclass(frozen=True, slots=True)
class Arrival:
    """A workbook: its file, whose reporter sent it ("" = the project office), when, and whether its doubts are settled."""

    file: str
    office: str
    at: datetime
    is_settled: bool


def _at(day: int, hour: int, minute: int) -> datetime:
    return reporting.at(date(2024, 4, day), hour, minute)


ARRIVALS = (
    Arrival("08_省级重点项目调度台账（2024.3.31）.xlsx", "", _at(1, 16, 20), False),
    Arrival("01_东城街道2024年3月重点项目进展情况表.xlsx", "dongcheng", _at(2, 16, 40), True),
    Arrival("02_城关街道重点项目3月报表(定稿).xlsx", "chengguan", _at(3, 10, 5), True),
    Arrival("07_百企扩能技改项目月报（工信）.xlsx", "", _at(3, 15, 30), False),
    Arrival("05_各镇街园区3月汇总.xlsx", "", _at(7, 9, 15), True),
    Arrival("06_一季度招商引资活动及签约情况表.xlsx", "", _at(7, 14, 50), False),
    Arrival("03_龙山高新技术产业园4月项目情况.xlsx", "longshan-hightech", _at(28, 11, 10), False),
    Arrival("04_冶源街道、嵩山、五井镇联合报送(2024.4).xlsx", "", _at(29, 9, 40), False),
)


def reported_by_workbook() -> frozenset[tuple[str, str]]:
    """(project key, month) that a workbook reports instead of the series; empty while none can be handed in."""
    return frozenset()


def events(setting: Setting) -> list[Event]:
    """The workbooks' arrivals up to the setting's moment; none while none can be handed in."""
    return []
