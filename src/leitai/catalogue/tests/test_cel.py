"""Reading conditions: what is taken means what CEL means by it, everything else is refused with its position."""

import cel as other_cel
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitai.catalogue.rules import cel, reading, truth

FACTS = reading.shipped().fact_by_id


def code_of(text):
    with pytest.raises(cel.NotTaken) as caught:
        cel.tree_of(text, FACTS)
    return caught.value.code, caught.value.position


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("radiation && nothing", "unknown_fact", 14),
        ("land_area_mu > 1000", "integer", 16),
        ("land_area_mu > 10u", "integer", 16),
        ('eia_class == "boook"', "unknown_choice", 11),
        ('industry_code == "331"', "unknown_choice", 15),
        ("[1.0, 2.0].exists(x, x > 1.0)", "unsupported", 1),
        ("has(radiation)", "unsupported", 1),
        ("industry_code.matches('2.*')", "unsupported", 15),
        ("radiation ? true : false", "unsupported", 11),
        ("land_area_mu - 1.0 > 0.0", "unsupported", 14),
        ("land_area_mu / 2.0 > 0.0", "unsupported", 14),
        ("-land_area_mu < 0.0", "unsupported", 1),
        (r'industry_code.startsWith("\x32")', "unsupported", 26),
        ("radiation == true", "types", 11),
        ("land_area_mu", "types", 1),
        ("!land_area_mu", "types", 2),
        ("radiation && 1.0", "types", 14),
        ('eia_class > "book"', "types", 11),
        ("0.0 < land_area_mu < 5.0", "types", 20),
        ('eia_class + "x" == "book"', "types", 13),
        ("land_area_mu.startsWith('2')", "types", 14),
        ("radiation &&", "syntax", 13),
        ("(radiation", "syntax", 11),
        ("radiation radiation", "syntax", 11),
        ("", "syntax", 1),
        ("land_area_mu > 1e999", "unsupported", 16),
        ("radiation // comment", "unsupported", 11),
        ("radiation in radiation", "syntax", 11),
    ],
)
def test_refused_with_its_position(text, code, position):
    assert code_of(text) == (code, position)


def test_a_rule_of_two_hundred_nodes_is_the_largest():
    cel.tree_of(" || ".join(["radiation"] * 100), FACTS)
    assert code_of(" || ".join(["radiation"] * 101))[0] == "too_large"


@pytest.mark.parametrize(
    "text", ["(" * 5000 + "radiation" + ")" * 5000, "!" * 5000 + "radiation", "radiation && " * 100_000]
)
def test_deep_and_long_rules_are_refused_at_once(text):
    assert code_of(text)[0] == "too_large"


def test_equal_values_of_different_kinds_stay_apart():
    assert cel.Constant(1.0, "number") != cel.Constant(True, "bool")


ATOMS = [
    "radiation", "in_park", "true", "false", "land_area_mu > 7.5", "land_area_mu <= .5e1", "0.0 == farmland_ha",
    'eia_class == "book"', "'table' != eia_class", 'industry_code.startsWith("26")', 'industry_code == "2662"',
    "(farmland_ha + forest_land_ha) * 15.0 > land_area_mu + 0.01", "farmland_ha * 2.0 + 1.0 >= land_area_mu",
]  # fmt: skip


def conditions():
    return st.recursive(
        st.sampled_from(ATOMS),
        lambda part: st.one_of(
            st.builds("{} && {}".format, part, part), st.builds("{} || {}".format, part, part),
            st.builds("!({})".format, part), st.builds("({})".format, part),
        ),
        max_leaves=12,
    )  # fmt: skip


def answers(*, known):
    gap = st.nothing() if known else st.none()
    number = gap | st.sampled_from([0.0, 1.0, 5.0, 7.5, 7.6, 100.0])
    return st.fixed_dictionaries({
        "radiation": gap | st.booleans(), "in_park": gap | st.booleans(), "land_area_mu": number, "farmland_ha": number,
        "forest_land_ha": number, "eia_class": gap | st.sampled_from(["book", "table", "none"]),
        "industry_code": gap | st.sampled_from(["2662", "2600", "3311"]),
    })  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(conditions(), answers(known=True))
def test_known_facts_give_what_the_cel_package_gives(text, values):
    expected = other_cel.evaluate(text, values)
    assert truth.value_of(cel.tree_of(text, FACTS), values) == (truth.TRUE if expected else truth.FALSE)


@settings(max_examples=200, deadline=None)
@given(st.lists(conditions(), min_size=1, max_size=4), answers(known=False))
def test_the_written_function_gives_what_the_tree_gives(texts, values):
    trees = [cel.tree_of(text, FACTS) for text in texts]
    by_function = truth.evaluator(trees, list(FACTS.values()))([values.get(fact) for fact in FACTS])
    assert by_function == tuple(truth.value_of(tree, values) for tree in trees)


@settings(max_examples=200, deadline=None)
@given(conditions(), answers(known=False), answers(known=True))
def test_a_definite_answer_is_never_contradicted(text, values, completion):
    tree = cel.tree_of(text, FACTS)
    first = truth.value_of(tree, values)
    completed = {fact: completion[fact] if value is None else value for fact, value in values.items()}
    assert first in (truth.UNKNOWN, truth.value_of(tree, completed))
    assert truth.value_of(truth.simplified(tree, values), completed) == truth.value_of(tree, completed)


def test_every_shipped_rule_equals_the_cel_package_on_the_defaults():
    catalogue = reading.shipped()
    values = {fact.id: fact.default for fact in catalogue.facts}
    texts = [text for row in catalogue.procedures for _, text in reading.conditions_of(row)]
    context = other_cel.Context(variables=values)
    for text in dict.fromkeys(texts):
        expected = other_cel.evaluate(text, context)
        assert truth.value_of(cel.tree_of(text, FACTS), values) == (truth.TRUE if expected else truth.FALSE), text
