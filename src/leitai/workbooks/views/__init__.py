"""The pages of the intake."""

from leitai.workbooks.views.ending import again, return_, submit, withdraw
from leitai.workbooks.views.monthly import template, template_of
from leitai.workbooks.views.reader import confirm_all, doubts_export, match_all, original, reader, settle
from leitai.workbooks.views.receiving import upload, uploads, uploads_export

__all__ = [
    "again",
    "confirm_all",
    "doubts_export",
    "match_all",
    "original",
    "reader",
    "return_",
    "settle",
    "submit",
    "template",
    "template_of",
    "upload",
    "uploads",
    "uploads_export",
    "withdraw",
]
