"""Which of the names that exist a mistyped name may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, names: Iterable[str], count: int = 1) -> tuple[str, ...]:
    """The names most like a word, best first; empty when none is close.

    Parameters
    ----------
    word : what was written
    names : what exists
    count : at most so many answers [count]
    """
    by_folded = {name.casefold(): name for name in sorted(names)}
    matches = get_close_matches(word.casefold(), by_folded, n=count, cutoff=0.6)
    return tuple(by_folded[match] for match in matches)


def did_you_mean(word: str, names: Iterable[str], what: str = "known here") -> str:
    """The remedy for an unknown name: the nearest one, or else the names to choose from.

    Parameters
    ----------
    word : what was written
    names : what exists
    what : how to introduce the list when nothing is close
    """
    names = sorted(names)
    close = nearest(word, names)
    if close:
        return f"did you mean '{close[0]}'?"
    if not names:
        return ""
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return f"{what}: {shown}"
