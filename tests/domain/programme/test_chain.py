"""The chain: every link a field of a record, walked down to the evidence and up to the services."""

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests import factories as make
from tests.domain.risks.test_grounds import risk

from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.programme.chain import Chain, Node, Step, Walk, chain, node_of
from dualtrack.domain.registers.things import Asset, AssetKind, Service
from dualtrack.domain.risks.grounds import Duty
from dualtrack.domain.risks.risk import TreatmentAction
from dualtrack.domain.scope.things import things_of

A = "iso27001:A.8.24"
THINGS = things_of(
    (
        Service(id="app", name="Application"),
        Asset(id="db", kind=AssetKind.DATA, name="Database", services=("app",)),
        Asset(id="hr", kind=AssetKind.DATA, name="Records", services=("people",)),
    )
)
CRYPTO = make.control("CR-01", requirements=(A, "soc2:CC6.7"))
OTHER = make.control("HR-01", requirements=("iso27001:A.6.1",))


ACTION = TreatmentAction(
    id="act-1", risk="R-07", what="Encrypt", owner="ada", due=make.day("2026-09-01"), controls=("CR-01",)
)


def evidence(key: str, control: str) -> Evidence:
    """What shows a control."""
    return make.evidence("2026-03-01", None, control, id=key)


ABOVE = ["service/app", "asset/db", "R-07", "R-07", "act-1", "LEG-1"]
BELOW = ["CR-01", A, "soc2:CC6.7", f"{A}~1", "ev-1", "run-1"]


def whole() -> Chain:
    """One service with a database, a risk of it, the control that lowers it, and what shows that."""
    return chain(
        things=THINGS,
        risks=(
            evolve(risk("R-07", "CR-01"), assets=("db",)),
            evolve(risk("R-08", "HR-01", treatment=None), services=("people",)),
        ),
        actions=(ACTION,),
        duties=(Duty(id="LEG-1", name="GDPR", controls=("CR-01",), requirements=("soc2:CC6.7",)),),
        controls=(CRYPTO, OTHER),
        decisions=(make.decision(A),),
        evidence=(evidence("ev-1", "CR-01"), evidence("ev-2", "HR-01")),
        check_days=(
            make.checks("2026-03-02", control="CR-01", passed=3, run="run-1"),
            make.checks("2026-03-03", control="CR-01", unknown=3, run="run-2"),
            make.checks("2026-03-03", control="HR-01", failed=1, run="run-1"),
        ),
    )


def ids(walk: Walk, *, up: bool = False) -> list[str]:
    """Ids of one side in their order."""
    return [one.node.id for one in (walk.up if up else walk.down)]


def test_a_service_leads_to_its_evidence() -> None:
    walk = whole().walk(node_of("service/app"))
    assert ids(walk) == ["asset/db", "R-07", "R-07", "act-1", *BELOW]
    assert walk.up == ()


def test_evidence_leads_back_to_the_service() -> None:
    walk = whole().walk(Node(Step.EVIDENCE, "ev-1"))
    assert ids(walk, up=True) == [*ABOVE, "CR-01"]
    assert ids(walk) == [A, "soc2:CC6.7", f"{A}~1"]


def test_a_run_of_a_source_shows_the_controls_that_its_results_passed_or_failed() -> None:
    walk = whole().walk(Node(Step.EVIDENCE, "run-1"))
    assert [one.node.id for one in walk.at(Step.CONTROL)] == ["CR-01", "HR-01"]
    assert [one.node.id for one in walk.at(Step.REQUIREMENT)] == ["iso27001:A.6.1", A, "soc2:CC6.7"]
    assert not whole().holds(Node(Step.EVIDENCE, "run-2"))


def test_a_risk_leads_to_its_controls_by_its_treatment_and_the_actions_of_its_plan() -> None:
    walk = whole().walk(Node(Step.RISK, "R-07"))
    option, action = Node(Step.TREATMENT, "R-07"), Node(Step.TREATMENT, "act-1")
    found = {one.node: one.through for one in walk.down}
    assert (found[option], found[action]) == ((Node(Step.RISK, "R-07"),), (option,))
    assert found[Node(Step.CONTROL, "CR-01")] == (option, action)
    assert ids(whole().walk(action), up=True) == ["service/app", "asset/db", "R-07", "R-07"]


def test_before_a_treatment_is_chosen_a_risk_leads_to_its_controls_itself() -> None:
    (control,) = whole().walk(Node(Step.RISK, "R-08")).at(Step.CONTROL)
    assert control.through == (Node(Step.RISK, "R-08"),)


def test_an_action_of_a_risk_that_is_not_there_is_left_out() -> None:
    made = chain(
        things=(), risks=(), actions=(ACTION,), duties=(), controls=(CRYPTO,), decisions=(), evidence=()
    )
    assert not made.holds(Node(Step.TREATMENT, "act-1"))


def test_what_is_not_known_to_the_viewer_is_neither_reached_nor_walked_through() -> None:
    known = {Node(Step.RISK, "R-07"), Node(Step.TREATMENT, "R-07"), Node(Step.EVIDENCE, "ev-1")}
    made = chain(
        things=THINGS,
        risks=(evolve(risk("R-07", "CR-01"), assets=("db",)),),
        duties=(),
        controls=(CRYPTO,),
        decisions=(),
        evidence=(evidence("ev-1", "CR-01"),),
        known=known,
    )
    assert ids(made.walk(Node(Step.RISK, "R-07"))) == ["R-07"]
    assert not made.holds(Node(Step.EVIDENCE, "ev-1"))


def test_a_row_of_the_statement_is_shown_by_the_evidence_of_its_controls() -> None:
    walk = whole().walk(Node(Step.DECISION, f"{A}~1"))
    assert ids(walk) == ["ev-1", "run-1"]
    assert ids(walk, up=True) == [*ABOVE, "CR-01", A]


def test_each_record_says_what_it_hangs_on() -> None:
    (crypto,) = whole().walk(node_of("service/app")).at(Step.CONTROL)
    assert crypto.through == (Node(Step.TREATMENT, "R-07"), Node(Step.TREATMENT, "act-1"))


def test_what_has_no_link_is_not_held() -> None:
    held = whole()
    assert held.holds(node_of("asset/db"))
    assert not held.holds(node_of("asset/none"))
    assert held.walk(node_of("asset/none")).down == ()


nodes = st.sampled_from(sorted({*whole().down, *whole().up}))


@given(nodes, nodes)
def test_whatever_hangs_on_another_is_reached_from_either(one: Node, other: Node) -> None:
    def hangs(on: Node) -> set[Node]:
        walk = whole().walk(on)
        return {reached.node for reached in (*walk.up, *walk.down)}

    assert (other in hangs(one)) is (one in hangs(other))


@given(nodes, nodes)
def test_whatever_is_reached_downwards_reaches_back(one: Node, other: Node) -> None:
    held = whole()
    shown = {Step.REQUIREMENT, Step.DECISION, Step.EVIDENCE}  # these are reached across the controls
    if one.step in shown or other.step in shown:
        return
    below = other in {reached.node for reached in held.walk(one).down}
    above = one in {reached.node for reached in held.walk(other).up}
    assert below is above


def test_steps_come_in_their_order() -> None:
    walk = whole().walk(node_of("service/app"))
    places = [list(Step).index(one.node.step) for one in walk.down]
    assert places == sorted(places)
