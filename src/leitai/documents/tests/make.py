"""Makes stored files for tests of this and of later slices, without history."""

import io

from leitai.accounts.tests import make as accounts
from leitai.documents import files, terms
from leitai.documents.models import Document
from leitai.store import county


def stored(content: bytes, *, within: str = accounts.LINQU, name: str = "a.jpg", office: str = "dongcheng") -> str:
    """Bytes in the store with their row; the answer is their hash."""
    with county.within(within), files.received(files.chunks(io.BytesIO(content))) as taken:
        files.place(taken)
        Document.objects.get_or_create(
            sha256=taken.sha256,
            defaults={
                "name": name, "media_type": terms.MEDIA_TYPES[taken.kind], "size_bytes": taken.size_bytes, "office": office,
                "handed_in_by": "somebody", "handed_in_at": accounts.AT,
            },
        )  # fmt: skip
        return taken.sha256
