"""The answer: a plan's numbers as the mapping that page, API and command line show.

Mappings that are the same for every project (a wait, a step, a basis) are shared between answers: read them, don't change
them.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from leitai.catalogue.rules import order, truth
from leitai.permits import terms
from leitai.permits.rules import days, planning, prepared


class Wording:
    """Answers over one prepared catalogue. Keeps what does not change from project to project."""

    def __init__(self, ready: prepared.Prepared) -> None:
        self._ready = ready
        catalogue = ready.catalogue
        self._edition: terms.Edition = {
            "id": catalogue.id, "version": catalogue.version, "county": catalogue.county,
            "effective_from": catalogue.effective_from, "hash": catalogue.hash,
        }  # fmt: skip
        self._basis = [list(row.basis) for row in catalogue.procedures]
        self._waits: dict[int, dict[str, Any]] = {}
        self._steps: dict[int, list[terms.Step]] = {}
        self._members = [
            (bundle, [ready.number_of[name] for name in bundle.procedures]) for bundle in catalogue.bundles
        ]  # fmt: skip

    def roadmap(self, request: terms.Request, *, with_why_not: bool = False) -> terms.Roadmap:
        """The whole roadmap of one project.

        Raises: Refusal: answers that contradict each other; a start for which working days are not known.
        Source: the catalogue's semantics, section 10, field by field.
        """
        plan = planning.plan_for(self._ready, request)
        answer = self.answer(plan)
        if with_why_not:
            answer["why_not"] = [
                {"id": one.row.id, "rule": one.row.applies_when, "facts": self._facts(one, plan)}
                for one in self._ready.ready
                if plan.applies[one.number] == truth.FALSE
            ]
        return answer

    def answer(self, plan: planning.Plan) -> terms.Roadmap:
        """The answer that a plan gives."""
        ready, sure, iso = self._ready, plan.sure, self._ready.days.iso
        papers = _Papers(ready, plan)
        lines = self._lines(plan, papers)
        perhaps = self._perhaps(plan)
        serial = planning.serial_order(ready, plan)
        documents = papers.documents()
        visits = sum(ready.ready[number].row.before.visits_before for number in sure)
        found = {mark for line in lines for mark in line["provisional"]} | ({"perhaps"} if perhaps else set())
        return {
            "catalogue": self._edition.copy(),
            "start": iso[plan.begin],
            "requested_start": plan.request.start_on.isoformat(),
            "works_days": plan.request.works_days,
            "finish": iso[plan.end],
            "statutory_finish": iso[plan.lawful_end],
            "forecast": None,
            "milestones": self._milestones(plan),
            "procedures": lines,
            "path": self._path(plan),
            "perhaps": perhaps,
            "questions": self._questions(perhaps),
            "done": [ready.ready[number].row.id for number in plan.done],
            "bundles": self._bundles(plan),
            "documents": documents,
            "before": {
                "visits": visits,
                "copies": documents["uses"],
                "working_days": planning.serial_workdays(ready, plan, serial, is_promised=False),
                "working_days_promised": planning.serial_workdays(ready, plan, serial, is_promised=True),
            },
            "after": {
                "visits": len({ready.ready[number].row.stage for number in sure}),
                "copies": len(documents["to_bring"]),
                "working_days": plan.end - plan.begin,
                "working_days_statutory": plan.lawful_end - plan.begin,
            },
            "provisional": [mark for mark in ("input", "producer", "step", "calendar", "perhaps") if mark in found],
            "warnings": [
                {"id": row.id, "zh": row.zh, "en": row.en}
                for number, row in ready.contradictions
                if row.severity == "warn" and plan.codes[number] == truth.TRUE
            ],
        }

    def _facts(self, one: prepared.Ready, plan: planning.Plan) -> dict[str, Any]:
        values = plan.request.values
        return {fact: values[number] for fact, number in one.facts}

    # -------------------------------------------------------------- procedures

    def _lines(self, plan: planning.Plan, papers: "_Papers") -> list[terms.Line]:
        finish, start = plan.finish, plan.start
        shown = sorted(plan.sure, key=lambda number: (start[number], finish[number], number))
        return [self._line(self._ready.ready[number], plan, papers) for number in shown]

    def _line(self, one: prepared.Ready, plan: planning.Plan, papers: "_Papers") -> terms.Line:
        number, row, iso = one.number, one.row, self._ready.days.iso
        start, own, finish, clock = (
            plan.start[number],
            plan.own_finish[number],
            plan.finish[number],
            plan.clocks[number],
        )
        lawful_finish, lawful_limit = plan.lawful_finish[number], clock.lawful[start]
        slack = plan.latest[number] - own
        ends = (start, finish, lawful_finish, lawful_limit)
        waits = self._waits
        return {
            "id": row.id,
            "department": row.department,
            "level": row.level,
            "stage": row.stage,
            "start": iso[start],
            "filed": iso[clock.filed[start]],
            "own_finish": iso[own],
            "finish": iso[finish],
            "statutory_finish": iso[lawful_finish],
            "statutory_limit": iso[lawful_limit],
            "days": row.promised_days,
            "day_unit": row.day_unit,
            "steps": self._steps.get(id(clock)) or self._steps_of(clock),
            "critical": slack == 0,
            "slack_days": slack,
            "waits_for": [waits.get(id(link)) or self._wait(link) for _, _, _, _, link in plan.waits[number]],
            "available_after": order.GATE if plan.gate[number] else None,
            "provisional": self._marks(one, plan, papers, ends),
            "because": {
                "rule": row.applies_when,
                "facts": self._facts(one, plan),
                "basis": self._basis[number],
            },
        }

    def _wait(self, link: prepared.Link) -> dict[str, Any]:
        wait: dict[str, Any] = {"document": link.document, "from": self._ready.ready[link.giver].row.id}
        if link.may_follow_later:
            wait["may_follow_later"] = True
        self._waits[id(link)] = wait
        return wait

    def _steps_of(self, clock: prepared.Clock) -> list[terms.Step]:
        steps: list[terms.Step] = [
            {
                "name_zh": step.name_zh, "name_en": step.name_en, "days": step.days, "day_unit": step.day_unit,
                "kind": step.kind, "sometimes": step.sometimes,
            }
            for step in clock.steps
        ]  # fmt: skip
        self._steps[id(clock)] = steps
        return steps

    def _marks(
        self, one: prepared.Ready, plan: planning.Plan, papers: "_Papers", ends: tuple[days.Rank, ...]
    ) -> list[str]:
        codes, is_provisional = plan.codes, self._ready.days.is_provisional
        marks = []
        for when, _ in one.asks_if:
            if codes[when] == truth.UNKNOWN:
                marks.append("input")
                break
        if plan.needs[one.number] & papers.uncertain:
            marks.append("producer")
        for when in one.step_whens:
            if codes[when] == truth.UNKNOWN:
                marks.append("step")
                break
        start, finish, lawful_finish, lawful_limit = ends
        if (
            is_provisional[start]
            or is_provisional[finish]
            or is_provisional[lawful_finish]
            or is_provisional[lawful_limit]
        ):
            marks.append("calendar")
        return marks

    # -------------------------------------------------------------- what is open

    def _perhaps(self, plan: planning.Plan) -> list[terms.Perhaps]:
        rows = (self._ready.ready[number] for number in plan.perhaps)
        return [
            {
                "id": one.row.id,
                "department": one.row.department,
                "unknown": self._unknown(one, plan),
                "because": {"rule": one.row.applies_when},
            }
            for one in rows
        ]

    def _unknown(self, one: prepared.Ready, plan: planning.Plan) -> list[str]:
        """The unknown facts that still decide the rule, in the order of the questions."""
        values = plan.request.values
        unknown = [fact for fact, number in one.facts if values[number] is None]
        if len(unknown) == 1:
            return unknown  # an open rule depends on something
        known = {fact: values[number] for fact, number in one.facts}
        return list(self._ready.deciding(truth.simplified(self._ready.trees[one.rule], known)))

    def _questions(self, perhaps: list[terms.Perhaps]) -> list[terms.Question]:
        counted: dict[str, int] = {}
        for one in perhaps:
            for fact in one["unknown"]:
                counted[fact] = counted.get(fact, 0) + 1
        asked = [fact for fact in self._ready.facts if fact in counted] if counted else []
        return [{"fact": fact, "decides": counted[fact]} for fact in sorted(asked, key=lambda fact: -counted[fact])]

    # -------------------------------------------------------------- dates of the whole

    def _milestones(self, plan: planning.Plan) -> terms.Milestones:
        iso, rows = self._ready.days.iso, self._ready.ready
        production = max((plan.finish[number] for number in plan.sure if rows[number].is_production), default=0)
        if production and plan.start_of_works:
            production = max(production, plan.works_end)
        return {
            "start_of_works": iso[plan.start_of_works] if plan.start_of_works else None,
            "production": iso[production] if production else None,
            "construction_permit": self._finish_of("construction_permit", plan),
            "land_title": self._finish_of("land_registration", plan),
        }

    def _finish_of(self, name: str, plan: planning.Plan) -> str | None:
        number = self._ready.number_of.get(name)
        is_sure = number is not None and plan.truth[number] == truth.TRUE
        return self._ready.days.iso[plan.finish[number]] if number is not None and is_sure else None

    def _path(self, plan: planning.Plan) -> list[terms.PathStep]:
        """The driving chain, from the procedure that ends last back to one that starts with the project."""
        path: list[terms.PathStep] = []
        number = next((one for one in plan.sure if plan.finish[one] == plan.end), None)
        while number is not None:
            before, via = self._driver(number, plan)
            path.append({"id": self._ready.ready[number].row.id, "via": via})
            number = before
        path.reverse()
        return path

    def _driver(self, number: int, plan: planning.Plan) -> tuple[int | None, str | None]:
        """What set a procedure's finish or start: (procedure, through which document or milestone)."""
        finish = plan.finish
        is_late = finish[number] > plan.own_finish[number]
        if not is_late and plan.start[number] <= plan.begin:
            return None, None
        day = finish[number] if is_late else plan.start[number]
        for _, _, _, _, link in plan.waits[number]:
            if link.may_follow_later == is_late and finish[link.giver] == day:
                return link.giver, link.document
        for gate in plan.sure:
            if self._ready.ready[gate].is_gate and finish[gate] == plan.start_of_works:
                return gate, order.GATE
        return None, None

    def _bundles(self, plan: planning.Plan) -> list[terms.BundleLine]:
        iso, rows, decided = self._ready.days.iso, self._ready.ready, plan.truth
        lines: list[terms.BundleLine] = []
        for bundle, numbers in self._members:
            members = [number for number in numbers if decided[number] == truth.TRUE]
            if len(members) > 1:
                lines.append(
                    {
                        "id": bundle.id,
                        "procedures": [rows[number].row.id for number in members],
                        "promised_days": bundle.promised_days,
                        "start": iso[min(plan.start[number] for number in members)],
                        "finish": iso[max(plan.finish[number] for number in members)],
                    }
                )
        return lines


