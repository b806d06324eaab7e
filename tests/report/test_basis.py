"""What the answer rests on."""

from sim.report import basis, sections
from tests.report import synthetic


def test_start_marks_belong_to_the_alternatives_that_ran():
    """Leaving an alternative out moves no start mark to another one."""
    everything = basis.starts(synthetic.answer())
    fewer = basis.starts(synthetic.answer((synthetic.ALTERNATIVES[0], synthetic.ALTERNATIVES[3])))
    assert everything == {"target": 0, "service": 3, "staff": 0, "cut_chain": 3}
    assert fewer["staff"] == 0


def test_each_precision_is_told_with_what_was_reached():
    """One sentence for each figure: asked, got, and how many replications would do."""
    share, money = basis.precision(synthetic.answer())
    assert share == (
        "Profit: asked for ±2 % of the base, got ±3.1 % of the base: NOT reached, the cap came "
        "first (about 20 replications would be needed)."
    )
    assert money == "Revenue: asked for ±50,000 EUR a year, got ±21,000 EUR a year: reached."


def raced(**changes):
    """An answer that chose the best by profit."""
    selection = {
        "kpi": "profit", "indifference": 5000.0, "confidence": 0.95, "first_stage": 10,
        "survivors": ["target"], "decided": True, "left_out": 0,
        "replications": {"base": 8, "target": 8, "service": 8, "staff": 4, "cut_chain": 8},
    }  # fmt: skip
    manifest = synthetic.MANIFEST | {"selection": selection | changes}
    return synthetic.answer(manifest=manifest)


def test_a_choice_of_the_best_is_told_with_its_guarantee():
    """Beside the precisions stands what the race came to; worlds that were out ran fewer."""
    made = raced()
    assert basis.precision(made)[-1] == (
        "With 95 % confidence 'Retention +5 points, free' has the highest profit of the 5 worlds, "
        "provided that the best leads by 5,000 EUR a year or more."
    )
    told = {fact.name: fact.words for fact in basis.facts(made)}
    assert told["Replications of each world"] == "8, staff 4 (out)"
    open_end = raced(survivors=["base", "target"], decided=False, left_out=2)
    assert basis.precision(open_end)[-1] == (
        "The choice of the best by profit, with its guarantee, is still open after 8 replications: "
        "the base and 'Retention +5 points, free' are left (2 replications with a failed run do "
        "not count)."
    )


def test_worlds_are_ranked_with_their_chances():
    """The best by the headline first; every world has its share of the resamples."""
    rows = sections.chances(synthetic.answer())
    assert rows[0] == ("Retention +5 points, free", "97 %", "best")
    assert len(rows) == len(synthetic.ALTERNATIVES)
    assert "'Retention +5 points, free' 97 %; " in sections.chances_line(synthetic.answer())


def test_extensions_are_told():
    """How it was run says from how many replications to how many, and by which command."""
    step = {"from": 4, "to": 8, "command": "spc extend outputs/q-1 --replications 8"}
    manifest = synthetic.MANIFEST | {"extended": [step]}
    told = basis.facts(synthetic.answer(manifest=manifest))
    assert (
        basis.Fact("Extended", "from 4 to 8 replications: spc extend outputs/q-1 --replications 8")
        in told
    )
    assert "Extended" not in {fact.name for fact in basis.facts(synthetic.answer())}
