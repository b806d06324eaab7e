"""Text broken into lines by the columns it takes."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from sim.report.lines import HANGING, broken, width

LATIN = st.text("abc déf", max_size=60)
MIXED = st.text("ab 服务利润链，。", max_size=60)


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
