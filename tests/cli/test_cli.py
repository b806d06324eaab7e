"""The command line: one public call per command, friendly words, the promised exit codes."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim import cli
from sim.errors import ScenarioError, SimulationError, UsageError
from sim.experiment.threads import Threads
from tests.report.synthetic import ALTERNATIVES, answer

COMMANDS = ("run", "extend", "validate", "describe", "list", "new", "report", "schema")
HEAVY = ("pandas", "scipy", "plotly", "pydantic", "simpy", "numpy", "numba", "ruamel", "jinja2",
         "pyarrow", "distributed")  # fmt: skip


def spc(*words, cwd=None):
    """The command line in a process of its own."""
    environment = {**os.environ, "COLUMNS": "80"}
    root = os.path.dirname(os.path.dirname(sim.__file__))
    environment["PYTHONPATH"] = root
    return subprocess.run(
        [sys.executable, "-m", "sim", *words],
        capture_output=True, text=True, cwd=cwd, env=environment, check=False,
    )  # fmt: skip


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """Replaces `sim.run` by one that remembers what it was asked, and answers at once."""
    calls = []

    def run(question, **wishes):
        calls.append((question, wishes))
        return answer(ALTERNATIVES[:2], folder=tmp_path)

    monkeypatch.setattr(sim, "run", run, raising=False)
    return calls


def test_every_command_explains_itself_with_an_example(capsys):
    """`--help` of everything says what it does, its options and an example, in 80 columns."""
    assert cli.main(["--help"]) == 0
    overview = capsys.readouterr().out
    for command in COMMANDS:
        assert cli.main([command, "--help"]) == 0
        out = capsys.readouterr().out
        assert f"spc {command}" in out.splitlines()[0]
        assert f"Example:  spc {command}" in out
        assert max(map(len, out.splitlines())) <= 100
        assert f"  {command} " in overview


def test_no_words_at_all_is_a_call_for_help(capsys):
    """`spc` alone shows the overview."""
    assert cli.main([]) == 0
    assert "Commands:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "heavy"),
    [(["--help"], HEAVY), (["run", "--help"], [name for name in HEAVY if name != "pydantic"])],
)
def test_help_loads_nothing_heavy(words, heavy):
    """Help comes at once; typer reads a command's options with pydantic, nothing else is large."""
    code = (
        "import sys; from sim.cli import main; "
        f"main({words}); print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "words",
    [
        ["run", "q", "-s", "a,b", "--seed", "0", "--set", "a.b=1", "--precision", "profit=2%",
         "--half-width", "profit=5000", "--half-width", "nps=0.5",
         "--best", "profit=1e4", "--tables", "parquet"],
        ["run", "-s", "a", "--alternative", "b", "--precision", "profit=0.02", "--seed", "0",
         "--half-width", "nps=.5", "--half-width", "profit=5e3", "--best", "profit=10000",
         "--tables", "parquet",
         "--set", "a.b=1", "q"],
    ],
)  # fmt: skip
def test_run_passes_every_wish_on(asked, words, capsys):
    """Options stand before or after the question; 2% and 0.02 are the same; seed 0 is a seed."""
    assert cli.main(words) == 0
    ((question, wishes),) = asked
    assert question == "q"
    assert wishes["alternatives"] == ["a", "b"]
    assert wishes["seed"] == 0
    assert wishes["sets"] == ("a.b=1",)
    assert wishes["tables"] == "parquet"
    assert wishes["precision"] == {"profit": pytest.approx(0.02)}
    assert wishes["half_width"] == {"profit": 5000.0, "nps": 0.5}
    assert wishes["best"] == {"profit": 10000.0}
    capsys.readouterr()


