"""Reading the intake: a bounded number of statements, plain rows for pages."""

from leitai.workbooks.queries import memory, pictures, uploads

__all__ = ["memory", "pictures", "uploads"]
