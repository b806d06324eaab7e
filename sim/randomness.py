"""Keyed random numbers: every draw is a pure function of who draws, for what and how often before.

A draw depends on ``(seed, replication, kind of entity, entity, purpose, counter)`` alone: not on
the order of events, nor on what another agent did. Only ``math.*`` and integers of 64 bits
are used, each operation in a stated order, so that a compiled form returns the same bits.

References
----------
Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA
(SplitMix64). Its finaliser is variant 13 of Stafford (2011), "Better bit mixing".
"""

import math
from typing import Final

MASK: Final = 0xFFFFFFFFFFFFFFFF
"""The 64 bits of a word; Python integers are reduced to them."""

GOLDEN: Final = 0x9E3779B97F4A7C15
"""Odd integer nearest to 2**64 over the golden ratio: the step of SplitMix64."""

# Kinds of entity --------------------------------------------------------------------------------

KIND_PERSON: Final = 1
"""A person of the market, customer or not."""
KIND_EMPLOYEE: Final = 2
"""An employee, from hire to quit."""
KIND_CHANNEL: Final = 3
"""A channel of contact."""
KIND_TEAM: Final = 4
"""A team of employees."""
KIND_FIRM: Final = 5
"""The firm."""
KIND_MARKET: Final = 6
"""The market as a whole."""
KIND_EXPERIMENT: Final = 7
"""Whoever experiments with worlds: entity 0 chooses points, 1 resamples."""

# Keys and uniforms ------------------------------------------------------------------------------


def word(key: int, purpose: int, counter: int) -> int:
    """Random word of 64 bits from the SplitMix64 sequence of a key.

    The element with index ``purpose * 2**32 + counter``, found without its predecessors.

    Parameters
    ----------
    key : int
        Key of the entity, from `entity_key`; any integer, reduced modulo 2**64 [-].
    purpose : int
        What the number decides, in 0 .. 2**32 - 1 [-].
    counter : int
        Which number of that purpose, in 0 .. 2**32 - 1 [-].

    Returns
    -------
    int
        Word in 0 .. 2**64 - 1 [-].

    References
    ----------
    Steele, Lea & Flood (2014); Stafford (2011), variant 13.
    """
    z = (key + GOLDEN * ((purpose << 32) + counter + 1)) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def entity_key(seed: int, replication: int, kind: int, entity: int) -> int:
    """Key of one entity in one replication: the SplitMix64 finaliser chained over the four words.

    Within one (seed, replication, kind) all entities have different keys, because each step of the
    chain is a bijection of its last word; elsewhere two keys agree with probability 2**-64.

    Parameters
    ----------
    seed : int
        Any Python integer, 0 and negatives included; it counts modulo 2**64 [-].
    replication : int
        Replication, from 0; modulo 2**64 [-].
    kind : int
        One of the ``KIND_`` constants [-].
    entity : int
        Identity within the kind; modulo 2**64 [-].

    Returns
    -------
    int
        Key in 0 .. 2**64 - 1 [-].

    References
    ----------
    Steele, Lea & Flood (2014): each word selects an element of the sequence of the key
    before it.
    """
    key = word(seed, 0, 0)
    key = word(key, 0, replication)
    key = word(key, 0, kind)
    return word(key, 0, entity)


def uniform(key: int, purpose: int, counter: int) -> float:
    """Uniform draw in (0, 1), never 0 and never 1.

    The upper 52 bits of `word`, centred in their cell. The arithmetic of `word` is written out here
    because this is the most often called function of a run.

    Parameters
    ----------
    key, purpose, counter : int
        As for `word` [-].

    Returns
    -------
    float
        Draw in 2**-53 .. 1 - 2**-53 [-].

    References
    ----------
    Steele, Lea & Flood (2014); Stafford (2011), variant 13.
    """
    z = (key + 0x9E3779B97F4A7C15 * ((purpose << 32) + counter + 1)) & 0xFFFFFFFFFFFFFFFF
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    z = (z ^ z >> 27) * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
    return (((z ^ z >> 31) >> 12) + 0.5) * 2.0**-52


