"""Notable contacts are told to a Poisson number of people, and hearing moves toward the news."""

import math

from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.purposes import MOST_TOLD
from sim.behaviour.word_of_mouth import as_satisfaction, heard, listener, telling
from tests.behaviour.samples import assert_mean, assert_shares, keys
from tests.behaviour.textbook import P

WORDS = P.word_of_mouth
NEUTRAL = 0.7
levels = st.floats(0.0, 1.0)
people = st.sampled_from(keys(100))
talks = st.floats(0.0, 10.0)
links = st.floats(0.0, 10.0)


@given(people, levels, st.floats(0.0, 1.0), talks, links)
def test_only_notable_contacts_are_told(
    key: int, score: float, notable: float, talk: float, link: float
) -> None:
    """Nothing is told of an ordinary contact; good news is 1, bad news 0, never without a gap."""
    told = telling(key, 0, score, NEUTRAL, talk, WORDS._replace(notable_gap=notable), link)
    assert 0 <= told.listeners <= MOST_TOLD
    assert told.news == (1.0 if score > NEUTRAL and score - NEUTRAL >= notable else 0.0)
    if abs(score - NEUTRAL) < notable or score == NEUTRAL:
        assert told.listeners == 0


def test_reach_is_the_mean_number_of_listeners() -> None:
    """Over many contacts good and bad news reach their own means, times talkativeness and link."""
    words = WORDS._replace(reach_good=0.5, reach_bad=1.5)
    for score, reach in ((1.0, 0.5), (0.0, 1.5)):
        told = [telling(key, 3, score, NEUTRAL, 2.0, words, 0.8).listeners for key in keys(5_000)]
        assert_mean(told, reach * 2.0 * 0.8)


def test_the_number_of_listeners_is_poisson() -> None:
    """Counts of 0, 1, 2 and more listeners follow the Poisson probabilities."""
    words = WORDS._replace(reach_bad=1.5)
    counts = [0] * 4
    for key in keys(5_000):
        counts[min(telling(key, 0, 0.0, NEUTRAL, 1.0, words, 1.0).listeners, 3)] += 1
    shares = [math.exp(-1.5) * 1.5**k / math.factorial(k) for k in range(3)]
    assert_shares(counts, [*shares, 1.0 - sum(shares)])


@given(people, levels, talks)
def test_a_cut_link_silences_everybody(key: int, score: float, talk: float) -> None:
    """With ``customer_satisfaction_to_word_of_mouth`` at 0 nobody tells anybody."""
    assert telling(key, 0, score, NEUTRAL, talk, WORDS, 0.0).listeners == 0


@given(people, talks, talks)
def test_who_talks_more_tells_no_fewer(key: int, one: float, other: float) -> None:
    """With the same draw, listeners never fall in talkativeness."""
    quiet, loud = (
        telling(key, 0, 0.0, NEUTRAL, talk, WORDS, 1.0).listeners for talk in sorted((one, other))
    )
    assert quiet <= loud


@given(levels, st.sampled_from([0.0, 1.0]), levels)
def test_hearing_moves_toward_the_news(level: float, news: float, step: float) -> None:
    """A level moves by the step's share of the way to the news; no step moves nothing."""
    after = heard(level, news, step)
    slack = 2.0**-52
    assert min(level, news) - slack <= after <= max(level, news) + slack
    assert abs(after - (level + step * (news - level))) <= slack
    assert heard(level, news, 0.0) == level


@given(st.floats(0.0, 0.49), levels)
def test_good_news_moves_more_where_there_is_more_room(level: float, step: float) -> None:
    """Below one half good news moves an attitude more than bad news, East et al. (2008)."""
    assert heard(level, 1.0, step) - level >= level - heard(level, 0.0, step) - 2.0**-52


@given(levels, levels, levels)
def test_news_speaks_of_satisfaction(one: float, other: float, neutral: float) -> None:
    """What news says is a level, neutral where it is neither good nor bad, and never falls."""
    low, high = (as_satisfaction(news, neutral) for news in sorted((one, other)))
    assert 0.0 <= low <= high <= 1.0
    assert as_satisfaction(0.5, neutral) == neutral


def test_everybody_is_as_likely_to_hear() -> None:
    """Listeners are spread evenly over a market whose size is no power of two."""
    counts = [0] * 11
    for key in keys(500):
        for telling_number in range(10):
            counts[listener(key, telling_number, 11)] += 1
    assert_shares(counts, [1.0 / 11.0] * 11)


@given(people, st.integers(0, 10_000), st.integers(1, 10_000))
def test_one_more_person_hears_alone(key: int, number: int, size: int) -> None:
    """In a market of one more, the same person hears unless it is the one who joined.

    Only a market that outgrows a power of two draws anew.
    """
    before, after = listener(key, number, size), listener(key, number, size + 1)
    assert 0 <= before < size
    assert after in (before, size) or size & (size - 1) == 0
