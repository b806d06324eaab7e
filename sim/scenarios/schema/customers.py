"""The customers' part of a scenario: segments, perception, recovery, word of mouth."""

from typing import Literal, Self

from pydantic import model_validator

from sim.scenarios.schema.handover import Handover
from sim.scenarios.strict import (
    OWN,
    Fraction,
    Name,
    NonNegative,
    OpenFraction,
    Positive,
    Strict,
    quantity,
)

RECALLED_WEIGHTS = "Parasuraman, Berry & Zeithaml (1991), recalled, unverified; the order is read"
DISCONFIRMATION = "Assumption: form after Mittal, Ross & Baldasare (1998), size chosen"


class Segment(Strict):
    """A named part of the market whose people draw their traits alike."""

    share: Fraction = quantity(..., unit="fraction", mark="assumed", source=OWN, structural=True)
    """Share of the market's people in this segment; the shares of all segments sum to 1."""

    opening_customers: Fraction = quantity(
        0.5, unit="fraction", mark="assumed", source="Assumption: a mature firm", structural=True
    )
    """Share of the segment's people who are customers when the clock starts."""

    opening_tenure_months: NonNegative = quantity(
        0.0,
        unit="month",
        mark="assumed",
        source="Assumption: all relationships are new",
        worth=(0, 60),
        structural=True,
    )
    """Mean tenure of opening customers, exponential; those of long standing kept staying."""

    opening_spread_weeks: NonNegative = quantity(
        0.0, unit="week", mark="assumed", source="Assumption: all at once", structural=True
    )
    """Span over which the opening customers join; 0 means that all are customers at time 0."""

    purchases_per_year: NonNegative = quantity(
        4.0, unit="purchase/year", mark="assumed", source="Assumption", worth=(1, 12)
    )
    """Mean number of purchase needs of a person, with us or with a competitor."""

    purchase_rate_shape: Positive | None = quantity(
        1.5,
        unit="-",
        mark="assumed",
        source="Assumption: between CDNOW's 0.243 (Fader, Hardie & Lee 2005) and no spread",
        worth=(0.24, 5),
        structural=True,
    )
    """Shape r of the gamma mixture of need rates; smaller spreads people more, null none at all."""

    advice_per_purchase: NonNegative = quantity(
        0.25, unit="contact/purchase", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Advice needs that arise for each purchase need."""

    support_per_purchase: NonNegative = quantity(
        0.35, unit="contact/purchase", mark="assumed", source="Assumption", worth=(0, 1)
    )
    """Support needs that arise for each purchase need."""

    spend_per_purchase: NonNegative = quantity(
        220.0, unit="currency/purchase", mark="assumed", source="Assumption"
    )
    """Mean spend on a purchase at price index 1, over people."""

    spend_shape: Positive | None = quantity(
        6.25,
        unit="-",
        mark="literature",
        source="Gamma-Gamma on CDNOW, p = 6.25 (CLVTools correctness tests)",
        structural=True,
    )
    """Shape p of a person's spends around the own mean; null makes every spend the own mean."""

    spend_spread: float | None = quantity(
        3.74,
        unit="-",
        mark="literature",
        source="Gamma-Gamma on CDNOW, q = 3.74 (CLVTools correctness tests)",
        gt=1.0,
        structural=True,
    )
    """Shape q of the inverse-gamma mixture of mean spends; null makes all people alike."""

    advice_sale_chance: Fraction = quantity(
        0.25, unit="fraction", mark="assumed", source="Assumption", worth=(0, 0.6)
    )
    """Chance that a successful advice contact ends in a sale."""

    support_sale_chance: Fraction = quantity(
        0.05, unit="fraction", mark="assumed", source="Assumption", worth=(0, 0.3)
    )
    """Chance that a successful support contact ends in a sale (service selling)."""

    service_sale_fraction: Fraction = quantity(
        0.5, unit="fraction", mark="assumed", source="Assumption"
    )
    """Size of a sale made in advice or support, as a share of a purchase."""

    relationship: Literal["lapsing", "renewal"] = quantity(
        "lapsing", unit="-", mark="assumed", source="Assumption", structural=True
    )
    """Whether people may drop out after each purchase, or decide at each renewal."""

    renewal_months: Positive = quantity(
        12.0, unit="month", mark="assumed", source="Assumption: yearly contract", structural=True
    )
    """Time between renewal decisions; used by renewal relationships only."""

    exit_alpha: Positive = quantity(
        0.793,
        unit="-",
        mark="literature",
        source="BG/NBD on CDNOW, a = 0.793 (Fader, Hardie & Lee 2005; CLVTools tests)",
        structural=True,
    )
    """First shape of the beta mixture of exit propensities (a of BG/NBD, alpha of sBG)."""

    exit_beta: Positive = quantity(
        2.426,
        unit="-",
        mark="literature",
        source="BG/NBD on CDNOW, b = 2.426 (Fader, Hardie & Lee 2005; CLVTools tests)",
        structural=True,
    )
    """Second shape of the beta mixture of exit propensities (b of BG/NBD, beta of sBG)."""

    exit_odds: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source="Assumption: as drawn", worth=(0.5, 2)
    )
    """Factor on everybody's odds of leaving; 0 makes leaving impossible."""

    switching_cost: NonNegative = quantity(
        0.0, unit="log odds", mark="assumed", source="Assumption: none beyond habit", worth=(0, 1)
    )
    """How much leaving costs the customer, taken off the log odds of leaving."""

    share_of_wallet: Fraction = quantity(
        0.65, unit="fraction", mark="assumed", source="Assumption", worth=(0.3, 0.9)
    )
    """Chance that a customer of neutral satisfaction brings a purchase need to us."""

    price_sensitivity: NonNegative = quantity(
        1.5, unit="log odds", mark="assumed", source="Assumption", worth=(0, 4)
    )
    """Fall of the log odds of choosing us when the log price against competitors rises by one."""

    complaint_propensity: Fraction = quantity(
        0.35,
        unit="fraction",
        mark="assumed",
        source="Assumption: between the 69 % and 3 % who voice a large and a small loss (TARP)",
        worth=(0.03, 0.69),
    )
    """Chance that a person voices a failure when complaining is neither easy nor hard."""

    talkativeness: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source="Assumption: 1 = the reach of word_of_mouth"
    )
    """Factor on the number of people a notable contact is told to."""

    trait_spread: NonNegative = quantity(
        0.4, unit="coefficient of variation", mark="assumed", source="Assumption", structural=True
    )
    """Spread between people of price sensitivity, talkativeness and the log odds of voice."""

    expectation_spread: Fraction = quantity(
        0.03, unit="level", mark="assumed", source="Assumption", structural=True
    )
    """Standard deviation between people of the expectation a relationship opens with."""

    patience_spread: NonNegative = quantity(
        0.4, unit="coefficient of variation", mark="assumed", source="Assumption", structural=True
    )
    """Spread of mean patience between people; 0 makes all alike."""

    channel_shares: dict[Name, Positive] = quantity(..., unit="weight", mark="assumed", source=OWN)
    """Taste for each channel as a weight; a channel left out is never chosen."""

    taste_spread: NonNegative = quantity(
        0.5, unit="log odds", mark="assumed", source="Assumption", structural=True
    )
    """Standard deviation of personal tastes around the segment's."""


