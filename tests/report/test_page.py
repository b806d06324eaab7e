"""The report as one page: complete, self-contained, deaf to markup in a scenario's words."""

import json
import math
import re
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

import pytest

import sim
from sim.errors import UsageError
from sim.report import html, report_html, write_report
from sim.report.page import PLOT_CONFIG, breakable, script_safe
from tests.report.synthetic import ALTERNATIVES, answer

EVIL = "</script><script>steal()</script><img src=x onerror=steal()>\"'&\u2028{{ 7*7 }}<b>"
"""Words that would run, break out of a script or of an attribute, if any door were open."""

ORDER = (
    "answer",
    "differences",
    "chain",
    "money",
    "formula",
    "paths",
    "gains",
    "hours",
    "value",
    "basis",
    "run",
    "again",
)


class Reader(HTMLParser):
    """Reads tags with their attributes, scripts apart, and the ids."""

    def __init__(self):
        super().__init__()
        self.tags, self.scripts, self.ids, self._script = [], [], [], None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append((tag, attributes))
        self.ids += [attributes["id"]] if "id" in attributes else []
        self._script = [] if tag == "script" else None

    def handle_data(self, data):
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag):
        if tag == "script":
            self.scripts.append("".join(self._script))
            self._script = None


@lru_cache(maxsize=4)
def read(page):
    """The page's tags, scripts and ids."""
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.fixture(scope="module")
def page():
    """The report of the made-up answer."""
    return report_html(answer())


def test_sections_come_in_the_order_promised(page):
    """From the answer in one sentence to the command that reproduces it."""
    sections = [attributes["id"] for tag, attributes in read(page).tags if tag == "section"]
    assert tuple(sections) == ORDER


def test_the_answer_stands_before_everything_else(page):
    """The sentence and each alternative's card come first."""
    made = answer()
    start = page[: page.index('id="differences"')]
    assert made.sentence().split("(")[0].strip() in unescape(start).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert start.count("<article") == len(made.alternatives) - 1


def test_page_loads_nothing_and_stays_small(page):
    """No tag names another address, and the page is under 8 MB."""
    for tag, attributes in read(page).tags:
        for name in ("src", "href", "action", "data", "poster", "srcset"):
            value = attributes.get(name) or "#"
            assert value.startswith("#") or value == "data:,", (tag, attributes)
    assert "@import" not in page[: page.index("<script>")]
    assert len(page.encode()) < 8_000_000


def test_plotly_is_inlined_once_and_offers_no_upload(page):
    """One copy of the library, no buttons."""
    reader = read(page)
    assert sum("plotly.js v" in script for script in reader.scripts) == 1
    config = json.loads(PLOT_CONFIG)
    assert config["showSendToCloud"] is False
    assert config["displaylogo"] is False
    assert config["displayModeBar"] is False
    assert config["editable"] is False


