"""Opening what was sent: in a child process with limits, whatever the file does to the reader."""

from __future__ import annotations

import gc
import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from leitai.workbooks import terms

WALL_S = 50

REFUSED, NO_MEMORY = 3, 4
LOG = logging.getLogger(__name__)
LOG.addHandler(logging.NullHandler())
CHILD = "import sys; sys.path[:0] = {paths}; from leitai.workbooks import child; raise SystemExit(child.main())"


def read(path: str | Path, *, name: str | None = None, hints: terms.Hints | None = None) -> dict[str, Any]:
    """The plain answer for a file, read in a limited child. Raises terms.Unreadable."""
    plain: dict[str, Any] = json.loads(run(path, name=name, hints=hints, face="answer"))
    return plain


def reading(path: str | Path, *, name: str | None = None, hints: terms.Hints | None = None) -> terms.Reading:
    """The whole reading of a file, for the page, read in a limited child. Raises terms.Unreadable."""
    return terms.Reading.from_json(json.loads(run(path, name=name, hints=hints, face="reading")))


def read_here(data: bytes, name: str, hints: terms.Hints | None = None, *, views: bool = True) -> terms.Reading:
    """The reading of trusted bytes in this very process, without limits."""
    from leitai.workbooks.rules import answering, opening

    collecting = gc.isenabled()
    gc.disable()  # millions of small lasting objects: collections in between only cost
    try:
        return answering.reading_of(opening.book(data, name), hints or terms.Hints(), views)
    finally:
        if collecting:
            gc.enable()


def run(path: str | Path, *, name: str | None, hints: terms.Hints | None, face: str) -> bytes:
    """JSON of the child for one file. Raises terms.Unreadable where it refuses, dies or takes too long."""
    path = Path(path)
    if path.exists() and not path.is_file():  # a folder, or a pipe that would never end
        raise terms.Unreadable("not-a-file", f"“{path.name}”不是文件。", f"{path.name} is not a file.")
    order = {"name": name or path.name, "face": face, "hints": hints.to_json() if hints else None}
    try:
        with path.open("rb") as stream:
            done = subprocess.run(  # noqa: S603 - our own interpreter, our own code, nothing of the file in the words
                [sys.executable, "-I", "-S", "-c", CHILD.format(paths=repr(paths())), json.dumps(order)],
                stdin=stream,
                capture_output=True,
                timeout=WALL_S,
                env=environment(),
                check=False,
            )
    except subprocess.TimeoutExpired as reason:
        raise too_long() from reason
    except OSError as reason:
        raise closed(path, reason) from reason
    if done.returncode == REFUSED:
        raise refusal(json.loads(done.stdout))
    if done.returncode or not done.stdout:
        raise died(done.returncode, path.name, done.stderr)
    return done.stdout


def paths() -> list[str]:
    """Where the child finds this package and calamine: the parent's own places."""
    return [p for p in sys.path if p and Path(p).is_dir()]


def environment() -> Mapping[str, str]:
    return {"PYTHONUTF8": "1", "LANG": "C.UTF-8", "PATH": os.defpath}


def refusal(said: Mapping[str, str]) -> terms.Unreadable:
    return terms.Unreadable(said["code"], said["zh"], said["en"])


def too_long() -> terms.Unreadable:
    zh = "读取超过时限，已停止；请只保留要报的工作表和行列后重新保存。"
    return terms.Unreadable("too-slow", zh, "Reading took too long and was stopped; keep only the cells to report.")


def closed(path: Path, reason: OSError) -> terms.Unreadable:
    """What to say of a file that can't be opened."""
    if isinstance(reason, PermissionError):
        return terms.Unreadable(
            "no-permission", f"没有读取文件“{path.name}”的权限。", f"No permission to read {path.name}."
        )
    if isinstance(reason, FileNotFoundError):
        return terms.Unreadable("no-such-file", f"没有文件“{path.name}”。", f"There is no file {path.name}.")
    return terms.Unreadable("no-such-file", f"打不开文件“{path.name}”。", f"Cannot open the file {path.name}.")


def died(code: int, name: str, said: bytes) -> terms.Unreadable:
    """What to say of a child that ended without an answer: out of memory, aborted, out of time, or by our own fault."""
    if code in (-24, -9, 152, 137):
        return too_long()
    if code >= 0 and code != NO_MEMORY:
        LOG.error("The reader failed on %s (%s): %s", name, code, said[-4000:].decode(errors="replace"))
        zh = "读取程序内部出错，不是文件的问题；请保留文件并告知管理员，修复后重新读取。"
        en = "The reader itself failed, not the file; keep the file and tell the administrator, then read it again."
        return terms.Unreadable("internal", zh, en)
    zh = "文件展开后过大或内部结构异常，未予读取；请用 Excel 或 WPS 另存为新的 .xlsx 再报。"
    return terms.Unreadable(
        "too-large", zh, "The file is too large once unpacked or oddly built; save it anew as .xlsx."
    )
