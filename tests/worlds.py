"""Small worlds for the tests: read from a file, changed, run, compared byte by byte."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from sim import records as tables
from sim.engine import simulate
from sim.parameters import Plan
from sim.records import Records
from sim.scenarios import library
from sim.scenarios.load import Reading, read_as
from sim.scenarios.resolve import plans
from sim.scenarios.schema.scenario import Scenario

FOLDER = Path(__file__).parent / "scenarios_for_tests"

CONTACTS = frozenset({"contacts"})
"""Keep the contact log."""

COLUMNS = {
    "firm": tables.FIRM.columns,
    "segments": tables.SEGMENTS.columns,
    "channels": tables.CHANNELS.columns,
    "teams": tables.TEAMS.columns,
    "tenure": tables.TENURE.columns,
    "concentration": tables.CONCENTRATION.columns,
    "life_cycle": tables.STAGES.columns,
    "hours": tables.HOURS.columns,
    "ledger": tables.ACCOUNTS,
    "campaigns": tables.CAMPAIGNS.columns,
    "contacts": tables.CONTACTS.columns,
    "events": tables.EVENTS.columns,
}
"""What the last axis of a table stands for; the tables left out have a histogram there."""


REMEMBERED = 64
"""Runs kept in memory, each of a quarter of a megabyte or so."""


@cache
def reading(name: str) -> Reading[Scenario]:
    """The files of a scenario for tests or of the battery, read once; overrides come on top."""
    return read_as(Scenario, where(name))


def worlds(name: str, sets: Mapping[str, Any], **alternatives: list[dict[str, Any]]):
    """Plans of the base and of each alternative of a scenario for tests or of the battery."""
    overrides = [f"{path}={json.dumps(value)}" for path, value in sets.items()]
    if alternatives:
        named = [
            {"name": key, "title": key, "interventions": interventions}
            for key, interventions in alternatives.items()
        ]
        overrides.append(f"alternatives={json.dumps(named)}")
    return plans(reading(name).scenario(overrides))


def where(name: str) -> Path:
    """File of a scenario for tests or of the battery."""
    own = FOLDER / f"{name}.yaml"
    return own if own.is_file() else library.folder() / "verification" / own.name


def world(name: str, **sets: Any) -> Plan:
    """The base of a scenario; paths are written with ``__`` for the dot."""
    return worlds(name, {path.replace("__", "."): value for path, value in sets.items()})["base"]


def pair(name: str, sets: Mapping[str, Any], *interventions: dict[str, Any]) -> tuple[Plan, Plan]:
    """The base of a scenario, and the same with interventions."""
    found = worlds(name, sets, changed=list(interventions))
    return found["base"], found["changed"]


def run(plan: Plan, seed: int = 1, replication: int = 0) -> Records:
    """One run with its contact log."""
    return simulate(plan, seed, replication, log=CONTACTS)


@lru_cache(maxsize=REMEMBERED)
def lived(plan: Plan, seed: int = 1, replication: int = 0) -> Records:
    """The same, remembered: for a world that many tests begin from; nobody may write into it."""
    records = run(plan, seed, replication)
    for table in records:
        table.flags.writeable = False
    return records


def digest(records: Records) -> str:
    """Fingerprint of every byte of a run."""
    found = hashlib.sha256()
    for table in records:
        found.update(str(table.shape).encode())
        found.update(table.tobytes())
    return found.hexdigest()


def column(records: Records, name: str) -> np.ndarray:
    """A column such as ``firm.lost``, whatever the keys of its table."""
    table, _, wanted = name.partition(".")
    names = [candidate.name for candidate in COLUMNS[table]]
    return getattr(records, table)[..., names.index(wanted)]


def differing(one: Records, other: Records) -> set[str]:
    """Names of the columns in which two runs differ in any byte; the logs are left out."""
    found = set()
    for table in (
        "firm",
        "segments",
        "channels",
        "teams",
        "tenure",
        "hours",
        "ledger",
        "campaigns",
    ):
        found |= {
            f"{table}.{candidate.name}"
            for candidate in COLUMNS[table]
            if column(one, f"{table}.{candidate.name}").tobytes()
            != column(other, f"{table}.{candidate.name}").tobytes()
        }
    return found | {
        table
        for table in ("repeats", "waits")
        if getattr(one, table).tobytes() != getattr(other, table).tobytes()
    }
