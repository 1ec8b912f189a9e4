"""Approval of the plan and acceptance of what remains: by the owner, for what was read, until it changes."""

from datetime import date

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.risks import making as make
from tests.each import each

from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.risks.acceptance import (
    AcceptanceKind,
    AcceptanceRefusal,
    Change,
    acceptance_refusal,
    acting_as,
    capacities_asked,
    changes_since,
    digest_of,
    material,
    remaining,
    standing,
)
from dualtrack.domain.risks.risk import Risk, Treatment

PLAN, RESIDUAL = AcceptanceKind
DANA = Actor("person:dana", "ui")
HIGH = make.risk(residual=make.rating(4, confidentiality=5, integrity=3))  # level 20: a manager accepts too


def refused(
    risk: Risk,
    *acceptances: object,
    kind: AcceptanceKind = RESIDUAL,
    actor: Actor = DANA,
    holds: tuple[str, ...] = (),
    in_force: object = None,
) -> AcceptanceRefusal | None:
    """Why somebody is refused to accept."""
    method = make.method()
    held = standing(kind, risk, method, (), acceptances)  # type: ignore[arg-type]  # acceptances all
    return acceptance_refusal(
        held,
        risk,
        actor=actor,
        may_act_as=holds,
        in_force=method if in_force is None else in_force,  # type: ignore[arg-type]  # a method
        today=make.TODAY,
    )


def test_the_owner_may_even_where_they_wrote_it_themselves() -> None:
    assert refused(make.risk()) is None
    assert refused(make.risk(), kind=PLAN) is None


@each("role", ["lead", "admin", "manager", "owner"])
def test_nobody_else_may_whatever_their_roles(role: str) -> None:
    evan = Actor("person:evan", "ui")
    assert refused(make.risk(), actor=evan, holds=(role,)) is AcceptanceRefusal.NOT_NAMED
    assert refused(make.risk(), actor=evan, holds=(role,), kind=PLAN) is AcceptanceRefusal.NOT_OWNER


@each(
    "actor",
    [
        Actor("operator:root@host", "cli"),
        Actor("system:job", "job"),
        Actor("token:t1/by:dana", "api"),
        Actor("person:dana", "cli:root@host"),
    ],
)
def test_only_a_person_who_signed_in_accepts(actor: Actor) -> None:
    assert refused(make.risk(), actor=actor) is AcceptanceRefusal.NOT_A_PERSON


def test_each_other_refusal_has_its_reason() -> None:
    risk = make.risk()
    assert refused(evolve(risk, owner=None)) is AcceptanceRefusal.NO_OWNER
    assert refused(evolve(risk, retired_on=make.TODAY)) is AcceptanceRefusal.RETIRED
    assert refused(evolve(risk, treatment=None)) is AcceptanceRefusal.NO_TREATMENT
    assert refused(evolve(risk, residual=None)) is AcceptanceRefusal.NO_RESIDUAL
    assert refused(evolve(risk, residual=None), kind=PLAN) is None
    assert refused(risk, in_force=make.method(id="method-v2", version=2)) is AcceptanceRefusal.OTHER_METHOD
    assert refused(risk, make.accepted(risk)) is AcceptanceRefusal.ALREADY


def test_above_the_band_the_owner_and_whom_the_method_names_both_accept() -> None:
    assert capacities_asked(HIGH, make.method()) == ("owner", "manager")
    evan = Actor("person:evan", "ui")
    by_owner = make.accepted(HIGH)
    by_manager = make.accepted(HIGH, capacities=("manager",), accepted_by="evan")
    assert refused(HIGH, by_owner) is AcceptanceRefusal.ALREADY
    assert refused(HIGH, by_owner, actor=evan, holds=("manager",)) is None
    assert refused(HIGH, actor=evan, holds=("lead",)) is AcceptanceRefusal.NOT_NAMED
    missing = [
        standing(RESIDUAL, HIGH, make.method(), (), given).missing
        for given in ((), (by_owner,), (by_manager,), (by_owner, by_manager))
    ]
    assert missing == [("owner", "manager"), ("manager",), ("owner",), ()]


def test_the_plan_is_approved_by_the_owner_alone_in_any_band() -> None:
    held = standing(PLAN, HIGH, make.method(), (), ())
    assert held.asked == ("owner",)
    assert refused(HIGH, kind=PLAN, actor=Actor("person:evan", "ui"), holds=("manager",)) is (
        AcceptanceRefusal.NOT_OWNER
    )


