"""Into which group of the desk a deadline falls."""

from datetime import date, timedelta

LATE, TODAY, WEEK, LATER = "late", "today", "week", "later"
GROUPS = (LATE, TODAY, WEEK, LATER)


def group(due_on: date | None, today: date) -> str:
    """late, today, week (up to Sunday), or later; without a day: later."""
    if due_on is None:
        return LATER
    if due_on <= today:
        return TODAY if due_on == today else LATE
    sunday = today + timedelta(days=6 - today.weekday())
    return WEEK if due_on <= sunday else LATER
