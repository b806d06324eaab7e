"""What runs recorded, as labelled tables: one row per world, replication and key, sorted so."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import SimulationError
from sim.experiment import columns, recorded
from sim.experiment.job import Finished
from sim.metrics import POINTS
from sim.parameters import DIMENSIONS, KINDS, LIFE_CYCLE, SELF_SERVICE, TIERS, Parameters, Plan
from sim.records import (
    ACCOUNTS,
    AMONG,
    ASSETS,
    CHANNELS,
    INCOME,
    REPEAT_BINS,
    SEGMENTS,
    TEAMS,
    TENURE_MONTHS,
    VIGINTILES,
    WAIT_EDGES_MINUTES,
    Array,
    Records,
    Table,
)
from sim.units import HOURS_PER_DAY, MINUTE, YEAR

Labels = Sequence[str] | Sequence[int] | Sequence[float] | NDArray[Any]
"""Values of one key, in the order of the array's axis."""


def record_frames(
    finished: Sequence[Finished], plans: Mapping[str, Plan]
) -> dict[str, pd.DataFrame]:
    """Tables of all runs that came to their end.

    Parameters
    ----------
    finished : sequence of Finished
        In the order that the rows shall have.
    plans : mapping of str to Plan
        The worlds; all have the base's names and months.

    Returns
    -------
    dict of str to DataFrame
        By table name, columns and types as declared in `sim.experiment.recorded`; months count from
        the end of the warm-up.

    Raises
    ------
    SimulationError
        When a count is not a whole number, which is a fault of the engine.
    """
    done = [(run, run.records) for run in finished if run.records is not None]
    plan = next(iter(plans.values()))
    if not done:
        return {table.name: empty(table) for table in (*recorded.RECORDED, *recorded.LOGS)}
    base = plan.regimes[0].parameters
    months = np.arange(len(done[0][1].firm)) - plan.warm_up_months
    segments = [segment.name for segment in base.segments]
    channels = [channel.name for channel in base.channels]
    teams = [team.name for team in base.teams]
    accounts = [account.name for account in ACCOUNTS]
    runs = [run for run, _ in done]

    def stacked(field: str) -> Array:
        return np.stack([getattr(records, field) for _, records in done])

    data = {
        "timeseries": stacked("firm"),
        "segments": stacked("segments"),
        "channels": stacked("channels"),
        "employees": stacked("teams"),
        "cohorts": stacked("tenure"),
        "concentration": stacked("concentration"),
        "life_cycle": stacked("life_cycle")[..., None],
        "repeat_purchases": stacked("repeats")[..., None],
        "waits": stacked("waits")[..., None],
        "hours": stacked("hours"),
        "ledger": stacked("ledger")[..., None],
    }
    keys: dict[str, tuple[Labels, ...]] = {
        "timeseries": (months,),
        "segments": (months, segments, TIERS),
        "channels": (months, channels),
        "employees": (months, teams),
        "cohorts": (np.arange(TENURE_MONTHS), segments),
        "concentration": (AMONG, np.arange(VIGINTILES) + 1),
        "life_cycle": (months, LIFE_CYCLE),
        "repeat_purchases": (months, segments, range(REPEAT_BINS)),
        "waits": (months, channels, WAIT_EDGES_MINUTES),
        "hours": (channels, np.arange(HOURS_PER_DAY)),
        "ledger": (months, accounts),
    }
    frames: dict[str, pd.DataFrame] = {}
    for table in recorded.RECORDED:
        if table is recorded.CAMPAIGNS:
            frame = _campaigns(done, plans, months)
        else:
            frame = _long(table, runs, data[table.name], keys[table.name])
        if table.name in _DERIVE:
            frame = frame.assign(**_DERIVE[table.name](frame))
        if table.name == recorded.TIMESERIES.name:
            frame = frame.assign(**_firm_wide(frame, base, *(data[name] for name in _FIRM_WIDE)))
        if table.name == recorded.CHANNELS.name:
            frame = frame.assign(**_channel_money(base, data["channels"], data["employees"]))
        if table.name in recorded.SPARSE:
            frame = frame[frame.iloc[:, -1] != 0.0].reset_index(drop=True)
        frames[table.name] = typed(frame, table)
    for table in recorded.LOGS:
        frames[table.name] = _log(table, done, channels)
    return frames


def empty(table: Table) -> pd.DataFrame:
    """A declared table without rows."""
    return pd.DataFrame(
        {name: pd.Series([], dtype=kind) for name, kind in columns.dtypes(table).items()}
    )


def typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The declared columns of a frame, in their order, with their types.

    Raises
    ------
    SimulationError
        When a whole number is wanted and another found.
    """
    kinds = columns.dtypes(table)
    for name, kind in kinds.items():
        values = frame[name].to_numpy()
        if kind == "int64" and not np.array_equal(values, np.rint(values.astype(np.float64))):
            raise SimulationError(f"table {table.name}: column {name} holds a broken count")
    return frame[list(kinds)].astype(kinds)


def shown(value: Any) -> str:
    """A plain value as a cell of words: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _long(
    table: Table, runs: Sequence[Finished], data: Array, keys: Sequence[Labels]
) -> pd.DataFrame:
    """One row per run and combination of keys; the last axis of the data holds the columns."""
    shape = data.shape[:-1]
    position = np.unravel_index(np.arange(int(np.prod(shape))), shape)
    columns: dict[str, Any] = {
        "alternative": np.array([run.alternative for run in runs], dtype=object)[position[0]],
        "replication": np.array([run.replication for run in runs])[position[0]],
    }
    for name, labels, where in zip(table.keys[2:], keys, position[1:], strict=True):
        kind = object if isinstance(labels[0], str) else None
        columns[name] = np.array(labels, dtype=kind)[where]
    recorded = [column.name for column in table.columns if column.name not in columns]
    flat = data.reshape(-1, data.shape[-1])
    for index in range(flat.shape[1]):
        columns[recorded[index]] = flat[:, index]
    return pd.DataFrame(columns)


def _campaigns(
    done: Sequence[tuple[Finished, Records]], plans: Mapping[str, Plan], months: NDArray[Any]
) -> pd.DataFrame:
    """One row per run, month and campaign that the run's own plan knows."""
    parts = [
        _long(
            recorded.CAMPAIGNS,
            [run],
            records.campaigns[None],
            (months, plans[run.alternative].campaigns),
        )
        for run, records in done
        if plans[run.alternative].campaigns
    ]
    return pd.concat(parts, ignore_index=True) if parts else empty(recorded.CAMPAIGNS)


def _log(
    table: Table, done: Sequence[tuple[Finished, Records]], channels: Sequence[str]
) -> pd.DataFrame:
    """Rows of a log, run by run in the order recorded."""
    names = [column.name for column in table.columns if column.name not in _RUN_KEYS]
    parts = []
    for run, records in done:
        rows: Array = getattr(records, table.name)
        if table is recorded.EVENTS:
            rows = np.column_stack((np.arange(len(rows)), rows))
        parts.append(
            pd.DataFrame(rows, columns=names).assign(
                alternative=run.alternative, replication=run.replication
            )
        )
    frame = pd.concat(parts, ignore_index=True)
    if table is recorded.CONTACTS:
        codes = {"kind": KINDS, "channel": channels}
        for name in recorded.NAMED_CODES[table.name]:
            frame[name] = np.array(codes[name], dtype=object)[frame[name].astype("int64")]
    return typed(frame, table)


_RUN_KEYS = ("alternative", "replication")
_FIRM_WIDE = ("segments", "channels", "employees", "ledger")


def _share(part: Any, whole: Any) -> Any:
    """Part of a whole; NaN where the whole is nothing."""
    some = np.where(np.asarray(whole) != 0.0, whole, np.nan)
    return np.asarray(part) / some


def _customers(frame: pd.DataFrame) -> dict[str, Any]:
    return {
        "customer_satisfaction": POINTS
        * _share(frame["satisfaction_sum"], frame["customers_closing"]),
        "lost_share": _share(frame["lost"], frame["customers_opening"]),
    }


def _segments(frame: pd.DataFrame) -> dict[str, Any]:
    return _customers(frame) | {"direct_costs": frame["revenue"] - frame["contribution"]}


def _timeseries(frame: pd.DataFrame) -> dict[str, Any]:
    net = frame["promoters"] - frame["detractors"]
    return _customers(frame) | {
        "nps": POINTS * _share(net, frame["customers_closing"]),
        "share_of_wallet": _share(frame["purchase_needs_ours"], frame["purchase_needs"]),
        "complaint_days": _share(frame["complaint_time"], frame["complaints_closed"]),
        "recovery_score": POINTS * _share(frame["recovery_sum"], frame["complaints_closed"]),
    }


def _waits(frame: pd.DataFrame) -> dict[str, Any]:
    ended = frame["answered"] + frame["abandoned"]
    return {
        "service_level": _share(frame["answered_in_target"], ended),
        "abandonment": _share(frame["abandoned"], ended),
        "mean_wait": _share(frame["wait_time"], frame["answered"]) / MINUTE,
    }


def _channels(frame: pd.DataFrame) -> dict[str, Any]:
    perceived = {
        name: POINTS * _share(frame[f"{name}_sum"], frame["perceived"]) for name in DIMENSIONS
    }
    rates = {
        "mean_handle_time": _share(frame["handle_time"], frame["served"]) / MINUTE,
        "failure_rate": _share(frame["failures"], frame["served"]),
    }
    return _waits(frame) | rates | perceived


