"""The scope pages while 20,000 of 50,000 assets drift from what was approved, beside the same with a few."""

import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness import best, line, queries
from benchmarks.register_list import BATCH, lead, prepare

if TYPE_CHECKING:
    from django.test import Client

FEW, MANY, DRIFTING, ROUNDS = 250, 50_000, 0.4, 3
SECONDS = 5.0  # within which a page is to be there, on two cores, once what is remembered is remembered
PAGES = {
    "both sets and drift": "/scope/",
    "last part of the drift": "/scope/?page=99999",
    "things in both": "/scope/things/?where=both",
    "form of a draft": "/scope/draft/iso27001/",
}
Timed = Mapping[str, tuple[float, int]]


def fill(first: int, until: int) -> None:
    """Enter assets, of which two in five serve a service of both scopes."""
    from dualtrack.app.ledger import clock  # noqa: PLC0415 - Django is set up
    from dualtrack.app.registers.services import put  # noqa: PLC0415 - as above
    from dualtrack.domain.ledger.actor import Actor  # noqa: PLC0415 - as above
    from dualtrack.domain.registers.things import Asset, AssetKind  # noqa: PLC0415 - as above

    for begin in range(first, until, BATCH):
        made = [
            Asset(
                id=f"z-{n:06}",
                name=f"Server {n}",
                kind=AssetKind.INFRASTRUCTURE,
                services=("svc-platform",) if n % 5 < 5 * DRIFTING else (),
            )
            for n in range(begin, min(begin + BATCH, until))
        ]
        put(actor=Actor("system:benchmark", "job"), now=clock.now(), records=made)


def timed(client: "Client") -> Timed:
    """The quickest of several answers for each page, and how many queries the last one asked."""
    for address in PAGES.values():
        _get(client, address)  # what is remembered is remembered now
    asked = [_asking(client, address) for address in PAGES.values()]
    return dict(zip(PAGES, zip(best(asked, ROUNDS), map(queries, asked), strict=True), strict=True))


def _asking(client: "Client", address: str) -> Callable[[], None]:
    return lambda: _get(client, address)


def _get(client: "Client", address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")


def figures(few: Timed, many: Timed) -> list[str]:
    """Each page beside the time that it may take; the number of queries must not grow."""
    found = []
    for name in PAGES:
        found.append(line(f"scope at {MANY:,} assets, {name}", many[name][0], SECONDS, 1.0))
        before, after = few[name][1], many[name][1]
        verdict = "reached" if after <= before else "MISSED"
        found.append(f"  queries: {after}, with {FEW} assets {before} (reach: no more): {verdict}")
    return found


def main() -> None:
    """Print the figures beside what is to be reached."""
    with tempfile.TemporaryDirectory(prefix="dualtrack-bench-") as folder:
        prepare(Path(folder, "example"))
        client = lead()
        fill(0, FEW)
        few = timed(client)
        begun = time.perf_counter()
        fill(FEW, MANY)
        entered = time.perf_counter() - begun
        many = timed(client)
    print("\n".join(figures(few, many)))
    print(f"entered {MANY - FEW:,} assets, each with its entry of the ledger, in {entered:.1f} s")


if __name__ == "__main__":
    main()
