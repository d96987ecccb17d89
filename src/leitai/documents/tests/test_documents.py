"""Files: told by their content, named safely, stored apart for each county, served harmlessly."""

import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import FileResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from leitai.accounts.tests import make as accounts
from leitai.audit.models import Entry
from leitai.documents import actions, files, jobs, pictures, queries, rules, serving
from leitai.documents.models import Document
from leitai.documents.terms import PICTURES, WORKBOOKS, Kind
from leitai.documents.tests import make
from leitai.kernel.refusal import Gone, Refusal

JPEG = b"\xff\xd8\xff\xe0 something"


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


# rules


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", Kind.PDF),
        (JPEG, Kind.JPEG),
        (b"\x89PNG\r\n\x1a\n", Kind.PNG),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Kind.WEBP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE2),
        (packed("[Content_Types].xml", "xl/workbook.xml"), Kind.XLSX),
        (packed("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), Kind.XLSM),
        (packed("[Content_Types].xml", "word/document.xml"), Kind.DOCX),
        (packed("a.txt"), Kind.OTHER),
        (b"PK\x03\x04 no zip", Kind.OTHER),
        ("项目,本月\n甲,1".encode("gb18030"), Kind.TEXT),
        ("项目,本月\n甲,1".encode(), Kind.TEXT),
        (("甲" * 3000).encode(), Kind.TEXT),
        (b"<!DOCTYPE html><script>", Kind.OTHER),
        (b"  <svg xmlns=", Kind.OTHER),
        (b"MZ\x90\x00", Kind.OTHER),
        (b"", Kind.OTHER),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, kind: Kind) -> None:
    assert rules.kind_of_bytes(content) is kind


@given(st.binary(max_size=300))
def test_no_content_makes_the_sniffer_stumble(content: bytes) -> None:
    assert rules.kind_of_bytes(content) in Kind
    assert rules.kind_of_bytes(b"PK\x03\x04" + content) in Kind


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("3月.xlsx", "3月.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\报表\\3月.xlsx", "3月.xlsx"),
        ("..", "file"),
        ("", "file"),
        ("x" * 300 + ".xlsx", "x" * 195 + ".xlsx"),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_name_is_cleaned(name: str, kept: str) -> None:
    assert rules.clean_name(name) == kept


@pytest.mark.parametrize("name", ["a\x00.xlsx", "a\r\nSet-Cookie: x", "exe.\u202excod", "\u2066a", "\ud800"])
def test_a_name_with_hidden_controls_is_refused(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.clean_name(name)
    assert refused.value.field == "file"


# handing in


def hand_in(
    content: bytes, by: Any, at: Any, *, name: str = "3月.xlsx", accept: Any = WORKBOOKS, **more: Any
) -> Document:
    with files.received(files.chunks(io.BytesIO(content))) as taken:
        return actions.hand_in(received=taken, name=name, accept=accept, by=by, at=at, **more)


def stored_files() -> list[str]:
    return sorted(p.name for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file())


@pytest.mark.usefixtures("county")
def test_a_file_gets_its_row_its_place_and_its_entry(at: Any) -> None:
    by = accounts.actor("reporter")
    row = hand_in(packed("[Content_Types].xml", "xl/a"), by, at)
    assert (row.office, row.handed_in_by, row.name) == ("dongcheng", by.code, "3月.xlsx")
    assert files.opened(row.sha256).read(2) == b"PK"
    assert Entry.objects.values_list("kind", "about").get() == ("document.handed_in", f"document:{row.sha256}")


@pytest.mark.usefixtures("county")
def test_the_same_bytes_are_one_row_in_a_county_and_apart_in_another(at: Any, other_county: Any) -> None:
    content = packed("[Content_Types].xml", "xl/b")
    by, far = (
        accounts.actor("reporter"),
        accounts.actor(
            "reporter", accounts.office("wangfu", "street", within=accounts.QINGZHOU), within=accounts.QINGZHOU
        ),
    )
    first = hand_in(content, by, at)
    assert hand_in(content, by, at, name="又一次.xlsx").pk == first.pk
    with accounts.inside(accounts.QINGZHOU):
        assert queries.file(first.sha256) is None
        assert hand_in(content, far, at).pk != first.pk
    paths = list(Path(settings.MEDIA_ROOT).rglob(first.sha256))
    assert {path.parts[-3] for path in paths} == {accounts.LINQU, accounts.QINGZHOU}


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (b"MZ\x90", "3月.xlsx", 415),
        (b"<html>", "3月.xlsx", 415),
        (b"", "3月.xlsx", 422),
        (packed("[Content_Types].xml", "xl/a"), "a\x00.xlsx", 422),
    ],
)
def test_what_is_refused_leaves_nothing_behind(at: Any, frozen: Any, content: bytes, name: str, status: int) -> None:
    by = accounts.actor("reporter")
    before = stored_files()
    with pytest.raises(Refusal) as refused:
        hand_in(content, by, at, name=name)
    assert (refused.value.status, stored_files(), Document.objects.count()) == (status, before, 0)


