"""Pages of the history: the list, one entry with its proof, checkpoints, exports."""

import json
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitai.accounts import access
from leitai.accounts.door import door
from leitai.accounts.terms import Scope
from leitai.audit import drawing, exporting, notary, queries, rules, sentences
from leitai.audit.forms import Asked, Compared
from leitai.audit.queries import Filter
from leitai.kernel import merkle
from leitai.kernel.refusal import Gone
from leitai.web import words


@require_safe
@door("audit.history")
def history(request: HttpRequest) -> HttpResponseBase:
    """The county's history, filtered and paged; a number alone opens that entry."""
    form = Asked(request.GET)
    valid = form.is_valid()
    about = form.cleaned_data.get("about", "")
    if about.isascii() and about.isdigit():
        return redirect("audit:entry", int(about))
    asked = _filter(form) if valid else Filter()
    page = (
        queries.entries_of_county(asked, before=form.cleaned_data["before"], after=form.cleaned_data["after"])
        if valid
        else queries.Page(lines=[])
    )
    found = queries.found(asked) if valid else 0
    state = {k: str(v) for k, v in request.GET.items() if v and k in Asked.base_fields and k not in {"before", "after"}}
    return render(request, "audit/list.html", {
        "form": form, "lines": page.lines, "found": found, "many": found > queries.COUNTED_TO,
        "fields": _fields(form), "chips": _chips(state), "size": queries.size(),
        "older": _address(state, before=page.older), "newer": _address(state, after=page.newer),
        "sheet": _below("audit:export_sheet", state), "may_export": _may_export(request),
    })  # fmt: skip


def _filter(form: Asked) -> Filter:
    asked = form.cleaned_data
    return Filter(
        kinds=[asked["kind"]] if asked["kind"] else [], office=asked["office"], about=asked["about"],
        from_on=asked["begin"], to_on=asked["end"],
    )  # fmt: skip


def _fields(form: Asked) -> list[dict[str, object]]:
    value = {name: form.data.get(name, "") for name in form.fields}
    offices = [("", _("All offices")), *queries.offices_used()]
    kinds = [("", _("Everything")), *((k, sentences.title(k)) for k in queries.kinds_used())]
    return [
        {"name": "about", "label": _("What for"), "value": value["about"], "grow": True,
         "placeholder": _("Number of a project, of an entry")},
        {"name": "office", "label": _("Who"), "options": _options(offices, value["office"])},
        {"name": "kind", "label": _("What was done"), "options": _options(kinds, value["kind"])},
        {"name": "begin", "label": _("From"), "value": value["begin"], "kind": "date"},
        {"name": "end", "label": _("To"), "value": value["end"], "kind": "date"},
    ]  # fmt: skip


def _options(pairs: list[tuple[str, str]], chosen: str) -> list[dict[str, object]]:
    return [{"value": code, "label": label, "selected": code == chosen} for code, label in pairs]


def _chips(state: dict[str, str]) -> list[dict[str, str]]:
    said: dict[str, Callable[[str], str]] = {
        "about": str, "office": lambda v: sentences.offices({v}).get(v, v), "kind": sentences.title,
        "begin": lambda v: _("from %(day)s") % {"day": v}, "end": lambda v: _("to %(day)s") % {"day": v},
    }  # fmt: skip
    return [
        {"label": said[name](value), "href": _below("audit:history", {k: v for k, v in state.items() if k != name})}
        for name, value in state.items()
    ]


def _below(name: str, state: dict[str, str]) -> str:
    return reverse(name) + (f"?{urlencode(state)}" if state else "")


def _address(state: dict[str, str], **place: int | None) -> str:
    (value,) = place.values()
    return "" if value is None else f"{reverse('audit:history')}?{urlencode({**state, **place})}"


def _may_export(request: HttpRequest) -> bool:
    return access.reach(request.actor, "audit.export") is not Scope.NONE  # type: ignore[attr-defined]  # set by the middleware


