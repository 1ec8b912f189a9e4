"""The register over days: every kind of change counts from its day, and any day equals judging it alone."""

from datetime import date, timedelta
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.risks import making as make
from tests.each import each

from dualtrack.domain.risks.acceptance import AcceptanceKind
from dualtrack.domain.risks.current import Backing
from dualtrack.domain.risks.heatmap import View, of_view
from dualtrack.domain.risks.over_time import UNPLACED, Recording, RegisterDay, month_ends, over_time
from dualtrack.domain.risks.register import RISK_COLLECTIONS, RiskRegister, standings
from dualtrack.domain.risks.risk import Risk

JAN, FEB, MARCH, APRIL = (date(2026, month, 15) for month in (1, 2, 3, 4))
DAYS = (JAN, FEB, MARCH, APRIL)
LEFT = {"evan": MARCH}
KINDS = {
    "method": "risk_method",
    "act": "treatment_action",
    "run": "risk_assessment",
    "acc": "risk_acceptance",
}


def put(on: date, value: Any) -> Recording:
    """A value recorded on a day; its kind follows from its id."""
    kind = KINDS.get(value.id.partition("-")[0], "risk")
    return Recording(on=on, kind=kind, id=value.id, value=value)


def gone(on: date, value: Any) -> Recording:
    """The same taken away."""
    return evolve(put(on, value), value=None)


def levels(one: RegisterDay, view: View = View.CURRENT) -> dict[str, int]:
    """What is not zero in a view."""
    return {band: n for band, n in dict(one.levels)[view] if n}


def test_a_register_is_followed_from_its_first_risk_to_its_acceptance() -> None:
    risk = make.risk(owner=None)
    owned = evolve(risk, owner="dana")
    found = over_time(
        [
            put(JAN, make.method(approved_on=JAN)),
            put(FEB, risk),
            put(MARCH, owned),
            put(APRIL, make.accepted(owned)),
        ],
        {MARCH: {"AC-05": Backing.OPERATING}},
        DAYS,
    )
    assert [(one.risks, one.above, one.accepted, one.unowned) for one in found] == [
        (0, 0, 0, 0),
        (1, 1, 0, 1),
        (1, 1, 0, 0),
        (1, 1, 1, 0),
    ]
    assert [levels(one) for one in found] == [{}, {"high": 1}, {"medium": 1}, {"medium": 1}]
    assert levels(found[-1], View.INHERENT) == {"high": 1}
    assert levels(found[-1], View.RESIDUAL) == {"medium": 1}
    assert dict(found[0].levels)[View.CURRENT] == (("high", 0), ("medium", 0), ("low", 0), (UNPLACED, 0))


def test_an_acceptance_falls_with_what_it_was_given_for_and_with_the_action_behind_it() -> None:
    risk, action = make.risk(), make.action()
    later = evolve(risk, cause="Another cause")
    found = over_time(
        [
            put(JAN, make.method()),
            put(JAN, risk),
            put(JAN, action),
            put(JAN, make.accepted(risk, actions=(action,))),
            gone(FEB, action),
            put(MARCH, action),
            put(APRIL, later),
        ],
        {},
        DAYS,
    )
    assert [one.accepted for one in found] == [1, 0, 1, 0]


def test_levels_are_by_the_method_in_force_and_a_risk_rated_by_another_is_not_placed() -> None:
    second = make.method(id="method-v2", version=2, approved_on=MARCH)
    found = over_time(
        [
            put(JAN, make.method(approved_on=FEB)),
            put(JAN, make.risk()),
            put(FEB, second),  # a draft until March
            put(APRIL, make.risk(method="method-v2")),
        ],
        {},
        DAYS,
    )
    assert [one.method and one.method.id for one in found] == [None, "method-v1", "method-v2", "method-v2"]
    assert [levels(one) for one in found] == [{UNPLACED: 1}, {"high": 1}, {UNPLACED: 1}, {"high": 1}]
    assert [one.above for one in found] == [1, 1, 1, 1]  # by the method of the risk, as the list says it


def test_a_risk_counts_from_its_identification_to_its_retirement() -> None:
    held = make.risk(identified_on=FEB, retired_on=APRIL)
    found = over_time([put(JAN, make.method()), put(JAN, held)], {}, DAYS)
    assert [one.risks for one in found] == [0, 1, 1, 0]
    taken = over_time([put(JAN, make.method()), put(JAN, make.risk()), gone(MARCH, make.risk())], {}, DAYS)
    assert [one.risks for one in taken] == [1, 1, 0, 0]


def test_a_control_that_is_no_longer_behind_a_risk_moves_it_no_more() -> None:
    bare = make.risk(controls=())
    recordings = [put(JAN, make.method()), put(JAN, make.risk()), put(FEB, bare)]
    found = over_time(recordings, {MARCH: {"AC-05": Backing.OPERATING}}, DAYS)
    assert [levels(one) for one in found] == [{"high": 1}] * 4


