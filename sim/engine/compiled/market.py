"""The market: people who could buy, and competitors, twin of `sim.agents.market`."""

from typing import Any, Final

import numpy as np

from sim import randomness as rnd
from sim.behaviour import channel, competition, market, order, purposes
from sim.behaviour import customer as customer_behaviour
from sim.engine.compiled import actions, calendar, customer, facts
from sim.engine.compiled.jit import compiled
from sim.engine.compiled.service import ABANDONED, ABANDONED_TIME, ANSWERED, WAIT_TIME
from sim.engine.compiled.state import NOBODY
from sim.parameters import Dimensions
from sim.records import CHANNELS, FIRM
from sim.units import MONTH

ATTITUDE_SUM: Final = FIRM.column("attitude_sum")
HEARD_PRESS: Final = FIRM.column("heard_press")
COMPETITOR_PRICE: Final = FIRM.column("competitor_price")
COMPETITOR_QUALITY: Final = FIRM.column("competitor_quality")
PERCEIVED: Final[Any] = np.int64(CHANNELS.column("perceived"))
RELIABILITY: Final[Any] = np.int64(CHANNELS.column("reliability_sum"))
RESPONSIVENESS: Final[Any] = np.int64(CHANNELS.column("responsiveness_sum"))
ASSURANCE: Final[Any] = np.int64(CHANNELS.column("assurance_sum"))
EMPATHY: Final[Any] = np.int64(CHANNELS.column("empathy_sum"))
TANGIBLES: Final[Any] = np.int64(CHANNELS.column("tangibles_sum"))


@compiled
def look_around(w: Any) -> None:
    """People see what competitors offer, by themselves and in answer to us."""
    p = facts.parameters(w)
    firm = w.firm[0]
    answer = competition.Answer(firm.answer_price, firm.answer_quality)
    offer = competition.offer(p.market, p.perception.opening_expectation, answer)
    firm.offer.price_index = offer.price_index
    firm.offer.quality = offer.quality
    firm.offer.effect = offer.effect
    firm.offer.sensitivity_factor = offer.sensitivity_factor


@compiled
def open_market(w: Any) -> None:
    """Some people are customers when the clock starts, or join soon after."""
    for who in range(len(w.people)):
        person = w.people[who]
        segment = facts.segment(w, person)
        if customer_behaviour.is_opening_customer(person.key, segment):
            u = rnd.uniform(person.key, purposes.OPENING_TIME, 0)
            customer.start_as_customer(w, who, u * segment.opening_spread)


@compiled
def close_month(w: Any) -> None:
    """Waits of the month become what people expect; competitors answer what they saw."""
    firm = w.firm[0]
    for index in range(len(w.channels)):
        table = w.tables.channels[firm.month, index]
        waited = table[ANSWERED] + table[ABANDONED]
        time = table[WAIT_TIME] + table[ABANDONED_TIME]
        w.usual_waits[index] = channel.remembered_wait(
            w.usual_waits[index], time / waited if waited > 0.0 else 0.0
        )
    attitudes = 0.0
    for who in range(len(w.people)):
        if not w.people[who].is_customer:
            attitudes += w.people[who].attitude
    w.tables.firm[firm.month, ATTITUDE_SUM] = attitudes
    _answer(w)
    w.tables.firm[firm.month, COMPETITOR_PRICE] = firm.offer.price_index
    w.tables.firm[firm.month, COMPETITOR_QUALITY] = firm.offer.quality


@compiled
def _answer(w: Any) -> None:
    """Competitors look at our prices and our service, and follow."""
    p = facts.parameters(w)
    if p.market.price_reaction_per_month + p.market.quality_reaction_per_month == 0.0:
        return
    firm = w.firm[0]
    contacts = _seen(w, PERCEIVED)
    seen = firm.offer.quality
    if contacts > 0.0:
        sums = Dimensions(
            _seen(w, RELIABILITY),
            _seen(w, RESPONSIVENESS),
            _seen(w, ASSURANCE),
            _seen(w, EMPATHY),
            _seen(w, TANGIBLES),
        )
        seen = competition.perceived(sums, contacts, p.perception.weights)
    before = competition.Answer(firm.answer_price, firm.answer_quality)
    after = competition.next_answer(before, firm.offer, p.firm.price_index, seen, p.market)
    firm.answer_price = after.price
    firm.answer_quality = after.quality
    look_around(w)


@compiled
def _seen(w: Any, column: int) -> float:
    """Sum of a column over all channels."""
    result = 0.0
    for index in range(len(w.channels)):
        result += w.tables.channels[w.firm[0].month, index, column]
    return result


@compiled
def open_month(w: Any, month: int) -> None:
    """Draw who considers the firm or hears of it in the media this month, and when."""
    firm = w.firm[0]
    firm.presence = firm.n_customers / len(w.people)
    policy = facts.parameters(w).market
    chance = market.reach_chance(policy)
    for who in range(len(w.people)):
        person = w.people[who]
        if person.is_customer or person.is_expected:
            continue
        if rnd.uniform(person.key, purposes.REACHED, month) < chance:
            at = rnd.uniform(person.key, purposes.REACHED_TIME, month) * MONTH
            _later(w, at, order.REACH, who, actions.IS_REACHED, month)
    reach = policy.press_reach_per_month
    if reach > 0.0:
        for who in range(len(w.people)):
            key = w.people[who].key
            if rnd.uniform(key, purposes.PRESS_REACHED, month) < reach:
                at = rnd.uniform(key, purposes.PRESS_TIME, month) * MONTH
                _later(w, at, order.PRESS, who, actions.READS_PRESS, month)


@compiled
def n_told(w: Any) -> int:
    """People, counted for each way, who consider the firm or hear of it in the coming month."""
    month = w.firm[0].month
    policy = facts.parameters(w).market
    chance = market.reach_chance(policy)
    reach = policy.press_reach_per_month
    told = 0
    for who in range(len(w.people)):
        key = w.people[who].key
        if rnd.uniform(key, purposes.REACHED, month) < chance:
            told += 1
        if reach > 0.0 and rnd.uniform(key, purposes.PRESS_REACHED, month) < reach:
            told += 1
    return told


@compiled
def _later(w: Any, wait: float, kind: int, who: int, action: int, month: int) -> None:
    """Something happens to a person at a random moment of the month."""
    calendar.at(w.calendar, facts.now(w) + wait, kind, who, actions.what(action, who, month))


@compiled
def reads_press(w: Any, who: int, month: int) -> None:
    """What the media say arrives."""
    w.tables.firm[w.firm[0].month, HEARD_PRESS] += 1.0
    u = rnd.uniform(w.people[who].key, purposes.PRESS_CONSIDERS, month)
    customer.read(w, who, facts.parameters(w).market.press_news, u)


@compiled
def is_reached(w: Any, who: int, month: int) -> None:
    """Somebody considers the firm, unprompted or because of its advertising."""
    u = rnd.uniform(w.people[who].key, purposes.REACHED_SOURCE, month)
    source = market.source(u, facts.parameters(w).market)
    customer.consider(w, who, source, 0.0, NOBODY, 0.0)
