"""What a random number decides: every purpose is named once, so that no two share a draw."""

from typing import Final

# Traits of a person, counter 0 unless stated ------------------------------------------------------
SEGMENT: Final = 1
OPENING: Final = 2
"""Whether a person is a customer when the clock starts."""
OPENING_TIME: Final = 3
"""When an opening customer joins."""
NEED_RATE: Final = 4
SPEND_LEVEL: Final = 5
PATIENCE_TRAIT: Final = 6
PRICE_TRAIT: Final = 7
COMPLAINT_TRAIT: Final = 8
TALK_TRAIT: Final = 9
EXPECTATION_TRAIT: Final = 10
EXIT_TRAIT: Final = 11
TASTE: Final = 12
"""Counter: channel."""
RENEWAL_PHASE: Final = 13
"""How far an opening customer's contract has run when the clock starts."""
OPENING_TENURE_TRAIT: Final = 14
"""How long an opening customer has been one when the clock starts."""
LAST_PURCHASE_TRAIT: Final = 15
"""How long ago an opening customer bought last when the clock starts."""

# Decisions of a person, counter: need, contact or month -------------------------------------------
NEED_GAP: Final = 20
NEED_KIND: Final = 21
WALLET: Final = 22
CHANNEL: Final = 23
HOUR: Final = 24
PATIENCE: Final = 25
SALE: Final = 26
SPEND: Final = 27
COMPLAINT: Final = 28
EXIT: Final = 29
EXIT_PREVENTED: Final = 30
TOLD: Final = 31
LISTENER: Final = 32
"""Counter: telling (contact times `MOST_TOLD` plus number) times `MOST_ATTEMPTS` plus attempt."""
LISTENER_CONSIDERS: Final = 33
"""Counter: the telling."""
REACHED: Final = 34
"""Counter: month."""
REACHED_TIME: Final = 35
REACHED_SOURCE: Final = 36
CONVERSION: Final = 37
"""Counter: consideration."""
RENEWAL_EXIT: Final = 38
RENEWAL_PREVENTED: Final = 39
HANDLE: Final = 40
"""Counter: contact; the customer's side of a handle time, so that arms share it."""
FAILURE: Final = 41

STEERED: Final = 120
"""Counter: need; whether somebody steered to another channel goes along."""

# Offers and after-sale care, counter: the need of the purchase, or the month ----------------------
BUNDLE: Final = 90
SETTLED: Final = 91
"""Whether a voiced failure is settled on the spot."""
CALLED_BACK: Final = 92
FAILURE_FOUND: Final = 93
CALL_BACK_SALE: Final = 94
REMINDED: Final = 95
"""Counter: month."""
REMINDER_RESPONSE: Final = 96
REMINDER_TIME: Final = 97

# An employee, counter 0 for traits, else the shift or week ----------------------------------------
ABILITY: Final = 60
DISPOSITION: Final = 61
OPENING_TENURE: Final = 62
ABSENCE: Final = 63
QUIT: Final = 64
QUIT_PREVENTED: Final = 65
TIME_TO_FILL: Final = 66
ASSESSMENT: Final = 100
"""How an applicant's assessment comes out; `ABILITY` is what it does not tell."""

# Campaigns, by person, counter: the campaign's stream times `MOST_WAVES` plus the wave -----------
MEDIUM: Final = 80
"""Medium that a person prefers; counter 0."""
CONTROL: Final = 81
"""Whether a person is held out of a campaign; wave 0."""
RESPONSE: Final = 82
RESPONSE_DELAY: Final = 83
OPT_OUT: Final = 84

# The market and its shocks, counter: month or need ------------------------------------------------
PRESS_REACHED: Final = 110
"""Counter: month."""
PRESS_TIME: Final = 111
PRESS_CONSIDERS: Final = 112
FAULT: Final = 113
"""Counter: need; whether a purchase proves faulty."""

LEGS: Final = 4
"""Contacts of one need: the first, the one it escalates to, a complaint, a call-back [contact]."""
FIRST, ESCALATED, ANSWERED, CALLED = 0, 1, 2, 3
"""Which of them; need times `LEGS` plus this numbers a contact in a person's life."""

REMINDER_NEEDS: Final = 3 * 2**19
"""Number of the need that a reminder of month 0 prompts; needs, which count from 0, and answers to
campaigns, which count from `PROMPTED`, stay below [-]."""
CALL_BACK_SALES: Final = 2**21
"""Added to the need's number where the spend of a sale in its call-back is drawn."""

MOST_TOLD: Final = 32
"""Most people that one contact is told to [person]."""

MOST_ATTEMPTS: Final = 64
"""Draws after which a listener is taken by remainder; needed once in 2**64 tellings [count]."""

MOST_WAVES: Final = 1024
"""Waves that the draws of one campaign have room for [count]."""

MOST_STREAMS: Final = 2**22
"""Campaigns whose draws are told apart [count]."""

PROMPTED: Final = 2**20
"""Number from which on purchases in answer to a campaign are counted in a person's life, apart from
needs, so that a campaign leaves the draws of all needs as they are [-]."""
