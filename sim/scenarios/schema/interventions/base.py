"""What every intervention has: when, how gradually, in which phases, at what cost."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from sim.scenarios.strict import OWN, NonNegative, NonNegativeInt, Strict, quantity

Path = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$", max_length=200)]
"""Dotted path of a value of the base, for example ``firm.price_index``."""

Value = bool | int | float | str | None
"""A single value as YAML writes it."""


class Change(NamedTuple):
    """One change to the base."""

    path: str
    operation: Literal["set", "scale", "add", "put"]
    """``put`` adds an entry to a table of blocks, such as a campaign, or gives a value that has no
    half size; the others change a value."""
    value: Any
    field: str = ""
    """Field of the intervention that the value comes from; empty when it has none of its own."""


class Payment(NamedTuple):
    """A cost of an intervention."""

    month: int
    """Month after the warm-up at whose start it falls due."""
    amount: float


class Intervention(Strict, ABC):
    """What every intervention has: when, how gradually, at what cost."""

    start_month: NonNegativeInt = quantity(0, unit="month", mark="assumed", source=OWN)
    """Month after the warm-up in which the change begins; 0 is the first measured month."""
    end_month: NonNegativeInt | None = quantity(None, unit="month", mark="assumed", source=OWN)
    """Month in which the change is taken back; null keeps it."""
    ramp_months: NonNegativeInt = quantity(0, unit="month", mark="assumed", source=OWN)
    """Months over which the change reaches its full size, in equal monthly steps."""
    cost_once: NonNegative = quantity(0.0, unit="currency", mark="assumed", source=OWN)
    """Cost when the change begins."""
    cost_per_month: NonNegative = quantity(0.0, unit="currency/month", mark="assumed", source=OWN)
    """Cost of each month in which the change is in force."""

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.end_month is not None and self.end_month <= self.start_month:
            raise ValueError(
                f"end_month {self.end_month} must be after start_month {self.start_month}"
            )
        if self.end_month is not None and self.start_month + self.ramp_months > self.end_month:
            raise ValueError("the ramp ends after end_month; shorten ramp_months")
        return self

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.changes():
            shared = Intervention.model_fields
            own = {name: one for name, one in type(self).model_fields.items() if name not in shared}
            optional = [name for name, one in own.items() if not one.is_required()]
            raise ValueError(f"nothing changes; give {' or '.join(optional)}")
        return self

    @abstractmethod
    def changes(self, since_start: int = 0) -> tuple[Change, ...]:
        """Changes to the base at full size, in the order in which they apply.

        Parameters
        ----------
        since_start : int
            Months since the intervention began; matters to those with phases only [month].
        """

    def given(self, block: str, *keys: str, **fields: str) -> tuple[Change, ...]:
        """Changes that set values of a block to what is given; null leaves a value as it is.

        Parameters
        ----------
        block : str
            Path of the block.
        keys : str
            Paths below it; each takes the field called like its last part.
        fields : str
            The same for keys whose field has another name: ``key="field"``.
        """
        sources = {key: key.rpartition(".")[2] for key in keys} | fields
        values = self.model_dump(mode="json", include=set(sources.values()))
        return tuple(
            Change(f"{block}.{key}", "set", values[field], field)
            for key, field in sources.items()
            if values[field] is not None
        )

    def phases(self) -> tuple[int, ...]:
        """Months after the start in which another phase begins; none unless there are phases."""
        return ()

    def payments(self, horizon: int) -> Iterator[Payment]:
        """What the intervention costs by itself, beyond what the changed business pays."""
        if self.cost_once > 0.0:
            yield Payment(self.start_month, self.cost_once)
        end = horizon if self.end_month is None else min(self.end_month, horizon)
        if self.cost_per_month > 0.0:
            for month in range(self.start_month, end):
                yield Payment(month, self.cost_per_month)
