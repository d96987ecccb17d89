"""Whatever is typed after `leitai`: exit code 1 or 2, a few lines that say what to do, no trace, in bounded time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
FILES = {
    "empty": b"", "binary": bytes(range(256)) * 400, "deep.json": b"[" * 100_000, "twin.json": b'{"a":1,"a":2}',
    "nan.json": b"NaN", "deep.yaml": b"[" * 5_000, "code.yaml": b'!!python/object/apply:os.system ["id"]', "zeros": b"\0" * 2_000_000,
    "alias.yaml": b"a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n",
}  # fmt: skip
READERS = ["workbook", "contest rank", "contest verify", "roadmap", "catalogue check", "audit verify --export"]
WORDS = [
    "serve --port 99999999", "serve --port -1", "serve --port x", "serve --workers 0", "serve --workers -3", "serve zzz",
    "work zzz", "work --with-parent abc", "up zzz", "up --port 0", "calendar", "calendar add 2024-13-01 3", "check x",
    "messages x", "demonstration x", "nosuch", "audit", "audit nosuch", "audit verify --county 1", "workbook", "workbook a b",
]  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    (folder / "loop").symlink_to("loop")
    (folder / "folder").mkdir()
    return folder


def run(place, *words):
    env = {**os.environ, "LEITAI_DATA": str(place / "data"), "PYTHONPATH": str(SOURCE)}
    return subprocess.run(
        [sys.executable, "-m", "leitai", *words], cwd=place, env=env, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL, timeout=60,
    )  # fmt: skip


def is_told(found) -> bool:
    said = found.stdout + found.stderr
    return found.returncode in {1, 2} and "Traceback" not in said and 0 < said.count("\n") <= 14


@pytest.mark.parametrize("words", WORDS)
def test_wrong_words_are_told(place, words):
    assert is_told(run(place, *words.split()))


@pytest.mark.parametrize("name", [*FILES, "loop", "folder", "missing", ""])
@pytest.mark.parametrize("words", READERS)
def test_a_file_that_is_none_is_told(place, words, name):
    assert is_told(run(place, *words.split(), name))
