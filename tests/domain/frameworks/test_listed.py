"""Somebody else's list beside ours: what both name, and what each names alone."""

from tests.domain.frameworks.pairs import pair

from dualtrack.domain.frameworks.crosswalk import Crosswalk, MappingStatus
from dualtrack.domain.frameworks.listed import compare_listed, elsewhere, strongest

CROSSWALK = Crosswalk(
    (
        pair(source="soc2:CC6.1", target="iso27001:A.5.18", strength=4),
        pair(source="soc2:CC6.2", target="iso27001:A.5.18", strength=8),
        pair(source="soc2:CC6.2", target="iso27001:5.1", strength=3),
        pair(source="soc2:CC6.2", target="iso27001:5.2", strength=5),
        pair(source="soc2:CC6.2", target="iso27001:A.6.1", status=MappingStatus.CANDIDATE),
        pair(source="soc2:CC6.2", target="acme:G.1"),
        pair(source="soc2:CC8.1", target="iso27001:A.6.8", strength=7),
        pair(source="soc2:CC8.1", target="iso27001:A.6.1", strength=2),
        pair(source="soc2:CC5.3", target="iso27001:A.6.8", strength=8),
    )
)
CRITERIA = ("soc2:CC6.1", "soc2:CC6.2")
FOUND = compare_listed(
    CROSSWALK, CRITERIA, ("iso27001:A.6.8", "iso27001:A.5.18", "iso27001:A.6.1"), "iso27001"
)


def test_what_both_name_comes_in_the_order_of_the_list() -> None:
    assert FOUND.both == ("iso27001:A.5.18",)


def test_a_pair_that_does_not_count_is_none_of_ours() -> None:
    assert FOUND.list_only == ("iso27001:A.6.8", "iso27001:A.6.1")


def test_what_we_alone_name_comes_strongest_first_and_from_the_one_framework() -> None:
    assert FOUND.ours_only == ("iso27001:5.2", "iso27001:5.1")


def test_the_strongest_pair_of_the_series_speaks_for_a_partner() -> None:
    assert FOUND.strengths["iso27001:A.5.18"] == 8


def test_an_empty_list_leaves_everything_to_us() -> None:
    assert compare_listed(CROSSWALK, CRITERIA, (), "iso27001").ours_only == (
        "iso27001:A.5.18",
        "iso27001:5.2",
        "iso27001:5.1",
    )


def test_where_ours_puts_what_the_list_puts_here() -> None:
    there = elsewhere(CROSSWALK, "iso27001:A.6.8", "soc2", CRITERIA)
    assert [(p.target, p.strength) for p in there] == [("soc2:CC5.3", 8), ("soc2:CC8.1", 7)]
    assert elsewhere(CROSSWALK, "iso27001:A.5.18", "soc2", CRITERIA) == ()


def test_the_strongest_pair_of_any_of_the_criteria_is_the_one_that_is_shown() -> None:
    found = strongest(CROSSWALK, CRITERIA, "iso27001:A.5.18")
    assert (found.source, found.strength) == ("soc2:CC6.2", 8)


def test_a_candidate_is_never_the_strongest() -> None:
    stronger = pair(source="soc2:CC6.1", target="iso27001:5.2", strength=9, status=MappingStatus.CANDIDATE)
    found = strongest(Crosswalk((*CROSSWALK.mappings, stronger)), CRITERIA, "iso27001:5.2")
    assert found.strength == 5