def test_extend_passes_every_wish_on(monkeypatch, tmp_path, capsys):
    """The folder, how far, and with whose hands; the report is written again."""
    calls = []

    def extend(folder, **wishes):
        calls.append((folder, wishes))
        return answer(ALTERNATIVES[:2], folder=tmp_path)

    monkeypatch.setattr(sim, "extend", extend, raising=False)
    words = "--precision profit=2% --half-width nps=1 --best profit=9 --at-most 40 --workers 1 -q"
    assert cli.main(["extend", "outputs/q-1", *words.split()]) == 0
    ((folder, wishes),) = calls
    assert folder == Path("outputs/q-1")
    assert wishes["precision"] == {"profit": 0.02}
    assert (wishes["half_width"], wishes["best"]) == ({"nps": 1.0}, {"profit": 9.0})
    assert (wishes["replications"], wishes["at_most"], wishes["workers"]) == (None, 40, 1)
    assert capsys.readouterr().out == f"{tmp_path / 'report.html'}\n"
    assert (tmp_path / "report.html").exists()


def test_an_interrupted_extension_says_that_nothing_is_lost(monkeypatch, capsys):
    """Ctrl-C leaves the old answer, and exit code 130."""

    def extend(*_, **__):
        raise KeyboardInterrupt("outputs/q-1")

    monkeypatch.setattr(sim, "extend", extend, raising=False)
    assert cli.main(["extend", "outputs/q-1", "--replications", "9"]) == cli.STOPPED
    assert capsys.readouterr().err == "interrupted; the answer in outputs/q-1 is as it was\n"


def test_run_leaves_to_the_scenario_what_is_not_said(asked, capsys):
    """Without options nothing of the question is overruled."""
    cli.main(["run", "q"])
    ((_, wishes),) = asked
    for name in ("alternatives", "seed", "replications", "precision", "half_width", "best"):
        assert wishes[name] is None
    assert wishes["workers"] >= 1
    capsys.readouterr()


def test_threads_take_the_place_of_processes(asked, capsys):
    """`--threads 2` hands in two threads; with `--workers` it is a fault of the call, as is 0."""
    assert cli.main(["run", "q", "--threads", "2"]) == 0
    ((_, wishes),) = asked
    assert isinstance(wishes["workers"], Threads)
    assert len(wishes["workers"]._threads) == 2
    capsys.readouterr()
    assert cli.main(["run", "q", "--threads", "2", "--workers", "2"]) == 2
    assert "--workers and --threads" in capsys.readouterr().err
    assert cli.main(["run", "q", "--threads", "0"]) == 2
    assert "give 1 or more" in capsys.readouterr().err
    assert len(asked) == 1


