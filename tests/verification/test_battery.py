"""The battery as its users call it: chosen, run by anybody, written, told when it fails."""

from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.errors import UsageError
from sim.scenarios import library
from sim.verification import battery
from sim.verification.battery import CHECKS, verify
from sim.verification.check import PARTS
from sim.verification.judge import Verdict
from sim.verification.world import words

QUICKEST = "self_service"


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory):
    """The quickest check, written into a folder."""
    return sim.verify([QUICKEST], out=tmp_path_factory.mktemp("proof"))


def test_names_are_words_of_their_own():
    """No two checks share a name, none is a part, and every part has its checks."""
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)
    assert not set(names) & set(PARTS)
    assert [check.part for check in CHECKS] == sorted(check.part for check in CHECKS)
    for check in CHECKS:
        quantities = [claim.quantity for claim in check.claims]
        assert len(set(quantities)) == len(quantities), check.name


def test_worlds_are_shipped_and_can_be_read():
    """Every arm of every check, in both sizes, is a scenario that ships with overrides it takes."""
    for check in CHECKS:
        for is_full in (False, True):
            if not check.size(is_full=is_full):
                continue
            for arm in check.arms.values():
                world, said = words(check, arm, is_full=is_full)
                assert world in library.shipped()
                sim.load(world, said)


def test_whoever_does_the_work_the_numbers_are_the_same(proof):
    """One process and two give the same lines and observations."""
    other = verify([QUICKEST], workers=2)
    assert other.frame().equals(proof.frame())
    assert other.observations().equals(proof.observations())


def test_what_is_written_is_what_was_found(proof):
    """The folder holds the claims and every observation; a second proof needs force."""
    folder = proof.folder
    claims = pd.read_csv(folder / "claims.csv")
    assert claims["verdict"].tolist() == [str(line.verdict) for line in proof.lines]
    seen = pd.read_csv(folder / "observations.csv")
    assert len(seen) == sum(len(one.figures) for one in proof.seen)
    with pytest.raises(UsageError, match="--force"):
        verify([QUICKEST], out=folder.parent)
    (folder / "mine.txt").write_text("kept")
    again = verify([QUICKEST], out=folder.parent, force=True)
    assert again.folder == folder
    assert (folder / "mine.txt").read_text() == "kept"


def test_a_part_is_all_its_checks(monkeypatch: pytest.MonkeyPatch):
    """A letter stands for the checks of its part, and the interval stays that of the battery."""
    monkeypatch.setattr(battery, "look", lambda task: battery.lost(task, "not looked at"))
    found, other, whole = (verify(names, engine="simpy") for names in (["A"], ["B"], ()))
    assert {line.check.part for line in found.lines} == {"A"}
    assert found.level == other.level == whole.level


@pytest.mark.parametrize(
    ("names", "options", "match"),
    [
        (["erlang_c"], {}, "did you mean erlang_c"),
        (["erlang_c_1"], {}, "--full"),
        ([], {"engine": "none"}, "no engine"),
        ([], {"workers": 0}, "workers"),
    ],
)
def test_a_call_that_cannot_be_is_refused(names, options, match):
    """The message says what would be right, and nothing is run."""
    with pytest.raises(UsageError, match=match):
        verify(names, **options)


def test_a_check_that_breaks_is_a_line_that_fails(monkeypatch: pytest.MonkeyPatch):
    """Whatever goes wrong in a run is told with its replication, and the exit code is 1."""

    def breaks(*_: object, **__: object):
        raise ValueError("a law\nwas broken")

    monkeypatch.setattr(battery, "observe", breaks)
    found = verify([QUICKEST])
    assert {line.verdict for line in found.lines} == {Verdict.FAILS}
    assert found.lines[0].why == "replication 0: ValueError: a law was broken"
    assert found.exit_status == 1


def test_without_the_extra_a_check_is_not_run(monkeypatch: pytest.MonkeyPatch):
    """What needs a package that is not there says how to get it, and fails nothing."""
    lacking = tuple(
        check._replace(needs=("no_such_module",)) for check in CHECKS if check.name == QUICKEST
    )
    monkeypatch.setattr(battery, "CHECKS", lacking)
    found = verify()
    assert {line.verdict for line in found.lines} == {Verdict.NOT_RUN}
    assert "pip install" in found.lines[0].why
    assert found.exit_status == 0


def test_a_folder_that_cannot_be_is_refused_before_anything_runs(tmp_path: Path):
    """A file in the way is told at once."""
    (tmp_path / "taken").write_text("")
    with pytest.raises(UsageError, match="another output folder"):
        verify([QUICKEST], out=tmp_path / "taken")
