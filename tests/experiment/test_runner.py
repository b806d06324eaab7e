"""Laws of running: the result depends on the question alone, never on who does the work."""

import math
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from sim.analysis.intervals import mean_interval, paired_difference
from sim.analysis.stopping import ROUND, Reached, Target
from sim.experiment.executors import DIED
from sim.experiment.runner import Outcome, Progress, Settings, precision, replicate
from tests.experiment import fake

ROOT = Path(__file__).parents[2]


def settings(least: int = 3, most: int = 3, *, is_relative=True, **wanted: float) -> Settings:
    """Settings of a small run."""
    targets = tuple(Target(kpi, width, is_relative) for kpi, width in wanted.items())
    return Settings(7, least, most, 0.95, targets)


def numbers(outcome: Outcome) -> list[object]:
    """Everything of an outcome but the time it took."""
    return [
        (run.alternative, run.replication, run.message, run.figures)
        + (tuple(table.tobytes() for table in run.records) if run.records else ())
        for run in outcome.finished
    ]


@pytest.mark.parametrize("failing", [fake.simulate, fake.fails_once])
def test_the_result_does_not_depend_on_the_hands(failing):
    """One process, two processes and threads return the same bytes in the same order."""
    alone = replicate(fake.PLANS, settings(), failing)
    two = replicate(fake.PLANS, settings(), failing, workers=2)
    with ThreadPoolExecutor(3) as threads:
        other = replicate(fake.PLANS, settings(), failing, workers=threads)
        assert threads.submit(int, "3").result() == 3  # left open
    assert numbers(alone) == numbers(two) == numbers(other)


def test_worlds_come_in_order_then_replications():
    """Finished runs are sorted by the question's order of worlds, then by replication."""
    outcome = replicate(fake.PLANS, settings(), fake.simulate)
    expected = [(world, number) for world in fake.PLANS for number in range(3)]
    assert [(run.alternative, run.replication) for run in outcome.finished] == expected


def test_a_failed_run_is_told_and_leaves_its_neighbours_alone():
    """The failing replication has a message on one line; every other run has its records."""
    outcome = replicate(fake.PLANS, settings(), fake.fails_once)
    calm = replicate(fake.PLANS, settings(), fake.simulate)
    failed = [run for run in outcome.finished if run.records is None]
    assert [(run.alternative, run.replication, run.message) for run in failed] == [
        ("keep", 1, "ValueError: a law was broken")
    ]
    others = [entry for entry in numbers(outcome) if entry[:2] != ("keep", 1)]
    assert others == [entry for entry in numbers(calm) if entry[:2] != ("keep", 1)]


def test_a_process_that_dies_costs_one_run():
    """A killed worker fails its own job; the jobs that died with it are done again."""
    outcome = replicate(fake.PLANS, settings(), fake.dies_once, workers=2)
    failed = [run for run in outcome.finished if run.records is None]
    assert [(run.alternative, run.replication, run.message) for run in failed] == [
        ("keep", 1, DIED)
    ]
    assert len(outcome.finished) == 9


def test_without_wanted_precision_the_minimum_is_enough():
    """Nothing asked, nothing added."""
    outcome = replicate(fake.PLANS, settings(3, 9), fake.simulate)
    assert {run.replication for run in outcome.finished} == {0, 1, 2}
    assert outcome.reached == ()


def test_an_impossible_precision_ends_at_the_cap():
    """Rounds go on to the maximum, and the outcome admits that it was not reached."""
    outcome = replicate(fake.PLANS, settings(2, 9, customer_satisfaction=1e-12), fake.simulate)
    assert len(outcome.finished) == 9 * len(fake.PLANS)
    (near,) = outcome.reached
    assert not near.is_reached
    assert near.needed > 9


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 3.0])
def test_rounds_end_once_the_precision_is_believed(share):
    """Every width small at two ends of rounds in a row; or at one, even by its upper bound."""
    plans = {name: fake.PLANS[name] for name in ("base", "keep")}
    every = replicate(plans, settings(30, 30, nps=1.0), fake.simulate)
    done = {(run.alternative, run.replication): run for run in every.finished}
    ends = range(2, 31, ROUND)

    def seen(end, wanted):
        upto = {key: run for key, run in done.items() if key[1] < end}
        return precision(upto, tuple(plans), settings(30, 30, nps=wanted))[0]

    widths = [seen(end, 1.0).half_width for end in ends]
    wanted = float(np.quantile(widths, share)) if share < 1.0 else share * max(widths)
    looks = [seen(end, wanted) for end in ends]
    believed = [
        now.is_sure or (now.is_reached and before is not None and before.is_reached)
        for before, now in zip([None, *looks], looks, strict=False)
    ]
    outcome = replicate(plans, settings(2, 30, nps=wanted), fake.simulate)
    last = ends[believed.index(True)] if any(believed) else 30
    assert len(outcome.finished) == last * len(plans)


