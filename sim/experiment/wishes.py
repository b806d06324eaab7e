"""What the caller wants, made into settings, and the command line that wants the same."""

import math
import secrets
import shlex
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.analysis.selection import FIRST_STAGE
from sim.analysis.stopping import Target
from sim.errors import UsageError
from sim.experiment.race import Race
from sim.experiment.runner import Settings
from sim.metrics import CATALOGUE
from sim.scenarios.nearest import did_you_mean

if TYPE_CHECKING:
    from sim.scenarios.schema.scenario import Scenario

LARGEST_SEED: Final = 2**63 - 1
"""Largest seed a table can hold."""


class Wishes(NamedTuple):
    """What the caller wants otherwise than the scenario says; None leaves it to the scenario."""

    seed: int | None = None
    """Seed of all random numbers."""
    replications: int | None = None
    """Exactly so many replications, whatever the precision."""
    precision: Mapping[str, float] | None = None
    """Wanted half width over the base's mean, by figure [fraction]."""
    half_width: Mapping[str, float] | None = None
    """Wanted half width, by figure [unit of the figure]."""
    best: Mapping[str, float] | None = None
    """Figure by which the best world is chosen, and the difference worth knowing in its unit."""
    engine: str = "auto"
    """Which engine."""
    log: Collection[str] = ()
    """Logs to keep."""
    tables: str = "csv"
    """Form of the tables in the folder."""


def settings_of(scenario: "Scenario", wishes: Wishes) -> Settings:
    """The scenario's rule for replications, with the caller's wishes.

    Raises
    ------
    UsageError
        When a wish cannot be met: a seed out of range, too few replications, a precision that is
        not above 0, an unknown key figure.
    """
    rule = scenario.experiment
    seed = rule.seed if wishes.seed is None else wishes.seed
    seed = secrets.randbits(32) if seed is None else seed
    if not 0 <= seed <= LARGEST_SEED:
        raise UsageError(f"seed {seed} is out of range; give 0 to {LARGEST_SEED}")
    least, most = rule.minimum_replications, rule.maximum_replications
    if wishes.replications is not None:
        least = most = wishes.replications
    if least < 2:
        raise UsageError(f"{least} replication has no interval; give at least 2")
    asked: Any = wishes
    if wishes.precision is None and wishes.half_width is None and wishes.best is None:
        asked = rule
    log = frozenset(wishes.log)
    race = _race(asked.best or {})
    targets = _targets(asked)
    settings = Settings(seed, least, most, rule.confidence, targets, race, wishes.engine, log)
    return _checked(settings, least, most)


def _targets(asked: Any) -> tuple[Target, ...]:
    """The half widths to reach, in either form."""
    targets = [Target(kpi, wanted, True) for kpi, wanted in (asked.precision or {}).items()]
    targets += [Target(kpi, wanted, False) for kpi, wanted in (asked.half_width or {}).items()]
    for target in targets:
        known_figure(target.kpi)
        if not 0.0 < target.half_width < math.inf:
            name = "precision" if target.is_relative else "half width"
            hint = "2 % is written 0.02" if target.is_relative else "give one above 0"
            raise UsageError(f"{name} {target.kpi}={target.half_width} cannot be reached; {hint}")
    return tuple(targets)


def _race(asked: Mapping[str, float]) -> Race | None:
    """What the best world is to be chosen by; None when nothing is asked."""
    if not asked:
        return None
    if len(asked) > 1:
        raise UsageError(f"the best by {' and by '.join(asked)} may be two worlds; name one figure")
    ((kpi, indifference),) = asked.items()
    known_figure(kpi)
    if CATALOGUE[kpi].better == "none":
        raise UsageError(f"more {kpi} is neither better nor worse; choose the best by another one")
    if not 0.0 < indifference < math.inf:
        raise UsageError(f"best {kpi}={indifference}: give the difference worth knowing, above 0")
    return Race(kpi, indifference)


