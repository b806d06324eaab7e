"""Why an alternative does what it does: which stages of the chain move, and which money."""

from typing import Any

from sim.experiment.tables import FALLS, RISES
from sim.language import gettext, joined, listed
from sim.report import money
from sim.report.rows import each


def why(answer: Any, name: str) -> str:
    """What moves along the chain in one alternative, and what the books say of it.

    Parameters
    ----------
    answer : Answer
        What `sim.run` returned or `sim.load_results` rebuilt.
    name : str
        The alternative.

    Returns
    -------
    str
        One sentence or two; only what the intervals tell apart from 0 counts as moving.
    """
    return joined(along_the_chain(answer, name), money.reason(answer, name))


def along_the_chain(answer: Any, name: str) -> str:
    """Which headline figures of the chain clearly rise and which clearly fall, in its order."""
    rows = list(each(answer.chain[answer.chain["alternative"] == name]))
    up, down = (
        [gettext(row.label) for row in rows if row.verdict == verdict] for verdict in (RISES, FALLS)
    )
    if up and down:
        words = gettext("Along the chain {up} rise; {down} fall.")
    elif up:
        words = gettext("Along the chain {up} rise; nothing clearly falls.")
    elif down:
        words = gettext("Along the chain nothing clearly rises; {down} fall.")
    else:
        return gettext("Nothing clearly moves along the chain.") if rows else ""
    return words.format(up=listed(up), down=listed(down))
