"""From a question written as YAML to a checked scenario that knows where each value comes from."""
