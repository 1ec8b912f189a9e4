"""The list page of a register with 50,000 records, beside its own template with a constant context."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.harness import best, line
from benchmarks.register_list import FEW, LIST, TIMES, fill, lead, prepare

if TYPE_CHECKING:
    from django.test import Client

REACH, ROUNDS = 2.0, 15
Measured = tuple[float, float]  # the page, and its template alone


def template_alone(client: "Client", address: str, views: Any) -> Callable[[], object]:
    """Rendering once more what a view of `views` handed to its template: same request, template, context."""
    given: list[tuple[Any, str, dict[str, Any]]] = []
    render = views.render

    def kept(request: Any, template: str, context: dict[str, Any]) -> Any:
        given.append((request, template, context))
        return render(request, template, context)

    views.render = kept
    try:
        client.get(address)
    finally:
        views.render = render
    request, template, context = given[0]
    return lambda: render(request, template, context)


def measured(client: "Client", address: str, views: Any) -> Measured:
    """Processor time of a page and of its template, in turn; what is remembered is remembered before."""
    alone = template_alone(client, address, views)
    page, limit = best([lambda: client.get(address), alone], ROUNDS, clock=time.process_time)
    return page, limit


def figures(few: Measured, many: Measured) -> list[str]:
    """Both sizes beside what is to be reached."""
    return [
        line(f"list of {count:,} assets, CPU, beside its template alone", *found, REACH)
        for count, found in ((FEW, few), (FEW * TIMES, many))
    ]


def main() -> None:
    """Print the figures beside what is to be reached."""
    with tempfile.TemporaryDirectory(prefix="dualtrack-bench-") as folder:
        prepare(Path(folder, "example"))
        from dualtrack.app.web.registers import views  # noqa: PLC0415 - Django is set up

        client = lead()
        fill(0, FEW)
        few = measured(client, LIST, views)
        fill(FEW, FEW * TIMES)
        many = measured(client, LIST, views)
    print("\n".join(figures(few, many)))


if __name__ == "__main__":
    main()
