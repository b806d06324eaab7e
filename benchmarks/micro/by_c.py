"""The micro-model in plain C, compiled when it is first asked for."""

import ctypes
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Final

from benchmarks.micro import rules
from sim.behaviour import order
from sim.randomness import KIND_PERSON

SOURCE: Final = Path(__file__).with_name("model.c")
OPTIONS: Final = ("-O2", "-ffp-contract=off")
"""No contraction of a product and a sum into one rounding, which would change the numbers."""

DEFINED: Final = {
    **{name: value for name, value in vars(rules).items() if isinstance(value, int | float)},
    "NEED": order.NEED,
    "SERVICE_END": order.SERVICE_END,
    "PATIENCE_END": order.PATIENCE_END,
    "KIND_PERSON": KIND_PERSON,
}


def compiler() -> str | None:
    """The C compiler of this machine, if it has one."""
    return shutil.which("cc")


@cache
def _simulate() -> Any:
    """The compiled function."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "model.so"
        defined = [f"-D{name}={value!r}" for name, value in DEFINED.items()]
        subprocess.run(
            ["cc", *OPTIONS, *defined, "-shared", "-fPIC", "-o", library, SOURCE, "-lm"], check=True
        )
        return ctypes.CDLL(str(library)).simulate


def run(seed: int, customers: int) -> rules.Log:
    """Visits of two years."""
    log = rules.empty_log(customers)
    simulate = _simulate()
    simulate.restype = ctypes.c_int64
    servers = (ctypes.c_int64 * rules.QUEUES)(*rules.servers(customers))
    pointer = log.ctypes.data_as(ctypes.c_void_p)
    visits = simulate(ctypes.c_uint64(seed), ctypes.c_int64(customers), servers, pointer)
    return log[:visits]
