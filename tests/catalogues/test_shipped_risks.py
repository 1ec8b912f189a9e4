"""Facts about the shipped method and risks: whole, specific, lowered by controls, over all criteria."""

from collections import Counter

from tests.each import each
from tests.every import every

from dualtrack.catalogues.loader import load_controls
from dualtrack.catalogues.risk_file import AssetKind, StarterRisk
from dualtrack.catalogues.risk_library import load_method, load_risks
from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.risks.method_faults import method_faults
from dualtrack.domain.risks.risk import Lowers

RISKS, PROBLEMS = load_risks()
EACH = every(RISKS, lambda risk: risk.id)


def words(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def test_nothing_is_wrong_and_there_are_enough() -> None:
    assert PROBLEMS == ()
    assert 60 <= len(RISKS) <= 80
    assert [r.id for r in sorted(RISKS, key=lambda r: r.id)] == [
        f"SR-{n:02}" for n in range(1, len(RISKS) + 1)
    ]


def test_titles_and_scenarios_are_said_once() -> None:
    for field in ("title", "cause", "event", "consequence", "why"):
        twice = [text for text, n in Counter(getattr(r, field) for r in RISKS).items() if n > 1]
        assert twice == [], field


@EACH
def test_a_scenario_is_short_and_whole(risk: StarterRisk) -> None:
    assert 2 <= words(risk.title) <= 9
    for text in (risk.cause, risk.event, risk.consequence, risk.why):
        assert 3 <= words(text) <= 25
        assert text.endswith(".")
    assert not risk.title.endswith(".")


@EACH
def test_a_risk_speaks_to_soc2_and_to_annex_a_and_is_lowered(risk: StarterRisk) -> None:
    frameworks = {one.partition(":")[0] for one in risk.requirements}
    assert "soc2" in frameworks
    assert frameworks <= {"soc2", "iso27001"}
    assert any(one.startswith("iso27001:A.") for one in risk.requirements)
    by = sum(link.steps for link in risk.controls if link.lowers is Lowers.LIKELIHOOD)
    cut = sum(link.steps for link in risk.controls if link.lowers is Lowers.CONSEQUENCE)
    assert 1 <= by + cut <= 6
    method = load_method()
    before = method.level(risk.rating.likelihood, risk.rating.consequences.overall)
    after = method.level(max(1, risk.rating.likelihood - by), max(1, risk.rating.consequences.overall - cut))
    assert before is not None
    assert after is not None
    assert after < before


@EACH
def test_a_control_behind_a_risk_serves_something_that_the_risk_speaks_to_or_is_behind_others(
    risk: StarterRisk,
) -> None:
    controls = {c.id: c for c in load_controls(tuple(Category))[0]}
    served = {r for link in risk.controls for r in controls[link.control].requirements}
    assert served & set(risk.requirements), risk.requirements


@each("criterion", ["soc2:CC3.3", "soc2:CC3.4", "soc2:CC9.1", "soc2:CC9.2", "soc2:A1.2"])
def test_each_of_these_criteria_has_risks(criterion: str) -> None:
    assert [r.id for r in RISKS if criterion in r.requirements]


def test_fraud_and_change_are_covered_by_several() -> None:
    assert len([r for r in RISKS if r.fraud]) >= 5
    assert len([r for r in RISKS if r.change]) >= 8


def test_every_kind_of_asset_and_every_property_is_concerned() -> None:
    assert {kind for r in RISKS for kind in r.assets} == set(AssetKind)
    for side in ("confidentiality", "integrity", "availability"):
        assert len([r for r in RISKS if getattr(r.rating.consequences, side) >= 4]) >= 5


def test_the_method_to_begin_with_is_without_fault_and_every_step_has_criteria() -> None:
    method = load_method()
    assert method_faults(method) == ()
    assert (len(method.likelihood), len(method.consequence)) == (5, 5)
    assert [b.accepted_by for b in method.bands] == ["", "", "manager", "manager"]
    for step in (*method.likelihood, *method.consequence):
        assert words(step.criteria) >= 5