def test_a_risk_whose_owner_has_left_is_without_one_from_that_day() -> None:
    recordings = [put(JAN, make.method()), put(JAN, make.risk()), put(APRIL, make.risk(owner="evan"))]
    found = over_time(recordings, {}, DAYS, {"dana": MARCH})
    assert [one.unowned for one in found] == [0, 0, 1, 0]


def test_days_come_back_sorted_and_once_and_without_any_there_is_nothing() -> None:
    assert [one.on for one in over_time([], {}, (FEB, JAN, FEB))] == [JAN, FEB]
    assert over_time([put(JAN, make.risk())], {}, ()) == ()


@each(
    ("first", "last", "expected"),
    [
        ("2026-01-15", "2026-03-10", ["2026-01-31", "2026-02-28", "2026-03-10"]),
        ("2026-01-01", "2026-01-31", ["2026-01-31"]),
        ("2025-12-31", "2026-01-01", ["2025-12-31", "2026-01-01"]),
        ("2026-05-05", "2026-05-05", ["2026-05-05"]),
    ],
)
def test_months_end_on_their_last_day_and_the_series_on_its_own(
    first: str, last: str, expected: list[str]
) -> None:
    found = month_ends(date.fromisoformat(first), date.fromisoformat(last))
    assert [str(day) for day in found] == expected


def alone(recordings: list[Recording], backings: dict[str, Backing], on: date) -> tuple[Any, ...]:
    """A day by itself: the register folded up to it, every risk judged."""
    held: dict[str, dict[str, Any]] = {kind: {} for kind in RISK_COLLECTIONS}
    for one in recordings:
        if one.on <= on:
            held[one.kind].pop(one.id, None)
            if one.value is not None:
                held[one.kind][one.id] = one.value
    register = RiskRegister(**{name: tuple(held[kind].values()) for kind, name in RISK_COLLECTIONS.items()})
    stands, method = standings(register, backings, on), register.in_force(on)

    def place(one: Any, view: View) -> str:
        shown = of_view(one, view)
        placed = method is not None and one.method == method and shown is not None and shown.band is not None
        return shown.band.id if placed else UNPLACED

    counted = {view: [place(one, view) for one in stands] for view in View}
    return (
        len(stands),
        {view: {band: names.count(band) for band in names} for view, names in counted.items()},
        sum(one.above for one in stands),
        sum(register.standing(one.risk, AcceptanceKind.RESIDUAL).complete for one in stands),
        sum(not one.risk.owner or LEFT.get(one.risk.owner, date.max) <= on for one in stands),
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Recording]:
    """Recordings of three risks, two methods and what hangs on the risks, in the order of their days."""
    ids, days = st.sampled_from(["R-001", "R-002", "R-003"]), st.integers(0, 90)
    found: list[Recording] = []
    held: dict[str, Risk] = {}
    for offset in sorted(draw(st.lists(days, max_size=12))):
        on, key = make.BEGUN + timedelta(days=offset), draw(ids)
        match draw(st.sampled_from(["risk", "risk", "method", "accept", "action", "gone"])):
            case "risk":
                lives = days.map(lambda n: make.BEGUN + timedelta(days=n))
                held[key] = evolve(
                    draw(make.risks()),
                    id=key,
                    owner=draw(st.sampled_from([None, "dana", "evan"])),
                    method=draw(st.sampled_from(["method-v1", "method-v2", "method-v9"])),
                    identified_on=draw(lives),
                    retired_on=draw(st.none() | lives),
                )
                found.append(put(on, held[key]))
            case "method":
                version = draw(st.integers(1, 2))
                approved = make.BEGUN + timedelta(days=draw(days))
                one = make.method(id=f"method-v{version}", version=version, approved_on=approved)
                found.append(put(on, one))
            case "action":
                found.append(put(on, make.action(id=f"act-{key}", risk=key)))
            case "accept" if key in held:
                found.append(put(on, make.accepted(held[key], id=f"acc-{key}", accepted_on=on)))
            case "gone":
                found.append(gone(on, held.pop(key, make.risk(id=key))))
    return found


@given(recordings=histories(), states=st.lists(make.states, min_size=4, max_size=4))
def test_every_day_equals_that_day_alone(
    recordings: list[Recording], states: list[dict[str, Backing]]
) -> None:
    days = [make.BEGUN + timedelta(days=n) for n in (0, 30, 60, 90)]
    found = over_time(recordings, dict(zip(days, states, strict=True)), days, LEFT)
    for one, backings in zip(found, states, strict=True):
        shown = {view: levels(one, view) for view in View}
        said = (one.risks, shown, one.above, one.accepted, one.unowned)
        assert said == alone(recordings, backings, one.on)
