"""Makes uploads for the tests of the intake: by the actions themselves, read in this very process."""

from datetime import datetime
from pathlib import Path
from typing import Any

from leitai.accounts.tests import make as accounts
from leitai.documents import files as stored
from leitai.kernel.actor import Actor
from leitai.register.tests import make as register
from leitai.store import county
from leitai.workbooks import access, actions, jobs, queries
from leitai.workbooks.models import Upload
from leitai.workbooks.queries.pictures import Picture
from leitai.workbooks.views import rereading

DATA = Path(__file__).parent / "data"
AT = accounts.AT  # 8 April 2024: March is open
FILES = {path.name[:2]: path for path in sorted(DATA.glob("0*.xlsx"))}

PLACES = {
    "chengguan": ("street", "城关街道"),
    "dongcheng": ("street", "东城街道"),
    "yeyuan": ("street", "冶源街道"),
    "xinzhai": ("street", "辛寨街道"),
    "wujing": ("town", "五井镇"),
    "sitou": ("town", "寺头镇"),
    "jiushan": ("town", "九山镇"),
    "jiangyu": ("town", "蒋峪镇"),
    "shanwang": ("town", "山旺镇"),
    "liushan": ("town", "柳山镇"),
    "longshan-hightech": ("park", "龙山高新技术产业园"),
    "songshan": ("zone", "嵩山生态旅游区"),
}


def places() -> None:
    """The towns that the eight workbooks speak of."""
    for code, (kind, name) in PLACES.items():
        accounts.office(code, kind, name_zh=name, short_zh=name)


def hand_in(
    path: Path | bytes, by: Actor, *, name: str = "", at: datetime = AT, office: str | None = None, read: bool = True
) -> Upload:
    """An upload of a file or of bytes, read at once."""
    content = path if isinstance(path, bytes) else path.read_bytes()
    name = name or (path.name if isinstance(path, Path) else "表.xlsx")
    with county.within(by.county), stored.received([content]) as received:
        upload = actions.hand_in_workbook(received=received, name=name, office=office, queued=False, by=by, at=at)
    if read:
        jobs.read_now(by.county, upload.no, at=at)
    return again(upload.no)


def again(no: str) -> Upload:
    """The upload as it stands."""
    return Upload.everywhere.get(no=no)


def picture(no: str, by: Actor, at: datetime = AT) -> Picture:
    """The picture of an upload as `by` sees it."""
    return queries.pictures.picture(access.upload_for(by, no), by, access.writer(by), on=at.date())


def settle(no: str, by: Actor, code: str, answer: str, value: Any = None, *, cell: str = "", at: datetime = AT) -> None:
    """Settles the first doubt of a code (at a cell), reading again where the page would."""
    from leitai.workbooks.intake import doubts

    found = next(d for d in picture(no, by, at).whole.doubts if d.code == code and (not cell or d.cell == cell))
    actions.settle_doubt(no=no, doubt=found.key, answer=answer, value=value, by=by, at=at)
    if code in doubts.REREAD:
        with county.within(by.county):
            rereading.read_again(no, by=by, at=at)


def codes(no: str, by: Actor, at: datetime = AT) -> list[tuple[str, str | None]]:
    """(code, cell) of what is still to be settled, projects left out."""
    return [(d.code, d.cell) for d in picture(no, by, at).whole.open if d.group != "project"]


project, report, plan, WAN = register.project, register.report, register.plan, register.WAN
