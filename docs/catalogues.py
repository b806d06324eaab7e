"""Write the catalogues of words that people read: what the code and the shipped questions say.

``make docs`` calls it. ``python -m docs.catalogues CODE`` begins another language: translate what
is empty in ``sim/locale/CODE/LC_MESSAGES/sim.po``, then ``make docs``.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final, TypeAlias

from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog

from sim.experiment import tables, warm_up
from sim.language import DOMAIN, LOCALES
from sim.metrics import CATALOGUE
from sim.parameters import ARROWS, TIERS
from sim.records import ACCOUNTS
from sim.report import wording
from sim.scenarios import library
from sim.scenarios.describe import describe
from sim.scenarios.questions import load_quietly
from sim.scenarios.schema.scenario import Scenario
from sim.scenarios.strict import ABOUT_THE_QUESTION, Mark

ROOT: Final = Path(__file__).resolve().parent.parent
KEYWORDS: Final = {"gettext": None, "ngettext": (1, 2), "counted": (1, 2), "later": None}
"""Functions whose words are translated: the first, or those for one and for many."""

Words: TypeAlias = str | tuple[str, ...]
"""A text, or its forms for one and for many."""

VERDICTS: Final = (
    *(tables.RISES, tables.FALLS, tables.NO_CLEAR_CHANGE, tables.UNCHANGED, tables.NOT_MEASURED),
    *(tables.BEST, tables.MAY_BE_BEST, tables.NOT_BEST),
)
SHOWN_OTHERWISE: Final = {"currency", "fraction", "level", "point", "-"}
"""Units that are not named as they are declared."""
KEYS: Final = ("segment", "tier", "channel", "team")
"""Keys whose names head the rows of a table in the report."""


def messages() -> Iterator[tuple[Words, str]]:
    """Every text that people read, with the file that says it; some more than once."""
    for method, pattern in (("python", "*.py"), ("jinja2.ext:babel_extract", "*.jinja")):
        for file in sorted((ROOT / "sim").rglob(pattern)):
            found = extract.extract_from_file(method, file, keywords=KEYWORDS)
            for _, words, _, _ in found:
                yield words, file.relative_to(ROOT).as_posix()
    yield from declared()
    yield from asked()


def declared() -> Iterator[tuple[str, str]]:
    """Words of the tables and of the chain, declared once for every reader."""
    for figure in CATALOGUE.values():
        unit = figure.unit.partition("/")[0]
        for words in (figure.label, figure.stage, *({unit} - SHOWN_OTHERWISE)):
            yield words, "sim/kpi"
    for arrow in ARROWS:
        for words in (arrow.name.replace("_", " "), arrow.source, arrow.target, arrow.claim):
            yield words, "sim/parameters/links.py"
    for account in ACCOUNTS:
        yield account.name.replace("_", " "), "sim/records.py"
    for words in (*VERDICTS, *KEYS, *TIERS):
        yield words, "sim/experiment/tables.py"
    for words in units():
        yield words, "sim/scenarios/schema"
    for name in warm_up.SERIES:
        yield name.removesuffix("_closing").replace("_", " "), "sim/experiment/warm_up.py"
    for mark in (*Mark, "scenario"):
        yield str(mark), "sim/scenarios/strict.py"


def units() -> Iterator[str]:
    """Units of what a question may set, and what rates are counted by, where said as declared."""
    for entry in describe(Scenario):
        head, _, per = entry.unit.partition("/")
        if entry.path.partition(".")[0] not in ABOUT_THE_QUESTION:
            yield from {head} - SHOWN_OTHERWISE - wording.PLURALS.keys()
            yield from {per} - wording.PERIODS.keys()


def asked() -> Iterator[tuple[str, str]]:
    """What the shipped questions and their firms say to people."""
    yield "Base", "sim/experiment/account.py"
    for name in library.shipped():
        if name.startswith("verification/"):
            continue
        scenario = load_quietly(name)
        where = f"scenarios/{name}.yaml"
        own = (scenario.title, scenario.question, scenario.description)
        for words in (*own, scenario.look_for, scenario.case):
            yield words.strip(), where
        for blocks in (scenario.customers.segments, scenario.channels, scenario.teams):
            for block in blocks:
                yield block.replace("_", " "), where
        for alternative in scenario.alternatives:
            yield alternative.title, where
            yield alternative.description.strip(), where


def template() -> Catalog:
    """The catalogue that every language fills."""
    made = _blank(None)
    for words, where in messages():
        if words:
            made.add(words, locations=[(where, 0)])
    return made


class Dateless(Catalog):
    """A catalogue whose head holds nothing that changes by itself: the same words, same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What `gettext` needs to know."""
        return [
            ("Project-Id-Version", "service-profit-chain"),
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def _blank(code: str | None) -> Catalog:
    comment = "# What people read. Translate here what is empty, then run `make docs`."
    return Dateless(code, header_comment=comment, fuzzy=False)


def filled(code: str, words: Catalog) -> Catalog:
    """A language's catalogue: the words of today with the translations there are."""
    made = _blank(code)
    file = LOCALES / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    known = pofile.read_po(BytesIO(file.read_bytes()), locale=code) if file.is_file() else made
    for message in words:
        if message.id:
            old = known.get(message.id)
            same = old is not None and old.pluralizable == message.pluralizable
            said = old.string if same and old.string else ""
            places = sorted(set(message.locations))
            made.add(message.id, said, locations=places, flags=message.flags)
    return made


def pages(codes: tuple[str, ...] = ()) -> dict[Path, bytes]:
    """Content of every catalogue by its file: for translators, and compiled."""
    words = template()
    there = {file.parents[1].name for file in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")}
    made = {}
    for code in sorted(there | set(codes)):
        catalogue = filled(code, words)
        folder = LOCALES / code / "LC_MESSAGES"
        text, compiled = BytesIO(), BytesIO()
        pofile.write_po(text, catalogue, width=96, sort_by_file=True, include_lineno=False)
        for message in list(catalogue):
            if message.id and not any(message.string):
                catalogue.delete(message.id)  # or the form for one would stand for many
        mofile.write_mo(compiled, catalogue)
        made[folder / f"{DOMAIN}.po"] = text.getvalue()
        made[folder / f"{DOMAIN}.mo"] = compiled.getvalue()
    return made


def write(codes: tuple[str, ...] = ()) -> None:
    """Write every catalogue."""
    for file, content in pages(codes).items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


if __name__ == "__main__":
    write(tuple(sys.argv[1:]))
