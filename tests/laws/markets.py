"""Random markets, and the people in them."""

from hypothesis import strategies as st

from tests.laws.ranges import effects, shares, some


@st.composite
def segments(draw: st.DrawFn, share: float, names: list[str]):
    """One segment; everybody may take at least the first channel, which serves everything."""
    chosen = draw(st.sets(st.sampled_from(names)))
    return {
        "share": share,
        "opening_customers": draw(some(shares, 0.0, 1.0)),
        "opening_spread_weeks": draw(some(st.floats(0.0, 26.0), 0.0)),
        "purchases_per_year": draw(some(st.floats(0.0, 120.0), 0.0, 60.0)),
        "purchase_rate_shape": draw(st.one_of(st.none(), st.floats(0.1, 5.0))),
        "advice_per_purchase": draw(some(st.floats(0.0, 2.0), 0.0)),
        "support_per_purchase": draw(some(st.floats(0.0, 2.0), 0.0)),
        "spend_shape": draw(st.one_of(st.none(), st.floats(0.5, 10.0))),
        "spend_spread": draw(st.one_of(st.none(), st.floats(1.1, 10.0))),
        "advice_sale_chance": draw(shares),
        "support_sale_chance": draw(shares),
        "relationship": draw(st.sampled_from(["lapsing", "renewal"])),
        "renewal_months": draw(some(st.floats(0.25, 6.0), 1.0, 2.0)),
        "exit_alpha": draw(st.floats(0.1, 3.0)),
        "exit_beta": draw(st.floats(0.1, 9.0)),
        "exit_odds": draw(some(effects, 0.0, 1.0)),
        "switching_cost": draw(effects),
        "share_of_wallet": draw(some(shares, 0.0, 1.0)),
        "price_sensitivity": draw(effects),
        "complaint_propensity": draw(shares),
        "talkativeness": draw(some(st.floats(0.0, 10.0), 0.0)),
        "trait_spread": draw(some(st.floats(0.0, 1.0), 0.0)),
        "patience_spread": draw(some(st.floats(0.0, 1.0), 0.0)),
        "channel_shares": {
            name: draw(st.floats(0.1, 2.0)) for name in sorted({"channel0"} | chosen)
        },
    }


markets = st.fixed_dictionaries(
    {
        "people": st.integers(1, 80),
        "considerations_per_year": some(st.floats(0.0, 24.0), 0.0),
        "advertising_per_month": some(st.floats(0.0, 2000.0), 0.0),
        "promise": shares,
        "conversion": some(shares, 0.0, 1.0),
        "opening_attitude": shares,
        "competitor_quality": st.floats(0.01, 0.99),
        "outreach": st.fixed_dictionaries(
            {
                "welcome_contacts_per_month": some(st.floats(0.0, 4.0), 0.0),
                "annoyance_step": some(shares, 0.0),
                "opt_out_chance": some(shares, 0.0, 1.0),
            }
        ),
        "competitor_price_index": st.floats(0.2, 5.0),
        "competitors": some(st.floats(1.0, 20.0), 1.0),
        "price_sensitivity_elasticity": effects,
        "entrants": some(st.floats(0.0, 5.0), 0.0),
        "entrant_quality": st.floats(0.01, 0.99),
        "entrant_price_index": st.floats(0.2, 5.0),
        "price_reaction_per_month": some(shares, 0.0, 1.0),
        "quality_reaction_per_month": some(shares, 0.0, 1.0),
        "competition_to_leaving": some(shares, 0.0, 1.0),
        "choice_by_presence": some(shares, 0.0, 1.0),
        "partner_considerations_per_month": some(st.floats(0.0, 50.0), 0.0),
        "referral_fee": st.floats(0.0, 100.0),
        "press_reach_per_month": some(shares, 0.0, 1.0),
        "press_news": some(shares, 0.0, 1.0),
        "press_satisfaction_step": shares,
        "need_factor": some(st.floats(0.0, 3.0), 0.0, 1.0),
        "support_factor": some(st.floats(0.0, 5.0), 0.0, 1.0),
    }
)

customers = st.fixed_dictionaries(
    {
        "perception": st.fixed_dictionaries(
            {
                "satisfaction_step": some(shares, 0.0, 1.0),
                "expectation_step": some(shares, 0.0, 1.0),
                "promise_step": shares,
                "zone_of_tolerance": shares,
                "slope_below": effects,
                "price_weight": effects,
                "price_tolerance": effects,
                "habit_step": shares,
                "habit_response": some(effects, 0.0),
                "exit_response": st.floats(0.0, 20.0),
                "spend_growth_per_year": shares,
            }
        ),
        "recovery": st.fixed_dictionaries({"step": shares}),
        "handover": st.fixed_dictionaries(
            {
                "steering_acceptance": some(shares, 0.0, 1.0),
                "steering_dislike": shares,
                "repeat_empathy_loss": shares,
            }
        ),
        "word_of_mouth": st.fixed_dictionaries(
            {
                "notable_gap": some(shares, 0.0),
                "reach_good": some(st.floats(0.0, 30.0), 0.0),
                "reach_bad": some(st.floats(0.0, 30.0), 0.0),
                "attitude_step": shares,
                "hearsay_step": shares,
                "consider_chance": shares,
            }
        ),
    }
)
