"""The translation files: collect what is to be translated, compile what is, say what is missing.

Each slice keeps its own `locale/zh_Hans/LC_MESSAGES/django.po`; a sentence may also stand in `web`'s, which all share.
Babel reads and writes the files, so that no gettext tools are needed on the machine.
"""

import ast
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import templatize

SOURCE = Path(__file__).resolve().parents[1]
KEYWORDS: Mapping[str, tuple[object, ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
# A template as `templatize` leaves it: calls with one to three string literals among filler.
CALL = re.compile(
    r"""(?<![A-Za-z_])(n?p?gettext|_)\(\s*((?:u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*,?\s*){1,3})""", re.DOTALL
)
LITERAL = re.compile(r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", re.DOTALL)

type Message = tuple[str, str | None, str | None]  # singular, plural, context


def slices() -> list[Path]:
    """The folders of slices, `web` first because all share its sentences."""
    found = sorted(p.parent for p in SOURCE.glob("*/__init__.py"))
    return sorted(found, key=lambda p: p.name != "web")


def messages_of(folder: Path) -> Iterator[tuple[Message, str]]:
    """Each sentence to translate in a slice, with the file it stands in."""
    for path in sorted(folder.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(folder).parts):
            yield from _in_python(path)
    for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.txt")]):
        if "templates" in path.parts or "components" in path.parts:
            yield from _in_template(path)


def _in_python(path: Path) -> Iterator[tuple[Message, str]]:
    with path.open("rb") as file:
        for _line, words, _comments, context in extract("python", file, KEYWORDS):  # type: ignore[arg-type]  # Babel's own alias is narrower than its documentation
            singular, plural = (words[0], words[1]) if isinstance(words, tuple) else (words, None)
            if singular:
                yield (singular, plural, context), path.name


def _in_template(path: Path) -> Iterator[tuple[Message, str]]:
    for call, literals in CALL.findall(templatize(path.read_text(), origin=str(path))):
        words = [ast.literal_eval(text) for text in LITERAL.findall(literals)]
        context = words.pop(0) if "p" in call.removesuffix("gettext") and len(words) > 1 else None
        plural = words[1] if call.startswith("n") and len(words) > 1 else None
        yield (words[0], plural, context), path.name


def po_path(folder: Path) -> Path:
    """Where the Chinese of a slice stands."""
    return folder / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def catalogue_of(folder: Path) -> Catalog:
    """The Chinese of a slice, empty where it has none yet."""
    path = po_path(folder)
    if not path.exists():
        return Catalog(locale="zh_Hans", domain="django", project="Leitai")
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans", domain="django")


def collect() -> list[str]:
    """Adds new sentences to the files, drops those that are gone, keeps every translation. Returns what was touched."""
    touched = []
    shared = {(m.id, m.context) for m in catalogue_of(SOURCE / "web") if m.id and m.string}
    for folder in slices():
        wanted = dict(messages_of(folder))
        old = catalogue_of(folder)
        new = Catalog(locale="zh_Hans", domain="django", project="Leitai", charset="utf-8", fuzzy=False)
        for (singular, plural, context), name in sorted(wanted.items(), key=lambda item: (item[1], item[0][0])):
            known = old.get(singular, context)
            if known is None and folder.name != "web" and (singular, context) in shared:
                continue
            _add(new, singular, plural, context, name, known.string if known else None)
        path = po_path(folder)
        if len(new) == 0:
            path.unlink(missing_ok=True)
        elif _written(new) != (path.read_bytes() if path.exists() else b""):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_written(new))
            touched.append(f"{folder.name}/{path.name}")
    return touched


def _add(catalogue: Catalog, singular: str, plural: str | None, context: str | None, name: str, string: object) -> None:
    if plural is None:
        text = string if isinstance(string, str) else (string[0] if string else "")  # type: ignore[index]  # Babel gives str or tuple
        catalogue.add(singular, text, auto_comments=[name], context=context)
    else:
        catalogue.add((singular, plural), string or ("",), auto_comments=[name], context=context)  # type: ignore[arg-type]  # Babel gives str or tuple


def _written(catalogue: Catalog) -> bytes:
    # Without dates and with a short header: the file changes only when a sentence does.
    catalogue.header_comment = "# Chinese of this part of Leitai."
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=120, omit_header=False, sort_output=False)
    text = buffer.getvalue().decode()
    head = re.compile(
        r'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|Report-Msgid-Bugs-To)[^\n]*\n'
    )
    return head.sub("", text).encode()


def compile_all() -> int:
    """Writes the compiled form of each file that is newer than its own. Returns how many."""
    count = 0
    for folder in slices():
        path = po_path(folder)
        target = path.with_suffix(".mo")
        if path.exists() and (not target.exists() or target.stat().st_mtime_ns < path.stat().st_mtime_ns):
            part = target.with_suffix(".part")
            with part.open("wb") as file:
                write_mo(file, catalogue_of(folder))
            part.replace(target)
            count += 1
    return count


PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]|\{(\w+)\}")


def faults() -> list[str]:
    """What is missing, doubtful or left over in the translations, one line each; empty when all is complete."""
    found = []
    shared = catalogue_of(SOURCE / "web")
    for folder in slices():
        own, wanted = catalogue_of(folder), dict(messages_of(folder))
        for singular, plural, context in wanted:
            message = own.get(singular, context) or shared.get(singular, context)
            strings = _strings(message.string) if message is not None else []
            if not strings or not all(strings):
                found.append(f"{folder.name}: not translated: {singular!r}")
            elif message is not None and message.fuzzy:
                found.append(f"{folder.name}: doubtful: {singular!r}")
            elif any(_holders(text) - _holders(singular + (plural or "")) for text in strings):
                found.append(f"{folder.name}: placeholders differ: {singular!r}")
        gone = [m for m in own if m.id and not _is_wanted(m.id, m.context, wanted)]
        found += [f"{folder.name}: no longer used: {m.id!r}" for m in gone if folder.name != "web"]
    return found


def _strings(string: str | Sequence[str] | None) -> list[str]:
    return [string] if isinstance(string, str) else list(string or ())


def _holders(text: str) -> set[str]:
    return {"".join(found) for found in PLACEHOLDER.findall(text)}


def _is_wanted(id_: object, context: str | None, wanted: Mapping[Message, str]) -> bool:
    singular, plural = (id_[0], id_[1]) if isinstance(id_, tuple | list) else (str(id_), None)
    return (singular, plural, context) in wanted
