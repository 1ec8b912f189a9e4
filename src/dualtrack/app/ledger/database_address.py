"""The database at an address: read strictly, described for Django, and for people without its password."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

SQLITE: Mapping[str, object] = {
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
}
# Whoever waits for another writer is told after five seconds, as on SQLite; each statement sees what was
# committed before it, whatever the server's own default is.
_SESSION = "-c lock_timeout=5000 -c default_transaction_isolation=read\\ committed"
POSTGRESQL: Mapping[str, object] = {"connect_timeout": "5", "application_name": "dualtrack"}
# What may stand behind the question mark: how to reach the server and to whom to listen, as libpq names it.
_PARAMETERS = frozenset(
    {"host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "sslnegotiation", "passfile"}
    | {"connect_timeout", "application_name", "options", "target_session_attrs", "channel_binding"}
    | {"keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout"}
    | {"gssencmode", "krbsrvname", "require_auth", "hostaddr"}
)
_EXPECTED = "DATABASE_URL: expected sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME"


class AddressError(ValueError):
    """The address names no database; the message never repeats it, since it holds the password."""


def database(url: str) -> dict[str, object]:
    """Django's description of the database at an address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressError(
            f"{_EXPECTED}, got something that cannot be split so;"
            " signs such as @ : / ? # in the password are written as %40 %3A %2F %3F %23"
        ) from None
    if parts.scheme == "sqlite":
        return _sqlite(parts)
    if parts.scheme in ("postgres", "postgresql"):
        return _postgresql(parts, port)
    raise AddressError(f"{_EXPECTED}, got the scheme {parts.scheme!r}")


def _sqlite(parts: SplitResult) -> dict[str, object]:
    if parts.netloc or not parts.path[1:]:
        raise AddressError(f"{_EXPECTED}, got sqlite without the path of a file after three slashes")
    return of_file(unquote(parts.path[1:]))


def of_file(path: str | Path) -> dict[str, object]:
    """Django's description of SQLite in a file, whatever signs its path is made of."""
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": dict(SQLITE)}


def _postgresql(parts: SplitResult, port: int | None) -> dict[str, object]:
    name = unquote(parts.path[1:])
    if not name or parts.fragment:
        raise AddressError(
            f"{_EXPECTED}, got no NAME of a database;"
            " signs such as / ? # in the password are written as %2F %3F %23"
        )
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    strange = sorted(set(asked) - _PARAMETERS)
    if strange:
        raise AddressError(f"DATABASE_URL: unknown after the question mark: {', '.join(strange)}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": asked.pop("host", parts.hostname or ""),
        "PORT": asked.pop("port", port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**POSTGRESQL, **asked, "options": f"{asked.get('options', '')} {_SESSION}".strip()},
    }


def on_a_server(described: Mapping[str, object]) -> bool:
    """True where the database is PostgreSQL, false where it is a file of SQLite."""
    return described["ENGINE"] == "django.db.backends.postgresql"


def require_driver(described: Mapping[str, object]) -> None:
    """Refuse PostgreSQL where its driver is not installed."""
    if on_a_server(described) and find_spec("psycopg") is None:
        raise AddressError(
            "DATABASE_URL: PostgreSQL needs the package psycopg; install dualtrack[postgres],"
            " or run: make postgres"
        )


def shown(described: Mapping[str, object]) -> str:
    """Where a database is, for people."""
    if not on_a_server(described):
        return str(described["NAME"])
    place = f"{described['HOST'] or 'the local socket'}" + (f":{port}" if (port := described["PORT"]) else "")
    return f"{described['NAME']} at {place}"
