"""Geometry of the drawings: values in, coordinates out, as text ready for SVG attributes. No Django, no chance.

Coordinates are strings with at most one decimal, so that no template can localise them. A missing value is None and
leaves a gap; it is never drawn as zero. Value axes of bars begin at zero.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

Values = Sequence[float | None]
Scale = Callable[[float], float]
Point = tuple[float, float] | None

MINUS = "−"


@dataclass(frozen=True, slots=True)
class Mark:
    """A text in a drawing: where, what, and which end of it stands there ("", mid, end). `alt` may be left out on phones."""

    x: str
    y: str
    text: str
    css: str = ""
    alt: bool = False


@dataclass(frozen=True, slots=True)
class Rect:
    """A box, as a path, with its class and an optional text and address."""

    path: str
    css: str = ""
    title: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One curve: its path, class, the point it ends on."""

    path: str
    css: str
    x: str = ""
    y: str = ""
    dot: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """All a template needs for one chart; lists are drawn in this order."""

    width: int
    height: int
    grid: list[Line] = field(default_factory=list)
    bands: list[Rect] = field(default_factory=list)
    back: list[Rect] = field(default_factory=list)
    boxes: list[Rect] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    dots: list[Mark] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Spark:
    """A line without axes; `line` is empty when there are fewer than two values."""

    line: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in a box of 112 by 14 and the tick of its plan ("" without)."""

    done: str
    tick: str


def n(value: float) -> str:
    """A coordinate: at most one decimal, no trailing zero, no minus zero."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round numbers (1, 2, 2.5 or 5 times a power of ten) that cover low..high, about `about` of them, ascending.

    Raises: ValueError: a bound isn't finite. Bounds that are equal, or nearly, get a span of their own size (of one around zero).
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        raise ValueError("bounds must be finite")
    low, high = min(low, high), max(low, high)
    if high - low <= 1e-6 * max(abs(low), abs(high), 1e-3):
        high = low + (abs(low) if abs(low) >= 1e-3 else 1)
    step = _step((high - low) / max(about - 1, 1))
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [_clean(k * step, step) for k in range(first, last + 1)]


def figure(value: float, unit: str = "") -> str:
    """A number on a chart: grouped by thousands, decimals only where needed (two at most), true minus sign."""
    text = f"{abs(value):,.2f}".rstrip("0").rstrip(".")
    return f"{MINUS if value < 0 and text != '0' else ''}{text}{unit}"


def spark(values: Values, width: float = 150, height: float = 30) -> Spark:
    """The line of `values`, lowest at the bottom; gaps are skipped; a level line lies in the middle."""
    points = [(i, v) for i, v in enumerate(values) if v is not None]
    if len(points) < 2:
        return Spark("", "", "")
    low, high = min(v for _, v in points), max(v for _, v in points)
    across = _scale(points[0][0], points[-1][0], 4, width - 6)
    up = _scale(low, high, height - 5, 5) if high > low else (lambda _: height / 2)
    spots = [f"{n(across(i))} {n(up(v))}" for i, v in points]
    x, y = spots[-1].split()
    return Spark("M" + " ".join(spots), x, y)


def bar(share: float | None, plan: float | None = None) -> Bar:
    """The box of a share of one, cut at 0 and 1, and the tick of the plan; a missing share has no box."""
    done = f"M0 3h{n(112 * _cut(share))}v8H0z" if share is not None else "M0 0"
    return Bar(done, f"M{n(111 * _cut(plan) + 0.5)} 0v14" if plan is not None else "")


