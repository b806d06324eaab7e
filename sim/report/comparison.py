"""Two questions side by side, for people: a page and a summary."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.analysis.rounding import step_of
from sim.experiment.compare import PAIRED
from sim.language import gettext, later
from sim.metrics import CATALOGUE
from sim.report import sections, wording
from sim.report.page import put, rendered
from sim.report.rows import each

if TYPE_CHECKING:
    from sim.experiment.compare import Compared

CONTENTS: Final = (
    ("answer", later("The answer")),
    ("effects", later("What the alternatives do")),
    ("bases", later("The two bases")),
    ("inputs", later("Values that differ")),
    ("again", later("Do it again")),
)


class Base(NamedTuple):
    """One key figure of the two bases."""

    label: str
    one: str
    other: str
    unit: str
    cell: sections.Cell | None


class Effect(NamedTuple):
    """What one alternative does to the headline of its own question."""

    question: str
    title: str
    label: str
    unit: str
    cell: sections.Cell | None
    relative: str


def titles(compared: "Compared") -> list[str]:
    """Titles of the two questions."""
    return [gettext(answer.scenario_title) for answer in compared.answers.values()]


def sentence(compared: "Compared") -> str:
    """How the second base differs from the first in the first one's headline."""
    kpi = compared.one.headline
    row = next(each(compared.bases[compared.bases["kpi"] == kpi]))
    said = wording.difference(row.difference, row.low, row.high, row.unit, compared.one.currency)
    one, other = titles(compared)
    label = gettext(CATALOGUE[kpi].label)
    if not row.replications:
        words = gettext("{label} of the bases of '{one}' and '{other}' cannot be compared.")
    elif row.how == PAIRED:
        words = gettext(
            "Base against base, {label} in '{other}' differs from that in '{one}' by {change} "
            "({percent} % interval {interval}, {runs} pairs of runs with the same seed)."
        )
    else:
        words = gettext(
            "Base against base, {label} in '{other}' differs from that in '{one}' by {change} "
            "({percent} % interval {interval}, {runs} runs or more of each, with other seeds)."
        )
    return words.format(
        label=wording.capital(label) if not row.replications else label,
        one=one,
        other=other,
        change=said.whole,
        percent=f"{100 * sections.confidence(compared.one):g}",
        interval=said.interval,
        runs=row.replications,
    )


def bases(compared: "Compared") -> list[tuple[str, list[Base]]]:
    """Key figures of the two bases by stage of the chain."""
    made = []
    currencies = [answer.currency for answer in compared.answers.values()]
    for stage, part in compared.bases.groupby("stage", sort=False):
        rows = []
        for row in each(part):
            steps = [step_of(row.low, row.high)]
            shown = [
                wording.base(value, row.unit, currency, steps)
                for value, currency in zip((row.one, row.other), currencies, strict=True)
            ]
            cell = sections.gain(
                row.difference, row.low, row.high, row.unit, row.better, currencies[0]
            )
            unit = wording.scale(row.unit, currencies[0], change=True).words
            rows.append(Base(wording.label(row.label), shown[0], shown[1], unit, cell))
        made.append((wording.label(str(stage)), rows))
    return made


def effects(compared: "Compared") -> list[Effect]:
    """What every alternative does in its own question."""
    answers = compared.answers
    made = []
    for row in each(compared.effects):
        answer: Any = answers[row.side]
        relative = wording.percent(row.relative, row.relative, row.relative)
        made.append(
            Effect(
                gettext(answer.scenario_title),
                gettext(row.title),
                wording.label(row.label),
                wording.scale(row.unit, answer.currency, change=True).words,
                sections.gain(
                    row.difference, row.low, row.high, row.unit, row.better, answer.currency
                ),
                f"{relative.value} %",
            )
        )
    return made


def comparison_html(compared: "Compared", command: str = "") -> str:
    """The page of a comparison.

    Parameters
    ----------
    compared : Compared
        What `sim.compare` returned.
    command : str
        The command line that repeats it; left out unless given.

    Returns
    -------
    str
        HTML with style and data inside; it asks for nothing over the network.
    """
    names = titles(compared)
    contents = CONTENTS if command else CONTENTS[:-1]
    return rendered(
        "comparison.html.jinja",
        has_figures=False,
        title=gettext("{one} beside {other}").format(one=names[0], other=names[1]),
        question=gettext("How do the two differ, and do they answer alike?"),
        contents=[(key, gettext(title)) for key, title in contents],
        names=names,
        questions=[gettext(answer.question) for answer in compared.answers.values()],
        sentence=sentence(compared),
        answers=[answer.sentence() for answer in compared.answers.values()],
        percent=f"{100 * sections.confidence(compared.one):g}",
        is_paired=(compared.bases["how"] == PAIRED).all(),
        bases=bases(compared),
        effects=effects(compared),
        inputs=list(each(compared.inputs)),
        command=command,
    )


def write_comparison(compared: "Compared", path: Path | str, command: str = "") -> Path:
    """Write the page of a comparison to a file.

    Raises
    ------
    UsageError
        When it cannot be written; the message says what to do.
    """
    return put(comparison_html(compared, command), Path(path))


def summary(compared: "Compared", page: Path | None = None) -> None:
    """Print the figures of the chain in both bases, both answers, and where to read on.

    Parameters
    ----------
    compared : Compared
        What `sim.compare` returned.
    page : Path, optional
        Where the page was written.
    """
    from rich.table import Table
    from rich.text import Text

    from sim.report.text import console, plain

    out = console()
    one, other = titles(compared)
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    table.add_column("")
    for name in (one, other):
        table.add_column(plain(name), justify="right", max_width=18)
    table.add_column(gettext("change"), justify="right", no_wrap=True)
    for row in each(compared.bases):
        if not CATALOGUE[row.kpi].headline:
            continue
        said = wording.difference(
            row.difference, row.low, row.high, row.unit, compared.one.currency
        )
        steps = [step_of(row.low, row.high)]
        table.add_row(
            gettext(row.label),
            plain(wording.base(row.one, row.unit, compared.one.currency, steps)),
            plain(wording.base(row.other, row.unit, compared.other.currency, steps)),
            plain(f"{wording.sign(row.verdict)} {said.whole}"),
        )
    out.print()
    out.print(table)
    for name, answer in zip((one, other), compared.answers.values(), strict=True):
        out.print()
        out.print(Text(plain(name), style="dim"))
        out.print(Text(plain(answer.sentence())))
    out.print()
    out.print(Text(plain(sentence(compared)), style="bold"))
    if page is not None:
        out.print(gettext("report: {file}").format(file=page), soft_wrap=True)
