"""Reading the register: a bounded number of statements whatever the number of rows, and plain rows for pages."""

from leitai.register.queries import (
    bottlenecks,
    checks,
    county,
    figures,
    lists,
    milestones,
    months,
    numbers,
    projects,
    reports,
    search,
    snapshots,
    waiting,
)

__all__ = [
    "bottlenecks", "checks", "county", "figures", "lists", "milestones", "months", "numbers", "projects", "reports", "search",
    "snapshots", "waiting",
]  # fmt: skip
