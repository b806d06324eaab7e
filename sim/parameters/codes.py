"""Names that engines know by number: the tables of codes."""

from typing import Final

PURCHASE: Final = 0
"""Need kind: buy something."""
ADVICE: Final = 1
"""Need kind: information before a sale."""
SUPPORT: Final = 2
"""Need kind: help after a sale."""
COMPLAINT: Final = 3
"""Contact kind: a failure is put right."""
CALL_BACK: Final = 4
"""Contact kind: we call a customer after a purchase."""
KINDS: Final = ("purchase", "advice", "support", "complaint", "call_back")
"""Names of the contact kinds, in the order of their numbers."""
LAPSING: Final = 0
"""Relationship kind: a chance to drop out after each purchase (the BG/NBD story)."""
RENEWAL: Final = 1
"""Relationship kind: a decision each period (the shifted-beta-geometric story)."""
RELATIONSHIPS: Final = ("lapsing", "renewal")
"""Names of the relationship kinds, in the order of their numbers."""
TIERS: Final = ("regular", "silver", "gold")
"""Customer tiers by twelve-month spend, lowest first."""
HIGHEST_PRIORITY: Final = 9
"""Highest queue priority that a tier can have; 0 is everybody's."""
RELATIONSHIP_LEVELS: Final = ("basic", "reactive", "accountable", "proactive", "partnership")
"""Kotler's relationship levels, the loosest first."""
SOURCES: Final = (
    *("unprompted", "advertising", "word_of_mouth", "partner", "press", "opening", "campaign"),
)
"""What made a new customer consider us, in the order every table keeps."""
LIFE_CYCLE: Final = ("prospect", "new", "growing", "loyal", "at risk", "lost", "won back")
"""Stages of a relationship, in the order of their numbers."""
DRIVERS: Final = ("selection", "training", "tools", "empowerment", "recognition", "support")
"""The six drivers of internal service quality, in the order every table keeps."""
DIMENSIONS: Final = ("reliability", "responsiveness", "assurance", "empathy", "tangibles")
"""The five SERVQUAL dimensions, in the order every table keeps."""
SELF_SERVICE: Final = -1
"""``Channel.team`` of a channel that customers serve themselves."""
NOWHERE: Final = -1
"""``Channel.escalates_to`` of one that hands nobody on, ``steers_to`` of one that steers nobody."""
UNLIMITED: Final = -1
"""``Channel.capacity`` of a channel in which nobody waits for a place."""
CUSTOMERS: Final = 0
"""Status: somebody who is a customer now."""
FORMER: Final = 1
"""Status: somebody who has been a customer and is none now."""
PROSPECTS: Final = 2
"""Status: somebody who has never been a customer."""
STATUSES: Final = ("customers", "former", "prospects")
"""Names of the statuses that a campaign can address, in the order of their numbers."""
MEDIA: Final = ("mail", "email", "phone", "sms")
"""Ways in which a campaign reaches people, in the order of their numbers."""
PREFERRED: Final = -1
"""``Campaign.medium`` of a campaign that reaches each person in the way this person prefers."""
EXPONENTIAL: Final = 0
"""Handle times are exponential, as in Erlang's formulas."""
LOGNORMAL: Final = 1
"""Handle times are lognormal, as measured in call centres (Brown et al. 2005)."""
HANDLE_TIMES: Final = ("exponential", "lognormal")
"""Names of the handle-time distributions, in the order of their numbers."""
