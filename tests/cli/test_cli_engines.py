"""The engines from the command line: made ready, compared, and named when one is not there."""

from pathlib import Path

import pytest

from sim.cli import FAILED, MISUSED, OK, answers, main
from sim.engine import choice


def test_without_numba_the_remedy_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever needs the compiled engine says what to install, and nothing runs."""
    monkeypatch.setattr(choice, "_is_there", lambda: False)
    question = "verification/hermits"
    for words in (
        ["compile"],
        ["diff-engines", question],
        ["run", question, "--engine", "compiled"],
        ["verify", "erlang_c_5", "--engine", "compiled"],
    ):
        assert main(words) == MISUSED
        said = capsys.readouterr()
        assert "install the extra 'fast'" in said.err
        assert said.out == ""


@pytest.mark.slow
def test_both_engines_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    """The machine code is made, then every world of a question is found to be the same."""
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    assert main(["compile"]) == OK
    assert "ready" in capsys.readouterr().out
    assert main(["diff-engines", "verification/hermits", "--seed", "3"]) == OK
    assert "byte for byte" in capsys.readouterr().out


@pytest.mark.slow
def test_a_parting_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An engine that lives another life is found out, with the event where it parts."""
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    from sim.engine.compiled import engine

    run = engine.run
    monkeypatch.setattr(
        engine, "run", lambda plan, seed, *rest, **more: run(plan, 9, *rest, **more)
    )
    assert main(["diff-engines", "verification/hermits", "--seed", "3"]) == FAILED
    said = capsys.readouterr().out
    assert "part at event" in said
    assert "tables that differ" in said


def test_advice_goes_where_it_is_not_read_as_a_result(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """After a long answer of SimPy's one line on stderr tells of the compiled engine."""
    monkeypatch.setattr(choice, "_is_there", lambda: True)
    monkeypatch.setattr(choice, "_is_compiled", lambda: False)
    words = ["run", "verification/hermits", "--replications", "2", "--out", str(tmp_path)]
    for long, expected in ((0.0, 1), (1e6, 0)):
        monkeypatch.setattr(answers, "LONG_SECONDS", long)
        assert main([*words, "--force"]) == OK
        said = capsys.readouterr()
        assert said.err.count("spc compile") == expected
        assert said.out.rstrip().endswith("report.html")
