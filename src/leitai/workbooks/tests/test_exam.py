"""The reader against the exam: unseen workbooks whose keys were set down by hand from the conventions."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from leitai.workbooks import files, terms
from leitai.workbooks.rules import answering, opening
from leitai.workbooks.tests.exam import make, odd, writing

SCORE = Path(__file__).parent / "data" / "score.py"
KNOWN: dict[str, str] = {}  # a difference that stays -> why


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SCORE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("batch", make.BATCHES)
def test_the_exam_is_passed(score: ModuleType, tmp_path: Path, batch: str) -> None:
    key = json.loads(writing.write_all(make.BATCHES[batch].CASES, tmp_path).read_text(encoding="utf-8"))
    notes: list[str] = []
    total: Counter[str] = Counter()
    for entry in key["workbooks"]:
        path = tmp_path / entry["file"]
        answer = files.read_here(path.read_bytes(), path.name, views=False).answer()
        seen = json.loads(json.dumps(answer, ensure_ascii=False))
        said: list[str] = []
        total.update(score.score(entry, seen, said.append, set(key["optional_codes"])))
        notes += [f"{entry['file']} {note.strip()}" for note in said]
    unknown = [n for n in notes if n not in KNOWN]
    assert unknown == []
    assert total["problems_found"] >= 0.95 * total["problems"]
    assert total["false"] <= 0.05 * total["reported"]
    assert total["rows_found"] == total["rows"] > 0


@pytest.mark.parametrize("batch", make.BATCHES)
def test_odd_cells_end_in_an_answer(tmp_path: Path, batch: str) -> None:
    for n, case in enumerate(make.BATCHES[batch].CASES):
        case.write(tmp_path / case.file)
        book = opening.book((tmp_path / case.file).read_bytes(), case.file)
        if sum(len(s.rows) for s in book.sheets) > 60:
            continue  # the small ones have all there is to trip over
        for seed in range(20 * n, 20 * n + 20):
            answer = answering.reading_of(odd.strewn(book, seed), terms.Hints(), views=False).answer()
            assert json.loads(json.dumps(answer, allow_nan=False))["file"] == case.file