@require_safe
@door("audit.history")
def entry(request: HttpRequest, position: int) -> HttpResponse:
    """One entry: its object's life, what it changed, and the proof that it stands where it was put."""
    row, line = _found(position)
    log = _log()
    path = queries.inclusion_path(log.hash_name, position, log.size)
    leaf, root = merkle.leaf_hash(bytes(row.body), log.hash_name), _root(log)
    life = queries.entries_about(row.about, limit=20, current=position)
    last = next(iter(queries.checkpoints(limit=1)), None)
    return render(request, "audit/entry.html", {
        "line": line, "life": life.lines, "more": life.older is not None, "about": row.about,
        "leaf": rules.spaced(leaf.hex()), "hash_name": rules.HASH_NAMES[log.hash_name], "size": log.size,
        "position": position, "steps": len(path), "root": root.hex(), "root_short": rules.short(root.hex()),
        "fits": merkle.verify_inclusion(
            leaf=leaf, index=position - 1, size=log.size, proof=path, root=root, hash_name=log.hash_name
        ), "drawing": drawing.draw(position - 1, log.size),
        "checkpoint": _shown(last) if last else None,
        "previous": position - 1 if position > 1 else None, "next": position + 1 if position < log.size else None,
    })  # fmt: skip


def _found(position: int) -> tuple[queries.Entry, queries.Line]:
    found = queries.entry_at(position)
    if found is None:
        raise Gone
    return found


def _log() -> queries.Log:
    log = queries.log()
    if log is None:
        raise Gone
    return log


def _root(log: queries.Log) -> bytes:
    return merkle.fold(rules.cut(bytes(log.edge)), log.hash_name)


def _shown(made: queries.Checkpoint) -> dict[str, object]:
    return {
        "number": made.number, "size": made.size, "at": made.at, "root": rules.spaced(bytes(made.root).hex()),
        "qr": exporting.qr(made.text),
    }  # fmt: skip


@require_safe
@door("audit.history")
def body(request: HttpRequest, position: int) -> HttpResponse:
    """The bytes that are hashed, as they stand."""
    row, _line = _found(position)
    return HttpResponse(bytes(row.body), content_type="application/json; charset=utf-8")


@require_safe
@door("audit.history")
def proof(request: HttpRequest, position: int) -> HttpResponse:
    """Everything needed to check the entry without us: its bytes, the path, a signed checkpoint."""
    row, _line = _found(position)
    log = _log()
    shown = {
        "format": "leitai-proof", "hash": log.hash_name, "position": position, "index": position - 1, "size": log.size,
        "entry": bytes(row.body).decode(), "path": [h.hex() for h in queries.inclusion_path(log.hash_name, position, log.size)],
        "checkpoint": notary.sign(log.origin, log.size, _root(log), log.hash_name), "key": notary.public_key(),
    }  # fmt: skip
    response = HttpResponse(json.dumps(shown, ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="proof-{position}.json"'
    return response


@require_safe
@door("audit.history")
def checks(request: HttpRequest) -> HttpResponse:
    """Checkpoints, and a root from paper held against today's history."""
    form = Compared(request.GET)
    asked = form.cleaned_data["root"] if form.is_valid() else ""
    made = queries.checkpoints(limit=30)
    log = queries.log()
    answer = queries.compared(log, asked) if asked and log else None
    rows = [
        [words.count(c.number), words.moment(c.at), words.count(c.size), {"text": rules.short(bytes(c.root).hex()), "mono": True}]
        for c in made
    ]
    return render(request, "audit/checks.html", {
        "size": queries.size(), "rows": rows, "asked": asked, "answer": answer,
        "last": _shown(made[0]) if made else None, "may_export": _may_export(request),
    })  # fmt: skip


@require_safe
@door("audit.history")
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The latest signed checkpoint as text."""
    last = next(iter(queries.checkpoints(limit=1)), None)
    if last is None:
        raise Gone
    return HttpResponse(last.text, content_type="text/plain; charset=utf-8")


@require_safe
@door("audit.export")
def export_sheet(request: HttpRequest) -> HttpResponseBase:
    """The filtered list in words, as a workbook."""
    form = Asked(request.GET)
    asked = _filter(form) if form.is_valid() else Filter()
    file = exporting.workbook(queries.lines_of(asked))
    return FileResponse(file, as_attachment=True, filename="history.xlsx")


@require_safe
@door("audit.export")
def export_whole(request: HttpRequest) -> HttpResponseBase:
    """The whole history as one file that a stranger can verify."""
    log = _log()
    response = StreamingHttpResponse(_lines(log), content_type="application/x-ndjson")
    response["Content-Disposition"] = f'attachment; filename="history-{log.county}-{log.size}.jsonl"'
    return response


def _lines(log: queries.Log) -> Iterator[bytes]:
    signed = notary.sign(log.origin, log.size, _root(log), log.hash_name)
    yield from queries.export_lines(log, signed, notary.public_key())
