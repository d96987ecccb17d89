"""The style sheets and the script every page asks for: small files of this slice, joined in memory, named by their hash.

There is no build step: the files are read once per process, joined in the order written here and served for a year under
an address that changes when a byte changes. `url(static:PATH)` in a style sheet means the static file PATH.
"""

import functools
import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

HERE = Path(__file__).parent

# Later files may refine earlier ones; a component's style stands where its rules meet its neighbours'.
STYLES = (
    "static/web/css/tokens.css", "static/web/css/base.css", "static/web/css/layout.css", "static/web/css/shell.css",
    "components/page_header/style.css", "static/web/css/buttons.css", "components/light/style.css",
    "components/figures/style.css", "components/facts/style.css", "components/table/style.css",
    "components/filters/style.css", "components/field/style.css", "components/note/style.css",
    "components/history/style.css", "components/drawer/style.css", "components/todo/style.css",
    "static/web/css/charts.css", "components/clock/style.css", "components/sheet_reader/style.css",
    "static/web/css/roadmap.css", "components/paper/style.css", "static/web/css/public.css", "static/web/css/pad.css",
    "static/web/css/hall.css", "static/web/css/questionnaire.css", "static/web/css/window.css",
    "static/web/css/enterprise.css", "components/verdict/style.css", "static/web/css/sheets.css",
    "static/web/css/gallery.css", "static/web/css/print.css",
)  # fmt: skip
FACES = "static/web/fonts/fonts.css"
SCRIPTS = (
    "static/web/js/keys.js", "static/web/js/forms.js", "static/web/js/reader.js", "static/web/js/upload.js",
    "static/web/js/swaps.js",
)  # fmt: skip
NAMES = ("leitai.css", "faces.css", "faces-public.css", "leitai.js")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One joined file as it goes over the wire."""

    body: bytes
    packed: bytes
    digest: str
    content_type: str


def sheet(name: str) -> Sheet:
    """The joined file called `name`, one of NAMES; read once per process, each time while developing.

    Raises: KeyError: any other name.
    """
    if settings.DEBUG:
        forget()
    return _sheet(name)


def forget() -> None:
    """Read the files again at the next request."""
    _sheet.cache_clear()


@functools.cache
def _sheet(name: str) -> Sheet:
    text = _joined(name)
    body = text.encode()
    kind = "text/javascript" if name.endswith(".js") else "text/css"
    packed = gzip.compress(body, 9, mtime=0)
    return Sheet(body, packed, hashlib.sha256(body).hexdigest()[:16], f"{kind}; charset=utf-8")


def _joined(name: str) -> str:
    if name == "leitai.css":
        return "".join(_style(path) for path in STYLES)
    if name == "leitai.js":
        # every file in a block of its own, so that names of one are no names of another
        return "".join(f"{{\n{(HERE / path).read_text('utf-8')}}}\n" for path in SCRIPTS)
    if name == "faces.css":
        return _style(FACES)
    if name == "faces-public.css":
        return "".join(line for line in _style(FACES).splitlines(keepends=True) if "Leitai Sans" not in line)
    raise KeyError(name)


def _style(path: str) -> str:
    text = (HERE / path).read_text("utf-8")
    return re.sub(r'url\("?static:([^")]+)"?\)', lambda found: f'url("{static(found[1])}")', text)
