"""One small demonstration for the tests of a module that only look: told from January to June 2024."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import override_settings

from leitai.audit import actions as audit
from leitai.demonstration import build, terms
from leitai.store import county

NOW = datetime(2024, 6, 20, 11, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="module")
def loaded(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[list[str]]:
    """Loads the county once, puts it in force, and takes everything back at the end. Gives what was said."""
    said: list[str] = []
    files: Path = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files), transaction.atomic():
        build.load(now=NOW, say=said.append)
        audit.sequence_entries(wait=True)
        with county.within(terms.COUNTY):
            yield said
        transaction.set_rollback(True)
