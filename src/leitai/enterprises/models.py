"""Tables of firms."""

from django.db import models

from leitai.store.county import CountyRow


class Enterprise(CountyRow):
    """A firm, by its unified social credit code (GB 32100-2015) where it is known."""

    credit_code = models.CharField(max_length=18, null=True)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120, db_index=True)
    industry = models.CharField(max_length=4, default="")  # GB/T 4754-2017
    source = models.CharField(max_length=200, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["county", "credit_code"], name="credit_code_in_county"),
            models.UniqueConstraint(fields=["county", "name_key"], name="enterprise_name_in_county"),
        )

    def __str__(self) -> str:
        return self.name
