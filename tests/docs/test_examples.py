"""What the pages tell people to type works, here on a small and short business."""

import re
import shlex
from functools import partial
from pathlib import Path

import pytest

import sim
from sim.scenarios.node import plain
from sim.scenarios.text import read_text, write_text

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "docs" / "tutorial.md",
    ROOT / "docs" / "own_firm.md",
    ROOT / "docs" / "for_planners.md",
    ROOT / "docs" / "for_scripts.md",
    ROOT / "docs" / "for_teachers.md",
    ROOT / "docs" / "experiments.md",
    ROOT / "docs" / "where_it_runs.md",
]
SMALL = ("market.people=400", "time.warm_up_months=1", "time.horizon_months=3")
"""Overrides that make any shipped question run in seconds."""


def blocks(page: Path, language: str) -> list[str]:
    """Code blocks of one language."""
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


IN_PYTHON = [page for page in PAGES if blocks(page, "python")]


@pytest.mark.slow
@pytest.mark.parametrize("page", IN_PYTHON, ids=lambda page: page.name)
def test_python_examples_run(page, tmp_path, monkeypatch):
    """The Python blocks of a page run one after another, and no run in them fails."""
    runs = []

    def small(whole, source, *given, sets=(), **wishes):
        answer = whole(source, *given, sets=(*sets, *SMALL), **{**wishes, "replications": 2})
        runs.append(getattr(answer, "swept", answer).runs)
        return answer

    for name in ("run", "sweep", "sensitivity"):
        monkeypatch.setattr(sim, name, partial(small, getattr(sim, name)))
    monkeypatch.chdir(tmp_path)
    sim.new("my_firm")
    space = {"__name__": "__main__"}
    for source in blocks(page, "python"):
        exec(compile(source, page.name, "exec"), space)  # the page's own code
    assert runs
    for table in runs:
        assert table["message"].tolist() == [""] * len(table)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_run(page, tmp_path, monkeypatch, capsys):
    """The ``spc`` lines of a page run one after another and end with exit code 0."""
    from sim import cli

    monkeypatch.chdir(tmp_path)
    small = [word for value in SMALL for word in ("--set", value)]
    for block in blocks(page, "bash"):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            if not words or words[0] != "spc":
                continue
            if words[1] in ("run", "sweep", "sensitivity"):
                words += [*small, "--replications", "2"]
                words += [] if "--resume" in words else ["--force"]
                if not {"--workers", "--threads"} & set(words):
                    words += ["--workers", "1"]
            assert cli.main(words[1:]) == cli.OK, capsys.readouterr().err


HEAD = "extends: firms/textbook\ntitle: A block\nquestion: Is it valid?\n"
IN_YAML = {"experiments.md": HEAD, "own_firm.md": "", "tutorial.md": ""}
"""Pages with blocks of a question, and the file they go into; the newcomer's unless given."""


def laid_over(file, block):
    """Keys of a block beside those of a file, however deep."""
    if not (isinstance(file, dict) and isinstance(block, dict)):
        return block
    return file | {key: laid_over(file.get(key), value) for key, value in block.items()}


@pytest.mark.parametrize("page", IN_YAML)
def test_blocks_of_a_question_are_valid(page, tmp_path):
    """The YAML of a page may stand in a question as it is printed, and does something there."""
    firm = sim.new("my_firm", tmp_path)
    file = IN_YAML[page] or firm.read_text(encoding="utf-8")
    found = blocks(ROOT / "docs" / page, "yaml")
    assert found
    for number, block in enumerate(found):
        path = tmp_path / f"question_{number}.yaml"
        top, own = (plain(read_text(text, page)[0]) for text in (file, block))
        path.write_text(write_text(own if "extends" in own else laid_over(top, own)))
        (question,) = sim.validate([path])  # raises with every problem
        assert question.warnings == (), block


def test_examples_for_a_cluster_can_be_read():
    """Python that needs a cluster is marked ``py`` and not run here; it has no slip of the pen."""
    found = [source for page in PAGES for source in blocks(page, "py")]
    assert found
    for source in found:
        compile(source, "page", "exec")
