"""The page of all results of a folder."""

import json

import pytest

import sim
from sim.errors import UsageError
from sim.experiment.compare import beside, keep
from sim.language import speaking
from sim.report.gallery import entries, write_gallery

SETS = ("time.warm_up_months=0", "time.horizon_months=2")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An answer, a sweep, a comparison, a broken folder and a stranger's file."""
    folder = tmp_path_factory.mktemp("outputs")
    asked = {"sets": SETS, "replications": 2, "out": folder}
    answer = sim.run("retention_gain", alternatives=["assumed", "paid"], **asked)
    varied = {"firm.price_index": [0.9, 1.1]}
    sim.sweep("retention_gain", varied, alternatives=["assumed"], **asked)
    sim.write_report(answer)
    keep(beside(answer, answer), folder)
    (folder / "broken").mkdir()
    (folder / "broken" / "manifest.json").write_text("{")
    (folder / "notes.txt").write_text("mine")
    return folder


def test_every_result_has_its_entry(home):
    """Each kind is told apart; what is no result is left out."""
    found = entries(home)
    assert len(found) == 3
    assert len({entry.kind for entry in found}) == 3
    assert [bool(entry.link) for entry in found].count(True) == 1
    assert found == sorted(found, key=lambda entry: entry.started, reverse=True)


def test_an_answer_shows_its_headline(home):
    """Each alternative by its title, with the change and interval that the answer has."""
    (answer,) = (entry for entry in entries(home) if entry.effects)
    assert answer.case == "C20"
    assert len(answer.effects) == 2
    assert answer.measure.startswith("Profit")
    stored = sim.load_results(home / answer.link.split("/")[0])
    row = stored.differences.query("kpi == 'profit' and alternative == 'assumed'").iloc[0]
    assert answer.effects[0].sign == {"rises": "▲", "falls": "▼"}.get(row["verdict"], "○")


def test_the_page_links_to_the_reports_and_escapes_words(home):
    """Links are relative, so that the folder can be moved."""
    manifest = json.loads(next(home.glob("retention_gain-*/manifest.json")).read_text())
    page = write_gallery(home)
    text = page.read_text(encoding="utf-8")
    assert page == home / "index.html"
    assert f'href="retention_gain-{manifest["scenario"]["hash"]}/report.html"' in text
    assert len(text) < 100_000


def test_the_page_speaks_the_language_in_force(home):
    """Titles of shipped questions are translated."""
    with speaking("zh"):
        text = write_gallery(home).read_text(encoding="utf-8")
    assert 'lang="zh"' in text
    assert "Five points of retention" not in text


def test_a_folder_that_is_not_there_is_told(tmp_path):
    """With what to name instead."""
    with pytest.raises(UsageError, match="name the one that"):
        write_gallery(tmp_path / "nothing")
