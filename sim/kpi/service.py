"""Key figures of the service that customers get: waits, failures, perceived quality."""

import math

import numpy as np

from sim.kpi.measured import POINTS, Measured, ratio
from sim.kpi.metric import metric
from sim.parameters import DIMENSIONS
from sim.records import WAIT_EDGES_MINUTES
from sim.units import MINUTE


@metric(unit="fraction", stage="service value", better="up")
def service_level(run: Measured) -> float:
    """Contacts answered within the channel's target.

    Denominator: contacts answered or abandoned in channels with staff, so that giving up counts
    against us; NaN without any. Source: Gans, Koole & Mandelbaum (2003), section 4.1.
    """
    ended = run.staffed("answered") + run.staffed("abandoned")
    return ratio(run.staffed("answered_in_target"), ended)


@metric(unit="fraction", stage="service value", better="down")
def abandonment(run: Measured) -> float:
    """Contacts given up while waiting.

    Denominator: contacts answered or abandoned in channels with staff; NaN without any. Source:
    Garnett, Mandelbaum & Reiman (2002).
    """
    lost = run.staffed("abandoned")
    return ratio(lost, run.staffed("answered") + lost)


@metric(unit="minute", stage="service value", better="down", label="mean wait")
def mean_wait(run: Measured) -> float:
    """Wait until service begins (average speed of answer).

    Denominator: contacts answered in channels with staff; NaN without any. Source: Gans, Koole &
    Mandelbaum (2003), section 4.1.
    """
    return ratio(run.staffed("wait_time"), run.staffed("answered")) / MINUTE


@metric(unit="minute", stage="service value", better="down", label="90 % wait at most")
def wait_p90(run: Measured) -> float:
    """Wait that nine in ten answered contacts do not exceed.

    From the histogram of channels with staff, linear within a bin; a value in the open-ended last
    bin is its lower edge, so at least that. NaN without answered contacts. Source: a quantile.
    """
    counts = run.waits[:, run.has_staff()].sum(axis=(0, 1))
    reached = np.cumsum(counts)
    if not reached[-1]:
        return math.nan
    wanted = 0.9 * reached[-1]
    position = int(np.searchsorted(reached, wanted))
    low = WAIT_EDGES_MINUTES[position]
    if position + 1 == len(WAIT_EDGES_MINUTES):
        return low
    width = WAIT_EDGES_MINUTES[position + 1] - low
    return low + width * float(1.0 - (reached[position] - wanted) / counts[position])


@metric(unit="fraction", stage="service value", better="down")
def failure_rate(run: Measured) -> float:
    """Served contacts that failed, purchases that proved faulty included.

    Denominator: contacts served, self-service included; NaN without any. Source: a share.
    """
    return ratio(run.contacts("failures"), run.contacts("served"))


@metric(unit="-", stage="service value", better="up", label="time standard")
def time_standard(run: Measured) -> float:
    """Time that staff think a customer deserves, 1 where it has not eroded; at the ends of months.

    Denominator: own staff, summed over ends of months; NaN without staff. Source: desired time per
    order of Oliva & Sterman (2001).
    """
    return ratio(
        float(run.own_teams("standard_sum").sum()), float(run.own_teams("staff_closing").sum())
    )


@metric(unit="point", stage="service value", better="up", headline=True)
def service_quality(run: Measured) -> float:
    """Perceived quality of contacts, the five dimensions weighted by importance.

    Denominator: contacts that a customer judged; NaN without any. Source: Parasuraman, Zeithaml &
    Berry (1988), perceptions only, as Cronin & Taylor (1992).
    """
    weights = run.parameters.perception.weights
    return sum(
        weight * _score_mean(run, name) for name, weight in zip(DIMENSIONS, weights, strict=True)
    )


@metric(unit="point", stage="service value", better="up")
def reliability(run: Measured) -> float:
    """Perceived reliability: the promised service, dependably and accurately.

    Denominator: contacts judged; NaN without any. Source: Parasuraman et al. (1988).
    """
    return _score_mean(run, "reliability")


@metric(unit="point", stage="service value", better="up")
def responsiveness(run: Measured) -> float:
    """Perceived responsiveness: help without delay.

    Denominator: contacts judged; NaN without any. Source: Parasuraman et al. (1988).
    """
    return _score_mean(run, "responsiveness")


@metric(unit="point", stage="service value", better="up")
def assurance(run: Measured) -> float:
    """Perceived assurance: knowledge and courtesy that inspire trust.

    Denominator: contacts judged; NaN without any. Source: Parasuraman et al. (1988).
    """
    return _score_mean(run, "assurance")


@metric(unit="point", stage="service value", better="up")
def empathy(run: Measured) -> float:
    """Perceived empathy: caring, individual attention.

    Denominator: contacts judged; NaN without any. Source: Parasuraman et al. (1988).
    """
    return _score_mean(run, "empathy")


@metric(unit="point", stage="service value", better="up")
def tangibles(run: Measured) -> float:
    """Perceived tangibles: premises, equipment, appearance.

    Denominator: contacts judged; NaN without any. Source: Parasuraman et al. (1988).
    """
    return _score_mean(run, "tangibles")


def _score_mean(run: Measured, column: str) -> float:
    return POINTS * ratio(run.contacts(f"{column}_sum"), run.contacts("perceived"))
