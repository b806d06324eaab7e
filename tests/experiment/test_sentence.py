"""Laws of the sentence: it names the change, its interval and every reason for doubt."""

import re

import pytest

from sim.analysis.rounding import MINUS
from sim.errors import UsageError
from sim.experiment.run import answer
from sim.experiment.sentence import amount, between
from sim.experiment.wishes import Wishes, settings_of
from tests.experiment import fake

QUESTION = fake.FakeQuestion()


def said(simulate=fake.simulate, plans=None, worlds=None, **wishes):
    """An answer of the stand-in."""
    rule = settings_of(QUESTION.scenario, Wishes(**wishes))
    return answer(
        QUESTION,
        fake.PLANS if plans is None else plans,
        simulate,
        settings=rule,
        alternatives=worlds,
    )


def test_a_clear_change_is_told_with_its_interval():
    """Direction, size, relative size, confidence, both ends and the number of pairs."""
    result = said()
    row = result.differences[result.differences["kpi"] == "customer_retention"].iloc[0]
    text = result.sentence("keep", "customer_retention")
    assert text == (
        f"'Keep more' raises customer retention by {100 * row['difference']:.2f} percentage "
        f"points, +{100 * row['relative']:.1f} % (95 % interval +{100 * row['low']:.2f} to "
        f"+{100 * row['high']:.2f} percentage points, 3 pairs of runs)."
    )


def test_an_interval_around_zero_is_no_clear_change():
    """No direction is claimed where the interval includes 0."""
    text = said().sentence("keep", "nps")
    assert "shows no clear change of NPS" in text
    assert "includes 0" in text
    assert "raises" not in text


def test_no_difference_at_all_is_told_as_such():
    """A figure that agrees in every pair is unchanged, not 'about the same'."""
    text = said().sentence("keep")
    assert text.endswith("unchanged: the difference is exactly 0 in all 3 pairs of runs.")


def test_an_alternative_that_is_the_base_is_told_as_such():
    """A world with the base's tables changes nothing at all, alone and beside others."""
    result = said()
    assert result.same_as_base() == ("same",)
    text = result.sentence("same")
    assert text.startswith("'Change nothing' changes nothing at all: every table of all 3 pairs")
    beside = result.sentence(kpi="customer_retention")
    assert beside.endswith("; 'Change nothing' changes nothing at all.")


def test_a_world_with_a_failed_run_is_not_called_the_base():
    """What did not come to its end cannot be compared."""
    assert said(fake.always_fails).same_as_base() == ()


def test_among_several_the_first_is_named_as_chosen():
    """With several alternatives the sentence says how many there were."""
    result = said()
    kept = result.sentence(kpi="customer_retention")
    assert kept.startswith("Of 2 alternatives, 'Keep more' comes first: it raises")
    row = result.differences.query("alternative == 'keep' and kpi == 'customer_retention'").iloc[0]
    assert row["low_together"] < row["low"]
    ends = (
        f"+{100 * row['low_together']:.2f} to +{100 * row['high_together']:.2f} percentage points"
    )
    assert f"(95 % interval {ends} for all 2 together, 3 pairs of runs)" in kept
    assert result.sentence().startswith("None of 2 alternatives clearly raises profit; the first,")


def test_an_alternative_is_not_called_first_unless_it_clearly_leads():
    """Two that are clearly better than the base and not clearly apart are both named."""
    plans = {name: fake.PLANS[name] for name in ("base", "keep")} | {"same": fake.plan(gain=0.051)}
    text = said(plans=plans).sentence(kpi="customer_retention")
    titles = ["'Keep more'", "'Change nothing'"]
    assert any(
        text.startswith(f"Of 2 alternatives, {one} is ahead, not clearly of {other}: it raises")
        for one, other in (titles, titles[::-1])
    ), text


def test_every_minus_is_a_minus():
    """What falls does so with one sign, in the figure's unit and in per cent alike."""
    result = said()
    texts = [result.sentence("keep", kpi) for kpi in result.levels["kpi"].unique()]
    assert any(re.search(f"{MINUS}[0-9.]+ %", text) for text in texts)
    assert not [text for text in texts if re.search(r"-[0-9]", text)]


def test_where_no_direction_is_better_nobody_comes_first():
    """A figure that should move neither way has a highest mean, not a best."""
    text = said().sentence(kpi="occupancy")
    assert text.startswith("Of 2 alternatives, 'Keep more' has the highest mean: it leaves")


