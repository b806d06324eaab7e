"""How fast: the micro-model in four programs, the textbook firm on both engines, and its growth."""

from functools import partial
from statistics import median
from typing import Final

import sim
from benchmarks import firm, machine, turns
from benchmarks.micro import by_c, by_numba, by_simpy, idiomatic
from benchmarks.page import Section, at_least, at_most

CUSTOMERS: Final = 10_000
"""Customers of the micro-model."""
ROUNDS: Final = 3
QUICK_ROUNDS: Final = 25
"""Rounds of those programs that need a fraction of a second."""

IDIOMATIC: Final = "SimPy, as it is usually written: processes, Resource, AnyOf"
OURS: Final = "SimPy, our way: callbacks, keyed draws, queues of its own"
COMPILED: Final = "compiled, our way"
C: Final = "plain C, binary heap"

PEOPLE: Final = 50_000
"""People of the textbook firm's market, of whom 20,000 are its customers at the start."""
MONTHS: Final = 60

SIZES: Final = {1_000: 30, 10_000: 10, 100_000: 3, 1_000_000: 1}
"""People of the market, and in how many rounds that size is run."""
GROWTH_MONTHS: Final = 12


def micro() -> Section:
    """The same small model, written four times."""
    programs = {IDIOMATIC: idiomatic.run, OURS: by_simpy.run, COMPILED: by_numba.run}
    same = "the second and the third return the same bytes"
    c = "This machine has no C compiler, so C is left out"
    if by_c.compiler():
        programs[C] = by_c.run
        c = f"C is compiled by `cc {' '.join(by_c.OPTIONS)}` ({machine.compiler()})"
        same = "all but the first return the same bytes"
    expected = by_simpy.run(0, CUSTOMERS).tobytes()
    if any(
        programs[name](0, CUSTOMERS).tobytes() != expected for name in programs if name != IDIOMATIC
    ):
        raise SystemExit("the programs of the micro-model differ in what they return")
    sized = {name: partial(run, customers=CUSTOMERS) for name, run in programs.items()}
    slow = turns.seconds(sized, ROUNDS)
    quick = turns.seconds({n: p for n, p in sized.items() if n in (COMPILED, C)}, QUICK_ROUNDS)
    visits = {name: len(run(0, CUSTOMERS)) for name, run in programs.items()}

    rate = {name: visits[name] / median(quick.get(name, slow[name])) for name in programs}

    def times(name: str, other: str) -> str:
        """How many times as many visits a second one program does."""
        return f"{rate[name] / rate[other]:.3g}" if other in rate else "no C compiler"

    rows = [
        (
            name,
            f"{rate[name]:,.0f}",
            times(name, IDIOMATIC),
            times(name, C),
            at_least(rate[name] / rate[C], 0.75) if name == COMPILED and C in rate else "",
        )
        for name in programs
    ]
    return Section(
        "The micro-model",
        f"{CUSTOMERS:,} customers think, join one of three M/M/c+M queues, are served or give up, "
        f"and stay or leave: {visits[OURS]:,} visits in two years; see `benchmarks/micro`. "
        f"Median over {ROUNDS} rounds by turns, of the quick ones over {QUICK_ROUNDS}; {same}. "
        f"{c}.",
        ("program", "visits per second", "times the first", "times C", "wish"),
        rows,
        "Compiled and C do the same work on the same layout: the heap, logarithms, keyed draws. "
        "What compiled code adds are the queues of what follows at once, looked at before each "
        "event, and a question for room. SimPy's time goes into objects: events, processes, and "
        "draws in plain Python.",
    )


def textbook() -> Section:
    """The whole model on both engines."""
    plan = firm.plan(PEOPLE, MONTHS)
    runs = {
        name: partial(sim.simulate, plan, replication=0, engine=name)
        for name in ("simpy", "compiled")
    }
    # Each is loaded before it is measured.
    for name in runs:
        sim.simulate(firm.plan(1000, 1), 0, 0, engine=name)
    found = turns.seconds(runs, 1)
    again = turns.seconds({"compiled": runs["compiled"]}, ROUNDS)["compiled"]
    contacts = firm.contacts(runs["compiled"](0))
    seconds = {"simpy": found["simpy"][0], "compiled": median([*found["compiled"], *again])}
    ratio = seconds["simpy"] / seconds["compiled"]
    rows = [
        ("simpy", f"{seconds['simpy']:.1f}", f"{contacts / seconds['simpy']:,.0f}", "1", ""),
        (
            "compiled",
            f"{seconds['compiled']:.1f}",
            f"{contacts / seconds['compiled']:,.0f}",
            f"{ratio:.0f}",
            at_least(ratio, 40.0),
        ),
    ]
    return Section(
        "The textbook firm",
        f"`{firm.NAME}` with {PEOPLE:,} people, {PEOPLE * 2 // 5:,} of them customers at first, "
        f"staff in proportion, five channels, {MONTHS} months: {contacts:,} contacts. One core; "
        f"one run of SimPy, the median of {ROUNDS + 1} of compiled right after it.",
        ("engine", "seconds", "contacts per second", "times SimPy", "wish"),
        rows,
        "A contact of the firm asks for far more than one of the micro-model, and for the same in "
        "both engines: formulas of behaviour, draws, and what is written down.",
    )


def growth() -> Section:
    """What a contact costs as the market grows."""
    found: dict[int, list[float]] = {people: [] for people in SIZES}
    contacts = {}
    for turn in range(max(SIZES.values())):
        for people, rounds in SIZES.items():
            if turn < rounds:
                run = partial(
                    sim.simulate, firm.plan(people, GROWTH_MONTHS), replication=0, engine="compiled"
                )
                found[people] += turns.seconds({"": run}, 1)[""]
                if turn == 0:
                    contacts[people] = firm.contacts(run(0))
    cost = {people: 1e6 * median(found[people]) / contacts[people] for people in SIZES}
    ratio = cost[100_000] / cost[10_000]
    wishes = {100_000: at_most(ratio, 1.6), 1_000_000: "finishes: reached"}
    rows = [
        (
            f"{people:,}",
            f"{contacts[people]:,}",
            f"{median(found[people]):.2f}",
            f"{cost[people]:.2f}",
            f"{cost[people] / cost[10_000]:.2f}",
            wishes.get(people, ""),
        )
        for people in SIZES
    ]
    return Section(
        "Growth",
        f"The textbook firm on the compiled engine, staff in proportion, {GROWTH_MONTHS} months, "
        f"by turns; {', '.join(str(n) for n in SIZES.values())} rounds, medians.",
        (
            "people",
            "contacts",
            "seconds",
            "microseconds per contact",
            "times 10,000 people",
            "wish",
        ),
        rows,
        "The work for a contact hardly grows, the heap by a level for twice the people; what grows "
        "is the way to memory, as people and events no longer fit into the caches. With 1,000 "
        "people the fixed cost of a run, to lay out its arrays and to check what it wrote down, "
        "is most of the time.",
    )