class Dimensions(Strict):
    """One weight per SERVQUAL dimension; they sum to 1."""

    reliability: Fraction = quantity(
        0.32, unit="fraction", mark="recalled", source=RECALLED_WEIGHTS, worth=(0.2, 0.45)
    )
    """The promised service, dependably and accurately."""
    responsiveness: Fraction = quantity(
        0.22, unit="fraction", mark="recalled", source=RECALLED_WEIGHTS, worth=(0.1, 0.35)
    )
    """Help without delay."""
    assurance: Fraction = quantity(
        0.19, unit="fraction", mark="recalled", source=RECALLED_WEIGHTS, worth=(0.1, 0.3)
    )
    """Knowledge and courtesy that inspire trust."""
    empathy: Fraction = quantity(
        0.16, unit="fraction", mark="recalled", source=RECALLED_WEIGHTS, worth=(0.1, 0.3)
    )
    """Caring, individual attention."""
    tangibles: Fraction = quantity(
        0.11, unit="fraction", mark="recalled", source=RECALLED_WEIGHTS, worth=(0.05, 0.2)
    )
    """Premises, equipment, appearance."""

    @model_validator(mode="after")
    def _sum_to_one(self) -> Self:
        total = sum(getattr(self, name) for name in type(self).model_fields)
        if abs(total - 1.0) > 1e-9:
            raise ValueError(f"the five weights sum to {total:.4g}; make them sum to 1")
        return self


