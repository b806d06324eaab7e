"""The schema of a scenario: one file per block, meaning, unit, range and source at each field."""
