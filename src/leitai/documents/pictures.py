"""Photos: measured before they are decoded, stripped of what the camera wrote into them, made small for lists."""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from leitai.kernel.refusal import N_, Refusal

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2560
THUMBNAIL_SIDE = 480
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo ready to be kept: JPEG without any mark of place or camera, a small one, and the time it was taken."""

    content: bytes
    thumbnail: bytes
    width_px: int
    height_px: int
    taken_at: datetime | None

    def __str__(self) -> str:
        return hashlib.sha256(self.content).hexdigest()  # an action's key compares content


def prepared(file: BinaryIO) -> Picture:
    """The photo encoded anew, at most 2560 pixels on its longer side, with a thumbnail of at most 480.

    The size is read from the header and refused over 40 million pixels before anything is decoded. GPS and every other mark
    are left behind; the time it was taken is given back.
    Raises: Refusal at `photo` (415: no picture; 413: too large; 422: damaged).
    """
    _weighed(file)
    try:
        with Image.open(file, formats=FORMATS) as picture:
            _measured(picture)
            taken_at = _taken_at(picture)
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except Refusal:
        raise
    except UnidentifiedImageError:
        text = N_(
            "Not taken: this is not a photo that can be read. Send JPEG, PNG or WebP; iPhones: choose 'most compatible'."
        )
        raise Refusal("photo.kind", text, field="photo", status=415) from None
    except Image.DecompressionBombError:
        raise _too_large() from None
    except (OSError, SyntaxError, ValueError):
        text = N_("Not taken: the photo is damaged. Take or choose it again.")
        raise Refusal("photo.damaged", text, field="photo") from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    width, height = upright.size
    content = _encoded(upright, 85)
    upright.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    return Picture(content, _encoded(upright, 80), width, height, taken_at)


def _weighed(file: BinaryIO) -> None:
    file.seek(0, io.SEEK_END)
    size, limit = file.tell(), settings.LEITAI_UPLOAD_MAX_BYTES
    file.seek(0)
    if size > limit:
        text = N_("Not taken: the file is larger than %(limit)s MB. Nothing else was lost.")
        raise Refusal("file.too_large", text, field="photo", status=413, limit=limit // 1_000_000)


def _measured(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS or getattr(picture, "n_frames", 1) > 1:
        raise _too_large()


def _too_large() -> Refusal:
    text = N_("Not taken: the photo has more than %(most)s million pixels or moves. Send a smaller one.")
    return Refusal("photo.too_large", text, field="photo", status=413, most=MOST_PIXELS // 1_000_000)


def _taken_at(picture: Image.Image) -> datetime | None:
    """When the camera says it was taken; cameras write local time without a zone."""
    exif = picture.getexif()
    written = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    try:
        taken = datetime.strptime(str(written).strip("\x00 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - made aware below
        return timezone.make_aware(taken)
    except ValueError:
        return None


def _encoded(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()
