"""An analysis goes with the answer to its own question, and with no other."""

import json
import re
import shlex
from pathlib import Path

import pytest

import sim
from sim.cli import MISUSED, OK, main
from sim.errors import UsageError
from sim.experiment.folder import MANIFEST
from sim.experiment.sensitivity_of import commands, sensitivity_of
from tests.report.small_sweeps import QUESTION, RANGES, analysis, swept

FEW = {"replications": 2, "engine": "simpy"}


@pytest.fixture(scope="module")
def answer():
    """The answer to the small question."""
    return sim.run(QUESTION, **FEW)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a finished analysis of the same question, not of its headline."""
    out = tmp_path_factory.mktemp("out")
    made = sim.sensitivity(QUESTION, RANGES, kpi="revenue", out=out, **FEW)
    return made.swept.folder


def changed(folder, to, **changes):
    """A copy of a folder whose manifest says something else."""
    to.mkdir(parents=True)
    for file in folder.iterdir():
        (to / file.name).write_bytes(file.read_bytes())
    manifest = json.loads((to / MANIFEST).read_text("utf-8"))
    (to / MANIFEST).write_text(json.dumps(manifest | changes), "utf-8")
    return to


def test_an_analysis_is_taken_in_every_form(answer, folder):
    """As it was returned, as its sweep, as its folder, or as the folder of all answers."""
    for given in (analysis(), analysis().swept, folder, str(folder), folder.parent):
        assert sensitivity_of(answer, given).method == "one_at_a_time"


def test_what_was_asked_is_what_is_told(answer, folder):
    """A folder remembers the figure and the world that its analysis was made for."""
    found = sensitivity_of(answer, folder)
    assert (found.kpi, found.alternative) == ("revenue", "cheaper")
    page = sim.write_report(folder).read_text("utf-8")
    assert "revenue, &#39;Cheaper&#39; less" in page


def test_the_newest_finished_analysis_is_taken(answer, folder, tmp_path):
    """Of several in one folder; one that has not come to its end gives way to any that has."""
    wanted = changed(folder, tmp_path / "b", started_at="2101-01-01")
    changed(folder, tmp_path / "a", started_at="2100-01-01")
    changed(folder, tmp_path / "c", started_at="2102-01-01", status="interrupted")
    assert sensitivity_of(answer, tmp_path).swept.folder == wanted


def test_how_a_question_is_asked_does_not_matter(folder):
    """Seed, replications and words may differ; business and alternatives may not."""
    sets = ("title=Other words", "experiment.seed=9", "headline=revenue",
            "alternatives.cheaper.title=Cheap")  # fmt: skip
    assert sensitivity_of(sim.run(QUESTION, sets=sets, **FEW), folder).swept.folder == folder


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sets": ("firm.price_index=1.01",)}, "another question.*differ in firm.price_index;"),
        ({"sets": ("alternatives.cheaper.interventions.0.factor=0.9",)}, r"alternatives\.0\.int"),
    ],
)
def test_an_analysis_of_another_question_is_refused(folder, changes, said):
    """What differs is named, and the command that makes the right one."""
    other = sim.run(QUESTION, **changes, **FEW)
    with pytest.raises(UsageError, match=f"{said}.*`spc sensitivity"):
        sensitivity_of(other, folder)
    with pytest.raises(UsageError, match="no sensitivity analysis of this question"):
        sensitivity_of(other, folder.parent)


def test_what_is_no_finished_analysis_is_refused(answer, folder, tmp_path):
    """A plain sweep, an answer, one that was stopped, one of another version, nothing at all."""
    versions = {"sim": "0.0.1"}
    cases = {
        "--resume": changed(folder, tmp_path / "a", status="interrupted"),
        "differ in version": changed(folder, tmp_path / "b", versions=versions),
        "design 'grid'": swept(),
        "an answer, finished, no sens": sim.run(QUESTION, out=tmp_path, **FEW).folder,
        "no sensitivity analysis of": tmp_path / "nowhere",
    }
    for said, given in cases.items():
        with pytest.raises(UsageError, match=re.escape(said)):
            sensitivity_of(answer, given)


def test_a_world_that_was_not_run_is_no_part_of_the_answer(folder, tmp_path):
    """An analysis of one alternative says nothing of an answer without it."""
    text = QUESTION.read_text("utf-8") + (
        "  - {name: dearer, title: Dearer, interventions: [{kind: price, factor: 1.05}]}\n"
    )
    (tmp_path / "two.yaml").write_text(text, "utf-8")
    one = sim.run(tmp_path / "two.yaml", alternatives=["dearer"], **FEW)
    other = sim.sensitivity(tmp_path / "two.yaml", RANGES, alternative="cheaper", **FEW)
    with pytest.raises(UsageError, match="'cheaper', which is not in the answer"):
        sensitivity_of(one, other)
    assert (
        sensitivity_of(one, other.swept.__class__(**_untold(other.swept))).alternative == "dearer"
    )
    assert " -s dearer " in commands(one)[0]


def _untold(swept):
    """A sweep that was made for no figure and no world."""
    manifest = {key: value for key, value in swept.manifest.items() if key != "asked"}
    return {**vars(swept), "manifest": manifest}


def test_the_commands_of_the_page_do_what_it_says(tmp_path, monkeypatch, capsys):
    """Typed as they stand they test the answer and write its report with what was found."""
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_bytes(QUESTION.read_bytes())
    sets = ["--set", "market.people=30", "--set", "alternatives.cheaper.title=A 'cheap' one"]
    asked = ["run", "shop.yaml", *sets, "--replications", "2", "--seed", "5", "-q", "--out", "my"]
    assert main(asked) == OK
    page = Path(capsys.readouterr().out.strip())
    before = page.read_text("utf-8")
    assert "has not been tested" in before
    for command in commands(sim.load_results(page.parent)):
        assert command.replace("'", "&#39;").replace('"', "&#34;") in before
        spc, *words = shlex.split(command)
        assert (spc, main([*words, "-q"] if words[0] == "sensitivity" else words)) == ("spc", OK)
    after = page.read_text("utf-8")
    assert "has not been tested" not in after
    assert "links.<wbr>customer_<wbr>satisfaction_<wbr>to_<wbr>retention</code>" in after


def test_a_report_refuses_what_does_not_belong(answer, folder, tmp_path, capsys):
    """Exit code 2 and the remedy; nothing is written."""
    home = sim.run(QUESTION, sets=("market.people=30",), out=tmp_path, **FEW).folder
    assert main(["report", str(home), "--sensitivity", str(folder)]) == MISUSED
    assert "differ in market.people" in capsys.readouterr().err
    assert not (home / "report.html").exists()
    assert main(["report", str(folder), "--sensitivity", str(folder)]) == MISUSED
    assert "goes with an answer" in capsys.readouterr().err
