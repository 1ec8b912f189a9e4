"""Ids that records carry are candidates: counted once, told beside our own table, never more."""

from hypothesis import given
from hypothesis import strategies as st

from dualtrack.domain.mappings.carried import CarriedCandidate, Tagged, carried_candidates

LEADS = {("prowler", "iam_mfa"): ("AC-05",)}
SERVES = {"AC-05": ("soc2:CC6.1", "iso27001:A.8.5")}


def tagged(*requirements: str, check: str = "iam_mfa", results: int = 1) -> Tagged:
    return Tagged(source="prowler", check=check, requirements=requirements, results=results)


def test_a_tag_that_our_table_shares_agrees_and_another_does_not() -> None:
    found = carried_candidates([tagged("soc2:CC6.1", "soc2:CC7.2", results=3)], LEADS, SERVES)
    assert found == (
        CarriedCandidate(
            source="prowler",
            check="iam_mfa",
            requirement="soc2:CC6.1",
            results=3,
            controls=("AC-05",),
            agrees=True,
        ),
        CarriedCandidate(
            source="prowler",
            check="iam_mfa",
            requirement="soc2:CC7.2",
            results=3,
            controls=("AC-05",),
            agrees=False,
        ),
    )


def test_a_check_that_our_table_does_not_know_leads_to_no_control() -> None:
    (one,) = carried_candidates([tagged("soc2:CC6.1", check="other")], LEADS, SERVES)
    assert (one.controls, one.agrees) == ((), False)


TAGS = st.lists(
    st.builds(
        tagged,
        st.sampled_from(["soc2:CC6.1", "soc2:CC7.2"]),
        check=st.sampled_from(["iam_mfa", "other"]),
        results=st.integers(1, 9),
    )
)


@given(TAGS)
def test_no_result_is_lost_and_order_never_matters(tags: list[Tagged]) -> None:
    found = carried_candidates(tags, LEADS, SERVES)
    assert sum(c.results for c in found) == sum(t.results for t in tags)
    assert carried_candidates(reversed(tags), LEADS, SERVES) == found
