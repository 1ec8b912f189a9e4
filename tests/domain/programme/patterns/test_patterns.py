"""Each failure pattern planted in a programme and found, and none found in a healthy one, on any day."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from attrs import evolve
from tests import factories as make
from tests.domain.programme.patterns.healthy import (
    LATE,
    NAMES,
    RISKS,
    but,
    found,
    healthy,
    serving,
    without,
)
from tests.domain.programme.patterns.test_scopes import drift
from tests.domain.risks import making
from tests.each import each

from dualtrack.catalogues.pattern_file import load_scale
from dualtrack.domain.audits.engagement import EngagementKind
from dualtrack.domain.programme.organisation import Profile
from dualtrack.domain.programme.patterns.finding import (
    Audit,
    Code,
    Consequence,
    Fact,
    Pattern,
    PatternFinding,
    Severity,
)
from dualtrack.domain.programme.patterns.registry import PATTERNS, detect

SCALE = load_scale()
PLANTED: dict[Pattern, dict[str, Any]] = {
    Pattern.DOCUMENTATION: without("CR-01"),
    Pattern.SCOPES: {"drifts": (drift(),)},
    Pattern.RISKS: {"risks": making.register(*RISKS, assessments=())},
    Pattern.REVIEWS: {"controls": but(serving("AU-03", *make.REVIEW))},
}


@each("days", range(0, 450, 15))
def test_a_healthy_programme_has_none(days: int) -> None:
    assert found(healthy(make.START + timedelta(days=days))) == {}


@each("pattern", Pattern)
def test_a_planted_pattern_is_found_and_no_other(pattern: Pattern) -> None:
    told = detect(healthy(**PLANTED[pattern]), SCALE)
    assert {one.pattern for one in told} == {pattern}
    for one in told:
        assert one.since < LATE
        assert one.hits
        assert all(hit.person_days > 0 for hit in one.hits)


def test_planted_together_all_are_found_in_the_order_of_the_article() -> None:
    every: dict[str, Any] = {}
    for fields in PLANTED.values():
        every |= fields
    assert [one.pattern for one in detect(healthy(**every), SCALE)] == list(Pattern)
    alone = make.organisation(profile=Profile.SOC2_ONLY)
    assert detect(healthy(organisation=alone, **every), SCALE) == ()


def test_every_code_belongs_to_one_pattern_and_costs_something_somewhere() -> None:
    assert {code.pattern for code in Code} == set(Pattern) == set(PATTERNS)
    assert {code for cost in SCALE.costs for code in cost.codes} == set(Code)


def test_the_cost_grows_with_the_records_behind_it_up_to_a_limit() -> None:
    def days(*names: str, day: date = LATE) -> dict[Audit, tuple[Consequence, Decimal]]:
        (told,) = detect(healthy(day, **without(*names)), SCALE)
        return {hit.audit: (hit.consequence, hit.person_days) for hit in told.hits}

    assert days("AC-02", "AC-03") == {
        Audit.INTERNAL: (Consequence.INTERNAL_FINDING, Decimal("1.00")),
        Audit.STAGE1: (Consequence.AREA_OF_CONCERN, Decimal(3)),
        Audit.STAGE2: (Consequence.MINOR, Decimal("4.0")),
    }
    assert days("AC-02", day=date(2027, 1, 2))[Audit.STAGE2][0] is Consequence.MAJOR
    most = next(c for c in SCALE.costs if c.audit is Audit.STAGE1 and Code.FORMAL in c.codes)
    many = PatternFinding(
        code=Code.FORMAL,
        since=LATE,
        severity=Severity.LOW,
        facts=tuple(Fact(kind="control", id=str(n)) for n in range(99)),
    )
    assert most.hit(many).person_days == most.most


def test_an_audit_that_is_over_is_hit_no_more() -> None:
    over = make.engagement(EngagementKind.ISO_STAGE1, closed_on=LATE)
    (told,) = detect(healthy(engagements=(over,), **without("CR-01")), SCALE)
    assert [hit.audit for hit in told.hits] == [Audit.INTERNAL, Audit.STAGE2]
    again = make.engagement(EngagementKind.ISO_STAGE1, id="again")
    (told,) = detect(healthy(engagements=(over, again), **without("CR-01")), SCALE)
    assert Audit.STAGE1 in [hit.audit for hit in told.hits]


def test_the_digest_is_of_what_weighs_and_of_no_order() -> None:
    facts = (Fact(kind="control", id="a", what="absent"), Fact(kind="control", id="b"))
    plain = PatternFinding(code=Code.FORMAL, since=LATE, severity=Severity.LOW, facts=facts)
    same = evolve(
        plain,
        since=make.START,
        severity=Severity.HIGH,
        facts=(*reversed(facts), Fact(kind="evidence", id="e", weighs=False)),
    )
    assert same.digest == plain.digest
    assert evolve(plain, facts=facts[:1]).digest != plain.digest
    assert evolve(plain, code=Code.PHYSICAL).digest != plain.digest
    changed = (evolve(facts[0], what="unapproved"), facts[1])
    assert evolve(plain, facts=changed).digest != plain.digest


def test_the_order_of_facts_never_matters() -> None:
    every: dict[str, Any] = {}
    for fields in PLANTED.values():
        every |= fields
    held = healthy(**every)
    turned = evolve(
        held,
        programme=evolve(
            held.programme,
            **{
                name: tuple(reversed(getattr(held.programme, name)))
                for name in ("controls", "documents", "evidence", "scopes")
            },
        ),
        stands=tuple(reversed(held.stands)),
    )
    assert detect(turned, SCALE) == detect(held, SCALE)
    assert len(NAMES) == len(set(NAMES))
