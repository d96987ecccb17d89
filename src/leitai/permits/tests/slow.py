"""A second roadmap, written from the specification alone: no ranks, no masks, no shared code. Slow and plain.

Works on the raw values of the catalogue's files; days are counted one by one; slack is tried out; an unknown fact is tried
with every answer that could make a difference.
"""

import ast
import itertools
import re
from datetime import timedelta

_STRINGS = re.compile(r'"[^"]*"|\'[^\']*\'')
_NOT = {True: False, False: True, None: None}


def parsed(text):
    kept = _STRINGS.findall(text)
    text = _STRINGS.sub("\0", text)
    text = text.replace("&&", " and ").replace("||", " or ").replace(".startsWith(", ".startswith(")
    text = re.sub(r"!(?!=)", " not ", text)
    text = re.sub(r"\btrue\b", "True", re.sub(r"\bfalse\b", "False", text))
    for string in kept:
        text = text.replace("\0", string, 1)
    return ast.parse(text.strip(), mode="eval").body


_trees = {}


def tree(text):
    if text not in _trees:
        _trees[text] = parsed(text)
    return _trees[text]


def facts_in(text):
    return {node.id for node in ast.walk(tree(text)) if isinstance(node, ast.Name)}


def value(node, values):
    """True, False, None or a term."""
    if isinstance(node, ast.BoolOp):
        parts = [value(part, values) for part in node.values]
        decisive = isinstance(node.op, ast.Or)
        if decisive in parts:
            return decisive
        return None if None in parts else not decisive
    if isinstance(node, ast.UnaryOp):
        return _NOT[value(node.operand, values)]
    if isinstance(node, ast.Name):
        return values[node.id]
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Call):
        known = values[node.func.value.id]
        return None if known is None else known.startswith(node.args[0].value)
    left, right = (node.left, node.comparators[0]) if isinstance(node, ast.Compare) else (node.left, node.right)
    left, right = value(left, values), value(right, values)
    if left is None or right is None:
        return None
    if isinstance(node, ast.BinOp):
        return left + right if isinstance(node.op, ast.Add) else left * right
    return {
        ast.Eq: lambda: left == right, ast.NotEq: lambda: left != right, ast.Lt: lambda: left < right,
        ast.LtE: lambda: left <= right, ast.Gt: lambda: left > right, ast.GtE: lambda: left >= right,
    }[type(node.ops[0])]()  # fmt: skip


def answer(text, values):
    return True if text is None else value(tree(text), values)


def both(left, right):
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def completions(text, fact):
    """Answers of a fact that stand for all in one rule."""
    if fact["type"] == "bool":
        return [False, True]
    if fact["type"] == "enum":
        return fact["choices"]
    constants = [node.value for node in ast.walk(tree(text)) if isinstance(node, ast.Constant)]
    if fact["type"] == "number":
        numbers = sorted({0.0, *(one for one in constants if isinstance(one, float))})
        return [*numbers, *((a + b) / 2 for a, b in itertools.pairwise(numbers)), numbers[-1] + 1]
    return sorted(
        {(str(one) + digit * 4)[:4] for one in ("", *constants) if isinstance(one, str) for digit in "0123456789"}
    )


def mattering(text, values, facts):
    unknown = [name for name in facts if name in facts_in(text) and values[name] is None]
    matters = set()
    domains = [completions(text, facts[name]) for name in unknown]
    for case in itertools.product(*domains):
        known = {**values, **dict(zip(unknown, case, strict=True))}
        for name, domain in zip(unknown, domains, strict=True):
            if name not in matters and len({answer(text, {**known, name: other}) for other in domain}) > 1:
                matters.add(name)
        if len(matters) == len(unknown):
            break
    return [name for name in unknown if name in matters]


class Calendar:
    def __init__(self, calendar):
        self._is_open = calendar.is_workday
        self.years = calendar.years

    def roll(self, day):
        while not self._is_open(day):
            day += timedelta(days=1)
        return day

    def after(self, day, count, unit):
        while count:
            day += timedelta(days=1)
            count -= unit == "calendar" or self._is_open(day)
        return day

    def count(self, first, last):
        days = 0
        while first < last:
            first += timedelta(days=1)
            days += self._is_open(first)
        return days


