"""The map of the chain, drawn from the code's own list of links as the report draws it."""

import re
from html import escape
from itertools import groupby
from typing import Final

from jinja2 import Environment, FileSystemLoader

from sim.parameters import ARROWS, Arrow
from sim.report import chain
from sim.report.page import TEMPLATES

LINE: Final = 19.0
"""Height of a line of the legend."""
LEGEND: Final = 24.0
"""Room between the drawing and its legend."""
COLUMNS: Final = (40.0, 50.0, 372.0)
"""Where a line of the legend has its number (right-aligned), link and claim."""

STYLED: Final = re.compile(r"^\.(chain-drawing|stage-box|arrow|head|strength)\b.*$", re.M)
"""Rules of the report's style that the drawing needs."""
COLOURS: Final = re.compile(
    r"^:root \{.*?^\}\n@media \(prefers-color-scheme: dark\) \{.*?^\}", re.S | re.M
)
"""Colours of the report in light and dark."""

OWN: Final = """
.ground { fill: var(--paper); }
.legend { font: 12.5px var(--font); fill: var(--ink); }
.legend .number { font-weight: 650; } .legend .claim { fill: var(--quiet); }
"""


def chain_svg() -> str:
    """Every stage and every arrow of the chain, numbered, with a legend of the links.

    Returns
    -------
    str
        SVG that stands alone and follows the reader's choice of light or dark.
    """
    drawing = _numbered(chain.draw({}, [chain.Link(a.source, a.target, 1.0) for a in ARROWS]))
    height = drawing.height + LEGEND + len(ARROWS) * LINE
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.get_template("chain.svg.jinja")
    inner = template.render(drawing=drawing, title="The chain", loop={"index": 0})
    inner = inner.replace("<svg ", f'<svg height="{drawing.height:g}" ', 1)
    css = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    colours = COLOURS.search(css)
    style = "\n".join([*([colours[0]] if colours else []), *(m[0] for m in STYLED.finditer(css))])
    legend = "\n".join(
        _line(number, arrow, drawing.height + LEGEND + (number - 1) * LINE)
        for number, arrow in enumerate(ARROWS, start=1)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width:g} {height:g}"'
        f' width="{drawing.width:g}" height="{height:g}">\n'
        f"<title>The service-profit chain as the model has it</title>\n"
        f"<style>{style}{OWN}</style>\n"
        f'<rect class="ground" width="100%" height="100%"></rect>\n'
        f"{inner}\n"
        f'<g class="legend">\n{legend}\n</g>\n</svg>\n'
    )


def _line(number: int, arrow: Arrow, y: float) -> str:
    """One line of the legend."""
    at, name, claim = COLUMNS
    return (
        f'<text class="number" x="{at:g}" y="{y:g}" text-anchor="end">{number}</text>'
        f'<text x="{name:g}" y="{y:g}">{escape(arrow.name)}</text>'
        f'<text class="claim" x="{claim:g}" y="{y:g}">{escape(arrow.claim)}</text>'
    )


def _numbered(drawing: chain.Drawing) -> chain.Drawing:
    """A drawing whose arrows carry the numbers of their links instead of strengths."""
    bundles: dict[tuple[str, str], list[int]] = {}
    for number, arrow in enumerate(ARROWS, start=1):
        bundles.setdefault((arrow.source, arrow.target), []).append(number)
    labels = [_label(numbers) for numbers in bundles.values()]
    arrows = tuple(
        arrow._replace(label=label, label_width=12.0 + 6.0 * len(label), stroke=1.6)
        for arrow, label in zip(drawing.arrows, labels, strict=True)
    )
    return drawing._replace(arrows=arrows)


def _label(numbers: list[int]) -> str:
    """Numbers as a label: three or more in a row as first to last."""
    parts: list[str] = []
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        row = [number for _, number in run]
        is_long = len(row) > 2
        parts += [f"{row[0]}\N{EN DASH}{row[-1]}"] if is_long else [str(number) for number in row]
    return ", ".join(parts)
