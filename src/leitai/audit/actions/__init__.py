"""Writing the history: `append` for the actions of all slices; numbering, checkpoints, erasing and keys for the history itself."""

from leitai.audit.actions.keeping import (
    begin_epoch,
    erase_texts,
    refresh_heads,
    replace_key,
    sign_checkpoint,
)
from leitai.audit.actions.writing import OutsideAction, append, hash_setting, sequence_entries

__all__ = [
    "OutsideAction", "append", "begin_epoch", "erase_texts", "hash_setting", "refresh_heads", "replace_key",
    "sequence_entries", "sign_checkpoint",
]  # fmt: skip
