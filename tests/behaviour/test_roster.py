"""Everybody works the same days a week, every day is covered alike, shifts stay within hours."""

from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.roster import contracted_per_week, shift_length, shift_start, works_on
from sim.parameters import Team
from sim.units import DAYS_PER_WEEK, HOUR
from tests.behaviour.textbook import TEAM


@st.composite
def teams(draw: st.DrawFn) -> Team:
    """A team with any open days, hours, days per week and length of shift."""
    opens = draw(st.integers(0, 23))
    closes = draw(st.integers(opens + 1, 24))
    return TEAM._replace(
        open_days=tuple(draw(st.lists(st.booleans(), min_size=7, max_size=7).filter(any))),
        opens=opens * HOUR,
        closes=closes * HOUR,
        days_per_week=draw(st.integers(1, 7)),
        shift=draw(st.integers(1, 24)) * HOUR,
    )


positions = st.integers(0, 4_000)
weeks = st.integers(0, 600)


@given(teams(), positions, weeks)
def test_everybody_works_the_same_days_a_week(team: Team, position: int, week: int) -> None:
    """Each position works its days per week, or all open days if there are fewer; never others."""
    on_duty = [works_on(week * DAYS_PER_WEEK + day, position, team) for day in range(DAYS_PER_WEEK)]
    assert sum(on_duty) == min(team.days_per_week, sum(team.open_days))
    assert all(team.open_days[day] for day in range(DAYS_PER_WEEK) if on_duty[day])


@given(teams(), st.integers(1, 40))
def test_every_open_day_is_covered_alike(team: Team, size: int) -> None:
    """Cover of any two open days differs by one person at most."""
    cover = [
        sum(works_on(day, position, team) for position in range(size))
        for day in range(DAYS_PER_WEEK)
        if team.open_days[day]
    ]
    assert max(cover) - min(cover) <= 1


@given(teams(), positions, st.integers(0, 4_000))
def test_shifts_lie_within_the_hours(team: Team, position: int, day: int) -> None:
    """A shift starts at or after opening and ends at or before closing, but for rounding."""
    start = shift_start(day, position, team)
    end = start + shift_length(team)
    rounding = 2.0**-50 * max(day, 1)
    assert 0.0 < shift_length(team) <= team.shift
    assert day + team.opens - rounding <= start
    assert end <= day + team.closes + rounding


@given(st.integers(0, 600), st.integers(1, 60), st.floats(0.0, 1.0))
def test_the_late_shift_has_its_share(week: int, size: int, fraction: float) -> None:
    """Of any neighbours in a week the wanted share is late, give or take one."""
    team = TEAM._replace(opens=8 * HOUR, closes=20 * HOUR, shift=8 * HOUR, late_fraction=fraction)
    day = week * DAYS_PER_WEEK
    n_late = sum(
        shift_start(day, position, team) - day > team.opens + HOUR for position in range(size)
    )
    assert abs(n_late - fraction * size) < 1.0 + 1e-9


@given(teams())
def test_contracted_time_is_what_the_roster_gives(team: Team) -> None:
    """Shifts of a week add up to it."""
    days = sum(works_on(day, 0, team) for day in range(DAYS_PER_WEEK))
    assert contracted_per_week(team) == days * shift_length(team)


@given(teams(), positions, weeks)
def test_early_and_late_take_turns(team: Team, position: int, week: int) -> None:
    """Who is early one week is late the next, and neighbours are on opposite shifts."""
    monday = week * DAYS_PER_WEEK

    def is_late(day: int, holder: int) -> bool:
        return shift_start(day, holder, team) - day > team.opens + HOUR / 2.0

    two_shifts = team.closes - team.opens > team.shift + HOUR / 2.0
    now = is_late(monday, position)
    assert is_late(monday + DAYS_PER_WEEK, position) == (two_shifts and not now)
    assert is_late(monday, position + 1) == (two_shifts and not now)