# Variates by inversion: one uniform, one variate, rising with the uniform -------------------------


def exponential(u: float, mean: float) -> float:
    """Exponential variate.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    mean : float
        Mean, >= 0 [unit of the result].

    Returns
    -------
    float
        Variate > 0 [unit of the mean].

    References
    ----------
    Devroye (1986), "Non-uniform random variate generation", section II.2.
    """
    return -mean * math.log1p(-u)


def normal(u: float) -> float:
    """Standard normal variate: the quantile at ``u``, to about 1 part in 10**16.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].

    Returns
    -------
    float
        Variate with mean 0 and variance 1 [-].

    References
    ----------
    Wichura (1988), "Algorithm AS 241: the percentage points of the normal distribution", Applied
    Statistics 37(3), routine PPND16.
    """
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        over = 2.5090809287301226727e3 * r + 3.3430575583588128105e4
        over = over * r + 6.7265770927008700853e4
        over = over * r + 4.5921953931549871457e4
        over = over * r + 1.3731693765509461125e4
        over = over * r + 1.9715909503065514427e3
        over = over * r + 1.3314166789178437745e2
        over = over * r + 3.3871328727963666080e0
        under = 5.2264952788528545610e3 * r + 2.8729085735721942674e4
        under = under * r + 3.9307895800092710610e4
        under = under * r + 2.1213794301586595867e4
        under = under * r + 5.3941960214247511077e3
        under = under * r + 6.8718700749205790830e2
        under = under * r + 4.2313330701600911252e1
        under = under * r + 1.0
        return q * over / under
    r = math.sqrt(-math.log(u if q < 0.0 else 1.0 - u))
    if r <= 5.0:
        r -= 1.6
        over = 7.74545014278341407640e-4 * r + 2.27238449892691845833e-2
        over = over * r + 2.41780725177450611770e-1
        over = over * r + 1.27045825245236838258e0
        over = over * r + 3.64784832476320460504e0
        over = over * r + 5.76949722146069140550e0
        over = over * r + 4.63033784615654529590e0
        over = over * r + 1.42343711074968357734e0
        under = 1.05075007164441684324e-9 * r + 5.47593808499534494600e-4
        under = under * r + 1.51986665636164571966e-2
        under = under * r + 1.48103976427480074590e-1
        under = under * r + 6.89767334985100004550e-1
        under = under * r + 1.67638483018380384940e0
        under = under * r + 2.05319162663775882187e0
        under = under * r + 1.0
    else:
        r -= 5.0
        over = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5
        over = over * r + 1.24266094738807843860e-3
        over = over * r + 2.65321895265761230930e-2
        over = over * r + 2.96560571828504891230e-1
        over = over * r + 1.78482653991729133580e0
        over = over * r + 5.46378491116411436990e0
        over = over * r + 6.65790464350110377720e0
        under = 2.04426310338993978564e-15 * r + 1.42151175831644588870e-7
        under = under * r + 1.84631831751005468180e-5
        under = under * r + 7.86869131145613259100e-4
        under = under * r + 1.48753612908506148525e-2
        under = under * r + 1.36929880922735805310e-1
        under = under * r + 5.99832206555887937690e-1
        under = under * r + 1.0
    return -over / under if q < 0.0 else over / under


def lognormal(u: float, mean: float, cv: float) -> float:
    """Lognormal variate, given by the mean and coefficient of variation of the variate itself.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    mean : float
        Mean, >= 0 [unit of the result].
    cv : float
        Standard deviation over mean, >= 0; at 0 the result is the mean [-].

    Returns
    -------
    float
        Variate [unit of the mean].

    References
    ----------
    Johnson, Kotz & Balakrishnan (1994), "Continuous univariate distributions" 1, chapter 14: the
    logarithm has variance log(1 + cv**2).
    """
    variance = math.log1p(cv * cv)
    return mean * math.exp(math.sqrt(variance) * normal(u) - 0.5 * variance)


