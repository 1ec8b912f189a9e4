"""What somebody asks about, read from text: a day, an instant, a word of a list; and what refuses it.

The command line and the API read and refuse the same. Loads no Django: a misspelt call does not pay for it.
"""

from collections.abc import Iterable
from datetime import date, datetime

from dualtrack.app.programme.failures import mark

NO_DAY = mark("{text} is not a date; expected YYYY-MM-DD, such as 2027-06-14")
NO_INSTANT = mark("{text} is not a time with its offset; expected such as 2027-06-14T09:30:00+02:00")
DAY_AHEAD = mark("{as_of}: lies ahead; today is {today}")
INSTANT_AHEAD = mark("{known_at}: lies ahead")
NONE_OF = mark("{text} is not one of {choices}.")


def day_in(text: str) -> date | None:
    """The day of a text; None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def instant_in(text: str) -> datetime | None:
    """The instant of a text; None for what is none, or does not say its offset."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment


def listed(choices: Iterable[str]) -> str:
    """The words of a list, as they stand in what refuses another one."""
    return ", ".join(map(repr, choices))
