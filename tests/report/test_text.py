"""The summary in a terminal: readable in 80 columns, deaf to control characters."""

import io
import sys

import pytest

from sim.report import text
from tests.report.synthetic import ALTERNATIVES, answer

EVIL = "\x1b[31m\x1b]0;taken\x07[bold]words[/bold]\u202e"


def printed(capsys, made, report=None):
    """What the summary prints."""
    text.summary(made, report)
    return capsys.readouterr()


def test_summary_fits_eighty_columns_without_colour(capsys, tmp_path):
    """Away from a terminal every line but the path fits 80 columns, and no escape is sent."""
    path = tmp_path / ("a" * 90) / "report.html"
    out, err = printed(capsys, answer(), path)
    *lines, last = out.rstrip().splitlines()
    assert max(map(len, lines)) <= text.PLAIN_WIDTH
    assert last == f"report: {path}"
    assert "\x1b" not in out
    assert err == ""


def test_summary_has_the_sentence_and_every_headline(capsys):
    """The sentence; by alternative each headline figure with its interval and the formula."""
    made = answer()
    out = printed(capsys, made).out
    words = " ".join(out.split())
    assert made.sentence() in words
    for name, title, _ in ALTERNATIVES[1:]:
        assert f"{title} ({name})" in words
    for label in made.chain["label"].unique():
        assert out.count(f"  {label} ") == len(ALTERNATIVES) - 1
    assert words.count("closed form (lifetime value, for ever)") == len(ALTERNATIVES) - 1


def test_base_keeps_its_millions(capsys):
    """A level in millions says so although its unit stands with the change."""
    out = printed(capsys, answer()).out
    line = next(line for line in out.splitlines() if line.strip().startswith("revenue"))
    assert "4.558 M " in line


def test_words_cannot_steer_the_terminal(capsys):
    """Escapes, bells, direction marks are not printed; markup is shown as typed."""
    worlds = [(name, EVIL, EVIL) for name, _, _ in ALTERNATIVES]
    out = printed(capsys, answer(worlds, scenario_title=EVIL)).out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)
    assert "[bold]words[/bold]" in out


def test_when_every_run_failed_no_table_pretends_otherwise(capsys):
    """Without a finished run there is no table; the failures go to stderr, one line each."""
    made = answer()
    runs = made.runs.assign(status="failed", message="broke\na law")
    made = answer(runs=runs)
    out, _ = printed(capsys, made)
    assert "interval  " not in out
    text.failures(made)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(runs)
    assert lines[0] == "run failed: base, replication 0: broke a law"


@pytest.mark.parametrize("is_quiet", [True, False])
def test_no_bar_where_there_is_no_terminal(is_quiet, monkeypatch):
    """Away from a terminal nothing is shown and no callback is asked for."""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with text.watching(is_quiet=is_quiet) as progress:
        assert progress is None
    assert sys.stderr.getvalue() == ""


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


def test_bar_counts_runs_in_a_terminal(monkeypatch):
    """In a terminal the bar shows how many of the runs asked for are done."""
    from sim.experiment.runner import Progress

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Terminal())
    with text.watching() as progress:
        progress(Progress(3, 16, 40, None))
    assert "3/16" in sys.stderr.getvalue()
