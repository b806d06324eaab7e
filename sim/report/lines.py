"""Text broken into lines by the columns it takes: a Chinese character takes two."""

import re
import unicodedata
from typing import Final

HANGING: Final = "，。；：、）？！”’》"
"""Punctuation that stays with what it follows, on paper even beyond the edge."""

OPENING: Final = "（“《"
"""Punctuation that stays with what it precedes."""

_WIDE: Final = r"\u2e80-\u9fff\uff00-\uffef"
_TIES: Final = r"/\u00a0\u202f"
"""What keeps together what stands around it: a slash, and the spaces that do not break."""

_WORD: Final = rf"(?:[{_WIDE}]|[^\s{_WIDE}{_TIES}{OPENING}]+)"
PIECES: Final = re.compile(
    rf"[{OPENING}]*(?:[{_TIES}]*{_WORD}(?:[{_TIES}]+{_WORD})*[{_TIES}]*|[{_TIES}]+)[{HANGING}]*"
    rf"|[{OPENING}]+"
)
"""Words, and the characters of scripts that break anywhere; each with what belongs to it."""


def width(text: str) -> int:
    """Columns that a text takes [column]."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def broken(text: str, columns: int, *, hangs: bool = True) -> list[str]:
    """Lines of at most so many columns, broken at spaces and between Chinese characters.

    Parameters
    ----------
    text : str
        What to break; runs of spaces count as one.
    columns : int
        Columns of a line, at least 2 [column]; a longer word stands alone, and whole.
    hangs : bool
        Whether punctuation may stand beyond the edge, as no terminal lets it.

    Returns
    -------
    list of str
        Empty for a text of nothing but spaces.
    """
    lines: list[str] = []
    end = 0
    for piece in PIECES.finditer(text):
        gap = " " if piece.start() > end else ""
        seen = piece[0].rstrip(HANGING) if hangs else piece[0]
        if lines and width(lines[-1] + gap + seen) <= columns:
            lines[-1] += gap + piece[0]
        else:
            lines.append(piece[0])
        end = piece.end()
    return lines
