"""What a database says when it cannot do its work, as one of a few troubles that people can act on.

SQLite says it in words, PostgreSQL by SQLSTATE; whoever tells a person asks here and never reads either.
Imports neither: the command line asks before anything is set up.
"""

from enum import StrEnum

RETRY_AFTER = 5  # seconds after which it is worth asking again


class Trouble(StrEnum):
    """Why nothing could be read or written."""

    BUSY = "busy"  # somebody else writes; nothing was recorded
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    OLDER_HOME = "older_home"  # the tables are those of an older program
    UNREACHABLE = "unreachable"  # no connection could be made
    REFUSED = "database_refused"  # the server answers, and does not let this address in
    IO_ERROR = "io_error"  # the disk failed: what was being written may be there or not
    LOST = "connection_lost"  # the connection ended on the way: what was being written may be there or not

    @property
    def passes(self) -> bool:
        """True when the same may well work in a moment."""
        return self in (Trouble.BUSY, Trouble.UNREACHABLE, Trouble.LOST)


_SQLITE = (
    ("locked", Trouble.BUSY),
    ("full", Trouble.DISK_FULL),
    ("disk I/O error", Trouble.IO_ERROR),
    ("readonly", Trouble.READ_ONLY),
    ("unable to open", Trouble.READ_ONLY),
    ("no such table", Trouble.OLDER_HOME),
    ("no such column", Trouble.OLDER_HOME),
)
_STATES = {
    "55P03": Trouble.BUSY,  # lock_not_available: waited for as long as lock_timeout says
    "40P01": Trouble.BUSY,  # deadlock_detected
    "40001": Trouble.BUSY,  # serialization_failure
    "53100": Trouble.DISK_FULL,
    "58030": Trouble.IO_ERROR,
    "25006": Trouble.READ_ONLY,  # read_only_sql_transaction: a standby
    "42501": Trouble.READ_ONLY,  # insufficient_privilege
    "42P01": Trouble.OLDER_HOME,  # undefined_table
    "42703": Trouble.OLDER_HOME,  # undefined_column
    "53300": Trouble.UNREACHABLE,  # too_many_connections
    "57P01": Trouble.LOST,  # admin_shutdown
    "57P02": Trouble.LOST,  # crash_shutdown
    "57P03": Trouble.UNREACHABLE,  # cannot_connect_now: it starts or stops
    "57P05": Trouble.LOST,  # idle_session_timeout
    "25P03": Trouble.LOST,  # idle_in_transaction_session_timeout
}
_NO_CONNECTION = ("connection failed", "connection timeout", "connection is bad", "invalid connection option")

# Asking again later does not help: the address is wrong, or the server does not know it.
_LET_NOBODY_IN = (
    *("authentication failed", "does not exist", "no pg_hba.conf entry", "is not permitted to log in"),
    "no password supplied",
)


def trouble(error: BaseException) -> Trouble | None:
    """The trouble behind an error of Django's database layer; None where it is none of these."""
    cause = error.__cause__ or error
    if type(cause).__module__.partition(".")[0] != "psycopg":
        text = str(error)
        return next((found for words, found in _SQLITE if words in text), None)
    state: str | None = getattr(cause, "sqlstate", None)
    if state is not None:
        return _STATES.get(state, Trouble.LOST if state.startswith("08") else None)
    if str(cause).startswith(_NO_CONNECTION):
        refused = any(words in str(cause) for words in _LET_NOBODY_IN)
        return Trouble.REFUSED if refused else Trouble.UNREACHABLE
    return Trouble.LOST if type(cause).__name__ in ("OperationalError", "InterfaceError") else None


def said(error: BaseException) -> str:
    """What the database said, on one line."""
    return " ".join(str(error).split())
