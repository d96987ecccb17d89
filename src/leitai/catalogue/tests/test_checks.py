"""What publishing refuses, one wrong catalogue each; the shipped one passes."""

import itertools

import pytest

from leitai.catalogue.rules import cel, checks, diagrams, reading, truth
from leitai.catalogue.tests import make
from leitai.kernel import workdays


def test_the_shipped_catalogue_may_be_published():
    found = checks.findings_of(reading.shipped(), workdays.Calendar.published())
    assert checks.is_publishable(found)
    assert {one.code for one in found} == {"bundle_promise"}


def changed(**changes):
    values = make.raw()
    for path, value in changes.items():
        name, _, key = path.rpartition("__")
        make.procedure(values, name)[key] = value
    return values


def test_a_circle_is_named():
    values = make.raw()
    make.procedure(values, "project_filing")["inputs"].append("construction_permit_document")
    outputs = {
        entry if isinstance(entry, str) else entry["id"]
        for entry in make.procedure(values, "construction_permit")["outputs"]
    }
    make.procedure(values, "project_filing")["inputs"][-1] = outputs.pop()
    found = [items for code, items in make.findings(values) if code == "cycle"]
    assert found
    assert {"project_filing", "construction_permit"} & set(found[0])


def test_a_milestone_closes_a_circle_too():
    values = make.raw()
    make.procedure(values, "construction_permit")["inputs"].append("as_built_drawings")
    assert "cycle" in make.codes(values)


def test_own_output():
    values = make.raw()
    make.procedure(values, "project_filing")["inputs"].append("project_initiation")
    assert ("own_output", ("project_filing", "project_initiation")) in make.findings(values)


def test_papers_that_nobody_issues_or_asks_for():
    values = make.raw()
    rows = values["documents"]["documents"]
    rows.append({"id": "orphan", "name_zh": "孤", "name_en": "Orphan", "kind": "result", "final": True})
    rows.append({"id": "idle", "name_zh": "闲", "name_en": "Idle", "kind": "applicant"})
    assert {("nobody_issues", ("orphan",)), ("nobody_asks", ("idle",))} <= make.findings(values)


def test_two_givers_at_once_are_named_with_a_case():
    values = changed(eia_table__applies_when='eia_class == "table" || eia_class == "book"')
    found = {items for code, items in make.findings(values) if code == "two_givers"}
    assert found == {("eia_approval", "eia_book", "eia_table")}


def test_two_givers_that_a_contradiction_keeps_apart_are_fine():
    values = changed(
        eia_table__applies_when="radiation && chemical_park", eia_register__applies_when="radiation && !in_park"
    )
    pairs = {items[1:] for code, items in make.findings(values) if code == "two_givers"}
    assert ("eia_table", "eia_register") not in pairs


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("applies_when", "no_such_fact", "rule_unknown_fact"),
        ("applies_when", 'eia_class == "bok"', "rule_unknown_choice"),
        ("applies_when", "land_area_mu > 1000", "rule_integer"),
        ("applies_when", "[1].map(x, x)", "rule_unsupported"),
        ("applies_when", "radiation &&", "rule_syntax"),
        ("applies_when", " || ".join(["radiation"] * 101), "rule_too_large"),
        ("applies_when", "radiation || !radiation", "three_valued"),
        ("applies_when", "land_area_mu > 5.0 || land_area_mu < 9.0", "three_valued"),
        ("applies_when", 'eia_class == "book" && eia_class == "table"', "three_valued"),
        ("department", "nowhere", "unknown_department"),
        ("stage", "nowhere", "unknown_stage"),
        ("inputs", ["nothing_known"], "unknown_document"),
        ("inputs", ["commitment_letter"], "unknown_edition"),
        ("inputs", [{"id": "commitment_letter", "edition": "wrong"}], "unknown_edition"),
        ("inputs", [{"id": "applicant_identity", "edition": "soil_water"}], "unknown_edition"),
        ("outputs", ["applicant_identity"], "not_a_result"),
        ("promised_days", 99, "promise_above_law"),
    ],
)
def test_refused(key, value, code):
    assert code in make.codes(changed(**{f"company_registration__{key}": value}))


def test_a_promise_shorter_than_the_steps_inside_it():
    found = make.findings(changed(eia_book__promised_days=15))
    assert ("promise_below_steps", ("eia_book",)) in found


def test_defaults_that_contradict():
    values = make.raw()
    next(row for row in values["facts"]["facts"] if row["id"] == "chemical_park")["default"] = True
    next(row for row in values["facts"]["facts"] if row["id"] == "in_park")["default"] = False
    assert ("defaults_contradict", ("chemical_park_outside_park",)) in make.findings(values)


def test_rules_decide_whenever_all_completions_agree():
    """The check of `three_valued` itself, by trying every case of the smaller shipped rules."""
    facts = reading.shipped().fact_by_id
    texts = {text for row in reading.shipped().procedures for _, text in reading.conditions_of(row)}
    for text in sorted(texts):
        tree = cel.tree_of(text, facts)
        names = cel.facts_of(tree)
        domains = [diagrams.answers_for([tree], facts[name]) for name in names]
        if len(list(itertools.product(*domains))) > 300:
            continue
        for case in itertools.product(*[(*domain, None) for domain in domains]):
            values = dict(zip(names, case, strict=True))
            options = [domain if value is None else [value] for domain, value in zip(domains, case, strict=True)]
            completed = {
                truth.value_of(tree, dict(zip(names, one, strict=True))) for one in itertools.product(*options)
            }
            assert truth.value_of(tree, values) == (completed.pop() if len(completed) == 1 else truth.UNKNOWN), (
                text,
                values,
            )
