"""The definitions of figures as a page of documentation; a test holds `docs/reference/figures.md` to it."""

from leitai.cockpit.figures import FIGURES, Adds, Complete

HEAD = """# Figures of the county

Made from `src/leitai/cockpit/figures.py`, which the pages use too. Don't edit it by hand:
`.venv/bin/python -m leitai.cockpit.documenting` writes it anew.

Amounts are whole yuan in tables and calculations, ×100 m yuan (亿元) on the pages; sums are rounded last. A missing figure
is — and never 0. Reports that are drafts or were returned don't count. A published floor ("at least") is shown as one and
never added up.

"""
COMPLETE = {
    Complete.REPORTS: "offices that have reported the month, of those that have any to report",
    Complete.REGISTER: "all projects of the register",
    Complete.PUBLISHED: "as published",
}
ADDS = {
    Adds.SUM: "parts add up to the whole",
    Adds.RATIO: "quotient of two sums, never an average of ratios",
    Adds.MEDIAN: "taken anew for each group",
    Adds.FLOOR: "never added to anything",
}


def reference() -> str:
    """The page in Markdown: one section for each figure, in the order of the file."""
    return HEAD + "\n".join(_section(code) for code in FIGURES)


def _section(code: str) -> str:
    figure = FIGURES[code]
    about = f" ({figure.about})" if figure.about else ""
    lines = [
        f"## `{code}`: {figure.name}{about}", "", f"{figure.meaning}.", "",
        f"- Formula: {figure.formula}", f"- Unit: {figure.unit}",
        f"- Source: {figure.source}", f"- Complete by: {COMPLETE[figure.complete]}", f"- Adding: {ADDS[figure.adds]}", "",
    ]  # fmt: skip
    return "\n".join(lines)


if __name__ == "__main__":
    from pathlib import Path

    (Path(__file__).resolve().parents[3] / "docs" / "reference" / "figures.md").write_text(reference(), "utf-8")
