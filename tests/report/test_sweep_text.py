"""A sweep in a terminal: its size before, its sentences after, its failures on stderr."""

from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.report import sensitivity_words, sweep_text, sweep_words
from tests.report.small_sweeps import FEW, QUESTION, analysis, failing, swept


class EnoughError(Exception):
    """The plan has been seen; nothing needs to run."""


@pytest.fixture
def plan():
    """What the small sweep is about to do."""
    seen = []

    def begin(plan, kept):
        seen.append(plan)
        raise EnoughError

    with pytest.raises(EnoughError):
        sim.sweep(QUESTION, FEW, design="grid", replications=2, engine="simpy", begin=begin)
    return seen[0]


def one_line(text: str) -> str:
    """Text without the breaks of a narrow terminal."""
    return " ".join(text.split())


def test_the_plan_says_how_many_runs_and_of_what(plan, capsys, tmp_path):
    """Points, worlds and replications multiply to the runs; every value varied has its line."""
    sweep_text.plan(plan, 0, tmp_path, 2)
    out = capsys.readouterr().out
    assert (
        "small_sweep: 4 points x 2 worlds x 2 replications = 16 runs with the simpy engine"
        in one_line(out)
    )
    for factor in plan.factors:
        (line,) = [line for line in out.splitlines() if line.strip().startswith(factor.path)]
        assert sweep_words.range_of(factor, "EUR") in line
        assert "2 values" in line
    assert "roughly" in out
    assert "with 2 workers" in out
    assert str(tmp_path) in out
    assert "finished already" not in out


def test_the_plan_says_what_is_finished(plan, capsys):
    """Runs that are kept are counted; without a folder nothing is promised of one."""
    sweep_text.plan(plan, 12)
    out = capsys.readouterr().out
    assert "12 of the 16 runs are finished already" in out
    assert "nothing is written" in out


def test_the_first_jobs_are_shown_and_the_others_counted(plan, capsys):
    """Rows of the job table shown and counted make all points."""
    points = plan.points * 3
    sweep_text.plan(plan._replace(points=points), 0)
    out = capsys.readouterr().out
    shown = [line for line in out.splitlines() if line.split()[:1] and line.split()[0].isdecimal()]
    assert len(shown) == sweep_text.JOBS
    assert f"and {len(points) - sweep_text.JOBS} more points" in out


def test_a_summary_says_the_sentences_of_the_page(capsys):
    """Page and terminal say the same words, and the terminal where the page is."""
    page = Path("outputs") / "report.html"
    sweep_text.swept_summary(swept(), page)
    out, err = capsys.readouterr()
    for sentence in sweep_words.swept_words(swept(), "profit"):
        assert one_line(sentence) in one_line(out)
    assert out.splitlines()[-1] == f"report: {page}"
    assert err == ""


@pytest.mark.parametrize("method", ["one_at_a_time", "morris", "sobol_indices"])
def test_an_analysis_says_what_it_rests_on(method, capsys):
    """The sentence, every value varied with its place, and what was dropped."""
    made = analysis(method)
    sweep_text.sensitivity_summary(made)
    out = capsys.readouterr().out
    said = one_line(out)
    assert one_line(sensitivity_words.rests_on(made)) in said
    for row in sensitivity_words.placed(made):
        assert f"{sensitivity_words.place_of(row)} {row.parameter[:20]}" in said
    for sentence in sensitivity_words.flips_words(made):
        assert one_line(sentence) in said
    assert sensitivity_words.dropped_words(made) in said


@pytest.mark.parametrize("made", [swept, analysis])
def test_summaries_fit_eighty_columns_and_print_no_nan(made, capsys):
    """Every line fits, no escape is sent, and nothing is printed raw."""
    result = made()
    if made is swept:
        sweep_text.swept_summary(result)
    else:
        sweep_text.sensitivity_summary(result)
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out
    assert "nan" not in out.lower().split()


def test_failed_runs_go_to_stderr_with_their_commands(capsys):
    """Each failed run has its reason and its command; many are counted."""
    broken = failing(swept(), 3, "broke\na law")
    sweep_text.swept_summary(broken)
    out, err = capsys.readouterr()
    assert "3 of 16 runs failed" in one_line(out)
    assert err.count("broke a law") == 3
    for command in broken.runs["rerun"].iloc[-3:]:
        assert command in err
    few = sweep_text.FAILURES
    many = failing(analysis("sobol_indices").swept, few + 5)
    sweep_text.failures(many)
    err = capsys.readouterr().err
    assert err.count("run failed:") == few
    assert "and 5 more failed runs" in err


def test_words_cannot_steer_the_terminal(capsys):
    """Escapes, bells and direction marks of a title or a message are not printed."""
    evil = "\x1b[31m\x07[bold]words[/bold]\u202e"
    made = replace(failing(swept(), 1, evil), scenario_title=evil)
    sweep_text.swept_summary(made)
    out, err = capsys.readouterr()
    assert not {"\x1b", "\x07", "\u202e"} & set(out + err)
    assert "[bold]words[/bold]" in out
