"""Customers reach open channels at the profile's times, choose by a logit, queue by class."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.channel import (
    NEVER,
    arrival,
    choose,
    hour_of_day,
    hours_share,
    next_open,
    open_profile,
    queue_class,
    remembered_wait,
    time_of_day,
)
from sim.parameters import HIGHEST_PRIORITY, PURCHASE, SUPPORT, Channel
from sim.units import DAYS_PER_WEEK, HOUR, MINUTE
from tests.behaviour.samples import assert_shares, uniforms
from tests.behaviour.textbook import CHANNELS, SEGMENT

draws = st.floats(2.0**-53, 1.0 - 2.0**-53)
waits = st.floats(0.0, 100.0)
moments = st.floats(0.0, 4_000.0)


@st.composite
def hours(draw: st.DrawFn) -> tuple[float, float]:
    """Opening hours of at least a minute [day]."""
    opens = draw(st.floats(0.0, 1.0 - MINUTE))
    return opens, draw(st.floats(opens + MINUTE, 1.0))


@st.composite
def open_channels(draw: st.DrawFn) -> Channel:
    """A channel with any days, hours and profile in which somebody may come."""
    opens, closes = draw(hours())
    weights = draw(
        st.lists(st.just(0.0) | st.floats(0.01, 100.0), min_size=24, max_size=24).filter(
            lambda weights: any(
                weight * hours_share(hour, opens, closes) > 1e-9
                for hour, weight in enumerate(weights)
            )
        )
    )
    days = draw(st.lists(st.booleans(), min_size=7, max_size=7).filter(any))
    return CHANNELS[0]._replace(
        open_days=tuple(days),
        opens=opens,
        closes=closes,
        profile=open_profile(tuple(weights), 0.0, opens, closes),
    )


def is_open(channel: Channel, at: float) -> bool:
    """Whether a moment lies within the hours of an open day, up to the clock's rounding."""
    rounding = 2.0**-50 * max(at, 1.0)
    return any(
        channel.open_days[day % DAYS_PER_WEEK]
        and day + channel.opens - rounding <= at <= day + channel.closes + rounding
        for day in (math.floor(at) - 1, math.floor(at))
    )


@given(hours())
def test_the_hours_of_a_day_make_up_the_opening_hours(opening: tuple[float, float]) -> None:
    """Shares of all hours lie in [0, 1] and add up to the time open."""
    opens, closes = opening
    shares = [hours_share(hour, opens, closes) for hour in range(24)]
    assert all(0.0 <= share <= 1.0 + 1e-12 for share in shares)
    assert math.fsum(shares) * HOUR == pytest.approx(closes - opens, abs=1e-14)


@given(st.integers(0, 40_000), st.integers(0, 23))
def test_an_hour_begins_when_its_channel_opens(day: int, hour: int) -> None:
    """The start of an hour as the clock holds it is in that hour, the last moment before is not."""
    start = day + hour * HOUR
    assert hour_of_day(start) == hour
    if start > 0.0:
        assert hour_of_day(math.nextafter(start, 0.0)) == (hour - 1) % 24


@given(moments)
def test_every_moment_has_its_hour(at: float) -> None:
    """It lies between the start of its hour and that of the next, on the day that it is of."""
    day, hour = math.floor(at), hour_of_day(at)
    assert 0 <= hour < 24
    assert day + hour * HOUR <= at < day + (hour + 1) * HOUR


@given(open_channels())
def test_a_profile_ends_at_exactly_one(channel: Channel) -> None:
    """Cumulative shares never fall and reach 1, so that no draw is left for a closed hour."""
    assert list(channel.profile) == sorted(channel.profile)
    assert channel.profile[-1] == 1.0


@given(open_channels(), draws)
def test_people_come_within_opening_hours(channel: Channel, u: float) -> None:
    """The time of day lies between opening and closing, in an hour that has a weight."""
    at = time_of_day(u, channel.profile, channel.opens, channel.closes)
    assert channel.opens <= at <= channel.closes * (1.0 + 2.0**-52)


@given(open_channels(), draws, draws)
def test_a_larger_draw_comes_no_earlier(channel: Channel, one: float, other: float) -> None:
    """The time of day is an inverse distribution function: it never falls in the draw."""
    low, high = (
        time_of_day(u, channel.profile, channel.opens, channel.closes) for u in sorted((one, other))
    )
    assert low <= high + 2.0**-52


