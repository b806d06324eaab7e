"""When nothing reads a value of a channel."""

from typing import Final

from sim.scenarios.facts import (
    NEEDS,
    calls_back_from,
    comes,
    complains,
    is_reached,
    sells,
    serves_itself,
    steers,
    waits_nowhere,
    wastes_weights,
)
from sim.scenarios.idle_rules.rule import Rule, each

STAFFED: Final = "channel {} has staff, who convey their own"
ALONE: Final = "channel {} is self-service without a limit, where nobody waits"

RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "channels.*",
        lambda s, name: not is_reached(s, name),
        "no contact ever comes to channel {}",
        "open it, name it in channel_shares, or let another channel escalate to it",
    ),
    Rule(
        "channels.*.handle_time_cv",
        lambda s, name: s.channels[name].handle_time_distribution == "exponential",
        "handle times of channel {} are exponential, whose spread is their mean",
        "set handle_time_distribution: lognormal",
    ),
    *(
        Rule(
            f"channels.*.{key}",
            lambda s, name: not serves_itself(s, name),
            STAFFED,
            f"change employees.service.{key}_base, which holds for all staff",
        )
        for key in ("assurance", "empathy")
    ),
    *each(
        "channels.*",
        ("patience_minutes", "priority", "wait_aversion", "answer_target_minutes"),
        waits_nowhere,
        ALONE,
        "name a team in served_by, or a capacity",
    ),
    Rule(
        "channels.*.commission_fraction",
        lambda s, name: not sells(s, name),
        "nothing is sold in channel {}",
        "let it serve purchases",
    ),
    Rule(
        "channels.*.escalates_to",
        lambda s, name: (
            (target := s.channels[name].escalates_to) is not None and not s.channels[target].is_open
        ),
        "the channel that {} escalates to is closed",
        "open it, or name another",
    ),
    Rule(
        "channels.*.escalates_to",
        lambda s, name: s.channels[name].failure_chance == 0,
        "no contact in channel {} fails",
        "raise its failure_chance",
    ),
    *each(
        "channels.*",
        ("steers_to", "steered_fraction", "incentive_per_steered_contact"),
        lambda s, name: not steers(s, name),
        "nobody is steered away from channel {}",
        "give it steered_fraction, and in steers_to a channel that is open at the same time, "
        "serves the same needs and stands in channel_shares of the same segment",
    ),
    Rule(
        "channels.*.arrival_profile",
        lambda s, name: wastes_weights(s.channels[name]),
        "channel {} is closed in these hours",
        "set them to 0, or open the channel then",
        what="has weights that count nothing",
    ),
    *(
        Rule(
            f"channels.*.handle_minutes.{kind}",
            lambda s, name, kind=kind: not comes(s, name, kind),
            f"channel {{}} does not serve {kind}",
            "name it in serves",
            levers_only=True,
        )
        for kind in NEEDS
    ),
    Rule(
        "channels.*.handle_minutes.complaint",
        lambda s, name: name != s.firm.recovery.channel or not complains(s),
        "no complaint is handled in channel {}",
        "name it in firm.recovery.channel",
        levers_only=True,
    ),
    Rule(
        "channels.*.handle_minutes.call_back",
        lambda s, name: not calls_back_from(s, name),
        "nobody is called from channel {}",
        "name it in firm.after_sale.channel, and raise call_back_fraction",
        levers_only=True,
    ),
)
