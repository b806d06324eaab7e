"""A made-up answer with the shape and size of a real one, for tests of what people see."""

import math

import numpy as np
import pandas as pd

from sim.experiment import recorded, tables
from sim.experiment.answer import Answer, World
from sim.experiment.differences import declared
from sim.metrics import CATALOGUE
from sim.parameters import ARROWS, TIERS
from sim.records import ACCOUNTS, VIGINTILES

WARM_UP, MONTHS, REPLICATIONS = 12, 48, 8
ALTERNATIVES = (
    ("base", "Base", "The business as it is."),
    ("target", "Retention +5 points, free", "The textbook claim: five points more, at no cost."),
    ("service", "Retention through service", "Training and tools for every team from month 3."),
    ("staff", "Staff retention +10 points", "Fewer quits, by assumption."),
    (
        "cut_chain",
        "Service, chain cut at satisfaction",
        "The same money; satisfaction keeps nobody.",
    ),
)
SEGMENTS, CHANNELS, TEAMS = (
    ("households", "businesses"),
    ("store", "online", "social", "hotline", "partner"),
    ("store", "hotline", "back_office"),
)
KPIS = {  # key figure: base mean, effect by alternative, half width
    "internal_quality": (55.0, (0, 8.1, 0, 8.1), 0.4),
    "employee_satisfaction": (62.0, (0.1, 4.1, 1.2, 3.8), 0.6),
    "employee_retention": (0.78, (0, 0.034, 0.1, 0.034), 0.012),
    "quits_per_year": (9.2, (0, -1.4, -4.1, -1.4), 0.6),
    "absence": (0.052, (0, -0.006, -0.001, -0.006), 0.001),
    "occupancy": (0.71, (0.02, -0.03, -0.02, -0.04), 0.006),
    "contacts_per_paid_day": (14.2, (0.5, 0.7, 0.4, 0.5), 0.08),
    "efficiency": (0.88, (0, 0.041, 0.022, 0.041), 0.004),
    "experience": (2.9, (0, 0.2, 0.6, 0.2), 0.09),
    "service_level": (0.79, (-0.02, 0.06, 0.04, 0.06), 0.009),
    "abandonment": (0.061, (0.006, -0.014, -0.008, -0.015), 0.002),
    "mean_wait": (3.4, (0.4, -0.9, -0.5, -1.0), 0.15),
    "wait_p90": (8.1, (0.9, -2.2, -1.2, -2.3), 0.5),
    "failure_rate": (0.083, (0, -0.013, -0.005, -0.013), 0.002),
    "time_standard": (0.97, (-0.004, 0.012, 0.006, 0.013), 0.002),
    "service_quality": (66.0, (-0.4, 3.0, 1.1, 3.0), 0.3),
    "customer_satisfaction": (64.0, (-0.3, 2.9, 0.9, 2.9), 0.4),
    "nps": (12.4, (-0.4, 5.1, 1.7, 5.0), 0.8),
    "customer_retention": (0.80, (0.05, 0.021, 0.005, 0), 0.002),
    "share_of_wallet": (0.41, (-0.001, 0.014, 0.004, 0), 0.003),
    "referrals": (210, (-4, 44, 12, 41), 11),
    "customers_end": (4312, (388, 173, 40, 6), 30),
    "revenue": (4_558_000, (227_000, 128_000, 29_700, 17_700), 15_000),
    "profit": (706_000, (130_300, -24_500, 34_700, -122_000), 17_500),
    "npv": (2_411_000, (438_000, -101_000, 117_000, -431_000), 61_000),
}


