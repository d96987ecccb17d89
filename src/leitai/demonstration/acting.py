"""Does the events of the story: each by the action, and the actor, that it would have in a real county."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from leitai.demonstration import drawings, queries, reading, workbooks
from leitai.demonstration.rules.money import ANCHOR_MONTH
from leitai.demonstration.terms import COUNTY, MADE_UP, Career, Event, Month, Sown, Step
from leitai.enterprises import actions as enterprises
from leitai.enterprises import queries as firms
from leitai.kernel.actor import Actor, machine
from leitai.register import actions as register
from leitai.register import jobs, terms

What = Mapping[str, Any]


@dataclass(slots=True)
class Stage:
    """Who acts, and under which numbers the register knows what the story speaks of."""

    machine: Actor
    reporters: dict[str, Actor]
    approvers: dict[str, Actor]
    office: Actor
    numbers: dict[str, str] = field(default_factory=dict)  # key of a project -> P24-0001
    offices: dict[str, str] = field(default_factory=dict)  # key of a project -> code of its office
    bottlenecks: dict[tuple[str, str], str] = field(default_factory=dict)  # (number of the project, title) -> B24-0001


def stage(careers: Mapping[str, tuple[str, str]]) -> Stage:
    """The stage as it stands, also after an interruption. `careers`: key -> (name, office)."""
    seats: dict[str, dict[str, Actor]] = {"reporter": {}, "approver": {}, "office": {}}
    for row in reading.table("people")["people"]:
        actor = queries.actor_named(row["username"])
        if actor is not None and row["role"] in seats:
            seats[row["role"]].setdefault(row["office"], actor)
    by = machine(COUNTY)
    numbers = queries.numbers_by_name(by, [name for name, _office in careers.values()])
    return Stage(
        machine=by, reporters=seats["reporter"], approvers=seats["approver"], office=next(iter(seats["office"].values())),
        numbers={key: numbers[name] for key, (name, _office) in careers.items() if name in numbers},
        offices={key: office for key, (_name, office) in careers.items()},
        bottlenecks=queries.bottleneck_numbers(by),
    )  # fmt: skip


def perform(event: Event, on: Stage) -> None:
    """Does one event."""
    DOINGS[event.do](on, event.what, event.at)


def _reporter(on: Stage, key: str) -> Actor:
    return on.reporters[on.offices[key]]


def _firm(on: Stage, sown: Sown, at: datetime) -> int | None:
    """Key of the investor on the register of enterprises, entered where it isn't yet."""
    if not sown.investor:
        return None
    known = firms.enterprise_named(sown.investor)
    if known is not None:
        return known.key
    source = sown.source if sown.is_named else MADE_UP
    return enterprises.register_enterprise(name=sown.investor, source=source, by=on.machine, at=at).pk


def _project(on: Stage, what: What, at: datetime) -> None:
    career: Career = what["career"]
    sown = career.sown
    firm = _firm(on, sown, at)
    facts = terms.ProjectFacts(
        name=sown.name, name_en=sown.name_en, investor=sown.investor, enterprise=firm, industry=sown.industry, kind=sown.kind,
        total_yuan=sown.total_yuan, total_at_least=sown.at_least, contents=sown.contents, output_yuan=sown.output_yuan,
        jobs=sown.jobs, chemical=sown.chemical, source=sown.source, sponsor="县级领导（演示）",
    )  # fmt: skip
    project = register.create_project(
        office=sown.office, facts=facts, first_month=career.first_month, made_up=True, by=on.machine, at=at
    )
    on.numbers[sown.key] = project.no


def _other_name(on: Stage, what: What, at: datetime) -> None:
    register.add_other_name(no=on.numbers[what["key"]], name=what["name"], by=on.machine, at=at)


