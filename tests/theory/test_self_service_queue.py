"""Self-service with so many places is the queue of as many servers, and so Erlang's."""

import pytest

from tests.theory.test_channel_queue import FEW, SEED, Queue
from tests.worlds import column, run


@pytest.mark.parametrize("queue", FEW, ids=str)
def test_places_serve_as_a_crew_that_never_tires(queue: Queue):
    """Call by call, waits, handle times and abandonment are those of the crew, to the last bit.

    The crew's figures are held to Erlang C and Erlang A elsewhere.
    """
    by_crew = run(queue.plan(months=2), SEED)
    places = queue.plan(
        months=2,
        channels__line__served_by="self_service",
        channels__line__capacity=queue.servers,
        firm__recovery__channel="second",
    )
    by_places = run(places, SEED)
    for name in ("time", "person", "wait", "handle", "served"):
        one, other = (column(records, f"contacts.{name}") for records in (by_crew, by_places))
        assert one.tobytes() == other.tobytes(), name
    assert (column(by_places, "contacts.wait") > 0.0).any()
