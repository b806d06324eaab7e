"""Text broken into lines by the columns it takes."""

import itertools
import textwrap

from hypothesis import given
from hypothesis import strategies as st

from sim.report.lines import HANGING, OPENING, PIECES, broken, width

LATIN = st.text("abc déf", max_size=60)
MIXED = st.text("ab 服务利润链，。", max_size=60)
TIES = "/\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
CLOSE = st.from_regex(
    rf"([（“]?(ab|利润|1{TIES[1]}%|2{TIES[2]}百万|分/年)[”）]?[，。]?[ ]?){{0,9}}", fullmatch=True
)


@given(LATIN, st.integers(4, 30))
def test_words_break_as_textwrap_breaks_them(text, columns):
    """Where no character is wide, lines are the standard library's; a long word is left whole."""
    expected = textwrap.wrap(" ".join(text.split()), columns, break_long_words=False)
    assert broken(text, columns) == expected


@given(MIXED, st.integers(4, 30))
def test_no_line_is_too_wide_and_nothing_is_lost(text, columns):
    """But for punctuation that hangs on and words that are longer; letters stay in order."""
    lines = broken(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        longest = max(len(word) for word in line.split())
        assert width(line.rstrip(HANGING)) <= columns or (len(line.split()) == 1 and longest > 2)


def test_a_chinese_character_takes_two_columns_and_may_end_a_line():
    """Four fit in eight columns, and the full stop hangs on."""
    assert broken("服务利润。链 a", 8) == ["服务利润。", "链 a"]


@given(MIXED, st.integers(8, 30))
def test_in_a_terminal_nothing_stands_beyond_the_edge(text, columns):
    """Without hanging, a line that is too wide is one word, however it is punctuated."""
    for line in broken(text, columns, hangs=False):
        pieces = PIECES.findall(line)
        assert width(line) <= columns or len(pieces) == 1, line


@given(CLOSE, st.integers(4, 30))
def test_what_belongs_together_stays_on_a_line(text, columns):
    """No line ends with an opening mark, or begins or ends with what ties or hangs."""
    lines = broken(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for before, after in itertools.pairwise(lines):
        assert before[-1] not in OPENING + TIES, lines
        assert after[0] not in HANGING + TIES, lines