def _employees(frame: pd.DataFrame) -> dict[str, Any]:
    staff = frame["staff_closing"]
    return {
        "employee_satisfaction": POINTS * _share(frame["satisfaction_sum"], staff),
        "quit_share": _share(2.0 * frame["quits"], frame["staff_opening"] + staff),
        "absence": _share(frame["absences"], frame["shifts"]),
        "occupancy": _share(frame["busy_time"], frame["duty_time"]),
        "efficiency": _share(frame["efficiency_sum"], staff),
        "experience": _share(frame["experience_sum"], staff) / YEAR,
        "fatigue": _share(frame["fatigue_sum"], staff),
        "time_standard": _share(frame["standard_sum"], staff),
    }


def _cohorts(frame: pd.DataFrame) -> dict[str, Any]:
    return {
        "lost_share": _share(frame["lost"], frame["present"]),
        "purchases_per_month": _share(frame["purchases"], frame["present"]),
        "contribution_per_month": _share(frame["contribution"], frame["present"]),
    }


def _concentration(frame: pd.DataFrame) -> dict[str, Any]:
    by_run = frame.groupby(["alternative", "replication", "among"], sort=False)
    return {
        f"{name}_share": _share(by_run[name].cumsum(), by_run[name].transform("sum"))
        for name in ("people", "revenue")
    }


def _campaign_ratios(frame: pd.DataFrame) -> dict[str, Any]:
    treated = _share(frame["revenue_treated"], frame["treated"])
    control = _share(frame["revenue_control"], frame["control"])
    return {
        "response_rate": _share(frame["responses"], frame["contacted"]),
        "revenue_per_treated": treated,
        "revenue_per_control": control,
        "uplift": treated - control,
    }


def _ledger(frame: pd.DataFrame) -> dict[str, Any]:
    kinds = {account.name: account.kind for account in ACCOUNTS}
    kind = frame["account"].map(kinds)
    # 0.0 is added so that no amount is written as -0.0
    natural = np.where(kind == INCOME, -frame["debit_less_credit"], frame["debit_less_credit"])
    return {"kind": kind, "amount": natural + 0.0}


_DERIVE = {
    "timeseries": _timeseries,
    "segments": _segments,
    "channels": _channels,
    "hours": _waits,
    "employees": _employees,
    "cohorts": _cohorts,
    "campaigns": _campaign_ratios,
    "concentration": _concentration,
    "ledger": _ledger,
}


def _channel_money(base: Parameters, channels: Array, teams: Array) -> dict[str, Any]:
    """What each channel costs in wages and leaves; a team without work costs its channels alike."""
    time, margin, costs = (
        channels[..., CHANNELS.column(name)] for name in ("handle_time", "margin", "contact_costs")
    )
    wages = np.zeros_like(time)
    for team in range(len(base.teams)):
        own = [channel.team == team for channel in base.channels]
        served = time[..., own]
        total = served.sum(axis=-1, keepdims=True)
        share = np.where(total > 0.0, served, 1.0) / np.where(total > 0.0, total, max(sum(own), 1))
        wages[..., own] = share * teams[..., team, TEAMS.column("wages"), None]
    return {
        "wages": wages.reshape(-1),
        "profit_contribution": (margin - costs - wages).reshape(-1),
    }


def _firm_wide(
    frame: pd.DataFrame,
    base: Parameters,
    segments: Array,
    channels: Array,
    teams: Array,
    ledger: Array,
) -> dict[str, Any]:
    """Sums and ratios over channels, own teams, segments and accounts, month by month."""
    own = [not team.is_partner for team in base.teams]
    staffed = [channel.team != SELF_SERVICE for channel in base.channels]
    people = pd.DataFrame(
        teams[:, :, own].sum(axis=2).reshape(len(frame), -1),
        columns=[column.name for column in TEAMS.columns],
    )
    names = [column.name for column in CHANNELS.columns]
    queues = pd.DataFrame(
        channels[:, :, staffed].sum(axis=2).reshape(len(frame), -1), columns=names
    )
    contacts = pd.DataFrame(channels.sum(axis=2).reshape(len(frame), -1), columns=names)
    waits, everywhere, staff = _channels(queues), _channels(contacts), _employees(people)
    weights = zip(DIMENSIONS, base.perception.weights, strict=True)
    books = ledger.reshape(len(frame), -1)
    flows = [account.kind != ASSETS for account in ACCOUNTS]
    sales = [account.name in ("purchases", "service_sales") for account in ACCOUNTS]
    contribution = segments[..., SEGMENTS.column("contribution")].sum(axis=(2, 3))
    return {
        "staff": people["staff_closing"].to_numpy(),
        **{name: staff[name] for name in ("employee_satisfaction", "quit_share", "efficiency")},
        "occupancy": staff["occupancy"],
        **{name: waits[name] for name in ("service_level", "abandonment", "mean_wait")},
        "failure_rate": everywhere["failure_rate"],
        "service_quality": sum(weight * everywhere[name] for name, weight in weights),
        "revenue": 0.0 - books[:, sales].sum(axis=1),
        "contribution": contribution.reshape(-1),
        "profit": 0.0 - books[:, flows].sum(axis=1),
    }
