"""How far the demonstration is loaded, so that a loading that was interrupted goes on where it stopped."""

from django.db import models

from leitai.store.county import CountyRow


class Loading(CountyRow):
    """The loading of the county: one row. `part`: the last month of the story that is told."""

    seed = models.BigIntegerField()
    since = models.CharField(max_length=7)
    told_at = models.DateTimeField()  # the moment up to which the story is told: that of the first try
    part = models.CharField(max_length=7, default="")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["county"], name="loaded_once"),)

    def __str__(self) -> str:
        return f"{self.county} {self.part}"