def test_run_writes_the_report_and_says_where(asked, tmp_path, capsys):
    """The summary ends with the path; quiet prints the path alone."""
    assert cli.main(["run", "q"]) == 0
    loud = capsys.readouterr().out
    assert loud.rstrip().endswith(f"report: {tmp_path / 'report.html'}")
    assert (tmp_path / "report.html").stat().st_size > 1_000_000
    assert cli.main(["run", "q", "--quiet"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'report.html'}\n"


def test_failed_runs_exit_with_1(monkeypatch, tmp_path, capsys):
    """A failed run is named on stderr; what finished is still reported."""
    made = answer(ALTERNATIVES[:2])
    runs = made.runs.copy()
    runs.loc[0, ["status", "message"]] = ("failed", "books do not balance")
    made = answer(ALTERNATIVES[:2], runs=runs, folder=tmp_path)
    monkeypatch.setattr(sim, "run", lambda *_, **__: made, raising=False)
    monkeypatch.setattr(cli.answers, "LONG_SECONDS", math.inf)  # no advice on speed
    assert cli.main(["run", "q"]) == 1
    out, err = capsys.readouterr()
    assert "report:" in out
    assert err == "run failed: base, replication 0: books do not balance\n"


@pytest.mark.parametrize(
    ("stop", "words"),
    [
        (
            KeyboardInterrupt("outputs/q-1"),
            "interrupted; --resume goes on from the runs in outputs/q-1\n",
        ),
        (KeyboardInterrupt(), "interrupted\n"),
    ],
)
def test_interrupt_says_where_the_finished_runs_are(monkeypatch, capsys, stop, words):
    """Ctrl-C leaves no traceback, and exit code 130."""

    def run(*_, **__):
        raise stop

    monkeypatch.setattr(sim, "run", run, raising=False)
    assert cli.main(["run", "q"]) == 130
    assert capsys.readouterr() == ("", words)


@pytest.mark.parametrize(
    ("error", "code"),
    [(UsageError("no such thing; do that"), 2), (SimulationError("a law broke"), 1)],
)
def test_exit_codes_of_errors(monkeypatch, capsys, error, code):
    """Wrong calls exit 2, broken laws 1, both in one line and without a traceback."""

    def run(*_, **__):
        raise error

    monkeypatch.setattr(sim, "run", run, raising=False)
    assert cli.main(["run", "q"]) == code
    assert capsys.readouterr() == ("", f"{error}\n")
    assert cli.main(["--debug", "run", "q"]) == code
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run"], "missing argument 'question'; see `spc run --help`"),
        (["run", "q", "--sead", "1"], "no such option: --sead"),
        (["run", "q", "--seed", "x"], "invalid value for '--seed'"),
        (["run", "q", "--precision", "profit"], "--precision profit: cannot be read; write KPI="),
        (["run", "q", "--precision", "profit=much"], "--precision profit=much: cannot be read"),
        (
            ["run", "q", "--half-width", "profit=2%"],
            "--half-width profit=2%: cannot be read; write",
        ),
        (["run", "no_such_question"], "no_such_question: no such file or shipped scenario"),
        (["run", "firms/textbook", "--seed", "-1"], "seed -1 is out of range"),
        (["run", "firms/textbook", "--replications", "1"], "1 replication has no interval"),
        (["run", "firms/textbook", "--engine", "warp"], "no engine 'warp'"),
        (["run", "firms/textbook", "--log", "x"], "no log 'x'; there are: contacts, events"),
        (["run", "firms/textbook", "-s", "x"], "no alternative 'x'"),
        (["run", "firms/textbook", "--workers", "0"], "0 workers cannot work"),
        (["run", "firms/textbook", "--set", "firm.prise_index=1"], "did you mean"),
        (["bogus"], "no such command 'bogus'"),
        (["describe", "firm.recovry"], "did you mean firm.recovery?"),
        (["new", "Bad Name"], "is no scenario name"),
        (["report", "no_such_folder"], "no_such_folder holds no answer"),
        (["schema", "--out", "no_such_folder/x.json"], "cannot be written"),
    ],
)
def test_wrong_words_are_answered_in_one_line(words, said, capsys, tmp_path, monkeypatch):
    """Exit code 2, one line on stderr with what was wrong, nothing on stdout, nothing written."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_validate_names_all_problems_of_all_files(tmp_path, capsys):
    """One problem per line, each with its file and line."""
    for name in ("one", "two"):
        text = (
            "extends: firms/textbook\ntitle: T\nquestion: Q\n"
            "firm: {prise_index: 1, price_index: x}\n"
        )
        (tmp_path / f"{name}.yaml").write_text(text)
    paths = [str(tmp_path / f"{name}.yaml") for name in ("one", "two")]
    assert cli.main(["validate", *paths]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 4
    assert all(line.startswith(tuple(f"{path}:4:" for path in paths)) for line in lines)


def test_new_question_is_valid(tmp_path, monkeypatch, capsys):
    """What `new` writes, `validate` accepts; a second `new` overwrites nothing."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "my_question"]) == 0
    assert cli.main(["validate", "my_question.yaml"]) == 0
    assert "my_question.yaml: fine, 1 alternative\n" in capsys.readouterr().out
    assert cli.main(["new", "my_question"]) == 2


def test_schema_is_json_schema(tmp_path, capsys):
    """The schema printed and the schema written are the same JSON."""
    assert cli.main(["schema"]) == 0
    printed = capsys.readouterr().out
    assert cli.main(["schema", "--out", str(tmp_path / "s.json")]) == 0
    assert (tmp_path / "s.json").read_text() == printed
    assert json.loads(printed) == sim.schema()


def test_list_names_what_ships(capsys):
    """Each shipped question stands on a line of its own with its title."""
    assert cli.main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert tuple(line.split()[0] for line in lines) == sim.shipped()


