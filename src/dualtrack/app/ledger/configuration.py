"""The one typed object that every setting comes from, read from environment variables; the docs table too."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from dualtrack.app.ledger.database_address import database, of_file, require_driver
from dualtrack.app.ledger.plain_files import read_plain

Words = Annotated[tuple[str, ...], NoDecode]
PREFIX = "DUALTRACK_"


class Configuration(BaseSettings):
    """What an operator may set; each field's description is a row of the documentation."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", populate_by_name=True, hide_input_in_errors=True
    )

    home: Path = Field(
        default=Path("dualtrack-home"), description="Folder that holds one organisation's programme."
    )
    database_url: str = Field(
        default="",
        repr=False,
        validation_alias="DATABASE_URL",
        description="Database; empty: SQLite in the home. Else postgresql://user:password@host:5432/name.",
    )
    blobs: Path | None = Field(
        default=None, description="Folder of evidence files; empty: `blobs` in the home."
    )
    lake: Path | None = Field(default=None, description="Folder of check results; empty: `lake` in the home.")
    allowed_hosts: Words = Field(
        default=("127.0.0.1", "localhost", "[::1]"),
        description="Host names under which the server answers, separated by commas.",
    )
    public_url: str = Field(
        default="", description="Address that people use, such as https://grc.example.com; turns HTTPS on."
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="Key for sessions; empty: the one that was made for the home when it was created.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is written to the log."
    )
    trusted_proxies: int = Field(
        default=0, ge=0, le=10, description="How many proxies in front of the server are ours."
    )
    access_addresses: Literal["none", "network", "full"] = Field(
        default="network",
        description="What the access log keeps of an address: `none`, its `network` (/24, /48), or `full`.",
    )
    max_upload_mb: int = Field(default=1024, ge=1, description="Largest evidence file, in megabytes.")
    frameworks: Path | None = Field(default=None, description="Folder of the organisation's own frameworks.")
    language: str = Field(default="en-gb", description="Language where a person has not chosen one.")

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value

    @field_validator("blobs", "lake", "frameworks", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("database_url")
    @classmethod
    def _names_a_database(cls, value: str) -> str:
        if value:
            require_driver(database(value))
        return value

    @property
    def home_path(self) -> Path:
        """The home as an absolute path."""
        return self.home.expanduser().absolute()

    @property
    def blobs_path(self) -> Path:
        """Where evidence files are."""
        return (self.blobs or self.home_path / "blobs").expanduser().absolute()

    @property
    def lake_path(self) -> Path:
        """Where check results are."""
        return (self.lake or self.home_path / "lake").expanduser().absolute()

    @property
    def https(self) -> bool:
        """True when people reach the server by HTTPS."""
        return self.public_url.startswith("https://")

    def session_key(self) -> str:
        """The key that was set, or the home's own; empty when there is no home yet, and never a default."""
        if self.secret_key.get_secret_value():
            return self.secret_key.get_secret_value()
        try:
            return read_plain(self.home_path / "keys" / "django.key").decode("ascii").strip()
        except OSError:
            return ""

    def database(self) -> dict[str, object]:
        """The database as Django wants it told."""
        return database(self.database_url) if self.database_url else of_file(self.home_path / "db.sqlite3")


class ConfigurationError(ValueError):
    """Settings that cannot be used: each variable, and what was expected of it."""


def load() -> Configuration:
    """The configuration of this process; everything that is wrong with it is told at once."""
    try:
        return Configuration()
    except ValidationError as error:
        raise ConfigurationError("; ".join(map(_told, error.errors(include_input=False)))) from None


def _told(problem: ErrorDetails) -> str:
    """One wrong setting; what it held is not repeated, it may be a password."""
    name, text = str(problem["loc"][0]), problem["msg"].removeprefix("Value error, ")
    variable = name if name.isupper() else PREFIX + name.upper()
    return text if text.startswith(f"{variable}: ") else f"{variable}: {text}"


def variables() -> Iterator[tuple[str, str, str]]:
    """Variable, default and meaning of every setting: the table of the documentation."""
    for name, field in Configuration.model_fields.items():
        alias = field.validation_alias
        default = field.get_default(call_default_factory=True)
        shown = ",".join(default) if isinstance(default, tuple) else str(default or "")
        yield (
            alias if isinstance(alias, str) else PREFIX + name.upper(),
            "" if name == "secret_key" else shown,
            field.description or "",
        )


# Variables of ours that are read elsewhere: by the command line.
ELSEWHERE = frozenset({"DUALTRACK_TOKEN"})


def unknown_variables(environ: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Variables that begin like ours and mean nothing: a misspelt setting is reported, not ignored."""
    known = {name for name, _, _ in variables()} | ELSEWHERE
    found = os.environ if environ is None else environ
    return tuple(sorted(name for name in found if name.startswith(PREFIX) and name not in known))