def test_arrivals_by_hour_equal_the_profile() -> None:
    """Counts by hour follow the weights cut to the opening hours, half hours included."""
    weights = (*(0.0,) * 9, 1.0, 1.5, 1.5, 0.0, 1.0, 1.2, 1.4, 1.6, 1.8, 1.0, *(0.0,) * 5)
    opens, closes = 9.5 * HOUR, 18.25 * HOUR
    profile = open_profile(weights, 0.0, opens, closes)
    counts = [0] * 24
    for u in uniforms(20_000):
        counts[int(time_of_day(u, profile, opens, closes) / HOUR)] += 1
    open_weights = [weights[hour] * hours_share(hour, opens, closes) for hour in range(24)]
    assert_shares(counts, [weight / sum(open_weights) for weight in open_weights])


@given(st.lists(st.floats(0.0, 5.0), min_size=24, max_size=24), st.floats(0.0, 1.0))
def test_flattening_mixes_the_profile_with_a_level_one(
    weights: list[float], flattening: float
) -> None:
    """That share of arrivals comes evenly over the open hours, the rest as before."""
    opens, closes = 8.5 * HOUR, 20.0 * HOUR
    weights[12] += 1.0
    plain, level, mixed = (
        open_profile(tuple(weights), share, opens, closes) for share in (0.0, 1.0, flattening)
    )
    hours = (closes - opens) / HOUR
    for hour in range(24):
        come = min(max((hour + 1) * HOUR - opens, 0.0) / HOUR, hours)
        assert level[hour] == pytest.approx(come / hours)
        expected = (1.0 - flattening) * plain[hour] + flattening * level[hour]
        assert mixed[hour] == pytest.approx(expected)


def test_arrivals_are_even_within_an_hour() -> None:
    """Within each hour all quarters are alike: the rate is constant between full hours."""
    profile = open_profile((0.0,) * 11 + (1.0, 3.0) + (0.0,) * 11, 0.0, 0.0, 1.0)
    quarters = [0] * 8
    for u in uniforms(4_000):
        quarters[int((time_of_day(u, profile, 0.0, 1.0) / HOUR - 11.0) * 4.0)] += 1
    assert_shares(quarters, [1.0 / 16.0] * 4 + [3.0 / 16.0] * 4)


@given(open_channels(), moments, draws)
def test_nobody_arrives_before_the_need_or_at_a_closed_door(
    channel: Channel, now: float, u: float
) -> None:
    """An arrival is at or after now, within the hours of an open day, within a week and a day."""
    at = arrival(now, u, channel)
    assert at >= now
    assert is_open(channel, at)
    assert at < math.floor(now) + DAYS_PER_WEEK + 1 + 1e-9


def test_a_moment_already_past_becomes_now_or_the_next_open_day() -> None:
    """A customer whose hour has passed comes at once; after closing, on the next open day."""
    store = CHANNELS[0]._replace(open_days=(True, False, True, *(False,) * 4))
    early = 1e-9
    assert arrival(0.0 + 17.0 * HOUR, early, store) == 17.0 * HOUR
    assert arrival(0.0 + 20.0 * HOUR, early, store) == pytest.approx(2.0 + store.opens)
    assert arrival(2.0 + 20.0 * HOUR, early, store) == pytest.approx(7.0 + store.opens)


@given(open_channels(), moments)
def test_the_next_opening_is_the_first_open_moment(channel: Channel, now: float) -> None:
    """It is now when open now, else an opening, and no open minute lies between."""
    at = next_open(now, channel)
    assert at >= now
    assert is_open(channel, at)
    if at > now:
        assert at - math.floor(at + 1e-9) == pytest.approx(channel.opens, abs=1e-9)
        between = (now + (at - now) * part / 50.0 for part in range(1, 50))
        assert not any(
            channel.open_days[math.floor(moment) % DAYS_PER_WEEK]
            and channel.opens < moment - math.floor(moment) < channel.closes
            for moment in between
        )


@pytest.mark.parametrize("weekday", range(DAYS_PER_WEEK))
def test_a_channel_open_once_a_week_opens_again(weekday: int) -> None:
    """After closing on its only open day a channel is next open, and reached, a week later."""
    once = CHANNELS[0]._replace(open_days=tuple(day == weekday for day in range(DAYS_PER_WEEK)))
    closed = weekday + once.closes
    assert next_open(closed, once) == weekday + DAYS_PER_WEEK + once.opens
    assert math.floor(arrival(closed, 0.5, once)) == weekday + DAYS_PER_WEEK