def test_policy_allows_only_the_two_scripts_of_the_page(page):
    """Whatever markup might get in, the browser runs nothing but our two scripts."""
    policy = next(
        a["content"] for t, a in read(page).tags if "content-security-policy" in str(a).lower()
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert len(re.findall(r"'sha256-[^']+'", rules["script-src"])) == 2
    assert "unsafe" not in rules["script-src"]


def test_hostile_words_stay_words():
    """Tags in titles, names, values or the currency change no tag of the page, anywhere."""
    made = answer()
    tame, wild = "tame words", EVIL
    pages = []
    for words in (tame, wild):
        worlds = [(name, words, words) for name, _, _ in ALTERNATIVES]
        provenance = made.provenance.copy()
        provenance["value"] = provenance["value"].astype(object)
        provenance.loc[0:1, ["path", "value", "source"]] = words
        provenance.loc[0:1, ["where", "mark"]] = ("retention_gain.yaml:1", "assumed")
        bridge = made.bridge.assign(why=words, step=words)
        manifest = {**made.manifest, "command": words}
        pages.append(
            report_html(
                answer(
                    worlds, scenario_title=words, question=words, currency=words[:8],
                    provenance=provenance, bridge=bridge, manifest=manifest,
                )
            )
        )  # fmt: skip
    before, after = (
        [(tag, set(attributes)) for tag, attributes in read(one).tags if tag != "wbr"]
        for one in pages
    )
    assert [tag for tag, _ in after if tag in ("img", "b")] == [t for t, _ in before if t == "b"]
    assert [each for each in after if each[0] != "text"] == [e for e in before if e[0] != "text"]
    assert "steal()</script>" not in pages[1]
    assert "\u2028" not in "".join(
        match
        for match in re.findall(r'<script type="application/json".*?</script>', pages[1], re.S)
    )
    assert "{{ 7*7 }}" in pages[1]


def test_figures_show_hostile_words_as_words():
    """Plotly reads tags in labels; ours are escaped before it sees them."""
    worlds = [(name, EVIL, "") for name, _, _ in ALTERNATIVES]
    scripts = read(report_html(answer(worlds))).scripts
    figures = [json.loads(script) for script in scripts if script.startswith('{"data"')]
    assert len(figures) > 10
    texts = " ".join(
        note["text"] for figure in figures for note in figure["layout"].get("annotations", ())
    )
    assert "&lt;" in texts
    assert "<script" not in texts
    assert "<img" not in texts


def test_script_safe_is_still_the_same_json():
    """Escaping for a script element changes no value."""
    text = json.dumps({"words": EVIL}, ensure_ascii=False)
    safe = str(script_safe(text))
    assert json.loads(safe) == {"words": EVIL}
    assert not set(safe) & {"<", ">", "&", "\u2028"}


def test_breakable_escapes():
    """Places to break are added to escaped text, not to markup."""
    assert breakable("<a.b>") == "&lt;a.<wbr>b&gt;"


def test_ids_are_unique_and_links_lead_somewhere(page):
    """Every link of the page has its target, and no id stands twice."""
    reader = read(page)
    assert len(reader.ids) == len(set(reader.ids))
    targets = {a["href"][1:] for tag, a in reader.tags if tag == "a"}
    assert targets <= set(reader.ids)


def test_page_can_be_read_without_seeing(page):
    """Landmarks, captions, and words for every figure."""
    tags = read(page).tags
    names = [tag for tag, _ in tags]
    assert {"header", "main", "nav", "footer", "h1"} <= set(names)
    assert names.count("table") == names.count("caption")
    for tag, attributes in tags:
        if attributes.get("role") in ("img", "region") or tag == "nav":
            assert attributes.get("aria-label"), (tag, attributes)


def test_no_number_is_printed_raw(page):
    """Neither NaN nor an exponent nor a long tail of digits reaches a reader."""
    text = re.sub(
        r"<script.*?</script>|<style.*?</style>|<svg.*?</svg>|<[^>]+>", " ", page, flags=re.S
    )
    assert not re.search(r"\bnan\b|\binf\b|\d\.\d{6,}|\de[+-]\d", text, re.IGNORECASE)


def test_parameters_are_counted_by_how_they_are_known(page):
    """The counts on the page are those of the provenance."""
    counts = answer().provenance["mark"].value_counts()
    for mark in ("assumed", "recalled", "literature", "measured"):
        words = rf"<summary>{counts[mark]} {html.basis.MARKS[mark]}"
        assert words in page


def test_links_cut_are_shown_as_cut(page):
    """The alternative that cuts two links shows them dashed and by name."""
    assert "2/4 cut" in page
    assert '<td class="number cut">cut</td>' in page
    assert f'<td class="number">{html.sections.chain.TIMES}1</td>' in page


def test_base_alone_makes_a_page():
    """A question without alternatives has a report, without comparisons."""
    made = answer(ALTERNATIVES[:1])
    page = report_html(made)
    assert [t for t, a in read(page).tags if t == "article"] == []
    assert made.sentence() in unescape(page).replace("\N{NO-BREAK SPACE}", " ")


def test_failed_runs_are_said_first():
    """A reader learns at the top that runs are missing."""
    runs = answer().runs.copy()
    runs.loc[0:2, "status"] = "failed"
    page = report_html(answer(runs=runs))
    assert f"3 of {len(runs)} runs failed" in page[: page.index('id="differences"')]


def test_formula_out_of_its_regime_is_said_in_words():
    """Where the closed form does not exist the page says so and draws no bridge."""
    made = answer()
    closed = made.closed_form.copy()
    numbers = closed.columns.difference(["alternative", "replications"])
    closed.loc[closed["alternative"] == "target", numbers] = math.nan
    page = report_html(answer(closed_form=closed))
    assert "not defined here" in page
    assert page.count('id="figure-bridge-') == len(made.closed_form) - 1


def test_write_report_writes_what_report_html_says(tmp_path):
    """The file is the page; the same answer gives the same bytes."""
    made = answer()
    path = write_report(made, tmp_path / "report.html")
    assert path.read_text(encoding="utf-8") == report_html(made)


def test_write_report_says_what_to_change(tmp_path):
    """A missing folder, an answer without one, and a folder without an answer."""
    with pytest.raises(UsageError, match="choose another file"):
        write_report(answer(), tmp_path / "nowhere" / "report.html")
    with pytest.raises(UsageError, match="say where"):
        sim.write_report(answer())
    with pytest.raises(UsageError, match="holds no answer"):
        sim.write_report(tmp_path)


def test_no_figure_uses_express():
    """The heavy interface of plotly is never loaded for a report."""
    import sys

    report_html(answer(ALTERNATIVES[:2]))
    assert "plotly.express" not in sys.modules
