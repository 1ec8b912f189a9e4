"""Verbs on audits: engagements, deviations that stay, nonconformities that are closed once."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.app.conftest import TODAY
from tests.app.entries import last, refused, same
from tests.conftest import NOW

from dualtrack.app.audits import services
from dualtrack.app.audits.models import DeviationRow, EngagementRow, NonconformityRow
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.domain.audits.engagement import Engagement, EngagementKind
from dualtrack.domain.audits.findings import Deviation, Grade
from dualtrack.domain.ledger.actor import Actor

OWNER = Actor("person:bob", "ui")
LEAD = Actor("person:alice", "ui")


def note(**changed: Any) -> Deviation:
    """A late removal of access."""
    said: dict[str, Any] = {
        "control": "AC-04",
        "occurred_on": date(2026, 2, 17),
        "description": " Removed three days late. ",
    }
    return services.note_deviation(actor=OWNER, now=NOW, today=TODAY, **(said | changed))


def test_an_engagement_is_opened(programme: Home) -> None:
    value = Engagement(
        id="iso27001-stage2-1",
        kind=EngagementKind.ISO_STAGE2,
        title="Stage 2",
        firm="",
        period="iso27001-1",
        opened_on=TODAY,
    )
    services.open_engagement(actor=LEAD, now=NOW, engagement=value)
    (entry,) = last()
    assert (entry.action, entry.object) == ("engagement.open", "engagement/iso27001-stage2-1")
    assert same(EngagementRow.objects.get(pk=value.id), entry)


def test_a_deviation_is_noted_with_who_and_when(programme: Home) -> None:
    value = note()
    (entry,) = last()
    assert (entry.action, entry.object, entry.actor) == (
        "deviation.note",
        f"deviation/{value.id}",
        "person:bob",
    )
    assert same(DeviationRow.objects.get(), entry)
    assert (value.noted_at, value.noted_by, value.description) == (
        NOW,
        "person:bob",
        "Removed three days late.",
    )


def test_a_deviation_of_today_is_noted(programme: Home) -> None:
    assert note(occurred_on=TODAY).occurred_on == TODAY


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        (
            {"control": "ZZ-99"},
            "unknown_control",
            "ZZ-99: no such control in this programme; list them with: dualtrack status",
        ),
        (
            {"occurred_on": TODAY + timedelta(days=1)},
            "deviation_in_the_future",
            "AC-04: a deviation on 2026-03-03 lies in the future",
        ),
        ({"description": " \n"}, "deviation_needs_a_description", "AC-04: describe the deviation"),
    ],
)
def test_a_deviation_is_refused(programme: Home, changed: dict[str, Any], code: str, words: str) -> None:
    with refused(code, words):
        note(**changed)
    assert not DeviationRow.objects.exists()


def test_a_response_keeps_what_was_noted(programme: Home) -> None:
    value = note()
    done = services.respond(
        actor=LEAD, now=NOW, deviation=value.id, cause="Not told.", response="All leavers were checked."
    )
    assert (done.cause, done.response, done.description) == (
        "Not told.",
        "All leavers were checked.",
        value.description,
    )
    noted, answered = last(2)
    assert (noted.action, answered.action, answered.actor) == (
        "deviation.note",
        "deviation.respond",
        "person:alice",
    )
    assert same(DeviationRow.objects.get(), answered)
    assert done.noted_by == "person:bob"


def test_an_unknown_deviation_is_named(programme: Home) -> None:
    with refused("unknown_deviation", "dev_none: no such deviation"):
        services.respond(actor=LEAD, now=NOW, deviation="dev_none", cause="", response="")


def test_a_nonconformity_is_raised_and_closed_once(programme: Home) -> None:
    value = services.raise_nonconformity(
        actor=LEAD,
        now=NOW,
        today=TODAY,
        requirement="iso27001:9.2.1",
        grade=Grade.MAJOR,
        description="No audit was held.",
        catalogue=catalogue(),
    )
    (entry,) = last()
    assert (entry.action, entry.object) == ("nonconformity.raise", f"nonconformity/{value.id}")
    assert same(NonconformityRow.objects.get(), entry)
    assert value.open_on(TODAY)
    later, then = TODAY + timedelta(days=30), NOW + timedelta(days=30)
    words = f"{value.id}: {later} is not today; decisions carry the day on which they are taken"
    with refused("day_is_not_of_this_time", words):
        services.close_nonconformity(actor=LEAD, now=NOW, today=later, nonconformity=value.id)
    closed = services.close_nonconformity(actor=LEAD, now=then, today=later, nonconformity=value.id)
    assert (closed.closed_on, closed.open_on(later), closed.open_on(TODAY)) == (later, False, True)
    (entry,) = last()
    assert entry.action == "nonconformity.close"
    assert same(NonconformityRow.objects.get(), entry)
    with refused("not_open", f"{value.id}: is not open"):
        services.close_nonconformity(actor=LEAD, now=then, today=later, nonconformity=value.id)


def test_a_nonconformity_is_with_a_requirement_that_there_is(programme: Home) -> None:
    words = "iso27001:zzz: no loaded framework holds it; ids look like soc2:CC6.1"
    with refused("unknown_requirement", words):
        services.raise_nonconformity(
            actor=LEAD,
            now=NOW,
            today=TODAY,
            requirement="iso27001:zzz",
            grade=Grade.MINOR,
            description="x",
            catalogue=catalogue(),
        )
    assert not NonconformityRow.objects.exists()


def test_an_unknown_nonconformity_is_not_open(programme: Home) -> None:
    with refused("not_open", "ncf_none: is not open"):
        services.close_nonconformity(actor=LEAD, now=NOW, today=TODAY, nonconformity="ncf_none")
