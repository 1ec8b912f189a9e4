"""The connectors by name, and which of them a file's content belongs to."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import BinaryIO, Protocol

from attrs import frozen

from dualtrack.connectors.prowler import read as prowler
from dualtrack.domain.evidence.observation import Observation, Rejection
from dualtrack.domain.frameworks.written_ids import Known


class Connector(Protocol):
    """What a connector's `read` module offers."""

    NAME: str

    def read(
        self,
        source: Path | BinaryIO,
        *,
        collected_at: datetime | None,
        name: str | None = None,
        zone: tzinfo = ...,
        not_after: datetime | None = None,
        known: Known | None = None,
        within: Path | None = None,
    ) -> Iterator[Observation | Rejection]:
        """Observations and rejections, in the order of the source."""

    def sniff(self, source: Path | BinaryIO, within: Path | None = None) -> str | None:
        """The name of the format if the content is this source's."""


@frozen(kw_only=True)
class Sniffed:
    """Whose file it is and in which of its formats."""

    connector: str
    format: str


CONNECTORS: tuple[Connector, ...] = (prowler,)


def connector(name: str) -> Connector:
    """The connector of this name; KeyError names those that there are."""
    for each in CONNECTORS:
        if name == each.NAME:
            return each
    raise KeyError(f"no connector {name!r}; there are: {', '.join(each.NAME for each in CONNECTORS)}")


def sniff(path: Path, within: Path | None = None) -> Sniffed | None:
    """The first connector that knows the content; None where nobody does."""
    for each in CONNECTORS:
        found = each.sniff(path, within)
        if found is not None:
            return Sniffed(connector=each.NAME, format=found)
    return None
