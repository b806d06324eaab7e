"""The library as a table: every shipped question with its answer, at full precision, two seeds.

``make library`` runs it all and writes ``docs/library.csv`` and ``docs/claims.csv``; the pages come
from these files. A row holds a fingerprint of two replications, so that a change of the model or of
a question is found without running it all again.
"""

import hashlib
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

import sim
from docs.claims import FIGURES, Figure
from docs.reference import WRITTEN, page, table
from sim.experiment.answer import Answer
from sim.experiment.sentence import first
from sim.metrics import CATALOGUE
from sim.report import wording
from sim.scenarios.load import Question
from sim.scenarios.schema.scenario import Scenario

ROOT: Final = Path(__file__).resolve().parent.parent
ANSWERS: Final = ROOT / "docs" / "library.csv"
CLAIMS: Final = ROOT / "docs" / "claims.csv"

REPLICATIONS: Final = 2
"""Replications of a fingerprint."""
DIGITS: Final = 9
"""Significant digits that a fingerprint looks at: the last few may differ between machines."""

SHOWN: Final = re.compile(r"(<!-- answers to `(\w+)` -->\n).*?(<!-- end -->)", re.S)
"""Part of a page that shows the answers to a question."""
RESTS: Final = re.compile(r"<!-- rests on `(\w+)`: (\w+) (\w+) (\w+) -->")
"""What a sentence of a page rests on: the question, its alternative, the figure, what it does."""
BOUNDED: Final = re.compile(r"<!-- rests on `(\w+)`: \"([^\"]+)\" (above|below) (\S+) -->")
"""What else it may rest on: the question, a number of its claim, on which side of what it lies."""


class Row(NamedTuple):
    """What one alternative does to the headline of its question, with one seed."""

    question: str
    seed: int
    alternative: str
    kpi: str
    unit: str
    replications: int
    difference: float
    low: float
    high: float
    verdict: str
    sentence: str
    """The answer, in the row of the alternative that it speaks of; empty in the others."""
    fingerprint: str


class Number(NamedTuple):
    """A number that the test of a claim turns on, with one seed."""

    question: str
    seed: int
    words: str
    unit: str
    estimate: float
    low: float
    high: float


loaded: Final = cache(sim.load)


def questions() -> tuple[str, ...]:
    """Names of the shipped questions by case, the firms and the battery left out."""
    return tuple(sorted((name for name in sim.shipped() if "/" not in name), key=_place))


def _place(name: str) -> tuple[int, str, int, str]:
    """Place of a question: C1 to C20, then what else there is, each by its number."""
    case = loaded(name).scenario.case
    number = int(re.sub(r"\D", "", case) or 0)
    return not re.fullmatch(r"C\d+", case), re.sub(r"\d", "", case), number, name


def seeds(question: Question[Scenario]) -> tuple[int, int]:
    """The question's own seed, and another."""
    own = question.scenario.experiment.seed or 0
    return own, own + 1


