"""Where the stages of the chain and their links stand on the page: a drawing as plain numbers."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sim.language import gettext
from sim.report import wording
from sim.report.lines import broken, width

WIDTH: Final = 1180.0
BOX: Final = 124.0
GAP: Final = 48.0
LEFT: Final = 11.0
TOP: Final = 78.0
BETWEEN: Final = 52.0
"""Room between the two rows of stages."""
VALUE_CHARACTERS: Final = 14
LABEL_CHARACTERS: Final = 19
TITLE_CHARACTERS: Final = 16

PLACES: Final = {
    "internal service quality": (0, 0),
    "employee satisfaction": (1, 0),
    "employee retention": (2, 0),
    "productivity": (2, 1),
    "service value": (3, 0),
    "customer satisfaction": (4, 0),
    "market": (4, 1),
    "loyalty": (5, 0),
    "growth and profit": (6, 0),
}
"""Column and row of each stage; the chain reads from left to right."""

CUT: Final = 0.0
TIMES: Final = "\N{MULTIPLICATION SIGN}"
FAR_BACK: Final = 4
"""Columns beyond which an arrow back runs below the chain."""


class Reading(NamedTuple):
    """What a stage shows of one measure."""

    label: str
    value: str
    unit: str
    interval: str
    tone: str
    sign: str


class Link(NamedTuple):
    """One link of the chain, with its strength in the alternative drawn."""

    source: str
    target: str
    strength: float


class Line(NamedTuple):
    """One line of text in a box."""

    y: float
    text: str
    style: str


class Box(NamedTuple):
    """One stage as drawn."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    lines: tuple[Line, ...]


class Arrow(NamedTuple):
    """All links between two stages as drawn; the label stands at (x, y)."""

    path: str
    label: str
    x: float
    y: float
    label_width: float
    stroke: float
    is_cut: bool


