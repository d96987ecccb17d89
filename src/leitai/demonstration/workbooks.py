"""The towns' eight workbooks of March and April 2024 come in, through the same door as everybody's.

Three of them are settled and entered, as a careful clerk would; the others wait with their doubts, so that the desk shows
something. What a workbook enters, the made-up series leaves out; what it doesn't, the series fills in (`acting`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.util import find_spec
from typing import Any

from leitai.demonstration import reading
from leitai.demonstration.rules import reporting
from leitai.demonstration.rules.settings import Setting
from leitai.demonstration.terms import COUNTY, Event
from leitai.documents import files
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import Refusal

ROUNDS = 6  # an answer can raise the next question: a year, then a row's month before


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

# How a clerk settles a doubt: code -> answer. A row that may be a project on the register is that project; one that
# resembles none stays out, since its name is made up and doesn't say so.
ANSWERS: Mapping[str, str] = {
    "PERIOD_NO_YEAR": "year-2024",
    "DUP_NAME_VARIANT": "first",
    "SUBTOTAL_MISMATCH": "rows",
    "SUM_MISMATCH": "rows",
    "TOTAL_DOUBLE_COUNT": "rows",
    "COUNT_MISMATCH": "rows",
    "UNIT_SUSPECT": "take-0",
    "DATE_INVALID": "missing",
    "TOWN_UNKNOWN": "office",
}
VALUES: Mapping[str, str] = {"office": "jiangyu", "reason": "按工作簿原数，已与填报人核对。"}


def is_open() -> bool:
    """Whether workbooks can be handed in here."""
    return find_spec("leitai.workbooks.actions") is not None


def events(setting: Setting) -> list[Event]:
    """The workbooks' arrivals between the beginning of the series and the setting's moment."""
    if not is_open():
        return []
    return [
        Event(arrival.at, "workbook", {"arrival": arrival})
        for arrival in ARRIVALS
        if setting.start < arrival.at <= setting.now
    ]


def arrive(arrival: Arrival, *, by: Actor) -> None:
    """Hands a workbook in, reads it, and where it is to be settled settles and enters it."""
    from leitai.workbooks import actions, jobs

    with (
        (reading.folder() / "workbooks" / arrival.file).open("rb") as file,
        files.received(files.chunks(file)) as taken,
    ):
        upload = actions.hand_in_workbook(
            received=taken, name=arrival.file, by=by, at=arrival.at, made_up=True, queued=False
        )
    jobs.read_now(COUNTY, upload.no, at=arrival.at)
    if arrival.is_settled:
        _settle(upload.no, by, arrival.at)


def _settle(no: str, by: Actor, at: datetime) -> None:
    """Settles what there is a rule for, and enters the rows. What a person must decide waits for one."""
    from leitai.workbooks import access, actions, queries

    for _ in range(ROUNDS):
        upload = access.upload_for(by, no, to="workbooks.settle")
        doubts = queries.pictures.picture(upload, by, access.writer(by), on=at.date()).whole.open
        answered = [(doubt, choice) for doubt in doubts if (choice := _answer(doubt))]
        if not answered:
            break
        for doubt, choice in answered:
            actions.settle_doubt(
                no=no, doubt=doubt.key, answer=choice.code, value=VALUES.get(choice.asks), by=by, at=at
            )
    try:
        actions.submit_workbook(no=no, version=None, only_good=True, by=by, at=at)
    except Refusal:
        return  # it stays with its doubts, as it would in a town


def _answer(doubt: Any) -> Any:
    offered = {choice.code: choice for choice in doubt.choices}
    wanted = ANSWERS.get(doubt.code, "as_read")
    if doubt.code == "PROJECT":
        wanted = next((code for code in offered if code.startswith("same-")), "out")
    reason = next((choice for choice in doubt.choices if choice.asks == "reason"), None)
    return offered.get(wanted) or reason
