"""The library as a table: every shipped question with its answer, at full precision, two seeds.

``make library`` runs it all, some minutes on two cores, and writes ``docs/library.csv``; the pages
come from that file. A row holds a hash of the question and a fingerprint of two replications, so
that a change of either is found without running it all again.
"""

import csv
import hashlib
import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import sim
from docs.reference import WRITTEN, page, table
from sim.experiment.answer import Answer
from sim.experiment.folder import digest
from sim.metrics import CATALOGUE
from sim.scenarios.load import Question
from sim.scenarios.schema.scenario import Scenario

ROOT: Final = Path(__file__).resolve().parent.parent
FILE: Final = ROOT / "docs" / "library.csv"
FINGER: Final = 2
"""Replications of a fingerprint."""
DIGITS: Final = 9
"""Significant digits that a fingerprint looks at: more may differ between machines."""


class Row(NamedTuple):
    """One alternative of one question; the whole answer where it names none."""

    question: str
    case: str
    alternative: str
    sentence: str
    verdict: str
    verdict_of_another_seed: str
    hash: str
    fingerprint: str


def questions() -> tuple[str, ...]:
    """Names of the shipped questions, the firms and the battery left out."""
    return tuple(name for name in sim.shipped() if "/" not in name)


def hash_of(question: Question[Scenario]) -> str:
    """Short hash of every value of a question."""
    return digest(question.resolved())


def fingerprint(name: str) -> str:
    """Short hash of the key figures of two replications of every world."""
    runs = sim.run(name, replications=FINGER, engine="compiled").runs
    words = [
        f"{value:.{DIGITS}g}" for figure in CATALOGUE for value in runs[figure].to_numpy(dtype=float)
    ]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:10]


def rows_of(name: str) -> Iterator[Row]:
    """The answer to a question with the first seed, beside the verdicts with another."""
    question = sim.load(name)
    scenario = question.scenario
    answers = [
        sim.run(name, seed=seed, workers=2, engine="compiled")
        for seed in (scenario.experiment.seed, (scenario.experiment.seed or 0) + 1)
    ]
    common = {"question": name, "case": scenario.case}
    keys = {"hash": hash_of(question), "fingerprint": fingerprint(name)}
    yield Row(**common, alternative="", sentence=answers[0].sentence(), verdict="",
              verdict_of_another_seed="", **keys)  # fmt: skip
    one, other = (verdicts(answer) for answer in answers)
    for alternative, verdict in one.items():
        yield Row(
            **common,
            alternative=alternative,
            sentence=answers[0].sentence(alternative),
            verdict=verdict,
            verdict_of_another_seed=other[alternative],
            **keys,
        )


def verdicts(answer: Answer) -> dict[str, str]:
    """What the headline does in each alternative."""
    rows = answer.differences[answer.differences["kpi"] == answer.headline]
    return dict(zip(rows["alternative"], rows["verdict"], strict=True))


def read() -> list[Row]:
    """The rows that are there."""
    if not FILE.is_file():
        return []
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [Row(**row) for row in csv.DictReader(lines)]


def written(rows: Iterable[Row]) -> str:
    """Rows as the file holds them."""
    stream = io.StringIO()
    out = csv.writer(stream, lineterminator="\n")
    out.writerow(Row._fields)
    out.writerows(rows)
    return stream.getvalue()


def stale(known: Mapping[str, Row]) -> Iterator[str]:
    """Questions that were changed, or of which the model now says something else."""
    for name in questions():
        row = known.get(name)
        if row is None or row.hash != hash_of(sim.load(name)) or row.fingerprint != fingerprint(name):
            yield name


def library_page() -> str:
    """The library as a table, one row for each question."""
    return page(_lines(read()))


def _lines(rows: list[Row]) -> Iterator[str]:
    yield from (WRITTEN, "", "# The library", "")
    yield "Twenty cases of service businesses (C1 to C20), seven claims that students meet, and the"
    yield "published buyers of CDNOW. `spc run NAME` answers any of them and writes its report;"
    yield "`make library` answers them all, to the precision that each file asks for, with two seeds."
    yield "An interval says how sure the runs make us *in this model*: most numbers of the cases are"
    yield "assumed, and say so."
    yield ""
    whole = [row for row in rows if not row.alternative]
    cells = []
    for row in whole:
        question = sim.load(row.question).scenario
        own = [one for one in rows if one.question == row.question and one.alternative]
        agree = all(one.verdict == one.verdict_of_another_seed for one in own)
        cells.append(
            (
                row.case,
                f"**{question.title}.** {question.question} `{row.question}`",
                row.sentence,
                "same" if agree else "differs: see below",
            )
        )
    yield from table(("case", "question", "answer", "with another seed"), cells)
    yield from ("", "## Alternative by alternative", "")
    yield from table(
        ("question", "alternative", "answer", "with another seed"),
        (
            (f"`{row.question}`", f"`{row.alternative}`", row.sentence, row.verdict_of_another_seed)
            for row in rows
            if row.alternative
        ),
    )


def main(arguments: list[str]) -> None:
    """Answer what is stale, or everything; write the file."""
    before = read()
    known = {row.question: row for row in before}
    again = questions() if "--all" in arguments else tuple(stale(known))
    made = {name: list(rows_of(name)) for name in again}
    rows = []
    for name in questions():
        rows += made.get(name) or [row for row in before if row.question == name]
    FILE.write_text(written(rows), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
