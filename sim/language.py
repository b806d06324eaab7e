"""The language in which people are spoken to: English in the code, others in gettext catalogues."""

import gettext as catalogues
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from sim.errors import UsageError

LOCALES: Final = Path(__file__).resolve().parent / "locale"
"""A folder for each language, ``<code>/LC_MESSAGES/sim.po`` with its compiled ``sim.mo``."""

DOMAIN: Final = "sim"
ENGLISH: Final = "en"

_SPOKEN: ContextVar[tuple[str, catalogues.NullTranslations]] = ContextVar(
    "spoken", default=(ENGLISH, catalogues.NullTranslations())
)


def languages() -> tuple[str, ...]:
    """Codes of the languages there are, English first."""
    found = LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    return (ENGLISH, *sorted(file.parents[1].name for file in found))


def spoken() -> str:
    """Code of the language in force."""
    return _SPOKEN.get()[0]


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language to people for a while; tables and files of numbers stay as they are.

    Parameters
    ----------
    code : str
        One of `languages`.

    Raises
    ------
    UsageError
        When there is no such language; the message names those there are.
    """
    if code not in languages():
        raise UsageError(f"no language '{code}'; there are: {', '.join(languages())}")
    if code == ENGLISH:
        catalogue = catalogues.NullTranslations()
    else:
        catalogue = catalogues.translation(DOMAIN, LOCALES, [code])
    token = _SPOKEN.set((code, catalogue))
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def gettext(text: str) -> str:
    """A text in the language in force; English where its catalogue lacks it."""
    return _SPOKEN.get()[1].gettext(text) if text else text


def ngettext(one: str, many: str, number: int) -> str:
    """A text in the language in force, in the form that a number asks for."""
    return _SPOKEN.get()[1].ngettext(one, many, number)


def counted(one: str, many: str, number: int) -> str:
    """So many things, ``{number}`` of them, in the form that the number asks for."""
    return ngettext(one, many, number).format(number=f"{number:,}")


def later(text: str) -> str:
    """A text to be translated where it is shown, marked for the catalogues where it stands."""
    return text


def joined(*sentences: str) -> str:
    """Sentences one after the other; empty ones are left out."""
    before, *rest = [words for words in sentences if words] or [""]
    for after in rest:
        before = gettext("{before} {after}").format(before=before, after=after)
    return before


def listed(names: Sequence[str]) -> str:
    """Names in a row: one, two and three; empty for none."""
    if len(names) < 2:
        return "".join(names)
    *most, last = names
    return gettext("{most} and {last}").format(most=gettext(", ").join(most), last=last)
