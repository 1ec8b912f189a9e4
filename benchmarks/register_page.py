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


def template_alone(client: "Client", address: str) -> Callable[[], object]:
    """Rendering once more what the view handed to its template: the same request, template and context."""
    from dualtrack.app.web.registers import views  # noqa: PLC0415 - Django is set up

    given: list[tuple[Any, str, dict[str, Any]]] = []
    render = views.render

    def kept(request: Any, template: str, context: dict[str, Any]) -> Any:
        given.append((request, template, context))
        return render(request, template, context)

    views.render = kept  # type: ignore[assignment]  # the same function, looked into
    try:
        client.get(address)
    finally:
        views.render = render
    request, template, context = given[0]
    return lambda: render(request, template, context)


def measured(client: "Client") -> Measured:
    """Processor time of the page and of its template, in turn."""
    page, limit = best(
        [lambda: client.get(LIST), template_alone(client, LIST)], ROUNDS, clock=time.process_time
    )
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
        client = lead()
        fill(0, FEW)
        few = measured(client)
        fill(FEW, FEW * TIMES)
        many = measured(client)
    print("\n".join(figures(few, many)))


if __name__ == "__main__":
    main()