def test_choices_follow_the_logit() -> None:
    """Frequencies equal weight x taste x exp(-aversion x wait / tolerance), normalised."""
    tastes = (1.0, 0.5, 2.0, 1.0, 3.0)
    usual = [0.0, 0.0, 5.0 * MINUTE, 60.0 * MINUTE, 10.0 * MINUTE]
    weights = [
        share * taste * math.exp(-channel.wait_aversion * wait / channel.wait_tolerance)
        for share, taste, wait, channel in zip(
            SEGMENT.channel_shares, tastes, usual, CHANNELS, strict=True
        )
    ]
    counts = [0] * len(CHANNELS)
    for u in uniforms(20_000):
        counts[choose(u, PURCHASE, CHANNELS, SEGMENT.channel_shares, tastes, usual, 0.0)] += 1
    assert_shares(counts, [weight / sum(weights) for weight in weights])


@given(
    draws,
    st.lists(st.just(0.0) | st.floats(1e-3, 1.0), min_size=5, max_size=5),
    st.lists(waits, min_size=5, max_size=5),
    st.lists(st.booleans(), min_size=5, max_size=5),
    st.lists(st.booleans(), min_size=5, max_size=5),
)
def test_only_what_is_offered_and_liked_is_chosen(
    u: float, shares: list[float], usual: list[float], opened: list[bool], supports: list[bool]
) -> None:
    """A choice falls on an open channel that serves the need and has a weight, if there is one."""
    channels = tuple(
        channel._replace(is_open=is_open, serves=(True, True, serves, True))
        for channel, is_open, serves in zip(CHANNELS, opened, supports, strict=True)
    )
    possible = [
        index for index in range(5) if opened[index] and supports[index] and shares[index] > 0.0
    ]
    chosen = choose(u, SUPPORT, channels, tuple(shares), (1.0,) * 5, usual, 0.0)
    assert chosen in possible if possible else chosen == NEVER


def test_no_wait_empties_the_choice() -> None:
    """The only channel that can serve is chosen however long people wait there."""
    only = (0.0, 0.0, 1.0, 0.0, 0.0)
    usual = [0.0, 0.0, 1e6, 0.0, 0.0]
    assert choose(0.5, PURCHASE, CHANNELS, only, (1.0,) * 5, usual, 0.0) == 2


@given(draws, waits, waits)
def test_a_longer_wait_attracts_nobody(u: float, short: float, long: float) -> None:
    """Whoever chooses the first channel at a longer wait also chooses it at a shorter one."""
    short, long = sorted((short, long))
    first = [
        choose(u, PURCHASE, CHANNELS, SEGMENT.channel_shares, (1.0,) * 5, [wait, 0, 0, 0, 0], 0.0)
        == 0
        for wait in (short, long)
    ]
    assert first[0] >= first[1]


def test_dear_channels_lose_by_the_logit_of_price() -> None:
    """A channel's weight for purchases is its price to the power of minus the sensitivity."""
    priced = (CHANNELS[0]._replace(price_factor=1.3), *CHANNELS[1:])
    sensitivity, equal = 2.5, (1.0,) * 5
    weights = [1.3**-sensitivity, 1.0, 1.0, 1.0, 1.0]
    counts = [0] * 5
    for u in uniforms(20_000):
        counts[choose(u, PURCHASE, priced, equal, equal, [0.0] * 5, sensitivity)] += 1
    assert_shares(counts, [weight / sum(weights) for weight in weights])


@given(draws, st.floats(0.5, 2.0), st.floats(0.0, 5.0))
def test_prices_do_not_move_those_who_buy_nothing(u: float, factor: float, sensitive: float):
    """For support, and for people who do not mind prices, every channel is as far as before."""
    priced = (CHANNELS[0]._replace(price_factor=factor), *CHANNELS[1:])
    rest = (SEGMENT.channel_shares, (1.0,) * 5, [0.0] * 5)
    assert choose(u, SUPPORT, priced, *rest, sensitive) == choose(u, SUPPORT, CHANNELS, *rest, 0.0)
    assert choose(u, PURCHASE, priced, *rest, 0.0) == choose(u, PURCHASE, CHANNELS, *rest, 0.0)


ranks = st.integers(0, HIGHEST_PRIORITY)


@given(st.integers(0, 100), ranks, ranks)
def test_queue_classes_rank_by_channel_then_by_tier(channel: int, one: int, other: int) -> None:
    """A tier of higher priority goes first within a channel's class, and never across."""
    low, high = sorted((one, other))
    assert 0 <= queue_class(channel, high) <= queue_class(channel, low)
    assert (queue_class(channel, high) < queue_class(channel, low)) == (low < high)
    assert queue_class(channel, low) < queue_class(channel + 1, high)


@given(waits, waits)
def test_a_remembered_wait_lies_between_old_and_new(usual: float, month: float) -> None:
    """Memory is a mean: between both, and unmoved by a month like every other."""
    assert min(usual, month) <= remembered_wait(usual, month) <= max(usual, month)
    assert remembered_wait(usual, usual) == usual
