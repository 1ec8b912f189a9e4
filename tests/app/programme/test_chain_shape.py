"""The chain as JSON, from invented links: what stands where, in which order, under which keys."""

from datetime import UTC, date, datetime

from tests.each import each

from dualtrack.app.programme.chain_shape import answer, unknown
from dualtrack.app.programme.chaining import Chained
from dualtrack.app.programme.queries import When
from dualtrack.domain.programme.chain import Chain, Node, Step

APP, DATA, RISK = Node(Step.SERVICE, "service/app"), Node(Step.THING, "asset/data"), Node(Step.RISK, "R-001")
HELD = Chained(
    chain=Chain({APP: (DATA,), DATA: (RISK,)}, {DATA: (APP,), RISK: (DATA,)}),
    titles={APP: "The application", DATA: "The warehouse"},
)
TODAY = date(2026, 3, 2)


def told(start: Node, known_at: datetime | None = None) -> object:
    """The answer about a record."""
    walk = HELD.walk(start)
    assert walk is not None
    return answer(HELD, walk, When(as_of=TODAY, known_at=known_at))


def test_what_hangs_on_a_record_stands_on_the_side_it_hangs_on() -> None:
    assert told(DATA) == {
        "as_of": "2026-03-02",
        "known_at": None,
        "start": {"step": "thing", "id": "asset/data", "title": "The warehouse"},
        "up": [
            {
                "step": "service",
                "id": "service/app",
                "title": "The application",
                "through": [{"step": "thing", "id": "asset/data"}],
            }
        ],
        "down": [
            {
                "step": "risk",
                "id": "R-001",
                "title": "R-001",
                "through": [{"step": "thing", "id": "asset/data"}],
            }
        ],
    }


@each("start", [APP, DATA, RISK])
def test_the_keys_stand_in_the_order_of_the_contract(start: Node) -> None:
    found = told(start)
    assert isinstance(found, dict)
    assert list(found) == ["as_of", "known_at", "start", "up", "down"]


def test_the_time_that_was_asked_about_is_told_as_iso() -> None:
    found = told(APP, datetime(2026, 3, 1, 9, 30, tzinfo=UTC))
    assert isinstance(found, dict)
    assert found["known_at"] == "2026-03-01T09:30:00+00:00"


def test_an_unknown_record_is_named_with_its_step_and_the_day() -> None:
    failure = unknown(Node(Step.RISK, "R-404"), When(as_of=TODAY), str.format)
    assert failure.code == "unknown_record"
    assert failure.message == "R-404: no risk of this id is on record on 2026-03-02"
    assert failure.record == "R-404"
