"""What people get wrong is answered with file, line, key and remedy, all of it at once."""

from pathlib import Path

import pytest

from sim.errors import ScenarioError
from sim.scenarios.load import load_as
from sim.scenarios.text import MAX_BYTES
from tests.scenarios.bad_inputs import GOOD, TABLE, Bad
from tests.scenarios.shop import Shop


def said(path: str, *sets: str) -> list[tuple[str, int, str, str]]:
    """File, line, key and words of each problem of a file."""
    with pytest.raises(ScenarioError) as caught:
        load_as(Shop, path, sets)
    return [(p.file, p.line, p.key, f"{p.what}; {p.remedy}") for p in caught.value.problems]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("bad", TABLE, ids=lambda bad: bad.about)
def test_a_mistake_is_named_with_file_line_key_and_remedy(bad: Bad) -> None:
    """Every mistake of the table yields a problem at its line and key, in the words expected."""
    Path("bad.yaml").write_text(GOOD + bad.text if bad.added else bad.text, encoding="utf-8")
    problems = said("bad.yaml")
    place = ("bad.yaml", bad.line, bad.key)
    here = [words for file, line, key, words in problems if (file, line, key) == place]
    assert here, problems
    assert any(all(word in words for word in bad.words) for words in here), here


@pytest.mark.parametrize("bad", TABLE, ids=lambda bad: bad.about)
def test_a_mistake_is_named_once(bad: Bad) -> None:
    """One mistake gives no two problems with the same place, key and words."""
    Path("bad.yaml").write_text(GOOD + bad.text if bad.added else bad.text, encoding="utf-8")
    problems = said("bad.yaml")
    assert len(problems) == len(set(problems))


def test_the_mistakes_of_a_file_come_together_in_its_order() -> None:
    """Reading, merging and validating report at once, sorted by line, files before overrides."""
    Path("bad.yaml").write_text(
        "channels:\n"
        "  hotline:\n"
        "    staff: -3\n"
        "    shrinkage: 30\n"
        "    shrinkage: 0.3\n"
        "    patience_minutes: .nan\n"
        "  store: {staff: 1, hour: 3}\n"
        "offers: {x: null}\n",
        encoding="utf-8",
    )
    problems = said("bad.yaml", "horizn=3")
    assert [(file, line, key) for file, line, key, _ in problems] == [
        ("bad.yaml", 3, "channels.hotline.staff"),
        ("bad.yaml", 4, "channels.hotline.shrinkage"),
        ("bad.yaml", 5, "channels.hotline.shrinkage"),
        ("bad.yaml", 6, "channels.hotline.patience_minutes"),
        ("bad.yaml", 7, "channels.store.hour"),
        ("bad.yaml", 8, "offers.x"),
        ("--set", 0, "horizn"),
    ]


def test_a_list_whose_items_fail_is_not_too_short() -> None:
    """One bad item of a list, or block of a table, is one problem and not also an empty list."""
    Path("bad.yaml").write_text(
        "channels:\n  hotline: {staff: 0}\n"
        "alternatives:\n- name: a\n  interventions:\n  - {kind: price}\n",
        encoding="utf-8",
    )
    assert [(line, key) for _, line, key, _ in said("bad.yaml")] == [
        (2, "channels.hotline.staff"),
        (6, "alternatives.0.interventions.0.price"),
    ]


def test_a_problem_reads_as_one_line() -> None:
    """The line of a problem is file, line, key, what, got and remedy."""
    Path("bad.yaml").write_text(
        "channels:\n  store: {staff: 1}\n  hotline:\n    staff: 1\n    shrinkage: 30\n",
        encoding="utf-8",
    )
    with pytest.raises(ScenarioError) as caught:
        load_as(Shop, "bad.yaml")
    assert str(caught.value) == (
        "bad.yaml:5: channels.hotline.shrinkage: must be at most 1, got 30; write 30 % as 0.30; "
        "allowed 0 to 1 [fraction]: Paid time in which an employee takes no contacts."
    )


def test_a_file_that_is_not_there_names_its_neighbours() -> None:
    """A mistyped file name is answered with the nearest file of its folder."""
    Path("questions").mkdir()
    Path("questions/more_staff.yaml").write_text(GOOD, encoding="utf-8")
    [(file, line, key, words)] = said("questions/more_staf.yaml")
    assert (file, line, key) == ("questions/more_staf.yaml", 0, "")
    assert "no such file" in words
    assert "did you mean questions/more_staff.yaml?" in words


