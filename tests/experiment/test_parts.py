"""Laws of going on: a stopped run ends with the bytes of one that never stopped."""

import numpy as np
import pytest

from sim.experiment.parts import PARTS, kept
from sim.experiment.run import answer
from sim.experiment.wishes import Wishes, settings_of
from tests.experiment import fake
from tests.experiment.test_extend import Recorded, files

QUESTION = fake.FakeQuestion()
SETTINGS = settings_of(QUESTION.scenario, Wishes(replications=4, log=("contacts",)))


def ask(out, simulate=fake.simulate, **given):
    """The stand-in's answer to one question of four replications."""
    return answer(QUESTION, fake.PLANS, simulate, settings=SETTINGS, out=out, **given)


@pytest.fixture
def stopped(tmp_path):
    """A folder whose run was stopped by hand in replication 2 of the first world."""
    with pytest.raises(KeyboardInterrupt):
        ask(tmp_path / "a", fake.stopped_by_hand)
    (folder,) = (tmp_path / "a").iterdir()
    return folder


def test_a_stopped_run_goes_on_from_what_had_finished(stopped, tmp_path):
    """No finished run is repeated, and every table has the bytes of an undisturbed run."""
    had = {(run.alternative, run.replication) for run in kept(stopped, fake.PLANS, 4)}
    assert had == {(world, number) for world in fake.PLANS for number in (0, 1)}
    recorded = Recorded()
    made = ask(stopped.parent, recorded, resume=True)
    assert made.folder == stopped
    assert len(recorded.runs) == 12 - len(had)
    assert {number for _, number in recorded.runs} == {2, 3}
    assert files(stopped) == files(ask(tmp_path / "b").folder)


def test_nothing_is_kept_once_the_answer_is_there(stopped):
    """The folder of runs is gone; to go on then is to read the answer back, and runs nothing."""
    assert (stopped / PARTS).is_dir()
    made = ask(stopped.parent, resume=True)
    assert not (stopped / PARTS).exists()
    recorded = Recorded()
    again = ask(stopped.parent, recorded, resume=True)
    assert recorded.runs == []
    assert again.manifest == made.manifest


def test_what_cannot_be_read_is_run_again(stopped, tmp_path):
    """A damaged file of a run costs that run and nothing else."""
    one, other = sorted((stopped / PARTS).iterdir())[:2]
    one.write_bytes(one.read_bytes()[:100])
    other.write_bytes(b"")
    recorded = Recorded()
    ask(stopped.parent, recorded, resume=True)
    assert len(recorded.runs) == 8
    assert files(stopped) == files(ask(tmp_path / "b").folder)


def test_force_starts_afresh(stopped, tmp_path):
    """Replacing an answer takes no run over, and leaves none behind."""
    recorded = Recorded()
    ask(stopped.parent, recorded, force=True)
    assert len(recorded.runs) == 12
    assert not (stopped / PARTS).exists()


def test_to_go_on_where_nothing_was_is_to_begin(tmp_path):
    """The same command serves the first time and every other time."""
    made = ask(tmp_path, resume=True)
    assert len(made.runs) == 12


def test_a_run_that_failed_is_not_kept(tmp_path):
    """It is run again when the question goes on."""

    def stop(step):
        if step.done == 9:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(tmp_path, fake.fails_once, progress=stop)
    (folder,) = tmp_path.iterdir()
    found = kept(folder, fake.PLANS, 4)
    assert ("keep", 1) not in {(run.alternative, run.replication) for run in found}
    assert len(found) == 8
    assert all(np.isfinite(run.seconds) for run in found)
    assert ask(tmp_path, resume=True).exit_status == 0
