"""Tables of the intake: what was sent, what was read of it, how doubts were settled, what is remembered for the next month."""

from django.db import models
from django.db.models import Q

from leitai.store.county import CountyRow
from leitai.workbooks.intake.words import GONE, State


class Upload(CountyRow):
    """A workbook that was handed in. The original lies with `documents` under its hash."""

    no = models.CharField(max_length=12)  # U24-0012
    office = models.CharField(max_length=40)  # code of the office whose workbook it is
    document = models.CharField(max_length=64)  # SHA-256 of the original
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.WAITING.value)
    kind = models.CharField(max_length=24, default="")  # of the table, as read
    month = models.CharField(max_length=7, default="")  # as read or ruled; empty where it isn't known
    unit = models.CharField(max_length=200, default="")  # who reports, in the table's words
    reading = models.TextField(default="")  # JSON of terms.Reading
    rows_count = models.PositiveIntegerField(default=0)
    doubts_open = models.PositiveIntegerField(default=0)  # to settle, when last looked at by an action
    entered_count = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=24, default="")  # why it can't be read
    refusal_zh = models.CharField(max_length=300, default="")
    refusal_en = models.CharField(max_length=300, default="")
    tries = models.PositiveSmallIntegerField(default=0)  # how often reading was begun
    because = models.TextField(default="")  # why it was returned
    made_up = models.BooleanField(default=False)  # figures made up for the demonstration
    handed_in_by = models.CharField(max_length=16)
    handed_in_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=16, default="")  # who submitted, returned or withdrew it
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["county", "no"], name="upload_no_in_county"),
            models.UniqueConstraint(
                fields=["county", "office", "document"],
                condition=~Q(state__in=[s.value for s in GONE]),
                name="upload_once",
            ),
        )
        indexes = (models.Index(fields=["county", "office", "state"], name="upload_of_office"),)

    def __str__(self) -> str:
        return self.no


class Settlement(CountyRow):
    """How one doubt of an upload was settled. Its name (`doubt`) stays the same when the file is read again."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="settlements")
    doubt = models.CharField(max_length=60)
    code = models.CharField(max_length=40)
    sheet = models.CharField(max_length=60, default="")
    cell = models.CharField(max_length=200, default="")
    answer = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    about = models.JSONField(default=dict)  # the sentence answered and what is to be remembered of it
    by = models.CharField(max_length=16)
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["upload", "doubt"], name="settled_once"),)


class Entered(CountyRow):
    """A row that became a report, and whose."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="entered")
    sheet = models.CharField(max_length=60, default="")
    row = models.CharField(max_length=12)
    project = models.CharField(max_length=12)  # number on the register
    month = models.CharField(max_length=7)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["upload", "sheet", "row"], name="entered_once"),)


class Memory(CountyRow):
    """What an office's workbooks taught: applied to its next one without asking again."""

    office = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)  # town, same, different, project
    key = models.CharField(max_length=250)
    value = models.JSONField()
    upload = models.CharField(max_length=12)  # from which
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["county", "office", "kind", "key"], name="remembered_once"),)