def _differences(draw, titles):
    rows = []
    for index, name in enumerate(titles[1:]):
        for metric in CATALOGUE.values():
            plain = (50.0, (0.2, 2.0, 0.7, 2.0), 0.9)
            base, effects, noise = KPIS.get(metric.name, plain)
            half = noise * (0.6 + 0.8 * draw.random())
            mean = effects[index] + (noise / 6 * draw.standard_normal() if effects[index] else 0)
            mean, half = (mean, half) if mean else (0.0, 0.0)
            low, high = mean - half, mean + half
            verdict = "rises" if low > 0 else "falls" if high < 0 else "no clear change"
            verdict = verdict if half or mean else "unchanged"
            ratio = 9.1 + 4 * draw.random() if half else math.nan
            if metric.name == "complaint_days":
                base = mean = low = high = ratio = math.nan
                verdict = "not measured"
            wide = (math.nan, math.nan)
            if base == base:
                wide = (mean - 1.4 * half, mean + 1.4 * half)
            rows.append(
                (name, metric.name, metric.label, metric.stage, metric.unit, metric.better, base,
                 base + mean, mean, low, high, *wide, mean / base, low / base, high / base, 0.95,
                 REPLICATIONS, ratio, verdict)
            )  # fmt: skip
    return pd.DataFrame(rows, columns=[column.name for column in tables.DIFFERENCES.columns])


def _ranking(differences, titles):
    """Worlds by their mean difference; the first by profit is clearly the best."""
    rows = []
    for kpi, part in differences.groupby("kpi", sort=False):
        entry = CATALOGUE[kpi]
        if entry.better == "none":
            continue
        gains = {titles[0]: 0.0, **dict(zip(part["alternative"], part["difference"], strict=True))}
        order = sorted(gains, key=lambda name: -gains[name] * (-1 if entry.better == "down" else 1))
        for name in gains:
            rank = order.index(name) + 1
            against = order[0] if rank > 1 else order[1]
            lead = abs(gains[name] - gains[against]) * (1 if rank == 1 else -1)
            chance, verdict = (0.97, "best") if rank == 1 else (0.03 / (len(order) - 1), "not best")
            rows.append(
                (name, kpi, entry.label, entry.stage, entry.unit, entry.better, rank, against,
                 lead, 0.8 * lead, 1.2 * lead, chance, REPLICATIONS, verdict)
            )  # fmt: skip
    return pd.DataFrame(rows, columns=[column.name for column in tables.RANKING.columns])


def _grid(names, *keys):
    """Every combination of alternative, replication, month and further keys, as columns."""
    months = range(-WARM_UP, MONTHS)
    index = pd.MultiIndex.from_product(
        [names, range(REPLICATIONS), months, *(values for _, values in keys)],
        names=["alternative", "replication", "month", *(key for key, _ in keys)],
    )
    return index.to_frame(index=False)


