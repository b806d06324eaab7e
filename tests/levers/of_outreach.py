"""Levers on campaigns, the contact policy, personalisation and win-back."""

from types import MappingProxyType

from tests.levers.lever import Claim, Lever, figure, share, total

MAILING = {
    **{"response_chance": 0.1, "waves": 6, "wave_interval_weeks": 3, "control_fraction": 0.2},
    **{"response_delay_days": 2, "medium": "preferred"},
}
"""A campaign of six waves, the same to all customers."""

ALIKE = {
    "customers.segments.household.spend_spread": None,
    "customers.segments.professional.spend_spread": None,
}
"""Nobody spends much more than others, so that revenue shows what is bought."""

LEVERS = (
    Lever(
        16,
        "campaign to customers",
        ({"kind": "campaign", "name": "spring", **MAILING, "response_chance": 0.3},),
        Claim(total("firm.purchases"), rises=True),
        Claim(figure("revenue"), rises=True),
        cost="campaigns",
        sets=MappingProxyType(ALIKE),
    ),
    Lever(
        16,
        "preferred medium",
        ({"kind": "set", "path": "firm.campaigns.spring.medium", "value": "preferred"},),
        Claim(total("campaigns.responses"), rises=True),
        Claim(figure("revenue"), rises=True),
        cost=None,
        free_because="every medium costs the same per contact unless the campaign says otherwise",
        sets=MappingProxyType(
            {
                **ALIKE,
                "firm.campaigns": {"spring": {**MAILING, "medium": "sms", "response_chance": 0.6}},
            }
        ),
    ),
    Lever(
        16,
        "contact cap",
        ({"kind": "contact_policy", "most_contacts_per_person_per_month": 2},),
        Claim(total("campaigns.unwelcome"), rises=False),
        Claim(share("firm.satisfaction_sum", "firm.customers_closing"), rises=True),
        cost=None,
        free_because="contacts that are not made cost nothing",
        sets=MappingProxyType(
            {"firm.campaigns": {"daily": {**MAILING, "waves": 120, "wave_interval_weeks": 0.2}}}
        ),
    ),
    Lever(
        17,
        "personalisation",
        ({"kind": "personalisation", "level": 1.0, "response_effect": 2.0},),
        Claim(total("campaigns.responses"), rises=True),
        Claim(figure("revenue"), rises=True),
        cost="personalisation",
        sets=MappingProxyType({**ALIKE, "firm.campaigns": {"spring": MAILING}}),
    ),
    Lever(
        18,
        "win-back",
        ({"kind": "win_back", "name": "come_back", "waves": 5, "response_chance": 0.6},),
        Claim(total("firm.won_back"), rises=True),
        Claim(total("firm.customers_closing"), rises=True),
        cost="campaigns",
    ),
)