def line(
    labels: Sequence[str],
    series: Sequence[Mapping[str, object]],
    *,
    plan: Values = (),
    band: Mapping[str, Values] | None = None,
    unit: str = "",
    plan_text: str = "",
    from_zero: bool = False,
    width: int = 720,
    height: int = 384,
) -> Drawing:
    """Curves over time with the plan dashed and the forecast as a band.

    Args:    labels: one per value, left to right. series: {"name", "values", "text" beside the last point}; at most five.
             plan: as long as labels. band: {"low", "high", "middle"}, None before the forecast begins.
             from_zero: the curves start at zero before the first label, as cumulative ones do.
    """
    curves = [list(_values(one)) for one in series]
    every = [v for row in (*curves, plan, *(band or {}).values()) for v in row if v is not None]
    steps = ticks(min([0.0, *every]), max(every, default=1.0))
    left, right, top, bottom = (
        46 + 7 * max(0, max(len(figure(s, unit)) for s in steps) - 4),
        width - 40,
        34,
        height - 34,
    )
    up = _scale(steps[0], steps[-1], bottom, top)
    shift = 1 if from_zero else 0
    across = _scale(0, max(len(labels) - 1 + shift, 1), left, right)
    at = [across(i + shift) for i in range(len(labels))]
    drawing = Drawing(width, height, grid=_grid(steps, up, left, right))
    drawing.marks.extend(_scale_marks(steps, up, left, unit))
    drawing.marks.extend(_label_marks(labels, at, bottom + 22))
    start = (left, up(0)) if from_zero else None
    if band:
        drawing.bands.append(Rect(_band(at, up, band["low"], band["high"]), "f-soft"))
        if band.get("middle"):
            drawing.lines.append(Line(_path(at, up, band["middle"]), "l-thin l-guess"))
    if plan:
        drawing.lines.append(Line(_path(at, up, plan, start), "l-plan"))
    for number, (one, values) in enumerate(zip(series, curves, strict=True), 1):
        drawing.lines.append(_curve(at, up, values, number, start))
        drawing.marks.extend(_end_marks(at, up, values, str(one.get("text", "")), number, right))
    if plan and plan_text:
        drawing.marks.extend(_plan_mark(at, up, plan, curves, plan_text))
    return drawing


def bars(
    labels: Sequence[str],
    series: Sequence[Mapping[str, object]],
    *,
    plan: Values = (),
    unit: str = "",
    texts: Sequence[str] | None = None,
    scale: bool = True,
    width: int = 880,
    height: int = 280,
) -> Drawing:
    """Bars side by side for each label, the plan as a paler box behind.

    Args:    labels: one per value. series: {"name", "values", "tones": one class per value or ""}; at most five.
             texts: what stands above the bars of a single series, instead of the numbers. scale: draw the value axis.
    """
    rows = [list(_values(one)) for one in series]
    every = [v for row in (*rows, plan) for v in row if v is not None]
    top_value, low_value = max([*every, 0.0]) or 1.0, min([0.0, *every])
    steps = [step for step in ticks(low_value, top_value, about=4 if height < 300 else 5) if step <= top_value]
    left = 8.0 if not scale else 46 + 7 * max(0, max(len(figure(s, unit)) for s in steps) - 5)
    top, bottom = 28, height - 28
    up = _scale(steps[0], top_value, bottom, top)
    drawing = Drawing(width, height, grid=_grid(steps, up, left, width) if scale else _grid([0.0], up, left, width))
    if scale:
        drawing.marks.extend(_scale_marks(steps, up, left, unit))
    room = (width - left) / max(len(labels), 1)
    middles = [left + room * (i + 0.5) for i in range(len(labels))]
    drawing.marks.extend(_label_marks(labels, middles, bottom + 18))
    for middle, value in zip(middles, plan, strict=False):
        if value is not None:
            drawing.back.append(Rect(_box(middle - room * 0.43, room * 0.86, up(0), up(value)), "f-sunk"))
    wide = room * 0.74 / max(len(rows), 1)
    for number, (one, row) in enumerate(zip(series, rows, strict=True)):
        lefts = [middle - room * 0.37 + wide * number for middle in middles]
        said = list(texts) if texts and len(rows) == 1 else [figure(v) if v is not None else "" for v in row]
        drawing.boxes.extend(_bars(lefts, wide, up, row, said, _tones(one, number)))
        if wide >= 24:
            drawing.marks.extend(_bar_marks(lefts, wide, up, row, said, plan))
    return drawing


def dots(values: Sequence[float], *, before: float | None = None, unit: str = "", width: int = 300) -> Drawing:
    """Every value a dot over one axis from zero; solid line at the median, dashed at `before` (last year's median)."""
    high = ticks(0, max([*values, before or 0, 1.0]), about=4)[-1]
    across = _scale(0, high, 8, width - 8)
    drawing = Drawing(width, 66, grid=[Line(f"M8 46H{width - 8}", "grid")])
    # the golden ratio spreads the dots over the height evenly and the same way every time
    drawing.dots.extend(Mark(n(across(v)), n(14 + 26 * ((i * 0.618) % 1)), "") for i, v in enumerate(values))
    if values:
        drawing.lines.append(Line(f"M{n(across(median(values)))} 8V50", "l-ink"))
    if before is not None:
        drawing.lines.append(Line(f"M{n(across(before))} 8V50", "l-plan"))
    drawing.marks.append(Mark("8", "63", "0", "t3"))
    drawing.marks.append(Mark(str(width - 8), "63", figure(high, unit), "t3 end"))
    return drawing