def fingerprint(question: Question[Scenario], few: Answer) -> str:
    """Short hash of how a question asks, and of profit in the first replications of every world.

    Parameters
    ----------
    question : what was loaded
    few : its answer with its own seed and `REPLICATIONS`, or more, which begin with the same
    """
    scenario = question.scenario
    asks = {
        "experiment": scenario.experiment.model_dump(mode="json"),
        "headline": scenario.headline,
        "titles": [scenario.title, *(world.title for world in scenario.alternatives)],
    }
    runs = few.runs[few.runs["replication"] < REPLICATIONS]
    profits = [f"{value:.{DIGITS}g}" for value in runs["profit"]]
    text = json.dumps([asks, profits], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def few_runs(name: str) -> Answer:
    """The answer that a fingerprint is taken of."""
    return sim.run(name, replications=REPLICATIONS, engine="compiled", workers=2)


def answered(name: str) -> tuple[list[Row], list[Number]]:
    """The answers to a question with two seeds, and what its claim turns on."""
    question = loaded(name)
    answers = {
        seed: sim.run(name, seed=seed, engine="compiled", workers=2) for seed in seeds(question)
    }
    mark = fingerprint(question, answers[seeds(question)[0]])
    rows: list[Row] = []
    numbers: list[Number] = []
    for seed, answer in answers.items():
        rows += _rows(name, seed, answer, mark)
        found: Iterable[Figure] = FIGURES[name](answer) if name in FIGURES else ()
        numbers += [Number(name, seed, *figure) for figure in found]
    return rows, numbers


def _rows(name: str, seed: int, answer: Answer, mark: str) -> Iterator[Row]:
    one = answer.differences[answer.differences["kpi"] == answer.headline]
    for row in one.to_dict("records"):
        yield Row(
            name,
            seed,
            row["alternative"],
            row["kpi"],
            row["unit"],
            row["replications"],
            *(row[key] for key in ("difference", "low", "high", "verdict")),
            answer.sentence() if row["alternative"] == first(answer) else "",
            mark,
        )


def read(path: Path, of: type[Row] | type[Number]) -> pd.DataFrame:
    """The rows that are there."""
    if not path.is_file():
        return pd.DataFrame(columns=list(of._fields))
    empty = {name: [""] for name in ("estimate", "difference", "low", "high")}
    return pd.read_csv(path, keep_default_na=False, na_values=empty)


def write(path: Path, rows: pd.DataFrame) -> None:
    """Rows in the order of the library, numbers to six digits."""
    order = {name: place for place, name in enumerate(questions())}
    kept = rows[rows["question"].isin(order)]
    kept = kept.sort_values("question", key=lambda names: names.map(order), kind="stable")
    kept.to_csv(path, index=False, float_format="%.6g", lineterminator="\n")


def stale(rows: pd.DataFrame) -> Iterator[str]:
    """Questions that were changed, or of which the model now says something else."""
    known = dict(zip(rows["question"], rows["fingerprint"], strict=True))
    for name in questions():
        if name not in known or known[name] != fingerprint(loaded(name), few_runs(name)):
            yield name


# Pages --------------------------------------------------------------------------------------------


def library_page() -> str:
    """The library as a table, one row for each question, then one for each alternative."""
    return page(_lines(read(ANSWERS, Row)))


def _lines(rows: pd.DataFrame) -> Iterator[str]:
    yield from (WRITTEN, "", "# The library", "")
    yield "Cases of service businesses (C1 to C20), claims that students meet, and the published"
    yield "buyers of CDNOW. `spc run NAME` answers any of them and writes its report;"
    yield "`make library` answers them all, to the precision that each file asks for, with two"
    yield "seeds. No verdict depends on the seed. An interval says how sure the runs make us *in"
    yield "this model*: most numbers of the cases are assumed, and marked so in the files."
    yield ""
    yield from table(
        ("case", "question", "answer"),
        (
            (
                asked.case,
                f"[**{asked.title}**](#{name}): {asked.question}",
                _first(rows, name),
            )
            for name, asked in ((name, loaded(name).scenario) for name in questions())
        ),
    )
    yield from ("", "## Alternative by alternative", "")
    yield "The change of the question's headline against the base, with the question's own seed and"
    yield "with another; intervals of 95 %, each by itself."
    for name in questions():
        yield from ("", f"### {name}", "", *_alternatives(rows, name))


def _first(rows: pd.DataFrame, name: str) -> str:
    """The sentence that answers a question."""
    own = rows[(rows["question"] == name) & (rows["sentence"] != "")]
    return str(own["sentence"].iloc[0])


def _alternatives(rows: pd.DataFrame, name: str) -> Iterator[str]:
    """What each alternative of a question does, seed beside seed."""
    scenario = loaded(name).scenario
    own = rows[rows["question"] == name]
    one, other = (own[own["seed"] == seed] for seed in dict.fromkeys(own["seed"]))
    label = CATALOGUE[one["kpi"].iloc[0]].label
    currency = scenario.currency
    titles = {world.name: world.title for world in scenario.alternatives}
    yield from table(
        ("alternative", f"change of {label}", "with another seed", "runs"),
        (
            (
                titles[row["alternative"]],
                f"{wording.sign(row['verdict'])} {change(row, row['unit'], currency)}",
                f"{wording.sign(again['verdict'])} {change(again, again['unit'], currency)}",
                f"{row['replications']} and {again['replications']}",
            )
            for row, again in zip(one.to_dict("records"), other.to_dict("records"), strict=True)
        ),
    )


def change(row: dict[str, object], unit: str, currency: str) -> str:
    """A difference with its interval in words."""
    ends = [float(str(row[key])) for key in ("difference", "low", "high")]
    said = wording.difference(ends[0], ends[1], ends[2], unit, currency)
    return f"{said.value} {said.unit} ({said.interval})".replace(" )", ")")


def with_answers(text: str) -> str:
    """A page in which every part ``answers to`` is what the files hold."""
    rows, numbers = read(ANSWERS, Row), read(CLAIMS, Number)

    def answers(found: re.Match[str]) -> str:
        lines = [*_alternatives(rows, found[2]), "", *_numbers(numbers, found[2])]
        return f"{found[1]}\n{page(lines)}\n{found[3]}"

    return SHOWN.sub(answers, text)


def _numbers(numbers: pd.DataFrame, name: str) -> Iterator[str]:
    """What a claim turns on, seed beside seed."""
    own = numbers[numbers["question"] == name]
    one, other = (own[own["seed"] == seed] for seed in dict.fromkeys(own["seed"]))
    yield from table(
        ("what it turns on", "unit", "found", "with another seed"),
        (
            (row["words"], row["unit"], _found(row), _found(again))
            for row, again in zip(one.to_dict("records"), other.to_dict("records"), strict=True)
        ),
    )


def _found(row: dict[str, object]) -> str:
    """A number and its interval to the digits that its interval allows."""
    estimate, low, high = (float(str(row[key])) for key in ("estimate", "low", "high"))
    if math.isnan(estimate):
        return "cannot be told: what it is divided by may be nothing"
    if math.isnan(low):
        return f"{estimate:.3g}"
    half = (high - low) / 2
    digits = 0 if half <= 0 else max(0, 1 - math.floor(math.log10(half)))
    return f"{estimate:,.{digits}f} ({low:,.{digits}f} to {high:,.{digits}f})"


def main(arguments: list[str]) -> None:
    """Answer what is stale, or everything with ``--all``; each question is kept as it is done."""
    rows, numbers = read(ANSWERS, Row), read(CLAIMS, Number)
    for name in questions() if "--all" in arguments else stale(rows):
        sys.stderr.write(f"{name}\n")
        more_rows, more_numbers = answered(name)
        rows = _replaced(rows, name, more_rows)
        numbers = _replaced(numbers, name, more_numbers)
        write(ANSWERS, rows)
        write(CLAIMS, numbers)


def _replaced(frame: pd.DataFrame, name: str, rows: list[Row] | list[Number]) -> pd.DataFrame:
    """A frame with other rows for one question."""
    made = pd.DataFrame(rows, columns=frame.columns)
    kept = frame[frame["question"] != name]
    return pd.concat([part for part in (kept, made) if len(part)]) if rows else kept


if __name__ == "__main__":
    main(sys.argv[1:])
