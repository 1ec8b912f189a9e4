"""Public holidays of a country or one of its parts; the library is loaded where a country is set."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.domain.programme.plan.workdays import YEARS

_NONE: Mapping[date, str] = MappingProxyType({})


@cache
def public_holidays(country: str, subdivision: str, year: int, years: int = YEARS) -> Mapping[date, str]:
    """The holidays of the years that a plan may reach, from `year` on, by name; none without a country.

    Raises RefusedError for a country or part that the library does not know.
    """
    if not country:
        return _NONE
    import holidays  # noqa: PLC0415 - takes most of a second, and few plans ask for it twice

    known = holidays.list_supported_countries()
    if country not in known:
        raise RefusedError("unknown_country", object=country)
    if subdivision and subdivision not in known[country]:
        raise RefusedError(
            "unknown_subdivision", object=subdivision, country=country, known=", ".join(known[country])
        )
    found = holidays.country_holidays(country, subdiv=subdivision or None, years=range(year, year + years))
    return MappingProxyType(dict(found))
