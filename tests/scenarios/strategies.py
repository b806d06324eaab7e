"""Random scenarios of the test schema, and random text around them."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from sim.scenarios.text import write_text

patient = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
"""Examples read and write files, whose time is the machine's; each example writes its own text."""

names = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
positive = st.floats(1e-300, 1e300)
share = st.floats(0.0, 1.0)

hours = st.fixed_dictionaries({}, optional={"open": st.floats(0, 8), "close": st.floats(9, 24)})
channel = st.fixed_dictionaries(
    {"staff": st.integers(1, 10**6)},
    optional={
        "shrinkage": share,
        "patience_minutes": positive,
        "discipline": st.sampled_from(["first_come", "priority"]),
        "hours": hours,
        "recorded": st.booleans(),
    },
)
scale = st.fixed_dictionaries(
    {"kind": st.just("scale"), "path": st.text("abc.", max_size=9), "factor": positive}
)
price = st.fixed_dictionaries(
    {"kind": st.just("price"), "price": positive},
    optional={"until_month": st.none() | st.floats(0, 99)},
)
intervention = scale | price
alternative = st.fixed_dictionaries(
    {"name": names, "interventions": st.lists(intervention, min_size=1, max_size=3)},
    optional={"title": words},
)


@st.composite
def shops(draw: st.DrawFn) -> dict[str, object]:
    """Plain data that the test schema accepts."""
    channels = draw(st.dictionaries(names, channel, min_size=1, max_size=3))
    shop: dict[str, object] = {
        "channels": channels,
        "preference": {next(iter(channels)): 1.0},
        "alternatives": draw(st.lists(alternative, max_size=3, unique_by=lambda a: a["name"])),
    }
    optional = {
        "title": words,
        "profile": st.lists(st.floats(0, 1e6), max_size=4),
        "horizon": st.integers(1, 10**6) | st.just("auto"),
        "offers": st.dictionaries(names, intervention, max_size=2),
    }
    return shop | draw(st.fixed_dictionaries({}, optional=optional))


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """The text of a scenario with a piece of it replaced."""
    text = write_text(draw(shops()))
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 12)))
    return text[:start] + draw(st.text("ab:-[]{}&*!|>'\"%#,? \n\t0.~\\", max_size=6)) + text[end:]


texts = damaged() | st.text("ab:-[]{}&*!|>'\"%#,? \n\t0.~\\") | st.text()

KEYS = ["channels", "preference", "offers", "alternatives", "horizon", "profile", "title"]
BELOW = ["hotline", "staff", "hours", "open", "kind", "price", "interventions", "name", "mark"]
misshapen = st.dictionaries(
    st.sampled_from([*KEYS, "extends", "sources"]),
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-1, 2)
        | st.sampled_from(["scale", "price", "auto", "hotline", ""]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*KEYS, *BELOW]), inner, max_size=4)
        ),
        max_leaves=10,
    ),
    max_size=4,
)
"""The schema's words in every wrong place."""

overrides = st.builds(
    "{}={}".format,
    st.sampled_from(["channels", "channels.hotline", "offers.hotline", "offers.hotline.price"])
    | st.sampled_from(["alternatives.0", "alternatives.0.name", "profile.0", "horizon"]),
    st.sampled_from(["null", "1", "[]", "{}", "x", "{kind: price}", "[{name: a}]"]),
)


def leaves(value: object, path: tuple[str, ...] = ()) -> list[str]:
    """Paths of single values, of lists of single values and of empty containers."""
    if isinstance(value, dict) and value:
        return [leaf for k, item in value.items() for leaf in leaves(item, (*path, k))]
    if isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        return [leaf for k, item in enumerate(value) for leaf in leaves(item, (*path, str(k)))]
    return [".".join(path)]
