"""Design, run, store: replications, precision, the answer."""