class Perception(Strict):
    """How a contact becomes satisfaction, and satisfaction becomes behaviour."""

    weights: Dimensions = Dimensions()
    """Importance of the five SERVQUAL dimensions."""

    reliability_after_failure: Fraction = quantity(
        0.1, unit="level", mark="assumed", source="Assumption"
    )
    """Reliability a customer perceives in a contact that failed."""

    zone_of_tolerance: Fraction = quantity(
        0.05,
        unit="level",
        mark="assumed",
        source="Assumption: form after Zeithaml, Berry & Parasuraman (1993)",
        worth=(0, 0.2),
    )
    """Half width of the zone in which a gap hardly matters."""

    slope_inside: NonNegative = quantity(
        0.3, unit="-", mark="assumed", source=DISCONFIRMATION, worth=(0, 1)
    )
    """Effect of a gap inside the zone of tolerance."""

    slope_above: NonNegative = quantity(
        1.0, unit="-", mark="assumed", source=DISCONFIRMATION, worth=(0.5, 2)
    )
    """Effect of a gap above the zone of tolerance."""

    slope_below: NonNegative = quantity(
        1.8, unit="-", mark="assumed", source=DISCONFIRMATION, worth=(1, 3)
    )
    """Effect of a gap below the zone of tolerance; losses weigh more than gains."""

    price_weight: NonNegative = quantity(
        0.15, unit="-", mark="assumed", source="Assumption", worth=(0, 0.5)
    )
    """Fall of a contact's score per unit of log price index, for a price sensitivity of 1."""

    neutral_satisfaction: OpenFraction = quantity(
        0.7, unit="level", mark="assumed", source="Assumption: 70 of 100, expectations met"
    )
    """Satisfaction of a customer whose expectations are just met."""

    opening_satisfaction: Fraction = quantity(
        0.7, unit="level", mark="assumed", source="Assumption: neutral", structural=True
    )
    """Satisfaction with which a relationship opens."""

    opening_expectation: Fraction = quantity(
        0.8, unit="level", mark="assumed", source="Assumption", structural=True
    )
    """Expectation on every dimension with which a relationship opens."""

    satisfaction_step: Fraction = quantity(
        0.25, unit="fraction/contact", mark="assumed", source="Assumption", worth=(0.05, 0.5)
    )
    """How far one contact moves satisfaction toward its score."""

    expectation_step: Fraction = quantity(
        0.15, unit="fraction/contact", mark="assumed", source="Assumption", worth=(0, 0.4)
    )
    """How far one contact moves expectation."""

    experience_weight: Fraction = quantity(
        0.5,
        unit="fraction",
        mark="assumed",
        source="Assumption: at 1 satisfaction always returns to neutral, at 0 habit never forms",
        worth=(0, 0.9),
    )
    """Weight of own experience in what is expected; the rest is what competitors offer."""

    promise_step: Fraction = quantity(
        0.05, unit="fraction/contact", mark="assumed", source="Assumption", worth=(0, 0.2)
    )
    """How far the advertised promise pulls expectation at each contact."""

    exit_response: NonNegative = quantity(
        7.2,
        unit="log odds",
        mark="literature",
        source="Jones & Sasser (1995): Xerox's score 5 rebuys six times as often as score 4; "
        "ln 6 on a quarter of the scale",
        worth=(0, 12),
    )
    """Fall of the log odds of leaving per unit of satisfaction above neutral."""

    delight_curvature: NonNegative = quantity(
        1.0,
        unit="-",
        mark="assumed",
        source="Assumption: form after Mittal & Kamakura (2001), behaviour convex in satisfaction",
        worth=(0, 3),
    )
    """Extra response of behaviour to satisfaction above neutral; 0 makes it linear."""

    wallet_response: NonNegative = quantity(
        3.0, unit="log odds", mark="assumed", source="Assumption", worth=(0, 6)
    )
    """Rise of the log odds of choosing us per unit of satisfaction above neutral."""

    price_tolerance: NonNegative = quantity(
        1.5,
        unit="-",
        mark="assumed",
        source="Assumption: direction after Homburg, Koschate & Hoyer (2005), recalled",
        worth=(0, 4),
    )
    """Fall of the log of price sensitivity per unit of satisfaction above neutral."""

    habit_step: Fraction = quantity(
        0.1, unit="fraction/need", mark="assumed", source="Assumption", worth=(0.05, 0.5)
    )
    """How far one need moves habit: toward 1 when it comes to us, toward 0 when it does not."""

    habit_response: NonNegative = quantity(
        0.0, unit="log odds", mark="assumed", source="Assumption: no habit", worth=(0, 3)
    )
    """Rise of the log odds of choosing us per unit of habit above the share of wallet."""

    spend_growth_per_year: NonNegative = quantity(
        0.03,
        unit="fraction/year",
        mark="assumed",
        source="Assumption: well below Reichheld & Sasser (1990), see Reinartz & Kumar (2002)",
        worth=(0, 0.15),
    )
    """Growth of spend per purchase with each year as a customer."""

    spend_growth_years: NonNegative = quantity(
        5.0, unit="year", mark="assumed", source="Assumption: the span of Reichheld & Sasser (1990)"
    )
    """Years after which spend grows no more."""


