"""The proof drawn: the leaves around an entry, the way up from it, and the hashes that the proof carries."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDE, STEP, BOTTOM, RISE = 420, 45, 222, 54
SHOWN_LEVELS = 3  # eight leaves


@dataclass(frozen=True, slots=True)
class Box:
    """A node: f1 on the way, f-warn carried by the proof, hollow otherwise."""

    css: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from a node to the one above it."""

    css: str
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes of a proof in a box of 420 × 250. `above`: steps that are not drawn one by one."""

    strokes: Sequence[Stroke]
    boxes: Sequence[Box]
    top_x: int
    top_y: int
    leaf_x: int
    above: int

    @property
    def root_x(self) -> int:
        """Left edge of the root's box, above the last node drawn."""
        return self.top_x - 9

    @property
    def text_x(self) -> int:
        """Where the words beside the root begin: at its right, and still within the picture."""
        return min(self.top_x + 18, WIDE - 170)

    @property
    def text_y(self) -> int:
        """The line of the words where the top of the drawing is the root itself."""
        return self.top_y - 18


def draw(index: int, size: int, steps: int) -> Drawing:
    """The proof of the leaf at `index` (from 0) in a tree of `size`, with a path of `steps` hashes, as shapes.

    A node without a right-hand child is the same hash as its child; its box is left out and the line runs through.
    """
    levels = min(SHOWN_LEVELS, (size - 1).bit_length())
    first = index >> levels << levels
    boxes: list[Box] = []
    strokes: list[Stroke] = []
    for level in range(levels + 1):
        for place in range(1 << (levels - level)):
            start = first + (place << level)
            if start >= size:
                continue
            x, y = _centre(level, place)
            number = start >> level
            on_way = index >> level == number
            carried = level < levels and (index >> level) ^ 1 == number
            real = level == 0 or start + (1 << (level - 1)) < size
            if real or carried:
                boxes.append(Box("f1" if on_way else "f-warn" if carried else "hollow", x - 9, y - 9))
            if level < levels:
                up_x, up_y = _centre(level + 1, place >> 1)
                strokes.append(Stroke("l1" if on_way else "grid", f"M{x} {y}L{up_x} {up_y}"))
    top_x, top_y = _centre(levels, 0)
    leaf_x, _y = _centre(0, index - first)
    above = steps - sum(box.css == "f-warn" for box in boxes)
    return Drawing(strokes, boxes, top_x, top_y, leaf_x, above)


def _centre(level: int, place: int) -> tuple[int, int]:
    width = STEP << level
    return 53 + place * width + (width - STEP) // 2, BOTTOM - RISE * level