class Slow:
    def __init__(self, raw, calendar):
        self.days = Calendar(calendar)
        self.head = raw["catalogue"]["catalogue"]
        self.facts = {row["id"]: row for row in raw["facts"]["facts"]}
        self.contradictions = raw["facts"]["contradictions"]
        self.documents = {row["id"]: row for row in raw["documents"]["documents"]}
        self.rows = {row["id"]: row for row in raw["procedures"]["procedures"]}
        self.bundles = raw["bundles"]["bundles"]
        self.slot_order = [
            (name, edition) for name, row in self.documents.items() for edition in (row.get("editions") or {None: 0})
        ]

    def inputs(self, name):
        for given in self.rows[name]["inputs"]:
            entry = {"id": given} if isinstance(given, str) else given
            yield (entry["id"], entry.get("edition")), entry.get("when"), entry.get("may_follow_later", False)

    def outputs(self, name):
        for given in self.rows[name]["outputs"]:
            entry = {"id": given} if isinstance(given, str) else given
            yield entry["id"], entry.get("when")

    def roadmap(self, given, start, works_days=0, held=()):
        """The answer, or the id of the contradiction that refuses it."""
        self.values = {
            name: given.get(name, row["default"]) if name not in given else given[name]
            for name, row in self.facts.items()
        }
        self.values = {
            k: float(v) if isinstance(v, int) and not isinstance(v, bool) else v for k, v in self.values.items()
        }
        true = [row for row in self.contradictions if answer(row["when"], self.values) is True]
        for row in true:
            if row["severity"] == "refuse":
                return row["id"]
        self.held = set(held)
        self.works_days = works_days
        self.begin = self.days.roll(start)
        truth = {name: answer(row["applies_when"], self.values) for name, row in self.rows.items()}
        self.done = [name for name in self.rows if truth[name] is not False and self._is_done(name)]
        self.sure = [name for name in self.rows if truth[name] is True and name not in self.done]
        self.perhaps = [name for name in self.rows if truth[name] is None and name not in self.done]
        self.truth = {name: False if name in self.done else one for name, one in truth.items()}
        self._papers()
        plan = self._plan("promised_days")
        law = self._plan("statutory_days")
        return self._answer(plan, law, truth, true, start)

    def _is_done(self, name):
        outputs = [document for document, when in self.outputs(name) if answer(when, self.values) is not False]
        return bool(outputs) and all(document in self.held for document in outputs)

    # papers

    def stated(self, slot):
        return (slot[0] if slot[1] is None else f"{slot[0]}:{slot[1]}") in self.held

    def issues(self, name, document):
        """Three-valued: whether a procedure issues a document."""
        return next(
            (both(self.truth[name], answer(when, self.values)) for out, when in self.outputs(name) if out == document),
            False,
        )

    def _papers(self):
        self.needs = {
            name: [(slot, later) for slot, when, later in self.inputs(name) if answer(when, self.values) is True]
            for name in self.sure
        }
        self.surely = {
            document for name in self.sure for document, _ in self.outputs(name) if self.issues(name, document) is True
        }
        self.case = {}
        for slot in {slot for needs in self.needs.values() for slot, _ in needs}:
            kind = self.documents[slot[0]]["kind"]
            if self.stated(slot):
                self.case[slot] = "stated"
            elif kind in ("applicant", "report"):
                self.case[slot] = "bring"
            elif kind == "form":
                self.case[slot] = "form"
            elif slot[0] in self.surely:
                self.case[slot] = "wait"
            elif any(self.issues(name, slot[0]) is None for name in self.rows):
                self.case[slot] = "producer"
            else:
                self.case[slot] = "held"
        self.waits = {
            name: [
                (slot[0], giver, later)
                for slot, later in self.needs[name]
                if self.case[slot] == "wait"
                for giver in self.sure
                if giver != name and self.issues(giver, slot[0]) is True
            ]
            for name in self.sure
        }
        self.gate = {}
        for name in self.sure:
            laters = [
                later for slot, later in self.needs[name]
                if self.documents[slot[0]].get("available_after") and not self.stated(slot)
            ]  # fmt: skip
            self.gate[name] = None if not laters else "later" if all(laters) else "hard"
        self.gates = [name for name in self.sure if self.rows[name]["needed_before"] == "start_of_works"]

    # dates

    def steps(self, name):
        return [step for step in self.rows[name]["special_steps"] if answer(step.get("when"), self.values) is not False]

    def own(self, name, start, field, chance):
        steps = [step for step in self.steps(name) if chance or not step.get("sometimes")]
        day = start
        for step in steps:
            if step.get("before_filing"):
                day = self.days.after(day, step["days"], step["day_unit"])
        filed = day = self.days.roll(day)
        for step in steps:
            if step["suspends_clock"]:
                day = self.days.after(day, step["days"], step["day_unit"])
        row = self.rows[name]
        return filed, self.days.roll(self.days.after(day, row[field], row["day_unit"]))

    def works_end(self, finishes):
        return self.days.roll(max(finishes, default=self.begin) + timedelta(days=self.works_days))

    def _plan(self, field, delayed=None, by=0):
        """name -> (start, filed, own finish, finish); the delayed one ends `by` working days later."""
        is_promise = field == "promised_days"
        plan = {}

        def place(name):
            if name in plan:
                return plan[name]
            start, follows = self.begin, self.begin
            for _, giver, later in self.waits[name]:
                if later and is_promise:
                    follows = max(follows, place(giver)[3])
                else:
                    start = max(start, place(giver)[3])
            if self.gate[name]:
                end = self.works_end([place(gate)[3] for gate in self.gates])
                if self.gate[name] == "later" and is_promise:
                    follows = max(follows, end)
                else:
                    start = max(start, end)
            filed, own = self.own(name, start, field, not is_promise)
            if name == delayed:
                own = self.days.after(own, by, "working")
            plan[name] = (start, filed, own, max(own, follows))
            return plan[name]

        for name in self.sure:
            place(name)
        return plan

    def end(self, plan):
        return max((dates[3] for dates in plan.values()), default=self.begin)

    def slack(self, name, end):
        low, high = 0, 8
        while self.end(self._plan("promised_days", name, high)) == end:
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            if self.end(self._plan("promised_days", name, middle)) == end:
                low = middle
            else:
                high = middle
        return low

    def serial(self, field, chance):
        finished, left, day = {}, list(self.sure), self.begin
        while left:
            name = next(
                one for one in left
                if all(giver in finished for _, giver, _ in self.waits[one])
                and (not self.gate[one] or all(gate in finished for gate in self.gates))
            )  # fmt: skip
            start = max(day, self.works_end([finished[gate] for gate in self.gates])) if self.gate[name] else day
            day = finished[name] = self.own(name, start, field, chance)[1]
            left.remove(name)
        return self.days.count(self.begin, day)

    # the answer

    def path(self, plan):
        name = next((one for one in self.sure if plan[one][3] == self.end(plan)), None)
        path = []
        while name:
            start, _, own, finish = plan[name]
            before = via = None
            if finish > own or start > self.begin:
                is_later, day = (True, finish) if finish > own else (False, start)
                fits = [
                    (giver, document)
                    for document, giver, later in self.waits[name]
                    if later == is_later and plan[giver][3] == day
                ]
                milestone = max((plan[gate][3] for gate in self.gates), default=None)
                fits += [(gate, "start_of_works") for gate in self.gates if plan[gate][3] == milestone]
                before, via = fits[0] if fits else (None, None)
            path.insert(0, {"id": name, "via": via})
            name = before
        return path

    def names(self, slots):
        return [
            name if edition is None else f"{name}:{edition}"
            for name, edition in self.slot_order
            if (name, edition) in slots
        ]

    def _documents(self, plan):
        bring = []
        for slot in self.slot_order:
            if self.case.get(slot) != "bring":
                continue
            uses = [(name, later) for name in self.sure for asked, later in self.needs[name] if asked == slot]
            row = self.documents[slot[0]]
            needed = min(plan[name][2] if later else plan[name][0] for name, later in uses)
            begin = needed - timedelta(days=row["typical_days"][1]) if row["kind"] == "report" else None
            bring.append({
                "id": slot[0], "edition": slot[1], "kind": row["kind"], "used_by": [name for name, _ in uses],
                "may_follow_later": all(later for _, later in uses), "needed_on": str(needed),
                "begin_by": begin and str(begin), "now": any(not later and plan[name][0] == self.begin for name, later in uses),
            })  # fmt: skip
        perhaps = {
            slot for name in self.sure for slot, when, _ in self.inputs(name) if answer(when, self.values) is None
        }
        perhaps |= {
            slot
            for name in self.perhaps
            for slot, when, _ in self.inputs(name)
            if answer(when, self.values) is not False
        }
        perhaps |= {slot for slot, case in self.case.items() if case == "producer"}
        perhaps -= {slot for slot, case in self.case.items() if case in ("bring", "form", "held", "stated")}
        perhaps = {slot for slot in perhaps if slot[0] not in self.surely and not self.stated(slot)}
        return {
            "to_bring": bring,
            "forms": self.names({slot for slot, case in self.case.items() if case == "form"}),
            "held": [
                {"id": slot[0], "edition": slot[1], "stated": self.case[slot] == "stated"}
                for slot in self.slot_order if self.case.get(slot) in ("stated", "held")
            ],
            "issued": [name for name in self.documents if name in self.surely and name not in self.held],
            "perhaps": self.names(perhaps),
            "uses": sum(len(needs) for needs in self.needs.values()),
            "distinct": len(self.case),
        }  # fmt: skip

    def _line(self, name, plan, law, end):
        row = self.rows[name]
        start, filed, own, finish = plan[name]
        limit = self.own(name, start, "statutory_days", True)[1]
        slack = self.slack(name, end)
        marks = [
            ("input", any(answer(when, self.values) is None for _, when, _ in self.inputs(name))),
            ("producer", any(self.case[slot] == "producer" for slot, _ in self.needs[name])),
            ("step", any(answer(step.get("when"), self.values) is None for step in row["special_steps"])),
            ("calendar", any(day.year not in self.days.years for day in (start, finish, law[name][3], limit))),
        ]
        return {
            "id": name, "department": row["department"], "level": row["level"], "stage": row["stage"], "start": str(start),
            "filed": str(filed), "own_finish": str(own), "finish": str(finish), "statutory_finish": str(law[name][3]),
            "statutory_limit": str(limit), "days": row["promised_days"], "day_unit": row["day_unit"],
            "steps": [
                {
                    "name_zh": step["name_zh"], "name_en": step["name_en"], "days": step["days"], "day_unit": step["day_unit"],
                    "kind": "before_filing" if step.get("before_filing") else "suspends" if step["suspends_clock"] else "inside",
                    "sometimes": step.get("sometimes", False),
                }
                for step in self.steps(name)
            ],
            "critical": slack == 0, "slack_days": slack,
            "waits_for": [
                {"document": document, "from": giver, **({"may_follow_later": True} if later else {})}
                for document, giver, later in self.waits[name]
            ],
            "available_after": "start_of_works" if self.gate[name] else None,
            "provisional": [mark for mark, is_so in marks if is_so],
            "because": {
                "rule": row["applies_when"], "facts": self._facts(row), "basis": row["basis"],
            },
        }  # fmt: skip

    def _facts(self, row):
        return {fact: self.values[fact] for fact in facts_in(row["applies_when"])}

    def _milestones(self, plan):
        start = max((plan[gate][3] for gate in self.gates), default=None)
        production = max(
            (plan[name][3] for name in self.sure if self.rows[name]["needed_before"] == "production"), default=None
        )
        if production and start:
            production = max(production, self.works_end([start]))
        days = {
            "start_of_works": start, "production": production,
            "construction_permit": plan.get("construction_permit", [None] * 4)[3],
            "land_title": plan.get("land_registration", [None] * 4)[3],
        }  # fmt: skip
        return {name: day and str(day) for name, day in days.items()}

    def _bundles(self, plan):
        for bundle in self.bundles:
            members = [name for name in bundle["procedures"] if name in plan]
            if len(members) >= 2:
                yield {
                    "id": bundle["id"], "procedures": members, "promised_days": bundle["promised_days"],
                    "start": str(min(plan[name][0] for name in members)), "finish": str(max(plan[name][3] for name in members)),
                }  # fmt: skip

    def _answer(self, plan, law, truth, warned, requested):
        end, law_end = self.end(plan), self.end(law)
        lines = [
            self._line(name, plan, law, end) for name in sorted(self.sure, key=lambda one: (plan[one][0], plan[one][3]))
        ]
        perhaps = [
            {
                "id": name, "department": self.rows[name]["department"],
                "unknown": mattering(self.rows[name]["applies_when"], self.values, self.facts),
                "because": {"rule": self.rows[name]["applies_when"]},
            }
            for name in self.perhaps
        ]  # fmt: skip
        counts = {fact: sum(fact in one["unknown"] for one in perhaps) for fact in self.facts}
        asked = sorted((fact for fact in counts if counts[fact]), key=lambda fact: -counts[fact])
        documents = self._documents(plan)
        marks = [
            mark
            for mark in ("input", "producer", "step", "calendar")
            if any(mark in line["provisional"] for line in lines)
        ]
        return {
            "catalogue": {name: self.head[name] for name in ("id", "version", "county", "effective_from")},
            "start": str(self.begin), "requested_start": str(requested), "works_days": self.works_days, "finish": str(end),
            "statutory_finish": str(law_end), "forecast": None, "milestones": self._milestones(plan), "procedures": lines,
            "path": self.path(plan), "perhaps": perhaps,
            "questions": [{"fact": fact, "decides": counts[fact]} for fact in asked], "done": self.done,
            "bundles": list(self._bundles(plan)), "documents": documents,
            "before": {
                "visits": sum(self.rows[name]["before"]["visits_before"] for name in self.sure), "copies": documents["uses"],
                "working_days": self.serial("statutory_days", True),
                "working_days_promised": self.serial("promised_days", False),
            },
            "after": {
                "visits": len({self.rows[name]["stage"] for name in self.sure}), "copies": len(documents["to_bring"]),
                "working_days": self.days.count(self.begin, end), "working_days_statutory": self.days.count(self.begin, law_end),
            },
            "provisional": marks + (["perhaps"] if perhaps else []),
            "warnings": [{"id": row["id"], "zh": row["zh"], "en": row["en"]} for row in warned],
            "why_not": [
                {"id": name, "rule": row["applies_when"], "facts": self._facts(row)}
                for name, row in self.rows.items() if truth[name] is False
            ],
        }  # fmt: skip
