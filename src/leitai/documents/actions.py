"""Writing: a file handed in. Its bytes were streamed aside before (`files.received`); here they get place and row."""

import io
from collections.abc import Collection
from datetime import datetime, timedelta

from leitai.audit import actions as audit
from leitai.documents import files, pictures, queries, rules, terms
from leitai.documents.models import Document
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Refusal
from leitai.store.action import action

FILES_A_DAY = 2_000  # of one office; a monthly report with photos needs some dozens


@action
def hand_in(
    *, received: terms.Received, name: str, accept: Collection[terms.Kind], by: Actor, at: datetime, field: str = "file"
) -> Document:
    """The row of a file whose bytes `files.received` took: the same bytes give the same row again, in one county.

    Whether `by` may hand in here is asked by the action that calls this one.
    Raises: Refusal at `field`: 415 another kind than `accept` names, by content; 429 too many files today; `file.name`.
    """
    if received.kind not in accept:
        text = N_(
            "Not taken: by its content this is no file of the kind that is asked for here, whatever its name says."
        )
        raise Refusal("file.kind", text, field=field, status=415)
    if not by.is_machine and queries.count_since(by.office, at - timedelta(days=1)) >= FILES_A_DAY:
        text = N_("Not taken: your office handed in %(count)s files within a day. Try again tomorrow.")
        raise Refusal("file.too_many", text, field=field, status=429, count=FILES_A_DAY)
    values = {
        "name": rules.clean_name(name), "media_type": terms.MEDIA_TYPES[received.kind], "size_bytes": received.size_bytes,
        "office": by.office, "handed_in_by": by.code, "handed_in_at": at,
    }  # fmt: skip
    files.place(received)
    document: Document
    document, _new = Document.objects.get_or_create(sha256=received.sha256, defaults=values)
    audit.append(
        "document.handed_in", about=f"document:{document.sha256}", by=by, at=at, rows=[document],
        after={"sha256": document.sha256, "size_bytes": document.size_bytes, "media_type": document.media_type},
        texts={"name": document.name},
    )  # fmt: skip
    return document


@action
def hand_in_picture(*, picture: pictures.Picture, name: str, by: Actor, at: datetime) -> tuple[Document, Document]:
    """The rows of a photo and of its small one, for an action that calls it. Raises: as `hand_in`, at `photo`."""
    stem = rules.clean_name(name).rpartition(".")[0] or "photo"
    kept = []
    for content, ending in ((picture.content, ".jpg"), (picture.thumbnail, "-small.jpg")):
        short = stem[: rules.LONGEST_NAME - len(ending)] + ending
        with files.received(files.chunks(io.BytesIO(content))) as taken:
            kept.append(hand_in(received=taken, name=short, accept={terms.Kind.JPEG}, by=by, at=at, field="photo"))
    return kept[0], kept[1]
