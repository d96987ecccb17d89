"""`leitai calendar`: the working-day calendar on the command line."""

import json
import re
import sys
from datetime import date
from typing import Any

from leitai.kernel import workdays

USAGE = "usage: leitai calendar add DATE N | between DATE DATE [--json]   (DATE as 2024-04-05, N whole working days)"


class _BadUsage(Exception):
    """Something in the words can't be understood; the message says what."""


def calendar(argv: list[str]) -> int:
    """Prints the N-th working day after a date, or the working days in (from, to].

    `add DATE N` prints a date, `between DATE DATE` a number; where a year without a published notice took part, the
    word `provisional` stands behind it. `--json` prints one JSON document. Returns 0; 2 for bad usage, with one line
    on standard error.
    """
    words = [word for word in argv if word != "--json"]
    try:
        answer = _answer(words)
    except _BadUsage as problem:
        sys.stderr.write(f"leitai calendar: {problem}; {USAGE}\n")
        return 2
    except workdays.OutOfRange as problem:
        sys.stderr.write(f"leitai calendar: {problem}\n")
        return 2
    if "--json" in argv:
        print(json.dumps(answer, ensure_ascii=False))
    else:
        result = answer["date"] if "date" in answer else answer["workdays"]
        print(f"{result} provisional" if answer["provisional"] else result)
    return 0


def _answer(words: list[str]) -> dict[str, Any]:
    match words:
        case ["add", start, count]:
            on = _date(start)
            day = workdays.Calendar.published().add_marked(on, _count(count))
            asked = {"start": on.isoformat(), "count": int(count)}
            return {**asked, "date": day.on.isoformat(), "provisional": day.is_provisional}
        case ["between", start, end]:
            a, b = _date(start), _date(end)
            number = workdays.Calendar.published().between_marked(a, b)
            asked_days = {"start": a.isoformat(), "end": b.isoformat()}
            return {**asked_days, "workdays": number.workdays, "provisional": number.is_provisional}
        case []:
            raise _BadUsage("say what to do")
        case [("add" | "between") as word, *_]:
            raise _BadUsage(f"'{word}' takes two words")
        case [word, *_]:
            raise _BadUsage(f"'{word}' is neither 'add' nor 'between'")
        case _:
            raise _BadUsage("say what to do")


def _date(word: str) -> date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
        try:
            return date.fromisoformat(word)
        except ValueError:
            pass
    raise _BadUsage(f"'{word}' is not a date")


def _count(word: str) -> int:
    if re.fullmatch(r"[+-]?[0-9]{1,6}", word):
        return int(word)
    raise _BadUsage(f"'{word}' is not a whole number of working days")
