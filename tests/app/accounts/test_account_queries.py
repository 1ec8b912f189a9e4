"""Who looks: roles from the record, engagements from grants that hold on the day, names behind walls."""

from datetime import date, timedelta

from attrs import evolve
from tests.app.conftest import PEOPLE, SETUP, TODAY, viewer
from tests.conftest import NOW

from dualtrack.app.accounts import queries
from dualtrack.app.accounts.models import PersonRow, User
from dualtrack.app.accounts.services import grant, name_of
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.person import Role, Viewer

DAY = timedelta(days=1)


def leave(person: str, day: date) -> None:
    """The person's last day."""
    value = evolve(PersonRow.objects.get(pk=person).to_value(), left_on=day)
    record(value, actor=SETUP, now=NOW, action="person.leave")


def test_a_person_is_found_by_id_or_address(programme: Home) -> None:
    by_id = queries.viewer_of_person("charlie", today=TODAY, via="cli")
    by_address = queries.viewer_of_person(" Charlie@ACME.example", today=TODAY, via="cli")
    assert by_id == by_address
    assert by_id is not None
    assert (by_id.actor.id, by_id.actor.via) == ("person:charlie", "cli")
    assert by_id.roles == {Role.MANAGER}
    assert not by_id.operator


def test_an_unknown_person_is_nobody(programme: Home) -> None:
    assert queries.viewer_of_person("zoe", today=TODAY, via="cli") is None


def test_who_left_can_do_nothing_from_that_day_on(programme: Home) -> None:
    leave("charlie", TODAY)
    assert queries.viewer_of_person("charlie", today=TODAY - DAY, via="ui") is not None
    assert queries.viewer_of_person("charlie", today=TODAY, via="ui") is None
    nobody = queries.viewer_of(User.objects.get(pk="charlie"), today=TODAY)
    assert (nobody.actor.id, nobody.roles, nobody.sees_all) == ("system:nobody", frozenset(), False)


def test_a_signed_in_user_is_the_person(programme: Home) -> None:
    seen = queries.viewer_of(User.objects.get(pk="bob"), today=TODAY)
    assert (seen.actor.id, seen.actor.via, seen.roles) == ("person:bob", "ui", {Role.OWNER})


def test_a_grant_holds_on_its_days_alone(programme: Home) -> None:
    first, final = TODAY, TODAY + 5 * DAY
    grant(actor=SETUP, now=NOW, person="sam", engagement="soc2-type2-1", since=first, until=final)

    def engagements(on: date) -> frozenset[str]:
        found = queries.viewer_of_person("sam", today=on, via="ui")
        assert found is not None
        return found.engagements

    assert [set(engagements(d)) for d in (first - DAY, first, final, final + DAY)] == [
        set(),
        {"soc2-type2-1"},
        {"soc2-type2-1"},
        set(),
    ]
    other = queries.viewer_of_person("cora", today=first, via="ui")
    assert other is not None
    assert other.engagements == frozenset()


def test_names_are_for_those_inside(programme: Home, operator: Viewer) -> None:
    for name in ("ada", "alice", "charlie", "bob", "ivy"):
        assert queries.names(viewer(name))["bob"] == "Bob Canary-bob"
    assert set(queries.names(operator)) == set(PEOPLE)
    for name in ("sam", "cora"):
        assert queries.names(viewer(name, engagements=("soc2-type2-1",))) == {}


def test_the_list_of_people_is_for_those_who_see_all(programme: Home, operator: Viewer) -> None:
    assert [p.id for p in queries.people(operator)] == sorted(PEOPLE)
    assert [p.id for p in queries.people(viewer("ivy"))] == sorted(PEOPLE)
    for name in ("bob", "sam", "cora"):
        assert queries.people(viewer(name)) == ()


def test_a_name_by_id(programme: Home) -> None:
    assert name_of("bob") == "Bob Canary-bob"
    assert name_of("zoe") is None


def test_an_auditor_on_record_is_outside_and_so_is_a_name_from_a_file(programme: Home) -> None:
    assert queries.outside("person:sam")
    assert queries.outside("Ada Assessor, CPA")
    assert not queries.outside("person:alice")
    assert not queries.outside("person:ivy")  # the internal auditor belongs to the organisation
    assert not queries.outside(None)
