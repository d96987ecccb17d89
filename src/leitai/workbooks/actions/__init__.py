"""The only writers of the intake: one function for each thing that somebody does, in one transaction with its history."""

from leitai.workbooks.actions.entering import submit_workbook
from leitai.workbooks.actions.receiving import (
    begin_reading,
    hand_in_workbook,
    keep_reading,
    return_workbook,
    withdraw_workbook,
)
from leitai.workbooks.actions.settling import (
    match_row,
    match_rows,
    settle_all_confirmations,
    settle_doubt,
    unsettle_doubt,
)

__all__ = [
    "begin_reading", "hand_in_workbook", "keep_reading", "match_row", "match_rows", "return_workbook",
    "settle_all_confirmations", "settle_doubt", "submit_workbook", "unsettle_doubt", "withdraw_workbook",
]  # fmt: skip
