"""Finding shipped questions and starting new ones."""

from pathlib import Path

import pytest

from sim.errors import ScenarioError, UsageError
from sim.scenarios import library
from sim.scenarios.load import load_as
from sim.scenarios.node import plain
from sim.scenarios.text import read_file
from tests.scenarios.shop import Shop

FIRM = "title: A shipped firm\nchannels: {hotline: {staff: 3}, store: {staff: 2}}\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of one firm and one question, and another folder to work in."""
    home = tmp_path / "shipped"
    (home / "firms").mkdir(parents=True)
    (home / "firms" / "textbook.yaml").write_text(FIRM, encoding="utf-8")
    text = "extends: firms/textbook\ntitle: A shipped question\n"
    (home / "retention_gain.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(library, "folder", lambda: home)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return home


def test_the_folder_is_the_packages_own_or_the_checkouts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel finds the library inside the package, a checkout beside it."""
    monkeypatch.undo()
    package = Path(library.__file__).parent
    inside = package / "shipped"
    expected = inside if inside.is_dir() else package.parent.parent / "scenarios"
    assert library.folder() == expected


def test_shipped_names_are_sorted_and_titled() -> None:
    """Names come sorted with their folder and without ending; titles are those of the files."""
    assert library.shipped() == ("firms/textbook", "retention_gain")
    assert library.titles() == {
        "firms/textbook": "A shipped firm",
        "retention_gain": "A shipped question",
    }


@pytest.mark.parametrize("name", ["retention_gain", "retention_gain.yaml"])
def test_a_shipped_name_is_found_with_or_without_ending(home: Path, name: str) -> None:
    """The ending of a shipped name may be left out."""
    assert library.find(name) == home / "retention_gain.yaml"


def test_an_existing_path_wins_over_a_shipped_name() -> None:
    """A file of the working folder hides the shipped one of its name."""
    Path("retention_gain.yaml").write_text(FIRM, encoding="utf-8")
    assert library.find("retention_gain").resolve() == Path("retention_gain.yaml").resolve()
    assert load_as(Shop, "retention_gain").scenario.title == "A shipped firm"


def test_a_shipped_question_extends_a_shipped_firm() -> None:
    """A shipped question loads by name, its files named as the library names them."""
    loaded = load_as(Shop, "retention_gain")
    assert loaded.files == ("firms/textbook.yaml", "retention_gain.yaml")
    assert loaded.name == "retention_gain"


def test_a_question_anywhere_extends_a_shipped_firm() -> None:
    """``extends: firms/textbook`` reaches the library from any folder."""
    Path("mine.yaml").write_text("extends: firms/textbook\n", encoding="utf-8")
    assert load_as(Shop, "mine.yaml").files == ("firms/textbook.yaml", "mine.yaml")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("retention_gian", "retention_gain"),
        ("textbok", "firms/textbook"),
        ("firms/txtbook.yaml", "firms/textbook"),
    ],
)
def test_a_mistyped_name_is_answered_with_the_shipped_one(name: str, meant: str) -> None:
    """The nearest shipped name stands in the remedy."""
    with pytest.raises(ScenarioError) as caught:
        library.find(name)
    assert meant in caught.value.problems[0].remedy


def test_a_name_like_nothing_is_answered_with_how_to_look() -> None:
    """Without a near name the remedy tells how to list them."""
    with pytest.raises(ScenarioError, match="spc list"):
        library.find("zzzzzz\0")


def test_a_new_question_reads_and_extends_the_small_business() -> None:
    """The starter is written under its name, reads without a problem and names its firm."""
    path = library.new_scenario("my_question")
    top, problems = read_file(path, path.name)
    assert path == Path("my_question.yaml")
    assert not problems
    assert plain(top)["extends"] == "firms/small_business"
    assert "{name}" not in path.read_text(encoding="utf-8")


def test_a_new_question_overwrites_nothing() -> None:
    """A file that exists is left as it is."""
    Path("mine.yaml").write_text("kept", encoding="utf-8")
    with pytest.raises(UsageError, match="exists; choose another name"):
        library.new_scenario("mine")
    assert Path("mine.yaml").read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize("name", ["", "My question", "../up", "9lives", "a.yaml"])
def test_a_new_question_has_a_plain_name(name: str) -> None:
    """A name that is no lower_snake word writes nothing."""
    with pytest.raises(UsageError, match="is no scenario name"):
        library.new_scenario(name)
    assert not list(Path().iterdir())


def test_a_new_question_needs_its_folder() -> None:
    """A folder that is not there is named with the remedy."""
    with pytest.raises(UsageError, match="choose another folder"):
        library.new_scenario("mine", "nowhere")
