"""The page of the risk register with 5,000 risks, beside its own template with a constant context."""

import tempfile
from pathlib import Path

from benchmarks.harness import line
from benchmarks.register_list import lead, prepare
from benchmarks.register_page import REACH, measured

FEW, MANY, LIST = 50, 5_000, "/risks/"


def fill(first: int, until: int) -> None:
    """Enter risks like the first one on record, with other numbers and owners."""
    from attrs import evolve  # noqa: PLC0415 - with what it is used for

    from dualtrack.app.accounts.models import PersonRow  # noqa: PLC0415 - Django is set up
    from dualtrack.app.ledger import clock  # noqa: PLC0415 - as above
    from dualtrack.app.ledger.services import Change, record_many  # noqa: PLC0415 - as above
    from dualtrack.app.risks.models import RiskRow  # noqa: PLC0415 - as above
    from dualtrack.domain.ledger.actor import Actor  # noqa: PLC0415 - as above

    owners = sorted(PersonRow.objects.values_list("id", flat=True))
    held = [row.to_value() for row in RiskRow.objects.order_by("pk")[:40]]
    made = [
        evolve(held[n % len(held)], id=f"R-{n:05}", title=f"Number {n}", owner=owners[n % len(owners)])
        for n in range(10_000 + first, 10_000 + until)
    ]
    changes = [Change(value=one, action="risk.add") for one in made]
    record_many(changes, actor=Actor("system:benchmark", "job"), now=clock.now())


def main() -> None:
    """Print the figures beside what is to be reached."""
    with tempfile.TemporaryDirectory(prefix="dualtrack-bench-") as folder:
        prepare(Path(folder, "example"))
        from dualtrack.app.web.risks import views  # noqa: PLC0415 - Django is set up

        client, begin = lead(), 0
        for count in (FEW, MANY):
            fill(begin, count)
            begin = count
            told = f"list of {count:,} more risks, CPU, beside its template alone"
            print(line(told, *measured(client, LIST, views), REACH))


if __name__ == "__main__":
    main()