def _push(frame, names, sizes, delay, draw, noise):
    """An effect that builds up after month 0 on noise that the alternatives mostly share."""
    size = frame["alternative"].map(dict(zip(names, sizes, strict=True))).to_numpy(float)
    ramp = 1 - np.exp(-np.maximum(frame["month"] - 2, 0).to_numpy() / delay)
    shared = np.resize(draw.standard_normal(len(frame) // len(names)), len(frame))
    own = draw.standard_normal(len(frame)) * (frame["month"] >= 0) * (size != 0)
    return shared * noise + ramp * (size + own * noise / 3)


def _timeseries(names, draw):
    frame = _grid(names)
    closing = 4300 + _push(frame, names, (0, 388, 173, 40, 6), 14, draw, 18)
    satisfaction = 0.64 + _push(frame, names, (0, -0.003, 0.029, 0.009, 0.029), 6, draw, 0.003)
    frame["customers_opening"], frame["customers_closing"] = closing, closing
    frame["lost"] = 70 + _push(frame, names, (0, -18, -7, -2, 0), 3, draw, 4)
    frame["satisfaction_sum"] = satisfaction * closing
    frame["internal_quality"] = 0.55 + _push(frame, names, (0, 0, 0.08, 0, 0.08), 4, draw, 0)
    return frame


def _segments(names, draw):
    frame = _grid(names, ("segment", SEGMENTS), ("tier", TIERS))
    scale = frame["tier"].map({"regular": 1.0, "silver": 1.6, "gold": 2.4}).to_numpy()
    push = _push(frame, names, (0, 1900, 1100, 300, 150), 12, draw, 250)
    frame["customers_closing"] = 700 / scale
    frame["revenue"] = 60_000 * scale + push * scale * 1.7
    frame["contribution"] = 21_000 * scale + push * scale
    frame["satisfaction_sum"] = 0.64 * frame["customers_closing"]
    return frame


def _channels(names, draw):
    frame = _grid(names, ("channel", CHANNELS))
    frame["offered"] = 2100 + _push(frame, names, (0, 140, 60, 10, 0), 9, draw, 40)
    frame["abandoned"] = 120 + _push(frame, names, (0, 12, -28, -15, -29), 5, draw, 6)
    frame["served"] = frame["offered"] - frame["abandoned"]
    frame["answered"] = frame["served"]
    wait = 3.4 + _push(frame, names, (0, 0.4, -0.9, -0.5, -1.0), 5, draw, 0.2)
    frame["wait_time"] = wait / 1440 * frame["answered"]
    frame["scored"] = frame["perceived"] = frame["served"]
    score = 0.66 + _push(frame, names, (0, -0.004, 0.03, 0.011, 0.03), 5, draw, 0.004)
    frame["score_sum"] = score * frame["scored"]
    frame["revenue"] = 80_000 + _push(frame, names, (0, 4000, 2100, 600, 300), 10, draw, 900)
    return frame


def _employees(names, draw):
    frame = _grid(names, ("team", TEAMS))
    frame["staff_closing"] = 14.0
    level = 0.62 + _push(frame, names, (0, 0.001, 0.041, 0.012, 0.038), 7, draw, 0.006)
    frame["satisfaction_sum"] = level * frame["staff_closing"]
    frame["quits"] = 0.3 + _push(frame, names, (0, 0, -0.05, -0.12, -0.05), 8, draw, 0.1)
    frame["duty_time"] = 100.0
    frame["busy_time"] = 71 + _push(frame, names, (0, 2, -3, -2, -4), 8, draw, 1)
    return frame


def _ledger(names, draw):
    frame = _grid(names, ("account", [account.name for account in ACCOUNTS]))
    push = _push(frame, names, (0, -19_000, -10_000, -2500, -1500), 12, draw, 1500)
    cost = _push(frame, names, (0, 8000, 12_700, -500, 11_700), 1.5, draw, 300)
    account = frame["account"].to_numpy()
    amount = np.zeros(len(frame))
    amount[account == "purchases"] = -380_000 + push[account == "purchases"]
    amount[account == "cost_of_goods"] = 220_000
    amount[account == "wages"] = 90_000
    amount[account == "initiatives"] = cost[account == "initiatives"]
    amount[account == "cash"] = 0.0
    frame["debit_less_credit"] = amount
    total = frame.groupby(["alternative", "replication", "month"])["debit_less_credit"]
    frame.loc[account == "cash", "debit_less_credit"] = -total.transform("sum")[account == "cash"]
    return frame


def _concentration(names):
    rows = []
    for place, name in enumerate(names):
        for among, power in (("customers", 5.0 + place), ("buyers", 4.0)):
            best = 1.0 - (1.0 - np.arange(1, VIGINTILES + 1) / VIGINTILES) ** power
            rows += [
                (name, run, among, k + 1, 100, 1e5, 4e4, 300, (k + 1) / VIGINTILES, best[k])
                for run in range(REPLICATIONS)
                for k in range(VIGINTILES)
            ]
    return pd.DataFrame(rows, columns=[column.name for column in recorded.CONCENTRATION.columns])


def _clv_by_tenure(names, draw):
    """Retention that rises by selection alone, with some loyalty on top in two worlds."""
    years = np.arange(1, 7)
    rows = []
    for name in names:
        for run in range(REPLICATIONS):
            neutral = 1.0 - 0.3 / years + 0.004 * draw.standard_normal(6)
            loyal = 0.0 if name in ("base", "cut_chain") else 0.005 * years
            kept = neutral + loyal
            kept[-1] = math.nan
            rows += [
                (name, run, year, 200, 9000, kept[year - 1], neutral[year - 1], 400.0 - 9 * year,
                 1600.0 + 40 * year, 3.2e5)
                for year in years
            ]  # fmt: skip
    return pd.DataFrame(rows, columns=[column.name for column in tables.CLV_BY_TENURE.columns])


def _closed_form(names):
    rows, bridge = [], []
    for name, formula, contribution, costs, profit in (
        ("target", 1_310_000, 452_000, 0, 452_000),
        ("service", 540_000, 214_000, 305_000, -91_000),
        ("staff", 128_000, 52_000, -65_000, 117_000),
        ("cut_chain", 0, 9_000, 440_000, -431_000),
    ):
        rows.append(
            (name, 4302.0, 228.0, 0.80, 0.80 + formula / 26_000_000, 0.08, 651.0,
             651.0 + formula / 4302, formula, formula / 2_800_000, formula * 0.55, contribution,
             contribution - 61_000, contribution + 61_000, costs, profit, profit - 61_000,
             profit + 61_000, 0.95, REPLICATIONS)
        )  # fmt: skip
        steps = (
            ("closed form", "total", formula, "Customers times the change of lifetime value."),
            ("horizon", "change", -0.45 * formula, "48 months count; the formula never ends."),
            ("customers and queues", "change", contribution - 0.55 * formula,
             "Those kept queue with everybody else, and fewer are left to be won."),
            ("simulated contribution", "total", contribution, "What customers bring, discounted."),
            ("costs", "change", -costs, "What the initiative costs; the formula leaves it out."),
            ("simulated profit", "total", profit, "Discounted profit, alternative less base."),
        )  # fmt: skip
        bridge += [(name, *step) for step in steps]
    return (
        pd.DataFrame(rows, columns=[column.name for column in tables.CLOSED_FORM.columns]),
        pd.DataFrame(bridge, columns=[column.name for column in tables.BRIDGE.columns]),
    )


def _links(names):
    cut = {"customer_satisfaction_to_retention", "customer_satisfaction_to_share_of_wallet"}
    rows = [
        (name, arrow.name, arrow.source, arrow.target, 1.0,
         0.0 if name == "cut_chain" and arrow.name in cut else 1.0, arrow.claim)
        for name in names[1:]
        for arrow in ARROWS
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[column.name for column in tables.LINKS.columns])


def _levels(differences):
    base = differences.drop_duplicates("kpi").assign(alternative="base")
    return base.rename(columns={"base_mean": "mean"})[
        ["alternative", "kpi", "label", "stage", "unit", "mean", "low", "high", "replications"]
    ]


def _provenance():
    rows = [
        ("title", "Is retention worth it?", "", "retention_gain.yaml:1", "", "", ""),
        ("customers.segments.households.purchases_per_year", "11.0", "4.0",
         "retention_gain.yaml:14", "scenario", "", "1/year"),
        ("firm.discount_per_year", "0.08", "0.05", "retention_gain.yaml:31", "measured",
         "Treasury, 2024", "fraction"),
        ("teams.store.positions", "14", "", "--set", "scenario", "", "position"),
        *((f"alternatives.{index}.interventions.0.start_month", str(start), "0",
           "retention_gain.yaml:40", "scenario", "", "month")
          for index, start in enumerate((0, 3, 0, 3))),
        *((f"alternatives.{index}.name", world[0], "", "retention_gain.yaml:39", "", "", "")
          for index, world in enumerate(ALTERNATIVES[1:])),
    ]  # fmt: skip
    marks = ("assumed", "recalled", "literature", "assumed", "assumed", "recalled")
    rows += [
        (f"employees.learning.value_{n}", *2 * [f"{0.1 + n / 97:.3f}"], "default", marks[n % 6],
         "Oliva & Sterman (2001)" if marks[n % 6] == "literature" else "Assumption: typical",
         "fraction")
        for n in range(120)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[column.name for column in tables.PROVENANCE.columns])


MANIFEST = {
    "status": "finished",
    "command": "spc run retention_gain --seed 1 --precision profit=2%",
    "scenario": {
        "name": "retention_gain",
        "headline": "profit",
        "description": "Nothing here is measured.\n",
        "look_for": "Which link carries the gain, and what it costs.",
        "case": "C20",
        "warm_up_months": WARM_UP,
        "horizon_months": MONTHS,
        "files": ["firms/textbook.yaml", "retention_gain.yaml"],
        "sets": ["teams.store.positions=14"],
        "hash": "3f9a1c27d0",
        "text": "title: Is retention worth it?",
    },
    "seed": 1,
    "confidence": 0.95,
    "precision": {
        "reached": False,
        "targets": [
            {
                "kpi": "profit",
                "half_width": 0.02,
                "is_relative": True,
                "got": 0.031,
                "reached": False,
                "replications": REPLICATIONS,
                "replications_needed": 20,
            },
            {
                "kpi": "revenue",
                "half_width": 50_000.0,
                "is_relative": False,
                "got": 21_000.0,
                "reached": True,
                "replications": REPLICATIONS,
                "replications_needed": REPLICATIONS,
            },
        ],
    },
    "selection": None,
    "replications": REPLICATIONS,
    "runs": 5 * REPLICATIONS,
    "failed_runs": 0,
    "engine": "auto",
    "workers": 2,
    "versions": {"sim": "0.1.0", "python": "3.11.9", "simpy": "4.1.1", "numpy": "2.4.6"},
    "started_at": "2026-03-02T09:15:00+00:00",
    "seconds": 148.2,
    "seconds_in_runs": 284.0,
}


def answer(alternatives=ALTERNATIVES, **changes):
    """An answer with as many of the made-up alternatives as asked; `changes` replace fields."""
    draw = np.random.default_rng(7)
    alternatives = tuple(World(*alternative) for alternative in alternatives)
    names = [alternative[0] for alternative in ALTERNATIVES]
    kept = [alternative[0] for alternative in alternatives]
    closed_form, bridge = _closed_form(names)
    differences = _differences(draw, names)
    frames = {
        "differences": differences,
        "chain": differences[[CATALOGUE[kpi].headline for kpi in differences["kpi"]]],
        "links": _links(names),
        "closed_form": closed_form,
        "bridge": bridge,
        "timeseries": _timeseries(names, draw),
        "segments": _segments(names, draw),
        "channels": _channels(names, draw),
        "employees": _employees(names, draw),
        "ledger": _ledger(names, draw),
        "concentration": _concentration(names),
        "clv_by_tenure": _clv_by_tenure(names, np.random.default_rng(11)),
        "levels": _levels(differences),
        "ranking": _ranking(differences, names),
        "runs": pd.DataFrame(
            [(name, r, 1, "ok", "") for name in names for r in range(REPLICATIONS)],
            columns=["alternative", "replication", "seed", "status", "message"],
        ),
    }
    frames = {
        table: frame[frame["alternative"].isin(kept)].reset_index(drop=True)
        for table, frame in frames.items()
    }
    fields = {
        "scenario_title": "Is retention worth it?",
        "question": "What do five points of customer retention bring, and what do they cost?",
        "currency": "EUR",
        "alternatives": tuple(alternatives),
        "manifest": MANIFEST,
        "folder": None,
        "provenance": _provenance(),
        "plausibility": declared([], tables.PLAUSIBILITY),
        "hours": declared([], recorded.HOURS),
        **frames,
        **changes,
    }
    missing = {table.name for table in tables.TABLES} - set(fields)
    return Answer(**{name: pd.DataFrame() for name in missing}, **fields)
