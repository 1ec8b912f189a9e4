"""The list page of a register with 100 times the records, beside the same page with a few hundred."""

import os
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness import best, line, queries
from benchmarks.processes import DUALTRACK, run

if TYPE_CHECKING:
    from django.test import Client

FEW, TIMES, BATCH, ROUNDS = 500, 100, 2_500, 9
LIST = "/registers/assets/"
# What is looked at, and how many times the time of the few it may take: what an order by id begins with is
# found at once but for the count; for the rest the database looks through the whole register.
BEGINNING, WHOLE = 2.0, 5.0
PAGES = {
    "first part": ("", BEGINNING),
    "one kind": ("?kind=data", BEGINNING),
    "ordered by name": ("?order=name", WHOLE),
    "last part": ("?page=99999", WHOLE),
    "searched": ("?q=warehouse+7", WHOLE),
}
Timed = Mapping[str, tuple[float, int]]


def prepare(home: Path) -> None:
    """Set Django up on the example programme, whose clock stands still."""
    run([DUALTRACK, "demo", "--build-only", "--home", str(home)])
    os.environ["DUALTRACK_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dualtrack.app.settings")
    import django  # noqa: PLC0415 - the home is named before settings are read

    django.setup()


def fill(first: int, until: int) -> None:
    """Enter assets by the service that an import uses, each with an owner."""
    from dualtrack.app.accounts.models import PersonRow  # noqa: PLC0415 - Django is set up
    from dualtrack.app.ledger import clock  # noqa: PLC0415 - as above
    from dualtrack.app.registers.services import put  # noqa: PLC0415 - as above
    from dualtrack.domain.ledger.actor import Actor  # noqa: PLC0415 - as above
    from dualtrack.domain.registers.things import Asset, AssetKind, Criticality  # noqa: PLC0415 - as above

    owners = sorted(PersonRow.objects.values_list("id", flat=True))
    kinds, grades = tuple(AssetKind), tuple(Criticality)
    for begin in range(first, until, BATCH):
        made = [
            Asset(
                id=f"z-{n:06}",
                name=f"Warehouse {n % 997} server {n}",
                kind=kinds[n % len(kinds)],
                owner=owners[n % len(owners)],
                criticality=grades[n % len(grades)],
                notes="Bought for the warehouse; kept until its successor is running.",
            )
            for n in range(begin, min(begin + BATCH, until))
        ]
        put(actor=Actor("system:benchmark", "job"), now=clock.now(), records=made)


def lead() -> "Client":
    """Somebody who sees the whole programme, signed in."""
    from django.test import Client  # noqa: PLC0415 - Django is set up

    from dualtrack.app.accounts.models import PersonRow, User  # noqa: PLC0415 - as above

    found = next(p for p in PersonRow.objects.order_by("pk") if "lead" in p.roles)
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(pk=found.pk), backend="django.contrib.auth.backends.ModelBackend")
    return client


def timed(client: "Client") -> Timed:
    """The quickest of several answers for each page, and how many queries the last one asked."""
    addresses = [LIST + query for query, _ in PAGES.values()]
    for address in addresses:
        _get(client, address)  # what is remembered is remembered now
    asked = [_asking(client, address) for address in addresses]
    return dict(zip(PAGES, zip(best(asked, ROUNDS), map(queries, asked), strict=True), strict=True))


def _asking(client: "Client", address: str) -> Callable[[], None]:
    return lambda: _get(client, address)


def _get(client: "Client", address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200 or b">z-0" not in answer.content:
        raise RuntimeError(f"{address}: {answer.status_code}, without the records that it should show")


def figures(few: Timed, many: Timed) -> list[str]:
    """Each page with many records beside itself with few; the number of queries must be the same."""
    found = []
    for name, (_, reach) in PAGES.items():
        found.append(line(f"list of {FEW * TIMES:,} assets, {name}", many[name][0], few[name][0], reach))
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
        fill(FEW, FEW * TIMES)
        entered = time.perf_counter() - begun
        many = timed(client)
    print("\n".join(figures(few, many)))
    print(f"entered {FEW * (TIMES - 1):,} assets, each with its entry of the ledger, in {entered:.1f} s")


if __name__ == "__main__":
    main()
