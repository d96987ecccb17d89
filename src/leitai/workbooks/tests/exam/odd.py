"""Books with odd cells strewn into them: what a reader must survive, whatever it makes of it."""

import copy
import datetime as dt
import random

from leitai.workbooks import terms

CELLS = [
    None, "", " ", "—", "无", "合计", "小计", "总计（3个）", "序号", "项目名称", "总投资", "单位：亿元", "1.5亿", "约3", "2-3", "1500+300",
    "2OO", "３００", "#DIV/0!", terms.ErrorValue("#N/A"), True, 0, -5, 1e308, -1e308, 10**30, float("inf"), float("nan"), 1e-320,
    dt.date(2024, 2, 29), dt.datetime(1900, 1, 1, 3, 4), dt.time(1, 2), 45352, "45352", "2024.13.45", "一期2024年6月；二期2026年",
    "13月", "0月0日", "99999999", "9" * 400, "一" * 300, "亿", "千百十", "点", "=", "同左一", "与第999999999999行重复", "3" * 50 + "月",
    "第一季度", "1-13月", "\n", "a" * 5000, "（" * 50, "项目（一期）", "2024年", "20240230", "1/2/3/4", "1e5", "①", "²", "½", "三成",
    "-12.5%", "%", "￥", "1,2,3", "亿万", "5千千",
]  # fmt: skip
FORMULAS = [
    "SUM(A1:C9)", "A1", "1/0", "C3+C4", 'IF(A1,"x",2)', "VLOOKUP(1,A:B,2)", "SUM(C:C)", "#REF!", "2^99999", "Sheet9!A1", "(", "A1:",
    "DATE(2024,13,45)", 'SUMIF(A:A,"合计",B:B)', "MOD(1,0)", 'INT("x")', "ROUND(A1,B1)",
]  # fmt: skip
NOTES = ["应为300", "改为", "核实为2亿", "9" * 20, "已核", "应为2024.3.1"]


def strewn(book: terms.Book, seed: int) -> terms.Book:
    """A copy of the book with one to fifteen things made odd, the same ones for a seed."""
    r = random.Random(seed)
    out = copy.deepcopy(book)
    for _ in range(r.choice([1, 2, 5, 15])):
        sheet = r.choice(out.sheets)
        lines = [n for n, line in sheet.rows.items() if line]
        if lines:
            number = r.choice(lines)
            change(r, sheet, number, r.randrange(len(sheet.rows[number])) + 1)
    return out


def change(r: random.Random, sheet: terms.Sheet, row: int, column: int) -> None:
    kind = r.randrange(10)
    if kind < 5:
        sheet.rows[row][column - 1] = r.choice(CELLS)
    elif kind == 5:
        sheet.merges.append((row, column, row + r.randrange(4), column + r.randrange(4)))
    elif kind == 6:
        sheet.formulas[row, column] = r.choice(FORMULAS)
        sheet.uncached.add((row, column))
        sheet.rows[row][column - 1] = None
    elif kind == 7:
        sheet.hidden_rows.add(row)
    elif kind == 8:
        sheet.hidden_columns.add(column)
    else:
        sheet.notes[row, column] = r.choice(NOTES)
