"""Pure functions from numbers to numbers: every formula of the model, shared by both engines."""
