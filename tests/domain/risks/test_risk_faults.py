"""Every reason to refuse a risk or an action, with its parameters, and all of them at once."""

from datetime import date

from tests.domain.risks import making as make
from tests.each import each

from dualtrack.domain.ledger.codec import decode, encode
from dualtrack.domain.risks.fault import Fault, fault
from dualtrack.domain.risks.risk_faults import RiskFault, action_faults, risk_faults


def faults(**fields: object) -> tuple[Fault, ...]:
    """The faults of the usual risk with these fields."""
    return risk_faults(make.risk(**fields), make.method(), make.known(), make.TODAY)


def test_nothing_is_wrong_with_the_usual_risk_and_action() -> None:
    assert faults() == ()
    assert action_faults(make.action(), make.known(), make.TODAY) == ()


@each(
    ("fields", "expected"),
    [
        *[
            ({name: " "}, fault(RiskFault.UNSAID, name))
            for name in ("title", "cause", "event", "consequence", "category")
        ],
        ({"owner": None}, fault(RiskFault.NO_OWNER, "owner")),
        ({"owner": ""}, fault(RiskFault.NO_OWNER, "owner")),
        ({"owner": "nora"}, fault(RiskFault.UNKNOWN_OWNER, "owner", owner="nora")),
        ({"owner": "finn"}, fault(RiskFault.OWNER_LEFT, "owner", owner="finn", day="2026-05-01")),
        (
            {"inherent": make.rating(6, 5, 3)},
            fault(RiskFault.OFF_SCALE, "inherent.likelihood", score=6, highest=5),
        ),
        (
            {"inherent": make.rating(0, 5, 3), "residual": None},
            fault(RiskFault.OFF_SCALE, "inherent.likelihood", score=0, highest=5),
        ),
        (
            {"inherent": make.rating(4, 5, 3, 7)},
            fault(RiskFault.OFF_SCALE, "inherent.availability", score=7, highest=5),
        ),
        (
            {"residual": make.rating(2, -1, 3)},
            fault(RiskFault.OFF_SCALE, "residual.confidentiality", score=-1, highest=5),
        ),
        ({"inherent": make.rating(4), "residual": None}, fault(RiskFault.NO_CONSEQUENCE, "inherent")),
        (
            {"residual": make.rating(5, 5, 3)},
            fault(RiskFault.RESIDUAL_ABOVE, "residual.likelihood", inherent=4, residual=5),
        ),
        (
            {"residual": make.rating(2, 5, 3, 1)},
            fault(RiskFault.RESIDUAL_ABOVE, "residual.availability", inherent=0, residual=1),
        ),
        (
            {"controls": (make.link(steps=0),)},
            fault(RiskFault.STEPS, "controls", control="AC-05", steps=0),
        ),
        (
            {"controls": (make.link("AC-99"),)},
            fault(RiskFault.UNKNOWN_CONTROL, "controls", control="AC-99"),
        ),
        (
            {"controls": (make.link(), make.link(steps=1))},
            fault(RiskFault.CONTROL_TWICE, "controls", control="AC-05", lowers="likelihood"),
        ),
        (
            {"identified_on": date(2026, 6, 2)},
            fault(RiskFault.IDENTIFIED_AHEAD, "identified_on", day="2026-06-02", today="2026-06-01"),
        ),
    ],
)
def test_each_fault_of_a_risk_is_named_with_where_it_stands(
    fields: dict[str, object], expected: Fault
) -> None:
    assert faults(**fields) == (expected,)


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = faults(title="", owner=None, inherent=make.rating(9, 9), residual=None)
    assert [(one.code, one.field) for one in found] == [
        (RiskFault.UNSAID, "title"),
        (RiskFault.NO_OWNER, "owner"),
        (RiskFault.OFF_SCALE, "inherent.likelihood"),
        (RiskFault.OFF_SCALE, "inherent.confidentiality"),
    ]


def test_one_control_may_lower_both_sides() -> None:
    assert faults(controls=(make.link(), make.link(lowers="consequence"))) == ()


def test_ids_of_other_registers_are_asked_only_where_the_register_is_kept() -> None:
    held = make.risk(assets=("A-1",), services=("S-1",), criteria=("soc2:CC6.1", "soc2:CC99"))
    assert risk_faults(held, make.method(), make.known(), make.TODAY) == ()
    known = make.known(assets=set(), services={"S-1"}, requirements={"soc2:CC6.1"})
    assert risk_faults(held, make.method(), known, make.TODAY) == (
        fault(RiskFault.UNKNOWN_ASSET, "assets", id="A-1"),
        fault(RiskFault.UNKNOWN_REQUIREMENT, "criteria", id="soc2:CC99"),
    )
    known = make.known(services=set())
    assert risk_faults(held, make.method(), known, make.TODAY) == (
        fault(RiskFault.UNKNOWN_SERVICE, "services", id="S-1"),
    )


@each(
    ("fields", "expected"),
    [
        ({"what": ""}, fault(RiskFault.UNSAID, "what")),
        ({"owner": ""}, fault(RiskFault.NO_OWNER, "owner")),
        ({"owner": "finn"}, fault(RiskFault.OWNER_LEFT, "owner", owner="finn", day="2026-05-01")),
        ({"controls": ("AC-99",)}, fault(RiskFault.UNKNOWN_CONTROL, "controls", control="AC-99")),
        (
            {"done_on": date(2026, 6, 2), "evidence": "ticket 7"},
            fault(RiskFault.DONE_AHEAD, "done_on", day="2026-06-02", today="2026-06-01"),
        ),
        ({"done_on": make.TODAY, "evidence": " "}, fault(RiskFault.DONE_UNSHOWN, "evidence")),
    ],
)
def test_each_fault_of_an_action_is_named(fields: dict[str, object], expected: Fault) -> None:
    assert action_faults(make.action(**fields), make.known(), make.TODAY) == (expected,)


def test_an_action_may_be_done_by_somebody_who_left_since() -> None:
    done = make.action(owner="finn", done_on=date(2026, 4, 1), evidence="ticket 7")
    assert action_faults(done, make.known(), make.TODAY) == ()


def test_each_value_is_recorded_and_read_back() -> None:
    held = make.risk(
        assets=("A-1",), services=("S-1",), retired_on=make.TODAY, retired_because="service ended"
    )
    values = {
        "risk": held,
        "treatment_action": make.action(),
        "risk_assessment": make.run(residual=None),
        "risk_acceptance": make.accepted(held),
    }
    for name, value in values.items():
        assert decode(name, 1, encode(value)) == value


def test_a_risk_lives_from_its_identification_until_it_is_retired() -> None:
    held = make.risk(retired_on=date(2026, 5, 1))
    days = (date(2026, 1, 9), make.BEGUN, date(2026, 4, 30), date(2026, 5, 1))
    assert [held.live(day) for day in days] == [False, True, True, False]
    assert make.rating(1, 2, 3, 1).consequences.overall == 3
