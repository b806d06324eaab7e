"""A table of what people get wrong in a scenario file, and what they must be told."""

from typing import NamedTuple

from sim.scenarios.text import MAX_DEPTH

GOOD = """\
title: A good question
channels:
  hotline:
    staff: 3
  store:
    staff: 2
"""


class Bad(NamedTuple):
    """One mistake: the text, or text added below a good question, and what must be said."""

    about: str
    text: str
    line: int
    key: str
    words: tuple[str, ...]
    added: bool = False


def added(about: str, text: str, line: int, key: str, *words: str) -> Bad:
    """A mistake added below a good question; its lines count from 1."""
    return Bad(about, text, line + GOOD.count("\n"), key, words, added=True)


def alone(about: str, text: str, line: int, key: str, *words: str) -> Bad:
    """A file that holds nothing but the mistake."""
    return Bad(about, text, line, key, words)


def hotline(about: str, text: str, key: str, *words: str) -> Bad:
    """A mistake on line 4, inside the block of the hotline."""
    top = f"channels:\n  hotline:\n    staff: 3\n    {text}\n  store: {{staff: 2}}\n"
    return Bad(about, top, 4, f"channels.hotline{key and '.'}{key}", words)


TABLE = [
    # keys
    added("unknown key", "colour: red\n", 1, "colour", "unknown key", "known here", "channels"),
    added("mistyped key", "horizn: 12\n", 1, "horizn", "unknown key", "did you mean 'horizon'?"),
    hotline("mistyped key below", "shrinkag: 0.3", "shrinkag", "did you mean 'shrinkage'?"),
    hotline("capital letter", "Shrinkage: 0.3", "Shrinkage", "did you mean 'shrinkage'?"),
    added("key twice", "title: Again\n", 1, "title", "key given twice", "first is on line 1"),
    hotline("key twice below", "staff: 4", "staff", "key given twice", "first is on line 3"),
    added("number as key", "3: x\n", 1, "", "key is not text, got 3", "write it in quotes: '3'"),
    added("truth value as key", "true: x\n", 1, "", "key is not text, got true", "in quotes"),
    added("null as key", "~: x\n", 1, "", "key is not text, got nothing", "in quotes"),
    added("list as key", "? [a, b]\n: x\n", 1, "", "key is not text, got a list", "one word"),
    added(
        "name of a table",
        "offers: {My-Offer: {kind: price, price: 3}}\n",
        1,
        "offers.My-Offer",
        "name 'My-Offer' is not in lower_snake form",
        "a-z, 0-9 and _",
    ),
    alone(
        "missing key",
        "channels:\n  hotline: {shrinkage: 0.2}\n  store: {staff: 2}\n",
        2,
        "channels.hotline.staff",
        "missing",
        "give a whole number",
        "at least 1 [head]",
    ),
    alone("missing block", "title: Only words\n", 1, "channels", "missing", "Ways to reach"),
    # values
    hotline("wrong type", "shrinkage: low", "shrinkage", "must be a number, got text 'low'"),
    hotline(
        "percent as 30",
        "shrinkage: 30",
        "shrinkage",
        "must be at most 1, got 30",
        "write 30 % as 0.30",
        "allowed 0 to 1 [fraction]",
        "takes no contacts",
    ),
    hotline("percent sign", "shrinkage: 30 %", "shrinkage", "must be a number", "as 0.3"),
    hotline("above the range", "shrinkage: 1000", "shrinkage", "at most 1, got 1000", "0 to 1"),
    hotline("below the range", "shrinkage: -0.1", "shrinkage", "at least 0, got -0.1", "0 to 1"),
    hotline(
        "zero where above 0",
        "patience_minutes: 0",
        "patience_minutes",
        "must be above 0, got 0",
        "[minute]",
        "willing to wait",
    ),
    hotline(
        "number in quotes",
        "shrinkage: '0.3'",
        "shrinkage",
        "must be a number, got text '0.3'",
        "write 0.3 without quotes",
    ),
    hotline(
        "thousands", "patience_minutes: 1_000", "patience_minutes", "must be a number", "write 1000"
    ),
    hotline(
        "truth value for a number",
        "shrinkage: true",
        "shrinkage",
        "must be a number, got true",
        "[fraction]",
    ),
    hotline(
        "number for a truth value",
        "recorded: 1",
        "recorded",
        "must be true or false, got 1",
        "Whether contacts are logged",
    ),
    hotline("yes for true", "recorded: yes", "recorded", "got text 'yes'", "write true"),
    hotline("off for false", "recorded: off", "recorded", "got text 'off'", "write false"),
    hotline(
        "clock for an hour",
        "hours: {open: 9:30}",
        "hours.open",
        "text '9:30'",
        "write 9:30 as 9.5",
        "0 to 24 [hour]",
    ),
    hotline(
        "unknown word",
        "discipline: prioritty",
        "discipline",
        "unknown word",
        "did you mean 'priority'?",
    ),
    hotline("null for a number", "shrinkage: null", "shrinkage", "must be a number, got nothing"),
    hotline("not a number", "shrinkage: .nan", "shrinkage", "must be a finite number, got .nan"),
    hotline("infinity", "patience_minutes: .inf", "patience_minutes", "finite number, got .inf"),
    hotline("minus infinity", "patience_minutes: -.Inf", "patience_minutes", "finite", "-.Inf"),
    hotline("beyond float64", "patience_minutes: 1e999", "patience_minutes", "number too large"),
    hotline(
        "beyond exact",
        "patience_minutes: 99999999999999999999",
        "patience_minutes",
        "number too large",
        "at most",
    ),
    alone(
        "negative staff",
        "channels:\n  hotline:\n    staff: -2\n  store: {staff: 1}\n",
        3,
        "channels.hotline.staff",
        "must be at least 1, got -2",
        "[head]",
        "Employees at work",
    ),
    alone(
        "half a head",
        "channels:\n  hotline:\n    staff: 2.5\n  store: {staff: 1}\n",
        3,
        "channels.hotline.staff",
        "must be a whole number, got 2.5",
    ),
    alone(
        "whole number with a point",
        "channels: {hotline: {staff: 2.0}, store: {staff: 1}}\n",
        1,
        "channels.hotline.staff",
        "must be a whole number, got 2.0",
        "write 2",
    ),
    added(
        "number for words",
        "offers: {x: {kind: scale, path: 3, factor: 2}}\n",
        1,
        "offers.x.path",
        "must be text, got 3",
        "'3' in quotes",
    ),
    added("either of two, neither", "horizon: soon\n", 1, "horizon", "or 'auto', got text 'soon'"),
    added("either of two, out of range", "horizon: 0\n", 1, "horizon", "at least 1, got 0"),
    added(
        "either of two, a list",
        "horizon: [3]\n",
        1,
        "horizon",
        "must be a whole number or 'auto', got a list",
    ),
    # shapes
    alone(
        "list where a block belongs",
        "channels:\n  - hotline\n",
        1,
        "channels",
        "must be a block of names",
        "got a list",
    ),
    added(
        "block where a list belongs",
        "profile: {a: 1}\n",
        1,
        "profile",
        "must be a list",
        "got a block",
    ),
    added("value where a list belongs", "profile: 3\n", 1, "profile", "must be a list", "got 3"),
    added(
        "empty list",
        "alternatives:\n  - name: a\n    interventions: []\n",
        3,
        "alternatives.0.interventions",
        "must have at least 1 item, got 0",
    ),
    alone("empty table", "channels: {}\n", 1, "channels", "must have at least 1 item, got 0"),
    added("wrong item", "profile: [1, x, 2]\n", 1, "profile.1", "must be a number, got text 'x'"),
    alone(
        "unknown word in a list",
        "channels: {hotline: {staff: 1, discipline: [priority]}}\n",
        1,
        "channels.hotline.discipline",
        "must be one of first_come, priority, got a list",
    ),
    added(
        "unknown kind",
        "offers:\n  x:\n    kind: prise\n    price: 2\n",
        3,
        "offers.x.kind",
        "unknown kind",
        "did you mean 'price'?",
    ),
    added(
        "no kind",
        "offers:\n  x:\n    price: 2\n",
        2,
        "offers.x.kind",
        "missing",
        "one of scale, price",
    ),
    added(
        "fault below a kind of the same name",
        "offers:\n  x:\n    kind: price\n    price: -1\n",
        4,
        "offers.x.price",
        "must be above 0, got -1",
        "[EUR]",
    ),
    added(
        "empty text",
        "alternatives:\n- {name: a, title: '', interventions: [{kind: price, price: 1}]}\n",
        2,
        "alternatives.0.title",
        "must have at least 1 letter, got 0",
    ),
    # rules between fields
    Bad(
        "shares that do not sum to 1",
        "preference: {hotline: 0.5, store: 0.4}\n",
        1,
        "",
        ("preference sums to 0.9", "shares sum to 1"),
        added=True,
    ),
    added(
        "unknown reference",
        "preference:\n  hotline: 0.5\n  stor: 0.5\n",
        3,
        "preference.stor",
        "unknown channel",
        "did you mean 'store'?",
    ),
    hotline(
        "closing before opening",
        "hours: {open: 12, close: 9}",
        "hours",
        "opens at 12, closes at 9",
        "open earlier",
    ),
    added(
        "two alternatives of one name",
        "alternatives:\n"
        "  - {name: more, interventions: [{kind: price, price: 1}]}\n"
        "  - {name: more, interventions: [{kind: price, price: 2}]}\n",
        3,
        "alternatives.1.name",
        "'more' is taken",
        "its own name",
    ),
    # layers
    added(
        "null for a name not there",
        "offers:\n  summer: null\n",
        2,
        "offers.summer",
        "nothing to take away",
    ),
    added("extends a list", "extends: [a, b]\n", 1, "extends", "must be one name, got a list"),
    added(
        "extends nothing known",
        "extends: no_such_firm\n",
        1,
        "extends",
        "no such file or shipped scenario 'no_such_firm'",
    ),
    added(
        "extends itself",
        "extends: bad.yaml\n",
        1,
        "extends",
        "extends itself: bad.yaml -> bad.yaml",
        "take one of these links out",
    ),
    added(
        "source of a value not set",
        "sources:\n  channels.hotline.staf: {mark: measured, source: list}\n",
        2,
        "sources.channels.hotline.staf",
        "no value that this file sets",
        "did you mean 'channels.hotline.staff'?",
    ),
    added(
        "unknown mark",
        "sources:\n  title: {mark: guessed, source: list}\n",
        2,
        "sources.title.mark",
        "unknown word, got text 'guessed'",
        "one of: assumed",
    ),
    added(
        "mark without source",
        "sources:\n  title: {mark: assumed}\n",
        2,
        "sources.title",
        "must say 'mark' and 'source' alone",
    ),
    added(
        "empty source",
        "sources:\n  title: {mark: assumed, source: ''}\n",
        2,
        "sources.title.source",
        "must be a text, got text ''",
        "author, year",
    ),
    added("sources as text", "sources: my own\n", 1, "sources", "must be a block of paths"),
    # YAML
    alone("empty file", "", 0, "", "is empty", "spc new"),
    alone("comments only", "# later\n", 0, "", "is empty", "spc new"),
    alone("text", "just words\n", 1, "", "must be a block of keys, got text 'just words'"),
    alone("list at the top", "- a\n- b\n", 1, "", "must be a block of keys, got a list"),
    added("tab", "offers:\n\tx: 1\n", 2, "", "tab", "use spaces"),
    added("second document", "---\ntitle: More\n", 1, "", "second document", "one question"),
    added("anchor", "profile: &p [1, 2]\n", 1, "profile", "anchor &p", "extends"),
    alone(
        "alias bomb",
        "a: &a [1, 1]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        2,
        "b.0",
        "alias *a",
        "write the value out",
    ),
    added(
        "python tag",
        "profile: !!python/object/apply:os.system [echo]\n",
        1,
        "profile",
        "tag tag:yaml.org,2002:python/object/apply:os.system",
        "delete it",
    ),
    added("local tag", "profile: !secret x\n", 1, "profile", "tag !secret", "delete it"),
    alone("directive", "%YAML 1.1\n---\ntitle: x\n", 1, "", "YAML directive", "%YAML 1.1"),
    added("open bracket", "profile: [1, 2\nhorizon: 3\n", 2, "", "not YAML", "on this line"),
    added("colon in bare text", "offers: a: b\n", 1, "", "not YAML: mapping values", "colons"),
    alone(
        "nested too deep",
        "a: " + "[" * 40 + "]" * 40 + "\n",
        1,
        "a.0.0.0",
        f"nested deeper than {MAX_DEPTH} levels",
        "brackets",
    ),
    alone(
        "forbidden character", "title: a\nx: \x07\n", 2, "", "character that YAML does not allow"
    ),
    alone("half a letter", 'title: "\\ud800"\n', 1, "title", "surrogate", "the letter itself"),
    alone("no such letter", 'title: "\\UFFFFFFFF"\n', 0, "", "escape that is no character"),
]
