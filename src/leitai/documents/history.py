"""What the history says of files."""

from leitai.audit.terms import Field, Noun, Shown
from leitai.kernel.refusal import N_

KINDS = {"document.handed_in": N_("Handed in the file %(name)s")}
FIELDS = {
    "name": Field(N_("File")),
    "size_bytes": Field(N_("Size"), shown=Shown.COUNT, unit="B"),
    "media_type": Field(N_("Kind of file")),
    "sha256": Field(N_("Fingerprint (SHA-256)")),
}
NOUNS = {"document": Noun(N_("File"))}
