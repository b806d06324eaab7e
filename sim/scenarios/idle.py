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
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from sim.scenarios import timeline
from sim.scenarios.idle_rules import RULES
from sim.scenarios.idle_rules.rule import COSTS, SAID, Rule
from sim.scenarios.notice import Notice, placed
from sim.scenarios.populations import empty_tiers
from sim.scenarios.resolve import parameters
from sim.scenarios.schema.interventions import Alternative, Change, Intervention
from sim.scenarios.schema.scenario import Scenario
from sim.scenarios.strict import sound

if TYPE_CHECKING:
    from sim.scenarios.load import Question
    from sim.scenarios.timeline import Plain

IN_PLACE: Final = "the business is like that already"
OVERRIDDEN: Final = "another intervention of the alternative does the same, or takes it back"
AT_ONCE: Final = "what it changes has no half size and comes at once"
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
    base = scenario.model_dump(mode="json", exclude={"alternatives", "sweep"})
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
        yield sound(Scenario, json.dumps(business))


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
        rest = _without(other, number)
        if not _differs(base, other, rest, horizon):
            is_alone = not _differs(base, _only(other, number), None, horizon)
            why, remedy = IN_PLACE if is_alone else OVERRIDDEN, "change its size, or delete it"
            yield placed(place, key, what, why, remedy)
            continue
        live = _live(base, lever, other, rest, horizon)
        told = _idle(live, world)
        if told is not None:
            path, rule = told
            said = rule.said(path)
            if rule.what == SAID:
                yield placed(place, key, what, f"nothing reads {path}, {said}", rule.remedy)
            else:
                yield placed(place, key, f"{lever.kind} {rule.what}", said, rule.remedy)
            continue
        before = timeline.business_in(base, rest, lever.start_month)
        if lever.ramp_months > 1 and not any(timeline.has_half_size(before, one) for one in live):
            ramp, remedy = f"{key}.ramp_months", "delete it, or set start_month to when it comes"
            yield placed(where[ramp], ramp, SAID, AT_ONCE, remedy)
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


def _live(
    base: "Plain", lever: Intervention, other: Alternative, rest: Alternative, horizon: int
) -> list[Change]:
    """Changes of an intervention whose value is, in some month, another one with it than without.

    ``rest`` is the alternative without it.
    """
    left = timeline.all_changes(lever)
    found: list[Change] = []
    for month, business in timeline.moments(base, other, horizon):
        without = timeline.business_in(base, rest, month)
        new = [one for one in left if _value(business, one.path) != _value(without, one.path)]
        found += new
        left = [one for one in left if one not in new]
    return found


def _value(business: "Plain", path: str) -> Any:
    """The value at a path; None where an entry of a table is not there."""
    *blocks, last = path.split(".")
    for key in blocks:
        business = business.get(key, {})
    return business.get(last)


def _idle(changes: Sequence[Change], world: Sequence[Scenario]) -> tuple[str, Rule] | None:
    """A path and the rule that speaks of it, if one speaks of each change; one that costs first."""
    found = [(one.path, first_rule(one.path, world, is_lever=True)) for one in changes]
    told = [(path, rule) for path, rule in found if rule is not None]
    if not told or len(told) < len(found):
        return None
    return next(((path, rule) for path, rule in told if rule.what == COSTS), told[0])


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
        return parameters(sound(Scenario, json.dumps(business)))
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
            yield placed(row.where, key, rule.what, rule.said(row.path), rule.remedy)


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
