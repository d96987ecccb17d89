"""`leitai setup`: the first administrator of a real installation."""

import getpass
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from leitai.accounts import actions, queries
from leitai.accounts.actions.setup import NO_COUNTY
from leitai.kernel.actor import machine
from leitai.kernel.refusal import Refusal

USAGE = """leitai setup [--json]: a one-time code for the page /setup/, good for 30 minutes
leitai setup --here [--json]: ask here for the county, the administrator and the password, and set up at once
leitai setup --here --json < answers.json: the same from {"county", "name", "username", "password"[, "county_name", "city_name"]}"""
# answer -> what is asked, whether it is hidden
QUESTIONS: Mapping[str, tuple[str, bool]] = {
    "county": ("County code, six figures of GB/T 2260: ", False),
    "name": ("Name of the administrator: ", False),
    "username": ("Name for sign-in: ", False),
    "password": ("Password, 12 characters or more: ", True),
}


def setup(argv: Sequence[str]) -> int:
    """Runs the command. Returns 0; 1 where it was refused; 2 for bad usage, with one line that says what to do."""
    if set(argv) - {"--here", "--json"}:
        sys.stderr.write(f"{USAGE}\n")
        return 2
    try:
        told = _here("--json" in argv) if "--here" in argv else _code()
    except Refusal as refusal:
        sys.stderr.write(f"leitai setup: {refusal}\n")
        return 1
    except (ValueError, EOFError) as error:
        sys.stderr.write(f"leitai setup: {error or 'an answer is missing'}\n")
        return 2
    sys.stdout.write((json.dumps(told, ensure_ascii=False) if "--json" in argv else _in_words(told)) + "\n")
    return 0


def _code() -> dict[str, Any]:
    at = timezone.now()
    code = actions.make_setup_code(by=machine(NO_COUNTY), at=at)
    return {"code": code, "page": "/setup/", "minutes": 30}


def _here(from_file: bool) -> dict[str, Any]:
    answers = _read_answers() if from_file and not sys.stdin.isatty() else _ask()
    county = str(answers["county"])
    if not (county.isascii() and county.isdigit() and len(county) == 6):
        raise ValueError(f"'{county}' is no county code; six figures such as 370724")
    names = queries.county_names(county, str(answers.get("county_name", "")), str(answers.get("city_name", "")))
    if names is None:
        names = queries.county_names(county, _prompt("Name of the county: "), _prompt("Name of the city above it: "))
        if names is None:
            raise ValueError(f"the code {county} needs the names of the county and its city")
    person = actions.set_up(
        code=None, name=str(answers["name"]), username=str(answers["username"]), password=str(answers["password"]),
        by=machine(county), at=timezone.now(), **names,
    )  # fmt: skip
    return {"county": county, "name_zh": names["name_zh"], "administrator": person.username, "page": "/sign-in/"}


def _read_answers() -> dict[str, Any]:
    try:
        given = json.load(sys.stdin)
    except json.JSONDecodeError as error:
        raise ValueError(f"the answers are no JSON ({error})") from None
    missing = [word for word in QUESTIONS if not (isinstance(given, dict) and given.get(word))]
    if missing:
        raise ValueError(f"the answers lack {', '.join(missing)}")
    return dict(given)


def _ask() -> dict[str, Any]:
    return {word: _prompt(text, hidden=hidden) for word, (text, hidden) in QUESTIONS.items()}


def _prompt(text: str, *, hidden: bool = False) -> str:
    ask: Callable[[str], str] = getpass.getpass if hidden else input
    given = ask(text)
    if not given.strip():
        raise ValueError("an answer is missing")
    return given if hidden else given.strip()


def _in_words(told: Mapping[str, Any]) -> str:
    if "code" in told:
        return (
            f"One-time code:  {told['code']}\nOpen {told['page']} within {told['minutes']} minutes and type it there.\n"
            "It works once. 'leitai setup' gives another one; 'leitai setup --here' does all on the command line."
        )
    return f"{told['name_zh']} is set up. Sign in at {told['page']} as {told['administrator']}."