class _Papers:
    """All papers of one plan, as sets of slots (section 4 of the catalogue's semantics)."""

    def __init__(self, ready: prepared.Prepared, plan: planning.Plan) -> None:
        self._ready = ready
        self._plan = plan
        needed = asked_perhaps = issued = maybe = 0
        uses = 0
        codes = plan.codes
        for number in plan.sure:
            one, needs = ready.ready[number], plan.needs[number]
            needed |= needs
            uses += needs.bit_count()
            issued |= one.gives
            for when, bit in one.asks_if:
                if codes[when] == truth.UNKNOWN:
                    asked_perhaps |= bit
            for when, bit in one.gives_if:
                if codes[when] == truth.TRUE:
                    issued |= bit
                elif codes[when] == truth.UNKNOWN:
                    maybe |= bit
        for number in plan.perhaps:
            one = ready.ready[number]
            asked_perhaps |= one.asks
            maybe |= one.gives
            for when, bit in one.asks_if:
                asked_perhaps |= bit if codes[when] else 0
            for when, bit in one.gives_if:
                maybe |= bit if codes[when] else 0
        self.uses = uses
        self.needed = needed
        stated, results = plan.stated, ready.kind_masks["result"]
        open_needs = needed & ~stated
        self.to_bring = open_needs & ready.to_bring_mask
        self.forms = open_needs & ready.kind_masks["form"]
        self.issued = issued & ~stated
        unmet = open_needs & results & ~issued
        self.uncertain = unmet & maybe
        """Results that somebody needs and somebody may issue, nobody surely."""
        self.held = (needed & stated) | (unmet & ~maybe)
        self.perhaps = (asked_perhaps | self.uncertain) & ~(self.to_bring | self.forms | self.held | issued | stated)

    def documents(self) -> terms.Documents:
        slots, stated = self._ready.slots, self._plan.stated
        return {
            "to_bring": [self._brought(number) for number in _bits(self.to_bring)],
            "forms": [slots[number].name for number in _bits(self.forms)],
            "held": [
                {
                    "id": slots[number].document.id, "edition": slots[number].edition,
                    "stated": bool(stated >> number & 1),
                }
                for number in _bits(self.held)
            ],
            "issued": [slots[number].name for number in _bits(self.issued)],
            "perhaps": [slots[number].name for number in _bits(self.perhaps)],
            "uses": self.uses,
            "distinct": self.needed.bit_count(),
        }  # fmt: skip

    def _brought(self, slot: int) -> terms.ToBring:
        plan, ready, bit = self._plan, self._ready, 1 << slot
        needs = plan.needs
        users = [number for number in ready.users[slot] if needs[number] & bit]
        soonest = 0
        follows, is_now = True, False
        for number in users:
            day = plan.start[number]
            if ready.ready[number].follows & bit:
                day = plan.own_finish[number]
            else:
                follows = False
                is_now = is_now or day == plan.begin
            if not soonest or day < soonest:
                soonest = day
        one = ready.slots[slot]
        return {
            "id": one.document.id,
            "edition": one.edition,
            "kind": one.document.kind,
            "used_by": [ready.ready[number].row.id for number in users],
            "may_follow_later": follows,
            "needed_on": ready.days.iso[soonest],
            "begin_by": self._begin_by(one, soonest),
            "now": is_now,
        }

    def _begin_by(self, slot: prepared.Slot, needed: days.Rank) -> str | None:
        if slot.document.kind != "report" or slot.document.typical_days is None:
            return None
        day = self._ready.days.day_of[needed] - slot.document.typical_days[1]
        return (days.Days.FIRST + timedelta(days=day)).isoformat()


def _bits(mask: prepared.Mask) -> Iterator[int]:
    """The slots of a set, in order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
