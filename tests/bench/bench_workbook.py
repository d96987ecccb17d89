"""Reading a large workbook: ours with full understanding against readers of bare values.

The work: 100,000 rows of a project table (or `size` rows), merged two-row heading, title and unit note; a name of its own
in each row, 7 texts from 8 words, 9 numbers with two decimals, 2 dates, 1 flag. `kind` "inline" keeps strings inside
the cells, "shared" in the shared table, as Excel and WPS do.
"""

from __future__ import annotations

import hashlib
import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from harness import Bench

from leitai.workbooks import terms

PATH = "workbook"
SIZE = 100_000
TITLE = "全县重点项目2024年3月基础数据表"
HEAD = [
    ("项目名称", None), ("建设单位", None), ("项目类别", None), ("行业", None), ("形象进度", None), ("建设内容", None),
    ("责任单位", None), ("联系人", None), ("投资情况（万元）", "总投资"), (None, "设备投资"), (None, "土建投资"),
    (None, "到位资金"), (None, "银行贷款"), (None, "上年同期"), (None, "产值"), (None, "税收"), ("用地（亩）", None),
    ("建设起止时间", "开工"), (None, "竣工"), ("是否化工项目", None),
]  # fmt: skip
WORDS = ["甲木", "乙火", "丙土", "丁金", "戊水", "己风", "庚山", "辛泽"]
FIRST = date(2020, 1, 1)


def columns(seed: int, size: int) -> list[list[Any]]:
    """The values of the work by column, dates as dates."""
    r = random.Random(seed)
    names = [f"{r.choice(WORDS)}{i:06d}号生产线" for i in range(size)]
    texts = [[r.choice(WORDS) for _ in range(size)] for _ in range(7)]
    numbers = [[round(r.uniform(0, 100_000), 2) for _ in range(size)] for _ in range(9)]
    starts = [FIRST + timedelta(days=r.randrange(1000)) for _ in range(size)]
    ends = [FIRST + timedelta(days=1000 + r.randrange(1000)) for _ in range(size)]
    flags = [r.random() < 0.5 for _ in range(size)]
    return [names, *texts, *numbers, starts, ends, flags]


def work(seed: int, size: int = SIZE, kind: str = "inline", folder: Path | None = None) -> str:
    """Path of the workbook for a seed, written once."""
    path = (folder or Path(tempfile.gettempdir())) / f"leitai-bench-workbook-{kind}-{seed}-{size}.xlsx"
    if not path.exists():
        write(path, columns(seed, size), kind)
    return str(path)


def write(path: Path, data: list[list[Any]], kind: str) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": kind == "inline"})
    sheet = book.add_worksheet("数据")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write(0, 0, TITLE)
    for r in (1, 2):
        for c, levels in enumerate(HEAD):
            if levels[r - 1]:
                sheet.write(r, c, levels[r - 1])
    if kind != "inline":
        sheet.merge_range(0, 0, 0, len(HEAD) - 1, TITLE)
        sheet.merge_range(1, 8, 1, 15, "投资情况（万元）")
        sheet.merge_range(1, 17, 1, 18, "建设起止时间")
    for r, row in enumerate(zip(*data, strict=True), 3):
        for c, v in enumerate(row):
            if isinstance(v, date):
                sheet.write_datetime(r, c, v, day)
            else:
                sheet.write(r, c, v)
    book.close()


def work_hash(path: str) -> str:
    """Hash of the sheet's content (not of the archive, which carries the time of writing)."""
    import zipfile

    with zipfile.ZipFile(path) as z:
        return hashlib.sha256(z.read("xl/worksheets/sheet1.xml")).hexdigest()[:16]


def ours(path: str) -> Any:
    """The whole reading (rows, doubts, places) in this process, as the limited child does it."""
    from leitai.workbooks import files

    return files.read_here(Path(path).read_bytes(), Path(path).name, views=False)


