"""What the import contracts cannot show: who writes, whose tables are opened, what loads without Django."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "leitai"
SLICES = sorted(p.parent.name for p in SOURCE.glob("*/__init__.py"))
WRITING = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# Rooms that write by their nature: the way to act itself, and the library's job rows.
MAY_WRITE = {
    "store/action.py": "remembers what was done under a key",
    "config/waiting.py": "puts a killed worker's job back; the row is the job library's",
}
# Places that look across counties by intention.
EVERYWHERE = {
    "store/county.py": "defines it",
    "accounts/queries": "finds the seats of a person before a county is in force",
    "audit": "the sequencer and the check of all logs",
    "documents/jobs.py": "sweeps orphans of all counties",
    "register/jobs.py": "goes through the counties one by one",
}


def python_files(*, tests: bool = False) -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).parts
        if "migrations" not in parts and (tests or "tests" not in parts):
            yield path


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def is_room(path: Path, room: str) -> bool:
    parts = path.relative_to(SOURCE).parts
    return len(parts) > 1 and (parts[1] == f"{room}.py" or parts[1] == room)


def writing_calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls that write rows: `x.save()`, `….objects.create(…)`; not `dict.update({…})`, `set.update` or hashes."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING):
            continue
        text = ast.unparse(node.func)
        if text.endswith("session.save"):  # a session is the browser's, no state of the product
            continue
        if (node.func.attr == "save" and not node.args) or re.search(r"\b(objects|everywhere|_base_manager)\b", text):
            yield node


def test_rows_are_written_in_actions_alone():
    found = []
    for path in python_files():
        if is_room(path, "actions") or name_of(path) in MAY_WRITE:
            continue
        found += [
            f"{name_of(path)}:{call.lineno} {ast.unparse(call.func)}"
            for call in writing_calls(ast.parse(path.read_text()))
        ]
    assert found == []


def test_the_search_for_writing_calls_finds_them():
    planted = "row.save(update_fields=['a'])\nModel.objects.filter(a=1).update(b=2)\nwords.update({'a': 1})\nfile.save(buffer)"
    assert [ast.unparse(c.func) for c in writing_calls(ast.parse(planted))] == [
        "row.save",
        "Model.objects.filter(a=1).update",
    ]


def test_a_slice_opens_its_own_tables_alone():
    found = []
    for path in python_files():
        own = path.relative_to(SOURCE).parts[0]
        for node in ast.walk(ast.parse(path.read_text())):
            modules = []
            if isinstance(node, ast.ImportFrom) and node.module:
                modules = [node.module, *(f"{node.module}.{a.name}" for a in node.names)]
            elif isinstance(node, ast.Import):
                modules = [a.name for a in node.names]
            for module in modules:
                match = re.fullmatch(r"leitai\.(\w+)\.models(\.\w+)?", module)
                if match and match[1] not in {own, "store"}:
                    found.append(f"{name_of(path)}:{node.lineno} {module}")
    assert found == []


def test_every_public_action_goes_through_the_one_way_to_act():
    found = []
    for path in python_files():
        if not is_room(path, "actions") or name_of(path).startswith("audit/"):
            continue
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            marks = {ast.unparse(d).rsplit(".", 1)[-1] for d in node.decorator_list}
            if "action" not in marks:
                found.append(f"{name_of(path)}:{node.lineno} {node.name}")
    assert found == []


def test_looking_across_counties_happens_in_the_named_places_alone():
    found = []
    for path in python_files():
        if any(name_of(path) == place or name_of(path).startswith(f"{place}/") for place in EVERYWHERE):
            continue
        found += [
            f"{name_of(path)}:{node.lineno}"
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Attribute) and node.attr == "everywhere"
        ]
    assert found == []


def test_terms_rules_and_kernel_load_without_django():
    modules = []
    for path in python_files():
        if is_room(path, "rules") or is_room(path, "terms") or path.relative_to(SOURCE).parts[0] == "kernel":
            modules.append("leitai." + name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    program = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in {'django', 'sqlite3'}))"
    )
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT / "src")
    assert out.stdout.strip() == "[]"
    assert len(modules) > 20


@pytest.mark.parametrize("slice_", SLICES)
def test_links_to_other_slices_have_no_way_back(slice_):
    """A foreign key to another slice is named by a string and leaves no reverse accessor there."""
    found = []
    for path in [SOURCE / slice_ / "models.py", *(SOURCE / slice_ / "models").glob("*.py")]:
        if not path.exists():
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                ("ForeignKey", "OneToOneField", "ManyToManyField")
            ):
                target = node.args[0]
                back = {k.arg: ast.unparse(k.value) for k in node.keywords}.get("related_name")
                if isinstance(target, ast.Constant) and "." in str(target.value) and back != "'+'":
                    found.append(f"{path.name}:{node.lineno} {target.value}")
    assert found == []


def test_no_file_names_a_registry_or_a_folder_of_a_machine():
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=False, cwd=ROOT).stdout
    files = [ROOT / name for name in listed.split("\0") if name] or list(python_files(tests=True))
    hosts = re.compile(rb"py" + rb"pi\.org|python" + rb"hosted\.org|registry\.npm" + rb"js|deb\.debian\." + rb"org")
    folders = re.compile(rb"(?<![\w.])/(root|home/[a-z]+|work" + rb"|farm)/")
    found = []
    for path in files:
        if not path.is_file() or path.suffix in {".woff2", ".png", ".xlsx", ".xls"}:
            continue
        data = path.read_bytes()
        if hosts.search(data) or (folders.search(data) and path.suffix != ".lock"):
            found.append(path.relative_to(ROOT).as_posix())
    assert found == []


def test_locks_hold_hashes_and_no_addresses():
    for path in sorted((ROOT / "requirements").glob("*.lock")):
        text = path.read_text()
        assert "://" not in text
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert all("--hash=sha256:" in block for block in blocks), path.name


def test_a_silenced_warning_carries_its_reason():
    found = []
    for path in [*python_files(tests=True), *(ROOT / "tests").rglob("*.py"), *(ROOT / "tools").glob("*.py")]:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            mark = re.search(r"#\s*(noqa|type:\s*ignore)[^#]*?(?=$|#|\s-\s)", line)
            if mark and not re.search(r"(noqa:[^#]*?-\s+\w)|(ignore\[[^]]*\]\s+#\s*\w)", line):
                found.append(f"{path.name}:{number} {line.strip()[:80]}")
    assert found == []
