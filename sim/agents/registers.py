"""Where a run's counts and sums are kept while it runs: plain lists, one row a month."""

from bisect import bisect_right

import numpy as np

from sim import records
from sim.concentration import concentration
from sim.parameters import Parameters
from sim.records import ACCOUNTS, Records
from sim.units import MINUTE, Days, Money

CASH = 0
WAIT_EDGES = tuple(edge * MINUTE for edge in records.WAIT_EDGES_MINUTES)
ACCOUNT = {account.name: index for index, account in enumerate(ACCOUNTS)}
"""Index of each account by name."""

Row = list[float]


class Registers:
    """Accumulators of a run; ``firm``, ``channels``, ... are those of the current month."""

    def __init__(
        self, months: int, parameters: Parameters, campaigns: int, log: frozenset[str]
    ) -> None:
        self._shapes = records.shapes(months, parameters, campaigns)
        self._all = {name: np.zeros(shape).tolist() for name, shape in self._shapes.items()}
        self.tenure: list[list[Row]] = self._all["tenure"]
        self.hours: list[list[Row]] = self._all["hours"]
        self.logs_contacts = "contacts" in log
        self.contacts: list[tuple[float, ...]] = []
        self.open_month(0)

    def open_month(self, month: int) -> None:
        """Point the current rows at a month."""
        self.month = month
        self.firm: Row = self._all["firm"][month]
        self.segments: list[list[Row]] = self._all["segments"][month]
        self.channels: list[Row] = self._all["channels"][month]
        self.teams: list[Row] = self._all["teams"][month]
        self.repeats: list[Row] = self._all["repeats"][month]
        self.life_cycle: Row = self._all["life_cycle"][month]
        self.waits: list[Row] = self._all["waits"][month]
        self.ledger: Row = self._all["ledger"][month]
        self.campaigns: list[Row] = self._all["campaigns"][month]

    def earn(self, account: int, amount: Money) -> None:
        """Post income: cash is debited, the account credited."""
        self.ledger[CASH] += amount
        self.ledger[account] -= amount

    def pay(self, account: int, amount: Money) -> None:
        """Post an expense: the account is debited, cash credited."""
        self.ledger[account] += amount
        self.ledger[CASH] -= amount

    def count_wait(self, channel: int, wait: Days) -> None:
        """Put a wait into its bin of the histogram."""
        self.waits[channel][max(bisect_right(WAIT_EDGES, wait) - 1, 0)] += 1.0

    def close(self, events: list[tuple[float, int, int]] | None, people: list[Row]) -> Records:
        """Everything gathered, as arrays; of the people, what `sim.concentration` wants to know."""
        arrays = {
            name: np.array(rows, dtype=np.float64).reshape(self._shapes[name])
            for name, rows in self._all.items()
        }
        arrays["concentration"] = concentration(np.array(people, dtype=np.float64).reshape(-1, 3))
        return Records(
            **arrays,
            contacts=np.array(self.contacts, dtype=np.float64).reshape(
                -1, len(records.CONTACTS.columns)
            ),
            events=np.array(events or [], dtype=np.float64).reshape(
                -1, len(records.EVENTS.columns)
            ),
        )