def poisson(u: float, mean: float) -> int:
    """Poisson variate by sequential search from 0.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    mean : float
        Mean, in 0 .. 700; the time taken grows with it, so about 100 is a sensible most. Beyond 700
        ``exp(-mean)`` leaves the normal floats and the result is wrong [count].

    Returns
    -------
    int
        Variate >= 0 [count].

    References
    ----------
    Devroye (1986), "Non-uniform random variate generation", section X.3.
    """
    count = 0
    share = math.exp(-mean)
    below = share
    while u > below:
        count += 1
        share *= mean / count
        if count > mean and below + share == below:
            break  # the far tail adds less than one rounding: ``below`` never reaches this u
        below += share
    return count


def index_below(u: float, n: int) -> int:
    """Index in 0 .. n - 1, all equally likely.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    n : int
        Number of choices, >= 1 and below 2**52; then ``u * n`` never rounds up to ``n`` [count].

    Returns
    -------
    int
        Index [-].

    References
    ----------
    Devroye (1986), "Non-uniform random variate generation", section III.2.
    """
    return int(u * n)


def choose(u: float, cumulative: tuple[float, ...]) -> int:
    """Index drawn with given shares.

    Parameters
    ----------
    u : float
        Uniform draw in (0, 1) [-].
    cumulative : tuple of float
        Cumulative shares, rising, at least one; the last counts as 1 whatever its rounding
        [fraction].

    Returns
    -------
    int
        First index whose cumulative share exceeds ``u`` [-].

    References
    ----------
    Devroye (1986), "Non-uniform random variate generation", section III.2.
    """
    last = len(cumulative) - 1
    index = 0
    while index < last and u >= cumulative[index]:
        index += 1
    return index


# Variates by rejection: each on a sub-stream of its own ------------------------------------------


def gamma(key: int, purpose: int, counter: int, shape: float) -> float:
    """Gamma variate of unit scale.

    Rejection needs an unknown number of uniforms. They come from a key derived from this one draw,
    so (key, purpose, counter) is all that is used up.

    Parameters
    ----------
    key, purpose, counter : int
        As for `word` [-].
    shape : float
        Shape, > 0 [-].

    Returns
    -------
    float
        Variate with mean and variance ``shape``, >= 0; 0 only where it is below the least float,
        which takes a shape of about 0.05 or less [-].

    References
    ----------
    Marsaglia & Tsang (2000), "A simple method for generating gamma variables", ACM TOMS 26(3).
    """
    return math.exp(_log_gamma(word(key, purpose, counter), shape))


def beta(key: int, purpose: int, counter: int, a: float, b: float) -> float:
    """Beta variate from two gamma variates.

    Their logarithms are compared, so that two tiny gammas never become 0 / 0.

    Parameters
    ----------
    key, purpose, counter : int
        As for `word` [-].
    a, b : float
        Shapes, > 0; the mean is ``a / (a + b)`` [-].

    Returns
    -------
    float
        Variate in 2**-53 .. 1 - 2**-53 [-].

    References
    ----------
    Devroye (1986), "Non-uniform random variate generation", section IX.4; Marsaglia & Tsang
    (2000).
    """
    stream = word(key, purpose, counter)
    lead = _log_gamma(word(stream, 0, 0), a) - _log_gamma(word(stream, 0, 1), b)
    rest = math.exp(-abs(lead))  # a negative exponent cannot overflow
    share = 1.0 / (1.0 + rest) if lead >= 0.0 else rest / (1.0 + rest)
    return min(max(share, 2.0**-53), 1.0 - 2.0**-53)


def _log_gamma(stream: int, shape: float) -> float:
    """Logarithm of a gamma variate drawn from the purposes 0 and 1 of ``stream``."""
    boost = 0.0
    if shape < 1.0:
        boost = math.log(uniform(stream, 1, 0)) / shape
        shape += 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    trial = 0
    while True:
        x = normal(uniform(stream, 0, trial))
        root = 1.0 + c * x
        if root > 0.0:
            log_v = 3.0 * math.log(root)
            allowed = 0.5 * x * x + d - d * (root * root * root) + d * log_v
            if math.log(uniform(stream, 0, trial + 1)) < allowed:
                return math.log(d) + log_v + boost
        trial += 2