def test_an_owner_who_holds_what_the_method_names_accepts_once_as_both() -> None:
    held = standing(RESIDUAL, HIGH, make.method(), (), ())
    assert acting_as(held, HIGH, actor=DANA, may_act_as=("manager", "lead")) == ("owner", "manager")
    assert acting_as(held, HIGH, actor=DANA, may_act_as=()) == ("owner",)


def test_a_retained_risk_is_accepted_as_it_is() -> None:
    held = make.risk(residual=None, treatment=Treatment.RETAIN)
    assert remaining(held) == held.inherent
    assert capacities_asked(held, make.method()) == ("owner", "manager")
    assert refused(held) is None


def test_an_acceptance_stands_until_something_material_changes_and_then_says_what() -> None:
    risk = make.risk()
    given = make.accepted(risk)
    assert standing(RESIDUAL, risk, make.method(), (), (given,)).complete
    moved = evolve(risk, residual=make.rating(1, confidentiality=5, integrity=3), owner="evan")
    held = standing(RESIDUAL, moved, make.method(), (), (given,))
    assert not held.complete
    assert held.voided == given
    assert held.changes == (
        Change(
            field="residual",
            before='{"consequences":{"availability":0,"confidentiality":5,"integrity":3},"likelihood":2}',
            after='{"consequences":{"availability":0,"confidentiality":5,"integrity":3},"likelihood":1}',
        ),
        Change(field="owner", before='"dana"', after='"evan"'),
    )
    back = standing(
        RESIDUAL, evolve(moved, residual=risk.residual, owner="dana"), make.method(), (), (given,)
    )
    assert back.complete  # what stands is again what was read


@each(
    "fields",
    [
        {"cause": "another"},
        {"event": "another"},
        {"consequence": "another"},
        {"inherent": make.rating(5, 5, 3)},
        {"residual": None},
        {"method": "method-v2"},
        {"owner": "evan"},
        {"treatment": Treatment.SHARE},
        {"controls": ()},
        {"assets": ("A-1",)},
        {"services": ("S-1",)},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_every_material_field_voids(fields: dict[str, object]) -> None:
    risk = make.risk()
    held = standing(RESIDUAL, evolve(risk, **fields), make.method(), (), (make.accepted(risk),))  # type: ignore[arg-type]  # its own fields
    assert [change.field for change in held.changes] == list(fields)


@each(
    "fields",
    [{"title": "x"}, {"category": "x"}, {"fraud": True}, {"change": True}, {"criteria": ()}],
    ids=lambda fields: next(iter(fields)),
)
def test_a_field_that_is_not_material_voids_nothing(fields: dict[str, object]) -> None:
    risk = make.risk()
    held = standing(RESIDUAL, evolve(risk, **fields), make.method(), (), (make.accepted(risk),))  # type: ignore[arg-type]  # its own fields
    assert held.complete


def test_an_action_that_comes_goes_or_moves_voids_and_one_that_is_done_does_not() -> None:
    risk, plan = make.risk(), (make.action(),)
    given = make.accepted(risk, "treatment_plan", plan)

    def fields(*actions: object) -> list[str]:
        held = standing(PLAN, risk, make.method(), actions, (given,))  # type: ignore[arg-type]  # actions all
        return [change.field for change in held.changes]

    assert fields(*plan) == []
    assert fields() == ["action act-1"]
    assert fields(*plan, make.action(id="act-2")) == ["action act-2"]
    assert fields(make.action(due=date(2026, 9, 1))) == ["action act-1"]
    assert fields(make.action(done_on=make.TODAY, evidence="ticket 7")) == []


def test_what_was_accepted_of_another_risk_or_kind_does_not_count() -> None:
    risk = make.risk()
    other = make.accepted(evolve(risk, id="R-002"))
    plan = make.accepted(risk, "treatment_plan")
    held = standing(RESIDUAL, risk, make.method(), (), (other, plan))
    assert (held.valid, held.voided, held.missing) == ((), None, ("owner",))


@given(one=make.risks(), other=make.risks())
def test_the_digest_is_equal_exactly_where_nothing_material_differs(one: Risk, other: Risk) -> None:
    said, again = material(one, ()), material(other, ())
    assert (digest_of(said) == digest_of(again)) == (not changes_since(said, again))
    assert changes_since(said, said) == ()


@given(due=st.lists(st.dates(), min_size=2, max_size=4, unique=True), data=st.data())
def test_the_order_of_the_actions_never_matters(due: list[date], data: st.DataObject) -> None:
    plan = [make.action(id=f"act-{n}", due=day) for n, day in enumerate(due)]
    shuffled = data.draw(st.permutations(plan))
    assert digest_of(material(make.risk(), plan)) == digest_of(material(make.risk(), shuffled))