@pytest.mark.usefixtures("county")
def test_an_endless_stream_is_cut_at_the_limit_and_leaves_nothing() -> None:
    before, given_out = stored_files(), []

    def endless() -> Any:
        while True:
            given_out.append(1)
            yield b"x" * 1000

    with pytest.raises(Refusal) as refused, files.received(endless(), most_bytes=10_000):
        pass
    assert (refused.value.status, len(given_out), stored_files()) == (413, 11, before)


@pytest.mark.usefixtures("county")
def test_an_office_has_a_quota(at: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "FILES_A_DAY", 1)
    by = accounts.actor("reporter")
    hand_in(b"a,b", by, at)
    with pytest.raises(Refusal) as refused:
        hand_in(b"c,d", by, at)
    assert refused.value.status == 429
    assert hand_in(b"e,f", by, at + timedelta(days=2)).pk


@pytest.mark.usefixtures("county")
def test_sending_twice_with_one_key_is_one_thing(at: Any) -> None:
    by = accounts.actor("reporter")
    assert hand_in(b"a,b", by, at, key="k").pk == hand_in(b"a,b", by, at, key="k").pk
    assert Entry.objects.count() == 1


@pytest.mark.usefixtures("county")
def test_orphans_are_swept_and_files_with_a_row_are_not(at: Any, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    kept = make.stored(JPEG)
    with files.received([b"orphan"]) as taken:
        files.place(taken)
    old = (at - timedelta(days=3)).timestamp()
    for path in files.root().rglob("*"):
        os.utime(path, (old, old))
    with files.received([b"young"]) as young:
        files.place(young)
        os.utime(files.path(young.sha256), (at.timestamp(), at.timestamp()))
    assert jobs.sweep_orphans(at=at) == 1
    assert (files.path(kept).exists(), files.path(taken.sha256).exists(), files.path(young.sha256).exists()) == (
        True,
        False,
        True,
    )


# photos


def photo(size: tuple[int, int] = (64, 48), kind: str = "JPEG", *, exif: bool = False) -> io.BytesIO:
    file, more = io.BytesIO(), {}
    if exif:
        marks = Image.Exif()
        marks[ExifTags.Base.Make] = "Camera"
        marks.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (36.0, 30.0, 0.0)
        marks.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2024:03:29 10:12:00"
        more["exif"] = marks
    Image.new("RGB", size, "red").save(file, kind, **more)
    return file


def test_place_and_camera_are_taken_out_and_the_time_is_kept() -> None:
    made = pictures.prepared(photo(exif=True))
    for content in (made.content, made.thumbnail):
        assert dict(Image.open(io.BytesIO(content)).getexif()) == {}
        assert b"Camera" not in content
    assert made.taken_at is not None
    assert made.taken_at.isoformat() == "2024-03-29T10:12:00+08:00"


def test_a_large_photo_is_made_small() -> None:
    made = pictures.prepared(photo((4000, 1000)))
    assert (made.width_px, made.height_px) == (2560, 640)
    assert Image.open(io.BytesIO(made.thumbnail)).size == (480, 120)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_pictures_become_jpeg(kind: str) -> None:
    assert rules.kind_of_bytes(pictures.prepared(photo(kind=kind)).content) in PICTURES


def test_more_than_forty_million_pixels_are_refused_before_decoding(monkeypatch: pytest.MonkeyPatch) -> None:
    def decoded(self: Any) -> None:
        raise AssertionError("it was decoded")

    file = io.BytesIO()
    Image.new("1", (10_000, 4_001)).save(file, "PNG")
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded)
    with pytest.raises(Refusal) as refused:
        pictures.prepared(file)
    assert (refused.value.code, refused.value.status) == ("photo.too_large", 413)


@pytest.mark.parametrize(("content", "status"), [(b"MZ", 415), (b"GIF89a", 415), (photo().getvalue()[:300], 415)])
def test_what_is_no_photo_is_refused(content: bytes, status: int) -> None:
    with pytest.raises(Refusal) as refused:
        pictures.prepared(io.BytesIO(content))
    assert refused.value.status in {status, 422}


# serving


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize(
    ("content", "name", "begins"),
    [(JPEG, "现场.jpg", "inline"), (b"%PDF-1.7 /JS", "批复.pdf", "attachment"), (b"a,b", "x.csv", "attachment")],
)
def test_a_file_is_served_harmlessly(content: bytes, name: str, begins: str) -> None:
    sha256 = make.stored(content, name=name)
    answer = serving.answer(RequestFactory().get("/"), queries.file(sha256))
    assert isinstance(answer, FileResponse)
    assert answer["Content-Disposition"].startswith(begins)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(answer.streaming_content) == content


@pytest.mark.usefixtures("county")
def test_a_file_that_is_not_there_is_gone() -> None:
    with pytest.raises(Gone):
        serving.answer(RequestFactory().get("/"), queries.file("0" * 64))
    sha256 = make.stored(JPEG)
    files.path(sha256).unlink()
    with pytest.raises(Gone):
        serving.answer(RequestFactory().get("/"), queries.file(sha256))
