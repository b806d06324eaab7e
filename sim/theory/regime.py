"""The guards that keep a closed form inside the regime in which it holds."""

from sim.errors import RegimeError


def require(holds: bool, problem: str, remedy: str) -> None:
    """Stop a closed form that was asked outside its regime.

    Parameters
    ----------
    holds : bool
        Whether the condition is met; write it so that NaN fails it.
    problem, remedy : str
        What is wrong, with the number found, and what would be right.

    Raises
    ------
    RegimeError
        If the condition is not met.
    """
    if not holds:
        raise RegimeError(f"{problem}; {remedy}")


def require_positive(**values: float) -> None:
    """Stop unless every named number is finite and above 0.

    Parameters
    ----------
    **values : float
        Numbers under the names that the caller of the closed form knows.

    Raises
    ------
    RegimeError
        For the first number that is not; the message names it.
    """
    for name, value in values.items():
        require(0.0 < value < float("inf"), f"{name} is {value}", "give a finite number above 0")


def require_not_negative(**values: float) -> None:
    """Stop unless every named number is finite and at least 0.

    Parameters
    ----------
    **values : float
        Numbers under the names that the caller of the closed form knows.

    Raises
    ------
    RegimeError
        For the first number that is not; the message names it.
    """
    for name, value in values.items():
        require(
            0.0 <= value < float("inf"), f"{name} is {value}", "give a finite number of 0 or more"
        )


def require_fraction(**values: float) -> None:
    """Stop unless every named number lies in 0 .. 1.

    Parameters
    ----------
    **values : float
        Numbers under the names that the caller of the closed form knows.

    Raises
    ------
    RegimeError
        For the first number that does not; the message names it.
    """
    for name, value in values.items():
        require(
            0.0 <= value <= 1.0, f"{name} is {value}", "give a fraction in 0 .. 1, 30 % is 0.30"
        )