class Further(NamedTuple):
    """How far an answer is to be extended."""

    replications: int | None = None
    """Exactly so many replications in all."""
    precision: Mapping[str, float] | None = None
    """Wanted half width over the base's mean, by figure [fraction]."""
    half_width: Mapping[str, float] | None = None
    """Wanted half width, by figure [unit of the figure]."""
    best: Mapping[str, float] | None = None
    """Figure by which the best world is chosen, and the difference worth knowing in its unit."""
    at_most: int | None = None
    """Replications after which it ends in any case."""

    def command(self, folder: Path) -> str:
        """The command line that asks the same."""
        words = ["spc", "extend", str(folder), *_options(self)]
        if self.at_most is not None:
            words += ["--at-most", str(self.at_most)]
        return shlex.join(words)


def settings_further(before: Settings, count: int, further: Further) -> Settings:
    """The rule by which an answer is extended.

    Parameters
    ----------
    before : Settings
        The rule of the answer.
    count : int
        Replications that it has.
    further : Further
        How far to go.

    Raises
    ------
    UsageError
        When nothing says how far, or that is not as far as the answer has come.
    """
    wanted = (further.precision, further.half_width, further.best)
    asked = [wish for wish in wanted if wish is not None]
    if further.replications is not None:
        if asked or further.at_most is not None:
            raise UsageError(
                "exactly so many replications leave nothing to reach; give either --replications "
                "or what is to be reached"
            )
        _not_fewer(further.replications, count)
        return _checked(before, further.replications, further.replications)
    settings = before
    if asked:
        settings = before._replace(targets=_targets(further), race=_race(further.best or {}))
    if not settings.targets and settings.race is None:
        raise UsageError(
            "nothing says how far to go; give --replications, or a --precision, --half-width or "
            "--best to reach"
        )
    most = max(2 * count, before.maximum) if further.at_most is None else further.at_most
    _not_fewer(most, count)
    return _checked(settings, settings.minimum, most)


def _not_fewer(wanted: int, count: int) -> None:
    """See that an answer is not to be cut short."""
    if wanted < count:
        raise UsageError(f"there are {count} replications already; ask for {count} or more")


def _checked(settings: Settings, least: int, most: int) -> Settings:
    """The settings with so many replications, enough for a race."""
    if settings.race is not None:
        least = max(least, FIRST_STAGE)
        if most < least:
            raise UsageError(
                f"{most} replications choose no best world; allow at least {FIRST_STAGE}"
            )
    return settings._replace(minimum=least, maximum=most)


def can_choose(settings: Settings, worlds: int) -> None:
    """See that a best world can be chosen among so many, when that is asked for.

    Raises
    ------
    UsageError
        When there is no alternative, or chance alone is as sure as the confidence asked for.
    """
    if settings.race is None:
        return
    if worlds < 2:
        raise UsageError("there is no alternative to choose from; name one, or ask for no best")
    if settings.confidence * worlds <= 1.0:
        raise UsageError(
            f"a guess among {worlds} worlds is right as often as a confidence of "
            f"{settings.confidence:g}; raise experiment.confidence"
        )


def known_figure(kpi: str) -> None:
    """See that there is a key figure of that name.

    Raises
    ------
    UsageError
        When there is none; the message names the nearest one and all others.
    """
    if kpi not in CATALOGUE:
        hint = did_you_mean(kpi, CATALOGUE)
        raise UsageError(f"no key figure '{kpi}'; {hint}")


def command_of(
    source: str | Path,
    sets: Sequence[str],
    alternatives: Sequence[str] | None,
    wishes: Wishes,
) -> str:
    """The command line that asks the same."""
    words = ["spc", "run", str(source)]
    if alternatives is not None:
        words += ["-s", ",".join(alternatives)]
    for text in sets:
        words += ["--set", text]
    if wishes.seed is not None:
        words += ["--seed", str(wishes.seed)]
    words += _options(wishes)
    if wishes.engine != "auto":
        words += ["--engine", wishes.engine]
    for name in sorted(wishes.log):
        words += ["--log", name]
    if wishes.tables != "csv":
        words += ["--tables", wishes.tables]
    return shlex.join(words)


def _options(wishes: Wishes | Further) -> list[str]:
    """Options of the command line that both runs and extensions have."""
    words: list[str] = []
    if wishes.replications is not None:
        words += ["--replications", str(wishes.replications)]
    for option, figures in (
        ("--precision", wishes.precision),
        ("--half-width", wishes.half_width),
        ("--best", wishes.best),
    ):
        for kpi, wanted in (figures or {}).items():
            words += [option, f"{kpi}={wanted!r}"]
    return words
