"""The catalogues of every language: complete, true to their places, and up to date."""

import ast
import re
import unicodedata
from string import Formatter
from typing import NamedTuple

import pytest
from babel.messages import pofile

from docs import catalogues
from sim.language import LOCALES, joined, languages, listed, speaking

FILES = sorted(LOCALES.glob("*/LC_MESSAGES/sim.po"))
TAG = re.compile(r"<[^>]+>")
CODE = LOCALES.parent
CALLS = {"gettext": 1, "later": 1, "ngettext": 2, "counted": 2}
"""Functions that are handed texts, and how many of them."""


class Said(NamedTuple):
    """A text and one of its translations; forms for one and for many each by themselves."""

    id: str
    string: str
    fuzzy: bool


def read(file):
    """The messages of a language."""
    with file.open("rb") as words:
        for message in pofile.read_po(words):
            if isinstance(message.id, tuple):
                for string in message.string:
                    yield Said(message.id[-1], string, message.fuzzy)
            elif message.id:
                yield Said(message.id, message.string, message.fuzzy)


def fields(text):
    """Names of the places that are filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def is_full_width(letter):
    """Whether it is punctuation that brings its own space, as Chinese punctuation does."""
    wide = unicodedata.east_asian_width(letter) in "WF"
    return wide and unicodedata.category(letter).startswith("P")


def edges(text):
    """Spaces before and after."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def texts(tree):
    """Every text that a piece of code hands as it stands to be translated."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
            handed = node.args[: CALLS[node.func.id]]
            if all(isinstance(text, ast.Constant) for text in handed):
                values = tuple(text.value for text in handed)
                yield values[0] if len(values) == 1 else values


def literals():
    """Every text that the code hands as it stands to be translated."""
    for file in CODE.rglob("*.py"):
        yield from texts(ast.parse(file.read_text(encoding="utf-8")))


@pytest.fixture(params=FILES, ids=lambda file: file.parents[1].name)
def messages(request):
    """Messages of one language."""
    return list(read(request.param))


def test_nothing_is_left_untranslated(messages):
    """Every message has words, and none is marked as doubtful."""
    assert messages
    assert [message.id for message in messages if not message.string or message.fuzzy] == []


def test_every_place_is_filled_in(messages):
    """A translation has the places of its message, none lost and none of its own."""
    wrong = [one.id for one in messages if fields(one.id) != fields(one.string)]
    assert wrong == []


def test_tags_are_kept(messages):
    """A translation has the tags of its message, so that links lead somewhere."""
    wrong = [
        one.id for one in messages if sorted(TAG.findall(one.id)) != sorted(TAG.findall(one.string))
    ]
    assert wrong == []


def test_spaces_at_the_edges_are_kept(messages):
    """Pieces of a sentence stay apart: by the message's space, or by full-width punctuation."""
    for one in messages:
        ends = zip(edges(one.id), edges(one.string), (0, -1), strict=True)
        for asked, got, end in ends:
            assert got == asked or (not got and is_full_width(one.string[end])), one.id


def test_catalogues_are_those_of_today():
    """Words changed in the code stand in every catalogue, and what is compiled is what is read."""
    for file, content in catalogues.pages().items():
        assert file.read_bytes() == content, f"{file} is old: make docs"


def test_every_text_of_the_code_is_found():
    """What the code has translated reaches the translators, wherever in an expression it stands."""
    found = {message.id for message in catalogues.template() if message.id}
    assert set(literals()) - found == set()


def test_no_text_hides_in_an_f_string():
    """Whether one is found there depends on the Python that looks for it."""
    for file in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                assert not list(texts(node)), f"{file}:{node.lineno}"


def test_every_text_found_in_python_is_one_of_the_code():
    """Nobody is asked to translate a key that only stands near a text."""
    elsewhere = {*catalogues.declared(), *catalogues.asked()}
    python = {
        words
        for words, where in catalogues.messages()
        if words and where.endswith(".py") and (words, where) not in elsewhere
    }
    assert python - set(literals()) == set()


@pytest.mark.parametrize("code", languages())
def test_rows_and_sentences_keep_every_part(code):
    """Whatever the language puts between them, all names and sentences are there, in order."""
    parts = ["a1", "b2", "c3", "d4"]
    with speaking(code):
        for text in (listed(parts), joined(*parts)):
            assert re.findall(r"[a-d]\d", text) == parts
        assert joined("", "a1", "") == "a1" == listed(["a1"])
        assert joined() == "" == listed([])
