"""How retention is told to the small business, and what it then does; shown in ``own_firm.md``."""

from typing import Final

import sim

FIRM: Final = "firms/small_business"
LOST: Final = (5, 10, 20, 30, 40, 50)
"""Customers lost in a year, of a hundred."""

REPLICATIONS: Final = 4


def overrides(lost: int) -> tuple[str, ...]:
    """The firm's second and third value, for so many of a hundred customers lost and replaced."""
    return (
        f"customers.segments.customers.exit_odds={lost / (100 - lost):.3g}",
        f"market.conversion={lost / 100}",
    )


def main() -> None:
    """Print a line for each of `LOST`."""
    print("lost of 100  exit_odds  conversion  retention  growth a year")
    for lost in LOST:
        sets = overrides(lost)
        odds, conversion = (text.partition("=")[2] for text in sets)
        runs = sim.run(FIRM, sets=sets, alternatives=[], replications=REPLICATIONS).runs
        kept, grown = (runs[kpi].mean() for kpi in ("customer_retention", "customer_growth"))
        print(f"{lost:11}  {odds:>9}  {conversion:>10}  {kept:9.0%}  {grown:+13.1%}")


if __name__ == "__main__":
    main()
