"""Pages of the history: the list, one entry with its proof, checkpoints, exports."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitai.accounts import access
from leitai.accounts.door import door
from leitai.audit import drawing, exporting, notary, queries, rules, sentences
from leitai.audit.forms import Asked, Compared
from leitai.audit.queries import Filter
from leitai.kernel import merkle
from leitai.kernel.refusal import N_, Gone
from leitai.web import words

CONDITIONS = ("about", "office", "kind", "begin", "end")


@require_safe
@door("audit.history")
def history(request: HttpRequest) -> HttpResponseBase:
    """The county's history, filtered and paged; a number alone opens that entry."""
    form = Asked(request.GET)
    valid = form.is_valid()
    about = form.cleaned_data.get("about", "")
    if valid and about.isascii() and about.isdigit():
        return redirect("audit:entry", min(int(about), 2**53))
    state = {k: str(v) for k, v in request.GET.items() if v and k in CONDITIONS}
    asked = _filter(form) if valid else Filter()
    page = _page(form, asked) if valid else queries.Page(lines=[])
    size = queries.size()
    return render(request, "audit/list.html", {
        "title": _("%(count)s entries, none taken back") % {"count": words.count(size)},
        "actions": _list_actions(request, state), "meta": [], "fields": _fields(form), "chips": _chips(state),
        "clear": reverse("audit:history") if state else "", "errors": _errors(form), "lines": page.lines,
        "said": _said(queries.found(asked)) if valid else "", "order": _("newest on top"),
        "older": _address(state, before=page.older), "newer": _address(state, after=page.newer), "empty": _empty(size),
    })  # fmt: skip


def _page(form: Asked, asked: Filter) -> queries.Page:
    return queries.entries_of_county(asked, before=form.cleaned_data["before"], after=form.cleaned_data["after"])


def _list_actions(request: HttpRequest, state: dict[str, str]) -> list[dict[str, str]]:
    actions = [{"label": _("Check the history"), "href": reverse("audit:checks")}]
    if _may_export(request):
        actions.append({"label": _("Export these as XLSX"), "href": _below("audit:export_sheet", state)})
    return actions


def _errors(form: Asked) -> list[dict[str, str]]:
    return [
        {"label": str(form.fields[name].label or name), "text": " ".join(map(str, said))}
        for name, said in form.errors.items()
    ]


def _said(found: int) -> str:
    if found > queries.COUNTED_TO:
        return _("more than %(count)s found") % {"count": words.count(queries.COUNTED_TO)}
    return _("%(count)s found") % {"count": words.count(found)}


def _empty(size: int) -> dict[str, object]:
    if not size:
        text = _("The first thing that somebody does here is entry 1.")
        return {"title": _("Nothing was recorded yet."), "text": text, "actions": []}
    return {
        "title": _("No entry meets all conditions."), "text": _("Remove one of them, or show everything."),
        "actions": [{"label": _("Show everything"), "href": reverse("audit:history")}],
    }  # fmt: skip


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
    return bool(access.reach(request.actor, "audit.export"))  # type: ignore[attr-defined]  # set by the middleware


@require_safe
@door("audit.history")
def entry(request: HttpRequest, position: int) -> HttpResponse:
    """One entry: its object's life, what it changed, and the proof that it stands where it was put."""
    row, line = _found(position)
    log = _log()
    life = queries.entries_about(row.about, limit=20, current=position)
    if all(other.position != position for other in life.lines):
        life = queries.Page(lines=[*life.lines, replace(line, current=True)], older=life.older)
    last = next(iter(queries.checkpoints(limit=1)), None)
    return render(request, "audit/entry.html", {
        "title": _("%(day)s, %(office)s: %(said)s") % {
            "day": words.day(line.at), "office": line.office, "said": line.said},
        "line": line, "position": position, "meta": _objects(line), "order": _("newest on top"),
        "crumbs": [{"label": _("History"), "href": reverse("audit:history")}, {"label": line.number}],
        "actions": _neighbours(position, log.size), "life_title": _("The life of this object"), "life": life.lines,
        "more": _below("audit:history", {"about": row.about}) if life.older else "",
        "facts_title": _("As it was recorded"), "facts": _facts(line),
        "checkpoint": _shown(last) if last else None, **_proof(row, log),
    })  # fmt: skip


