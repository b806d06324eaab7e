"""Behaviour gives units and sources, imports only arithmetic, and owns every formula."""

import ast
import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

import sim
from sim.behaviour import order, purposes

HOME = Path(sim.__file__).parent
MODULES = sorted(file.stem for file in (HOME / "behaviour").glob("[!_]*.py"))
AGENTS = sorted((HOME / "agents").glob("*.py"))

ALLOWED = (
    "math",
    "collections.abc",
    "typing",
    "sim.randomness",
    "sim.parameters",
    "sim.units",
    "sim.behaviour",
)
"""What a behaviour module may import."""

NUMBERS = ("int", "float", "Days", "Fraction", "Money")
"""Names of the annotations of numbers; a container of them needs a unit too."""

SOURCE = re.compile(
    r"""\(\d{4}\)              # a year: somebody's publication
    |Assumption               # chosen, and says so
    |Arithmetic|Inversion|Poisson|Erlang|Thinning|piecewise\ constant|priority|Twelve\ equal
    |See\ `""",
    re.VERBOSE,
)
"""A published source, a named theory, a definition, an assumption, or where they stand."""


def module(name: str) -> ModuleType:
    """One behaviour module."""
    return importlib.import_module(f"sim.behaviour.{name}")


def functions() -> Iterator[tuple[str, Callable[..., object]]]:
    """Every public function of behaviour, under its qualified name."""
    for name in MODULES:
        for key, value in vars(module(name)).items():
            own = inspect.isfunction(value) and value.__module__ == f"sim.behaviour.{name}"
            if own and not key.startswith("_"):
                yield f"{name}.{key}", value


FUNCTIONS = dict(functions())


def sections(function: Callable[..., object]) -> dict[str, str]:
    """Sections of a NumPy docstring by title; the summary stands under an empty one."""
    parts = re.split(r"^(\w+)\n-+\n", inspect.getdoc(function) or "", flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def documented(function: Callable[..., object]) -> dict[str, str]:
    """Parameters of a docstring, each with its description."""
    found: dict[str, str] = {}
    names: list[str] = []
    for line in sections(function).get("Parameters", "").splitlines():
        if line and not line.startswith(" "):
            names = [name.strip() for name in line.split(" : ")[0].split(",")]
            found |= dict.fromkeys(names, "")
        for name in names if line.startswith(" ") else []:
            found[name] += f"{line.strip()} "
    return found


def is_number(annotation: object) -> bool:
    """Whether a type is a number, or a list or tuple of numbers."""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return any(re.search(rf"\b{name}\b", text) for name in NUMBERS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_parameter_is_documented_with_its_unit(name: str) -> None:
    """Parameters stand in their order, each with a meaning, numbers with a unit in brackets."""
    parameters = inspect.signature(FUNCTIONS[name]).parameters
    found = documented(FUNCTIONS[name])
    assert list(found) == list(parameters)
    for key, parameter in parameters.items():
        assert found[key].strip(), key
        if is_number(parameter.annotation):
            assert re.search(r"\[[^\[\]]+\]", found[key]), key


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_result_is_documented_with_its_unit(name: str) -> None:
    """There is a Returns section, and a unit in brackets where a number is returned."""
    returns = sections(FUNCTIONS[name]).get("Returns", "")
    assert returns.strip()
    if is_number(inspect.signature(FUNCTIONS[name]).return_annotation):
        assert re.search(r"\[[^\]]+\]", returns)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_names_its_source(name: str) -> None:
    """There is a summary and a References section with a source, a theory or an assumption."""
    found = sections(FUNCTIONS[name])
    assert found[""].strip()
    assert SOURCE.search(found.get("References", "")), found.get("References")


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_one_sentence(name: str) -> None:
    """A behaviour module says in one line what it is about."""
    assert (module(name).__doc__ or "").strip().count("\n") == 0


@pytest.mark.parametrize("name", MODULES)
def test_behaviour_imports_arithmetic_only(name: str) -> None:
    """No module imports anything but mathematics, types, draws, parameters and its like."""
    tree = ast.parse((HOME / "behaviour" / f"{name}.py").read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            whole = node.module == "sim"
            found |= {f"sim.{alias.name}" for alias in node.names} if whole else {str(node.module)}
    assert {
        imported
        for imported in found
        if not any(imported == one or imported.startswith(f"{one}.") for one in ALLOWED)
    } == set()


@pytest.mark.parametrize("path", AGENTS, ids=lambda path: path.stem)
def test_agents_own_no_formula(path: Path) -> None:
    """No agent takes a power, a root, an exponential or a logarithm: that is behaviour's."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    forbidden = {"exp", "expm1", "log", "log1p", "log2", "log10", "sqrt", "pow"}
    used = []
    for node in ast.walk(tree):
        called = isinstance(node, ast.Attribute) and node.attr in forbidden
        if called and isinstance(node.value, ast.Name) and node.value.id == "math":
            used.append(f"line {node.lineno}: math.{node.attr}")
        if isinstance(node, ast.ImportFrom) and node.module == "math":
            used += [alias.name for alias in node.names if alias.name in forbidden]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            # A whole power of a literal is a number written out, such as 2**40.
            used += [] if isinstance(node.left, ast.Constant) else [f"line {node.lineno}: **"]
    assert used == []


NO_PURPOSES = (
    *("LEGS", "FIRST", "ESCALATED", "ANSWERED", "CALLED", "MOST_TOLD", "MOST_ATTEMPTS"),
    *("REMINDER_NEEDS", "CALL_BACK_SALES"),
)
"""Numbers beside the purposes from which counters are made."""


def test_no_two_purposes_share_a_draw() -> None:
    """Every purpose has a number of its own."""
    named = {name: value for name, value in vars(purposes).items() if name.isupper()}
    numbers = [value for name, value in named.items() if name not in NO_PURPOSES]
    assert set(NO_PURPOSES) <= set(named)
    assert len(numbers) > 30
    assert len(set(numbers)) == len(numbers)


def test_every_class_of_event_has_its_place_and_name() -> None:
    """Classes are numbered from 1 without gaps in the order of their declaration, and named so."""
    classes = {name: value for name, value in vars(order).items() if isinstance(value, int)}
    assert list(classes.values()) == list(range(1, len(classes) + 1))
    assert [name.lower().replace("_", " ") for name in classes] == list(order.NAMES[1:])
