"""What a profile brings: the organisation first, its controls, one period and one engagement a framework."""

from datetime import date, datetime
from typing import Any

import pytest

from dualtrack.app.audits.models import EngagementRow
from dualtrack.app.controls.models import ControlRow, PeriodRow
from dualtrack.app.ledger import queries
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.services import Beginning, begin
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.programme.organisation import Organisation, Profile

START = date(2026, 1, 5)


def begun(actor: Actor, now: datetime, profile: Profile, **changed: Any) -> Organisation:
    """A programme of that profile."""
    what = Beginning(name="Acme", profile=profile, start=START, example=True, **changed)
    return begin(actor=actor, now=now, what=what)


MONTHS = {
    Profile.DUAL_TRACK_52W: 4,
    Profile.FIRST_COMBINED: 6,
    Profile.ADD_ISO27001: 0,
    Profile.ADD_SOC2: 3,
    Profile.FROM_SCRATCH: 8,
    Profile.SOC2_ONLY: 4,
    Profile.ISO27001_ONLY: 4,
}


@pytest.mark.parametrize("profile", list(Profile))
def test_a_period_and_an_engagement_for_each_framework(
    home: Home, now: datetime, alice: Actor, profile: Profile
) -> None:
    begun(alice, now, profile)
    month = 1 + MONTHS[profile]
    periods = {p.framework: p for p in PeriodRow.objects.all()}
    audits = {e.kind: e for e in EngagementRow.objects.all()}
    assert set(periods) == set(profile.frameworks)
    assert {p.start for p in periods.values()} == {date(2026, month, 5)}
    assert set(audits) == {{"soc2": "soc2-type2", "iso27001": "iso27001-stage1"}[f] for f in periods}
    for audit in audits.values():
        assert audit.period in {p.pk for p in periods.values()}
        assert audit.opened_on == START


def test_the_organisation_is_the_first_entry(home: Home, now: datetime, alice: Actor) -> None:
    organisation = begun(alice, now, Profile.FIRST_COMBINED)
    first = next(queries.entries())
    assert (first.seq, first.action, first.type) == (0, "programme.begin", "organisation")
    assert first.value is not None
    assert first.value["name"] == organisation.name
    assert first.value["example"] is True


def test_one_framework_s_programme_holds_controls_that_serve_it(
    home: Home, now: datetime, alice: Actor
) -> None:
    begun(alice, now, Profile.SOC2_ONLY)
    rows = ControlRow.objects.values_list("requirements", flat=True)
    assert len(rows) == 98
    assert all(any(r.startswith("soc2:") for r in row) for row in rows)


def test_chosen_categories_bring_their_controls(home: Home, now: datetime, alice: Actor) -> None:
    made = begun(alice, now, Profile.FIRST_COMBINED, categories=("security", "privacy"), period_months=12)
    assert made.categories == ("privacy",)
    assert ControlRow.objects.count() == 107 + 11
    assert EngagementRow.objects.get(kind="soc2-type2").categories == ["privacy"]
    assert EngagementRow.objects.get(kind="iso27001-stage1").categories == []
    assert PeriodRow.objects.get(framework="soc2").end == date(2027, 7, 4)