def test_a_selection_states_its_guarantee_or_who_is_left():
    """The guarantee names its confidence and its condition; undecided names the worlds left."""
    far = said(best={"customer_retention": 0.01}, replications=12)
    assert far.sentence(kpi="customer_retention").endswith(
        "; with 95 % confidence 'Keep more' has the highest customer retention of the 3 worlds, "
        "provided that the best leads by 1.00 percentage points or more."
    )
    assert "confidence" not in far.sentence(kpi="nps")
    near = said(best={"nps": 0.0001}, replications=12)
    assert near.sentence(kpi="nps").endswith(
        "; the choice of the best by NPS, with its guarantee, is still open after 12 replications: "
        "the base, 'Keep more' and 'Change nothing' are left."
    )


def test_one_alternative_needs_no_choice():
    """With a single alternative it speaks for itself."""
    assert said(worlds=["keep"]).sentence().startswith("'Keep more' leaves profit unchanged")


def test_a_base_alone_tells_its_level():
    """Without alternatives there is a level with its interval."""
    text = said(worlds=[]).sentence()
    assert text.startswith("The base has profit of ")
    assert "EUR a year (95 % interval" in text


def test_a_precision_that_was_not_reached_is_told():
    """The cap is no success."""
    result = said(precision={"nps": 1e-4, "profit": 0.1}, half_width={"customer_equity": 900})
    text = result.sentence("keep")
    share, money = (
        target["replications_needed"]
        for target in result.manifest["precision"]["targets"]
        if not target["reached"]
    )
    assert re.search(
        r"; NPS is known to ±0\.0\d+ % of the base, not to the ±0\.01 % of the base asked for "
        rf"\(about {share:,} replications would be needed\); customer equity is known to "
        rf"±[\d,]+ EUR, not to the ±900 EUR asked for \(about {money:,} replications would be "
        r"needed\)\.$",
        text,
    ), text
    assert "needed" not in said(precision={"nps": 1e9}).sentence("keep")


def test_failed_runs_are_told():
    """A failed run is a reason for doubt."""
    assert said(fake.fails_once).sentence("keep").endswith("; 1 of 9 runs failed.")


@pytest.mark.parametrize(
    ("wish", "match"),
    [
        ({"alternative": "kep"}, "there are: keep, same"),
        ({"alternative": "base"}, "there are: keep, same"),
        ({"kpi": "proft"}, "no key figure 'proft'"),
    ],
)
def test_an_unknown_name_is_told_with_those_there_are(wish, match):
    """A typo gets the list, not a KeyError."""
    with pytest.raises(UsageError, match=match):
        said().sentence(**wish)


@pytest.mark.parametrize(
    ("value", "unit", "signed", "shown"),
    [
        (1234.5678, "currency/year", False, "1,235 EUR a year"),
        (12.345, "currency", True, "+12.3 EUR"),
        (0.8421, "fraction", False, "84.2 %"),
        (-0.0021, "fraction/year", True, f"{MINUS}0.210 percentage points"),
        (3.14159, "point", True, "+3.14 points"),
        (0.0, "minute", True, "0 min"),
        (12.0, "person/year", False, "12.0 people a year"),
        (0.98, "-", False, "0.980"),
    ],
)
def test_amounts_have_three_digits_and_a_unit(value, unit, signed, shown):
    """Three significant digits, thousands apart, shares in per cent."""
    assert amount(value, unit, "EUR", signed=signed) == shown


def test_an_interval_names_its_unit_once():
    """The unit follows the upper end."""
    assert (
        between(-1.0, 2.5, "currency/year", "EUR", signed=True)
        == f"{MINUS}1.00 to +2.50 EUR a year"
    )


def test_no_end_of_an_interval_has_a_digit_more_than_it_supports():
    """Both ends and the figure stop at the same digit, however small one of them is."""
    ends = between(-0.02, -0.001, "fraction/year", "EUR", 0.001, signed=True)
    assert ends == f"{MINUS}2.0 to {MINUS}0.1 percentage points"
    assert amount(1234.0, "currency", "EUR", 100.0) == "1,200 EUR"


def test_a_notebook_shows_the_sentence_and_the_chain():
    """Words of the scenario are text there, never markup."""
    result = said(worlds=["keep"])
    html = result._repr_html_()
    assert html.startswith("<p>&#x27;Keep more&#x27; leaves profit unchanged")
    assert html.count("<tr") == len(result.chain) + 1
    assert repr(result) == "<Answer 'Keep more customers?': 6 runs of 2 worlds, finished>"