def test_describe_tells_unit_range_and_source(capsys):
    """A value is described with all a writer needs."""
    assert cli.main(["describe", "firm.price_index"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("firm.price_index")
    assert "default" in out
    assert "range" in out


def test_module_and_process_agree(tmp_path):
    """`python -m sim` is the same program, exit codes included."""
    done = spc("--version")
    assert (done.returncode, done.stdout) == (0, f"spc {sim.__version__}\n")
    done = spc("run", "nowhere.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("nowhere.yaml: no such file")


def test_a_whole_question_from_the_shell(tmp_path):
    """Run, report again, refuse to overwrite: the life of one small question."""
    (tmp_path / "tiny.yaml").write_text(
        "extends: firms/textbook\ntitle: Tiny\nquestion: What?\n"
        "time: {warm_up_months: 1, horizon_months: 3}\nmarket: {people: 200}\n"
        "alternatives:\n  - name: dear\n    title: Dear\n"
        "    interventions: [{kind: price, factor: 1.1}]\n"
    )
    words = ("run", "tiny.yaml", "--replications", "2", "--workers", "1", "--quiet")
    first = spc(*words, cwd=tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    page = tmp_path / first.stdout.strip()
    assert page.name == "report.html"
    before = page.read_bytes()
    again = spc("report", str(page.parent), cwd=tmp_path)
    assert again.returncode == 0
    assert page.read_bytes() == before
    refused = spc(*words, cwd=tmp_path)
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert spc(*words, "--force", cwd=tmp_path).returncode == 0


def test_what_does_nothing_is_a_warning_before_the_run(tmp_path, monkeypatch, capsys):
    """Named on stderr by validate and run, kept in the manifest; the exit code stays 0."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vain.yaml").write_text(
        "extends: firms/textbook\ntitle: t\nquestion: q\nmarket: {people: 60}\n"
        "time: {warm_up_months: 0, horizon_months: 1}\n"
        "alternatives: [{name: a, title: A, interventions: [{kind: price, factor: 1}]}]\n",
        encoding="utf-8",
    )
    said = "warning: vain.yaml:6: alternatives.0.interventions.0: price does nothing: the business"
    assert cli.main(["validate", "vain.yaml"]) == 0
    out, err = capsys.readouterr()
    assert out == "vain.yaml: fine, 1 alternative\n"
    assert said in err
    assert cli.main(["run", "vain.yaml", "--replications", "2", "-q", "--workers", "1"]) == 0
    out, err = capsys.readouterr()
    assert said in err
    [manifest] = tmp_path.glob("outputs/*/manifest.json")
    warnings = json.loads(manifest.read_text(encoding="utf-8"))["warnings"]
    assert f"warning: {warnings[0]}" in err
    answer = sim.load_results(manifest.parent)
    assert answer.sentence().startswith("'A' changes nothing at all: every table of all 2 pairs")
    page = (manifest.parent / "report.html").read_text(encoding="utf-8")
    assert "What does nothing" in page


def test_a_figure_that_does_not_exist_is_refused_before_the_run(tmp_path, capsys):
    """Every file that `spc run` would refuse is told at its line, with the nearest figure."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(
            "extends: firms/textbook\ntitle: t\nquestion: q\n"
            "experiment:\n  precision: {proft: 0.1}\n  half_width: {npss: 0.1}\n"
            "  best: {occupancy: 0.1, profi: 3}\n",
            encoding="utf-8",
        )
    paths = [str(tmp_path / f"{name}.yaml") for name in ("one", "two")]
    assert cli.main(["validate", "firms/textbook", *paths]) == cli.MISUSED
    assert capsys.readouterr().out == ""
    with pytest.raises(ScenarioError) as caught:
        sim.validate(paths)
    assert [(p.file, p.line, p.key, p.remedy) for p in caught.value.problems] == [
        (path, *rest)
        for path in paths
        for rest in (
            (5, "experiment.precision.proft", "did you mean 'profit'?"),
            (6, "experiment.half_width.npss", "did you mean 'nps'?"),
            (7, "experiment.best.occupancy", "choose the best by another one"),
            (7, "experiment.best.profi", "did you mean 'profit'?"),
            (7, "experiment.best.profi", "name one figure"),
        )
    ]
