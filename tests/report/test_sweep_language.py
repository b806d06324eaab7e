"""All that people read of a sweep is in the catalogues: in a language of marks no word is bare."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from babel.messages import mofile
from babel.messages.catalog import Catalog

import sim
from docs import catalogues
from sim import language
from sim.experiment.sensitivity import METHODS, Sensitivity
from sim.experiment.swept import Swept
from sim.report import sweep_text
from sim.report.sweep_html import sweep_html
from tests.report.small_sweeps import (
    FEW,
    QUESTION,
    analysis,
    failing,
    flip,
    placed,
    swept,
    with_flips,
)

BEGIN, END = "⟦", "⟧"
"""Around whatever the catalogue of marks holds."""

NAMES = {"base", "cheaper", "EUR", "spc", "run", "seed", "simpy", "kB", "MB"}
"""Names of worlds, a currency, an engine, words of a command and units: said in any language."""

OWN = (
    "A small sweep",
    "Cheaper",
    "What is a cheaper answer worth at other prices and with weaker bonds?",
    "1 = as calibrated",
)
"""Words of the question itself, which is no shipped one, and the reason for one of its values."""


class PlannedError(Exception):
    """The plan has been seen; nothing needs to run."""


def between_marks(text: str) -> str:
    """A text whose words stand between marks, its placeholders outside them."""
    parts = re.split(r"(\{\w+\})", text)
    return "".join(
        f"{BEGIN}{part}{END}" if n % 2 == 0 and part else part for n, part in enumerate(parts)
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Catalogues of one language, in which all words there are stand between marks."""
    marked = Catalog("eo")
    for message in catalogues.template():
        if message.id:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            said = tuple(map(between_marks, forms))
            marked.add(message.id, said if message.pluralizable else said[0])
    made = tmp_path_factory.mktemp("locale")
    file = made / "eo" / "LC_MESSAGES" / "sim.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as target:
        mofile.write_mo(target, marked)
    return made


@pytest.fixture(autouse=True)
def _marked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The language of marks is spoken."""
    monkeypatch.setattr(language, "LOCALES", folder)
    with language.speaking("eo"):
        yield


def bare(text: str) -> set[str]:
    """Words outside every mark, without paths and names."""
    for own in OWN:
        text = text.replace(own, "")
    text = re.sub(rf"{BEGIN}[^{END}]*{END}", " ", text)
    text = re.sub(r"\S*[._/]\S*|%\{\w+[^}]*\}|<[^>]+>", " ", text)
    return set(re.findall(r"[^\W\d_]{2,}", text)) - NAMES


def figures(page: str) -> Iterator[str]:
    """What the figures of a page say."""

    def words(value: Any, key: str = "") -> Iterator[str]:
        for inner, part in value.items() if isinstance(value, dict) else enumerate(value):
            name = inner if isinstance(inner, str) else key
            if isinstance(part, dict | list):
                yield from words(part, name)
            elif isinstance(part, str) and name in ("text", "ticktext", "name", "hovertemplate"):
                yield part

    for text in re.findall(r'<script type="application/json" id="figure[^>]*>(.*?)</script>', page):
        yield from words(json.loads(text))


def read(page: str) -> Iterator[str]:
    """What a page says to those who see it and to those who hear it, but for how it was run.

    Of that section only the names of facts are words of ours.
    """
    page = re.sub(r"<dd>.*?</dd>|<pre.*?</pre>|<style.*?</style>", " ", page, flags=re.DOTALL)
    yield from figures(page)
    page = re.sub(r"<script.*?</script>", " ", page, flags=re.DOTALL)
    yield from map(unescape, re.findall(r'aria-label="([^"]*)"', page))
    yield unescape(re.sub(r"<[^>]+>", " ", page.replace("<wbr>", "")))


RESULTS: dict[str, Callable[[], Swept | Sensitivity]] = {
    "grid": swept,
    "drawn at random": lambda: swept("latin_hypercube"),
    "failing": lambda: failing(swept(), 3, "E1"),
    **{method: partial(analysis, method) for method in METHODS},
    "left out": lambda: replace(
        analysis("morris"), swept=failing(analysis("morris").swept, 1, "E1"), dropped=1
    ),
    "no change": with_flips,
    "changes": lambda: with_flips(flip(), flip(loses="above", is_clear="no", high=np.inf)),
    "a leader": lambda: placed((-9000.0, 500.0, 1, 1), (0.0, 0.0, 2, 2)),
    "none": lambda: placed((3e6, 2e6, 1, 2), (2e6, 2e6, 1, 2)),
}
"""Results of every kind, with what happens seldom among them."""


@pytest.mark.parametrize("kind", RESULTS)
def test_no_word_of_a_page_is_bare(kind: str) -> None:
    """Text, figures and what a screen reader says come from the catalogue."""
    said = list(read(sweep_html(RESULTS[kind]())))
    assert any(BEGIN in words for words in said)
    assert set().union(*map(bare, said)) == set()


@pytest.mark.parametrize("kind", RESULTS)
def test_no_word_of_a_terminal_is_bare(
    kind: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Summaries and failures come from the catalogue, whatever the width."""
    monkeypatch.setattr("sim.report.text.PLAIN_WIDTH", 1000)
    result = RESULTS[kind]()
    if isinstance(result, Swept):
        sweep_text.swept_summary(result, Path("report.html"))
    else:
        sweep_text.sensitivity_summary(result, Path("report.html"))
    said = "".join(capsys.readouterr())
    assert BEGIN in said
    assert bare(said) == set()


@pytest.mark.parametrize(("workers", "kept"), [(1, 0), (2, 3)])
def test_no_word_of_a_plan_is_bare(
    workers: int,
    kept: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One or several of a thing, and times of every length, come from the catalogue."""
    monkeypatch.setattr("sim.report.text.PLAIN_WIDTH", 1000)
    plans = []

    def begin(plan: Any, kept: int) -> None:
        plans.append(plan)
        raise PlannedError

    with pytest.raises(PlannedError):
        sim.sweep(QUESTION, FEW, replications=2, engine="simpy", begin=begin)
    (plan,) = plans
    for seconds in (0.5, 40.0, 400.0, 9e3, 4e5):
        many = plan._replace(seconds=seconds, points=plan.points * 2)
        sweep_text.plan(many, kept, Path("out/puts") if kept else None, workers)
    said = capsys.readouterr().out.replace(plan.question.name, "")
    assert BEGIN in said
    assert bare(said) == set()
