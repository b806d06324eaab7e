"""The proof as people read it: every claim with what was found, the failures said aloud."""

import pytest

from sim.analysis.intervals import Interval
from sim.report.proof import markdown, print_proof, sentence, write_page
from sim.verification.battery import CHECKS
from sim.verification.check import Claim, Kind
from sim.verification.judge import Line, Verdict, unseen
from sim.verification.result import Verification

CHECK = CHECKS[0]


def proof_of(*lines: Line) -> Verification:
    """A proof with these lines."""
    return Verification(lines, (), 0.9999, 1, True, "auto")


def line(verdict: Verdict, kind: Kind = Kind.MEAN, why: str = "") -> Line:
    """A line with a verdict."""
    claim = Claim("waiting | long", 0.5, "minute", kind, most=0.75)
    return Line(CHECK, claim, Interval(0.123456, 0.1, 0.2, 5), verdict, why)


def test_the_sentence_counts_every_verdict():
    """What holds, what fails, what is soft and what was left out are told apart."""
    fails = proof_of(line(Verdict.HOLDS), line(Verdict.FAILS), line(Verdict.OUTSIDE, Kind.TARGET))
    assert sentence(fails).startswith("1 of 2 hard claims fail;")
    assert "0 of 1 soft" in sentence(fails)
    holds = proof_of(line(Verdict.HOLDS), line(Verdict.INSIDE, Kind.TARGET))
    assert sentence(holds).startswith("The one hard claim holds;")
    assert "1 of 1 soft" in sentence(holds)
    soft = sentence(proof_of(line(Verdict.INSIDE, Kind.TARGET)))
    assert soft == "No hard claim was run; 1 of 1 soft targets lie inside their range."
    both = proof_of(line(Verdict.HOLDS), line(Verdict.HOLDS))
    assert sentence(both).startswith("All 2 hard claims hold;")
    left_out = proof_of(line(Verdict.HOLDS), unseen(CHECK, Claim("x", 1.0), Verdict.NOT_RUN, "why"))
    assert sentence(left_out).endswith("; 1 hard claims were not run.")


def test_every_claim_has_a_row_that_no_name_can_break():
    """A bar in a name does not end a cell; the command and the source stand above the table."""
    page = list(markdown(proof_of(line(Verdict.HOLDS), line(Verdict.FAILS, why="because"))))
    rows = [text for text in page if text.startswith("| waiting")]
    assert [row.count("|") for row in rows] == [7, 7]
    assert "because" in rows[1]
    assert any(f"spc verify {CHECK.name} --full" in text for text in page)
    assert any(CHECK.source in text for text in page)


def test_the_terminal_names_every_check_and_its_outcome(capsys: pytest.CaptureFixture[str]):
    """Name, quantity, verdict and reason are printed, then the sentence."""
    print_proof(proof_of(line(Verdict.HOLDS), line(Verdict.FAILS, why="it broke")))
    printed = capsys.readouterr().out
    for word in (CHECK.name, "waiting | long", "holds", "FAILS", "it broke", "1 of 2 hard"):
        assert word in printed


def test_the_page_goes_into_the_folder(tmp_path):
    """A proof that was written gets its page beside its tables."""
    found = Verification((line(Verdict.HOLDS),), (), 0.99, 1, False, "auto", tmp_path)
    assert "waiting" in write_page(found).read_text(encoding="utf-8")
