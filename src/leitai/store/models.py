"""What was already done, by key: the memory that makes a double click and a retried request do the thing once."""

from django.db import models

from leitai.store.county import CountyRow


class Done(CountyRow):
    """An action that was done under a key of its actor, and the row it answered with."""

    actor = models.CharField(max_length=32)
    action = models.CharField(max_length=80)
    key = models.CharField(max_length=64)
    asked = models.CharField(max_length=64)  # SHA-256 of what was asked: the same key with another content is refused
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["county", "actor", "action", "key"], name="done_once"),)
        indexes = (models.Index(fields=["at"], name="done_at"),)
