"""A remark on a question that can be run: something in it does nothing, and why."""

from typing import NamedTuple


class Notice(NamedTuple):
    """One thing in a question that does nothing, said as ``file:line: key: what: why; remedy``."""

    file: str
    """File as the user named it; ``--set`` for an override, ``default`` for what nobody wrote."""
    line: int
    """Line in that file, from 1; 0 when there is none."""
    key: str
    """Dotted path of the value, block or intervention."""
    what: str
    """What does nothing, or holds nobody."""
    why: str
    """Why."""
    remedy: str
    """What to change if it should do something."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.key}: {self.what}: {self.why}; {self.remedy}"


def placed(where: str, key: str, what: str, why: str, remedy: str) -> Notice:
    """A notice at a place as provenance writes it: ``file:line``, ``--set`` or ``default``."""
    file, _, line = where.rpartition(":")
    if file and line.isdecimal():
        return Notice(file, int(line), key, what, why, remedy)
    return Notice(where, 0, key, what, why, remedy)
