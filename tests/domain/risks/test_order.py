"""The order of control work: what each control would lower and close per day, with the reasoning."""

from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.risks import making as make

from dualtrack.domain.risks.current import Backing
from dualtrack.domain.risks.order import SHORTEST, Candidate, Lowered, Open, Ranked, order
from dualtrack.domain.risks.register import standings
from dualtrack.domain.risks.risk import Risk

NAMES = ("AC-01", "AC-02", "AC-03", "AC-04")


def candidate(control: str, hours: int = 16, **closes: tuple[str, ...]) -> Candidate:
    """A control of two days by default."""
    serves = {key: tuple(Open(requirement=one, missing=1) for one in ids) for key, ids in closes.items()}
    return Candidate(control=control, hours=Fraction(hours), serves=serves)


def ranked(
    *candidates: Candidate,
    risks: tuple[Risk, ...] = (),
    states: dict[str, Backing] | None = None,
    open_: dict[str, int] | None = None,
) -> tuple[Ranked, ...]:
    """The order over some risks."""
    held = standings(make.register(*risks), states or {}, make.TODAY)
    return order(held, states or {}, candidates, open_ or {})


def test_the_reasoning_says_which_risks_from_what_to_what_and_which_requirements() -> None:
    risk = make.risk(controls=(make.link("AC-01", steps=1),))
    (only,) = ranked(
        candidate("AC-01", soc2=("soc2:CC6.1",), iso27001=()), risks=(risk,), open_={"soc2": 4, "iso27001": 2}
    )
    assert only == Ranked(
        control="AC-01",
        backing=Backing.UNKNOWN,
        days=Fraction(2),
        lowers=(Lowered(risk="R-001", before=20, after=15),),
        serves=(("soc2", (Open(requirement="soc2:CC6.1", missing=1),)),),
        risk_share=Fraction(5, 20),
        requirement_share=Fraction(1, 8),  # a quarter of one report, nothing of the other
    )
    assert only.per_day == Fraction(3, 16)
    assert only.closes == ("soc2:CC6.1",)


def test_a_requirement_that_others_hold_open_too_counts_in_part_and_is_not_said_to_be_closed() -> None:
    shared = Candidate(
        control="AC-01",
        hours=Fraction(8),
        serves={
            "soc2": (Open(requirement="soc2:CC6.1", missing=4), Open(requirement="soc2:CC6.2", missing=1))
        },
    )
    (only,) = ranked(shared, open_={"soc2": 5})
    assert only.requirement_share == Fraction(1, 4)  # a quarter and a whole, of five
    assert only.closes == ("soc2:CC6.2",)


def test_the_best_per_day_leads_not_the_largest() -> None:
    risk = make.risk(residual=None, controls=(make.link("AC-01", steps=3), make.link("AC-02", steps=1)))
    rows = ranked(candidate("AC-01", 80), candidate("AC-02", 8), risks=(risk,))
    assert [(r.control, r.risk_share) for r in rows] == [("AC-02", Fraction(1, 4)), ("AC-01", Fraction(3, 4))]


def test_equal_ones_come_by_gain_and_then_by_id() -> None:
    risk = make.risk(residual=None, controls=tuple(make.link(n, steps=1) for n in NAMES))
    rows = ranked(*(candidate(n) for n in reversed(NAMES)), risks=(risk,))
    assert [r.control for r in rows] == list(NAMES)


def test_a_control_that_operates_already_or_brings_nothing_is_not_in_the_order() -> None:
    risk = make.risk(controls=(make.link("AC-01"), make.link("AC-02")))
    rows = ranked(
        candidate("AC-01"),
        candidate("AC-02"),
        candidate("AC-03"),
        risks=(risk,),
        states={"AC-01": Backing.OPERATING, "AC-02": Backing.DEVIATIONS},
    )
    assert rows == ()  # AC-01 alone reaches the aim already
    assert ranked() == ()


def test_a_control_with_deviations_is_worth_the_other_half() -> None:
    risk = make.risk(residual=None, controls=(make.link("AC-01", steps=2),))
    (only,) = ranked(candidate("AC-01"), risks=(risk,), states={"AC-01": Backing.DEVIATIONS})
    assert only.lowers == (Lowered(risk="R-001", before=15, after=10),)


def test_a_risk_at_or_below_the_line_counts_for_nothing() -> None:
    low = make.risk(inherent=make.rating(2, 3), residual=None, controls=(make.link("AC-01"),))
    assert ranked(candidate("AC-01"), risks=(low,)) == ()


def test_no_effort_is_counted_as_an_hour() -> None:
    (only,) = ranked(candidate("AC-01", 0, soc2=("soc2:CC6.1",)), open_={"soc2": 1})
    assert (only.days, only.per_day) == (SHORTEST, Fraction(8))


opens = st.lists(
    st.builds(Open, requirement=st.sampled_from(["soc2:CC1.1", "soc2:CC1.2"]), missing=st.integers(1, 3)),
    unique_by=lambda one: one.requirement,
).map(tuple)
candidates = st.lists(
    st.builds(
        Candidate,
        control=st.sampled_from(NAMES),
        hours=st.integers(0, 400).map(Fraction),
        serves=st.fixed_dictionaries({"soc2": opens}),
    ),
    unique_by=lambda c: c.control,
)
many = st.lists(make.risks(), max_size=5).map(
    lambda held: tuple(evolve(one, id=f"R-{n:03}") for n, one in enumerate(held))
)


@given(given_=candidates, risks=many, states=make.states, data=st.data())
def test_the_order_is_one_whatever_the_order_of_the_facts(
    given_: list[Candidate], risks: tuple[Risk, ...], states: dict[str, Backing], data: st.DataObject
) -> None:
    rows = ranked(*given_, risks=risks, states=states, open_={"soc2": 2})
    again = ranked(
        *data.draw(st.permutations(given_)),
        risks=tuple(data.draw(st.permutations(risks))),
        states=states,
        open_={"soc2": 2},
    )

    def plain(row: Ranked) -> tuple[object, ...]:
        return row.control, row.per_day, sorted(one.risk for one in row.lowers)

    assert [plain(r) for r in rows] == [plain(r) for r in again]
    assert [r.per_day for r in rows] == sorted((r.per_day for r in rows), reverse=True)


@given(given_=candidates, risks=many, states=make.states)
def test_every_share_is_of_a_whole_and_every_row_brings_something(
    given_: list[Candidate], risks: tuple[Risk, ...], states: dict[str, Backing]
) -> None:
    for row in ranked(*given_, risks=risks, states=states, open_={"soc2": 2}):
        assert states[row.control] is not Backing.OPERATING
        assert 0 <= row.risk_share <= 1
        assert 0 <= row.requirement_share <= 1
        assert row.gain > 0
        assert all(one.after < one.before and one.before > 6 for one in row.lowers)


@given(risks=many, states=make.states, hours=st.integers(1, 200))
def test_more_effort_for_the_same_never_leads(
    risks: tuple[Risk, ...], states: dict[str, Backing], hours: int
) -> None:
    before = ranked(candidate("AC-01", hours), risks=risks, states=states)
    after = ranked(candidate("AC-01", hours + 8), risks=risks, states=states)
    assert [r.gain for r in before] == [r.gain for r in after]
    assert all(a.per_day <= b.per_day for a, b in zip(after, before, strict=True))
