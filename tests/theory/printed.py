"""Comparison with numbers as a publication prints them."""

import pytest


def printed(value: float, digits: int):
    """Equal within half a unit of the last of so many printed decimals."""
    return pytest.approx(value, rel=0, abs=0.5 * 10.0**-digits + 1e-12)
