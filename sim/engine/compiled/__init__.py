"""The compiled engine: behaviour and draws of the model as machine code, on arrays."""
