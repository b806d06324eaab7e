"""The frame of every page: self-contained, deaf to markup, its scripts named by their hashes."""

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from markupsafe import Markup, escape

from sim.errors import UsageError

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

TEMPLATES: Final = Path(__file__).resolve().parent / "templates"

PLOT_CONFIG: Final = (
    '{"showSendToCloud": false, "displaylogo": false, "displayModeBar": false, "responsive": true, '
    '"showLink": false, "editable": false, "scrollZoom": false, "doubleClick": false}'
)
"""No button that uploads or edits; plots follow the width of the page."""

UNSAFE: Final = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


class Plot(NamedTuple):
    """One figure placed on the page."""

    key: str
    title: str
    description: str
    shape: str
    """``full`` for the page's width, ``half`` for two side by side, ``beside`` for one next to a
    table on the screen that has the page's width on paper."""
    height: int
    json: Markup


def script_safe(text: str) -> Markup:
    """JSON that cannot end the script element it stands in, whatever words it holds."""
    return Markup("".join(UNSAFE.get(letter, letter) for letter in text))


def breakable(text: str) -> Markup:
    """Text that may break after a dot, a slash or an underscore."""
    return Markup(re.sub(r"([./_])", r"\1<wbr>", str(escape(text))))


def flowing(text: str) -> Markup:
    """A sentence that may break within a path, but in no number."""
    return Markup(re.sub(r"(?<=[^\W\d])([./_])(?=\w)", r"\1<wbr>", str(escape(text))))


def placed(key: str, title: str, description: str, shape: str, figure: "Figure") -> Plot:
    """A figure ready for the page."""
    height = int(figure.layout.height)
    return Plot(f"figure-{key}", title, description, shape, height, script_safe(figure.to_json()))


def unbroken(sentence: str) -> str:
    """A sentence whose per cent signs stay with their numbers."""
    return sentence.replace(" %", "\N{NO-BREAK SPACE}%")


def rendered(template: str, *, has_figures: bool = True, **words: Any) -> str:
    """A page from its template, with style, scripts and data inside.

    It asks for nothing over the network, and its content-security policy forbids it to.

    Parameters
    ----------
    template : str
        Name of the template, which extends ``frame.html.jinja``.
    has_figures : bool
        Whether it draws; a page without figures is smaller by what draws them.
    **words
        What it shows.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from plotly.offline import get_plotlyjs

    from sim.language import gettext, spoken

    plotly = get_plotlyjs() if has_figures else ""
    script = (TEMPLATES / "report.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; script-src {_hash(plotly)} {_hash(script)}; "
        "style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["gettext"] = gettext
    environment.filters["breakable"] = breakable
    environment.filters["flowing"] = flowing
    return environment.get_template(template).render(
        language=spoken(),
        policy=policy,
        config=script_safe(PLOT_CONFIG),
        plotly=Markup(plotly),
        script=Markup(script),
        **words,
    )


def _hash(script: str) -> str:
    """The hash by which the page's policy lets a script run."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def target_of(folder: Path | None, path: Path | str | None, what: str) -> Path:
    """Where a page goes: where the caller says, else ``report.html`` in its folder.

    Raises
    ------
    UsageError
        When there is neither; the message says what to do.
    """
    if path is not None:
        return Path(path)
    if folder is None:
        raise UsageError(f"this {what} is not stored in a folder; say where the report goes")
    return folder / "report.html"


def put(page: str, target: Path) -> Path:
    """Write a page to its file.

    Raises
    ------
    UsageError
        When it cannot be written; the message says what to do.
    """
    try:
        target.write_text(page, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{target} cannot be written: {reason}; choose another file") from error
    return target
