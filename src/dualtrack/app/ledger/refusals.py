"""A verb that is refused for a reason of the domain: a code with parameters; words are made at the edge."""

from datetime import date, datetime

from dualtrack.domain.ledger.approval import is_day_of


class RefusedError(Exception):
    """What was asked is not allowed by a rule; nothing was written."""

    def __init__(self, code: str, **params: object) -> None:
        """Remember the rule's code and what it is about."""
        self.code = str(code)
        self.params = {name: str(value) for name, value in params.items()}
        shown = ", ".join(f"{name}={value}" for name, value in self.params.items())
        super().__init__(f"{self.code} ({shown})" if shown else self.code)


class CheckpointRefusedError(RuntimeError):
    """Nothing may be signed; `code` is rolled_back, inconsistent or unannounced_key."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the code for scripts."""
        super().__init__(message)
        self.code = code


def require_day(day: date, now: datetime, what: str) -> None:
    """Refuse a decision that carries another day than the one on which it is taken."""
    if not is_day_of(day, now):
        raise RefusedError("day_is_not_of_this_time", object=what, day=day)
