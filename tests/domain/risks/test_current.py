"""The current level: what controls show lowers it; what is adverse or unknown does not; it has a floor."""

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.risks import making as make
from tests.each import each

from dualtrack.domain.risks.current import Backing, current_rating, lowered, lowerings
from dualtrack.domain.risks.register import stand
from dualtrack.domain.risks.risk import Risk

NOTHING = tuple(b for b in Backing if b not in (Backing.OPERATING, Backing.DEVIATIONS))


@each(
    ("backing", "steps", "expected"),
    [
        (Backing.OPERATING, 2, 2),
        (Backing.DEVIATIONS, 2, 3),
        (Backing.DEVIATIONS, 1, 4),  # half of one, rounded down, is nothing
        (Backing.DEVIATIONS, 3, 3),
        *[(b, 3, 4) for b in NOTHING],
    ],
)
def test_a_control_counts_in_full_by_half_or_not_at_all(backing: Backing, steps: int, expected: int) -> None:
    held = make.risk(residual=None, controls=(make.link(steps=steps),))
    assert current_rating(held, {"AC-05": backing}).likelihood == expected


def test_a_control_that_is_not_on_record_is_unknown_and_lowers_nothing() -> None:
    held = make.risk()
    assert [one.backing for one in lowerings(held, {})] == [Backing.UNKNOWN]
    assert current_rating(held, {}) == held.inherent


def test_a_consequence_falls_on_every_side_that_is_touched_and_on_no_other() -> None:
    held = make.risk(residual=None, controls=(make.link(lowers="consequence", steps=2),))
    now = current_rating(held, {"AC-05": Backing.OPERATING})
    assert now == make.rating(4, confidentiality=3, integrity=1)
    assert now.consequences.availability == 0


def test_steps_add_up_and_stop_at_one() -> None:
    held = make.risk(residual=None, controls=(make.link(), make.link("CR-02", steps=4)))
    both = {"AC-05": Backing.OPERATING, "CR-02": Backing.OPERATING}
    assert current_rating(held, both).likelihood == 1


def test_nothing_falls_below_what_management_expects_to_remain() -> None:
    held = make.risk(residual=make.rating(3, confidentiality=5, integrity=3), controls=(make.link(steps=4),))
    assert current_rating(held, {"AC-05": Backing.OPERATING}).likelihood == 3


def test_an_aim_above_the_inherent_rating_raises_nothing() -> None:
    held = make.risk(residual=make.rating(5, 5, 5, 5))
    assert current_rating(held, {}) == held.inherent
    assert lowered(held, likelihood=9, consequence=9) == held.inherent


ORDER = (*NOTHING, Backing.DEVIATIONS, Backing.OPERATING)


def _better(one: Backing, other: Backing) -> bool:
    """True when the second says no less in favour of the control than the first."""
    worth = dict.fromkeys(NOTHING, 0) | {Backing.DEVIATIONS: 1, Backing.OPERATING: 2}
    return worth[one] <= worth[other]


def _level(risk: Risk, states: dict[str, Backing]) -> int:
    level = stand(make.register(risk), risk, states).current.level
    assert level is not None
    return level


@given(risk=make.risks(), states=make.states, control=st.sampled_from(["AC-01", "AC-02"]), to=make.backings)
def test_supporting_evidence_never_raises_the_level_and_adverse_never_lowers_it(
    risk: Risk, states: dict[str, Backing], control: str, to: Backing
) -> None:
    before, after = _level(risk, states), _level(risk, {**states, control: to})
    if _better(states[control], to):
        assert after <= before
    if _better(to, states[control]):
        assert after >= before


@given(risk=make.risks(), states=make.states)
def test_what_cannot_be_told_lowers_nothing(risk: Risk, states: dict[str, Backing]) -> None:
    untold = {name: Backing.TOO_EARLY if b in NOTHING else b for name, b in states.items()}
    assert _level(risk, untold) == _level(risk, states)
    assert current_rating(risk, dict.fromkeys(states, Backing.TOO_EARLY)) == risk.inherent


@given(risk=make.risks(), states=make.states)
def test_the_level_stays_between_the_floor_and_the_inherent_one(
    risk: Risk, states: dict[str, Backing]
) -> None:
    now = current_rating(risk, states)
    assert 1 <= now.likelihood <= risk.inherent.likelihood
    for (_, was), (_, is_now) in zip(
        risk.inherent.consequences.items(), now.consequences.items(), strict=True
    ):
        assert (is_now == 0) == (was == 0)
        assert is_now <= was
    if risk.residual is not None:
        assert now.likelihood >= min(risk.residual.likelihood, risk.inherent.likelihood)


@given(risk=make.risks(), states=make.states, data=st.data())
def test_the_order_of_the_controls_never_matters(
    risk: Risk, states: dict[str, Backing], data: st.DataObject
) -> None:
    shuffled = tuple(data.draw(st.permutations(risk.controls)))
    assert current_rating(evolve(risk, controls=shuffled), states) == current_rating(risk, states)