def test_a_folder_is_no_question() -> None:
    """A folder is refused with the remedy."""
    Path("questions").mkdir()
    assert said("questions") == [("questions", 0, "", "is a folder; name a file in it")]


def test_an_empty_name_is_no_question() -> None:
    """An empty path is refused like a file that is not there."""
    [(_, line, _, words)] = said("")
    assert line == 0
    assert "no such file" in words


def test_text_that_is_not_utf8_is_refused_at_its_line() -> None:
    """A file in another encoding is named with the line of its first foreign byte."""
    Path("bad.yaml").write_bytes(b"title: x\nchannels: caf\xe9\n")
    assert said("bad.yaml") == [
        ("bad.yaml", 2, "", "is not UTF-8 text; save the file as UTF-8"),
    ]


def test_a_mark_of_byte_order_is_read_over() -> None:
    """A UTF-8 file with a byte order mark reads as one without."""
    Path("good.yaml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert load_as(Shop, "good.yaml").scenario.title == "A good question"


def test_a_file_too_large_is_not_read() -> None:
    """A file beyond the limit is refused before it is parsed."""
    Path("bad.yaml").write_text("#" * (MAX_BYTES + 1), encoding="utf-8")
    [(_, _, _, words)] = said("bad.yaml")
    assert "larger than 1,000,000 bytes" in words


def test_a_circle_of_files_is_shown() -> None:
    """Files that extend one another in a circle are reported with the whole chain."""
    Path("a.yaml").write_text("extends: b.yaml\n", encoding="utf-8")
    Path("b.yaml").write_text("title: B\nextends: deep/c\n", encoding="utf-8")
    Path("deep").mkdir()
    Path("deep/c.yaml").write_text("extends: ../a\n", encoding="utf-8")
    [(file, line, key, words)] = said("a.yaml")
    assert (file, line, key) == ("deep/c.yaml", 1, "extends")
    assert "a.yaml -> b.yaml -> deep/c.yaml -> a.yaml" in words


def test_a_mistake_in_an_extended_file_names_that_file() -> None:
    """A problem points to the file in which the value stands, the question's own file first."""
    Path("firm.yaml").write_text(GOOD + "horizn: 3\n", encoding="utf-8")
    Path("bad.yaml").write_text("extends: firm\nchannels: {store: {staff: 0}}\n", encoding="utf-8")
    assert [(file, line, key) for file, line, key, _ in said("bad.yaml")] == [
        ("bad.yaml", 2, "channels.store.staff"),
        ("firm.yaml", 7, "horizn"),
    ]


SETS = [
    ("chanels.hotline.staff=3", "chanels.hotline.staff", "did you mean 'channels.hotline.staff'?"),
    ("shrinkage=0.2", "shrinkage", "did you mean 'channels.hotline.shrinkage'"),
    ("channels.phone.staff=3", "channels.phone.staff", "unknown path"),
    ("channels.hotline.staff.more=3", "channels.hotline.staff.more", "unknown path"),
    ("zzz=1", "zzz", "`spc describe` lists the paths"),
    ("alternatives.0.name=x", "alternatives.0.name", "unknown path"),
    ("horizon", "horizon", "is no override; write path=value"),
    ("=3", "=3", "is no override"),
    ("horizon=", "horizon", "no value given"),
    ("horizon=[1", "horizon", "not YAML"),
    ("horizon=.nan", "horizon", "must be a finite number"),
    ("horizon=0", "horizon", "at least 1, got 0"),
    ("channels.hotline.shrinkage=30", "channels.hotline.shrinkage", "write 30 % as 0.30"),
    ("channels=3", "channels", "must be a block of names"),
    ("offers.x=null", "offers.x", "unknown path"),
]


@pytest.mark.parametrize(("text", "key", "words"), SETS, ids=[text for text, _, _ in SETS])
def test_a_mistake_on_the_command_line_is_named(text: str, key: str, words: str) -> None:
    """A bad override yields one problem of ``--set`` without a line, with the nearest path."""
    Path("good.yaml").write_text(GOOD, encoding="utf-8")
    [(file, line, found, said_words)] = said("good.yaml", text)
    assert (file, line, found) == ("--set", 0, key)
    assert words in said_words


def test_a_mistake_made_twice_on_the_command_line_is_said_once() -> None:
    """The same bad override given twice is one problem."""
    Path("good.yaml").write_text(GOOD, encoding="utf-8")
    assert len(said("good.yaml", "horizn=3", "horizn=3")) == 1