def _objects(line: queries.Line) -> list[object]:
    return [{"text": o["label"], "href": o["href"]} if o["href"] else o["label"] for o in line.objects]


def _neighbours(position: int, size: int) -> list[dict[str, str]]:
    found = [(position - 1, _("Entry before")), (position + 1, _("Entry after"))]
    return [{"label": label, "href": reverse("audit:entry", args=[p])} for p, label in found if 1 <= p <= size]


def _facts(line: queries.Line) -> list[dict[str, object]]:
    return [
        {"label": _("Happened"), "value": words.moment(line.at)},
        {"label": _("Recorded"), "value": words.moment(line.recorded_at)},
        {"label": _("Who"), "value": [part for part in (line.office, line.actor) if part]},
        {"label": _("Kind"), "value": {"text": line.kind, "mono": True}},
    ]


def _proof(row: queries.Entry, log: queries.Log) -> dict[str, object]:
    """The proof as the page shows it, computed now: drawing, hashes, number of steps; or that it fails."""
    position, name = row.position or 0, rules.HASH_NAMES[log.hash_name]
    path = _path(log, position)
    leaf, root = merkle.leaf_hash(bytes(row.body), log.hash_name), _root(log)
    fits = path is not None and merkle.verify_inclusion(
        leaf=leaf, index=position - 1, size=log.size, proof=path, root=root, hash_name=log.hash_name
    )
    steps = len(path or [])
    shape = drawing.draw(position - 1, log.size, steps)
    return {
        "fits": fits, "drawing": shape, "root_short": rules.short(root.hex()),
        "proof_title": _("This entry was not changed") if fits else _("This entry doesn't fit"),
        "proof_aside": _("computed just now"), "above": _("%(count)s more steps") % {"count": shape.above},
        "drawing_label": _("Proof: %(count)s steps from this entry to the root") % {"count": steps},
        "carried": _("The %(count)s hashes that the proof carries") % {"count": steps},
        "verdict": {
            "word": _("Doesn't fit"),
            "text": _("What stands here is not what was recorded, or the entries around it were changed. "
                      "`leitai audit verify` names the first one."),
        },
        "proof": [
            {"label": _("Hash of the entry"), "value": {"text": f"{name} {rules.spaced(leaf.hex())}", "mono": True}},
            {"label": _("Root"), "value": {"text": rules.spaced(root.hex()), "mono": True}},
            {"label": _("Place"), "value": _("%(position)s of %(size)s") % {
                "position": words.count(position), "size": words.count(log.size)}},
        ],
    }  # fmt: skip