def calamine(path: str) -> list[list[Any]]:
    import python_calamine

    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def fastexcel(path: str) -> Any:
    import fastexcel as reader

    return reader.read_excel(path).load_sheet(0, header_row=2).to_polars()


def pandas(path: str) -> Any:
    import pandas as reader

    return reader.read_excel(path, engine="calamine", header=2)


def openpyxl(path: str) -> list[tuple[Any, ...]]:
    import openpyxl as reader

    return list(reader.load_workbook(path, read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True))


def peers() -> dict[str, Callable[[str], Any]]:
    """Readers of bare values; each needs its package, a missing one raises ImportError."""
    return {"python-calamine": calamine, "polars-fastexcel": fastexcel, "pandas-calamine": pandas, "openpyxl": openpyxl}


def check(seed: int, size: int, result: Any) -> str | None:
    """None where our reading holds the generator's arrays cell by cell, else the first difference."""
    data = columns(seed, size)
    if len(result.rows) != size:
        return f"{len(result.rows)} rows for {size}"
    wanted = {
        "name": data[0], "investor": data[1], "category": data[2], "industry": data[3], "status": data[4],
        "total_wan": data[8], "prev_year_wan": data[13], "land_mu": data[16], "chemical": data[19],
        "start": [day(v) for v in data[17]], "finish": [day(v) for v in data[18]],
    }  # fmt: skip
    for name, values in wanted.items():
        for n, (row, value) in enumerate(zip(result.rows, values, strict=True)):
            got = row.fields.get(name)
            if got != value and not (isinstance(value, float) and got is not None and abs(got - value) < 1e-6):
                return f"row {n} {name}: {got!r} for {value!r}"
            if row.row != n + 4:
                return f"row {n} at {row.row}"
    return None


def check_values(seed: int, size: int, result: Any) -> str | None:
    """None where a peer's table holds the generator's arrays (times of day at midnight count as days)."""
    data = columns(seed, size)
    rows = (
        result.rows()
        if hasattr(result, "rows")
        else result.values.tolist()
        if hasattr(result, "values")
        else result[3:]
    )
    if len(rows) != size:
        return f"{len(rows)} rows for {size}"
    for n, (got, want) in enumerate(zip(rows, zip(*data, strict=True), strict=True)):
        for a, b in zip(got, want, strict=True):
            held = a.date() if isinstance(b, date) and hasattr(a, "date") else a
            if held != b and not (isinstance(b, float) and abs(float(held) - b) < 1e-6):
                return f"row {n}: {a!r} for {b!r}"
    return None


def day(value: date) -> dict[str, str]:
    return {"value": value.isoformat(), "precision": "day"}


@dataclass(frozen=True)
class Work:
    """A workbook and how it was made; `code` is the same for whoever makes the same content."""

    path: str
    seed: int
    size: int
    code: str


def bench(kind: str) -> Bench:
    def make(folder: Path, seed: int) -> Work:
        path = work(seed, SIZE, kind, folder)
        return Work(path, seed, SIZE, work_hash(path))

    def judge(w: Work, answer: Any) -> str:
        judged = check if isinstance(answer, terms.Reading) else check_values
        return judged(w.seed, w.size, answer) or "right"

    def facts(w: Work, answer: Any) -> dict[str, Any]:
        problems = {"doubts": len(answer.problems)} if isinstance(answer, terms.Reading) else {}
        return {"work_hash": w.code, "size": w.size, **problems}

    sides = {name: (lambda w, read=read: read(w.path)) for name, read in peers().items()}
    goal = "<= 1.5 x python-calamine's bare values"
    return Bench(
        PATH,
        f"workbook_{kind}",
        "bench_workbook",
        goal,
        make,
        lambda w: ours(w.path),
        sides,
        judge,
        3,
        1,
        1,
        1,
        facts,
        VERSIONS,
    )


VERSIONS = ("python-calamine", "fastexcel", "polars", "pandas", "openpyxl")
BENCHES = [bench("inline"), bench("shared")]
