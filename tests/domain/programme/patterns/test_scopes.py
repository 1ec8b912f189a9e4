"""Scopes drifting: no approved scope, differences without a reason, drift; each since its day."""

from datetime import date, timedelta
from typing import Any

from tests import factories as make
from tests.domain.programme.patterns.healthy import LATE, found, healthy, named, one
from tests.each import each

from dualtrack.domain.programme.patterns.finding import Code, Severity
from dualtrack.domain.scope.cause import RegisterChange
from dualtrack.domain.scope.drift import Drift, DriftKind
from dualtrack.domain.scope.extent import Extent

ALIGNED, OBSERVING = date(2026, 3, 1), date(2026, 7, 1)
DAY = date(2026, 10, 19)


def drift(**fields: Any) -> Drift:
    """A store that joined the ISMS, and not the SOC 2 system, on 19 October."""
    on = fields.pop("on", DAY)
    plain: dict[str, Any] = {"framework": "iso27001", "scope": "iso27001-v1", "thing": "asset/store"}
    plain |= {"name": "Store", "kind": DriftKind.JOINED, "approved": None, "now": Extent(), "alone": True}
    change = RegisterChange(object="asset/store", day=on, actor=make.BOB, fields=("services",))
    return Drift(**(plain | {"change": change} | fields))


def test_both_scopes_are_approved_by_the_end_of_phase_1() -> None:
    drafted = (make.scope("soc2", "app"), make.scope("iso27001", "app", approved_on=None, approved_by=None))
    assert found(healthy(ALIGNED - timedelta(days=1), scopes=drafted)) == {}
    told = one(healthy(ALIGNED, scopes=drafted), Code.UNSCOPED)
    assert (told.since, told.severity) == (ALIGNED, Severity.MEDIUM)
    assert named(told, "framework") == {"iso27001": "not_approved"}
    assert one(healthy(OBSERVING, scopes=drafted), Code.UNSCOPED).severity is Severity.HIGH
    none = one(healthy(OBSERVING, scopes=()), Code.UNSCOPED)
    assert sorted(named(none, "framework")) == ["iso27001", "soc2"]


def test_a_difference_without_a_reason_is_found_since_the_versions_met() -> None:
    wider = make.scope(
        "iso27001",
        "app",
        "site",
        id="iso-2",
        version=2,
        effective_from=date(2026, 8, 3),
        approved_on=date(2026, 8, 5),
    )
    held = {"scopes": (make.scope("soc2", "app"), make.scope("iso27001", "app"), wider)}
    assert found(healthy(date(2026, 8, 4), **held)) == {}
    told = one(healthy(date(2026, 8, 20), **held), Code.DIFFER)
    assert (told.since, told.severity) == (date(2026, 8, 5), Severity.LOW)
    assert named(told, "thing") == {"site": "isms_only: not held; all of it"}
    assert dict(told.counts) == {"things": 1, "outside": 0}
    assert one(healthy(LATE, **held), Code.DIFFER).severity is Severity.MEDIUM
    explained = (make.difference("site", given_on=date(2026, 8, 6)),)
    assert found(healthy(LATE, scope_reasons=explained, **held)) == {}


def test_what_lies_outside_the_isms_is_grave_whatever_its_reason() -> None:
    held = {"scopes": (make.scope("soc2", "app", "pay"), make.scope("iso27001", "app"))}
    told = one(healthy(ALIGNED, scope_reasons=(make.difference("pay"),), **held), Code.DIFFER)
    assert (told.since, told.severity) == (ALIGNED, Severity.HIGH)
    assert dict(told.counts)["outside"] == 1


def test_drift_is_found_from_the_day_of_the_change() -> None:
    told = one(healthy(DAY, drifts=(drift(),)), Code.DRIFT)
    assert (told.since, told.days_open(date(2026, 10, 25))) == (DAY, 6)
    assert named(told, "thing") == {"asset/store": "iso27001 joined: not held; all of it"}
    assert dict(told.counts) == {"things": 1, "scopes": 1}
    assert told.severity is Severity.MEDIUM


def test_the_oldest_drift_counts_and_both_scopes_together_weigh_less() -> None:
    older = date(2026, 10, 2)
    two = tuple(drift(framework=f, alone=False, on=older) for f in ("soc2", "iso27001"))
    told = one(healthy(DAY, drifts=(drift(alone=False), *two)), Code.DRIFT)
    assert (told.since, told.severity) == (older, Severity.LOW)
    assert one(healthy(older + timedelta(days=31), drifts=two), Code.DRIFT).severity is Severity.MEDIUM
    unknown = one(healthy(DAY, drifts=(drift(change=None),)), Code.DRIFT)
    assert unknown.since == DAY


@each(
    ("fields", "day", "severity"),
    [
        ({"framework": "soc2"}, DAY, Severity.HIGH),
        ({"framework": "soc2", "kind": DriftKind.LEFT}, DAY, Severity.MEDIUM),
        ({"alone": False}, date(2027, 1, 1), Severity.HIGH),
    ],
)
def test_a_system_that_grew_alone_and_audits_that_began_make_it_grave(
    fields: dict[str, Any], day: date, severity: Severity
) -> None:
    assert one(healthy(day, drifts=(drift(**fields),)), Code.DRIFT).severity is severity
