"""Photos from the site, with a month's report."""

from datetime import datetime

from leitai.audit import actions as audit
from leitai.documents import actions as documents
from leitai.documents import pictures
from leitai.kernel.actor import Actor
from leitai.kernel.refusal import N_, Refusal
from leitai.register import access, rules, terms
from leitai.register.models import Photo, Report
from leitai.store.action import action

MOST_PHOTOS = 12


@action
def add_photo(
    *,
    no: str,
    month: str,
    picture: pictures.Picture,
    name: str,
    by: Actor,
    at: datetime,
    caption: str = "",
    is_drawing: bool = False,
    key: str | None = None,
) -> Photo:
    """A photo for a project's month; where nothing was reported yet, an empty draft begins. The same photo again is the same row.

    Raises: Gone, Forbidden; Refusal at `photo`: the report was verified, or has twelve; 429.
    """
    project = access.project_for(by, no, to="register.photo_add", lock=True)
    if not rules.months.is_month(month):
        raise Refusal("month.unknown", N_("A month is written as 2024-03."), field="month")
    report, is_new = Report.objects.get_or_create(project=project, month=month)
    if report.state == terms.ReportState.VERIFIED and not by.is_machine:
        text = N_("Not taken: this report was verified. It can only be corrected after it is returned.")
        raise Refusal("photo.verified", text, field="photo", status=409)
    if Photo.objects.filter(report=report).count() >= MOST_PHOTOS:
        raise Refusal(
            "photo.count", N_("Not taken: a report has at most %(most)s photos."), field="photo", most=MOST_PHOTOS
        )
    large, small = documents.hand_in_picture(picture=picture, name=name, by=by, at=at)
    photo: Photo
    photo, _new = Photo.objects.get_or_create(
        report=report, document=large.sha256,
        defaults={
            "thumbnail": small.sha256, "width_px": picture.width_px, "height_px": picture.height_px,
            "taken_at": picture.taken_at, "caption": rules.texts.clean(caption, field="caption", most=120),
            "added_by": by.code, "added_at": at, "is_drawing": is_drawing,
        },
    )  # fmt: skip
    audit.append(
        "photo.added",
        about=f"report:{no}/{month}",
        also=[f"project:{no}"],
        by=by,
        at=at,
        rows=[photo, report] if is_new else [photo],
        after={"month": month, "sha256": large.sha256},
        texts={"caption": photo.caption} if photo.caption else {},
    )
    return photo
