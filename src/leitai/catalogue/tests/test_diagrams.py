"""Which facts decide, by diagrams and by trying everything."""

import itertools

import pytest
from hypothesis import given, settings

from leitai.catalogue.rules import cel, diagrams, reading, truth
from leitai.catalogue.tests import test_cel

FACTS = reading.shipped().fact_by_id


def tried(tree):
    """The facts that matter, by trying all cases."""
    names = [fact for fact in FACTS if fact in cel.facts_of(tree)]
    domains = [diagrams.answers_for([tree], FACTS[name]) for name in names]
    results = {case: truth.value_of(tree, dict(zip(names, case, strict=True))) for case in itertools.product(*domains)}
    return tuple(
        name for number, name in enumerate(names)
        if any(results[case] != results[(*case[:number], other, *case[number + 1 :])]
               for case in results for other in domains[number])
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(test_cel.conditions())
def test_deciding_facts_are_those_that_change_the_answer(text):
    tree = cel.tree_of(text, FACTS)
    if len(cel.facts_of(tree)) <= 4:
        assert diagrams.deciding_facts(list(FACTS.values()))(tree) == tried(tree)


def test_a_fact_that_cancels_out_does_not_matter():
    tree = cel.tree_of("radiation && (in_park || !in_park)", FACTS)
    assert diagrams.deciding_facts(list(FACTS.values()))(tree) == ("radiation",)


def test_codes_are_told_apart_by_prefix_and_code():
    texts = ['industry_code.startsWith("25")', 'industry_code == "2511"', 'industry_code == "3311"']
    answers = diagrams.answers_for([cel.tree_of(text, FACTS) for text in texts], FACTS["industry_code"])
    assert len(answers) == 4
    assert {"2511", "3311"} < set(answers)


def test_too_many_cases_are_given_up():
    diagrams_ = diagrams.Diagrams({f"f{number}": (False, True) for number in range(40)})
    pairs = [
        cel.Logic("&&", cel.Name(f"f{number}", "bool"), cel.Name(f"f{number + 20}", "bool")) for number in range(20)
    ]

    def all_together():
        node = diagrams.NO
        for pair in pairs:
            node = diagrams_.either(node, diagrams_.of(pair))

    with pytest.raises(diagrams.TooLarge):
        all_together()
