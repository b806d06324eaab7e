"""What a question says that does nothing: levers that change nothing, values that cannot matter.

Two things are certain and told as they are. An intervention is idle when the world of every month
is the same with and without it. A value is idle when a rule (`sim.scenarios.idle_rules`) says in
every month of every world that nothing reads it. A third is told from a sample of the market: a
tier that nobody reaches (`sim.scenarios.populations`).

Of values, only those that a question writes itself are told, or an override: a firm that it
extends may keep ready what only another question uses. So may a file without alternatives, which
describes a business and asks nothing.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from sim.scenarios import timeline
from sim.scenarios.idle_rules import RULES
from sim.scenarios.idle_rules.rule import Rule
from sim.scenarios.notice import Notice, placed
from sim.scenarios.populations import empty_tiers
from sim.scenarios.resolve import parameters
from sim.scenarios.schema.interventions import Alternative
from sim.scenarios.schema.scenario import Scenario

if TYPE_CHECKING:
    from sim.scenarios.load import Question
    from sim.scenarios.timeline import Plain

SAID: Final = "does nothing"
IN_PLACE: Final = "the business is like that already"
OVERRIDDEN: Final = "what it changes is taken back by another intervention of the alternative"
AS_BASE: Final = "every month of it is the base's"


def notices(question: "Question[Scenario]") -> tuple[Notice, ...]:
    """Everything in a question that does nothing.

    Parameters
    ----------
    question : Question
        Checked.

    Returns
    -------
    tuple of Notice
        In the order of the question; empty when all of it does something.
    """
    scenario = question.scenario
    base = scenario.model_dump(mode="json", exclude={"alternatives"})
    worlds = [[scenario, *_months(base, other, scenario)] for other in scenario.alternatives]
    all_months = [scenario, *(month for world in worlds for month in world[1:])]
    where = {row.path: row.where for row in question.provenance}
    found = [*_values(question, all_months)]
    for position, (other, world) in enumerate(zip(scenario.alternatives, worlds, strict=True)):
        found += _levers(base, scenario, position, other, world, where)
    found += empty_tiers(all_months, where)
    return tuple(found)


# Interventions ------------------------------------------------------------------------------------


def _months(base: "Plain", other: Alternative, scenario: Scenario) -> Iterator[Scenario]:
    """The business in every month in which an alternative changes it."""
    for _, business in timeline.moments(base, other, scenario.time.horizon_months):
        yield Scenario.model_validate_json(json.dumps(business), strict=True)


def _levers(
    base: "Plain",
    scenario: Scenario,
    position: int,
    other: Alternative,
    world: Sequence[Scenario],
    where: dict[str, str],
) -> Iterator[Notice]:
    """Interventions of one alternative that do nothing, and the alternative if it is the base."""
    horizon = scenario.time.horizon_months
    here = f"alternatives.{position}"
    for number, lever in enumerate(other.interventions):
        key = f"{here}.interventions.{number}"
        place = where[f"{key}.kind"]
        what = f"{lever.kind} {'is paid for and ' if any(lever.payments(horizon)) else ''}{SAID}"
        if not _differs(base, other, _without(other, number), horizon):
            is_alone = not _differs(base, _only(other, number), None, horizon)
            why, remedy = IN_PLACE if is_alone else OVERRIDDEN, "change its size, or delete it"
            yield placed(place, key, what, why, remedy)
            continue
        paths = [change.path for change in timeline.all_changes(lever)]
        rules = [first_rule(path, world, is_lever=True) for path in paths]
        if rules and all(rules):
            rule = next(rule for rule in rules if rule is not None)
            why = f"nothing reads {paths[0]}, {rule.said(paths[0])}"
            yield placed(place, key, what, why, rule.remedy)
    is_free = not any(any(lever.payments(horizon)) for lever in other.interventions)
    if is_free and all(parameters(month) == parameters(world[0]) for month in world):
        remedy = "change it, or leave it out"
        what = f"alternative '{other.name}' {SAID}"
        yield placed(where[f"{here}.name"], here, what, AS_BASE, remedy)


def _without(other: Alternative, number: int) -> Alternative:
    """An alternative without one of its interventions."""
    rest = (*other.interventions[:number], *other.interventions[number + 1 :])
    return other.model_copy(update={"interventions": rest})


def _only(other: Alternative, number: int) -> Alternative:
    """An alternative of one of its interventions alone."""
    return other.model_copy(update={"interventions": (other.interventions[number],)})


def _differs(base: "Plain", one: Alternative, other: Alternative | None, horizon: int) -> bool:
    """Whether any month of two alternatives differs; None stands for the base.

    ``one`` must change in every month in which ``other`` does.
    """
    for month, business in timeline.moments(base, one, horizon):
        against = base if other is None else timeline.business_in(base, other, month)
        if business != against and _resolved(business) != _resolved(against):
            return True
    return False


def _resolved(business: "Plain") -> object:
    """What an engine reads of a business; None if it could not exist."""
    try:
        return parameters(Scenario.model_validate_json(json.dumps(business), strict=True))
    except ValidationError:  # without one of its interventions, an alternative may be impossible
        return None


# Values -------------------------------------------------------------------------------------------


def _values(question: "Question[Scenario]", months: Sequence[Scenario]) -> Iterator[Notice]:
    """Values that the question itself writes and nothing reads."""
    own = question.files[-1] if question.scenario.alternatives else None
    told: list[str] = []
    for row in question.provenance:
        is_override = row.where == "--set"
        if not (is_override or row.where.rpartition(":")[0] == own):
            continue
        if any(row.path.startswith(f"{key}.") for key in told):
            continue
        rule = first_rule(row.path, months, is_lever=is_override, value=row.value)
        if rule is not None:
            key = rule.key(row.path)
            told.append(key)
            yield placed(row.where, key, SAID, rule.said(row.path), rule.remedy)


def first_rule(
    path: str, months: Iterable[Scenario], *, is_lever: bool, value: object = None
) -> Rule | None:
    """The first rule by which nothing reads a path in any of these months."""
    for rule in RULES:
        names = rule.match(path)
        if names is None or (rule.levers_only and not is_lever):
            continue
        # To write down that something is off is no mistake, even where it could not be on.
        if rule.key(path) == path and value is not None and value in rule.off:
            continue
        if all(rule.is_idle(month, *names) for month in months):
            return rule
    return None
