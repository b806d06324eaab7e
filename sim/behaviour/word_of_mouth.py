"""Who tells how many about a contact, and what hearing does to the listener."""

from typing import NamedTuple

from sim import randomness as rnd
from sim.behaviour import purposes
from sim.behaviour.odds import clip, step_toward
from sim.parameters import WordOfMouth
from sim.units import Fraction


class Telling(NamedTuple):
    """What a customer tells after a contact."""

    listeners: int
    """People told [person]."""
    news: Fraction
    """1 for good news, 0 for bad [level]."""


def telling(
    key: int,
    contact: int,
    score: Fraction,
    neutral: Fraction,
    talk: float,
    word_of_mouth: WordOfMouth,
    link: float,
) -> Telling:
    """How many people are told about a contact.

    Parameters
    ----------
    key : int
        Key of the teller [-].
    contact : int
        Number of the contact in the teller's life [-].
    score, neutral : float
        Score of the contact, and neutral satisfaction [level].
    talk : float
        The teller's talkativeness [-].
    word_of_mouth : WordOfMouth
        Gives reach and what is notable.
    link : float
        Strength of ``customer_satisfaction_to_word_of_mouth`` [-].

    Returns
    -------
    Telling

    References
    ----------
    Good and bad news with a reach of their own: trade press "8 and 25" (no primary study found).
    Assumption: Poisson numbers, at most ``MOST_TOLD``.
    """
    gap = score - neutral
    if gap == 0.0 or abs(gap) < word_of_mouth.notable_gap:
        return Telling(0, 0.0)
    news = 1.0 if gap > 0.0 else 0.0
    reach = word_of_mouth.reach_good if gap > 0.0 else word_of_mouth.reach_bad
    mean = min(reach * talk * link, 100.0)
    if mean <= 0.0:
        return Telling(0, news)
    told = rnd.poisson(rnd.uniform(key, purposes.TOLD, contact), mean)
    return Telling(min(told, purposes.MOST_TOLD), news)


def heard(level: Fraction, news: Fraction, step: Fraction) -> Fraction:
    """Attitude or expectation after hearing news.

    Parameters
    ----------
    level : float
        Before [level].
    news : float
        1 for good news, 0 for bad [level].
    step : float
        How far one telling moves it [fraction].

    Returns
    -------
    float
        After, in [0, 1] [level].

    References
    ----------
    East, Hammond & Lomax (2008): good news moves more where there is more room. Assumption: linear.
    """
    return clip(step_toward(level, news, step))


def as_satisfaction(news: Fraction, neutral: Fraction) -> Fraction:
    """Satisfaction that news speaks of.

    Parameters
    ----------
    news : float
        1 for good news, 0 for bad, one half for neither [level].
    neutral : float
        Satisfaction of somebody whose expectations are just met [level].

    Returns
    -------
    float
        Satisfaction in [0, 1]; neutral where the news is neither [level].

    References
    ----------
    Assumption: the distance from neutral carries over, as when somebody leaves.
    """
    return clip(neutral + (news - 0.5))


def listener(key: int, telling: int, people: int) -> int:
    """Who in the market hears.

    Drawn below the next power of two and drawn again when nobody has that number: one more person
    in the market then changes nothing for those who are told, unless they are that person.

    Parameters
    ----------
    key : int
        Key of the teller [-].
    telling : int
        Number of the telling in the teller's life [-].
    people : int
        People in the market, >= 1 [person].

    Returns
    -------
    int
        Index of the listener, the teller included [-].

    References
    ----------
    Assumption: everybody is as likely to be met. Rejection keeps the choice uniform.
    """
    size = 1 << (people - 1).bit_length()
    attempt = 0
    while True:
        u = rnd.uniform(key, purposes.LISTENER, telling * purposes.MOST_ATTEMPTS + attempt)
        chosen = rnd.index_below(u, size)
        if chosen < people:
            return chosen
        attempt = (attempt + 1) % purposes.MOST_ATTEMPTS
        if attempt == 0:
            return chosen % people
