"""Tables of the history. One log a county; an entry's bytes are what is hashed, its columns only repeat them for finding."""

import secrets

from django.db import models

from leitai.store.county import CountyRow


def random_id() -> str:
    """A name for a log that no other log has, in this installation or elsewhere."""
    return secrets.token_hex(8)


class Log(CountyRow):
    """The history of a county: where it stands. `edge` holds the hashes at the right edge of the tree, largest subtree first."""

    uid = models.CharField(max_length=16, default=random_id, unique=True)
    hash_name = models.CharField(max_length=8)  # fixed at birth
    origin = models.CharField(max_length=80)  # first line of its checkpoints
    size = models.BigIntegerField(default=0)
    edge = models.BinaryField(default=b"")
    link = models.BinaryField(default=b"")
    born_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["county"], name="log_once_in_county"),)

    def __str__(self) -> str:
        return self.origin


class Entry(CountyRow):
    """One thing that somebody did.

    `position` counts from 1 without gaps; it is null between the writing action and the sequencer (PostgreSQL only).
    `nodes` holds the leaf hash and the hashes of all subtrees that this entry completes, 32 bytes each, so the tree needs no
    table of its own. `link` = H(link before ‖ leaf) only helps to name the first position that doesn't fit.
    """

    position = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=120)
    actor = models.CharField(max_length=32)
    office = models.CharField(max_length=40)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    body = models.BinaryField()
    nodes = models.BinaryField(default=b"")
    link = models.BinaryField(default=b"")
    row_salt = models.BinaryField(null=True)  # makes digests of rows unguessable; erased with personal data

    class Meta:
        constraints = (models.UniqueConstraint(fields=["county", "position"], name="entry_position"),)
        indexes = (
            models.Index(fields=["county", "kind", "position"], name="entry_kind"),
            models.Index(fields=["county", "office", "position"], name="entry_office"),
            models.Index(fields=["county", "at"], name="entry_at"),
            models.Index(fields=["county", "id"], name="entry_unnumbered", condition=models.Q(position__isnull=True)),
        )

    def __str__(self) -> str:
        return f"{self.position} {self.kind} {self.about}"


class Mention(CountyRow):
    """An object on whose page an entry shows: what it is about, and the further ones."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="mentions", db_index=False)
    about = models.CharField(max_length=120)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["entry", "about"], name="mention_once"),)
        indexes = (models.Index(fields=["county", "about", "entry"], name="mention_about"),)

    def __str__(self) -> str:
        return self.about


class Text(CountyRow):
    """Free text or personal data of an entry. The chain holds H(salt ‖ field ‖ value) only: erasing both keeps every proof."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="texts", db_index=False)
    field = models.CharField(max_length=60)
    value = models.TextField(null=True)
    salt = models.BinaryField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["entry", "field"], name="text_once"),)

    def __str__(self) -> str:
        return self.field


class Checkpoint(CountyRow):
    """A signed statement of size and root, numbered for people; a copy lies in the data folder."""

    number = models.PositiveIntegerField()
    size = models.BigIntegerField()
    root = models.BinaryField()
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["county", "number"], name="checkpoint_number"),)

    def __str__(self) -> str:
        return f"{self.number}: {self.size}"