def _plan(on: Stage, what: What, at: datetime) -> None:
    sums = list(what["sums"])
    is_even = sums == [sums[-1] * number // 12 for number in range(1, 13)]
    register.set_year_plan(
        no=on.numbers[what["key"]], year=what["year"], planned_yuan=sums[-1], by_month_yuan=None if is_even else sums,
        by=on.office, at=at,
    )  # fmt: skip


def _milestone(on: Stage, what: What, at: datetime) -> None:
    step: Step = what["step"]
    register.set_milestone(
        no=on.numbers[what["key"]], kind=what["kind"], planned_on=step.planned_on, planned_precision=step.planned_precision,
        done_on=step.done_on, done_precision=step.done_precision, evidence=step.evidence if step.done_on else "",
        by=_reporter(on, what["key"]), at=at,
    )  # fmt: skip


def line(no: str, row: Month) -> terms.Line:
    """A month as it is handed in, marked as made up."""
    return terms.Line(
        no=no, month=row.month, month_yuan=row.month_yuan, cum_year_yuan=row.cum_year_yuan, cum_yuan=row.cum_yuan,
        stage=row.stage, progress=row.progress, reason=row.reason, made_up=True,
    )  # fmt: skip


def _submit(on: Stage, what: What, at: datetime) -> None:
    by = on.reporters[what["office"]]
    there = queries.reported(by, what["month"]) if what["month"] == ANCHOR_MONTH else frozenset()
    lines = [line(on.numbers[key], row) for key, row in what["lines"] if on.numbers[key] not in there]
    if lines:
        register.submit_reports(lines=lines, by=by, at=at)


def _workbook(on: Stage, what: What, at: datetime) -> None:
    arrival: workbooks.Arrival = what["arrival"]
    workbooks.arrive(arrival, by=on.reporters[arrival.office] if arrival.office else on.office)


def _submit_again(on: Stage, what: What, at: datetime) -> None:
    register.submit_report(line=line(on.numbers[what["key"]], what["row"]), by=_reporter(on, what["key"]), at=at)


def _draft(on: Stage, what: What, at: datetime) -> None:
    register.save_report_draft(line=line(on.numbers[what["key"]], what["row"]), by=_reporter(on, what["key"]), at=at)


def _verify(on: Stage, what: What, at: datetime) -> None:
    waiting = queries.reports_to_verify(on.office, what["month"], what["held"])
    if waiting:
        register.verify_reports(reports=waiting, by=on.office, at=at)


def _return(on: Stage, what: What, at: datetime) -> None:
    register.return_report(
        no=on.numbers[what["key"]], month=what["month"], version=None, because=what["because"], by=on.office, at=at
    )


def _photo(on: Stage, what: What, at: datetime) -> None:
    name, caption = drawings.of_stage(what["stage"])
    register.add_photo(
        no=on.numbers[what["key"]], month=what["month"], picture=drawings.picture(name), name=name, caption=caption,
        is_drawing=True, by=_reporter(on, what["key"]), at=at,
    )  # fmt: skip


def _end(on: Stage, what: What, at: datetime) -> None:
    because = "已达产，不再逐月填报。" if what["standing"] == "finished" else "投资方调整布局，项目不再实施。"
    register.end_project(
        no=on.numbers[what["key"]], version=None, standing=what["standing"], last_month=what["last_month"], because=because,
        by=on.office, at=at,
    )  # fmt: skip


def _raise(on: Stage, what: What, at: datetime) -> None:
    row = register.raise_bottleneck(
        project=on.numbers[what["key"]], title=what["title"], detail=what["detail"], made_up=True,
        by=_reporter(on, what["key"]), at=at,
    )  # fmt: skip
    on.bottlenecks[on.numbers[what["key"]], what["title"]] = row.no


def _held(on: Stage, what: What) -> str:
    return on.bottlenecks[on.numbers[what["key"]], what["title"]]


def _assign(on: Stage, what: What, at: datetime) -> None:
    register.assign_bottleneck(no=_held(on, what), owner=what["owner"], due_on=what["due_on"], by=on.office, at=at)


def _answer(on: Stage, what: What, at: datetime) -> None:
    register.answer_bottleneck(no=_held(on, what), answer=what["answer"], by=on.approvers[what["owner"]], at=at)


def _close(on: Stage, what: What, at: datetime) -> None:
    register.close_bottleneck(no=_held(on, what), by=_reporter(on, what["key"]), at=at)


def _escalate(on: Stage, what: What, at: datetime) -> None:
    jobs.escalate_bottlenecks(by=on.machine, at=at)


def _listed(on: Stage, entries: Any) -> list[terms.Listed]:
    return [
        terms.Listed(
            name=entry["name"], no=on.numbers.get(entry.get("project", ""), ""), region=entry.get("region", ""),
            change=entry.get("change", "listed"), note=entry.get("note", ""),
        )
        for entry in entries
    ]  # fmt: skip


def _list(on: Stage, what: What, at: datetime) -> None:
    register.publish_key_list(
        level=what["level"], year=what["year"], name_zh=what["zh"], name_en=what["en"], entries=_listed(on, what["entries"]),
        published_on=what.get("published_on"), apply_until_on=what.get("apply_until_on"), county_count=what.get("count"),
        city_rank=what.get("rank"), source=what["source"], by=on.office, at=at,
    )  # fmt: skip


def _edition(on: Stage, what: What, at: datetime) -> None:
    register.correct_key_list(
        level=what["level"], year=what["year"], entries=_listed(on, what["entries"]), published_on=what["published_on"],
        county_count=what.get("count"), source=what["source"], by=on.office, at=at,
    )  # fmt: skip


DOINGS: dict[str, Callable[[Stage, What, datetime], None]] = {
    "project": _project, "other_name": _other_name, "plan": _plan, "milestone": _milestone, "submit": _submit,
    "submit_again": _submit_again, "draft": _draft, "verify": _verify, "return": _return, "photo": _photo, "end": _end,
    "raise": _raise, "assign": _assign, "answer": _answer, "close": _close, "escalate": _escalate, "list": _list,
    "edition": _edition, "workbook": _workbook,
}  # fmt: skip
