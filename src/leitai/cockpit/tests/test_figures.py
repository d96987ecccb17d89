"""Figures are defined once, written out, and documented."""

from pathlib import Path

import pytest

from leitai.cockpit import documenting, figures
from leitai.cockpit.figures import Adds, Complete, Figure

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "figures.md"


def test_the_page_of_documentation_is_current():
    assert PAGE.read_text("utf-8") == documenting.reference()


def figure(code, formula):
    return Figure(code, "N", "M", formula, "u", "s", Complete.REGISTER, Adds.SUM)


def test_a_figure_defined_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        figures._defined(figure("a", "x"), figure("b", "x"))
    with pytest.raises(ValueError, match="twice"):
        figures._defined(figure("a", "x"), figure("a", "y"))


def test_published_figures_are_never_added():
    assert {f.adds for f in figures.FIGURES.values() if f.complete is Complete.PUBLISHED} == {Adds.FLOOR}
