"""`leitai workbook FILE [--json] [--import]`: a monthly report read as a careful person would; with --import it is handed in."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from leitai.workbooks import files, terms

USAGE = "用法：leitai workbook 文件 [--json] [--import [--office 单位代码] [--county 县代码]]"
SEVERITIES = (("error", "须先处理"), ("warn", "请核对"), ("info", "已按此读"))


def workbook(argv: list[str]) -> int:
    """Reads one file; prints the answer as JSON or as a summary. Exit 2 for bad usage, 1 for a file that can't be read."""
    if "--import" in argv:
        # Only here is Django needed; reading alone starts in a tenth of the time without it.
        from leitai.workbooks.commands import importing

        return importing.run(argv)
    words = [a for a in argv if a != "--json"]
    if len(words) != 1 or words[0].startswith("-"):
        print(USAGE, file=sys.stderr)
        return 2
    path = Path(words[0])
    try:
        said = files.run(path, name=None, hints=None, face="answer")
    except terms.Unreadable as reason:
        print(f"{path.name}：{reason.zh}", file=sys.stderr)
        return 1
    if "--json" in argv:
        sys.stdout.buffer.write(said + b"\n")
    else:
        print(summary(json.loads(said)))
    return 0


def summary(answer: dict[str, Any]) -> str:
    """The answer as a page of Chinese text: who, when, how many rows, then problems by severity with their place."""
    lines = [answer["file"]]
    lines.append(
        f"填报单位：{answer['reporting_unit'] or '未写明'}　报告期：{answer['period'] or '未写明'}　类别：{answer['kind']}"
    )
    repeated = sum("duplicate_of" in r for r in answer["rows"])
    lines.append(f"项目 {len(answer['rows'])} 行" + (f"，其中重复 {repeated} 行" if repeated else ""))
    if "trips" in answer:
        lines.append(f"外出招商 {len(answer['trips'])} 次，报告期内 {answer['trip_count_in_period']} 次")
    for severity, title in SEVERITIES:
        found = [p for p in answer["problems"] if p["severity"] == severity]
        if found:
            lines.append(f"\n{title}（{len(found)}）")
            lines += [f"  {where(p)}  {p['zh']}  [{p['code']}]" for p in found]
    return "\n".join(lines)


def where(problem: dict[str, Any]) -> str:
    sheet = {None: "", "*": "全部"}.get(problem["sheet"], problem["sheet"])
    return "!".join(p for p in (sheet, problem["cell"]) if p) or "全部"