def milestones(
    steps: Sequence[Mapping[str, object]], speeds: Sequence[Mapping[str, object]], *, width: int = 880
) -> Drawing:
    """A project's milestones on one line, the speeds between them as braces below.

    Args:    steps: {"name", "date": text, "state": "done" | "planned" | "late", "late": text or ""}, in order.
             speeds: {"first": index of a step, "last": index, "text", "tone": "" | "late" | "strong"}.
    """
    gap = (width - 96) / max(len(steps) - 1, 1)
    at = [48 + gap * i for i in range(len(steps))]
    drawing = Drawing(width, 168)
    done = max((i for i, step in enumerate(steps) if step["state"] == "done"), default=-1)
    if len(steps) > 1 and done < len(steps) - 1:
        drawing.lines.append(Line(f"M{n(at[max(done, 0)])} 62H{n(at[-1])}", "l-plan"))
    if done > 0:
        drawing.lines.append(Line(f"M{n(at[0])} 62H{n(at[done])}", "l1"))
    for x, step in zip(at, steps, strict=True):
        _milestone(drawing, x, step)
    for number, speed in enumerate(speeds):
        _brace(
            drawing, at, speed, lower=18 * (number % 2)
        )  # neighbours' words stand at two heights, so that they never meet
    return drawing


def _milestone(drawing: Drawing, x: float, step: Mapping[str, object]) -> None:
    late = step["state"] == "late"
    shape = {"done": "f-ok", "late": "f-late"}.get(str(step["state"]), "hollow")
    path = f"M{n(x)} 49l13 13-13 13-13-13z" if late else _circle(x, 62, 10 if step["state"] == "done" else 8)
    drawing.boxes.append(Rect(path, shape))
    if step["state"] == "done":
        drawing.boxes.append(Rect(f"M{n(x - 4)} 62l3 3 6-6", "l-w"))
    drawing.marks.append(Mark(n(x), "36", str(step["name"]), "mid tb"))
    drawing.marks.append(Mark(n(x), "96", str(step.get("date") or "—"), "mid t-late" if late else "mid"))
    if step.get("late"):
        drawing.marks.append(Mark(n(x), "18", str(step["late"]), "mid t-late"))


def _brace(drawing: Drawing, at: Sequence[float], speed: Mapping[str, object], *, lower: int) -> None:
    first, last = at[int(str(speed["first"]))] + 6, at[int(str(speed["last"]))] - 6
    drawing.lines.append(Line(f"M{n(first)} 118v5H{n(last)}v-5", "axis"))
    css = {"late": "mid tb t-late", "strong": "mid tb"}.get(str(speed.get("tone", "")), "mid")
    drawing.marks.append(Mark(n((first + last) / 2), str(138 + lower), str(speed["text"]), css))


def _circle(x: float, y: float, r: float) -> str:
    return f"M{n(x - r)} {n(y)}a{n(r)} {n(r)} 0 1 0 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 0 {n(-2 * r)} 0z"


def _tones(one: Mapping[str, object], number: int) -> Callable[[int], str]:
    """The class of a bar by its place: what the series says for it, else the colour of the series."""
    given = one.get("tones")
    tones = list(given) if isinstance(given, Sequence) else []
    return lambda i: (tones[i] if i < len(tones) else "") or f"f{number + 1}"


def _bars(
    lefts: Sequence[float], wide: float, up: Scale, row: Values, said: Sequence[str], tone: Callable[[int], str]
) -> Iterator[Rect]:
    for i, (left, value) in enumerate(zip(lefts, row, strict=False)):
        if value is not None:
            yield Rect(_box(left, wide, up(0), up(value)), tone(i), title=said[i])


