"""Key figures of customers: satisfaction, voice, loyalty."""

from sim.kpi.measured import POINTS, Measured, kept_yearly, ratio
from sim.kpi.metric import metric
from sim.records import GAINED


@metric(
    unit="point",
    stage="customer satisfaction",
    better="up",
    headline=True,
)
def customer_satisfaction(run: Measured) -> float:
    """Satisfaction of customers (CSAT), mean over customers at the ends of months.

    Denominator: customers, summed over ends of months; NaN without customers. Source: Heskett et
    al. (1994).
    """
    return POINTS * ratio(run.total("satisfaction_sum"), run.total("customers_closing"))


@metric(unit="point", stage="customer satisfaction", better="up", label="NPS")
def nps(run: Measured) -> float:
    """Net promoter score: promoters less detractors in 100 customers, at the ends of months.

    Denominator: customers, summed over ends of months; NaN without customers. Source: Reichheld
    (2003).
    """
    net = run.total("promoters") - run.total("detractors")
    return POINTS * ratio(net, run.total("customers_closing"))


@metric(unit="fraction", stage="customer satisfaction", better="down")
def complaint_rate(run: Measured) -> float:
    """Complaints per contact served.

    Denominator: contacts served, self-service included; NaN without any. Source: a rate.
    """
    return ratio(run.total("complaints"), run.contacts("served"))


@metric(unit="fraction", stage="customer satisfaction", better="none")
def voice_rate(run: Measured) -> float:
    """Failures that customers complain about rather than swallow.

    Denominator: failed contacts; NaN without any. Source: Hirschman (1970), voice against exit.
    """
    return ratio(run.total("complaints"), run.total("failures"))


@metric(unit="point", stage="customer satisfaction", better="up")
def recovery_score(run: Measured) -> float:
    """What complainants make of the answer.

    Denominator: complaints answered in the measured months; NaN without any. Source: Orsingher,
    Valentini & de Angelis (2010).
    """
    return POINTS * ratio(run.total("recovery_sum"), run.total("complaints_closed"))


@metric(unit="day", stage="customer satisfaction", better="down")
def complaint_days(run: Measured) -> float:
    """Time from complaint to answer.

    Denominator: complaints answered in the measured months, open ones are not counted; NaN without
    any. Source: a mean.
    """
    return ratio(run.total("complaint_time"), run.total("complaints_closed"))


@metric(
    unit="fraction/year",
    stage="loyalty",
    better="up",
    headline=True,
)
def customer_retention(run: Measured) -> float:
    """Share of customers who stay for a year.

    Geometric mean over months of 1 - lost / opening customers, to the power 12; those lost in the
    month in which they came count. NaN without customers. Source: the retention rate r of Gupta &
    Lehmann (2003).
    """
    return kept_yearly(run.monthly("lost"), run.monthly("customers_opening"))


@metric(unit="fraction", stage="loyalty", better="up", headline=True)
def share_of_wallet(run: Measured) -> float:
    """Purchase needs that customers bring to us.

    Denominator: purchase needs of customers; NaN without any. Source: Cooil et al. (2007), counted
    in needs, not in money.
    """
    return ratio(run.total("purchase_needs_ours"), run.total("purchase_needs"))


@metric(unit="purchase/year", stage="loyalty", better="up")
def purchases_per_customer_year(run: Measured) -> float:
    """Sales in purchase contacts for each year of a customer.

    Denominator: customer years, from the mean of opening and closing customers; NaN without any.
    Source: a rate.
    """
    return ratio(run.total("purchases"), run.customer_years())


@metric(unit="-", stage="loyalty", better="up")
def good_to_bad_news(run: Measured) -> float:
    """Good contacts that were told about for each bad one that was.

    Denominator: bad contacts told about; NaN without any. Contacts are counted, not listeners, as
    the incidence of positive and negative word of mouth. Source: East, Hammond & Wright (2007).
    """
    return ratio(run.total("news_good"), run.total("news_bad"))


@metric(unit="person/year", stage="loyalty", better="up")
def referrals(run: Measured) -> float:
    """Customers gained by word of mouth, per year.

    Denominator: measured years. Source: Reichheld & Sasser (1990), a count here.
    """
    return run.total("gained_word_of_mouth") / run.years


@metric(unit="person/year", stage="loyalty", better="up")
def customers_gained(run: Measured) -> float:
    """New customers from every source, those won back among them, per year.

    Denominator: measured years. Source: a count.
    """
    return sum(run.total(source.name) for source in GAINED) / run.years


@metric(unit="person/year", stage="loyalty", better="up")
def customers_won_back(run: Measured) -> float:
    """New customers who had been customers before, per year.

    Denominator: measured years. Source: a count.
    """
    return run.total("won_back") / run.years
