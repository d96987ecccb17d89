"""The permission matrix as a page of documentation; a test holds `docs/reference/permissions.md` to it."""

from leitai.accounts import matrix, terms
from leitai.accounts.terms import Role, Scope

HEAD = """# Who may do what

Made from `src/leitai/accounts/matrix.py`, which the code, the menus and the tests use too. Don't edit it by hand:
`.venv/bin/python -m leitai.accounts.documenting` writes it anew.

A row is a door: one way in, for a page, a file, an export, a job or a command. A role passes where its cell says how far it
reaches: *self*, its *section*, its *office* or the whole *county*. An empty cell is shut. What lies outside of one's reach
answers like a page that doesn't exist. Open doors need no sign-in.

"""
ROLES = tuple(Role)


def permissions() -> str:
    """The page in Markdown: one table for each slice, in the order of the matrix."""
    slices: dict[str, list[matrix.Door]] = {}
    for door in matrix.DOORS.values():
        slices.setdefault(door.name.partition(".")[0], []).append(door)
    parts = [HEAD, _roles()]
    for name, doors in slices.items():
        parts += [
            f"\n## {name}\n\n",
            _line(["door", "kind", *(r.value for r in ROLES)]),
            _line(["---"] * (2 + len(ROLES))),
        ]
        parts += [_row(door) for door in doors]
    return "".join(parts)


def _roles() -> str:
    return "".join(f"- `{role.value}`: {terms.ROLE_NAMES[role]}\n" for role in ROLES)


def _row(door: matrix.Door) -> str:
    if door.public:
        return _line([f"`{door.name}`", door.kind, "open to everybody", *[""] * (len(ROLES) - 1)])
    reaches = [door.scopes.get(role, Scope.NONE) for role in ROLES]
    return _line([f"`{door.name}`", door.kind, *("" if r is Scope.NONE else r.name.lower() for r in reaches)])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    from pathlib import Path

    (Path(__file__).resolve().parents[3] / "docs" / "reference" / "permissions.md").write_text(permissions(), "utf-8")
