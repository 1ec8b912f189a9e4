"""Verbs on mappings: entered as candidates, decided by another person, every step an entry of the ledger."""

from datetime import date, timedelta

from tests.app.conftest import TODAY, viewer
from tests.app.entries import last, refused, same, size
from tests.conftest import NOW
from tests.domain.frameworks.pairs import pair

from dualtrack.app.ledger.home import Home
from dualtrack.app.mappings import services
from dualtrack.app.mappings.models import MappingDecisionRow
from dualtrack.app.programme.catalogue import crosswalk
from dualtrack.app.programme.queries import When, snapshot
from dualtrack.domain.frameworks.crosswalk import Mapping, MappingStatus
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.mappings.decision import MappingDecision, decision_id

NAME = "soc2:CC6.2 -> iso27001:A.5.18"
NEW = pair(origin="their file", rationale="As they see it.", strength=4)
ACCEPTED, REJECTED = MappingStatus.ACCEPTED, MappingStatus.REJECTED


def ours() -> Mapping:
    found = crosswalk().between("soc2:CC6.2", "iso27001:A.5.18")
    assert found is not None
    return found


def enter(actor: Actor, *mappings: Mapping) -> tuple[MappingDecision, ...]:
    return services.enter(actor=actor, now=NOW, today=TODAY, mappings=mappings, reason="their audit firm")


def held(when: When | None = None) -> Mapping:
    found = snapshot(viewer("alice"), when).crosswalk.between("soc2:CC6.2", "iso27001:A.5.18")
    assert found is not None
    return found


def test_what_is_entered_is_recorded_as_a_candidate(programme: Home, alice: Actor) -> None:
    (value,) = enter(alice, NEW)
    (entry,) = last()
    assert (entry.action, entry.object, entry.reason) == (
        "mapping.enter",
        f"mapping_decision/{value.id}",
        "their audit firm",
    )
    assert same(MappingDecisionRow.objects.get(), entry)
    assert MappingDecisionRow.objects.get().to_value() == value
    assert value.status is MappingStatus.CANDIDATE


def test_another_person_accepts_and_then_it_counts(programme: Home, alice: Actor, charlie: Actor) -> None:
    (value,) = enter(alice, NEW)
    assert held().strength == ours().strength
    services.decide(actor=charlie, now=NOW, today=TODAY, decisions=[value.id], to=ACCEPTED)
    assert (held().strength, held().status) == (4, ACCEPTED)
    assert last()[0].action == "mapping.accept"


def test_whoever_entered_it_cannot_accept_it(programme: Home, alice: Actor) -> None:
    (value,) = enter(alice, NEW)
    with refused(
        "approver_is_preparer", f"{NAME}: whoever prepared it cannot approve it; another person has to"
    ):
        services.decide(actor=alice, now=NOW, today=TODAY, decisions=[value.id], to=ACCEPTED)


def test_a_rejection_says_why(programme: Home, alice: Actor, charlie: Actor) -> None:
    (value,) = enter(alice, NEW)
    with refused("mapping_decision_needs_a_reason", f"{NAME}: say why it is rejected"):
        services.decide(actor=charlie, now=NOW, today=TODAY, decisions=[value.id], to=REJECTED)
    services.decide(actor=charlie, now=NOW, today=TODAY, decisions=[value.id], to=REJECTED, reason="too weak")
    (entry,) = last()
    assert (entry.action, entry.reason) == ("mapping.reject", "too weak")
    with refused("mapping_is_so_already", f"{NAME}: it stands so already"):
        services.decide(
            actor=charlie, now=NOW, today=TODAY, decisions=[value.id], to=REJECTED, reason="again"
        )


def test_a_mapping_that_is_not_there(programme: Home, charlie: Actor) -> None:
    with refused("unknown_mapping", "map_x: no such judgement is on record"):
        services.decide(actor=charlie, now=NOW, today=TODAY, decisions=["map_x"], to=ACCEPTED)


def test_all_of_ours_are_adopted_at_once_or_none(programme: Home, alice: Actor) -> None:
    whole = crosswalk().mappings
    services.adopt(actor=alice, now=NOW, today=TODAY, ours=whole)
    assert MappingDecisionRow.objects.count() == len(whole)
    assert snapshot(viewer("alice")).crosswalk == crosswalk()
    with refused("mapping_is_so_already", f"{whole[0].source} -> {whole[0].target}: it stands so already"):
        services.adopt(actor=alice, now=NOW, today=TODAY, ours=whole)


def test_a_pair_of_ours_that_is_rejected_counts_no_more(programme: Home, alice: Actor) -> None:
    services.reject_ours(actor=alice, now=NOW, today=TODAY, ours=ours(), reason="not in our system")
    assert not held().counts
    services.adopt(actor=alice, now=NOW, today=TODAY, ours=[ours()], reason="seen again")
    assert held().counts
    assert [e.action for e in last(2)] == ["mapping.reject", "mapping.accept"]


def test_a_reviewer_enters_their_own_name_and_nobody_reviews_what_they_entered(
    programme: Home, alice: Actor, charlie: Actor
) -> None:
    services.review(actor=charlie, now=NOW, today=TODAY, mapping=ours(), shipped=True)
    assert (held().reviewed_by, held().reviewed_on) == (charlie.id, TODAY)
    enter(alice, NEW)
    with refused("mapping_reviewed_by_its_author", f"{NAME}: whoever entered it cannot review it"):
        services.review(actor=alice, now=NOW, today=TODAY, mapping=NEW, shipped=False)
    services.review(actor=charlie, now=NOW, today=TODAY, mapping=NEW, shipped=False)
    row = MappingDecisionRow.objects.get(pk=decision_id(NEW))
    assert row.mapping["reviewed_by"] == charlie.id


def test_nobody_decides_from_the_command_line(programme: Home) -> None:
    with refused(
        "approver_is_not_a_person",
        f"{NAME}: only a named person who signed in approves; sign in on the pages",
    ):
        services.adopt(actor=Actor("person:alice", "cli:a@b"), now=NOW, today=TODAY, ours=[ours()])


def test_a_decision_carries_the_day_on_which_it_is_taken(programme: Home, alice: Actor) -> None:
    day = date(2020, 1, 1)
    with refused(
        "day_is_not_of_this_time",
        f"{NAME}: {day} is not today; decisions carry the day on which they are taken",
    ):
        services.adopt(actor=alice, now=NOW, today=day, ours=[ours()])


def test_of_a_past_day_the_crosswalk_is_the_one_of_then(programme: Home, alice: Actor) -> None:
    services.reject_ours(actor=alice, now=NOW, today=TODAY, ours=ours(), reason="not in our system")
    yesterday = TODAY - timedelta(days=1)
    assert held(When(as_of=yesterday)).counts
    assert not held(When(as_of=TODAY)).counts


def test_nothing_is_written_when_nothing_is_offered(programme: Home, alice: Actor) -> None:
    before = size()
    assert enter(alice) == ()
    assert size() == before
