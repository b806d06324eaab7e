"""The part of customers' judgement that concerns being sent from one channel to another."""

from sim.scenarios.strict import Fraction, Strict, quantity


class Handover(Strict):
    """What customers make of being sent from one channel to another."""

    steering_acceptance: Fraction = quantity(
        0.5, unit="fraction", mark="assumed", source="Assumption", worth=(0.2, 0.9)
    )
    """Chance that somebody who likes both channels alike goes along when steered."""

    steering_dislike: Fraction = quantity(
        0.1, unit="level", mark="assumed", source="Assumption", worth=(0, 0.3)
    )
    """Empathy missed by somebody who goes along with hardly any taste for the other channel."""

    repeat_empathy_loss: Fraction = quantity(
        0.15, unit="level", mark="assumed", source="Assumption", worth=(0, 0.4)
    )
    """Empathy missed where everything has to be explained again."""
