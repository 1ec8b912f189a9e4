"""Operation status for every combination of what was shown, what lapsed and what is adverse."""

from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from tests import factories as make
from tests.each import each
from tests.trying import times

from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.controls.occurrences import windows
from dualtrack.domain.controls.period import Period
from dualtrack.domain.programme.operation import Operation, Tally, changes, states_on, tally_on
from dualtrack.domain.programme.performance import NEVER, Slot, State

TOO_EARLY, CLEAN, DEVIATIONS, NOT_OPERATING, NOT_EVIDENCED = Operation
SIX = Period(make.START, make.END)


def tally(failing: int = 0, deviations: int = 0, **states: int) -> Tally:
    """A tally by the names of its states."""
    return Tally(tuple(states.get(s.name.lower(), 0) for s in State), failing, deviations)


@each(
    ("held", "expected"),
    [
        (Tally(), TOO_EARLY),
        (tally(not_yet_due=6), TOO_EARLY),
        (tally(met=1, not_yet_due=5), CLEAN),
        (tally(met=6), CLEAN),
        (tally(late=1), DEVIATIONS),
        (tally(met=5, late=1), DEVIATIONS),
        (tally(met=5, missed=1), DEVIATIONS),
        (tally(met=5, irrecoverable=1), DEVIATIONS),
        (tally(met=5, deviated=1, failing=1), DEVIATIONS),
        (tally(met=6, failing=1), DEVIATIONS),
        (tally(met=6, deviations=1), DEVIATIONS),
        (tally(missed=1), NOT_EVIDENCED),
        (tally(irrecoverable=6), NOT_EVIDENCED),
        (tally(deviated=1, failing=1), NOT_OPERATING),
        (tally(missed=1, deviations=1), NOT_OPERATING),
        (tally(not_yet_due=6, deviations=1), NOT_OPERATING),
    ],
    ids=str,
)
def test_the_status_follows_from_the_tally(held: Tally, expected: Operation) -> None:
    assert held.operation is expected


def test_every_combination_has_the_status_that_its_three_questions_give() -> None:
    for met, late, missed, lost, failing, noted in product((0, 1), repeat=6):
        held = tally(met=met, late=late, missed=missed, irrecoverable=lost, failing=failing, deviations=noted)
        shown, lapsed, adverse = met or late, missed or lost, failing or noted
        clean = CLEAN if not (lapsed or adverse or late) else DEVIATIONS
        bare = NOT_OPERATING if adverse else NOT_EVIDENCED if lapsed else TOO_EARLY
        assert held.operation is (clean if shown else bare), held
        assert (held.shown, held.lapsed) == (met + late, missed + lost)


ordinals = st.one_of(st.just(NEVER), st.integers(0, 400).map(lambda n: make.START.toordinal() + n))


@st.composite
def slots(draw: st.DrawFn) -> list[Slot]:
    """Occurrences of some cadence with any days for what happened."""
    cadence = draw(st.sampled_from((Cadence.QUARTERLY, Cadence.MONTHLY, Cadence.ANNUAL)))
    made = []
    for window in windows(cadence, SIX).items:
        late = draw(ordinals)
        made.append(
            Slot(
                window,
                draw(st.booleans()),
                met=draw(ordinals),
                late=late if late > window.days[2] else NEVER,  # late is known after it was due
                failing=draw(ordinals),
            )
        )
    return made


@settings(deadline=None, max_examples=times(60))
@given(slots(), st.lists(ordinals, max_size=3))
def test_following_the_changes_gives_the_tally_of_every_day(held: list[Slot], noted: list[int]) -> None:
    turned = dict(changes(held, noted))
    assert min(turned) == date.min.toordinal()
    current = turned[date.min.toordinal()]
    for n in range(500):
        day = (make.START + timedelta(days=n - 10)).toordinal()
        current = turned.get(day, current)
        assert tally_on(held, states_on(held, day), noted, day) == current


def test_an_unexpected_occurrence_never_lapses() -> None:
    window = windows(Cadence.QUARTERLY, SIX).items[0]
    far = make.day("2030-01-01").toordinal()
    assert states_on([Slot(window, False), Slot(window, True)], far) == [
        State.NOT_YET_DUE,
        State.IRRECOVERABLE,
    ]