def _path(log: queries.Log, position: int) -> list[bytes] | None:
    try:
        return queries.inclusion_path(log.hash_name, position, log.size)
    except LookupError:
        return None


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
    digits = rules.spaced(bytes(made.root).hex())
    return {
        "title": _("Checkpoint %(number)s") % {"number": words.count(made.number)}, "when": words.moment(made.at),
        "first_half": digits[:39], "second_half": digits[40:], "qr": exporting.qr(made.text),
        "said": _("%(size)s entries, signed. Print it, mail it: whoever keeps it can prove that the past is the same.") % {
            "size": words.count(made.size)},
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
        "entry": bytes(row.body).decode(), "path": [h.hex() for h in _path(log, position) or []],
        "checkpoint": notary.sign(log.origin, log.size, _root(log), log.hash_name), "key": notary.public_key(),
    }  # fmt: skip
    response = HttpResponse(
        json.dumps(shown, ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="proof-{position}.json"'
    return response


@require_safe
@door("audit.history")
def checks(request: HttpRequest) -> HttpResponse:
    """Checkpoints, how to check, and a root from paper held against today's history."""
    form = Compared(request.GET)
    asked = form.cleaned_data["root"] if form.is_valid() else ""
    made, log = queries.checkpoints(limit=30), queries.log()
    whole = {"label": _("Export the whole history"), "href": reverse("audit:export_whole")}
    return render(request, "audit/checks.html", {
        "title": _checks_title(made, log), "asked": asked,
        "crumbs": [{"label": _("History"), "href": reverse("audit:history")}, {"label": _("Check the history")}],
        "actions": [whole] if _may_export(request) and log else [],
        "answer": _answer(queries.compared(log, asked)) if asked and log else None,
        "checkpoint": _shown(made[0]) if made else None, "table_title": _("Checkpoints"),
        "columns": [
            {"label": _("Number"), "head": True}, {"label": _("Signed")}, {"label": _("Entries"), "number": True},
            {"label": _("Root")},
        ],
        "rows": [_checkpoint_row(c) for c in made], "empty": {"title": _("No checkpoint was signed yet."),
            "text": _("One is signed every day; `leitai audit checkpoint` signs one now.")},
        "how_title": _("How to check it without us"), "steps": _steps(),
    })  # fmt: skip


def _checkpoint_row(made: queries.Checkpoint) -> list[object]:
    root = {"text": rules.short(bytes(made.root).hex()), "mono": True}
    return [words.count(made.number), words.moment(made.at), made.size, root]


def _checks_title(made: Sequence[queries.Checkpoint], log: queries.Log | None) -> str:
    size = words.count(log.size if log else 0)
    if not made:
        return _("%(size)s entries, no checkpoint yet") % {"size": size}
    return _("%(size)s entries, the last checkpoint knows %(known)s") % {
        "size": size,
        "known": words.count(made[0].size),
    }


def _steps() -> list[dict[str, object]]:
    return [{"title": _(title), "text": _(text)} for title, text in STEPS]


def _answer(held: queries.Compared) -> dict[str, str]:
    """What the comparison says, as a note: same is good, other is late, not known is neither."""
    tone, title, text = ANSWERS[held.verdict]
    said = _(text) % {"size": words.count(held.size), "number": held.number or "—", "at": words.moment(held.at)}
    return {"tone": tone, "title": _(title), "text": said}


STEPS = (
    (N_("Keep a checkpoint"), N_("The QR code on paper, or its text in a letter. It holds size, root and signature.")),
    (
        N_("Get the whole history"),
        N_("As one file: every entry in the bytes that were hashed; no names, no free text."),
    ),
    (
        N_("Compute it again"),
        N_("leitai audit verify --export FILE --head CHECKPOINT, or the thirty lines in docs/reference/history.md."),
    ),
)
FITS_NOT = N_("It doesn't fit.")
ANSWERS = {
    "same": (
        "ok",
        N_("It fits."),
        N_("The first %(size)s entries are those that were signed then; not one was changed."),
    ),
    "other": (
        "late",
        FITS_NOT,
        N_("The first %(size)s entries are not those that were signed. Keep the paper and tell the auditor."),
    ),
    "ahead": (
        "late",
        FITS_NOT,
        N_("The paper knows %(size)s entries; here are fewer. Keep the paper and tell the auditor."),
    ),
    "foreign": (
        "",
        N_("Another history."),
        N_("This checkpoint is signed, but belongs to another county or an earlier history."),
    ),
    "unknown": (
        "",
        N_("Not known."),
        N_("No checkpoint begins with these digits. Look at them again, or paste the whole text from the code."),
    ),
    "unreadable": (
        "",
        N_("Not readable."),
        N_("Give at least eight digits 0–9, a–f of the root, or the whole signed text."),
    ),
}


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
    return exporting.workbook(queries.lines_of(asked))


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
