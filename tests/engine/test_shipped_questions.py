"""Every shipped question can be lived through: each of its worlds, over its whole horizon."""

import pytest

import sim
from sim.records import CHANNELS
from sim.scenarios.resolve import plans

OFFERED = CHANNELS.column("offered")


@pytest.mark.slow
@pytest.mark.parametrize("name", sim.shipped())
def test_every_world_lives_to_the_horizon_within_the_laws(name):
    """No world breaks a law (`simulate` checks them all), and customers come every month."""
    for plan in plans(sim.load(name).scenario).values():
        records = sim.simulate(plan, 3, 0)
        assert (records.channels[:, :, OFFERED].sum(axis=1) > 0).all()
