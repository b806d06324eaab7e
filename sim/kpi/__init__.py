"""Key figures by family; `sim.metrics` is their catalogue."""