class Drawing(NamedTuple):
    """The chain of one alternative, ready for the template."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def _with_unit(label: str, unit: str) -> list[str]:
    """A measure and its unit on one line, or each on its own where one is too short."""
    if not label:
        return [unit]
    words = gettext("{label}, {unit}")
    both = words.format(label=label, unit=unit)
    fits = width(both) <= LABEL_CHARACTERS
    return [both] if fits else [words.format(label=label, unit="").rstrip(), unit]


def _lines(stage: str, readings: Sequence[Reading]) -> tuple[list[Line], float]:
    """Text of a box from its top, and the height it needs."""
    lines, y = [], 0.0
    for part in broken(wording.label(stage), TITLE_CHARACTERS):
        y += 15.0
        lines.append(Line(y, part, "stage"))
    for reading in readings:
        y += 5.0
        value = f"{reading.sign} {reading.value} {reading.unit}"
        label = "" if reading.label == wording.label(stage) else reading.label
        said = [label]
        if width(value) > VALUE_CHARACTERS:
            value = f"{reading.sign} {reading.value}"
            said = _with_unit(label, reading.unit)
        for part in (part for words in said for part in broken(words, LABEL_CHARACTERS)):
            y += 13.0
            lines.append(Line(y, part, "measure"))
        y += 17.0
        lines.append(Line(y, value, f"value {reading.tone}"))
        y += 14.0
        lines.append(Line(y, reading.interval, "interval"))
    return lines, y + 10.0


def _strength(links: Sequence[Link]) -> tuple[str, bool]:
    """Label of a bundle of links, and whether all of them are cut."""
    strengths = sorted({link.strength for link in links})
    cut = sum(link.strength == CUT for link in links)
    if cut == len(links):
        return gettext("cut"), True
    if cut:
        return gettext("{number}/{all} cut").format(number=cut, all=len(links)), False
    if len(strengths) == 1:
        return f"{TIMES}{strengths[0]:g}", False
    return f"{TIMES}{strengths[0]:g}\N{EN DASH}{strengths[-1]:g}", False


def _route(
    source: tuple[int, int], target: tuple[int, int], a: Box, b: Box, bottom: float
) -> tuple[str, float, float]:
    """Path of an arrow between two boxes, and where its label stands."""
    span = target[0] - source[0]
    middle_a, middle_b = a.y + 30.0, b.y + 30.0
    if source[1] == target[1] and span == 1:
        x0, x1 = a.x + a.width, b.x
        return f"M{x0:g},{middle_a:g} L{x1:g},{middle_b:g}", (x0 + x1) / 2, middle_a - 14.0
    if span == 0:
        x = a.x + a.width / 2
        y0, y1 = (a.y + a.height, b.y) if b.y > a.y else (a.y, b.y + b.height)
        return f"M{x:g},{y0:g} L{x:g},{y1:g}", x, (y0 + y1) / 2
    if source[1] == target[1] and span < -FAR_BACK:
        x0, x1 = a.x + a.width * 0.5, b.x + b.width * 0.3
        path = (
            f"M{x0:g},{a.y + a.height:g} V{bottom - 12:g} Q{x0:g},{bottom:g} {x0 - 12:g},{bottom:g}"
            f" H{x1 + 12:g} Q{x1:g},{bottom:g} {x1:g},{bottom - 12:g} V{b.y + b.height:g}"
        )
        return path, (x0 + x1) / 2, bottom
    if source[1] == target[1]:
        apex = a.y - 18.0 * abs(span) - (0.0 if span > 0 else 6.0)
        x0 = a.x + a.width * (0.62 if span > 0 else 0.38)
        x1 = b.x + b.width * 0.38
        turn = 12.0 if span > 0 else -12.0
        path = (
            f"M{x0:g},{a.y:g} V{apex + 12:g} Q{x0:g},{apex:g} {x0 + turn:g},{apex:g}"
            f" H{x1 - turn:g} Q{x1:g},{apex:g} {x1:g},{apex + 12:g} V{b.y:g}"
        )
        return path, (x0 + x1) / 2, apex
    if source[1] < target[1]:
        x0, x1, y = a.x + a.width * 0.7, b.x, b.y + b.height * 0.65
        path = f"M{x0:g},{a.y + a.height:g} V{y - 12:g} Q{x0:g},{y:g} {x0 + 12:g},{y:g} H{x1:g}"
        return path, (x0 + x1) / 2, y
    y = a.y + a.height * 0.3
    x0 = a.x if span < 0 else a.x + a.width
    x1 = b.x + b.width * (0.6 if span < 0 else 0.4)
    turn = -12.0 if span > 0 else 12.0
    path = f"M{x0:g},{y:g} H{x1 + turn:g} Q{x1:g},{y:g} {x1:g},{y - 12:g} V{b.y + b.height:g}"
    return path, x1, (y + b.y + b.height) / 2


def draw(readings: dict[str, Sequence[Reading]], links: Iterable[Link]) -> Drawing:
    """Lay out the chain of one alternative.

    Parameters
    ----------
    readings : what each stage shows, by stage; a stage without readings shows its name alone
    links : the links with their strengths; links between the same stages share an arrow

    Returns
    -------
    Drawing
        Boxes and arrows in the units of a view box; stages without a place are left out.
    """
    texts = {stage: _lines(stage, readings.get(stage, ())) for stage in PLACES}
    heights = [
        max(texts[stage][1] for stage, place in PLACES.items() if place[1] == row) for row in (0, 1)
    ]
    tops = (TOP, TOP + heights[0] + BETWEEN)
    boxes = {}
    for stage, (column, row) in PLACES.items():
        lines, _ = texts[stage]
        shown = readings.get(stage, ())
        height = heights[row] if stage != "market" else texts[stage][1]
        boxes[stage] = Box(
            LEFT + column * (BOX + GAP),
            tops[row],
            BOX,
            height,
            shown[0].tone if shown else "none",
            tuple(lines),
        )
    bottom = tops[1] + heights[1] + 26.0
    bundles: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        if link.source in PLACES and link.target in PLACES:
            bundles.setdefault((link.source, link.target), []).append(link)
    arrows = []
    for (source, target), bundle in bundles.items():
        path, x, y = _route(PLACES[source], PLACES[target], boxes[source], boxes[target], bottom)
        label, is_cut = _strength(bundle)
        mean = sum(link.strength for link in bundle) / len(bundle)
        stroke = 1.2 if is_cut else min(1.2 + mean, 5.0)
        arrows.append(Arrow(path, label, x, y, 10.0 + 5.2 * width(label), stroke, is_cut))
    return Drawing(WIDTH, bottom + 16.0, tuple(boxes.values()), tuple(arrows))
