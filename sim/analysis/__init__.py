"""Statistics of simulation output that know nothing of the model."""
