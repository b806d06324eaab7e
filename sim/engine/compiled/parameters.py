"""Parameters as records in memory: what a compiled loop reads by the names that behaviour uses.

The type of a record follows from its class alone, never from a scenario: what there may be any
number of (segments, campaigns, milestones, ...) is left out of the records and kept in arrays of
its own, so that one compiled loop serves every scenario.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from types import GenericAlias
from typing import Any, Final, NamedTuple, TypeAlias, get_type_hints

import numpy as np
from numpy.typing import NDArray

from sim.parameters import (
    DRIVERS,
    KINDS,
    MEDIA,
    RELATIONSHIP_LEVELS,
    TIERS,
    Campaign,
    Channel,
    Milestone,
    Parameters,
    Payment,
    Plan,
    Segment,
    Team,
)
from sim.units import DAYS_PER_WEEK

Array: TypeAlias = NDArray[Any]

HOURS_PER_DAY: Final = 24

LENGTHS: Final = {
    "open_days": DAYS_PER_WEEK,
    "profile": HOURS_PER_DAY,
    "serves": len(KINDS),
    "handle_times": len(KINDS),
    "tiers": len(TIERS),
    "services": len(TIERS),
    "drivers": len(DRIVERS),
    "relationship_levels": len(RELATIONSHIP_LEVELS),
    "media": len(MEDIA),
}
"""Lengths of the tuples that are equally long in every scenario, by field."""

SCALARS: Final = {float: np.float64, int: np.int64, bool: np.bool_}


class PlanArrays(NamedTuple):
    """A plan for compiled code; r counts regimes, and those of varying number stand end to end."""

    starts: Array
    """Start of each regime, (r,) [day]."""
    parameters: Array
    """All of `sim.parameters.Parameters` but what follows, (r,)."""
    segments: Array
    """Records of segments, (r, segments)."""
    channel_shares: Array
    """Taste of each segment for each channel, (r, segments, channels)."""
    channels: Array
    """Records of channels, (r, channels)."""
    teams: Array
    """Records of teams, (r, teams)."""
    team_changes: Array
    """Whether a regime changes a team of the one before, (r, teams)."""
    campaigns: Array
    """Records of campaigns, those of regime i from ``campaign_starts[i]`` to the next."""
    campaign_starts: Array
    campaign_segments: Array
    """Whether each campaign is for each segment, (campaigns, segments)."""
    milestones: Array
    """Records of milestones, those of regime i from ``milestone_starts[i]`` to the next."""
    milestone_starts: Array
    payments: Array
    """Records of payments, (payments,)."""


@cache
def record_type(kind: type) -> np.dtype[Any]:
    """Type of the record that stands for a NamedTuple.

    Parameters
    ----------
    kind : type
        A NamedTuple of numbers, of other such NamedTuples and of tuples of either.

    Returns
    -------
    numpy.dtype
        Aligned, with the fields of the NamedTuple; names, and tuples of a length that depends on
        the scenario, are left out.
    """
    fields = [
        (name, *field)
        for name, hint in get_type_hints(kind).items()
        if (field := _field(name, hint)) is not None
    ]
    return np.dtype(fields, align=True)


def _field(name: str, hint: Any) -> tuple[Any, ...] | None:
    """Type of a field and, of a tuple, its length; nothing when the field is left out."""
    if hint is str:
        return None
    if isinstance(hint, GenericAlias):
        if name not in LENGTHS:
            return None
        element = hint.__args__[0]
        # numba knows no nested array of booleans; a byte is as true as one.
        return np.int8 if element is bool else _scalar(element), (LENGTHS[name],)
    return (_scalar(hint),)


def _scalar(hint: Any) -> Any:
    return SCALARS[hint] if hint in SCALARS else record_type(hint)


def record(value: Any) -> Any:
    """A NamedTuple as a record.

    Parameters
    ----------
    value : NamedTuple
        Of a class that `record_type` knows.

    Returns
    -------
    numpy.void
        Record with the same numbers.
    """
    return records([value], type(value))[0]


def records(values: Sequence[Any], kind: type) -> Array:
    """NamedTuples of one class as an array of records.

    Parameters
    ----------
    values : sequence of NamedTuple
        Of the class.
    kind : type
        The class; needed where there are no values.

    Returns
    -------
    numpy.ndarray
        One record for each value.
    """
    return np.array([_row(value) for value in values], dtype=record_type(kind))


def _row(value: Any) -> tuple[Any, ...]:
    """Fields of a NamedTuple that its record keeps, nested as its type is."""
    kind: type = type(value)
    kept = record_type(kind).names or ()
    return tuple(_kept(getattr(value, name)) for name in kept)


def _kept(value: Any) -> Any:
    if hasattr(value, "_fields"):
        return _row(value)
    return [_kept(each) for each in value] if isinstance(value, tuple) else value


@lru_cache(maxsize=8)
def plan_arrays(plan: Plan) -> PlanArrays:
    """A plan for compiled code, which only reads it; remembered, for many replications share it.

    Parameters
    ----------
    plan : Plan
        One alternative.

    Returns
    -------
    PlanArrays
        The same numbers; types and numbers of dimensions are those of any other plan.
    """
    all_p = [regime.parameters for regime in plan.regimes]
    campaigns = [p.firm.campaigns for p in all_p]
    milestones = [p.firm.programme.milestones for p in all_p]
    flat = [campaign for of_regime in campaigns for campaign in of_regime]
    return PlanArrays(
        starts=np.array([regime.start for regime in plan.regimes], dtype=np.float64),
        parameters=records(all_p, Parameters),
        segments=_grid([p.segments for p in all_p], Segment),
        channel_shares=np.array(
            [[segment.channel_shares for segment in p.segments] for p in all_p], dtype=np.float64
        ),
        channels=_grid([p.channels for p in all_p], Channel),
        teams=_grid([p.teams for p in all_p], Team),
        team_changes=np.array(
            [
                [before != after for before, after in zip(last.teams, p.teams, strict=True)]
                for last, p in zip([all_p[0], *all_p], all_p, strict=False)
            ],
            dtype=np.bool_,
        ),
        campaigns=records(flat, Campaign),
        campaign_starts=_starts(campaigns),
        campaign_segments=np.array(
            [campaign.segments for campaign in flat], dtype=np.bool_
        ).reshape(len(flat), len(all_p[0].segments)),
        milestones=records([one for of_regime in milestones for one in of_regime], Milestone),
        milestone_starts=_starts(milestones),
        payments=records(plan.payments, Payment),
    )


def _grid(rows: Sequence[Sequence[Any]], kind: type) -> Array:
    """Records of equally many things in every regime, (regimes, things)."""
    return np.stack([records(row, kind) for row in rows])


def _starts(rows: Sequence[Sequence[Any]]) -> Array:
    """Where each row begins when all stand end to end, and where the last one ends."""
    return np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64)
