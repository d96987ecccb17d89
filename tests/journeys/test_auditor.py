"""The auditor reads the history, proves an entry, takes it away; the command line comes to the same result."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from . import errands
from .person import Person

Come = Callable[..., Person]


@pytest.mark.parametrize(("language", "width"), [("zh", 1440), ("en", 390)])
def test_the_history_is_read_and_proved(come: Come, served: Any, language: str, width: int) -> None:
    auditor = come("auditor", language, width)
    auditor.open("/history/")
    total = max(errands.amounts(auditor.title()))
    assert total > 1000
    auditor.page.locator(".filters [name]").first.fill("P25-0027")
    auditor.press("Filter")
    auditor.press(auditor.page.locator("main a[href^='/history/']").filter(has_text="2,").first)
    assert auditor.says("From this entry to the root")
    proof = json.loads(Path(auditor.download("Download the proof")).read_text())
    assert proof
    auditor.open("/history/checks/")
    told = served.run("audit", "verify", check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert max(errands.amounts(told.stdout)) >= total


def test_what_was_found_goes_out_as_a_sheet(come: Come) -> None:
    auditor = come("auditor")
    auditor.open("/history/?q=P25-0027")
    sheet = auditor.page.locator("main a[href*='export.xlsx']").first
    book = openpyxl.load_workbook(auditor.download(sheet))
    assert book.worksheets[0].max_row > 3


def test_a_root_on_paper_is_compared(come: Come) -> None:
    auditor = come("auditor")
    auditor.open("/history/checks/")
    auditor.page.locator("#paper-root").fill("0" * 64)
    auditor.press("Compare")
    assert auditor.page.locator("main .note").first.is_visible()
