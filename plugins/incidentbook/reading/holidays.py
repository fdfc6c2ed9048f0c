"""Public holidays by country, from the package `holidays` where it is installed.

It is no part of the usual installation: a policy without `working_time: holidays:` needs nothing, and
`free_days:` lists single days without it.
"""

from collections.abc import Container
from datetime import date
from functools import lru_cache
from importlib.util import find_spec

INSTALL = 'the package `holidays`: run pip install "incidentbook[holidays]", or list the days in `free_days`'


def country_fault(code: str) -> str:
    """What keeps the holidays of a country ("DK", "DE-BW") from being known, or nothing."""
    if find_spec("holidays") is None:
        return f"public holidays of “{code}” need {INSTALL}"
    try:
        public_holidays(code)
    except (NotImplementedError, ValueError):
        return f"“{code}” is no country whose public holidays are known"
    return ""


@lru_cache(maxsize=16)
def public_holidays(code: str) -> Container[date]:
    """The public holidays of a country, of any year; none for an empty code.

    Raises:
        NotImplementedError: The country or its region is not known.
        ImportError: The package `holidays` is not installed.
    """
    if not code:
        return frozenset()
    from holidays import country_holidays

    country, _, region = code.upper().partition("-")
    found: Container[date] = country_holidays(country, subdiv=region or None)
    return found
