"""From a question to its answer: replications, comparison, storage."""
