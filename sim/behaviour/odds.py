"""Forms that many formulas share: what moves chances and levels, how far budgets reach, choices."""

import math

from sim.units import Fraction, Money


def shift_odds(chance: float, effect: float) -> float:
    """Chance after its log odds have moved by an effect.

    Chances of exactly 0 and 1 stay as they are, so that "never" and "always" can be said.

    Parameters
    ----------
    chance : float
        Chance before, in [0, 1] [fraction].
    effect : float
        Shift of the log odds [log odds].

    Returns
    -------
    float
        Chance after, in [0, 1] [fraction].

    References
    ----------
    Logistic regression's odds ratio, for example Agresti (2013), section 5.1. Which influences
    act, and how strongly, is stated where they are.
    """
    if effect == 0.0:
        return chance
    odds = math.exp(min(max(effect, -50.0), 50.0))
    return chance * odds / (chance * odds + (1.0 - chance))


def approach(value: float, target: float, elapsed: float, memory: float) -> float:
    """Value that moves toward a target, exponentially in time.

    Parameters
    ----------
    value, target : float
        Where it is and where it goes [any unit].
    elapsed : float
        Time passed, >= 0 [day].
    memory : float
        Time in which the gap shrinks to 37 %; 0 jumps [day].

    Returns
    -------
    float
        New value, between the two [same unit].

    References
    ----------
    First-order exponential smoothing, Sterman (2000), section 11.2.
    """
    if memory <= 0.0:
        return target
    return value + (target - value) * (1.0 - math.exp(-elapsed / memory))


def step_toward(level: float, target: float, step: float) -> float:
    """Level that goes a part of the way to a target.

    Parameters
    ----------
    level, target : float
        Where it is and where it goes [any unit].
    step : float
        Part of the gap that is closed; 0 stays, 1 arrives [fraction].

    Returns
    -------
    float
        New level, between the two for a step in [0, 1] [same unit].

    References
    ----------
    Exponential smoothing by event, Brown (1959), recalled.
    """
    return level + step * (target - level)


def clip(value: float) -> float:
    """Value held in [0, 1], the range of every level.

    Parameters
    ----------
    value : float
        Any number [level].

    Returns
    -------
    float
        The nearest number in [0, 1] [level].

    References
    ----------
    Assumption: scales end; a perception cannot be better than perfect.
    """
    return 0.0 if value < 0.0 else 1.0 if value > 1.0 else value


def saturation(budget: Money, half_budget: Money) -> Fraction:
    """Part of the largest effect that a budget reaches.

    Parameters
    ----------
    budget : float
        What is spent, >= 0 [currency].
    half_budget : float
        Budget that reaches one half, > 0 [currency].

    Returns
    -------
    float
        budget / (budget + half budget), in [0, 1] [fraction].

    References
    ----------
    Assumption: Michaelis-Menten saturation, that is, diminishing returns from the first unit on,
    wherever money is spent on employees or customers.
    """
    return budget / (budget + half_budget)


def pick(u: float, weights: list[float] | tuple[float, ...]) -> int:
    """One of several, each with a chance in proportion to its weight.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    weights : list or tuple of float, (n,)
        Weights, >= 0; 0 is never picked [weight].

    Returns
    -------
    int
        Index, 0 .. n - 1; -1 where no weight is above 0 [-].

    References
    ----------
    Inversion of the cumulative weights.
    """
    total = 0.0
    for weight in weights:
        total += weight
    left = u * total
    picked = -1
    for index in range(len(weights)):
        if weights[index] > 0.0:
            picked = index
            if left < weights[index]:
                break
            left -= weights[index]
    return picked