def test_one_look_is_enough_where_luck_could_not_make_it_narrow():
    """The bound is the chi-square one: of ten values the deviation may be 1.645 times as large."""
    target = Target("nps", 1.0, is_relative=False)
    bound = math.sqrt(9.0 / 3.325113)  # the 5 % point of chi-square with nine degrees of freedom
    assert Reached(target, 0.9999 / bound, 10).is_sure
    assert not Reached(target, 1.0001 / bound, 10).is_sure
    assert not Reached(target, 0.0, 1).is_sure


@pytest.mark.parametrize("is_relative", [True, False])
def test_a_half_width_is_that_of_the_widest_paired_difference(is_relative):
    """In the figure's own unit it is the interval's; as a share, over the base's mean."""
    outcome = replicate(fake.PLANS, settings(6, 6), fake.simulate)
    done = {(run.alternative, run.replication): run for run in outcome.finished}
    values = {
        name: [done[name, number].figures["nps"] for number in range(6)] for name in fake.PLANS
    }
    width = paired_difference(values["base"], values["keep"], 0.95).half_width
    base = mean_interval(values["base"], 0.95).mean
    wish = settings(6, 6, is_relative=is_relative, nps=1.0)
    (near,) = precision(done, tuple(fake.PLANS), wish)
    assert near.half_width == (width / base if is_relative else width)
    assert near.replications == 6


def test_rounds_go_on_until_all_that_is_asked_for_is_reached():
    """The slowest of several wishes decides, whatever the others are content with."""
    plans = {name: fake.PLANS[name] for name in ("base", "keep")}
    easy, hard = Target("nps", 9.0, True), Target("customer_lifetime_value", 9.0, False)
    counts = []
    for targets in ((easy,), (hard,), (easy, hard), (hard, easy)):
        rule = settings(2, 60)._replace(targets=targets)
        outcome = replicate(plans, rule, fake.simulate)
        assert all(near.is_reached for near in outcome.reached)
        counts.append(len(outcome.finished))
    assert counts[0] < counts[1] == counts[2] == counts[3] < 120


def test_the_base_alone_is_judged_by_its_own_mean():
    """Without alternatives the precision is that of the base's mean."""
    only = {"base": fake.PLANS["base"]}
    outcome = replicate(only, settings(3, 3, profit=1e-9), fake.simulate)
    (near,) = outcome.reached
    assert 0.0 < near.half_width < 1.0
    assert not near.is_reached


def test_alternatives_are_judged_by_their_paired_difference():
    """Worlds whose profit agrees in every pair are precise, however much profit itself varies."""
    outcome = replicate(fake.PLANS, settings(3, 9, profit=1e-9), fake.simulate)
    assert [near.half_width for near in outcome.reached] == [0.0]
    assert len(outcome.finished) == 3 * len(fake.PLANS)


def test_progress_counts_up_to_what_was_asked():
    """Every finished job is told once, with how many there are and may be."""
    steps: list[Progress] = []
    replicate(fake.PLANS, settings(2, 3, nps=1e-12), fake.simulate, on_finish=steps.append)
    assert [step.done for step in steps] == list(range(1, 10))
    assert [step.asked for step in steps] == [6] * 6 + [9] * 3
    assert {step.most for step in steps} == {9}


def test_an_interrupt_keeps_what_has_finished():
    """Ctrl-C ends the run at once; the runs that had finished are in the outcome."""
    outcome = replicate(fake.PLANS, settings(), fake.stopped_by_hand)
    assert outcome.is_interrupted
    assert [(run.alternative, run.replication) for run in outcome.finished] == [
        (world, number) for world in fake.PLANS for number in (0, 1)
    ]


INTERRUPTED = """
import math
import signal

from sim.experiment.run import answer
from sim.experiment.wishes import Wishes, settings_of
from tests.experiment import fake

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started us may ignore it
    question = fake.FakeQuestion()
    settings = settings_of(question.scenario, Wishes(replications=3))
    answer(
        question, fake.PLANS, fake.hangs, settings=settings, out=OUT, workers=2,
        progress=lambda step: print(step.done, flush=True),
    )
"""


def test_ctrl_c_ends_hanging_workers_within_two_seconds(tmp_path):
    """Workers that never end are ended; the folder keeps the finished rows and says interrupted."""
    script = tmp_path / "script.py"
    script.write_text(INTERRUPTED.replace("OUT", repr(str(tmp_path / "out"))))
    with subprocess.Popen(
        [sys.executable, str(script)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        for _ in range(2):  # replication 0 of two worlds, then both workers may hang
            assert process.stdout is not None
            process.stdout.readline()
        start = perf_counter()
        process.send_signal(signal.SIGINT)
        try:
            _, errors = process.communicate(timeout=20)
        finally:
            process.kill()
        seconds = perf_counter() - start
    assert "KeyboardInterrupt" in errors
    assert seconds < 2.0
    (folder,) = (tmp_path / "out").iterdir()
    assert '"status": "interrupted"' in (folder / "manifest.json").read_text()
    rows = (folder / "runs.csv").read_text().splitlines()[1:]
    assert 2 <= len(rows) <= 3
    assert {row.split(",")[3] for row in rows} == {"ok"}