class Recovery(Strict):
    """What a complainant makes of the way a failure was put right."""

    speed_weight: Fraction = quantity(
        0.4, unit="fraction", mark="assumed", source="Assumption: order after TARP (speed matters)"
    )
    """Weight of speed."""
    compensation_weight: Fraction = quantity(
        0.35,
        unit="fraction",
        mark="assumed",
        source="Assumption: order after Orsingher et al. (2010), distributive first",
    )
    """Weight of compensation (distributive justice)."""
    interaction_weight: Fraction = quantity(
        0.25, unit="fraction", mark="assumed", source="Assumption: after Orsingher et al. (2010)"
    )
    """Weight of the way one is treated (interactional justice)."""
    tolerance_days: Positive = quantity(
        5.0, unit="day", mark="assumed", source="Assumption", worth=(1, 14)
    )
    """Time after which an answer has lost all but 37 % of the worth of its speed."""
    fair_compensation: Positive = quantity(
        0.3, unit="fraction", mark="assumed", source="Assumption", le=1.0, worth=(0.1, 1)
    )
    """Compensation, as a share of the spend at stake, that counts as full."""
    interaction_per_empowerment: NonNegative = quantity(
        0.4,
        unit="-",
        mark="assumed",
        source="Assumption: direction after Bowen & Lawler (1992), recalled",
        worth=(0, 1),
    )
    """Rise of the way complainants are treated per unit of empowerment above one half."""
    step: Fraction = quantity(
        0.6, unit="fraction", mark="assumed", source="Assumption", worth=(0.2, 0.9)
    )
    """How far a recovery moves satisfaction toward its score."""

    @model_validator(mode="after")
    def _sum_to_one(self) -> Self:
        total = self.speed_weight + self.compensation_weight + self.interaction_weight
        if abs(total - 1.0) > 1e-9:
            raise ValueError(f"the three weights sum to {total:.4g}; make them sum to 1")
        return self


class WordOfMouth(Strict):
    """Who tells how many, and what hearing does."""

    notable_gap: Fraction = quantity(
        0.12, unit="level", mark="assumed", source="Assumption", worth=(0.05, 0.3)
    )
    """Distance of a contact's score from neutral from which it is worth telling."""
    reach_good: NonNegative = quantity(
        0.5,
        unit="person",
        mark="assumed",
        source="Assumption: the trade press's 8 are contacts over a long time, not tellings",
        worth=(0, 8),
    )
    """Mean number of people told about a good contact."""
    reach_bad: NonNegative = quantity(
        1.5,
        unit="person",
        mark="assumed",
        source="Assumption: ratio 1:3 after the trade press's 8 against 25",
        worth=(0, 25),
    )
    """Mean number of people told about a bad contact."""
    attitude_step: Fraction = quantity(
        0.2,
        unit="fraction",
        mark="recalled",
        source="East, Hammond & Lomax (2008): mean shifts +.20 and -.11, recalled, unverified",
        worth=(0.05, 0.4),
    )
    """How far hearing moves the listener's attitude toward the news."""
    hearsay_step: Fraction = quantity(
        0.03, unit="fraction", mark="assumed", source="Assumption", worth=(0, 0.1)
    )
    """How far hearing moves a customer's expectation toward the news."""
    consider_chance: Fraction = quantity(
        0.15, unit="fraction", mark="assumed", source="Assumption", worth=(0, 0.5)
    )
    """Chance that somebody who is not a customer considers us on hearing good news."""


class Customers(Strict):
    """Everybody who could buy, and how they judge."""

    segments: dict[Name, Segment] = quantity(..., unit="-", mark="assumed", source=OWN)
    """The market by segment."""
    perception: Perception = Perception()
    """How a contact becomes satisfaction and behaviour."""
    recovery: Recovery = Recovery()
    """What complainants make of the answer."""
    handover: Handover = Handover()
    """What being sent from one channel to another does."""
    word_of_mouth: WordOfMouth = WordOfMouth()
    """Who tells how many, and what hearing does."""

    @model_validator(mode="after")
    def _shares(self) -> Self:
        if not self.segments:
            raise ValueError("at least one segment is needed")
        total = sum(segment.share for segment in self.segments.values())
        if abs(total - 1.0) > 1e-9:
            raise ValueError(f"the shares of the segments sum to {total:.4g}; make them sum to 1")
        return self
