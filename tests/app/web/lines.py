"""Lines of the access log, for the tests of pages and API."""

from dualtrack.app.accounts import access_file
from dualtrack.app.ledger.home import Home
from dualtrack.domain.ledger.access import Access, read


def logged(home: Home) -> tuple[Access, ...]:
    """Every line of the open days."""
    return tuple(line for file in access_file.open_days(home) for line in read(file.read_bytes()).lines)


def told(home: Home) -> list[tuple[str | None, str, str, str | None, int]]:
    """Who did what where to which object, and what was answered."""
    return [(a.actor, a.action.value, a.route, a.object, a.status) for a in logged(home)]


def finish(answer: object) -> None:
    """Read a streamed answer to its end, so that its file is closed."""
    if getattr(answer, "streaming", False):
        list(answer.streaming_content)  # type: ignore[attr-defined]  # a streamed one has it
        answer.close()  # type: ignore[attr-defined]  # as above