def _bar_marks(
    lefts: Sequence[float], wide: float, up: Scale, row: Values, said: Sequence[str], plan: Values
) -> Iterator[Mark]:
    """The figure above each bar, and above its plan where that is higher."""
    many = len(lefts) > 8
    for i, (left, value) in enumerate(zip(lefts, row, strict=False)):
        if value is not None:
            top = max(value, 0, (plan[i] or 0) if i < len(plan) else 0)
            yield Mark(n(left + wide / 2), n(up(top) - 6), said[i], "mid tb", alt=many and i % 3 != 2)


def _box(x: float, wide: float, base: float, end: float) -> str:
    return f"M{n(x)} {n(end)}h{n(wide)}V{n(base)}h{n(-wide)}z"


def _grid(steps: Sequence[float], up: Scale, left: float, right: float) -> list[Line]:
    return [Line(f"M{n(left)} {n(up(step))}H{n(right)}", "grid") for step in steps]


def _scale_marks(steps: Sequence[float], up: Scale, left: float, unit: str) -> Iterator[Mark]:
    return (Mark(n(left - 6), n(up(step) + 4), figure(step, unit), "end") for step in steps)


def _label_marks(labels: Sequence[str], at: Sequence[float], y: float) -> Iterator[Mark]:
    every = 3 if len(labels) > 8 else 1
    return (
        Mark(n(x), n(y), text, "mid", alt=(i % every != every - 1))
        for i, (x, text) in enumerate(zip(at, labels, strict=False))
    )


def _curve(at: Sequence[float], up: Scale, values: Values, number: int, start: Point) -> Line:
    spots = [(x, up(v)) for x, v in zip(at, values, strict=False) if v is not None]
    x, y = (n(spots[-1][0]), n(spots[-1][1])) if spots else ("", "")
    return Line(_path(at, up, values, start), f"l1 l-{number}", x, y, f"f{number}")


def _end_marks(at: Sequence[float], up: Scale, values: Values, text: str, number: int, right: float) -> Iterator[Mark]:
    spots = [(x, up(v)) for x, v in zip(at, values, strict=False) if v is not None]
    if spots and text:
        x, y = spots[-1]
        room = right - x > 60
        yield Mark(n(x + 10 if room else x - 8), n(y + 18), text, f"t-{number}" if room else f"t-{number} end")


def _plan_mark(at: Sequence[float], up: Scale, plan: Values, curves: Sequence[Values], text: str) -> Iterator[Mark]:
    """The plan's own figure, at the last month somebody reported, above its line."""
    last = max((i for row in curves for i, v in enumerate(row) if v is not None), default=len(plan) - 1)
    there = plan[last] if last < len(plan) else None
    if there is not None:
        yield Mark(n(at[last] - 8), n(up(there) - 12), text, "end")


def _path(at: Sequence[float], up: Scale, values: Values, start: Point = None) -> str:
    """A path with a new beginning after every gap."""
    parts: list[str] = []
    pen = "M"
    if start and len(values) and values[0] is not None:
        parts.append(f"M{n(start[0])} {n(start[1])}")
        pen = "L"
    for x, value in zip(at, values, strict=False):
        if value is None:
            pen = "M"
            continue
        parts.append(f"{pen}{n(x)} {n(up(value))}")
        pen = "L"
    return "".join(parts)


def _band(at: Sequence[float], up: Scale, low: Values, high: Values) -> str:
    there = [(x, up(a), up(b)) for x, a, b in zip(at, low, high, strict=False) if a is not None and b is not None]
    upper = [f"{n(x)} {n(b)}" for x, _, b in there]
    lower = [f"{n(x)} {n(a)}" for x, a, _ in reversed(there)]
    return f"M{' '.join(upper + lower)}Z" if there else ""


def _values(one: Mapping[str, object]) -> Values:
    return one["values"]  # type: ignore[return-value]  # named in the docstring of the callers


def _scale(low: float, high: float, first: float, last: float) -> Scale:
    span = (high - low) or 1
    return lambda value: first + (last - first) * (value - low) / span


def _step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * k for k in (1, 2, 2.5, 5, 10) if power * k >= rough * (1 - 1e-9))


def _clean(value: float, step: float) -> float:
    digits = max(0, 2 - math.floor(math.log10(step)))
    return round(value, digits) + 0.0


def _cut(share: float) -> float:
    return min(max(share, 0.0), 1.0)
