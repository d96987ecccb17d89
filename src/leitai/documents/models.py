"""Tables of files: what is known of a file stands here, its bytes stand in the file store under their hash."""

from django.db import models

from leitai.store.county import CountyRow


class Document(CountyRow):
    """One file handed in, once in a county for the same bytes."""

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)  # as sent, without a path
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()
    office = models.CharField(max_length=40)  # code of the office that handed it in
    handed_in_by = models.CharField(max_length=16)
    handed_in_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["county", "sha256"], name="document_once_in_county"),)
        indexes = (models.Index(fields=["county", "office", "handed_in_at"], name="document_of_office"),)

    def __str__(self) -> str:
        return self.name
