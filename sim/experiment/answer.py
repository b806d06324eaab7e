"""The answer to a question: its tables, how they came about, and one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from sim.errors import UsageError
from sim.experiment.recorded import RECORDED
from sim.experiment.sentence import say
from sim.experiment.tables import FAILED, TABLES


class World(NamedTuple):
    """One world of a question: the base or an alternative."""

    name: str
    """Name in tables."""
    title: str
    """Name for people."""
    description: str
    """More words; may be empty."""


@dataclass(frozen=True, eq=False, repr=False)
class Answer:
    """What `sim.run` returns and `sim.load_results` rebuilds.

    Each table is declared in `sim.experiment.tables` under the field's name: keys, columns, units
    and meanings. Rows are sorted by the question's order of worlds, then by replication, then by
    the other keys, so that two answers to one question are equal byte by byte.
    """

    scenario_title: str
    """The question's name."""
    question: str
    """The question as a manager would ask it."""
    currency: str
    """Currency of every amount."""
    alternatives: tuple[World, ...]
    """The worlds in order; the first is the base."""
    manifest: Mapping[str, Any]
    """How the answer came about: scenario, seed, replications, versions, timings, status."""
    folder: Path | None
    """Where it is stored; None when it is not."""
    runs: pd.DataFrame
    """One row per run with its key figures."""
    differences: pd.DataFrame
    """Paired differences from the base."""
    ranking: pd.DataFrame
    """Which world is the best."""
    levels: pd.DataFrame
    """Each world by itself."""
    chain: pd.DataFrame
    """Headline differences in the order of the chain."""
    links: pd.DataFrame
    """Arrows of the chain and their strength."""
    closed_form: pd.DataFrame
    """The textbook's answer beside the simulated one."""
    bridge: pd.DataFrame
    """From the closed form to the simulated profit, step by step."""
    clv_by_tenure: pd.DataFrame
    """What a customer is worth by tenure."""
    warm_up: pd.DataFrame
    """Whether the warm-up was long enough."""
    plausibility: pd.DataFrame
    """Whether the base is a likely business."""
    provenance: pd.DataFrame
    """Every value used and its origin."""
    timeseries: pd.DataFrame
    """The firm, month by month."""
    segments: pd.DataFrame
    """Customers by segment and tier."""
    channels: pd.DataFrame
    """Contacts by channel."""
    employees: pd.DataFrame
    """Staff by team."""
    cohorts: pd.DataFrame
    """Customers by tenure."""
    concentration: pd.DataFrame
    """How sales spread over customers."""
    life_cycle: pd.DataFrame
    """People by stage of the relationship."""
    repeat_purchases: pd.DataFrame
    """Repeat buying of the opening customers."""
    waits: pd.DataFrame
    """Histogram of waits."""
    hours: pd.DataFrame
    """Waits and service level by hour of the day."""
    ledger: pd.DataFrame
    """The books."""
    campaigns: pd.DataFrame
    """Campaigns by month; no rows without one."""
    contacts: pd.DataFrame
    """Every contact; no rows unless logged."""
    events: pd.DataFrame
    """Every event; no rows unless logged."""

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by name, in the order of `sim.experiment.tables.TABLES`."""
        return {table.name: getattr(self, table.name) for table in TABLES}

    @property
    def exit_status(self) -> int:
        """0 when every run came to its end, else 1."""
        return int((self.runs["status"] == FAILED).any())

    def same_as_base(self) -> tuple[str, ...]:
        """Names of the alternatives of which every table of every run is the base's.

        Runs that failed compare to nothing; with one of them, an alternative is not named.
        """
        failed = set(self.runs.loc[self.runs["status"] == FAILED, "alternative"])
        names = [world.name for world in self.alternatives]
        return tuple(
            name
            for name in names[1:]
            if not failed & {name, names[0]} and self._is_base(name, names[0])
        )

    def _is_base(self, name: str, base: str) -> bool:
        """Whether all tables that runs write are the same under both names."""
        numbers = self.runs.loc[self.runs["alternative"] == name, "replication"]
        for table in RECORDED:
            frame = getattr(self, table.name)
            frame = frame[frame["replication"].isin(numbers)]
            mine, theirs = (
                frame[frame["alternative"] == world].drop(columns="alternative")
                for world in (name, base)
            )
            if not mine.reset_index(drop=True).equals(theirs.reset_index(drop=True)):
                return False
        return True

    @property
    def headline(self) -> str:
        """Key figure in which the answer is given first."""
        return str(self.manifest["scenario"]["headline"])

    def sentence(self, alternative: str | None = None, kpi: str | None = None) -> str:
        """The answer in one sentence, with its interval and its doubts.

        Parameters
        ----------
        alternative : str, optional
            Name of one alternative; with several and none named, the one that does most for the
            figure speaks, and the sentence says that it was chosen.
        kpi : str, optional
            Figure of `sim.metrics.CATALOGUE` asked about; the question's headline unless given.

        Raises
        ------
        UsageError
            When there is no such alternative or figure; the message names those there are.
        """
        names = [world.name for world in self.alternatives]
        kpi = self.headline if kpi is None else kpi
        if alternative is not None and alternative not in names[1:]:
            known = ", ".join(names[1:]) or "none"
            raise UsageError(f"no alternative '{alternative}'; there are: {known}")
        if kpi not in set(self.levels["kpi"]):
            known = ", ".join(self.levels["kpi"].unique())
            raise UsageError(f"no key figure '{kpi}'; there are: {known}")
        return say(self, alternative, kpi)

    def __repr__(self) -> str:
        runs = f"{len(self.runs)} runs of {len(self.alternatives)} worlds"
        return f"<Answer '{self.scenario_title}': {runs}, {self.manifest['status']}>"

    def _repr_html_(self) -> str:
        """The sentence and the chain as a small table, for notebooks."""
        shown = ["alternative", "label", "unit", "base_mean", "difference", "low", "high"]
        table: str = self.chain[[*shown, "verdict"]].to_html(
            index=False, float_format="{:.4g}".format
        )
        return f"<p>{escape(self.sentence())}</p>{table}"
